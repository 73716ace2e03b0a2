"""Keys and the evaluation of animation curves: cubic segments, weighted ones by their Bezier form.

Abscissae are seconds for curves over time, plain numbers for driven curves. Tangent vectors are
those of the Hermite form: the Bezier control point of a weighted tangent lies a third of it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TANGENTS = {
    "fixed": 1, "linear": 2, "flat": 3, "spline": 4, "step": 5, "slow": 6, "fast": 7, "clamped": 8, "plateau": 9,
    "stepnext": 10, "auto": 11, "automix": 27, "autoease": 28, "autocustom": 29,
}  # fmt: skip
"""Names that commands use and the numbers that API and ``kit``/``kot`` plugs use."""

#: Numbers that scene files use for the same types.
FILE_TANGENTS = {
    "fixed": 1, "linear": 2, "flat": 3, "step": 5, "slow": 6, "fast": 7, "spline": 9, "clamped": 10, "plateau": 16,
    "stepnext": 17, "auto": 18, "autocustom": 19, "automix": 20, "autoease": 21,
}  # fmt: skip
STEEPEST = 5729577.9485111479


@dataclass(frozen=True)
class Key:
    """One key; ``x`` and ``y`` of the tangents count for fixed tangents only."""

    time: float
    value: float
    in_type: str = "auto"
    out_type: str = "auto"
    in_x: float = 1.0
    in_y: float = 0.0
    out_x: float = 1.0
    out_y: float = 0.0
    locked: bool = True
    weight_locked: bool = False
    breakdown: bool = False


def slope_of(x: float, y: float) -> float:
    """Rise over run, limited as vertical tangents are."""
    if abs(x) < 1e-12:
        return 0.0 if y == 0 else (STEEPEST if y > 0 else -STEEPEST)
    return max(-STEEPEST, min(STEEPEST, y / x))


class Curve:
    """Sorted keys to evaluate; ``scale`` turns a key's time into the abscissa."""

    def __init__(
        self,
        keys: Sequence[Key],
        weighted: bool = False,
        before: str = "constant",
        after: str = "constant",
        scale: float = 1.0,
    ) -> None:
        self.keys = keys
        self.weighted = weighted
        self.before = before
        self.after = after
        self.scale = scale

    # -- tangents --------------------------------------------------------------------------------

    def _secant(self, first: int, second: int) -> float:
        one, other = self.keys[first], self.keys[second]
        return (other.value - one.value) / ((other.time - one.time) * self.scale)

    def _smooth(self, index: int) -> float:
        last = len(self.keys) - 1
        if last == 0:
            return 0.0
        if index in (0, last):
            return self._secant(0, 1) if index == 0 else self._secant(last - 1, last)
        return self._secant(index - 1, index + 1)

    def _turns(self, index: int) -> bool:
        """Whether a key is an end, an extreme, or level with a neighbour."""
        if index in (0, len(self.keys) - 1):
            return True
        return self._secant(index - 1, index) * self._secant(index, index + 1) <= 0

    def _auto(self, index: int) -> float:
        """No overshoot: flat at extremes, else limited to thrice the flatter neighbour's slope."""
        if self._turns(index):
            return 0.0
        left, right = self._secant(index - 1, index), self._secant(index, index + 1)
        slope = self._smooth(index)
        limit = 3.0 * min(abs(left), abs(right))
        return max(-limit, min(limit, slope))

    def _clamped(self, index: int, incoming: bool) -> float:
        neighbour = index - 1 if incoming else index + 1
        if 0 <= neighbour < len(self.keys):
            near = abs(self.keys[neighbour].value - self.keys[index].value)
            if near < 0.05:
                return self._secant(min(index, neighbour), max(index, neighbour))
        return self._smooth(index)

    def slope(self, index: int, incoming: bool) -> float:
        """Slope of a key's in or out tangent."""
        key = self.keys[index]
        kind = key.in_type if incoming else key.out_type
        if kind in ("fixed", "autocustom"):
            return slope_of(key.in_x, key.in_y) if incoming else slope_of(key.out_x, key.out_y)
        if kind in ("flat", "step", "stepnext"):
            return 0.0
        if kind == "linear":
            neighbour = index - 1 if incoming else index + 1
            if not 0 <= neighbour < len(self.keys):
                return 0.0
            return self._secant(min(index, neighbour), max(index, neighbour))
        if kind == "clamped":
            return self._clamped(index, incoming)
        if kind == "plateau":
            return 0.0 if self._turns(index) else self._auto(index)
        if kind in ("auto", "automix", "autoease"):
            return self._auto(index)
        if kind in ("slow", "fast"):
            return self._eased(index, incoming, kind)
        return self._smooth(index)

    def _eased(self, index: int, incoming: bool, kind: str) -> float:
        neighbour = index - 1 if incoming else index + 1
        if not 0 <= neighbour < len(self.keys):
            return 0.0
        secant = self._secant(min(index, neighbour), max(index, neighbour))
        return 0.0 if kind == "slow" else 2.0 * secant

    def tangent(self, index: int, incoming: bool) -> tuple[float, float]:
        """Tangent vector in the Hermite form."""
        key = self.keys[index]
        kind = key.in_type if incoming else key.out_type
        if self.weighted and kind in ("fixed", "autocustom"):
            return (key.in_x, key.in_y) if incoming else (key.out_x, key.out_y)
        slope = self.slope(index, incoming)
        neighbour = index - 1 if incoming else index + 1
        if 0 <= neighbour < len(self.keys):
            run = abs(self.keys[neighbour].time - key.time) * self.scale
        else:
            run = 1.0
        return run, slope * run

    # -- values ----------------------------------------------------------------------------------

    def evaluate(self, time: float) -> float:
        """Value at a time in the unit of the keys."""
        keys = self.keys
        if not keys:
            return 0.0
        first, last = keys[0], keys[-1]
        if first.time <= time <= last.time:
            return self._inside(time)
        return self._outside(time, first, last)

    def _inside(self, time: float) -> float:
        low, high = 0, len(self.keys) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.keys[middle].time <= time:
                low = middle
            else:
                high = middle - 1
        key = self.keys[low]
        if key.time == time or low + 1 == len(self.keys):
            return key.value
        following = self.keys[low + 1]
        if key.out_type == "step":
            return key.value
        if key.out_type == "stepnext":
            return following.value
        run = (following.time - key.time) * self.scale
        place = (time - key.time) * self.scale
        out_x, out_y = self.tangent(low, False)
        in_x, in_y = self.tangent(low + 1, True)
        if not self.weighted:
            out_y, in_y = self.slope(low, False) * run, self.slope(low + 1, True) * run
            return _hermite(place / run, key.value, out_y, following.value, in_y)
        parameter = _solve(place, out_x, run, in_x)
        return _hermite(parameter, key.value, out_y, following.value, in_y)

    def _outside(self, time: float, first: Key, last: Key) -> float:
        early = time < first.time
        kind = self.before if early else self.after
        edge = first if early else last
        if len(self.keys) == 1 or kind not in ("linear", "cycle", "cycleRelative", "oscillate"):
            return edge.value
        if kind == "linear":
            slope = self.slope(0, True) if early else self.slope(len(self.keys) - 1, False)
            if early and first.in_type == "linear":
                slope = self.slope(0, False)
            if not early and last.out_type == "linear":
                slope = self.slope(len(self.keys) - 1, True)
            return edge.value + slope * (time - edge.time) * self.scale
        length = last.time - first.time
        turns, rest = divmod(time - first.time, length)
        if kind == "oscillate" and int(turns) % 2:
            rest = length - rest
        value = self._inside(first.time + rest)
        if kind == "cycleRelative":
            value += turns * (last.value - first.value)
        return value


def _hermite(s: float, v0: float, d0: float, v1: float, d1: float) -> float:
    s2, s3 = s * s, s * s * s
    return (
        (2 * s3 - 3 * s2 + 1) * v0
        + (s3 - 2 * s2 + s) * d0
        + (3 * s2 - 2 * s3) * v1
        + (s3 - s2) * d1
    )


def _solve(place: float, out_x: float, run: float, in_x: float) -> float:
    """The parameter whose abscissa is ``place``; tangents that would run backwards are shortened."""
    one, other = max(0.0, out_x / 3.0), max(0.0, in_x / 3.0)
    if one + other > run * 4.0 / 3.0:
        shrink = run * 4.0 / 3.0 / (one + other)
        one, other = one * shrink, other * shrink
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2.0
        if _hermite(middle, 0.0, 3.0 * one, run, 3.0 * other) < place:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
