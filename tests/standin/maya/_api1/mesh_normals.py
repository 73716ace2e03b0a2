"""Normals of meshes, a part of MFnMesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._shared import errors

from . import mesh_functions, pointers
from .arrays import MFloatVectorArray, MIntArray, MVectorArray
from .spaces import MSpace
from .swig import expect, integer
from .tuples import MVector


class MeshNormals:
    """Normals of faces, vertices and corners."""

    _data: Any
    _to_world: Any
    _face: Any
    _change: Any

    def _turned(self, normals: np.ndarray, space: int) -> np.ndarray:
        """Normals in the asked space."""
        matrix = self._to_world(space)
        if matrix is None:
            return normals
        turned = normals @ np.linalg.inv(matrix[:3, :3]).T
        return mesh_functions._unit(turned)

    def getPolygonNormal(self, face: int, normal: Any, space: int = MSpace.kObject) -> None:
        """Make an MVector the normal of a face."""
        self._face(face)
        found = self._turned(mesh_functions.face_normals(self._data()), space)[face]
        expect(normal, MVector)._put(found.tolist())

    def getVertexNormal(self, vertex: int, *rest: Any) -> None:
        """``(vertex, [angleWeighted,] normal, space)``."""
        values = list(rest)
        weighted = bool(values.pop(0)) if isinstance(values[0], (bool, int)) else True
        normal = expect(values.pop(0), MVector)
        space = values.pop(0) if values else MSpace.kObject
        normals = mesh_functions.vertex_normals(self._data(), weighted)
        if not 0 <= integer(vertex) < len(normals):
            raise errors.out_of_range()
        normal._put(self._turned(normals, space)[vertex].tolist())

    def getVertexNormals(
        self, angleWeighted: bool, normals: Any, space: int = MSpace.kObject
    ) -> None:
        """Fill an array with a normal for each vertex."""
        found = mesh_functions.vertex_normals(self._data(), bool(angleWeighted))
        expect(normals, MFloatVectorArray)._set_all(self._turned(found, space))

    def _distinct(self) -> tuple[np.ndarray, np.ndarray]:
        """Different normals, and for each corner the place of its normal."""
        found: tuple[np.ndarray, np.ndarray] = mesh_functions.distinct_normals(self._data())
        return found

    def numNormals(self) -> int:
        """How many different normals there are."""
        return len(self._distinct()[0])

    def getNormals(self, normals: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the different normals."""
        expect(normals, MFloatVectorArray)._set_all(self._turned(self._distinct()[0], space))

    def getNormalIds(self, counts: Any, ids: Any) -> None:
        """Fill arrays with corners per face, and the place of each corner's normal."""
        expect(counts, MIntArray)._set_all(self._data().counts)
        expect(ids, MIntArray)._set_all(self._distinct()[1])

    def getFaceNormalIds(self, face: int, ids: Any) -> None:
        """Fill an array with the places of a face's normals."""
        span = self._face(face)
        expect(ids, MIntArray)._set_all(self._distinct()[1][span])

    def getFaceVertexNormals(self, face: int, normals: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the normals of a face's corners."""
        found = self._turned(mesh_functions.corner_normals(self._data()), space)[self._face(face)]
        expect(normals, MFloatVectorArray)._set_all(found)

    def getFaceVertexNormal(
        self, face: int, vertex: int, normal: Any, space: int = MSpace.kObject
    ) -> None:
        """Make an MVector the normal of a corner, named by its vertex."""
        span = self._face(face)
        places = np.flatnonzero(self._data().corners[span] == vertex)
        if not len(places):
            raise errors.invalid("The vertex is no corner of the face")
        found = self._turned(mesh_functions.corner_normals(self._data()), space)[
            span.start + places[0]
        ]
        expect(normal, MVector)._put(found.tolist())

    def getRawNormals(self) -> Any:
        """A pointer to the different normals, three floats each."""
        return pointers.pointer_to("float", np.ascontiguousarray(self._distinct()[0], np.float32))

    # -- setting -----------------------------------------------------------------------------

    def _lock(self, entries: dict[Any, np.ndarray], space: int) -> None:
        matrix = self._to_world(space)
        data = self._data().copy()
        for key, value in entries.items():
            turned = value if matrix is None else value @ matrix[:3, :3].T
            data.face_normals_locked[key] = mesh_functions._unit(turned[None])[0]
        self._change(data)

    def setVertexNormal(
        self, normal: Any, vertex: int, space: int = MSpace.kObject, modifier: Any = None
    ) -> None:
        """Lock the normals of a vertex."""
        value = np.array(expect(normal, MVector)._list())
        self._lock({integer(vertex): value}, space)

    def setVertexNormals(self, normals: Any, vertices: Any, space: int = MSpace.kObject) -> None:
        """Lock the normals of vertices."""
        rows = expect(normals, MVectorArray)._array()
        numbers = expect(vertices, MIntArray)._array().tolist()
        self._lock(dict(zip(numbers, rows, strict=True)), space)

    def setFaceVertexNormal(
        self, normal: Any, face: int, vertex: int, space: int = MSpace.kObject, modifier: Any = None
    ) -> None:
        """Lock the normal of a corner."""
        value = np.array(expect(normal, MVector)._list())
        self._lock({(integer(face), integer(vertex)): value}, space)

    def setFaceVertexNormals(
        self, normals: Any, faces: Any, vertices: Any, space: int = MSpace.kObject
    ) -> None:
        """Lock the normals of corners."""
        rows = expect(normals, MVectorArray)._array()
        pairs = zip(faces._array().tolist(), vertices._array().tolist(), strict=True)
        self._lock(dict(zip(pairs, rows, strict=True)), space)

    def unlockVertexNormals(self, vertices: Any) -> None:
        """Let the normals of vertices follow the faces again."""
        gone = set(expect(vertices, MIntArray)._array().tolist())
        data = self._data().copy()
        data.face_normals_locked = {
            key: value
            for key, value in data.face_normals_locked.items()
            if (key[1] if isinstance(key, tuple) else key) not in gone
        }
        self._change(data)

    def lockVertexNormals(self, vertices: Any) -> None:
        """Keep the normals of vertices as they are."""
        normals = mesh_functions.vertex_normals(self._data())
        numbers = expect(vertices, MIntArray)._array().tolist()
        self._lock({number: normals[number] for number in numbers}, MSpace.kObject)

    def isNormalLocked(self, normal: int) -> bool:
        """Whether a normal was set."""
        data = self._data()
        corners = np.flatnonzero(self._distinct()[1] == integer(normal))
        locked = data.face_normals_locked
        faces = np.repeat(np.arange(len(data.counts)), data.counts)
        return any(
            int(data.corners[c]) in locked or (int(faces[c]), int(data.corners[c])) in locked
            for c in corners
        )
