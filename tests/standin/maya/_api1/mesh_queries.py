"""Nearest points, rays and texture look-up on meshes, a part of MFnMesh."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._shared import errors

from . import mesh_functions, pointers
from .arrays import MFloatArray, MFloatPointArray, MIntArray, MPointArray
from .spaces import MSpace
from .swig import SwigObject, expect, named
from .tuples import MFloatPoint, MFloatVector, MPoint, MVector


class MMeshIsectAccelParams(SwigObject):
    """How rays are accelerated; the stand-in tests all triangles at once."""


class MeshQueries:
    """What is where on the surface."""

    _data: Any
    _points: Any
    _to_world: Any
    _turned: Any
    _ids_of: Any
    _uv_set: Any
    _face: Any

    def _corners(self, space: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Triangle corners (T, 3, 3), their vertices and faces."""
        triangles, owners = mesh_functions.triangles(self._data())
        if not len(triangles):
            raise errors.failure("The mesh has no faces")
        return self._points(space)[triangles], triangles, owners

    def _closest(self, point: Any, space: int) -> tuple[np.ndarray, int, int, np.ndarray]:
        data = self._data()
        owners = mesh_functions.triangles(data)[1]
        if not len(owners):
            raise errors.failure("The mesh has no faces")
        place = np.array(expect(point, MPoint)._list()[:3])
        triangle, near, weights = mesh_functions.closest(data, place, self._to_world(space))
        return near, int(owners[triangle]), triangle, weights

    def getClosestPoint(
        self,
        point: Any,
        closest: Any,
        space: int = MSpace.kObject,
        face: Any = None,
        params: Any = None,
    ) -> None:
        """Make an MPoint the nearest point, write its face to memory."""
        near, owner, _, _ = self._closest(point, space)
        expect(closest, MPoint)._put([*near.tolist(), 1.0])
        pointers.store_if(face, "int", owner)

    def getClosestNormal(
        self,
        point: Any,
        normal: Any,
        space: int = MSpace.kObject,
        face: Any = None,
        params: Any = None,
    ) -> None:
        """Make an MVector the normal at the nearest point, write its face to memory."""
        _, owner, triangle, weights = self._closest(point, space)
        expect(normal, MVector)._put(self._normal_at(triangle, weights, space).tolist())
        pointers.store_if(face, "int", owner)

    def getClosestPointAndNormal(
        self,
        point: Any,
        closest: Any,
        normal: Any,
        space: int = MSpace.kObject,
        face: Any = None,
        params: Any = None,
    ) -> None:
        """Both at once."""
        near, owner, triangle, weights = self._closest(point, space)
        expect(closest, MPoint)._put([*near.tolist(), 1.0])
        expect(normal, MVector)._put(self._normal_at(triangle, weights, space).tolist())
        pointers.store_if(face, "int", owner)

    def _normal_at(self, triangle: int, weights: np.ndarray, space: int) -> np.ndarray:
        """The interpolated normal of the corners."""
        data = self._data()
        triangles, owners = mesh_functions.triangles(data)
        start = int(data.face_starts()[owners[triangle]])
        count = int(data.counts[owners[triangle]])
        corners = data.corners[start : start + count].tolist()
        places = [start + corners.index(int(vertex)) for vertex in triangles[triangle]]
        normals = mesh_functions.corner_normals(data)[places]
        return self._turned(mesh_functions._unit((weights @ normals)[None]), space)[0]

    # -- rays --------------------------------------------------------------------------------

    def intersect(
        self,
        source: Any,
        direction: Any,
        points: Any,
        tolerance: float = 1e-10,
        space: int = MSpace.kObject,
        faces: Any = None,
    ) -> bool:
        """Fill an array with the points where a ray meets the surface, nearest first."""
        start, along = np.array(source._list()[:3]), np.array(expect(direction, MVector)._list())
        corners, _, owners = self._corners(space)
        numbers, params, _, _ = mesh_functions.ray_hits(corners, start, along, max(tolerance, 1e-9))
        ahead = params >= 0
        order = np.argsort(params[ahead], kind="stable")
        params, found = params[ahead][order], owners[numbers[ahead][order]]
        fresh = np.ones(len(params), bool)  # a ray through an edge meets two triangles
        fresh[1:] = np.diff(params) > 1e-9
        expect(points, MPointArray)._set_all(start + params[fresh, None] * along)
        if faces is not None:
            expect(faces, MIntArray)._set_all(found[fresh])
        return bool(fresh.any())

    def _ray(self, arguments: tuple[Any, ...]) -> tuple[np.ndarray, ...]:
        """Hits of the common arguments of the three intersection methods."""
        source, direction, face_ids, triangle_ids, _, space, longest, both = arguments[:8]
        start = np.array(expect(source, MFloatPoint)._list()[:3])
        along = np.array(expect(direction, MFloatVector)._list())
        length = float(np.linalg.norm(along))
        if length == 0.0:
            raise errors.invalid("The ray has no direction")
        corners, _, owners = self._corners(space)
        numbers, params, u, v = mesh_functions.ray_hits(corners, start, along)
        keep = np.abs(params) <= longest
        if not both:
            keep &= params >= 0
        if face_ids is not None:
            keep &= self._allowed(owners[numbers], numbers, owners, face_ids, triangle_ids)
        points = start + params[:, None] * along
        first = np.searchsorted(owners, owners[numbers])
        return tuple(
            each[keep] for each in (params, points, owners[numbers], numbers - first, u, v)
        )

    @staticmethod
    def _allowed(
        faces: np.ndarray, numbers: np.ndarray, owners: np.ndarray, face_ids: Any, triangle_ids: Any
    ) -> np.ndarray:
        wanted = face_ids._array()
        if triangle_ids is None:
            return np.isin(faces, wanted)
        inside = numbers - np.searchsorted(owners, faces)
        pairs = set(zip(wanted.tolist(), triangle_ids._array().tolist(), strict=True))
        return np.array(
            [pair in pairs for pair in zip(faces.tolist(), inside.tolist(), strict=True)], bool
        )

    def closestIntersection(self, *arguments: Any) -> bool:
        """The nearest hit of a ray, written into the objects given.

        ``(source, direction, faceIds, triIds, idsSorted, space, maxParam, testBothDirections,
        accelParams, hitPoint, hitRayParam, hitFace, hitTriangle, hitBary1, hitBary2, tolerance)``
        """
        return self._one_hit(arguments, lambda params: int(np.argmin(np.abs(params))))

    def anyIntersection(self, *arguments: Any) -> bool:
        """Any hit of a ray; arguments as `closestIntersection`."""
        return self._one_hit(arguments, lambda params: 0)

    def _one_hit(self, arguments: tuple[Any, ...], choose: Any) -> bool:
        params, points, faces, inside, u, v = self._ray(arguments)
        if not len(params):
            return False
        best = choose(params)
        place, distance, face, triangle, bary1, bary2 = arguments[9:15]
        place._put([*points[best].tolist(), 1.0])
        pointers.store_if(distance, "float", params[best])
        pointers.store_if(face, "int", int(faces[best]))
        pointers.store_if(triangle, "int", int(inside[best]))
        # the first weight belongs to the triangle's first corner
        pointers.store_if(bary1, "float", 1.0 - u[best] - v[best])
        pointers.store_if(bary2, "float", u[best])
        return True

    def allIntersections(self, *arguments: Any) -> bool:
        """All hits of a ray, written into the arrays given.

        ``(source, direction, faceIds, triIds, idsSorted, space, maxParam, testBothDirections,
        accelParams, sortHits, hitPoints, hitRayParams, hitFaces, hitTriangles, hitBary1s, hitBary2s)``
        """
        params, points, faces, inside, u, v = self._ray(arguments)
        order = (
            np.argsort(np.abs(params), kind="stable") if arguments[9] else np.arange(len(params))
        )
        place, distances, face_array, triangles, bary1, bary2 = arguments[10:16]
        rows = np.ones((len(order), 4), np.float32)
        rows[:, :3] = points[order]
        expect(place, MFloatPointArray)._set_all(rows)
        for target, kind, values in (
            (distances, MFloatArray, params),
            (face_array, MIntArray, faces),
            (triangles, MIntArray, inside),
            (bary1, MFloatArray, 1.0 - u - v),
            (bary2, MFloatArray, u),
        ):
            if target is not None:
                expect(target, kind)._set_all(values[order])
        return bool(len(order))

    @staticmethod
    def autoUniformGridParams() -> MMeshIsectAccelParams:
        """How rays are accelerated."""
        return MMeshIsectAccelParams()

    @staticmethod
    def uniformGridParams(x: int, y: int, z: int) -> MMeshIsectAccelParams:
        """How rays are accelerated."""
        return MMeshIsectAccelParams()

    def freeCachedIntersectionAccelerator(self) -> None:
        """Free what accelerates rays."""

    @staticmethod
    def clearGlobalIntersectionAcceleratorInfo() -> None:
        """Reset statistics."""

    # -- texture coordinates -----------------------------------------------------------------

    def getUVAtPoint(
        self,
        point: Any,
        uv: Any,
        space: int = MSpace.kObject,
        name: str | None = None,
        face: Any = None,
    ) -> None:
        """Write the texture coordinates at the nearest point to memory."""
        _, owner, triangle, weights = self._closest(point, space)
        u, v = self._triangle_uvs(triangle, name)
        pointers.store(uv, "float", float(weights @ u), float(weights @ v))
        pointers.store_if(face, "int", owner)

    def _triangle_uvs(self, triangle: int, name: str | None) -> tuple[np.ndarray, np.ndarray]:
        data = self._data()
        triangles, owners = mesh_functions.triangles(data)
        face = int(owners[triangle])
        ids = self._ids_of(face, name)
        if not len(ids):
            raise errors.failure("The face has no texture coordinates")
        corners = data.corners[self._face(face)].tolist()
        places = ids[[corners.index(int(vertex)) for vertex in triangles[triangle]]]
        known = self._uv_set(name)
        return known.u[places], known.v[places]

    def getPointAtUV(
        self,
        face: int,
        point: Any,
        uv: Any,
        space: int = MSpace.kObject,
        name: str | None = None,
        tolerance: float = 0.0,
    ) -> None:
        """Make an MPoint the place of texture coordinates on a face."""
        wanted = np.array(pointers.load(uv, "float", 2))
        corners, _, owners = self._corners(space)
        for triangle in np.flatnonzero(owners == face):
            u, v = self._triangle_uvs(int(triangle), name)
            system = np.array([u, v, np.ones(3)])
            if abs(np.linalg.det(system)) < 1e-15:
                continue
            weights = np.linalg.solve(system, [*wanted, 1.0])
            if (weights >= -1e-5 - tolerance).all():
                expect(point, MPoint)._put([*(weights @ corners[triangle]).tolist(), 1.0])
                return
        raise errors.failure("The texture coordinates are not on the face")


