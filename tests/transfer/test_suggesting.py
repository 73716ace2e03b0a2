from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.correspondence import Pair, SurfacePoint, positions
from a2f_maya.errors import CorrespondenceError
from a2f_maya.face.head import load_head
from a2f_maya.transfer.suggesting import (
    mirror_pair,
    mirrored_name,
    suggest_pair,
    surface_point,
    symmetry_plane,
)
from tests.support.heads import GIVEN, identity, mark, retessellated, warped
from tests.support.meshes import ball
from tests.support.meshes import turned as rotation


def test_a_point_is_snapped_to_the_surface() -> None:
    skin = load_head().skin
    nose = load_head().landmarks["nose_tip"]
    assert surface_point(skin, skin.points[nose]).vertex == nose
    place = skin.points[skin.face_indices[:4]].mean(axis=0)
    point = surface_point(skin, place)
    assert point.face is not None
    assert len(point.barycentric) == 4
    assert np.linalg.norm(positions([point], skin)[0] - place) < 0.1


@pytest.mark.parametrize("degrees", [0.0, 12.0])
def test_the_plane_of_symmetry_is_found(degrees: float) -> None:
    skin = load_head().skin
    turn = rotation(degrees) @ rotation(degrees / 3, 2)
    moved = skin.with_points((skin.points @ turn.T + [4, 1, 2]).astype(np.float32))
    plane = symmetry_plane(moved)
    wanted = turn @ [1, 0, 0]
    assert plane.normal @ wanted > np.cos(np.radians(0.5))
    assert abs((plane.point - [4, 1, 2]) @ wanted) < 0.05


def test_a_pair_is_mirrored_on_both_heads() -> None:
    head = load_head()
    warp = identity(2)
    target = retessellated(warped(head.skin, warp), seed=2)
    left, right = mark(head.skin, target, warp, ["mouth_corner_left", "mouth_corner_right"])
    mirrored = mirror_pair(left, head.skin, target)
    assert mirrored.name == "mouth_corner_right"
    for side, mesh in (("source", head.skin), ("target", target)):
        places = positions([getattr(mirrored, side), getattr(right, side)], mesh)
        assert np.linalg.norm(places[0] - places[1]) < 0.1


def test_a_pair_in_the_middle_has_no_other_side() -> None:
    head = load_head()
    nose = SurfacePoint(vertex=head.landmarks["nose_tip"])
    with pytest.raises(CorrespondenceError, match="nose_tip"):
        mirror_pair(Pair(nose, nose, "nose_tip"), head.skin, head.skin)


@pytest.mark.parametrize(
    ("name", "mirrored"),
    [
        ("brow_left", "brow_right"),
        ("eyeRight", "eyeLeft"),
        ("lid_R", "lid_L"),
        ("nose", "nose"),
        ("", ""),
    ],
)
def test_names_change_sides(name: str, mirrored: str) -> None:
    assert mirrored_name(name) == mirrored


def test_the_next_pair_is_far_from_the_marked_ones_and_well_guessed() -> None:
    head = load_head()
    warp = identity(3)
    target = retessellated(warped(head.skin, warp), seed=3)
    lower = [name for name in GIVEN if name.startswith(("mouth", "lip", "chin", "nose"))]
    pairs = mark(head.skin, target, warp, lower)
    landmarks = {name: SurfacePoint(vertex=head.landmarks[name]) for name in GIVEN}
    pair = suggest_pair(head.skin, target, pairs, landmarks)
    assert pair.name not in lower
    marked = positions([each.source for each in pairs], head.skin)
    places = positions([landmarks[name] for name in GIVEN if name not in lower], head.skin)
    farthest = np.linalg.norm(places[:, None] - marked[None], axis=2).min(axis=1).max()
    place = positions([pair.source], head.skin)
    assert np.linalg.norm(place - marked, axis=1).min() == pytest.approx(farthest)
    more = (*pairs, *mark(head.skin, target, warp, ["eye_outer_left", "eye_outer_right"]))
    pair = suggest_pair(head.skin, target, more, landmarks)
    wanted = warp(positions([pair.source], head.skin))
    assert np.linalg.norm(positions([pair.target], target) - wanted) < 1.5


def test_without_names_a_visible_place_of_the_face_is_suggested() -> None:
    head = load_head()
    marks = ["mouth_corner_left", "mouth_corner_right", "nose_tip", "eye_outer_left"]
    points = [SurfacePoint(vertex=head.landmarks[name]) for name in marks]
    pairs = tuple(Pair(point, point) for point in points)
    pair = suggest_pair(head.skin, head.skin, pairs)
    assert pair.source.vertex is not None
    np.testing.assert_allclose(
        positions([pair.source], head.skin), positions([pair.target], head.skin), atol=1e-3
    )


def test_what_cannot_be_suggested_is_said() -> None:
    mesh = ball("ball", 12)
    point = SurfacePoint(vertex=3)
    with pytest.raises(CorrespondenceError, match="3 marked pairs"):
        suggest_pair(mesh, mesh, (Pair(point, point),))
    named = {str(vertex): SurfacePoint(vertex=vertex) for vertex in (1, 20, 40)}
    done = tuple(Pair(point, point, name) for name, point in named.items())
    with pytest.raises(CorrespondenceError, match="marked already"):
        suggest_pair(mesh, mesh, done, named)
