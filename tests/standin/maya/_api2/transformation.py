"""``MTransformationMatrix`` and ``MSpace``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.matrices import MMatrix
from maya._api2.rotations import MEulerRotation, MQuaternion
from maya._api2.rows import MPoint, MVector, Row, as_number, matrix_values
from maya._core import maths
from maya._core.maths import TransformParts


class MSpace:
    """Names of transformation spaces."""

    __slots__ = ()
    kInvalid = 0
    kTransform = 1
    kPreTransform = 2
    kObject = 2
    kPostTransform = 3
    kWorld = 4
    kLast = 5


def triple(value: Any) -> np.ndarray:
    """Three numbers of a vector, point or sequence."""
    if isinstance(value, Row):
        return np.array(value._a[:3], dtype=float)
    if isinstance(value, (str, bytes)) or not hasattr(value, "__len__") or len(value) != 3:
        raise TypeError("a sequence of 3 floats is needed")
    return np.array([as_number(part) for part in value])


def check_space(space: Any) -> int:
    """A space constant; others are refused."""
    if not isinstance(space, int):
        raise TypeError(f"space must be an integer, not {type(space).__name__}")
    if space not in (1, 2, 3, 4):
        raise ValueError("invalid transformation space")
    return space


class MTransformationMatrix:
    """A matrix kept as translation, rotation, scale, shear and pivots."""

    __slots__ = ("_p",)
    __hash__ = None  # type: ignore[assignment]
    kInvalid, kXYZ, kYZX, kZXY, kXZY, kYXZ, kZYX, kLast = range(8)
    kTolerance = 1e-10

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._p = TransformParts()
        return self

    def __init__(self, source: Any = None) -> None:
        if source is None:
            return
        if isinstance(source, MTransformationMatrix):
            self._p = _copy(source._p)
            return
        values = matrix_values(source)
        if values is None:
            try:
                values = MMatrix(source)._m
            except TypeError:
                raise TypeError(f"a transformation cannot be made from {source!r}") from None
        self._p = maths.decompose(values)

    @classmethod
    def _of(cls, parts: TransformParts):
        self = object.__new__(cls)
        self._p = _copy(parts)
        return self

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, MTransformationMatrix):
            return NotImplemented
        return bool((maths.compose(self._p) == maths.compose(other._p)).all())

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def isEquivalent(self, other: Any, tolerance: float = kTolerance) -> bool:
        """Whether both matrices agree within the tolerance."""
        difference = maths.compose(self._p) - maths.compose(other._p)
        return bool((np.abs(difference) <= tolerance).all())

    # -- as matrices -------------------------------------------------------------------------

    def asMatrix(self, interp: float = 1.0) -> MMatrix:
        """The matrix; with ``interp`` below 1 a part of the way from the identity."""
        if interp == 1.0:
            return MMatrix._of(maths.compose(self._p))
        parts = _copy(self._p)
        parts.translation = parts.translation * interp
        parts.scale = 1.0 + (parts.scale - 1.0) * interp
        parts.shear = parts.shear * interp
        quaternion = maths.euler_to_quaternion(parts.rotation, parts.order)
        turned = maths.slerp((0.0, 0.0, 0.0, 1.0), quaternion, interp)
        parts.rotation = maths.quaternion_to_euler(turned, parts.order)
        return MMatrix._of(maths.compose(parts))

    def asMatrixInverse(self) -> MMatrix:
        """The inverse matrix."""
        return self.asMatrix().inverse()

    def asRotateMatrix(self) -> MMatrix:
        """Rotation alone, rotate axis included."""
        return MMatrix._of(maths.rotation_matrix(self._turn()))

    def asScaleMatrix(self) -> MMatrix:
        """Scale alone."""
        return MMatrix._of(maths.scale_matrix(self._p.scale))

    def _turn(self) -> np.ndarray:
        return maths.euler_to_matrix(self._p.orientation) @ maths.euler_to_matrix(
            self._p.rotation, self._p.order
        )

    def _linear(self) -> np.ndarray:
        return maths.compose(self._p)[:3, :3]

    # -- translation -------------------------------------------------------------------------

    def translation(self, space: int) -> MVector:
        """Translation in a space."""
        if check_space(space) == MSpace.kObject:
            return MVector._of(self._p.translation @ np.linalg.pinv(self._linear()))
        return MVector._of(self._p.translation)

    def setTranslation(self, trans: Any, space: int) -> MTransformationMatrix:
        """Set the translation."""
        value = triple(trans)
        if check_space(space) == MSpace.kObject:
            value = value @ self._linear()
        self._p.translation = value
        return self

    def translateBy(self, vec: Any, space: int) -> MTransformationMatrix:
        """Add to the translation."""
        value = triple(vec)
        if check_space(space) == MSpace.kObject:
            value = value @ self._linear()
        self._p.translation = self._p.translation + value
        return self

    # -- rotation ----------------------------------------------------------------------------

    def rotation(self, asQuaternion: bool = False) -> Any:
        """Rotation as angles, or as a quaternion."""
        euler = MEulerRotation._of(self._p.rotation, self._p.order)
        return euler.asQuaternion() if asQuaternion else euler

    def setRotation(self, rot: Any) -> MTransformationMatrix:
        """Set the rotation; angles also set the rotation order."""
        if isinstance(rot, MEulerRotation):
            self._p.rotation, self._p.order = rot._a.copy(), rot._order
        elif isinstance(rot, MQuaternion):
            self._p.rotation = maths.quaternion_to_euler(rot._a, self._p.order)
        else:
            raise TypeError("rotation must be MEulerRotation or MQuaternion")
        return self

    def rotateBy(self, rot: Any, space: int) -> MTransformationMatrix:
        """Add a rotation: before the present one in object space, else after it."""
        if not isinstance(rot, (MEulerRotation, MQuaternion)):
            raise TypeError("rotation must be MEulerRotation or MQuaternion")
        present = maths.euler_to_matrix(self._p.rotation, self._p.order)
        if check_space(space) == MSpace.kObject:
            turned = rot._rotation() @ present
        else:
            turned = present @ rot._rotation()
        values = maths.matrix_to_euler(turned, self._p.order)
        self._p.rotation = maths.closest_euler(values, self._p.rotation, self._p.order)
        return self

    def rotationComponents(self, asQuaternion: bool = False) -> list[float]:
        """Angles and rotation order, or the four numbers of the quaternion."""
        if asQuaternion:
            return list(self.rotation(True))
        return [*(float(value) for value in self._p.rotation), self.rotationOrder()]

    def setRotationComponents(self, seq: Any, asQuaternion: bool = False):
        """Set from angles and rotation order, or from a quaternion's numbers."""
        return self.setRotation(self._from_components(seq, asQuaternion))

    def rotateByComponents(self, seq: Any, space: int, asQuaternion: bool = False):
        """Add a rotation given by its numbers."""
        return self.rotateBy(self._from_components(seq, asQuaternion), space)

    def _from_components(self, seq: Any, asQuaternion: bool) -> Any:
        values = list(seq)
        if asQuaternion:
            return MQuaternion(values)
        order = int(values[3]) - 1 if len(values) > 3 else self._p.order
        return MEulerRotation(values[:3], order)

    def rotationOrder(self) -> int:
        """Rotation order, one of this class's constants."""
        return self._p.order + 1

    def reorderRotation(self, order: int) -> MTransformationMatrix:
        """Change the rotation order, keeping the rotation."""
        if not 1 <= order <= 6:
            raise ValueError("invalid rotation order")
        self._p.rotation = maths.reorder_euler(self._p.rotation, self._p.order, order - 1)
        self._p.order = order - 1
        return self

    def rotationOrientation(self) -> MQuaternion:
        """The rotate axis as a quaternion."""
        return MQuaternion._of(maths.euler_to_quaternion(self._p.orientation))

    def setRotationOrientation(self, rot: MQuaternion) -> MTransformationMatrix:
        """Set the rotate axis, without balancing the rotation."""
        self._p.orientation = maths.matrix_to_euler(rot._rotation())
        return self

    def setToRotationAxis(self, axis: MVector, rot: float) -> MTransformationMatrix:
        """Become a rotation by an angle about an axis."""
        return self.setRotation(MQuaternion(float(rot), MVector(axis)))

    # -- scale and shear ---------------------------------------------------------------------

    def scale(self, space: int) -> list[float]:
        """Scale factors."""
        check_space(space)
        return [float(value) for value in self._p.scale]

    def setScale(self, seq: Any, space: int) -> MTransformationMatrix:
        """Set the scale factors."""
        check_space(space)
        self._p.scale = triple(seq)
        return self

    def scaleBy(self, seq: Any, space: int) -> MTransformationMatrix:
        """Multiply the scale factors."""
        check_space(space)
        self._p.scale = self._p.scale * triple(seq)
        return self

    def shear(self, space: int) -> list[float]:
        """Shear factors xy, xz, yz."""
        check_space(space)
        return [float(value) for value in self._p.shear]

    def setShear(self, seq: Any, space: int) -> MTransformationMatrix:
        """Set the shear factors."""
        check_space(space)
        self._p.shear = triple(seq)
        return self

    def shearBy(self, seq: Any, space: int) -> MTransformationMatrix:
        """Add to the shear factors."""
        check_space(space)
        self._p.shear = self._p.shear + triple(seq)
        return self

    # -- pivots ------------------------------------------------------------------------------

    def _pivot(self, name: str, space: int) -> MPoint:
        value = getattr(self._p, name)
        if check_space(space) == MSpace.kObject:
            return MPoint(value)
        return MPoint(maths.transform_points(value, maths.compose(self._p)))

    def _set_pivot(self, name: str, pivot: Any, space: int, balance: bool) -> None:
        value = triple(pivot)
        before = maths.compose(self._p)
        if check_space(space) != MSpace.kObject:
            value = maths.transform_points(value, np.linalg.pinv(before))
        setattr(self._p, name, value)
        if balance:
            shift = before[3, :3] - maths.compose(self._p)[3, :3]
            offset = f"{name}_translation"
            if name == "scale_pivot":
                shift = shift @ np.linalg.inv(self._turn())
            setattr(self._p, offset, getattr(self._p, offset) + shift)

    def rotatePivot(self, space: int) -> MPoint:
        """Rotate pivot."""
        return self._pivot("rotate_pivot", space)

    def setRotatePivot(self, trans: Any, space: int, balance: bool) -> MTransformationMatrix:
        """Set the rotate pivot; ``balance`` keeps the matrix by an offset."""
        self._set_pivot("rotate_pivot", trans, space, balance)
        return self

    def scalePivot(self, space: int) -> MPoint:
        """Scale pivot."""
        return self._pivot("scale_pivot", space)

    def setScalePivot(self, pivot: Any, space: int, balance: bool) -> MTransformationMatrix:
        """Set the scale pivot; ``balance`` keeps the matrix by an offset."""
        self._set_pivot("scale_pivot", pivot, space, balance)
        return self

    def rotatePivotTranslation(self, space: int) -> MVector:
        """Offset that balances the rotate pivot."""
        check_space(space)
        return MVector._of(self._p.rotate_pivot_translation)

    def setRotatePivotTranslation(self, trans: Any, space: int) -> MTransformationMatrix:
        """Set the offset of the rotate pivot."""
        check_space(space)
        self._p.rotate_pivot_translation = triple(trans)
        return self

    def scalePivotTranslation(self, space: int) -> MVector:
        """Offset that balances the scale pivot."""
        check_space(space)
        return MVector._of(self._p.scale_pivot_translation)

    def setScalePivotTranslation(self, trans: Any, space: int) -> MTransformationMatrix:
        """Set the offset of the scale pivot."""
        check_space(space)
        self._p.scale_pivot_translation = triple(trans)
        return self


def _copy(parts: TransformParts) -> TransformParts:
    values = {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in vars(parts).items()
    }
    return TransformParts(**values)


MTransformationMatrix.kIdentity = MTransformationMatrix()
