from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import RBFInterpolator
from scipy.spatial.transform import Rotation

from a2f_maya.face.head import load_head
from a2f_maya.transfer.similarity import (
    fit_similarity,
    radial_warp,
    rotations_of,
    smooth_similarities,
)


def test_a_similarity_is_found_again() -> None:
    random = np.random.default_rng(0)
    points = random.normal(size=(9, 3))
    turn = Rotation.random(random_state=1).as_matrix()
    found = fit_similarity(points, 2.5 * points @ turn.T + [1, -2, 3])
    np.testing.assert_allclose(found.rotation, turn, atol=1e-12)
    assert found.scale == pytest.approx(2.5)
    np.testing.assert_allclose(found(np.zeros((1, 3))), [[1, -2, 3]], atol=1e-12)


def test_a_similarity_never_mirrors() -> None:
    points = np.random.default_rng(2).normal(size=(12, 3))
    found = fit_similarity(points, points * [-1, 1, 1])
    assert np.linalg.det(found.rotation) == pytest.approx(1)


def test_the_warp_is_the_one_of_scipy() -> None:
    random = np.random.default_rng(3)
    source = random.normal(size=(20, 3)) * 5
    target = source + random.normal(size=(20, 3)) * 0.5
    queries = random.normal(size=(50, 3)) * 6
    peer = RBFInterpolator(source, target, kernel="linear", degree=1)(queries)
    np.testing.assert_allclose(radial_warp(source, target, queries), peer, atol=1e-3)
    np.testing.assert_allclose(radial_warp(source, target, source), target, atol=1e-3)


@pytest.mark.parametrize("count", [4, 5])
def test_few_points_in_a_plane_warp_all_the_same(count: int) -> None:
    source = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0.3, 0.6, 0]])[:count]
    target = source + np.array([0, 0, 2.0])
    moved = radial_warp(source, target, np.array([[0.5, 0.5, 3.0]]))
    np.testing.assert_allclose(moved, [[0.5, 0.5, 5.0]], atol=1e-6)


def test_neighbourhoods_of_a_similar_head_all_turn_and_scale_alike() -> None:
    points = load_head().skin.points[::4].astype(float)
    turn = 1.7 * Rotation.from_euler("xyz", [20, 50, -10], degrees=True).as_matrix()
    found = smooth_similarities(points, points @ turn.T + 7, radius=5.0)
    np.testing.assert_allclose(found, np.broadcast_to(turn, found.shape), atol=1e-10)


def test_neighbourhoods_follow_what_happens_near_them() -> None:
    grid = np.stack(np.meshgrid(*[np.linspace(-10, 10, 15)] * 3), -1).reshape(-1, 3)
    # everything right of the middle is scaled about a far point, everything left is left alone
    target = np.where(grid[:, :1] > 0, grid * 2, grid)
    found = smooth_similarities(grid, target, radius=2.0)
    scale = np.cbrt(np.linalg.det(found))
    assert scale[grid[:, 0] < -6].max() < 1.02
    assert scale[grid[:, 0] > 6].min() > 1.98


def test_cells_do_not_change_the_result_much() -> None:
    random = np.random.default_rng(5)
    source = random.normal(size=(300, 3))
    target = source @ Rotation.from_euler("z", 25, degrees=True).as_matrix().T
    target = target + 0.2 * np.sin(2 * source)
    found = smooth_similarities(source, target, radius=0.8)
    weights = np.exp(-0.5 * ((source[:, None] - source[None]) ** 2).sum(2) / 0.8**2)
    for index in range(0, 300, 30):
        w = weights[index] / weights[index].sum()
        a, b = source - w @ source, target - w @ target
        covariance = (b * w[:, None]).T @ a
        rotation = rotations_of(covariance[None])[0]
        scale = (rotation * covariance).sum() / (w @ (a * a).sum(axis=1))
        np.testing.assert_allclose(found[index], scale * rotation, atol=0.05)
