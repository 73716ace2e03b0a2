"""``MGlobal`` and ``MNamespace``."""

from __future__ import annotations

import sys
from typing import Any

from maya._api2.objects import (
    MObject,
    changes_scene,
    component_of,
    node_of,
    require_object,
    wrap,
)
from maya._api2.paths import MDagPath
from maya._api2.quantities import MTime
from maya._api2.rows import MVector
from maya._api2.selection import MSelectionList, Part
from maya._api2.selection_iterator import MRichSelection
from maya._api2.unsupported import refuse
from maya._core import mfn
from maya._core.session import session
from maya._core.threads import main_thread_only, scene_thread_only


class MGlobal:
    """Functions about Maya as a whole."""

    kInteractive, kBatch, kLibraryApp, kBaseUIMode = range(4)
    kReplaceList, kXORWithList, kAddToList, kRemoveFromList, kAddToHeadOfList = range(5)
    kSelectObjectMode, kSelectComponentMode, kSelectRootMode = range(3)
    kSelectLeafMode, kSelectTemplateMode = 3, 4
    kSurfaceSelectMethod, kWireframeSelectMethod = 0, 1
    kHighIdlePriority, kLowIdlePriority, kVeryLowIdlePriority = range(3)

    # -- messages ----------------------------------------------------------------------------

    @staticmethod
    def displayInfo(msg: str) -> None:
        """Show a message."""
        scene_thread_only("MGlobal.displayInfo")
        print(_text(msg))  # noqa: T201

    @staticmethod
    def displayWarning(msg: str) -> None:
        """Show a warning."""
        scene_thread_only("MGlobal.displayWarning")
        print(f"Warning: {_text(msg)}", file=sys.stderr)  # noqa: T201

    @staticmethod
    def displayError(msg: str) -> None:
        """Show an error; it does not stop anything."""
        scene_thread_only("MGlobal.displayError")
        print(f"Error: {_text(msg)}", file=sys.stderr)  # noqa: T201

    # -- selection ---------------------------------------------------------------------------

    @staticmethod
    def getActiveSelectionList(orderedSelectionIfAvailable: bool = False) -> MSelectionList:
        """What is selected."""
        main_thread_only("MGlobal")
        return MSelectionList._of_core(session.scene.selection)

    @staticmethod
    @changes_scene
    def setActiveSelectionList(selection: MSelectionList, listAdjustment: int = 0) -> None:
        """Select, add to the selection, or remove from it."""
        _select(selection, listAdjustment)

    @staticmethod
    def selectCommand(selection: MSelectionList, listAdjustment: int = 0) -> None:
        """Select undoably."""
        with session.undo.command("select"):
            _select(selection, listAdjustment)

    @staticmethod
    @changes_scene
    def clearSelectionList() -> None:
        """Select nothing."""
        session.scene.select([])

    @staticmethod
    def getSelectionListByName(name: str) -> MSelectionList:
        """A list of what a name or pattern means."""
        return MSelectionList().add(name)

    @staticmethod
    @changes_scene
    def selectByName(name: str, listAdjustment: int = 2) -> None:
        """Select what a name or pattern means."""
        _select(MSelectionList().add(name), listAdjustment)

    @staticmethod
    @changes_scene
    def unselectByName(name: str) -> None:
        """Remove what a name or pattern means from the selection."""
        _select(MSelectionList().add(name), MGlobal.kRemoveFromList)

    @staticmethod
    @changes_scene
    def unselect(*arguments: Any) -> None:
        """Remove a node, or components of a path, from the selection."""
        _select(_list(arguments), MGlobal.kRemoveFromList)

    @staticmethod
    def isSelected(object: MObject) -> bool:
        """Whether a node is selected."""
        node = node_of(object)
        return any(getattr(item, "node", item) is node for item in session.scene.selection)

    @staticmethod
    def getRichSelection(defaultToActiveSelection: bool = True) -> MRichSelection:
        """The rich selection; without soft selection that is the active one."""
        rich = session.state.get("rich_selection") or MRichSelection()
        if rich.getSelection().isEmpty() and defaultToActiveSelection:
            rich = MRichSelection().setSelection(MGlobal.getActiveSelectionList())
        return rich

    @staticmethod
    def setRichSelection(selection: MRichSelection) -> None:
        """Set the rich selection."""
        session.state["rich_selection"] = MRichSelection(selection)

    @staticmethod
    def _stored_list(name: str) -> MSelectionList:
        return MSelectionList._of_core(session.scene.extra.get(name, []))

    @staticmethod
    def getHiliteList() -> MSelectionList:
        """Objects whose components can be picked."""
        return MGlobal._stored_list("hilite")

    @staticmethod
    def setHiliteList(selection: MSelectionList) -> None:
        """Set the objects whose components can be picked."""
        session.scene.extra["hilite"] = selection._core()

    @staticmethod
    def getPreselectionHiliteList() -> MSelectionList:
        """What the mouse is over."""
        return MGlobal._stored_list("preselection")

    @staticmethod
    def setPreselectionHiliteList(selection: MSelectionList) -> None:
        """Set what the mouse is over."""
        session.scene.extra["preselection"] = selection._core()

    @staticmethod
    def getLiveList() -> MSelectionList:
        """Objects that were made live."""
        return MGlobal._stored_list("live")

    @staticmethod
    def selectionMode() -> int:
        """Object, component, root, leaf or template mode."""
        return session.state.get("selection_mode", 0)

    @staticmethod
    def setSelectionMode(mode: int) -> None:
        """Set the selection mode."""
        session.state["selection_mode"] = int(mode)

    @staticmethod
    def selectionMethod() -> int:
        """Surface or wireframe."""
        return MGlobal.kWireframeSelectMethod

    @staticmethod
    def trackSelectionOrderEnabled() -> bool:
        """Whether the order of selecting is kept."""
        return bool(session.state.get("track_selection_order", False))

    @staticmethod
    def setTrackSelectionOrderEnabled(enable: bool = True) -> None:
        """Keep the order of selecting."""
        session.state["track_selection_order"] = bool(enable)

    @staticmethod
    def getAssociatedSets(selection: MSelectionList) -> list[MObject]:
        """Sets that the items are in."""
        from maya._core import membership

        found: dict[Any, None] = {}
        for item in selection._items:
            node = item.path.node if isinstance(item, Part) else getattr(item, "node", item)
            found.update(dict.fromkeys(membership.sets_of(node)))
        return [wrap(group) for group in found]

    # -- Maya --------------------------------------------------------------------------------

    @staticmethod
    def className() -> str:
        """Name of this class."""
        return "MGlobal"

    @staticmethod
    def mayaState() -> int:
        """Interactive or batch."""
        return MGlobal.kLibraryApp if session.batch else MGlobal.kInteractive

    @staticmethod
    def mayaVersion() -> str:
        """For example ``2025``."""
        return session.version

    @staticmethod
    def mayaName() -> str:
        """Name of the application."""
        return "Maya"

    @staticmethod
    def mayaFeatureSet() -> int:
        """0: everything."""
        return 0

    @staticmethod
    def apiVersion() -> int:
        """For example 20250300."""
        return session.api_version

    @staticmethod
    def isUndoing() -> bool:
        """Whether something is being undone."""
        return session.undo.busy and not session.state.get("redoing", False)

    @staticmethod
    def isRedoing() -> bool:
        """Whether something is being redone."""
        return session.undo.busy and bool(session.state.get("redoing", False))

    @staticmethod
    def upAxis() -> MVector:
        """The axis that points up."""
        return MVector(0, 0, 1) if session.scene.up_axis == "z" else MVector(0, 1, 0)

    @staticmethod
    def isYAxisUp() -> bool:
        """Whether y points up."""
        return session.scene.up_axis == "y"

    @staticmethod
    def isZAxisUp() -> bool:
        """Whether z points up."""
        return session.scene.up_axis == "z"

    @staticmethod
    def setYAxisUp(rotateView: bool = False) -> None:
        """Let y point up."""
        session.scene.up_axis = "y"

    @staticmethod
    def setZAxisUp(rotateView: bool = False) -> None:
        """Let z point up."""
        session.scene.up_axis = "z"

    @staticmethod
    def viewFrame(time: Any) -> None:
        """Go to a time."""
        moment = time if isinstance(time, MTime) else MTime(float(time), MTime.uiUnit())
        with session.undo.suspended():
            session.scene.set_time(moment._as_ticks())

    @staticmethod
    @changes_scene
    def deleteNode(node: MObject) -> None:
        """Delete a node, not undoably."""
        session.scene.delete([node_of(node)])

    @staticmethod
    def getFunctionSetList(object: MObject) -> tuple[str, ...]:
        """Names of the function sets that fit an object."""
        require_object(object)
        return tuple(name for name in reversed(object._names()) if name in mfn.NUMBERS)

    # -- commands ----------------------------------------------------------------------------

    @staticmethod
    def executeCommandStringResult(
        command: str, displayEnabled: bool = False, undoEnabled: bool = False
    ) -> Any:
        """Run MEL; gives the result as text."""
        result = _execute(command, undoEnabled)
        if isinstance(result, (list, tuple)):
            return [str(part) for part in result]
        return "" if result is None else str(result)

    @staticmethod
    def executeCommandOnIdle(command: str, displayEnabled: bool = False) -> None:
        """Run MEL when Maya has nothing else to do."""
        session.idle_queue.append(lambda: _execute(command, True))

    @staticmethod
    def executeCommandOnIdleWithPriority(command: str, priority: int, *display: bool) -> None:
        """Run MEL when Maya has nothing else to do."""
        MGlobal.executeCommandOnIdle(command)

    @staticmethod
    def sourceFile(fileName: str) -> None:
        """Run a MEL file."""
        from maya import mel

        mel.eval(f'source "{fileName}"')

    # -- option variables --------------------------------------------------------------------

    @staticmethod
    def optionVarExists(name: str) -> bool:
        """Whether an option variable exists."""
        return name in session.options

    @staticmethod
    def setOptionVarValue(name: str, value: Any) -> bool:
        """Set an option variable; says whether it existed."""
        existed = name in session.options
        session.options[name] = value
        return existed

    @staticmethod
    def initOptionVar(name: str, value: Any, category: str = "") -> bool:
        """Set an option variable that does not exist yet."""
        if name in session.options:
            return False
        session.options[name] = value
        return True

    @staticmethod
    def removeOptionVar(name: str) -> None:
        """Forget an option variable."""
        session.options.pop(name, None)

    @staticmethod
    def optionVarIntValue(name: str) -> int:
        """An option variable as an integer; 0 if there is none."""
        return int(session.options.get(name, 0))

    @staticmethod
    def optionVarDoubleValue(name: str) -> float:
        """An option variable as a number; 0 if there is none."""
        return float(session.options.get(name, 0.0))

    @staticmethod
    def optionVarStringValue(name: str) -> str:
        """An option variable as text; empty if there is none."""
        return str(session.options.get(name, ""))


