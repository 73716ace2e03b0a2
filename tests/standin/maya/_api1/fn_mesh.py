"""MFnMesh: polygon meshes, as shapes or as data."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology, shapes
from maya._core.data import MeshData
from maya._core.nodes import Node
from maya._core.session import session
from maya._shared import errors
from maya._shared.creation import create_dag

from . import mesh_functions, pointers
from .arrays import MFloatArray, MFloatPointArray, MIntArray, MPointArray
from .fn_dag import MFnDagNode
from .fn_node import dag_parent
from .fn_shapes import put_geometry, put_points
from .mesh_colors import MeshColors
from .mesh_normals import MeshNormals
from .mesh_queries import MeshQueries
from .mesh_uvs import MeshUVs
from .objects import Data, MObject, entity_of
from .plugs import not_recorded
from .spaces import MSpace
from .swig import expect, integer, named, wrong_arguments
from .tuples import MPoint


@named("MFnMesh")
class MFnMesh(MeshNormals, MeshUVs, MeshColors, MeshQueries, MFnDagNode):
    """Functions for meshes: shapes by MObject or MDagPath, and data objects."""

    _fits = "kMesh"
    kAlpha, kRGB, kRGBA = 1, 3, 4
    kOnEdge, kInternalPoint, kInvalid = range(3)
    kUnion, kDifference, kIntersection = 1, 2, 3
    kEdgeClassification, kNormalClassification = 1, 2
    kGeomBorder, kUVBorder, kSharedUV, kUnsharedUV = -2, -1, 0, 1

    # -- access to the mesh ------------------------------------------------------------------

    def _data(self) -> MeshData:
        entity = self._have()
        data = entity.value if isinstance(entity, Data) else shapes.geometry(entity)
        return MeshData.empty() if data is None else data

    def _change(self, data: MeshData) -> None:
        """Replace the whole mesh."""
        entity = self._have()
        if isinstance(entity, Data):
            entity.put(data)
        else:
            put_geometry(entity, data)

    def _replace_points(self, points: np.ndarray) -> None:
        entity = self._have()
        if isinstance(entity, Data):
            entity.put(entity.value.with_points(points))
        else:
            put_points(entity, points)

    def _to_world(self, space: int) -> np.ndarray | None:
        """The matrix from object space to the asked one; None if there is nothing to do."""
        if space != MSpace.kWorld:
            return None
        if isinstance(self._have(), Data):
            return getattr(self._entity.value, "matrix", None)
        if self._path is None:
            raise errors.failure("World space needs a function set made of an MDagPath")
        return self._path.world_matrix()

    # -- counts ------------------------------------------------------------------------------

    def numVertices(self) -> int:
        """How many vertices."""
        return len(self._data().points)

    def numPolygons(self) -> int:
        """How many faces."""
        return len(self._data().counts)

    def numEdges(self) -> int:
        """How many edges."""
        return len(mesh_topology.edges_of(self._data()))

    def numFaceVertices(self) -> int:
        """How many face corners."""
        return len(self._data().corners)

    # -- points ------------------------------------------------------------------------------

    def _points(self, space: int) -> np.ndarray:
        points = self._data().points
        matrix = self._to_world(space)
        return points if matrix is None else points @ matrix[:3, :3] + matrix[3, :3]

    def getPoints(self, points: Any, space: int = MSpace.kObject) -> None:
        """Fill an MPointArray or MFloatPointArray with all positions."""
        expect(points, (MPointArray, MFloatPointArray))._set_all(self._points(space))

    def getPoint(self, vertex: int, point: Any, space: int = MSpace.kObject) -> None:
        """Make an MPoint a position."""
        points = self._points(space)
        if not 0 <= integer(vertex) < len(points):
            raise errors.out_of_range()
        expect(point, MPoint)._put([*points[vertex].tolist(), 1.0])

    def setPoints(self, points: Any, space: int = MSpace.kObject) -> None:
        """Set all positions; not undoable, and overwritten where there is history."""
        rows = expect(points, (MPointArray, MFloatPointArray))._array()[:, :3].astype(float)
        if len(rows) != self.numVertices():
            raise errors.invalid(f"{self.numVertices()} points are needed, not {len(rows)}")
        matrix = self._to_world(space)
        if matrix is not None:
            inverse = np.linalg.inv(matrix)
            rows = rows @ inverse[:3, :3] + inverse[3, :3]
        self._replace_points(rows)

    def setPoint(self, vertex: int, point: Any, space: int = MSpace.kObject) -> None:
        """Set one position."""
        rows = self._data().points.copy()
        if not 0 <= integer(vertex) < len(rows):
            raise errors.out_of_range()
        row = np.array(expect(point, MPoint)._list())
        matrix = self._to_world(space)
        rows[vertex] = (row if matrix is None else row @ np.linalg.inv(matrix))[:3]
        self._replace_points(rows)

    def getRawPoints(self) -> Any:
        """A pointer to the positions, three floats each; valid until the mesh changes."""
        raw = np.ascontiguousarray(self._data().points, np.float32)
        self._data().__dict__["_raw_points"] = raw  # lives as long as the mesh
        return pointers.pointer_to("float", raw)

    def getRawDoublePoints(self) -> Any:
        """A pointer to the positions, three doubles each; valid until the mesh changes."""
        return pointers.pointer_to("double", np.ascontiguousarray(self._data().points))

    def updateSurface(self) -> None:
        """Tell the shape that it changed; the stand-in knows."""
        self._have()

    syncObject = updateSurface

    # -- topology ----------------------------------------------------------------------------

    def _face(self, face: int) -> slice:
        data = self._data()
        if not 0 <= integer(face) < len(data.counts):
            raise errors.out_of_range()
        starts = data.face_starts()
        return slice(int(starts[face]), int(starts[face + 1]))

    def polygonVertexCount(self, face: int) -> int:
        """How many corners a face has."""
        span = self._face(face)
        return span.stop - span.start

    def getPolygonVertices(self, face: int, vertices: Any) -> None:
        """Fill an array with the vertices of a face."""
        expect(vertices, MIntArray)._set_all(self._data().corners[self._face(face)])

    def getVertices(self, counts: Any, vertices: Any) -> None:
        """Fill arrays with corners per face, and vertices face after face."""
        data = self._data()
        expect(counts, MIntArray)._set_all(data.counts)
        expect(vertices, MIntArray)._set_all(data.corners)

    def getEdgeVertices(self, edge: int, vertices: Any) -> None:
        """Write the two vertices of an edge to memory."""
        edges = mesh_topology.edges_of(self._data())
        if not 0 <= integer(edge) < len(edges):
            raise errors.out_of_range()
        pointers.store(vertices, "int", *edges[edge].tolist())

    def getTriangles(self, counts: Any, vertices: Any) -> None:
        """Fill arrays with triangles per face, and their vertices."""
        data = self._data()
        triangles, owners = mesh_functions.triangles(data)
        per_face = np.bincount(owners, minlength=len(data.counts))
        expect(counts, MIntArray)._set_all(per_face)
        expect(vertices, MIntArray)._set_all(triangles.ravel())

    def getTriangleOffsets(self, counts: Any, indices: Any) -> None:
        """Fill arrays with triangles per face, and their corners' places in the face-vertex list."""
        data = self._data()
        triangles, owners = mesh_functions.triangles(data)
        starts = data.face_starts()
        places = [
            int(starts[face])
            + int(np.flatnonzero(data.corners[starts[face] : starts[face + 1]] == vertex)[0])
            for row, face in zip(triangles, owners, strict=True)
            for vertex in row
        ]
        expect(counts, MIntArray)._set_all(np.bincount(owners, minlength=len(data.counts)))
        expect(indices, MIntArray)._set_all(np.array(places, int))

    def getPolygonTriangleVertices(self, face: int, triangle: int, vertices: Any) -> None:
        """Write the vertices of a triangle of a face to memory."""
        self._face(face)
        triangles, owners = mesh_functions.triangles(self._data())
        rows = triangles[owners == face]
        if not 0 <= integer(triangle) < len(rows):
            raise errors.out_of_range()
        pointers.store(vertices, "int", *rows[triangle].tolist())

    def onBoundary(self, face: int) -> bool:
        """Whether an edge of a face has no other face."""
        span = self._face(face)
        data = self._data()
        beside = mesh_topology.edge_faces(data)
        return any(len(beside[edge]) < 2 for edge in mesh_topology.corner_edges(data)[span])

    def isPolygonConvex(self, face: int) -> bool:
        """Whether a face has no dent."""
        from .mesh_functions import face_normals

        data = self._data()
        points = data.points[data.corners[self._face(face)]]
        ahead = np.roll(points, -1, axis=0) - points
        turns = np.cross(ahead, np.roll(ahead, -1, axis=0)) @ face_normals(data)[face]
        return bool((turns >= -1e-9).all())

    # -- creation ----------------------------------------------------------------------------

    def create(self, *arguments: Any) -> MObject:
        """Make a mesh: as data if the last argument is a data object, else as a shape.

        ``(vertices, faces, points, counts, connects[, u, v][, parent])`` or
        ``(points, edges, counts, connects[, parent])``.
        """
        values = list(arguments)
        owner = values.pop() if values and isinstance(values[-1], MObject) else MObject()
        return self._own(_mesh_of(values), owner)

    def _own(self, data: MeshData, owner: MObject) -> MObject:
        """Put a mesh into a data object, or make a shape (with a transform) for it."""
        if not owner.isNull() and isinstance(entity_of(owner), Data):
            entity = entity_of(owner)
            if entity.kind != "mesh":
                raise errors.incompatible()
            entity.put(data)
            self._entity, self._path = entity, None
            return owner
        parent = dag_parent(owner) if not owner.isNull() else None
        with not_recorded():
            shape, made = create_dag(session.node_types["mesh"], None, parent, "polySurface")
        put_geometry(shape, data)
        self._entity, self._path = shape, None
        return MObject._of(made)

    def createInPlace(self, *arguments: Any) -> None:
        """Replace the mesh of the object."""
        self._change(_mesh_of(list(arguments)))

    def copy(self, source: Any, parentOrOwner: Any = None) -> MObject:
        """Make a copy of a mesh."""
        entity = entity_of(source)
        data = entity.value if isinstance(entity, Data) else shapes.geometry(_mesh_shape(entity))
        owner = MObject() if parentOrOwner is None else parentOrOwner
        copied = data.copy()
        copied.matrix = None
        return self._own(copied, owner)

    def copyInPlace(self, source: Any) -> None:
        """Become a copy of a mesh."""
        entity = entity_of(source)
        data = entity.value if isinstance(entity, Data) else shapes.geometry(_mesh_shape(entity))
        self._change(data.copy())

    def addPolygon(self, points: Any, *rest: Any) -> MObject:
        """Add a face: ``(points, [faceIndex,] mergeVertices=True, tolerance=1e-10, [owner])``."""
        values = list(rest)
        owner = values.pop() if values and isinstance(values[-1], MObject) else MObject()
        index = values.pop(0) if values and pointers.is_pointer(values[0]) else None
        merge = bool(values.pop(0)) if values else True
        tolerance = float(values.pop(0)) if values else 1e-10
        rows = expect(points, MPointArray)._array()[:, :3]
        fresh = self._entity is None
        data = MeshData.empty() if fresh else self._data()
        numbers, all_points = [], list(data.points)
        for row in rows:
            near = [
                number
                for number, known in enumerate(all_points)
                if merge and np.abs(known - row).max() <= tolerance
            ]
            if not near:
                all_points.append(row)
            numbers.append(near[0] if near else len(all_points) - 1)
        made = MeshData(
            np.array(all_points, np.float32).astype(float).reshape(-1, 3),
            np.array([*data.counts, len(rows)], int),
            np.array([*data.corners, *numbers], int),
        )
        pointers.store_if(index, "int", len(made.counts) - 1)
        if fresh:
            return self._own(made, owner)
        self._change(made)
        return MObject._of(self._entity)

    # -- edges -------------------------------------------------------------------------------

    def isEdgeSmooth(self, edge: int) -> bool:
        """Whether normals are averaged over an edge."""
        smooth = self._data().smooth_edges
        return True if smooth is None else bool(smooth[edge])

    def setEdgeSmoothing(self, edge: int, smooth: bool = True) -> None:
        """Average normals over an edge."""
        self.setEdgeSmoothings(MIntArray([edge]), MIntArray([int(smooth)]))

    def setEdgeSmoothings(self, edges: Any, smooths: Any) -> None:
        """Average normals over edges."""
        data = self._data().copy()
        count = len(mesh_topology.edges_of(data))
        now = (
            np.ones(count, bool) if data.smooth_edges is None else np.array(data.smooth_edges, bool)
        )
        now[edges._array()] = smooths._array().astype(bool)
        data.smooth_edges = now
        self._change(data)

    def cleanupEdgeSmoothing(self) -> None:
        """Finish a series of setEdgeSmoothing."""
        self._have()

    def getConnectedShaders(self, instance: int, shaders: Any, indices: Any) -> None:
        """Fill arrays with shading groups and, for each face, the place of its group (or -1)."""
        from .mesh_shading import connected_shaders

        if not isinstance(self._have(), Node):
            raise errors.incompatible()
        connected_shaders(self._entity, integer(instance), self._data(), shaders, indices)


