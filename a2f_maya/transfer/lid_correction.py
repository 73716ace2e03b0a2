"""What carried motion lacks to close the lids of another head, found from the source's poses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.transfer.blendshape_transfer import transfer_to_fitted
from a2f_maya.transfer.contact import find_contacts
from a2f_maya.transfer.eyeballs import fit_ball, lid_groups, share_of_lids
from a2f_maya.transfer.lids import LidCorrection
from a2f_maya.transfer.wrap import CarriedMotion

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

LEAST_MOTION = 1e-3
"""In heights: poses that move the lids less do not concern them."""

LEAST_SHARE = 0.3
"""A pose of the lids does at least this share of its motion (squared) there."""


def lid_correction(source: ShapedMesh, fitted: Mesh) -> LidCorrection | None:
    """Find the lids of a head and what carried motion lacks there.

    Parameters
    ----------
    source : ShapedMesh
        A head with poses of its lids.
    fitted : Mesh
        The source's mesh in the form of another head.

    Returns
    -------
    LidCorrection or None
        None where no pose closes an opening round a ball.

    Raises
    ------
    MeshError
        If the meshes do not fit together.
    """
    if source.deltas is None or not len(source.names):
        return None
    rest = source.mesh.points.astype(np.float64)
    height = float(np.ptp(rest, axis=0).max(initial=0.0))
    contacts = find_contacts(source)
    share = np.zeros(len(rest))
    for group in lid_groups(rest, contacts):
        ball = fit_ball(contacts.chosen(group).places(rest))
        if ball is not None:
            share = np.maximum(share, share_of_lids(ball.heights(rest)))
    vertices = np.flatnonzero(share > 0)
    chosen = _lid_poses(source.deltas.astype(np.float64), share, height)
    if not len(vertices) or not len(chosen):
        return None
    lids = ShapedMesh(
        source.mesh, tuple(source.names[pose] for pose in chosen), source.deltas[chosen]
    )
    transferred = transfer_to_fitted(lids, fitted, contacts)
    poses = source.deltas[chosen][:, vertices].astype(np.float64)
    motion = CarriedMotion(rest, fitted.points)
    carried = np.stack([motion.displacements(rest + source.deltas[pose]) for pose in chosen])
    assert transferred.deltas is not None
    missing = transferred.deltas[:, vertices].astype(np.float64) - carried[:, vertices]
    return LidCorrection(vertices, poses, missing * share[vertices, None])


def _lid_poses(deltas: DoubleArray, share: DoubleArray, height: float) -> IndexArray:
    """Numbers of the poses that move the lids and little else."""
    squared = (deltas**2).sum(axis=2)
    there = (squared * share).sum(axis=1)
    largest = np.sqrt((squared * (share > 0)).max(axis=1, initial=0.0))
    total = np.maximum(squared.sum(axis=1), 1e-300)
    return np.flatnonzero((largest > LEAST_MOTION * height) & (there > LEAST_SHARE * total))
