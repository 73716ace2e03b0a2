"""OpenMayaUI: Qt, views and events. In batch mode there is no window."""

from __future__ import annotations

from typing import Any

from maya._core import qt_widgets
from maya._core.session import session
from maya._shared import errors

from .fn_transform import MFnTransform
from .messages import MMessage
from .swig import SwigObject, integer, named


class MQtUtil(SwigObject):
    """Pointers to Maya's Qt objects, for ``shiboken.wrapInstance``."""

    @staticmethod
    def _widgets() -> dict[str, Any]:
        """Qt objects by name that whoever runs the interactive personality has registered."""
        return qt_widgets.registered()

    @staticmethod
    def _address(widget: Any) -> int | None:
        module = qt_widgets.shiboken()
        if widget is None or module is None:
            return None
        return int(module.getCppPointer(widget)[0])

    @staticmethod
    def mainWindow() -> int | None:
        """The main window; None in batch mode."""
        if session.batch:
            return None
        return MQtUtil._address(MQtUtil._widgets().get("MayaWindow"))

    @staticmethod
    def _find(name: str) -> int | None:
        if not isinstance(name, str):
            raise TypeError(f"argument of type 'MString const &' expected, got {name!r}")
        if session.batch:
            return None
        return MQtUtil._address(MQtUtil._widgets().get(name))

    @staticmethod
    def findControl(name: str, parent: Any = None) -> int | None:
        """A control by name; None without one."""
        return MQtUtil._find(name)

    @staticmethod
    def findLayout(name: str, parent: Any = None) -> int | None:
        """A layout by name; None without one."""
        return MQtUtil._find(name)

    @staticmethod
    def findWindow(name: str) -> int | None:
        """A window by name; None without one."""
        return MQtUtil._find(name)

    @staticmethod
    def findMenuItem(name: str, parent: Any = None) -> int | None:
        """A menu item by name; None without one."""
        return MQtUtil._find(name)

    @staticmethod
    def getCurrentParent() -> int | None:
        """Where new controls go; None in batch mode."""
        return None if session.batch else MQtUtil._address(session.state.get("qt_current_parent"))

    @staticmethod
    def fullName(widget: Any) -> str:
        """The name of a widget with those around it."""
        for name, known in MQtUtil._widgets().items():
            if MQtUtil._address(known) == int(widget):
                return name
        return ""

    @staticmethod
    def dpiScale(size: float) -> float:
        """A size for the resolution of the screen."""
        return size

    @staticmethod
    def addWidgetToMayaLayout(widget: Any, layout: Any) -> bool:
        """Put a widget into a layout of Maya."""
        if session.batch:
            return False
        if not qt_widgets.add_to_layout(int(widget), int(layout)):
            raise errors.not_standing_in("MQtUtil.addWidgetToMayaLayout into any other layout")
        return True


@named("M3dView")
class M3dView(SwigObject):
    """A view; there is none in batch mode."""

    kActive, kLive, kDormant, kInvisible, kHilite, kTemplate, kActiveTemplate = range(7)
    kActiveComponent, kLead, kIntermediateObject, kActiveAffected, kNoStatus = range(7, 12)
    kBoundingBox, kFlatShaded, kGouraudShaded, kWireFrame, kPoints = range(5)
    kLeft, kCenter, kRight = range(3)
    kActiveColors, kDormantColors = 0, 2

    @staticmethod
    def active3dView() -> M3dView:
        """The view in use."""
        raise errors.failure("There are no views in batch mode")

    @staticmethod
    def numberOf3dViews() -> int:
        """How many views there are."""
        return 0

    @staticmethod
    def get3dView(index: int, view: Any) -> None:
        """A view by its number."""
        raise errors.failure("There are no views in batch mode")

    @staticmethod
    def getM3dViewFromModelPanel(name: str, view: Any) -> None:
        """The view of a panel."""
        raise errors.failure("There are no views in batch mode")

    getM3dViewFromModelEditor = getM3dViewFromModelPanel

    @staticmethod
    def scheduleRefreshAllViews() -> None:
        """Draw all views later: there are none."""


