"""Function sets of geometry that flows through connections."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import component_tags
from maya._core.data import CurveData, LatticeData, MeshData, SurfaceData
from maya._core.geometry import point_count, point_numbers, point_texts
from maya._shared import errors

from .fn_base import filled
from .fn_component import components_of, texts_of
from .fn_data import MFnData
from .matrices import MMatrix
from .objects import Component, MObject, entity_of
from .swig import expect, integer, named


@named("MFnGeometryData")
class MFnGeometryData(MFnData):
    """Matrix, groups and component tags of geometry."""

    _fits = "kGeometryData"
    kInvalidGroup, kEmptyGroup, kCompleteGroup, kPartialGroup = range(4)
    kAuto, kNull, kVerts, kEdges, kFaces, kUnsupported = range(6)

    def _changed(self) -> Any:
        """A copy of the geometry, already put in its place, that may be changed."""
        copy = self._value().copy()
        self._put(copy)
        return copy

    # -- matrix ------------------------------------------------------------------------------

    def getMatrix(self, matrix: Any) -> None:
        """Fill a matrix with the way to the world."""
        known = self._value().matrix
        expect(matrix, MMatrix)._a[...] = np.eye(4) if known is None else known

    def setMatrix(self, matrix: Any) -> None:
        """Set the way to the world."""
        self._changed().matrix = expect(matrix, MMatrix)._a.copy()

    def matrixIsIdentity(self) -> bool:
        """Whether the geometry is in world space."""
        known = self._value().matrix
        return known is None or bool(np.array_equal(known, np.eye(4)))

    def matrixIsNotIdentity(self) -> bool:
        """Whether a matrix places the geometry."""
        return not self.matrixIsIdentity()

    # -- groups ------------------------------------------------------------------------------

    def hasObjectGroup(self, group: int) -> bool:
        """Whether there is a group."""
        return integer(group) in self._value().groups

    def addObjectGroup(self, group: int) -> None:
        """Make a group without points."""
        self._changed().groups[integer(group)] = np.zeros(0, int)

    def removeObjectGroup(self, group: int) -> None:
        """Remove a group."""
        if self._changed().groups.pop(integer(group), None) is None:
            raise errors.not_found()

    def changeObjectGroupId(self, old: int, new: int) -> None:
        """Give a group another number."""
        groups = self._changed().groups
        groups[integer(new)] = groups.pop(integer(old))

    def objectGroupCount(self) -> int:
        """How many groups there are."""
        return len(self._value().groups)

    def objectGroup(self, index: int) -> int:
        """The number of a group by its place."""
        groups = list(self._value().groups)
        if not 0 <= integer(index) < len(groups):
            raise errors.out_of_range()
        return groups[index]

    def _numbers(self, component: Any) -> np.ndarray:
        return point_numbers(self._value(), texts_of(entity_of(component, Component)))

    def setObjectGroupComponent(self, group: int, component: Any) -> None:
        """Set the points of a group."""
        numbers = self._numbers(component)
        self._changed().groups[integer(group)] = numbers

    def addObjectGroupComponent(self, group: int, component: Any) -> None:
        """Add points to a group."""
        numbers = self._numbers(component)
        groups = self._changed().groups
        groups[integer(group)] = np.union1d(groups.get(group, np.zeros(0, int)), numbers)

    def removeObjectGroupComponent(self, group: int, component: Any) -> None:
        """Remove points from a group."""
        numbers = self._numbers(component)
        groups = self._changed().groups
        groups[integer(group)] = np.setdiff1d(groups.get(group, np.zeros(0, int)), numbers)

    def _component(self, numbers: Any) -> MObject:
        found = components_of(point_texts(self._value(), numbers))
        if found:
            return MObject._of(found[0])
        name = "kMeshVertComponent" if isinstance(self._value(), MeshData) else "kCurveCVComponent"
        return MObject._of(Component(name))

    def objectGroupComponent(self, group: int) -> MObject:
        """The points of a group."""
        if integer(group) not in self._value().groups:
            raise errors.not_found()
        return self._component(self._value().groups[group])

    def objectGroupType(self, group: int) -> int:
        """What a group is made of."""
        return self.objectGroupComponent(group).apiType()

    def objectGroupSubsetState(self, group: int) -> int:
        """Whether a group is empty, partial or complete."""
        numbers = self._value().groups.get(integer(group))
        if numbers is None:
            return self.kInvalidGroup
        return self._state(len(numbers))

    def _state(self, count: int) -> int:
        if count == 0:
            return self.kEmptyGroup
        return self.kCompleteGroup if count >= point_count(self._value()) else self.kPartialGroup

    def copyObjectGroups(self, source: Any) -> None:
        """Take over the groups of other geometry."""
        self._changed().groups = dict(entity_of(source).value.groups)

    # -- component tags ----------------------------------------------------------------------

    def componentTags(self, names: Any) -> None:
        """Fill a list with the names of tags."""
        filled(names, self._value().tags)

    def hasComponentTag(self, name: str) -> bool:
        """Whether there is a tag."""
        return name in self._value().tags

    def addComponentTag(self, name: str) -> None:
        """Make an empty tag."""
        if name in self._value().tags:
            raise errors.failure(f"There is a tag {name} already")
        self._changed().tags[name] = []

    def removeComponentTag(self, name: str) -> None:
        """Remove a tag."""
        if self._changed().tags.pop(name, None) is None:
            raise errors.not_found()

    def renameComponentTag(self, old: str, new: str) -> None:
        """Rename a tag."""
        if old not in self._value().tags:
            raise errors.not_found()
        data = self._changed()
        data.tags = {new if name == old else name: texts for name, texts in data.tags.items()}

    def componentTagContents(self, name: str) -> MObject:
        """The components of a tag."""
        if name not in self._value().tags:
            raise errors.not_found()
        found = components_of(self._value().tags[name])
        return MObject._of(found[0]) if found else MObject()

    def setComponentTagContents(self, name: str, component: Any) -> None:
        """Set the components of a tag."""
        texts = texts_of(entity_of(component, Component))
        self._changed().tags[name] = texts

    def componentTagType(self, name: str) -> int:
        """What a tag is made of."""
        return self.componentTagContents(name).apiType()

    def componentTagCategory(self, name: str) -> int:
        """Vertices, edges or faces."""
        words = {"Verts": self.kVerts, "Edges": self.kEdges, "Faces": self.kFaces}
        texts = self._value().tags.get(name, [])
        return words.get(component_tags.tag_category(texts), self.kUnsupported)

    def resolveComponentTagExpression(self, expression: str, category: int = kAuto) -> MObject:
        """The points that an expression of tags names."""
        return self._component(component_tags.resolve(self._value(), expression))

    def componentTagExpressionSubsetState(self, expression: str, category: int = kAuto) -> int:
        """Whether an expression names none, some or all points."""
        return self._state(len(component_tags.resolve(self._value(), expression)))


@named("MFnMeshData")
class MFnMeshData(MFnGeometryData):
    """A mesh."""

    _fits, _kind = "kMeshData", "mesh"

    def create(self) -> MObject:
        """Make an empty mesh."""
        return self._new(MeshData.empty())


@named("MFnNurbsCurveData")
class MFnNurbsCurveData(MFnGeometryData):
    """A curve."""

    _fits, _kind = "kNurbsCurveData", "nurbsCurve"

    def create(self) -> MObject:
        """Make an empty curve."""
        return self._new(CurveData(np.zeros((0, 4)), np.zeros(0)))


@named("MFnNurbsSurfaceData")
class MFnNurbsSurfaceData(MFnGeometryData):
    """A surface."""

    _fits, _kind = "kNurbsSurfaceData", "nurbsSurface"

    def create(self) -> MObject:
        """Make an empty surface."""
        return self._new(SurfaceData(np.zeros((0, 0, 4)), np.zeros(0), np.zeros(0)))


@named("MFnLatticeData")
class MFnLatticeData(MFnGeometryData):
    """A lattice."""

    _fits, _kind = "kLatticeData", "lattice"

    def create(self) -> MObject:
        """Make an empty lattice."""
        return self._new(LatticeData(np.zeros((0, 0, 0, 3))))

    def lattice(self) -> MObject:
        """The lattice itself."""
        return self.object()
