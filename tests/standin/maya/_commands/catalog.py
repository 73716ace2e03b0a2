"""Which commands exist: the built-in ones of this package and those of loaded plug-ins."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from maya._commands.flags import COMMANDS

_callables: dict[str, tuple[Any, Callable[..., Any]]] = {}


@functools.cache
def load_all() -> None:
    """Import every module of commands."""
    import maya._commands as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"maya._commands.{module.name}")


def find_command(name: str) -> Callable[..., Any] | None:
    """A function that runs a command; the same one each time while the command exists."""
    load_all()
    command = COMMANDS.get(name)
    if command is None:
        return None
    known = _callables.get(name)
    if known is None or known[0] is not command:
        known = _callables[name] = (command, _function(name, command))
    return known[1]


def _function(name: str, command: Any) -> Callable[..., Any]:
    def run(*objects: Any, **given: Any) -> Any:
        return command(*objects, **given)

    run.__name__ = run.__qualname__ = name
    run.__module__ = "maya.cmds"
    return run


def names_of_commands() -> list[str]:
    """Names of all commands that exist now."""
    load_all()
    return sorted(COMMANDS)
