"""MFnNurbsCurve and the iterator over its control points."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import curve_evaluation, shapes
from maya._core.data import CurveData
from maya._core.geometry import get_points, point_count
from maya._core.session import session
from maya._shared import errors
from maya._shared.creation import create_dag

from . import pointers
from .arrays import MDoubleArray, MPointArray
from .fn_dag import MFnDagNode
from .fn_node import dag_parent
from .fn_shapes import put_geometry, put_points, to_world
from .objects import Component, Data, MObject, entity_of
from .plugs import not_recorded
from .spaces import MSpace
from .swig import SwigObject, expect, integer, named, real
from .tuples import MPoint, MVector


@named("MFnNurbsCurve")
class MFnNurbsCurve(MFnDagNode):
    """Functions for curves: shapes and data objects."""

    _fits = "kNurbsCurve"
    kInvalid, kOpen, kClosed, kPeriodic, kLast = range(5)

    def _data(self) -> CurveData:
        entity = self._have()
        data = entity.value if isinstance(entity, Data) else shapes.geometry(entity)
        if data is None:
            raise errors.failure("The curve has no control points")
        return data

    # -- creation ----------------------------------------------------------------------------

    def create(
        self,
        points: Any,
        knots: Any,
        degree: int,
        form: int,
        create2D: bool,
        createRational: bool,
        parentOrOwner: Any = None,
    ) -> MObject:
        """Make a curve of control points and knots (there are points + degree - 1 knots)."""
        rows = expect(points, MPointArray)._array().copy()
        sequence = expect(knots, MDoubleArray)._array().copy()
        if len(rows) < degree + 1 or len(sequence) != len(rows) + degree - 1:
            raise errors.invalid("The number of knots does not fit the number of points")
        if (np.diff(sequence) < 0).any():
            raise errors.invalid("Knots have to rise")
        if create2D:
            rows[:, 2] = 0.0
        if not createRational:
            rows[:, 3] = 1.0
        return self._own(CurveData(rows, sequence, integer(degree), integer(form)), parentOrOwner)

    def createWithEditPoints(
        self,
        points: Any,
        degree: int,
        form: int,
        create2D: bool,
        createRational: bool,
        uniformParam: bool,
        parentOrOwner: Any = None,
    ) -> MObject:
        """Make an open curve that goes through points, with uniform parameters."""
        rows = expect(points, MPointArray)._array()[:, :3].copy()
        if form != self.kOpen:
            raise errors.not_standing_in("closed curves through points")
        data = _through(rows, integer(degree))
        return self._own(data, parentOrOwner)

    def copy(self, source: Any, parentOrOwner: Any = None) -> MObject:
        """Make a copy of a curve."""
        entity = entity_of(source)
        data = entity.value if isinstance(entity, Data) else shapes.geometry(entity)
        return self._own(data.copy(), parentOrOwner)

    def _own(self, data: CurveData, owner: Any) -> MObject:
        if owner is not None and not owner.isNull() and isinstance(entity_of(owner), Data):
            entity_of(owner).put(data)
            self._entity, self._path = entity_of(owner), None
            return owner
        parent = dag_parent(owner)
        with not_recorded():
            shape, made = create_dag(session.node_types["nurbsCurve"], None, parent, "curve")
        put_geometry(shape, data)
        self._entity, self._path = shape, None
        return MObject._of(made)

    # -- shape -------------------------------------------------------------------------------

    def degree(self) -> int:
        """The degree."""
        return self._data().degree

    def form(self) -> int:
        """Open, closed or periodic."""
        return self._data().form

    def numCVs(self) -> int:
        """How many control points (a periodic curve repeats its first ones at the end)."""
        return len(self._data().points)

    def numKnots(self) -> int:
        """How many knots."""
        return len(self._data().knots)

    def numSpans(self) -> int:
        """How many spans."""
        return curve_evaluation.span_count(self._data())

    def getKnots(self, knots: Any) -> None:
        """Fill an array with the knots."""
        expect(knots, MDoubleArray)._set_all(self._data().knots)

    def knot(self, index: int) -> float:
        """A knot."""
        if not 0 <= integer(index) < self.numKnots():
            raise errors.out_of_range()
        return float(self._data().knots[index])

    def setKnots(self, knots: Any, start: int, end: int) -> None:
        """Set knots."""
        data = self._data().copy()
        data.knots[start : end + 1] = knots._array()[: end + 1 - start]
        self._change(data)

    def setKnot(self, index: int, value: float) -> None:
        """Set a knot."""
        data = self._data().copy()
        data.knots[integer(index)] = real(value)
        self._change(data)

    def _change(self, data: CurveData) -> None:
        entity = self._have()
        if isinstance(entity, Data):
            entity.put(data)
        else:
            put_geometry(entity, data)

    def getKnotDomain(self, start: Any, end: Any) -> None:
        """Write the range of the parameter to memory."""
        low, high = curve_evaluation.domain(self._data())
        pointers.store(start, "double", low)
        pointers.store(end, "double", high)

    def isParamOnCurve(self, parameter: float) -> bool:
        """Whether a parameter lies in the range."""
        low, high = curve_evaluation.domain(self._data())
        return low - 1e-9 <= parameter <= high + 1e-9

    def hasHistoryOnCreate(self) -> bool:
        """Whether something makes the curve."""
        entity = self._have()
        return not isinstance(entity, Data) and shapes.has_history(entity)

    def updateCurve(self) -> None:
        """Tell the shape that it changed; the stand-in knows."""
        self._have()

    # -- control points ----------------------------------------------------------------------

    def _rows(self, space: int) -> np.ndarray:
        rows = self._data().points
        return rows @ to_world(self, space)

    def getCVs(self, points: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the control points."""
        expect(points, MPointArray)._set_all(self._rows(space))

    def getCV(self, index: int, point: Any, space: int = MSpace.kObject) -> None:
        """Make an MPoint a control point."""
        if not 0 <= integer(index) < self.numCVs():
            raise errors.out_of_range()
        expect(point, MPoint)._put(self._rows(space)[index].tolist())

    def setCVs(self, points: Any, space: int = MSpace.kObject) -> None:
        """Set the control points."""
        rows = expect(points, MPointArray)._array() @ np.linalg.inv(to_world(self, space))
        if len(rows) != self.numCVs():
            raise errors.invalid(f"{self.numCVs()} points are needed, not {len(rows)}")
        entity = self._have()
        if isinstance(entity, Data):
            data = entity.value.copy()
            data.points = rows.copy()
            entity.put(data)
        else:
            put_points(entity, rows[: point_count(self._data()), :3])

    def setCV(self, index: int, point: Any, space: int = MSpace.kObject) -> None:
        """Set a control point."""
        if not 0 <= integer(index) < self.numCVs():
            raise errors.out_of_range()
        rows = self._rows(space).copy()
        rows[index] = point._list()
        self.setCVs(MPointArray._made(rows), space)

    def cv(self, index: int) -> MObject:
        """A control point as a component."""
        return MObject._of(Component("kCurveCVComponent", [integer(index)]))

    def cvs(self, start: int, end: int) -> MObject:
        """Control points as a component."""
        return MObject._of(Component("kCurveCVComponent", range(integer(start), integer(end) + 1)))

    # -- evaluation --------------------------------------------------------------------------

    def _at(self, parameter: float, space: int) -> np.ndarray:
        if not self.isParamOnCurve(real(parameter)):
            raise errors.invalid("The parameter is not on the curve")
        point = curve_evaluation.point_at(self._data(), parameter)[:3]
        matrix = to_world(self, space)
        return point @ matrix[:3, :3] + matrix[3, :3]

    def _derivative(self, parameter: float, space: int) -> np.ndarray:
        tangent = curve_evaluation.tangent_at(self._data(), real(parameter))[:3]
        return tangent @ to_world(self, space)[:3, :3]

    def getPointAtParam(self, parameter: float, point: Any, space: int = MSpace.kObject) -> None:
        """Make an MPoint the place of a parameter."""
        expect(point, MPoint)._put([*self._at(parameter, space).tolist(), 1.0])

    def tangent(self, parameter: float, space: int = MSpace.kObject) -> MVector:
        """The direction at a parameter, of length one."""
        return MVector._made(self._derivative(parameter, space).tolist()).normal()

    def getDerivativesAtParm(
        self, parameter: float, point: Any, first: Any, space: int, second: Any = None
    ) -> None:
        """Make objects the place and the derivatives at a parameter."""
        self.getPointAtParam(parameter, point, space)
        expect(first, MVector)._put(self._first(parameter, space).tolist())
        if second is not None:
            second._put(self._numeric(self._first, parameter, space).tolist())

    def _first(self, parameter: float, space: int) -> np.ndarray:
        return self._numeric(self._at, parameter, space)

    def _numeric(self, function: Any, parameter: float, space: int) -> np.ndarray:
        """A central difference that stays inside the range."""
        low, high = curve_evaluation.domain(self._data())
        step = 1e-4 * (high - low)
        start, end = max(low, parameter - step), min(high, parameter + step)
        return (function(end, space) - function(start, space)) / (end - start)

    def normal(self, parameter: float, space: int = MSpace.kObject) -> MVector:
        """The direction of bending at a parameter."""
        tangent = self.tangent(parameter, space)
        along = np.array(tangent._list())
        second = self._numeric(self._first, parameter, space)
        across = second - (second @ along) * along
        return MVector._made(across.tolist()).normal()

    def length(self, tolerance: float = 0.001) -> float:
        """The length."""
        return float(curve_evaluation.length(self._data()))

    def findParamFromLength(self, length: float, tolerance: float = 0.001) -> float:
        """The parameter at a distance along the curve."""
        return float(curve_evaluation.parameter_at_length(self._data(), real(length)))

    def findLengthFromParam(self, parameter: float) -> float:
        """The distance along the curve at a parameter."""
        return float(curve_evaluation.length(self._data(), real(parameter)))

    def _closest(self, point: Any, space: int) -> tuple[np.ndarray, float]:
        data = self._data()
        if space == MSpace.kWorld:
            data = data.copy()
            data.points = data.points @ to_world(self, space)
        near, parameter = curve_evaluation.closest_point(data, np.array(point._list()[:3]))
        return np.asarray(near)[:3], float(parameter)

    def closestPoint(self, point: Any, *rest: Any) -> MPoint:
        """``(point, [guess,] param=None, tolerance=0.001, space=kObject)``."""
        values = list(rest)
        if values and isinstance(values[0], bool):
            values.pop(0)
        parameter = values.pop(0) if values else None
        if values and isinstance(values[0], float):
            values.pop(0)
        space = values.pop(0) if values else MSpace.kObject
        near, found = self._closest(expect(point, MPoint), space)
        pointers.store_if(parameter, "double", found)
        return MPoint(*near.tolist())

    def getParamAtPoint(self, point: Any, parameter: Any, *rest: Any) -> None:
        """``(point, param, [tolerance,] space)``: write the parameter to memory."""
        values = list(rest)
        tolerance = values.pop(0) if values and isinstance(values[0], float) else 1e-3
        space = values.pop(0) if values else MSpace.kObject
        near, found = self._closest(expect(point, MPoint), space)
        if np.linalg.norm(near - np.array(point._list()[:3])) > tolerance:
            raise errors.failure("The point is not on the curve")
        pointers.store(parameter, "double", found)

    def distanceToPoint(self, point: Any, space: int = MSpace.kObject) -> float:
        """The distance of a point from the curve."""
        near, _ = self._closest(expect(point, MPoint), space)
        return float(np.linalg.norm(near - np.array(point._list()[:3])))

    def isPointOnCurve(
        self, point: Any, tolerance: float = 0.001, space: int = MSpace.kObject
    ) -> bool:
        """Whether a point lies on the curve."""
        return self.distanceToPoint(point, space) <= tolerance

    def isPlanar(self, normal: Any = None) -> bool:
        """Whether all control points lie in a plane."""
        rows = get_points(self._data())
        _, sizes, axes = np.linalg.svd(rows - rows.mean(axis=0))
        if normal is not None:
            normal._put(axes[2].tolist())
        return bool(len(sizes) < 3 or sizes[2] <= 1e-9 * max(sizes[0], 1.0))

    def reverse(self, constructionHistory: bool = False) -> None:
        """Turn the direction round."""
        data = self._data().copy()
        data.points = data.points[::-1].copy()
        data.knots = (data.knots[0] + data.knots[-1] - data.knots)[::-1].copy()
        self._change(data)


