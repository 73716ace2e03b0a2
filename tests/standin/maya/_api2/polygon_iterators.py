"""``MItMeshPolygon`` and ``MItMeshFaceVertex``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2 import mesh_geometry
from maya._api2.arrays import MColorArray, MFloatArray, MIntArray, MPointArray, MVectorArray
from maya._api2.colors import MColor
from maya._api2.mesh_iterators import MeshWalker, NumberWalker
from maya._api2.rows import MPoint, MVector
from maya._api2.transformation import MSpace
from maya._core import mesh_topology


class MItMeshPolygon(NumberWalker):
    """Walks over faces."""

    _COMPONENT = "kMeshPolygonComponent"

    def _all(self) -> list[int]:
        return list(range(len(self._mesh().counts)))

    def _vertices(self) -> list[int]:
        return self._fn._face(self._here()).tolist()

    def _edges(self) -> list[int]:
        starts = self._mesh().face_starts()
        here = self._here()
        return mesh_topology.corner_edges(self._mesh())[starts[here] : starts[here + 1]].tolist()

    def getVertices(self) -> MIntArray:
        """Vertices."""
        return MIntArray(self._vertices())

    def vertexIndex(self, index: int) -> int:
        """Vertex of a corner."""
        return self._vertices()[index]

    def polygonVertexCount(self) -> int:
        """Number of corners."""
        return len(self._vertices())

    def getEdges(self) -> MIntArray:
        """Edges."""
        return MIntArray(self._edges())

    def getPoints(self, space: int = MSpace.kObject) -> MPointArray:
        """Positions of the corners."""
        return MPointArray(self._fn._out(self._mesh().points[self._vertices()], space))

    def point(self, index: int, space: int = MSpace.kObject) -> MPoint:
        """Position of a corner."""
        return self._fn.getPoint(self._vertices()[index], space)

    def setPoint(self, point: Any, index: int, space: int = MSpace.kObject) -> MItMeshPolygon:
        """Set the position of a corner."""
        self._fn.setPoint(self._vertices()[index], point, space)
        return self

    def setPoints(self, pointArray: Any, space: int = MSpace.kObject) -> MItMeshPolygon:
        """Set the positions of all corners."""
        for place, point in enumerate(pointArray):
            self.setPoint(point, place, space)
        return self

    def center(self, space: int = MSpace.kObject) -> MPoint:
        """Mean of the corners."""
        return MPoint(self.getPoints(space)._a[:, :3].mean(axis=0))

    def getNormal(self, *arguments: int) -> MVector:
        """Normal of the face, or at a corner."""
        if len(arguments) == 2:
            return self._fn.getFaceVertexNormal(
                self._here(), self._vertices()[arguments[0]], arguments[1]
            )
        return self._fn.getPolygonNormal(self._here(), *arguments)

    def getNormals(self, space: int = MSpace.kObject) -> MVectorArray:
        """Normals at the corners."""
        return MVectorArray(self._fn.getFaceVertexNormals(self._here(), space)._a)

    def normalIndex(self, vertex: int) -> int:
        """Number of the normal at a corner."""
        return self._fn.getFaceNormalIds(self._here())[vertex]

    def tangentIndex(self, localVertexIndex: int) -> int:
        """Number of the tangent at a corner."""
        return int(self._mesh().face_starts()[self._here()] + localVertexIndex)

    def getArea(self, space: int = MSpace.kObject) -> float:
        """Area of the triangles."""
        points = self.getTriangles(space)[0]._a[:, :3].reshape(-1, 3, 3)
        crosses = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
        return float(0.5 * np.linalg.norm(crosses, axis=1).sum())

    def zeroArea(self) -> bool:
        """Whether the area is zero."""
        return self.getArea() < 1e-12

    def numTriangles(self) -> int:
        """Number of triangles."""
        return max(len(self._vertices()) - 2, 0)

    def hasValidTriangulation(self) -> bool:
        """Whether the face can be cut into triangles."""
        return self.numTriangles() > 0

    def getTriangles(self, space: int = MSpace.kObject) -> tuple[MPointArray, MIntArray]:
        """Positions and vertices of all triangles."""
        triangles, owners = mesh_topology.triangles(self._mesh())
        own = triangles[owners == self._here()].ravel()
        return MPointArray(self._fn._out(self._mesh().points[own], space)), MIntArray._of(own)

    def getTriangle(
        self, localTriIndex: int, space: int = MSpace.kObject
    ) -> tuple[MPointArray, MIntArray]:
        """Positions and vertices of a triangle."""
        points, vertices = self.getTriangles(space)
        part = slice(3 * localTriIndex, 3 * localTriIndex + 3)
        if not 0 <= localTriIndex < self.numTriangles():
            raise IndexError("(kInvalidParameter): triangle index out of range")
        return points[part], vertices[part]

    # -- neighbours --------------------------------------------------------------------------

    def getConnectedFaces(self) -> MIntArray:
        """Faces that share an edge."""
        beside = mesh_topology.edge_faces(self._mesh())
        here = self._here()
        found = dict.fromkeys(f for e in self._edges() for f in beside[e] if f != here)
        return self._sorted(sorted(found))

    def getConnectedEdges(self) -> MIntArray:
        """Edges that touch the face without belonging to it."""
        own = set(self._edges())
        around = mesh_topology.vertex_edges(self._mesh())
        return self._sorted(sorted({e for v in self._vertices() for e in around[v]} - own))

    def getConnectedVertices(self) -> MIntArray:
        """Vertices at the other ends of edges that touch the face."""
        own = set(self._vertices())
        edges = mesh_topology.edges_of(self._mesh())
        return self._sorted(
            sorted({int(v) for e in self.getConnectedEdges() for v in edges[e]} - own)
        )

    def numConnectedFaces(self) -> int:
        """Number of faces that share an edge."""
        return len(self.getConnectedFaces())

    def numConnectedEdges(self) -> int:
        """Number of edges that touch the face."""
        return len(self.getConnectedEdges())

    def isConnectedToFace(self, index: int) -> bool:
        """Whether a face shares an edge."""
        return index in self.getConnectedFaces()

    def isConnectedToEdge(self, index: int) -> bool:
        """Whether an edge touches the face."""
        return index in self._edges() or index in self.getConnectedEdges()

    def isConnectedToVertex(self, index: int) -> bool:
        """Whether a vertex belongs to the face."""
        return index in self._vertices()

    def onBoundary(self) -> bool:
        """Whether an edge has no other face."""
        return self._fn.onBoundary(self._here())

    # -- shape -------------------------------------------------------------------------------

    def isConvex(self) -> bool:
        """Whether there is no inward corner."""
        return self._fn.isPolygonConvex(self._here())

    isStarlike = isConvex

    def isPlanar(self) -> bool:
        """Whether all corners lie in a plane."""
        points = self._mesh().points[self._vertices()]
        normal = mesh_geometry.face_normals(self._mesh())[self._here()]
        return bool((np.abs((points - points[0]) @ normal) < 1e-6).all())

    def isHoled(self) -> bool:
        """Whether there is a hole: never in the stand-in."""
        self._here()
        return False

    def isLamina(self) -> bool:
        """Whether another face has the same edges."""
        beside = mesh_topology.edge_faces(self._mesh())
        sets = [set(beside[edge]) - {self._here()} for edge in self._edges()]
        return bool(set.intersection(*sets)) if sets else False

    # -- texture coordinates and colours -----------------------------------------------------

    def hasUVs(self, uvSet: str = "") -> bool:
        """Whether the face is mapped."""
        uvs = self._fn._uvs(uvSet)
        return bool(len(uvs.counts) > self._here() and uvs.counts[self._here()])

    def getUVSetNames(self) -> tuple[str, ...]:
        """UV sets that map the face."""
        return self._fn.getFaceUVSetNames(self._here())

    def getUVIndex(self, vertex: int, uvSet: str = "") -> int:
        """Number of the value at a corner."""
        return self._fn.getPolygonUVid(self._here(), vertex, uvSet)

    def getUV(self, vertex: int, uvSet: str = "") -> tuple[float, float]:
        """Value at a corner."""
        return self._fn.getPolygonUV(self._here(), vertex, uvSet)

    def getUVIndexAndValue(self, vertex: int, uvSet: str = "") -> tuple[int, float, float]:
        """Number and value at a corner."""
        return (self.getUVIndex(vertex, uvSet), *self.getUV(vertex, uvSet))

    def getUVs(self, uvSet: str = "") -> tuple[MFloatArray, MFloatArray]:
        """Values at all corners."""
        ids, uvs = self._fn._face_uvs(self._here(), uvSet), self._fn._uvs(uvSet)
        return MFloatArray._of(uvs.u[ids]), MFloatArray._of(uvs.v[ids])

    def setUV(self, vertexId: int, uvPoint: Any, uvSet: str = "") -> MItMeshPolygon:
        """Set the value at a corner."""
        self._fn.setUV(self.getUVIndex(vertexId, uvSet), uvPoint[0], uvPoint[1], uvSet)
        return self

    def setUVs(self, uArray: Any, vArray: Any, uvSet: str = "") -> MItMeshPolygon:
        """Set the values at all corners."""
        for place, point in enumerate(zip(uArray, vArray, strict=True)):
            self.setUV(place, point, uvSet)
        return self

    def getUVArea(self, uvSet: str = "") -> float:
        """Area in texture space."""
        u, v = (np.asarray(part._a, float) for part in self.getUVs(uvSet))
        return float(abs((u * np.roll(v, -1) - np.roll(u, -1) * v).sum()) / 2)

    def zeroUVArea(self, uvSet: str = "") -> bool:
        """Whether the area in texture space is zero."""
        return self.getUVArea(uvSet) < 1e-12

    def isUVReversed(self, uvSet: str = "") -> bool:
        """Whether the values run clockwise."""
        return self._fn.isPolygonUVReversed(self._here(), uvSet)

    def getUVAtPoint(self, point: Any, space: int = 2, uvSet: str = "") -> tuple[float, float]:
        """Value at the surface point nearest to a point."""
        return self._fn.getUVAtPoint(point, space, uvSet)[:2]

    def getPointAtUV(
        self, uvPoint: Any, space: int = 2, uvSet: str = "", tolerance: float = 0
    ) -> MPoint:
        """Position of a value on the face."""
        return self._fn.getPointAtUV(self._here(), *uvPoint, space, uvSet, tolerance)

    def hasColor(self, localVertexIndex: int | None = None) -> bool:
        """Whether there is a colour."""
        if not self._fn.numColorSets:
            return False
        start = self._mesh().face_starts()[self._here()]
        places = range(len(self._vertices())) if localVertexIndex is None else [localVertexIndex]
        values = self._fn._colors()
        return any(not np.isnan(values[start + place, 0]) for place in places)

    def getColors(self, colorSetName: str = "") -> MColorArray:
        """Colours at all corners."""
        start, end = self._mesh().face_starts()[self._here() : self._here() + 2]
        return self._fn.getFaceVertexColors(colorSetName)[start:end]

    def getColor(self, *arguments: Any) -> MColor:
        """The average colour, or that of a corner."""
        name = next((each for each in arguments if isinstance(each, str)), "")
        place = next((each for each in arguments if not isinstance(each, str)), None)
        colors = self.getColors(name)
        return MColor(list(colors._a.mean(axis=0))) if place is None else MColor(colors[place])

    def getColorIndex(self, vertexIndex: int, colorSetName: str = "") -> int:
        """Number of the colour of a corner."""
        return self._fn.getColorIndex(self._here(), vertexIndex, colorSetName)

    def getColorIndices(self, colorSetName: str = "") -> MIntArray:
        """Numbers of the colours of all corners."""
        places = range(len(self._vertices()))
        return MIntArray([self.getColorIndex(place, colorSetName) for place in places])

    def numColors(self, colorSetName: str = "") -> int:
        """Number of corners with a colour."""
        return sum(number >= 0 for number in self.getColorIndices(colorSetName))


class MItMeshFaceVertex(MeshWalker):
    """Walks over face corners."""

    _COMPONENT = "kMeshVtxFaceComponent"

    def _all(self) -> list[tuple[int, int]]:
        mesh = self._mesh()
        faces = mesh_topology.face_of_corners(mesh).tolist()
        return list(zip(mesh.corners.tolist(), faces, strict=True))

    def vertexId(self) -> int:
        """The vertex."""
        return self._here()[0]

    def faceId(self) -> int:
        """The face."""
        return self._here()[1]

    def faceVertexId(self) -> int:
        """Which corner of the face this is."""
        vertex, face = self._here()
        return self._fn._face(face).tolist().index(vertex)

    def setIndex(self, faceId: int, vertexId: int) -> tuple[int, int]:
        """Go to a corner of a face; gives the one before."""
        before = (self.faceId(), self.faceVertexId())
        self._place = self._items.index((int(self._fn._face(faceId)[vertexId]), faceId))
        return before

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """Position."""
        return self._fn.getPoint(self.vertexId(), space)

    def getNormal(self, space: int = MSpace.kObject) -> MVector:
        """Normal."""
        return self._fn.getFaceVertexNormal(self.faceId(), self.vertexId(), space)

    def normalId(self) -> int:
        """Number of the normal."""
        return self._fn.getFaceNormalIds(self.faceId())[self.faceVertexId()]

    def getTangent(self, space: int = MSpace.kObject, uvSet: str = "") -> MVector:
        """Tangent."""
        return self._fn.getFaceVertexTangent(self.faceId(), self.vertexId(), space, uvSet)

    def getBinormal(self, space: int = MSpace.kObject, uvSet: str = "") -> MVector:
        """Binormal."""
        return self._fn.getFaceVertexBinormal(self.faceId(), self.vertexId(), space, uvSet)

    def tangentId(self) -> int:
        """Number of the tangent."""
        return self._fn.getTangentId(self.faceId(), self.vertexId())

    def hasUVs(self, uvSet: str = "") -> bool:
        """Whether the face is mapped."""
        uvs = self._fn._uvs(uvSet)
        return bool(len(uvs.counts) > self.faceId() and uvs.counts[self.faceId()])

    def getUV(self, uvSet: str = "") -> tuple[float, float]:
        """Value."""
        return self._fn.getPolygonUV(self.faceId(), self.faceVertexId(), uvSet)

    def getUVIndex(self, uvSet: str = "") -> int:
        """Number of the value."""
        return self._fn.getPolygonUVid(self.faceId(), self.faceVertexId(), uvSet)

    def hasColor(self) -> bool:
        """Whether there is a colour."""
        return bool(self._fn.numColorSets) and self.getColorIndex() >= 0

    def getColor(self, colorSetName: str = "") -> MColor:
        """Colour."""
        corner = self._fn._corner(self.faceId(), self.vertexId())
        return MColor(self._fn.getFaceVertexColors(colorSetName)[corner])

    def getColorIndex(self, colorSetName: str = "") -> int:
        """Number of the colour."""
        return self._fn.getColorIndex(self.faceId(), self.faceVertexId(), colorSetName)
