"""Rigid motion of the lower teeth from five displaced key points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.face.params import FaceParameters
from a2f_maya.tracks import FloatArray


def fit_rigid(source: FloatArray, targets: FloatArray) -> FloatArray:
    """Find the rigid motions that bring ``source`` closest to each of the targets (least squares).

    Kabsch's method: singular value decomposition of the correlation of the centred points, with
    the last axis mirrored where the best orthogonal matrix would be a reflection.

    Parameters
    ----------
    source : np.ndarray [shape=(N, 3)]
    targets : np.ndarray [shape=(T, N, 3)]

    Returns
    -------
    np.ndarray [shape=(T, 4, 4), float32]
        Column vectors: ``target = matrix @ source``.
    """
    source_center = source.mean(axis=0, dtype=np.float64)
    target_centers = targets.mean(axis=1, dtype=np.float64)
    centered = source.astype(np.float64) - source_center
    # The centred source sums to zero, so the targets need no centring here.
    correlation = centered.T @ targets.astype(np.float64)
    u, _, vt = np.linalg.svd(correlation)
    mirrored = _determinants(u) * _determinants(vt) < 0
    u[mirrored, :, 2] *= -1
    rotations = (u @ vt).transpose(0, 2, 1)
    matrices = np.zeros((len(targets), 4, 4), dtype=np.float32)
    matrices[:, :3, :3] = rotations
    matrices[:, :3, 3] = target_centers - rotations @ source_center
    matrices[:, 3, 3] = 1.0
    return matrices


def _determinants(matrices: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Compute the determinant of each 3 x 3 matrix."""
    a, b, c = matrices[:, 0], matrices[:, 1], matrices[:, 2]
    volumes: npt.NDArray[np.float64] = np.einsum("ti,ti->t", a, np.cross(b, c))
    return volumes


def jaw_transforms(
    displacements: FloatArray, neutral_jaw: FloatArray, parameters: FaceParameters
) -> FloatArray:
    """Motion of the lower teeth (Audio2Face-3D-SDK teeth animator).

    Parameters
    ----------
    displacements : np.ndarray [shape=(T, 5, 3), float32]
        From the network, in the package's length unit.
    neutral_jaw : np.ndarray [shape=(5, 3), float32]
    parameters : FaceParameters

    Returns
    -------
    np.ndarray [shape=(T, 4, 4), float32]
        Column vectors. Height offset is along Y, depth offset along Z.
    """
    offset = (0.0, parameters.lower_teeth_height_offset, parameters.lower_teeth_depth_offset)
    moved: FloatArray = np.float32(parameters.lower_teeth_strength) * displacements
    targets: FloatArray = neutral_jaw + moved + np.array(offset, dtype=np.float32)
    return fit_rigid(neutral_jaw, targets)
