"""Normals, nearest points and rays on a mesh, vectorised over its triangles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._core.data import MeshData


def derived(make: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what was calculated from a mesh with it, as long as its points are the same array."""

    @wraps(make)
    def look_up(data: MeshData, *options: Any) -> Any:
        kept = data.__dict__.setdefault("_derived", {})
        if kept.get("points") is not data.points:
            kept.clear()
            kept["points"] = data.points
        key = (make.__name__, *options)
        if key not in kept:
            kept[key] = make(data, *options)
        return kept[key]

    return look_up


@derived
def face_normals(data: MeshData) -> np.ndarray:
    """Unit normals (F, 3) by Newell's method."""
    following = mesh_topology.next_corners(data)
    here, there = data.points[data.corners], data.points[data.corners[following]]
    sums = np.zeros((len(data.counts), 3))
    np.add.at(sums, mesh_topology.face_of_corners(data), np.cross(here, there))
    return _unit(sums)


@derived
def face_areas(data: MeshData) -> np.ndarray:
    """Areas (F,)."""
    following = mesh_topology.next_corners(data)
    here, there = data.points[data.corners], data.points[data.corners[following]]
    sums = np.zeros((len(data.counts), 3))
    np.add.at(sums, mesh_topology.face_of_corners(data), np.cross(here, there))
    return 0.5 * np.linalg.norm(sums, axis=1)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0.0, 1.0, lengths)


@derived
def corner_angles(data: MeshData) -> np.ndarray:
    """The angle of each face corner."""
    following = mesh_topology.next_corners(data)
    previous = np.empty_like(following)
    previous[following] = np.arange(len(following))
    here = data.points[data.corners]
    ahead = _unit(data.points[data.corners[following]] - here)
    back = _unit(data.points[data.corners[previous]] - here)
    return np.arccos(np.clip((ahead * back).sum(axis=1), -1.0, 1.0))


@derived
def vertex_normals(data: MeshData, weighted: bool = True) -> np.ndarray:
    """Unit normals (V, 3), face normals weighted by the angle of the corner."""
    normals = face_normals(data)[mesh_topology.face_of_corners(data)]
    if weighted:
        normals = normals * corner_angles(data)[:, None]
    sums = np.zeros((len(data.points), 3))
    np.add.at(sums, data.corners, normals)
    return _unit(sums)


@derived
def corner_normals(data: MeshData) -> np.ndarray:
    """Unit normals of face corners (C, 3): locked ones, else smooth or hard by the edges."""
    from maya._core.mesh_topology import corner_edges, face_of_corners

    faces = face_of_corners(data)
    if data.smooth_edges is None or bool(np.all(data.smooth_edges)):
        normals = vertex_normals(data)[data.corners]
    else:
        normals = _split_normals(
            data, np.asarray(data.smooth_edges, bool), corner_edges(data), faces
        )
    if data.face_normals_locked:
        starts = data.face_starts()
        for key, value in data.face_normals_locked.items():
            if isinstance(key, tuple):
                face, vertex = key
                span = slice(starts[face], starts[face + 1])
                place = starts[face] + int(np.flatnonzero(data.corners[span] == vertex)[0])
                normals[place] = value
            else:
                normals[data.corners == key] = value
    return normals


