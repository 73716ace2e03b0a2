"""MGlobal and MNamespace."""

from __future__ import annotations

import sys
from typing import Any

from maya._core.nodes import Node
from maya._core.session import session
from maya._core.threads import main_thread_only, scene_thread_only
from maya._shared import errors

from . import pointers
from .fn_base import filled
from .objects import MObject, MObjectArray, entity_of
from .plugs import not_recorded
from .selection import MSelectionList
from .swig import SwigObject, expect, named, wrong_arguments


@named("MGlobal")
class MGlobal(SwigObject):
    """Selection, commands, messages, versions."""

    kReplaceList, kXORWithList, kAddToList, kRemoveFromList, kAddToHeadOfList = range(5)
    kInteractive, kBatch, kLibraryApp, kBaseUIMode = range(4)
    kComplete, kRestricted = range(2)
    kSelectObjectMode, kSelectComponentMode, kSelectRootMode = range(3)
    kSelectLeafMode, kSelectTemplateMode = 3, 4
    kSurfaceSelectMethod, kWireframeSelectMethod = range(2)
    kHighIdlePriority, kLowIdlePriority, kVeryLowIdlePriority = range(3)

    # -- messages ----------------------------------------------------------------------------

    @staticmethod
    def displayInfo(text: str) -> None:
        """Print a message."""
        scene_thread_only("MGlobal.displayInfo")
        sys.stdout.write(f"{_text(text)}\n")

    @staticmethod
    def displayWarning(text: str, *_: Any) -> None:
        """Print a warning."""
        scene_thread_only("MGlobal.displayWarning")
        sys.stderr.write(f"Warning: {_text(text)}\n")

    @staticmethod
    def displayError(text: str, *_: Any) -> None:
        """Print an error; nothing is raised."""
        scene_thread_only("MGlobal.displayError")
        sys.stderr.write(f"Error: {_text(text)}\n")

    # -- versions ----------------------------------------------------------------------------

    @staticmethod
    def mayaVersion() -> str:
        """For example 2025."""
        return session.version

    @staticmethod
    def apiVersion() -> int:
        """For example 20250300."""
        return session.api_version

    @staticmethod
    def mayaState() -> int:
        """How Maya runs."""
        return MGlobal.kLibraryApp if session.batch else MGlobal.kInteractive

    @staticmethod
    def mayaName() -> str:
        """The name of the product."""
        return "Maya"

    @staticmethod
    def mayaFeatureSet() -> int:
        """What the licence allows."""
        return MGlobal.kComplete

    @staticmethod
    def isYAxisUp() -> bool:
        """Whether y points up."""
        return session.scene.up_axis == "y"

    @staticmethod
    def isZAxisUp() -> bool:
        """Whether z points up."""
        return session.scene.up_axis == "z"

    @staticmethod
    def setYAxisUp(*_: Any) -> None:
        """Let y point up."""
        session.scene.up_axis = "y"

    @staticmethod
    def setZAxisUp(*_: Any) -> None:
        """Let z point up."""
        session.scene.up_axis = "z"

    @staticmethod
    def isUndoing() -> bool:
        """Whether undo runs."""
        return session.undo.busy

    @staticmethod
    def isRedoing() -> bool:
        """Whether redo runs."""
        return session.undo.busy

    # -- selection ---------------------------------------------------------------------------

    @staticmethod
    def getActiveSelectionList(selection: Any, orderedSelectionIfAvailable: bool = False) -> None:
        """Fill a list with what is selected."""
        main_thread_only("MGlobal")
        found = MSelectionList._of(list(session.scene.selection))
        expect(selection, MSelectionList).assign(found)

    @staticmethod
    def setActiveSelectionList(selection: Any, adjustment: int = kReplaceList) -> None:
        """Select what is in a list."""
        _select(expect(selection, MSelectionList), adjustment)

    @staticmethod
    def selectCommand(selection: Any, adjustment: int = kReplaceList) -> None:
        """Select what is in a list, undoably."""
        with session.undo.command("select"):
            _put_selection(expect(selection, MSelectionList), adjustment)

    @staticmethod
    def clearSelectionList() -> None:
        """Select nothing."""
        _select(MSelectionList(), MGlobal.kReplaceList)

    @staticmethod
    def select(what: Any, *rest: Any) -> None:
        """Add a node, or a path with components, to the selection."""
        adjustment = MGlobal.kAddToList
        if rest and isinstance(rest[-1], int):
            adjustment, rest = rest[-1], rest[:-1]
        found = MSelectionList()
        found.add(what, *rest)
        _select(found, adjustment)

    @staticmethod
    def selectByName(name: str, adjustment: int = kAddToList) -> None:
        """Add what a name or pattern means to the selection."""
        found = MSelectionList()
        found.add(name)
        _select(found, adjustment)

    @staticmethod
    def unselect(what: Any, *rest: Any) -> None:
        """Remove from the selection."""
        MGlobal.select(what, *rest, MGlobal.kRemoveFromList)

    @staticmethod
    def unselectByName(name: str) -> None:
        """Remove what a name means from the selection."""
        MGlobal.selectByName(name, MGlobal.kRemoveFromList)

    @staticmethod
    def isSelected(what: Any) -> bool:
        """Whether a node is selected."""
        found = MSelectionList._of(list(session.scene.selection))
        return found.hasItem(what)

    @staticmethod
    def getSelectionListByName(name: str, selection: Any) -> None:
        """Fill a list with what a name or pattern means."""
        selection.clear()
        selection.add(name)

    @staticmethod
    def getAssociatedSets(selection: Any, sets: Any) -> None:
        """Fill an array with the sets that hold what is in a list."""
        from maya._core import membership

        found: dict[Node, None] = {}
        for item in selection._items:
            node = item.thing if isinstance(item.thing, Node) else item.thing.node
            found.update(dict.fromkeys(membership.sets_of(node)))
        expect(sets, MObjectArray)._set_all(MObject._of(node) for node in found)

    @staticmethod
    def getFunctionSetList(handle: Any, names: list[str]) -> None:
        """Fill a list with the kinds of function sets that fit."""
        from .objects import mfn_names

        filled(names, mfn_names(entity_of(handle)))

    @staticmethod
    def deleteNode(handle: Any) -> None:
        """Delete a node; not undoable."""
        node = entity_of(handle, Node)
        if node.locked or node.is_default:
            raise errors.failure("The node cannot be deleted")
        with not_recorded():
            session.scene.delete([node])

    # -- commands ----------------------------------------------------------------------------

    @staticmethod
    def executeCommand(command: str, *rest: Any) -> None:
        """Run MEL: ``(text, display=False, undo=False)`` or ``(text, result, display, undo)``."""
        result = _mel(command)
        if rest and not isinstance(rest[0], (bool, int)):
            _deliver(result, rest[0])

    @staticmethod
    def executeCommandStringResult(
        command: str, displayEnabled: bool = False, undoEnabled: bool = False
    ) -> str:
        """Run MEL and give the result as a text."""
        result = _mel(command)
        return "" if result is None else str(result)

    @staticmethod
    def executeCommandOnIdle(command: str, displayEnabled: bool = False) -> None:
        """Run MEL when there is nothing else to do."""
        session.idle_queue.append(lambda: _mel(command))

    @staticmethod
    def executeCommandOnIdleWithPriority(
        command: str, priority: int, displayEnabled: bool = False
    ) -> None:
        """Run MEL when there is nothing else to do."""
        session.idle_queue.append(lambda: _mel(command))

    @staticmethod
    def executePythonCommand(command: str, *rest: Any) -> None:
        """Run Python in the main module."""
        result = _python(command)
        if rest and not isinstance(rest[0], (bool, int)):
            _deliver(result, rest[0])

    @staticmethod
    def executePythonCommandStringResult(command: str, *_: Any) -> str:
        """Run Python and give the result as a text."""
        result = _python(command)
        return "" if result is None else str(result)

    @staticmethod
    def executePythonCommandOnIdle(command: str, displayEnabled: bool = False) -> None:
        """Run Python when there is nothing else to do."""
        session.idle_queue.append(lambda: _python(command))

    @staticmethod
    def executePythonCommandOnIdleWithPriority(
        command: str, priority: int, displayEnabled: bool = False
    ) -> None:
        """Run Python when there is nothing else to do."""
        session.idle_queue.append(lambda: _python(command))

    @staticmethod
    def sourceFile(name: str) -> None:
        """Run a MEL file."""
        _mel(f'source "{name}"')

    # -- option variables --------------------------------------------------------------------

    @staticmethod
    def optionVarExists(name: str) -> bool:
        """Whether there is an option variable."""
        from maya import cmds

        return bool(cmds.optionVar(exists=name))

    @staticmethod
    def optionVarIntValue(name: str, found: Any = None) -> int:
        """A whole number kept as an option."""
        return int(_option(name, found) or 0)

    @staticmethod
    def optionVarDoubleValue(name: str, found: Any = None) -> float:
        """A number kept as an option."""
        return float(_option(name, found) or 0.0)

    @staticmethod
    def optionVarStringValue(name: str, found: Any = None) -> str:
        """A text kept as an option."""
        return str(_option(name, found) or "")

    @staticmethod
    def setOptionVarValue(name: str, value: Any) -> bool:
        """Keep a value as an option."""
        from maya import cmds

        flag = "stringValue" if isinstance(value, str) else "floatValue"
        cmds.optionVar(**{"intValue" if isinstance(value, int) else flag: (name, value)})
        return True

    @staticmethod
    def initOptionVar(name: str, value: Any, category: str = "") -> bool:
        """Keep a value as an option if there is none yet."""
        return False if MGlobal.optionVarExists(name) else MGlobal.setOptionVarValue(name, value)

    @staticmethod
    def removeOptionVar(name: str) -> bool:
        """Forget an option variable."""
        from maya import cmds

        known = MGlobal.optionVarExists(name)
        cmds.optionVar(remove=name)
        return known

    # -- interaction -------------------------------------------------------------------------

    @staticmethod
    def selectionMode() -> int:
        """What is selected by clicks."""
        return session.state.get("selection_mode", MGlobal.kSelectObjectMode)

    @staticmethod
    def setSelectionMode(mode: int) -> None:
        """Choose what is selected by clicks."""
        session.state["selection_mode"] = mode

    @staticmethod
    def viewFrame(time: Any) -> None:
        """Go to a time."""
        from .anim_control import MAnimControl
        from .units import MTime

        MAnimControl.setCurrentTime(
            time if isinstance(time, MTime) else MTime(time, MTime.uiUnit())
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"argument of type 'MString const &' expected, got '{value!r}'")
    return value


