"""Edges, neighbours, triangles of a mesh, and one kind of component as another."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.data import MeshData, compress_components, expand_components


def cached(data: MeshData, name: str, make: Any) -> Any:
    """A result that depends on topology only; copies of a mesh share the store."""
    store = data.__dict__.setdefault("_topology", {})
    arrays = (data.corners, data.counts, data.edges)
    key = (name, *map(id, arrays))
    if key not in store:
        store[key] = (arrays, make())  # the arrays are kept so that their ids stay theirs
    return store[key][1]


def face_of_corners(data: MeshData) -> np.ndarray:
    """For each face corner the number of its face."""
    return cached(data, "faces", lambda: np.repeat(np.arange(len(data.counts)), data.counts))


def next_corners(data: MeshData) -> np.ndarray:
    """For each face corner the place of the next corner of that face."""

    def make() -> np.ndarray:
        places = np.arange(1, len(data.corners) + 1)
        starts = data.face_starts()
        places[starts[1:][data.counts > 0] - 1] = starts[:-1][data.counts > 0]
        return places

    return cached(data, "next", make)


def edges_of(data: MeshData) -> np.ndarray:
    """Vertex pairs (E, 2); in order of their first appearance around the faces if not stored."""
    if data.edges is not None:
        return data.edges
    return cached(data, "edges", lambda: _found_edges(data))


edges = edges_of


def _found_edges(data: MeshData) -> np.ndarray:
    if not len(data.corners):
        return np.zeros((0, 2), int)
    pairs = np.stack([data.corners, data.corners[next_corners(data)]], axis=1)
    _, first = np.unique(np.sort(pairs, axis=1), axis=0, return_index=True)
    return pairs[np.sort(first)]


def corner_edges(data: MeshData) -> np.ndarray:
    """For each face corner the number of the edge that leaves it."""

    def make() -> np.ndarray:
        edges = np.sort(edges_of(data), axis=1).astype(np.int64)
        span = max(len(data.points), 1)
        keys = edges[:, 0] * span + edges[:, 1]
        order = np.argsort(keys, kind="stable")
        pairs = np.sort(
            np.stack([data.corners, data.corners[next_corners(data)]], axis=1).astype(np.int64),
            axis=1,
        )
        wanted = pairs[:, 0] * span + pairs[:, 1]
        return order[np.searchsorted(keys[order], wanted)]

    return cached(data, "corner_edges", make)


def edge_faces(data: MeshData) -> list[list[int]]:
    """For each edge the faces beside it, ascending."""

    def make() -> list[list[int]]:
        found: list[list[int]] = [[] for _ in edges_of(data)]
        for edge, face in zip(
            corner_edges(data).tolist(), face_of_corners(data).tolist(), strict=True
        ):
            found[edge].append(face)
        return found

    return cached(data, "edge_faces", make)


def vertex_faces(data: MeshData) -> list[list[int]]:
    """For each vertex the faces that it is a corner of."""

    def make() -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(len(data.points))]
        for vertex, face in zip(data.corners.tolist(), face_of_corners(data).tolist(), strict=True):
            found[vertex].append(face)
        return found

    return cached(data, "vertex_faces", make)


def vertex_edges(data: MeshData) -> list[list[int]]:
    """For each vertex the edges that end there."""

    def make() -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(len(data.points))]
        for number, (first, second) in enumerate(edges_of(data).tolist()):
            found[first].append(number)
            found[second].append(number)
        return found

    return cached(data, "vertex_edges", make)


def triangles(data: MeshData) -> tuple[np.ndarray, np.ndarray]:
    """Fan triangles: vertex numbers (T, 3) and the face of each (T,).

    Concave faces are cut from the corner that keeps all triangles on one side, if there is one.
    """
    starts = data.face_starts()
    found: list[np.ndarray] = []
    owners: list[int] = []
    simple = np.flatnonzero(np.isin(data.counts, (3, 4)))
    if len(simple) == len(data.counts):
        return _simple_triangles(data, starts)
    for face, count in enumerate(data.counts.tolist()):
        corners = data.corners[starts[face] : starts[face + 1]]
        shift = _fan_start(data.points[corners]) if count > 3 else 0
        corners = np.roll(corners, -shift)
        for place in range(1, count - 1):
            found.append(corners[[0, place, place + 1]])
            owners.append(face)
    return np.array(found, dtype=int).reshape(-1, 3), np.array(owners, dtype=int)


def _simple_triangles(data: MeshData, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first = starts[:-1]
    quads = np.flatnonzero(data.counts == 4)
    one = np.stack([data.corners[first + place] for place in range(3)], axis=1)
    two = np.stack([data.corners[first[quads] + place] for place in (0, 2, 3)], axis=1)
    owners = np.concatenate([np.arange(len(first)), quads])
    order = np.argsort(owners, kind="stable")
    return np.concatenate([one, two])[order], owners[order]


def _fan_start(points: np.ndarray) -> int:
    count = len(points)
    normal = sum(np.cross(points[i], points[(i + 1) % count]) for i in range(count))
    for start in range(count):
        rolled = np.roll(points, -start, axis=0) - points[start]
        crosses = np.cross(rolled[1:-1], rolled[2:])
        if (crosses @ normal >= -1e-12).all():
            return start
    return 0


def vertices_of(data: MeshData, texts: list[str]) -> np.ndarray:
    """Sorted vertex numbers of component texts of any kind."""
    return cast_numbers(data, texts, "vtx")


def _numbers(data: MeshData, texts: list[str], prefix: str, count: int) -> np.ndarray:
    return expand_components(texts, prefix, count)


def cast_numbers(
    data: MeshData, texts: list[str], target: str, internal: bool = False
) -> np.ndarray:
    """Components of any kind as sorted numbers of one kind (``vtx``, ``e``, ``f``)."""
    edges = edges_of(data)
    starts = data.face_starts()
    vertices = _numbers(data, texts, "vtx", len(data.points))
    lines = _numbers(data, texts, "e", len(edges))
    faces = _numbers(data, texts, "f", len(data.counts))
    faces_in = faces[(faces >= 0) & (faces < len(data.counts))]
    corner_vertices = [data.corners[starts[face] : starts[face + 1]] for face in faces_in]
    if target == "vtx":
        parts = [vertices, edges[lines].ravel() if len(lines) else lines, *corner_vertices]
    elif target == "e":
        borders = corner_edges(data)
        parts = [lines, *(borders[starts[face] : starts[face + 1]] for face in faces_in)]
        parts.append(_edges_at(data, vertices, internal))
    else:
        parts = [faces, _faces_at(data, vertices, lines, internal)]
    whole = np.concatenate([np.asarray(part, dtype=int) for part in parts]) if parts else []
    return np.unique(np.asarray(whole, dtype=int))


def _edges_at(data: MeshData, vertices: np.ndarray, internal: bool) -> np.ndarray:
    hits = np.isin(edges_of(data), vertices)
    return np.flatnonzero(hits.all(axis=1) if internal else hits.any(axis=1))


def _faces_at(
    data: MeshData, vertices: np.ndarray, lines: np.ndarray, internal: bool
) -> np.ndarray:
    owners = face_of_corners(data)
    found = []
    for hits in (np.isin(data.corners, vertices), np.isin(corner_edges(data), lines)):
        touched = np.bincount(owners[hits], minlength=len(data.counts))
        found.append(np.flatnonzero(touched >= data.counts if internal else touched > 0))
    return np.concatenate(found)


_cast = cast_numbers


def cast_components(
    data: MeshData, texts: list[str], target: str, internal: bool = False
) -> list[str]:
    """Component texts as those of another kind: ``vtx``, ``e`` or ``f``."""
    return compress_components(target, cast_numbers(data, texts, target, internal))
