"""MItMeshPolygon: goes through the faces of a mesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._shared import errors

from . import mesh_functions, pointers
from .arrays import MColorArray, MFloatArray, MIntArray, MPointArray, MVectorArray
from .it_mesh import _MeshIterator, _store
from .spaces import MSpace
from .swig import expect, integer, named
from .tuples import MPoint


@named("MItMeshPolygon")
class MItMeshPolygon(_MeshIterator):
    """Faces."""

    _component = "kMeshPolygonComponent"

    count = _MeshIterator._count

    def _total(self) -> int:
        return self._mesh.numPolygons()

    def _converted(self, texts: list[str]) -> list[Any]:
        return mesh_topology._cast(self._data(), texts, "f").tolist()

    def index(self) -> int:
        """The number of the face."""
        return self._now()

    polygon = _MeshIterator.currentItem

    def _vertices(self) -> list[int]:
        return self._data().corners[self._mesh._face(self._now())].tolist()

    def polygonVertexCount(self) -> int:
        """How many corners."""
        return len(self._vertices())

    def vertexIndex(self, corner: int) -> int:
        """The vertex of a corner."""
        vertices = self._vertices()
        if not 0 <= integer(corner) < len(vertices):
            raise errors.out_of_range()
        return vertices[corner]

    def getVertices(self, vertices: Any) -> None:
        """Fill an array with the vertices."""
        self._fill(vertices, self._vertices())

    def point(self, corner: int, space: int = MSpace.kObject) -> MPoint:
        """A corner."""
        return self._point(self.vertexIndex(corner), space)

    def getPoints(self, points: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the corners."""
        expect(points, MPointArray)._set_all(self._mesh._points(space)[self._vertices()])

    def setPoint(self, point: Any, corner: int, space: int = MSpace.kObject) -> None:
        """Move a corner."""
        self._mesh.setPoint(self.vertexIndex(corner), point, space)

    def setPoints(self, points: Any, space: int = MSpace.kObject) -> None:
        """Move all corners."""
        for corner in range(self.polygonVertexCount()):
            self.setPoint(points[corner], corner, space)

    def center(self, space: int = MSpace.kObject) -> MPoint:
        """The mean of the corners."""
        return MPoint(*self._mesh._points(space)[self._vertices()].mean(axis=0).tolist())

    def getNormal(self, *values: Any) -> None:
        """``(normal, space)`` of the face, or ``(corner, normal, space)``."""
        if isinstance(values[0], int):
            space = values[2] if len(values) > 2 else MSpace.kObject
            vertex = self.vertexIndex(values[0])
            self._mesh.getFaceVertexNormal(self._now(), vertex, values[1], space)
            return
        self._mesh.getPolygonNormal(self._now(), *values)

    def getNormals(self, normals: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the normals of the corners."""
        found = self._mesh._turned(mesh_functions.corner_normals(self._data()), space)
        expect(normals, MVectorArray)._set_all(found[self._mesh._face(self._now())])

    def normalIndex(self, corner: int) -> int:
        """The place of a corner's normal."""
        return int(self._mesh._distinct()[1][self._mesh._face(self._now())][corner])

    def getArea(self, area: Any, space: int = MSpace.kObject) -> None:
        """Write the area to memory."""
        data = self._data()
        if space == MSpace.kWorld:
            data = data.with_points(self._mesh._points(space))
        pointers.store(area, "double", float(mesh_functions.face_areas(data)[self._now()]))

    def zeroArea(self) -> bool:
        """Whether there is no area."""
        return bool(mesh_functions.face_areas(self._data())[self._now()] < 1e-10)

    def _own_edges(self) -> list[int]:
        span = self._mesh._face(self._now())
        return mesh_topology.corner_edges(self._data())[span].tolist()

    def getEdges(self, edges: Any) -> None:
        """Fill an array with the edges."""
        self._fill(edges, self._own_edges())

    def _neighbours(self) -> list[int]:
        beside = mesh_topology.edge_faces(self._data())
        found = [face for edge in self._own_edges() for face in beside[edge] if face != self._now()]
        return list(dict.fromkeys(found))

    def getConnectedFaces(self, faces: Any) -> None:
        """Fill an array with the faces that share an edge."""
        self._fill(faces, self._neighbours())

    def getConnectedVertices(self, vertices: Any) -> None:
        """Fill an array with the vertices of the face and those joined to them by an edge."""
        data = self._data()
        own = self._vertices()
        around = mesh_topology.vertex_edges(data)
        edges = mesh_topology.edges_of(data)
        joined = [int(v) for vertex in own for edge in around[vertex] for v in edges[edge]]
        self._fill(vertices, dict.fromkeys([*own, *joined]))

    def getConnectedEdges(self, edges: Any) -> None:
        """Fill an array with the edges that touch the face without belonging to it."""
        around = mesh_topology.vertex_edges(self._data())
        own = set(self._own_edges())
        found = [edge for vertex in self._vertices() for edge in around[vertex] if edge not in own]
        self._fill(edges, dict.fromkeys(found))

    def numConnectedFaces(self, count: Any) -> None:
        """Write the number of faces that share an edge to memory."""
        _store(count, len(self._neighbours()))

    def numConnectedEdges(self, count: Any) -> None:
        """Write the number of edges that touch the face to memory."""
        found = MIntArray()
        self.getConnectedEdges(found)
        _store(count, found.length())

    def isConnectedToFace(self, face: int) -> bool:
        """Whether a face shares an edge."""
        return face in self._neighbours()

    def isConnectedToEdge(self, edge: int) -> bool:
        """Whether an edge belongs to the face."""
        return edge in self._own_edges()

    def isConnectedToVertex(self, vertex: int) -> bool:
        """Whether a vertex is a corner."""
        return vertex in self._vertices()

    def onBoundary(self) -> bool:
        """Whether an edge has no other face."""
        return self._mesh.onBoundary(self._now())

    def isConvex(self) -> bool:
        """Whether there is no dent."""
        return self._mesh.isPolygonConvex(self._now())

    def isPlanar(self) -> bool:
        """Whether all corners lie in a plane."""
        points = self._data().points[self._vertices()]
        normal = mesh_functions.face_normals(self._data())[self._now()]
        return bool(np.abs((points - points[0]) @ normal).max() < 1e-5)

    def isHoled(self) -> bool:
        """Whether there are holes; the stand-in has none."""
        return False

    def isLamina(self) -> bool:
        """Whether another face has the same edges."""
        own = set(self._own_edges())
        data = self._data()
        starts, edges = data.face_starts(), mesh_topology.corner_edges(data)
        return any(
            set(edges[starts[face] : starts[face + 1]].tolist()) == own
            for face in self._neighbours()
        )

    def hasValidTriangulation(self) -> bool:
        """Whether there are triangles."""
        return self.polygonVertexCount() >= 3

    def _triangles(self) -> np.ndarray:
        triangles, owners = mesh_functions.triangles(self._data())
        return triangles[owners == self._now()]

    def numTriangles(self, count: Any) -> None:
        """Write the number of triangles to memory."""
        _store(count, len(self._triangles()))

    def getTriangle(
        self, index: int, points: Any, vertices: Any, space: int = MSpace.kObject
    ) -> None:
        """Fill arrays with a triangle."""
        rows = self._triangles()
        if not 0 <= integer(index) < len(rows):
            raise errors.out_of_range()
        expect(points, MPointArray)._set_all(self._mesh._points(space)[rows[index]])
        self._fill(vertices, rows[index])

    def getTriangles(self, points: Any, vertices: Any, space: int = MSpace.kObject) -> None:
        """Fill arrays with all triangles."""
        rows = self._triangles().ravel()
        expect(points, MPointArray)._set_all(self._mesh._points(space)[rows])
        self._fill(vertices, rows)

    def hasUVs(self, name: str | None = None) -> bool:
        """Whether there are texture coordinates."""
        return len(self._mesh._ids_of(self._now(), name)) > 0

    def getUVs(self, u: Any, v: Any, name: str | None = None) -> None:
        """Fill arrays with the texture coordinates of the corners."""
        ids = self._mesh._ids_of(self._now(), name)
        if not len(ids):
            raise errors.failure("The face has no texture coordinates")
        known = self._mesh._uv_set(name)
        expect(u, MFloatArray)._set_all(known.u[ids])
        expect(v, MFloatArray)._set_all(known.v[ids])

    def getUV(self, corner: int, uv: Any, name: str | None = None) -> None:
        """Write the texture coordinates of a corner to memory."""
        u, v = MFloatArray(), MFloatArray()
        self.getUVs(u, v, name)
        pointers.store(uv, "float", u[corner], v[corner])

    def getUVIndex(self, corner: int, index: Any, *rest: Any) -> None:
        """``(corner, index, [u, v,] set)``: write the place (and value) to memory."""
        values = list(rest)
        name = values.pop() if values and isinstance(values[-1], str) else None
        ids = self._mesh._ids_of(self._now(), name)
        if not 0 <= integer(corner) < len(ids):
            raise errors.failure("The face has no texture coordinates")
        _store(index, int(ids[corner]))
        known = self._mesh._uv_set(name)
        for target, source in zip(values, (known.u, known.v), strict=False):
            pointers.store(target, "float", float(source[ids[corner]]))

    def getUVSetNames(self, names: Any) -> None:
        """Fill a list with the sets that the face has coordinates in."""
        from .fn_base import filled

        filled(
            names,
            [name for name in self._data().uv_sets if len(self._mesh._ids_of(self._now(), name))],
        )

    def getUVAtPoint(
        self, point: Any, uv: Any, space: int = MSpace.kObject, name: str | None = None
    ) -> None:
        """Write the texture coordinates at a point to memory."""
        self._mesh.getUVAtPoint(point, uv, space, name)

    def getPointAtUV(
        self,
        point: Any,
        uv: Any,
        space: int = MSpace.kObject,
        name: str | None = None,
        tolerance: float = 0.0,
    ) -> None:
        """Make an MPoint the place of texture coordinates."""
        self._mesh.getPointAtUV(self._now(), point, uv, space, name, tolerance)

    def hasColor(self, *_: Any) -> bool:
        """Whether a corner has a colour."""
        colors = self._mesh._colors(None)[self._mesh._face(self._now())]
        return bool((~np.isnan(colors)).any())

    def getColors(self, colors: Any, name: str | None = None) -> None:
        """Fill an array with the colours of the corners."""
        from .mesh_colors import _with_default

        rows = self._mesh._colors(name)[self._mesh._face(self._now())]
        expect(colors, MColorArray)._set_all(_with_default(rows, None))
