"""The box problem of a whole clip whose neighbouring frames pull each other together.

Minimises ``sum_t (1/2 x_t' A x_t - b_t' x_t) + 1/2 coupling sum_t |x_t - x_(t-1)|^2`` over ``0 <= x
<= upper``. Frames are tied both ways, so smoothing does not lag behind. A splitting method whose
linear step is exact in the eigenbasis of A and the cosine transform of time guesses the active
bounds; a primal-dual active set method (Hintermueller, Ito, Kunisch 2002) on the block-tridiagonal
system ends at the exact optimum.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.solve.active_set import AT_LOWER, AT_UPPER, FREE, Mask, States
from a2f_maya.solve.box_qp import RELAXATION, not_solved, states_of

Array = npt.NDArray[np.float64]

TOLERANCE = 1e-9
_PENALTY = 0.25
_GUESS_ROUNDS = (30, 300, 3000)
_EXCHANGE_LIMIT = 60
_PATIENCE = 6
_SWEEP_LIMIT = 50
WINDOW_FRAMES = 2048
OVERLAP_FRAMES = 256


def solve_sequence(
    matrix: Array, right_sides: Array, coupling: float, upper: Array | None = None
) -> Array:
    """Find the optimum of a whole clip.

    Long clips are solved in overlapping windows, again and again until the whole clip is optimal,
    so that memory does not grow with the clip.

    Parameters
    ----------
    matrix : np.ndarray [shape=(n, n)]
        A, positive definite.
    right_sides : np.ndarray [shape=(T, n)]
    coupling : float
        Positive.
    upper : np.ndarray [shape=(T, n)], optional
        1 by default; 0 fixes a variable.

    Returns
    -------
    np.ndarray [shape=(T, n)]

    Raises
    ------
    ParameterError
        If rounding keeps a badly conditioned problem from being solved.
    """
    limits = np.ones_like(right_sides) if upper is None else upper
    solution = np.clip(right_sides / np.diag(matrix), 0.0, limits)
    for rounds in _GUESS_ROUNDS:
        solution = _guess(matrix, right_sides, coupling, limits, solution, rounds=rounds)
        if _improve_windows(matrix, right_sides, coupling, limits, solution):
            return solution
    raise not_solved()


def sequence_gradient(matrix: Array, right_sides: Array, coupling: float, solution: Array) -> Array:
    """Gradient of the clip's energy [shape=(T, n)]."""
    gradient = solution @ matrix - right_sides
    steps = coupling * np.diff(solution, axis=0)
    gradient[1:] += steps
    gradient[:-1] -= steps
    return gradient


def sequence_energy(matrix: Array, right_sides: Array, coupling: float, solution: Array) -> float:
    """Energy of a clip, the quantity that `solve_sequence` minimises."""
    own = np.einsum("ti,ti->", 0.5 * solution @ matrix - right_sides, solution)
    return float(own + 0.5 * coupling * (np.diff(solution, axis=0) ** 2).sum())


def _guess(
    matrix: Array, right_sides: Array, coupling: float, limits: Array, start: Array, *, rounds: int
) -> Array:
    from scipy.fft import dct, idct  # noqa: PLC0415  (only a temporal solve needs it)

    weights = _PENALTY * np.diag(matrix)
    eigenvalues, basis = np.linalg.eigh(matrix + np.diag(weights))
    frequencies = np.pi * np.arange(len(right_sides)) / len(right_sides)
    spectrum = eigenvalues + coupling * (2.0 - 2.0 * np.cos(frequencies))[:, None]
    inside, dual = start, np.zeros_like(start)
    for _ in range(rounds):
        sides = (right_sides + weights * (inside - dual)) @ basis
        modes = dct(sides, axis=0, norm="ortho", overwrite_x=True) / spectrum
        free = idct(modes, axis=0, norm="ortho", overwrite_x=True) @ basis.T
        free = RELAXATION * free + (1.0 - RELAXATION) * inside + dual
        inside = np.clip(free, 0.0, limits)
        dual = free - inside
    return inside


def _improve_windows(
    matrix: Array, right_sides: Array, coupling: float, limits: Array, solution: Array
) -> bool:
    """Replace ``solution`` by the optimum, in place; False if that fails."""
    frame_count = len(solution)
    starts = range(0, frame_count, WINDOW_FRAMES)
    for _ in range(_SWEEP_LIMIT):
        for start in starts:
            first = max(start - OVERLAP_FRAMES, 0)
            last = min(start + WINDOW_FRAMES + OVERLAP_FRAMES, frame_count)
            sides = right_sides[first:last].copy()
            links = np.full(last - first, 2.0)
            for frame, neighbour in ((first, first - 1), (last - 1, last)):
                if 0 <= neighbour < frame_count:
                    sides[frame - first] += coupling * solution[neighbour]
                else:
                    links[frame - first] -= 1.0
            window = _Window(matrix, sides, coupling, links, limits[first:last])
            found = window.solve(solution[first:last])
            if found is None:
                return False
            solution[first:last] = found
        if len(starts) == 1 or _is_optimal(matrix, right_sides, coupling, limits, solution):
            return True
    return False


