"""Classes of which the stand-in knows names only: drawing, which never happens in batch mode.

They can be subclassed and made, so that plug-ins load and register; their own methods say that the
stand-in does not have them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maya._api2.unsupported import refuse

_FOLDER = Path(__file__).parent / "tables"


def _parsed(text: str) -> dict[str, dict[str, list[str]]]:
    classes: dict[str, dict[str, list[str]]] = {}
    current: dict[str, list[str]] = {}
    for line in text.splitlines():
        word, *rest = line.split()
        if word == "class":
            current = classes[rest[0]] = {"bases": rest[1:]}
        else:
            current[word] = rest
    return classes


def build(table: str, known: dict[str, type], written: dict[str, type]) -> dict[str, type]:
    """The classes of a table.

    Parameters
    ----------
    table : str
        Name of the file without extension.
    known : dict
        Classes of other modules that are bases.
    written : dict
        Classes that exist already; real members that they lack are added, and refuse to work.
    """
    parsed = _parsed((_FOLDER / f"{table}.txt").read_text(encoding="utf-8"))
    made: dict[str, type] = {}

    def make(name: str) -> type:
        if name in made:
            return made[name]
        if name not in parsed:
            return known[name]
        members = parsed[name]
        cls = written.get(name)
        if cls is None:
            bases = tuple(make(base) for base in members["bases"]) or (_Named,)
            cls = type(name, bases, {"__doc__": f"{name}: the stand-in knows its name only."})
        made[name] = cls
        _fill(cls, members)
        return cls

    for name in parsed:
        make(name)
    return made


class _Named:
    """Can be made with anything."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._arguments = arguments


def _fill(cls: type, members: dict[str, list[str]]) -> None:
    for name in members.get("methods", ()):
        if not hasattr(cls, name):
            setattr(cls, name, refuse(f"{cls.__name__}.{name}"))
    for name in members.get("static", ()):
        if not hasattr(cls, name):
            setattr(cls, name, staticmethod(refuse(f"{cls.__name__}.{name}")))
    for entry in members.get("constants", ()):
        name, _, value = entry.partition("=")
        if not hasattr(cls, name):
            setattr(cls, name, _number(value))


def _number(text: str) -> Any:
    if text in ("True", "False"):
        return text == "True"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
