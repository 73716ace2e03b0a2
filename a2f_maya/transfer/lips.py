"""Which vertices face each other across the closed mouth, told by the open-mouth mesh."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.spatial import cKDTree

from a2f_maya.mesh import Mesh, triangulate, vertex_normals
from a2f_maya.transfer.checking import mesh_size
from a2f_maya.transfer.point_to_plane import Springs

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

TOUCHING = 0.004
"""Vertices of the closed mouth that are nearer than this share of the height may be lips."""

PARTED = 0.01
"""Lips are farther apart than this share of the height when the mouth is open."""

OPPOSITE = -0.2
CANDIDATES = 12
WEIGHT = 0.5


class LipKeeper:
    """Keeps the lips of a mesh from passing through each other while it is fitted.

    Parameters
    ----------
    closed, opened : Mesh
        The same topology with closed and with open mouth.
    """

    def __init__(self, closed: Mesh, opened: Mesh) -> None:
        pairs = facing_pairs(closed, opened)
        rows = np.arange(len(pairs))
        ones = np.ones(len(pairs))
        self._operator = sparse.csr_matrix(
            (
                np.concatenate([ones, -ones]),
                (np.concatenate([rows, rows]), np.concatenate([pairs[:, 0], pairs[:, 1]])),
            ),
            shape=(len(pairs), len(closed.points)),
        )
        self._pairs = pairs
        self._triangles = triangulate(closed)

    def springs(self, points: DoubleArray) -> Springs:
        """Conditions that take out what has gone through, and leave all else as it is."""
        gaps = self._operator @ points
        normals = vertex_normals(points, self._triangles)
        first, second = normals[self._pairs[:, 0]], normals[self._pairs[:, 1]]
        out = (second - first).astype(np.float64)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-20)
        depth = np.minimum((gaps * out).sum(axis=1, keepdims=True), 0)
        return Springs(self._operator, gaps - depth * out, WEIGHT)


def facing_pairs(closed: Mesh, opened: Mesh) -> IndexArray:
    """Vertices that lie close together and face each other in one mesh and are apart in the other.

    Parameters
    ----------
    closed, opened : Mesh
        The same topology.

    Returns
    -------
    np.ndarray [shape=(n, 2), int64]
        Each vertex with its nearest partner; each pair once.
    """
    points = closed.points.astype(np.float64)
    parted = opened.points.astype(np.float64)
    normals = vertex_normals(closed.points, triangulate(closed)).astype(np.float64)
    size = mesh_size(closed)
    count = min(CANDIDATES, len(points))
    distances, near = cKDTree(points).query(
        points, k=count, distance_upper_bound=TOUCHING * size, workers=-1
    )
    distances, near = distances.reshape(len(points), -1), near.reshape(len(points), -1)
    inside = np.isfinite(distances)
    near = np.where(inside, near, 0)
    apart = np.linalg.norm(parted[near] - parted[:, None], axis=2) > PARTED * size
    facing = np.einsum("nkc,nc->nk", normals[near], normals) < OPPOSITE
    good = inside & apart & facing
    best = np.where(good, distances, np.inf).argmin(axis=1)
    rows = np.flatnonzero(good.any(axis=1))
    found = np.sort(np.stack([rows, near[rows, best[rows]]], axis=1), axis=1)
    return np.unique(found, axis=0).astype(np.int64).reshape(-1, 2)
