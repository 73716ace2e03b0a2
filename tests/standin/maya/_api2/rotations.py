"""``MEulerRotation`` and ``MQuaternion``."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._api2.matrices import MMatrix
from maya._api2.rows import (
    Comparable,
    MVector,
    Row,
    VectorBase,
    _component,
    as_number,
    components,
    is_number,
    matrix_values,
    spell,
)
from maya._core import maths

_ORDER_NAMES = tuple(f"k{order.upper()}" for order in maths.ROTATE_ORDERS)


class MEulerRotation(Row):
    """X, y and z rotations in radians, applied in a rotation order."""

    __slots__ = ("_order",)
    _SIZE = 3
    _DEFAULT = (0.0, 0.0, 0.0)
    kXYZ, kYZX, kZXY, kXZY, kYXZ, kZYX = range(6)
    kTolerance = 1e-10

    x = _component(0)
    y = _component(1)
    z = _component(2)

    def __new__(cls, *arguments: Any, **options: Any):
        self = super().__new__(cls)
        self._order = 0
        return self

    def __init__(self, *arguments: Any, order: int | None = None) -> None:
        self.setValue(*arguments) if arguments else None
        if order is not None:
            self.order = order

    @classmethod
    def _of(cls, values: Any, order: int = 0):
        self = super()._of(values)
        self._order = order
        return self

    @classmethod
    def _family(cls) -> type:
        return MEulerRotation

    def _rotation(self) -> np.ndarray:
        return maths.euler_to_matrix(self._a, self._order)

    @property
    def order(self) -> int:
        """Rotation order, one of the constants."""
        return self._order

    @order.setter
    def order(self, value: int) -> None:
        if not 0 <= int(value) < 6:
            raise ValueError("invalid rotation order")
        self._order = int(value)

    def __str__(self) -> str:
        numbers = ", ".join(spell(value) for value in self._a)
        return f"({numbers}, {_ORDER_NAMES[self._order]})"

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, MEulerRotation):
            return NotImplemented
        return self._order == other._order and bool((self._a == other._a).all())

    def setValue(self, *arguments: Any) -> MEulerRotation:
        """Set from angles and an order, a vector, a quaternion, a matrix or another rotation."""
        first = arguments[0]
        matrix = matrix_values(first)
        if isinstance(first, MEulerRotation):
            self._a[:], self._order = first._a, first._order
        elif isinstance(first, MQuaternion):
            self._a[:] = maths.quaternion_to_euler(first._a, self._order)
        elif matrix is not None:
            self._a[:] = maths.matrix_to_euler(maths.split_linear(matrix)[2], self._order)
        elif is_number(first):
            self._a[:] = components(tuple(arguments[:3]), 3, 3, "MEulerRotation")
            if len(arguments) > 3:
                self.order = arguments[3]
        else:
            self._a[:] = components((first,), 3, 3, "MEulerRotation")
            if len(arguments) > 1:
                self.order = arguments[1]
        return self

    def __add__(self, other: Any):
        if not isinstance(other, MEulerRotation):
            return NotImplemented
        return MEulerRotation._of(self._a + other.reorder(self._order)._a, self._order)

    def __radd__(self, other: Any):
        return NotImplemented

    def __sub__(self, other: Any):
        if not isinstance(other, MEulerRotation):
            return NotImplemented
        return MEulerRotation._of(self._a - other.reorder(self._order)._a, self._order)

    def __rsub__(self, other: Any):
        return NotImplemented

    def __mul__(self, other: Any):
        if is_number(other):
            return MEulerRotation._of(self._a * other, self._order)
        if isinstance(other, (MEulerRotation, MQuaternion)):
            turn = self._rotation() @ other._rotation()
            return MEulerRotation._of(maths.matrix_to_euler(turn, self._order), self._order)
        return NotImplemented

    def __rmul__(self, other: Any):
        return self * other if is_number(other) else NotImplemented

    def __neg__(self):
        return MEulerRotation._of(-self._a, self._order)

    def _in_place(self, result: MEulerRotation):
        self._a[:], self._order = result._a, result._order
        return self

    def __iadd__(self, other: Any):
        return self._in_place(self + other)

    def __isub__(self, other: Any):
        return self._in_place(self - other)

    def __imul__(self, other: Any):
        return self._in_place(self * other)

    def asMatrix(self) -> MMatrix:
        """Rotation matrix."""
        return MMatrix._of(maths.rotation_matrix(self._rotation()))

    def asQuaternion(self) -> MQuaternion:
        """The same rotation as a quaternion."""
        return MQuaternion._of(maths.euler_to_quaternion(self._a, self._order))

    def asVector(self) -> MVector:
        """The three angles."""
        return MVector._of(self._a)

    def inverse(self) -> MEulerRotation:
        """The opposite rotation in the reversed order."""
        reverse = (self.kZYX, self.kXZY, self.kYXZ, self.kYZX, self.kZXY, self.kXYZ)
        return MEulerRotation._of(-self._a, reverse[self._order])

    def invertIt(self) -> MEulerRotation:
        """Become the opposite rotation."""
        return self._in_place(self.inverse())

    def isZero(self, tolerance: float = kTolerance) -> bool:
        """Whether all angles are zero within the tolerance."""
        return bool((np.abs(self._a) <= tolerance).all())

    def isEquivalent(self, other: Any, tolerance: float = kTolerance) -> bool:
        """Whether angles and order agree."""
        if not isinstance(other, MEulerRotation):
            raise TypeError(f"argument must be MEulerRotation, not {type(other).__name__}")
        return self._order == other._order and bool((np.abs(self._a - other._a) <= tolerance).all())

    def reorder(self, order: int) -> MEulerRotation:
        """The same rotation in another order."""
        return MEulerRotation._of(maths.reorder_euler(self._a, self._order, order), order)

    def reorderIt(self, order: int) -> MEulerRotation:
        """Change the order in place, keeping the rotation."""
        return self._in_place(self.reorder(order))

    def bound(self) -> MEulerRotation:
        """All angles wrapped to -pi..pi."""
        return MEulerRotation._of(maths.bound_euler(self._a), self._order)

    def boundIt(self, source: MEulerRotation | None = None) -> MEulerRotation:
        """Wrap all angles in place."""
        return self._in_place((source or self).bound())

    def alternateSolution(self) -> MEulerRotation:
        """The other bounded angles of the same rotation."""
        return MEulerRotation._of(maths.alternate_euler(self._a, self._order), self._order)

    def setToAlternateSolution(self, source: MEulerRotation | None = None) -> MEulerRotation:
        """Become the alternate solution of this or another rotation."""
        return self._in_place((source or self).alternateSolution())

    def closestSolution(self, target: MEulerRotation) -> MEulerRotation:
        """The equivalent angles nearest to those of ``target``."""
        goal = target.reorder(self._order)._a
        return MEulerRotation._of(maths.closest_euler(self._a, goal, self._order), self._order)

    def setToClosestSolution(self, *arguments: MEulerRotation) -> MEulerRotation:
        """Become the closest solution: ``(target)`` or ``(source, target)``."""
        source = arguments[0] if len(arguments) == 2 else self
        return self._in_place(source.closestSolution(arguments[-1]))

    def closestCut(self, target: MEulerRotation) -> MEulerRotation:
        """Angles moved by whole turns to be nearest to those of ``target``."""
        goal = target.reorder(self._order)._a
        return MEulerRotation._of(maths.closest_cut(self._a, goal), self._order)

    def setToClosestCut(self, *arguments: MEulerRotation) -> MEulerRotation:
        """Become the closest cut: ``(target)`` or ``(source, target)``."""
        source = arguments[0] if len(arguments) == 2 else self
        return self._in_place(source.closestCut(arguments[-1]))

    def incrementalRotateBy(self, axis: MVector, angle: float) -> MEulerRotation:
        """Rotate by an angle about an axis, staying near the present angles."""
        turned = self._rotation() @ MQuaternion(angle, axis)._rotation()
        values = maths.matrix_to_euler(turned, self._order)
        self._a[:] = maths.closest_euler(values, self._a, self._order)
        return self

    @staticmethod
    def decompose(matrix: MMatrix, order: int) -> MEulerRotation:
        """Angles of the rotation of a matrix."""
        values = matrix_values(matrix)
        if values is None:
            raise TypeError(f"argument must be MMatrix, not {type(matrix).__name__}")
        axes = maths.split_linear(values)[2]
        return MEulerRotation._of(maths.matrix_to_euler(axes, order), order)

    @staticmethod
    def computeAlternateSolution(rotation: MEulerRotation) -> MEulerRotation:
        """See `alternateSolution`."""
        return rotation.alternateSolution()

    @staticmethod
    def computeBound(rotation: MEulerRotation) -> MEulerRotation:
        """See `bound`."""
        return rotation.bound()

    @staticmethod
    def computeClosestCut(source: MEulerRotation, target: MEulerRotation) -> MEulerRotation:
        """See `closestCut`."""
        return source.closestCut(target)

    @staticmethod
    def computeClosestSolution(source: MEulerRotation, target: MEulerRotation) -> MEulerRotation:
        """See `closestSolution`."""
        return source.closestSolution(target)


class MQuaternion(Comparable):
    """A quaternion (x, y, z, w)."""

    __slots__ = ()
    _SIZE = 4
    _DEFAULT = (0.0, 0.0, 0.0, 1.0)
    kTolerance = 1e-10

    x = _component(0)
    y = _component(1)
    z = _component(2)
    w = _component(3)

    def __init__(self, *arguments: Any, factor: float = 1.0) -> None:
        if not arguments:
            return
        if len(arguments) >= 2 and isinstance(arguments[0], VectorBase):
            if isinstance(arguments[1], VectorBase):
                factor = arguments[2] if len(arguments) > 2 else factor
                self._a[:] = _between(arguments[0]._a, arguments[1]._a, factor)
            else:
                self.setValue(*arguments)
        elif len(arguments) == 2 and is_number(arguments[0]):
            self.setValue(arguments[1], arguments[0])
        elif len(arguments) == 1 and isinstance(arguments[0], MQuaternion):
            self._a[:] = arguments[0]._a
        else:
            self._a[:] = components(arguments, 4, 4, "MQuaternion")

    @classmethod
    def _family(cls) -> type:
        return MQuaternion

    def _rotation(self) -> np.ndarray:
        return maths.quaternion_to_matrix(self._a)

    def setValue(self, *arguments: Any) -> MQuaternion:
        """Set from a quaternion, matrix or Euler rotation, or from an axis and an angle."""
        first = arguments[0]
        matrix = matrix_values(first)
        if len(arguments) == 2:
            axis = np.asarray(MVector(first).normal()._a)
            half = 0.5 * as_number(arguments[1])
            self._a[:3], self._a[3] = axis * math.sin(half), math.cos(half)
        elif isinstance(first, MQuaternion):
            self._a[:] = first._a
        elif matrix is not None:
            self._a[:] = maths.matrix_to_quaternion(maths.split_linear(matrix)[2])
        elif isinstance(first, MEulerRotation):
            self._a[:] = maths.euler_to_quaternion(first._a, first._order)
        else:
            self._a[:] = components(arguments, 4, 4, "MQuaternion")
        return self

    def __add__(self, other: Any):
        ok = isinstance(other, MQuaternion)
        return MQuaternion._of(self._a + other._a) if ok else NotImplemented

    def __radd__(self, other: Any):
        return NotImplemented

    def __sub__(self, other: Any):
        ok = isinstance(other, MQuaternion)
        return MQuaternion._of(self._a - other._a) if ok else NotImplemented

    def __rsub__(self, other: Any):
        return NotImplemented

    def __mul__(self, other: Any):
        if isinstance(other, MQuaternion):
            return MQuaternion._of(maths.quaternion_multiply(self._a, other._a))
        if isinstance(other, MEulerRotation):
            return self * other.asQuaternion()
        return MQuaternion._of(self._a * other) if is_number(other) else NotImplemented

    def __rmul__(self, other: Any):
        return MQuaternion._of(self._a * other) if is_number(other) else NotImplemented

    def __imul__(self, other: Any):
        self._a[:] = (self * other)._a
        return self

    def __neg__(self):
        return MQuaternion._of(-self._a)

    def asMatrix(self) -> MMatrix:
        """Rotation matrix."""
        return MMatrix._of(maths.rotation_matrix(self._rotation()))

    def asEulerRotation(self) -> MEulerRotation:
        """The same rotation as angles in the order xyz."""
        return MEulerRotation._of(maths.quaternion_to_euler(self._a))

    def asAxisAngle(self) -> tuple[MVector, float]:
        """Axis of length one, and angle in radians."""
        length = float(np.linalg.norm(self._a[:3]))
        if length < 1e-15:
            return MVector(0.0, 0.0, 1.0), 0.0
        return MVector._of(self._a[:3] / length), 2.0 * math.atan2(length, float(self._a[3]))

    def conjugate(self) -> MQuaternion:
        """The quaternion with its vector part reversed."""
        return MQuaternion._of(self._a * (-1.0, -1.0, -1.0, 1.0))

    def conjugateIt(self) -> MQuaternion:
        """Reverse the vector part in place."""
        self._a[:3] *= -1.0
        return self

    def inverse(self) -> MQuaternion:
        """The multiplicative inverse."""
        return MQuaternion._of(self.conjugate()._a / float(self._a @ self._a))

    def invertIt(self) -> MQuaternion:
        """Become the inverse."""
        self._a[:] = self.inverse()._a
        return self

    def negateIt(self) -> MQuaternion:
        """Reverse all components in place."""
        self._a *= -1.0
        return self

    def normal(self) -> MQuaternion:
        """A copy of length one."""
        return MQuaternion._of(self._a).normalizeIt()

    def normalizeIt(self) -> MQuaternion:
        """Make the length one."""
        length = float(np.linalg.norm(self._a))
        if length > 0.0:
            self._a /= length
        return self

    def log(self) -> MQuaternion:
        """Natural logarithm of a unit quaternion."""
        length = float(np.linalg.norm(self._a[:3]))
        angle = math.atan2(length, float(self._a[3]))
        factor = angle / length if length > 1e-15 else 1.0
        return MQuaternion._of([*(self._a[:3] * factor), 0.0])

    def exp(self) -> MQuaternion:
        """Exponential of a quaternion without real part."""
        angle = float(np.linalg.norm(self._a[:3]))
        factor = math.sin(angle) / angle if angle > 1e-15 else 1.0
        return MQuaternion._of([*(self._a[:3] * factor), math.cos(angle)])

    def _about(self, axis: int, angle: float) -> MQuaternion:
        self._a[:] = 0.0
        self._a[axis], self._a[3] = math.sin(0.5 * angle), math.cos(0.5 * angle)
        return self

    def setToXAxis(self, angle: float) -> MQuaternion:
        """Become a rotation about x."""
        return self._about(0, angle)

    def setToYAxis(self, angle: float) -> MQuaternion:
        """Become a rotation about y."""
        return self._about(1, angle)

    def setToZAxis(self, angle: float) -> MQuaternion:
        """Become a rotation about z."""
        return self._about(2, angle)

    @staticmethod
    def slerp(p: MQuaternion, q: MQuaternion, t: float, spin: int = 0) -> MQuaternion:
        """Spherical interpolation from p to q."""
        return MQuaternion._of(maths.slerp(p._a, q._a, t, spin))

    @staticmethod
    def squad(
        p: MQuaternion, a: MQuaternion, b: MQuaternion, q: MQuaternion, t: float, spin: int = 0
    ) -> MQuaternion:
        """Spherical cubic interpolation from p to q with inner points a and b."""
        outer = maths.slerp(p._a, q._a, t, spin)
        inner = maths.slerp(a._a, b._a, t, spin)
        return MQuaternion._of(maths.slerp(outer, inner, 2.0 * t * (1.0 - t)))

    @staticmethod
    def squadPt(q0: MQuaternion, q1: MQuaternion, q2: MQuaternion) -> MQuaternion:
        """The inner point at q1 for `squad` (Shoemake 1987)."""
        back = q1.conjugate()
        total = (back * q0).log()._a + (back * q2).log()._a
        return q1 * MQuaternion._of(-0.25 * total).exp()


def _between(first: np.ndarray, second: np.ndarray, factor: float) -> np.ndarray:
    """Quaternion that turns the first direction into the second, or a part of the way."""
    start = np.asarray(first, float) / (np.linalg.norm(first) or 1.0)
    end = np.asarray(second, float) / (np.linalg.norm(second) or 1.0)
    axis = np.cross(start, end)
    sine, cosine = float(np.linalg.norm(axis)), float(start @ end)
    if sine < 1e-12:
        if cosine > 0.0:
            return np.array([0.0, 0.0, 0.0, 1.0])
        axis = maths._perpendicular(start)
    else:
        axis = axis / sine
    half = 0.5 * factor * math.atan2(sine, cosine)
    return np.append(axis * math.sin(half), math.cos(half))


MEulerRotation.kIdentity = MEulerRotation()
MQuaternion.kIdentity = MQuaternion()
__all__ = ["MEulerRotation", "MQuaternion"]
