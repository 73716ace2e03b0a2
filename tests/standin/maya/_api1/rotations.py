"""Euler angles and quaternions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._core import maths

from . import pointers
from .matrices import MMatrix
from .swig import SwigObject, real, wrong_arguments
from .tuples import MVector


class MEulerRotation(SwigObject):
    """Angles in radians and their order."""

    kXYZ, kYZX, kZXY, kXZY, kYXZ, kZYX = range(6)
    identity: Any = None

    def __init__(self, *values: Any) -> None:
        self.x = self.y = self.z = 0.0
        self.order = 0
        if len(values) == 1 and isinstance(values[0], MEulerRotation):
            self._put(values[0]._list(), values[0].order)
        elif len(values) in (1, 2) and isinstance(values[0], MVector):
            self._put(values[0]._list(), *values[1:])
        elif len(values) in (1, 2) and pointers.is_pointer(values[0]):
            self._put(pointers.load(values[0], "double", 3), *values[1:])
        elif len(values) in (3, 4):
            self._put([real(value) for value in values[:3]], *values[3:])
        elif values:
            raise wrong_arguments("new_MEulerRotation", values)

    def _put(self, angles: Any, order: int = 0) -> MEulerRotation:
        if order not in range(6):
            raise RuntimeError("(kInvalidParameter): Unknown rotation order")
        self.x, self.y, self.z = (float(angle) for angle in angles)
        self.order = int(order)
        return self

    @classmethod
    def _made(cls, angles: Any, order: int) -> MEulerRotation:
        return cls()._put(angles, order)

    def _list(self) -> list[float]:
        return [self.x, self.y, self.z]

    def _rotation(self) -> np.ndarray:
        return maths.euler_to_matrix(self._list(), self.order)

    def assign(self, other: Any) -> MEulerRotation:
        """Take over angles and order."""
        if isinstance(other, MQuaternion):
            other = other.asEulerRotation()
        elif isinstance(other, MMatrix):
            other = MEulerRotation.decompose(other, self.order)
        return self._put(other._list(), other.order)

    def setValue(self, *values: Any) -> MEulerRotation:
        """Set from a vector or three angles, and an order."""
        if not values:
            raise wrong_arguments("MEulerRotation_setValue", values)
        return self.assign(MEulerRotation(*values))

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> float:
        return self._list()[index]

    def asMatrix(self) -> MMatrix:
        """The rotation matrix."""
        return MMatrix._made(maths.rotation_matrix(self._rotation()))

    def asQuaternion(self) -> MQuaternion:
        """The unit quaternion."""
        return MQuaternion._made(maths.euler_to_quaternion(self._list(), self.order))

    def asVector(self) -> MVector:
        """The angles as a vector."""
        return MVector._made(self._list())

    @staticmethod
    def decompose(matrix: Any, order: int) -> MEulerRotation:
        """The angles of the rotation part of a matrix."""
        axes = maths.split_linear(matrix._a)[2]
        return MEulerRotation._made(maths.matrix_to_euler(axes, order), order)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, (int, float)):
            return MEulerRotation._made([angle * other for angle in self._list()], self.order)
        if isinstance(other, MEulerRotation):
            product = self._rotation() @ other._rotation()
        elif isinstance(other, MQuaternion):
            product = self._rotation() @ maths.quaternion_to_matrix(other._list())
        else:
            return NotImplemented
        return MEulerRotation._made(maths.matrix_to_euler(product, self.order), self.order)

    def __add__(self, other: Any) -> Any:
        angles = self._reordered(other)
        return MEulerRotation._made(np.add(self._list(), angles), self.order)

    def __sub__(self, other: Any) -> Any:
        angles = self._reordered(other)
        return MEulerRotation._made(np.subtract(self._list(), angles), self.order)

    def _reordered(self, other: Any) -> Any:
        if not isinstance(other, MEulerRotation):
            raise wrong_arguments("MEulerRotation", (other,))
        return maths.reorder_euler(other._list(), other.order, self.order)

    def __neg__(self) -> MEulerRotation:
        return MEulerRotation._made([-angle for angle in self._list()], self.order)

    def __imul__(self, other: Any) -> Any:
        return self.assign(self * other)

    def __iadd__(self, other: Any) -> Any:
        return self.assign(self + other)

    def __isub__(self, other: Any) -> Any:
        return self.assign(self - other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MEulerRotation):
            return NotImplemented
        return self._list() == other._list() and self.order == other.order

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None  # type: ignore[assignment]

    def isEquivalent(self, other: Any, tolerance: float = 1e-10) -> bool:
        """Whether angles agree within a tolerance and orders are the same."""
        return self.order == other.order and bool(
            np.allclose(self._list(), other._list(), rtol=0.0, atol=tolerance)
        )

    def isZero(self, tolerance: float = 1e-10) -> bool:
        """Whether all angles are zero."""
        return all(abs(angle) <= tolerance for angle in self._list())

    def inverse(self) -> MEulerRotation:
        """The opposite rotation, in the same order."""
        angles = maths.matrix_to_euler(self._rotation().T, self.order)
        return MEulerRotation._made(angles, self.order)

    def invertIt(self) -> MEulerRotation:
        """Become the opposite rotation."""
        return self.assign(self.inverse())

    def reorder(self, order: int) -> MEulerRotation:
        """The same rotation in another order."""
        return MEulerRotation._made(maths.reorder_euler(self._list(), self.order, order), order)

    def reorderIt(self, order: int) -> MEulerRotation:
        """Become the same rotation in another order."""
        return self.assign(self.reorder(order))

    def bound(self) -> MEulerRotation:
        """Angles between minus and plus half a turn."""
        return MEulerRotation._made(maths.bound_euler(self._list()), self.order)

    def boundIt(self, source: Any = None) -> MEulerRotation:
        """Bound this rotation, or become another one bounded."""
        return self.assign((self if source is None else source).bound())

    def alternateSolution(self) -> MEulerRotation:
        """The other angles of the same rotation."""
        return MEulerRotation._made(maths.alternate_euler(self._list(), self.order), self.order)

    def setToAlternateSolution(self, source: Any = None) -> MEulerRotation:
        """Become the other angles."""
        return self.assign((self if source is None else source).alternateSolution())

    def closestSolution(self, goal: Any) -> MEulerRotation:
        """The equivalent angles nearest to others."""
        target = self._reordered(goal)
        return MEulerRotation._made(
            maths.closest_euler(self._list(), target, self.order), self.order
        )

    def closestCut(self, goal: Any) -> MEulerRotation:
        """The angles moved by whole turns to be nearest to others."""
        return MEulerRotation._made(
            maths.closest_cut(self._list(), self._reordered(goal)), self.order
        )

    def setToClosestSolution(self, *rotations: Any) -> MEulerRotation:
        """``(goal)`` or ``(source, goal)``."""
        source = self if len(rotations) == 1 else rotations[0]
        return self.assign(source.closestSolution(rotations[-1]))

    def setToClosestCut(self, *rotations: Any) -> MEulerRotation:
        """``(goal)`` or ``(source, goal)``."""
        source = self if len(rotations) == 1 else rotations[0]
        return self.assign(source.closestCut(rotations[-1]))

    def incrementalRotateBy(self, axis: Any, angle: float) -> MEulerRotation:
        """Turn about an axis, the angles staying near to what they were."""
        turned = MEulerRotation.decompose(
            self.asMatrix() * MQuaternion(angle, axis).asMatrix(), self.order
        )
        return self.assign(turned.closestSolution(self))


MEulerRotation.identity = MEulerRotation()


class MQuaternion(SwigObject):
    """x, y, z, w."""

    identity: Any = None

    def __init__(self, *values: Any) -> None:
        self.x = self.y = self.z = 0.0
        self.w = 1.0
        if values:
            self._put(self._from(values))

    @staticmethod
    def _from(values: tuple[Any, ...]) -> Any:
        first = values[0]
        if len(values) == 1 and isinstance(first, MQuaternion):
            return first._list()
        if len(values) == 1 and pointers.is_pointer(first):
            return pointers.load(first, "double", 4)
        if len(values) == 4:
            return [real(value) for value in values]
        if len(values) == 2 and isinstance(values[1], MVector):
            if isinstance(first, MVector):
                return _between(first, values[1])
            return _about(values[1], real(first))
        if len(values) == 3 and isinstance(first, MVector) and isinstance(values[1], MVector):
            full = _between(first, values[1])
            return maths.slerp([0, 0, 0, 1], full, real(values[2]))
        raise wrong_arguments("new_MQuaternion", values)

    @classmethod
    def _made(cls, values: Any) -> MQuaternion:
        return cls()._put(values)

    def _put(self, values: Any) -> MQuaternion:
        self.x, self.y, self.z, self.w = (float(value) for value in values)
        return self

    def _list(self) -> list[float]:
        return [self.x, self.y, self.z, self.w]

    def assign(self, other: Any) -> MQuaternion:
        """Take over another quaternion, Euler angles or a rotation matrix."""
        if isinstance(other, MEulerRotation):
            other = other.asQuaternion()
        elif isinstance(other, MMatrix):
            axes = maths.split_linear(other._a)[2]
            return self._put(maths.matrix_to_quaternion(axes))
        return self._put(other._list())

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> float:
        return self._list()[index]

    def get(self, destination: Any) -> None:
        """Write to memory."""
        pointers.store(destination, "double", *self._list())

    def asMatrix(self) -> MMatrix:
        """The rotation matrix."""
        return MMatrix._made(maths.rotation_matrix(maths.quaternion_to_matrix(self._list())))

    def asEulerRotation(self) -> MEulerRotation:
        """Euler angles in the order xyz."""
        return MEulerRotation._made(maths.quaternion_to_euler(self._list()), 0)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, (int, float)):
            return MQuaternion._made([value * other for value in self._list()])
        if not isinstance(other, MQuaternion):
            return NotImplemented
        return MQuaternion._made(maths.quaternion_multiply(self._list(), other._list()))

    def __imul__(self, other: Any) -> Any:
        return self.assign(self * other)

    def __add__(self, other: Any) -> MQuaternion:
        return MQuaternion._made(np.add(self._list(), other._list()))

    def __sub__(self, other: Any) -> MQuaternion:
        return MQuaternion._made(np.subtract(self._list(), other._list()))

    def __neg__(self) -> MQuaternion:
        return MQuaternion._made([-value for value in self._list()])

    def __eq__(self, other: object) -> bool:
        return self._list() == other._list() if isinstance(other, MQuaternion) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self._list() != other._list() if isinstance(other, MQuaternion) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def isEquivalent(self, other: Any, tolerance: float = 1e-10) -> bool:
        """Whether all numbers agree within a tolerance."""
        return bool(np.allclose(self._list(), other._list(), rtol=0.0, atol=tolerance))

    def negateIt(self) -> MQuaternion:
        """Change all signs."""
        return self.assign(-self)

    def conjugate(self) -> MQuaternion:
        """The vector part negated."""
        return MQuaternion(-self.x, -self.y, -self.z, self.w)

    def conjugateIt(self) -> MQuaternion:
        """Become the conjugate."""
        return self.assign(self.conjugate())

    def inverse(self) -> MQuaternion:
        """The conjugate over the squared length."""
        squared = sum(value * value for value in self._list())
        return self.conjugate() * (1.0 / squared if squared else 1.0)

    def invertIt(self) -> MQuaternion:
        """Become the inverse."""
        return self.assign(self.inverse())

    def normal(self) -> MQuaternion:
        """Of length one."""
        length = math.sqrt(sum(value * value for value in self._list()))
        return self * (1.0 / length) if length else MQuaternion()

    def normalizeIt(self) -> MQuaternion:
        """Become of length one."""
        return self.assign(self.normal())

    def scaleIt(self, factor: float) -> MQuaternion:
        """Multiply all numbers."""
        return self.assign(self * real(factor))

    def log(self) -> MQuaternion:
        """The natural logarithm of a unit quaternion."""
        sine = math.sqrt(self.x**2 + self.y**2 + self.z**2)
        factor = math.atan2(sine, self.w) / sine if sine > 1e-15 else 1.0
        return MQuaternion(self.x * factor, self.y * factor, self.z * factor, 0.0)

    def exp(self) -> MQuaternion:
        """The exponential of a pure quaternion."""
        angle = math.sqrt(self.x**2 + self.y**2 + self.z**2)
        factor = math.sin(angle) / angle if angle > 1e-15 else 1.0
        return MQuaternion(self.x * factor, self.y * factor, self.z * factor, math.cos(angle))

    def getAxisAngle(self, axis: Any, angle: Any) -> bool:
        """Write axis and angle; False if there is no rotation."""
        unit = self.normal()
        sine = math.sqrt(unit.x**2 + unit.y**2 + unit.z**2)
        pointers.store(angle, "double", 2.0 * math.atan2(sine, unit.w))
        if sine < 1e-10:
            axis._put([0.0, 0.0, 1.0])
            return False
        axis._put([unit.x / sine, unit.y / sine, unit.z / sine])
        return True

    def setAxisAngle(self, axis: Any, angle: float) -> MQuaternion:
        """Become the rotation about an axis."""
        return self._put(_about(axis, real(angle)))

    def setToXAxis(self, angle: float) -> MQuaternion:
        """Become the rotation about x."""
        return self.setAxisAngle(MVector.xAxis, angle)

    def setToYAxis(self, angle: float) -> MQuaternion:
        """Become the rotation about y."""
        return self.setAxisAngle(MVector.yAxis, angle)

    def setToZAxis(self, angle: float) -> MQuaternion:
        """Become the rotation about z."""
        return self.setAxisAngle(MVector.zAxis, angle)


MQuaternion.identity = MQuaternion()


def _about(axis: MVector, angle: float) -> list[float]:
    unit = axis.normal()._list()
    sine = math.sin(0.5 * angle)
    return [unit[0] * sine, unit[1] * sine, unit[2] * sine, math.cos(0.5 * angle)]


def _between(start: MVector, goal: MVector) -> list[float]:
    """The shortest rotation from one direction to another."""
    one, two = np.array(start.normal()._list()), np.array(goal.normal()._list())
    cosine = float(one @ two)
    if cosine < -1.0 + 1e-12:
        helper = np.eye(3)[int(np.argmin(np.abs(one)))]
        axis = np.cross(one, helper)
        return [*(axis / np.linalg.norm(axis)).tolist(), 0.0]
    values = np.array([*np.cross(one, two), 1.0 + cosine])
    return (values / np.linalg.norm(values)).tolist()
