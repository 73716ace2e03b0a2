"""Evaluation of animation curves against scipy's Hermite splines and plain root finding."""

from __future__ import annotations

import numpy as np
import pytest
from maya._core.animation_curve import Curve, Key
from scipy.interpolate import CubicHermiteSpline
from scipy.optimize import brentq

TIMES = [0.0, 1.0, 2.5, 3.0, 6.0]
VALUES = [0.0, 2.0, -1.0, 4.0, 3.0]


def fixed(slopes: list[float]) -> list[Key]:
    return [
        Key(t, v, "fixed", "fixed", 1.0, s, 1.0, s)
        for t, v, s in zip(TIMES, VALUES, slopes, strict=True)
    ]


def typed(kind: str, values: list[float] | None = None) -> list[Key]:
    return [Key(t, v, kind, kind) for t, v in zip(TIMES, values or VALUES, strict=True)]


def test_fixed_tangents_are_a_hermite_spline() -> None:
    slopes = [0.5, -2.0, 3.0, 0.0, 1.0]
    curve, reference = Curve(fixed(slopes)), CubicHermiteSpline(TIMES, VALUES, slopes)
    for time in np.linspace(0, 6, 97):
        assert curve.evaluate(time) == pytest.approx(float(reference(time)), abs=1e-12)


def test_ticks_are_scaled_to_seconds() -> None:
    """The slope of a tangent counts in seconds, whatever the keys are counted in."""
    slopes = [0.5, -2.0, 3.0, 0.0, 1.0]
    keys = [Key(key.time * 1000, *list(vars(key).values())[1:]) for key in fixed(slopes)]
    curve, reference = Curve(keys, scale=0.001), CubicHermiteSpline(TIMES, VALUES, slopes)
    assert curve.evaluate(1700.0) == pytest.approx(float(reference(1.7)))


def test_linear_and_stepped() -> None:
    linear = Curve(typed("linear"))
    for time in np.linspace(0, 6, 61):
        assert linear.evaluate(time) == pytest.approx(np.interp(time, TIMES, VALUES))
    stepped, early = Curve(typed("step")), Curve(typed("stepnext"))
    assert [stepped.evaluate(time) for time in (0, 0.99, 1.0, 2.7)] == [0.0, 0.0, 2.0, -1.0]
    assert [early.evaluate(time) for time in (0, 0.01, 1.0, 2.7)] == [0.0, 2.0, 2.0, 4.0]


def test_flat_tangents_have_no_slope_at_keys() -> None:
    reference = CubicHermiteSpline(TIMES, VALUES, np.zeros(5))
    curve = Curve(typed("flat"))
    for time in np.linspace(0, 6, 31):
        assert curve.evaluate(time) == pytest.approx(float(reference(time)))


def test_spline_takes_the_slope_between_the_neighbours() -> None:
    curve = Curve(typed("spline"))
    assert curve.slope(2, True) == curve.slope(2, False) == pytest.approx((4.0 - 2.0) / (3.0 - 1.0))


@pytest.mark.parametrize("kind", ["auto", "plateau"])
def test_no_overshoot(kind: str) -> None:
    values = [0.0, 1.0, 1.0, 1.2, 5.0]
    curve = Curve(typed(kind, values))
    for index in range(4):
        inside = [curve.evaluate(time) for time in np.linspace(TIMES[index], TIMES[index + 1], 40)]
        assert min(inside) >= min(values[index : index + 2]) - 1e-9
        assert max(inside) <= max(values[index : index + 2]) + 1e-9


def bezier(time: float, first: Key, second: Key) -> float:
    """A segment of a weighted curve by de Casteljau and a root finder."""
    p = np.array(
        [
            (first.time, first.value),
            (first.time + first.out_x / 3, first.value + first.out_y / 3),
            (second.time - second.in_x / 3, second.value - second.in_y / 3),
            (second.time, second.value),
        ]
    )

    def at(s: float) -> np.ndarray:
        q = p
        while len(q) > 1:
            q = (1 - s) * q[:-1] + s * q[1:]
        return q[0]

    return float(at(brentq(lambda s: at(s)[0] - time, 0, 1, xtol=1e-14))[1])


def test_weighted_tangents_are_bezier_segments() -> None:
    keys = [
        Key(0.0, 0.0, "fixed", "fixed", 1, 0, 2.0, 3.0),
        Key(3.0, 5.0, "fixed", "fixed", 4.0, -1.0, 0.5, 2.0),
        Key(4.0, 0.0, "fixed", "fixed", 0.1, -3.0, 1, 0),
    ]
    curve = Curve(keys, weighted=True)
    for time in np.linspace(0.01, 2.99, 21):
        assert curve.evaluate(time) == pytest.approx(bezier(time, keys[0], keys[1]), abs=1e-9)
    for time in np.linspace(3.01, 3.99, 11):
        assert curve.evaluate(time) == pytest.approx(bezier(time, keys[1], keys[2]), abs=1e-9)


def test_switching_weights_on_does_not_change_the_curve() -> None:
    for kind in ("auto", "spline", "linear", "flat"):
        plain, weighted = Curve(typed(kind)), Curve(typed(kind), weighted=True)
        for time in np.linspace(0, 6, 31):
            assert weighted.evaluate(time) == pytest.approx(plain.evaluate(time), abs=1e-9)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("constant", 1.0, 4.0),
        ("linear", -2.0, 10.0),
        ("cycle", 3.0, 2.0),
        ("cycleRelative", 0.0, 5.0),
        ("oscillate", 2.0, 3.0),
    ],
)
def test_infinity(kind: str, before: float, after: float) -> None:
    """A straight line from (0, 1) to (2, 4) by linear tangents, seen at -2/3 ... and beyond."""
    keys = [Key(0.0, 1.0, "linear", "linear"), Key(2.0, 4.0, "linear", "linear")]
    curve = Curve(keys, before=kind, after=kind)
    outside = {
        "constant": (-2, 6),
        "linear": (-2, 6),
        "cycle": (-2 / 3, 2 + 2 / 3),
        "cycleRelative": (-2 / 3, 2 + 2 / 3),
        "oscillate": (-2 / 3, 2 + 2 / 3),
    }
    low, high = outside[kind]
    assert curve.evaluate(low) == pytest.approx(before)
    assert curve.evaluate(high) == pytest.approx(after)
