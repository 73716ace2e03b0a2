"""MTransformationMatrix: the parts of a transform."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import maths

from . import pointers
from .matrices import MMatrix
from .rotations import MEulerRotation, MQuaternion
from .spaces import MSpace
from .swig import SwigObject, named, wrong_arguments
from .tuples import MPoint, MVector


@named("MTransformationMatrix")
class MTransformationMatrix(SwigObject):
    """Translation, rotation, scale, shear and pivots; rotation orders begin with one."""

    kInvalid, kXYZ, kYZX, kZXY, kXZY, kYXZ, kZYX, kLast = range(8)
    identity: Any = None

    def __init__(self, *values: Any) -> None:
        self._parts = maths.TransformParts()
        if len(values) == 1 and isinstance(values[0], MMatrix):
            self._parts = maths.decompose(values[0]._a)
        elif len(values) == 1 and isinstance(values[0], MTransformationMatrix):
            self.assign(values[0])
        elif values:
            raise wrong_arguments("new_MTransformationMatrix", values)

    @classmethod
    def _of(cls, parts: maths.TransformParts) -> MTransformationMatrix:
        made = cls()
        made._parts = parts
        return made

    def assign(self, other: Any) -> MTransformationMatrix:
        """Take over another one, or the parts of a matrix."""
        if isinstance(other, MMatrix):
            self._parts = maths.decompose(other._a)
            return self
        copied = {
            name: value.copy() if isinstance(value, np.ndarray) else value
            for name, value in vars(other._parts).items()
        }
        self._parts = maths.TransformParts(**copied)
        return self

    # -- whole matrices ----------------------------------------------------------------------

    def asMatrix(self, percent: float = 1.0) -> MMatrix:
        """The matrix; with a percentage, the way from the identity to it."""
        if percent == 1.0:
            return MMatrix._made(maths.compose(self._parts))
        partial = MTransformationMatrix(self)._parts
        partial.translation = partial.translation * percent
        partial.scale = 1.0 + (partial.scale - 1.0) * percent
        partial.shear = partial.shear * percent
        turn = maths.slerp([0, 0, 0, 1], self.rotation()._list(), percent)
        partial.orientation = np.zeros(3)
        partial.rotation = maths.quaternion_to_euler(turn, partial.order)
        return MMatrix._made(maths.compose(partial))

    def asMatrixInverse(self) -> MMatrix:
        """The inverse of the matrix."""
        return self.asMatrix().inverse()

    def asScaleMatrix(self) -> MMatrix:
        """Scale and shear alone."""
        parts = self._parts
        return MMatrix._made(maths.scale_matrix(parts.scale) @ maths.shear_matrix(parts.shear))

    def asRotateMatrix(self) -> MMatrix:
        """Rotation alone, with its orientation."""
        return MMatrix._made(maths.rotation_matrix(self._turn()))

    def _turn(self) -> np.ndarray:
        parts = self._parts
        return maths.euler_to_matrix(parts.orientation) @ maths.euler_to_matrix(
            parts.rotation, parts.order
        )

    def isEquivalent(self, other: Any, tolerance: float = 1e-10) -> bool:
        """Whether the matrices agree."""
        return self.asMatrix().isEquivalent(other.asMatrix(), tolerance)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MTransformationMatrix):
            return NotImplemented
        return bool(np.array_equal(self.asMatrix()._a, other.asMatrix()._a))

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None  # type: ignore[assignment]

    # -- translation -------------------------------------------------------------------------

    def translation(self, space: int) -> MVector:
        """The translation."""
        _check(space)
        return MVector._made(self._parts.translation.tolist())

    getTranslation = translation

    def setTranslation(self, vector: Any, space: int) -> None:
        """Set the translation."""
        _check(space)
        self._parts.translation = np.array(vector._list())

    def addTranslation(self, vector: Any, space: int) -> None:
        """Move on; before the transform, along its own axes."""
        _check(space)
        step = np.array(vector._list())
        if space == MSpace.kPreTransform:
            step = step @ self.asMatrix()._a[:3, :3]
        self._parts.translation = self._parts.translation + step

    # -- rotation ----------------------------------------------------------------------------

    def rotation(self) -> MQuaternion:
        """The rotation without its orientation."""
        return MQuaternion._made(maths.euler_to_quaternion(self._parts.rotation, self._parts.order))

    def eulerRotation(self) -> MEulerRotation:
        """The rotation as Euler angles in its order."""
        return MEulerRotation._made(self._parts.rotation, self._parts.order)

    def rotationOrder(self) -> int:
        """The order of rotation."""
        return self._parts.order + 1

    def reorderRotation(self, order: int) -> None:
        """Keep the rotation, change its order."""
        target = _order(order)
        self._parts.rotation = maths.reorder_euler(self._parts.rotation, self._parts.order, target)
        self._parts.order = target

    def rotateTo(self, rotation: Any) -> MTransformationMatrix:
        """Set the rotation from Euler angles or a quaternion."""
        if isinstance(rotation, MEulerRotation):
            self._parts.rotation = np.array(rotation._list())
            self._parts.order = rotation.order
        elif isinstance(rotation, MQuaternion):
            angles = maths.quaternion_to_euler(rotation._list(), self._parts.order)
            self._parts.rotation = angles
        else:
            raise wrong_arguments("MTransformationMatrix_rotateTo", (rotation,))
        return self

    def rotateBy(self, rotation: Any, space: int) -> MTransformationMatrix:
        """Turn on: before the present rotation (kPreTransform, kObject), or after it."""
        _check(space)
        step = maths.quaternion_to_matrix(_quaternion(rotation)._list())
        now = maths.euler_to_matrix(self._parts.rotation, self._parts.order)
        product = step @ now if space == MSpace.kPreTransform else now @ step
        self._parts.rotation = maths.matrix_to_euler(product, self._parts.order)
        return self

    def getRotation(self, angles: Any, order: Any, space: int = MSpace.kTransform) -> None:
        """Write the Euler angles and their order to memory."""
        pointers.store(angles, "double", *self._parts.rotation)
        pointers.store(order, "int", self.rotationOrder())

    def setRotation(self, angles: Any, order: int, space: int = MSpace.kTransform) -> None:
        """Set Euler angles (memory of three doubles) and their order."""
        self._parts.order = _order(order)
        self._parts.rotation = np.array(pointers.load(angles, "double", 3))

    def addRotation(self, angles: Any, order: int, space: int) -> None:
        """Turn on by Euler angles."""
        values = pointers.load(angles, "double", 3)
        self.rotateBy(MEulerRotation._made(values, _order(order)), space)

    def getRotationQuaternion(self, x: Any, y: Any, z: Any, w: Any, space: int = 1) -> None:
        """Write the quaternion to memory."""
        for place, value in zip((x, y, z, w), self.rotation()._list(), strict=True):
            pointers.store(place, "double", value)

    def setRotationQuaternion(
        self, x: float, y: float, z: float, w: float, space: int = MSpace.kTransform
    ) -> None:
        """Set the rotation from a quaternion."""
        self.rotateTo(MQuaternion(x, y, z, w))

    def addRotationQuaternion(self, x: float, y: float, z: float, w: float, space: int) -> None:
        """Turn on by a quaternion."""
        self.rotateBy(MQuaternion(x, y, z, w), space)

    def setToRotationAxis(self, axis: Any, angle: float) -> None:
        """Become the rotation about an axis."""
        self._parts = maths.TransformParts()
        self.rotateTo(MQuaternion(angle, axis))

    def rotationOrientation(self) -> MQuaternion:
        """The rotation that comes before the rotation (rotate axis)."""
        return MQuaternion._made(maths.euler_to_quaternion(self._parts.orientation))

    def setRotationOrientation(self, rotation: Any) -> MTransformationMatrix:
        """Set the rotation that comes before."""
        self._parts.orientation = maths.quaternion_to_euler(rotation._list())
        return self

    # -- scale and shear ---------------------------------------------------------------------

    def getScale(self, scale: Any, space: int) -> None:
        """Write the scale to memory."""
        _check(space)
        pointers.store(scale, "double", *self._parts.scale)

    def setScale(self, scale: Any, space: int) -> None:
        """Set the scale from memory."""
        _check(space)
        self._parts.scale = np.array(pointers.load(scale, "double", 3))

    def addScale(self, scale: Any, space: int) -> None:
        """Multiply the scale."""
        _check(space)
        self._parts.scale = self._parts.scale * np.array(pointers.load(scale, "double", 3))

    def getShear(self, shear: Any, space: int) -> None:
        """Write the shear (xy, xz, yz) to memory."""
        _check(space)
        pointers.store(shear, "double", *self._parts.shear)

    def setShear(self, shear: Any, space: int) -> None:
        """Set the shear from memory."""
        _check(space)
        self._parts.shear = np.array(pointers.load(shear, "double", 3))

    def addShear(self, shear: Any, space: int) -> None:
        """Add to the shear."""
        _check(space)
        self._parts.shear = self._parts.shear + np.array(pointers.load(shear, "double", 3))

    # -- pivots ------------------------------------------------------------------------------

    def rotatePivot(self, space: int) -> MPoint:
        """The point that rotation leaves in place."""
        return self._pivot(self._parts.rotate_pivot, space)

    def scalePivot(self, space: int) -> MPoint:
        """The point that scale leaves in place."""
        return self._pivot(self._parts.scale_pivot, space)

    def _pivot(self, pivot: np.ndarray, space: int) -> MPoint:
        _check(space)
        point = MPoint(*pivot.tolist())
        return point * self.asMatrix() if space == MSpace.kPostTransform else point

    def setRotatePivot(self, point: Any, space: int, balance: bool) -> None:
        """Set the pivot of rotation; balanced, the matrix stays the same."""
        self._set_pivot("rotate_pivot", point, space, balance)

    def setScalePivot(self, point: Any, space: int, balance: bool) -> None:
        """Set the pivot of scale; balanced, the matrix stays the same."""
        self._set_pivot("scale_pivot", point, space, balance)

    def _set_pivot(self, name: str, point: Any, space: int, balance: bool) -> None:
        _check(space)
        before = self.asMatrix()
        if space == MSpace.kPostTransform:
            point = point * before.inverse()
        setattr(self._parts, name, np.array(point._list()[:3]))
        if not balance:
            return
        difference = before._a[3, :3] - self.asMatrix()._a[3, :3]
        if name == "scale_pivot":
            difference = difference @ self._turn().T
        shift = f"{name}_translation"
        setattr(self._parts, shift, getattr(self._parts, shift) + difference)

    def rotatePivotTranslation(self, space: int) -> MVector:
        """What balances the pivot of rotation."""
        return MVector._made(self._parts.rotate_pivot_translation.tolist())

    def setRotatePivotTranslation(self, vector: Any, space: int) -> None:
        """Set what balances the pivot of rotation."""
        self._parts.rotate_pivot_translation = np.array(vector._list())

    def scalePivotTranslation(self, space: int) -> MVector:
        """What balances the pivot of scale."""
        return MVector._made(self._parts.scale_pivot_translation.tolist())

    def setScalePivotTranslation(self, vector: Any, space: int) -> None:
        """Set what balances the pivot of scale."""
        self._parts.scale_pivot_translation = np.array(vector._list())


def _check(space: int) -> None:
    if space not in (MSpace.kTransform, MSpace.kPreTransform, MSpace.kPostTransform, MSpace.kWorld):
        raise RuntimeError("(kInvalidParameter): Invalid transformation space")


def _order(order: int) -> int:
    if not 1 <= order <= 6:
        raise RuntimeError("(kInvalidParameter): Unknown rotation order")
    return order - 1


def _quaternion(rotation: Any) -> MQuaternion:
    if isinstance(rotation, MEulerRotation):
        return rotation.asQuaternion()
    if isinstance(rotation, MQuaternion):
        return rotation
    raise wrong_arguments("MTransformationMatrix_rotateBy", (rotation,))


MTransformationMatrix.identity = MTransformationMatrix()
