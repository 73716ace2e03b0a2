"""Cancel pairs: of two poses that exclude each other at most one gets a weight.

That makes the problem combinatorial. It is solved exactly by branch and bound over the pairs whose
two weights are above 0 at the optimum without the rule; all frames branch together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.solve.box_qp import BoxSolver, energies
from a2f_maya.solve.settings import Pair

Array = npt.NDArray[np.float64]

ABOVE_ZERO = 1e-9


@dataclass(frozen=True)
class CancelProblem:
    """Box problems of one matrix with cancel pairs.

    Attributes
    ----------
    solver : BoxSolver
        Built for ``matrix``.
    matrix : np.ndarray [shape=(n, n)]
    pairs : tuple of (int, int)
    """

    solver: BoxSolver
    matrix: Array
    pairs: tuple[Pair, ...]

    def solve(self, right_sides: Array) -> Array:
        """Find the exact optimum of each frame under the rule.

        Parameters
        ----------
        right_sides : np.ndarray [shape=(T, n)]

        Returns
        -------
        np.ndarray [shape=(T, n)]
        """
        solutions = self.solver.solve(right_sides)
        frames = np.flatnonzero(self.conflicts(solutions).any(axis=1))
        if len(frames):
            sides, relaxed = right_sides[frames], solutions[frames]
            greedy = self._greedy(sides, relaxed)
            solutions[frames] = self._branch(sides, relaxed, greedy)
        return solutions

    def conflicts(self, solutions: Array) -> Array:
        """Take the smaller weight of each pair [shape=(T, pairs)], 0 where one of the two is 0."""
        first, second = self._columns().T
        smaller = np.minimum(solutions[:, first], solutions[:, second])
        return np.where(smaller > ABOVE_ZERO, smaller, 0.0)

    def _columns(self) -> npt.NDArray[np.int64]:
        return np.array(self.pairs, dtype=np.int64).reshape(-1, 2)

    def _greedy(self, right_sides: Array, relaxed: Array) -> Array:
        """Let the smaller weight of every conflict give way, until there is none: a first bound."""
        solutions, upper = relaxed, np.ones_like(relaxed)
        while True:
            frames, hits = np.nonzero(self.conflicts(solutions))
            if not len(frames):
                return solutions
            first, second = self._columns()[hits].T
            first_gives_way = solutions[frames, first] < solutions[frames, second]
            upper[frames, np.where(first_gives_way, first, second)] = 0.0
            solutions = self.solver.solve(right_sides, upper, solutions)

    def _branch(self, all_sides: Array, relaxed: Array, greedy: Array) -> Array:
        best = greedy.copy()
        best_energy = energies(self.matrix, all_sides, greedy)
        frames, solutions, upper = np.arange(len(best)), relaxed, np.ones_like(relaxed)
        while len(frames):
            worst = self.conflicts(solutions).argmax(axis=1)
            frames, upper = np.tile(frames, 2), np.tile(upper, (2, 1))
            upper[np.arange(len(frames)), self._columns()[worst].T.reshape(-1)] = 0.0
            sides = all_sides[frames]
            solutions = self.solver.solve(sides, upper, np.tile(solutions, (2, 1)))
            energy = energies(self.matrix, sides, solutions)
            is_allowed = ~self.conflicts(solutions).any(axis=1)
            for row in np.flatnonzero(is_allowed & (energy < best_energy[frames])):
                if energy[row] < best_energy[frames[row]]:
                    best_energy[frames[row]] = energy[row]
                    best[frames[row]] = solutions[row]
            margin = 1e-12 * np.abs(best_energy[frames])
            is_open = ~is_allowed & (energy < best_energy[frames] - margin)
            frames, upper, solutions = frames[is_open], upper[is_open], solutions[is_open]
        return best


def exclusive_bounds(solutions: Array, pairs: tuple[Pair, ...]) -> Array:
    """Upper bounds that keep, of every cancel pair, only the pose that was chosen before.

    Where neither has a weight, the choice of the nearest earlier frame stays in force, else that of
    the nearest later one.

    Parameters
    ----------
    solutions : np.ndarray [shape=(T, n)]
        At most one of each pair above 0.
    pairs : tuple of (int, int)

    Returns
    -------
    np.ndarray [shape=(T, n)]
        1 or 0.
    """
    upper = np.ones_like(solutions)
    frames = np.arange(len(solutions))
    for first, second in pairs:
        balance = solutions[:, first] - solutions[:, second]
        decided = np.flatnonzero(np.abs(balance) > ABOVE_ZERO)
        if not len(decided):
            upper[:, second] = 0.0
            continue
        latest = np.maximum(np.searchsorted(decided, frames, side="right") - 1, 0)
        first_wins = balance[decided[latest]] > 0
        upper[frames, np.where(first_wins, second, first)] = 0.0
    return upper
