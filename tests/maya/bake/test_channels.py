from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from a2f_maya.maya.bake.channels import part_before, solve_channels, translation_matrices

FRAMES = 20


def rigid(random: np.random.Generator, reach: float = 5.0) -> np.ndarray:
    """Random rigid motions for row vectors."""
    matrices = np.tile(np.eye(4), (FRAMES, 1, 1))
    matrices[:, :3, :3] = Rotation.random(FRAMES, random_state=random).as_matrix()
    matrices[:, 3, :3] = random.normal(0, reach, (FRAMES, 3))
    return matrices


def test_channels_of_a_moved_node_are_found() -> None:
    random = np.random.default_rng(5)
    scale = np.diag([0.5, 2.0, 1.5, 1.0])
    before = scale @ rigid(random)
    after = np.tile(rigid(random)[0], (FRAMES, 1, 1))
    rotation = rigid(random, 0.0)
    translation = random.normal(0, 3, (FRAMES, 3))
    local = before @ rotation @ after @ translation_matrices(translation)
    assert part_before(local, rotation, after, translation) == pytest.approx(before)
    wanted = local @ rigid(random)
    found_rotation, found_translation = solve_channels(wanted, before, after)
    again = before @ found_rotation @ after @ translation_matrices(found_translation)
    assert again == pytest.approx(wanted)


def test_a_motion_that_is_not_rigid_keeps_the_position() -> None:
    random = np.random.default_rng(6)
    unit = np.tile(np.eye(4), (FRAMES, 1, 1))
    wanted = rigid(random) @ np.diag([1.0, 1.3, 0.8, 1.0])
    rotations, translations = solve_channels(wanted, unit, unit)
    lengths = rotations[:, :3, :3] @ rotations[:, :3, :3].transpose(0, 2, 1)
    assert lengths == pytest.approx(unit[:, :3, :3])
    assert np.linalg.det(rotations) == pytest.approx(np.ones(FRAMES))
    assert translations == pytest.approx(wanted[:, 3, :3])
