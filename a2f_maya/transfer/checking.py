"""Is a mesh or a set of pairs fit for use? What can be mended is, the rest is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from a2f_maya.correspondence import Correspondence, SurfacePoint, positions
from a2f_maya.errors import CorrespondenceError, MeshError
from a2f_maya.mesh import Mesh, ShapedMesh, same_faces, triangulate, vertex_normals
from a2f_maya.transfer.similarity import fit_similarity

DoubleArray = npt.NDArray[np.float64]

FEWEST_PAIRS = 4
LARGEST_MISFIT = 0.6
"""Pairs may miss the best similarity by this share of how far they are spread on average (rms)."""

LEAST_MIRRORED = 0.05
"""Pairs that miss by less than this share of the height are never called mirrored."""

MIRROR_GAIN = 0.4
"""A mirror image that misses by less than this share of the best similarity is one."""

SMALLEST_SPREAD = 1e-3
"""Pairs whose second largest extent is less than this share of the mesh's size are on one line."""

SURROUNDINGS = 0.1
"""In heights: round a place, what tells where the face looks."""

SAME_PLACE = 1e-4
MIRRORED = (
    "The pairs fit only if one head is mirrored: left and right are swapped in the pairs, or one "
    "mesh has a negative scale; correct that first."
)
INSIDE_OUT_SHARE = 0.5


def check_mesh(mesh: Mesh, role: str) -> Mesh:
    """Refuse a mesh that cannot be worked with, and turn one that is inside out.

    Edges of three faces, isolated vertices, faces without area and several pieces are no obstacle
    for anything in this room.

    Parameters
    ----------
    mesh : Mesh
    role : str
        What it is to the user, for messages: ``source``, ``target``, ``driver`` ...

    Returns
    -------
    Mesh
        The same vertices, and the faces with their outside outside.

    Raises
    ------
    MeshError
        If it has no face, no extent or a coordinate that is no number.
    """
    if not len(mesh.face_counts) or not len(mesh.points):
        raise MeshError(f"The {role} mesh '{mesh.name}' has no faces; choose another mesh.")
    check_points(mesh, role)
    size = mesh_size(mesh)
    if size <= 0:
        raise MeshError(
            f"All vertices of the {role} mesh '{mesh.name}' lie in one place; choose another mesh."
        )
    return turned(mesh) if is_inside_out(mesh) else mesh


def check_points(mesh: Mesh, role: str) -> None:
    """Raise if a coordinate of a mesh is no number.

    Raises
    ------
    MeshError
    """
    bad = np.flatnonzero(~np.isfinite(mesh.points).all(axis=1))
    if len(bad):
        raise MeshError(
            f"Vertex {bad[0]} of the {role} mesh '{mesh.name}' has a coordinate that is no finite "
            "number; repair the mesh."
        )


def check_shapes(shaped: ShapedMesh, role: str) -> None:
    """Raise if a coordinate of a mesh or of its shapes is no number.

    Raises
    ------
    MeshError
    """
    check_points(shaped.mesh, role)
    deltas = () if shaped.deltas is None else shaped.deltas
    for name, delta in zip(shaped.names, deltas, strict=True):
        if not np.isfinite(delta).all():
            raise MeshError(
                f"The shape '{name}' of the {role} mesh '{shaped.mesh.name}' has a value that is "
                "no finite number; repair it."
            )


def check_same_topology(mesh: Mesh, other: Mesh, role: str, other_role: str) -> None:
    """Raise if two meshes do not have the same faces.

    Raises
    ------
    MeshError
    """
    if len(mesh.points) != len(other.points):
        raise MeshError(
            f"The {role} mesh '{mesh.name}' has {len(mesh.points)} vertices and the {other_role} "
            f"mesh '{other.name}' {len(other.points)}; they must have the same topology."
        )
    if not same_faces(mesh, other):
        raise MeshError(
            f"The faces of the {role} mesh '{mesh.name}' and the {other_role} mesh "
            f"'{other.name}' differ; they must have the same topology."
        )


def mesh_size(mesh: Mesh) -> float:
    """Largest extent of the vertices that have faces, along x, y or z: the height of a head."""
    used = mesh.points[np.unique(mesh.face_indices)].astype(np.float64)
    return float(np.ptp(used, axis=0).max())


def is_inside_out(mesh: Mesh) -> bool:
    """Whether the faces look inwards: the volume below them is negative.

    Open borders (necks) do not matter: the volume is taken about the middle of the mesh.
    """
    points = mesh.points.astype(np.float64)
    a, b, c = (points[triangulate(mesh)[:, corner]] for corner in range(3))
    twice_area = np.cross(b - a, c - a)
    centre = points[np.unique(mesh.face_indices)].mean(axis=0)
    volume = ((a - centre) * twice_area).sum(axis=1)
    return bool(volume.sum() < -INSIDE_OUT_SHARE * np.abs(volume).sum())


def turned(mesh: Mesh) -> Mesh:
    """The mesh with the corners of each face in reverse order."""
    ends = np.cumsum(mesh.face_counts)
    starts = ends - mesh.face_counts
    within = np.arange(len(mesh.face_indices)) - np.repeat(starts, mesh.face_counts)
    mirrored = np.repeat(ends - 1, mesh.face_counts) - within
    return replace(mesh, face_indices=mesh.face_indices[mirrored])


