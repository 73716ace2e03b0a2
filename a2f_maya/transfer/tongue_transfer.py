"""The poses of a tongue carried into another mouth."""

from __future__ import annotations

from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.blendshape_transfer import transfer_shapes
from a2f_maya.transfer.contact import ContactPairs
from a2f_maya.transfer.inner_parts import fit_inner_part


def transfer_tongue(
    tongue: ShapedMesh,
    source_skin: Mesh,
    fitted_skin: Mesh,
    target_tongue: Mesh,
    progress: Progress | None = None,
) -> ShapedMesh:
    """Carry all poses of a tongue to the tongue of another head.

    The tongue is moved as the skin around it was, fitted to the other tongue by its tip, root,
    sides, top and bottom, and its poses are transferred as those of a face are.

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
    fitted = fit_inner_part(
        tongue.mesh, source_skin, fitted_skin, target_tongue, progress.part(0.0, 0.5)
    )
    # a tongue touches nothing of itself
    nothing = ContactPairs.of_vertices([])
    return transfer_shapes(tongue, fitted, target_tongue, nothing, progress.part(0.5, 1.0))
