"""Nearest points and rays: a part of ``MFnMesh``, and ``MMeshIntersector``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2 import mesh_geometry
from maya._api2.arrays import MFloatArray, MFloatPointArray, MIntArray
from maya._api2.matrices import MMatrix
from maya._api2.mesh_base import MeshAccess
from maya._api2.objects import MISSING
from maya._api2.rows import MFloatPoint, MFloatVector, MPoint, MVector
from maya._api2.transformation import MSpace, check_space


class MMeshIsectAccelParams:
    """A wish for an acceleration structure; the stand-in has none."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments


class MMeshSmoothOptions:
    """How a smooth mesh is made."""

    kInvalid, kLegacy, kCreaseAll, kCreaseEdge, kLast = -1, 0, 1, 2, 3
    kInvalidSubdivision, kCatmullClark, kOpenSubdivCatmullClarkUniform = -1, 0, 2
    kOpenSubdivCatmullClarkAdaptive, kLastSubdivision = 3, 4

    def __init__(self, *arguments: Any) -> None:
        self.boundaryRule = self.kCreaseAll
        self.subdivisionType = self.kCatmullClark
        self.divisions = 2
        self.propEdgeHardness = False
        self.smoothness = 1.0
        self.smoothUVs = True
        self.keepBorderEdge = True
        self.keepHardEdge = False


class MeshRays(MeshAccess):
    """Queries of the surface."""

    @staticmethod
    def autoUniformGridParams() -> MMeshIsectAccelParams:
        """A wish for a grid of a size that Maya chooses."""
        return MMeshIsectAccelParams()

    @staticmethod
    def uniformGridParams(xDiv: int, yDiv: int, zDiv: int) -> MMeshIsectAccelParams:
        """A wish for a grid of a size."""
        return MMeshIsectAccelParams(int(xDiv), int(yDiv), int(zDiv))

    def cachedIntersectionAcceleratorInfo(self) -> str:
        """What is kept to make queries fast: nothing."""
        self._mesh()
        return ""

    @staticmethod
    def globalIntersectionAcceleratorsInfo() -> str:
        """What is kept to make queries fast: nothing."""
        return ""

    @staticmethod
    def clearGlobalIntersectionAcceleratorInfo() -> None:
        """Nothing is kept."""

    def freeCachedIntersectionAccelerator(self) -> Any:
        """Nothing is kept."""
        return self

    @staticmethod
    def sortIntersectionFaceTriIds(faceIds: MIntArray, triIds: MIntArray | None = None) -> None:
        """Sort faces and triangles in place."""
        order = np.argsort(faceIds._a, kind="stable")
        faceIds._a[:] = faceIds._a[order].copy()
        if triIds is not None:
            triIds._a[:] = triIds._a[order].copy()

    # -- nearest points ----------------------------------------------------------------------

    def _closest(self, point: Any, space: int) -> Any:
        matrix = self._to_world() if check_space(space) == MSpace.kWorld else np.eye(4)
        return mesh_geometry.closest(self._mesh(), MPoint(point)._a[:3], matrix)

    def getClosestPoint(self, point: Any, space: int = MSpace.kObject) -> tuple[MPoint, int]:
        """Nearest point of the surface, and its face."""
        position, face, _, _ = self._closest(point, space)
        return MPoint(self._out(position[None], space)[0]), face

    def getClosestNormal(self, point: Any, space: int = MSpace.kObject) -> tuple[MVector, int]:
        """Normal at the nearest point of the surface, and its face."""
        _, normal, face = self.getClosestPointAndNormal(point, space)
        return normal, face

    def getClosestPointAndNormal(
        self, point: Any, space: int = MSpace.kObject
    ) -> tuple[MPoint, MVector, int]:
        """Nearest point of the surface, the normal there, and its face."""
        position, face, triangle, weights = self._closest(point, space)
        normal = _normal_at(self._mesh(), triangle, face, weights)
        return (
            MPoint(self._out(position[None], space)[0]),
            MVector(self._turned(normal[None], space)[0]),
            face,
        )

    # -- rays --------------------------------------------------------------------------------

    def _hits(
        self,
        source: Any,
        direction: Any,
        space: int,
        limit: float,
        both: bool,
        faces: Any,
        triangles: Any,
        tolerance: float,
    ) -> list[tuple[Any, ...]]:
        """Hits (parameter, point, face, triangle, weights), nearest first."""
        check_space(space)
        start = self._in(MPoint(source)._a[None, :3], space)[0]
        end = self._in((MPoint(source)._a[:3] + MVector(direction)._a)[None], space)[0]
        mesh = self._mesh()
        parameters, found, weights, owners = mesh_geometry.ray_hits(
            mesh, start, end - start, tolerance
        )
        allowed = None if faces is None else [int(face) for face in faces]
        chosen = None
        if allowed is not None and triangles is not None:
            chosen = set(zip(allowed, (int(t) for t in triangles), strict=True))
        hits = []
        for parameter, triangle, weight in zip(parameters, found, weights, strict=True):
            face = int(owners[triangle])
            local = mesh_geometry.triangle_in_face(owners, int(triangle))
            length = np.linalg.norm(MVector(direction)._a) * abs(parameter)
            if (parameter < 0 and not both) or length > limit:
                continue
            if (allowed is not None and face not in allowed) or (
                chosen is not None and (face, local) not in chosen
            ):
                continue
            position = self._out((start + parameter * (end - start))[None], space)[0]
            hits.append((float(parameter), position, face, local, weight))
        return sorted(hits, key=lambda hit: abs(hit[0]))

    def closestIntersection(
        self,
        raySource: Any,
        rayDirection: Any,
        space: int,
        maxParam: float,
        testBothDirections: bool,
        faceIds: Any = None,
        triIds: Any = None,
        idsSorted: bool = False,
        accelParams: Any = None,
        tolerance: float = 1e-6,
    ) -> tuple[Any, ...]:
        """Nearest hit: point, parameter, face, triangle and two weights; face -1 if none."""
        hits = self._hits(
            raySource, rayDirection, space, maxParam, testBothDirections, faceIds, triIds, tolerance
        )
        if not hits:
            return MFloatPoint(), 0.0, -1, -1, 0.0, 0.0
        parameter, position, face, triangle, weights = hits[0]
        return MFloatPoint(position), parameter, face, triangle, *map(float, weights[:2])

    anyIntersection = closestIntersection

    def allIntersections(
        self,
        raySource: Any,
        rayDirection: Any,
        space: int,
        maxParam: float,
        testBothDirections: bool,
        faceIds: Any = None,
        triIds: Any = None,
        idsSorted: bool = False,
        accelParams: Any = None,
        sortHits: bool = False,
        tolerance: float = 1e-6,
    ) -> tuple[Any, ...]:
        """All hits: arrays of points, parameters, faces, triangles and two weights."""
        hits = self._hits(
            raySource, rayDirection, space, maxParam, testBothDirections, faceIds, triIds, tolerance
        )
        return (
            MFloatPointArray(np.array([hit[1] for hit in hits]).reshape(-1, 3)),
            MFloatArray([hit[0] for hit in hits]),
            MIntArray([hit[2] for hit in hits]),
            MIntArray([hit[3] for hit in hits]),
            MFloatArray([float(hit[4][0]) for hit in hits]),
            MFloatArray([float(hit[4][1]) for hit in hits]),
        )


