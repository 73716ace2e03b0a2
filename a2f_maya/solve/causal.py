"""Solving one frame after the other while they arrive."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.solve.box_qp import BoxSolver
from a2f_maya.solve.cancel_pairs import CancelProblem
from a2f_maya.solve.normal_equations import NormalEquations

Array = npt.NDArray[np.float64]


class CausalSolver:
    """Exact weights of each frame, pulled towards the frame before by the temporal strength.

    The energy of `a2f_maya.solve.normal_equations` plus ``1/2 tau |w - w_previous|^2``. The first
    frame is not pulled.

    Parameters
    ----------
    equations : NormalEquations
    """

    def __init__(self, equations: NormalEquations) -> None:
        self._equations = equations
        self._coupled = equations.matrix + equations.temporal * np.eye(len(equations.matrix))
        self._first_solver = BoxSolver.build(equations.matrix)
        self._solver = BoxSolver.build(self._coupled)
        self._previous: Array | None = None

    def step(self, right_side: Array) -> Array:
        """Solve the next frame.

        Parameters
        ----------
        right_side : np.ndarray [shape=(n,)]

        Returns
        -------
        np.ndarray [shape=(n,)]
            Weights of the active poses in 0..1, before multipliers and offsets.
        """
        matrix, solver, side, guess = self._coupled, self._solver, right_side[None], None
        if self._previous is None:
            matrix, solver = self._equations.matrix, self._first_solver
        else:
            side = side + self._equations.temporal * self._previous
            guess = self._previous[None]
        pairs = self._equations.cancel_pairs
        if pairs:
            solution = CancelProblem(solver, matrix, pairs).solve(side)
        else:
            solution = solver.solve(side, guess=guess)
        self._previous = solution[0]
        return self._previous.copy()

    def reset(self) -> None:
        """Forget the past: the next frame counts as the first."""
        self._previous = None
