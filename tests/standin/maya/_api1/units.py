"""Angles, lengths and times with their units."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, ClassVar

from maya._core import units as core_units
from maya._core.data import TICKS_PER_SECOND
from maya._core.session import session

from .swig import SwigObject, named, real, wrong_arguments


class _Measure(SwigObject):
    """A number and its unit; ``_sizes`` are the units in internal ones."""

    _sizes: tuple[float, ...] = ()
    _internal = 0
    _word = ""
    _ui_words: ClassVar[dict[str, int]] = {}

    def __init__(self, *values: Any) -> None:
        self._value = 0.0
        self._unit = self._internal
        if len(values) == 1 and isinstance(values[0], type(self)):
            self.assign(values[0])
        elif len(values) in (1, 2):
            self._value = real(values[0])
            if len(values) == 2:
                self._unit = self._checked(values[1])
        elif values:
            raise wrong_arguments(f"new_{type(self).__name__}", values)

    @classmethod
    def _checked(cls, unit: int) -> int:
        if not 0 < unit < len(cls._sizes):
            raise RuntimeError("(kInvalidParameter): Invalid unit")
        return unit

    def assign(self, other: Any) -> Any:
        """Take over number and unit."""
        self._value, self._unit = other._value, other._unit
        return self

    def value(self) -> float:
        """The number in its own unit."""
        return self._value

    def setValue(self, value: float) -> None:
        """Set the number."""
        self._value = real(value)

    def unit(self) -> int:
        """The unit."""
        return self._unit

    def setUnit(self, unit: int) -> None:
        """Set the unit; the number stays."""
        self._unit = self._checked(unit)

    def asUnits(self, unit: int) -> float:
        """The number in another unit."""
        self._checked(unit)
        return self._value * self._sizes[self._unit] / self._sizes[unit]

    @classmethod
    def internalUnit(cls) -> int:
        """The unit that Maya calculates in."""
        return cls._internal

    @classmethod
    def setInternalUnit(cls, unit: int) -> None:
        """Obsolete in Maya: the internal unit is fixed."""
        if unit != cls._internal:
            raise RuntimeError("(kFailure): The internal unit cannot be changed")

    @classmethod
    def uiUnit(cls) -> int:
        """The unit of the user interface."""
        return cls._ui_words[session.scene.units[cls._word]]

    @classmethod
    def setUIUnit(cls, unit: int) -> None:
        """Set the unit of the user interface."""
        words = {number: word for word, number in cls._ui_words.items()}
        if unit not in words:
            raise RuntimeError("(kInvalidParameter): Invalid unit")
        session.scene.units[cls._word] = words[unit]
        session.events.send("unit_changed", cls._word)

    @classmethod
    def uiToInternal(cls, value: float) -> float:
        """A number of the user interface as an internal one."""
        return real(value) * cls._sizes[cls.uiUnit()] / cls._sizes[cls._internal]

    @classmethod
    def internalToUI(cls, value: float) -> float:
        """An internal number as the user interface shows it."""
        return real(value) * cls._sizes[cls._internal] / cls._sizes[cls.uiUnit()]


def _as(unit: int) -> Any:
    return lambda self: self.asUnits(unit)


@named("MAngle")
class MAngle(_Measure):
    """An angle."""

    kInvalid, kRadians, kDegrees, kAngMinutes, kAngSeconds, kLast = range(6)
    _sizes = (0.0, 1.0, math.radians(1), math.radians(1) / 60, math.radians(1) / 3600)
    _internal = kRadians
    _word = "angle"
    _ui_words: ClassVar[dict[str, int]] = {"rad": kRadians, "deg": kDegrees}
    asRadians, asDegrees, asAngMinutes, asAngSeconds = (_as(unit) for unit in range(1, 5))


@named("MDistance")
class MDistance(_Measure):
    """A length."""

    kInvalid, kInches, kFeet, kYards, kMiles = range(5)
    kMillimeters, kCentimeters, kKilometers, kMeters, kLast = range(5, 10)
    _sizes = (0.0, 2.54, 30.48, 91.44, 160934.4, 0.1, 1.0, 100000.0, 100.0)
    _internal = kCentimeters
    _word = "linear"
    _ui_words: ClassVar[dict[str, int]] = {
        "in": 1,
        "ft": 2,
        "yd": 3,
        "mi": 4,
        "mm": 5,
        "cm": 6,
        "km": 7,
        "m": 8,
    }
    asInches, asFeet, asYards, asMiles = (_as(unit) for unit in range(1, 5))
    asMillimeters, asCentimeters, asKilometers, asMeters = (_as(unit) for unit in range(5, 9))


setattr(MAngle, "as", MAngle.asUnits)
setattr(MDistance, "as", MDistance.asUnits)

_UNIT_WORDS = {  # unit number -> word of currentUnit
    **dict(enumerate(("hour", "min", "sec", "millisec", "game", "film", "pal", "ntsc", "show"), 1)),
    10: "palf",
    11: "ntscf",
    43: "23.976fps",
    44: "29.97fps",
    45: "29.97df",
    46: "47.952fps",
    47: "59.94fps",
    48: "44100fps",
    49: "48000fps",
    50: "90fps",
}
_RATES = (
    *(2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 40, 75, 80, 100, 120, 125, 150, 200, 240, 250, 300, 375),
    *(400, 500, 600, 750, 1200, 1500, 2000, 3000, 6000),
)
_UNIT_WORDS.update({unit: f"{rate}fps" for unit, rate in enumerate(_RATES, 12)})


@named("MTime")
class MTime(SwigObject):
    """A time as a number of a unit; compared and converted through exact fractions."""

    def __init__(self, *values: Any) -> None:
        self._value = 0.0
        self._unit = MTime.kFilm
        if len(values) == 1 and isinstance(values[0], MTime):
            self.assign(values[0])
        elif len(values) in (1, 2):
            self._value = real(values[0])
            if len(values) == 2:
                self._unit = _checked_unit(values[1])
        elif values:
            raise wrong_arguments("new_MTime", values)

    @classmethod
    def _from_ticks(cls, ticks: int, unit: int | None = None) -> MTime:
        """A time of the core, in the unit of the user interface."""
        made = cls()
        made._unit = cls.uiUnit() if unit is None else unit
        made._value = float(Fraction(ticks) * _rate(made._unit) / TICKS_PER_SECOND)
        return made

    def _ticks(self) -> int:
        return round(self._seconds() * TICKS_PER_SECOND)

    def _seconds(self) -> Fraction:
        return Fraction(self._value) / _rate(self._unit)

    def assign(self, other: Any) -> MTime:
        """Take over number and unit; a plain number keeps the unit."""
        if isinstance(other, MTime):
            self._value, self._unit = other._value, other._unit
        else:
            self._value = real(other)
        return self

    copy = assign

    def value(self) -> float:
        """The number in its own unit."""
        return self._value

    def setValue(self, value: float) -> None:
        """Set the number."""
        self._value = real(value)

    def unit(self) -> int:
        """The unit."""
        return self._unit

    def setUnit(self, unit: int) -> None:
        """Set the unit; the number stays, so that it is another time."""
        self._unit = _checked_unit(unit)

    def asUnits(self, unit: int) -> float:
        """The number in another unit."""
        _checked_unit(unit)
        if unit == self._unit:
            return self._value
        return float(self._seconds() * _rate(unit))

    @staticmethod
    def uiUnit() -> int:
        """The unit of the user interface."""
        word = session.scene.units["time"]
        return next(number for number, known in _UNIT_WORDS.items() if known == word)

    @staticmethod
    def setUIUnit(unit: int) -> None:
        """Set the unit of the user interface; times of keys stay where they are in seconds."""
        session.scene.units["time"] = _UNIT_WORDS[_checked_unit(unit)]
        session.events.send("unit_changed", "time")

    @staticmethod
    def ticksPerSecond() -> int:
        """How finely times are kept."""
        return TICKS_PER_SECOND

    def _other(self, other: Any) -> float:
        return other.asUnits(self._unit) if isinstance(other, MTime) else real(other)

    def __add__(self, other: Any) -> MTime:
        return MTime(self._value + self._other(other), self._unit)

    def __sub__(self, other: Any) -> MTime:
        return MTime(self._value - self._other(other), self._unit)

    def __mul__(self, other: float) -> MTime:
        return MTime(self._value * real(other), self._unit)

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, MTime):
            return self._value / other.asUnits(self._unit)
        return MTime(self._value / real(other), self._unit)

    def __iadd__(self, other: Any) -> MTime:
        return self.assign(self + other)

    def __isub__(self, other: Any) -> MTime:
        return self.assign(self - other)

    def __imul__(self, other: float) -> MTime:
        return self.assign(self * other)

    def __itruediv__(self, other: float) -> MTime:
        return self.assign(self / other)

    def __eq__(self, other: object) -> bool:
        return self._ticks() == other._ticks() if isinstance(other, MTime) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self._ticks() != other._ticks() if isinstance(other, MTime) else NotImplemented

    def __lt__(self, other: Any) -> bool:
        return self._ticks() < _time(other)._ticks()

    def __le__(self, other: Any) -> bool:
        return self._ticks() <= _time(other)._ticks()

    def __gt__(self, other: Any) -> bool:
        return self._ticks() > _time(other)._ticks()

    def __ge__(self, other: Any) -> bool:
        return self._ticks() >= _time(other)._ticks()

    __hash__ = None  # type: ignore[assignment]


setattr(MTime, "as", MTime.asUnits)


def _time(value: Any) -> MTime:
    if not isinstance(value, MTime):
        raise TypeError(f"argument of type 'MTime const &' expected, got '{type(value).__name__}'")
    return value


def _checked_unit(unit: int) -> int:
    if unit not in _UNIT_WORDS:
        raise RuntimeError("(kInvalidParameter): Invalid time unit")
    return unit


def _rate(unit: int) -> Fraction:
    return core_units.FRAME_RATES[_UNIT_WORDS[unit]]


def _name_units() -> None:
    plain = ("kInvalid", "kHours", "kMinutes", "kSeconds", "kMilliseconds")
    for number, name in enumerate(plain):
        setattr(MTime, name, number)
    words = ("kGames", "kFilm", "kPALFrame", "kNTSCFrame", "kShowScan", "kPALField", "kNTSCField")
    for number, name in enumerate(words, 5):
        setattr(MTime, name, number)
    for number, rate in enumerate((15, 24, 25, 30, 48, 50, 60), 5):
        setattr(MTime, f"k{rate}FPS", number)
    for number, rate in enumerate(_RATES, 12):
        setattr(MTime, f"k{rate}FPS", number)
    broken = ("k23_976FPS", "k29_97FPS", "k29_97DF", "k47_952FPS", "k59_94FPS", "k44100FPS")
    last = ("k48000FPS", "k90FPS", "k119_88FPS", "kUserDef", "kLast")
    for number, name in enumerate((*broken, *last), 43):
        setattr(MTime, name, number)


_name_units()
