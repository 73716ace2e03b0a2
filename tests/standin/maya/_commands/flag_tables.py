"""Flags of the graph commands, from the published list, and what of them is not done here."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maya._commands.flags import Flags, command

#: Flags by command that are declared but raise NotImplementedError.
NOT_DONE: dict[str, frozenset[str]] = {}
#: Flags by command that make no difference here.
HARMLESS: dict[str, frozenset[str]] = {}


@functools.cache
def _tables() -> dict[str, tuple[str, str]]:
    files = ("graph_flags.txt", "geometry_flags.txt")
    text = "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in files)
    tables = {}
    for block in text.split("# ")[1:]:
        head, _, rows = block.partition("\n")
        name, _, modes = head.partition(" ")
        tables[name] = (modes.strip(), rows)
    return tables


def known_of(name: str, flags: str) -> str:
    """Those of the flags that a command has, for commands that share their code."""
    known = {row.split()[0] for row in _tables()[name][1].splitlines()}
    return " ".join(flag for flag in flags.split() if flag in known)


def graph_command(
    name: str,
    *,
    missing: str = "",
    harmless: str = "",
    undoable: bool = True,
    widen: str = "",
    also: dict[str, str] | None = None,
) -> Callable[..., Any]:
    """Declare a command with the flags of the published list.

    Parameters
    ----------
    missing, harmless : str
        Flags that are not done (using one raises NotImplementedError), or make no difference.
    widen : str
        Modes that every flag has beside the published ones, where Maya takes more than it says.
    also : dict, optional
        The same for single flags: flags (several by blanks) to modes.
    """
    modes, rows = _tables()[name]
    if widen:
        rows = "\n".join(_widened(row, widen) for row in rows.splitlines())
    single = {flag: modes for names, modes in (also or {}).items() for flag in names.split()}
    rows = "\n".join(
        _widened(row, single.get(row.split()[0], "")) for row in rows.strip().splitlines()
    )
    NOT_DONE[name] = frozenset(missing.split())
    HARMLESS[name] = frozenset(harmless.split())

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(flags: Flags, *objects: Any) -> Any:
            for flag in NOT_DONE[name] & flags.keys():
                if flags[flag] is not False:
                    raise NotImplementedError(f"stand-in: {name} -{flag}")
            return function(flags, *objects)

        return command(name, rows, modes=modes, undoable=undoable)(run)

    return decorate


def _widened(row: str, modes: str) -> str:
    long, short, kind, known = row.split()
    return f"{long} {short} {kind} {known}{''.join(set(modes) - set(known))}"
