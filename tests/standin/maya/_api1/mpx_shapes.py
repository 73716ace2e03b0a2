"""Base classes of locators, transforms, shapes, sets and other nodes of plug-ins."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import maths
from maya._core.session import session
from maya._shared import errors
from maya._shared.calls import report

from .boxes import MBoundingBox
from .fn_transform import MFnTransform
from .matrices import MMatrix
from .mpx_node import UNKNOWN, MPxNode, TypeAttribute
from .objects import MObject, MTypeId
from .rotations import MEulerRotation, MQuaternion
from .swig import SwigObject, named
from .transformation import MTransformationMatrix
from .tuples import MColor, MPoint, MVector


def inherit(cls: type, node_type: str, names: str) -> None:
    """Give a class static attributes of a built-in node type as members."""
    for name in names.split():
        setattr(cls, name, TypeAttribute(node_type, name))


def _corners(shape: Any) -> Any:
    """Lowest and highest corner of a shape that knows its box."""
    try:
        if not shape.isBounded():
            return None
        box = shape.boundingBox()
    except Exception:
        report("boundingBox failed")
        return None
    return np.array([box.min()._list()[:3], box.max()._list()[:3]])


_DAG = """center matrix inverseMatrix worldMatrix worldInverseMatrix
parentMatrix parentInverseMatrix visibility intermediateObject instObjGroups objectGroups
objectGrpCompList objectGroupId objectColor useObjectColor"""


@named("MPxLocatorNode")
class MPxLocatorNode(MPxNode):
    """A shape that only draws itself; nothing draws in batch mode."""

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kLocatorNode

    def draw(self, view: Any, path: Any, style: int, status: int) -> None:
        """Draw with OpenGL; never called in batch mode."""

    def isBounded(self) -> bool:
        """Whether `boundingBox` tells the size."""
        return False

    def boundingBox(self) -> MBoundingBox:
        """The box around what is drawn."""
        return MBoundingBox()

    def isTransparent(self) -> bool:
        """Whether it is drawn transparently."""
        return False

    def _bounding_box(self) -> Any:
        return _corners(self)

    def drawLast(self) -> bool:
        """Whether it is drawn after all others."""
        return False

    def excludeAsLocator(self) -> bool:
        """Whether views that hide locators hide it."""
        return True

    def useClosestPointForSelection(self) -> bool:
        """Whether `closestPoint` helps selecting."""
        return False

    def closestPoint(self, *_: Any) -> MPoint:
        """The nearest point to a ray."""
        return MPoint()

    def colorRGB(self, status: int) -> MColor:
        """The colour for a state of display; only views have colours."""
        raise errors.not_standing_in("colours of views")


inherit(MPxLocatorNode, "locator", _DAG)
MPxLocatorNode.nodeBoundingBox = TypeAttribute("locator", "boundingBox")
for _name in ("localPosition", "localScale", "worldPosition"):
    for _axis in ("", "X", "Y", "Z"):
        setattr(MPxLocatorNode, _name + _axis, TypeAttribute("locator", _name + _axis))


@named("MPxSurfaceShape")
class MPxSurfaceShape(MPxNode):
    """A shape of a plug-in."""

    kBoundingBoxChanged, kObjectChanged = 1, 0
    kMatchOk, kMatchNone, kMatchTooMany, kMatchInvalidName = range(4)
    kMatchInvalidAttribute, kMatchInvalidAttributeIndex = 4, 5
    kMatchInvalidAttributeRange, kMatchInvalidAttributeDim = 6, 7
    kNormal, kUTangent, kVTangent, kUVNTriad = range(4)
    kNoPointCaching, kSavePoints, kRestorePoints, kUpdatePoints, kTransformOriginalPoints = range(5)

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kSurfaceShape

    def isBounded(self) -> bool:
        """Whether `boundingBox` tells the size."""
        return False

    def boundingBox(self) -> MBoundingBox:
        """The box around the shape."""
        return MBoundingBox()

    def _bounding_box(self) -> Any:
        return _corners(self)

    def isRenderable(self) -> bool:
        """Whether it is rendered."""
        return getattr(self, "_renderable", True)

    def setRenderable(self, state: bool) -> None:
        """Let it be rendered."""
        self._renderable = bool(state)

    def getWorldMatrix(self, block: Any, index: int) -> MMatrix:
        """The way to the world."""
        node = self._this()
        return MMatrix._made(node.paths()[index].world_matrix(block._block.context))

    def childChanged(self, state: int = kObjectChanged) -> None:
        """Tell that the shape changed."""

    def localShapeInAttr(self) -> MObject:
        """The input of geometry."""
        return MObject()

    localShapeOutAttr = worldShapeOutAttr = cachedShapeAttr = localShapeInAttr

    def createFullVertexGroup(self) -> MObject:
        """All points as a component."""
        return MObject()

    def geometryData(self) -> MObject:
        """The geometry as data."""
        return MObject()


inherit(MPxSurfaceShape, "controlPoint", _DAG)
MPxSurfaceShape.nodeBoundingBox = TypeAttribute("controlPoint", "boundingBox")
MPxSurfaceShape.mControlPoints = TypeAttribute("controlPoint", "controlPoints")


@named("MPxComponentShape")
class MPxComponentShape(MPxSurfaceShape):
    """A shape with control points of its own."""


@named("MPxSurfaceShapeUI")
class MPxSurfaceShapeUI(SwigObject):
    """Draws a shape; never called in batch mode."""

    kSelectMeshUVs, kSelectMeshVerts, kSelectMeshFaces, kSelectMeshEdges = range(4)


@named("MPxTransform")
class MPxTransform(MPxNode):
    """A transform of a plug-in."""

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kTransformNode

    def _functions(self) -> MFnTransform:
        return MFnTransform(self.thisMObject())

    def compute(self, plug: Any, block: Any) -> Any:
        """Matrices are calculated by the transform type."""
        return UNKNOWN

    def createTransformationMatrix(self) -> Any:
        """A new object of the matrix class that was registered."""
        known = session.state.get("transformation_matrices", {})
        creator = known.get(self._this().type.type_id)
        return MPxTransformationMatrix() if creator is None else creator[0]()

    def resetTransformation(self, matrix: Any) -> None:
        """Set all parts from a matrix."""
        functions = self._functions()
        if isinstance(matrix, MMatrix):
            functions.resetTransformation(matrix)
        else:
            functions.set(matrix.asTransformationMatrix())

    def getTranslation(self, space: int, context: Any = None) -> MVector:
        """The translation."""
        return self._functions().getTranslation(space)

    def translateTo(self, vector: Any, space: int, *_: Any) -> Any:
        """Set the translation."""
        self._functions().setTranslation(vector, space)

    def getEulerRotation(self, space: int, context: Any = None) -> MEulerRotation:
        """The rotation."""
        found = MEulerRotation()
        self._functions().getRotation(found)
        return found

    def getRotation(self, space: int, context: Any = None) -> MQuaternion:
        """The rotation as a quaternion."""
        return self.getEulerRotation(space).asQuaternion()

    def rotateTo(self, rotation: Any, space: int, *_: Any) -> Any:
        """Set the rotation."""
        self._functions().setRotation(rotation)

    def getScale(self, space: int, context: Any = None) -> MVector:
        """The scale."""
        return MVector._made(self._functions()._parts().scale.tolist())

    def getMatrix(self, context: Any = None) -> MMatrix:
        """The local matrix."""
        return MMatrix._made(self._this().local_matrix())

    def getMatrixInverse(self, context: Any = None) -> MMatrix:
        """The inverse of the local matrix."""
        return self.getMatrix().inverse()

    def isBounded(self) -> bool:
        """Whether `boundingBox` tells the size."""
        return False

    # checks of new values: a subclass may change or refuse them

    def applyTranslationLimits(self, value: Any, block: Any) -> MVector:
        """The translation inside its limits."""
        return MVector(value)

    applyTranslationLocks = applyTranslationLimits

    def applyRotationLimits(self, value: Any, block: Any) -> MEulerRotation:
        """The rotation inside its limits."""
        return MEulerRotation(value)

    applyRotationLocks = applyRotationLimits

    def applyScaleLimits(self, value: Any, block: Any) -> MVector:
        """The scale inside its limits."""
        return MVector(value)

    def applyScaleLocks(self, value: Any, block: Any) -> MVector:
        """The scale where it is not locked."""
        return MVector(value)

    def checkAndSetTranslation(self, block: Any, plug: Any, value: Any, space: int = 1) -> Any:
        """Set a new translation."""
        return UNKNOWN

    checkAndSetRotation = checkAndSetScale = checkAndSetShear = checkAndSetTranslation

    @staticmethod
    def mustCallValidateAndSet(attribute: Any) -> None:
        """Ask for `validateAndSetValue`; the stand-in sets plain values."""


inherit(
    MPxTransform,
    "transform",
    _DAG.replace("objectColor useObjectColor", "")
    + """ translate translateX translateY translateZ rotate rotateX rotateY rotateZ rotateOrder
    rotateAxis rotateAxisX rotateAxisY rotateAxisZ scale scaleX scaleY scaleZ shear shearXY shearXZ
    shearYZ rotatePivot rotatePivotX rotatePivotY rotatePivotZ rotatePivotTranslate scalePivot
    scalePivotX scalePivotY scalePivotZ scalePivotTranslate inheritsTransform offsetParentMatrix""",
)


class MPxTransformationMatrix(SwigObject):
    """The matrix of a transform of a plug-in."""

    baseTransformationMatrixId = MTypeId(0x58464D31)

    def __init__(self, *_: Any) -> None:
        self._parts = maths.TransformParts()

    @staticmethod
    def creator() -> MPxTransformationMatrix:
        """A new one."""
        return MPxTransformationMatrix()

    def typeId(self) -> MTypeId:
        """The number of the class."""
        return self.baseTransformationMatrixId

    def copyValues(self, other: Any) -> None:
        """Take over another one."""
        self._parts = MTransformationMatrix(MTransformationMatrix._of(other._parts))._parts

    def asTransformationMatrix(self) -> MTransformationMatrix:
        """All parts."""
        return MTransformationMatrix(MTransformationMatrix._of(self._parts))

    def asMatrix(self, *percent: float) -> MMatrix:
        """The matrix."""
        return MTransformationMatrix._of(self._parts).asMatrix(*percent)

    def asMatrixInverse(self) -> MMatrix:
        """The inverse of the matrix."""
        return self.asMatrix().inverse()

    def asRotateMatrix(self) -> MMatrix:
        """Rotation alone."""
        return MTransformationMatrix._of(self._parts).asRotateMatrix()

    def asScaleMatrix(self) -> MMatrix:
        """Scale alone."""
        return MTransformationMatrix._of(self._parts).asScaleMatrix()

    def translation(self, space: int = 1) -> MVector:
        """The translation."""
        return MVector._made(self._parts.translation.tolist())

    def translateTo(self, vector: Any, space: int = 1) -> Any:
        """Set the translation."""
        self._parts.translation = np.array(vector._list())

    def eulerRotation(self, space: int = 1) -> MEulerRotation:
        """The rotation."""
        return MEulerRotation._made(self._parts.rotation, self._parts.order)

    def rotation(self, space: int = 1) -> MQuaternion:
        """The rotation as a quaternion."""
        return self.eulerRotation().asQuaternion()

    def rotateTo(self, rotation: Any, space: int = 1) -> Any:
        """Set the rotation."""
        MTransformationMatrix._of(self._parts).rotateTo(rotation)

    def scale(self, space: int = 1) -> MVector:
        """The scale."""
        return MVector._made(self._parts.scale.tolist())

    def scaleTo(self, vector: Any, space: int = 1) -> Any:
        """Set the scale."""
        self._parts.scale = np.array(vector._list())

    def rotationOrder(self) -> int:
        """The order of rotation."""
        return self._parts.order + 1


@named("MPxObjectSet")
class MPxObjectSet(MPxNode):
    """A set of a plug-in."""

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kObjectSet

    def canBeDeleted(self, isSrcNode: bool = True) -> bool:
        """Whether it may be deleted when it is empty."""
        return False


inherit(
    MPxObjectSet,
    "objectSet",
    "dagSetMembers memberWireframeColor annotation partition groupNodes verticesOnlySet edgesOnlySet "
    "facetsOnlySet editPointsOnlySet renderableOnlySet isLayer",
)
MPxObjectSet.DNSetMembers = TypeAttribute("objectSet", "dnSetMembers")
MPxObjectSet.usedByNodes = TypeAttribute("objectSet", "usedBy")
