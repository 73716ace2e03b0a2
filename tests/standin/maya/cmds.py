"""maya.cmds: the commands that exist now, those of loaded plug-ins too."""

from __future__ import annotations

from typing import Any

from maya._commands.catalog import find_command, names_of_commands


def __getattr__(name: str) -> Any:
    found = None if name.startswith("__") else find_command(name)
    if found is None:
        raise AttributeError(f"module 'maya.cmds' has no attribute '{name}'")
    return found


def __dir__() -> list[str]:
    return names_of_commands()
