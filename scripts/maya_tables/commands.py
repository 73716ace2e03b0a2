"""Maya's commands: names, flags and the modes in which each flag is allowed."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.maya_tables import wheels
from scripts.maya_tables.literals import read_literal

YEARS = (2022, 2023, 2024, 2025)
OLDEST_SUPPORTED = 2024
NEWEST_KNOWN = 2025
MODES = ("create", "query", "edit")


@dataclass(frozen=True)
class Flag:
    """One flag of a command.

    Attributes
    ----------
    modes
        Those of ``MODES`` that are documented; empty where the documentation is silent.
    arguments
        Type names of pymel: one, or several for a flag that takes a tuple.
    """

    long: str
    short: str
    modes: frozenset[str] = frozenset()
    multiple: bool = False
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """One command; ``flags`` has every flag under its long and under its short name."""

    name: str
    runtime: bool = False
    flags: Mapping[str, Flag] = field(default_factory=dict)


@functools.lru_cache(maxsize=len(YEARS))
def load(year: int) -> Mapping[str, Command]:
    """All commands of one release of Maya by name."""
    text = wheels.read("pymel", f"pymel/cache/mayaCmdsList{year}.py")
    table = read_literal(text, "data")[0]
    return {name: _command(name, entry) for name, entry in table.items()}


@functools.lru_cache(maxsize=1)
def introspected() -> Mapping[str, Command]:
    """Commands of a running Maya 2026, without modes and short flags; some are missing in pymel."""
    body = ast.parse(wheels.read("maya-stubs", "maya-stubs/cmds/__init__.pyi")).body
    found = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.kwonlyargs]
            found[node.name] = Command(
                node.name, flags={name: Flag(long=name, short=name) for name in names}
            )
    return found


def _command(name: str, entry: dict[str, Any]) -> Command:
    flags = {}
    for long, description in entry.get("flags", {}).items():
        flag = _flag(long, description)
        flags[flag.long] = flags[flag.short] = flag
    # Flags that are words of Python have lost their long name in pymel, not in Maya.
    for word, replacement in entry.get("removedFlags", {}).items():
        if replacement in flags:
            flags[word] = flags[replacement]
    return Command(name, entry["type"] == "runtime", flags)


def _flag(long: str, description: dict[str, Any]) -> Flag:
    modes = description.get("modes", [])
    arguments = description["args"]
    return Flag(
        long=long,
        short=description["shortname"],
        modes=frozenset(mode for mode in modes if mode in MODES),
        multiple="multiuse" in modes,
        arguments=tuple(arguments) if isinstance(arguments, list) else (arguments,),
    )
