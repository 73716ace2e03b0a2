"""The quadratic energy of a blendshape solve, and its right side without any vertices.

For weights ``w`` of the active poses the energy of one frame is ``1/2 w' A w - b' w`` with the
terms of the Audio2Face-3D-SDK (``blendshape_solver_base.cpp``)::

    A = D D' + 0.25 s L1^2 (1 1') + 10 s L2 I + 10 s S M' M        b = D (target - neutral)

where the rows of ``D`` are displacements, ``M`` has +1 and -1 for each symmetry pair and ``s`` is
the squared ratio of the mesh's size to the template's. Twice this energy is the squared
reconstruction error plus the regularisers, up to a constant. Temporal smoothing adds ``1/2 tau |w_t
- w_(t-1)|^2``, ``tau = 100 s T``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError
from a2f_maya.solve.linear_face import LinearFace
from a2f_maya.solve.poses import BLOCK_VERTICES, PoseSet
from a2f_maya.solve.settings import BlendshapeSettings, Pair

Array = npt.NDArray[np.float64]

RELATIVE_RIDGE = 1e-11
"""Share of the largest eigenvalue that is added where poses depend on each other."""


@dataclass(frozen=True)
class NormalEquations:
    """Constant part of the energy; only the right side changes from frame to frame.

    Attributes
    ----------
    poses : PoseSet
    columns : np.ndarray [shape=(n,), int64]
        Active poses.
    vertices : np.ndarray [shape=(R,), int64]
        Vertices in the frontal mask that at least one active pose moves; the others add nothing.
    deltas : np.ndarray [shape=(n, 3 R), float64]
    neutral : np.ndarray [shape=(3 R,), float64]
    matrix : np.ndarray [shape=(n, n), float64]
        A, positive definite.
    pull : float
        Constant that a linear sparsity term takes off every right side.
    scale : float
        s, squared ratio of sizes.
    temporal : float
        tau.
    cancel_pairs : tuple of (int, int)
        Positions in ``columns``; pairs with an inactive pose are dropped.
    """

    poses: PoseSet
    columns: npt.NDArray[np.int64]
    vertices: npt.NDArray[np.int64]
    deltas: Array
    neutral: Array
    matrix: Array
    pull: float
    scale: float
    temporal: float
    cancel_pairs: tuple[Pair, ...]

    @classmethod
    def build(cls, poses: PoseSet, settings: BlendshapeSettings) -> NormalEquations:
        """Set up the energy.

        Raises
        ------
        MeshError
            If the settings are for another number of poses.
        """
        if len(settings.active) != len(poses.names):
            raise MeshError(
                f"The solver settings are for {len(settings.active)} poses and the blendshapes "
                f"have {len(poses.names)}; load the settings that belong to them."
            )
        columns = np.flatnonzero(np.array(settings.active)).astype(np.int64)
        vertices = poses.solver_vertices
        chosen = poses.deltas[columns][:, vertices]
        moved = chosen.any(axis=(0, 2))
        vertices = vertices[moved]
        deltas = chosen[:, moved].reshape(len(columns), -1).astype(np.float64)
        scale = (poses.diagonal / settings.template_bb_size) ** 2
        sparsity = 0.25 * scale * settings.strength_l1**2
        is_squared = settings.sparsity_form == "squared"
        matrix = deltas @ deltas.T
        matrix += 10.0 * scale * settings.strength_l2 * np.eye(len(columns))
        matrix += sparsity if is_squared else 0.0
        for first, second in active_pairs(settings.symmetry_pairs, columns):
            difference = np.zeros(len(columns))
            difference[first], difference[second] = 1.0, -1.0
            matrix += 10.0 * scale * settings.strength_symmetry * np.outer(difference, difference)
        return cls(
            poses=poses,
            columns=columns,
            vertices=vertices,
            deltas=deltas,
            neutral=poses.neutral[vertices].reshape(-1).astype(np.float64),
            matrix=_definite(matrix),
            pull=0.0 if is_squared else sparsity,
            scale=scale,
            temporal=100.0 * scale * settings.strength_temporal,
            cancel_pairs=active_pairs(settings.cancel_pairs, columns),
        )

    def right_sides(self, points: npt.NDArray[np.float32]) -> Array:
        """Right sides b of frames that are given as vertices.

        Parameters
        ----------
        points : np.ndarray [shape=(t, V, 3), float32]

        Returns
        -------
        np.ndarray [shape=(t, n), float64]

        Raises
        ------
        MeshError
            If the number of vertices is not that of the poses.
        """
        if points.shape[1:] != self.poses.neutral.shape:
            raise MeshError(
                f"The animated mesh has {points.shape[1]} vertices and the blendshapes have "
                f"{len(self.poses.neutral)}; choose meshes of the same topology."
            )
        targets = points[:, self.vertices].reshape(len(points), -1).astype(np.float64)
        sides: Array = (targets - self.neutral) @ self.deltas.T - self.pull
        return sides

    def project(self, face: LinearFace) -> Projection:
        """Prepare right sides from coefficients: two small products a frame instead of vertices.

        Parameters
        ----------
        face : LinearFace

        Raises
        ------
        MeshError
            If the number of vertices is not that of the poses.
        """
        if face.constant.shape != self.poses.neutral.shape:
            raise MeshError(
                f"The face has {len(face.constant)} vertices and the blendshapes have "
                f"{len(self.poses.neutral)}; choose meshes of the same topology."
            )
        matrix = np.zeros((face.row_count, len(self.columns)))
        for start in range(0, len(self.vertices), BLOCK_VERTICES):
            block = slice(3 * start, 3 * (start + BLOCK_VERTICES))
            rows = face.rows(self.vertices[start : start + BLOCK_VERTICES])
            matrix += rows @ self.deltas[:, block].T
        difference = face.constant[self.vertices].reshape(-1).astype(np.float64) - self.neutral
        return Projection(face, matrix, self.deltas @ difference - self.pull)


@dataclass(frozen=True)
class Projection:
    """The way from coefficients to right sides: ``b = coefficients @ matrix + constant``.

    Attributes
    ----------
    face : LinearFace
    matrix : np.ndarray [shape=(R, n), float64]
    constant : np.ndarray [shape=(n,), float64]
    """

    face: LinearFace
    matrix: Array
    constant: Array

    def right_sides(self, coefficients: npt.NDArray[np.float32]) -> Array:
        """Right sides [shape=(T, n)] of frames given as coefficients [shape=(T, R)]."""
        sides: Array = coefficients.astype(np.float64) @ self.matrix + self.constant
        return sides


def active_pairs(pairs: tuple[Pair, ...], columns: npt.NDArray[np.int64]) -> tuple[Pair, ...]:
    """Pairs as positions among the active poses, without those that have an inactive pose."""
    position = {int(pose): place for place, pose in enumerate(columns)}
    return tuple(
        (position[first], position[second])
        for first, second in pairs
        if first in position and second in position
    )


def _definite(matrix: Array) -> Array:
    """Make the optimum unique where poses depend on each other and nothing regularises them."""
    eigenvalues = np.linalg.eigvalsh(matrix)
    if eigenvalues[0] > RELATIVE_RIDGE * eigenvalues[-1]:
        return matrix
    ridge = RELATIVE_RIDGE * (float(eigenvalues[-1]) or 1.0)
    definite: Array = matrix + ridge * np.eye(len(matrix))
    return definite
