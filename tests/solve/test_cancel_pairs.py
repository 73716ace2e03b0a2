from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.solve.box_qp import BoxSolver, energies
from a2f_maya.solve.cancel_pairs import CancelProblem, exclusive_bounds
from tests.solve import reference

PAIRS = ((0, 1), (2, 3), (4, 5))


def problem(seed: int, pairs: tuple[tuple[int, int], ...]) -> tuple[CancelProblem, np.ndarray]:
    rng = np.random.default_rng(seed)
    matrix, _ = reference.random_problem(rng, 8)
    sides = rng.normal(0.5, 0.6, (25, 8)) @ matrix
    return CancelProblem(BoxSolver.build(matrix), matrix, pairs), sides


@pytest.mark.parametrize("pairs", [PAIRS, ((0, 1), (1, 2), (0, 7)), ((6, 2),)])
@pytest.mark.parametrize("seed", range(3))
def test_equals_trying_everything(seed: int, pairs: tuple[tuple[int, int], ...]) -> None:
    cancel, sides = problem(seed, pairs)
    solutions = cancel.solve(sides)
    expected = np.array([reference.cancelling_minimum(cancel.matrix, s, pairs) for s in sides])
    np.testing.assert_allclose(
        energies(cancel.matrix, sides, solutions),
        energies(cancel.matrix, sides, expected),
        rtol=1e-8,
        atol=1e-8,
    )
    for first, second in pairs:
        assert not (np.minimum(solutions[:, first], solutions[:, second]) > 1e-9).any()


def test_the_rule_matters_and_a_greedy_choice_is_not_enough() -> None:
    worse = 0
    for seed in range(6):
        cancel, sides = problem(seed, PAIRS)
        relaxed = cancel.solver.solve(sides)
        exact = energies(cancel.matrix, sides, cancel.solve(sides))
        greedy = energies(cancel.matrix, sides, cancel._greedy(sides, relaxed))
        assert cancel.conflicts(relaxed).any()
        assert (exact <= greedy + 1e-9 * np.abs(greedy)).all()
        worse += int((greedy > exact + 1e-6 * np.abs(exact)).sum())
    assert worse > 0


def test_bounds_keep_the_winner_between_its_frames() -> None:
    solutions = np.array([[0, 0], [0.5, 0], [0, 0], [0, 0.2], [0, 0]])
    upper = exclusive_bounds(solutions, ((0, 1),))
    np.testing.assert_array_equal(upper, [[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]])
    np.testing.assert_array_equal(
        exclusive_bounds(np.zeros((3, 2)), ((0, 1),)), np.tile([1, 0], (3, 1))
    )