class MCursor(SwigObject):
    """A mouse pointer."""

    def __init__(self, *_: Any) -> None:
        """Nothing to set up."""


for _name in ("defaultCursor", "crossHairCursor", "doubleCrossHairCursor", "editCursor"):
    setattr(MCursor, _name, MCursor())
for _name in ("pencilCursor", "handCursor"):
    setattr(MCursor, _name, MCursor())


@named("MEvent")
class MEvent(SwigObject):
    """A mouse event."""

    shiftKey, controlKey = 1, 4
    kLeftMouse, kMiddleMouse = 64, 128


@named("MProgressWindow")
class MProgressWindow(SwigObject):
    """A window with a bar; in batch mode none can be reserved."""

    @staticmethod
    def reserve() -> bool:
        """Take the only progress window."""
        if session.batch or session.state.get("progress_window") is not None:
            return False
        session.state["progress_window"] = {
            "min": 0,
            "max": 100,
            "value": 0,
            "title": "",
            "status": "",
        }
        return True

    @staticmethod
    def _window() -> dict[str, Any]:
        window = session.state.get("progress_window")
        if window is None:
            raise errors.failure("The progress window was not reserved")
        return window

    @staticmethod
    def startProgress() -> None:
        """Show it."""
        MProgressWindow._window()["value"] = MProgressWindow._window()["min"]

    @staticmethod
    def endProgress() -> None:
        """Close it."""
        session.state["progress_window"] = None

    @staticmethod
    def setProgressRange(low: int, high: int) -> None:
        """Set what the bar runs between."""
        MProgressWindow._window().update(min=integer(low), max=integer(high))

    @staticmethod
    def setProgress(value: int) -> None:
        """Set the bar."""
        MProgressWindow._window()["value"] = integer(value)

    @staticmethod
    def advanceProgress(amount: int) -> None:
        """Move the bar on."""
        MProgressWindow._window()["value"] += integer(amount)

    @staticmethod
    def progress() -> int:
        """Where the bar is."""
        return MProgressWindow._window()["value"]

    @staticmethod
    def setTitle(text: str) -> None:
        """Set the title."""
        MProgressWindow._window()["title"] = str(text)

    @staticmethod
    def setProgressStatus(text: str) -> None:
        """Set the text."""
        MProgressWindow._window()["status"] = str(text)

    @staticmethod
    def setInterruptable(state: bool) -> None:
        """Let the user interrupt."""
        MProgressWindow._window()["interruptable"] = bool(state)

    @staticmethod
    def isInterruptable() -> bool:
        """Whether the user may interrupt."""
        return MProgressWindow._window().get("interruptable", True)

    @staticmethod
    def isCancelled() -> bool:
        """Whether the user interrupted."""
        return False


@named("MUiMessage")
class MUiMessage(MMessage):
    """Messages about windows."""

    @staticmethod
    def addUiDeletedCallback(name: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when a control is deleted."""
        raise errors.failure("There is no such control")


@named("MFnManip3D")
class MFnManip3D(MFnTransform):
    """Functions for manipulators, which only views have."""

    _fits = "kManipulator3D"

    @staticmethod
    def globalSize() -> float:
        """The size of manipulators."""
        return 1.0


@named("MFeedbackLine")
class MFeedbackLine(SwigObject):
    """The line of numbers under the views."""

    @staticmethod
    def setTitle(text: str) -> None:
        """Set the title."""

    @staticmethod
    def setFormat(text: str) -> None:
        """Set the format."""

    @staticmethod
    def setValue(index: int, value: float) -> None:
        """Set a number."""

    @staticmethod
    def clear() -> None:
        """Empty it."""


@named("MToolsInfo")
class MToolsInfo(SwigObject):
    """State of tool settings."""

    @staticmethod
    def setDirtyFlag(context: Any) -> None:
        """Tell that tool settings changed."""

    @staticmethod
    def resetDirtyFlag(context: Any) -> None:
        """Tell that tool settings were read."""