def _split_normals(
    data: MeshData, smooth: np.ndarray, edges: np.ndarray, faces: np.ndarray
) -> np.ndarray:
    """Average over the faces that are connected by smooth edges around each vertex."""
    parents = np.arange(len(data.corners))

    def find(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = int(parents[place])
        return place

    by_edge: dict[int, list[int]] = {}
    for place, edge in enumerate(edges.tolist()):
        by_edge.setdefault(edge, []).append(place)
    following = mesh_topology.next_corners(data)
    for edge, places in by_edge.items():
        if not smooth[edge] or len(places) != 2:
            continue
        ends = [
            {int(data.corners[p]): p, int(data.corners[following[p]]): int(following[p])}
            for p in places
        ]
        for vertex, place in ends[0].items():
            if vertex in ends[1]:
                parents[find(place)] = find(ends[1][vertex])
    roots = np.array([find(place) for place in range(len(parents))])
    weighted = face_normals(data)[faces] * corner_angles(data)[:, None]
    sums = np.zeros((len(parents), 3))
    np.add.at(sums, roots, weighted)
    return _unit(sums)[roots]


@derived
def triangles(data: MeshData) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (T, 3) and faces (T,) of the triangles."""
    return mesh_topology.triangles(data)


@derived
def _spheres(data: MeshData) -> tuple[np.ndarray, np.ndarray]:
    """Centres and radii of spheres around the triangles."""
    corners = data.points[triangles(data)[0]]
    centres = corners.mean(axis=1)
    return centres, np.linalg.norm(corners - centres[:, None], axis=2).max(axis=1)


def closest(
    data: MeshData, point: np.ndarray, matrix: np.ndarray | None = None
) -> tuple[int, np.ndarray, np.ndarray]:
    """The nearest triangle, the point there, its barycentric weights; a matrix places the mesh."""
    vertices = triangles(data)[0]
    if matrix is not None:
        corners = data.points[vertices] @ matrix[:3, :3] + matrix[3, :3]
        return closest_on_triangles(corners, point)
    centres, radii = _spheres(data)
    distances = np.linalg.norm(centres - point, axis=1)
    near = np.flatnonzero(distances - radii <= (distances + radii).min() + 1e-9)
    best, place, weights = closest_on_triangles(data.points[vertices[near]], point)
    return int(near[best]), place, weights


def closest_on_triangles(
    corners: np.ndarray, point: np.ndarray
) -> tuple[int, np.ndarray, np.ndarray]:
    """Number of the nearest triangle of (T, 3, 3), the point there and its barycentric weights.

    Ericson, "Real-Time Collision Detection", chapter 5.1.5, vectorised.
    """
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    ab, ac, ap = b - a, c - a, point - a
    d1, d2 = _dot(ab, ap), _dot(ac, ap)
    bp, cp = point - b, point - c
    d3, d4, d5, d6 = _dot(ab, bp), _dot(ac, bp), _dot(ab, cp), _dot(ac, cp)
    va, vb, vc = d3 * d6 - d5 * d4, d5 * d2 - d1 * d6, d1 * d4 - d3 * d2
    total = va + vb + vc
    safe = np.where(total == 0.0, 1.0, total)
    v, w = vb / safe, vc / safe
    cases = [
        ((d1 <= 0) & (d2 <= 0), 0.0, 0.0),
        ((d3 >= 0) & (d4 <= d3), 1.0, 0.0),
        ((d6 >= 0) & (d5 <= d6), 0.0, 1.0),
        ((vc <= 0) & (d1 >= 0) & (d3 <= 0), d1 / _nonzero(d1 - d3), 0.0),
        ((vb <= 0) & (d2 >= 0) & (d6 <= 0), 0.0, d2 / _nonzero(d2 - d6)),
    ]
    along = (d4 - d3) / _nonzero((d4 - d3) + (d5 - d6))
    cases.append(((va <= 0) & (d4 - d3 >= 0) & (d5 - d6 >= 0), 1.0 - along, along))
    conditions = [case[0] for case in cases]
    v = np.select(conditions, [np.broadcast_to(case[1], v.shape) for case in cases], v)
    w = np.select(conditions, [np.broadcast_to(case[2], w.shape) for case in cases], w)
    near = a + v[:, None] * ab + w[:, None] * ac
    best = int(np.argmin(((near - point) ** 2).sum(axis=1)))
    weights = np.array([1.0 - v[best] - w[best], v[best], w[best]])
    return best, near[best], weights


def _dot(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return (one * two).sum(axis=1)


def _nonzero(values: np.ndarray) -> np.ndarray:
    return np.where(values == 0.0, 1.0, values)


def ray_hits(
    corners: np.ndarray, source: np.ndarray, direction: np.ndarray, tolerance: float = 1e-6
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Triangles that a line meets: numbers, parameters, two barycentric weights.

    Moeller and Trumbore 1997. Parameters are in lengths of the direction, negative behind.
    """
    edge1, edge2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    cross = np.cross(direction, edge2)
    determinant = _dot(edge1, cross)
    usable = np.abs(determinant) > 1e-15
    inverse = 1.0 / np.where(usable, determinant, 1.0)
    offset = source - corners[:, 0]
    u = _dot(offset, cross) * inverse
    other = np.cross(offset, edge1)
    v = (other @ direction) * inverse
    t = _dot(edge2, other) * inverse
    hit = usable & (u >= -tolerance) & (v >= -tolerance) & (u + v <= 1.0 + tolerance)
    numbers = np.flatnonzero(hit)
    return numbers, t[numbers], u[numbers], v[numbers]


@derived
def distinct_normals(data: MeshData) -> tuple[np.ndarray, np.ndarray]:
    """Different normals, and for each corner the place of its normal.

    Corners of one vertex share a normal if it is the same for them.
    """
    normals = corner_normals(data)
    keys = np.column_stack([data.corners, np.round(normals, 6)])
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return normals[first[order]], rank[inverse.ravel()]
