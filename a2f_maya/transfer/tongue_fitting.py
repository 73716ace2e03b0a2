"""A tongue laid over the tongue of another head, without pairs of its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint
from a2f_maya.mesh import Mesh, same_faces, triangulate
from a2f_maya.progress import Progress
from a2f_maya.transfer.checking import check_mesh
from a2f_maya.transfer.fitting import fit_mesh
from a2f_maya.transfer.similarity import fit_similarity, radial_warp
from a2f_maya.transfer.suggesting import surface_point
from a2f_maya.transfer.surface import Surface

DoubleArray = npt.NDArray[np.float64]
Motions = Callable[[DoubleArray], DoubleArray]

ANCHORS = 300
"""So many skin vertices around a tongue say where it goes."""

NEAR = 8
"""The anchors are spread over this many times as many vertices, the nearest ones."""

SIMILARITY_ROUNDS, AFFINE_ROUNDS = 10, 8
"""How often the closest places are looked up, before and after the tongue may be stretched."""

CLOSENESS = 1.0
"""A stretched tongue that only had to lie in the other surface would slide along it."""

MARKS = 8
"""Points of the tongue that are paired with their closest places."""


def fit_tongue(
    tongue: Mesh,
    skin: Mesh,
    fitted_skin: Mesh,
    target: Mesh,
    progress: Progress | None = None,
) -> Mesh:
    """Fit the tongue of the source head to the target's.

    The skin around the mouth tells where it goes and which way it points. There it is laid over the
    other tongue by closest places, first as a whole, then stretched, and fitted to it as a face is.

    Parameters
    ----------
    tongue, skin : Mesh
        Of the source head, in one space.
    fitted_skin : Mesh
        The skin as it was fitted to the target head.
    target : Mesh
        The target's tongue, in the target's space; any topology.
    progress : Progress, optional

    Returns
    -------
    Mesh
        The faces of ``tongue`` on the target. A target with the same faces is returned as it is.

    Raises
    ------
    MeshError, CorrespondenceError, CancelledError
        See `a2f_maya.transfer.fitting.fit_mesh`.
    """
    if same_faces(tongue, target):
        return target
    check_mesh(target, "tongue")
    carried = _carried(tongue, skin, fitted_skin)
    laid = tongue.with_points(_laid_over(carried, tongue, target).astype(np.float32))
    return fit_mesh(laid, target, _closest_pairs(laid, target), progress=progress).mesh


def _carried(tongue: Mesh, skin: Mesh, fitted_skin: Mesh) -> DoubleArray:
    """The tongue moved as the skin around it."""
    points, inside = skin.points.astype(np.float64), tongue.points.astype(np.float64)
    nearest = np.argsort(np.linalg.norm(points - inside.mean(axis=0), axis=1))[: ANCHORS * NEAR]
    anchors = nearest[:: max(len(nearest) // ANCHORS, 1)]
    return radial_warp(points[anchors], fitted_skin.points[anchors].astype(np.float64), inside)


def _laid_over(points: DoubleArray, tongue: Mesh, target: Mesh) -> DoubleArray:
    """The tongue brought to the target's place, size and proportions."""
    triangles, surface = triangulate(tongue), Surface.of(target)
    laid: DoubleArray = points + surface.points.mean(axis=0) - points.mean(axis=0)
    for _ in range(SIMILARITY_ROUNDS):
        moved = _closer(Surface(laid, triangles), surface, _turns_and_scale, 0.0)
        laid = fit_similarity(laid, moved)(laid)
    for _ in range(AFFINE_ROUNDS):
        laid = _closer(Surface(laid, triangles), surface, _stretches, CLOSENESS)
    return laid


def _closer(one: Surface, other: Surface, motions: Motions, closeness: float) -> DoubleArray:
    """Points of a surface moved so that both surfaces come to lie in each other.

    Each vertex of both is drawn to the plane at its closest place on the other surface, so that
    neither tongue has a part that is left out; ``closeness`` is the share by which it is drawn to
    the closest place itself.
    """
    there, back = other.closest(one.points), one.closest(other.points)
    places = np.concatenate([one.points, back.positions])
    gaps = np.concatenate([there.positions, other.points]) - places
    normals = np.concatenate([other.face_normals[there.triangles], other.vertex_normals])
    centre = one.points.mean(axis=0)
    size = float(np.ptp(one.points, axis=0).max())
    fields = motions((places - centre) / size)
    across = np.einsum("nuc,nc->nu", fields, normals)
    system = across.T @ across + closeness * np.einsum("nuc,nvc->uv", fields, fields)
    side = across.T @ (gaps * normals).sum(axis=1)
    side += closeness * np.einsum("nuc,nc->u", fields, gaps)
    amounts = np.linalg.lstsq(system, side, rcond=1e-9)[0]
    moved: DoubleArray = one.points + np.einsum(
        "nuc,u->nc", motions((one.points - centre) / size), amounts
    )
    return moved


def _turns_and_scale(points: DoubleArray) -> DoubleArray:
    """What three small turns, three shifts and a scale do to points [shape=(n, 7, 3)]."""
    axes = np.eye(3)
    turns = [np.cross(axis, points) for axis in axes]
    shifts = [np.broadcast_to(axis, points.shape) for axis in axes]
    return np.stack([*turns, *shifts, points], axis=1)


def _stretches(points: DoubleArray) -> DoubleArray:
    """What the twelve numbers of an affine map do to points [shape=(n, 12, 3)]."""
    with_ones = np.column_stack([points, np.ones(len(points))])
    fields: DoubleArray = np.einsum("nk,cd->nkcd", with_ones, np.eye(3))
    return fields.reshape(len(points), 12, 3)


def _closest_pairs(laid: Mesh, target: Mesh) -> Correspondence:
    """Pairs all over a tongue that lies over the other."""
    points = laid.points.astype(np.float64)
    return tuple(
        Pair(SurfacePoint(vertex=vertex), surface_point(target, points[vertex]))
        for vertex in _spread(points)
    )


def _spread(points: DoubleArray) -> list[int]:
    """Vertices that lie as far from each other as can be."""
    chosen = [int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmax())]
    reach = np.linalg.norm(points - points[chosen[0]], axis=1)
    while len(chosen) < min(MARKS, len(points)):
        chosen.append(int(reach.argmax()))
        reach = np.minimum(reach, np.linalg.norm(points - points[chosen[-1]], axis=1))
    return chosen
