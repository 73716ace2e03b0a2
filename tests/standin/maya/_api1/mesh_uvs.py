"""Texture coordinates of meshes, a part of MFnMesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.data import UvSet
from maya._shared import errors

from . import pointers
from .arrays import MFloatArray, MIntArray
from .fn_base import filled
from .swig import expect, integer, real


class MeshUVs:
    """UV sets: values, and for each face corner which value it has."""

    _data: Any
    _face: Any
    _change: Any

    def _uv_set(self, name: str | None) -> UvSet:
        sets = self._data().uv_sets
        wanted = name or self.currentUVSetName()
        if wanted not in sets:
            if not name and not sets:
                count = len(self._data().counts)
                return UvSet(np.zeros(0), np.zeros(0), np.zeros(count, int), np.zeros(0, int))
            raise errors.failure(f"There is no UV set {wanted}")
        return sets[wanted]

    def _put_uv_set(self, name: str | None, changed: UvSet) -> None:
        data = self._data().copy()
        data.uv_sets[name or self.currentUVSetName()] = changed
        self._change(data)

    def _ids_of(self, face: int, name: str | None) -> np.ndarray:
        """The places of a face's values; empty if the face has none."""
        self._face(face)
        known = self._uv_set(name)
        if len(known.counts) <= face or not known.counts[face]:
            return np.zeros(0, int)
        start = int(known.counts[:face].sum())
        return known.ids[start : start + int(known.counts[face])]

    def numUVSets(self) -> int:
        """How many sets there are."""
        return max(1, len(self._data().uv_sets))

    def getUVSetNames(self, names: Any) -> None:
        """Fill a list with the names of sets."""
        filled(names, self._data().uv_sets or ["map1"])

    def currentUVSetName(self, instance: int = -1) -> str:
        """The set that is meant if none is named."""
        from maya._core.nodes import Node

        entity = self._have()  # type: ignore[attr-defined]
        chosen = entity.plug("currentUVSet").get() if isinstance(entity, Node) else None
        names = list(self._data().uv_sets)
        if chosen in names:
            return chosen
        return names[0] if names else "map1"

    def setCurrentUVSetName(self, name: str, *_: Any) -> None:
        """Choose the set that is meant if none is named."""
        from .plugs import not_recorded

        self._uv_set(name)
        with not_recorded():
            self._have().plug("currentUVSet").set(name)  # type: ignore[attr-defined]

    def createUVSet(self, name: str, *_: Any) -> None:
        """Make an empty set."""
        self.createUVSetWithName(name)

    def createUVSetWithName(self, name: str, *_: Any) -> str:
        """Make an empty set; gives the name that was free."""
        names = self._data().uv_sets
        free, number = name, 1
        while free in names:
            free, number = f"{name}{number}", number + 1
        count = len(self._data().counts)
        empty = UvSet(np.zeros(0), np.zeros(0), np.zeros(count, int), np.zeros(0, int))
        self._put_uv_set(free, empty)
        return free

    createUVSetDataMesh, createUVSetDataMeshWithName = createUVSet, createUVSetWithName

    def deleteUVSet(self, name: str, *_: Any) -> None:
        """Remove a set."""
        self._uv_set(name)
        data = self._data().copy()
        del data.uv_sets[name]
        self._change(data)

    def renameUVSet(self, old: str, new: str, *_: Any) -> None:
        """Rename a set."""
        self._uv_set(old)
        data = self._data().copy()
        data.uv_sets = {new if key == old else key: value for key, value in data.uv_sets.items()}
        self._change(data)

    def copyUVSet(self, source: str, target: str, *_: Any) -> None:
        """Copy a set."""
        self._put_uv_set(target, self._uv_set(source))

    def numUVs(self, name: str | None = None) -> int:
        """How many values a set has."""
        return len(self._uv_set(name).u)

    def getUVs(self, u: Any, v: Any, name: str | None = None) -> None:
        """Fill arrays with all values."""
        known = self._uv_set(name)
        expect(u, MFloatArray)._set_all(known.u)
        expect(v, MFloatArray)._set_all(known.v)

    def getUV(self, index: int, u: Any, v: Any, name: str | None = None) -> None:
        """Write a value to memory."""
        known = self._uv_set(name)
        if not 0 <= integer(index) < len(known.u):
            raise errors.out_of_range()
        pointers.store(u, "float", known.u[index])
        pointers.store(v, "float", known.v[index])

    def setUVs(self, u: Any, v: Any, name: str | None = None) -> None:
        """Set all values."""
        known = self._uv_set(name)
        new_u, new_v = u._array().astype(float), v._array().astype(float)
        if len(new_u) != len(new_v) or len(new_u) < len(known.u):
            raise errors.invalid("There are too few values")
        self._put_uv_set(name, UvSet(new_u, new_v, known.counts, known.ids))

    def setUV(self, index: int, u: float, v: float, name: str | None = None) -> None:
        """Set a value; a new one may be added at the end."""
        known = self._uv_set(name)
        size = max(len(known.u), integer(index) + 1)
        new_u, new_v = np.zeros(size), np.zeros(size)
        new_u[: len(known.u)], new_v[: len(known.v)] = known.u, known.v
        new_u[index], new_v[index] = real(u), real(v)
        self._put_uv_set(name, UvSet(new_u, new_v, known.counts, known.ids))

    def setSomeUVs(self, indices: Any, u: Any, v: Any, name: str | None = None) -> None:
        """Set several values."""
        for place, index in enumerate(indices._array().tolist()):
            self.setUV(index, u[place], v[place], name)

    def clearUVs(self, name: str | None = None) -> None:
        """Remove all values of a set."""
        count = len(self._data().counts)
        empty = UvSet(np.zeros(0), np.zeros(0), np.zeros(count, int), np.zeros(0, int))
        self._put_uv_set(name, empty)

    def assignUVs(self, counts: Any, ids: Any, name: str | None = None) -> None:
        """Say which values the face corners have."""
        known = self._uv_set(name)
        per_face, places = counts._array().astype(int), ids._array().astype(int)
        if len(per_face) != len(self._data().counts) or per_face.sum() != len(places):
            raise errors.invalid("The arrays do not fit the mesh")
        if len(places) and places.max() >= len(known.u):
            raise errors.invalid("A corner names a value that does not exist")
        self._put_uv_set(name, UvSet(known.u, known.v, per_face, places))

    def assignUV(self, face: int, corner: int, index: int, name: str | None = None) -> None:
        """Say which value a face corner has."""
        span = self._face(face)
        known = self._uv_set(name)
        rows = [self._ids_of(each, name).tolist() for each in range(len(self._data().counts))]
        if not rows[face]:
            rows[face] = [0] * (span.stop - span.start)
        rows[face][integer(corner)] = integer(index)
        counts = np.array([len(row) for row in rows], int)
        ids = np.array([place for row in rows for place in row], int)
        self._put_uv_set(name, UvSet(known.u, known.v, counts, ids))

    def getAssignedUVs(self, counts: Any, ids: Any, name: str | None = None) -> None:
        """Fill arrays with values per face, and which values the corners have."""
        known = self._uv_set(name)
        expect(counts, MIntArray)._set_all(known.counts)
        expect(ids, MIntArray)._set_all(known.ids)

    def getPolygonUVid(self, face: int, corner: int, index: Any, name: str | None = None) -> None:
        """Write the place of a corner's value to memory."""
        ids = self._ids_of(face, name)
        if not 0 <= integer(corner) < len(ids):
            raise errors.failure("The face has no texture coordinates")
        pointers.store(index, "int", int(ids[corner]))

    def getPolygonUV(self, face: int, corner: int, u: Any, v: Any, name: str | None = None) -> None:
        """Write a corner's value to memory."""
        ids = self._ids_of(face, name)
        if not 0 <= integer(corner) < len(ids):
            raise errors.failure("The face has no texture coordinates")
        known = self._uv_set(name)
        pointers.store(u, "float", known.u[ids[corner]])
        pointers.store(v, "float", known.v[ids[corner]])

    def getUvShellsIds(self, shells: Any, count: Any, name: str | None = None) -> None:
        """Fill an array with the shell of each value, write the number of shells to memory."""
        known = self._uv_set(name)
        labels = np.arange(len(known.u))
        start = 0
        faces = []
        for size in known.counts.tolist():
            faces.append(known.ids[start : start + size])
            start += size
        changed = True
        while changed:
            changed = False
            for ids in faces:
                if len(ids) and (labels[ids] != labels[ids].min()).any():
                    labels[ids] = labels[ids].min()
                    changed = True
        names, numbers = np.unique(labels, return_inverse=True)
        expect(shells, MIntArray)._set_all(numbers.ravel())
        pointers.store(count, "unsigned int", len(names))
