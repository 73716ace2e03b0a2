"""All meshes of a picture as one list of triangles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh
from a2f_maya.preview.studio import Surface

FloatArray = npt.NDArray[np.float32]


def is_closed(triangles: npt.NDArray[np.int32]) -> bool:
    """Tell whether two triangles [shape=(M, 3)] of equal winding meet at every edge."""
    start = triangles.astype(np.int64).ravel()
    end = np.roll(triangles, -1, axis=1).astype(np.int64).ravel()
    count = int(triangles.max(initial=0)) + 1
    forward = np.sort(start * count + end)
    backward = np.sort(end * count + start)
    return bool((np.diff(forward) > 0).all() and np.array_equal(forward, backward))


def summed_normals(points: FloatArray, triangles: npt.NDArray[np.int32]) -> FloatArray:
    """Sum the area-weighted normals around each vertex [shape=(3, V), float32].

    Parameters
    ----------
    points : np.ndarray [shape=(V, 3), float32]
    triangles : np.ndarray [shape=(3, M), int32]
        Corners first.
    """
    a, b, c = (np.ascontiguousarray(points[corner].T) for corner in triangles)
    first, second = b - a, c - a
    corner_list = triangles.ravel()
    result = np.empty((3, len(points)), dtype=np.float32)
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        normal = first[u] * second[v] - first[v] * second[u]
        result[axis] = np.bincount(corner_list, np.tile(normal, 3), minlength=len(points))
    return result


def vertex_colors(mesh: Mesh, surface: Surface) -> FloatArray:
    """Return the mesh's linear colours [shape=(V, 3)], or the surface's where it has none."""
    if mesh.colors is None:
        return np.tile(np.array(surface.color, dtype=np.float32), (len(mesh.points), 1))
    return mesh.colors.astype(np.float32)
