"""The built-in head as meshes with poses."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.face.head import PARTS, load_head
from a2f_maya.face.head_shapes import JAW_POSES, shaped_parts
from a2f_maya.mesh import ShapedMesh
from a2f_maya.names import ARKIT, TONGUE


@pytest.fixture(scope="module")
def parts() -> dict[str, ShapedMesh]:
    return {part.mesh.name: part for part in shaped_parts(load_head())}


def test_every_part_has_the_poses_that_move_it(parts) -> None:
    assert tuple(parts) == PARTS
    assert set(parts["skin"].names) == set(ARKIT)
    assert set(parts["tongue"].names) == {*TONGUE, "tongueOut", *JAW_POSES}
    assert parts["teeth_lower"].names == JAW_POSES
    assert parts["teeth_upper"].names == ()
    known = {*ARKIT, *TONGUE}
    assert all(set(part.names) <= known for part in parts.values())


@pytest.mark.parametrize("name", ["teeth_lower", "eye_left", "eye_right"])
def test_teeth_and_eyes_keep_their_form(parts, name) -> None:
    part, rng = parts[name], np.random.default_rng(3)
    one, other = rng.integers(0, len(part.mesh.points), (2, 500))
    rest = np.linalg.norm(part.mesh.points[one] - part.mesh.points[other], axis=1)
    for index in range(len(part.names)):
        points = part.posed(index).points
        length = np.linalg.norm(points[one] - points[other], axis=1)
        np.testing.assert_allclose(length, rest, atol=1e-4)
        assert np.abs(points - part.mesh.points).max() > 0.05


def test_the_jaw_takes_teeth_and_tongue_down(parts) -> None:
    for name in ("teeth_lower", "tongue"):
        part = parts[name]
        delta = part.deltas[part.names.index("jawOpen")]
        front = part.mesh.points[:, 2].argmax()
        assert delta[front, 1] < -1


@pytest.mark.parametrize(
    ("pose", "axis", "sign"),
    [
        ("eyeLookUpLeft", 1, 1),
        ("eyeLookDownLeft", 1, -1),
        ("eyeLookOutLeft", 0, 1),  # +X is the character's left
        ("eyeLookInLeft", 0, -1),
        ("eyeLookUpRight", 1, 1),
        ("eyeLookOutRight", 0, -1),
        ("eyeLookInRight", 0, 1),
    ],
)
def test_the_pupil_goes_where_the_pose_says(parts, pose, axis, sign) -> None:
    part = parts["eye_left" if pose.endswith("Left") else "eye_right"]
    pupil = part.mesh.points[:, 2].argmax()
    assert sign * part.deltas[part.names.index(pose), pupil, axis] > 0.4
