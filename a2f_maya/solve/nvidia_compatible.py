"""NVIDIA's CPU solver with its peculiarities, to compare with weights that were exported elsewhere.

Re-implemented from the behaviour of the Audio2Face-3D-SDK (``blendshape_solver.cpp``,
``bvls.cpp``), in double precision. It differs from the exact solver in two ways: it minimises ``|A
x - b|^2`` although A and b are normal equations already, which is another minimum wherever a bound
is active; and its temporal term has a hundred times more weight in the matrix than on the right
side, which shrinks weights more than it smooths.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.progress import Progress
from a2f_maya.solve.normal_equations import NormalEquations

Array = npt.NDArray[np.float64]
Sides = npt.NDArray[np.int8]

_CANCELLED_UPPER = 1e-10
_LEAST_CHANGE = 1e-6
_MATRIX_TO_SIDE = 100.0
_REPORT_FRAMES = 50


def solve_nvidia(
    equations: NormalEquations,
    right_sides: Array,
    tolerance: float,
    progress: Progress | None = None,
) -> Array:
    """Solve a clip frame by frame as NVIDIA's CPU solver does.

    Parameters
    ----------
    equations : NormalEquations
    right_sides : np.ndarray [shape=(T, n)]
    tolerance : float
        Optimality at which a frame is finished.
    progress : Progress, optional

    Returns
    -------
    np.ndarray [shape=(T, n)]
        In 0..1.
    """
    size = len(equations.columns)
    matrix = equations.matrix + equations.temporal * np.eye(size)
    solutions = np.zeros_like(right_sides)
    previous: Array = np.zeros(size)
    for frame, side in enumerate(right_sides):
        if progress is not None and frame % _REPORT_FRAMES == 0:
            progress.update(frame / len(right_sides), "Solving blendshape weights")
        pulled = side + equations.temporal / _MATRIX_TO_SIDE * previous
        upper = np.ones(size)
        previous = bounded_least_squares(matrix, pulled, upper, tolerance)
        for first, second in equations.cancel_pairs:
            loser = second if previous[first] >= previous[second] else first
            upper[loser] = _CANCELLED_UPPER
        if equations.cancel_pairs:
            previous = bounded_least_squares(matrix, pulled, upper, tolerance)
        solutions[frame] = previous
    return solutions


def bounded_least_squares(matrix: Array, target: Array, upper: Array, tolerance: float) -> Array:
    """Minimise ``|matrix @ x - target|^2`` over ``0 <= x <= upper`` (Stark and Parker's BVLS).

    Parameters
    ----------
    matrix : np.ndarray [shape=(m, n)]
    target : np.ndarray [shape=(m,)]
    upper : np.ndarray [shape=(n,)]
    tolerance : float

    Returns
    -------
    np.ndarray [shape=(n,)]
    """
    values = _feasible_start(matrix, target, upper)
    cost, gradient = _cost_and_gradient(matrix, target, values)
    optimality = _optimality(gradient, _sides(values, upper))
    for _ in range(len(target)):
        sides = _sides(values, upper)
        inwards = np.where(sides == 0, -np.inf, gradient * sides)
        entering = int(inwards.argmax())
        if optimality < tolerance or inwards[entering] <= 0:
            break
        sides[entering] = 0
        values = _walk(matrix, target, upper, values, sides)
        previous_cost, previous_optimality = cost, optimality
        cost, gradient = _cost_and_gradient(matrix, target, values)
        optimality = _optimality(gradient, _sides(values, upper))
        if cost > previous_cost or abs(previous_optimality - optimality) < _LEAST_CHANGE:
            break
    return values


def _sides(values: Array, upper: Array) -> Sides:
    """-1 at the lower bound, 1 at the upper, 0 between."""
    return np.where(values == 0, -1, np.where(values == upper, 1, 0)).astype(np.int8)


def _cost_and_gradient(matrix: Array, target: Array, values: Array) -> tuple[float, Array]:
    residual = matrix @ values - target
    return float(0.5 * residual @ residual), matrix.T @ residual


def _optimality(gradient: Array, sides: Sides) -> float:
    return float(np.where(sides == 0, np.abs(gradient), gradient * sides).max())


def _free_minimum(matrix: Array, target: Array, values: Array, sides: Sides) -> Array:
    free = np.flatnonzero(sides == 0)
    moved = values.copy()
    if len(free):
        moved[free] = 0.0
        rest = target - matrix @ moved
        moved[free] = np.linalg.lstsq(matrix[:, free], rest, rcond=None)[0]
    return moved


def _feasible_start(matrix: Array, target: Array, upper: Array) -> Array:
    sides = np.zeros(len(upper), dtype=np.int8)
    values: Array = np.zeros(len(upper))
    while True:
        values = _free_minimum(matrix, target, values, sides)
        below, above = (sides == 0) & (values < 0), (sides == 0) & (values > upper)
        values[below], values[above] = 0.0, upper[above]
        sides[below], sides[above] = -1, 1
        if not (below.any() or above.any()):
            return values


def _walk(matrix: Array, target: Array, upper: Array, values: Array, sides: Sides) -> Array:
    """Go to the minimum of the free variables, stopping at each bound on the way."""
    while True:
        goal = _free_minimum(matrix, target, values, sides)
        step = goal - values
        share = np.ones(len(values))
        below, above = goal < 0, goal > upper
        share[below] = values[below] / -step[below]
        share[above] = (upper[above] - values[above]) / step[above]
        blocking = int(share.argmin())
        if share[blocking] >= 1.0:
            return goal
        values = values + share[blocking] * step
        values[blocking] = 0.0 if below[blocking] else upper[blocking]
        sides[blocking] = -1 if below[blocking] else 1