def _normal_at(mesh: Any, triangle: int, face: int, weights: np.ndarray) -> np.ndarray:
    """Normal at weights of a triangle, blended between its corners."""
    from maya._core import mesh_topology

    vertices = mesh_topology.triangles(mesh)[0][triangle]
    start, end = mesh.face_starts()[face : face + 2]
    corners = mesh.corners[start:end].tolist()
    normals, ids = mesh_geometry.corner_normals(mesh)
    own = np.array([normals[ids[start + corners.index(int(v))]] for v in vertices])
    return mesh_geometry.unit(weights @ own)


class MPointOnMesh:
    """A point on the surface of a mesh."""

    def __init__(self, source: MPointOnMesh | None = None) -> None:
        self.point = MFloatPoint() if source is None else MFloatPoint(source.point)
        self.normal = MFloatVector() if source is None else MFloatVector(source.normal)
        self.face = -1 if source is None else source.face
        self.triangle = -1 if source is None else source.triangle
        self.barycentricCoords = (0.0, 0.0) if source is None else source.barycentricCoords


class MMeshIntersector:
    """Finds nearest points of a mesh."""

    def __init__(self) -> None:
        self._mesh: Any = None
        self._matrix = np.eye(4)

    @property
    def isCreated(self) -> bool:
        """Whether a mesh was given."""
        return self._mesh is not None

    def create(self, mesh: Any, matrix: MMatrix | None = None, faceIds: Any = None) -> Any:
        """Choose a mesh, and the matrix that takes its points to those of the queries."""
        self._mesh = MeshRays(mesh)._mesh()
        self._matrix = np.eye(4) if matrix is None else matrix._m.copy()
        return self

    def getClosestPoint(
        self, referencePoint: Any, maxDistance: float = float("inf")
    ) -> MPointOnMesh:
        """Nearest point, in the mesh's own space."""
        if self._mesh is None:
            raise RuntimeError(MISSING)
        target = MPoint(referencePoint)._a[:3]
        position, face, triangle, weights = mesh_geometry.closest(self._mesh, target, self._matrix)
        reached = position @ self._matrix[:3, :3] + self._matrix[3, :3]
        if np.linalg.norm(reached - target) > maxDistance:
            raise RuntimeError("(kFailure): no point within the distance")
        from maya._core import mesh_topology

        owners = mesh_topology.triangles(self._mesh)[1]
        found = MPointOnMesh()
        found.point = MFloatPoint(position)
        found.normal = MFloatVector(_normal_at(self._mesh, triangle, face, weights))
        found.face = face
        found.triangle = mesh_geometry.triangle_in_face(owners, triangle)
        found.barycentricCoords = (float(weights[0]), float(weights[1]))
        return found
