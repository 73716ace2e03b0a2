"""Commands declared from the tables ``system_flags.txt`` and ``interface_flags.txt``.

A line is ``command modes flag/short:kinds:modes ...``; kinds are single letters joined by commas
(b bool, i int, f float, s str, n name, c callable, t time, r range, a any), ``*`` after them for a
flag that may be repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from maya._commands.flags import COMMANDS, Command, Flags, command

_KINDS = {
    "b": "bool", "i": "int", "f": "float", "s": "str", "n": "name", "c": "callable", "t": "time", "r": "range",
    "a": "any",
}  # fmt: skip


@cache
def tables() -> dict[str, tuple[str, str]]:
    """Modes and flag table of each command, as `maya._commands.flags.command` takes them."""
    found: dict[str, tuple[str, str]] = {}
    for name in ("system_flags.txt", "interface_flags.txt"):
        text = (Path(__file__).parent / name).read_text(encoding="utf-8")
        for line in text.splitlines():
            command_name, modes, *flags = line.split()
            found[command_name] = (modes.strip("-"), "\n".join(map(_table_line, flags)))
    return found


def _table_line(flag: str) -> str:
    names, kinds, modes = flag.split(":")
    long, short = names.split("/")
    star = "*" if kinds.endswith("*") else ""
    words = ",".join(_KINDS[letter] for letter in kinds.rstrip("*").split(","))
    return f"{long} {short} {words}{star} {modes}"


class LenientCommand(Command):
    """A command whose documentation is stricter about modes than Maya: all flags work in all modes."""

    def parse(self, given: dict[str, Any]) -> Flags:
        """As `Command.parse`, whatever the mode."""
        wide = Command(self.name, {}, self.function, self.undoable, self.modes)
        wide.flags = {name: replace(flag, modes="cqe") for name, flag in self.flags.items()}
        wide.shorts = {flag.short: flag for flag in wide.flags.values()}
        if (
            self.name == "file"
        ):  # the keyword of Python that the documentation calls by its short name
            for word in ("i", "import"):
                if word in given:
                    given = {**given, "i": given[word]}
                    given.pop("import", None)
        return wide.parse(given)


def declared(
    name: str, *, undoable: bool = False, any_mode: bool = False
) -> Callable[[Callable[..., Any]], Any]:
    """Decorator: the function is the command of that name, with the flags of the table."""
    modes, table = tables()[name]
    decorate = command(name, table, modes=modes, undoable=undoable)
    if not any_mode:
        return decorate

    def lenient(function: Callable[..., Any]) -> Any:
        made = decorate(function)
        COMMANDS[name].__class__ = LenientCommand
        return made

    return lenient


def not_made(name: str, *flags: str) -> NotImplementedError:
    """The error for a flag that is real but not implemented here."""
    return NotImplementedError(f"stand-in: {name}({', '.join(flags)}) is not implemented")


def refuse(name: str, flags: dict[str, Any], *known: str) -> None:
    """Raise for given flags that are not among the known ones."""
    other = [flag for flag in flags if flag not in known]
    if other:
        raise not_made(name, *other)
