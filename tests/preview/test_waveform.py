from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.preview.waveform import (
    envelope,
    even_frames,
    expressive_frames,
    opening_from_points,
    opening_from_weights,
    strongest_poses,
)
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import PointStream, WeightTrack

RATE = FrameRate(30)


@pytest.mark.parametrize("count", [1000, 1024, 7777])
def test_the_envelope_agrees_with_a_loop(count):
    sound = np.random.default_rng(count).normal(size=count).astype(np.float32)
    low, high, loudness = envelope(sound, 100)
    for column in range(100):
        piece = sound[column * count // 100 : (column + 1) * count // 100]
        assert low[column] == piece.min()
        assert high[column] == piece.max()
        assert loudness[column] == pytest.approx(np.sqrt(np.mean(piece**2)), rel=1e-5)


def test_short_silent_and_stereo_sounds_have_an_envelope():
    low, high, loudness = envelope(np.array([0.5, -0.25], np.float32), 6)
    assert high.tolist() == [0.5, 0.5, 0.5, -0.25, -0.25, -0.25]
    assert low.tolist() == high.tolist()
    assert loudness.tolist() == np.abs(high).tolist()
    assert all((part == 0).all() for part in envelope(np.zeros(0, np.float32), 4))
    stereo = np.stack([np.ones(100), np.zeros(100)], axis=1).astype(np.float32)
    assert envelope(stereo, 5)[1].tolist() == [0.5] * 5
    with pytest.raises(ParameterError, match="column"):
        envelope(np.zeros(4, np.float32), 0)


@pytest.mark.parametrize(("frames", "count"), [(100, 12), (5, 12), (1, 1), (12, 12)])
def test_even_frames_are_inside_and_spread(frames, count):
    chosen = even_frames(frames, count)
    assert len(chosen) == min(frames, count)
    assert (np.diff(chosen) > 0).all()
    assert chosen[0] >= 0
    assert chosen[-1] < frames
    if len(chosen) > 1:
        assert np.ptp(np.diff(chosen)) <= 1


def test_no_frames_give_no_pictures():
    assert len(even_frames(0, 12)) == 0
    assert len(expressive_frames(np.zeros(0, np.float32), 12)) == 0


def test_expressive_frames_are_the_peaks_of_their_slices():
    frame = np.arange(120)
    opening = np.exp(-(((frame - 33) / 4) ** 2)) + 0.4 * np.exp(-(((frame - 70) / 3) ** 2))
    chosen = expressive_frames(opening.astype(np.float32), 4)
    assert chosen.tolist() == [15, 33, 70, 105]


def test_the_flank_of_a_neighbours_peak_is_not_a_peak():
    frame = np.arange(100)
    opening = np.exp(-(((frame - 48) / 6) ** 2)).astype(np.float32)
    assert expressive_frames(opening, 2).tolist() == [48, 75]


def test_mouth_close_takes_back_what_jaw_open_opens():
    weights = np.array([[0.8, 0.0], [0.8, 0.5], [0.3, 0.6]], np.float32)
    track = WeightTrack(RATE, ("jawOpen", "mouthClose"), weights)
    assert opening_from_weights(track) == pytest.approx([0.8, 0.3, 0.0])
    with pytest.raises(ParameterError, match="jawOpen"):
        opening_from_weights(WeightTrack(RATE, ("smile", "mouthClose"), weights))


def test_the_opening_of_points_is_the_widest_lip_gap():
    rest = np.array([[0, 1, 0], [0, 1, 0], [2, 1, 0], [2, 1, 0]], np.float32)
    moves = np.zeros((5, 4, 3), np.float32)
    moves[:, 1, 1] = [0, -1, -2, 0, 0]
    moves[:, 3, 2] = [0, 0, -3, -4, 0]
    stream = PointStream(RATE, "skin", 5, 4, lambda: iter([rest + moves[:2], rest + moves[2:]]))
    pairs = np.array([[0, 1], [2, 3]], np.int32)
    assert opening_from_points(stream, pairs) == pytest.approx([0, 1, 3, 4, 0])


def test_the_strongest_poses_come_first_and_sleeping_ones_never():
    weights = np.zeros((10, 4), np.float32)
    weights[:, 1] = 0.2
    weights[3, 2] = 1.0
    weights[:, 3] = 0.005
    track = WeightTrack(RATE, ("a", "b", "c", "d"), weights)
    assert strongest_poses(track, 8) == [2, 1]
    assert strongest_poses(track, 1) == [2]
