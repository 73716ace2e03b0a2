"""Iterators over the vertices, edges, faces and face corners of a mesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._core.data import MeshData
from maya._shared import errors

from . import mesh_functions, pointers
from .arrays import MFloatArray, MIntArray, MVectorArray
from .fn_mesh import MFnMesh
from .objects import Component, MObject, entity_of
from .paths import MDagPath
from .spaces import MSpace
from .swig import SwigObject, expect, integer, named, wrong_arguments
from .tuples import MColor, MPoint, MVector


class _MeshIterator(SwigObject):
    """Goes through components of one kind; all of them or those of a component object."""

    _component = "kMeshVertComponent"

    def __init__(self, *values: Any) -> None:
        if not values:
            raise wrong_arguments(f"new_{type(self).__name__}", values)
        self.reset(*values)

    def reset(self, *values: Any) -> None:
        """``()``, ``(mesh)`` or ``(path, component)``."""
        self._at = 0
        if not values:
            return
        handle = values[0]
        if not isinstance(handle, (MDagPath, MObject)):
            raise wrong_arguments(f"{type(self).__name__}_reset", values)
        self._mesh = MFnMesh(handle)
        component = values[1] if len(values) > 1 else None
        self._numbers = self._chosen(component)

    def _chosen(self, component: Any) -> list[Any]:
        everything = self._everything()
        if component is None or component.isNull():
            return everything
        entity = entity_of(component, Component)
        if entity.complete is not None:
            return everything
        if entity.name == self._component:
            return list(entity.elements)
        from .fn_component import texts_of

        return self._converted(texts_of(entity))

    def _everything(self) -> list[Any]:
        return list(range(self._total()))

    def _total(self) -> int:
        raise NotImplementedError

    def _converted(self, texts: list[str]) -> list[Any]:
        raise errors.incompatible()

    def _data(self) -> MeshData:
        return self._mesh._data()

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._at >= len(self._numbers)

    def next(self) -> None:
        """Go on."""
        self._at += 1

    def __next__(self) -> None:
        self.next()

    def _count(self) -> int:
        """How many are visited."""
        return len(self._numbers)

    def _now(self) -> int:
        if self.isDone():
            raise errors.failure("The iterator has nothing more")
        return int(self._numbers[self._at])

    def setIndex(self, index: int, previous: Any = None) -> None:
        """Go to a component by its number; the number of now is written to memory."""
        if not 0 <= integer(index) < self._total():
            raise errors.out_of_range()
        if previous is not None:
            before = int(self._numbers[self._at]) if not self.isDone() else 0
            pointers.store(previous, "int", before)
        if index in self._numbers:
            self._at = self._numbers.index(index)
        else:
            self._numbers, self._at = [index], 0

    def currentItem(self) -> MObject:
        """The component."""
        return MObject._of(Component(self._component, [self._now()]))

    def updateSurface(self) -> None:
        """Tell the mesh that it changed; the stand-in knows."""

    def geomChanged(self) -> None:
        """Tell the mesh that it changed; the stand-in knows."""

    def _point(self, vertex: int, space: int) -> MPoint:
        point = MPoint()
        self._mesh.getPoint(vertex, point, space)
        return point

    def _fill(self, target: Any, numbers: Any) -> None:
        expect(target, MIntArray)._set_all(np.array(list(numbers), int))


def _store(place: Any, number: int) -> None:
    pointers.store(place, "int", number)


@named("MItMeshVertex")
class MItMeshVertex(_MeshIterator):
    """Vertices."""

    count = _MeshIterator._count

    def _total(self) -> int:
        return self._mesh.numVertices()

    def _converted(self, texts: list[str]) -> list[Any]:
        return mesh_topology.vertices_of(self._data(), texts).tolist()

    def index(self) -> int:
        """The number of the vertex."""
        return self._now()

    vertex = _MeshIterator.currentItem

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """Where it is."""
        return self._point(self._now(), space)

    def setPosition(self, point: Any, space: int = MSpace.kObject) -> None:
        """Move it."""
        self._mesh.setPoint(self._now(), point, space)

    def translateBy(self, vector: Any, space: int = MSpace.kObject) -> None:
        """Move it by a vector."""
        self.setPosition(self.position(space) + vector, space)

    def getNormal(self, normal: Any, *rest: Any) -> None:
        """``(normal, [face,] space)``."""
        values = list(rest)
        if len(values) == 2 or (len(values) == 1 and values[0] not in (1, 2, 3, 4)):
            face = values.pop(0)
            space = values.pop(0) if values else MSpace.kObject
            self._mesh.getFaceVertexNormal(face, self._now(), normal, space)
            return
        self._mesh.getVertexNormal(
            self._now(), True, normal, values[0] if values else MSpace.kObject
        )

    def getNormals(self, normals: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the normals of the corners."""
        corners = np.flatnonzero(self._data().corners == self._now())
        found = self._mesh._turned(mesh_functions.corner_normals(self._data()), space)[corners]
        expect(normals, MVectorArray)._set_all(found)

    def getNormalIndices(self, indices: Any) -> None:
        """Fill an array with the places of the normals of the corners."""
        corners = np.flatnonzero(self._data().corners == self._now())
        self._fill(indices, self._mesh._distinct()[1][corners])

    def _faces(self) -> list[int]:
        return mesh_topology.vertex_faces(self._data())[self._now()]

    def _edges(self) -> list[int]:
        return mesh_topology.vertex_edges(self._data())[self._now()]

    def getConnectedFaces(self, faces: Any) -> None:
        """Fill an array with the faces around."""
        self._fill(faces, self._faces())

    def getConnectedEdges(self, edges: Any) -> None:
        """Fill an array with the edges around."""
        self._fill(edges, self._edges())

    def _neighbours(self) -> list[int]:
        pairs = mesh_topology.edges_of(self._data())[self._edges()]
        return [int(first if second == self._now() else second) for first, second in pairs]

    def getConnectedVertices(self, vertices: Any) -> None:
        """Fill an array with the vertices at the other ends of the edges."""
        self._fill(vertices, self._neighbours())

    def numConnectedFaces(self, count: Any) -> None:
        """Write the number of faces around to memory."""
        _store(count, len(self._faces()))

    def numConnectedEdges(self, count: Any) -> None:
        """Write the number of edges around to memory."""
        _store(count, len(self._edges()))

    def connectedToFace(self, face: int) -> bool:
        """Whether it is a corner of a face."""
        return face in self._faces()

    def connectedToEdge(self, edge: int) -> bool:
        """Whether it is an end of an edge."""
        return edge in self._edges()

    def getOppositeVertex(self, vertex: Any, edge: int) -> None:
        """Write the other end of an edge to memory."""
        pair = mesh_topology.edges_of(self._data())[integer(edge)].tolist()
        if self._now() not in pair:
            raise errors.invalid("The vertex is no end of the edge")
        _store(vertex, pair[1] if pair[0] == self._now() else pair[0])

    def onBoundary(self) -> bool:
        """Whether an edge around has fewer than two faces."""
        beside = mesh_topology.edge_faces(self._data())
        return any(len(beside[edge]) < 2 for edge in self._edges())

    def _uv_ids(self, name: str | None) -> list[tuple[int, int]]:
        """Faces around and the place of the texture coordinates there."""
        data = self._data()
        found = []
        for face in self._faces():
            ids = self._mesh._ids_of(face, name)
            if len(ids):
                corners = data.corners[self._mesh._face(face)].tolist()
                found.append((face, int(ids[corners.index(self._now())])))
        return found

    def numUVs(self, count: Any, name: str | None = None) -> None:
        """Write the number of different texture coordinates to memory."""
        _store(count, len({place for _, place in self._uv_ids(name)}))

    def getUVIndices(self, indices: Any, name: str | None = None) -> None:
        """Fill an array with the places of the texture coordinates of the corners."""
        self._fill(indices, [place for _, place in self._uv_ids(name)])

    def getUV(self, *values: Any) -> None:
        """``(uv, set)`` or ``(face, uv, set)``: write texture coordinates to memory."""
        face = values[0] if isinstance(values[0], int) else None
        rest = values[1:] if face is not None else values
        name = rest[1] if len(rest) > 1 else None
        places = [place for owner, place in self._uv_ids(name) if face in (None, owner)]
        if not places:
            raise errors.failure("The vertex has no texture coordinates")
        known = self._mesh._uv_set(name)
        pointers.store(rest[0], "float", float(known.u[places[0]]), float(known.v[places[0]]))

    def getUVs(self, u: Any, v: Any, faces: Any, name: str | None = None) -> None:
        """Fill arrays with the texture coordinates of the corners, and their faces."""
        pairs = self._uv_ids(name)
        known = self._mesh._uv_set(name)
        places = [place for _, place in pairs]
        expect(u, MFloatArray)._set_all(known.u[places])
        expect(v, MFloatArray)._set_all(known.v[places])
        self._fill(faces, [face for face, _ in pairs])

    def hasColor(self, *_: Any) -> bool:
        """Whether it has a colour."""
        return not bool(np.isnan(self._mesh._vertex_table(None)[self._now()]).any())

    def getColor(self, color: Any, *rest: Any) -> None:
        """Make an MColor its colour."""
        name = next((value for value in rest if isinstance(value, str)), None)
        row = self._mesh._vertex_table(name)[self._now()]
        if np.isnan(row).any():
            raise errors.failure("The vertex has no colour")
        expect(color, MColor)._put(row.tolist())


