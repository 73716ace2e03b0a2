"""Values that are one small row of numbers: vectors, points and colours.

Every value is a view of a numpy row, so an element of an array is a reference into the array as in
Maya's API 2.0.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._core import maths

NUMBER = (int, float, np.integer, np.floating)


def is_number(value: Any) -> bool:
    """Whether Python would accept the value as a C double."""
    return isinstance(value, NUMBER)


def spell(value: float) -> str:
    """A number as Maya's API 2.0 spells it."""
    return f"{float(value):.17g}"


class Row:
    """A fixed number of components with sequence and number protocol."""

    __slots__ = ("_a",)
    __hash__ = None  # type: ignore[assignment]
    _SIZE = 0
    _DTYPE: Any = np.float64
    _DEFAULT: tuple[float, ...] = ()

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._a = np.array(cls._DEFAULT, cls._DTYPE)
        return self

    @classmethod
    def _of(cls, values: Any):
        self = object.__new__(cls)
        self._a = np.array(values, cls._DTYPE)
        return self

    @classmethod
    def _view(cls, values: np.ndarray):
        self = object.__new__(cls)
        self._a = values
        return self

    def __len__(self) -> int:
        return self._SIZE

    def __getitem__(self, index: int) -> float:
        return float(self._a[self._index(index)])

    def __setitem__(self, index: int, value: float) -> None:
        self._a[self._index(index)] = as_number(value)

    def __delitem__(self, index: int) -> None:
        raise TypeError(f"'OpenMaya.{type(self).__name__}' object doesn't support item deletion")

    def _index(self, index: Any) -> int:
        if isinstance(index, slice) or not hasattr(index, "__index__"):
            raise TypeError(f"sequence index must be integer, not '{type(index).__name__}'")
        place = index.__index__()
        if place < 0:
            place += self._SIZE
        if not 0 <= place < self._SIZE:
            raise IndexError(f"{_base_name(self)} index out of range")
        return place

    def __iter__(self):
        return iter(self._a.tolist())

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.array(self._a, dtype=dtype or np.float64)

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, Row) or other._SIZE != self._SIZE:
            return NotImplemented
        return bool((self._a == other._a).all())

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __str__(self) -> str:
        return "(" + ", ".join(spell(value) for value in self._a) + ")"

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.{_base_name(self)}{self}"

    @classmethod
    def _family(cls) -> type:
        return next(base for base in reversed(cls.__mro__) if base in FAMILIES)


def _base_name(value: Any) -> str:
    for kind in type(value).__mro__:
        if kind.__module__ in ("OpenMaya", __name__) or kind.__module__.startswith("maya._api2"):
            return kind.__name__
    return type(value).__name__


def _require(value: Any, kind: Any) -> None:
    if not isinstance(value, kind):
        wanted = kind[0] if isinstance(kind, tuple) else kind
        raise TypeError(f"argument must be {wanted.__name__}, not {type(value).__name__}")


def as_number(value: Any) -> float:
    """The float of a number; anything else is a TypeError."""
    if hasattr(value, "__float__") and not isinstance(value, np.ndarray):
        return float(value)
    raise TypeError(f"must be real number, not {type(value).__name__}")


def matrix_values(value: Any) -> np.ndarray | None:
    """The (4, 4) array of a matrix object, else None."""
    return value._m if isinstance(value, MatrixBase) else None


class MatrixBase:
    """Marks matrix classes so that vectors know them."""

    __slots__ = ()


def components(arguments: tuple[Any, ...], least: int, most: int, what: str) -> list[float]:
    """Numbers given one by one, or as one sequence."""
    values: Any = arguments
    if len(arguments) == 1:
        first = arguments[0]
        if is_number(first) or isinstance(first, (str, bytes)) or not hasattr(first, "__len__"):
            raise TypeError(f"{what} cannot be made from {type(first).__name__}")
        values = list(first)
    if not least <= len(values) <= most:
        raise ValueError(f"{what} takes {least} to {most} numbers, {len(values)} were given")
    return [as_number(value) for value in values]


def _component(place: int) -> property:
    def read(self: Row) -> float:
        return float(self._a[place])

    def write(self: Row, value: float) -> None:
        self._a[place] = as_number(value)

    return property(read, write)


class Comparable(Row):
    """Rows that can be compared within a tolerance."""

    __slots__ = ()

    def isEquivalent(self, other: Any, tolerance: float | None = None) -> bool:
        """Whether all components agree within the tolerance."""
        _require(other, type(self)._family())
        limit = type(self).kTolerance if tolerance is None else tolerance
        return bool((np.abs(self._a.astype(float) - other._a) <= limit).all())


