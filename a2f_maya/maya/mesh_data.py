"""Meshes that a node is handed at every evaluation, read in bulk (API 1.0)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from maya import OpenMaya as om1

from a2f_maya.maya.arrays import NumberMemory, PointMemories
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.topology import polygon_edges

IndexArray = npt.NDArray[np.int64]


class Topology:
    """The faces of a mesh; what follows from them is found once.

    Parameters
    ----------
    vertex_count : int
    face_counts : np.ndarray [shape=(F,), int32]
        Corners of each face.
    face_indices : np.ndarray [shape=(sum(face_counts),), int32]
        Vertex of each corner.
    """

    def __init__(
        self,
        vertex_count: int,
        face_counts: npt.NDArray[np.int32],
        face_indices: npt.NDArray[np.int32],
    ) -> None:
        self.vertex_count = vertex_count
        self.face_counts = face_counts
        self.face_indices = face_indices

    @cached_property
    def triangles(self) -> IndexArray:
        """Fans of all faces [shape=(M, 3), int64]; see `a2f_maya.mesh.triangulate`."""
        return triangulate(self._mesh()).astype(np.int64)

    @cached_property
    def edges(self) -> IndexArray:
        """Edges of the polygons [shape=(E, 2), int64]."""
        return polygon_edges(self._mesh())

    def _mesh(self) -> Mesh:
        points = np.zeros((self.vertex_count, 3), np.float32)
        return Mesh("", points, self.face_counts, self.face_indices)


class MeshReader:
    """Reads one mesh again and again."""

    def __init__(self) -> None:
        self._memories = PointMemories()
        self._counts, self._indices = NumberMemory(), NumberMemory()
        self._known: Topology | None = None

    def points(self, mesh: Any) -> npt.NDArray[np.float64]:
        """Points of an ``MFnMesh`` in its own space [shape=(V, 3)], until the next call."""
        points = om1.MPointArray()
        mesh.getPoints(points)
        memory = self._memories.of(points.length())
        memory.take(points)
        return memory.rows[:, :3]

    def topology(self, mesh: Any) -> Topology:
        """Faces of an ``MFnMesh``; the same object as long as they are the same."""
        face_counts, face_indices = om1.MIntArray(), om1.MIntArray()
        mesh.getVertices(face_counts, face_indices)
        counts = self._counts.whole_numbers(face_counts)
        indices = self._indices.whole_numbers(face_indices)
        known, vertex_count = self._known, mesh.numVertices()
        if (
            known is None
            or known.vertex_count != vertex_count
            or not np.array_equal(known.face_counts, counts)
            or not np.array_equal(known.face_indices, indices)
        ):
            known = self._known = Topology(vertex_count, counts.copy(), indices.copy())
        return known
