"""``MPxCommand``: base class of the commands of plug-ins."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import NumberArray
from maya._api2.matrices import MMatrix
from maya._api2.rows import Row
from maya._api2.syntax import MArgList, MSyntax
from maya._shared.command import PluginCommand, running


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


class MPxCommand(PluginCommand):
    """A command written in Python."""

    _wrap_arguments, _wrap_syntax, _plain = MArgList._of, MSyntax._of, staticmethod(_plain)

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
    def currentResult() -> Any:
        """The result so far."""
        return running()._result
