"""``MAngle``, ``MDistance``, ``MTime`` and ``MTimeRange``: numbers with units."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from maya._api2.rows import as_number, is_number, spell
from maya._core import units
from maya._core.data import TICKS_PER_SECOND
from maya._core.session import session


class Quantity:
    """A value and its unit."""

    __slots__ = ("_unit", "_value")
    _DEFAULT_UNIT = 0

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._value, self._unit = 0.0, cls._DEFAULT_UNIT
        return self

    def __init__(self, value: Any = None, unit: int | None = None) -> None:
        if isinstance(value, type(self)._base()):
            self._value, self._unit = value._value, value._unit
            return
        if value is not None:
            self._value = as_number(value)
        if unit is not None:
            self._unit = self._checked(unit)

    @classmethod
    def _base(cls) -> type:
        return next(kind for kind in reversed(cls.__mro__) if kind not in (object, Quantity))

    @classmethod
    def _checked(cls, unit: Any) -> int:
        if not isinstance(unit, int):
            raise TypeError(f"unit must be an integer, not {type(unit).__name__}")
        if unit not in cls._sizes():
            raise ValueError(f"invalid unit {unit}")
        return unit

    @classmethod
    def _sizes(cls) -> dict[int, Any]:
        raise NotImplementedError

    @property
    def value(self) -> float:
        """The number, in ``unit``."""
        return self._value

    @value.setter
    def value(self, value: float) -> None:
        self._value = as_number(value)

    @property
    def unit(self) -> int:
        """One of the unit constants."""
        return self._unit

    @unit.setter
    def unit(self, unit: int) -> None:
        self._unit = self._checked(unit)

    def __str__(self) -> str:
        return spell(self._value)

    def __repr__(self) -> str:
        name = type(self)._base().__name__
        return f"maya.api.OpenMaya.{name}({spell(self._value)}, {self._unit})"


_ANGLES = {1: 1.0, 2: math.radians(1.0), 3: math.radians(1.0) / 60, 4: math.radians(1.0) / 3600}


class MAngle(Quantity):
    """An angle."""

    __slots__ = ()
    kInvalid, kRadians, kDegrees, kAngMinutes, kAngSeconds, kLast = range(6)
    _DEFAULT_UNIT = 1

    @classmethod
    def _sizes(cls) -> dict[int, Any]:
        return _ANGLES

    def asUnits(self, unit: int) -> float:
        """The angle in another unit."""
        self._checked(unit)
        if unit == self._unit:
            return self._value
        if (self._unit, unit) == (1, 2):
            return math.degrees(self._value)
        return self._value * _ANGLES[self._unit] / _ANGLES[unit]

    def asRadians(self) -> float:
        """The angle in radians."""
        return self.asUnits(1)

    def asDegrees(self) -> float:
        """The angle in degrees."""
        return self.asUnits(2)

    def asAngMinutes(self) -> float:
        """The angle in minutes of arc."""
        return self.asUnits(3)

    def asAngSeconds(self) -> float:
        """The angle in seconds of arc."""
        return self.asUnits(4)

    @staticmethod
    def internalUnit() -> int:
        """Radians."""
        return MAngle.kRadians

    @staticmethod
    def uiUnit() -> int:
        """The unit that the user works in."""
        return MAngle.kDegrees if session.scene.units["angle"] == "deg" else MAngle.kRadians

    @staticmethod
    def setUIUnit(newUnit: int) -> None:
        """Change the unit that the user works in."""
        if newUnit not in (MAngle.kRadians, MAngle.kDegrees):
            raise ValueError("invalid unit")
        session.scene.units["angle"] = "deg" if newUnit == MAngle.kDegrees else "rad"
        session.events.send("unit_changed", "angle")

    @staticmethod
    def internalToUI(internalValue: float) -> float:
        """Radians in the user's unit."""
        return MAngle(internalValue).asUnits(MAngle.uiUnit())

    @staticmethod
    def uiToInternal(uiValue: float) -> float:
        """The user's unit in radians."""
        return MAngle(uiValue, MAngle.uiUnit()).asRadians()


_LENGTH_NAMES = {1: "in", 2: "ft", 3: "yd", 4: "mi", 5: "mm", 6: "cm", 7: "km", 8: "m"}


