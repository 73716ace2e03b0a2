"""The poses of a tongue carried into another mouth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.progress import Progress
from a2f_maya.transfer.checking import check_mesh, check_same_topology, check_shapes
from a2f_maya.transfer.deformation_transfer import DeformationTransfer
from a2f_maya.transfer.similarity import smooth_similarities
from a2f_maya.transfer.tongue_fitting import fit_tongue
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import Wrap
from a2f_maya.transfer.wrap_binding import bind_wrap

DoubleArray = npt.NDArray[np.float64]

RADIUS = 0.2
"""In lengths of the tongue: how smoothly turn and scale may vary from tongue to tongue."""

HINT_WEIGHT = 1e-3
"""Little: a tongue bends, and the bends of another tongue are the same whatever its proportions."""

LEAST_MOTION = 1e-5
"""In lengths of the tongue: less than this is no motion."""


def transfer_tongue(
    tongue: ShapedMesh,
    source_skin: Mesh,
    fitted_skin: Mesh,
    target_tongue: Mesh,
    progress: Progress | None = None,
) -> ShapedMesh:
    """Carry all poses of a tongue to the tongue of another head.

    The tongue is fitted to the other one, see `fit_tongue`, and its poses are transferred by their
    bends. A root that stays where it is in a pose does so on the target, too.

    Parameters
    ----------
    tongue : ShapedMesh
        In the space of ``source_skin``.
    source_skin, fitted_skin : Mesh
        The source's skin, and the same as it was fitted to the target's skin.
    target_tongue : Mesh
        Of any topology, in the space of the target's skin.
    progress : Progress, optional

    Returns
    -------
    ShapedMesh
        ``target_tongue`` with the poses in the source's order.

    Raises
    ------
    MeshError
        If a mesh cannot be used or the poses do not belong to the tongue.
    CorrespondenceError
        If the two tongues cannot be brought together.
    CancelledError
    """
    progress = progress or Progress()
    check_shapes(tongue, "source")
    check_same_topology(fitted_skin, source_skin, "fitted", "source")
    check_mesh(target_tongue, "tongue")
    fitted = fit_tongue(
        tongue.mesh, source_skin, fitted_skin, target_tongue, progress.part(0.0, 0.5)
    )
    rest = fitted.points.astype(np.float64)
    wrap = Wrap(bind_wrap(fitted, target_tongue), triangulate(fitted), polygon_edges(target_tongue))
    progress.update(0.6, "Transferring the tongue")
    carried = [wrap.displacements(rest + delta) for delta in _carried(tongue, rest)]
    progress.update(1.0)
    shape = (len(tongue.names), len(target_tongue.points), 3)
    return ShapedMesh(target_tongue, tongue.names, np.array(carried, np.float32).reshape(shape))


def _carried(tongue: ShapedMesh, other: DoubleArray) -> DoubleArray:
    """Displacements of the source's vertices on the fitted tongue [shape=(K, V, 3)]."""
    if tongue.deltas is None or not len(tongue.names):
        return np.zeros((len(tongue.names), len(other), 3))
    rest, deltas = tongue.mesh.points.astype(np.float64), tongue.deltas.astype(np.float64)
    length = float(np.ptp(rest, axis=0).max())
    moving = np.abs(deltas).max(axis=2) > LEAST_MOTION * length
    # the jaw takes all of a tongue along, and its own muscles do not move its root
    rooted = ~moving.all(axis=1)
    similarities = smooth_similarities(rest, other, RADIUS * length)
    triangles = triangulate(tongue.mesh).astype(np.int64)
    carried = np.zeros_like(deltas)
    for poses in (np.flatnonzero(rooted), np.flatnonzero(~rooted)):
        held = ~moving[poses].any(axis=0)
        transfer = DeformationTransfer(rest, other, triangles, similarities, held, HINT_WEIGHT)
        for pose in poses:
            if moving[pose].any():
                carried[pose] = transfer.carry(deltas[pose])
    return carried
