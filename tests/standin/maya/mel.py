"""MEL from Python."""

from __future__ import annotations

from maya._core.threads import main_thread_only as _main_thread_only
from maya._files import mel as _mel

__all__ = ["eval"]


def eval(command: str) -> object:
    """Run a MEL text; gives its result as Python has it."""
    if not isinstance(command, str):
        raise TypeError("eval() argument must be a string")
    _main_thread_only("maya.mel.eval")
    result = _mel.evaluate(command)
    return list(result) if isinstance(result, tuple) else result
