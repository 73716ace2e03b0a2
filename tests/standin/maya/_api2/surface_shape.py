"""``MPxSurfaceShape``: base class of the shapes of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._api2.mpx_node import MPxNode, TypeAttribute
from maya._api2.objects import MObject, MObjectArray
from maya._api2.small import MBoundingBox
from maya._api2.ui import attribute_name

_ATTRIBUTES = """
boundingBoxCenterX boundingBoxCenterY boundingBoxCenterZ center instObjGroups intermediateObject
inverseMatrix isTemplated matrix nodeBoundingBox nodeBoundingBoxMax nodeBoundingBoxMaxX
nodeBoundingBoxMaxZ nodeBoundingBoxMin nodeBoundingBoxMinX nodeBoundingBoxMinY nodeBoundingBoxMinZ
nodeBoundingBoxSize nodeBoundingBoxSizeX nodeBoundingBoxSizeY nodeBoundingBoxSizeZ objectColor
objectGroupColor objectGroupId objectGroups objectGrpCompList parentInverseMatrix parentMatrix
useObjectColor visibility worldInverseMatrix worldMatrix
"""
_CONTROL_POINTS = {
    "mControlPoints": "controlPoints",
    "mControlValueX": "xValue",
    "mControlValueY": "yValue",
    "mControlValueZ": "zValue",
    "mHasHistoryOnCreate": "tweak",
}


class MPxSurfaceShape(MPxNode):
    """A shape with control points."""

    kNoPointCaching, kSavePoints, kRestorePoints, kUpdatePoints, kTransformOriginalPoints = range(5)
    kNormal, kUTangent, kVTangent, kUVNTriad = range(4)
    kObjectChanged, kBoundingBoxChanged = 0, 1
    kMatchOk, kMatchNone, kMatchTooMany, kMatchInvalidName = range(4)
    kMatchInvalidAttribute, kMatchInvalidAttributeIndex = 4, 5
    kMatchInvalidAttributeRange, kMatchInvalidAttributeDim = 6, 7

    def type(self) -> int:
        """Kind of the node."""
        return self.kSurfaceShape

    @property
    def isRenderable(self) -> bool:
        """Whether the shape is rendered."""
        return getattr(self, "_renderable", False)

    @isRenderable.setter
    def isRenderable(self, value: bool) -> None:
        self._renderable = bool(value)

    def isBounded(self) -> bool:
        """Whether `boundingBox` says how big the shape is."""
        return False

    def boundingBox(self) -> MBoundingBox:
        """How big the shape is."""
        return MBoundingBox()

    def excludeAsPluginShape(self) -> bool:
        """Whether hiding plug-in shapes hides it."""
        return True

    def canMakeLive(self) -> bool:
        """Whether it can be snapped to."""
        return False

    def childChanged(self, state: int = 0) -> Any:
        """Say that the shape was changed."""
        return self

    def activeComponents(self) -> MObjectArray:
        """Components that are selected."""
        return MObjectArray()

    def hasActiveComponents(self) -> bool:
        """Whether components are selected."""
        return False

    def geometryData(self) -> MObject:
        """The data of the shape."""
        return MObject()

    localShapeInAttr = localShapeOutAttr = worldShapeOutAttr = cachedShapeAttr = geometryData
    createFullVertexGroup = createFullRenderGroup = newControlPointComponent = geometryData

    def acceptsGeometryIterator(self, *arguments: Any) -> bool:
        """Whether there is an iterator over the points."""
        return False

    def geometryIteratorSetup(self, *arguments: Any) -> Any:
        """An iterator over the points."""

    def renderGroupComponentType(self) -> int:
        """Type of components that can be shaded."""
        return 0

    def transformUsing(self, matrix: Any, componentList: Any, *arguments: Any) -> Any:
        """Move components."""

    def tweakUsing(self, matrix: Any, componentList: Any, *arguments: Any) -> Any:
        """Move components by tweaks."""

    weightedTransformUsing = weightedTweakUsing = tweakUsing

    def componentToPlugs(self, component: Any, selectionList: Any) -> Any:
        """Plugs of components."""

    def matchComponent(self, item: Any, spec: Any, list: Any) -> int:
        """What components a text means."""
        return self.kMatchInvalidName

    def match(self, mask: Any, componentList: Any) -> bool:
        """Whether components fit a selection mask."""
        return False

    def convertToTweakNodePlug(self, plug: Any) -> bool:
        """Whether a plug belongs to a tweak node."""
        return False

    def deleteComponents(self, componentList: Any, undoInfo: Any) -> bool:
        """Delete components."""
        return False

    undeleteComponents = deleteComponents

    def closestPoint(self, *arguments: Any) -> Any:
        """The nearest point."""

    def pointAtParm(self, atThisParm: Any, evaluatedPoint: Any) -> bool:
        """The point at parameters."""
        return False

    def vertexOffsetDirection(self, *arguments: Any) -> bool:
        """Directions at components."""
        return False

    def getComponentSelectionMask(self) -> Any:
        """What kind of component is picked."""
        from maya._api2.selection_masks import MSelectionMask

        return MSelectionMask(MSelectionMask.kSelectComponentsMask)

    def getShapeSelectionMask(self) -> Any:
        """What kind of thing is picked."""
        from maya._api2.selection_masks import MSelectionMask

        return MSelectionMask(MSelectionMask.kSelectMeshes)

    def getWorldMatrix(self, block: Any, instanceGeom: int) -> Any:
        """World matrix of an instance."""
        from maya._api2.matrices import MMatrix

        return MMatrix._of(self._this().paths()[instanceGeom].world_matrix())

    def _bounding_box(self) -> Any:
        """Corners of the box, if the class gives one."""
        if not self._overrides("isBounded") or not self._safely("isBounded"):
            return None
        box = self._safely("boundingBox")
        return None if box is None else [list(box.min)[:3], list(box.max)[:3]]


for _member in _ATTRIBUTES.split():
    setattr(MPxSurfaceShape, _member, TypeAttribute("dagNode", attribute_name(_member)))
for _member, _name in _CONTROL_POINTS.items():
    setattr(MPxSurfaceShape, _member, TypeAttribute("controlPoint", _name))