class MDistance(Quantity):
    """A length."""

    __slots__ = ()
    kInvalid, kInches, kFeet, kYards, kMiles = range(5)
    kMillimeters, kCentimeters, kKilometers, kMeters, kLast = range(5, 10)
    _DEFAULT_UNIT = 6

    @classmethod
    def _sizes(cls) -> dict[int, Any]:
        return _LENGTH_NAMES

    def asUnits(self, unit: int) -> float:
        """The length in another unit."""
        self._checked(unit)
        if unit == self._unit:
            return self._value
        sizes = units.CENTIMETRES
        return self._value * sizes[_LENGTH_NAMES[self._unit]] / sizes[_LENGTH_NAMES[unit]]

    @staticmethod
    def internalUnit() -> int:
        """Centimetres."""
        return MDistance.kCentimeters

    @staticmethod
    def uiUnit() -> int:
        """The unit that the user works in."""
        name = session.scene.units["linear"]
        return next(unit for unit, word in _LENGTH_NAMES.items() if word == name)

    @staticmethod
    def setUIUnit(newUnit: int) -> None:
        """Change the unit that the user works in."""
        session.scene.units["linear"] = _LENGTH_NAMES[MDistance._checked(newUnit)]
        session.events.send("unit_changed", "linear")

    @staticmethod
    def internalToUI(internalValue: float) -> float:
        """Centimetres in the user's unit."""
        return MDistance(internalValue).asUnits(MDistance.uiUnit())

    @staticmethod
    def uiToInternal(uiValue: float) -> float:
        """The user's unit in centimetres."""
        return MDistance(uiValue, MDistance.uiUnit()).asUnits(MDistance.kCentimeters)


def _length_method(unit: int, word: str) -> Any:
    def method(self: MDistance) -> float:
        return self.asUnits(unit)

    method.__doc__ = f"The length in {word}."
    method.__name__ = f"as{word.capitalize()}"
    return method


for _unit, _word in enumerate(
    ("inches", "feet", "yards", "miles", "millimeters", "centimeters", "kilometers", "meters"), 1
):
    setattr(MDistance, f"as{_word.capitalize()}", _length_method(_unit, _word))

_RATES = {1: "hour", 2: "min", 3: "sec", 4: "millisec", 5: "game", 6: "film", 7: "pal"}
_RATES |= {8: "ntsc", 9: "show", 10: "palf", 11: "ntscf"}
_RATES |= {
    unit: f"{rate}fps"
    for unit, rate in enumerate(
        [
            *(2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 40, 75, 80, 100, 120, 125, 150, 200, 240, 250),
            *(300, 375, 400, 500, 600, 750, 1200, 1500, 2000, 3000, 6000),
        ],
        12,
    )
}
_RATES |= {43: "23.976fps", 44: "29.97fps", 45: "29.97df", 46: "47.952fps", 47: "59.94fps"}
_RATES |= {48: "44100fps", 49: "48000fps", 50: "90fps", 51: "119.88fps"}
_NUMBER = {word: unit for unit, word in _RATES.items()}


def _rate(unit: int) -> Fraction:
    word = _RATES[unit]
    return Fraction(120000, 1001) if word == "119.88fps" else units.FRAME_RATES[word]


