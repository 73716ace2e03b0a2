"""``MFnMesh``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2 import mesh_geometry
from maya._api2.arrays import (
    MFloatPointArray,
    MIntArray,
    MPointArray,
    MUintArray,
)
from maya._api2.mesh_colors import MeshColors
from maya._api2.mesh_normals import MeshNormals, triple_of
from maya._api2.mesh_rays import MeshRays
from maya._api2.mesh_uvs import MeshUvs
from maya._api2.objects import (
    Data,
    MObject,
    MObjectArray,
    changes_scene,
    dag_node_of,
    data_of,
    wrap,
)
from maya._api2.rows import MPoint
from maya._api2.small import MFn
from maya._api2.transformation import MSpace
from maya._api2.unsupported import refuse
from maya._core import membership, mesh_topology, shapes
from maya._core.data import MeshData, UvSet
from maya._core.lookup import Components
from maya._core.polygon_primitives import rounded
from maya._core.session import session
from maya._shared.creation import create_dag


def points_array(values: Any) -> np.ndarray:
    """Points (n, 3) of any array or sequence of points."""
    return np.array(MPointArray(values)._a[:, :3], dtype=float)


def ints(values: Any) -> np.ndarray:
    """Integers of any array or sequence."""
    return np.array(MIntArray(values)._a, dtype=int)


class MFnMesh(MeshNormals, MeshUvs, MeshColors, MeshRays):
    """A polygon mesh: a node or data."""

    kOnEdge, kInternalPoint, kInvalid = range(3)
    kUnion, kDifference, kIntersection = 1, 2, 3
    kBooleanUnion, kBooleanDifferenceAB, kBooleanIntersection = 1, 2, 3
    kBooleanDifferenceBA, kBooleanSplit, kBooleanSplitEdges = 4, 5, 6
    kBooleanHolePunch, kBooleanCutOut = 7, 8
    kEdgeClassification, kNormalClassification = 1, 2
    kMeshGeometryMode, kLegacyMeshGeometryMode, kVolumeGeometryMode = range(3)
    kSharedUV, kUnsharedUV, kUVBorder, kGeomBorder = 0, 1, -1, -2
    kInstanceUnspecified = -1
    kIntersectTolerance, kPointTolerance = 1e-6, 1e-10
    checkSamePointTwice = True

    # -- making ------------------------------------------------------------------------------

    @changes_scene
    def create(
        self,
        vertices: Any,
        polygonCounts: Any,
        polygonConnects: Any,
        uValues: Any = None,
        vValues: Any = None,
        parent: MObject | None = None,
    ) -> MObject:
        """Make a mesh: a node below a transform (a new one by default), or data."""
        if isinstance(uValues, MObject):
            parent, uValues = uValues, None
        mesh = _mesh_of(vertices, polygonCounts, polygonConnects)
        if uValues is not None and vValues is not None and len(uValues):
            u, v = np.asarray(uValues, float), np.asarray(vValues, float)
            empty = np.zeros(len(mesh.counts), int)
            mesh.uv_sets["map1"] = UvSet(u, v, empty, np.zeros(0, int))
        return self._attach(mesh, parent)

    def _attach(self, mesh: MeshData, parent: MObject | None) -> MObject:
        if parent is not None and not parent.isNull() and isinstance(parent._e, Data):
            data_of(parent, "mesh").put(mesh)
            self._o, self._path = MObject(parent), None
            return MObject(parent)
        above = None if parent is None or parent.isNull() else dag_node_of(parent)
        node, made = create_dag(session.node_types["mesh"], None, above, "polySurface")
        shapes.set_stored(node, mesh)
        self._o, self._path = wrap(node), None
        return wrap(made)

    @changes_scene
    def createInPlace(self, vertices: Any, polygonCounts: Any, polygonConnects: Any) -> MFnMesh:
        """Replace the whole mesh."""
        self._store(_mesh_of(vertices, polygonCounts, polygonConnects))
        return self

    @changes_scene
    def copy(self, source: MObject, parent: MObject | None = None) -> MObject:
        """Make a mesh like another one."""
        other = MFnMesh(source)
        return self._attach(other._mesh().copy(), parent)

    @changes_scene
    def copyInPlace(self, source: MObject) -> MFnMesh:
        """Become like another mesh."""
        self._store(MFnMesh(source)._mesh().copy())
        return self

    def updateSurface(self) -> MFnMesh:
        """Say that the mesh was changed."""
        if not isinstance(self._entity(), Data):
            session.events.send("mesh_changed", self._node())
        return self

    def syncObject(self) -> MFnMesh:
        """Let the function set and its object agree; they always do here."""
        self._mesh()
        return self

    @changes_scene
    def addPolygon(
        self,
        vertices: Any,
        mergeVertices: bool = True,
        pointTolerance: float = kPointTolerance,
        loopCounts: Any = None,
    ) -> int:
        """Add a face given by its points; gives its number."""
        mesh = self._mesh().copy() if not self._o.isNull() else MeshData.empty()
        points, numbers = list(mesh.points), []
        for point in points_array(vertices):
            number = None
            if mergeVertices and points:
                distances = np.linalg.norm(np.array(points) - point, axis=1)
                nearest = int(np.argmin(distances))
                number = nearest if distances[nearest] <= pointTolerance else None
            if number is None:
                points.append(point)
                number = len(points) - 1
            numbers.append(number)
        mesh.points = np.array(points, dtype=float).reshape(-1, 3)
        mesh.counts = np.append(mesh.counts, len(numbers)).astype(int)
        mesh.corners = np.concatenate([mesh.corners, numbers]).astype(int)
        mesh.edges = mesh.smooth_edges = None
        if self._o.isNull():
            self._attach(mesh, None)
        else:
            self._store(mesh)
        return len(mesh.counts) - 1

    @changes_scene
    def deleteFace(self, faceId: int, modifier: Any = None) -> MFnMesh:
        """Delete a face, and vertices that no face needs any more."""
        self._face(faceId)
        mesh = self._mesh()
        kept = np.arange(len(mesh.counts)) != faceId
        corners = mesh.corners[kept[mesh_topology.face_of_corners(mesh)]]
        used = np.unique(corners)
        numbers = np.full(len(mesh.points), -1)
        numbers[used] = np.arange(len(used))
        self._store(MeshData(mesh.points[used], mesh.counts[kept], numbers[corners]))
        return self

    # -- sizes -------------------------------------------------------------------------------

    @property
    def numVertices(self) -> int:
        """Number of vertices."""
        return len(self._mesh().points)

    @property
    def numEdges(self) -> int:
        """Number of edges."""
        return len(mesh_topology.edges_of(self._mesh()))

    @property
    def numPolygons(self) -> int:
        """Number of faces."""
        return len(self._mesh().counts)

    @property
    def numFaceVertices(self) -> int:
        """Number of corners of all faces."""
        return len(self._mesh().corners)

    @property
    def numNormals(self) -> int:
        """Number of distinct normals."""
        return len(mesh_geometry.corner_normals(self._mesh())[0])

    # -- points ------------------------------------------------------------------------------

    def getPoints(self, space: int = MSpace.kObject) -> MPointArray:
        """Positions of all vertices."""
        return MPointArray(self._out(self._mesh().points, space))

    def getFloatPoints(self, space: int = MSpace.kObject) -> MFloatPointArray:
        """Positions of all vertices in single precision."""
        return MFloatPointArray(self._out(self._mesh().points, space))

    def getPoint(self, vertexId: int, space: int = MSpace.kObject) -> MPoint:
        """Position of a vertex."""
        self._vertex(vertexId)
        return MPoint(self._out(self._mesh().points[vertexId][None], space)[0])

    def _vertex(self, number: int) -> int:
        if not 0 <= number < len(self._mesh().points):
            raise IndexError("(kInvalidParameter): vertex index out of range")
        return number

    @changes_scene
    def setPoints(self, points: Any, space: int = MSpace.kObject) -> MFnMesh:
        """Set the positions of all vertices."""
        values = self._in(points_array(points), space)
        if len(values) != self.numVertices:
            raise ValueError("(kInvalidParameter): as many points as vertices are needed")
        self._put_points(values)
        return self

    @changes_scene
    def setPoint(self, vertexId: int, point: Any, space: int = MSpace.kObject) -> MFnMesh:
        """Set the position of a vertex."""
        values = self._mesh().points.copy()
        values[self._vertex(vertexId)] = self._in(triple_of(point)[None], space)[0]
        self._put_points(values)
        return self

    def _put_points(self, values: np.ndarray) -> None:
        from maya._nodes.mesh import set_points

        entity = self._entity()
        if isinstance(entity, Data):
            entity.put(entity.value.with_points(rounded(values)))
            return
        set_points(entity, rounded(values))
        session.events.send("mesh_changed", entity)

    # -- topology ----------------------------------------------------------------------------

    def getVertices(self) -> tuple[MIntArray, MIntArray]:
        """Number of corners of each face, and the vertices of all corners."""
        mesh = self._mesh()
        return MIntArray._of(mesh.counts), MIntArray._of(mesh.corners)

    def getPolygonVertices(self, polygonId: int) -> MIntArray:
        """Vertices of a face."""
        return MIntArray._of(self._face(polygonId))

    def polygonVertexCount(self, faceId: int) -> int:
        """Number of corners of a face."""
        return len(self._face(faceId))

    def getEdgeVertices(self, edgeId: int) -> tuple[int, int]:
        """Both ends of an edge."""
        edges = mesh_topology.edges_of(self._mesh())
        if not 0 <= edgeId < len(edges):
            raise IndexError("(kInvalidParameter): edge index out of range")
        return int(edges[edgeId][0]), int(edges[edgeId][1])

    def getTriangles(self) -> tuple[MIntArray, MIntArray]:
        """Number of triangles of each face, and the vertices of all triangles."""
        mesh = self._mesh()
        triangles, owners = mesh_topology.triangles(mesh)
        counts = np.bincount(owners, minlength=len(mesh.counts))
        return MIntArray._of(counts), MIntArray._of(triangles.ravel())

    def getTriangleOffsets(self) -> tuple[MIntArray, MIntArray]:
        """Number of triangles of each face, and for each triangle corner its face corner."""
        mesh = self._mesh()
        triangles, owners = mesh_topology.triangles(mesh)
        starts = mesh.face_starts()
        offsets = [
            starts[face]
            + int(np.flatnonzero(mesh.corners[starts[face] : starts[face + 1]] == v)[0])
            for triangle, face in zip(triangles, owners, strict=True)
            for v in triangle
        ]
        counts = np.bincount(owners, minlength=len(mesh.counts))
        return MIntArray._of(counts), MIntArray(offsets)

    def getPolygonTriangleVertices(self, polygonId: int, triangleId: int) -> tuple[int, ...]:
        """Vertices of a triangle of a face."""
        triangles, owners = mesh_topology.triangles(self._mesh())
        own = triangles[owners == polygonId]
        if not 0 <= triangleId < len(own):
            raise IndexError("(kInvalidParameter): triangle index out of range")
        return tuple(int(number) for number in own[triangleId])

    def getFaceVertexIndex(self, faceId: int, vertexIndex: int, localVertex: bool = True) -> int:
        """Place of a face corner among all corners."""
        if localVertex:
            self._face(faceId)
            return int(self._mesh().face_starts()[faceId] + vertexIndex)
        return self._corner(faceId, vertexIndex)

    def getFaceAndVertexIndices(
        self, faceVertexIndex: int, localVertex: bool = True
    ) -> tuple[int, int]:
        """Face and vertex of a corner."""
        mesh = self._mesh()
        face = int(mesh_topology.face_of_corners(mesh)[faceVertexIndex])
        local = int(faceVertexIndex - mesh.face_starts()[face])
        return face, (local if localVertex else int(mesh.corners[faceVertexIndex]))

    def onBoundary(self, faceId: int) -> bool:
        """Whether a face has an edge without neighbour."""
        self._face(faceId)
        mesh = self._mesh()
        starts = mesh.face_starts()
        edges = mesh_topology.corner_edges(mesh)[starts[faceId] : starts[faceId + 1]]
        beside = mesh_topology.edge_faces(mesh)
        return any(len(beside[edge]) < 2 for edge in edges)

    def isPolygonConvex(self, faceId: int) -> bool:
        """Whether a face has no inward corner."""
        points = self._mesh().points[self._face(faceId)]
        normal = mesh_geometry.face_normals(self._mesh())[faceId]
        steps = np.roll(points, -1, axis=0) - points
        return bool((np.cross(np.roll(steps, 1, axis=0), steps) @ normal >= -1e-12).all())

    def isEdgeSmooth(self, edgeId: int) -> bool:
        """Whether an edge is smooth."""
        self.getEdgeVertices(edgeId)
        return bool(mesh_geometry.smooth_edges(self._mesh())[edgeId])

    def setEdgeSmoothing(self, edgeId: int, smooth: bool = True) -> MFnMesh:
        """Make an edge smooth or hard."""
        return self.setEdgeSmoothings([edgeId], [smooth])

    @changes_scene
    def setEdgeSmoothings(self, edgeIds: Any, smooths: Any) -> MFnMesh:
        """Make edges smooth or hard."""
        values = mesh_geometry.smooth_edges(self._mesh()).copy()
        for edge, smooth in zip(edgeIds, smooths, strict=True):
            values[edge] = bool(smooth)
        self._changed(smooth_edges=values)
        return self

    def cleanupEdgeSmoothing(self) -> MFnMesh:
        """Finish changes of smoothness; nothing is left to do."""
        self._mesh()
        return self

    def getMeshShellsIds(self, component: int = MFn.kMeshVertComponent) -> tuple[int, MIntArray]:
        """Number of connected pieces, and the piece of each vertex."""
        mesh = self._mesh()
        pieces = _pieces(len(mesh.points), mesh_topology.edges_of(mesh))
        if component == MFn.kMeshPolygonComponent:
            pieces = pieces[mesh.corners[mesh.face_starts()[:-1]]]
        return int(pieces.max(initial=-1)) + 1, MIntArray._of(pieces)

    def getHoles(self) -> tuple[Any, ...]:
        """Holes in faces: there are none in the stand-in."""
        self._mesh()
        return ()

    def getInvisibleFaces(self) -> MUintArray:
        """Faces that are not drawn."""
        return MUintArray(sorted(getattr(self._entity(), "invisible_faces", ())))

    def setInvisibleFaces(self, faceIds: Any, makeVisible: bool = False) -> MFnMesh:
        """Draw faces or not."""
        entity = self._entity()
        present = set(getattr(entity, "invisible_faces", ()))
        given = {int(face) for face in faceIds}
        entity.invisible_faces = present - given if makeVisible else present | given
        return self

    def getConnectedShaders(self, instanceNumber: int) -> tuple[MObjectArray, MIntArray]:
        """Shading groups of an instance, and for each face which one (-1: none)."""
        node = self._dag()
        faces = np.full(self.numPolygons, -1)
        groups = []
        for group in membership.sets_of(node):
            if not group.type.is_a("shadingEngine"):
                continue
            for item in membership.members(group):
                if isinstance(item, Components) and item.path.node is node:
                    from maya._core.data import expand_components

                    faces[expand_components([item.text], "f", len(faces))] = len(groups)
                elif not isinstance(item, Components) and getattr(item, "node", None) is node:
                    faces[:] = len(groups)
            groups.append(group)
        return MObjectArray._of(map(wrap, groups)), MIntArray._of(faces)


def _mesh_of(vertices: Any, counts: Any, connects: Any) -> MeshData:
    points, sizes, corners = rounded(points_array(vertices)), ints(counts), ints(connects)
    if sizes.sum() != len(corners):
        raise ValueError("(kInvalidParameter): counts and connects do not agree")
    if len(corners) and not (corners.min() >= 0 and corners.max() < len(points)):
        raise ValueError("(kInvalidParameter): a vertex number is out of range")
    return MeshData(points, sizes, corners)


def _pieces(count: int, edges: np.ndarray) -> np.ndarray:
    labels = np.arange(count)
    while True:
        low = labels.copy()
        np.minimum.at(low, edges[:, 0], labels[edges[:, 1]])
        np.minimum.at(low, edges[:, 1], labels[edges[:, 0]])
        low = low[low]
        if np.array_equal(low, labels):
            break
        labels = low
    return np.unique(labels, return_inverse=True)[1].ravel()


for _name in (
    "addHoles", "booleanOp", "booleanOperations", "booleanOps", "clearBlindData", "collapseEdges",
    "collapseFaces", "createBlindDataType", "deleteEdge", "deleteVertex", "duplicateFaces",
    "edgeBorderInfo", "extractFaces", "extrudeEdges", "extrudeFaces", "generateSmoothMesh",
    "getBinaryBlindData", "getBlindDataAttrNames", "getBlindDataTypes", "getBoolBlindData",
    "getCreaseEdges", "getCreaseVertices", "getDoubleBlindData", "getFloatBlindData",
    "getIntBlindData", "getSmoothMeshDisplayOptions", "getStringBlindData", "hasBlindData",
    "isBlindDataTypeUsed", "setBinaryBlindData", "setBoolBlindData", "setCreaseEdges",
    "setCreaseVertices", "setDoubleBlindData", "setFloatBlindData", "setIntBlindData", "setNormals",
    "setSmoothMeshDisplayOptions", "setStringBlindData", "split", "subdivideEdges", "subdivideFaces",
):  # fmt: skip
    setattr(MFnMesh, _name, refuse(f"MFnMesh.{_name}"))

__all__ = ["MFnMesh"]
