"""Which parts of a head can be seen: eye sockets, the mouth's bag and nostrils cannot."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh, triangulate, vertex_normals
from a2f_maya.transfer.sampling import sample_triangles

DoubleArray = npt.NDArray[np.float64]

DIRECTIONS = 40
PIXELS = 160
"""Width of the depth picture in each direction."""

FACING = 0.15
"""A vertex looks into a direction from this cosine on."""

SLACK_IN_PIXELS = 2.5
MOST_PARTS = 24


def exposure(mesh: Mesh) -> DoubleArray:
    """Share of the directions that a vertex faces from which it can be seen.

    A depth picture of the mesh is made from each of forty directions that are spread over the
    sphere.

    Parameters
    ----------
    mesh : Mesh
        Its faces must be counter-clockwise seen from outside.

    Returns
    -------
    np.ndarray [shape=(V,), float64]
        1 for what everybody sees, about 0 inside sockets, and 0 for vertices without a face.
    """
    triangles = triangulate(mesh)
    points = mesh.points.astype(np.float64)
    used = np.unique(triangles)
    if not len(used):
        return np.zeros(len(points))
    centre = (points[used].max(axis=0) + points[used].min(axis=0)) / 2
    radius = max(float(np.linalg.norm(points[used] - centre, axis=1).max()), 1e-30)
    points = (points - centre) / radius
    normals = vertex_normals(mesh.points, triangles).astype(np.float64)
    pixel = 2 / PIXELS
    samples, _, _ = sample_triangles(points[triangles], 1.5 * pixel, MOST_PARTS)
    everything = np.concatenate([points, samples]).astype(np.float32)
    own = slice(0, len(points))
    seen, faced = np.zeros(len(points)), np.zeros(len(points))
    for direction in _directions():
        pixels, depths = _project(everything, direction)
        front = np.full(PIXELS * PIXELS, -np.inf, np.float32)
        np.maximum.at(front, pixels, depths)
        facing = normals @ direction > FACING
        faced += facing
        seen += facing & (depths[own] + SLACK_IN_PIXELS * pixel > front[pixels[own]])
    shares: DoubleArray = seen / np.maximum(faced, 1)
    return shares


def _directions() -> DoubleArray:
    """Directions on a Fibonacci spiral and on its mirror image [shape=(DIRECTIONS, 3)].

    Left and right of a symmetric head are seen alike.
    """
    half = DIRECTIONS // 2
    step = np.arange(half) + 0.5
    polar = np.arccos(1 - 2 * step / half)
    around = np.pi * (1 + 5**0.5) * step
    spiral = np.stack(
        [np.cos(around) * np.sin(polar), np.sin(around) * np.sin(polar), np.cos(polar)], axis=1
    )
    return np.concatenate([spiral, spiral * [-1, 1, 1]])


def _project(
    points: npt.NDArray[np.float32], direction: DoubleArray
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """Pixel and depth of points as seen from a direction."""
    helper = np.eye(3)[np.abs(direction).argmin()]
    across = np.cross(direction, helper)
    across /= np.linalg.norm(across)
    axes = np.stack([across, np.cross(direction, across), direction]).astype(np.float32)
    column, row, depth = axes @ points.T
    column, row = (
        np.clip((axis + 1) * (PIXELS / 2), 0, PIXELS - 1).astype(np.int32) for axis in (column, row)
    )
    return row * PIXELS + column, depth
