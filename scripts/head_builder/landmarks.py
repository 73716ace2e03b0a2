"""Anthropometric points of the bare head and the smooth star-shaped surface through them.

The points are ours: chosen from published adult male measures (see ``anatomy``) and by eye. Nose,
neck, lids, lips and ears are added elsewhere; the points describe the bone-and-flesh mass below.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

CENTRE = np.array([0.0, -1.0, 0.5])

PROFILE = [
    (0, 11.5, -1.0),
    (0, 10.75, 3.0),
    (0, 9.2, 6.3),
    (0, 7.0, 8.4),
    (0, 5.0, 9.3),
    (0, 3.2, 9.62),
    (0, 1.6, 9.7),
    (0, 0.2, 9.0),
    (0, -2.0, 9.0),
    (0, -4.7, 9.6),
    (0, -5.8, 9.92),
    (0, -6.9, 9.92),
    (0, -7.9, 9.55),
    (0, -8.75, 9.0),
    (0, -10.1, 9.6),
    (0, -10.95, 9.2),
    (0, -11.5, 8.1),
    (0, -11.7, 6.2),
    (0, -11.6, 3.5),
    (0, -11.0, 0.0),
    (0, -8.5, -5.0),
    (0, -4.5, -8.2),
    (0, -1.0, -9.2),
    (0, 3.0, -9.9),
    (0, 6.5, -9.1),
    (0, 9.5, -6.6),
    (0, 11.1, -3.4),
]

SIDE = [
    (7.0, 6.6, -1.5),
    (7.6, 4.0, -1.5),
    (5.3, 9.3, -1.2),
    (2.9, 11.0, -1.0),
    (7.45, 1.5, -0.7),
    (7.15, -0.5, -0.3),
    (6.9, -1.8, 0.3),
    (6.5, -4.6, 0.0),
    (6.0, -5.0, -2.8),
    (6.1, -6.0, 0.8),
    (5.55, -8.2, 1.5),
    (4.95, -9.3, 3.3),
    (3.95, -10.3, 5.3),
    (2.65, -11.05, 7.1),
    (1.5, -11.4, 8.0),
    (1.4, -10.3, 9.25),
    (2.4, -10.2, 8.3),
    (3.5, -11.0, 3.0),
    (2.0, -11.5, 5.5),
]

FACE = [
    (2.2, 4.8, 8.95),
    (4.2, 5.0, 7.65),
    (5.9, 4.3, 5.0),
    (3.5, 8.0, 6.0),
    (5.5, 7.3, 3.2),
    (1.5, 1.6, 9.6),
    (3.0, 1.55, 9.2),
    (5.0, 1.2, 7.4),
    (6.2, 1.6, 4.5),
    (6.9, 2.2, 2.0),
    (6.8, -1.9, 2.8),
    (6.15, -1.8, 5.3),
    (4.95, -2.2, 7.6),
    (3.0, -2.2, 8.45),
    (1.5, -2.5, 8.75),
    (5.4, -0.2, 6.8),
    (1.65, -0.1, 8.25),
    (3.2, -0.3, 8.6),
    (3.2, -4.3, 8.35),
    (4.65, -4.6, 6.8),
    (5.7, -4.3, 4.6),
    (4.25, -6.6, 6.4),
    (5.3, -6.4, 4.2),
    (2.7, -6.9, 8.65),
    (2.2, -5.2, 9.05),
    (1.3, -6.1, 9.66),
    (1.5, -8.3, 8.95),
    (3.1, -8.8, 7.8),
    (4.2, -8.3, 5.8),
]

BACK = [
    (5.6, 4.0, -6.9),
    (6.0, 1.0, -5.9),
    (4.2, 8.0, -5.9),
    (5.5, -2.5, -5.4),
    (3.3, 1.5, -8.9),
    (3.0, -3.5, -7.5),
    (4.5, -8.0, -3.0),
]


def _directions(points: Array) -> tuple[Array, Array]:
    v = points - CENTRE
    r = np.sqrt((v * v).sum(-1))
    return v / np.maximum(r, 1e-9)[..., None], r


def _kernel(a: Array, b: Array) -> Array:
    squared = np.maximum(2.0 - 2.0 * a @ b.T, 0.0)
    result: Array = squared * np.sqrt(squared)
    return result


def _fit(smoothing: float = 2e-3) -> tuple[Array, Array]:
    half = np.array(PROFILE + SIDE + FACE + BACK, float)
    mirrored = half[half[:, 0] > 0] * [-1.0, 1.0, 1.0]
    points = np.concatenate([half, mirrored])
    u, r = _directions(points)
    n = len(u)
    tail = np.column_stack([np.ones(n), u])
    system = np.zeros((n + 4, n + 4))
    system[:n, :n] = _kernel(u, u) + smoothing * np.eye(n)
    system[:n, n:] = tail
    system[n:, :n] = tail.T
    return u, np.linalg.solve(system, np.concatenate([r, np.zeros(4)]))


_NODES, _WEIGHTS = _fit()


def bare_head(points: Array) -> Array:
    """Approximate signed distance to the smooth surface through the landmarks.

    Polyharmonic splines (kernel r^3 on the unit sphere of directions) give the radius.
    """
    flat = points.reshape(-1, 3)
    u, r = _directions(flat)
    n = len(_NODES)
    radius = _kernel(u, _NODES) @ _WEIGHTS[:n] + _WEIGHTS[n] + u @ _WEIGHTS[n + 1 :]
    result: Array = (0.92 * (r - radius)).reshape(points.shape[:-1])
    return result
