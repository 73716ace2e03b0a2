"""Declaring a command with its flags, and checking calls as Maya does."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from maya._core.session import session
from maya._core.threads import main_thread_only

COMMANDS: dict[str, Command] = {}
_TYPES = {
    "bool": (bool, int, float),
    "int": (int, float, bool),
    "float": (int, float, bool),
    "time": (int, float, bool, str, tuple, list),
    "str": (str,),
    "name": (str,),
    "callable": (str,),
    "range": (tuple, list, str, int, float),
    "any": (object,),
}
_EXPECTED = {"str": "string", "name": "string", "callable": "string or function"}


@dataclass(frozen=True)
class Flag:
    """One flag: ``kind`` is a key of the table of types or a tuple of kinds; modes out of c, q, e."""

    long: str
    short: str
    kinds: tuple[str, ...]
    modes: str = "c"
    multi: bool = False


class Flags(dict[str, Any]):
    """The flags that a call gave, by long names; ``query`` and ``edit`` say the mode."""

    query: bool = False
    edit: bool = False


@dataclass
class Command:
    """A command: how it is called and what runs."""

    name: str
    flags: dict[str, Flag]
    function: Callable[..., Any]
    undoable: bool = True
    modes: str = ""
    shorts: dict[str, Flag] = field(default_factory=dict)

    def __call__(self, *objects: Any, **given: Any) -> Any:
        """Run the command, checking it as Maya does."""
        main_thread_only(f"maya.cmds.{self.name}")
        flags = self.parse(given)
        names = _flat(objects)
        if not self.undoable or flags.query:
            with session.undo.suspended():
                return self.function(flags, *names)
        with session.undo.command(self.name):
            return self.function(flags, *names)

    def _says_nothing_about(self, mode: str) -> bool:
        """Whether no flag is listed for a mode that the command has: then all are for it."""
        return mode != "c" and not any(mode in flag.modes for flag in self.flags.values())

    def parse(self, given: dict[str, Any]) -> Flags:
        """Names become long ones; types and modes are checked.

        Raises
        ------
        TypeError
            For an unknown flag, a value of a wrong type or a flag of another mode.
        """
        result = Flags()
        given = dict(given)
        for mode, short in (("query", "q"), ("edit", "e")):
            if mode[0] in self.modes and (mode in given or short in given):
                value = given.pop(mode, given.pop(short, False))
                setattr(result, mode, bool(value))
        mode = "q" if result.query else "e" if result.edit else "c"
        for name, value in given.items():
            flag = self.flags.get(name) or self.shorts.get(name)
            if flag is None:
                raise TypeError(f"Invalid flag '{name}'")
            if mode not in flag.modes and not self._says_nothing_about(mode):
                word = {"q": "query", "e": "edit", "c": "create"}[mode]
                raise TypeError(
                    f"Flag '{flag.long}' of command '{self.name}' is not allowed in {word} mode"
                )
            asked = mode == "q" and _only_asks(flag, value)
            result[flag.long] = True if asked else _checked(flag, value)
        return result


def _only_asks(flag: Flag, value: Any) -> bool:
    """Whether a value in query mode is just ``True`` or ``1``: the flag's own value is asked for."""
    if value is True:
        return True
    takes_numbers = len(flag.kinds) == 1 and flag.kinds[0] not in ("str", "name", "callable")
    return not takes_numbers and isinstance(value, int) and value == 1


def _checked(flag: Flag, value: Any) -> Any:
    if flag.multi:
        single = len(flag.kinds) > 1 and not (
            value and isinstance(value, (list, tuple)) and isinstance(value[0], (list, tuple))
        )
        values = [value] if single or not isinstance(value, (list, tuple)) else list(value)
        return [_one(flag, each) for each in values]
    return _one(flag, value)


def _one(flag: Flag, value: Any) -> Any:
    if len(flag.kinds) > 1:
        if not isinstance(value, (list, tuple)) or len(value) != len(flag.kinds):
            _refuse(flag, value)
        return tuple(
            _scalar(flag, kind, part) for kind, part in zip(flag.kinds, value, strict=True)
        )
    return _scalar(flag, flag.kinds[0], value)


def _scalar(flag: Flag, kind: str, value: Any) -> Any:
    if kind == "callable" and callable(value):
        return value
    if not isinstance(value, _TYPES[kind]):
        # numpy numbers and PyNode-like objects pass, as anything does that converts
        if kind in ("int", "float", "bool") and hasattr(value, "__float__"):
            return value
        if kind in ("str", "name") and hasattr(value, "__melobject__"):
            return value.__melobject__()
        _refuse(flag, value)
    if kind == "bool":
        return bool(value)
    if kind == "int":
        return int(value)
    return float(value) if kind == "float" else value


def _refuse(flag: Flag, value: Any) -> None:
    expected = ", ".join(_EXPECTED.get(kind, kind) for kind in flag.kinds)
    if len(flag.kinds) > 1:
        expected = f"[ {expected} ]"
    raise TypeError(
        f"Invalid arguments for flag '{flag.long}'.  Expected {expected}, got {type(value).__name__}"
    )


def _flat(objects: tuple[Any, ...]) -> list[Any]:
    """Lists of names as Maya takes them: one level of nesting is opened."""
    names: list[Any] = []
    for item in objects:
        if isinstance(item, (list, tuple)) and all(isinstance(part, str) for part in item):
            names.extend(item)
        elif hasattr(item, "__melobject__"):
            names.append(item.__melobject__())
        else:
            names.append(item)
    return names


def command(name: str, table: str = "", *, modes: str = "", undoable: bool = True) -> Any:
    """Declare a command.

    Parameters
    ----------
    name : str
    table : str
        One flag a line: ``long short kind [modes]``. The kind is ``bool int float time str name
        callable range any``, several joined by commas for a flag with several values, with ``*``
        at the end for a flag that may be repeated. Modes are letters out of c (create), q and e;
        ``c`` by default.
    modes : str
        ``q``, ``e`` or ``qe``: whether ``query`` and ``edit`` exist.

    The function gets `Flags` and then the objects, flattened.
    """
    flags: dict[str, Flag] = {}
    for line in table.strip().splitlines():
        parts = line.split()
        kinds = parts[2].rstrip("*").split(",")
        flag_modes = parts[3] if len(parts) > 3 else "c"
        flags[parts[0]] = Flag(parts[0], parts[1], tuple(kinds), flag_modes, parts[2].endswith("*"))

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        made = Command(name, flags, function, undoable, modes)
        made.shorts = {flag.short: flag for flag in flags.values()}
        COMMANDS[name] = made

        @functools.wraps(function)
        def call(*objects: Any, **given: Any) -> Any:
            return made(*objects, **given)

        call.__name__ = name
        return call

    return decorate
