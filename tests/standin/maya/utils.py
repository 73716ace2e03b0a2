"""Work for Maya's idle time and main thread."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable as _Callable
from typing import Any as _Any

from maya._core import idle as _idle
from maya._core.threads import main_thread_only as _main_thread_only
from maya._core.threads import on_main_thread as _on_main_thread

__all__ = [
    "MayaGuiLogHandler",
    "executeDeferred",
    "executeInMainThreadWithResult",
    "formatGuiException",
    "formatGuiResult",
    "guiLogHandler",
    "processIdleEvents",
    "shellLogHandler",
]


def _callable(func: _Any) -> _Callable[..., _Any]:
    if callable(func):
        return func
    if isinstance(func, str):
        from maya._files import mel

        return lambda: mel.run_python(func)
    raise TypeError("A function or a string of Python has to be given")


def executeDeferred(func: _Any, *args: _Any, **kwargs: _Any) -> None:
    """Run something at the next idle time."""
    _idle.put(_idle.Task(_callable(func), args, kwargs))


def executeInMainThreadWithResult(func: _Any, *args: _Any, **kwargs: _Any) -> _Any:
    """Run something on the main thread and wait for its result."""
    function = _callable(func)
    if _on_main_thread():
        return function(*args, **kwargs)
    return _idle.wait_for(function, args, kwargs)


def processIdleEvents() -> None:
    """Run what waits for idle time."""
    _main_thread_only("maya.utils.processIdleEvents")
    _idle.process()


def formatGuiException(
    exceptionType: type, exceptionObject: BaseException, traceBack: _Any, detail: int = 2
) -> str:
    """An exception as the Script Editor shows it; ``detail`` 0 to 2."""
    if detail == 0:
        return str(exceptionObject)
    lines = [f"{exceptionType.__name__}: {exceptionObject}"]
    if detail > 1:
        lines += traceback.format_tb(traceBack)
    return "# ".join(lines)


def formatGuiResult(obj: _Any) -> str:
    """A result as the Script Editor shows it."""
    return repr(obj)


class MayaGuiLogHandler(logging.Handler):
    """Log records as messages of Maya."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(name)s : %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        message = self.format(record)
        if record.levelno >= logging.ERROR:
            sys.stderr.write(f"Error: {message}\n")
        elif record.levelno >= logging.WARNING:
            sys.stderr.write(f"Warning: {message}\n")
        else:
            sys.stdout.write(f"{message}\n")


_handlers: dict[str, logging.Handler] = {}


def guiLogHandler() -> logging.Handler:
    """The handler of the Script Editor."""
    return _handlers.setdefault("gui", MayaGuiLogHandler())


def shellLogHandler() -> logging.Handler:
    """The handler that writes to the terminal."""
    if "shell" not in _handlers:
        made = logging.StreamHandler(sys.__stdout__)
        made.setFormatter(logging.Formatter("%(name)s : %(levelname)s : %(message)s"))
        _handlers["shell"] = made
    return _handlers["shell"]
