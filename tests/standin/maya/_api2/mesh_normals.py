"""Normals of ``MFnMesh``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2 import mesh_geometry
from maya._api2.arrays import (
    MFloatVectorArray,
    MIntArray,
)
from maya._api2.mesh_base import MeshAccess
from maya._api2.objects import (
    changes_scene,
)
from maya._api2.rows import MVector
from maya._api2.transformation import MSpace, triple
from maya._core import mesh_topology


def triple_of(value: Any) -> np.ndarray:
    """Three numbers of a vector, point or sequence of three or four."""
    return triple(value) if hasattr(value, "_a") or len(value) == 3 else triple(list(value)[:3])


class MeshNormals(MeshAccess):
    """The part of MFnMesh that deals with normals."""

    # -- normals -----------------------------------------------------------------------------

    def getPolygonNormal(self, polygonId: int, space: int = MSpace.kObject) -> MVector:
        """Normal of a face."""
        self._face(polygonId)
        normals = mesh_geometry.face_normals(self._mesh())[polygonId][None]
        return MVector(self._turned(normals, space)[0])

    def getVertexNormal(
        self, vertexId: int, angleWeighted: bool = False, space: int = MSpace.kObject
    ) -> MVector:
        """Normal of a vertex: the average of the faces around it."""
        self._vertex(vertexId)
        normals = mesh_geometry.vertex_normals(self._mesh(), bool(angleWeighted))
        return MVector(self._turned(normals[vertexId][None], space)[0])

    def getVertexNormals(
        self, angleWeighted: bool = False, space: int = MSpace.kObject
    ) -> MFloatVectorArray:
        """Normals of all vertices."""
        normals = mesh_geometry.vertex_normals(self._mesh(), bool(angleWeighted))
        return MFloatVectorArray(self._turned(normals, space))

    def getNormals(self, space: int = MSpace.kObject) -> MFloatVectorArray:
        """All distinct normals; see `getNormalIds`."""
        normals = mesh_geometry.corner_normals(self._mesh())[0]
        return MFloatVectorArray(self._turned(normals, space))

    def getNormalIds(self) -> tuple[MIntArray, MIntArray]:
        """Number of corners of each face, and the normal of each corner."""
        mesh = self._mesh()
        return MIntArray._of(mesh.counts), MIntArray._of(mesh_geometry.corner_normals(mesh)[1])

    def getFaceNormalIds(self, faceId: int) -> MIntArray:
        """Normals of the corners of a face."""
        self._face(faceId)
        starts = self._mesh().face_starts()
        ids = mesh_geometry.corner_normals(self._mesh())[1]
        return MIntArray._of(ids[starts[faceId] : starts[faceId + 1]])

    def getFaceVertexNormals(self, faceId: int, space: int = MSpace.kObject) -> MFloatVectorArray:
        """Normals at the corners of a face."""
        ids = self.getFaceNormalIds(faceId)._a
        normals = mesh_geometry.corner_normals(self._mesh())[0][ids]
        return MFloatVectorArray(self._turned(normals, space))

    def getFaceVertexNormal(
        self, faceId: int, vertexId: int, space: int = MSpace.kObject
    ) -> MVector:
        """Normal at a corner of a face."""
        normals, ids = mesh_geometry.corner_normals(self._mesh())
        normal = normals[ids[self._corner(faceId, vertexId)]][None]
        return MVector(self._turned(normal, space)[0])

    def isNormalLocked(self, normalId: int) -> bool:
        """Whether a normal was set by hand."""
        mesh = self._mesh()
        faces = mesh_topology.face_of_corners(mesh)
        ids = mesh_geometry.corner_normals(mesh)[1]
        return any(
            (int(faces[c]), int(mesh.corners[c])) in mesh.face_normals_locked
            for c in np.flatnonzero(ids == normalId)
        )

    def _lock(self, pairs: Any, normals: Any, space: int) -> MeshNormals:
        locked = dict(self._mesh().face_normals_locked)
        for (face, vertex), normal in zip(pairs, normals, strict=True):
            vector = triple_of(normal)
            if space == MSpace.kWorld:
                vector = vector @ self._to_world()[:3, :3].T
            locked[int(face), int(vertex)] = mesh_geometry.unit(vector)
        self._changed(face_normals_locked=locked)
        return self

    def _around(self, vertex: int) -> list[tuple[int, int]]:
        return [(face, vertex) for face in mesh_topology.vertex_faces(self._mesh())[vertex]]

    @changes_scene
    def setFaceVertexNormal(
        self, normal: Any, faceId: int, vertexId: int, space: int = 2, modifier: Any = None
    ) -> MeshNormals:
        """Set and lock the normal at a corner of a face."""
        return self._lock([(faceId, vertexId)], [normal], space)

    @changes_scene
    def setFaceVertexNormals(
        self, normals: Any, faceIds: Any, vertexIds: Any, space: int = 2
    ) -> MeshNormals:
        """Set and lock normals at corners of faces."""
        return self._lock(list(zip(faceIds, vertexIds, strict=True)), normals, space)

    @changes_scene
    def setVertexNormal(
        self, normal: Any, vertexId: int, space: int = 2, modifier: Any = None
    ) -> MeshNormals:
        """Set and lock the normal of a vertex."""
        pairs = self._around(vertexId)
        return self._lock(pairs, [normal] * len(pairs), space)

    @changes_scene
    def setVertexNormals(self, normals: Any, vertexIds: Any, space: int = 2) -> MeshNormals:
        """Set and lock normals of vertices."""
        pairs, values = [], []
        for normal, vertex in zip(normals, vertexIds, strict=True):
            around = self._around(int(vertex))
            pairs += around
            values += [normal] * len(around)
        return self._lock(pairs, values, space)

    @changes_scene
    def unlockVertexNormals(self, vertexIds: Any) -> MeshNormals:
        """Let normals of vertices follow the shape again."""
        gone = {int(vertex) for vertex in vertexIds}
        locked = {k: v for k, v in self._mesh().face_normals_locked.items() if k[1] not in gone}
        self._changed(face_normals_locked=locked)
        return self

    @changes_scene
    def unlockFaceVertexNormals(self, faceIds: Any, vertexIds: Any) -> MeshNormals:
        """Let normals at corners of faces follow the shape again."""
        gone = {(int(f), int(v)) for f, v in zip(faceIds, vertexIds, strict=True)}
        locked = {k: v for k, v in self._mesh().face_normals_locked.items() if k not in gone}
        self._changed(face_normals_locked=locked)
        return self

    def lockVertexNormals(self, vertexIds: Any) -> MeshNormals:
        """Keep the present normals of vertices."""
        normals = mesh_geometry.vertex_normals(self._mesh())
        return self.setVertexNormals([normals[int(v)] for v in vertexIds], vertexIds)

    def lockFaceVertexNormals(self, faceIds: Any, vertexIds: Any) -> MeshNormals:
        """Keep the present normals at corners of faces."""
        pairs = list(zip(faceIds, vertexIds, strict=True))
        normals = [self.getFaceVertexNormal(int(f), int(v)) for f, v in pairs]
        return self.setFaceVertexNormals(normals, faceIds, vertexIds)

    @property
    def displayColors(self) -> bool:
        """Whether vertex colours are drawn."""
        return bool(self._dag().plug("displayColors").get())

    @displayColors.setter
    @changes_scene
    def displayColors(self, value: bool) -> None:
        self._dag().plug("displayColors").set(bool(value))
