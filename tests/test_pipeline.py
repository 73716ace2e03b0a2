"""The whole way with the default network, against the same way walked through vertices."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from a2f_maya.audio.files import read_recording
from a2f_maya.audio.prosody import prosody
from a2f_maya.errors import MeshError
from a2f_maya.face.animators import animate
from a2f_maya.face.head_streams import eye_matrices, move
from a2f_maya.face.vocal_effort import VocalEffort
from a2f_maya.face.voice_gestures import GESTURES, VoiceGestures
from a2f_maya.mesh import Mesh
from a2f_maya.names import ARKIT, RESOURCES, TONGUE
from a2f_maya.network.library import find_package
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FaceTrack, FloatArray, PointStream, WeightTrack
from scripts.lipsync_metrics.channels import arkit_channels
from scripts.lipsync_metrics.signals import lip_signals
from tests.support import voices

RATE = FrameRate(30)
SILENT_VOICE = {
    "voiceBrowStrength": 0.0,
    "voiceSquintStrength": 0.0,
    "voiceEffortStrength": 0.0,
}
CALM = {"automaticBlinks": False, "eyelidOpenOffset": 0.0, "lipOpenOffset": 0.0, **SILENT_VOICE}


@pytest.fixture(scope="module")
def pipeline() -> FacePipeline:
    return FacePipeline(open_package(find_package("anton")))


@pytest.fixture(scope="module")
def samples() -> FloatArray:
    return read_recording(RESOURCES / "audio" / "sample.flac", end=3.0).samples


@pytest.fixture(scope="module")
def tracks(
    pipeline: FacePipeline, samples: FloatArray
) -> tuple[CoefficientTrack, FaceTrack, WeightTrack]:
    return pipeline.evaluate(samples, RATE, pipeline.performance(CALM))


def stream(pipeline: FacePipeline, face: FaceTrack, name: str) -> PointStream:
    streams = pipeline.point_streams(face, pipeline.performance(CALM))
    return {item.name: item for item in streams}[name]


def points(item: PointStream) -> FloatArray:
    return np.concatenate(list(item.blocks()))


def test_the_poses_are_the_public_ones(pipeline: FacePipeline) -> None:
    assert pipeline.pose_names == ARKIT + TONGUE


def test_weights_are_the_coefficients_of_the_basis(
    pipeline: FacePipeline, tracks: tuple[CoefficientTrack, FaceTrack, WeightTrack]
) -> None:
    """Rows of the default basis are sums of poses: the solve must find the coefficients again."""
    coefficients, _, weights = tracks
    column = {name: weights.weights[:, i] for i, name in enumerate(weights.names)}
    basis = pipeline.model.skin_basis
    poses = pipeline.skin_solver.poses.deltas
    names = pipeline.skin_solver.poses.names
    checked = 0
    for k in range(coefficients.skin.shape[1]):
        for name, delta in zip(names, poses, strict=True):
            if np.array_equal(delta, basis[k]):
                np.testing.assert_allclose(column[name], coefficients.skin[:, k], atol=0.02)
                checked += 1
    assert checked >= 8
    assert column["jawOpen"].max() > 0.2


def test_weights_equal_those_solved_from_vertices(
    pipeline: FacePipeline, tracks: tuple[CoefficientTrack, FaceTrack, WeightTrack]
) -> None:
    _, face, weights = tracks
    solver = pipeline.skin_solver
    skin = solver.solve_points(stream(pipeline, face, "skin").blocks(), RATE)
    np.testing.assert_allclose(skin.weights, weights.weights[:, : len(ARKIT)], atol=2e-3)


def test_parts_follow_jaw_and_eyes(
    pipeline: FacePipeline, tracks: tuple[CoefficientTrack, FaceTrack, WeightTrack]
) -> None:
    _, face, _ = tracks
    head = pipeline.head
    teeth = points(stream(pipeline, face, "teeth_lower"))
    frame = int(np.argmax(face.lower[:, 0]))
    rest = head.parts["teeth_lower"].points
    expected = rest @ face.jaw[frame, :3, :3].T + face.jaw[frame, :3, 3]
    np.testing.assert_allclose(teeth[frame], expected, atol=1e-4)
    assert teeth[frame, :, 1].mean() < rest[:, 1].mean() - 0.2
    upper = points(stream(pipeline, face, "teeth_upper"))
    np.testing.assert_array_equal(upper[frame], head.parts["teeth_upper"].points)
    eye = points(stream(pipeline, face, "eye_left"))[frame] - head.eye_pivots[0]
    turned = Rotation.from_euler("xyz", face.eyes[frame, 1], degrees=True)
    expected = turned.apply(head.parts["eye_left"].points - head.eye_pivots[0])
    np.testing.assert_allclose(eye, expected, atol=1e-4)


def test_eye_matrices_look_where_they_should() -> None:
    pivot = np.array([3.0, 0.5, 7.0], np.float32)
    gaze = pivot + np.array([[0, 0, 1]], np.float32)
    degrees = np.array([[10, 0, 0], [0, 20, 0]], np.float32)
    down, left = move(gaze, eye_matrices(degrees, pivot))[:, 0] - pivot
    assert down[1] == pytest.approx(-np.sin(np.radians(10)), abs=1e-6)
    assert left[0] == pytest.approx(np.sin(np.radians(20)), abs=1e-6)


def test_blinks_close_the_lids(pipeline: FacePipeline, samples: FloatArray) -> None:
    closed = pipeline.performance({**CALM, "blinkOffset": 1.0})
    weights = pipeline.evaluate(samples, RATE, closed)[2]
    columns = [weights.names.index(f"eyeBlink{side}") for side in ("Left", "Right")]
    lids = weights.weights[:, columns]
    np.testing.assert_allclose(lids, 1.0, atol=0.02)


def test_a_mesh_must_fit_the_network(shared_tiny_package: Path, pipeline: FacePipeline) -> None:
    package = open_package(shared_tiny_package)
    with pytest.raises(MeshError, match="60"):
        FacePipeline(package, skin_mesh=pipeline.head.skin)
    quad = Mesh(
        "any name",
        np.zeros((60, 3), np.float32),
        np.array([4], np.int32),
        np.array([0, 1, 2, 3], np.int32),
    )
    fitted = FacePipeline(package, skin_mesh=quad)
    assert [mesh.name for mesh in fitted.meshes] == ["skin"]
    np.testing.assert_array_equal(fitted.meshes[0].points, fitted.model.skin_neutral)


def test_emotion_keys_move_the_face_over_time(pipeline: FacePipeline, samples: FloatArray) -> None:
    """At 25 frames a second every frame is on a hop, so both ways of running the network agree."""
    keys = [{"time": 0.5, "joy": 0.0}, {"time": 1.5, "joy": 1.0}]
    constant = pipeline.performance({**CALM, "emotion": {"joy": 1.0}})
    keyed = pipeline.performance({**CALM, "emotionKeys": keys})
    calm, joyful, changing = (
        pipeline.coefficients(samples, FrameRate(25), performance).skin
        for performance in (pipeline.performance(CALM), constant, keyed)
    )
    np.testing.assert_allclose(changing[:13], calm[:13], atol=1e-4)
    np.testing.assert_allclose(changing[38:], joyful[38:], atol=1e-4)
    assert np.abs(joyful - calm).max() > 0.3


def lip_gap(weights: WeightTrack) -> np.ndarray:
    """Opening of the lips as the lip-sync measurements define it."""
    channels = arkit_channels(weights.names, weights.weights.astype(np.float64))
    return lip_signals(channels).gap


def test_gestures_of_the_voice_arrive_as_weights(pipeline: FacePipeline) -> None:
    """Points and weights follow by the basis; here the solve finds the gestures again."""
    samples = voices.clip("kokoro")
    voice = VoiceGestures.of(prosody(samples, 16000))
    on = pipeline.performance({**CALM, "voiceBrowStrength": 1.0, "voiceSquintStrength": 1.0})
    coefficients, face, weights = pipeline.evaluate(samples, RATE, on)
    off = pipeline.solve(pipeline.animate(coefficients, pipeline.performance(CALM), None), on)
    asked = voice.weights(np.arange(len(face)) / 30)
    for column, name in enumerate(GESTURES):
        place = weights.names.index(name)
        added = weights.weights[:, place] - off.weights[:, place]
        np.testing.assert_allclose(added, asked[:, column], atol=0.03)
    others = [i for i, name in enumerate(weights.names) if name not in GESTURES]
    np.testing.assert_allclose(weights.weights[:, others], off.weights[:, others], atol=0.02)
    assert asked[:, GESTURES.index("browInnerUp")].max() > 0.25
    skin = points(stream(pipeline, face, "skin"))
    expected = pipeline.skin_solver.solve_points([skin], RATE)
    np.testing.assert_allclose(expected.weights, weights.weights[:, : len(ARKIT)], atol=2e-3)


def test_the_package_follows_the_voice_unless_it_is_told_not_to(pipeline: FacePipeline) -> None:
    parameters = pipeline.defaults.parameters
    assert parameters.voice_brow_strength == parameters.voice_squint_strength == 1.0
    assert parameters.voice_effort_strength == 1.0
    assert pipeline.model.gestures == GESTURES
    assert not pipeline.performance(SILENT_VOICE).parameters.follows_voice


@pytest.mark.parametrize("name", ["silence", "white noise", "chords", "breath"])
def test_brows_rest_without_speech(pipeline: FacePipeline, name: str) -> None:
    samples = voices.NOT_SPEECH[name]()
    weights = pipeline.evaluate(samples, RATE, pipeline.defaults)[2]
    columns = [weights.names.index(gesture) for gesture in GESTURES]
    assert weights.weights[:, columns].max() < 0.03


def test_lips_that_touch_still_touch_in_a_shout(pipeline: FacePipeline) -> None:
    labels = json.loads((voices.SPEECH / "flite.json").read_text(encoding="utf-8"))
    samples = voices.clip("flite")
    rate = FrameRate(60)
    usual = pipeline.performance({**CALM, "voiceEffortStrength": 1.0})
    coefficients = pipeline.coefficients(samples, rate, usual)
    full = np.ones(len(samples) // 160 + 1, np.float32)
    gaps, jaws = [], []
    for shout in (0 * full, full):
        voice = VoiceGestures((), (), (), VocalEffort(0 * full, shout))
        face = animate(coefficients, usual.parameters, pipeline.model, voice=voice)
        weights = pipeline.solve(face, usual)
        gaps.append(lip_gap(weights))
        jaws.append(weights.weights[:, weights.names.index("jawOpen")])
    assert np.percentile(jaws[1], 80) == pytest.approx(1.3 * np.percentile(jaws[0], 80), rel=0.05)
    references = [np.percentile(gap[gap > 0.05], 90) for gap in gaps]
    closed = 0
    for phone, start, end in labels["phones"]:
        if phone not in ("P", "B", "M"):
            continue
        inside = slice(int((start - 0.03) * 60), int((end + 0.03) * 60) + 1)
        normal, shouted = (
            gap[inside].min() / reference for gap, reference in zip(gaps, references, strict=True)
        )
        if normal < 0.2:
            closed += 1
            assert shouted < 0.2
    assert closed >= 8


def test_a_package_without_such_poses_has_no_gestures(shared_tiny_package: Path) -> None:
    pipeline = FacePipeline(open_package(shared_tiny_package))
    assert pipeline.model.gestures == ()
    assert pipeline.defaults.parameters.follows_voice is False
    samples = voices.clip("kokoro")[:32000]
    on = pipeline.performance({"voiceBrowStrength": 1.0, "automaticBlinks": False})
    off = pipeline.performance({"automaticBlinks": False})
    (_, loud, _), (_, still, _) = (pipeline.evaluate(samples, RATE, p) for p in (on, off))
    np.testing.assert_array_equal(loud.upper, still.upper)
    assert loud.upper.shape[1] == pipeline.model.skin_shape_count + 2


def test_inactive_poses_are_not_gestures() -> None:
    pipeline = FacePipeline(
        open_package(find_package("anton")),
        blendshapes={"skin": {"active": {"browInnerUp": False}}},
    )
    assert "browInnerUp" not in pipeline.model.gestures
    assert "browOuterUpLeft" in pipeline.model.gestures


def test_the_voice_is_only_listened_to_where_it_counts(
    pipeline: FacePipeline, samples: FloatArray, monkeypatch: pytest.MonkeyPatch
) -> None:
    listened = []

    def listen(*arguments: object) -> object:
        listened.append(arguments)
        return prosody(samples, 16000)

    monkeypatch.setattr("a2f_maya.pipeline.prosody", listen)
    for overrides, wanted in (
        (CALM, 0),
        ({**CALM, "voiceEffortStrength": 0.5}, 1),
        ({**CALM, "automaticBlinks": True}, 2),
    ):
        pipeline.voice_gestures(samples, pipeline.performance(overrides))
        assert len(listened) == wanted
