"""A tongue's poses in other mouths, against other people's tongues and plain scaled copies."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from a2f_maya.errors import MeshError
from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_tongue
from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.transfer.similarity import fit_similarity
from a2f_maya.transfer.tongue_fitting import fit_tongue
from a2f_maya.transfer.tongue_transfer import transfer_tongue
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import Wrap, bind_wrap
from tests.support.heads import retessellated
from tests.support.identities import PEOPLE, identity, tongue
from tests.support.meshes import turned
from tests.support.posing import Places
from tests.support.tongues import coarse

Array = npt.NDArray[np.float64]

TURN = turned(40, 0) @ turned(-65, 1) @ turned(110, 2)
OWN = tuple(load_head().tongue_shapes)


def ours() -> ShapedMesh:
    """Our tongue with its own poses, and those of the jaw."""
    return shaped_tongue(load_head())


def own(shaped: ShapedMesh) -> Array:
    """Displacements of the tongue's own 16 poses."""
    assert shaped.deltas is not None
    return shaped.deltas[[shaped.names.index(name) for name in OWN]].astype(np.float64)


def doubles(mesh: Mesh) -> Array:
    return mesh.points.astype(np.float64)


def length(mesh: Mesh) -> float:
    return float(np.ptp(mesh.points, axis=0).max())


def error(found: Array, truth: Array) -> float:
    """Mean relative error of all poses."""
    missed = np.linalg.norm(found - truth, axis=(1, 2)) / np.linalg.norm(truth, axis=(1, 2))
    return float(missed.mean())


def copied(fitted: Mesh) -> Array:
    """Our poses turned and scaled as a whole."""
    move = fit_similarity(doubles(ours().mesh), doubles(fitted))
    result: Array = move.scale * own(ours()) @ move.rotation.T
    return result


def transferred(name: str, target: Mesh) -> ShapedMesh:
    return transfer_tongue(ours(), load_head().skin, identity(name).shapes.mesh, target)


@cache
def on_coarse(name: str) -> ShapedMesh:
    return transferred(name, coarse(tongue(name)).mesh)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_tongue_of_our_topology_is_better_than_a_scaled_copy(name: str) -> None:
    person = tongue(name)
    found = transferred(name, person.mesh)
    assert found.mesh is person.mesh and found.names == ours().names
    assert error(own(found), own(person)) < 0.8 * error(copied(person.mesh), own(person))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_tongue_of_another_topology_is_no_worse_than_a_scaled_copy(name: str) -> None:
    person = coarse(tongue(name))
    skins = load_head().skin, identity(name).shapes.mesh
    fitted = fit_tongue(ours().mesh, *skins, person.mesh)
    wrap = Wrap(bind_wrap(fitted, person.mesh), triangulate(fitted), polygon_edges(person.mesh))
    rest = doubles(fitted)
    copies = np.stack([wrap.displacements(rest + delta) for delta in copied(fitted)])
    found = error(own(on_coarse(name)), own(person))
    # both suffer from what the fit has missed
    assert found <= 1.05 * error(copies, own(person)) and found < 0.15
    off = np.linalg.norm(rest - doubles(tongue(name).mesh), axis=1)
    assert off.mean() < 0.04 * length(person.mesh)


@pytest.mark.parametrize("name", PEOPLE)
def test_tip_stays_tip_left_stays_left_and_the_root_stays(name: str) -> None:
    person, found = coarse(tongue(name)), on_coarse(name)
    points, size = doubles(person.mesh), length(person.mesh)
    tip, root = points[:, 2] > points[:, 2].max() - 0.1 * size, slice(0, 16)
    for pose, axis, sign in (
        ("tongueTipUp", 1, 1),
        ("tongueTipDown", 1, -1),
        ("tongueTipLeft", 0, 1),
        ("tongueTipRight", 0, -1),
    ):
        moved = own(found)[OWN.index(pose)]
        assert (sign * moved[tip, axis]).min() > 0.05 * size, pose
        assert np.linalg.norm(moved[tip], axis=1).min() > np.linalg.norm(moved[~tip], axis=1).mean()
        assert np.abs(moved[root]).max() < 0.02 * size
    flip = np.array([-1.0, 1.0, 1.0])
    mirror = np.linalg.norm(points[:, None] * flip - points[None], axis=2).argmin(axis=1)
    left, right = (own(found)[OWN.index(f"tongue{side}")] for side in ("Left", "Right"))
    assert np.abs(left[mirror] * flip - right).max() < 0.03 * size


def test_a_turned_small_tongue_that_lies_elsewhere_gets_the_same_poses_smaller() -> None:
    skin, source, size = load_head().skin, ours(), 0.5
    fitted = skin.with_points((size * skin.points @ TURN.T + [3, 0, 9]).astype(np.float32))
    middle = doubles(source.mesh).mean(axis=0)
    leaned = (doubles(source.mesh) - middle) @ turned(20, 1).T * 1.2 + middle + [0, 0.6, 1]
    there = source.mesh.with_points((size * leaned @ TURN.T + [3, 0, 9]).astype(np.float32))
    result = transfer_tongue(source, skin, fitted, retessellated(there, seed=2))
    assert source.deltas is not None and result.deltas is not None
    truth = 1.2 * size * source.deltas @ turned(20, 1).T @ TURN.T
    assert error(result.deltas, Places(result.mesh, there)(truth)) < 0.04


def test_our_own_tongue_keeps_its_poses_those_of_the_jaw_too() -> None:
    skin, source = load_head().skin, ours()
    result = transfer_tongue(source, skin, skin, source.mesh)
    assert {"jawOpen", "jawForward", "tongueOut"} < set(result.names)
    np.testing.assert_allclose(result.deltas, source.deltas, atol=2e-4 * length(source.mesh))


def test_bare_and_bad_tongues() -> None:
    skin, source = load_head().skin, ours()
    bare = transfer_tongue(ShapedMesh(source.mesh), skin, skin, source.mesh)
    assert bare.names == ()
    lost = source.mesh.with_points(np.where(source.mesh.points > 0, np.nan, 1).astype(np.float32))
    with pytest.raises(MeshError, match="tongue mesh 'tongue' has a coordinate that is no finite"):
        transfer_tongue(source, skin, skin, lost)
    with pytest.raises(MeshError, match="fitted mesh 'tongue'"):
        transfer_tongue(source, skin, source.mesh, source.mesh)
