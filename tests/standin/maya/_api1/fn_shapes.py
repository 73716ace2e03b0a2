"""Geometry of shapes for iterators and function sets."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mesh_topology, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.data import CurveData, LatticeData, MeshData, SurfaceData
from maya._core.geometry import get_points, set_points
from maya._shared import errors

from .objects import Data, MObject, entity_of
from .paths import MDagPath
from .plugs import not_recorded
from .spaces import MSpace


def node_geometry(node: DagNode) -> Any:
    """The evaluated geometry of a shape in its own space; None for other nodes."""
    return shapes.geometry(node) if shapes.kind_of(node) is not None else None


def to_world(function: Any, space: int) -> np.ndarray:
    """Matrix from the space of a curve's or surface's points to the wanted one."""
    if space != MSpace.kWorld:
        return np.eye(4)
    if isinstance(function._have(), Data):
        matrix = getattr(function._entity.value, "matrix", None)
        return np.eye(4) if matrix is None else matrix
    if function._path is None:
        raise errors.failure("World space needs a function set made of an MDagPath")
    return function._path.world_matrix()


def put_points(node: DagNode, points: np.ndarray) -> None:
    """Replace all points of a shape; not undoable, overwritten where there is history."""
    from maya._nodes.mesh import set_points as set_mesh_points

    with not_recorded():
        if shapes.kind_of(node) == "mesh":
            set_mesh_points(node, points)
            return
        data = shapes.stored(node)
        if data is None:
            raise errors.failure("The shape has no geometry")
        data = data.copy()
        set_points(data, points)
        shapes.clear_tweaks(node)
        shapes.set_stored(node, data)


def put_geometry(node: DagNode, data: Any) -> None:
    """Give a shape another geometry."""
    with not_recorded():
        shapes.clear_tweaks(node)
        shapes.set_stored(node, data)


def shape_target(what: Any) -> tuple[Any, Any, np.ndarray]:
    """Data, a function that writes all points, and local to world, of a shape."""
    if isinstance(what, MDagPath):
        path = shapes.shape_of(what._have())
        if path is None:
            raise errors.incompatible()
    else:
        node = entity_of(what, DagNode)
        if shapes.kind_of(node) is None:
            raise errors.incompatible()
        path = node.path()
    data = shapes.geometry(path.node)
    if data is None:
        raise errors.failure("The shape has no geometry")
    return data, lambda points: put_points(path.node, points), path.world_matrix()


def shape_counts(path: DagPath, word: str, place: int) -> int | None:
    """How many components of a kind a shape has; ``place`` counts indices of one component."""
    found = shapes.shape_of(path)
    data = None if found is None else shapes.geometry(found.node)
    if isinstance(data, MeshData):
        return {
            "vtx": len(data.points),
            "pnts": len(data.points),
            "e": len(mesh_topology.edges_of(data)),
            "f": len(data.counts),
        }.get(word)
    if isinstance(data, CurveData) and word == "cv":
        return len(get_points(data))
    if isinstance(data, (SurfaceData, LatticeData)) and word in ("cv", "pt"):
        return int(data.points.shape[place])
    return None


def mesh_and_owner(handle: Any) -> tuple[MeshData, MObject]:
    """The mesh behind a path, a shape or a data object."""
    from .objects import Data

    if isinstance(handle, MDagPath):
        path = shapes.shape_of(handle._have())
        if path is None or shapes.kind_of(path.node) != "mesh":
            raise errors.incompatible()
        return _needed(shapes.geometry(path.node)), MObject._of(path.node)
    entity = entity_of(handle)
    if isinstance(entity, Data) and isinstance(entity.value, MeshData):
        return entity.value, handle
    if isinstance(entity, DagNode) and shapes.kind_of(entity) == "mesh":
        return _needed(shapes.geometry(entity)), handle
    raise errors.incompatible()


def _needed(data: Any) -> MeshData:
    return MeshData.empty() if data is None else data
