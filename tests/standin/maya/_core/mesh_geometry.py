"""Normals, areas, centres and nearest points of meshes."""

from __future__ import annotations

import numpy as np
from maya._core.data import MeshData
from maya._core.mesh_topology import (
    corner_edges,
    edge_faces,
    face_of_corners,
    next_corners,
    triangles,
)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors of length one; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(
        vectors, lengths, out=np.zeros_like(vectors, dtype=float), where=lengths > 1e-300
    )


def face_area_vectors(data: MeshData) -> np.ndarray:
    """Newell normals (F, 3): their length is the area of a plane face."""
    one = data.points[data.corners]
    other = data.points[data.corners[next_corners(data)]]
    cross = np.cross(one, other) / 2.0
    found = np.zeros((len(data.counts), 3))
    np.add.at(found, face_of_corners(data), cross)
    return found


def face_normals(data: MeshData) -> np.ndarray:
    """Unit normals of the faces, (F, 3)."""
    return unit(face_area_vectors(data))


def face_areas(data: MeshData) -> np.ndarray:
    """Areas of the triangles of each face, (F,)."""
    corners, owners = triangles(data)
    points = data.points[corners]
    cross = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    return np.bincount(owners, np.linalg.norm(cross, axis=1) / 2.0, minlength=len(data.counts))


def face_centers(data: MeshData) -> np.ndarray:
    """Means of the corners of each face, (F, 3)."""
    sums = np.zeros((len(data.counts), 3))
    np.add.at(sums, face_of_corners(data), data.points[data.corners])
    return sums / np.maximum(data.counts, 1)[:, None]


def corner_angles(data: MeshData) -> np.ndarray:
    """Inner angle at every face corner, radians."""
    following = next_corners(data)
    before = np.empty_like(following)
    before[following] = np.arange(len(following))
    here = data.points[data.corners]
    one = unit(data.points[data.corners[following]] - here)
    other = unit(data.points[data.corners[before]] - here)
    return np.arccos(np.clip((one * other).sum(axis=1), -1.0, 1.0))


def vertex_normals(data: MeshData, angle_weighted: bool = True) -> np.ndarray:
    """Unit normals (V, 3), means of the faces around; weighted by the corner's angle if asked for."""
    normals = face_normals(data)[face_of_corners(data)]
    if angle_weighted:
        normals = normals * corner_angles(data)[:, None]
    sums = np.zeros((len(data.points), 3))
    np.add.at(sums, data.corners, normals)
    return unit(sums)


def corner_normals(data: MeshData) -> np.ndarray:
    """Normal at every face corner, (corners, 3): smoothed across soft edges only."""
    if data.smooth_edges is None or np.all(data.smooth_edges):
        return vertex_normals(data)[data.corners]
    normals = face_normals(data)[face_of_corners(data)] * corner_angles(data)[:, None]
    groups = _smooth_groups(data)
    sums = np.zeros((int(groups.max()) + 1 if len(groups) else 0, 3))
    np.add.at(sums, groups, normals)
    return unit(sums)[groups]


def _smooth_groups(data: MeshData) -> np.ndarray:
    """Face corners that share a normal have the same number."""
    groups = np.arange(len(data.corners))
    starts = data.face_starts()
    place = {
        (face, int(data.corners[corner])): corner
        for face in range(len(data.counts))
        for corner in range(starts[face], starts[face + 1])
    }
    edges = data.edges if data.edges is not None else None
    from maya._core.mesh_topology import edges_of

    edges = edges_of(data) if edges is None else edges

    def root(corner: int) -> int:
        while groups[corner] != corner:
            corner = groups[corner]
        return corner

    for number, faces in enumerate(edge_faces(data)):
        if len(faces) != 2 or not data.smooth_edges[number]:
            continue
        for vertex in edges[number].tolist():
            one, other = (root(place[face, vertex]) for face in faces)
            groups[max(one, other)] = min(one, other)
    return np.array([root(corner) for corner in range(len(groups))], dtype=int)


def edge_smooth(data: MeshData) -> np.ndarray:
    """Whether each edge is soft (E,)."""
    from maya._core.mesh_topology import edges_of

    if data.smooth_edges is None:
        return np.ones(len(edges_of(data)), bool)
    return np.asarray(data.smooth_edges, bool)


