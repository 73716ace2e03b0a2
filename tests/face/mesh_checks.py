"""Plain checks of polygon meshes, written apart from the product."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh


def faces_of(mesh: Mesh) -> list[list[int]]:
    corners = iter(mesh.face_indices.tolist())
    return [[next(corners) for _ in range(n)] for n in mesh.face_counts.tolist()]


def directed_edges(mesh: Mesh) -> Counter[tuple[int, int]]:
    edges: Counter[tuple[int, int]] = Counter()
    for face in faces_of(mesh):
        edges.update(zip(face, face[1:] + face[:1], strict=True))
    return edges


def border_loops(mesh: Mesh) -> list[int]:
    """Lengths of the open borders."""
    edges = directed_edges(mesh)
    follow = {b: a for a, b in edges if (b, a) not in edges}
    lengths = []
    while follow:
        start = next(iter(follow))
        vertex, length = start, 0
        while vertex in follow:
            vertex, length = follow.pop(vertex), length + 1
        assert vertex == start
        lengths.append(length)
    return sorted(lengths)


def volume(points: npt.NDArray[np.float64], triangles: npt.NDArray[np.int32]) -> float:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6.0)


def normals(
    points: npt.NDArray[np.float64], triangles: npt.NDArray[np.int32]
) -> npt.NDArray[np.float64]:
    """Unit normals of triangles."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    n = np.cross(b - a, c - a)
    unit: npt.NDArray[np.float64] = n / np.maximum(np.linalg.norm(n, axis=1), 1e-12)[:, None]
    return unit


def against_neighbours(
    points: npt.NDArray[np.float64], triangles: npt.NDArray[np.int32]
) -> npt.NDArray[np.bool_]:
    """Triangles that face away from the mean normal of their corners' neighbourhood."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    area = np.cross(b - a, c - a)
    summed = np.zeros_like(points)
    for k in range(3):
        np.add.at(summed, triangles[:, k], area)
    around = summed / np.maximum(np.linalg.norm(summed, axis=1), 1e-12)[:, None]
    facing = np.einsum("ij,ikj->i", normals(points, triangles), around[triangles])
    away: npt.NDArray[np.bool_] = facing < 0
    return away


def euler_characteristic(mesh: Mesh) -> int:
    undirected = {tuple(sorted(edge)) for edge in directed_edges(mesh)}
    return len(mesh.points) - len(undirected) + len(mesh.face_counts)