@named("MItMeshEdge")
class MItMeshEdge(_MeshIterator):
    """Edges."""

    _component = "kMeshEdgeComponent"

    count = _MeshIterator._count

    def _total(self) -> int:
        return self._mesh.numEdges()

    def _converted(self, texts: list[str]) -> list[Any]:
        return mesh_topology._cast(self._data(), texts, "e").tolist()

    def _pair(self) -> list[int]:
        return mesh_topology.edges_of(self._data())[self._now()].tolist()

    def index(self, *end: int) -> int:
        """The number of the edge, or of the vertex at an end (0 or 1)."""
        if not end:
            return self._now()
        if end[0] not in (0, 1):
            raise errors.out_of_range()
        return self._pair()[end[0]]

    edge = _MeshIterator.currentItem

    def point(self, end: int, space: int = MSpace.kObject) -> MPoint:
        """An end."""
        return self._point(self.index(end), space)

    def setPoint(self, point: Any, end: int, space: int = MSpace.kObject) -> None:
        """Move an end."""
        self._mesh.setPoint(self.index(end), point, space)

    def center(self, space: int = MSpace.kObject) -> MPoint:
        """The middle."""
        one, two = self.point(0, space)._list(), self.point(1, space)._list()
        return MPoint(*[0.5 * (a + b) for a, b in zip(one[:3], two[:3], strict=True)])

    def getLength(self, length: Any, space: int = MSpace.kObject) -> None:
        """Write the length to memory."""
        pointers.store(length, "double", self.point(0, space).distanceTo(self.point(1, space)))

    def _faces(self) -> list[int]:
        return mesh_topology.edge_faces(self._data())[self._now()]

    def _around(self) -> list[int]:
        beside = mesh_topology.vertex_edges(self._data())
        return [edge for vertex in self._pair() for edge in beside[vertex] if edge != self._now()]

    def getConnectedFaces(self, faces: Any) -> int:
        """Fill an array with the faces beside; gives their number."""
        self._fill(faces, self._faces())
        return len(self._faces())

    def getConnectedEdges(self, edges: Any) -> int:
        """Fill an array with the edges at both ends; gives their number."""
        self._fill(edges, self._around())
        return len(self._around())

    def numConnectedFaces(self, count: Any) -> None:
        """Write the number of faces beside to memory."""
        _store(count, len(self._faces()))

    def numConnectedEdges(self, count: Any) -> None:
        """Write the number of edges at both ends to memory."""
        _store(count, len(self._around()))

    def connectedToFace(self, face: int) -> bool:
        """Whether a face lies beside."""
        return face in self._faces()

    def connectedToEdge(self, edge: int) -> bool:
        """Whether an edge shares an end."""
        return edge in self._around()

    def onBoundary(self) -> bool:
        """Whether there is only one face beside."""
        return len(self._faces()) < 2

    def isSmooth(self) -> bool:
        """Whether normals are averaged over it."""
        return self._mesh.isEdgeSmooth(self._now())

    def setSmoothing(self, smooth: bool = True) -> None:
        """Average normals over it."""
        self._mesh.setEdgeSmoothing(self._now(), smooth)

    def cleanupSmoothing(self) -> None:
        """Finish a series of setSmoothing."""


