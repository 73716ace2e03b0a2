"""Where each vertex of a mesh belongs on the surface that it is fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from a2f_maya.mesh import Mesh
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.surface import Surface
from a2f_maya.transfer.topology import border_edges

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

LEAST_COSINE = 0.5
"""Normals of a vertex and of its match enclose at most 60 degrees."""

LEAST_EXPOSURE = 0.15
"""Target triangles that are seen from fewer directions are inside sockets, mouth or nostrils."""

BORDER_CANDIDATES = 8


@dataclass(frozen=True)
class Matches:
    """A place for each vertex.

    Attributes
    ----------
    positions : np.ndarray [shape=(V, 3), float64]
        The vertex's own place where there is no match.
    normals : np.ndarray [shape=(V, 3), float64]
        Of the surface there. Zero on borders, where the place itself counts and not its plane.
    distances : np.ndarray [shape=(V,), float64]
    found : np.ndarray [shape=(V,), bool]
    """

    positions: DoubleArray
    normals: DoubleArray
    distances: DoubleArray
    found: BoolArray


class Matcher:
    """Finds matches on a target.

    Parameters
    ----------
    target : Mesh
    source_border : np.ndarray [shape=(n,)]
        Vertices on open borders of the source: a border of the target within reach is their match.
    """

    def __init__(self, target: Mesh, source_border: IndexArray) -> None:
        self.surface = Surface.of(target)
        edges = border_edges(target)
        on_border = np.zeros(len(target.points), bool)
        on_border[edges] = True
        triangles = self.surface.triangles
        seen = exposure(target)[triangles].mean(axis=1) >= LEAST_EXPOSURE
        # what lies beyond the target's border would be drawn to it
        self._allowed: BoolArray = seen & ~on_border[triangles].any(axis=1)
        self._border = source_border if len(edges) else source_border[:0]
        self._starts = self.surface.points[edges[:, 0]]
        self._sides = self.surface.points[edges[:, 1]] - self._starts
        self._tree = cKDTree(self._starts + self._sides / 2) if len(edges) else None

    def match(self, points: DoubleArray, normals: DoubleArray, reach: float) -> Matches:
        """Match vertices that have come so far.

        Parameters
        ----------
        points, normals : np.ndarray [shape=(V, 3)]
        reach : float
            Farthest allowed distance.
        """
        hits = self.surface.closest(points, normals, LEAST_COSINE, self._allowed, thorough=False)
        planes = self.surface.normals_at(hits)
        found = (hits.distances < reach) & ((normals * planes).sum(axis=1) > LEAST_COSINE)
        places, distances = hits.positions, hits.distances
        if self._tree is not None and len(self._border):
            on_edge, away = self._closest_on_border(points[self._border])
            near = away < reach
            border = self._border[near]
            places[border], distances[border] = on_edge[near], away[near]
            planes[border] = 0
            found[border] = True
        places = np.where(found[:, None], places, points)
        return Matches(places, planes, np.where(found, distances, 0.0), found)

    def _closest_on_border(self, points: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
        assert self._tree is not None
        count = min(BORDER_CANDIDATES, len(self._starts))
        near = self._tree.query(points, k=count)[1].reshape(len(points), count)
        starts, sides = self._starts[near], self._sides[near]
        along = ((points[:, None] - starts) * sides).sum(axis=2)
        share = np.clip(along / np.maximum((sides * sides).sum(axis=2), 1e-300), 0, 1)
        places = starts + share[..., None] * sides
        distances = np.linalg.norm(places - points[:, None], axis=2)
        best = distances.argmin(axis=1)
        rows = np.arange(len(points))
        return places[rows, best], distances[rows, best]
