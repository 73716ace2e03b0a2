"""Draws the pairs of an ``a2fCorrespondence`` in the viewport (API 2.0)."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya.api import OpenMaya as om
from maya.api import OpenMayaRender as omr

from a2f_maya.maya.arrays import DoubleArray
from a2f_maya.maya.nodes.correspondence_drawn import DrawnPoints, box_of, drawing_of

SOURCE_COLOR = (0.25, 0.65, 1.0)
TARGET_COLOR = (1.0, 0.55, 0.15)
SELECTED_COLOR = (1.0, 1.0, 0.3)
LINE_COLOR = (0.75, 0.75, 0.75)
LINE_WIDTH = 1.5


class DrawingData(om.MUserData):  # type: ignore[misc]
    """What `CorrespondenceDrawing` keeps between preparing and drawing."""

    def __init__(self) -> None:
        super().__init__(False)
        self.drawn: DrawnPoints | None = None


class CorrespondenceDrawing(omr.MPxDrawOverride):  # type: ignore[misc]
    """Spheres at the points, lines between those of a pair, and names."""

    @staticmethod
    def create(node: Any) -> Any:
        """A new drawing, as Maya asks for it."""
        return CorrespondenceDrawing(node)

    def __init__(self, node: Any) -> None:
        # always dirty: moving the locator itself changes what is drawn in its space
        super().__init__(node, None, True)

    def supportedDrawAPIs(self) -> int:  # noqa: N802 - Maya's name
        """All of them."""
        return int(omr.MRenderer.kAllDevices)

    def isBounded(self, _path: Any, _camera: Any) -> bool:  # noqa: N802 - Maya's name
        """Whether `boundingBox` says how big the drawing is."""
        return True

    def boundingBox(self, path: Any, _camera: Any) -> Any:  # noqa: N802 - Maya's name
        """Box round all points, in the space of the locator."""
        return box_of(drawing_of(path))

    def prepareForDraw(  # noqa: N802 - Maya's name
        self, path: Any, _camera: Any, _context: Any, old: Any
    ) -> Any:
        """Read all plugs; drawing itself may not."""
        data = old if isinstance(old, DrawingData) else DrawingData()
        data.drawn = drawing_of(path) if path.isVisible() else None
        return data

    def hasUIDrawables(self) -> bool:  # noqa: N802 - Maya's name
        """Whether `addUIDrawables` draws."""
        return True

    def addUIDrawables(  # noqa: N802 - Maya's name
        self, _path: Any, manager: Any, _context: Any, data: Any
    ) -> None:
        """Draw what was prepared."""
        drawn = data.drawn if isinstance(data, DrawingData) else None
        if drawn is None or not len(drawn.source):
            return
        manager.beginDrawable()
        if drawn.lines:
            _draw_lines(manager, drawn)
        for points, color in ((drawn.source, SOURCE_COLOR), (drawn.target, TARGET_COLOR)):
            _draw_spheres(manager, points, drawn, color)
        manager.setColor(om.MColor(SELECTED_COLOR))
        for place, name in zip(drawn.target.tolist(), drawn.names, strict=True):
            if name:
                manager.text(om.MPoint(*place), name, omr.MUIDrawManager.kLeft)
        manager.endDrawable()


def _draw_lines(manager: Any, drawn: DrawnPoints) -> None:
    manager.setLineWidth(LINE_WIDTH)
    ends = np.stack([drawn.source, drawn.target], axis=1)
    for mask, color in ((~drawn.selected, LINE_COLOR), (drawn.selected, SELECTED_COLOR)):
        if mask.any():
            places = [om.MPoint(*place) for place in ends[mask].reshape(-1, 3).tolist()]
            manager.setColor(om.MColor(color))
            manager.lineList(om.MPointArray(places), False)


def _draw_spheres(
    manager: Any, points: DoubleArray, drawn: DrawnPoints, color: tuple[float, ...]
) -> None:
    if not drawn.radius > 0:
        return
    for mask, own in ((~drawn.selected, color), (drawn.selected, SELECTED_COLOR)):
        manager.setColor(om.MColor(own))
        for place in points[mask].tolist():
            manager.sphere(om.MPoint(*place), drawn.radius, True)