class VectorBase(Comparable):
    """What double and float vectors share."""

    __slots__ = ()
    _SIZE = 3
    _DEFAULT = (0.0, 0.0, 0.0)

    x = _component(0)
    y = _component(1)
    z = _component(2)

    def __init__(self, *arguments: Any) -> None:
        if not arguments:
            return
        if len(arguments) == 1 and isinstance(arguments[0], Row):
            self._a[:] = arguments[0]._a[:3]
            return
        values = components(arguments, 2, 4, type(self).__name__)
        self._a[: min(len(values), 3)] = values[:3]

    def __add__(self, other: Any):
        if isinstance(other, PointBase):
            return POINT_OF[type(self)._family()]._of(_point(self._a[:3] + other._a[:3], other))
        if isinstance(other, VectorBase):
            return self._new(self._a + other._a)
        if is_number(other):
            return self._new(self._a + other)
        return NotImplemented

    def __radd__(self, other: Any):
        return self._new(self._a + other) if is_number(other) else NotImplemented

    def __sub__(self, other: Any):
        if isinstance(other, VectorBase):
            return self._new(self._a - other._a)
        if is_number(other):
            return self._new(self._a - other)
        return NotImplemented

    def __rsub__(self, other: Any):
        return self._new(other - self._a) if is_number(other) else NotImplemented

    def __mul__(self, other: Any):
        if isinstance(other, VectorBase):
            return float(np.dot(self._a, other._a))
        if is_number(other):
            return self._new(self._a * other)
        matrix = matrix_values(other)
        if matrix is not None:
            return self._new(self._a @ matrix[:3, :3])
        if isinstance(other, PointBase):
            return float(np.dot(self._a, other._a[:3]))
        return NotImplemented

    def __rmul__(self, other: Any):
        if is_number(other):
            return self._new(self._a * other)
        matrix = matrix_values(other)
        return NotImplemented if matrix is None else self._new(matrix[:3, :3] @ self._a)

    def __truediv__(self, other: Any):
        return self._new(self._a / as_number(other)) if is_number(other) else NotImplemented

    def __rtruediv__(self, other: Any):
        return NotImplemented

    def __neg__(self):
        return self._new(-self._a)

    def __xor__(self, other: Any):
        if not isinstance(other, VectorBase):
            return NotImplemented
        return self._new(np.cross(self._a.astype(float), other._a.astype(float)))

    def __rxor__(self, other: Any):
        return NotImplemented

    def __iadd__(self, other: Any):
        return self._in_place(self + other)

    def __isub__(self, other: Any):
        return self._in_place(self - other)

    def __imul__(self, other: Any):
        if isinstance(other, VectorBase):
            raise TypeError("a vector cannot be multiplied by a vector in place")
        return self._in_place(self * other)

    def __itruediv__(self, other: Any):
        return self._in_place(self / other)

    def _in_place(self, result: Any):
        self._a[:] = result._a[:3]
        return self

    @classmethod
    def _new(cls, values: Any):
        return cls._family()._of(values)

    def length(self) -> float:
        """Euclidean length."""
        return math.sqrt(float(np.dot(self._a.astype(float), self._a)))

    def normalize(self):
        """Make the length one, in place; a zero vector stays."""
        length = self.length()
        if length > 0.0:
            self._a[:] = self._a / length
        return self

    def normal(self):
        """A copy of length one."""
        return self._new(self._a).normalize()

    def angle(self, other: Any) -> float:
        """Angle to another vector in radians."""
        _require(other, VectorBase)
        first, second = self._a.astype(float), other._a.astype(float)
        cross = np.linalg.norm(np.cross(first, second))
        return math.atan2(float(cross), float(np.dot(first, second)))

    def isParallel(self, other: Any, tolerance: float | None = None) -> bool:
        """Whether both point the same or the opposite way."""
        _require(other, VectorBase)
        limit = type(self).kTolerance if tolerance is None else tolerance
        cosine = np.dot(self.normal()._a.astype(float), other.normal()._a.astype(float))
        return abs(1.0 - abs(float(cosine))) <= limit

    def transformAsNormal(self, matrix: Any):
        """The vector transformed as a surface normal: by the transposed inverse."""
        values = matrix_values(matrix)
        if values is None:
            raise TypeError(f"argument must be MMatrix, not {type(matrix).__name__}")
        linear = values[:3, :3].astype(float)
        return self._new(self._a @ np.linalg.inv(linear).T * np.linalg.det(linear)).normalize()


class MVector(VectorBase):
    """3D vector with double precision."""

    __slots__ = ()
    kTolerance = 1e-10
    kXaxis, kYaxis, kZaxis, kWaxis = 0, 1, 2, 3

    def rotateBy(self, *arguments: Any) -> MVector:
        """The vector rotated by a quaternion or Euler rotation, or about an axis by an angle."""
        if len(arguments) == 2:
            rotation = maths.axis_matrix(int(arguments[0]), float(arguments[1]))
        elif len(arguments) == 1 and hasattr(arguments[0], "_rotation"):
            rotation = arguments[0]._rotation()
        else:
            raise TypeError("rotateBy takes a rotation, or an axis and an angle")
        return MVector._of(self._a @ rotation)

    def rotateTo(self, target: MVector) -> Any:
        """The quaternion that turns this vector into the direction of another."""
        from maya._api2.rotations import MQuaternion

        return MQuaternion(self, target)


