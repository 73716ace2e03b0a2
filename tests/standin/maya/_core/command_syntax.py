"""Syntax of plug-in commands: flags and objects, and how calls become argument lists.

Both facades keep a `CommandSyntax` inside ``MSyntax`` and parse with `parse_arguments` in
``MArgDatabase`` and ``MArgParser``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ARGUMENT_TYPES = (
    "noArg",
    "boolean",
    "long",
    "double",
    "string",
    "unsigned",
    "distance",
    "angle",
    "time",
    "selectionItem",
)
_WORDS = {
    "boolean": "bool",
    "long": "int",
    "unsigned": "int",
    "double": "float",
    "distance": "distance",
    "angle": "angle",
    "time": "time",
    "string": "string",
    "selectionItem": "string",
}


@dataclass
class FlagSyntax:
    """One flag, names without the dash; ``types`` are words of `ARGUMENT_TYPES`."""

    short: str
    long: str
    types: tuple[str, ...] = ()
    multi_use: bool = False
    query_with_arguments: bool = False
    query_arguments_optional: bool = True


@dataclass
class CommandSyntax:
    """What ``MSyntax`` holds: ``object_type`` is ``none``, ``strings`` or ``selection``."""

    flags: list[FlagSyntax] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    object_type: str = "none"
    minimum_objects: int = 0
    maximum_objects: int | None = None
    use_selection: bool = False
    enable_query: bool = False
    enable_edit: bool = False

    def add_flag(self, short: str, long: str, types: tuple[str, ...] = ()) -> FlagSyntax:
        """Add a flag; names with or without the dash."""
        types = tuple(word for word in types if word != "noArg")
        flag = FlagSyntax(short.lstrip("-"), long.lstrip("-"), types)
        self.flags.append(flag)
        return flag

    def flag(self, name: str) -> FlagSyntax | None:
        """A flag by its long or short name, with or without the dash."""
        name = name.lstrip("-")
        return next((flag for flag in self.flags if name in (flag.long, flag.short)), None)


@dataclass
class ParsedArguments:
    """A call taken apart: uses of flags in order, each with its values, and the objects."""

    uses: list[tuple[FlagSyntax, list[Any]]] = field(default_factory=list)
    objects: list[Any] = field(default_factory=list)
    query: bool = False
    edit: bool = False

    def uses_of(self, flag: FlagSyntax | None) -> list[list[Any]]:
        """The values of each use of a flag."""
        return [values for used, values in self.uses if used is flag]


def convert_argument(word: str, value: Any, where: str) -> Any:
    """A value as an argument type takes it.

    Raises
    ------
    TypeError
        If it does not fit.
    """
    if word in ("string", "selectionItem"):
        if isinstance(value, str):
            return value
        if hasattr(value, "__melobject__"):
            return value.__melobject__()
    elif isinstance(value, (bool, int, float)) or hasattr(value, "__float__"):
        if word == "boolean":
            return bool(value)
        if word in ("long", "unsigned"):
            return int(value)
        return float(value)
    elif isinstance(value, str):
        number = _number(value, word)
        if number is not None:
            return number
    elif (
        word in ("time", "distance", "angle")
        and value is not None
        and not isinstance(value, (list, tuple, dict))
    ):
        return value
    raise TypeError(
        f"Invalid arguments for flag '{where}'.  Expected {_WORDS[word]}, got {type(value).__name__}"
    )


def _number(text: str, word: str) -> Any:
    """A number written as text (MEL), or None."""
    if word == "boolean":
        return {
            "on": True,
            "true": True,
            "yes": True,
            "1": True,
            "off": False,
            "false": False,
            "no": False,
            "0": False,
        }.get(text)
    try:
        return int(text) if word in ("long", "unsigned") else float(text)
    except ValueError:
        return None


def argument_list(
    syntax: CommandSyntax | None, objects: list[Any], given: dict[str, Any]
) -> list[Any]:
    """The ``MArgList`` items of a call from Python.

    Raises
    ------
    TypeError
        For unknown flags, or values that do not fit.
    """
    items: list[Any] = []
    given = dict(given)
    query = False
    for mode, short in (("query", "q"), ("edit", "e")):
        if syntax is None or not getattr(syntax, f"enable_{mode}"):
            continue
        if bool(given.pop(mode, given.pop(short, False))):
            items.append(f"-{mode}")
            query = query or mode == "query"
    for name, value in given.items():
        flag = syntax.flag(name) if syntax is not None else None
        if flag is None:
            raise TypeError(f"Invalid flag '{name}'")
        for values in _uses(flag, value, query):
            items += [f"-{flag.long or flag.short}", *values]
    return items + list(objects)


def _uses(flag: FlagSyntax, value: Any, query: bool) -> list[list[Any]]:
    if query and not flag.query_with_arguments:
        return [[]] if value is not False else []
    if not flag.types:
        times = len(value) if flag.multi_use and isinstance(value, (list, tuple)) else 1
        return [[]] * times if value else []
    many = isinstance(value, (list, tuple))
    if (
        flag.multi_use
        and many
        and (len(flag.types) == 1 or all(isinstance(part, (list, tuple)) for part in value))
    ):
        return [_values(flag, part) for part in value]
    return [_values(flag, value)]


def _values(flag: FlagSyntax, value: Any) -> list[Any]:
    name = flag.long or flag.short
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    if len(values) != len(flag.types):
        expected = ", ".join(_WORDS[word] for word in flag.types)
        raise TypeError(
            f"Invalid arguments for flag '{name}'.  Expected [ {expected} ], got {type(value).__name__}"
        )
    return [
        convert_argument(word, part, name) for word, part in zip(flag.types, values, strict=True)
    ]


def parse_arguments(syntax: CommandSyntax, items: list[Any]) -> ParsedArguments:
    """Take an argument list apart by a syntax.

    Raises
    ------
    TypeError
        For unknown flags and values that do not fit.
    RuntimeError
        For too few or too many objects, or query and edit at once.
    """
    parsed = ParsedArguments()
    place = 0
    while place < len(items):
        item = items[place]
        place += 1
        if not (isinstance(item, str) and item[:1] == "-" and item[1:2].isalpha()):
            parsed.objects.append(item)
            continue
        name = item[1:]
        if name in ("query", "q") and syntax.enable_query:
            parsed.query = True
        elif name in ("edit", "e") and syntax.enable_edit:
            parsed.edit = True
        else:
            place = _flag_values(syntax, parsed, items, name, place)
    if parsed.query and parsed.edit:
        raise RuntimeError("Cannot use edit and query flags together")
    _check_objects(syntax, parsed)
    return parsed


def _flag_values(
    syntax: CommandSyntax, parsed: ParsedArguments, items: list[Any], name: str, place: int
) -> int:
    flag = syntax.flag(name)
    if flag is None:
        raise TypeError(f"Invalid flag '-{name}'")
    if parsed.query and not flag.query_with_arguments:
        parsed.uses.append((flag, []))
        return place
    values = items[place : place + len(flag.types)]
    if len(values) < len(flag.types):
        if parsed.query and flag.query_arguments_optional:
            parsed.uses.append((flag, []))
            return place
        raise TypeError(f"Flag '-{name}' must be passed {len(flag.types)} argument(s)")
    parsed.uses.append(
        (
            flag,
            [
                convert_argument(word, part, name)
                for word, part in zip(flag.types, values, strict=True)
            ],
        )
    )
    return place + len(flag.types)


def _check_objects(syntax: CommandSyntax, parsed: ParsedArguments) -> None:
    if syntax.arguments:
        for number, word in enumerate(syntax.arguments[: len(parsed.objects)]):
            parsed.objects[number] = convert_argument(word, parsed.objects[number], str(number))
    if syntax.object_type == "none":
        if len(parsed.objects) > len(syntax.arguments):
            raise RuntimeError(
                "Too many command arguments. 0 or fewer expected."
                if not syntax.arguments
                else f"Too many command arguments. {len(syntax.arguments)} or fewer expected."
            )
        return
    count = len(parsed.objects) - len(syntax.arguments)
    if syntax.maximum_objects is not None and count > syntax.maximum_objects:
        raise RuntimeError(
            f"Too many objects or values. {syntax.maximum_objects} or fewer expected."
        )
