from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from a2f_maya.errors import ParameterError
from a2f_maya.key_reduction import kept_keys, largest_error

CURVES = arrays.arrays(
    np.float64, st.integers(1, 60), elements=st.floats(-5, 5, allow_nan=False, width=32)
)


def error_of_lines(times: np.ndarray, values: np.ndarray, kept: np.ndarray) -> float:
    """A plain loop: what a player of linear keys is off at each frame."""
    worst = 0.0
    for time, value in zip(times, values, strict=True):
        after = next(place for place in kept if times[place] >= time)
        before = max(place for place in kept if times[place] <= time)
        if before == after:
            shown = values[after]
        else:
            share = (time - times[before]) / (times[after] - times[before])
            shown = values[before] + share * (values[after] - values[before])
        worst = max(worst, abs(shown - value))
    return worst


@settings(max_examples=200, deadline=None)
@given(CURVES, st.floats(0, 2))
def test_no_frame_is_off_by_more_than_the_tolerance(values: np.ndarray, tolerance: float) -> None:
    times = np.cumsum(1.0 + np.arange(len(values)) % 3)
    kept = kept_keys(times, values, tolerance)
    assert kept[0] == 0
    assert kept[-1] == len(values) - 1
    assert (np.diff(kept) > 0).all()
    error = error_of_lines(times, values, kept)
    assert error <= tolerance + 1e-12
    assert largest_error(times, values, kept) == pytest.approx(error, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(CURVES)
def test_a_larger_tolerance_keeps_no_more_keys(values: np.ndarray) -> None:
    times = np.arange(len(values), dtype=np.float64)
    counts = [len(kept_keys(times, values, tolerance)) for tolerance in (0.0, 0.1, 1.0, 20.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == min(2, len(values))


def test_straight_lines_need_only_their_ends() -> None:
    times = np.arange(9.0)
    values = np.interp(times, [0, 3, 8], [0.0, 1.5, -1.0])
    assert kept_keys(times, values, 1e-9).tolist() == [0, 3, 8]


def test_a_single_peak_is_kept_where_it_is() -> None:
    values = np.zeros(100)
    values[37] = 0.5
    assert kept_keys(np.arange(100.0), values, 0.01).tolist() == [0, 36, 37, 38, 99]


@pytest.mark.parametrize("tolerance", [-0.1, float("nan"), float("inf")])
def test_wrong_tolerances_are_refused(tolerance: float) -> None:
    with pytest.raises(ParameterError, match="tolerance"):
        kept_keys(np.arange(3.0), np.zeros(3), tolerance)


@pytest.mark.parametrize(
    ("times", "values"),
    [([0.0, 0.0], [1.0, 2.0]), ([0.0, 1.0], [1.0]), ([0.0, 1.0], [1.0, float("nan")])],
)
def test_curves_that_are_none_are_refused(times: list[float], values: list[float]) -> None:
    with pytest.raises(ParameterError):
        kept_keys(np.array(times), np.array(values), 0.1)