@named("MItMeshFaceVertex")
class MItMeshFaceVertex(_MeshIterator):
    """Face corners."""

    _component = "kMeshVtxFaceComponent"

    def _total(self) -> int:
        return self._mesh.numFaceVertices()

    def _everything(self) -> list[Any]:
        data = self._data()
        faces = mesh_topology.face_of_corners(data).tolist()
        return list(zip(data.corners.tolist(), faces, strict=True))

    def setIndex(self, face: int, corner: int, *previous: Any) -> None:
        """Go to a corner of a face; the numbers of now are written to memory."""
        vertex = int(self._data().corners[self._mesh._face(face)][integer(corner)])
        if previous and not self.isDone():
            now_vertex, now_face = self._numbers[self._at]
            corners = self._data().corners[self._mesh._face(now_face)].tolist()
            for place, number in zip(previous, (now_face, corners.index(now_vertex)), strict=False):
                _store(place, number)
        self._at = self._numbers.index((vertex, face))

    def currentItem(self) -> MObject:
        """The component."""
        return MObject._of(Component(self._component, [self._numbers[self._at]]))

    faceVertex = currentItem

    def _pair(self) -> tuple[int, int]:
        if self.isDone():
            raise errors.failure("The iterator has nothing more")
        return self._numbers[self._at]

    def vertId(self) -> int:
        """The vertex."""
        return self._pair()[0]

    def faceId(self) -> int:
        """The face."""
        return self._pair()[1]

    def faceVertId(self) -> int:
        """The place of the corner in the face."""
        return self._data().corners[self._mesh._face(self.faceId())].tolist().index(self.vertId())

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """Where it is."""
        return self._point(self.vertId(), space)

    def getNormal(self, normal: Any, space: int = MSpace.kObject) -> None:
        """Make an MVector the normal."""
        self._mesh.getFaceVertexNormal(self.faceId(), self.vertId(), expect(normal, MVector), space)

    def normalId(self) -> int:
        """The place of the normal."""
        return int(self._mesh._distinct()[1][self._mesh._face(self.faceId())][self.faceVertId()])

    def hasUVs(self, name: str | None = None) -> bool:
        """Whether there are texture coordinates."""
        return len(self._mesh._ids_of(self.faceId(), name)) > 0

    def getUV(self, uv: Any, name: str | None = None) -> None:
        """Write the texture coordinates to memory."""
        ids = self._mesh._ids_of(self.faceId(), name)
        if not len(ids):
            raise errors.failure("The face has no texture coordinates")
        known, place = self._mesh._uv_set(name), int(ids[self.faceVertId()])
        pointers.store(uv, "float", float(known.u[place]), float(known.v[place]))

    def getUVIndex(self, index: Any, *rest: Any) -> None:
        """Write the place of the texture coordinates to memory."""
        name = rest[-1] if rest and isinstance(rest[-1], str) else None
        _store(index, int(self._mesh._ids_of(self.faceId(), name)[self.faceVertId()]))
