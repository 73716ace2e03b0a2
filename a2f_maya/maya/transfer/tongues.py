"""The tongue of a target head: it gets the poses of the Male Head's tongue."""

from __future__ import annotations

import numpy as np

from a2f_maya.correspondence import Pair, SurfacePoint
from a2f_maya.errors import SceneError
from a2f_maya.face.head import load_head
from a2f_maya.maya.transfer.meshes import DoubleArray, moved, same_faces
from a2f_maya.maya.transfer.poses import is_male_skin, male_tongue
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.blendshape_transfer import transfer_shapes
from a2f_maya.transfer.fitting import fit_mesh
from a2f_maya.transfer.similarity import fit_similarity, radial_warp
from a2f_maya.transfer.suggesting import surface_point
from a2f_maya.transfer.surface import Surface

ROUNDS = 12
CENTRES = 200
"""Skin vertices that say how the inside of the mouth is moved."""
LANDMARKS = 16
"""Points of the tongue that are paired with their closest places."""


def transfer_tongue(
    source: Mesh,
    fitted: Mesh,
    tongue: Mesh,
    to_target: DoubleArray,
    progress: Progress | None = None,
) -> ShapedMesh:
    """Poses for a tongue, carried from the Male Head's tongue.

    That is brought into the fitted skin, laid over the tongue as a whole, and fitted to it.

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
    MeshError
    SceneError
        If the source has not the faces of the Male Head.
    """
    if not is_male_skin(source):
        raise SceneError(
            f"The tongue gets its poses from the Male Head, but '{source.name}' is another head; "
            "leave the tongue out or use the Male Template."
        )
    shaped = male_tongue(load_head())
    work = progress or Progress()
    mesh = tongue.with_points(moved(tongue.points, to_target).astype(np.float32))
    if same_faces(shaped.mesh, mesh):
        laid = mesh
    else:
        warped = _warped(source, fitted, shaped.mesh)
        laid = fit_mesh(
            warped, mesh, _closest_pairs(warped, mesh), progress=work.part(0.0, 0.5)
        ).mesh
    result = transfer_shapes(shaped, laid, mesh, progress=work.part(0.5, 1.0))
    if result.deltas is None:
        return result
    back = np.linalg.pinv(to_target)[:3, :3]
    deltas = (result.deltas.astype(np.float64) @ back).astype(np.float32)
    return ShapedMesh(tongue, result.names, deltas)


def _warped(source: Mesh, fitted: Mesh, tongue: Mesh) -> Mesh:
    """The Male Head's tongue inside the fitted skin."""
    reach = source.points.astype(np.float64) - tongue.points.mean(axis=0)
    order = np.argsort(np.linalg.norm(reach, axis=1))[: CENTRES * 10]
    chosen = order[:: max(len(order) // CENTRES, 1)]
    points = radial_warp(
        source.points[chosen].astype(np.float64),
        fitted.points[chosen].astype(np.float64),
        tongue.points.astype(np.float64),
    )
    return tongue.with_points(points.astype(np.float32))


def _closest_pairs(warped: Mesh, tongue: Mesh) -> tuple[Pair, ...]:
    """Pairs all over a tongue, found after it was laid over the other as a whole."""
    points = warped.points.astype(np.float64)
    surface = Surface.of(tongue)
    laid = points + (surface.points.mean(axis=0) - points.mean(axis=0))
    for _ in range(ROUNDS):
        hits = surface.closest(laid)
        laid = fit_similarity(laid, hits.positions)(laid)
    return tuple(
        Pair(SurfacePoint(vertex=int(vertex)), surface_point(tongue, laid[vertex]))
        for vertex in _spread(points, LANDMARKS)
    )


def _spread(points: DoubleArray, count: int) -> list[int]:
    """Vertices that lie as far from each other as can be."""
    chosen = [int(points[:, 2].argmax())]
    reach = np.linalg.norm(points - points[chosen[0]], axis=1)
    while len(chosen) < min(count, len(points)):
        chosen.append(int(reach.argmax()))
        reach = np.minimum(reach, np.linalg.norm(points - points[chosen[-1]], axis=1))
    return chosen
