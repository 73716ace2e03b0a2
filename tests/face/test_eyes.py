from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from a2f_maya.face.eyes import eye_rotations, saccade_indices
from a2f_maya.face.params import FaceParameters
from a2f_maya.timing import FrameRate


def test_network_plus_saccade_with_neutral_tuning() -> None:
    rng = np.random.default_rng(0)
    eyes = rng.normal(size=(40, 2, 2)).astype(np.float32)
    saccades = rng.normal(size=(5000, 2)).astype(np.float32)
    rotations = eye_rotations(eyes, saccades, FaceParameters(), FrameRate(30))
    np.testing.assert_allclose(rotations[:, 0, :2], eyes[:, 0] + saccades[:40], atol=1e-4)
    np.testing.assert_allclose(rotations[:, 1, :2], eyes[:, 1] + saccades[:40], atol=1e-4)
    assert not rotations[:, :, 2].any()


def test_strengths_offsets_and_sides() -> None:
    eyes = np.array([[[1.0, 2.0], [3.0, 4.0]]], np.float32)
    saccades = np.array([[0.5, -0.5]], np.float32)
    parameters = FaceParameters(
        eyeballs_strength=2.0,
        saccade_strength=0.5,
        right_eye_rot_x_offset=1.0,
        right_eye_rot_y_offset=-2.0,
        left_eye_rot_x_offset=3.0,
        left_eye_rot_y_offset=2.0,
    )
    rotations = eye_rotations(eyes, saccades, parameters, FrameRate(60))
    expected = [[[1 + 2 + 0.25, -2 + 4 - 0.25, 0], [3 + 6 + 0.25, 2 + 8 - 0.25, 0]]]
    np.testing.assert_allclose(rotations, expected, atol=1e-6)


@pytest.mark.parametrize("rate", [FrameRate(24), FrameRate(30000, 1001), FrameRate(60)])
def test_recording_runs_at_thirty_rows_a_second_and_repeats(rate: FrameRate) -> None:
    length, seed = 50, 48
    rows = saccade_indices(7000, rate, seed, length)
    times = [Fraction(frame * rate.denominator, rate.numerator) for frame in range(7000)]
    np.testing.assert_array_equal(rows, [(seed + int(30 * time)) % length for time in times])


def test_a_frame_alone_equals_the_frame_in_the_clip() -> None:
    whole = saccade_indices(100, FrameRate(24000, 1001), 3, 5000)
    alone = [saccade_indices(1, FrameRate(24000, 1001), 3, 5000, f)[0] for f in range(100)]
    np.testing.assert_array_equal(whole, alone)
