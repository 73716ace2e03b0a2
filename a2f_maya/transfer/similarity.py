"""Moving one set of points onto another: as a whole, through given points, or place by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DoubleArray = npt.NDArray[np.float64]

SMALLEST_WEIGHT = 1e-12
BLOCK = 4096
"""So many queries are handled at once, to bound memory."""

CELLS_ACROSS = 4
"""Cells per radius in which far points are summed up."""


@dataclass(frozen=True)
class Similarity:
    """A rotation, one scale and a shift: ``scale * rotation @ p + shift``.

    Attributes
    ----------
    rotation : np.ndarray [shape=(3, 3), float64]
        Its determinant is 1.
    scale : float
    shift : np.ndarray [shape=(3,), float64]
    """

    rotation: DoubleArray
    scale: float
    shift: DoubleArray

    def __call__(self, points: DoubleArray) -> DoubleArray:
        """Move points [shape=(n, 3)]."""
        moved: DoubleArray = self.scale * points @ self.rotation.T + self.shift
        return moved


def fit_similarity(source: DoubleArray, target: DoubleArray) -> Similarity:
    """Least-squares similarity that carries points onto others (Umeyama 1991).

    Parameters
    ----------
    source, target : np.ndarray [shape=(n, 3)]
        At least three points that are not on one line.
    """
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    a, b = source - source_mean, target - target_mean
    u, stretch, vt = np.linalg.svd(b.T @ a)
    sign = np.array([1.0, 1.0, np.sign(np.linalg.det(u @ vt)) or 1.0])
    rotation = (u * sign) @ vt
    scale = float((stretch * sign).sum() / max((a * a).sum(), SMALLEST_WEIGHT))
    return Similarity(rotation, scale, target_mean - scale * rotation @ source_mean)


def radial_warp(
    source: DoubleArray, target: DoubleArray, queries: DoubleArray, smoothing: float = 1e-6
) -> DoubleArray:
    """Move a space so that given points land on others, as smoothly as possible.

    Radial basis functions ``|r|`` with an affine part: the bi-harmonic interpolant in space.

    Parameters
    ----------
    source, target : np.ndarray [shape=(n, 3)]
    queries : np.ndarray [shape=(m, 3)]
        Points to move, in the space of ``source``.
    smoothing : float
        Share of the largest distance by which the points may be missed; it keeps points that
        nearly coincide from tearing the space apart.

    Returns
    -------
    np.ndarray [shape=(m, 3), float64]
    """
    count = len(source)
    centre = source.mean(axis=0)
    kernel = np.linalg.norm(source[:, None] - source[None], axis=2)
    size = max(float(kernel.max()), SMALLEST_WEIGHT)
    affine = np.column_stack([np.ones(count), (source - centre) / size])
    system = np.zeros((count + 4, count + 4))
    # the kernel is negative definite where the affine part is taken out: the diagonal is subtracted
    system[:count, :count] = kernel / size - smoothing * np.eye(count)
    system[:count, count:], system[count:, :count] = affine, affine.T
    values = np.concatenate([target - source, np.zeros((4, 3))])
    # with few points or all in one plane the affine part is not unique: take the smallest one
    weights = np.linalg.lstsq(system, values, rcond=1e-10)[0]
    moved = np.empty((len(queries), 3))
    for start in range(0, len(queries), BLOCK):
        block = queries[start : start + BLOCK]
        kernels = np.linalg.norm(block[:, None] - source[None], axis=2) / size
        ones = np.ones(len(block))
        terms = np.column_stack([kernels, ones, (block - centre) / size])
        moved[start : start + BLOCK] = block + terms @ weights
    return moved


def rotations_of(covariances: DoubleArray) -> DoubleArray:
    """Rotation that is closest to each matrix, by singular values.

    Parameters
    ----------
    covariances : np.ndarray [shape=(n, 3, 3)]

    Returns
    -------
    np.ndarray [shape=(n, 3, 3), float64]
        Their determinants are 1.
    """
    u, _, vt = np.linalg.svd(covariances)
    flip = np.sign(np.linalg.det(u @ vt))
    u[:, :, 2] *= flip[:, None]
    rotations: DoubleArray = u @ vt
    return rotations


def smooth_similarities(
    source: DoubleArray,
    target: DoubleArray,
    radius: float,
    masses: DoubleArray | None = None,
) -> DoubleArray:
    """Turn and scale of the neighbourhood of each point, as smooth as the neighbourhood is wide.

    For each point the least-squares similarity of all points, weighted by a Gaussian of their
    distance in ``source``. Points are summed up in cells first, so that the work does not grow
    with the square of their number.

    Parameters
    ----------
    source, target : np.ndarray [shape=(n, 3)]
        The same points at rest on two heads.
    radius : float
        Standard deviation of the Gaussian, in units of ``source``.
    masses : np.ndarray [shape=(n,)], optional
        How much each point counts, for example its share of the surface; 1 if left out.

    Returns
    -------
    np.ndarray [shape=(n, 3, 3), float64]
        Scale times rotation: takes a motion of the source to one of the target.
    """
    source, target = np.asarray(source, np.float64), np.asarray(target, np.float64)
    source, target = source - source.mean(axis=0), target - target.mean(axis=0)
    weight = np.ones(len(source)) if masses is None else np.asarray(masses, np.float64)
    cells = np.floor(source / (radius / CELLS_ACROSS)).astype(np.int64)
    _, cell = np.unique(cells, axis=0, return_inverse=True)
    moments = _cell_sums(_moments(source, target, weight), cell.ravel())
    centres = moments[:, 1:4] / np.maximum(moments[:, :1], SMALLEST_WEIGHT)
    lengths = (centres**2).sum(axis=1)
    result = np.empty((len(source), 3, 3))
    for start in range(0, len(source), BLOCK):
        block = source[start : start + BLOCK]
        squared = (block**2).sum(axis=1)[:, None] + lengths - 2 * (block @ centres.T)
        sums = np.exp(-0.5 * squared / radius**2) @ moments
        result[start : start + BLOCK] = _similarities_of(sums)
    return result


def _moments(source: DoubleArray, target: DoubleArray, weight: DoubleArray) -> DoubleArray:
    """Weight, first moments, mixed second moments and squared length [shape=(n, 17)]."""
    mixed = np.einsum("ni,nj->nij", target, source).reshape(-1, 9)
    squared = (source * source).sum(axis=1)
    ones = np.ones(len(source))
    rows: DoubleArray = weight[:, None] * np.column_stack([ones, source, target, mixed, squared])
    return rows


def _cell_sums(rows: DoubleArray, cell: npt.NDArray[np.int64]) -> DoubleArray:
    return np.stack([np.bincount(cell, column) for column in rows.T], axis=1)


def _similarities_of(sums: DoubleArray) -> DoubleArray:
    """Scale times rotation of rows of summed moments."""
    weight = np.maximum(sums[:, 0], SMALLEST_WEIGHT)
    source, target = sums[:, 1:4] / weight[:, None], sums[:, 4:7] / weight[:, None]
    covariance = sums[:, 7:16].reshape(-1, 3, 3) / weight[:, None, None]
    covariance = covariance - np.einsum("ni,nj->nij", target, source)
    spread = sums[:, 16] / weight - (source * source).sum(axis=1)
    rotations = rotations_of(covariance)
    scale = np.einsum("nij,nij->n", rotations, covariance) / np.maximum(spread, SMALLEST_WEIGHT)
    scaled: DoubleArray = scale[:, None, None] * rotations
    return scaled
