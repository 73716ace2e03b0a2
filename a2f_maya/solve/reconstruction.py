"""How well blendshape weights reproduce the face they were solved from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.solve.linear_face import LinearFace
from a2f_maya.solve.poses import BLOCK_VERTICES, PoseSet

Array = npt.NDArray[np.float64]


def reconstruction_gram(poses: PoseSet, face: LinearFace) -> Array:
    """Inner products of all fields that a reconstruction error is made of, summed over vertices.

    Parameters
    ----------
    poses : PoseSet
    face : LinearFace
        On the same vertices.

    Returns
    -------
    np.ndarray [shape=(P + R + 1, P + R + 1), float64]
        Order: pose displacements, rows of the face, difference of the two constants.
    """
    size = len(poses.names) + face.row_count + 1
    gram = np.zeros((size, size))
    all_vertices = poses.solver_vertices
    for start in range(0, len(all_vertices), BLOCK_VERTICES):
        vertices = all_vertices[start : start + BLOCK_VERTICES]
        difference = face.constant[vertices].astype(np.float64) - poses.neutral[vertices]
        deltas = poses.deltas[:, vertices].reshape(len(poses.names), -1)
        fields = np.concatenate([deltas, face.rows(vertices), difference.reshape(1, -1)])
        gram += fields @ fields.T
    return gram


def errors_of_coefficients(
    gram: Array,
    vertex_count: int,
    weights: npt.NDArray[np.float32],
    coefficients: npt.NDArray[np.float32],
) -> Array:
    """Reconstruction error of each frame without touching a vertex.

    Parameters
    ----------
    gram : np.ndarray
        See `reconstruction_gram`.
    vertex_count : int
        Number of vertices in the frontal mask.
    weights : np.ndarray [shape=(T, P)]
    coefficients : np.ndarray [shape=(T, R)]

    Returns
    -------
    np.ndarray [shape=(T,), float64]
        Root mean square over the vertices of the distance between the blended poses and the face,
        in the length unit of the poses.
    """
    ones = np.ones((len(weights), 1))
    differences = np.concatenate([weights, -coefficients, -ones], axis=1).astype(np.float64)
    squares = np.einsum("ti,ti->t", differences @ gram, differences)
    return np.asarray(np.sqrt(np.maximum(squares, 0.0) / vertex_count))


def errors_of_points(
    poses: PoseSet, weights: npt.NDArray[np.float32], points: npt.NDArray[np.float32]
) -> Array:
    """Reconstruction error of frames that are given as vertices.

    Parameters
    ----------
    poses : PoseSet
    weights : np.ndarray [shape=(t, P)]
    points : np.ndarray [shape=(t, V, 3)]

    Returns
    -------
    np.ndarray [shape=(t,), float64]
        As in `errors_of_coefficients`.
    """
    vertices = poses.solver_vertices
    deltas = poses.deltas[:, vertices].reshape(len(poses.names), -1)
    blended = weights @ deltas + poses.neutral[vertices].reshape(-1)
    differences = blended.astype(np.float64) - points[:, vertices].reshape(len(points), -1)
    squares = np.einsum("ti,ti->t", differences, differences)
    return np.asarray(np.sqrt(squares / len(vertices)))
