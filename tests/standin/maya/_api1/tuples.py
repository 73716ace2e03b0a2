"""Vectors, points and colours of both precisions."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from maya._core import maths

from . import pointers
from .swig import SwigObject, named, real, wrong_arguments


class NumberTuple(SwigObject):
    """A few numbers: a list of its own, or a row of an array (then writing changes the array)."""

    _size = 3
    _start: tuple[float, ...] = (0.0, 0.0, 0.0)
    _single = False

    def __init__(self, *values: Any) -> None:
        self._v: Any = self._rounded(self._from(values))

    @classmethod
    def _rounded(cls, values: Sequence[float]) -> list[float]:
        if cls._single:
            with np.errstate(over="ignore"):
                return np.asarray(values, np.float32).tolist()
        return list(values)

    @classmethod
    def _made(cls, values: Any) -> Any:
        """A new one of this class from plain floats."""
        new = cls.__new__(cls)
        new._v = cls._rounded(values)
        return new

    @classmethod
    def _row(cls, row: np.ndarray) -> Any:
        """A reference into an array."""
        new = cls.__new__(cls)
        new._v = row
        return new

    def _from(self, values: tuple[Any, ...]) -> list[float]:
        start = list(self._start)
        if not values:
            return start
        first = values[0]
        if len(values) == 1 and isinstance(first, NumberTuple):
            given = first._list()[: self._size]
            return given + start[len(given) :]
        if len(values) == 1 and pointers.is_pointer(first):
            return self._from_pointer(first)
        if 2 <= len(values) <= self._size:
            given = [real(value) for value in values]
            return given + start[len(given) :]
        raise wrong_arguments(f"new_{type(self).__name__}", values)

    def _from_pointer(self, pointer: Any) -> list[float]:
        kind = "double" if pointers.is_pointer(pointer, "double") else "float"
        return pointers.load(pointer, kind, self._size)

    def _list(self) -> list[float]:
        """All numbers as plain floats."""
        values = self._v
        return values if type(values) is list else values.tolist()

    def _put(self, values: Sequence[float]) -> Any:
        """Write all numbers in place."""
        self._v[:] = self._rounded(values)
        return self

    def assign(self, other: Any) -> Any:
        """Take over the numbers of another one."""
        if not isinstance(other, NumberTuple):
            raise wrong_arguments(f"{type(self).__name__}_assign", (other,))
        return self._put(self._from((other,)))

    def __getitem__(self, index: int) -> float:
        if not 0 <= index < self._size:
            raise IndexError("index out of range")
        return float(self._v[index])

    __call__ = __getitem__

    def get(self, destination: Any) -> None:
        """Write the numbers to memory."""
        kind = "double" if pointers.is_pointer(destination, "double") else "float"
        pointers.store(destination, kind, *self._list())

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._list() == other._list()

    def __ne__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._list() != other._list()

    __hash__ = None  # type: ignore[assignment]


class _Comparable(NumberTuple):
    """Tuples that are compared within a tolerance."""

    def isEquivalent(self, other: Any, tolerance: float | None = None) -> bool:
        """Whether all numbers agree within a tolerance."""
        if type(other) is not type(self):
            raise wrong_arguments(f"{type(self).__name__}_isEquivalent", (other,))
        limit = (1e-5 if self._single else 1e-10) if tolerance is None else tolerance
        pairs = zip(self._list(), other._list(), strict=True)
        return all(abs(one - two) <= limit for one, two in pairs)


def _component(index: int) -> property:
    def get(self: NumberTuple) -> float:
        return float(self._v[index])

    def put(self: NumberTuple, value: float) -> None:
        self._v[index] = self._rounded([real(value)])[0] if self._single else real(value)

    return property(get, put)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.number))


class _Vector(_Comparable):
    """What MVector and MFloatVector share."""

    x, y, z = _component(0), _component(1), _component(2)

    def __add__(self, other: Any) -> Any:
        if not isinstance(other, _Vector):
            return NotImplemented
        return self._made([a + b for a, b in zip(self._list(), other._list(), strict=True)])

    def __sub__(self, other: Any) -> Any:
        if not isinstance(other, _Vector):
            return NotImplemented
        return self._made([a - b for a, b in zip(self._list(), other._list(), strict=True)])

    def __neg__(self) -> Any:
        return self._made([-value for value in self._list()])

    def __mul__(self, other: Any) -> Any:
        if type(other) is type(self):
            return sum(a * b for a, b in zip(self._list(), other._list(), strict=True))
        if _is_number(other):
            return self._made([value * float(other) for value in self._list()])
        matrix = getattr(other, "_a", None)
        if isinstance(matrix, np.ndarray):
            return self._made((np.array(self._list()) @ matrix[:3, :3]).tolist())
        return NotImplemented

    def __truediv__(self, other: float) -> Any:
        return self._made([value / real(other) for value in self._list()])

    def __xor__(self, other: Any) -> Any:
        if not isinstance(other, _Vector):
            return NotImplemented
        ax, ay, az = self._list()
        bx, by, bz = other._list()
        return self._made([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])

    def __iadd__(self, other: Any) -> Any:
        return self._put((self + other)._v)

    def __isub__(self, other: Any) -> Any:
        return self._put((self - other)._v)

    def __imul__(self, other: Any) -> Any:
        product = self * other
        return self._put(product._v) if isinstance(product, _Vector) else NotImplemented

    def __itruediv__(self, other: Any) -> Any:
        return self._put((self / other)._v)

    def length(self) -> float:
        """The Euclidean length."""
        return math.sqrt(sum(value * value for value in self._list()))

    def normal(self) -> Any:
        """The unit vector of the same direction; zero stays zero."""
        length = self.length()
        return self._made([value / length for value in self._list()] if length else self._list())

    def normalize(self) -> None:
        """Bring the length to one."""
        self._put(self.normal()._v)

    def angle(self, other: Any) -> float:
        """The angle to another vector in radians."""
        cross = (self ^ other).length()
        return math.atan2(cross, self * type(self)(other))

    def isParallel(self, other: Any, tolerance: float | None = None) -> bool:
        """Whether both point the same way."""
        limit = (1e-5 if self._single else 1e-10) if tolerance is None else tolerance
        one, two = self.normal(), other.normal()
        return abs(one * two - 1.0) <= limit


class MVector(_Vector):
    """Three doubles."""

    kXaxis, kYaxis, kZaxis, kWaxis = range(4)

    def rotateBy(self, *values: Any) -> Any:
        """Rotated by Euler angles, an axis and an angle, or a quaternion."""
        return self._made((np.array(self._list()) @ _rotation(values)).tolist())

    def rotateTo(self, other: Any) -> Any:
        """The quaternion that turns this vector to another."""
        from .rotations import MQuaternion

        return MQuaternion(self, other)

    def transformAsNormal(self, matrix: Any) -> Any:
        """Through the inverse transpose, as normals transform."""
        inverse = np.linalg.inv(matrix._a[:3, :3])
        return self._made((np.array(self._list()) @ inverse.T).tolist())


def _rotation(values: tuple[Any, ...]) -> np.ndarray:
    """The (3, 3) matrix that the overloads of ``rotateBy`` describe."""
    from .rotations import MEulerRotation, MQuaternion

    if len(values) == 1 and isinstance(values[0], (MEulerRotation, MQuaternion)):
        return values[0].asMatrix()._a[:3, :3]
    if len(values) == 4:
        return maths.quaternion_to_matrix([real(value) for value in values])
    if len(values) == 2 and pointers.is_pointer(values[0]):
        angles = pointers.load(values[0], "double", 3)
        return maths.euler_to_matrix(angles, max(int(values[1]) - 1, 0))
    if len(values) == 2 and isinstance(values[0], int):
        return maths.axis_matrix(values[0], real(values[1]))
    if len(values) == 2 and isinstance(values[0], MVector):
        return MQuaternion(values[1], values[0]).asMatrix()._a[:3, :3]
    raise wrong_arguments("MVector_rotateBy", values)


class MFloatVector(_Vector):
    """Three floats."""

    _single = True


class _Point(_Comparable):
    """What MPoint and MFloatPoint share."""

    _size = 4
    _start = (0.0, 0.0, 0.0, 1.0)
    _vector: type = MVector
    x, y, z, w = (_component(index) for index in range(4))

    def __len__(self) -> int:
        return 4

    def __add__(self, other: Any) -> Any:
        if not isinstance(other, _Vector):
            return NotImplemented
        x, y, z, w = self._list()
        dx, dy, dz = other._list()
        return self._made([x + dx, y + dy, z + dz, w])

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, _Point):
            one, two = self._cartesian(), other._cartesian()
            return self._vector._made([a - b for a, b in zip(one, two, strict=True)])
        if not isinstance(other, _Vector):
            return NotImplemented
        x, y, z, w = self._list()
        dx, dy, dz = other._list()
        return self._made([x - dx, y - dy, z - dz, w])

    def __mul__(self, other: Any) -> Any:
        if _is_number(other):
            x, y, z, w = self._list()
            factor = float(other)
            return self._made([x * factor, y * factor, z * factor, w])
        matrix = getattr(other, "_a", None)
        if isinstance(matrix, np.ndarray):
            return self._made((np.array(self._list()) @ matrix).tolist())
        return NotImplemented

    def __truediv__(self, other: float) -> Any:
        x, y, z, w = self._list()
        divisor = real(other)
        return self._made([x / divisor, y / divisor, z / divisor, w])

    def __iadd__(self, other: Any) -> Any:
        return self._put((self + other)._v)

    def __isub__(self, other: Any) -> Any:
        return self._put((self - other)._v)

    def __imul__(self, other: Any) -> Any:
        return self._put((self * other)._v)

    def _cartesian(self) -> list[float]:
        x, y, z, w = self._list()
        return [x, y, z] if w in (0.0, 1.0) else [x / w, y / w, z / w]

    def cartesianize(self) -> Any:
        """Divide by w, so that w is one."""
        return self._put([*self._cartesian(), 1.0])

    def rationalize(self) -> Any:
        """From (wx, wy, wz, w) to (x, y, z, w)."""
        return self._put([*self._cartesian(), self.w])

    def homogenize(self) -> Any:
        """From (x, y, z, w) to (wx, wy, wz, w)."""
        x, y, z, w = self._list()
        return self._put([x * w, y * w, z * w, w])

    def distanceTo(self, other: Any) -> float:
        """The distance to another point."""
        return math.dist(self._cartesian(), other._cartesian())


@named("MPoint")
class MPoint(_Point):
    """Four doubles; w is one unless given."""


@named("MFloatPoint")
class MFloatPoint(_Point):
    """Four floats; w is one unless given."""

    _single = True
    _vector = MFloatVector

    def setCast(self, source: Any) -> None:
        """Take over the numbers of a point, a vector or four doubles."""
        self._put(MFloatPoint(source)._v)


class MColor(NumberTuple):
    """Red, green, blue and alpha."""

    _size = 4
    _start = (0.0, 0.0, 0.0, 1.0)
    _single = True
    r, g, b, a = (_component(index) for index in range(4))
    kRGB, kHSV, kCMY, kCMYK = range(4)

    def __init__(self, *values: Any) -> None:
        if len(values) in (4, 5) and isinstance(values[0], int) and not isinstance(values[-1], int):
            if len(values) == 5:
                super().__init__()
                self.set(*values)
                return
        elif len(values) == 5:
            super().__init__()
            self.set(*values)
            return
        if len(values) == 1 and _is_number(values[0]):
            values = (values[0],) * 3
        super().__init__(*values)

    def __add__(self, other: Any) -> Any:
        if not isinstance(other, MColor):
            return NotImplemented
        return self._made([a + b for a, b in zip(self._list(), other._list(), strict=True)])

    def __sub__(self, other: Any) -> Any:
        if not isinstance(other, MColor):
            return NotImplemented
        return self._made([a - b for a, b in zip(self._list(), other._list(), strict=True)])

    def __neg__(self) -> Any:
        red, green, blue, alpha = self._list()
        return self._made([1.0 - red, 1.0 - green, 1.0 - blue, alpha])

    def __mul__(self, other: Any) -> Any:
        if _is_number(other):
            red, green, blue, alpha = self._list()
            factor = float(other)
            return self._made([red * factor, green * factor, blue * factor, alpha])
        if isinstance(other, MColor):
            return self._made([a * b for a, b in zip(self._list(), other._list(), strict=True)])
        return NotImplemented

    def __truediv__(self, other: float) -> Any:
        return self * (1.0 / real(other))

    def __iadd__(self, other: Any) -> Any:
        return self._put((self + other)._v)

    def __imul__(self, other: Any) -> Any:
        return self._put((self * other)._v)

    def __itruediv__(self, other: Any) -> Any:
        return self._put((self / other)._v)

    def set(self, model: int, one: float, two: float, three: float, alpha: float = 1.0) -> bool:
        """Set from a colour model; hue in degrees."""
        rgb: Sequence[float] = (one, two, three)
        if model == self.kHSV:
            rgb = colorsys.hsv_to_rgb(one / 360.0, two, three)
        elif model == self.kCMY:
            rgb = (1.0 - one, 1.0 - two, 1.0 - three)
        elif model == self.kCMYK:
            rgb = tuple((1.0 - value) * (1.0 - alpha) for value in (one, two, three))
            alpha = 1.0
        elif model != self.kRGB:
            raise RuntimeError("(kInvalidParameter): Unknown colour model")
        self._put([*rgb, alpha])
        return True

    def get(self, *destinations: Any) -> bool:
        """Write to memory: ``get(ptr)`` or ``get(model, ptr, ptr, ptr[, ptr])``."""
        red, green, blue, alpha = self._list()
        if len(destinations) == 1:
            pointers.store(destinations[0], "float", red, green, blue)
            return True
        model, *places = destinations
        values = [red, green, blue]
        if model == self.kHSV:
            hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
            values = [hue * 360.0, saturation, value]
        elif model == self.kCMY:
            values = [1.0 - red, 1.0 - green, 1.0 - blue]
        elif model != self.kRGB:
            raise NotImplementedError("stand-in: MColor.get in CMYK")
        for place, value in zip(places, [*values, alpha], strict=False):
            pointers.store(place, "float", value)
        return True


def _constant(cls: Any, name: str, *values: float) -> None:
    setattr(cls, name, cls._made(values))


for _cls in (MVector, MFloatVector):
    _constant(_cls, "zero", 0.0, 0.0, 0.0)
    _constant(_cls, "one", 1.0, 1.0, 1.0)
    for _place, _axis in enumerate("xyz"):
        _unit = [0.0, 0.0, 0.0]
        _unit[_place] = 1.0
        _constant(_cls, f"{_axis}Axis", *_unit)
        _constant(_cls, f"{_axis}NegAxis", *[-value for value in _unit])
for _cls in (MPoint, MFloatPoint):
    _constant(_cls, "origin", 0.0, 0.0, 0.0, 1.0)
_constant(MColor, "kOpaqueBlack", 0.0, 0.0, 0.0, 1.0)
