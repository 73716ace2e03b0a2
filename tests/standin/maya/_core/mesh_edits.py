"""Edits of meshes: turning faces around, soft and hard edges."""

from __future__ import annotations

import numpy as np
from maya._core import mesh_topology
from maya._core.data import MeshData
from maya._core.mesh_geometry import edge_smooth, face_normals


def reverse(data: MeshData) -> None:
    """Turn all faces around."""
    starts = data.face_starts()
    order = np.concatenate(
        [np.arange(starts[i], starts[i + 1])[::-1] for i in range(len(data.counts))]
    )
    data.corners = data.corners[order]
    data.uv_sets = {
        name: type(uvs)(uvs.u, uvs.v, uvs.counts, uvs.ids[order])
        for name, uvs in data.uv_sets.items()
    }


def soften(data: MeshData, angle: float, texts: list[str]) -> None:
    """Edges whose faces meet at up to ``angle`` (radians) become soft, the others hard."""
    smooth = edge_smooth(data).copy()
    normals = face_normals(data)
    wanted = mesh_topology.cast_numbers(data, texts, "e", True) if texts else range(len(smooth))
    sides = mesh_topology.edge_faces(data)
    for edge in wanted:
        if len(sides[edge]) == 2:
            one, other = (normals[face] for face in sides[edge])
            smooth[edge] = bool(np.arccos(np.clip(one @ other, -1, 1)) <= angle + 1e-9)
    data.smooth_edges = smooth
