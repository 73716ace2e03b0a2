from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a2f_maya.errors import ParameterError
from a2f_maya.solve import box_qp
from a2f_maya.solve.active_set import ActiveSetSolver, solve_on_masks
from a2f_maya.solve.box_qp import BoxSolver, energies, optimality_residuals
from tests.solve import reference


def problems(seed: int, size: int, frames: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    matrix, _ = reference.random_problem(rng, size)
    return matrix, rng.normal(0.3, 0.7, (frames, size)) @ matrix


@pytest.mark.parametrize(("seed", "size"), [(0, 1), (1, 2), (2, 12), (3, 52)])
def test_equals_scipy_on_every_frame(seed: int, size: int) -> None:
    matrix, sides = problems(seed, size, 40)
    solutions = BoxSolver.build(matrix).solve(sides)
    expected = np.array([reference.box_minimum(matrix, side) for side in sides])
    np.testing.assert_allclose(solutions, expected, atol=1e-7)
    assert ((solutions == 0) | (solutions == 1)).any()
    assert optimality_residuals(matrix, sides, solutions).max() < 1e-9


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 5))
def test_equals_the_best_of_all_active_sets(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    matrix, side = reference.random_problem(rng, size)
    best = np.inf
    for states in itertools.product((0.0, 1.0, None), repeat=size):
        values = np.array([0.0 if state is None else state for state in states])
        free = np.array([state is None for state in states])
        if free.any():
            rest = side[free] - matrix[np.ix_(free, ~free)] @ values[~free]
            values[free] = np.linalg.solve(matrix[np.ix_(free, free)], rest)
        if (values > -1e-9).all() and (values < 1 + 1e-9).all():
            best = min(best, 0.5 * values @ matrix @ values - side @ values)
    solution = BoxSolver.build(matrix).solve(side[None])
    assert energies(matrix, side[None], solution)[0] == pytest.approx(best, rel=1e-9, abs=1e-9)


def test_upper_bounds_differ_from_frame_to_frame() -> None:
    matrix, sides = problems(4, 10, 30)
    upper = np.random.default_rng(5).choice([0.0, 0.3, 1.0], size=sides.shape)
    solutions = BoxSolver.build(matrix).solve(sides, upper)
    expected = [
        reference.box_minimum(matrix, side, limit) for side, limit in zip(sides, upper, strict=True)
    ]
    np.testing.assert_allclose(solutions, expected, atol=1e-7)
    assert optimality_residuals(matrix, sides, solutions, upper).max() < 1e-9


@pytest.mark.parametrize("guess", ["zeros", "ones", "random", "answer"])
def test_the_guess_does_not_change_the_answer(guess: str) -> None:
    matrix, sides = problems(6, 20, 50)
    solver = BoxSolver.build(matrix)
    answer = solver.solve(sides)
    rng = np.random.default_rng(7)
    start = {
        "zeros": np.zeros_like(sides),
        "ones": np.ones_like(sides),
        "random": np.clip(rng.normal(0.5, 1, sides.shape), 0, 1),
        "answer": answer,
    }[guess]
    np.testing.assert_allclose(solver.solve(sides, guess=start), answer, atol=1e-9)


def test_frames_do_not_influence_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, sides = problems(8, 15, 1200)
    monkeypatch.setattr(box_qp, "BLOCK_NUMBERS", 15 * 500)
    solver = BoxSolver.build(matrix)
    whole = solver.solve(sides)
    for frame in (0, 499, 500, 1199):
        np.testing.assert_allclose(
            solver.solve(sides[frame : frame + 1])[0], whole[frame], atol=1e-9
        )
    assert solver.solve(sides[:0]).shape == (0, 15)


def test_a_badly_conditioned_matrix_is_solved_without_its_inverse() -> None:
    rng = np.random.default_rng(9)
    fields = rng.normal(size=(12, 40))
    fields[6:] = fields[:6] + 1e-5 * rng.normal(size=(6, 40))
    matrix = fields @ fields.T
    sides = rng.normal(0.3, 0.7, (40, 12)) @ matrix
    solver = BoxSolver.build(matrix)
    assert solver.pivoting.inverse is None
    solutions = solver.solve(sides)
    assert optimality_residuals(matrix, sides, solutions).max() < 1e-8


def test_more_rounds_of_guessing_rescue_stuck_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, sides = problems(10, 30, 60)
    expected = BoxSolver.build(matrix).solve(sides)
    monkeypatch.setattr(box_qp, "_PIVOT_LIMITS", (1, 1, 20000))
    np.testing.assert_allclose(BoxSolver.build(matrix).solve(sides), expected, atol=1e-9)
    monkeypatch.setattr(box_qp, "_PIVOT_LIMITS", (1, 1, 1))
    monkeypatch.setattr(box_qp, "_GUESS_ROUNDS", (0, 0, 0))
    with pytest.raises(ParameterError, match="depend on each other"):
        BoxSolver.build(matrix).solve(sides)


@pytest.mark.parametrize("seed", range(3))
def test_single_exchanges_end_from_the_worst_start(seed: int) -> None:
    matrix, sides = problems(20 + seed, 25, 20)
    scales = np.sqrt(np.diag(matrix))
    solver = ActiveSetSolver.build(matrix / np.outer(scales, scales))
    states = np.where(sides > 0, -1, 1).astype(np.int8)
    upper = np.broadcast_to(scales, sides.shape)
    values, optimal = solver.solve(sides / scales, upper, states, 20000)
    assert optimal.all()
    expected = BoxSolver.build(matrix).solve(sides)
    np.testing.assert_allclose(values / scales, expected, atol=1e-8)


def test_masked_systems_equal_single_ones() -> None:
    rng = np.random.default_rng(11)
    matrix, _ = reference.random_problem(rng, 9)
    masks = rng.random((50, 9)) < rng.random((50, 1))
    masks[0], masks[1] = False, True
    sides = rng.normal(size=(50, 9))
    solutions = solve_on_masks(matrix, masks, sides)
    for mask, side, solution in zip(masks, sides, solutions, strict=True):
        assert not solution[~mask].any()
        np.testing.assert_allclose(
            matrix[np.ix_(mask, mask)] @ solution[mask], side[mask], atol=1e-8
        )


def test_residual_sees_a_wrong_weight() -> None:
    matrix, sides = problems(12, 8, 5)
    solutions = BoxSolver.build(matrix).solve(sides)
    solutions[2, 3] += 0.01 if solutions[2, 3] < 0.5 else -0.01
    residuals = optimality_residuals(matrix, sides, solutions)
    assert residuals[2] > 1e-4 and np.delete(residuals, 2).max() < 1e-9
