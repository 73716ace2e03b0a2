"""Meshes that tests of the command line make and write."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from a2f_maya.formats.mesh_files import write_meshes
from a2f_maya.mesh import Mesh, ShapedMesh


def ball(name: str, columns: int, radius: float = 1.0) -> Mesh:
    """A sphere of quads with fans at the poles, faces counter-clockwise seen from outside."""
    rows = columns
    heights = np.linspace(0, np.pi, rows + 1)[1:-1]
    angles = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    bands = [
        np.column_stack(
            [np.sin(h) * ring[:, 0], np.full(columns, np.cos(h)), np.sin(h) * ring[:, 1]]
        )
        for h in heights
    ]
    points = np.concatenate([*bands, [[0, 1, 0], [0, -1, 0]]]) * radius
    top, bottom = len(points) - 2, len(points) - 1
    faces: list[list[int]] = []
    for row in range(rows - 2):
        for here in range(columns):
            there = (here + 1) % columns
            a, b = row * columns + here, row * columns + there
            faces.append([b, b + columns, a + columns, a])
    last = (rows - 2) * columns
    for here in range(columns):
        there = (here + 1) % columns
        faces.append([top, there, here])
        faces.append([bottom, last + here, last + there])
    counts = np.array([len(face) for face in faces], np.int32)
    indices = np.array([vertex for face in faces for vertex in face], np.int32)
    return Mesh(name, points.astype(np.float32), counts, indices)


def turned(degrees: float, axis: int = 1) -> np.ndarray:
    """A rotation about an axis [shape=(3, 3)], for column vectors."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    one, other = (axis + 1) % 3, (axis + 2) % 3
    matrix = np.eye(3)
    matrix[one, one], matrix[one, other] = cosine, -sine
    matrix[other, one], matrix[other, other] = sine, cosine
    return matrix


def save(path: Path, mesh: Mesh) -> Path:
    """Write one mesh and return the path."""
    write_meshes(path, [ShapedMesh(mesh)])
    return path
