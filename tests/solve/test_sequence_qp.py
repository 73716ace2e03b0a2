from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.solve import sequence_qp
from a2f_maya.solve.box_qp import BoxSolver
from a2f_maya.solve.sequence_qp import sequence_energy, sequence_gradient, solve_sequence
from tests.solve import reference


def clip(seed: int, size: int, frames: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    matrix, _ = reference.random_problem(rng, size)
    weights = 0.4 + 0.8 * np.sin(np.arange(frames)[:, None] * rng.uniform(0.1, 0.8, size))
    return matrix, (weights + 0.3 * rng.normal(size=weights.shape)) @ matrix


@pytest.mark.parametrize("strength", [1e-3, 0.1, 3.0, 100.0])
@pytest.mark.parametrize(("size", "frames"), [(1, 9), (4, 2), (6, 20)])
def test_equals_one_dense_problem(strength: float, size: int, frames: int) -> None:
    matrix, sides = clip(0, size, frames)
    coupling = strength * np.diag(matrix).mean()
    expected = reference.sequence_minimum(matrix, sides, coupling)
    np.testing.assert_allclose(solve_sequence(matrix, sides, coupling), expected, atol=1e-6)


def test_switched_off_variables_stay_off() -> None:
    matrix, sides = clip(1, 5, 15)
    upper = np.random.default_rng(2).choice([0.0, 1.0], size=sides.shape)
    coupling = np.diag(matrix).mean()
    expected = reference.sequence_minimum(matrix, sides, coupling, upper)
    solution = solve_sequence(matrix, sides, coupling, upper)
    np.testing.assert_allclose(solution, expected, atol=1e-6)
    assert not solution[upper == 0].any()


def test_windows_give_the_same_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, sides = clip(3, 7, 300)
    coupling = 2 * np.diag(matrix).mean()
    whole = solve_sequence(matrix, sides, coupling)
    monkeypatch.setattr(sequence_qp, "WINDOW_FRAMES", 40)
    monkeypatch.setattr(sequence_qp, "OVERLAP_FRAMES", 5)
    np.testing.assert_allclose(solve_sequence(matrix, sides, coupling), whole, atol=1e-8)


def test_no_better_point_nearby_and_gradient_is_that_of_the_energy() -> None:
    matrix, sides = clip(4, 6, 60)
    coupling = np.diag(matrix).mean()
    best = solve_sequence(matrix, sides, coupling)
    rng = np.random.default_rng(5)
    energy = sequence_energy(matrix, sides, coupling, best)
    for size in (1e-3, 1e-2, 0.3):
        other = np.clip(best + size * rng.normal(size=best.shape), 0, 1)
        assert sequence_energy(matrix, sides, coupling, other) > energy
    direction, point = rng.normal(size=best.shape), rng.uniform(size=best.shape)
    slope = (sequence_gradient(matrix, sides, coupling, point) * direction).sum()
    ahead, behind = (
        sequence_energy(matrix, sides, coupling, point + step * direction) for step in (1e-4, -1e-4)
    )
    assert (ahead - behind) / 2e-4 == pytest.approx(slope, rel=1e-6)


def test_smoothing_neither_lags_nor_shrinks() -> None:
    """A symmetric pulse stays symmetric about its centre and a plateau keeps its height."""
    matrix = np.array([[2.0]])
    pulse = np.exp(-(((np.arange(81) - 40) / 6.0) ** 2))[:, None]
    smooth = solve_sequence(matrix, pulse @ matrix, 20.0)
    np.testing.assert_allclose(smooth, smooth[::-1], atol=1e-9)
    assert smooth.argmax() == 40
    assert smooth.sum() == pytest.approx(pulse.sum(), rel=1e-6)
    plateau = np.full((30, 1), 0.7)
    np.testing.assert_allclose(solve_sequence(matrix, plateau @ matrix, 50.0), 0.7, atol=1e-9)


def test_weak_coupling_tends_to_single_frames_and_time_can_run_backwards() -> None:
    matrix, sides = clip(6, 10, 50)
    single = BoxSolver.build(matrix).solve(sides)
    np.testing.assert_allclose(solve_sequence(matrix, sides, 1e-9), single, atol=1e-6)
    coupling = np.diag(matrix).mean()
    forward = solve_sequence(matrix, sides, coupling)
    backward = solve_sequence(matrix, sides[::-1].copy(), coupling)[::-1]
    np.testing.assert_allclose(forward, backward, atol=1e-9)
    rough, calm = (np.abs(np.diff(s, n=2, axis=0)).mean() for s in (single, forward))
    assert calm < 0.7 * rough


def test_failure_is_an_error_and_not_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, sides = clip(7, 8, 40)
    monkeypatch.setattr(sequence_qp, "_EXCHANGE_LIMIT", 1)
    monkeypatch.setattr(sequence_qp, "_GUESS_ROUNDS", (0, 0))
    with pytest.raises(ParameterError, match="depend on each other"):
        solve_sequence(matrix, sides, np.diag(matrix).mean())
