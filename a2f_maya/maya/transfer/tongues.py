"""The tongue of a target head: it gets the poses of the Male Head's tongue."""

from __future__ import annotations

import numpy as np

from a2f_maya.errors import SceneError
from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_tongue
from a2f_maya.maya.transfer.meshes import DoubleArray, moved
from a2f_maya.maya.transfer.poses import is_male_skin
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.tongue_transfer import transfer_tongue


def tongue_with_poses(
    source: Mesh,
    fitted: Mesh,
    tongue: Mesh,
    to_target: DoubleArray,
    progress: Progress | None = None,
) -> ShapedMesh:
    """Poses for a tongue, carried from the Male Head's tongue.

    Parameters
    ----------
    source, fitted : Mesh
        Skin with the faces of the Male Head, at rest and fitted to the target.
    tongue : Mesh
        In its own space.
    to_target : np.ndarray [shape=(4, 4)]
        From that space to the target's, for rows.
    progress : Progress, optional

    Raises
    ------
    MeshError, CorrespondenceError, CancelledError
        See `a2f_maya.transfer.tongue_transfer.transfer_tongue`.
    SceneError
        If the source has not the faces of the Male Head.
    """
    if not is_male_skin(source):
        raise SceneError(
            f"The tongue gets its poses from the Male Head, but '{source.name}' is another head; "
            "leave the tongue out or use the Male Template."
        )
    head = load_head()
    there = tongue.with_points(moved(tongue.points, to_target).astype(np.float32))
    result = transfer_tongue(shaped_tongue(head), head.skin, fitted, there, progress)
    if result.deltas is None:
        return result
    back = np.linalg.pinv(to_target)[:3, :3]
    deltas = (result.deltas.astype(np.float64) @ back).astype(np.float32)
    return ShapedMesh(tongue, result.names, deltas)
