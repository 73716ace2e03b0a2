"""MPxCommand: base class of the commands of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._shared.command import PluginCommand, running

from . import pointers
from .arrays import MDoubleArray, MIntArray
from .fn_base import filled
from .swig import SwigObject, named, wrong_arguments
from .syntax import MArgList, MSyntax


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


@named("MPxCommand")
class MPxCommand(PluginCommand, SwigObject):
    """A command written in Python."""

    _wrap_arguments, _wrap_syntax, _plain = MArgList._of, MSyntax._of, staticmethod(_plain)
    _undoable: bool | None = None

    def isUndoable(self) -> bool:
        """Whether the command is kept in the undo queue."""
        return bool(self._undoable)

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
    def currentIntResult() -> int:
        """The result so far as a whole number."""
        return int(running()._result)

    @staticmethod
    def currentDoubleResult() -> float:
        """The result so far as a number."""
        return float(running()._result)

    @staticmethod
    def currentStringResult() -> str:
        """The result so far as a text."""
        return str(running()._result)

    @staticmethod
    def getCurrentResult(target: Any) -> None:
        """Write the result so far into an array or to memory."""
        value = running()._result
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
