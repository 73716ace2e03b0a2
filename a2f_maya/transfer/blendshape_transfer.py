"""A full set of blendshapes for any head, from the shapes of another one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.mesh import FloatArray, Mesh, ShapedMesh, triangulate
from a2f_maya.progress import Progress
from a2f_maya.transfer.checking import check_points, check_same_topology, check_shapes
from a2f_maya.transfer.contact import ContactPairs, find_contacts, placed_contacts
from a2f_maya.transfer.contact_keeping import LOOSE, Posed, keep_contacts
from a2f_maya.transfer.deformation_transfer import DeformationTransfer
from a2f_maya.transfer.eyeballs import slide_over_balls
from a2f_maya.transfer.similarity import smooth_similarities
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import CARRY_RADIUS, Wrap
from a2f_maya.transfer.wrap_binding import bind_wrap

DoubleArray = npt.NDArray[np.float64]

CONTACT_ROUNDS = 2
"""Lids close, then slide on their ball, which opens them a little."""

LEAST_MOTION = 1e-5
"""In heights: less than this is no motion."""


def transfer_shapes(
    source: ShapedMesh,
    fitted: Mesh,
    target: Mesh,
    contact: ContactPairs | None = None,
    progress: Progress | None = None,
) -> ShapedMesh:
    """Carry all shapes of a head to another one of any topology.

    Parameters
    ----------
    source : ShapedMesh
    fitted : Mesh
        The source's mesh in the form of the target, see `a2f_maya.transfer.fitting.fit_mesh`.
    target : Mesh
        In the space and unit of ``fitted``.
    contact : ContactPairs, optional
        Pairs of places of the source that touch; found from the shapes if left out.
    progress : Progress, optional

    Returns
    -------
    ShapedMesh
        The target with the shapes in the source's order; a shape that moves nothing stays empty.

    Raises
    ------
    MeshError
        If the meshes do not fit together or a coordinate is not a number.
    CancelledError
        If ``progress`` was cancelled.
    """
    progress = progress or Progress()
    _check(source, fitted)
    pairs = find_contacts(source) if contact is None else contact
    middle = transfer_to_fitted(source, fitted, pairs, progress.part(0.0, 0.7))
    deltas = _deltas(middle)
    wrap = Wrap(bind_wrap(fitted, target), triangulate(fitted), polygon_edges(target))
    rest = fitted.points.astype(np.float64)
    carried = np.zeros((len(deltas), len(target.points), 3))
    for number, delta in enumerate(deltas):
        progress.part(0.7, 0.95).update(number / len(deltas), f"Wrapping {source.names[number]}")
        if delta.any():
            carried[number] = wrap.displacements(rest + delta)
    progress.update(0.95, "Closing lids and lips")
    if len(pairs):
        before = Posed(rest, deltas, source.names)
        after = Posed(target.points.astype(np.float64), carried, source.names)
        places = placed_contacts(pairs, fitted, target)
        after = replace(
            after,
            deltas=keep_contacts(
                before,
                pairs,
                after,
                places,
                np.tile(np.eye(3), (len(pairs), 1, 1)),
                polygon_edges(target),
                LOOSE,
                only_touching=True,
            ),
        )
        carried = slide_over_balls(before, pairs, after, places, wrap.binding.operator())
    progress.update(1.0)
    return _shaped(target, source.names, carried)


def transfer_to_fitted(
    source: ShapedMesh,
    fitted: Mesh,
    contact: ContactPairs | None = None,
    progress: Progress | None = None,
) -> ShapedMesh:
    """Carry all shapes of a head to another one of the same topology.

    Parameters
    ----------
    source : ShapedMesh
    fitted : Mesh
        With the source's faces; any size and place.
    contact : ContactPairs, optional
        Pairs of places that touch; found from the source's shapes if left out.
    progress : Progress, optional

    Returns
    -------
    ShapedMesh
        ``fitted`` with the shapes in the source's order.

    Raises
    ------
    MeshError
        If the meshes do not fit together or a coordinate is not a number.
    CancelledError
        If ``progress`` was cancelled.
    """
    progress = progress or Progress()
    _check(source, fitted)
    rest, other = source.mesh.points.astype(np.float64), fitted.points.astype(np.float64)
    deltas = _deltas(source)
    height = float(np.ptp(rest, axis=0).max(initial=0.0)) or 1.0
    motion = np.abs(deltas).max(axis=2, initial=0.0)
    moving = motion > LEAST_MOTION * height
    similarities = smooth_similarities(rest, other, CARRY_RADIUS * height)
    triangles = _both_diagonals(source.mesh)
    transfer = DeformationTransfer(rest, other, triangles, similarities, ~moving.any(axis=0))
    carried = np.zeros_like(deltas)
    for number, name in enumerate(source.names):
        progress.part(0.0, 0.8).update(number / len(source.names), f"Transferring {name}")
        if moving[number].any():
            carried[number] = transfer.carry(deltas[number])
    progress.update(0.8, "Closing lids and lips")
    pairs = find_contacts(source) if contact is None else contact
    pairs.check(fitted)
    if len(pairs):
        before, maps = Posed(rest, deltas, source.names), pairs.means(similarities)
        edges, itself = polygon_edges(fitted), sparse.identity(len(other), format="csr")
        for _ in range(CONTACT_ROUNDS):
            after = Posed(other, carried, source.names)
            carried = keep_contacts(before, pairs, after, pairs, maps, edges)
            after = Posed(other, carried, source.names)
            carried = slide_over_balls(before, pairs, after, pairs, itself)
    progress.update(1.0)
    return _shaped(fitted, source.names, carried)


def _both_diagonals(mesh: Mesh) -> npt.NDArray[np.int64]:
    """Triangles of two triangulations, so that mirrored halves of a mesh get mirrored shapes."""
    starts = np.concatenate([[0], np.cumsum(mesh.face_counts)]).astype(np.int64)
    following = np.arange(1, len(mesh.face_indices) + 1)
    following[starts[1:] - 1] = starts[:-1]
    rolled = replace(mesh, face_indices=mesh.face_indices[following])
    return np.concatenate([triangulate(mesh), triangulate(rolled)]).astype(np.int64)


def _check(source: ShapedMesh, fitted: Mesh) -> None:
    check_shapes(source, "source")
    check_same_topology(fitted, source.mesh, "fitted", "source")
    check_points(fitted, "fitted")


def _deltas(shaped: ShapedMesh) -> DoubleArray:
    if shaped.deltas is None:
        return np.zeros((len(shaped.names), len(shaped.mesh.points), 3))
    return shaped.deltas.astype(np.float64)


def _shaped(mesh: Mesh, names: tuple[str, ...], deltas: DoubleArray) -> ShapedMesh:
    """The shapes in single precision, exactly 0 where nothing is to be seen."""
    height = float(np.ptp(mesh.points, axis=0).max(initial=0.0))
    still = np.abs(deltas).max(axis=2, initial=0.0) < LEAST_MOTION * height
    values: FloatArray = np.where(still[:, :, None], 0.0, deltas).astype(np.float32)
    return ShapedMesh(mesh, names, values)