def check_pairs(source: Mesh, target: Mesh, pairs: Correspondence) -> None:
    """Raise if pairs cannot guide a fit.

    Raises
    ------
    CorrespondenceError
        If there are fewer than four, they do not belong to these meshes, lie on one line, name
        one place twice, or the heads would have to be mirrored or torn to bring them together.
    """
    if len(pairs) < FEWEST_PAIRS:
        raise CorrespondenceError(too_few_pairs(len(pairs)))
    sides = {}
    for side, mesh in (("source", source), ("target", target)):
        try:
            places = positions([getattr(pair, side) for pair in pairs], mesh)
        except CorrespondenceError as error:
            raise CorrespondenceError(f"On the {side} mesh: {error}") from None
        _check_spread(places, mesh, side)
        sides[side] = places
    _check_doubles(sides["source"], sides["target"], pairs, mesh_size(source), mesh_size(target))
    _check_misfit(sides["source"], sides["target"], pairs, mesh_size(target))
    _check_facing(source, target, pairs)


def too_few_pairs(count: int) -> str:
    """What to tell somebody who has marked fewer than `FEWEST_PAIRS`."""
    marked = {0: "No pairs are marked yet", 1: "Only 1 pair is marked"}
    found = marked.get(count, f"Only {count} pairs are marked")
    return f"{found}; mark at least {FEWEST_PAIRS} (12 are fair, 30 are good)."


def pair_label(pairs: Correspondence, index: int) -> str:
    """How messages call a pair: its number from 1, and its name if it has one."""
    name = pairs[index].name
    return f"{index + 1} ('{name}')" if name else str(index + 1)


def _check_spread(places: DoubleArray, mesh: Mesh, side: str) -> None:
    extents = np.linalg.svd(places - places.mean(axis=0), compute_uv=False)
    if extents[1] < SMALLEST_SPREAD * mesh_size(mesh):
        raise CorrespondenceError(
            f"All points on the {side} mesh '{mesh.name}' lie on one line or in one place; spread "
            "them over the face."
        )


def _check_doubles(
    source: DoubleArray,
    target: DoubleArray,
    pairs: Correspondence,
    source_size: float,
    target_size: float,
) -> None:
    for index in range(len(pairs)):
        close = np.linalg.norm(source[:index] - source[index], axis=1) < SAME_PLACE * source_size
        apart = np.linalg.norm(target[:index] - target[index], axis=1) > SAME_PLACE * target_size
        clash = np.flatnonzero(close & apart)
        if len(clash):
            raise CorrespondenceError(
                f"Pairs {pair_label(pairs, int(clash[0]))} and {pair_label(pairs, index)} have one "
                "point on the source but two on the target; delete one of them."
            )


def _check_misfit(
    source: DoubleArray, target: DoubleArray, pairs: Correspondence, size: float
) -> None:
    misses = np.linalg.norm(fit_similarity(source, target)(source) - target, axis=1)
    misfit = _root_mean_square(misses)
    flipped = source * [-1.0, 1.0, 1.0]
    mirrored = np.linalg.norm(fit_similarity(flipped, target)(flipped) - target, axis=1)
    if misfit > LEAST_MIRRORED * size and _root_mean_square(mirrored) < MIRROR_GAIN * misfit:
        raise CorrespondenceError(MIRRORED)
    spread = _root_mean_square(np.linalg.norm(target - target.mean(axis=0), axis=1))
    if misfit > LARGEST_MISFIT * spread:
        worst = int(misses.argmax())
        raise CorrespondenceError(
            f"The pairs do not describe the same places of two heads: they miss by "
            f"{100 * misfit / size:.0f} % of the height, pair {pair_label(pairs, worst)} most; "
            "check that they belong to these meshes."
        )


def _check_facing(source: Mesh, target: Mesh, pairs: Correspondence) -> None:
    """Points in one plane fit a mirrored head, too, but then they look the other way."""
    moved = fit_similarity(
        positions([pair.source for pair in pairs], source),
        positions([pair.target for pair in pairs], target),
    )
    ahead = _facing_at([pair.source for pair in pairs], source) @ moved.rotation.T
    cosines = (ahead * _facing_at([pair.target for pair in pairs], target)).sum(axis=1)
    if cosines.mean() < 0:
        raise CorrespondenceError(MIRRORED)


def _facing_at(points: Sequence[SurfacePoint], mesh: Mesh) -> DoubleArray:
    """Where the wider surroundings of places of a mesh look [shape=(n, 3)].

    The places themselves may be corners of lips or lids, which look anywhere.
    """
    outside = turned(mesh) if is_inside_out(mesh) else mesh
    normals = vertex_normals(mesh.points, triangulate(outside)).astype(np.float64)
    around = cKDTree(mesh.points).query_ball_point(
        positions(points, mesh), SURROUNDINGS * mesh_size(mesh)
    )
    facing = np.array([normals[vertices].sum(axis=0) for vertices in around]).reshape(-1, 3)
    unit: DoubleArray = facing / np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-300)
    return unit


def _root_mean_square(values: DoubleArray) -> float:
    return float(np.sqrt((values**2).mean()))
