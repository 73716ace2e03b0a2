"""How a wrap moves a mesh, before Maya's types: what was stored, and evaluators that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError
from a2f_maya.transfer.lids import LidCorrection
from a2f_maya.transfer.wrap import CarriedMotion, Wrap, WrapBinding

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

_BIND_AGAIN = "bind the wrap to its driver again."


@dataclass(frozen=True)
class WrapSettings:
    """What the user has set.

    Attributes
    ----------
    face_tangent_space : bool
    max_distance : float, optional
        Centimetres.
    smooth_level : int
    """

    face_tangent_space: bool = True
    max_distance: float | None = None
    smooth_level: int = 0


@dataclass(frozen=True, eq=False)
class StoredBinding:
    """The arrays of a node as a scene holds them, all flat.

    Attributes
    ----------
    rest_driver : np.ndarray [shape=(3 Vd,), float64]
    rest_driven : np.ndarray [shape=(3 n,), float64]
    bind_corners : np.ndarray [shape=(3 n,), int32]
        Empty where the two meshes have the same vertices.
    bind_barycentrics : np.ndarray [shape=(3 n,), float64]
        Likewise.
    bind_reliable : np.ndarray [shape=(n,), int32]
        Likewise.
    lid_vertices : np.ndarray [shape=(m,), int32]
        Empty where lids are not corrected.
    lid_poses, lid_missing : np.ndarray [shape=(3 K m,), float64]
        Likewise.
    """

    rest_driver: DoubleArray
    rest_driven: DoubleArray
    bind_corners: npt.NDArray[np.int32]
    bind_barycentrics: DoubleArray
    bind_reliable: npt.NDArray[np.int32]
    lid_vertices: npt.NDArray[np.int32]
    lid_poses: DoubleArray
    lid_missing: DoubleArray

    @classmethod
    def empty(cls) -> StoredBinding:
        """That of a new node."""
        whole = np.empty(0, np.int32)
        none = np.empty(0)
        return cls(none, none, whole, none, whole, whole, none, none)

    def holds(self, arrays: Mapping[str, npt.NDArray[Any]]) -> bool:
        """Whether these are the arrays, by the names of the fields."""
        own = {row.name: getattr(self, row.name) for row in fields(self)}
        return all(np.array_equal(own[name], array) for name, array in arrays.items())

    @property
    def driven_count(self) -> int:
        """Vertices of the driven mesh when it was bound; 0 for nothing bound."""
        return len(self.rest_driven) // 3

    @cached_property
    def rest_points(self) -> tuple[DoubleArray, DoubleArray]:
        """Driver and driven mesh at rest [shapes=(Vd, 3), (n, 3)].

        Raises
        ------
        MeshError
            If the arrays are no points.
        """
        return _rows(self.rest_driver), _rows(self.rest_driven)

    @cached_property
    def surface(self) -> WrapBinding:
        """The binding of each point to a triangle.

        Raises
        ------
        MeshError
            If the arrays do not fit together.
        """
        return WrapBinding(
            *self.rest_points,
            _rows(self.bind_corners).astype(np.int64),
            _rows(self.bind_barycentrics),
            self.bind_reliable.astype(np.bool_),
        )

    @cached_property
    def lids(self) -> LidCorrection:
        """What closes the lids.

        Raises
        ------
        MeshError
            If the arrays do not fit together.
        """
        count = len(self.lid_vertices)
        if not count:
            return LidCorrection.none()
        if len(self.lid_poses) % (3 * count) or len(self.lid_poses) != len(self.lid_missing):
            raise MeshError(f"The numbers of the wrap's lids are damaged; {_BIND_AGAIN}")
        return LidCorrection(
            self.lid_vertices.astype(np.int64),
            self.lid_poses.reshape(-1, count, 3),
            self.lid_missing.reshape(-1, count, 3),
        )


@dataclass
class SurfaceMotion:
    """The wrap of one geometry; made anew when what it was made from is another."""

    _parts: tuple[object, ...] = ()
    _wrap: Wrap | None = field(default=None, repr=False)

    def of(self, stored: StoredBinding, triangles: IndexArray, edges: IndexArray) -> Wrap:
        """The evaluator for a binding and the faces of both meshes."""
        parts = (stored, triangles, edges)
        if self._wrap is None or not _same(parts, self._parts):
            self._wrap, self._parts = Wrap(stored.surface, triangles, edges), parts
        return self._wrap


@dataclass
class VertexMotion:
    """Carries motion from vertex to vertex; made anew when the meshes at rest are others."""

    _stored: StoredBinding | None = None
    _carried: CarriedMotion | None = field(default=None, repr=False)

    def of(self, stored: StoredBinding) -> CarriedMotion:
        """The evaluator for two meshes at rest."""
        if self._carried is None or stored is not self._stored:
            self._carried = CarriedMotion(*stored.rest_points, stored.lids)
            self._stored = stored
        return self._carried


def check_driven_count(stored: StoredBinding, count: int) -> None:
    """Refuse a mesh that was not bound.

    Raises
    ------
    MeshError
    """
    if not stored.driven_count:
        raise MeshError(f"The wrap is not bound to its driver yet; {_BIND_AGAIN}")
    if count != stored.driven_count:
        raise MeshError(
            f"The mesh has {count} vertices, but {stored.driven_count} when it was bound; "
            f"{_BIND_AGAIN}"
        )


def brought(points: DoubleArray, matrix: DoubleArray | None) -> DoubleArray:
    """Points in another space.

    Parameters
    ----------
    points : np.ndarray [shape=(V, 3)]
    matrix : np.ndarray [shape=(4, 4)] or None
        For row vectors; None leaves the points where they are.
    """
    if matrix is None:
        return points
    moved: DoubleArray = points @ matrix[:3, :3] + matrix[3, :3]
    return moved


def _rows(flat: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if len(flat) % 3:
        raise MeshError(f"The numbers of the wrap are damaged; {_BIND_AGAIN}")
    return flat.reshape(-1, 3)


def _same(parts: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(parts) == len(others) and all(a is b for a, b in zip(parts, others, strict=True))
