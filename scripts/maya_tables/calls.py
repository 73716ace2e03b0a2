"""Calls of commands in source code against the tables of commands."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.maya_tables import allowances, commands
from scripts.maya_tables.findings import Finding, Kind


@dataclass(frozen=True)
class Keyword:
    """One flag of a call; ``off`` when the source says ``query=False``."""

    name: str
    off: bool


class CommandTables:
    """The tables of several releases: a call has to be right in each of them."""

    def __init__(
        self, years: Sequence[int] = (commands.OLDEST_SUPPORTED, commands.NEWEST_KNOWN)
    ) -> None:
        self.tables = {year: commands.load(year) for year in years}

    def check(self, path: str, name: str, call: ast.Call) -> Iterator[Finding]:
        """Mistakes of one call."""
        if name in allowances.PLUGIN_COMMANDS or name.startswith(allowances.OWN_PREFIX):
            return
        keywords = list(written_keywords(call))
        messages: dict[tuple[Kind, str], list[int]] = {}
        for year, table in self._tables_for(name).items():
            for kind, message in _mistakes(table.get(name), name, keywords):
                messages.setdefault((kind, message), []).append(year)
        for (kind, message), years in messages.items():
            where = "" if len(years) == len(self.tables) else f" in Maya {years[0]}"
            yield Finding(path, call.lineno, name, kind, message + where)

    def _tables_for(self, name: str) -> Mapping[int, Mapping[str, commands.Command]]:
        """Pymel's tables; where none has the command, the one of the running Maya 2026."""
        if any(name in table for table in self.tables.values()):
            return self.tables
        return dict.fromkeys(self.tables, commands.introspected())


def written_keywords(call: ast.Call) -> Iterator[Keyword]:
    """Flags that the source spells out, also inside a literal ``**{"import": True}``."""
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield Keyword(keyword.arg, _is_false(keyword.value))
        elif isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield Keyword(key.value, _is_false(value))


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and not value.value


def _mistakes(
    command: commands.Command | None, name: str, keywords: list[Keyword]
) -> Iterator[tuple[Kind, str]]:
    if command is None:
        yield Kind.COMMAND, f"there is no command {name}"
        return
    mode = called_mode(keywords)
    for keyword in keywords:
        flag = command.flags.get(keyword.name)
        if flag is None:
            yield Kind.FLAG, f"{name} has no flag {keyword.name}"
        elif not is_allowed(command, flag, mode):
            known = ", ".join(sorted(flag.modes))
            yield Kind.MODE, f"{name} takes {keyword.name} in {known}, not in {mode} mode"


def called_mode(keywords: list[Keyword]) -> str:
    """The mode that the flags of a call ask for."""
    for mode in ("query", "edit"):
        if any(word.name in (mode, mode[0]) and not word.off for word in keywords):
            return mode
    return "create"


def is_allowed(command: commands.Command, flag: commands.Flag, mode: str) -> bool:
    """Whether a flag is documented, or known to us, for a mode; no documentation allows all."""
    if flag.long in ("query", "edit") or not flag.modes or mode in flag.modes:
        return True
    return allowances.allows(command.name, flag.long, mode)