def _through(rows: np.ndarray, degree: int) -> CurveData:
    """An open curve that interpolates points at uniform parameters (natural ends by least norm)."""
    count = len(rows)
    if degree == 1:
        return CurveData(
            np.column_stack([rows, np.ones(count)]), np.arange(count, dtype=float), 1, 1
        )
    points = count + degree - 1
    inner = np.arange(count, dtype=float)
    knots = np.concatenate([np.zeros(degree - 1), inner, np.full(degree - 1, count - 1.0)])
    blank = CurveData(np.column_stack([np.zeros((points, 3)), np.ones(points)]), knots, degree, 1)
    system = np.zeros((count, points))
    for row in range(count):
        start, weights = curve_evaluation.basis(blank, float(row))
        system[row, start : start + len(weights)] = weights
    bend = np.zeros((points - 2, points))
    for row in range(points - 2):
        bend[row, row : row + 3] = (1.0, -2.0, 1.0)
    matrix = np.block([[2 * bend.T @ bend, system.T], [system, np.zeros((count, count))]])
    right = np.vstack([np.zeros((points, 3)), rows])
    solved = np.linalg.lstsq(matrix, right, rcond=None)[0][:points]
    return CurveData(np.column_stack([solved, np.ones(points)]), knots, degree, 1)


