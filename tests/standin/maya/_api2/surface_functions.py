"""``MFnNurbsSurface``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MDoubleArray, MPointArray
from maya._api2.curve_functions import Nurbs
from maya._api2.objects import (
    Component,
    MObject,
    changes_scene,
    wrap,
)
from maya._api2.rows import MPoint, MVector
from maya._api2.transformation import MSpace
from maya._core import curve_evaluation
from maya._core.data import CurveData, SurfaceData


class MFnNurbsSurface(Nurbs):
    """A surface: a node or data."""

    _FN = "kNurbsSurface"
    kInvalid, kOpen, kClosed, kPeriodic, kLast = range(5)
    kInvalidBoundary, kOuter, kInner, kSegment, kClosedSegment = range(5)
    kPointTolerance = 1e-3

    @changes_scene
    def create(
        self,
        cvs: Any,
        uKnots: Any,
        vKnots: Any,
        uDegree: int,
        vDegree: int,
        uForm: int,
        vForm: int,
        rational: bool = False,
        parent: MObject | None = None,
    ) -> MObject:
        """Make a surface of control points (v fastest), knots, degrees and forms."""
        one, other = (np.array(MDoubleArray(knots)._a, float) for knots in (uKnots, vKnots))
        width, height = len(one) - int(uDegree) + 1, len(other) - int(vDegree) + 1
        points = self._points4(cvs, bool(rational))
        if len(points) != width * height:
            raise ValueError("(kInvalidParameter): CVs and knots do not agree")
        data = SurfaceData(
            points.reshape(width, height, 4), one, other,
            (int(uDegree), int(vDegree)), (int(uForm), int(vForm)),
        )  # fmt: skip
        return self._attach_data("nurbsSurface", data, parent)

    @changes_scene
    def copy(self, source: MObject, parent: MObject | None = None) -> MObject:
        """Make a surface like another one."""
        return self._attach_data("nurbsSurface", MFnNurbsSurface(source)._data().copy(), parent)

    def cvPosition(self, uIndex: int, vIndex: int, space: int = MSpace.kObject) -> MPoint:
        """Position of a control point."""
        return MPoint(self._out(self._data().points[uIndex, vIndex, :3][None], space)[0])

    def cvPositions(self, space: int = MSpace.kObject) -> MPointArray:
        """Positions of all control points, v fastest."""
        return MPointArray(self._out(self._data().points[:, :, :3].reshape(-1, 3), space))

    @changes_scene
    def setCVPosition(self, uIndex: int, vIndex: int, point: Any, space: int = 2) -> Any:
        """Set the position of a control point."""
        data = self._data().copy()
        data.points = data.points.copy()
        data.points[uIndex, vIndex, :3] = self._in(MPoint(point)._a[None, :3], space)[0]
        self._store(data)
        return self

    @changes_scene
    def setCVPositions(self, points: Any, space: int = MSpace.kObject) -> Any:
        """Set the positions of all control points, v fastest."""
        data = self._data().copy()
        values = self._in(MPointArray(points)._a[:, :3], space)
        data.points = data.points.copy()
        data.points[:, :, :3] = values.reshape(*data.points.shape[:2], 3)
        self._store(data)
        return self

    def cv(self, uIndex: int, vIndex: int) -> MObject:
        """A control point as a component."""
        return wrap(Component("kSurfaceCVComponent", [(int(uIndex), int(vIndex))]))

    def cvsInU(self, startUIndex: int, endUIndex: int, vIndex: int) -> MObject:
        """Control points along u as components."""
        rows = [(u, vIndex) for u in range(startUIndex, endUIndex + 1)]
        return wrap(Component("kSurfaceCVComponent", rows))

    def cvsInV(self, startVIndex: int, endVIndex: int, uIndex: int) -> MObject:
        """Control points along v as components."""
        rows = [(uIndex, v) for v in range(startVIndex, endVIndex + 1)]
        return wrap(Component("kSurfaceCVComponent", rows))

    def knotInU(self, index: int) -> float:
        """A knot in u."""
        return float(self._data().knots_u[index])

    def knotInV(self, index: int) -> float:
        """A knot in v."""
        return float(self._data().knots_v[index])

    def knotsInU(self) -> MDoubleArray:
        """All knots in u."""
        return MDoubleArray._of(self._data().knots_u)

    def knotsInV(self) -> MDoubleArray:
        """All knots in v."""
        return MDoubleArray._of(self._data().knots_v)

    def updateSurface(self) -> Any:
        """Say that the surface was changed."""
        self._data()
        return self

    def _lines(self, u: float) -> CurveData:
        """The curve in v at a parameter in u."""
        data = self._data()
        rows = []
        for column in range(data.points.shape[1]):
            line = CurveData(data.points[:, column], data.knots_u, data.degrees[0])
            rows.append([*curve_evaluation.point_at(line, u), 1.0])
        return CurveData(np.array(rows), data.knots_v, data.degrees[1], data.forms[1])

    def getPointAtParam(self, uParam: float, vParam: float, space: int = 2) -> MPoint:
        """Position at parameters."""
        if not self.isParamOnSurface(uParam, vParam):
            raise RuntimeError("(kInvalidParameter): the parameters are not on the surface")
        point = curve_evaluation.point_at(self._lines(float(uParam)), float(vParam))
        return MPoint(self._out(point[None], space)[0])

    def isParamOnSurface(self, uParam: float, vParam: float) -> bool:
        """Whether parameters lie in the domain."""
        (u0, u1), (v0, v1) = self.knotDomainInU, self.knotDomainInV
        return u0 <= uParam <= u1 and v0 <= vParam <= v1

    def tangents(self, uParam: float, vParam: float, space: int = 2) -> tuple[MVector, MVector]:
        """Unit tangents in u and v at parameters."""
        (u0, u1), (v0, v1) = self.knotDomainInU, self.knotDomainInV
        du, dv = (u1 - u0) * 1e-5, (v1 - v0) * 1e-5
        ends = [
            max(u0, uParam - du),
            min(u1, uParam + du),
            max(v0, vParam - dv),
            min(v1, vParam + dv),
        ]
        along_u = self.getPointAtParam(ends[1], vParam) - self.getPointAtParam(ends[0], vParam)
        along_v = self.getPointAtParam(uParam, ends[3]) - self.getPointAtParam(uParam, ends[2])
        return tuple(self._direction(v._a, space).normalize() for v in (along_u, along_v))

    def normal(self, uParam: float, vParam: float, space: int = 2) -> MVector:
        """Unit normal at parameters."""
        one, other = self.tangents(uParam, vParam, space)
        return (one ^ other).normalize()


def _surface_property(name: str, read: Any, doc: str) -> None:
    setattr(MFnNurbsSurface, name, property(lambda self: read(self._data()), doc=doc))


for _place, _axis in enumerate("UV"):
    _knots = "knots_u" if _axis == "U" else "knots_v"
    _surface_property(f"degreeIn{_axis}", lambda d, p=_place: d.degrees[p], "Degree.")
    _surface_property(f"formIn{_axis}", lambda d, p=_place: d.forms[p], "Open, closed or periodic.")
    _surface_property(f"numCVsIn{_axis}", lambda d, p=_place: d.points.shape[p], "Control points.")
    _surface_property(f"numKnotsIn{_axis}", lambda d, k=_knots: len(getattr(d, k)), "Knots.")
    _surface_property(
        f"numSpansIn{_axis}", lambda d, p=_place: d.points.shape[p] - d.degrees[p], "Spans."
    )
    _surface_property(
        f"knotDomainIn{_axis}",
        lambda d, p=_place, k=_knots: (
            float(getattr(d, k)[d.degrees[p] - 1]), float(getattr(d, k)[-d.degrees[p]]),
        ),
        "Lowest and highest parameter.",
    )  # fmt: skip


_surface_property("isTrimmedSurface", lambda d: False, "Whether parts are cut away: never here.")
