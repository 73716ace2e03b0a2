from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint
from a2f_maya.errors import CorrespondenceError, MeshError
from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh
from a2f_maya.transfer.checking import (
    check_mesh,
    check_pairs,
    check_same_topology,
    is_inside_out,
    mesh_size,
    turned,
)
from tests.support.heads import GIVEN, mesh_of
from tests.support.meshes import ball


def same_places(names: tuple[str, ...] = GIVEN) -> Correspondence:
    landmarks = load_head().landmarks
    points = [SurfacePoint(vertex=landmarks[name]) for name in names]
    return tuple(Pair(point, point, name) for point, name in zip(points, names, strict=True))


def test_the_head_is_right_side_out_and_turned_it_is_not() -> None:
    skin = load_head().skin
    assert not is_inside_out(skin)
    assert is_inside_out(turned(skin))
    assert check_mesh(skin, "source") is skin
    mended = check_mesh(turned(skin), "source")
    np.testing.assert_array_equal(mended.face_indices, skin.face_indices)


def test_turning_keeps_each_face_and_reverses_it() -> None:
    mesh = mesh_of("mixed", np.eye(5, 3), [[0, 1, 2], [2, 3, 4, 0]])
    np.testing.assert_array_equal(turned(mesh).face_indices, [2, 1, 0, 0, 4, 3, 2])


def test_a_flat_open_mesh_is_left_alone() -> None:
    flat = mesh_of("flat", [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], [[0, 3, 2, 1]])
    assert check_mesh(flat, "target") is flat


@pytest.mark.parametrize(
    ("mesh", "said"),
    [
        (mesh_of("cloud", [[0, 0, 0]], []), "no faces"),
        (mesh_of("dot", np.ones((3, 3)), [[0, 1, 2]]), "one place"),
        (mesh_of("hole", [[0, 0, 0], [1, np.nan, 0], [0, 1, 0]], [[0, 1, 2]]), "Vertex 1"),
        (mesh_of("far", [[0, 0, 0], [1, 0, 0], [0, np.inf, 0]], [[0, 1, 2]]), "Vertex 2"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_name(mesh: Mesh, said: str) -> None:
    with pytest.raises(MeshError, match=f"target mesh '{mesh.name}'") as caught:
        check_mesh(mesh, "target")
    assert said in str(caught.value)


def test_the_size_leaves_out_vertices_without_faces() -> None:
    mesh = mesh_of("m", [[0, 0, 0], [2, 0, 0], [0, 3, 0], [0, 0, 900]], [[0, 1, 2]])
    assert mesh_size(mesh) == 3


def test_other_faces_are_another_topology() -> None:
    small, large = ball("small", 8), ball("large", 10)
    with pytest.raises(MeshError, match="vertices"):
        check_same_topology(small, large, "open-mouth", "source")
    with pytest.raises(MeshError, match="differ"):
        check_same_topology(small, turned(small), "open-mouth", "source")


def refusal(source: Mesh, target: Mesh, pairs: Correspondence) -> str:
    with pytest.raises(CorrespondenceError) as caught:
        check_pairs(source, target, pairs)
    return str(caught.value)


def test_good_pairs_pass_in_any_pose_and_unit() -> None:
    skin = load_head().skin
    check_pairs(skin, skin, same_places())
    moved = skin.with_points((0.01 * skin.points[:, [0, 2, 1]] * [1, -1, 1] + 4).astype(np.float32))
    check_pairs(skin, moved, same_places())
    check_pairs(skin, moved, same_places(GIVEN[:4]))


def test_too_few_pairs() -> None:
    skin = load_head().skin
    assert "3 pairs" in refusal(skin, skin, same_places(GIVEN[:3]))


def test_pairs_of_another_mesh() -> None:
    skin = load_head().skin
    said = refusal(skin, ball("ball", 12), same_places())
    assert "On the target mesh" in said
    assert "ball" in said


def test_mirrored_heads_are_told_apart_from_wrong_ones() -> None:
    skin = load_head().skin
    mirrored = skin.with_points(skin.points * np.array([-1, 1, 1], np.float32))
    assert "mirrored" in refusal(skin, mirrored, same_places())
    in_a_plane = ("mouth_corner_left", "mouth_corner_right", "eye_outer_left", "eye_outer_right")
    assert "mirrored" in refusal(skin, mirrored, same_places(in_a_plane))
    pairs = same_places()
    mixed = tuple(
        replace(pair, target=pairs[(7 * index + 3) % len(pairs)].target)
        for index, pair in enumerate(pairs)
    )
    assert "same places" in refusal(skin, skin, mixed)


def test_points_on_a_line_and_doubles() -> None:
    skin = load_head().skin
    one = same_places()[0]
    on_a_line = tuple(replace(one, name=str(index)) for index in range(5))
    assert "one line" in refusal(skin, skin, on_a_line)
    pairs = same_places()
    twice = (*pairs, replace(pairs[0], target=pairs[3].target))
    assert f"1 ('{pairs[0].name}') and 31" in refusal(skin, skin, twice)
