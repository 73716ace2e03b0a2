"""Maya commands called from MEL: words become objects and keyword arguments."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from maya._commands.catalog import load_all
from maya._commands.flags import COMMANDS, Command, Flag
from maya._core.plugins import PluginCommand
from maya._core.session import session

_TRUE = ("true", "on", "yes")
_FALSE = ("false", "off", "no")


class FlagWord(str):
    """A word such as ``-name`` that was written as a flag."""

    __slots__ = ()


class MelText(str):
    """A script that was handed over in MEL, and therefore is MEL."""

    __slots__ = ()


@cache
def flag_table(name: str) -> dict[str, frozenset[str]]:
    """Flags by command, of ``flags_with_value.txt`` (bool flags that take a value) or the like."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines()]
    return {row[0]: frozenset(row[1:]) for row in rows}


def is_command(name: str) -> bool:
    """Whether a Maya command of that name exists now."""
    load_all()
    return name in COMMANDS


def call(name: str, arguments: list[Any]) -> Any:
    """Run a command with the words of MEL; its result as MEL has it."""
    load_all()
    command = COMMANDS[name]
    if isinstance(command, PluginCommand):
        return as_mel(
            command.run(
                [str(word) if isinstance(word, FlagWord) else word for word in _flat(arguments)]
            )
        )
    objects, given = split(command, arguments)
    if name == "evalDeferred":
        objects = [MelText(" ".join(map(str, objects)))] if objects else []
    return as_mel(command(*objects, **given))


def _flat(arguments: list[Any]) -> list[Any]:
    found: list[Any] = []
    for argument in arguments:
        found.extend(argument) if isinstance(argument, (list, tuple)) else found.append(argument)
    return found


def split(command: Command, arguments: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    """Objects and keyword arguments.

    Raises
    ------
    RuntimeError
        For a flag that the command does not have.
    """
    words = _flat(arguments)
    given: dict[str, Any] = {}
    objects: list[Any] = []
    query = (
        any(isinstance(word, FlagWord) and word[1:] in ("q", "query") for word in words)
        and "q" in command.modes
    )
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        if not isinstance(word, FlagWord):
            objects.append(word)
            continue
        name = "i" if word == "-import" else word[1:]
        if name in ("q", "query", "e", "edit") and name[0] in command.modes:
            given["query" if name[0] == "q" else "edit"] = True
            continue
        flag = command.flags.get(name) or command.shorts.get(name)
        if flag is None:
            raise RuntimeError(f"Invalid flag: {word}\n")
        if query and not _takes_in_query(command, flag, words, place):
            given[flag.long] = True
            continue
        count = _count(command, flag, words, place)
        values = [
            _converted(kind, value)
            for kind, value in zip(flag.kinds, words[place : place + count], strict=False)
        ]
        if len(values) < count:
            raise RuntimeError(
                f"Flag '{word}' must be passed {count} argument{'s' if count > 1 else ''}\n"
            )
        place += count
        _put(given, flag, values)
    return objects, given


def _takes_in_query(command: Command, flag: Flag, words: list[Any], place: int) -> bool:
    """Whether a flag says what is meant and is not itself the question."""
    known = flag_table("flags_with_value_in_query.txt").get(command.name, frozenset())
    return flag.long in known and place < len(words) and not isinstance(words[place], FlagWord)


def _count(command: Command, flag: Flag, words: list[Any], place: int) -> int:
    if flag.kinds != ("bool",):
        return len(flag.kinds)
    if place >= len(words) or isinstance(words[place], FlagWord):
        return 0
    following = words[place]
    if isinstance(following, str) and following in (*_TRUE, *_FALSE):
        return 1
    known = flag_table("flags_with_value.txt").get(command.name)
    numeric = isinstance(following, (int, float)) or following in ("0", "1")
    return int(numeric and known is not None and flag.long in known)


def _converted(kind: str, value: Any) -> Any:
    if kind == "bool":
        return (
            value in _TRUE or (value not in _FALSE and bool(float(value)))
            if isinstance(value, str)
            else bool(value)
        )
    if kind in ("int", "float") and isinstance(value, str):
        number = float(value)
        return int(number) if kind == "int" else number
    if kind == "callable" and isinstance(value, str):
        return MelText(value)
    if kind in ("str", "name", "callable") and not isinstance(value, str):
        from maya._files.mel_values import as_text

        return as_text(value)
    return str(value) if isinstance(value, FlagWord) else value


def _put(given: dict[str, Any], flag: Flag, values: list[Any]) -> None:
    value: Any = True if not values else values[0] if len(flag.kinds) == 1 else tuple(values)
    if flag.multi:
        given.setdefault(flag.long, []).append(value)
    else:
        given[flag.long] = value


def as_mel(value: Any) -> Any:
    """A result of Python's as MEL has it: no nesting, numbers for truth."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (list, tuple)):
        flat: list[Any] = []
        for item in value:
            item = as_mel(item)
            flat.extend(item) if isinstance(item, list) else flat.append(item)
        return flat
    return value


def script_file(name: str) -> str | None:
    """A script on MAYA_SCRIPT_PATH, by its name with or without extension."""
    name = name if name.endswith(".mel") else f"{name}.mel"
    if len(Path(name).parts) > 1 and Path(name).is_file():
        return name
    for folder in [
        *os.environ.get("MAYA_SCRIPT_PATH", "").split(os.pathsep),
        *session.state.get("script_paths", []),
    ]:
        if folder and (Path(folder) / name).is_file():
            return (Path(folder) / name).as_posix()
    return None


def source_for(name: str) -> bool:
    """Source the script that is named like a missing procedure, as Maya does; says whether there is one."""
    tried = session.state.setdefault("sourced", set())
    path = script_file(name)
    if path is None or (name, path) in tried:
        return False
    tried.add((name, path))
    source(path)
    return True


def source(path: str) -> None:
    """Run a script file."""
    from maya._files.mel_run import run

    run(Path(path).read_text(encoding="utf-8", errors="replace"))
