"""Texture coordinates of meshes: a part of ``MFnMesh``."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from maya._api2.arrays import MFloatArray, MFloatVectorArray, MIntArray
from maya._api2.mesh_base import MeshAccess
from maya._api2.objects import Data, MObjectArray, changes_scene
from maya._api2.rows import MPoint, MVector
from maya._api2.transformation import MSpace
from maya._core import mesh_geometry, mesh_topology
from maya._core.data import UvSet


class MeshUvs(MeshAccess):
    """UV sets: values, and for each face corner which value it has."""

    @property
    def numUVSets(self) -> int:
        """Number of UV sets."""
        return len(self._mesh().uv_sets) or 1

    def getUVSetNames(self) -> tuple[str, ...]:
        """Names of the UV sets."""
        return tuple(self._mesh().uv_sets) or ("map1",)

    getUVSetFamilyNames = getUVSetNames

    def getUVSetsInFamily(self, familyName: str) -> tuple[str, ...]:
        """UV sets of a family; every set is one of its own."""
        return tuple(name for name in self.getUVSetNames() if name == familyName)

    def getFaceUVSetNames(self, faceId: int) -> tuple[str, ...]:
        """UV sets that map a face."""
        self._face(faceId)
        sets = self._mesh().uv_sets.items()
        return tuple(name for name, uvs in sets if len(uvs.counts) > faceId and uvs.counts[faceId])

    def currentUVSetName(self, instance: int = -1) -> str:
        """The UV set that is meant if none is named."""
        entity = self._entity()
        names = self.getUVSetNames()
        chosen = None if isinstance(entity, Data) else entity.plug("currentUVSet").get()
        return chosen if chosen in names else names[0]

    @changes_scene
    def setCurrentUVSetName(
        self, uvSet: str, modifier: Any = None, currentSelection: Any = None
    ) -> Any:
        """Choose the UV set that is meant if none is named."""
        self._uvs(uvSet)
        if not isinstance(self._entity(), Data):
            self._node().plug("currentUVSet").set(uvSet)
        return self

    def _uvs(self, name: str = "") -> UvSet:
        sets = self._mesh().uv_sets
        wanted = name or self.currentUVSetName()
        if wanted in sets:
            return sets[wanted]
        if not sets and wanted == "map1":
            empty = np.zeros(0)
            return UvSet(empty, empty, np.zeros(len(self._mesh().counts), int), np.zeros(0, int))
        raise RuntimeError(f"(kInvalidParameter): there is no UV set '{wanted}'")

    def _put_uvs(self, name: str, uvs: UvSet) -> Any:
        chosen = name or self.currentUVSetName()
        self._changed(uv_sets={**self._mesh().uv_sets, chosen: uvs})
        return self

    @changes_scene
    def createUVSet(self, name: str, modifier: Any = None, instances: Any = None) -> str:
        """Make an empty UV set; gives its name."""
        sets, chosen, number = self._mesh().uv_sets, name, 0
        while chosen in sets:
            number += 1
            chosen = f"{name}{number}"
        counts = np.zeros(len(self._mesh().counts), int)
        self._put_uvs(chosen, UvSet(np.zeros(0), np.zeros(0), counts, np.zeros(0, int)))
        return chosen

    @changes_scene
    def deleteUVSet(self, uvSet: str, modifier: Any = None, currentSelection: Any = None) -> Any:
        """Delete a UV set."""
        self._uvs(uvSet)
        sets = {name: uvs for name, uvs in self._mesh().uv_sets.items() if name != uvSet}
        self._changed(uv_sets=sets)
        return self

    @changes_scene
    def renameUVSet(self, origName: str, newName: str, modifier: Any = None) -> Any:
        """Rename a UV set."""
        self._uvs(origName)
        names = {origName: newName}
        sets = {names.get(name, name): uvs for name, uvs in self._mesh().uv_sets.items()}
        self._changed(uv_sets=sets)
        return self

    @changes_scene
    def copyUVSet(self, fromName: str, toName: str, modifier: Any = None) -> str:
        """Copy a UV set; gives the name of the copy."""
        uvs = self._uvs(fromName)
        self._put_uvs(toName, UvSet(uvs.u.copy(), uvs.v.copy(), uvs.counts.copy(), uvs.ids.copy()))
        return toName

    # -- values ------------------------------------------------------------------------------

    def numUVs(self, uvSet: str = "") -> int:
        """Number of values."""
        return len(self._uvs(uvSet).u)

    def getUVs(self, uvSet: str = "") -> tuple[MFloatArray, MFloatArray]:
        """All values: u and v."""
        uvs = self._uvs(uvSet)
        return MFloatArray._of(uvs.u), MFloatArray._of(uvs.v)

    def getUV(self, uvId: int, uvSet: str = "") -> tuple[float, float]:
        """One value."""
        uvs = self._uvs(uvSet)
        if not 0 <= uvId < len(uvs.u):
            raise IndexError("(kInvalidParameter): UV index out of range")
        return float(np.float32(uvs.u[uvId])), float(np.float32(uvs.v[uvId]))

    @changes_scene
    def setUVs(self, uValues: Any, vValues: Any, uvSet: str = "") -> Any:
        """Replace all values."""
        u, v = (
            np.asarray(MFloatArray(uValues)._a, float),
            np.asarray(MFloatArray(vValues)._a, float),
        )
        if len(u) != len(v):
            raise ValueError("(kInvalidParameter): as many u as v values are needed")
        uvs = self._uvs(uvSet)
        if len(uvs.ids) and len(u) <= uvs.ids.max():
            raise ValueError("(kInvalidParameter): too few values for the present assignment")
        return self._put_uvs(uvSet, UvSet(u, v, uvs.counts, uvs.ids))

    def setUV(self, uvId: int, u: float, v: float, uvSet: str = "") -> Any:
        """Set one value; the array grows if needed."""
        return self.setSomeUVs([uvId], [u], [v], uvSet)

    @changes_scene
    def setSomeUVs(self, uvIds: Any, uValues: Any, vValues: Any, uvSet: str = "") -> Any:
        """Set some values; the arrays grow if needed."""
        uvs = self._uvs(uvSet)
        size = max([len(uvs.u), *(int(number) + 1 for number in uvIds)])
        u, v = np.zeros(size), np.zeros(size)
        u[: len(uvs.u)], v[: len(uvs.v)] = uvs.u, uvs.v
        for number, one, other in zip(uvIds, uValues, vValues, strict=True):
            u[number], v[number] = one, other
        return self._put_uvs(uvSet, UvSet(u, v, uvs.counts, uvs.ids))

    @changes_scene
    def clearUVs(self, uvSet: str = "") -> Any:
        """Remove all values and assignments."""
        counts = np.zeros(len(self._mesh().counts), int)
        return self._put_uvs(uvSet, UvSet(np.zeros(0), np.zeros(0), counts, np.zeros(0, int)))

    # -- assignment --------------------------------------------------------------------------

    @changes_scene
    def assignUVs(self, uvCounts: Any, uvIds: Any, uvSet: str = "") -> Any:
        """Give every face corner a value; faces may have none."""
        counts, ids = np.array(list(uvCounts), dtype=int), np.array(list(uvIds), dtype=int)
        if len(counts) != len(self._mesh().counts) or counts.sum() != len(ids):
            raise ValueError("(kInvalidParameter): counts and ids do not fit the mesh")
        uvs = self._uvs(uvSet)
        if len(ids) and not (ids.min() >= 0 and ids.max() < len(uvs.u)):
            raise ValueError("(kInvalidParameter): a UV index is out of range")
        return self._put_uvs(uvSet, UvSet(uvs.u, uvs.v, counts, ids))

    @changes_scene
    def assignUV(self, faceId: int, vertexIndex: int, uvId: int, uvSet: str = "") -> Any:
        """Give one face corner a value."""
        size = len(self._face(faceId))
        uvs = self._uvs(uvSet)
        counts, start = uvs.counts.copy(), int(uvs.counts[:faceId].sum())
        ids = uvs.ids.copy()
        if not counts[faceId]:
            ids = np.insert(ids, start, np.full(size, uvId))
            counts[faceId] = size
        ids[start + vertexIndex] = uvId
        return self._put_uvs(uvSet, UvSet(uvs.u, uvs.v, counts, ids))

    def getAssignedUVs(self, uvSet: str = "") -> tuple[MIntArray, MIntArray]:
        """Number of values of each face, and the values of all corners."""
        uvs = self._uvs(uvSet)
        return MIntArray._of(uvs.counts), MIntArray._of(uvs.ids)

    def _face_uvs(self, face: int, uvSet: str) -> np.ndarray:
        self._face(face)
        uvs = self._uvs(uvSet)
        start = int(uvs.counts[:face].sum())
        ids = uvs.ids[start : start + int(uvs.counts[face])] if len(uvs.counts) > face else []
        if not len(ids):
            raise RuntimeError("(kInvalidParameter): the face has no UVs")
        return ids

    def getPolygonUVid(self, polygonId: int, vertexId: int, uvSet: str = "") -> int:
        """Number of the value of a face corner."""
        ids = self._face_uvs(polygonId, uvSet)
        if not 0 <= vertexId < len(ids):
            raise IndexError("(kInvalidParameter): vertex index out of range")
        return int(ids[vertexId])

    def getPolygonUV(self, polygonId: int, vertexId: int, uvSet: str = "") -> tuple[float, float]:
        """Value of a face corner."""
        return self.getUV(self.getPolygonUVid(polygonId, vertexId, uvSet), uvSet)

    def getUvShellsIds(self, uvSet: str = "") -> tuple[int, MIntArray]:
        """Number of connected pieces, and the piece of each value."""
        from maya._api2.mesh_functions import _pieces

        uvs = self._uvs(uvSet)
        edges, start = [], 0
        for count in uvs.counts.tolist():
            ids = uvs.ids[start : start + count]
            edges += list(itertools.pairwise(ids))
            start += count
        pieces = _pieces(len(uvs.u), np.array(edges, dtype=int).reshape(-1, 2))
        return int(pieces.max(initial=-1)) + 1, MIntArray._of(pieces)

    def getAssociatedUVSetInstances(self, uvSet: str) -> MIntArray:
        """Instances of a UV set; sets are the same for all instances."""
        self._uvs(uvSet)
        return MIntArray()

    def isUVSetPerInstance(self, uvSet: str) -> bool:
        """Whether a UV set differs between instances."""
        self._uvs(uvSet)
        return False

    def getAssociatedUVSetTextures(self, uvSet: str) -> MObjectArray:
        """Textures that use a UV set by a link; there are none in the stand-in."""
        self._uvs(uvSet)
        return MObjectArray()

    # -- points and values -------------------------------------------------------------------

    def _triangle_uvs(self, uvSet: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Vertices and values of all triangles of mapped faces, and their faces."""
        mesh, uvs = self._mesh(), self._uvs(uvSet)
        triangles, owners = mesh_topology.triangles(mesh)
        starts = mesh.face_starts()
        uv_starts = np.concatenate([[0], np.cumsum(uvs.counts)]).astype(int)
        rows, values, faces = [], [], []
        for triangle, face in zip(triangles, owners, strict=True):
            if not uvs.counts[face]:
                continue
            corners = mesh.corners[starts[face] : starts[face + 1]].tolist()
            ids = uvs.ids[uv_starts[face] : uv_starts[face + 1]]
            places = [ids[corners.index(vertex)] for vertex in triangle]
            rows.append(triangle)
            values.append([(uvs.u[p], uvs.v[p]) for p in places])
            faces.append(face)
        return np.array(rows).reshape(-1, 3), np.array(values).reshape(-1, 3, 2), np.array(faces)

    def getUVAtPoint(
        self, point: Any, space: int = MSpace.kObject, uvSet: str = ""
    ) -> tuple[float, float, int]:
        """Value at the surface point nearest to a point, and its face."""
        target = self._in(MPoint(point)._a[None, :3], space)[0]
        mesh = self._mesh()
        rows, values, faces = self._triangle_uvs(uvSet)
        if not len(rows):
            raise RuntimeError("(kFailure): the mesh has no UVs")
        positions, weights = mesh_geometry.nearest_on_triangles(mesh.points[rows], target)
        best = int(np.argmin(((positions - target) ** 2).sum(axis=1)))
        u, v = weights[best] @ values[best]
        return float(u), float(v), int(faces[best])

    def _at_uv(self, u: float, v: float, uvSet: str, tolerance: float) -> Any:
        rows, values, faces = self._triangle_uvs(uvSet)
        if not len(rows):
            return np.zeros((0, 3)), np.zeros(0, int)
        a, b, c = values[:, 0], values[:, 1], values[:, 2]
        one, other, offset = b - a, c - a, np.array([u, v]) - a
        determinant = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
        safe = np.where(np.abs(determinant) < 1e-20, 1.0, determinant)
        s = (offset[:, 0] * other[:, 1] - offset[:, 1] * other[:, 0]) / safe
        t = (one[:, 0] * offset[:, 1] - one[:, 1] * offset[:, 0]) / safe
        inside = (np.abs(determinant) >= 1e-20) & (s >= -tolerance) & (t >= -tolerance)
        inside &= s + t <= 1.0 + tolerance
        corners = self._mesh().points[rows[inside]]
        weights = np.stack([1 - s - t, s, t], axis=1)[inside]
        return (weights[:, :, None] * corners).sum(axis=1), faces[inside]

    def getPointAtUV(
        self, faceId: int, u: float, v: float, space: int = 2, uvSet: str = "", tolerance: float = 0
    ) -> MPoint:
        """Position of a value on a face."""
        points, faces = self._at_uv(u, v, uvSet, max(tolerance, 1e-6))
        inside = points[faces == faceId] if len(points) else points
        if not len(inside):
            raise RuntimeError("(kFailure): the face does not hold the UV")
        return MPoint(self._out(inside, space)[0])

    def getPointsAtUV(
        self, u: float, v: float, space: int = 2, uvSet: str = "", tolerance: float = 0
    ) -> Any:
        """Faces that hold a value, and its position on each."""
        from maya._api2.arrays import MPointArray

        points, faces = self._at_uv(u, v, uvSet, max(tolerance, 1e-6))
        return MIntArray._of(faces), MPointArray(self._out(points, space))

    def intersectFaceAtUV(self, u: float, v: float, uvSet: str = "") -> int:
        """A face that holds a value; -1 if none does."""
        _, faces = self._at_uv(u, v, uvSet, 1e-6)
        return int(faces[0]) if len(faces) else -1

    def getClosestUVs(self, u: float, v: float, uvSet: str = "") -> MIntArray:
        """Numbers of the values nearest to a value."""
        uvs = self._uvs(uvSet)
        distances = (uvs.u - u) ** 2 + (uvs.v - v) ** 2
        nearest = np.flatnonzero(distances <= distances.min() + 1e-12) if len(uvs.u) else []
        return MIntArray._of(nearest)

    def isPolygonUVReversed(self, faceId: int, uvSet: str = "") -> bool:
        """Whether the values of a face run clockwise."""
        ids, uvs = self._face_uvs(faceId, uvSet), self._uvs(uvSet)
        u, v = uvs.u[ids], uvs.v[ids]
        return bool((u * np.roll(v, -1) - np.roll(u, -1) * v).sum() < 0)

    # -- tangents ----------------------------------------------------------------------------

    def _frames(self, uvSet: str) -> tuple[np.ndarray, np.ndarray]:
        from maya._api2.mesh_geometry import corner_tangents

        uvs = self._uvs(uvSet)
        if len(uvs.ids) != len(self._mesh().corners):
            raise RuntimeError("(kFailure): some faces have no UVs")
        return corner_tangents(self._mesh(), uvs.u[uvs.ids], uvs.v[uvs.ids])

    def _face_part(self, face: int, values: np.ndarray, space: int) -> MFloatVectorArray:
        self._face(face)
        starts = self._mesh().face_starts()
        return MFloatVectorArray(self._turned(values[starts[face] : starts[face + 1]], space))

    def getTangents(self, space: int = 2, uvSet: str = "") -> MFloatVectorArray:
        """Tangents at all face corners."""
        return MFloatVectorArray(self._turned(self._frames(uvSet)[0], space))

    def getBinormals(self, space: int = 2, uvSet: str = "") -> MFloatVectorArray:
        """Binormals at all face corners."""
        return MFloatVectorArray(self._turned(self._frames(uvSet)[1], space))

    def getTangentId(self, faceId: int, vertexId: int) -> int:
        """Number of the tangent of a face corner."""
        return self._corner(faceId, vertexId)

    def getFaceVertexTangents(
        self, faceId: int, space: int = 2, uvSet: str = ""
    ) -> MFloatVectorArray:
        """Tangents at the corners of a face."""
        return self._face_part(faceId, self._frames(uvSet)[0], space)

    def getFaceVertexBinormals(
        self, faceId: int, space: int = 2, uvSet: str = ""
    ) -> MFloatVectorArray:
        """Binormals at the corners of a face."""
        return self._face_part(faceId, self._frames(uvSet)[1], space)

    def getFaceVertexTangent(
        self, faceId: int, vertexId: int, space: int = 2, uvSet: str = ""
    ) -> MVector:
        """Tangent at a corner of a face."""
        value = self._frames(uvSet)[0][self._corner(faceId, vertexId)]
        return MVector(self._turned(value[None], space)[0])

    def getFaceVertexBinormal(
        self, faceId: int, vertexId: int, space: int = 2, uvSet: str = ""
    ) -> MVector:
        """Binormal at a corner of a face."""
        value = self._frames(uvSet)[1][self._corner(faceId, vertexId)]
        return MVector(self._turned(value[None], space)[0])

    def isRightHandedTangent(self, tangentId: int, uvSet: str = "") -> bool:
        """Whether normal, tangent and binormal are right-handed."""
        from maya._api2.mesh_geometry import corner_normals

        tangents, binormals = self._frames(uvSet)
        normals, ids = corner_normals(self._mesh())
        cross = np.cross(normals[ids[tangentId]], tangents[tangentId])
        return bool(cross @ binormals[tangentId] > 0)

    def getUVBorderEdges(self, setId: int) -> MIntArray:
        """Edges whose sides have different values."""
        mesh = self._mesh()
        uvs = self._uvs(self.getUVSetNames()[setId])
        if len(uvs.ids) != len(mesh.corners):
            raise RuntimeError("(kFailure): some faces have no UVs")
        following = mesh_topology.next_corners(mesh)
        sides: dict[int, set[Any]] = {}
        counted: dict[int, int] = {}
        for corner, edge in enumerate(mesh_topology.corner_edges(mesh).tolist()):
            pair = {
                (int(mesh.corners[c]), int(uvs.ids[c])) for c in (corner, int(following[corner]))
            }
            sides.setdefault(edge, set()).update(pair)
            counted[edge] = counted.get(edge, 0) + 1
        return MIntArray(sorted(e for e, s in sides.items() if counted[e] < 2 or len(s) > 2))
