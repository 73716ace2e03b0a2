"""``MColor``."""

from __future__ import annotations

import colorsys
from typing import Any

import numpy as np
from maya._api2.rows import Row, _component, as_number, is_number

_SCALES = {0: 1.0, 1: 255.0, 2: 65535.0}


def _to_rgb(values: list[float], model: int) -> list[float]:
    if model == MColor.kRGB:
        return values[:3]
    if model == MColor.kHSV:
        return list(colorsys.hsv_to_rgb(values[0] / 360.0, values[1], values[2]))
    if model == MColor.kCMY:
        return [1.0 - value for value in values[:3]]
    if model == MColor.kCMYK:
        return [(1.0 - value) * (1.0 - values[3]) for value in values[:3]]
    raise ValueError(f"unknown colour model {model}")


class MColor(Row):
    """A colour with red, green, blue and alpha."""

    __slots__ = ()
    _SIZE = 4
    _DTYPE = np.float32
    _DEFAULT = (0.0, 0.0, 0.0, 1.0)
    kRGB, kHSV, kCMY, kCMYK = 0, 1, 2, 3
    kFloat, kByte, kShort = 0, 1, 2

    r = _component(0)
    g = _component(1)
    b = _component(2)
    a = _component(3)

    def __init__(self, *arguments: Any, model: int = 0, dataType: int = 0) -> None:
        if not arguments:
            return
        if len(arguments) == 1 and isinstance(arguments[0], MColor):
            self._a[:] = arguments[0]._a
            return
        if is_number(arguments[0]):
            raise TypeError("MColor takes a sequence of numbers")
        if len(arguments) > 1:
            model = arguments[1]
        if len(arguments) > 2:
            dataType = arguments[2]
        self.setColor(arguments[0], model, dataType)

    @classmethod
    def _family(cls) -> type:
        return MColor

    def setColor(self, components: Any, model: int = 0, dataType: int = 0) -> MColor:
        """Set from components of a colour model; the component after the colour is alpha."""
        values = [as_number(value) / _SCALES[dataType] for value in components]
        size = 4 if model == self.kCMYK else 3
        if model == self.kRGB and len(values) < 3:
            values += [0.0] * (3 - len(values))
        if not size <= len(values) <= size + 1:
            raise ValueError(f"a colour takes {size} or {size + 1} numbers")
        self._a[:3] = _to_rgb(values, model)
        self._a[3] = values[size] if len(values) > size else 1.0
        return self

    def getColor(self, model: int = 0) -> list[float]:
        """Components in a colour model, with alpha last (CMYK has none)."""
        red, green, blue, alpha = (float(value) for value in self._a)
        if model == self.kRGB:
            return [red, green, blue, alpha]
        if model == self.kHSV:
            hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
            return [hue * 360.0, saturation, value, alpha]
        if model == self.kCMY:
            return [1.0 - red, 1.0 - green, 1.0 - blue, alpha]
        if model == self.kCMYK:
            black = 1.0 - max(red, green, blue)
            rest = 1.0 - black or 1.0
            return [(1.0 - value - black) / rest for value in (red, green, blue)] + [black]
        raise ValueError(f"unknown colour model {model}")

    def __add__(self, other: Any):
        return MColor._of(self._a + other._a) if isinstance(other, MColor) else NotImplemented

    __radd__ = __add__

    def __mul__(self, other: Any):
        if isinstance(other, MColor):
            return MColor._of(self._a * other._a)
        return MColor._of(self._a * other) if is_number(other) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Any):
        return MColor._of(self._a / as_number(other)) if is_number(other) else NotImplemented

    def __rtruediv__(self, other: Any):
        return NotImplemented

    def __iadd__(self, other: Any):
        self._a[:] = (self + other)._a
        return self

    def __imul__(self, other: Any):
        self._a[:] = (self * other)._a
        return self

    def __itruediv__(self, other: Any):
        self._a[:] = (self / other)._a
        return self


MColor.kOpaqueBlack = MColor()
