"""``MFnGeometryData``: groups and component tags of geometry in plugs."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.component_texts import components_of_texts, texts_of_component
from maya._api2.data_functions import MFnData
from maya._api2.matrices import MMatrix
from maya._api2.objects import (
    Component,
    MObject,
    component_of,
    wrap,
)
from maya._core.data import CurveData, MeshData, SurfaceData


class MFnGeometryData(MFnData):
    """Geometry, with its matrix, groups and component tags."""

    _FN = "kGeometryData"
    kInvalidGroup, kEmptyGroup, kCompleteGroup, kPartialGroup = range(4)
    kAuto, kNull, kVerts, kEdges, kFaces, kUnsupported = range(6)

    @property
    def matrix(self) -> MMatrix:
        """Matrix from the geometry's space to the world."""
        transform = self._data().transform
        return MMatrix() if transform is None else MMatrix._of(transform)

    @matrix.setter
    def matrix(self, value: MMatrix) -> None:
        copy = self._data().value.copy()
        copy.matrix = MMatrix(value)._m.copy()
        self._data().put(copy)

    @property
    def isIdentity(self) -> bool:
        """Whether the matrix is the identity."""
        return self.matrix == MMatrix()

    @property
    def isNotIdentity(self) -> bool:
        """Whether the matrix is not the identity."""
        return not self.isIdentity

    # -- component tags ----------------------------------------------------------------------

    def _tags(self) -> dict[str, list[str]]:
        return self._data().value.tags

    def _put_tags(self, tags: dict[str, list[str]]) -> None:
        copy = self._data().value.copy()
        copy.tags = tags
        self._data().put(copy)

    def componentTags(self) -> list[str]:
        """Names of the tags."""
        return list(self._tags())

    def hasComponentTag(self, key: str) -> bool:
        """Whether there is a tag."""
        return key in self._tags()

    def addComponentTag(self, key: str) -> MFnGeometryData:
        """Add an empty tag."""
        if key in self._tags():
            raise RuntimeError("(kInvalidParameter): the tag exists")
        self._put_tags({**self._tags(), key: []})
        return self

    def removeComponentTag(self, key: str) -> MFnGeometryData:
        """Remove a tag."""
        self._tagged(key)
        self._put_tags({name: texts for name, texts in self._tags().items() if name != key})
        return self

    def renameComponentTag(self, key: str, newKey: str) -> MFnGeometryData:
        """Rename a tag."""
        self._tagged(key)
        names = {key: newKey}
        self._put_tags({names.get(name, name): texts for name, texts in self._tags().items()})
        return self

    def _tagged(self, key: str) -> list[str]:
        if key not in self._tags():
            raise RuntimeError("(kInvalidParameter): there is no such tag")
        return self._tags()[key]

    def componentTagContents(self, key: str) -> MObject:
        """The components of a tag."""
        found = components_of_texts(self._tagged(key), self._sizes())
        return wrap(found[0] if found else None)

    def setComponentTagContents(self, key: str, component: MObject) -> MFnGeometryData:
        """Set the components of a tag."""
        self._put_tags({**self._tags(), key: texts_of_component(component_of(component))})
        return self

    def componentTagType(self, key: str) -> int:
        """Object type of a tag's components."""
        return self.componentTagContents(key).apiType()

    def resolveComponentTagExpression(self, key: str, ctg: int = 0) -> MObject:
        """The points, edges or faces that an expression names."""
        from maya._core import component_tags

        value = self._data().value
        kind = {self.kEdges: "e", self.kFaces: "f"}.get(ctg)
        texts = component_tags.as_texts(value, component_tags.resolve(value, key), kind)
        found = components_of_texts(texts, self._sizes())
        return wrap(found[0] if found else None)

    def componentTagExpressionSubsetState(self, key: str, ctg: int = 0) -> int:
        """Whether an expression names nothing, a part or everything."""
        from maya._core import component_tags
        from maya._core.geometry import point_count

        value = self._data().value
        count = len(component_tags.resolve(value, key))
        if count == 0:
            return self.kEmptyGroup
        return self.kCompleteGroup if count == point_count(value) else self.kPartialGroup

    def _sizes(self) -> dict[str, Any]:
        from maya._core import mesh_topology

        value = self._data().value
        if not isinstance(value, MeshData):
            return {"cv": len(value.points)}
        edges = mesh_topology.edges_of(value)
        return {"vtx": len(value.points), "f": len(value.counts), "e": len(edges)}

    # -- groups ------------------------------------------------------------------------------

    def _groups(self) -> dict[int, Any]:
        return self._data().value.groups

    @property
    def objectGroupCount(self) -> int:
        """Number of groups."""
        return len(self._groups())

    def objectGroup(self, index: int) -> int:
        """Id of a group."""
        return list(self._groups())[index]

    def hasObjectGroup(self, id: int) -> bool:
        """Whether there is a group."""
        return id in self._groups()

    def _put_groups(self, groups: dict[int, Any]) -> MFnGeometryData:
        copy = self._data().value.copy()
        copy.groups = groups
        self._data().put(copy)
        return self

    def addObjectGroup(self, id: int) -> MFnGeometryData:
        """Add an empty group."""
        return self._put_groups({**self._groups(), int(id): np.zeros(0, int)})

    def removeObjectGroup(self, id: int) -> MFnGeometryData:
        """Remove a group."""
        return self._put_groups({n: g for n, g in self._groups().items() if n != id})

    def objectGroupComponent(self, id: int) -> MObject:
        """The vertices of a group."""
        return wrap(Component("kMeshVertComponent", [int(n) for n in self._groups()[id]]))

    def setObjectGroupComponent(self, id: int, component: MObject) -> MFnGeometryData:
        """Set the vertices of a group."""
        numbers = np.array(component_of(component).listed(), dtype=int)
        return self._put_groups({**self._groups(), int(id): numbers})

    def addObjectGroupComponent(self, id: int, component: MObject) -> MFnGeometryData:
        """Add vertices to a group."""
        numbers = np.union1d(self._groups()[id], component_of(component).listed()).astype(int)
        return self._put_groups({**self._groups(), int(id): numbers})

    def removeObjectGroupComponent(self, id: int, component: MObject) -> MFnGeometryData:
        """Take vertices out of a group."""
        numbers = np.setdiff1d(self._groups()[id], component_of(component).listed()).astype(int)
        return self._put_groups({**self._groups(), int(id): numbers})

    def changeObjectGroupId(self, sourceId: int, destId: int) -> MFnGeometryData:
        """Give a group another id."""
        return self._put_groups(
            {destId if n == sourceId else n: g for n, g in self._groups().items()}
        )

    def copyObjectGroups(self, inGeom: MObject) -> MFnGeometryData:
        """Take over the groups of other geometry."""
        return self._put_groups({**self._groups(), **inGeom._e.value.groups})

    def objectGroupType(self, id: int) -> int:
        """Object type of a group's components."""
        return self.objectGroupComponent(id).apiType()

    def objectGroupSubsetState(self, id: int) -> int:
        """Whether a group holds nothing, a part or everything."""
        if id not in self._groups():
            return self.kInvalidGroup
        count = len(self._groups()[id])
        if count == 0:
            return self.kEmptyGroup
        complete = count == len(self._data().value.points)
        return self.kCompleteGroup if complete else self.kPartialGroup


class MFnMeshData(MFnGeometryData):
    """A mesh."""

    _FN = "kMeshData"

    def create(self) -> MObject:
        """Make an empty mesh, the parent for ``MFnMesh.create``."""
        return self._made("mesh", MeshData.empty())


class MFnNurbsCurveData(MFnGeometryData):
    """A curve."""

    _FN = "kNurbsCurveData"

    def create(self) -> MObject:
        """Make an empty curve, the parent for ``MFnNurbsCurve.create``."""
        return self._made("nurbsCurve", CurveData(np.zeros((0, 4)), np.zeros(0)))


class MFnNurbsSurfaceData(MFnGeometryData):
    """A surface."""

    _FN = "kNurbsSurfaceData"

    def create(self) -> MObject:
        """Make an empty surface."""
        empty = SurfaceData(np.zeros((0, 0, 4)), np.zeros(0), np.zeros(0))
        return self._made("nurbsSurface", empty)
