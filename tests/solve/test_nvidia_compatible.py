from __future__ import annotations

import dataclasses
import threading

import numpy as np
import pytest
from scipy.optimize import lsq_linear

from a2f_maya.errors import CancelledError
from a2f_maya.progress import Progress
from a2f_maya.solve.blendshape_solver import BlendshapeSolver
from a2f_maya.solve.box_qp import energies
from a2f_maya.solve.normal_equations import NormalEquations
from a2f_maya.solve.nvidia_compatible import bounded_least_squares, solve_nvidia
from a2f_maya.solve.settings import BlendshapeSettings
from tests.solve import reference


def test_reaches_the_minimum_of_nvidias_other_objective() -> None:
    """scipy's solver of the same least squares problem is the judge."""
    rng = np.random.default_rng(0)
    reached = 0
    for _ in range(60):
        fields = rng.normal(size=(6, 20)) + rng.normal(size=(1, 20))
        matrix = fields @ fields.T
        target = matrix @ rng.normal(0.3, 0.7, 6)
        values = bounded_least_squares(matrix, target, np.ones(6), 1e-10)
        assert values.min() >= 0 and values.max() <= 1
        best = lsq_linear(matrix, target, (0, 1), "bvls", tol=1e-14)
        cost = 0.5 * ((matrix @ values - target) ** 2).sum()
        assert cost >= best.cost * (1 - 1e-9) - 1e-12
        reached += cost <= best.cost * (1 + 1e-6) + 1e-9
    # Its stopping rules may end a little early, but rarely.
    assert reached >= 57


@pytest.mark.parametrize("temporal", [0.0, 5.0])
def test_the_exact_solver_is_never_worse(temporal: float) -> None:
    rng = np.random.default_rng(1)
    poses = reference.random_poses(rng, poses=10)
    base = BlendshapeSettings.default(10)
    settings = dataclasses.replace(
        base, strength_l2=0.5, strength_l1=0.5, symmetry_pairs=((0, 1), (2, 3))
    )
    equations = NormalEquations.build(poses, settings)
    sides = equations.right_sides(reference.random_points(rng, poses, 60))
    exact = BlendshapeSolver(poses, settings).solve_right_sides(sides)
    with_temporal = NormalEquations.build(
        poses, dataclasses.replace(settings, strength_temporal=temporal)
    )
    nvidia = solve_nvidia(with_temporal, sides, 1e-10)
    best, theirs = (energies(equations.matrix, sides, s) for s in (exact, nvidia))
    assert (best <= theirs + 1e-9 * np.abs(theirs)).all()
    assert (theirs - best).max() > 1e-4 * np.abs(best).max()


def test_temporal_strength_shrinks_weights_as_nvidias_does() -> None:
    """A constant target: a true pull to the previous frame would keep the weights."""
    rng = np.random.default_rng(2)
    poses = reference.random_poses(rng, poses=4)
    settings = dataclasses.replace(
        BlendshapeSettings.default(4), strength_l1=0.0, strength_l2=0.1, strength_temporal=5.0
    )
    points = poses.neutral + np.tensordot([0.5, 0.4, 0.6, 0.3], poses.deltas, axes=1)
    still = np.tile(points.astype(np.float32), (30, 1, 1))
    nvidia = BlendshapeSolver(poses, settings, "nvidia").solve_points([still], reference.RATE)
    exact = BlendshapeSolver(poses, settings).solve_points([still], reference.RATE)
    calm = dataclasses.replace(settings, strength_temporal=0.0)
    single = BlendshapeSolver(poses, calm).solve_points([still], reference.RATE)
    np.testing.assert_allclose(exact.weights, single.weights, atol=1e-6)
    assert nvidia.weights[-1].sum() < 0.9 * single.weights[-1].sum()
    # Its fixed point: the matrix holds 100 parts of the pull, the right side one.
    equations = NormalEquations.build(poses, settings)
    side = equations.right_sides(still[:1])[0]
    fixed = np.linalg.solve(equations.matrix + 0.99 * equations.temporal * np.eye(4), side)
    np.testing.assert_allclose(nvidia.weights[-1], fixed, atol=1e-5)


def test_the_smaller_of_a_cancel_pair_gives_way() -> None:
    rng = np.random.default_rng(3)
    poses = reference.random_poses(rng, poses=6)
    settings = dataclasses.replace(
        BlendshapeSettings.default(6), strength_l2=0.1, cancel_pairs=((0, 1), (2, 5))
    )
    points = reference.random_points(rng, poses, 40)
    weights = BlendshapeSolver(poses, settings, "nvidia").solve_points([points], reference.RATE)
    free = dataclasses.replace(settings, cancel_pairs=())
    before = BlendshapeSolver(poses, free, "nvidia").solve_points([points], reference.RATE)
    for first, second in settings.cancel_pairs:
        smaller = np.where(before.weights[:, first] >= before.weights[:, second], second, first)
        assert weights.weights[np.arange(40), smaller].max() <= 1e-9


def test_can_be_cancelled() -> None:
    rng = np.random.default_rng(4)
    poses = reference.random_poses(rng)
    event = threading.Event()
    event.set()
    solver = BlendshapeSolver(poses, method="nvidia")
    with pytest.raises(CancelledError):
        solver.solve_points(
            [reference.random_points(rng, poses, 5)], reference.RATE, Progress(cancelled=event)
        )
