"""The view of the perspective camera, which is all that the stand-in's windows show."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.objects import MISSING
from maya._api2.rows import MPoint, MVector
from maya._core.session import session

WIDTH, HEIGHT = 1280, 720
_INCH = 25.4
_NONE = "(kFailure): there is no 3D view in batch mode"


class M3dView:
    """A view; there is none in batch mode."""

    def __init__(self, *arguments: Any) -> None:
        self._works = False

    @staticmethod
    def numberOf3dViews() -> int:
        """Number of views."""
        return 0 if session.batch else 1

    @staticmethod
    def active3dView() -> Any:
        """The view that the user works in."""
        if session.batch:
            raise RuntimeError(_NONE)
        view = M3dView()
        view._works = True
        return view

    @staticmethod
    def get3dView(index: int) -> Any:
        """A view by number."""
        if session.batch or index != 0:
            raise RuntimeError(_NONE)
        return M3dView.active3dView()

    @staticmethod
    def getM3dViewFromModelPanel(name: str) -> Any:
        """The view of a panel."""
        if session.batch or not name.startswith("modelPanel"):
            raise RuntimeError(f"(kInvalidParameter): there is no panel '{name}'")
        return M3dView.active3dView()

    getM3dViewFromModelEditor = getM3dViewFromModelPanel

    @staticmethod
    def scheduleRefreshAllViews() -> None:
        """Ask all views to draw again; nothing is drawn."""

    def refresh(self, *arguments: Any, **options: Any) -> Any:
        """Draw; nothing is drawn."""
        self._check()
        return self

    def portWidth(self) -> int:
        """Width in pixels."""
        self._check()
        return WIDTH

    def portHeight(self) -> int:
        """Height in pixels."""
        self._check()
        return HEIGHT

    def getCamera(self) -> Any:
        """Path of the camera's shape."""
        from maya._api2.paths import MDagPath

        self._check()
        return MDagPath._of(_camera().path())

    def viewToWorld(self, x_pos: int, y_pos: int, near: Any, far: Any) -> Any:
        """Fill in near point and unit direction, or near and far point, below a pixel."""
        self._check()
        for value in (x_pos, y_pos):
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"an integer is required, not {type(value).__name__}")
        if not isinstance(near, MPoint) or not isinstance(far, (MPoint, MVector)):
            raise TypeError("viewToWorld writes to two MPoints, or to an MPoint and an MVector")
        pixel = np.array([2 * x_pos / WIDTH - 1, 2 * y_pos / HEIGHT - 1])
        depths = (_value("nearClipPlane"), _value("farClipPlane"))
        ends = [[*(pixel * _halves(depth)), -depth, 1.0] for depth in depths]
        first, last = (np.array(ends) @ _camera().path().world_matrix())[:, :3]
        near._a[:3] = first
        way = last - first
        far._a[:3] = last if isinstance(far, MPoint) else way / np.linalg.norm(way)
        return self

    def worldToView(self, point: Any) -> tuple[int, int, bool]:
        """Pixel of a place, and whether it lies in the view."""
        self._check()
        if not isinstance(point, MPoint):
            raise TypeError(f"argument must be MPoint, not {type(point).__name__}")
        inverse = np.linalg.inv(_camera().path().world_matrix())
        place = np.append(np.array(list(point)[:3]), 1.0) @ inverse
        depth = -float(place[2])
        if not depth:
            return 0, 0, False
        x_pos, y_pos = (place[:2] / _halves(depth) + 1) / 2 * [WIDTH, HEIGHT]
        inside = depth > 0 and 0 <= x_pos <= WIDTH and 0 <= y_pos <= HEIGHT
        return round(x_pos), round(y_pos), bool(inside)

    def _check(self) -> None:
        if not self._works or session.batch:
            raise RuntimeError(MISSING)


def _camera() -> Any:
    from maya._core.lookup import find_nodes

    return find_nodes("perspShape")[0].node


def _value(name: str) -> float:
    return float(_camera().plug(name).get())


def _halves(depth: float) -> np.ndarray:
    """Half the width and height of what is seen at a distance; the film fills the view."""
    if _value("orthographic"):
        across = _value("orthographicWidth") / 2
    else:
        across = depth * 0.5 * _value("horizontalFilmAperture") * _INCH / _value("focalLength")
    return np.array([across, across * HEIGHT / WIDTH])