def nearest_on_triangles(points: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nearest positions of triangles (T, 3, 3) to a point, and their barycentric coordinates.

    After Ericson, Real-Time Collision Detection, 5.1.5, in vector form.
    """
    a, b, c = points[:, 0], points[:, 1], points[:, 2]
    ab, ac = b - a, c - a
    ap, bp, cp = target - a, target - b, target - c
    d1, d2 = (ab * ap).sum(1), (ac * ap).sum(1)
    d3, d4 = (ab * bp).sum(1), (ac * bp).sum(1)
    d5, d6 = (ab * cp).sum(1), (ac * cp).sum(1)
    vc, vb, va = d1 * d4 - d3 * d2, d5 * d2 - d1 * d6, d3 * d6 - d5 * d4
    total = va + vb + vc
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.stack([va, vb, vc], axis=1) / total[:, None]
        on_ab = np.clip(d1 / (d1 - d3), 0, 1)
        on_ac = np.clip(d2 / (d2 - d6), 0, 1)
        on_bc = np.clip((d4 - d3) / ((d4 - d3) + (d5 - d6)), 0, 1)
    zero, one = np.zeros_like(d1), np.ones_like(d1)
    cases = [
        (d1 <= 0) & (d2 <= 0),
        (d3 >= 0) & (d4 <= d3),
        (d6 >= 0) & (d5 <= d6),
        (vc <= 0) & (d1 >= 0) & (d3 <= 0),
        (vb <= 0) & (d2 >= 0) & (d6 <= 0),
        (va <= 0) & (d4 - d3 >= 0) & (d5 - d6 >= 0),
    ]
    values = [
        (one, zero, zero),
        (zero, one, zero),
        (zero, zero, one),
        (1 - on_ab, on_ab, zero),
        (1 - on_ac, zero, on_ac),
        (zero, 1 - on_bc, on_bc),
    ]
    weights = np.stack(
        [np.select(cases, [value[k] for value in values], inside[:, k]) for k in range(3)], axis=1
    )
    return (weights[:, :, None] * points).sum(axis=1), weights


def closest_point(data: MeshData, target: np.ndarray) -> tuple[np.ndarray, int, int, np.ndarray]:
    """Nearest position on a mesh.

    Returns
    -------
    tuple
        The position (3,), the face, the number of the triangle within the face, and the barycentric
        coordinates (3,) in that triangle.
    """
    corners, owners = triangles(data)
    if not len(corners):
        raise RuntimeError("The mesh has no faces.")
    positions, weights = nearest_on_triangles(data.points[corners], np.asarray(target, dtype=float))
    best = int(np.argmin(((positions - target) ** 2).sum(axis=1)))
    face = int(owners[best])
    return positions[best], face, best - int(np.searchsorted(owners, face)), weights[best]


def closest_normal(data: MeshData, face: int, triangle: int, weights: np.ndarray) -> np.ndarray:
    """Interpolated normal at a barycentric position."""
    corners, owners = triangles(data)
    first = int(np.searchsorted(owners, face))
    normals = vertex_normals(data)[corners[first + triangle]]
    return unit(weights @ normals)


def shells(data: MeshData) -> np.ndarray:
    """Number of the connected piece that each face belongs to, (F,)."""
    parent = list(range(len(data.points)))

    def root(vertex: int) -> int:
        while parent[vertex] != vertex:
            parent[vertex] = parent[parent[vertex]]
            vertex = parent[vertex]
        return vertex

    following = data.corners[next_corners(data)] if len(data.corners) else data.corners
    for one, other in zip(data.corners.tolist(), following.tolist(), strict=True):
        parent[root(one)] = root(other)
    firsts = data.corners[data.face_starts()[:-1]] if len(data.counts) else np.zeros(0, int)
    _, numbers = np.unique([root(int(vertex)) for vertex in firsts], return_inverse=True)
    return numbers


__all__ = [
    "closest_normal",
    "closest_point",
    "corner_edges",
    "corner_normals",
    "face_areas",
    "face_centers",
    "face_normals",
    "shells",
    "vertex_normals",
]
