"""One frame at a time against the reference for whole clips."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.face.frame_points import SkinFrame, tongue_displacements
from a2f_maya.face.head_streams import move
from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.face.points import skin_points, tongue_points
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FaceTrack

SHAPES, TONGUE_SHAPES, VERTICES, FRAMES = 9, 4, 3001, 5


@pytest.fixture(scope="module")
def model() -> FaceModel:
    random = np.random.default_rng(5)

    def normal(*shape: int) -> np.ndarray:
        return random.normal(0, 1, shape).astype(np.float32)

    basis = normal(SHAPES, VERTICES, 3)
    basis[:, 100:700] = 0.0
    return FaceModel(
        normal(VERTICES, 3),
        basis,
        normal(60, 3),
        normal(TONGUE_SHAPES, 60, 3),
        normal(5, 3),
        normal(4, 2),
    )


@pytest.fixture(scope="module")
def track() -> FaceTrack:
    random = np.random.default_rng(6)

    def normal(*shape: int) -> np.ndarray:
        return random.normal(0, 0.3, (FRAMES, *shape)).astype(np.float32)

    jaw = np.broadcast_to(np.eye(4, dtype=np.float32), (FRAMES, 4, 4)).copy()
    jaw[:, :3, :3] = np.linalg.qr(normal(3, 3).astype(np.float64))[0]
    jaw[:, :3, 3] = normal(3)
    offset = np.array([0, 0.4, -0.2], np.float32)
    return FaceTrack(
        FrameRate(30), normal(SHAPES), normal(SHAPES), normal(TONGUE_SHAPES), offset, jaw,
        normal(2, 3),
    )  # fmt: skip


MASKS = {
    "all three regions": (0.5, 0.01),
    "nothing but a soft border": (0.5, 0.5),
    "no lower face": (-3.0, 0.001),
    "no upper face": (4.0, 0.001),
}


@pytest.mark.parametrize("name", MASKS)
def test_the_skin_is_that_of_whole_clips(model: FaceModel, track: FaceTrack, name: str) -> None:
    mask = face_mask(model.skin_neutral, *MASKS[name])
    skin = SkinFrame(model, mask)
    expected = skin_points(track, model, mask) - model.skin_neutral
    out = np.full((VERTICES, 3), 9.0, np.float32)
    for index in range(FRAMES):
        upper, lower = track.upper[index], track.lower[index]
        found = skin.displacements(upper, lower)
        np.testing.assert_allclose(found, expected[index], atol=1e-5)
        assert skin.displacements(upper, lower, out) is out
        np.testing.assert_array_equal(out, found)
        assert not found[100:700].any()


def test_no_coefficients_move_nothing(model: FaceModel) -> None:
    skin = SkinFrame(model, face_mask(model.skin_neutral, 0.5, 0.01))
    nothing = np.zeros(SHAPES, np.float32)
    assert not skin.displacements(nothing, nothing).any()


def test_vertices_that_never_move_cost_nothing(model: FaceModel) -> None:
    skin = SkinFrame(model, face_mask(model.skin_neutral, 0.5, 0.01))
    assert skin.basis_bytes == 4 * 3 * SHAPES * (VERTICES - 600)


def test_the_tongue_follows_the_jaw(model: FaceModel, track: FaceTrack) -> None:
    expected = move(tongue_points(track, model), track.jaw) - model.tongue_neutral
    for index in range(FRAMES):
        found = tongue_displacements(
            model, track.tongue[index], track.tongue_offset, track.jaw[index]
        )
        np.testing.assert_allclose(found, expected[index], atol=1e-5)
