"""Maya without its user interface."""

from __future__ import annotations

from typing import Any as _Any

from maya._core.session import session as _session
from maya._files import startup as _startup

__all__ = ["initialize", "uninitialize"]


def initialize(*args: _Any, **kwargs: _Any) -> None:
    """Start Maya in this process; at most one name may be given.

    Raises
    ------
    RuntimeError
        Inside of the GUI.
    """
    if not _session.batch:
        raise RuntimeError("maya.standalone.initialize() can only be used in a standalone session")
    if set(kwargs) - {"name"} or len(args) > 1:
        raise TypeError("initialize() takes at most one argument: name")
    _startup.start()


def uninitialize(*args: _Any, **kwargs: _Any) -> None:
    """End Maya: tells those who listen for the exit, then ends the plug-ins."""
    _startup.finish()
