"""The points of all kinds of geometry by one way, and names of their components."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.data import CurveData, LatticeData, MeshData, SurfaceData

PREFIXES = {MeshData: "vtx", CurveData: "cv", SurfaceData: "cv", LatticeData: "pt"}


def prefix_of(data: Any) -> str:
    """``vtx``, ``cv`` or ``pt``."""
    return PREFIXES[type(data)]


def point_count(data: Any) -> int:
    """How many points a deformer sees.

    A periodic curve repeats its first points at the end; they count once.
    """
    if isinstance(data, MeshData):
        return len(data.points)
    if isinstance(data, CurveData):
        return len(data.points) - (data.degree if data.form == 3 else 0)
    if isinstance(data, SurfaceData):
        return int(np.prod(_surface_size(data)))
    return data.points.size // 3


def _surface_size(data: SurfaceData) -> tuple[int, int]:
    return tuple(
        size - (degree if form == 3 else 0)
        for size, degree, form in zip(data.points.shape[:2], data.degrees, data.forms, strict=True)
    )


def get_points(data: Any) -> np.ndarray:
    """Positions (N, 3) in Maya's order of point numbers; not to be changed in place."""
    if isinstance(data, MeshData):
        return data.points
    if isinstance(data, CurveData):
        return data.points[: point_count(data), :3]
    if isinstance(data, SurfaceData):
        width, height = _surface_size(data)
        return data.points[:width, :height, :3].reshape(-1, 3)
    # lattice points are numbered with S fastest, then T, then U
    return data.points.transpose(2, 1, 0, 3).reshape(-1, 3)


def set_points(data: Any, points: np.ndarray) -> None:
    """Replace all positions, in the order of `get_points`."""
    points = np.asarray(points, dtype=float).reshape(-1, 3)
    if isinstance(data, MeshData):
        data.points = points.astype(np.float32).astype(float)  # as meshes keep them
    elif isinstance(data, CurveData):
        count = point_count(data)
        data.points = data.points.copy()
        data.points[:count, :3] = points
        if count < len(data.points):
            data.points[count:, :3] = points[: len(data.points) - count]
    elif isinstance(data, SurfaceData):
        width, height = _surface_size(data)
        grid = np.arange(width * height).reshape(width, height)
        rows = np.arange(data.points.shape[0]) % width
        columns = np.arange(data.points.shape[1]) % height
        data.points = data.points.copy()
        data.points[..., :3] = points[grid[np.ix_(rows, columns)]]
    else:
        s, t, u = data.points.shape[:3]
        data.points = points.reshape(u, t, s, 3).transpose(2, 1, 0, 3).copy()


def point_texts(data: Any, numbers: Any) -> list[str]:
    """Component texts without the shape: ``vtx[0:3]``, ``cv[1][2]``, ``pt[0][1][0]``."""
    from maya._core.data import compress_components

    if isinstance(data, SurfaceData):
        height = _surface_size(data)[1]
        return [f"cv[{number // height}][{number % height}]" for number in numbers]
    if isinstance(data, LatticeData):
        s, t = data.points.shape[:2]
        return [f"pt[{n % s}][{n // s % t}][{n // (s * t)}]" for n in numbers]
    return compress_components(prefix_of(data), numbers)


def point_numbers(data: Any, texts: list[str]) -> np.ndarray:
    """Point numbers named by component texts; faces, edges and corners count as their vertices."""
    from maya._core import mesh_topology

    if isinstance(data, MeshData):
        return mesh_topology.vertices_of(data, texts)
    if isinstance(data, (SurfaceData, LatticeData)):
        shape = _surface_size(data) if isinstance(data, SurfaceData) else data.points.shape[:3]
        return _grid_numbers(shape, texts, isinstance(data, LatticeData))
    from maya._core.data import expand_components

    return expand_components(texts, "cv", point_count(data))


def _grid_numbers(shape: tuple[int, ...], texts: list[str], lattice: bool) -> np.ndarray:
    strides = (1, shape[0], shape[0] * shape[1]) if lattice else (shape[1], 1)
    found: list[int] = []
    for text in texts:
        parts = [part.rstrip("]") for part in text.rpartition(".")[2].split("[")[1:]]
        parts += ["*"] * (len(shape) - len(parts))
        spans = [_span(part, size) for part, size in zip(parts, shape, strict=True)]
        grids = np.meshgrid(*spans, indexing="ij")
        numbers = sum(grid * stride for grid, stride in zip(grids, strides, strict=True))
        found.extend(np.ravel(numbers).tolist())
    return np.array(found, dtype=int)


def _span(text: str, size: int) -> np.ndarray:
    if text in ("*", ":", ""):
        return np.arange(size)
    first, colon, last = text.partition(":")
    stop = size - 1 if colon and last in ("", "*") else int(last or first)
    return np.arange(int(first or 0), stop + 1)


def bounding_box(data: Any, matrix: np.ndarray | None = None) -> np.ndarray:
    """Lowest and highest corner, (2, 3), after an optional matrix; zeros if there are no points."""
    points = get_points(data)
    if not len(points):
        return np.zeros((2, 3))
    if matrix is not None:
        points = points @ matrix[:3, :3] + matrix[3, :3]
    return np.array([points.min(axis=0), points.max(axis=0)])
