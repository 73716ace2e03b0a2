"""Exact solution of many small box problems that share one matrix.

Each frame t asks for the minimum of ``1/2 x' A x - b_t' x`` with ``0 <= x <= upper_t``. The method
is block principal pivoting (Kim and Park 2011, after Judice and Pires 1994): guess which variables
are at a bound, solve for the rest, and exchange every variable that breaks its condition; when that
stops helping, exchange one variable at a time, which is known to end. All frames move together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
States = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]

AT_LOWER, FREE, AT_UPPER = -1, 0, 1
TOLERANCE = 1e-10
_PATIENCE = 3
_INVERSE_LIMIT = 1e8
"""Largest condition number for which solving through the inverse is accurate enough."""


def solve_on_masks(matrix: Array, masks: Mask, right_sides: Array) -> Array:
    """Solve ``matrix[m, m] y = right_side[m]`` for the mask ``m`` of each frame.

    Parameters
    ----------
    matrix : np.ndarray [shape=(n, n)]
        Positive definite.
    masks : np.ndarray [shape=(T, n), bool]
    right_sides : np.ndarray [shape=(T, n)]

    Returns
    -------
    np.ndarray [shape=(T, n)]
        0 outside of the masks.
    """
    solutions = np.zeros_like(right_sides)
    if len(masks) == 1:
        free = np.flatnonzero(masks[0])
        solutions[0, free] = np.linalg.solve(matrix[free[:, None], free], right_sides[0, free])
        return solutions
    counts = masks.sum(axis=1)
    order = np.argsort(counts, kind="stable")
    sizes, starts = np.unique(counts[order], return_index=True)
    # Frames with equally many unknowns make one stack of equally large systems.
    for size, frames in zip(sizes, np.split(order, starts[1:]), strict=True):
        if size == 0:
            continue
        unknowns = np.nonzero(masks[frames])[1].reshape(-1, size)
        systems = matrix[unknowns[:, :, None], unknowns[:, None, :]]
        sides = right_sides[frames[:, None], unknowns]
        solutions[frames[:, None], unknowns] = np.linalg.solve(systems, sides[..., None])[..., 0]
    return solutions


@dataclass(frozen=True)
class ActiveSetSolver:
    """Block principal pivoting with a fixed matrix.

    Attributes
    ----------
    matrix : np.ndarray [shape=(n, n)]
        Positive definite, with ones on the diagonal.
    inverse : np.ndarray [shape=(n, n)], optional
        None where the matrix is too badly conditioned to use it.
    """

    matrix: Array
    inverse: Array | None

    @classmethod
    def build(cls, matrix: Array) -> ActiveSetSolver:
        """Prepare for a matrix with ones on the diagonal."""
        usable = np.linalg.cond(matrix) < _INVERSE_LIMIT
        return cls(matrix, np.asarray(np.linalg.inv(matrix), np.float64) if usable else None)

    def solve(
        self, right_sides: Array, upper: Array, states: States, limit: int
    ) -> tuple[Array, Mask]:
        """Exchange variables until every frame is optimal.

        Parameters
        ----------
        right_sides, upper : np.ndarray [shape=(T, n)]
        states : np.ndarray [shape=(T, n), int8]
            Guess: -1 at 0, 0 free, 1 at the upper bound. Improved in place.
        limit : int
            Most rounds of exchanges.

        Returns
        -------
        values : np.ndarray [shape=(T, n)]
        optimal : np.ndarray [shape=(T,), bool]
            Whether each frame is optimal.
        """
        solutions = np.empty_like(right_sides)
        optimal = np.ones(len(right_sides), dtype=np.bool_)
        open_frames = np.arange(len(right_sides))
        fewest = np.full(len(right_sides), right_sides.shape[1] + 1)
        patience = np.full(len(right_sides), _PATIENCE)
        for _ in range(limit):
            sides, bounds = right_sides[open_frames], upper[open_frames]
            state = states[open_frames]
            values, gradient = self.point(sides, bounds, state)
            solutions[open_frames] = values
            wrong = _broken_conditions(values, gradient, sides, bounds, state)
            count = wrong.sum(axis=1)
            keep = count > 0
            if not keep.any():
                return solutions, optimal
            improved = count < fewest[open_frames]
            fewest[open_frames] = np.where(improved, count, fewest[open_frames])
            single = ~improved & (patience[open_frames] <= 0)
            patience[open_frames] = np.where(improved, _PATIENCE, patience[open_frames] - 1)
            if single.any():
                wrong[single] = _last_only(wrong[single])
            is_free = state == FREE
            target = np.where(is_free, np.where(values < 0, AT_LOWER, AT_UPPER), FREE)
            states[open_frames] = np.where(wrong, target, state)
            open_frames = open_frames[keep]
        optimal[open_frames] = False
        return solutions, optimal

    def point(self, right_sides: Array, upper: Array, states: States) -> tuple[Array, Array]:
        """Stationary point and gradient [shape=(T, n)] for given states."""
        bound = states != FREE
        fixed = np.where(states == AT_UPPER, upper, 0.0)
        if self.inverse is None:
            return self._solve_free(right_sides, fixed, bound)
        # The smaller of two equivalent systems: unknown values, or unknown multipliers.
        mostly_bound = bound.sum(axis=1) > 0.55 * bound.shape[1]
        if mostly_bound.all():
            return self._solve_free(right_sides, fixed, bound)
        values, gradient = self._solve_multipliers(right_sides, fixed, bound, ~mostly_bound)
        if mostly_bound.any():
            values[mostly_bound], gradient[mostly_bound] = self._solve_free(
                right_sides[mostly_bound], fixed[mostly_bound], bound[mostly_bound]
            )
        return values, gradient

    def _solve_free(self, right_sides: Array, fixed: Array, bound: Mask) -> tuple[Array, Array]:
        values = fixed + solve_on_masks(self.matrix, ~bound, right_sides - fixed @ self.matrix)
        return values, values @ self.matrix - right_sides

    def _solve_multipliers(
        self, right_sides: Array, fixed: Array, bound: Mask, wanted: Mask
    ) -> tuple[Array, Array]:
        assert self.inverse is not None
        unbounded = right_sides @ self.inverse
        gradient = solve_on_masks(self.inverse, bound & wanted[:, None], fixed - unbounded)
        values = np.where(bound, fixed, unbounded + gradient @ self.inverse)
        return values, gradient


def _broken_conditions(
    values: Array, gradient: Array, right_sides: Array, upper: Array, states: States
) -> Mask:
    """Variables that break a condition of the optimum (Karush, Kuhn, Tucker)."""
    outside = (values < -TOLERANCE) | (values > upper + TOLERANCE)
    slack = TOLERANCE * np.maximum(1.0, np.abs(right_sides).max(axis=1, keepdims=True))
    leaves_lower = (states == AT_LOWER) & (gradient < -slack) & (upper > 0)
    leaves_upper = (states == AT_UPPER) & (gradient > slack)
    broken: Mask = ((states == FREE) & outside) | leaves_lower | leaves_upper
    return broken


def _last_only(flags: Mask) -> Mask:
    last = flags.shape[1] - 1 - flags[:, ::-1].argmax(axis=1)
    alone = np.zeros_like(flags)
    alone[np.arange(len(flags)), last] = True
    return alone
