"""Colours of meshes: a part of ``MFnMesh``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MColorArray, MIntArray
from maya._api2.colors import MColor
from maya._api2.mesh_base import MeshAccess
from maya._api2.objects import Data, changes_scene
from maya._core import mesh_topology


class MeshColors(MeshAccess):
    """Colour sets: for each face corner a colour, or none."""

    kAlpha, kRGB, kRGBA = 1, 3, 4

    @property
    def numColorSets(self) -> int:
        """Number of colour sets."""
        return len(self._mesh().color_sets)

    def getColorSetNames(self) -> tuple[str, ...]:
        """Names of the colour sets."""
        return tuple(self._mesh().color_sets)

    getColorSetFamilyNames = getColorSetNames

    def getColorSetsInFamily(self, familyName: str) -> tuple[str, ...]:
        """Colour sets of a family; every set is one of its own."""
        return tuple(name for name in self._mesh().color_sets if name == familyName)

    def currentColorSetName(self, instance: int = -1) -> str:
        """The colour set that is meant if none is named; empty if there is none."""
        names = self.getColorSetNames()
        entity = self._entity()
        chosen = None if isinstance(entity, Data) else entity.plug("currentColorSet").get()
        if chosen in names:
            return chosen
        return names[0] if names else ""

    @changes_scene
    def setCurrentColorSetName(
        self, colorSet: str, modifier: Any = None, currentSelection: Any = None
    ) -> Any:
        """Choose the colour set that is meant if none is named."""
        self._colors(colorSet)
        if not isinstance(self._entity(), Data):
            self._node().plug("currentColorSet").set(colorSet)
        return self

    @changes_scene
    def createColorSet(
        self, name: str, clamped: bool, rep: int = 4, modifier: Any = None, instances: Any = None
    ) -> str:
        """Make an empty colour set; gives its name."""
        sets, chosen, number = self._mesh().color_sets, name, 0
        while chosen in sets:
            number += 1
            chosen = f"{name}{number}"
        self._put_colors(chosen, np.full((len(self._mesh().corners), 4), np.nan))
        return chosen

    @changes_scene
    def deleteColorSet(self, colorSet: str, modifier: Any = None, selection: Any = None) -> Any:
        """Delete a colour set."""
        self._colors(colorSet)
        sets = {name: v for name, v in self._mesh().color_sets.items() if name != colorSet}
        self._changed(color_sets=sets)
        return self

    def _colors(self, name: str = "") -> np.ndarray:
        sets = self._mesh().color_sets
        wanted = name or self.currentColorSetName()
        if wanted not in sets:
            raise RuntimeError(f"(kInvalidParameter): there is no colour set '{wanted}'")
        return sets[wanted]

    def _put_colors(self, name: str, values: np.ndarray) -> Any:
        self._changed(color_sets={**self._mesh().color_sets, name: values})
        return self

    def _writable(self, name: str = "") -> tuple[str, np.ndarray]:
        chosen = name or self.currentColorSetName()
        if not chosen:
            chosen = self.createColorSet("colorSet1", False)
        return chosen, self._colors(chosen).copy()

    # -- per corner and vertex ---------------------------------------------------------------

    @changes_scene
    def setFaceVertexColors(
        self, colors: Any, faceIds: Any, vertexIds: Any, modifier: Any = None, rep: int = 4
    ) -> Any:
        """Set colours at corners of faces."""
        name, values = self._writable()
        for color, face, vertex in zip(MColorArray(colors)._a, faceIds, vertexIds, strict=True):
            values[self._corner(int(face), int(vertex))] = color
        return self._put_colors(name, values)

    def setFaceVertexColor(
        self, color: Any, faceId: int, vertexId: int, modifier: Any = None, rep: int = 4
    ) -> Any:
        """Set the colour at a corner of a face."""
        return self.setFaceVertexColors([color], [faceId], [vertexId])

    @changes_scene
    def setVertexColors(
        self, colors: Any, vertexIds: Any, modifier: Any = None, rep: int = 4
    ) -> Any:
        """Set colours of vertices."""
        name, values = self._writable()
        mesh, numbers = self._mesh(), np.array([int(vertex) for vertex in vertexIds])
        given = MColorArray(colors)._a
        if len(given) != len(numbers):
            raise ValueError("(kInvalidParameter): as many colors as vertices are needed")
        places = np.full(len(mesh.points), -1)
        places[numbers] = np.arange(len(numbers))
        chosen = places[mesh.corners]
        values[chosen >= 0] = given[chosen[chosen >= 0]]
        return self._put_colors(name, values)

    def setVertexColor(self, color: Any, vertexId: int, modifier: Any = None, rep: int = 4) -> Any:
        """Set the colour of a vertex."""
        return self.setVertexColors([color], [vertexId])

    @changes_scene
    def setFaceColors(self, colors: Any, faceIds: Any, rep: int = 4) -> Any:
        """Set colours of faces."""
        name, values = self._writable()
        owners = mesh_topology.face_of_corners(self._mesh())
        for color, face in zip(MColorArray(colors)._a, faceIds, strict=True):
            values[owners == int(face)] = color
        return self._put_colors(name, values)

    def setFaceColor(self, color: Any, faceId: int, rep: int = 4) -> Any:
        """Set the colour of a face."""
        return self.setFaceColors([color], [faceId])

    def _unset(self, default: Any) -> np.ndarray:
        return np.full(4, -1.0) if default is None else MColor(default)._a

    def getFaceVertexColors(self, colorSet: str = "", defaultUnsetColor: Any = None) -> MColorArray:
        """Colours at all face corners; -1 where there is none."""
        values = self._colors(colorSet)
        missing = np.isnan(values[:, :1])
        return MColorArray(np.where(missing, self._unset(defaultUnsetColor), values))

    def getVertexColors(self, colorSet: str = "", defaultUnsetColor: Any = None) -> MColorArray:
        """Colours of all vertices: means of their corners; -1 where there is none."""
        values = self._colors(colorSet)
        mesh = self._mesh()
        known = ~np.isnan(values[:, 0])
        sums, counts = np.zeros((len(mesh.points), 4)), np.zeros(len(mesh.points))
        np.add.at(sums, mesh.corners[known], values[known])
        np.add.at(counts, mesh.corners[known], 1.0)
        means = sums / np.maximum(counts, 1.0)[:, None]
        return MColorArray(np.where(counts[:, None] > 0, means, self._unset(defaultUnsetColor)))

    @changes_scene
    def _remove(self, chosen: np.ndarray) -> Any:
        name, values = self._writable()
        values[chosen] = np.nan
        return self._put_colors(name, values)

    def removeVertexColors(self, vertexIds: Any) -> Any:
        """Remove colours of vertices."""
        return self._remove(np.isin(self._mesh().corners, [int(v) for v in vertexIds]))

    def removeFaceColors(self, faceIds: Any) -> Any:
        """Remove colours of faces."""
        owners = mesh_topology.face_of_corners(self._mesh())
        return self._remove(np.isin(owners, [int(face) for face in faceIds]))

    def removeFaceVertexColors(self, faceIds: Any, vertexIds: Any) -> Any:
        """Remove colours at corners of faces."""
        chosen = np.zeros(len(self._mesh().corners), bool)
        for face, vertex in zip(faceIds, vertexIds, strict=True):
            chosen[self._corner(int(face), int(vertex))] = True
        return self._remove(chosen)

    @changes_scene
    def clearColors(self, colorSet: str = "") -> Any:
        """Remove all colours of a set."""
        name, values = self._writable(colorSet)
        return self._put_colors(name, np.full_like(values, np.nan))

    # -- by number ---------------------------------------------------------------------------

    def _distinct(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Distinct colours, and for each face corner which one it has (-1: none)."""
        values = self._colors(name)
        known = ~np.isnan(values[:, 0])
        colors, numbers = np.unique(values[known], axis=0, return_inverse=True)
        ids = np.full(len(values), -1)
        ids[known] = np.asarray(numbers).ravel()
        return colors.reshape(-1, 4), ids

    def numColors(self, colorSet: str = "") -> int:
        """Number of distinct colours."""
        return len(self._distinct(colorSet)[0]) if self.numColorSets else 0

    def getColors(self, colorSet: str = "") -> MColorArray:
        """All distinct colours; see `getColorIndex`."""
        return MColorArray(self._distinct(colorSet)[0])

    def getColor(self, colorId: int, colorSet: str = "") -> MColor:
        """One of the distinct colours."""
        return MColor(list(self._distinct(colorSet)[0][colorId]))

    def getColorIndex(self, faceId: int, localVertexId: int, colorSet: str = "") -> int:
        """Number of the colour of a face corner; -1 if it has none."""
        self._face(faceId)
        return int(self._distinct(colorSet)[1][self._mesh().face_starts()[faceId] + localVertexId])

    @changes_scene
    def assignColors(self, colorIds: Any, colorSet: str = "") -> Any:
        """Give every face corner one of the colours set by `setColors`."""
        name, values = self._writable(colorSet)
        palette = getattr(self._entity(), "api_palette", {}).get(name)
        if palette is None:
            raise RuntimeError("(kFailure): setColors comes first")
        for corner, number in enumerate(colorIds):
            values[corner] = palette[number] if number >= 0 else np.nan
        return self._put_colors(name, values)

    @changes_scene
    def assignColor(self, faceId: int, vertexIndex: int, colorId: int, colorSet: str = "") -> Any:
        """Give a face corner one of the colours set by `setColors`."""
        name, values = self._writable(colorSet)
        palette = getattr(self._entity(), "api_palette", {}).get(name)
        if palette is None:
            raise RuntimeError("(kFailure): setColors comes first")
        values[self._mesh().face_starts()[faceId] + vertexIndex] = palette[colorId]
        return self._put_colors(name, values)

    def setColors(self, colors: Any, colorSet: str = "", rep: int = 4) -> Any:
        """Set the colours that `assignColors` gives to corners."""
        name, _ = self._writable(colorSet)
        entity = self._entity()
        palettes = dict(getattr(entity, "api_palette", {}))
        palettes[name] = np.array(MColorArray(colors)._a, dtype=float)
        entity.api_palette = palettes
        return self

    def setColor(self, colorId: int, color: Any, colorSet: str = "", rep: int = 4) -> Any:
        """Set one of the colours that `assignColors` gives to corners."""
        return self.setSomeColors([colorId], [color], colorSet, rep)

    def setSomeColors(self, colorIds: Any, colors: Any, colorSet: str = "", rep: int = 4) -> Any:
        """Set some of the colours that `assignColors` gives to corners."""
        name, _ = self._writable(colorSet)
        known = getattr(self._entity(), "api_palette", {}).get(name, np.zeros((0, 4)))
        size = max([len(known), *(int(number) + 1 for number in colorIds)])
        palette = np.zeros((size, 4))
        palette[: len(known)] = known
        palette[[int(number) for number in colorIds]] = MColorArray(colors)._a
        return self.setColors(palette, name, rep)

    # -- kinds of sets -----------------------------------------------------------------------

    def getColorRepresentation(self, colorSet: str) -> int:
        """Channels of a colour set."""
        self._colors(colorSet)
        return self.kRGBA

    def hasAlphaChannels(self, colorSet: str) -> bool:
        """Whether a colour set has alpha."""
        self._colors(colorSet)
        return True

    hasColorChannels = hasAlphaChannels

    def isColorClamped(self, colorSet: str) -> bool:
        """Whether values are kept between 0 and 1."""
        self._colors(colorSet)
        return colorSet in getattr(self._entity(), "clamped_sets", set())

    def setIsColorClamped(self, colorSet: str, clamped: bool) -> Any:
        """Keep values between 0 and 1, or not."""
        self._colors(colorSet)
        names = set(getattr(self._entity(), "clamped_sets", set()))
        (names.add if clamped else names.discard)(colorSet)
        self._entity().clamped_sets = names
        return self

    def isColorSetPerInstance(self, colorSet: str) -> bool:
        """Whether a colour set differs between instances."""
        self._colors(colorSet)
        return False

    def getAssociatedColorSetInstances(self, colorSet: str) -> MIntArray:
        """Instances of a colour set; sets are the same for all instances."""
        self._colors(colorSet)
        return MIntArray()
