"""MFnNurbsSurface: surfaces, as shapes or as data."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import curve_evaluation, shapes
from maya._core.data import CurveData, SurfaceData
from maya._core.session import session
from maya._shared import errors
from maya._shared.creation import create_dag

from . import pointers
from .arrays import MDoubleArray, MPointArray
from .fn_dag import MFnDagNode
from .fn_node import dag_parent
from .fn_shapes import put_geometry, to_world
from .objects import Data, MObject, entity_of
from .plugs import not_recorded
from .spaces import MSpace
from .swig import expect, integer, named, real
from .tuples import MPoint, MVector


@named("MFnNurbsSurface")
class MFnNurbsSurface(MFnDagNode):
    """Functions for surfaces; control points run with v fastest."""

    _fits = "kNurbsSurface"
    kInvalid, kOpen, kClosed, kPeriodic, kLast = range(5)
    kInvalidBoundary, kOuter, kInner, kSegment, kClosedSegment = range(5)

    def _data(self) -> SurfaceData:
        entity = self._have()
        data = entity.value if isinstance(entity, Data) else shapes.geometry(entity)
        if data is None or not data.points.size:
            raise errors.failure("The surface has no control points")
        return data

    def create(
        self,
        points: Any,
        knotsU: Any,
        knotsV: Any,
        degreeU: int,
        degreeV: int,
        formU: int,
        formV: int,
        createRational: bool,
        parentOrOwner: Any = None,
    ) -> MObject:
        """Make a surface of control points and knots."""
        first = expect(knotsU, MDoubleArray)._array().copy()
        second = expect(knotsV, MDoubleArray)._array().copy()
        size = (len(first) - degreeU + 1, len(second) - degreeV + 1)
        rows = expect(points, MPointArray)._array().copy()
        if min(size) < 2 or size[0] * size[1] != len(rows):
            raise errors.invalid("The numbers of knots do not fit the number of points")
        if not createRational:
            rows[:, 3] = 1.0
        data = SurfaceData(
            rows.reshape(*size, 4), first, second, (degreeU, degreeV), (formU, formV)
        )
        if parentOrOwner is not None and not parentOrOwner.isNull():
            entity = entity_of(parentOrOwner)
            if isinstance(entity, Data):
                entity.put(data)
                self._entity, self._path = entity, None
                return parentOrOwner
        with not_recorded():
            kind = session.node_types["nurbsSurface"]
            shape, made = create_dag(kind, None, dag_parent(parentOrOwner), "surface")
        put_geometry(shape, data)
        self._entity, self._path = shape, None
        return MObject._of(made)

    # -- shape -------------------------------------------------------------------------------

    def degreeU(self) -> int:
        """The degree in u."""
        return self._data().degrees[0]

    def degreeV(self) -> int:
        """The degree in v."""
        return self._data().degrees[1]

    def formInU(self) -> int:
        """Open, closed or periodic in u."""
        return self._data().forms[0]

    def formInV(self) -> int:
        """Open, closed or periodic in v."""
        return self._data().forms[1]

    def numCVsInU(self) -> int:
        """How many control points in u."""
        return self._data().points.shape[0]

    def numCVsInV(self) -> int:
        """How many control points in v."""
        return self._data().points.shape[1]

    def numKnotsInU(self) -> int:
        """How many knots in u."""
        return len(self._data().knots_u)

    def numKnotsInV(self) -> int:
        """How many knots in v."""
        return len(self._data().knots_v)

    def getKnotsInU(self, knots: Any) -> None:
        """Fill an array with the knots in u."""
        expect(knots, MDoubleArray)._set_all(self._data().knots_u)

    def getKnotsInV(self, knots: Any) -> None:
        """Fill an array with the knots in v."""
        expect(knots, MDoubleArray)._set_all(self._data().knots_v)

    def _lines(self) -> tuple[CurveData, CurveData]:
        """Curves with the knots of both directions, to ask for their basis functions."""
        data = self._data()
        return (
            CurveData(data.points[:, 0], data.knots_u, data.degrees[0], data.forms[0]),
            CurveData(data.points[0], data.knots_v, data.degrees[1], data.forms[1]),
        )

    def numSpansInU(self) -> int:
        """How many spans in u."""
        return curve_evaluation.span_count(self._lines()[0])

    def numSpansInV(self) -> int:
        """How many spans in v."""
        return curve_evaluation.span_count(self._lines()[1])

    def _domains(self) -> list[tuple[float, float]]:
        return [curve_evaluation.domain(line) for line in self._lines()]

    def getKnotDomain(self, *places: Any) -> None:
        """Write the ranges of both parameters to memory."""
        limits = [limit for domain in self._domains() for limit in domain]
        for place, value in zip(places, limits, strict=True):
            pointers.store(place, "double", value)

    def isParamOnSurface(self, u: float, v: float) -> bool:
        """Whether parameters lie in the ranges."""
        pairs = zip(self._domains(), (u, v), strict=True)
        return all(low - 1e-9 <= value <= high + 1e-9 for (low, high), value in pairs)

    def updateSurface(self) -> None:
        """Tell the shape that it changed; the stand-in knows."""
        self._have()

    # -- control points ----------------------------------------------------------------------

    def getCVs(self, points: Any, space: int = MSpace.kObject) -> None:
        """Fill an array with the control points."""
        rows = self._data().points.reshape(-1, 4) @ to_world(self, space)
        expect(points, MPointArray)._set_all(rows)

    def getCV(self, u: int, v: int, point: Any, space: int = MSpace.kObject) -> None:
        """Make an MPoint a control point."""
        width, height = self._data().points.shape[:2]
        if not (0 <= integer(u) < width and 0 <= integer(v) < height):
            raise errors.out_of_range()
        row = self._data().points[u, v] @ to_world(self, space)
        expect(point, MPoint)._put(row.tolist())

    def setCVs(self, points: Any, space: int = MSpace.kObject) -> None:
        """Set the control points."""
        rows = expect(points, MPointArray)._array() @ np.linalg.inv(to_world(self, space))
        data = self._data().copy()
        if len(rows) != data.points.size // 4:
            raise errors.invalid("There are too few or too many points")
        data.points = rows.reshape(data.points.shape).copy()
        entity = self._have()
        if isinstance(entity, Data):
            entity.put(data)
        else:
            put_geometry(entity, data)

    def setCV(self, u: int, v: int, point: Any, space: int = MSpace.kObject) -> None:
        """Set a control point."""
        points = MPointArray()
        self.getCVs(points, space)
        points.set(point, integer(u) * self.numCVsInV() + integer(v))
        self.setCVs(points, space)

    # -- evaluation --------------------------------------------------------------------------

    def _weights(self, line: CurveData, parameter: float, order: int) -> np.ndarray:
        weights = np.zeros(len(line.points))
        start, values = curve_evaluation.basis(line, parameter, order)
        weights[start : start + len(values)] = values
        return weights

    def _derivative(self, u: float, v: float, orders: tuple[int, int]) -> np.ndarray:
        """The homogeneous point, or a derivative of it."""
        along, across = self._lines()
        first = self._weights(along, u, orders[0])
        second = self._weights(across, v, orders[1])
        return np.einsum("i,ijk,j->k", first, self._weighted(), second)

    def _weighted(self) -> np.ndarray:
        """Control points (wx, wy, wz, w)."""
        points = self._data().points
        return np.concatenate([points[..., :3] * points[..., 3:], points[..., 3:]], axis=2)

    def _at(self, u: float, v: float) -> np.ndarray:
        point = self._derivative(u, v, (0, 0))
        return point[:3] / point[3]

    def _slopes(self, u: float, v: float) -> list[np.ndarray]:
        point = self._derivative(u, v, (0, 0))
        slopes = []
        for orders in ((1, 0), (0, 1)):
            rate = self._derivative(u, v, orders)
            slopes.append((rate[:3] - rate[3] * point[:3] / point[3]) / point[3])
        return slopes

    def getPointAtParam(self, u: float, v: float, point: Any, space: int = MSpace.kObject) -> None:
        """Make an MPoint the place of parameters."""
        if not self.isParamOnSurface(real(u), real(v)):
            raise errors.invalid("The parameters are not on the surface")
        matrix = to_world(self, space)
        place = self._at(u, v) @ matrix[:3, :3] + matrix[3, :3]
        expect(point, MPoint)._put([*place.tolist(), 1.0])

    def getTangents(
        self, u: float, v: float, first: Any, second: Any, space: int = MSpace.kObject
    ) -> None:
        """Make MVectors the directions of u and v."""
        matrix = to_world(self, space)
        for target, slope in zip((first, second), self._slopes(real(u), real(v)), strict=True):
            turned = MVector._made((slope @ matrix[:3, :3]).tolist())
            expect(target, MVector)._put(turned.normal()._list())

    def normal(self, u: float, v: float, space: int = MSpace.kObject) -> MVector:
        """The normal at parameters."""
        first, second = MVector(), MVector()
        self.getTangents(u, v, first, second, space)
        return (first ^ second).normal()

    def closestPoint(self, point: Any, *rest: Any) -> MPoint:
        """``(point, u=None, v=None, ignoreTrim=False, tolerance=0.001, space=kObject)``."""
        values = list(rest)
        if values and isinstance(values[0], bool):
            values.pop(0)
        space = values[4] if len(values) > 4 else MSpace.kObject
        matrix = to_world(self, space)
        local = np.array(expect(point, MPoint)._list()) @ np.linalg.inv(matrix)
        u, v = self._closest(local[:3])
        for place, value in zip(values[:2], (u, v), strict=False):
            pointers.store_if(place, "double", value)
        found = self._at(u, v) @ matrix[:3, :3] + matrix[3, :3]
        return MPoint(*found.tolist())

    def _closest(self, point: np.ndarray) -> tuple[float, float]:
        """Parameters of the nearest point: a coarse grid, then Gauss-Newton steps."""
        (low_u, high_u), (low_v, high_v) = self._domains()
        grid_u = np.linspace(low_u, high_u, 8 * self.numSpansInU() + 1)
        grid_v = np.linspace(low_v, high_v, 8 * self.numSpansInV() + 1)
        along, across = self._lines()
        first = np.array([self._weights(along, u, 0) for u in grid_u])
        second = np.array([self._weights(across, v, 0) for v in grid_v])
        table = np.einsum("ai,ijk,bj->abk", first, self._weighted(), second)
        distances = ((table[..., :3] / table[..., 3:] - point) ** 2).sum(axis=2)
        starts = np.argsort(distances, axis=None)[:6]
        found = []
        for start in starts:
            row, column = np.unravel_index(int(start), distances.shape)
            found.append(self._refined(point, float(grid_u[row]), float(grid_v[column])))
        return min(found, key=lambda pair: float(((self._at(*pair) - point) ** 2).sum()))

    def _refined(self, point: np.ndarray, u: float, v: float) -> tuple[float, float]:
        """Gauss-Newton steps, halved as long as they lead away."""
        (low_u, high_u), (low_v, high_v) = self._domains()
        error = float(((self._at(u, v) - point) ** 2).sum())
        for _ in range(30):
            slopes = np.array(self._slopes(u, v)).T
            step = np.linalg.lstsq(slopes, point - self._at(u, v), rcond=None)[0]
            for _ in range(12):
                new_u = float(np.clip(u + step[0], low_u, high_u))
                new_v = float(np.clip(v + step[1], low_v, high_v))
                new_error = float(((self._at(new_u, new_v) - point) ** 2).sum())
                if new_error <= error:
                    break
                step = step / 2.0
            else:
                break
            moved = abs(new_u - u) + abs(new_v - v)
            u, v, error = new_u, new_v, new_error
            if moved < 1e-11:
                break
        return u, v

    def getParamAtPoint(self, point: Any, u: Any, v: Any, *rest: Any) -> None:
        """``(point, u *, v *, [ignoreTrim,] space, tolerance)``: write parameters to memory."""
        values = [value for value in rest if not isinstance(value, bool)]
        space = values[0] if values else MSpace.kObject
        self.closestPoint(point, u, v, False, 0.001, space)
