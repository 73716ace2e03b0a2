"""What the base classes of the commands of plug-ins share."""

from __future__ import annotations

import sys
from typing import Any

from maya._core.command_syntax import CommandSyntax
from maya._core.session import session
from maya._shared import errors
from maya._shared.calls import report

_running: list[PluginCommand] = []


class PluginCommand:
    """A command written in Python.

    A facade's ``MPxCommand`` gives ``_wrap_arguments``, ``_wrap_syntax`` and ``_plain``.
    """

    kLong, kDouble, kString, kNoArg = range(4)
    _syntax: CommandSyntax | None = None
    _result: Any = None
    _text = ""
    _history = True

    def __init__(self, *_: Any) -> None:
        """Nothing to set up."""

    # -- to be overridden --------------------------------------------------------------------

    def doIt(self, args: Any) -> Any:
        """Run; the base class cannot."""
        raise errors.failure("The command has no doIt")

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

    def syntax(self) -> Any:
        """The syntax that was registered with the command."""
        return self._wrap_syntax(self._syntax or CommandSyntax())

    @staticmethod
    def displayInfo(msg: str) -> None:
        """Print a message."""
        sys.stdout.write(f"{msg}\n")

    @staticmethod
    def displayWarning(msg: str, *_: Any) -> None:
        """Print a warning."""
        sys.stderr.write(f"Warning: {msg}\n")

    @staticmethod
    def displayError(msg: str, *_: Any) -> None:
        """Print an error; nothing is raised."""
        sys.stderr.write(f"Error: {msg}\n")

    # -- results -----------------------------------------------------------------------------

    @staticmethod
    def clearResult() -> None:
        """Forget the result."""
        running()._result = None

    @classmethod
    def setResult(cls, result: Any) -> None:
        """Set the result: a number, a text, or several of them."""
        running()._result = cls._plain(result)

    @classmethod
    def appendToResult(cls, result: Any) -> None:
        """Add to the result, which becomes a list."""
        command, added = running(), cls._plain(result)
        before = command._result
        if not isinstance(before, list):
            before = [] if before is None else [before]
        command._result = [*before, *(added if isinstance(added, list) else [added])]

    @staticmethod
    def currentResultType() -> int:
        """Type of the result so far."""
        value = running()._result
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str):
            return PluginCommand.kString
        if isinstance(first, float):
            return PluginCommand.kDouble
        return PluginCommand.kLong if isinstance(first, int) else PluginCommand.kNoArg

    @staticmethod
    def isCurrentResultArray() -> bool:
        """Whether the result so far is a list."""
        return isinstance(running()._result, list)

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
        self._run(self.doIt, self._wrap_arguments(items))

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


def running() -> PluginCommand:
    """The command that runs at this moment."""
    if not _running:
        raise errors.failure("No command is running")
    return _running[-1]
