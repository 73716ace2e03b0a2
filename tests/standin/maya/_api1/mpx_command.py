"""MPxCommand: base class of the commands of plug-ins."""

from __future__ import annotations

import sys
from typing import Any

from maya._core.command_syntax import CommandSyntax
from maya._core.session import session
from maya._shared import errors

from . import pointers
from .arrays import MDoubleArray, MIntArray
from .fn_base import filled
from .mpx_node import report
from .swig import SwigObject, named, wrong_arguments
from .syntax import MArgList, MSyntax

_running: list[MPxCommand] = []


@named("MPxCommand")
class MPxCommand(SwigObject):
    """A command written in Python."""

    kLong, kDouble, kString, kNoArg = range(4)

    _syntax: CommandSyntax | None = None
    _undoable: bool | None = None
    _history = True
    _result: Any = None
    _text = ""

    def __init__(self, *_: Any) -> None:
        """Nothing to set up."""

    # -- to be overridden --------------------------------------------------------------------

    def doIt(self, arguments: Any) -> Any:
        """Run; the base class cannot."""
        raise errors.failure("The command has no doIt")

    def redoIt(self) -> Any:
        """Run again after undo."""

    def undoIt(self) -> Any:
        """Take back."""

    def isUndoable(self) -> bool:
        """Whether the command is kept in the undo queue."""
        return bool(self._undoable)

    def hasSyntax(self) -> bool:
        """Whether the command has a syntax."""
        return self._syntax is not None

    # -- helpers -----------------------------------------------------------------------------

    def syntax(self) -> MSyntax:
        """The syntax that was registered with the command."""
        return MSyntax._of(self._syntax or CommandSyntax())

    def setUndoable(self, state: bool) -> None:
        """Say whether this call can be undone."""
        self._undoable = bool(state)

    def isHistoryOn(self) -> bool:
        """Whether construction history is kept."""
        return self._history

    def setHistoryOn(self, state: bool) -> None:
        """Keep construction history."""
        self._history = bool(state)

    def commandString(self) -> str:
        """The text that is shown in the undo queue."""
        return self._text

    def setCommandString(self, text: str) -> None:
        """Set the text that is shown in the undo queue."""
        self._text = str(text)

    @staticmethod
    def displayInfo(text: str) -> None:
        """Print a message."""
        sys.stdout.write(f"{text}\n")

    @staticmethod
    def displayWarning(text: str, *_: Any) -> None:
        """Print a warning."""
        sys.stderr.write(f"Warning: {text}\n")

    @staticmethod
    def displayError(text: str, *_: Any) -> None:
        """Print an error; nothing is raised."""
        sys.stderr.write(f"Error: {text}\n")

    # -- results -----------------------------------------------------------------------------

    @staticmethod
    def clearResult() -> None:
        """Forget the result."""
        _current()._result = None

    @staticmethod
    def setResult(value: Any) -> None:
        """Set the result: a number, a text, or an array of them."""
        _current()._result = _plain(value)

    @staticmethod
    def appendToResult(value: Any) -> None:
        """Add to the result, which becomes a list."""
        command = _current()
        before = command._result
        if before is None:
            before = []
        elif not isinstance(before, list):
            before = [before]
        added = _plain(value)
        command._result = [*before, *(added if isinstance(added, list) else [added])]

    @staticmethod
    def currentResultType() -> int:
        """The type of the result so far."""
        value = _current()._result
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str):
            return MPxCommand.kString
        if isinstance(first, float):
            return MPxCommand.kDouble
        return MPxCommand.kLong if isinstance(first, int) else MPxCommand.kNoArg

    @staticmethod
    def isCurrentResultArray() -> bool:
        """Whether the result so far is a list."""
        return isinstance(_current()._result, list)

    @staticmethod
    def currentIntResult() -> int:
        """The result so far as a whole number."""
        return int(_current()._result)

    @staticmethod
    def currentDoubleResult() -> float:
        """The result so far as a number."""
        return float(_current()._result)

    @staticmethod
    def currentStringResult() -> str:
        """The result so far as a text."""
        return str(_current()._result)

    @staticmethod
    def getCurrentResult(target: Any) -> None:
        """Write the result so far into an array or to memory."""
        value = _current()._result
        values = value if isinstance(value, list) else [value]
        if isinstance(target, (MIntArray, MDoubleArray)):
            target._set_all(type(target)(values)._array())
        elif isinstance(target, list):
            filled(target, values)
        else:
            inner = getattr(target, "_pointer", target)
            if not pointers.is_pointer(inner):
                raise wrong_arguments("MPxCommand_getCurrentResult", (target,))
            pointers.store(inner, inner._kind, values[0])

    # -- what the core calls -----------------------------------------------------------------

    def _run(self, function: Any, *arguments: Any) -> Any:
        _running.append(self)
        try:
            return function(*arguments)
        except RuntimeError:
            report(f"{type(self).__name__} failed")
            raise
        except Exception as error:
            report(f"{type(self).__name__} failed")
            raise RuntimeError(str(error)) from error
        finally:
            _running.pop()

    def _do_it(self, items: list[Any]) -> None:
        self._result = None
        self._run(self.doIt, MArgList._of(items))

    def _redo_it(self) -> None:
        with session.undo.suspended():
            self._run(self.redoIt)

    def _undo_it(self) -> None:
        with session.undo.suspended():
            self._run(self.undoIt)

    def _is_undoable(self) -> bool:
        return bool(self.isUndoable())

    def _has_syntax(self) -> bool:
        return self._syntax is not None

    def _command_result(self) -> Any:
        return self._result


def _current() -> MPxCommand:
    if not _running:
        raise errors.failure("No command is running")
    return _running[-1]


def _plain(value: Any) -> Any:
    if hasattr(value, "_array"):
        return value._array().tolist()
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, str)) or value is None:
        return value
    raise wrong_arguments("MPxCommand_setResult", (value,))
