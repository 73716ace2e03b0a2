from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import MeshError
from a2f_maya.face.head import load_head
from a2f_maya.mesh import ShapedMesh
from a2f_maya.transfer.blendshape_transfer import transfer_to_fitted
from a2f_maya.transfer.lid_correction import lid_correction
from a2f_maya.transfer.lids import LidCorrection
from a2f_maya.transfer.wrap import CarriedMotion
from tests.support.identities import identity
from tests.support.meshes import ball

EYES = [
    "eyeBlinkLeft",
    "eyeLookDownLeft",
    "eyeLookInLeft",
    "eyeSquintLeft",
    "eyeWideLeft",
    "eyeBlinkRight",
    "eyeLookDownRight",
    "eyeSquintRight",
    "eyeWideRight",
    "jawOpen",
    "mouthSmileLeft",
]


@pytest.fixture(scope="module")
def man() -> ShapedMesh:
    shapes = load_head().skin_shapes
    return ShapedMesh(load_head().skin, tuple(EYES), np.stack([shapes[name] for name in EYES]))


@pytest.fixture(scope="module")
def lids(man: ShapedMesh) -> LidCorrection:
    found = lid_correction(man, identity("heavy").shapes.mesh)
    assert found is not None
    return found


def opening(points: np.ndarray) -> float:
    """Mean distance between facing lid rims."""
    upper, lower = points[load_head().lid_pairs.T]
    return float(np.linalg.norm(upper - lower, axis=1).mean())


def live(man: ShapedMesh, name: str, lids: LidCorrection | None, amount: float = 1.0) -> np.ndarray:
    other = identity("heavy").shapes.mesh
    rest = man.mesh.points.astype(float)
    assert man.deltas is not None
    motion = rest + amount * man.deltas[man.names.index(name)]
    moved = CarriedMotion(rest, other.points, lids).displacements(motion)
    return np.asarray(other.points + moved)


def test_live_lids_close_on_another_eye(man: ShapedMesh, lids: LidCorrection) -> None:
    both = (
        man.deltas[man.names.index("eyeBlinkLeft")] + man.deltas[man.names.index("eyeBlinkRight")]
    )
    blink = ShapedMesh(man.mesh, ("blink",), both[None])
    open_eye = opening(identity("heavy").shapes.mesh.points.astype(float))
    without = opening(live(blink, "blink", None))
    closed = opening(live(blink, "blink", lids))
    assert without > 0.25 * open_eye
    assert closed < 0.1 * open_eye


def test_a_single_pose_moves_as_its_transferred_shape(man: ShapedMesh, lids: LidCorrection) -> None:
    other = identity("heavy").shapes.mesh
    wanted = transfer_to_fitted(man, other)
    for name in ("eyeBlinkLeft", "eyeWideRight"):
        shape = wanted.deltas[man.names.index(name)][lids.vertices]
        moved = (live(man, name, lids) - other.points)[lids.vertices]
        plain = (live(man, name, None) - other.points)[lids.vertices]
        assert np.linalg.norm(moved - shape) < 0.45 * np.linalg.norm(plain - shape)


def test_what_does_not_concern_lids_is_left_alone(man: ShapedMesh, lids: LidCorrection) -> None:
    for name in ("jawOpen", "mouthSmileLeft"):
        difference = live(man, name, lids) - live(man, name, None)
        assert np.abs(difference).max() < 0.02
    nothing = live(man, "jawOpen", lids, amount=0.0)
    np.testing.assert_array_equal(nothing, identity("heavy").shapes.mesh.points.astype(float))


def test_on_the_same_head_nothing_is_missing(man: ShapedMesh) -> None:
    same = lid_correction(man, man.mesh)
    assert same is not None
    # the shapes close to within a twentieth of a millimetre there by themselves
    assert np.abs(same.missing).max() < 0.05
    assert np.abs(same.missing).mean() < 2e-3


def test_without_eyes_there_is_no_correction() -> None:
    mesh = ball("ball", 12)
    up = np.zeros((1, len(mesh.points), 3), np.float32)
    up[0, :20, 1] = 0.3
    assert lid_correction(ShapedMesh(mesh, ("up",), up), mesh) is None
    assert lid_correction(ShapedMesh(mesh), mesh) is None


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(MeshError, match="lids"):
        LidCorrection(np.arange(4), np.zeros((2, 3, 3)), np.zeros((2, 4, 3)))
    outside = LidCorrection(np.array([99]), np.ones((1, 1, 3)), np.ones((1, 1, 3)))
    with pytest.raises(MeshError, match="lids"):
        CarriedMotion(np.eye(3), np.eye(3), outside)
