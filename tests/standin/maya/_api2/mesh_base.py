"""Where a mesh function set reads and writes its mesh, and in which space."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.dag_functions import MFnDagNode
from maya._api2.objects import MISSING, Data, changes_scene
from maya._api2.transformation import MSpace, check_space
from maya._core import shapes
from maya._core.data import MeshData
from maya._core.session import session


class MeshAccess(MFnDagNode):
    """A mesh node, or mesh data."""

    _FN = "kMesh"

    def _mesh(self) -> MeshData:
        entity = self._entity()
        if isinstance(entity, Data):
            return entity.value
        self._node()
        data = shapes.geometry(entity)
        if data is None:
            raise RuntimeError(MISSING)
        return data

    @changes_scene
    def _store(self, mesh: MeshData) -> None:
        """Replace the mesh."""
        entity = self._entity()
        if isinstance(entity, Data):
            mesh.matrix = entity.value.matrix
            entity.put(mesh)
            return
        into = self._node().plug("inMesh")
        if into.effective_source() is not None:
            from maya._core import evaluation

            into.value, into.dirty = mesh, False
            evaluation.changed(into)
        else:
            shapes.set_stored(entity, mesh)
        session.events.send("mesh_changed", entity)

    def _changed(self, **parts: Any) -> None:
        """Store a copy of the mesh with other parts."""
        mesh = self._mesh().copy()
        for name, value in parts.items():
            setattr(mesh, name, value)
        self._store(mesh)

    # -- spaces ------------------------------------------------------------------------------

    def _to_world(self) -> np.ndarray:
        entity = self._entity()
        if isinstance(entity, Data):
            return np.eye(4) if entity.value.matrix is None else entity.value.matrix
        if self._path is None:
            raise RuntimeError("(kInvalidParameter): Must have a DAG path for world space")
        return self._path.world_matrix()

    def _out(self, points: np.ndarray, space: int) -> np.ndarray:
        """Points of the mesh as seen in a space."""
        if check_space(space) != MSpace.kWorld:
            return points
        matrix = self._to_world()
        return points @ matrix[:3, :3] + matrix[3, :3]

    def _in(self, points: np.ndarray, space: int) -> np.ndarray:
        """Points given in a space as those of the mesh."""
        if check_space(space) != MSpace.kWorld:
            return points
        matrix = np.linalg.inv(self._to_world())
        return points @ matrix[:3, :3] + matrix[3, :3]

    def _turned(self, normals: np.ndarray, space: int) -> np.ndarray:
        """Normals of the mesh as seen in a space."""
        if check_space(space) != MSpace.kWorld:
            return normals
        from maya._api2.mesh_geometry import unit

        linear = self._to_world()[:3, :3]
        return unit(normals @ np.linalg.inv(linear).T * np.sign(np.linalg.det(linear)))

    def _face(self, face: int) -> np.ndarray:
        """Vertices of a face."""
        mesh = self._mesh()
        if not 0 <= face < len(mesh.counts):
            raise IndexError("(kInvalidParameter): face index out of range")
        starts = mesh.face_starts()
        return mesh.corners[starts[face] : starts[face + 1]]

    def _corner(self, face: int, vertex: int) -> int:
        """Place of a vertex of a face among all corners."""
        found = np.flatnonzero(self._face(face) == vertex)
        if not len(found):
            raise RuntimeError("(kInvalidParameter): the vertex is not on the face")
        return int(self._mesh().face_starts()[face] + found[0])
