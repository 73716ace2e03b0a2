"""Tangent frames of places on a surface that moves."""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt
from scipy import sparse

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]


class SurfaceFrames:
    """Position and orthonormal frame of fixed places on triangles, for any pose of the vertices.

    All arrays have the coordinate first: that is several times as fast here.

    Parameters
    ----------
    rest : np.ndarray [shape=(V, 3)]
        Vertices at rest; they only decide along which side of its triangle a frame lies.
    triangles : np.ndarray [shape=(M, 3), int64]
    corners : np.ndarray [shape=(n, 3), int64]
        Vertices of the triangle of each place.
    barycentrics : np.ndarray [shape=(n, 3)]
    """

    def __init__(
        self,
        rest: DoubleArray,
        triangles: IndexArray,
        corners: IndexArray,
        barycentrics: DoubleArray,
    ) -> None:
        count = len(corners)
        used, local = np.unique(corners, return_inverse=True)
        number = np.full(len(rest), -1)
        number[used] = np.arange(len(used))
        near = triangles[(number[triangles] >= 0).any(axis=1)]
        owners = number[near].ravel()
        faces = np.repeat(np.arange(len(near)), 3)[owners >= 0]
        owners = owners[owners >= 0]
        self._a, self._b, self._c = np.ascontiguousarray(near.T)
        self._used = used
        self._memory = threading.local()
        self._sum = sparse.csr_matrix(
            (np.ones(len(owners)), (owners, faces)), shape=(len(used), len(near))
        )
        rows = np.repeat(np.arange(count), 3)
        self._mean = sparse.csr_matrix(
            (barycentrics.ravel(), (rows, local.ravel())), shape=(count, len(used))
        )
        self._mean.eliminate_zeros()
        self._from, self._to = _widest_sides(rest, corners)

    def positions(self, columns: DoubleArray) -> DoubleArray:
        """Where the places are [shape=(3, n)]; ``columns`` [shape=(3, V)] are the vertices."""
        return np.stack([self._mean @ column[self._used] for column in columns])

    def axes(self, columns: DoubleArray) -> DoubleArray:
        """Tangent, bitangent and smooth normal of each place [shape=(3 axes, 3, n)]."""
        faces = self._face_normals(columns)
        normal = unit(np.stack([self._mean @ (self._sum @ row) for row in faces]))
        side = _taken(columns, self._to) - _taken(columns, self._from)
        tangent = unit(side - dot(side, normal) * normal)
        return np.stack([tangent, cross(normal, tangent), normal])

    def _face_normals(self, columns: DoubleArray) -> DoubleArray:
        """Normals of the triangles, twice their areas long [shape=(3, M)].

        Arrays are kept from call to call, one set a thread: making them anew takes as long as the
        arithmetic.
        """
        if not hasattr(self._memory, "arrays"):
            self._memory.arrays = np.empty((10, len(self._a)))
        arrays: DoubleArray = self._memory.arrays
        first, second, normal = arrays[:9].reshape(3, 3, -1)
        spare = arrays[9]
        for axis, column in enumerate(columns):
            # the indices are known to be good; clipping skips a check and a copy
            column.take(self._a, out=spare, mode="clip")
            column.take(self._b, out=first[axis], mode="clip")
            column.take(self._c, out=second[axis], mode="clip")
            first[axis] -= spare
            second[axis] -= spare
        for axis in range(3):
            one, other = (axis + 1) % 3, (axis + 2) % 3
            np.multiply(first[one], second[other], out=normal[axis])
            np.multiply(first[other], second[one], out=spare)
            normal[axis] -= spare
        return normal


def cross(a: DoubleArray, b: DoubleArray) -> DoubleArray:
    """Cross products of columns [shape=(3, n)]."""
    return np.stack(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def dot(a: DoubleArray, b: DoubleArray) -> DoubleArray:
    """Scalar products of columns [shape=(n,)]."""
    product: DoubleArray = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return product


def unit(a: DoubleArray) -> DoubleArray:
    """Columns with length 1; zero stays zero."""
    result: DoubleArray = a / np.maximum(np.sqrt(dot(a, a)), 1e-150)
    return result


def _taken(columns: DoubleArray, indices: IndexArray) -> DoubleArray:
    # row by row: four times as fast as one index over the second axis
    return np.stack([row.take(indices) for row in columns])


def _widest_sides(rest: DoubleArray, corners: IndexArray) -> tuple[IndexArray, IndexArray]:
    """The longest side of each triangle, which no collapsed corner can spoil."""
    ends = np.roll(corners, -1, axis=1)
    longest = np.linalg.norm(rest[ends] - rest[corners], axis=2).argmax(axis=1)
    row = np.arange(len(corners))
    return corners[row, longest], ends[row, longest]
