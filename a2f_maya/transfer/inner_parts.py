"""Parts inside a head, such as the tongue: fitted by where the skin around them went."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint
from a2f_maya.mesh import Mesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.fitting import FittingOptions, fit_mesh
from a2f_maya.transfer.similarity import fit_similarity, radial_warp

DoubleArray = npt.NDArray[np.float64]

ANCHORS = 300
"""So many skin vertices around a part say where it goes."""

NEAR = 8
"""The anchors are spread over this many times as many vertices, the nearest ones."""


def fit_inner_part(
    part: Mesh, skin: Mesh, fitted_skin: Mesh, target: Mesh, progress: Progress | None = None
) -> Mesh:
    """Fit a part of the source head to the same part of the target, without pairs of its own.

    Parameters
    ----------
    part, skin : Mesh
        Of the source head, in one space.
    fitted_skin : Mesh
        The skin as it was fitted to the target head.
    target : Mesh
        The target's own part, in the target's space.
    progress : Progress, optional

    Returns
    -------
    Mesh
        The faces of ``part`` on the target. A target with the same faces is returned as it is.

    Raises
    ------
    MeshError, CorrespondenceError, CancelledError
        See `a2f_maya.transfer.fitting.fit_mesh`.
    """
    if np.array_equal(part.face_counts, target.face_counts) and np.array_equal(
        part.face_indices, target.face_indices
    ):
        return target
    placed = part.with_points(_carried(part, skin, fitted_skin).astype(np.float32))
    axes = fit_similarity(_doubles(part), _doubles(placed)).rotation
    pairs = _extremes(placed, target, axes)
    return fit_mesh(placed, target, pairs, FittingOptions(), progress=progress).mesh


def _carried(part: Mesh, skin: Mesh, fitted_skin: Mesh) -> DoubleArray:
    """The part moved as the skin around it."""
    points = _doubles(skin)
    middle = _doubles(part).mean(axis=0)
    nearest = np.argsort(np.linalg.norm(points - middle, axis=1))[: ANCHORS * NEAR]
    anchors = nearest[:: max(len(nearest) // ANCHORS, 1)]
    return radial_warp(points[anchors], _doubles(fitted_skin)[anchors], _doubles(part))


def _extremes(part: Mesh, target: Mesh, axes: DoubleArray) -> Correspondence:
    """Pairs of the outermost vertices in both directions of each axis (columns)."""
    return tuple(
        Pair(
            SurfacePoint(vertex=int(np.argmax(_doubles(part) @ way))),
            SurfacePoint(vertex=int(np.argmax(_doubles(target) @ way))),
        )
        for axis in axes.T
        for way in (axis, -axis)
    )


def _doubles(mesh: Mesh) -> DoubleArray:
    return mesh.points.astype(np.float64)
