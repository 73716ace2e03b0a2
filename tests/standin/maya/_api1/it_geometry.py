"""MItGeometry: points of any kind of geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.component_tags import affected
from maya._core.data import MeshData
from maya._core.geometry import get_points, point_count, point_texts, set_points
from maya._shared import errors

from .arrays import MPointArray
from .data_handle import MDataHandle
from .objects import Component, Data, MObject, entity_of
from .spaces import MSpace
from .swig import SwigObject, expect, named, wrong_arguments
from .tuples import MPoint, MVector


class _Target:
    """The geometry behind an iterator: how to read and write it, which points take part."""

    def __init__(self, data: Any, indices: Any, write: Any, matrix: Any = None) -> None:
        self.data = data
        self.indices = indices if indices is not None else np.arange(point_count(data))
        self.write = write
        self.matrix = matrix

    def world(self) -> np.ndarray:
        """Local to world."""
        if self.matrix is not None:
            return self.matrix
        matrix = getattr(self.data, "matrix", None)
        return np.eye(4) if matrix is None else matrix


def _component_indices(data: Any, component: Any) -> np.ndarray | None:
    """Point numbers of components; those of edges and faces are their vertices."""
    from maya._core.geometry import point_numbers

    from .fn_component import texts_of

    if component is None or component.isNull():
        return None
    entity = entity_of(component, Component)
    if entity.complete is not None:
        return None
    if entity.name in ("kMeshVertComponent", "kCurveCVComponent"):
        return np.array(entity.elements, int)
    return point_numbers(data, texts_of(entity))


@named("MItGeometry")
class MItGeometry(SwigObject):
    """Goes through the affected points of a geometry in component order."""

    def __init__(self, *values: Any) -> None:
        self._at = 0
        if len(values) == 1 and isinstance(values[0], MItGeometry):
            self._target, self._points = values[0]._target, values[0]._points
            return
        self._open(_target_of(values))

    @classmethod
    def _for(cls, target: _Target) -> MItGeometry:
        made = cls.__new__(cls)
        made._at = 0
        made._open(target)
        return made

    def _open(self, target: _Target) -> None:
        self._target = target
        self._points = np.ones((len(target.indices), 4))
        self._points[:, :3] = get_points(target.data)[target.indices]

    def isDone(self) -> bool:
        """Whether all points were visited."""
        return self._at >= len(self._points)

    def next(self) -> None:
        """Go to the next point."""
        self._at += 1

    def __next__(self) -> None:
        self.next()

    def reset(self, *values: Any) -> None:
        """Start again, or with another geometry."""
        if values:
            self._open(_target_of(values))
        self._at = 0

    def _place(self) -> int:
        if self.isDone():
            raise errors.failure("The iterator has no more points")
        return self._at

    def index(self) -> int:
        """The number of the point in the whole geometry."""
        return int(self._target.indices[self._place()])

    def positionIndex(self) -> int:
        """The place of the point among those visited."""
        return self._place()

    def count(self) -> int:
        """How many points are visited."""
        return len(self._points)

    exactCount = count

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """The point; a copy."""
        row = self._points[self._place()]
        if space == MSpace.kWorld:
            row = row @ self._target.world()
        return MPoint._made(row.tolist())

    def setPosition(self, point: Any, space: int = MSpace.kObject) -> None:
        """Move the point."""
        row = np.array(expect(point, MPoint)._list())
        if space == MSpace.kWorld:
            row = row @ np.linalg.inv(self._target.world())
        place = self._place()
        self._points[place] = row
        self._flush(place)

    def allPositions(self, points: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with all points that are visited."""
        rows = self._points
        if space == MSpace.kWorld:
            rows = rows @ self._target.world()
        expect(points, MPointArray)._set_all(rows)

    def setAllPositions(self, points: Any, space: int = MSpace.kObject) -> None:
        """Move all points that are visited."""
        rows = expect(points, MPointArray)._array()
        if len(rows) != len(self._points):
            raise errors.invalid(f"{len(self._points)} points are needed, not {len(rows)}")
        if space == MSpace.kWorld:
            rows = rows @ np.linalg.inv(self._target.world())
        self._points[:] = rows
        self._flush(None)

    def _flush(self, place: int | None) -> None:
        """Hand changes on; deformers collect them and hand them on once."""
        if self._target.write is not None:
            whole = get_points(self._target.data).copy()
            whole[self._target.indices] = self._points[:, :3]
            self._target.write(whole)

    def normal(self) -> MVector:
        """The normal of a mesh vertex."""
        from .mesh_functions import vertex_normals

        if not isinstance(self._target.data, MeshData):
            raise errors.failure("Only vertices of meshes have normals")
        return MVector._made(vertex_normals(self._target.data)[self.index()].tolist())

    def weight(self, *_: Any) -> Any:
        """The weight of soft selection: one."""
        from .fn_component import MWeight

        return MWeight()

    def component(self) -> MObject:
        """The point as a component."""
        texts = point_texts(self._target.data, [self.index()])
        from .fn_component import component_of

        return MObject._of(component_of(texts[0]))

    currentItem = component


def _target_of(values: tuple[Any, ...]) -> _Target:
    from .fn_shapes import shape_target
    from .paths import MDagPath

    first, rest = values[0], values[1:]
    if isinstance(first, MDataHandle):
        return _handle_target(first, rest)
    if isinstance(first, MDagPath):
        data, write, matrix = shape_target(first)
        component = rest[0] if rest and isinstance(rest[0], MObject) else None
        return _Target(data, _component_indices(data, component), write, matrix)
    if isinstance(first, MObject):
        entity = entity_of(first)
        component = rest[0] if rest and isinstance(rest[0], MObject) else None
        if isinstance(entity, Data):
            return _data_target(entity, _component_indices(entity.value, component))
        data, write, matrix = shape_target(first)
        return _Target(data, _component_indices(data, component), write, matrix)
    raise wrong_arguments("new_MItGeometry", values)


def _data_target(entity: Data, indices: Any) -> _Target:
    def write(points: np.ndarray) -> None:
        changed = entity.value.copy()
        set_points(changed, points)
        entity.put(changed)
        target.data = changed

    target = _Target(entity.value, indices, write)
    return target


def _handle_target(handle: MDataHandle, rest: tuple[Any, ...]) -> _Target:
    """``(handle)``, ``(handle, groupId)``, ``(handle, groupId, readOnly)``, ``(handle, component)``."""
    store = handle._have()
    data = store.read()
    if data is None:
        raise errors.failure("The handle holds no geometry")
    entity = Data("mesh", data, store.write)
    indices = None
    if rest and isinstance(rest[0], MObject):
        indices = _component_indices(data, rest[0])
    elif rest and isinstance(rest[0], int) and not isinstance(rest[0], bool):
        indices = affected(data, "", rest[0])
    return _data_target(entity, indices)