def _is_optimal(
    matrix: Array, right_sides: Array, coupling: float, limits: Array, solution: Array
) -> bool:
    diagonal = np.diag(matrix) + 2.0 * coupling
    gradient = sequence_gradient(matrix, right_sides, coupling, solution)
    moves = solution - np.clip(solution - gradient / diagonal, 0.0, limits)
    scale = max(1.0, float(np.abs(right_sides / np.sqrt(diagonal)).max()))
    return bool((np.abs(moves) * np.sqrt(diagonal)).max() <= TOLERANCE * scale)


class _Window:
    """A stretch of a clip between frames that stay as they are."""

    def __init__(
        self, matrix: Array, right_sides: Array, coupling: float, links: Array, limits: Array
    ) -> None:
        self.matrix = matrix
        self.right_sides = right_sides
        self.coupling = coupling
        self.links = links
        self.limits = limits
        self.scales = np.sqrt(np.diag(matrix) + coupling)

    def solve(self, guess: Array) -> Array | None:
        """Exchange variables until the stretch is optimal; None if that does not end."""
        states = states_of(guess, self.limits)
        fewest, patience = states.size + 1, _PATIENCE
        parity = np.arange(len(states)) % 2
        for attempt in range(_EXCHANGE_LIMIT):
            values = self._stationary_point(states)
            wrong = self._broken_conditions(values, states)
            count = int(wrong.sum())
            if count == 0:
                return np.asarray(np.clip(values, 0.0, self.limits))
            if count < fewest:
                fewest, patience = count, _PATIENCE
            else:
                patience -= 1
            if patience < 0:
                # Neighbouring frames that answer to each other's exchange can go round in circles.
                wrong &= (parity == attempt % 2)[:, None]
            target = np.where(states == FREE, np.where(values < 0, AT_LOWER, AT_UPPER), FREE)
            states = np.where(wrong, target, states).astype(np.int8)
        return None

    def _product(self, values: Array) -> Array:
        product = values @ self.matrix + self.coupling * self.links[:, None] * values
        product[1:] -= self.coupling * values[:-1]
        product[:-1] -= self.coupling * values[1:]
        return product

    def _stationary_point(self, states: States) -> Array:
        from scipy.linalg import solveh_banded  # noqa: PLC0415  (only a temporal solve needs it)

        free = states == FREE
        fixed = np.where(states == AT_UPPER, self.limits, 0.0)
        sides = np.where(free, self.right_sides - self._product(fixed), 0.0)
        solved = solveh_banded(
            self._bands(free),
            sides.reshape(-1),
            overwrite_ab=True,
            overwrite_b=True,
            lower=True,
            check_finite=False,
        )
        return np.where(free, solved.reshape(free.shape), fixed)

    def _bands(self, free: Mask) -> Array:
        """Lower bands of the whole matrix; rows and columns of fixed variables are those of I."""
        frame_count, size = free.shape
        keep = free.astype(np.float64)
        bands = np.zeros((size + 1, frame_count, size))
        for distance in range(size):
            entries = np.diagonal(self.matrix, -distance)
            pairs = bands[distance, :, : size - distance]
            np.multiply(keep[:, distance:] * entries, keep[:, : size - distance], out=pairs)
        bands[0] += np.where(free, self.coupling * self.links[:, None], 1.0)
        bands[size, :-1] = -self.coupling * keep[1:] * keep[:-1]
        return bands.reshape(size + 1, -1)

    def _broken_conditions(self, values: Array, states: States) -> Mask:
        gradient = (self._product(values) - self.right_sides) / self.scales
        slack = TOLERANCE * max(1.0, float(np.abs(self.right_sides / self.scales).max()))
        scaled, limits = values * self.scales, self.limits * self.scales
        outside = (scaled < -slack) | (scaled > limits + slack)
        leaves_lower = (states == AT_LOWER) & (gradient < -slack) & (self.limits > 0)
        leaves_upper = (states == AT_UPPER) & (gradient > slack)
        return np.asarray(((states == FREE) & outside) | leaves_lower | leaves_upper)
