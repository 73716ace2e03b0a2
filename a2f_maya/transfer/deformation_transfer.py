"""Deformation transfer between two heads of one topology (Sumner and Popovic 2004).

In the form of Botsch et al. 2006: the gradients of the source's displacements are laid on the
target's triangles, and a Poisson equation finds the displacements whose gradients come closest.
A soft pull towards displacements that are only turned and scaled keeps far parts in place.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.transfer.factoring import factor
from a2f_maya.transfer.similarity import rotations_of

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

HINT_WEIGHT = 0.1
"""Of the pull towards turned and scaled displacements, in mean diagonals of the system."""

HOLD_WEIGHT = 1e3
"""Of vertices that no shape moves."""


class DeformationTransfer:
    """Carries displacements of a source to a target of the same topology; factored once.

    Parameters
    ----------
    source, target : np.ndarray [shape=(V, 3)]
        Both at rest.
    triangles : np.ndarray [shape=(M, 3), int64]
    similarities : np.ndarray [shape=(V, 3, 3)]
        Scale times rotation that takes a motion of the source's vertex to one of the target's.
    held : np.ndarray [shape=(V,), bool]
        Vertices that stay at rest.
    """

    def __init__(
        self,
        source: DoubleArray,
        target: DoubleArray,
        triangles: IndexArray,
        similarities: DoubleArray,
        held: BoolArray,
        hint_weight: float = HINT_WEIGHT,
    ) -> None:
        self._source, self._triangles = source, triangles
        self._similarities = similarities
        self._inverse, sound = _inverse_frames(source, triangles)
        gradients, normals, areas = _gradients(target, triangles)
        self._sound = sound
        self._turn = _rotations(similarities, triangles)
        tangent = np.eye(3) - normals[:, :, None] * normals[:, None]
        self._back = np.transpose(self._turn, (0, 2, 1)) @ tangent
        self._spread = _operator(gradients, triangles, areas, len(target))
        unweighted = _operator(gradients, triangles, np.ones(len(triangles)), len(target))
        stiffness = (self._spread @ unweighted.T).tocsr()
        mean = max(float(stiffness.diagonal().mean()), 1e-300)
        self._pull = np.full(len(target), hint_weight * mean)
        loose = stiffness.diagonal() <= 0
        diagonal = self._pull + np.where(held | loose, HOLD_WEIGHT * mean, 0.0)
        self._factor = factor(stiffness + sparse.diags(diagonal))

    def carry(self, displacements: DoubleArray) -> DoubleArray:
        """The target's displacements [shape=(V, 3)] for the source's [shape=(V, 3)]."""
        posed = _frames(self._source + displacements, self._triangles)
        change = posed @ self._inverse - np.eye(3)
        change[~self._sound] = 0.0
        change = self._turn @ change @ self._back
        rows = np.transpose(change, (0, 2, 1)).reshape(-1, 3)
        hint = np.einsum("nij,nj->ni", self._similarities, displacements)
        side = self._spread @ rows + self._pull[:, None] * hint
        solved: DoubleArray = self._factor.solve(side)
        return solved


def _rotations(similarities: DoubleArray, triangles: IndexArray) -> DoubleArray:
    """How each triangle is turned from head to head [shape=(M, 3, 3)]."""
    return rotations_of(similarities[triangles].mean(axis=1))


def _frames(points: DoubleArray, triangles: IndexArray) -> DoubleArray:
    """Two sides and the unit normal of each triangle as columns [shape=(M, 3, 3)]."""
    first = points[triangles[:, 1]] - points[triangles[:, 0]]
    second = points[triangles[:, 2]] - points[triangles[:, 0]]
    normal = np.cross(first, second)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    return np.stack([first, second, normal / np.maximum(length, 1e-300)], axis=2)


def _inverse_frames(points: DoubleArray, triangles: IndexArray) -> tuple[DoubleArray, BoolArray]:
    """Inverse frames, and which triangles have one."""
    frames = _frames(points, triangles)
    sides = np.linalg.norm(frames[:, :, :2], axis=1).prod(axis=1)
    area = np.linalg.norm(np.cross(frames[:, :, 0], frames[:, :, 1]), axis=1)
    sound: BoolArray = np.asarray(area > 1e-9 * np.maximum(sides, 1e-300))
    frames[~sound] = np.eye(3)
    inverse: DoubleArray = np.asarray(np.linalg.inv(frames), np.float64)
    return inverse, sound


def _gradients(
    points: DoubleArray, triangles: IndexArray
) -> tuple[DoubleArray, DoubleArray, DoubleArray]:
    """Gradients of the three corner weights [shape=(M, 3 corners, 3)], normals and areas."""
    inverse, sound = _inverse_frames(points, triangles)
    frames = _frames(points, triangles)
    second, third = inverse[:, 0], inverse[:, 1]
    gradients = np.stack([-second - third, second, third], axis=1)
    gradients[~sound] = 0.0
    areas = 0.5 * np.linalg.norm(np.cross(frames[:, :, 0], frames[:, :, 1]), axis=1)
    return gradients, frames[:, :, 2], np.where(sound, areas, 0.0)


def _operator(
    gradients: DoubleArray, triangles: IndexArray, weights: DoubleArray, count: int
) -> sparse.csr_matrix:
    """Weighted divergence: transposed gradient of a field of the vertices [shape=(V, 3 M)]."""
    number = len(triangles)
    columns = np.broadcast_to(3 * np.arange(number)[:, None, None] + np.arange(3), (number, 3, 3))
    rows = np.broadcast_to(triangles[:, :, None], (number, 3, 3))
    values = gradients * weights[:, None, None]
    return sparse.csr_matrix(
        (values.ravel(), (rows.ravel(), columns.ravel())), shape=(count, 3 * number)
    )
