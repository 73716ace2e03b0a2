"""Normals, nearest points and rays of a mesh, in its own space."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._core.data import MeshData


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length one; zero rows stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-20)


def face_vectors(mesh: MeshData) -> np.ndarray:
    """For each face its normal with twice the area as length (Newell's method)."""
    following = mesh.points[mesh.corners[mesh_topology.next_corners(mesh)]]
    crosses = np.cross(mesh.points[mesh.corners], following)
    result = np.zeros((len(mesh.counts), 3))
    np.add.at(result, mesh_topology.face_of_corners(mesh), crosses)
    return result


def face_normals(mesh: MeshData) -> np.ndarray:
    """Unit normals of faces, (F, 3)."""
    return unit(face_vectors(mesh))


def corner_angles(mesh: MeshData) -> np.ndarray:
    """Inner angles at the face corners."""
    following = mesh_topology.next_corners(mesh)
    before = np.empty_like(following)
    before[following] = np.arange(len(following))
    here = mesh.points[mesh.corners]
    one = unit(mesh.points[mesh.corners[following]] - here)
    other = unit(mesh.points[mesh.corners[before]] - here)
    return np.arccos(np.clip((one * other).sum(axis=1), -1.0, 1.0))


def vertex_normals(mesh: MeshData, angle_weighted: bool = True) -> np.ndarray:
    """Unit normals of vertices: of the faces around, weighted by angle or all alike."""
    faces = mesh_topology.face_of_corners(mesh)
    normals = face_normals(mesh)[faces]
    if angle_weighted:
        normals = normals * corner_angles(mesh)[:, None]
    result = np.zeros((len(mesh.points), 3))
    np.add.at(result, mesh.corners, normals)
    return unit(result)


def smooth_edges(mesh: MeshData) -> np.ndarray:
    """Whether each edge is smooth."""
    count = len(mesh_topology.edges_of(mesh))
    if mesh.smooth_edges is None or len(mesh.smooth_edges) != count:
        return np.ones(count, bool)
    return np.asarray(mesh.smooth_edges, bool)


def corner_normals(mesh: MeshData) -> tuple[np.ndarray, np.ndarray]:
    """Distinct normals (N, 3), and for each face corner which one it has.

    Corners at a vertex share a normal if smooth edges join their faces.
    """
    groups = _smooth_groups(mesh)
    count = int(groups.max()) + 1 if len(groups) else 0
    faces = mesh_topology.face_of_corners(mesh)
    weighted = face_normals(mesh)[faces] * corner_angles(mesh)[:, None]
    result = np.zeros((count, 3))
    np.add.at(result, groups, weighted)
    normals = unit(result)
    for (face, vertex), value in mesh.face_normals_locked.items():
        for corner in np.flatnonzero((faces == face) & (mesh.corners == vertex)):
            normals = np.concatenate([normals, np.asarray(value, float)[None]])
            groups = groups.copy()
            groups[corner] = len(normals) - 1
    return normals, groups


def _smooth_groups(mesh: MeshData) -> np.ndarray:
    smooth = smooth_edges(mesh)
    if smooth.all():
        _, groups = np.unique(mesh.corners, return_inverse=True)
        return np.asarray(groups).ravel()
    parent = np.arange(len(mesh.corners))

    def find(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = int(parent[place])
        return place

    following = mesh_topology.next_corners(mesh)
    at_edge: dict[tuple[int, int], int] = {}
    edges = mesh_topology.corner_edges(mesh)
    for corner, edge in enumerate(edges.tolist()):
        if not smooth[edge]:
            continue
        for place in (corner, int(following[corner])):
            key = (edge, int(mesh.corners[place]))
            if key in at_edge:
                parent[find(place)] = find(at_edge[key])
            else:
                at_edge[key] = place
    roots = np.array([find(place) for place in range(len(parent))])
    order: dict[int, int] = {}
    return np.array([order.setdefault(int(root), len(order)) for root in roots], dtype=int)


def closest(
    mesh: MeshData, point: Any, matrix: np.ndarray
) -> tuple[np.ndarray, int, int, np.ndarray]:
    """Nearest position on the surface, its face, its triangle within all, and its weights.

    Distances are those after the matrix: a scaled mesh has another nearest point in the world
    than in its own space. The position is the mesh's own.
    """
    triangles, owners = mesh_topology.triangles(mesh)
    if not len(triangles):
        raise RuntimeError("(kFailure): the mesh has no faces")
    corners = mesh.points[triangles]
    seen = corners @ matrix[:3, :3] + matrix[3, :3]
    weights = _nearest_weights(seen, np.asarray(point, float))
    positions = (weights[:, :, None] * seen).sum(axis=1)
    best = int(np.argmin(((positions - point) ** 2).sum(axis=1)))
    return weights[best] @ corners[best], int(owners[best]), best, weights[best]


def _nearest_weights(corners: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Barycentric weights of the nearest points of triangles (T, 3, 3).

    After Ericson, Real-Time Collision Detection, section 5.1.5.
    """
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    ab, ac, ap = b - a, c - a, point - a
    d1, d2 = (ab * ap).sum(1), (ac * ap).sum(1)
    bp, cp = point - b, point - c
    d3, d4 = (ab * bp).sum(1), (ac * bp).sum(1)
    d5, d6 = (ab * cp).sum(1), (ac * cp).sum(1)
    va, vb, vc = d3 * d6 - d5 * d4, d5 * d2 - d1 * d6, d1 * d4 - d3 * d2
    total = va + vb + vc
    total = np.where(np.abs(total) < 1e-30, 1.0, total)
    v, w = vb / total, vc / total
    on_ab = (vc <= 0) & (d1 >= 0) & (d3 <= 0)
    on_ac = (vb <= 0) & (d2 >= 0) & (d6 <= 0)
    on_bc = (va <= 0) & (d4 - d3 >= 0) & (d5 - d6 >= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        v, w = (
            np.where(on_bc, 1 - (d4 - d3) / ((d4 - d3) + (d5 - d6)), v),
            np.where(on_bc, (d4 - d3) / ((d4 - d3) + (d5 - d6)), w),
        )
        v, w = np.where(on_ac, 0.0, v), np.where(on_ac, d2 / (d2 - d6), w)
        v, w = np.where(on_ab, d1 / (d1 - d3), v), np.where(on_ab, 0.0, w)
    at_c = (d6 >= 0) & (d5 <= d6)
    at_b = (d3 >= 0) & (d4 <= d3)
    at_a = (d1 <= 0) & (d2 <= 0)
    v, w = np.where(at_c, 0.0, v), np.where(at_c, 1.0, w)
    v, w = np.where(at_b, 1.0, v), np.where(at_b, 0.0, w)
    v, w = np.where(at_a, 0.0, v), np.where(at_a, 0.0, w)
    v, w = np.nan_to_num(v), np.nan_to_num(w)
    return np.stack([1.0 - v - w, v, w], axis=1)


def ray_hits(
    mesh: MeshData, start: Any, direction: Any, tolerance: float = 1e-6
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Parameters, triangles and weights (H, 3) of the hits of a line, and faces of the triangles.

    After Möller and Trumbore, 1997.
    """
    triangles, owners = mesh_topology.triangles(mesh)
    corners = mesh.points[triangles]
    origin, step = np.asarray(start, float), np.asarray(direction, float)
    ab, ac = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(step, ac)
    determinant = (ab * across).sum(axis=1)
    flat = np.abs(determinant) < 1e-20
    inverse = 1.0 / np.where(flat, 1.0, determinant)
    offset = origin - corners[:, 0]
    u = (offset * across).sum(axis=1) * inverse
    turned = np.cross(offset, ab)
    v = (turned @ step) * inverse
    t = (ac * turned).sum(axis=1) * inverse
    hit = ~flat & (u >= -tolerance) & (v >= -tolerance) & (u + v <= 1.0 + tolerance)
    found = np.flatnonzero(hit)
    weights = np.stack([1.0 - u[found] - v[found], u[found], v[found]], axis=1)
    return t[found], found, weights, owners


def triangle_in_face(owners: np.ndarray, triangle: int) -> int:
    """Number of a triangle among those of its face."""
    return int(triangle - np.searchsorted(owners, owners[triangle]))


def corner_tangents(mesh: MeshData, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unit tangents and binormals of the face corners from texture coordinates at the corners."""
    following = mesh_topology.next_corners(mesh)
    before = np.empty_like(following)
    before[following] = np.arange(len(following))
    here = mesh.points[mesh.corners]
    one, other = here[following] - here, here[before] - here
    du1, dv1 = u[following] - u, v[following] - v
    du2, dv2 = u[before] - u, v[before] - v
    determinant = du1 * dv2 - du2 * dv1
    scale = np.where(
        np.abs(determinant) < 1e-20, 0.0, 1.0 / np.where(determinant, determinant, 1.0)
    )
    tangents = (one * dv2[:, None] - other * dv1[:, None]) * scale[:, None]
    binormals = (other * du1[:, None] - one * du2[:, None]) * scale[:, None]
    return unit(tangents), unit(binormals)
