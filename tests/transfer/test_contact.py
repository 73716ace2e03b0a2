"""Contacts are found where our head is known to have them, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import MeshError
from a2f_maya.face.head import load_head
from a2f_maya.mesh import ShapedMesh
from a2f_maya.transfer.contact import ContactPairs, find_contacts, placed_contacts
from a2f_maya.transfer.eyeballs import fit_ball, lid_groups
from tests.support.heads import retessellated
from tests.support.identities import man_shapes
from tests.support.meshes import ball


@pytest.fixture(scope="module")
def pairs() -> ContactPairs:
    return find_contacts(man_shapes())


def opening(pairs: ContactPairs) -> np.ndarray:
    points = load_head().skin.points.astype(np.float64)
    return np.linalg.norm(pairs.gaps(points), axis=1) > 0.006 * np.ptp(points, axis=0).max()


def test_lids_are_found_by_their_closing(pairs: ContactPairs) -> None:
    head = load_head()
    points = head.skin.points.astype(np.float64)
    lids = pairs.chosen(opening(pairs))
    rim = head.lid_pairs
    wide = rim[np.linalg.norm(points[rim[:, 0]] - points[rim[:, 1]], axis=1) > 0.3]
    found = set(lids.corners[:, 0, 0].tolist())
    assert np.mean([vertex in found for vertex in wide.ravel().tolist()]) > 0.9
    # nothing but the eyes opens and closes on this head
    middle = lids.means(points)
    away = np.minimum(*(np.linalg.norm(middle - eye, axis=1) for eye in head.eye_pivots))
    assert away.max() < 2.0


def test_lips_are_found_by_their_touching(pairs: ContactPairs) -> None:
    head = load_head()
    touching = pairs.chosen(~opening(pairs))
    line = head.lip_pairs[: len(head.lip_pairs) // 2]
    found = set(touching.corners[:, 0, 0].tolist())
    assert np.mean([vertex in found for vertex in line.ravel().tolist()]) > 0.8


def test_each_eye_gives_its_ball(pairs: ContactPairs) -> None:
    head = load_head()
    points = head.skin.points.astype(np.float64)
    groups = lid_groups(points, pairs)
    assert len(groups) == 2
    for group in groups:
        eye = fit_ball(pairs.chosen(group).places(points))
        assert eye is not None
        assert np.linalg.norm(eye.centre - head.eye_pivots, axis=1).min() < 0.15
        assert 1.25 < eye.radius < 1.5
    flat = np.random.default_rng(0).normal(size=(50, 3)) * [1, 1, 0]
    assert fit_ball(flat) is None


def test_a_pose_that_closes_nothing_gives_nothing() -> None:
    mesh = ball("ball", 16)
    grown = ShapedMesh(mesh, ("grow",), 0.3 * mesh.points[None])
    assert len(find_contacts(grown)) == 0
    assert len(find_contacts(ShapedMesh(mesh))) == 0


def test_gaps_and_their_operator_agree(pairs: ContactPairs) -> None:
    points = load_head().skin.points.astype(np.float64)
    np.testing.assert_allclose(pairs.matrix(len(points)) @ points, pairs.gaps(points), atol=1e-9)
    given = load_head().lip_pairs[:5]
    explicit = ContactPairs.of_vertices(given)
    np.testing.assert_allclose(explicit.gaps(points), points[given[:, 0]] - points[given[:, 1]])


def test_pairs_find_their_place_on_other_triangles(pairs: ContactPairs) -> None:
    head = load_head().skin
    other = retessellated(head, seed=8)
    placed = placed_contacts(pairs, head, other)
    before = pairs.places(head.points.astype(np.float64))
    after = placed.places(other.points.astype(np.float64))
    assert np.percentile(np.linalg.norm(after - before, axis=1), 90) < 0.02


def test_pairs_of_another_mesh_are_refused() -> None:
    with pytest.raises(MeshError, match="does not have"):
        ContactPairs.of_vertices([[0, 100_000]]).check(load_head().skin)
