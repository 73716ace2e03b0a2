"""Points on surfaces, and pairs of them that say which place of one head is which of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import CorrespondenceError
from a2f_maya.mesh import Mesh

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

SUM_TOLERANCE = 1e-3
"""Barycentric weights may miss 1 by so much, because files round them."""


@dataclass(frozen=True)
class SurfacePoint:
    """A place on a mesh: one vertex, or a mean of the corners of a face.

    Attributes
    ----------
    vertex : int, optional
        The vertex; then ``face`` and ``barycentric`` are left out.
    face : int, optional
        The polygon, in the order of the mesh's faces.
    barycentric : tuple of float
        One weight for each corner of the face, in the face's order; they sum to 1.
    """

    vertex: int | None = None
    face: int | None = None
    barycentric: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if (self.vertex is None) == (self.face is None):
            raise CorrespondenceError(
                "A point needs either a vertex or a face with barycentric weights; give one."
            )
        if self.face is None:
            return
        weights = np.asarray(self.barycentric, float)
        if len(weights) < 3 or not np.isfinite(weights).all():
            raise CorrespondenceError(
                f"The barycentric weights {self.barycentric} of face {self.face} are no three or "
                "more numbers; give one for each corner of the face."
            )
        if abs(weights.sum() - 1) > SUM_TOLERANCE or weights.min() < -SUM_TOLERANCE:
            raise CorrespondenceError(
                f"The barycentric weights {self.barycentric} of face {self.face} must be 0 or "
                "more and sum to 1; pick the point again."
            )


@dataclass(frozen=True)
class Pair:
    """The same place on two meshes.

    Attributes
    ----------
    source, target : SurfacePoint
        On the mesh that is fitted, and on the one that it is fitted to.
    name : str
        For people, for example ``nose_tip``.
    """

    source: SurfacePoint
    target: SurfacePoint
    name: str = ""


Correspondence = tuple[Pair, ...]
"""All pairs of two meshes, in the order of picking."""


def corner_weights(
    points: Sequence[SurfacePoint], mesh: Mesh
) -> list[tuple[IndexArray, DoubleArray]]:
    """The vertices of each point and how much each counts.

    Parameters
    ----------
    points : sequence of SurfacePoint
    mesh : Mesh

    Returns
    -------
    list of (vertices [shape=(k,), int64], weights [shape=(k,), float64])
        The weights sum to 1.

    Raises
    ------
    CorrespondenceError
        If a vertex, face or corner does not exist on this mesh, naming the point's number,
        counted from 1.
    """
    starts = np.concatenate([[0], np.cumsum(mesh.face_counts)]).astype(np.int64)
    return [_corners(number, point, mesh, starts) for number, point in enumerate(points, 1)]


def positions(points: Sequence[SurfacePoint], mesh: Mesh) -> DoubleArray:
    """Where points lie.

    Parameters
    ----------
    points : sequence of SurfacePoint
    mesh : Mesh

    Returns
    -------
    np.ndarray [shape=(len(points), 3), float64]
        In the mesh's space and unit.

    Raises
    ------
    CorrespondenceError
        If a point does not exist on this mesh.
    """
    rows = corner_weights(points, mesh)
    found = [weights @ mesh.points[vertices].astype(np.float64) for vertices, weights in rows]
    return np.array(found).reshape(-1, 3)


def _corners(
    number: int, point: SurfacePoint, mesh: Mesh, starts: IndexArray
) -> tuple[IndexArray, DoubleArray]:
    if point.vertex is not None:
        if not 0 <= point.vertex < len(mesh.points):
            raise CorrespondenceError(
                f"Point {number} names vertex {point.vertex}, but mesh '{mesh.name}' has "
                f"{len(mesh.points)} vertices; it may belong to another mesh."
            )
        return np.array([point.vertex], np.int64), np.ones(1)
    face = point.face or 0
    if not 0 <= face < len(mesh.face_counts):
        raise CorrespondenceError(
            f"Point {number} names face {face}, but mesh '{mesh.name}' has "
            f"{len(mesh.face_counts)} faces; it may belong to another mesh."
        )
    corners = mesh.face_indices[starts[face] : starts[face + 1]].astype(np.int64)
    if len(corners) != len(point.barycentric):
        raise CorrespondenceError(
            f"Point {number} has {len(point.barycentric)} barycentric weights, but face {face} of "
            f"mesh '{mesh.name}' has {len(corners)} corners; it may belong to another mesh."
        )
    weights = np.maximum(np.asarray(point.barycentric, float), 0)
    return corners, weights / weights.sum()
