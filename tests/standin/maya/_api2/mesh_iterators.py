"""Iterators over vertices and edges of meshes."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2 import mesh_geometry
from maya._api2.arrays import MColorArray, MFloatArray, MIntArray, MVectorArray
from maya._api2.colors import MColor
from maya._api2.iterators import AT_END, NamedWalker
from maya._api2.mesh_functions import MFnMesh
from maya._api2.objects import INCOMPATIBLE, Component, MObject, component_of, wrap
from maya._api2.paths import MDagPath
from maya._api2.rows import MPoint, MVector
from maya._api2.transformation import MSpace
from maya._core import mesh_topology


class MeshWalker(NamedWalker):
    """Walks over components of one kind."""

    _COMPONENT = "kMeshVertComponent"

    def __init__(self, *arguments: Any) -> None:
        if not 1 <= len(arguments) <= 2:
            raise TypeError("a mesh, or a path and components are needed")
        self._begin(*arguments)

    def _begin(self, mesh: Any, component: MObject | None = None) -> None:
        if not isinstance(mesh, (MObject, MDagPath)):
            raise TypeError(f"argument must be MObject, not {type(mesh).__name__}")
        self._fn = MFnMesh(mesh)
        chosen = None if component is None else component_of(component)
        if chosen is not None and chosen.name != self._COMPONENT:
            chosen = self._cast(chosen)
        self._items = self._all() if chosen is None else list(chosen.listed())
        self._place = 0
        self._started = False

    def _cast(self, component: Component) -> Component:
        """Components of another kind as those of this one."""
        from maya._api2.component_texts import texts_of_component

        targets = {
            "kMeshVertComponent": "vtx",
            "kMeshEdgeComponent": "e",
            "kMeshPolygonComponent": "f",
        }
        if self._COMPONENT not in targets:
            raise RuntimeError(INCOMPATIBLE)
        texts = mesh_topology.cast_components(
            self._mesh(), texts_of_component(component), targets[self._COMPONENT]
        )
        from maya._api2.component_texts import components_of_texts

        found = components_of_texts(texts)
        return found[0] if found else Component(self._COMPONENT)

    def _mesh(self) -> Any:
        return self._fn._mesh()

    def _all(self) -> list[Any]:
        raise NotImplementedError

    def reset(self, *arguments: Any) -> Any:
        """Start again, or with another mesh."""
        if arguments:
            self._begin(*arguments)
        self._place, self._started = 0, False
        return self

    def isDone(self) -> bool:
        """Whether everything was visited."""
        return self._place >= len(self._items)

    def next(self, *_: Any) -> Any:
        """Go on."""
        self._place += 1
        return self

    def _here(self) -> Any:
        if self.isDone():
            raise RuntimeError(AT_END)
        return self._items[self._place]

    def setIndex(self, index: int) -> int:
        """Go to a component; gives the one before."""
        before = -1 if self.isDone() else self._items[self._place]
        if index not in self._items:
            raise IndexError("(kInvalidParameter): component index out of range")
        self._place = self._items.index(index)
        return before

    def currentItem(self) -> MObject:
        """The present component."""
        return wrap(Component(self._COMPONENT, [self._here()]))

    def updateSurface(self) -> Any:
        """Say that the mesh was changed."""
        self._fn.updateSurface()
        return self

    geomChanged = updateSurface

    def _sorted(self, numbers: Any) -> MIntArray:
        return MIntArray([int(number) for number in numbers])


class NumberWalker(MeshWalker):
    """Walks over components with one number."""

    def index(self) -> int:
        """Number of the present component."""
        return self._here()

    def count(self) -> int:
        """Number of components that are visited."""
        return len(self._items)


class MItMeshVertex(NumberWalker):
    """Walks over vertices."""

    def _all(self) -> list[int]:
        return list(range(len(self._mesh().points)))

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """Position."""
        return self._fn.getPoint(self._here(), space)

    def setPosition(self, point: Any, space: int = MSpace.kObject) -> MItMeshVertex:
        """Set the position."""
        self._fn.setPoint(self._here(), point, space)
        return self

    def translateBy(self, vector: Any, space: int = MSpace.kObject) -> MItMeshVertex:
        """Move the vertex."""
        return self.setPosition(self.position(space) + MVector(vector), space)

    def _faces(self) -> list[int]:
        return list(dict.fromkeys(mesh_topology.vertex_faces(self._mesh())[self._here()]))

    def _edges(self) -> list[int]:
        return mesh_topology.vertex_edges(self._mesh())[self._here()]

    def getConnectedFaces(self) -> MIntArray:
        """Faces around."""
        return self._sorted(self._faces())

    def getConnectedEdges(self) -> MIntArray:
        """Edges that end here."""
        return self._sorted(self._edges())

    def getConnectedVertices(self) -> MIntArray:
        """Vertices at the other ends of the edges."""
        return self._sorted(self.getOppositeVertex(edge) for edge in self._edges())

    def numConnectedFaces(self) -> int:
        """Number of faces around."""
        return len(self._faces())

    def numConnectedEdges(self) -> int:
        """Number of edges that end here."""
        return len(self._edges())

    def connectedToEdge(self, index: int) -> bool:
        """Whether an edge ends here."""
        return index in self._edges()

    def connectedToFace(self, index: int) -> bool:
        """Whether a face is around."""
        return index in self._faces()

    def getOppositeVertex(self, edgeId: int) -> int:
        """The other end of an edge."""
        ends = self._fn.getEdgeVertices(edgeId)
        if self._here() not in ends:
            raise RuntimeError("(kInvalidParameter): the edge does not end here")
        return ends[1] if ends[0] == self._here() else ends[0]

    def onBoundary(self) -> bool:
        """Whether an edge here has one face only."""
        beside = mesh_topology.edge_faces(self._mesh())
        return any(len(beside[edge]) < 2 for edge in self._edges())

    def _face_and_space(self, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
        if len(arguments) == 2:
            return arguments[0], arguments[1]
        return None, arguments[0] if arguments else MSpace.kObject

    def getNormal(self, *arguments: int, space: int | None = None) -> MVector:
        """Average normal, or the one for a face."""
        face, chosen = self._face_and_space(arguments)
        chosen = chosen if space is None else space
        if face is None:
            return self._fn.getVertexNormal(self._here(), True, chosen)
        return self._fn.getFaceVertexNormal(face, self._here(), chosen)

    def getNormals(self, space: int = MSpace.kObject) -> MVectorArray:
        """Normals for all faces around."""
        here = self._here()
        return MVectorArray([self._fn.getFaceVertexNormal(f, here, space) for f in self._faces()])

    def getNormalIndices(self) -> MIntArray:
        """Numbers of the normals for all faces around."""
        ids = mesh_geometry.corner_normals(self._mesh())[1]
        return self._sorted(ids[self._fn._corner(face, self._here())] for face in self._faces())

    def _uv_ids(self, uvSet: str) -> list[tuple[int, int]]:
        """Faces around, and the values that the vertex has there."""
        found = []
        for face in self._faces():
            local = self._fn._face(face).tolist().index(self._here())
            try:
                found.append((face, self._fn.getPolygonUVid(face, local, uvSet)))
            except RuntimeError:
                continue
        return found

    def numUVs(self, uvSet: str = "") -> int:
        """Number of distinct values here."""
        return len({number for _, number in self._uv_ids(uvSet)})

    def getUV(self, uvSet: str = "") -> tuple[float, float]:
        """The first value here."""
        found = self._uv_ids(uvSet)
        if not found:
            raise RuntimeError("(kFailure): the vertex has no UV")
        return self._fn.getUV(found[0][1], uvSet)

    def getUVs(self, uvSet: str = "") -> tuple[MFloatArray, MFloatArray, MIntArray]:
        """Values here for all faces around, and the faces."""
        found = self._uv_ids(uvSet)
        values = [self._fn.getUV(number, uvSet) for _, number in found]
        return (
            MFloatArray([value[0] for value in values]),
            MFloatArray([value[1] for value in values]),
            MIntArray([face for face, _ in found]),
        )

    def getUVIndices(self, uvSet: str = "") -> MIntArray:
        """Numbers of the values here for all faces around."""
        return MIntArray([number for _, number in self._uv_ids(uvSet)])

    def setUV(self, u: float, v: float, uvSet: str = "") -> MItMeshVertex:
        """Set all values here."""
        for _, number in self._uv_ids(uvSet):
            self._fn.setUV(number, u, v, uvSet)
        return self

    def setUVs(self, uArray: Any, vArray: Any, faceIds: Any, uvSet: str = "") -> MItMeshVertex:
        """Set the values here for some faces."""
        ids = dict(self._uv_ids(uvSet))
        for u, v, face in zip(uArray, vArray, faceIds, strict=True):
            self._fn.setUV(ids[face], u, v, uvSet)
        return self

    def hasColor(self, index: int | None = None) -> bool:
        """Whether there is a colour here."""
        if not self._fn.numColorSets:
            return False
        corners = np.flatnonzero(self._mesh().corners == self._here())
        if index is not None:
            corners = [self._fn._corner(index, self._here())]
        return bool((~np.isnan(self._fn._colors()[corners, 0])).any())

    def getColor(self, *arguments: Any) -> MColor:
        """The average colour here, or the one for a face."""
        name = next((each for each in arguments if isinstance(each, str)), "")
        face = next((each for each in arguments if not isinstance(each, str)), None)
        if face is None:
            return MColor(self._fn.getVertexColors(name)[self._here()])
        return MColor(self._fn.getFaceVertexColors(name)[self._fn._corner(face, self._here())])

    def getColors(self, colorSetName: str = "") -> MColorArray:
        """Colours for all faces around."""
        return MColorArray([self.getColor(face, colorSetName) for face in self._faces()])

    def getColorIndices(self, colorSetName: str = "") -> MIntArray:
        """Numbers of the colours for all faces around."""
        ids = self._fn._distinct(colorSetName)[1]
        return self._sorted(ids[self._fn._corner(face, self._here())] for face in self._faces())


class MItMeshEdge(NumberWalker):
    """Walks over edges."""

    _COMPONENT = "kMeshEdgeComponent"

    def _all(self) -> list[int]:
        return list(range(len(mesh_topology.edges_of(self._mesh()))))

    def _ends(self) -> tuple[int, int]:
        return self._fn.getEdgeVertices(self._here())

    def vertexId(self, whichVertex: int) -> int:
        """One of the two ends."""
        return self._ends()[whichVertex]

    def point(self, whichVertex: int, space: int = MSpace.kObject) -> MPoint:
        """Position of one of the two ends."""
        return self._fn.getPoint(self._ends()[whichVertex], space)

    def setPoint(self, point: Any, whichVertex: int, space: int = MSpace.kObject) -> MItMeshEdge:
        """Set the position of one of the two ends."""
        self._fn.setPoint(self._ends()[whichVertex], point, space)
        return self

    def center(self, space: int = MSpace.kObject) -> MPoint:
        """The middle."""
        one, other = self.point(0, space), self.point(1, space)
        return MPoint(0.5 * (one._a[:3] + other._a[:3]))

    def length(self, space: int = MSpace.kObject) -> float:
        """Distance of the ends."""
        return self.point(0, space).distanceTo(self.point(1, space))

    @property
    def isSmooth(self) -> bool:
        """Whether the edge is smooth."""
        return self._fn.isEdgeSmooth(self._here())

    @isSmooth.setter
    def isSmooth(self, value: bool) -> None:
        self._fn.setEdgeSmoothing(self._here(), bool(value))

    def onBoundary(self) -> bool:
        """Whether there is one face only."""
        return len(mesh_topology.edge_faces(self._mesh())[self._here()]) < 2

    def getConnectedFaces(self) -> MIntArray:
        """Faces beside."""
        return self._sorted(mesh_topology.edge_faces(self._mesh())[self._here()])

    def getConnectedEdges(self) -> MIntArray:
        """Edges that share an end."""
        around = mesh_topology.vertex_edges(self._mesh())
        return self._sorted(e for v in self._ends() for e in around[v] if e != self._here())

    def numConnectedFaces(self) -> int:
        """Number of faces beside."""
        return len(self.getConnectedFaces())

    def numConnectedEdges(self) -> int:
        """Number of edges that share an end."""
        return len(self.getConnectedEdges())

    def connectedToFace(self, index: int) -> bool:
        """Whether a face is beside."""
        return index in self.getConnectedFaces()

    def connectedToEdge(self, index: int) -> bool:
        """Whether an edge shares an end."""
        return index in self.getConnectedEdges()
