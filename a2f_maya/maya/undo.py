"""Changes through Maya's API as steps of the undo queue.

What the API changes, Maya cannot undo by itself. `apply` runs an object that knows how to do, undo
and redo its change inside our command ``a2fApply``, so that the change becomes a part of the step
or chunk that is open.
"""

from __future__ import annotations

from typing import Any, Protocol

from maya import cmds
from maya.api import OpenMaya as om

COMMAND = "a2fApply"


class Action(Protocol):
    """A change that can be taken back.

    ``redo`` is called after ``undo`` only, ``undo`` after ``do`` or ``redo`` only, each any number
    of times. Objects of the scene are kept as handles, never as names.
    """

    def do(self) -> None:
        """Make the change for the first time; on an error leave the scene as it was."""
        ...

    def undo(self) -> None:
        """Take it back."""
        ...

    def redo(self) -> None:
        """Make it again."""
        ...


class _Handed:
    """The action that the next command is for, and the error that it ended in."""

    action: Action | None = None
    error: Exception | None = None


def apply(action: Action) -> None:
    """Run an action and put it into the undo queue. Main thread only; the plug-in must be loaded.

    Parameters
    ----------
    action : Action

    Raises
    ------
    Exception
        What ``do`` raises; then nothing is put into the queue.
    """
    _Handed.action, _Handed.error = action, None
    try:
        getattr(cmds, COMMAND)()
    except RuntimeError:
        # Maya turns every error of a command into a RuntimeError without its reason
        if _Handed.error is None:
            raise
        raise _Handed.error from None
    finally:
        _Handed.action = _Handed.error = None


class ApplyCommand(om.MPxCommand):  # type: ignore[misc]
    """The command ``a2fApply``: runs the action that `apply` hands over."""

    def __init__(self) -> None:
        super().__init__()
        self._action: Action | None = None

    @staticmethod
    def create() -> Any:
        """A new command, as Maya asks for it."""
        return ApplyCommand()

    def isUndoable(self) -> bool:  # noqa: N802 - Maya's name
        """Always; the action itself decides what there is to undo."""
        return True

    def doIt(self, _arguments: Any) -> None:  # noqa: N802 - Maya's name
        """Take over the action and run it."""
        action, _Handed.action = _Handed.action, None
        if action is None:
            raise RuntimeError(f"{COMMAND} is for a2f_maya.maya.undo.apply; call that instead.")
        try:
            action.do()
        except Exception as error:
            _Handed.error = error
            raise
        self._action = action

    def undoIt(self) -> None:  # noqa: N802 - Maya's name
        """Undo the action."""
        if self._action is not None:
            self._action.undo()

    def redoIt(self) -> None:  # noqa: N802 - Maya's name
        """Redo the action."""
        if self._action is not None:
            self._action.redo()