for _name in (
    "addToModel",
    "addToModelAt",
    "animSelectionMask",
    "closeErrorLog",
    "componentSelectionMask",
    "currentToolContext",
    "defaultErrorLogPathName",
    "disableStow",
    "doErrorLogEntry",
    "errorLogPathName",
    "errorLoggingIsOn",
    "getAbsolutePathToResources",
    "miscSelectionMask",
    "objectSelectionMask",
    "removeFromModel",
    "resetToDefaultErrorLogPathName",
    "selectFromScreen",
    "setAnimSelectionMask",
    "setComponentSelectionMask",
    "setDisableStow",
    "setDisplayCVs",
    "setErrorLogPathName",
    "setMiscSelectionMask",
    "setObjectSelectionMask",
    "startErrorLogging",
    "stopErrorLogging",
):
    setattr(MGlobal, _name, staticmethod(refuse(f"MGlobal.{_name}")))


def _execute(command: str, undo: bool) -> Any:
    main_thread_only("MGlobal")
    from maya import mel

    if undo:
        return mel.eval(_text(command))
    with session.undo.suspended():
        return mel.eval(_text(command))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"argument must be str, not {type(value).__name__}")
    return value


def _list(arguments: tuple[Any, ...]) -> MSelectionList:
    chosen = MSelectionList()
    if isinstance(arguments[0], MDagPath) and len(arguments) > 1:
        component_of(arguments[1])
        return chosen.add((arguments[0], arguments[1]))
    return chosen.add(arguments[0])


def _select(selection: MSelectionList, adjustment: int) -> None:
    present = MSelectionList._of_core(session.scene.selection)
    if adjustment == MGlobal.kReplaceList:
        present = MSelectionList(selection)
    elif adjustment == MGlobal.kAddToHeadOfList:
        present = MSelectionList(selection).merge(present)
    else:
        strategies = {
            MGlobal.kAddToList: MSelectionList.kMergeNormal,
            MGlobal.kXORWithList: MSelectionList.kXORWithList,
            MGlobal.kRemoveFromList: MSelectionList.kRemoveFromList,
        }
        present.merge(selection, strategies[adjustment])
    session.scene.select(present._core())


__all__ = ["MGlobal"]
