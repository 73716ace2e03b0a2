"""``MPxCommand``: base class of the commands of plug-ins."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from maya._api2.arrays import NumberArray
from maya._api2.matrices import MMatrix
from maya._api2.mpx_node import report
from maya._api2.rows import Row
from maya._api2.syntax import MArgList, MSyntax
from maya._core.command_syntax import CommandSyntax
from maya._core.session import session

_running: list[MPxCommand] = []


class MPxCommand:
    """A command written in Python."""

    kLong, kDouble, kString, kNoArg = range(4)
    _syntax: CommandSyntax | None = None

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._result, self._text, self._history = None, "", True
        return self

    def __init__(self, *arguments: Any) -> None:
        pass

    # -- to be overridden --------------------------------------------------------------------

    def doIt(self, args: MArgList) -> Any:
        """Run."""
        raise RuntimeError("(kFailure): the command has no doIt")

    def redoIt(self) -> Any:
        """Run again after undo."""

    def undoIt(self) -> Any:
        """Take back."""

    def isUndoable(self) -> bool:
        """Whether the command is kept in the undo queue."""
        return False

    def hasSyntax(self) -> bool:
        """Whether the command has a syntax."""
        return self._syntax is not None

    # -- helpers -----------------------------------------------------------------------------

    def syntax(self) -> MSyntax:
        """The syntax that was registered with the command."""
        return MSyntax._of(self._syntax or CommandSyntax())

    @property
    def historyOn(self) -> bool:
        """Whether construction history is kept."""
        return self._history

    @historyOn.setter
    def historyOn(self, value: bool) -> None:
        self._history = bool(value)

    @property
    def commandString(self) -> str:
        """The text that is shown in the undo queue."""
        return self._text

    @commandString.setter
    def commandString(self, value: str) -> None:
        self._text = str(value)

    @staticmethod
    def displayInfo(msg: str) -> None:
        """Print a message."""
        sys.stdout.write(f"{msg}\n")

    @staticmethod
    def displayWarning(msg: str, *arguments: Any) -> None:
        """Print a warning."""
        sys.stderr.write(f"Warning: {msg}\n")

    @staticmethod
    def displayError(msg: str, *arguments: Any) -> None:
        """Print an error; nothing is raised."""
        sys.stderr.write(f"Error: {msg}\n")

    # -- results -----------------------------------------------------------------------------

    @staticmethod
    def clearResult() -> None:
        """Forget the result."""
        _current()._result = None

    @staticmethod
    def setResult(result: Any) -> None:
        """Set the result: a number, a text, or several of them."""
        _current()._result = _plain(result)

    @staticmethod
    def appendToResult(result: Any) -> None:
        """Add to the result, which becomes a list."""
        command, added = _current(), _plain(result)
        before = command._result
        if not isinstance(before, list):
            before = [] if before is None else [before]
        command._result = [*before, *(added if isinstance(added, list) else [added])]

    @staticmethod
    def currentResult() -> Any:
        """The result so far."""
        return _current()._result

    @staticmethod
    def currentResultType() -> int:
        """Type of the result so far."""
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

    # -- what the core calls -----------------------------------------------------------------

    def _run(self, function: Any, *arguments: Any) -> None:
        _running.append(self)
        try:
            function(*arguments)
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
        raise RuntimeError("(kFailure): no command is running")
    return _running[-1]


def _plain(value: Any) -> Any:
    if isinstance(value, NumberArray):
        return value._a.tolist()
    if isinstance(value, (Row, MMatrix, list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, (np.integer, np.floating)):
        return value.item()
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    raise TypeError(f"a result cannot be made from {type(value).__name__}")
