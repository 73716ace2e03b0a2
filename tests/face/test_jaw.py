from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from a2f_maya.face.jaw import fit_rigid, jaw_transforms
from a2f_maya.face.params import FaceParameters

POINTS = np.random.default_rng(0).uniform(-10, 10, (5, 3)).astype(np.float32)


def test_a_rigid_motion_is_found_again() -> None:
    rng = np.random.default_rng(1)
    rotations = Rotation.random(200, random_state=2).as_matrix()
    shifts = rng.uniform(-10, 10, (200, 3))
    displacements = np.einsum("tij,pj->tpi", rotations, POINTS) + shifts[:, None] - POINTS
    matrices = jaw_transforms(displacements.astype(np.float32), POINTS, FaceParameters())
    np.testing.assert_allclose(matrices[:, :3, :3], rotations, atol=1e-4)
    np.testing.assert_allclose(matrices[:, :3, 3], shifts, atol=1e-4)
    np.testing.assert_array_equal(matrices[:, 3], np.tile([0, 0, 0, 1], (200, 1)))


def test_no_strength_leaves_the_two_offsets() -> None:
    displacements = np.random.default_rng(3).normal(size=(7, 5, 3)).astype(np.float32)
    parameters = FaceParameters(
        lower_teeth_strength=0.0, lower_teeth_height_offset=-0.1, lower_teeth_depth_offset=0.25
    )
    expected = np.eye(4)
    expected[:3, 3] = 0, -0.1, 0.25
    matrices = jaw_transforms(displacements, POINTS, parameters)
    np.testing.assert_allclose(matrices, np.tile(expected, (7, 1, 1)), atol=1e-5)


def test_fit_equals_an_independent_one_and_is_never_a_reflection() -> None:
    rng = np.random.default_rng(4)
    targets = rng.normal(size=(100, 5, 3)).astype(np.float32) * 5
    targets[0] = POINTS * [-1, 1, 1]
    matrices = fit_rigid(POINTS, targets)
    np.testing.assert_allclose(np.linalg.det(matrices[:, :3, :3]), 1.0, atol=1e-5)
    for target, matrix in zip(targets, matrices, strict=True):
        own = POINTS - POINTS.mean(axis=0)
        best, _ = Rotation.align_vectors(target - target.mean(axis=0), own)
        np.testing.assert_allclose(matrix[:3, :3], best.as_matrix(), atol=2e-4)
        center = matrix[:3, :3] @ POINTS.mean(axis=0) + matrix[:3, 3]
        np.testing.assert_allclose(center, target.mean(axis=0), atol=1e-4)


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_strength_scales_displacements(strength: float) -> None:
    displacements = np.random.default_rng(5).normal(size=(4, 5, 3)).astype(np.float32)
    scaled = jaw_transforms(displacements, POINTS, FaceParameters(lower_teeth_strength=strength))
    plain = jaw_transforms(
        np.float32(strength) * displacements, POINTS, FaceParameters(lower_teeth_strength=1.0)
    )
    np.testing.assert_allclose(scaled, plain, atol=1e-6)
