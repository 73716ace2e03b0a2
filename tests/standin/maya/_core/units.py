"""Units of the user interface and the internal ones: centimetres, radians, ticks."""

from __future__ import annotations

import math
from fractions import Fraction

from maya._core.attributes import ANGLE_KINDS, LENGTH_KINDS, Attribute
from maya._core.data import TICKS_PER_SECOND
from maya._core.session import session

FRAME_RATES = {
    "game": Fraction(15),
    "film": Fraction(24),
    "pal": Fraction(25),
    "ntsc": Fraction(30),
    "show": Fraction(48),
    "palf": Fraction(50),
    "ntscf": Fraction(60),
    "23.976fps": Fraction(24000, 1001),
    "29.97fps": Fraction(30000, 1001),
    "29.97df": Fraction(30000, 1001),
    "47.952fps": Fraction(48000, 1001),
    "59.94fps": Fraction(60000, 1001),
    "44100fps": Fraction(44100),
    "48000fps": Fraction(48000),
    "hour": Fraction(1, 3600),
    "min": Fraction(1, 60),
    "sec": Fraction(1),
    "millisec": Fraction(1000),
}
for _rate in (
    2,
    3,
    4,
    5,
    6,
    8,
    10,
    12,
    16,
    20,
    40,
    75,
    80,
    90,
    100,
    120,
    125,
    150,
    200,
    240,
    250,
    300,
    375,
    400,
    500,
    600,
    750,
    1200,
    1500,
    2000,
    3000,
    6000,
):
    FRAME_RATES[f"{_rate}fps"] = Fraction(_rate)

CENTIMETRES = {
    "mm": 0.1,
    "cm": 1.0,
    "m": 100.0,
    "km": 100000.0,
    "in": 2.54,
    "ft": 30.48,
    "yd": 91.44,
    "mi": 160934.4,
}
LINEAR_NAMES = {
    "millimeter": "mm",
    "centimeter": "cm",
    "meter": "m",
    "kilometer": "km",
    "inch": "in",
    "foot": "ft",
    "yard": "yd",
    "mile": "mi",
}
ANGLE_NAMES = {"degree": "deg", "radian": "rad"}


def frame_rate(unit: str | None = None) -> Fraction:
    """Frames a second of a time unit; the scene's by default."""
    return FRAME_RATES[unit or session.scene.units["time"]]


def ticks_per_frame() -> Fraction:
    """Ticks of one frame of the scene."""
    return TICKS_PER_SECOND / frame_rate()


def to_ticks(frame: float, unit: str | None = None) -> int:
    """A frame number as ticks, rounded to the nearest."""
    return round(Fraction(frame) * TICKS_PER_SECOND / frame_rate(unit))


def to_frame(ticks: int, unit: str | None = None) -> float:
    """Ticks as a frame number."""
    return float(Fraction(ticks) * frame_rate(unit) / TICKS_PER_SECOND)


def to_ui(attribute: Attribute, value: float) -> float:
    """An internal number as cmds shows it."""
    if attribute.kind == "time":
        return to_frame(value)
    if attribute.kind in ANGLE_KINDS and session.scene.units["angle"] == "deg":
        return math.degrees(value)
    if attribute.kind in LENGTH_KINDS:
        return value / CENTIMETRES[session.scene.units["linear"]]
    return value


def from_ui(attribute: Attribute, value: float) -> float:
    """A number given to cmds as an internal one."""
    if attribute.kind == "time":
        return to_ticks(value)
    if attribute.kind in ANGLE_KINDS and session.scene.units["angle"] == "deg":
        return math.radians(value)
    if attribute.kind in LENGTH_KINDS:
        return value * CENTIMETRES[session.scene.units["linear"]]
    return value