def _mel(command: str) -> Any:
    from maya import mel

    return mel.eval(_text(command))


def _python(command: str) -> Any:
    import __main__

    try:
        code = compile(_text(command), "<maya console>", "eval")
    except SyntaxError:
        exec(compile(command, "<maya console>", "exec"), vars(__main__))
        return None
    return eval(code, vars(__main__))


def _deliver(result: Any, target: Any) -> None:
    """Put the result of a command into a list, an array, an MCommandResult or memory."""
    from .files import MCommandResult

    if isinstance(target, MCommandResult):
        target._value = result
    elif isinstance(target, list):
        filled(target, result if isinstance(result, list) else [result])
    elif hasattr(target, "_set_all"):
        values = result if isinstance(result, list) else [result]
        target._set_all(type(target)(values)._array())
    elif pointers.is_pointer(target):
        inner = getattr(target, "_pointer", target)
        pointers.store(inner, inner._kind, result)
    else:
        raise wrong_arguments("MGlobal_executeCommand", (target,))


def _option(name: str, found: Any) -> Any:
    from maya import cmds

    exists = MGlobal.optionVarExists(name)
    if found is not None:
        pointers.store(found, "bool", exists)
    return cmds.optionVar(query=name) if exists else None


def _select(selection: MSelectionList, adjustment: int) -> None:
    main_thread_only("MGlobal")
    with not_recorded():
        _put_selection(selection, adjustment)


def _put_selection(selection: MSelectionList, adjustment: int) -> None:
    new = selection._core()
    now = list(session.scene.selection)
    if adjustment == MGlobal.kReplaceList:
        result = new
    elif adjustment == MGlobal.kAddToList:
        result = [*now, *(item for item in new if item not in now)]
    elif adjustment == MGlobal.kAddToHeadOfList:
        result = [*new, *(item for item in now if item not in new)]
    else:
        both = MSelectionList._of(now)
        strategy = MSelectionList.kRemoveFromList
        if adjustment == MGlobal.kXORWithList:
            strategy = MSelectionList.kXORWithList
        both.merge(selection, strategy)
        result = both._core()
    session.scene.select(result)
