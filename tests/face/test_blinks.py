from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.face.blinks import (
    DOUBLE_SHARE,
    MINIMUM_GAP,
    STRESS_AFTER,
    STRESS_BEFORE,
    blink_curve,
    blink_offsets,
    blink_times,
)
from a2f_maya.face.params import FaceParameters
from a2f_maya.timing import FrameRate

DURATION = 0.275


@pytest.mark.parametrize("interval", [1.5, 3.0, 6.0])
def test_mean_interval_is_what_was_asked_for(interval: float) -> None:
    seconds = 4000 * interval
    counts = [len(blink_times(seconds, interval, DURATION, seed)) for seed in range(3)]
    assert seconds / np.mean(counts) == pytest.approx(interval, rel=0.03)


def test_gaps_are_natural() -> None:
    gaps = np.diff(blink_times(20000.0, 3.0, DURATION, 1))
    doubles = gaps < MINIMUM_GAP
    np.testing.assert_allclose(gaps[doubles], 1.1 * DURATION, atol=1e-6)
    assert 0.05 < doubles.mean() < 0.11
    assert gaps[~doubles].min() >= MINIMUM_GAP - 1e-9
    assert gaps[~doubles].std() > 0.8
    assert gaps.max() > 6.0


def test_seed_decides_and_a_longer_clip_only_appends() -> None:
    short, long = (blink_times(seconds, 3.0, DURATION, 5) for seconds in (60.0, 600.0))
    assert long[: len(short)] == short
    assert all(0 <= time < 60.0 for time in short)
    assert blink_times(60.0, 3.0, DURATION, 6) != short


def test_random_numbers_are_the_guaranteed_stream_of_pcg64() -> None:
    for seed in range(20):
        uniform = np.random.Generator(np.random.PCG64(seed)).random()
        first = blink_times(60.0, 3.0, DURATION, seed)[0]
        assert first == pytest.approx(uniform * 3.0 * (1 + DOUBLE_SHARE), rel=1e-12)


def test_blinks_move_to_the_ends_of_phrases_within_reach() -> None:
    free = blink_times(300.0, 3.0, DURATION, 2)
    pauses = tuple(np.arange(0.37, 300.0, 1.9))
    pulled = blink_times(300.0, 3.0, DURATION, 2, pauses)

    def share_at_pauses(times: tuple[float, ...]) -> float:
        """A blink begins within a fifth of a second after a phrase."""
        behind = [min((t - p for p in pauses if t >= p), default=9.0) for t in times]
        return float(np.mean(np.array(behind) < 0.1))

    assert share_at_pauses(free) < 0.12
    assert share_at_pauses(pulled) > 0.6
    assert abs(len(pulled) - len(free)) <= 0.1 * len(free)
    gaps = np.diff(pulled)
    is_double = np.isclose(gaps, 1.1 * DURATION, atol=1e-6)
    assert is_double.any() and gaps[~is_double].min() >= MINIMUM_GAP - 1e-9
    far_away = blink_times(300.0, 3.0, DURATION, 2, (1000.0,))
    assert far_away == free


def test_blinks_wait_until_a_stressed_vowel_is_over() -> None:
    stressed = tuple(np.cumsum(np.random.default_rng(0).uniform(0.5, 1.4, 300)))
    free = blink_times(250.0, 3.0, DURATION, 4)
    waiting = blink_times(250.0, 3.0, DURATION, 4, (), stressed)

    def inside(times: tuple[float, ...]) -> np.ndarray:
        gaps = np.diff(times)
        # The second one of a double blink follows its first one, wherever that is.
        first = np.concatenate([[True], ~np.isclose(gaps, 1.1 * DURATION, atol=1e-6)])
        away = np.array(times)[first][:, None] - np.array(stressed)
        return ((away > -STRESS_BEFORE + 1e-9) & (away < STRESS_AFTER - 1e-9)).any(axis=1)

    assert inside(free).mean() > 0.3
    assert not inside(waiting).any()
    assert np.diff(waiting).min() >= 1.1 * DURATION - 1e-9
    assert abs(len(waiting) - len(free)) <= 0.1 * len(free)
    # The end of a phrase counts more.
    assert blink_times(9.0, 3.0, DURATION, 4, (free[0],), (free[0],))[0] < free[0] + 0.1


def test_curve_closes_fast_opens_slowly_and_has_no_corners() -> None:
    times = np.arange(-0.1, 0.5, 1e-4)
    curve = blink_curve(times, [0.0], DURATION)
    assert curve.max() == 1.0 and curve.min() == 0.0
    assert not curve[times <= 0].any() and not curve[times >= DURATION].any()
    closed = times[curve == 1.0]
    closing, opening = closed[0], DURATION - closed[-1]
    assert 0.06 < closing < 0.09 and 0.14 < opening < 0.2
    speed = np.diff(curve) / 1e-4
    assert abs(np.diff(speed)).max() < 0.02 * abs(speed).max()


def test_frame_rates_sample_one_and_the_same_curve() -> None:
    parameters = FaceParameters(blink_seed=3)
    at_24 = blink_offsets(24 * 30, FrameRate(24), parameters)
    at_60 = blink_offsets(60 * 30, FrameRate(60), parameters)
    np.testing.assert_allclose(at_24[::2], at_60[::5], atol=1e-6)
    starts = blink_times(30.0, 3.0, DURATION, 3)
    for track, rate in ((at_24, 24), (at_60, 60)):
        for start in starts[:-1]:
            inside = track[int(start * rate) : int((start + DURATION) * rate) + 2]
            assert inside.max() > 0.9


def test_a_window_of_the_clip_equals_the_clip() -> None:
    parameters, rate = FaceParameters(), FrameRate(30)
    whole = blink_offsets(300, rate, parameters, (2.0, 5.0))
    part = blink_offsets(50, rate, parameters, (2.0, 5.0), first_frame=120)
    np.testing.assert_array_equal(part, whole[120:170])


def test_switched_off_and_combined_with_the_constant_offset() -> None:
    off = blink_offsets(600, FrameRate(30), FaceParameters(automatic_blinks=False))
    assert not off.any()
    half = FaceParameters(blink_offset=0.5)
    on = blink_offsets(600, FrameRate(30), half)
    plain = blink_offsets(600, FrameRate(30), FaceParameters())
    np.testing.assert_array_equal(on, np.maximum(plain, np.float32(0.5)))
    assert plain.max() > 0.9 and plain.min() == 0.0
