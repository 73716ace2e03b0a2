"""Single moments against whole clips: the definition of a frame, computed the long way."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation, Slerp

from a2f_maya.audio.files import read_recording
from a2f_maya.errors import AudioError, CancelledError, ParameterError
from a2f_maya.names import RESOURCES
from a2f_maya.network.library import find_package
from a2f_maya.network.package import open_package
from a2f_maya.performing.blend import FaceFrame, blend_rigid
from a2f_maya.performing.clip import Clip, solver_memory
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FaceTrack, WeightTrack

AUDIO = RESOURCES / "audio" / "sample.flac"
RATE = FrameRate(60)
TOLERANCE = 1e-5

Whole = tuple[CoefficientTrack, FaceTrack, WeightTrack]


@pytest.fixture(scope="module")
def pipeline() -> FacePipeline:
    return FacePipeline(open_package(find_package("anton")))


@pytest.fixture(scope="module")
def clip(pipeline: FacePipeline) -> Clip:
    return Clip.open(pipeline, AUDIO, RATE)


def whole(pipeline: FacePipeline, performance: Performance, rate: FrameRate = RATE) -> Whole:
    return pipeline.evaluate(read_recording(AUDIO).samples, rate, performance)


def assert_is_row(frame: FaceFrame, of: Whole, index: int) -> None:
    _, face, weights = of
    for name in ("upper", "lower", "tongue", "jaw", "eyes"):
        wanted = getattr(face, name)[index]
        np.testing.assert_allclose(getattr(frame, name), wanted, atol=TOLERANCE, err_msg=name)
    np.testing.assert_allclose(frame.tongue_offset, face.tongue_offset, atol=0)
    np.testing.assert_allclose(frame.weights, weights.weights[index], atol=TOLERANCE)


SETTINGS = {
    "the package's own": {},
    "smoothed as much as possible": {"lowerFaceSmoothing": 0.1, "upperFaceSmoothing": 0.08},
    "late, loud and short-sighted": {
        "predictionDelay": 0.13,
        "inputStrength": 1.7,
        "lookAhead": 0.1,
        "voiceSeed": 5,
        "blinkSeed": 4,
    },
    "without a voice": {
        "automaticBlinks": False,
        "voiceBrowStrength": 0.0,
        "voiceSquintStrength": 0.0,
        "voiceEffortStrength": 0.0,
    },
}


@pytest.mark.parametrize("name", SETTINGS)
def test_constant_settings_give_the_whole_clip(
    pipeline: FacePipeline, clip: Clip, name: str
) -> None:
    performance = pipeline.performance(SETTINGS[name])
    expected = whole(pipeline, performance)
    assert clip.frame_count == len(expected[1])
    last = clip.frame_count - 1
    played = [*range(130), *range(last - 70, last + 1)]
    scrubbed = np.random.default_rng(1).permutation(clip.frame_count)[:60].tolist()
    for index in played + scrubbed:
        assert_is_row(clip.frame(RATE.seconds_of_frame(index), performance), expected, index)


@pytest.mark.parametrize("rate", [FrameRate(24000, 1001), FrameRate(30), FrameRate(24)])
def test_every_frame_rate(pipeline: FacePipeline, rate: FrameRate) -> None:
    clip = Clip.open(pipeline, AUDIO, rate)
    expected = whole(pipeline, pipeline.defaults, rate)
    for index in range(0, clip.frame_count, 3):
        frame = clip.frame(rate.seconds_of_frame(index), pipeline.defaults)
        assert_is_row(frame, expected, index)


def test_keyed_settings_count_at_their_own_frame(pipeline: FacePipeline, clip: Clip) -> None:
    for index in (0, 1, 47, 100, 101, 222):
        performance = pipeline.performance(
            {
                "lowerFaceStrength": 1.0 + 0.002 * index,
                "blinkOffset": 0.002 * index,
                "emotion": {"joy": 0.003 * index},
            }
        )
        frame = clip.frame(RATE.seconds_of_frame(index), performance)
        assert_is_row(frame, whole(pipeline, performance), index)


def test_emotions_drive_the_network_at_their_own_frame(pipeline: FacePipeline, clip: Clip) -> None:
    calm, sad = pipeline.defaults, pipeline.performance({"emotion": {"sadness": 1.0}})
    change = clip.frame(1.0, sad).weights - clip.frame(1.0, calm).weights
    assert np.abs(change).max() > 0.05


@pytest.mark.parametrize(
    "changes",
    [
        {"lookAhead": 0.06},
        {"inputStrength": 0.4},
        {"predictionDelay": -0.08},
        {"emotion": {"fear": 0.8}},
        {"emotionKeys": [{"time": 0.0, "joy": 1.0}]},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_the_network_hears_is_told_apart(
    pipeline: FacePipeline, clip: Clip, changes: dict[str, object]
) -> None:
    usual = clip.frame(1.2, pipeline.defaults)
    performance = pipeline.performance(changes)
    frame = clip.frame(1.2, performance)
    assert np.abs(frame.lower - usual.lower).max() > 1e-3
    assert_is_row(frame, whole(pipeline, performance), 72)


def test_masks_of_one_package_do_not_get_mixed_up(clip: Clip, pipeline: FacePipeline) -> None:
    model, solver = pipeline.model, pipeline.skin_solver
    for changes in ({"faceMaskLevel": 0.42}, {"faceMaskSoftness": 0.2}, {}, {"faceMaskLevel": 0.7}):
        performance = pipeline.performance(changes)
        _, face, _ = whole(pipeline, performance)
        mask = pipeline.face_mask(performance)
        projection = solver.project_skin(model.skin_neutral, model.skin_basis, mask)
        expected = solver.solve(face, projection).weights[72]
        found = clip.frame(1.2, performance).weights[: len(expected)]
        np.testing.assert_allclose(found, expected, atol=TOLERANCE)


def test_settings_that_change_all_the_time_cost_little(
    pipeline: FacePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = Clip.open(pipeline, AUDIO, RATE)
    asked: list[int] = []
    track = clip.rows.track

    def counting(frames: range, performance: Performance) -> CoefficientTrack:
        asked.append(len(frames))
        return track(frames, performance)

    monkeypatch.setattr(clip.rows, "track", counting)
    for index in range(20):
        clip.frame(index / 24, pipeline.performance({"skinStrength": 0.5 + 0.01 * index}))
    assert max(asked) <= 8
    asked.clear()
    for index in range(100, 220):
        clip.frame(index / 60, pipeline.defaults)
    assert len(asked) <= 5


def test_emotion_keys_of_a_performance_run_over_the_clip(
    pipeline: FacePipeline, clip: Clip
) -> None:
    keys = [{"time": 0.5, "joy": 0.0}, {"time": 1.5, "joy": 1.0}]
    performance = pipeline.performance({"emotionKeys": keys})
    expected = whole(pipeline, performance)
    for index in (30, 60, 75, 90):
        assert_is_row(clip.frame(index / 60, performance), expected, index)


def test_a_moment_between_frames_lies_on_the_line(pipeline: FacePipeline, clip: Clip) -> None:
    _, face, weights = whole(pipeline, pipeline.defaults)
    index = int(np.abs(np.diff(face.jaw[:, 1, 2])).argmax())
    frame = clip.frame((index + 0.25) / 60, pipeline.defaults)
    for name in ("upper", "lower", "tongue", "eyes"):
        first, second = getattr(face, name)[index : index + 2]
        wanted = 0.75 * first + 0.25 * second
        np.testing.assert_allclose(getattr(frame, name), wanted, atol=TOLERANCE)
    first, second = weights.weights[index : index + 2]
    np.testing.assert_allclose(frame.weights, 0.75 * first + 0.25 * second, atol=TOLERANCE)
    jaws = face.jaw[index : index + 2]
    wanted = Slerp([0, 1], Rotation.from_matrix(jaws[:, :3, :3]))(0.25).as_matrix()
    np.testing.assert_allclose(frame.jaw[:3, :3], wanted, atol=1e-6)
    center = np.append(pipeline.model.neutral_jaw.mean(axis=0), 1)
    np.testing.assert_allclose(
        frame.jaw @ center, 0.75 * jaws[0] @ center + 0.25 * jaws[1] @ center, atol=1e-5
    )


def test_a_rigid_blend_is_rigid_and_ends_where_it_should() -> None:
    for seed in range(20):
        turns = Rotation.random(2, random_state=seed)
        first, second = np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)
        first[:3, :3], second[:3, :3] = turns.as_matrix()
        first[:3, 3], second[:3, 3] = np.random.default_rng(seed).normal(0, 3, (2, 3))
        center = np.array([1.0, -4.0, 2.0])
        np.testing.assert_allclose(blend_rigid(first, second, 0, center), first, atol=1e-5)
        np.testing.assert_allclose(blend_rigid(first, second, 1, center), second, atol=1e-5)
        middle = blend_rigid(first, second, 0.3, center)
        wanted = Slerp([0, 1], turns)(0.3).as_matrix()
        np.testing.assert_allclose(middle[:3, :3], wanted, atol=1e-5)


def test_outside_the_clip_its_ends_stay(pipeline: FacePipeline, clip: Clip) -> None:
    expected = whole(pipeline, pipeline.defaults)
    assert_is_row(clip.frame(-3.0, pipeline.defaults), expected, 0)
    assert_is_row(clip.frame(clip.duration + 9, pipeline.defaults), expected, clip.frame_count - 1)


def test_the_solve_is_left_out_where_nobody_wants_it(
    pipeline: FacePipeline, clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    performance = pipeline.performance({"skinStrength": 0.87})
    with monkeypatch.context() as patch:
        patch.delattr(FacePipeline, "solve")
        frame = clip.frame(1.5, performance, solve=False)
    assert frame.weights.shape == (0,)
    np.testing.assert_array_equal(frame.lower, clip.frame(1.5, performance).lower)


def test_temporal_smoothing_of_the_solver_reaches_as_far_as_it_matters() -> None:
    smooth = {"skin": {"strengthTemporalSmoothing": 20.0}}
    pipeline = FacePipeline(open_package(find_package("anton")), blendshapes=smooth)
    clip = Clip.open(pipeline, AUDIO, RATE)
    sharp = FacePipeline(pipeline.package)
    assert solver_memory(sharp.skin_solver) == 0
    assert clip.solver_memory > 30
    expected = whole(pipeline, pipeline.defaults)
    unsmoothed = whole(sharp, pipeline.defaults)[2].weights
    assert np.abs(unsmoothed - expected[2].weights).max() > 0.05
    for index in [*range(0, clip.frame_count, 9), clip.frame_count - 1]:
        frame = clip.frame(RATE.seconds_of_frame(index), pipeline.defaults)
        assert_is_row(frame, expected, index)


def test_what_was_prepared_needs_no_network(
    pipeline: FacePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = Clip.open(pipeline, AUDIO, RATE)
    fractions: list[float] = []
    clip.prepare(pipeline.defaults, Progress(lambda fraction, _: fractions.append(fraction)))
    assert fractions == sorted(fractions)
    expected = whole(pipeline, pipeline.defaults)

    def fail(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the network ran again")

    monkeypatch.setattr(pipeline.network, "evaluate", fail)
    for index in (0, 99, 100, 200):
        assert_is_row(clip.frame(index / 60, pipeline.defaults), expected, index)
    other = pipeline.performance({"sourceFrame": 0, "skinStrength": 0.5, "eyeballsStrength": 2})
    clip.frame(0.7, other)
    with pytest.raises(AssertionError, match="ran again"):
        clip.frame(0.7, pipeline.performance({"emotion": {"joy": 1.0}}))


def test_cancelling_stops_and_a_moment_still_comes(pipeline: FacePipeline) -> None:
    clip = Clip.open(pipeline, AUDIO, RATE)
    progress = Progress()
    progress.cancelled.set()
    with pytest.raises(CancelledError):
        clip.prepare(pipeline.defaults, progress)
    assert_is_row(clip.frame(0.5, pipeline.defaults), whole(pipeline, pipeline.defaults), 30)


def test_many_threads_see_the_same_face(pipeline: FacePipeline) -> None:
    clip = Clip.open(pipeline, AUDIO, RATE)
    masks = [pipeline.performance({"faceMaskLevel": level}) for level in (0.5, 0.6, 0.7)]
    expected = [whole(pipeline, performance) for performance in masks]
    errors: list[BaseException] = []

    def scrub(seed: int) -> None:
        rng = np.random.default_rng(seed)
        try:
            for index, chosen in zip(
                rng.integers(0, clip.frame_count, 40), rng.integers(0, 3, 40), strict=True
            ):
                frame = clip.frame(index / 60, masks[chosen])
                assert_is_row(frame, expected[chosen], int(index))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=scrub, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_networks_that_answer_one_window_at_a_time(shared_tiny_package: Path) -> None:
    pipeline = FacePipeline(open_package(shared_tiny_package))
    clip = Clip.open(pipeline, AUDIO, FrameRate(30))
    expected = whole(pipeline, pipeline.defaults, FrameRate(30))
    for index in (0, 5, 6, 40, 41, clip.frame_count - 1):
        assert_is_row(clip.frame(index / 30, pipeline.defaults), expected, index)


def test_packages_without_blendshapes_have_no_weights(
    pipeline: FacePipeline, clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = replace(pipeline.package, skin_poses=None, tongue_poses=None)
    bare = FacePipeline(package)
    frame = Clip.open(bare, AUDIO, RATE).frame(1.0, bare.defaults)
    assert frame.weights.shape == (0,)
    assert frame.lower.shape == (bare.model.skin_shape_count + 2,)


def test_a_missing_recording_and_an_unknown_style_are_refused(
    pipeline: FacePipeline, clip: Clip, tmp_path: Path
) -> None:
    with pytest.raises(AudioError, match="not there"):
        Clip.open(pipeline, tmp_path / "not there.wav", RATE)
    with pytest.raises(ParameterError, match="nobody"):
        clip.frame(0.5, replace(pipeline.defaults, source_shot="nobody"))
