"""Where a ray from the eye meets a mesh; nothing of Maya is needed for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.correspondence import SurfacePoint
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.suggesting import point_on_triangle

DoubleArray = npt.NDArray[np.float64]

SNAP = 0.08
"""A point as near to a corner, in shares of the triangle, is meant to be the vertex."""


@dataclass(frozen=True)
class Ray:
    """A half-line.

    Attributes
    ----------
    origin, direction : np.ndarray [shape=(3,), float64]
        The direction has any length.
    """

    origin: DoubleArray
    direction: DoubleArray


@dataclass(frozen=True)
class Hit:
    """Where a ray meets a mesh first.

    Attributes
    ----------
    distance : float
        From the ray's origin, in lengths of its direction.
    position : np.ndarray [shape=(3,), float64]
    point : SurfacePoint
        The place on the mesh, a vertex where one is close.
    """

    distance: float
    position: DoubleArray
    point: SurfacePoint


class Pickable:
    """A mesh that rays are thrown at.

    Parameters
    ----------
    mesh : Mesh
        In the space of the rays.
    """

    def __init__(self, mesh: Mesh) -> None:
        self._mesh = mesh
        self._triangles = triangulate(mesh)
        corners = mesh.points.astype(np.float64)[self._triangles]
        self._first = corners[:, 0]
        self._sides = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]

    def pick(self, ray: Ray, snap: float = SNAP) -> Hit | None:
        """The nearest place that a ray meets; None if it passes by.

        Parameters
        ----------
        ray : Ray
        snap : float
            See `SNAP`; 0 takes a vertex only where it is hit itself.

        Notes
        -----
        Möller and Trumbore, Fast, minimum storage ray/triangle intersection, 1997; for all
        triangles at once. Both sides of a face count.
        """
        one, two = self._sides
        across = np.cross(ray.direction, two)
        determinant = np.einsum("mc,mc->m", one, across)
        usable = np.abs(determinant) > 1e-300
        scale = 1.0 / np.where(usable, determinant, 1.0)
        offset = ray.origin - self._first
        v = scale * np.einsum("mc,mc->m", offset, across)
        turned = np.cross(offset, one)
        w = scale * (turned @ ray.direction)
        distance = scale * np.einsum("mc,mc->m", two, turned)
        edge = 1e-9  # a ray through an edge must not slip between two triangles
        inside = usable & (v >= -edge) & (w >= -edge) & (v + w <= 1 + edge) & (distance > 0)
        if not inside.any():
            return None
        nearest = int(np.where(inside, distance, np.inf).argmin())
        weights = np.clip([1 - v[nearest] - w[nearest], v[nearest], w[nearest]], 0.0, 1.0)
        position = ray.origin + distance[nearest] * ray.direction
        point = self._point(nearest, weights / weights.sum(), snap)
        return Hit(float(distance[nearest]), position, point)

    def _point(self, triangle: int, weights: DoubleArray, snap: float) -> SurfacePoint:
        if weights.max() >= 1 - snap:
            return SurfacePoint(vertex=int(self._triangles[triangle, weights.argmax()]))
        return point_on_triangle(self._mesh, triangle, weights)


def nearest(positions: npt.ArrayLike, place: npt.ArrayLike) -> int | None:
    """Index of the position [shape=(n, 3)] that is nearest to a place; None without any."""
    rows = np.asarray(positions, np.float64).reshape(-1, 3)
    if not len(rows):
        return None
    return int(np.linalg.norm(rows - np.asarray(place, np.float64), axis=1).argmin())
