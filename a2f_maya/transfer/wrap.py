"""A mesh that follows another one: the wrap deformer, and motion carried between two heads."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.errors import MeshError
from a2f_maya.transfer.frames import SurfaceFrames
from a2f_maya.transfer.lids import LidCloser, LidCorrection
from a2f_maya.transfer.similarity import smooth_similarities
from a2f_maya.transfer.smoothing import FieldSmoother, blend_weights
from a2f_maya.transfer.surface import Surface
from a2f_maya.transfer.wrap_binding import BoolArray, WrapBinding, bind_wrap

__all__ = ["CarriedMotion", "Wrap", "WrapBinding", "bind_wrap"]

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

CARRY_RADIUS = 0.2
"""In heights: how smoothly turn and scale vary over a head when motion or shapes are carried."""


class Wrap:
    """Carries each pose of a driver to the driven mesh; all that can be is computed once.

    Parameters
    ----------
    binding : WrapBinding
    driver_triangles : np.ndarray [shape=(M, 3)]
    driven_edges : np.ndarray [shape=(E, 2)]
        For smoothing, and for the blend round unreliable points.

    Raises
    ------
    MeshError
        If a triangle or edge names a vertex that is not there.
    """

    def __init__(
        self, binding: WrapBinding, driver_triangles: npt.ArrayLike, driven_edges: npt.ArrayLike
    ) -> None:
        self.binding = binding
        self._triangles: IndexArray = np.asarray(driver_triangles, np.int64).reshape(-1, 3)
        self._edges: IndexArray = np.asarray(driven_edges, np.int64).reshape(-1, 2)
        _check_range(self._triangles, len(binding.rest_driver), "triangles of the driver")
        _check_range(self._edges, len(binding.rest_driven), "edges of the driven mesh")
        self._rest = np.ascontiguousarray(binding.rest_driver.T)
        self._points = np.ascontiguousarray(binding.rest_driven.T)
        self._blended = _blended_points(binding)

    def displacements(
        self,
        driver_points: npt.ArrayLike,
        *,
        face_tangent_space: bool = True,
        max_distance: float | None = None,
        smooth_level: int = 0,
    ) -> DoubleArray:
        """How far each driven point is from its rest; exactly 0 while the driver is at rest.

        Parameters
        ----------
        driver_points : np.ndarray [shape=(Vd, 3)]
        face_tangent_space : bool
            Turn the offset of a point from its place with the surface there; else the offset
            keeps its direction in the space of the driven mesh.
        max_distance : float, optional
            Points that are farther from the driver at rest do not move.
        smooth_level : int
            Smoothing steps of the displacements along the driven mesh; what moves the whole as
            one is left alone.

        Returns
        -------
        np.ndarray [shape=(n, 3), float64]

        Raises
        ------
        MeshError
            If the driver has another number of vertices than at rest.
        """
        columns = np.ascontiguousarray(np.asarray(driver_points, np.float64).T)
        if columns.shape != self._rest.shape:
            raise MeshError(
                f"The driver has {columns.shape[-1]} vertices, but {self._rest.shape[1]} when it "
                "was bound; bind the wrap again."
            )
        moved = self._turned(columns) if face_tangent_space else self._shifted(columns)
        if smooth_level > 0:
            moved = self._smoother(moved, smooth_level)
        if max_distance is not None:
            moved = np.where(self._distances <= max_distance, moved, 0.0)
        result: DoubleArray = np.ascontiguousarray(moved.T)
        return result

    def _shifted(self, columns: DoubleArray) -> DoubleArray:
        moved = self._frames.positions(columns - self._rest)
        if len(self._blended):
            moved[:, self._blended] = np.stack([self._blend @ row for row in moved])
        return moved

    def _turned(self, columns: DoubleArray) -> DoubleArray:
        # both poses go the same way, so their difference at rest is exactly 0
        return self._placed(columns) - self._placed_at_rest

    def _placed(self, columns: DoubleArray) -> DoubleArray:
        axes, places = self._frames.axes(columns), self._frames.positions(columns)
        local = self._local
        placed: DoubleArray = places + local[0] * axes[0] + local[1] * axes[1] + local[2] * axes[2]
        if len(self._blended):
            placed[:, self._blended] = self._place_blended(axes, places)
        return placed

    def _place_blended(self, axes: DoubleArray, places: DoubleArray) -> DoubleArray:
        """Mean of where the rigid motions of the places round it would take each point."""
        roots = self._roots
        rest_axes, rest_places = self._rest_frames
        turns = np.einsum("ark,ack->rck", axes[:, :, roots], rest_axes)
        shifts = places[:, roots] - np.einsum("rck,ck->rk", turns, rest_places)
        rows = np.concatenate([turns.reshape(9, -1), shifts])
        mean = self._blend[:, roots] @ rows.T
        points = self._points[:, self._blended]
        turned = np.einsum("nrc,cn->rn", mean[:, :9].reshape(-1, 3, 3), points)
        placed: DoubleArray = turned + mean[:, 9:].T
        return placed

    @cached_property
    def _frames(self) -> SurfaceFrames:
        binding = self.binding
        return SurfaceFrames(
            binding.rest_driver, self._triangles, binding.corners, binding.barycentrics
        )

    @cached_property
    def _local(self) -> DoubleArray:
        """Offsets of the points from their places, in the frames at rest [shape=(3, n)]."""
        offset = self._points - self._frames.positions(self._rest)
        local: DoubleArray = np.einsum("acn,cn->an", self._frames.axes(self._rest), offset)
        return local

    @cached_property
    def _placed_at_rest(self) -> DoubleArray:
        return self._placed(self._rest)

    @cached_property
    def _blend(self) -> sparse.csr_matrix:
        """How much the place of each point counts for each blended one [shape=(blended, n)]."""
        binding = self.binding
        places = np.column_stack([binding.corners, binding.barycentrics])
        _, first, number = np.unique(places, axis=0, return_index=True, return_inverse=True)
        anchors = first[number.ravel()]
        return blend_weights(self._edges, anchors, binding.reliable, self._blended)

    @cached_property
    def _roots(self) -> IndexArray:
        return np.unique(self._blend.indices).astype(np.int64)

    @cached_property
    def _rest_frames(self) -> tuple[DoubleArray, DoubleArray]:
        axes, places = self._frames.axes(self._rest), self._frames.positions(self._rest)
        return axes[:, :, self._roots], places[:, self._roots]

    @cached_property
    def _smoother(self) -> FieldSmoother:
        return FieldSmoother(self.binding.rest_driven, self._edges)

    @cached_property
    def _distances(self) -> DoubleArray:
        """True distances at rest: a blended point does not hang on its closest place."""
        surface = Surface(self.binding.rest_driver, self._triangles)
        return surface.closest(self.binding.rest_driven).distances


class CarriedMotion:
    """Carries the motion of a head to another one with the same vertices.

    A displacement is turned and scaled as the neighbourhood of its vertex is from head to head.

    Parameters
    ----------
    rest_driver, rest_driven : np.ndarray [shape=(V, 3)]
    lids : LidCorrection, optional
        Closes the lids where the driven eyes have another form.

    Raises
    ------
    MeshError
        If the two have different numbers of vertices, or the lids name others.
    """

    def __init__(
        self,
        rest_driver: npt.ArrayLike,
        rest_driven: npt.ArrayLike,
        lids: LidCorrection | None = None,
    ) -> None:
        driver, driven = np.asarray(rest_driver, np.float64), np.asarray(rest_driven, np.float64)
        if driver.shape != driven.shape or driver.shape[1:] != (3,):
            raise MeshError(
                f"The driver has {len(driver)} vertices and the driven mesh {len(driven)}; "
                "choose two meshes of the same topology."
            )
        self._rest = driver
        radius = CARRY_RADIUS * float(np.ptp(driver, axis=0).max(initial=0.0)) or 1.0
        self._similarities = smooth_similarities(driver, driven, radius)
        self._lids = LidCloser(lids) if lids is not None and len(lids.vertices) else None
        if self._lids is not None and lids is not None:
            _check_range(lids.vertices, len(driver), "lids")

    def displacements(self, driver_points: npt.ArrayLike) -> DoubleArray:
        """How far each driven vertex is from its rest [shape=(V, 3)]; 0 while the driver rests.

        Parameters
        ----------
        driver_points : np.ndarray [shape=(V, 3)]

        Raises
        ------
        MeshError
            If the driver has another number of vertices than at rest.
        """
        points = np.asarray(driver_points, np.float64)
        if points.shape != self._rest.shape:
            raise MeshError(
                f"The driver has {len(points)} vertices, but {len(self._rest)} when it was bound; "
                "bind it again."
            )
        motion = points - self._rest
        carried: DoubleArray = np.einsum("nij,nj->ni", self._similarities, motion)
        if self._lids is not None:
            self._lids.add_to(carried, motion)
        return carried


def _blended_points(binding: WrapBinding) -> IndexArray:
    reliable: BoolArray = binding.reliable
    return np.flatnonzero(~reliable) if reliable.any() else np.zeros(0, np.int64)


def _check_range(indices: IndexArray, count: int, what: str) -> None:
    if len(indices) and not 0 <= int(indices.min()) <= int(indices.max()) < count:
        raise MeshError(f"The {what} name a vertex that the wrap does not have; bind it again.")