class MFloatVector(VectorBase):
    """3D vector with single precision."""

    __slots__ = ()
    _DTYPE = np.float32
    kTolerance = float(np.float32(1e-5))


def _point(values: Any, like: Any) -> np.ndarray:
    return np.append(np.asarray(values, float), float(like._a[3]))


class PointBase(Comparable):
    """What double and float points share."""

    __slots__ = ()
    _SIZE = 4
    _DEFAULT = (0.0, 0.0, 0.0, 1.0)

    x = _component(0)
    y = _component(1)
    z = _component(2)
    w = _component(3)

    def __init__(self, *arguments: Any) -> None:
        if not arguments:
            return
        if len(arguments) == 1 and isinstance(arguments[0], Row):
            source = arguments[0]._a
            size = 3 if isinstance(arguments[0], VectorBase) else 4
            self._a[:size] = source[:size]
            return
        values = components(arguments, 2, 4, type(self).__name__)
        self._a[: len(values)] = values

    @classmethod
    def _new(cls, values: Any):
        return cls._family()._of(values)

    def __add__(self, other: Any):
        if isinstance(other, (VectorBase, PointBase)):
            return self._new(_point(self._a[:3] + other._a[:3].astype(float), self))
        if is_number(other):
            return self._new(_point(self._a[:3] + other, self))
        return NotImplemented

    def __radd__(self, other: Any):
        return self + other if is_number(other) else NotImplemented

    def __sub__(self, other: Any):
        if isinstance(other, PointBase):
            return VECTOR_OF[type(self)._family()]._of(self._cartesian() - other._cartesian())
        if isinstance(other, VectorBase):
            return self._new(_point(self._a[:3] - other._a.astype(float), self))
        if is_number(other):
            return self._new(_point(self._a[:3] - other, self))
        return NotImplemented

    def __rsub__(self, other: Any):
        return NotImplemented

    def _cartesian(self) -> np.ndarray:
        values = self._a.astype(float)
        return values[:3] if values[3] in (0.0, 1.0) else values[:3] / values[3]

    def __mul__(self, other: Any):
        if is_number(other):
            return self._new(_point(self._a[:3] * other, self))
        matrix = matrix_values(other)
        if matrix is not None:
            return self._new(self._a @ matrix)
        if isinstance(other, (VectorBase, PointBase)):
            return float(np.dot(self._a[:3].astype(float), other._a[:3]))
        return NotImplemented

    def __rmul__(self, other: Any):
        if is_number(other):
            return self * other
        matrix = matrix_values(other)
        return NotImplemented if matrix is None else self._new(matrix @ self._a)

    def __truediv__(self, other: Any):
        if not is_number(other):
            return NotImplemented
        return self._new(_point(self._a[:3] / as_number(other), self))

    def __rtruediv__(self, other: Any):
        return NotImplemented

    def __iadd__(self, other: Any):
        return self._in_place(self + other)

    def __isub__(self, other: Any):
        if isinstance(other, PointBase):
            raise TypeError("a point cannot be subtracted from a point in place")
        return self._in_place(self - other)

    def __imul__(self, other: Any):
        return self._in_place(self * other)

    def _in_place(self, result: Any):
        self._a[:] = result._a
        return self

    def cartesianize(self):
        """Divide by w in place."""
        if self._a[3] not in (0.0, 1.0):
            self._a[:] = self._a / self._a[3]
        return self

    def rationalize(self):
        """Turn (Wx, Wy, Wz, W) into (x, y, z, W) in place."""
        if self._a[3] not in (0.0, 1.0):
            self._a[:3] = self._a[:3] / self._a[3]
        return self

    def homogenize(self):
        """Turn (x, y, z, W) into (Wx, Wy, Wz, W) in place."""
        self._a[:3] = self._a[:3] * self._a[3]
        return self

    def distanceTo(self, other: Any) -> float:
        """Distance to another point."""
        _require(other, PointBase)
        return float(np.linalg.norm(self._cartesian() - other._cartesian()))


class MPoint(PointBase):
    """3D point with double precision."""

    __slots__ = ()
    kTolerance = 1e-10


class MFloatPoint(PointBase):
    """3D point with single precision."""

    __slots__ = ()
    _DTYPE = np.float32
    kTolerance = float(np.float32(1e-5))


FAMILIES = (MVector, MFloatVector, MPoint, MFloatPoint)
POINT_OF = {MVector: MPoint, MFloatVector: MFloatPoint}
VECTOR_OF = {MPoint: MVector, MFloatPoint: MFloatVector}

for _kind in (MVector, MFloatVector):
    _kind.kZeroVector = _kind()
    _kind.kOneVector = _kind(1, 1, 1)
    for _axis, _letter in enumerate("XYZ"):
        _unit = [0.0, 0.0, 0.0]
        _unit[_axis] = 1.0
        setattr(_kind, f"k{_letter}axisVector", _kind(_unit))
        setattr(_kind, f"k{_letter}negAxisVector", -_kind(_unit))
MPoint.kOrigin = MPoint()
MFloatPoint.kOrigin = MFloatPoint()