def _mesh_shape(node: Any) -> Any:
    if shapes.kind_of(node) == "mesh":
        return node
    below = [child for child in getattr(node, "children", ()) if shapes.kind_of(child) == "mesh"]
    if not below:
        raise errors.incompatible()
    return below[0]


def _mesh_of(values: list[Any]) -> MeshData:
    if values and isinstance(values[0], int):
        return _polygons(values)
    if len(values) >= 4 and isinstance(values[0], (MPointArray, MFloatPointArray)):
        points, edges, counts, connects = values[:4]
        data = _polygons([points.length(), counts.length(), points, counts, connects, *values[4:]])
        pairs = expect(edges, MIntArray)._array().reshape(-1, 2)
        if len(pairs):
            data.edges = pairs.astype(int)
        return data
    raise wrong_arguments("MFnMesh_create", tuple(values))


def _polygons(values: list[Any]) -> MeshData:
    """``[vertices, faces, points, counts, connects(, u, v)]``, checked as Maya does."""
    if len(values) not in (5, 6, 7):
        raise wrong_arguments("MFnMesh_create", tuple(values))
    vertices, faces, points, counts, connects = values[:5]
    rows = expect(points, (MPointArray, MFloatPointArray))._array()[:, :3]
    per_face = expect(counts, MIntArray)._array().astype(int)
    corners = expect(connects, MIntArray)._array().astype(int)
    if len(rows) < vertices or len(per_face) < faces or len(corners) < per_face[:faces].sum():
        raise errors.invalid("The arrays are shorter than their counts say")
    per_face = per_face[:faces]
    corners = corners[: per_face.sum()]
    if len(corners) and not (corners.min() >= 0 and corners.max() < vertices):
        raise errors.invalid("A face names a vertex that does not exist")
    data = MeshData(
        rows[:vertices].astype(np.float32).astype(float), per_face.copy(), corners.copy()
    )
    if len(values) == 7 and values[5].length():
        from maya._core.data import UvSet

        u, v = (expect(each, MFloatArray)._array().astype(float) for each in values[5:7])
        data.uv_sets["map1"] = UvSet(
            u.copy(), v.copy(), np.zeros(len(per_face), int), np.zeros(0, int)
        )
    return data
