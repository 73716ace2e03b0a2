"""Taking faces out of a mesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._core.data import MeshData, UvSet, compress_components, expand_components


def remove_faces(data: MeshData, faces: np.ndarray) -> MeshData:
    """The mesh without some faces and the vertices, edges and texture points only they had.

    What is left keeps its order and closes up in its numbers.
    """
    kept_faces = np.setdiff1d(np.arange(len(data.counts)), faces)
    kept_corners = np.isin(mesh_topology.face_of_corners(data), kept_faces)
    corners = data.corners[kept_corners]
    kept_vertices = np.unique(corners)
    new_vertex = np.full(len(data.points), -1)
    new_vertex[kept_vertices] = np.arange(len(kept_vertices))
    kept_edges = np.unique(mesh_topology.corner_edges(data)[kept_corners])
    made = MeshData(
        data.points[kept_vertices],
        data.counts[kept_faces],
        new_vertex[corners],
        new_vertex[mesh_topology.edges_of(data)[kept_edges]],
        {name: _uvs(each, kept_faces) for name, each in data.uv_sets.items()},
        {
            name: _colors(each, data, kept_vertices, kept_corners)
            for name, each in data.color_sets.items()
        },
        None if data.smooth_edges is None else np.asarray(data.smooth_edges)[kept_edges],
        _normals(data, kept_faces, new_vertex),
        **data.carried(),
    )
    kept = {"vtx": kept_vertices, "f": kept_faces, "e": kept_edges}
    made.tags = {name: _renumbered(texts, kept, data) for name, texts in data.tags.items()}
    made.groups = {
        number: new_vertex[points][new_vertex[points] >= 0]
        for number, points in ((key, np.asarray(value)) for key, value in data.groups.items())
    }
    return made


def _uvs(uvs: UvSet, kept_faces: np.ndarray) -> UvSet:
    starts = np.concatenate([[0], np.cumsum(uvs.counts)]).astype(int)
    parts = [uvs.ids[starts[face] : starts[face + 1]] for face in kept_faces]
    ids = np.concatenate(parts) if parts else np.zeros(0, int)
    used = np.unique(ids[ids >= 0])
    fresh = np.full(len(uvs.u) + 1, -1)
    fresh[used] = np.arange(len(used))
    return UvSet(uvs.u[used], uvs.v[used], uvs.counts[kept_faces], fresh[ids])


def _colors(
    colors: Any, data: MeshData, kept_vertices: np.ndarray, kept_corners: np.ndarray
) -> Any:
    """Colours are kept by vertex or by corner."""
    values = np.asarray(colors)
    return values[kept_corners] if len(values) == len(data.corners) else values[kept_vertices]


def _normals(data: MeshData, kept_faces: np.ndarray, new_vertex: np.ndarray) -> dict[Any, Any]:
    new_face = {int(old): new for new, old in enumerate(kept_faces)}
    return {
        (new_face[int(face)], int(new_vertex[vertex])): value
        for (face, vertex), value in data.face_normals_locked.items()
        if int(face) in new_face
    }


def _renumbered(texts: list[str], kept: dict[str, np.ndarray], data: MeshData) -> list[str]:
    counts = {
        "vtx": len(data.points),
        "f": len(data.counts),
        "e": len(mesh_topology.edges_of(data)),
    }
    result: list[str] = []
    for prefix, numbers in kept.items():
        named = expand_components(texts, prefix, counts[prefix])
        places = np.flatnonzero(np.isin(numbers, named))
        if len(places):
            result += compress_components(prefix, places.tolist())
    return result
