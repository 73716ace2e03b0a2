"""The executor against what the tiny network computes by its definition."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from a2f_maya.errors import CancelledError, PackageError
from a2f_maya.network.package import open_package
from a2f_maya.network.regression import RegressionNetwork
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from tests.support import tiny_package as tiny

RATES = [FrameRate(60), FrameRate(24000, 1001), FrameRate(30), FrameRate(25)]


def speech(seconds: float = 1.7) -> np.ndarray:
    count = int(16000 * seconds)
    envelope = np.abs(np.sin(np.arange(count) / 1500))
    return (np.random.default_rng(5).normal(0, 0.2, count) * envelope).astype(np.float32)


def reference(samples: np.ndarray, rate: FrameRate, emotion: np.ndarray) -> np.ndarray:
    """Mean of |x| in [t - 4160, t + 4160) with t = floor(16000 i den / num), plainly."""
    frames = rate.frame_count(len(samples), 16000)
    padded = np.pad(np.abs(samples.astype(np.float64)), 10000)
    rows = []
    for frame in range(frames):
        time = 16000 * frame * rate.denominator // rate.numerator + 10000
        level = padded[time - 4160 : time + 4160].mean()
        rows.append(np.concatenate([[level], emotion]) @ tiny.network_matrix().astype(np.float64))
    return np.array(rows)


def stacked(track) -> np.ndarray:
    parts = (track.skin, track.tongue, track.jaw, track.eyes)
    return np.concatenate([part.reshape(len(track), -1) for part in parts], axis=1)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_windows_are_those_of_the_definition(shared_tiny_package: Path, rate: FrameRate) -> None:
    network = RegressionNetwork(open_package(shared_tiny_package))
    emotion = np.linspace(-1, 1, tiny.EMOTION_SIZE).astype(np.float32)
    track = network.evaluate(speech(), rate, emotion)
    np.testing.assert_allclose(
        stacked(track), reference(speech(), rate, emotion), atol=2e-6, rtol=1e-5
    )


def test_one_pass_equals_windows_on_its_grid(tmp_path: Path) -> None:
    rate, emotion = FrameRate(50), np.zeros(tiny.EMOTION_SIZE, np.float32)
    windowed = RegressionNetwork(open_package(tiny.write_tiny_package(tmp_path / "windowed")))
    whole = RegressionNetwork(
        open_package(tiny.write_tiny_package(tmp_path / "whole", dynamic=True))
    )
    assert whole.takes_whole_clips
    assert not windowed.takes_whole_clips
    np.testing.assert_allclose(
        stacked(whole.evaluate(speech(), rate, emotion)),
        stacked(windowed.evaluate(speech(), rate, emotion)),
        atol=1e-5,
    )


@pytest.mark.parametrize("dynamic", [False, True])
def test_frames_at_random_equal_the_whole_clip(tmp_path: Path, dynamic: bool) -> None:
    package = open_package(tiny.write_tiny_package(tmp_path / "package", dynamic=dynamic))
    network = RegressionNetwork(package)
    emotion = np.zeros(tiny.EMOTION_SIZE, np.float32)
    whole = stacked(network.evaluate(speech(), FrameRate(60), emotion))
    for first, last in ((0, 1), (37, 44), (len(whole) - 3, len(whole))):
        piece = network.evaluate(speech(), FrameRate(60), emotion, frames=range(first, last))
        np.testing.assert_allclose(stacked(piece), whole[first:last], atol=1e-5)


@pytest.mark.parametrize("dynamic", [False, True])
def test_less_look_ahead_reads_silence_behind_it(tmp_path: Path, dynamic: bool) -> None:
    package = open_package(tiny.write_tiny_package(tmp_path / "package", dynamic=dynamic))
    network = RegressionNetwork(package)
    emotion = np.linspace(-1, 1, tiny.EMOTION_SIZE).astype(np.float32)
    frame, rate, samples = 31, FrameRate(60), speech()
    heard = 16000 * frame // 60 + 1920
    ended = np.where(np.arange(len(samples)) < heard, samples, 0).astype(np.float32)
    live = stacked(network.evaluate(samples, rate, emotion, look_ahead=0.12))[frame]
    # the definition itself, on a recording that ends 120 ms after the frame
    np.testing.assert_allclose(live, reference(ended, rate, emotion)[frame], atol=2e-6, rtol=1e-5)
    assert np.abs(live - reference(samples, rate, emotion)[frame]).max() > 1e-3


@pytest.mark.parametrize("dynamic", [False, True])
def test_more_look_ahead_than_the_window_holds_changes_nothing(
    tmp_path: Path, dynamic: bool
) -> None:
    package = open_package(tiny.write_tiny_package(tmp_path / "package", dynamic=dynamic))
    network = RegressionNetwork(package)
    emotion = np.zeros(tiny.EMOTION_SIZE, np.float32)
    plain = stacked(network.evaluate(speech(), FrameRate(60), emotion))
    ample = stacked(network.evaluate(speech(), FrameRate(60), emotion, look_ahead=0.5))
    np.testing.assert_array_equal(ample, plain)


@pytest.mark.parametrize("dynamic", [False, True])
def test_prediction_delay_makes_the_face_later(tmp_path: Path, dynamic: bool) -> None:
    package = open_package(tiny.write_tiny_package(tmp_path / "package", dynamic=dynamic))
    network = RegressionNetwork(package)
    emotion = np.zeros(tiny.EMOTION_SIZE, np.float32)
    straight = stacked(network.evaluate(speech(), FrameRate(50), emotion))
    delayed = stacked(network.evaluate(speech(), FrameRate(50), emotion, prediction_delay=0.1))
    np.testing.assert_allclose(delayed[5:], straight[:-5], atol=1e-5)


def test_input_strength_scales_what_is_heard(shared_tiny_package: Path) -> None:
    network = RegressionNetwork(open_package(shared_tiny_package))
    emotion = np.zeros(tiny.EMOTION_SIZE, np.float32)
    single = stacked(network.evaluate(speech(), FrameRate(30), emotion))
    double = stacked(network.evaluate(speech(), FrameRate(30), emotion, input_strength=2.0))
    np.testing.assert_allclose(double, 2 * single, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("dynamic", [False, True])
def test_each_frame_feels_its_own_emotion(tmp_path: Path, dynamic: bool) -> None:
    package = open_package(tiny.write_tiny_package(tmp_path / "package", dynamic=dynamic))
    network = RegressionNetwork(package)
    count = FrameRate(30).frame_count(len(speech()), 16000)
    emotions = np.zeros((count, tiny.EMOTION_SIZE), np.float32)
    emotions[:, -1] = np.linspace(0, 1, count)
    still = stacked(network.evaluate(speech(), FrameRate(30), emotions[0]))
    moving = stacked(network.evaluate(speech(), FrameRate(30), emotions))
    expected = np.outer(emotions[:, -1], tiny.network_matrix()[-1])
    # the still clip is interpolated between hops where the graph takes whole clips
    np.testing.assert_allclose(moving - still, expected, atol=5e-3 if dynamic else 1e-5)


def test_cancel_stops_between_batches(shared_tiny_package: Path) -> None:
    network = RegressionNetwork(open_package(shared_tiny_package))
    progress = Progress(
        report=lambda fraction, message: fraction > 0.3 and progress.cancelled.set()
    )
    with pytest.raises(CancelledError):
        network.evaluate(
            speech(4.0), FrameRate(60), np.zeros(tiny.EMOTION_SIZE, np.float32), progress=progress
        )


def test_a_graph_of_the_wrong_size_is_refused(tiny_package: Path) -> None:
    tiny.write_network(tiny_package / "network.onnx", result_size=tiny.RESULT_SIZE - 1)
    with pytest.raises(PackageError, match=r"network\.onnx: 'result' has the shape"):
        RegressionNetwork(open_package(tiny_package))


def test_a_damaged_graph_is_refused(tiny_package: Path) -> None:
    path = tiny_package / "network.onnx"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(PackageError, match=r"network\.onnx is not a network"):
        RegressionNetwork(open_package(tiny_package))
