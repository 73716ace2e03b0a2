"""Minimum of a quadratic energy in a box, for all frames of a clip at once.

A few rounds of the alternating direction method of multipliers (Boyd et al. 2011) guess which
variables end at a bound; block principal pivoting then finds the exact optimum from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import ParameterError
from a2f_maya.solve.active_set import AT_LOWER, AT_UPPER, FREE, ActiveSetSolver, States

Array = npt.NDArray[np.float64]

PENALTY = 0.2
RELAXATION = 1.7
_GUESS_ROUNDS = (25, 200, 2000)
_PIVOT_LIMITS = (40, 200, 20000)
_COARSE_STEP = 6
_COARSE_FRAMES = 120
"""Clips of at least so many frames are first solved at every sixth frame."""

BLOCK_NUMBERS = 30_000
"""Frames times variables that are solved at once; more would leave the cache."""


@dataclass(frozen=True)
class BoxSolver:
    """Solver for one matrix; the variables are scaled to a matrix with ones on the diagonal.

    Attributes
    ----------
    scales : np.ndarray [shape=(n,)]
        Square roots of the diagonal.
    pivoting : ActiveSetSolver
    step : np.ndarray [shape=(n, n), float32]
        Inverse of the scaled matrix plus the penalty.
    """

    scales: Array
    pivoting: ActiveSetSolver
    step: npt.NDArray[np.float32]

    @classmethod
    def build(cls, matrix: Array) -> BoxSolver:
        """Prepare for a positive definite matrix [shape=(n, n)]."""
        scales = np.sqrt(np.diag(matrix))
        scaled = matrix / np.outer(scales, scales)
        step = np.linalg.inv(scaled + PENALTY * np.eye(len(matrix)))
        return cls(scales, ActiveSetSolver.build(scaled), step.astype(np.float32))

    def solve(
        self, right_sides: Array, upper: Array | None = None, guess: Array | None = None
    ) -> Array:
        """Find the minimum of ``1/2 x' A x - b' x`` with ``0 <= x <= upper`` for each frame.

        Parameters
        ----------
        right_sides : np.ndarray [shape=(T, n)]
        upper : np.ndarray [shape=(T, n)], optional
            Upper bounds, 0 to fix a variable there; 1 by default.
        guess : np.ndarray [shape=(T, n)], optional
            Solutions of similar problems; only which of them are at a bound matters.

        Returns
        -------
        np.ndarray [shape=(T, n)]
            Exact up to rounding.

        Raises
        ------
        ParameterError
            If rounding keeps a badly conditioned problem from being solved.
        """
        if guess is None and len(right_sides) >= _COARSE_FRAMES:
            # neighbouring frames mostly have the same variables at a bound
            coarse = slice(None, None, _COARSE_STEP)
            few = self.solve(right_sides[coarse], None if upper is None else upper[coarse])
            guess = np.repeat(few, _COARSE_STEP, axis=0)[: len(right_sides)]
        solutions = np.empty_like(right_sides)
        frames = max(1, BLOCK_NUMBERS // len(self.scales))
        for start in range(0, len(right_sides), frames):
            block = slice(start, start + frames)
            limits = np.ones_like(right_sides[block]) if upper is None else upper[block]
            states = None if guess is None else states_of(guess[block], limits)
            solutions[block] = self._solve_block(right_sides[block], limits, states)
        return solutions

    def _solve_block(self, right_sides: Array, upper: Array, states: States | None) -> Array:
        sides, limits = right_sides / self.scales, upper * self.scales
        if states is None:
            states = self._guessed_states(sides, limits, _GUESS_ROUNDS[0])
        values, optimal = self.pivoting.solve(sides, limits, states, _PIVOT_LIMITS[0])
        for rounds, pivots in zip(_GUESS_ROUNDS[1:], _PIVOT_LIMITS[1:], strict=True):
            if optimal.all():
                break
            left = np.flatnonzero(~optimal)
            states = self._guessed_states(sides[left], limits[left], rounds)
            values[left], optimal[left] = self.pivoting.solve(
                sides[left], limits[left], states, pivots
            )
        if not optimal.all():
            raise not_solved()
        return np.asarray(np.clip(values, 0.0, limits) / self.scales)

    def _guessed_states(self, sides: Array, limits: Array, rounds: int) -> States:
        sides32, limits32 = sides.astype(np.float32), limits.astype(np.float32)
        penalty, relaxation = np.float32(PENALTY), np.float32(RELAXATION)
        inside = np.clip(sides32, 0, limits32)
        dual = np.zeros_like(inside)
        for _ in range(rounds):
            free = (sides32 + penalty * (inside - dual)) @ self.step
            free = relaxation * free + (1 - relaxation) * inside + dual
            inside = np.clip(free, 0, limits32)
            dual = free - inside
        return states_of(inside, limits32)


def states_of(values: npt.NDArray[Any], upper: npt.NDArray[Any]) -> States:
    """Which variables [shape=(T, n)] are at 0, free, or at their upper bound."""
    at_upper = np.where(values >= upper, AT_UPPER, FREE)
    return np.where(values <= 0, AT_LOWER, at_upper).astype(np.int8)


def not_solved() -> ParameterError:
    """Make the error for a problem that rounding keeps from being solved."""
    return ParameterError(
        "The blendshape weights cannot be determined because poses nearly depend on each other; "
        "raise the weight regularization or switch off similar poses."
    )


def energies(matrix: Array, right_sides: Array, solutions: Array) -> Array:
    """Energy ``1/2 x' A x - b' x`` of each frame [shape=(T,)]."""
    values: Array = np.einsum("ti,ti->t", 0.5 * solutions @ matrix - right_sides, solutions)
    return values


def optimality_residuals(
    matrix: Array, right_sides: Array, solutions: Array, upper: Array | None = None
) -> Array:
    """How far each frame is from the optimum, relative to its right side.

    The largest violation of the Karush-Kuhn-Tucker conditions, as the distance that a projected
    gradient step moves a variable, in variables scaled to ones on the diagonal of the matrix.

    Parameters
    ----------
    matrix : np.ndarray [shape=(n, n)]
    right_sides, solutions : np.ndarray [shape=(T, n)]
    upper : np.ndarray [shape=(T, n)], optional
        1 by default.

    Returns
    -------
    np.ndarray [shape=(T,)]
        0 at the optimum.
    """
    limits = np.ones_like(solutions) if upper is None else upper
    diagonal = np.diag(matrix)
    gradient = solutions @ matrix - right_sides
    moved = solutions - np.clip(solutions - gradient / diagonal, 0.0, limits)
    sizes = np.abs(right_sides / np.sqrt(diagonal)).max(axis=1)
    residuals: Array = np.abs(moved * np.sqrt(diagonal)).max(axis=1) / np.maximum(sizes, 1e-30)
    return residuals
