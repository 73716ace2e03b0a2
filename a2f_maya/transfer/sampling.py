"""Points spread over triangles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

CENTRE_TO_CORNER = 2 / 3
"""A triangle's centre is at most this share of its longest side away from its corners."""


def sample_triangles(
    corners: DoubleArray, step: float, most_parts: int
) -> tuple[DoubleArray, IndexArray, float]:
    """Cut each triangle into equal similar ones no longer than ``step``; give their centres.

    Parameters
    ----------
    corners : np.ndarray [shape=(M, 3, 3)]
    step : float
        Longest side of a part.
    most_parts : int
        A side is cut into no more parts than this.

    Returns
    -------
    points : np.ndarray [shape=(S, 3), float64]
    owners : np.ndarray [shape=(S,), int64]
        The triangle of each point.
    radius : float
        No place on a triangle is farther from the nearest of its points.
    """
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    parts = np.clip(np.ceil(sides / step), 1, most_parts).astype(np.int64)
    points, owners = [], []
    radius = 0.0
    for number in np.unique(parts):
        mine = np.flatnonzero(parts == number)
        weights = _centres_of_parts(int(number))
        points.append(np.einsum("sk,mkc->msc", weights, corners[mine]).reshape(-1, 3))
        owners.append(np.repeat(mine, len(weights)))
        radius = max(radius, CENTRE_TO_CORNER * float(sides[mine].max()) / int(number))
    return np.concatenate(points), np.concatenate(owners), radius


def _centres_of_parts(parts: int) -> DoubleArray:
    """Barycentric weights [shape=(parts**2, 3)] of the parts that a triangle is cut into."""
    pairs = []
    for i in range(parts):
        for j in range(parts - i):
            pairs.append((i + 1 / 3, j + 1 / 3))
            if i + j < parts - 1:
                pairs.append((i + 2 / 3, j + 2 / 3))
    last_two = np.array(pairs) / parts
    weights: DoubleArray = np.column_stack([1 - last_two.sum(axis=1), last_two])
    return weights