class MPointOnMesh(SwigObject):
    """A place on a mesh."""

    def __init__(self, *_: Any) -> None:
        self._found: Any = None

    def getPoint(self) -> MFloatPoint:
        """The point."""
        return MFloatPoint(*self._found[0].tolist())

    def getNormal(self) -> MFloatVector:
        """The normal."""
        return MFloatVector(*self._found[1].tolist())

    def faceIndex(self) -> int:
        """The face."""
        return self._found[2]

    def triangleIndex(self) -> int:
        """The triangle of the face."""
        return self._found[3]

    def getBarycentricCoords(self, u: Any, v: Any) -> None:
        """Write the weights of the first two corners to memory."""
        pointers.store(u, "float", self._found[4][0])
        pointers.store(v, "float", self._found[4][1])


@named("MMeshIntersector")
class MMeshIntersector(SwigObject):
    """Finds nearest points on a mesh."""

    def __init__(self) -> None:
        self._functions: Any = None

    def create(self, mesh: Any, matrix: Any = None) -> None:
        """Get ready for a mesh, which a matrix places."""
        from .fn_mesh import MFnMesh
        from .fn_shapes import mesh_and_owner
        from .matrices import MMatrix

        data, _ = mesh_and_owner(mesh)
        self._functions = MFnMesh()
        self._functions._data = lambda: data
        self._functions._to_world = lambda space: None
        self._matrix = np.eye(4) if matrix is None else expect(matrix, MMatrix)._a.copy()

    def isCreated(self) -> bool:
        """Whether it is ready."""
        return self._functions is not None

    def getClosestPoint(self, point: Any, found: Any, longest: float = 1e99) -> None:
        """Make an MPointOnMesh the nearest place, in the space of the mesh."""
        if self._functions is None:
            raise errors.failure("The intersector was not created")
        local = MPoint(*(np.array(point._list()) @ np.linalg.inv(self._matrix)).tolist())
        near, face, triangle, weights = self._functions._closest(local, MSpace.kObject)
        if np.linalg.norm(near - np.array(local._list()[:3])) > longest:
            raise errors.failure("There is no point near enough")
        normal = self._functions._normal_at(triangle, weights, MSpace.kObject)
        owners = mesh_functions.triangles(self._functions._data())[1]
        inside = triangle - int(np.searchsorted(owners, face))
        expect(found, MPointOnMesh)._found = (near, normal, face, inside, weights)
