"""``MFnNurbsCurve``, and what curves and surfaces share."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MDoubleArray, MPointArray
from maya._api2.dag_functions import MFnDagNode
from maya._api2.objects import (
    MISSING,
    Component,
    Data,
    MObject,
    changes_scene,
    dag_node_of,
    data_of,
    wrap,
)
from maya._api2.rows import MPoint, MVector
from maya._api2.transformation import MSpace, check_space
from maya._api2.unsupported import refuse
from maya._core import curve_evaluation, shapes
from maya._core.data import CurveData
from maya._core.session import session
from maya._shared.creation import create_dag

_STEMS = {"nurbsCurve": "curve", "nurbsSurface": "surface"}


class Nurbs(MFnDagNode):
    """What curves and surfaces share: where the data is, and spaces."""

    def _data(self) -> Any:
        entity = self._entity()
        if isinstance(entity, Data):
            return entity.value
        self._node()
        data = shapes.geometry(entity)
        if data is None:
            raise RuntimeError(MISSING)
        return data

    @changes_scene
    def _store(self, data: Any) -> None:
        entity = self._entity()
        if isinstance(entity, Data):
            entity.put(data)
        else:
            self._node()
            shapes.clear_tweaks(entity)
            shapes.set_stored(entity, data)

    def _matrix(self) -> np.ndarray:
        entity = self._entity()
        if isinstance(entity, Data):
            matrix = entity.transform
            return np.eye(4) if matrix is None else matrix
        if self._path is None:
            raise RuntimeError("(kInvalidParameter): Must have a DAG path for world space")
        return self._path.world_matrix()

    def _out(self, points: Any, space: int) -> np.ndarray:
        values = np.asarray(points, float)
        if check_space(space) != MSpace.kWorld:
            return values
        matrix = self._matrix()
        return values @ matrix[:3, :3] + matrix[3, :3]

    def _in(self, points: Any, space: int) -> np.ndarray:
        values = np.asarray(points, float)
        if check_space(space) != MSpace.kWorld:
            return values
        matrix = np.linalg.inv(self._matrix())
        return values @ matrix[:3, :3] + matrix[3, :3]

    def _direction(self, vector: np.ndarray, space: int) -> MVector:
        linear = self._matrix()[:3, :3] if check_space(space) == MSpace.kWorld else np.eye(3)
        return MVector(vector @ linear)

    @property
    def hasHistoryOnCreate(self) -> bool:
        """Whether the shape is computed."""
        entity = self._entity()
        return not isinstance(entity, Data) and shapes.has_history(entity)

    def _attach_data(self, word: str, data: Any, parent: MObject | None) -> MObject:
        if parent is not None and not parent.isNull() and isinstance(parent._e, Data):
            data_of(parent, word).put(data)
            self._o, self._path = MObject(parent), None
            return MObject(parent)
        above = None if parent is None or parent.isNull() else dag_node_of(parent)
        node, made = create_dag(session.node_types[word], None, above, _STEMS[word])
        shapes.set_stored(node, data)
        self._o, self._path = wrap(node), None
        return wrap(made)

    def _points4(self, values: Any, rational: bool) -> np.ndarray:
        points = np.array(MPointArray(values)._a, dtype=float)
        if not rational:
            points[:, 3] = 1.0
        return points


class MFnNurbsCurve(Nurbs):
    """A curve: a node or data."""

    _FN = "kNurbsCurve"
    kInvalid, kOpen, kClosed, kPeriodic, kLast = range(5)
    kPointTolerance, kFindParamTolerance = 1e-3, 1e-6

    @changes_scene
    def create(self, cvs: Any, *arguments: Any, **options: Any) -> MObject:
        """Make a curve of control points, knots, degree and form."""
        names = ("knots", "degree", "form", "is2D", "rational", "parent")
        given = dict(zip(names, arguments, strict=False)) | options
        knots = np.array(MDoubleArray(given["knots"])._a, dtype=float)
        points = self._points4(cvs, bool(given.get("rational", False)))
        degree = int(given["degree"])
        if len(knots) != len(points) + degree - 1:
            raise ValueError("(kInvalidParameter): knots must be as many as CVs + degree - 1")
        data = CurveData(points, knots, degree, int(given["form"]))
        return self._attach_data("nurbsCurve", data, given.get("parent"))

    @changes_scene
    def createWithEditPoints(
        self,
        eps: Any,
        degree: int,
        form: int,
        is2D: bool,
        rational: bool,
        uniform: bool,
        parent: MObject | None = None,
    ) -> MObject:
        """Make a curve through points."""
        points = self._points4(eps, rational)
        data = _through(points[:, :3], int(degree))
        data.form = int(form)
        return self._attach_data("nurbsCurve", data, parent)

    @changes_scene
    def copy(self, source: MObject, parent: MObject | None = None) -> MObject:
        """Make a curve like another one."""
        return self._attach_data("nurbsCurve", MFnNurbsCurve(source)._data().copy(), parent)

    # -- sizes -------------------------------------------------------------------------------

    @property
    def degree(self) -> int:
        """Degree."""
        return self._data().degree

    @property
    def form(self) -> int:
        """Open, closed or periodic."""
        return self._data().form

    @property
    def numCVs(self) -> int:
        """Number of control points."""
        return len(self._data().points)

    @property
    def numKnots(self) -> int:
        """Number of knots."""
        return len(self._data().knots)

    @property
    def numSpans(self) -> int:
        """Number of spans."""
        return curve_evaluation.span_count(self._data())

    @property
    def knotDomain(self) -> tuple[float, float]:
        """Lowest and highest parameter."""
        return curve_evaluation.domain(self._data())

    # -- control points ----------------------------------------------------------------------

    def cvPosition(self, index: int, space: int = MSpace.kObject) -> MPoint:
        """Position of a control point."""
        return self.cvPositions(space)[index]

    def cvPositions(self, space: int = MSpace.kObject) -> MPointArray:
        """Positions of all control points."""
        data = self._data()
        points = self._out(data.points[:, :3], space)
        return MPointArray(np.column_stack([points, data.points[:, 3]]))

    @changes_scene
    def setCVPositions(self, points: Any, space: int = MSpace.kObject) -> MFnNurbsCurve:
        """Set the positions of all control points."""
        data = self._data().copy()
        given = np.array(MPointArray(points)._a, dtype=float)
        if len(given) != len(data.points):
            raise ValueError("(kInvalidParameter): as many points as CVs are needed")
        data.points[:, :3] = self._in(given[:, :3], space)
        self._store(data)
        return self

    @changes_scene
    def setCVPosition(self, index: int, point: Any, space: int = MSpace.kObject) -> MFnNurbsCurve:
        """Set the position of a control point."""
        data = self._data().copy()
        data.points[index, :3] = self._in(MPoint(point)._a[None, :3], space)[0]
        self._store(data)
        return self

    def cvs(self, startIndex: int, endIndex: int) -> MObject:
        """Control points as components."""
        return wrap(Component("kCurveCVComponent", range(startIndex, endIndex + 1)))

    def knot(self, index: int) -> float:
        """A knot."""
        return self.knots()[index]

    def knots(self) -> MDoubleArray:
        """All knots."""
        return MDoubleArray._of(self._data().knots)

    def setKnot(self, index: int, param: float) -> MFnNurbsCurve:
        """Set a knot."""
        return self.setKnots([param], index, index)

    @changes_scene
    def setKnots(self, params: Any, startIndex: int, endIndex: int) -> MFnNurbsCurve:
        """Set some knots."""
        data = self._data().copy()
        data.knots[startIndex : endIndex + 1] = [float(param) for param in params]
        self._store(data)
        return self

    @changes_scene
    def reverse(self) -> MFnNurbsCurve:
        """Turn the direction round."""
        data = self._data().copy()
        data.points = data.points[::-1].copy()
        data.knots = (data.knots[0] + data.knots[-1] - data.knots)[::-1].copy()
        self._store(data)
        return self

    def updateCurve(self) -> MFnNurbsCurve:
        """Say that the curve was changed."""
        self._data()
        return self

    # -- evaluation --------------------------------------------------------------------------

    def isParamOnCurve(self, param: float) -> bool:
        """Whether a parameter lies in the domain."""
        low, high = self.knotDomain
        return low <= param <= high

    def _checked(self, value: Any) -> Any:
        return super()._checked(value)

    def _parameter(self, param: float) -> float:
        if not self.isParamOnCurve(param):
            raise RuntimeError("(kInvalidParameter): the parameter is not on the curve")
        return float(param)

    def getPointAtParam(self, param: float, space: int = MSpace.kObject) -> MPoint:
        """Position at a parameter."""
        point = curve_evaluation.point_at(self._data(), self._parameter(param))
        return MPoint(self._out(point[None], space)[0])

    def getDerivativesAtParam(
        self, param: float, space: int = MSpace.kObject, dUU: bool = False
    ) -> tuple[Any, ...]:
        """Position and first derivative at a parameter; also the second one if asked for."""
        slope = curve_evaluation.tangent_at(self._data(), self._parameter(param))
        found = (self.getPointAtParam(param, space), self._direction(slope, space))
        if not dUU:
            return found
        return (*found, self._direction(self._second(param), space))

    def _second(self, param: float) -> np.ndarray:
        low, high = self.knotDomain
        step = (high - low) * 1e-4
        one, other = max(low, param - step), min(high, param + step)
        data = self._data()
        change = curve_evaluation.tangent_at(data, other) - curve_evaluation.tangent_at(data, one)
        return change / (other - one)

    def tangent(self, param: float, space: int = MSpace.kObject) -> MVector:
        """Unit tangent at a parameter."""
        slope = curve_evaluation.tangent_at(self._data(), self._parameter(param))
        return self._direction(slope, space).normalize()

    def normal(self, param: float, space: int = MSpace.kObject) -> MVector:
        """Unit normal at a parameter: where the curve bends to."""
        slope = curve_evaluation.tangent_at(self._data(), self._parameter(param))
        bend = self._second(param)
        bend = bend - slope * (bend @ slope) / max(slope @ slope, 1e-30)
        if np.linalg.norm(bend) < 1e-9:
            helper = np.eye(3)[int(np.argmin(np.abs(slope)))]
            bend = np.cross(slope, helper)
        return self._direction(bend, space).normalize()

    def length(self, tolerance: float = kPointTolerance) -> float:
        """Arc length."""
        return float(curve_evaluation.length(self._data()))

    def findParamFromLength(self, length: float, tolerance: float = kFindParamTolerance) -> float:
        """Parameter at an arc length from the start."""
        return float(curve_evaluation.parameter_at_length(self._data(), float(length)))

    def findLengthFromParam(self, param: float) -> float:
        """Arc length from the start to a parameter."""
        return float(curve_evaluation.length(self._data(), float(param)))

    def closestPoint(
        self,
        testPoint: Any,
        guess: float | None = None,
        tolerance: float = kPointTolerance,
        space: int = MSpace.kObject,
    ) -> tuple[MPoint, float]:
        """Nearest point of the curve, and its parameter."""
        target = self._in(MPoint(testPoint)._a[None, :3], space)[0]
        point, parameter = curve_evaluation.closest_point(self._data(), target)
        return MPoint(self._out(point[None], space)[0]), float(parameter)

    def distanceToPoint(self, point: Any, space: int = MSpace.kObject) -> float:
        """Distance of a point."""
        return self.closestPoint(point, space=space)[0].distanceTo(MPoint(point))

    def isPointOnCurve(
        self, point: Any, tolerance: float = kPointTolerance, space: int = MSpace.kObject
    ) -> bool:
        """Whether a point lies on the curve."""
        return self.distanceToPoint(point, space) <= tolerance

    def getParamAtPoint(
        self, point: Any, tolerance: float = kPointTolerance, space: int = MSpace.kObject
    ) -> float:
        """Parameter of a point on the curve."""
        near, parameter = self.closestPoint(point, space=space)
        if near.distanceTo(MPoint(point)) > max(tolerance, self.kPointTolerance):
            raise RuntimeError("(kInvalidParameter): the point is not on the curve")
        return parameter

    # -- planes ------------------------------------------------------------------------------

    def _plane(self) -> tuple[np.ndarray, float]:
        points = self._data().points[:, :3]
        _, sizes, axes = np.linalg.svd(points - points.mean(axis=0))
        return axes[2], float(sizes[2]) if len(sizes) > 2 else 0.0

    @property
    def isPlanar(self) -> bool:
        """Whether all control points lie in a plane."""
        return self._plane()[1] < 1e-6

    @property
    def planeNormal(self) -> MVector:
        """Normal of the plane of a planar curve."""
        return MVector(self._plane()[0])

    def area(self, tolerance: float = 1e-3) -> float:
        """Area that a planar closed curve encloses."""
        low, high = self.knotDomain
        data = self._data()
        points = np.array(
            [curve_evaluation.point_at(data, u) for u in np.linspace(low, high, 2001)[:-1]]
        )
        total = np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0)
        return float(0.5 * np.linalg.norm(total))


def _through(points: np.ndarray, degree: int) -> CurveData:
    """An open curve through points with uniform knots and natural ends."""
    if degree == 1 or len(points) < 3:
        knots = np.arange(len(points), dtype=float)
        return CurveData(np.column_stack([points, np.ones(len(points))]), knots, 1)
    spans = len(points) - 1
    count = spans + degree
    knots = curve_evaluation.uniform_knots(count, degree)
    data = CurveData(np.column_stack([np.zeros((count, 3)), np.ones(count)]), knots, degree)
    rows = np.zeros((count, count))
    values = np.zeros((count, 3))
    for number in range(len(points)):
        first, weights = curve_evaluation.basis(data, float(number))
        rows[number, first : first + len(weights)] = weights
        values[number] = points[number]
    for extra in range(degree - 1):
        row = len(points) + extra
        end = 0 if extra % 2 == 0 else count - 3
        rows[row, end : end + 3] = (1.0, -2.0, 1.0)
    data.points[:, :3] = np.linalg.lstsq(rows, values, rcond=None)[0]
    return data


del MFnNurbsCurve._checked


for _name in ("makeMultipleEndKnots", "removeKnot"):
    setattr(MFnNurbsCurve, _name, refuse(f"MFnNurbsCurve.{_name}"))
