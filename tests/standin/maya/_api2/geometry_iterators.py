"""``MItGeometry``, ``MItCurveCV`` and ``MItSurfaceCV``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MPointArray
from maya._api2.handles import MDataHandle
from maya._api2.iterators import AT_END, NamedWalker, Walker
from maya._api2.objects import (
    INCOMPATIBLE,
    Component,
    Data,
    MObject,
    changes_scene,
    component_of,
    dag_node_of,
    wrap,
)
from maya._api2.paths import MDagPath
from maya._api2.rows import MPoint, MVector
from maya._api2.small import MWeight
from maya._api2.transformation import MSpace, check_space
from maya._core import shapes
from maya._core.data import CurveData, LatticeData, MeshData, SurfaceData
from maya._core.geometry import get_points, point_count, point_numbers, set_points

_KINDS = {
    MeshData: "kMeshVertComponent",
    CurveData: "kCurveCVComponent",
    SurfaceData: "kSurfaceCVComponent",
    LatticeData: "kLatticeComponent",
}


class Points:
    """Where a walk over points reads and writes them."""

    def __init__(self, source: Any) -> None:
        self.path = source._path() if isinstance(source, MDagPath) else None
        self.data_object: Data | None = None
        self.node: Any = None
        if isinstance(source, MDagPath):
            found = shapes.shape_of(self.path)
            if found is None:
                raise RuntimeError(INCOMPATIBLE)
            self.path, self.node = found, found.node
        elif isinstance(source, MObject) and isinstance(source._e, Data):
            self.data_object = source._e
        else:
            self.node = dag_node_of(source)
        if shapes.kind_of(self.node) is None if self.node is not None else False:
            raise RuntimeError(INCOMPATIBLE)

    def data(self) -> Any:
        """The geometry."""
        return self.data_object.value if self.node is None else shapes.geometry(self.node)

    def world(self) -> np.ndarray:
        """Matrix to world space."""
        if self.path is not None:
            return self.path.world_matrix()
        matrix = getattr(self.data(), "matrix", None)
        return np.eye(4) if matrix is None else matrix

    @changes_scene
    def put(self, points: np.ndarray) -> None:
        """Replace all points."""
        data = self.data().copy()
        set_points(data, points)
        if self.node is None:
            self.data_object.put(data)
        elif isinstance(data, MeshData):
            from maya._nodes import mesh

            mesh.set_points(self.node, data.points)
        else:
            shapes.clear_tweaks(self.node)
            shapes.set_stored(self.node, data)


def _component_object(data: Any, numbers: Any) -> Component:
    from maya._api2.component_texts import components_of_texts
    from maya._core.geometry import point_texts

    found = components_of_texts(point_texts(data, numbers))
    return found[0] if found else Component(_KINDS[type(data)])


class PointWalker(Walker):
    """Walks over points."""

    def __init__(self, source: Any, *arguments: Any) -> None:
        if isinstance(source, MDataHandle):
            place = source._here()
            source = wrap(Data("mesh", place.get(), place.set))
        self._points = Points(source)
        numbers = None
        for argument in arguments:
            if isinstance(argument, MObject) and not argument.isNull():
                numbers = self._numbers_of(component_of(argument))
            elif isinstance(argument, int) and not isinstance(argument, bool) and argument > 0:
                numbers = self._points.data().groups.get(argument, np.zeros(0, int))
        count = point_count(self._points.data())
        self._numbers = np.arange(count) if numbers is None else np.asarray(numbers, int)
        self.reset()

    def _numbers_of(self, component: Component) -> np.ndarray:
        from maya._api2.component_texts import texts_of_component

        return point_numbers(self._points.data(), texts_of_component(component))

    def reset(self) -> Any:
        """Start again."""
        self._place, self._started = 0, False
        return self

    def isDone(self) -> bool:
        """Whether all points were visited."""
        return self._place >= len(self._numbers)

    def next(self) -> Any:
        """Go on."""
        self._place += 1
        return self

    def index(self) -> int:
        """Number of the present point."""
        if self.isDone():
            raise RuntimeError(AT_END)
        return int(self._numbers[self._place])

    def _shown(self, points: np.ndarray, space: int) -> np.ndarray:
        if check_space(space) != MSpace.kWorld:
            return points
        matrix = self._points.world()
        return points @ matrix[:3, :3] + matrix[3, :3]

    def _stored(self, points: np.ndarray, space: int) -> np.ndarray:
        if check_space(space) != MSpace.kWorld:
            return points
        matrix = np.linalg.inv(self._points.world())
        return points @ matrix[:3, :3] + matrix[3, :3]

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """Position of the present point."""
        points = get_points(self._points.data())
        return MPoint(self._shown(points[self.index()][None], space)[0])

    def setPosition(self, point: Any, space: int = MSpace.kObject) -> Any:
        """Set the position of the present point."""
        points = np.array(get_points(self._points.data()))
        points[self.index()] = self._stored(MPoint(point)._a[None, :3], space)[0]
        self._points.put(points)
        return self

    def currentItem(self) -> MObject:
        """The present point as a component."""
        return wrap(_component_object(self._points.data(), [self.index()]))


class MItGeometry(PointWalker, NamedWalker):
    """Walks over the points of any geometry."""

    def count(self) -> int:
        """Number of points that are visited."""
        return len(self._numbers)

    exactCount = count

    def allPositions(self, space: int = MSpace.kObject) -> MPointArray:
        """Positions of all visited points."""
        points = get_points(self._points.data())[self._numbers]
        return MPointArray(self._shown(points, space))

    def setAllPositions(self, points: Any, space: int = MSpace.kObject) -> Any:
        """Set the positions of all visited points."""
        given = MPointArray(points)._a[:, :3]
        if len(given) != len(self._numbers):
            raise ValueError("(kInvalidParameter): as many points as are visited are needed")
        values = np.array(get_points(self._points.data()))
        values[self._numbers] = self._stored(given, space)
        self._points.put(values)
        return self

    def normal(self, *arguments: Any) -> MVector:
        """Normal at the present point of a mesh."""
        from maya._api2.mesh_geometry import vertex_normals

        data = self._points.data()
        if not isinstance(data, MeshData):
            raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
        return MVector(vertex_normals(data)[self.index()])

    def weight(self) -> MWeight:
        """Soft selection weight of the present point."""
        self.index()
        return MWeight()

    def component(self) -> MObject:
        """The visited points as components."""
        return wrap(_component_object(self._points.data(), self._numbers))


class MItCurveCV(PointWalker):
    """Walks over the control points of a curve."""

    def __init__(self, curve: Any, component: MObject | None = None) -> None:
        super().__init__(curve, *([] if component is None else [component]))
        if not isinstance(self._points.data(), CurveData):
            raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004

    def reset(self, *arguments: Any) -> MItCurveCV:
        """Start again, or with another curve."""
        if arguments:
            self.__init__(*arguments)
        self._place, self._started = 0, False
        return self

    def translateBy(self, vector: Any, space: int = MSpace.kObject) -> MItCurveCV:
        """Move the present point."""
        return self.setPosition(self.position(space) + MVector(vector), space)

    def hasHistoryOnCreate(self) -> bool:
        """Whether the curve is computed."""
        node = self._points.node
        return node is not None and shapes.has_history(node)

    def updateCurve(self) -> MItCurveCV:
        """Say that the curve was changed."""
        return self


class MItSurfaceCV(PointWalker, NamedWalker):
    """Walks over the control points of a surface."""

    def __init__(self, surface: Any, component: Any = None, useURows: bool = True) -> None:
        rest = [component] if isinstance(component, MObject) else []
        super().__init__(surface, *rest)
        if not isinstance(self._points.data(), SurfaceData):
            raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004

    def reset(self, *arguments: Any) -> MItSurfaceCV:
        """Start again, or with another surface."""
        if arguments:
            self.__init__(*arguments)
        self._place, self._started = 0, False
        return self

    def uvIndices(self) -> tuple[int, int]:
        """Row and column of the present point."""
        return tuple(_component_object(self._points.data(), [self.index()]).listed()[0])

    def isRowDone(self) -> bool:
        """Whether the present row is finished."""
        return self.isDone()

    def nextRow(self) -> MItSurfaceCV:
        """Go to the next row."""
        row = self.uvIndices()[0]
        while not self.isDone() and self.uvIndices()[0] == row:
            self.next()
        return self

    def translateBy(self, vector: Any, space: int = MSpace.kObject) -> MItSurfaceCV:
        """Move the present point."""
        return self.setPosition(self.position(space) + MVector(vector), space)

    def hasHistoryOnCreate(self) -> bool:
        """Whether the surface is computed."""
        node = self._points.node
        return node is not None and shapes.has_history(node)

    def updateSurface(self) -> MItSurfaceCV:
        """Say that the surface was changed."""
        return self
