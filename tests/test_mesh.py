"""Meshes with poses."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import MeshError
from a2f_maya.mesh import Mesh, ShapedMesh


@pytest.fixture
def triangle() -> Mesh:
    return Mesh(
        "face", np.eye(3, dtype=np.float32), np.array([3], np.int32), np.arange(3, dtype=np.int32)
    )


def test_a_pose_is_the_rest_plus_its_displacements(triangle: Mesh) -> None:
    deltas = np.zeros((2, 3, 3), np.float32)
    deltas[1, 2] = [1, 2, 3]
    posed = ShapedMesh(triangle, ("a", "b"), deltas).posed(1)
    np.testing.assert_array_equal(posed.points, [[1, 0, 0], [0, 1, 0], [1, 2, 4]])
    np.testing.assert_array_equal(posed.face_indices, triangle.face_indices)


@pytest.mark.parametrize(
    ("names", "shape", "words"),
    [
        (("a", "b"), (1, 3, 3), r"\(1, 3, 3\) instead of \(2, 3, 3\)"),
        (("a",), (1, 4, 3), "instead of"),
        (("a",), (1, 3), "instead of"),
        (("a",), None, r"\(0, 3, 3\) instead of \(1, 3, 3\)"),
        (("jawOpen", "JAWOPEN"), (2, 3, 3), "two poses 'JAWOPEN'"),
    ],
)
def test_poses_that_do_not_fit_are_refused(triangle: Mesh, names, shape, words: str) -> None:
    deltas = None if shape is None else np.zeros(shape, np.float32)
    with pytest.raises(MeshError, match=words):
        ShapedMesh(triangle, names, deltas)


def test_a_mesh_without_poses_has_none_to_show(triangle: Mesh) -> None:
    with pytest.raises(MeshError, match="'face' has no pose"):
        ShapedMesh(triangle).posed(0)