@named("MItCurveCV")
class MItCurveCV(SwigObject):
    """Goes through the control points of a curve."""

    def __init__(self, *values: Any) -> None:
        self.reset(*values)

    def reset(self, *values: Any) -> None:
        """``()``, ``(curve)`` or ``(path, component)``."""
        self._at = 0
        if not values:
            return
        self._curve = MFnNurbsCurve(values[0])
        self._numbers = list(range(point_count(self._curve._data())))
        if len(values) > 1 and isinstance(values[1], MObject) and not values[1].isNull():
            entity = entity_of(values[1], Component)
            if entity.complete is None:
                self._numbers = list(entity.elements)

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._at >= len(self._numbers)

    def next(self) -> None:
        """Go on."""
        self._at += 1

    __next__ = next

    def index(self) -> int:
        """The number of the control point."""
        if self.isDone():
            raise errors.failure("The iterator has nothing more")
        return self._numbers[self._at]

    def position(self, space: int = MSpace.kObject) -> MPoint:
        """Where it is."""
        point = MPoint()
        self._curve.getCV(self.index(), point, space)
        return point

    def setPosition(self, point: Any, space: int = MSpace.kObject) -> None:
        """Move it."""
        self._curve.setCV(self.index(), point, space)

    def translateBy(self, vector: Any, space: int = MSpace.kObject) -> None:
        """Move it by a vector."""
        self.setPosition(self.position(space) + vector, space)

    def currentItem(self) -> MObject:
        """The component."""
        return self._curve.cv(self.index())

    cv = currentItem

    def hasHistoryOnCreate(self) -> bool:
        """Whether something makes the curve."""
        return self._curve.hasHistoryOnCreate()

    def updateCurve(self) -> None:
        """Tell the curve that it changed; the stand-in knows."""
