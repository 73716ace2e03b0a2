"""``MUIDrawManager`` as a record: what a drawing override asks for, refused where Maya would misdraw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from maya._api2.arrays import MColorArray, MPointArray, MUintArray, MVectorArray
from maya._api2.colors import MColor
from maya._api2.rows import MPoint, MVector

_UNSET = object()


@dataclass(frozen=True)
class Drawn:
    """One primitive: its method, its arguments, and the state it was drawn in."""

    kind: str
    arguments: tuple[Any, ...]
    state: dict[str, Any] = field(default_factory=dict)


class MUIDrawManager:
    """Records what is drawn; lives as long as the call that it is handed to."""

    kNonSelectable, kSelectable, kAutomatic = range(3)

    def __init__(self) -> None:
        self._drawn: list[Drawn] = []
        self._state: dict[str, Any] = {}
        self._open = self._in_xray = self._ended = False

    # -- brackets ------------------------------------------------------------------------------

    def beginDrawable(self, selectability: int = kAutomatic, selectionName: int = 0) -> None:
        """Begin; states and primitives come between this and `endDrawable`."""
        self._alive()
        if self._open:
            raise RuntimeError("stand-in: beginDrawable within beginDrawable")
        self._open, self._state = True, {"selectability": int(selectability)}

    def endDrawable(self) -> None:
        """End what `beginDrawable` began."""
        self._inside("endDrawable")
        if self._in_xray:
            raise RuntimeError("stand-in: endDrawable before endDrawInXray")
        self._open = False

    def beginDrawInXray(self) -> None:
        """What follows is seen through everything."""
        self._inside("beginDrawInXray")
        if self._in_xray:
            raise RuntimeError("stand-in: beginDrawInXray within beginDrawInXray")
        self._in_xray = True

    def endDrawInXray(self) -> None:
        """End what `beginDrawInXray` began."""
        self._inside("endDrawInXray")
        if not self._in_xray:
            raise RuntimeError("stand-in: endDrawInXray without beginDrawInXray")
        self._in_xray = False

    def _inside(self, name: str) -> None:
        self._alive()
        if not self._open:
            raise RuntimeError(f"stand-in: {name} outside of beginDrawable and endDrawable")

    def _alive(self) -> None:
        if self._ended:
            raise RuntimeError("stand-in: a draw manager is good for one call only")

    def _end(self) -> list[Drawn]:
        """What was drawn; from here on the manager refuses everything."""
        if self._open:
            raise RuntimeError("stand-in: endDrawable is missing")
        self._ended = True
        return self._drawn

    # -- states --------------------------------------------------------------------------------

    def setColor(self, color: MColor) -> None:
        """Colour of what follows."""
        self._set("setColor", "color", tuple(_a(color, MColor)))

    def setColorIndex(self, index: int) -> None:
        """Colour of what follows, by its number in the palette."""
        self._set("setColorIndex", "colorIndex", int(index))

    def setLineWidth(self, value: float) -> None:
        """Width of lines in pixels."""
        self._set("setLineWidth", "lineWidth", float(value))

    def setLineStyle(self, style: Any, pattern: Any = None) -> None:
        """Solid or dashed."""
        self._set("setLineStyle", "lineStyle", (style, pattern))

    def setPointSize(self, value: float) -> None:
        """Size of points in pixels."""
        self._set("setPointSize", "pointSize", float(value))

    def setPaintStyle(self, style: int) -> None:
        """Flat, stippled or shaded."""
        self._set("setPaintStyle", "paintStyle", int(style))

    def setDepthPriority(self, priority: int) -> None:
        """Which of two things at one place is in front."""
        self._set("setDepthPriority", "depthPriority", int(priority))

    def depthPriority(self) -> int:
        """See `setDepthPriority`."""
        return self._state.get("depthPriority", 0)

    def setFontSize(self, size: int) -> None:
        """Size of text in points."""
        self._set("setFontSize", "fontSize", int(size))

    def setFontName(self, name: str) -> None:
        """Font of text."""
        self._set("setFontName", "fontName", str(name))

    def setFontWeight(self, weight: int) -> None:
        """Weight of text."""
        self._set("setFontWeight", "fontWeight", int(weight))

    def _set(self, method: str, name: str, value: Any) -> None:
        self._inside(method)
        self._state[name] = value

    # -- primitives ----------------------------------------------------------------------------

    def point(self, point: MPoint) -> None:
        """A point."""
        self._draw("point", _a(point, MPoint))

    def points(self, points: MPointArray, draw2D: bool) -> None:
        """Points."""
        self._draw("points", _a(points, MPointArray), bool(draw2D))

    def line(self, startPoint: MPoint, endPoint: MPoint) -> None:
        """A line."""
        self._draw("line", _a(startPoint, MPoint), _a(endPoint, MPoint))

    def lineList(self, points: MPointArray, draw2D: bool) -> None:
        """Lines, each of two points."""
        if len(_a(points, MPointArray)) % 2:
            raise RuntimeError("stand-in: lineList with an odd number of points")
        self._draw("lineList", points, bool(draw2D))

    def lineStrip(self, points: MPointArray, draw2D: bool) -> None:
        """One line through all points."""
        self._draw("lineStrip", _a(points, MPointArray), bool(draw2D))

    def sphere(
        self, center: MPoint, radius: float, first: Any, second: Any = _UNSET, filled: Any = _UNSET
    ) -> None:
        """A sphere: ``(center, radius, filled)``, or with two numbers of parts before ``filled``."""
        if second is not _UNSET and filled is _UNSET:
            raise TypeError("sphere takes 3 or 5 arguments")
        solid = first if second is _UNSET else filled
        self._draw("sphere", _a(center, MPoint), _size(radius), bool(solid))

    def circle(self, center: MPoint, normal: MVector, radius: float, *rest: Any) -> None:
        """A circle in space."""
        solid = rest[-1] if rest else False
        where = _a(center, MPoint), _a(normal, MVector)
        self._draw("circle", *where, _size(radius), bool(solid))

    def circle2d(self, center: MPoint, radius: float, filled: bool = False) -> None:
        """A circle on the screen."""
        self._draw("circle2d", _a(center, MPoint), _size(radius), bool(filled))

    def mesh(
        self,
        mode: int,
        position: MPointArray,
        normal: MVectorArray | None = None,
        color: MColorArray | None = None,
        index: MUintArray | None = None,
        texcoord: MPointArray | None = None,
    ) -> None:
        """Points, lines or triangles at once."""
        self._draw("mesh", int(mode), _a(position, MPointArray), normal, color, index, texcoord)

    def text(
        self,
        position: MPoint,
        text: str,
        alignment: int = 0,
        backgroundSize: Any = None,
        backgroundColor: Any = None,
        dynamic: bool = False,
    ) -> None:
        """Text at a place in space."""
        if not isinstance(text, str):
            raise TypeError(f"argument must be str, not {type(text).__name__}")
        self._draw("text", _a(position, MPoint), text, int(alignment))

    def _draw(self, kind: str, *arguments: Any) -> None:
        self._inside(kind)
        self._drawn.append(Drawn(kind, arguments, {**self._state, "xray": self._in_xray}))


def _a(value: Any, kind: type) -> Any:
    """The value, copied as Maya copies it."""
    if not isinstance(value, kind):
        raise TypeError(f"argument must be {kind.__name__}, not {type(value).__name__}")
    return kind(value)


def _size(value: float) -> float:
    if not float(value) > 0:
        raise RuntimeError("(kInvalidParameter): the radius must be greater than 0")
    return float(value)
