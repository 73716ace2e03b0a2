"""Rays against meshes (Moeller and Trumbore 1997)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from maya._core.data import MeshData
from maya._core.mesh_topology import triangles


@dataclass(frozen=True)
class Hit:
    """One crossing: ``parameter`` counts in lengths of the direction vector.

    ``bary1`` and ``bary2`` belong to the first two corners of the triangle.
    """

    point: np.ndarray
    parameter: float
    face: int
    triangle: int
    bary1: float
    bary2: float


def intersections(
    data: MeshData,
    source: np.ndarray,
    direction: np.ndarray,
    limit: float,
    both_ways: bool = False,
    faces: list[int] | None = None,
    tolerance: float = 1e-6,
) -> list[Hit]:
    """All crossings within ``limit``, nearest (by the amount of the parameter) first."""
    corners, owners = triangles(data)
    source, direction = np.asarray(source, dtype=float), np.asarray(direction, dtype=float)
    points = data.points[corners]
    a, e1, e2 = points[:, 0], points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]
    p = np.cross(direction, e2)
    determinant = (e1 * p).sum(axis=1)
    scale = np.linalg.norm(e1, axis=1) * np.linalg.norm(e2, axis=1) * np.linalg.norm(direction)
    usable = np.abs(determinant) > 1e-14 * np.maximum(scale, 1e-300)
    inverse = np.divide(1.0, determinant, out=np.zeros_like(determinant), where=usable)
    t = source - a
    u = (t * p).sum(axis=1) * inverse
    q = np.cross(t, e1)
    v = (q @ direction) * inverse
    parameter = (e2 * q).sum(axis=1) * inverse
    hit = usable & (u >= -tolerance) & (v >= -tolerance) & (u + v <= 1 + tolerance)
    hit &= np.abs(parameter) <= limit
    if not both_ways:
        hit &= parameter >= 0
    if faces is not None:
        hit &= np.isin(owners, faces)
    places = np.flatnonzero(hit)
    places = places[np.argsort(np.abs(parameter[places]), kind="stable")]
    return [
        Hit(
            source + parameter[place] * direction,
            float(parameter[place]),
            int(owners[place]),
            int(place - np.searchsorted(owners, owners[place])),
            float(1 - u[place] - v[place]),
            float(u[place]),
        )
        for place in places.tolist()
    ]


def without_doubles(hits: list[Hit], tolerance: float = 1e-6) -> list[Hit]:
    """Crossings of an edge that two triangles share count once."""
    kept: list[Hit] = []
    for hit in hits:
        same = [other for other in kept if abs(other.parameter - hit.parameter) <= tolerance]
        if not same:
            kept.append(hit)
    return kept


def closest(
    data: MeshData, source: np.ndarray, direction: np.ndarray, limit: float, **options: object
) -> Hit | None:
    """The nearest crossing, or None."""
    found = intersections(data, source, direction, limit, **options)  # type: ignore[arg-type]
    return found[0] if found else None


def all_hits(
    data: MeshData, source: np.ndarray, direction: np.ndarray, limit: float, **options: object
) -> list[Hit]:
    """All crossings by ascending parameter, shared edges once."""
    found = intersections(data, source, direction, limit, **options)  # type: ignore[arg-type]
    return without_doubles(sorted(found, key=lambda hit: hit.parameter))
