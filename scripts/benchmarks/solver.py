"""The exact blendshape solve against scipy and against NVIDIA's method.

52 overlapping random poses; the targets are sparse smooth tracks like ARKit's, with amplitude
errors and noise, so that bounds are active in every frame.

Run with ``python -m scripts.benchmarks.solver``.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.optimize import lsq_linear

from a2f_maya.solve.blendshape_solver import BlendshapeSolver
from a2f_maya.solve.box_qp import energies, optimality_residuals
from a2f_maya.solve.causal import CausalSolver
from a2f_maya.solve.nvidia_compatible import solve_nvidia
from a2f_maya.solve.poses import PoseSet
from a2f_maya.solve.settings import BlendshapeSettings
from scripts.benchmarks.report import Row, best_of, print_table

POSES, VERTICES, FRAMES, SLOW_FRAMES = 52, 4_000, 3_600, 60
WANTED_SECONDS = 0.3e-3


def random_poses(rng: np.random.Generator) -> PoseSet:
    """Make smooth bumps of different width and height on a sphere, like the poses of a face."""
    neutral = rng.standard_normal((VERTICES, 3))
    neutral *= 17.0 / np.linalg.norm(neutral, axis=1, keepdims=True)
    centers = neutral[rng.integers(0, VERTICES, POSES)]
    distances = ((neutral - centers[:, None]) ** 2).sum(axis=2)
    widths = rng.uniform(3.0, 12.0, (POSES, 1))
    bumps = np.exp(-distances / (2 * widths**2))
    deltas = bumps[..., None] * rng.standard_normal((POSES, 1, 3)) * rng.uniform(0.3, 1.5)
    names = tuple(f"pose{number}" for number in range(POSES))
    return PoseSet(names, neutral.astype(np.float32), deltas.astype(np.float32))


def sparse_weights(rng: np.random.Generator) -> np.ndarray:
    """Make weights [shape=(FRAMES, POSES)] that rise and fall a few times and are 0 between."""
    times = np.arange(FRAMES)[:, None] / 60.0
    weights = np.zeros((FRAMES, POSES))
    for _ in range(25):
        centers = rng.uniform(0, FRAMES / 60.0, POSES)
        pulses = np.exp(-(((times - centers) / rng.uniform(0.05, 0.25, POSES)) ** 2))
        weights = np.maximum(weights, rng.uniform(0.2, 1.0, POSES) * pulses)
    return np.where(weights < 0.02, 0.0, weights)


def rows() -> list[Row]:
    """Measure; also check that every frame is optimal and never worse than NVIDIA's.

    Raises
    ------
    AssertionError
        If that is not so.
    """
    rng = np.random.default_rng(0)
    poses = random_poses(rng)
    pairs = tuple((2 * number, 2 * number + 1) for number in range(13))
    settings = dataclasses.replace(
        BlendshapeSettings.default(POSES),
        strength_l2=0.5,
        strength_l1=0.5,
        symmetry_pairs=pairs,
    )
    solver = BlendshapeSolver(poses, settings)
    equations = solver.equations
    matrix = equations.matrix
    targets = sparse_weights(rng) * (1 + 0.25 * rng.standard_normal(POSES))
    sides = targets @ (equations.deltas @ equations.deltas.T)
    sides += 0.01 * np.sqrt(np.diag(matrix)) * rng.standard_normal(sides.shape)

    solutions = solver.solve_right_sides(sides)
    assert optimality_residuals(matrix, sides, solutions).max() < 1e-6
    some = sides[:: FRAMES // SLOW_FRAMES][:SLOW_FRAMES]
    nvidia = solve_nvidia(equations, some, settings.tolerance)
    ours = energies(matrix, some, solver.solve_right_sides(some))
    assert (ours <= energies(matrix, some, nvidia) + 1e-9).all()

    factor = np.linalg.cholesky(matrix).T
    rest = np.linalg.solve(factor.T, some.T).T

    def scipy_bvls() -> None:
        for side in rest:
            lsq_linear(factor, side, (0, 1), "bvls")

    exact = best_of(lambda: solver.solve_right_sides(sides)) / FRAMES
    smooth = BlendshapeSolver(poses, dataclasses.replace(settings, strength_temporal=0.3))
    live = CausalSolver(smooth.equations)
    target = "at most 0.3 ms"
    return [
        Row(
            f"exact solve, one of {FRAMES} frames",
            exact,
            best_of(scipy_bvls, 1) / len(some),
            target,
            exact <= WANTED_SECONDS,
        ),
        Row(
            "the same against NVIDIA's method in numpy",
            exact,
            best_of(lambda: solve_nvidia(equations, some, settings.tolerance), 1) / len(some),
        ),
        Row(
            f"exact solve with temporal smoothing, one of {FRAMES} frames",
            best_of(lambda: smooth.solve_right_sides(sides), 2) / FRAMES,
        ),
        Row(
            "exact solve of a live frame",
            best_of(lambda: [live.step(side) for side in sides[:300]], 3) / 300,
        ),
    ]


if __name__ == "__main__":
    print_table(rows())
