from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import SceneError
from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_tongue
from a2f_maya.maya.transfer.tongues import tongue_with_poses
from a2f_maya.mesh import Mesh, triangulate
from tests.maya.transfer import heads

SCALE = np.float32(1.2)
SHIFT = np.float32([3, 5, -2])


def bigger(mesh: Mesh) -> Mesh:
    return mesh.with_points(mesh.points * SCALE + SHIFT)


def turned() -> np.ndarray:
    """From the tongue's own space to the target's."""
    matrix = np.eye(4)
    matrix[:3, :3] = 2 * np.array([[0, 0, -1], [0, 1, 0], [1, 0, 0]])
    matrix[3, :3] = [1, 2, 3]
    return matrix


def into_own_space(mesh: Mesh) -> Mesh:
    back = np.linalg.inv(turned())
    points = mesh.points @ back[:3, :3] + back[3, :3]
    return mesh.with_points(points.astype(np.float32))


@pytest.mark.parametrize("same", [True, False])
def test_the_poses_are_those_of_the_male_head(same: bool):
    head = load_head()
    tongue = bigger(head.tongue)
    if not same:
        triangles = triangulate(tongue)
        counts = np.full(len(triangles), 3, np.int32)
        tongue = Mesh("tongue", tongue.points, counts, triangles.ravel())
    found = tongue_with_poses(head.skin, bigger(head.skin), into_own_space(tongue), turned())
    wanted = shaped_tongue(head)
    assert found.names == wanted.names and found.mesh.points.shape == tongue.points.shape
    assert found.deltas is not None and wanted.deltas is not None
    moved, wanted_moves = found.deltas @ turned()[:3, :3], wanted.deltas * SCALE
    error = np.linalg.norm(moved - wanted_moves, axis=(1, 2))
    assert (error < 0.02 * np.linalg.norm(wanted_moves, axis=(1, 2))).all()


def test_another_head_has_no_tongue_to_give():
    with pytest.raises(SceneError, match="'source' is another head"):
        tongue_with_poses(heads.SOURCE, heads.SOURCE, heads.TARGET, np.eye(4))
