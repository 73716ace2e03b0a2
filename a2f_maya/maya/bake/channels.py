"""Which translation and rotation make a transform's local matrix what it should be.

Row vectors throughout, as Maya has them. A local matrix is ``before * rotation * after *
translation``: scale, shear and rotate axis come before, pivots or joint orient after.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrices = npt.NDArray[np.float64]


def translation_matrices(offsets: npt.NDArray[np.float64]) -> Matrices:
    """Matrices that shift points.

    Parameters
    ----------
    offsets : np.ndarray [shape=(T, 3)]

    Returns
    -------
    np.ndarray [shape=(T, 4, 4)]
    """
    matrices = np.tile(np.eye(4), (len(offsets), 1, 1))
    matrices[:, 3, :3] = offsets
    return matrices


def part_before(
    local: Matrices, rotation: Matrices, after: Matrices, translation: npt.NDArray[np.float64]
) -> Matrices:
    """What comes before the rotation in local matrices.

    Parameters
    ----------
    local, rotation, after : np.ndarray [shape=(T, 4, 4)]
    translation : np.ndarray [shape=(T, 3)]
    """
    rest = rotation @ after @ translation_matrices(translation)
    before: Matrices = local @ np.linalg.inv(rest)
    return before


def solve_channels(
    wanted: Matrices, before: Matrices, after: Matrices
) -> tuple[Matrices, npt.NDArray[np.float64]]:
    """Rotations and translations that give the wanted local matrices.

    Exact where the wanted motion is rigid in the space of the node; otherwise the rotation nearest
    in the sense of least squares, and always the wanted position of the node's origin.

    Parameters
    ----------
    wanted, before, after : np.ndarray [shape=(T, 4, 4)]

    Returns
    -------
    tuple of np.ndarray [shape=(T, 4, 4)] and np.ndarray [shape=(T, 3)]
    """
    turned = np.linalg.inv(before[:, :3, :3]) @ wanted[:, :3, :3] @ np.linalg.inv(after[:, :3, :3])
    u, _, vt = np.linalg.svd(turned)
    mirrored = np.linalg.det(u @ vt) < 0
    u[mirrored, :, 2] *= -1
    rotations = np.tile(np.eye(4), (len(wanted), 1, 1))
    rotations[:, :3, :3] = u @ vt
    unmoved = before @ rotations @ after
    return rotations, wanted[:, 3, :3] - unmoved[:, 3, :3]
