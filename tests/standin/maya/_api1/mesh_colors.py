"""Colours of mesh vertices, a part of MFnMesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._shared import errors

from .arrays import MColorArray, MIntArray
from .fn_base import filled
from .swig import expect, integer
from .tuples import MColor


class MeshColors:
    """Colour sets: a colour (or none) for each face corner, kept as (C, 4) with NaN for none."""

    _data: Any
    _face: Any
    _change: Any

    def numColorSets(self) -> int:
        """How many sets there are."""
        return len(self._data().color_sets)

    def getColorSetNames(self, names: Any) -> None:
        """Fill a list with the names of sets."""
        filled(names, self._data().color_sets)

    def currentColorSetName(self, instance: int = -1) -> str:
        """The set that is meant if none is named; empty without sets."""
        from maya._core.nodes import Node

        entity = self._have()  # type: ignore[attr-defined]
        chosen = entity.plug("currentColorSet").get() if isinstance(entity, Node) else None
        names = list(self._data().color_sets)
        if chosen in names:
            return chosen
        return names[0] if names else ""

    def setCurrentColorSetName(self, name: str, *_: Any) -> None:
        """Choose the set that is meant if none is named."""
        from .plugs import not_recorded

        if name not in self._data().color_sets:
            raise errors.failure(f"There is no colour set {name}")
        with not_recorded():
            self._have().plug("currentColorSet").set(name)  # type: ignore[attr-defined]

    def createColorSet(self, name: str, *_: Any) -> None:
        """Make an empty set."""
        self.createColorSetWithName(name)

    def createColorSetWithName(self, name: str, *_: Any) -> str:
        """Make an empty set; gives the name that was free."""
        free, number = name, 1
        while free in self._data().color_sets:
            free, number = f"{name}{number}", number + 1
        data = self._data().copy()
        data.color_sets[free] = np.full((len(data.corners), 4), np.nan)
        self._change(data)
        return free

    createColorSetDataMesh = createColorSet
    createColorSetWithNameDataMesh = createColorSetWithName

    def deleteColorSet(self, name: str, *_: Any) -> None:
        """Remove a set."""
        if name not in self._data().color_sets:
            raise errors.failure(f"There is no colour set {name}")
        data = self._data().copy()
        del data.color_sets[name]
        self._change(data)

    def _colors(self, name: str | None) -> np.ndarray:
        data = self._data()
        wanted = name or self.currentColorSetName()
        found = data.color_sets.get(wanted)
        if found is None and name:
            raise errors.failure(f"There is no colour set {name}")
        if found is None:
            return np.full((len(data.corners), 4), np.nan)
        return np.asarray(found, float).reshape(-1, 4)

    def _paint(self, corners: np.ndarray, colors: np.ndarray) -> None:
        now = self._colors(None).copy()
        now[corners] = colors
        data = self._data().copy()
        data.color_sets[self.currentColorSetName() or "colorSet1"] = now
        self._change(data)

    def setVertexColor(self, color: Any, vertex: int, *_: Any) -> None:
        """Give a vertex a colour."""
        value = expect(color, MColor)._list()
        self._paint(self._data().corners == integer(vertex), np.array(value))

    def setVertexColors(self, colors: Any, vertices: Any, *_: Any) -> None:
        """Give vertices colours."""
        rows = expect(colors, MColorArray)._array()
        numbers = expect(vertices, MIntArray)._array()
        if len(rows) != len(numbers):
            raise errors.invalid("The arrays have different lengths")
        table = self._vertex_table(None)
        table[numbers] = rows
        self._paint(slice(None), table[self._data().corners])

    def setFaceColor(self, color: Any, face: int, *_: Any) -> None:
        """Give a face a colour."""
        self._paint(self._face(face), np.array(expect(color, MColor)._list()))

    def setFaceColors(self, colors: Any, faces: Any, *_: Any) -> None:
        """Give faces colours."""
        for place, face in enumerate(faces._array().tolist()):
            self.setFaceColor(colors[place], face)

    def setFaceVertexColors(self, colors: Any, faces: Any, vertices: Any, *_: Any) -> None:
        """Give face corners colours."""
        data = self._data()
        owners = mesh_topology.face_of_corners(data)
        lookup = {
            pair: place
            for place, pair in enumerate(zip(owners.tolist(), data.corners.tolist(), strict=True))
        }
        pairs = zip(faces._array().tolist(), vertices._array().tolist(), strict=True)
        self._paint(np.array([lookup[pair] for pair in pairs], int), colors._array().astype(float))

    def _vertex_table(self, name: str | None) -> np.ndarray:
        """A colour for each vertex: the mean of its corners, NaN without."""
        data = self._data()
        colors = self._colors(name)
        painted = ~np.isnan(colors).any(axis=1)
        sums, counts = np.zeros((len(data.points), 4)), np.zeros(len(data.points))
        np.add.at(sums, data.corners[painted], colors[painted])
        np.add.at(counts, data.corners[painted], 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return sums / counts[:, None]

    def getVertexColors(self, colors: Any, name: str | None = None, unset: Any = None) -> None:
        """Fill an array with a colour for each vertex; -1 (or a given colour) where there is none."""
        expect(colors, MColorArray)._set_all(_with_default(self._vertex_table(name), unset))

    def getFaceVertexColors(self, colors: Any, name: str | None = None, unset: Any = None) -> None:
        """Fill an array with a colour for each face corner."""
        expect(colors, MColorArray)._set_all(_with_default(self._colors(name), unset))

    def numColors(self, name: str | None = None) -> int:
        """How many different colours a set has."""
        colors = self._colors(name)
        return len(np.unique(colors[~np.isnan(colors).any(axis=1)], axis=0))

    def clearColors(self, name: str | None = None) -> None:
        """Remove all colours of a set."""
        data = self._data().copy()
        wanted = name or self.currentColorSetName()
        if wanted in data.color_sets:
            data.color_sets[wanted] = np.full((len(data.corners), 4), np.nan)
            self._change(data)


def _with_default(colors: np.ndarray, unset: Any) -> np.ndarray:
    value = -1.0 if unset is None else np.array(expect(unset, MColor)._list())
    return np.where(np.isnan(colors), value, colors)
