"""How well a mesh lies on the one that it was fitted to, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh, triangulate, vertex_normals
from a2f_maya.transfer.surface import Surface

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

VISIBLE = 0.25
"""Vertices that can be seen from this share of the directions count."""

VISIBLE_TRIANGLE = 0.15
UPRIGHT = 0.2


@dataclass(frozen=True)
class FittingReport:
    """Errors of a fit, in the unit of the target.

    Attributes
    ----------
    height : float
        Largest extent of the target.
    mean_error, error_95, largest_error : float
        Distance of the visible vertices of the fitted mesh to the target's surface: mean, 95th
        percentile, largest.
    pair_error : float
        Mean distance between the pairs' points.
    flipped : int
        Visible triangles that have turned over.
    """

    height: float
    mean_error: float
    error_95: float
    largest_error: float
    pair_error: float
    flipped: int

    def scaled(self, height: float) -> FittingReport:
        """The report of the same fit at another height."""
        factor = height / self.height
        return replace(
            self,
            height=height,
            mean_error=self.mean_error * factor,
            error_95=self.error_95 * factor,
            largest_error=self.largest_error * factor,
            pair_error=self.pair_error * factor,
        )

    def sentence(self) -> str:
        """The report as a person wants to read it."""
        share = 100 / self.height
        turned = {0: "no triangle", 1: "1 triangle"}.get(self.flipped, f"{self.flipped} triangles")
        return (
            f"Surface error {self.mean_error * share:.3g} % of the height on average, "
            f"{self.error_95 * share:.3g} % at the 95th percentile; pairs "
            f"{self.pair_error * share:.2g} %; {turned} turned over."
        )


def surface_errors(points: DoubleArray, normals: DoubleArray, surface: Surface) -> DoubleArray:
    """Distances of points to the side of a surface that faces as they do [shape=(n,)].

    A point that no such side is near counts its distance to the surface at large.
    """
    distances = surface.closest(points, normals, 0.0).distances
    lost = ~np.isfinite(distances)
    if lost.any():
        distances[lost] = surface.closest(points[lost]).distances
    return distances


def flipped_triangles(
    rest: DoubleArray, points: DoubleArray, triangles: IndexArray, exposure: DoubleArray
) -> IndexArray:
    """Visible triangles that look against their vertices' normals now and did not at rest.

    Parameters
    ----------
    rest, points : np.ndarray [shape=(V, 3)]
    triangles : np.ndarray [shape=(M, 3)]
    exposure : np.ndarray [shape=(V,)]

    Returns
    -------
    np.ndarray [shape=(n,), int64]
    """
    visible = exposure[triangles].mean(axis=1) > VISIBLE_TRIANGLE
    before, now = (_uprightness(places, triangles) for places in (rest, points))
    return np.flatnonzero(visible & (before > UPRIGHT) & (now < 0))


def report_fit(
    source: Mesh,
    points: DoubleArray,
    surface: Surface,
    exposure: DoubleArray,
    pair_error: float,
) -> FittingReport:
    """Measure a fitted mesh against a target of height 1.

    Parameters
    ----------
    source : Mesh
    points : np.ndarray [shape=(V, 3)]
        Of the fitted mesh.
    surface : Surface
        Of the target.
    exposure : np.ndarray [shape=(V,)]
        Of the source.
    pair_error : float
    """
    triangles = triangulate(source).astype(np.int64)
    normals = vertex_normals(points, triangles).astype(np.float64)
    visible = exposure > VISIBLE
    if not visible.any():
        visible = np.ones(len(points), bool)
    errors = surface_errors(points[visible], normals[visible], surface)
    flipped = flipped_triangles(source.points.astype(np.float64), points, triangles, exposure)
    return FittingReport(
        height=1.0,
        mean_error=float(errors.mean()),
        error_95=float(np.percentile(errors, 95)),
        largest_error=float(errors.max()),
        pair_error=pair_error,
        flipped=len(flipped),
    )


def _uprightness(points: DoubleArray, triangles: IndexArray) -> DoubleArray:
    """Mean cosine of each triangle's normal with those of its vertices."""
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    faces = np.cross(b - a, c - a)
    faces /= np.maximum(np.linalg.norm(faces, axis=1, keepdims=True), 1e-300)
    normals = vertex_normals(points, triangles)
    cosines: DoubleArray = (faces[:, None] * normals[triangles]).sum(axis=2).mean(axis=1)
    return cosines
