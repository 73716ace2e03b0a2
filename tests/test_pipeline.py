"""The whole way with the default network, against the same way walked through vertices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from a2f_maya.audio.files import read_recording
from a2f_maya.errors import MeshError
from a2f_maya.face.head_streams import eye_matrices, move
from a2f_maya.mesh import Mesh
from a2f_maya.names import ARKIT, RESOURCES, TONGUE
from a2f_maya.network.library import find_package
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FaceTrack, FloatArray, PointStream, WeightTrack

RATE = FrameRate(30)
CALM = {"automaticBlinks": False, "eyelidOpenOffset": 0.0, "lipOpenOffset": 0.0}


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