class MTime(Quantity):
    """A point in time or a duration."""

    __slots__ = ()
    _DEFAULT_UNIT = 6

    def __init__(self, value: Any = None, unit: int | None = None) -> None:
        if value is None and unit is None:
            self._unit = MTime.uiUnit()
        super().__init__(value, unit)

    @classmethod
    def _sizes(cls) -> dict[int, Any]:
        return _RATES

    @classmethod
    def _ticks(cls, ticks: int) -> MTime:
        unit = MTime.uiUnit()
        return MTime(float(Fraction(ticks) * _rate(unit) / TICKS_PER_SECOND), unit)

    def _exact(self) -> Fraction:
        """Seconds."""
        return Fraction(self._value) / _rate(self._unit)

    def _as_ticks(self) -> int:
        return round(self._exact() * TICKS_PER_SECOND)

    @property
    def unit(self) -> int:
        """Unit of the value; a change of it keeps the time and changes the value."""
        return self._unit

    @unit.setter
    def unit(self, unit: int) -> None:
        self._value, self._unit = self.asUnits(unit), unit

    def asUnits(self, unit: int) -> float:
        """The time in another unit."""
        if self._checked(unit) == self._unit:
            return self._value
        return float(self._exact() * _rate(unit))

    @staticmethod
    def uiUnit() -> int:
        """The unit that the user works in."""
        return _NUMBER[session.scene.units["time"]]

    @staticmethod
    def setUIUnit(newUnit: int) -> None:
        """Change the unit that the user works in."""
        session.scene.units["time"] = _RATES[MTime._checked(newUnit)]
        session.events.send("unit_changed", "time")

    @staticmethod
    def ticksPerSecond() -> int:
        """Resolution of Maya's time."""
        return TICKS_PER_SECOND

    def _other(self, other: Any) -> float | None:
        if isinstance(other, MTime):
            return other.asUnits(self._unit)
        return float(other) if is_number(other) else None

    def __add__(self, other: Any):
        value = self._other(other)
        return NotImplemented if value is None else MTime(self._value + value, self._unit)

    __radd__ = __add__

    def __sub__(self, other: Any):
        value = self._other(other)
        return NotImplemented if value is None else MTime(self._value - value, self._unit)

    def __rsub__(self, other: Any):
        return MTime(other - self._value, self._unit) if is_number(other) else NotImplemented

    def __mul__(self, other: Any):
        return MTime(self._value * other, self._unit) if is_number(other) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Any):
        if isinstance(other, MTime):
            return self._value / other.asUnits(self._unit)
        return MTime(self._value / other, self._unit) if is_number(other) else NotImplemented

    def __rtruediv__(self, other: Any):
        return NotImplemented

    def _in_place(self, result: Any):
        if not isinstance(result, MTime):
            raise TypeError("unsupported operand for an MTime")
        self._value = result._value
        return self

    def __iadd__(self, other: Any):
        return self._in_place(self + other)

    def __isub__(self, other: Any):
        return self._in_place(self - other)

    def __imul__(self, other: Any):
        return self._in_place(self * other)

    def __itruediv__(self, other: Any):
        return self._in_place(self / other)

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> Any:
        return self._as_ticks() == other._as_ticks() if isinstance(other, MTime) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._as_ticks() != other._as_ticks() if isinstance(other, MTime) else NotImplemented

    def __lt__(self, other: Any) -> Any:
        return self._as_ticks() < other._as_ticks() if isinstance(other, MTime) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return self._as_ticks() <= other._as_ticks() if isinstance(other, MTime) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return self._as_ticks() > other._as_ticks() if isinstance(other, MTime) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return self._as_ticks() >= other._as_ticks() if isinstance(other, MTime) else NotImplemented


MTime.kInvalid, MTime.kUserDef, MTime.kLast = 0, 52, 53
MTime.kHours, MTime.kMinutes, MTime.kSeconds, MTime.kMilliseconds = 1, 2, 3, 4
MTime.kGames = MTime.k15FPS = 5
MTime.kFilm = MTime.k24FPS = 6
MTime.kPALFrame = MTime.k25FPS = 7
MTime.kNTSCFrame = MTime.k30FPS = 8
MTime.kShowScan = MTime.k48FPS = 9
MTime.kPALField = MTime.k50FPS = 10
MTime.kNTSCField = MTime.k60FPS = 11
for _unit, _word in _RATES.items():
    if _unit > 11:
        _name = _word.replace(".", "_").replace("fps", "FPS").replace("df", "DF")
        setattr(MTime, f"k{_name}", _unit)


class MTimeRange:
    """A closed interval of time."""

    __slots__ = ("_end", "_start")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, *arguments: Any) -> None:
        self._start = self._end = None
        if len(arguments) == 1 and isinstance(arguments[0], MTimeRange):
            self._start, self._end = arguments[0]._start, arguments[0]._end
        elif len(arguments) == 2:
            times = sorted((MTime(time) for time in arguments), key=MTime._as_ticks)
            self._start, self._end = times
        elif arguments:
            raise TypeError("MTimeRange takes a range, or two times")

    def empty(self) -> bool:
        """Whether nothing lies inside."""
        return self._start is None

    def contains(self, time: MTime) -> bool:
        """Whether a time lies inside."""
        return not self.empty() and self._start <= time <= self._end

    def intersects(self, other: MTimeRange) -> bool:
        """Whether two ranges have a time in common."""
        if self.empty() or other.empty():
            return False
        return self._start <= other._end and other._start <= self._end

    def __or__(self, other: MTimeRange):
        if not isinstance(other, MTimeRange):
            return NotImplemented
        if self.empty() or other.empty():
            return MTimeRange(other if self.empty() else self)
        start = min(self._start, other._start)
        return MTimeRange(start, max(self._end, other._end))

    __ror__ = __or__

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, MTimeRange):
            return NotImplemented
        if self.empty() or other.empty():
            return self.empty() and other.empty()
        return self._start == other._start and self._end == other._end

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __str__(self) -> str:
        return "[]" if self.empty() else f"[{self._start}, {self._end}]"

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.MTimeRange({self})"
