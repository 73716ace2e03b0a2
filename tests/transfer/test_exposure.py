from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh
from a2f_maya.transfer.exposure import exposure
from tests.support.heads import mesh_of
from tests.support.meshes import ball


def test_a_ball_is_seen_from_everywhere() -> None:
    assert exposure(ball("ball", 24)).min() > 0.8


def test_what_is_inside_is_not_seen() -> None:
    outer, inner = ball("outer", 24), ball("inner", 12, radius=0.6)
    faces = [outer.face_indices, inner.face_indices + len(outer.points)]
    both = Mesh(
        "both",
        np.concatenate([outer.points, inner.points]),
        np.concatenate([outer.face_counts, inner.face_counts]),
        np.concatenate(faces).astype(np.int32),
    )
    seen = exposure(both)
    assert seen[: len(outer.points)].min() > 0.8
    assert seen[len(outer.points) :].max() == 0


def test_face_and_mouth_of_our_head() -> None:
    head = load_head()
    seen = exposure(head.skin)
    for name in ("nose_tip", "chin", "forehead", "cheek_left"):
        assert seen[head.landmarks[name]] > 0.8
    inner = head.skin.points[head.landmarks["lip_upper_inner"]]
    away = head.skin.points - inner
    sideways = np.abs(away[:, :2]).max(axis=1)
    behind_the_lips = (sideways < 2) & (np.abs(away[:, 2] + 3) < 1)
    assert behind_the_lips.sum() > 20
    assert seen[behind_the_lips].max() < 0.1


def test_left_and_right_are_alike() -> None:
    head = load_head()
    seen = exposure(head.skin)
    assert np.abs(seen - seen[head.skin_mirror]).mean() < 0.02


@pytest.mark.parametrize("scale", [0.01, 100.0])
def test_the_unit_does_not_matter(scale: float) -> None:
    mesh = ball("ball", 16)
    moved = mesh.with_points((mesh.points * scale + 50 * scale).astype(np.float32))
    np.testing.assert_allclose(exposure(moved), exposure(mesh), atol=0.07)  # one direction of many


def test_a_vertex_without_a_face_is_not_seen() -> None:
    mesh = mesh_of("one", [[0, 0, 0], [1, 0, 0], [0, 1, 0], [5, 5, 5]], [[0, 1, 2]])
    assert exposure(mesh)[3] == 0
