from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.face.filters import HalfLifeFilter, blend_factor, smooth_track
from tests.face import reference


@pytest.mark.parametrize("smoothing", [0.0, 0.0023, 0.006, 0.1])
@pytest.mark.parametrize("fps", [24.0, 60.0, 120.0])
def test_whole_track_equals_the_loop(smoothing: float, fps: float) -> None:
    values = np.random.default_rng(0).normal(size=(80, 5)).astype(np.float32)
    expected = reference.smooth(values, smoothing, [1 / fps] * len(values))
    np.testing.assert_allclose(smooth_track(values, smoothing, 1 / fps), expected, atol=1e-5)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_live_filter_with_a_varying_time_step(smoothing: float) -> None:
    # The time steps of the filter test of the Audio2Face-3D-SDK.
    dts = [0.0, 0.1, 0.3, 0.2, 0.65]
    values = np.random.default_rng(1).normal(size=(len(dts), 4)).astype(np.float32)
    live = HalfLifeFilter(smoothing)
    stepped = np.array([live.step(frame, dt) for frame, dt in zip(values, dts, strict=True)])
    np.testing.assert_allclose(stepped, reference.smooth(values, smoothing, dts), atol=1e-6)


def test_live_filter_equals_the_whole_track_and_resets() -> None:
    values = np.random.default_rng(2).normal(size=(50, 3)).astype(np.float32)
    live = HalfLifeFilter(0.05)
    for _ in range(2):
        stepped = np.array([live.step(frame, 1 / 30) for frame in values])
        np.testing.assert_allclose(stepped, smooth_track(values, 0.05, 1 / 30), atol=1e-5)
        live.reset()


def test_a_time_step_of_zero_keeps_the_state() -> None:
    live = HalfLifeFilter(0.2)
    live.step(np.zeros(2, np.float32), 0.0)
    before = live.step(np.ones(2, np.float32), 0.1)
    np.testing.assert_array_equal(live.step(np.full(2, 50, np.float32), 0.0), before)


@pytest.mark.parametrize("fps", [25.0, 100.0])
def test_the_constant_is_a_half_life_at_every_frame_rate(fps: float) -> None:
    """One stage covers half of a step in one half-life, so two cover 1 - 2^-k (1 + k q) of it."""
    smoothing = 0.08
    step = np.ones((200, 1), np.float32)
    step[0] = 0.0
    smoothed = smooth_track(step, smoothing, 1 / fps)[:, 0]
    frames = round(smoothing * fps)
    alpha = blend_factor(smoothing, 1 / fps)
    for half_lives in (1, 2, 3):
        count = half_lives * frames
        # Two equal poles: the step response falls short by keep^n (1 + n alpha).
        expected = 1 - 0.5**half_lives * (1 + count * alpha)
        assert smoothed[count] == pytest.approx(expected, abs=1e-5)


def test_a_constant_passes_unchanged_and_the_input_is_not_touched() -> None:
    values = np.full((20, 2), 0.3, np.float32)
    copy = values.copy()
    np.testing.assert_allclose(smooth_track(values, 0.1, 1 / 60), copy, rtol=1e-6)
    smooth_track(values, 0.0, 1 / 60)[:] = 5.0
    np.testing.assert_array_equal(values, copy)
