"""A triangulated surface that answers where its closest point lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from a2f_maya.mesh import Mesh, triangulate, vertex_normals
from a2f_maya.transfer.sampling import sample_triangles

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

FEWEST_CANDIDATES, FIRST_CANDIDATES = 6, 8
MOST_CANDIDATES = 128
PARTS_OF_A_LONG_SIDE = 12
SMALLEST_STEP = 1e-12
FLAT = 1e-14
"""Squared sine below which a triangle counts as a line."""


@dataclass(frozen=True)
class ClosestPoints:
    """Where `Surface.closest` found the closest points of n queries.

    Attributes
    ----------
    positions : np.ndarray [shape=(n, 3), float64]
    distances : np.ndarray [shape=(n,), float64]
        Infinite where no triangle was allowed.
    triangles : np.ndarray [shape=(n,), int64]
    barycentrics : np.ndarray [shape=(n, 3), float64]
        Weights of the triangle's corners.
    """

    positions: DoubleArray
    distances: DoubleArray
    triangles: IndexArray
    barycentrics: DoubleArray


class Surface:
    """Triangles with a search tree; points do not change.

    Parameters
    ----------
    points : np.ndarray [shape=(V, 3)]
    triangles : np.ndarray [shape=(M, 3)]

    Attributes
    ----------
    points : np.ndarray [shape=(V, 3), float64]
    triangles : np.ndarray [shape=(M, 3), int64]
    face_normals : np.ndarray [shape=(M, 3), float64]
        Unit length; zero for a triangle without area.
    vertex_normals : np.ndarray [shape=(V, 3), float64]
    """

    def __init__(self, points: npt.ArrayLike, triangles: npt.ArrayLike) -> None:
        self.points: DoubleArray = np.asarray(points, np.float64)
        self.triangles: IndexArray = np.asarray(triangles, np.int64)
        corners = self.points[self.triangles]
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        length = np.linalg.norm(cross, axis=1, keepdims=True)
        self.face_normals: DoubleArray = cross / np.maximum(length, 1e-300)
        self.vertex_normals: DoubleArray = vertex_normals(self.points, self.triangles).astype(
            np.float64
        )
        ab, ac = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        self._first, self._sides = np.ascontiguousarray(corners[:, 0]), (ab, ac)
        self._products = tuple((a * b).sum(axis=1) for a, b in ((ab, ab), (ac, ac), (ab, ac)))
        sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
        # centres would do for small triangles, but long ones would hide behind their neighbours
        samples, self._owners, self._radius = sample_triangles(
            corners, max(float(np.median(sides)), SMALLEST_STEP), PARTS_OF_A_LONG_SIDE
        )
        self._tree = cKDTree(samples)

    @classmethod
    def of(cls, mesh: Mesh) -> Surface:
        """The surface of a mesh."""
        return cls(mesh.points, triangulate(mesh))

    def closest(
        self,
        queries: DoubleArray,
        normals: DoubleArray | None = None,
        least_cosine: float = -1.0,
        allowed: BoolArray | None = None,
        thorough: bool = True,
    ) -> ClosestPoints:
        """Find the closest point of the surface for each query.

        The answer is exact as long as fewer than `MOST_CANDIDATES` triangles compete.

        Parameters
        ----------
        queries : np.ndarray [shape=(n, 3)]
        normals : np.ndarray [shape=(n, 3)], optional
            Only triangles count whose normal has at least ``least_cosine`` with the query's.
        least_cosine : float
        allowed : np.ndarray [shape=(M,), bool], optional
            Triangles that count.
        thorough : bool
            False looks only at the first few triangles: several times faster, and right for all
            but a few queries that are far from the surface for the size of its triangles.
        """
        queries = np.asarray(queries, np.float64)
        count = len(queries)
        result = ClosestPoints(
            queries.copy(),
            np.full(count, np.inf),
            np.zeros(count, np.int64),
            np.tile([1.0, 0.0, 0.0], (count, 1)),
        )
        open_queries = np.arange(count)
        candidates = min(FIRST_CANDIDATES if thorough else FEWEST_CANDIDATES, self._tree.n)
        while len(open_queries):
            mine = None if normals is None else normals[open_queries]
            reach = self._search(
                result, open_queries, queries[open_queries], candidates, mine, least_cosine, allowed
            )
            if not thorough or candidates >= min(MOST_CANDIDATES, self._tree.n):
                break
            # a triangle that was not looked at is at least this far away
            sure = result.distances[open_queries] <= reach - self._radius
            open_queries = open_queries[~sure]
            candidates = min(4 * candidates, MOST_CANDIDATES, self._tree.n)
        return result

    def normals_at(self, hits: ClosestPoints) -> DoubleArray:
        """Smooth unit normals at closest points [shape=(n, 3)]."""
        corners = self.vertex_normals[self.triangles[hits.triangles]]
        mean = np.einsum("nk,nkc->nc", hits.barycentrics, corners)
        unit: DoubleArray = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-300)
        return unit

    def _search(
        self,
        result: ClosestPoints,
        rows: IndexArray,
        queries: DoubleArray,
        candidates: int,
        normals: DoubleArray | None,
        least_cosine: float,
        allowed: BoolArray | None,
    ) -> DoubleArray:
        """Fill the rows of the result; gives how far the search has reached for each."""
        reach, found = self._tree.query(queries, k=candidates, workers=-1)
        reach, found = reach.reshape(len(rows), -1), found.reshape(len(rows), -1)
        triangles = self._owners[found]
        away = queries[:, None] - self._first[triangles]
        d1, d2 = (np.einsum("nkc,nkc->nk", side[triangles], away) for side in self._sides)
        ab2, ac2, abc = (product[triangles] for product in self._products)
        v, w, cost = _closest_shares(d1, d2, ab2, ac2, abc)
        distances = np.sqrt(np.maximum(np.einsum("nkc,nkc->nk", away, away) + cost, 0))
        if normals is not None:
            cosines = np.einsum("nkc,nc->nk", self.face_normals[triangles], normals)
            distances[cosines < least_cosine] = np.inf
        if allowed is not None:
            distances[~allowed[triangles]] = np.inf
        best = distances.argmin(axis=1)
        line = np.arange(len(rows))
        hit = np.isfinite(distances[line, best])
        line, best, rows = line[hit], best[hit], rows[hit]
        v, w, triangle = v[line, best], w[line, best], triangles[line, best]
        weights = np.stack([1 - v - w, v, w], axis=1)
        corners = self.points[self.triangles[triangle]]
        result.positions[rows] = np.einsum("nk,nkc->nc", weights, corners)
        # anew: the difference of squares above loses half the digits
        result.distances[rows] = np.linalg.norm(result.positions[rows] - queries[hit], axis=1)
        result.triangles[rows] = triangle
        result.barycentrics[rows] = weights
        last: DoubleArray = reach[:, -1]
        return last


def closest_barycentrics(points: DoubleArray, corners: DoubleArray) -> DoubleArray:
    """Barycentric weights of the closest points on triangles.

    Parameters
    ----------
    points : np.ndarray [shape=(..., 3)]
        Broadcast against the triangles.
    corners : np.ndarray [shape=(..., 3, 3)]
        Corners of each triangle.

    Returns
    -------
    np.ndarray [shape=(..., 3), float64]
        At least 0 and with sum 1, also for triangles without area.
    """
    a = corners[..., 0, :]
    ab, ac, ap = corners[..., 1, :] - a, corners[..., 2, :] - a, points - a
    v, w, _ = _closest_shares(
        *(
            np.einsum("...c,...c->...", one, other)
            for one, other in ((ab, ap), (ac, ap), (ab, ab), (ac, ac), (ab, ac))
        )
    )
    return np.stack([1 - v - w, v, w], axis=-1)


def _closest_shares(
    d1: DoubleArray, d2: DoubleArray, ab2: DoubleArray, ac2: DoubleArray, abc: DoubleArray
) -> tuple[DoubleArray, DoubleArray, DoubleArray]:
    """Shares of the second and third corner in the closest points of triangles, and their costs.

    ``d1`` and ``d2`` are the products of the sides ab and ac with the way from corner a to the
    query, the others those of the sides with themselves and with each other. The cost is the
    squared distance less that of corner a. The inside is tried first, then the three sides
    (Ericson, Real-Time Collision Detection, 2005, section 5.1.5).
    """

    def cost_of(v: DoubleArray, w: DoubleArray) -> DoubleArray:
        return v * v * ab2 + w * w * ac2 + 2 * v * w * abc - 2 * (v * d1 + w * d2)

    area = ab2 * ac2 - abc * abc
    flat = area <= FLAT * ab2 * ac2
    area = np.where(flat, 1.0, area)
    v, w = (ac2 * d1 - abc * d2) / area, (ab2 * d2 - abc * d1) / area
    inside = (v >= 0) & (w >= 0) & (v + w <= 1) & ~flat
    best = np.where(inside, cost_of(v, w), np.inf)
    on_ab, on_ac = _share(d1, ab2), _share(d2, ac2)
    on_bc = _share(d2 - d1 + ab2 - abc, ab2 + ac2 - 2 * abc)
    zero = np.zeros_like(on_ab)
    for side_v, side_w in ((on_ab, zero), (zero, on_ac), (1 - on_bc, on_bc)):
        cost = cost_of(side_v, side_w)
        better = ~inside & (cost < best)
        v, w = np.where(better, side_v, v), np.where(better, side_w, w)
        best = np.where(better, cost, best)
    return v, w, best


def _share(part: DoubleArray, whole: DoubleArray) -> DoubleArray:
    return np.clip(part / np.where(whole > 0, whole, 1.0), 0.0, 1.0)
