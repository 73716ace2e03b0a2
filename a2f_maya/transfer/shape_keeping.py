"""The stiffness of a mesh: each vertex wants to lie among its neighbours as it does at rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.transfer.similarity import rotations_of
from a2f_maya.transfer.topology import adjacency

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

ROTATION_STEPS = 3
SMALLEST_SCALE, LARGEST_SCALE = 0.5, 2.0
TINY = 1e-30


class ShapeKeeper:
    """As-rigid-as-possible Laplacian with a scale at each vertex.

    Its energy is the sum over all vertices of ``|x_i - sum_j w_ij x_j - d_i|^2``, where ``d_i`` is
    the same difference at rest, turned and scaled as the neighbourhood is now (Sorkine and
    Alexa 2007, in the form that needs one matrix for x, y and z).

    Parameters
    ----------
    rest : np.ndarray [shape=(V, 3)]
    edges : np.ndarray [shape=(E, 2)]

    Attributes
    ----------
    laplacian : sparse matrix [shape=(V, V)]
        ``I - W`` with the rows of W summing to 1; a zero row for a vertex without neighbours.
    """

    def __init__(self, rest: DoubleArray, edges: IndexArray) -> None:
        count = len(rest)
        neighbours = adjacency(edges, count)
        degree = np.asarray(neighbours.sum(axis=1)).ravel()
        self._mean = sparse.diags(1 / np.maximum(degree, 1)).dot(neighbours).tocsr()
        self.laplacian = (sparse.diags((degree > 0).astype(float)) - self._mean).tocsr()
        self._rest = rest
        self._rest_mean = self._mean @ rest
        self._rest_squared = (self._rest * self._rest).sum(axis=1)
        squared = self._mean @ self._rest_squared - 2 * (self._rest_mean * rest).sum(axis=1)
        self._spread = np.maximum(squared + (degree > 0) * self._rest_squared, TINY)
        self._connected = (degree > 0)[:, None]
        self._rotations: DoubleArray | None = None

    def wanted(self, points: DoubleArray) -> DoubleArray:
        """The differences ``d`` [shape=(V, 3)] for present points [shape=(V, 3)]."""
        frames = self._frames(points)
        mean = self._mean
        turned_mean = (mean @ frames.reshape(-1, 9)).reshape(-1, 3, 3)
        turned_rest = np.einsum("nij,nj->ni", frames, self._rest)
        own = np.einsum("nij,nj->ni", frames, self._rest_mean - self._connected * self._rest)
        others = mean @ turned_rest - np.einsum("nij,nj->ni", turned_mean, self._rest)
        differences: DoubleArray = -0.5 * (own + others)
        return differences

    def _frames(self, points: DoubleArray) -> DoubleArray:
        """Scale times rotation of each neighbourhood since rest [shape=(V, 3, 3)]."""
        covariance = self._covariance(points)
        if self._rotations is None:
            self._rotations = rotations_of(covariance)
        else:
            self._rotations = _turn_towards(self._rotations, covariance, ROTATION_STEPS)
        scale = np.einsum("nij,nij->n", self._rotations, covariance) / self._spread
        limited = np.clip(scale, SMALLEST_SCALE, LARGEST_SCALE)
        frames: DoubleArray = limited[:, None, None] * self._rotations
        return frames

    def _covariance(self, points: DoubleArray) -> DoubleArray:
        """Sum over neighbours of (present edge) (rest edge)^T [shape=(V, 3, 3)]."""
        mixed = np.einsum("ni,nj->nij", points, self._rest)
        present_mean = self._mean @ points
        summed: DoubleArray = (self._mean @ mixed.reshape(-1, 9)).reshape(-1, 3, 3)
        summed -= np.einsum("ni,nj->nij", present_mean, self._rest)
        summed -= np.einsum("ni,nj->nij", points, self._rest_mean)
        summed += self._connected[:, :, None] * mixed
        return summed


def _turn_towards(rotations: DoubleArray, covariances: DoubleArray, steps: int) -> DoubleArray:
    """Turn rotations towards those closest to the matrices.

    Mueller, Bender, Chentanez and Macklin, A Robust Method to Extract the Rotational Part of
    Deformations, 2016. A warm start makes a few steps enough.
    """
    for _ in range(steps):
        axis = np.cross(rotations, covariances, axis=1).sum(axis=2)
        along = np.abs(np.einsum("nij,nij->n", rotations, covariances))
        rotations = _rotation_by(axis / (along + TINY)[:, None]) @ rotations
    return rotations


def _rotation_by(vectors: DoubleArray) -> DoubleArray:
    """Rotation matrices of rotation vectors [shape=(n, 3)] (Rodrigues)."""
    angle = np.linalg.norm(vectors, axis=1)
    x, y, z = (vectors / np.maximum(angle, TINY)[:, None]).T
    zero = np.zeros_like(x)
    cross = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=1).reshape(-1, 3, 3)
    sine, cosine = np.sin(angle)[:, None, None], np.cos(angle)[:, None, None]
    turned: DoubleArray = np.eye(3) + sine * cross + (1 - cosine) * (cross @ cross)
    return turned
