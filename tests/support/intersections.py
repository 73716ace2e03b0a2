"""Triangles that pass through each other, counted by plain segment against triangle tests."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

INSIDE = 1e-6


def self_intersections(points: DoubleArray, triangles: IndexArray) -> IndexArray:
    """Pairs of triangles without a common vertex of which an edge of one crosses the other.

    Parameters
    ----------
    points : np.ndarray [shape=(V, 3)]
    triangles : np.ndarray [shape=(M, 3)]

    Returns
    -------
    np.ndarray [shape=(n, 2), int64]
    """
    points, triangles = np.asarray(points, float), np.asarray(triangles, np.int64)
    corners = points[triangles]
    centres = corners.mean(axis=1)
    radius = np.linalg.norm(corners - centres[:, None], axis=2).max(axis=1)
    reach = 2 * float(np.percentile(radius, 99))
    pairs = cKDTree(centres).query_pairs(reach, output_type="ndarray")
    first, second = pairs[:, 0], pairs[:, 1]
    near = np.linalg.norm(centres[first] - centres[second], axis=1) < radius[first] + radius[second]
    apart = ~(triangles[first][:, :, None] == triangles[second][:, None, :]).any(axis=(1, 2))
    pairs = pairs[near & apart]
    hit = np.zeros(len(pairs), bool)
    for one, other in ((0, 1), (1, 0)):
        edges, faces = corners[pairs[:, one]], corners[pairs[:, other]]
        for corner in range(3):
            hit |= _crosses(edges[:, corner], edges[:, (corner + 1) % 3], faces)
    return pairs[hit]


def _crosses(start: DoubleArray, end: DoubleArray, faces: DoubleArray) -> npt.NDArray[np.bool_]:
    """Whether segments go through the inside of triangles (Moeller and Trumbore 1997)."""
    direction, origin = end - start, faces[:, 0]
    e1, e2 = faces[:, 1] - origin, faces[:, 2] - origin
    h = np.cross(direction, e2)
    determinant = (e1 * h).sum(axis=1)
    safe = np.where(np.abs(determinant) > 1e-18, determinant, np.inf)
    s = start - origin
    u = (s * h).sum(axis=1) / safe
    q = np.cross(s, e1)
    v = (direction * q).sum(axis=1) / safe
    t = (e2 * q).sum(axis=1) / safe
    return (
        (np.abs(determinant) > 1e-18)
        & (np.minimum(np.minimum(u, v), 1 - u - v) > INSIDE)
        & (t > INSIDE)
        & (t < 1 - INSIDE)
    )
