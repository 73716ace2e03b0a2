"""Smoothing of displacements along a mesh, and blending of what is known at some of its points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.transfer.topology import adjacency

BoolArray = npt.NDArray[np.bool_]
DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

SMOOTHING_STEP = 0.5
BLEND_STEPS = 24
SMALLEST_BLEND, LEAST_BLEND = 1e-4, 1e-2
"""Weights below these are dropped on the way and at the end."""


class FieldSmoother:
    """Laplacian smoothing of displacements that leaves motions of the whole mesh alone.

    The affine part of a field is taken out before and put back after smoothing, so a turned head
    stays exactly turned and open borders are not pulled inwards by it.

    Parameters
    ----------
    points : np.ndarray [shape=(n, 3)]
        The mesh at rest.
    edges : np.ndarray [shape=(E, 2), int64]
    """

    def __init__(self, points: DoubleArray, edges: IndexArray) -> None:
        graph = adjacency(edges, len(points))
        degree = np.asarray(graph.sum(axis=1)).ravel()
        mean = sparse.diags(SMOOTHING_STEP / np.maximum(degree, 1.0)) @ graph
        keep = sparse.diags(np.where(degree > 0, 1.0 - SMOOTHING_STEP, 1.0))
        self._step: sparse.csr_matrix = (keep + mean).tocsr()
        centred = points - points.mean(axis=0)
        size = max(float(np.abs(centred).max(initial=0.0)), 1e-300)
        self._affine: DoubleArray = np.vstack([np.ones(len(points)), centred.T / size])
        self._fit: DoubleArray = np.asarray(np.linalg.pinv(self._affine, rcond=1e-9), np.float64)

    def __call__(self, field: DoubleArray, level: int) -> DoubleArray:
        """Smooth a field [shape=(3, n)] in so many steps."""
        whole = (field @ self._fit) @ self._affine
        rest = np.ascontiguousarray((field - whole).T)
        for _ in range(level):
            rest = self._step @ rest
        smoothed: DoubleArray = whole + rest.T
        return smoothed


def blend_weights(
    edges: IndexArray, anchors: IndexArray, known: BoolArray, wanted: IndexArray
) -> sparse.csr_matrix:
    """How much the anchors round it count for each wanted point.

    Every point begins with its own anchor alone; then each wanted one takes the mean of its
    neighbours' weights, a few times over. Small weights are dropped.

    Parameters
    ----------
    edges : np.ndarray [shape=(E, 2), int64]
    anchors : np.ndarray [shape=(n,), int64]
        Column that a point stands for; points on one place share one.
    known : np.ndarray [shape=(n,), bool]
        Points that keep their own anchor.
    wanted : np.ndarray [shape=(m,), int64]
        Points that are not known.

    Returns
    -------
    sparse.csr_matrix [shape=(m, n)]
        Rows sum to 1.
    """
    count = len(anchors)
    graph = adjacency(edges, count)
    degree = np.asarray(graph.sum(axis=1)).ravel()
    free = (~known).astype(np.float64)
    mean = sparse.diags(free * SMOOTHING_STEP / np.maximum(degree, 1.0)) @ graph
    stay = np.where((free > 0) & (degree > 0), 1.0 - SMOOTHING_STEP, 1.0)
    step = (sparse.diags(stay) + mean).tocsr()
    # only the wanted points and their neighbours take part
    near = np.unique(np.concatenate([wanted, graph[wanted].indices])).astype(np.int64)
    step = step[near][:, near]
    weights = sparse.csr_matrix(
        (np.ones(len(near)), (np.arange(len(near)), anchors[near])), shape=(len(near), count)
    )
    for _ in range(BLEND_STEPS):
        weights = _pruned(step @ weights, SMALLEST_BLEND)
    rows = _pruned(weights[np.searchsorted(near, wanted)], LEAST_BLEND)
    total = np.asarray(rows.sum(axis=1)).ravel()
    return (sparse.diags(1.0 / np.maximum(total, 1e-300)) @ rows).tocsr()


def _pruned(weights: sparse.csr_matrix, least: float) -> sparse.csr_matrix:
    weights = weights.tocsr()
    weights.data[weights.data < least] = 0.0
    weights.eliminate_zeros()
    return weights
