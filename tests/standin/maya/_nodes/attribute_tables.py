"""A short way to write down the attributes of a node type."""

from __future__ import annotations

import math

from maya._core.attributes import NUMERIC_COMPOUNDS, Attribute

_KINDS = {
    "angle": ("doubleAngle", None),
    "length": ("doubleLinear", None),
    "string": ("typed", "string"),
    "int": ("long", None),
}
_VECTORS = {
    "angle3": ("double3", "doubleAngle"),
    "length3": ("double3", "doubleLinear"),
    "color": ("float3", "float"),
}
_SWITCHES = {
    "-readable": ("readable", False),
    "-writable": ("writable", False),
    "-storable": ("storable", False),
    "-connectable": ("connectable", False),
    "-ordered": ("index_matters", False),
    "+k": ("keyable", True),
    "+h": ("hidden", True),
    "+cb": ("channel_box", True),
    "+world": ("world_space", True),
    "+file": ("used_as_filename", True),
    "[]": ("is_array", True),
}
_LETTERS = ("X", "Y", "Z", "W")


def attributes(table: str) -> list[Attribute]:
    """Attributes, one a line: ``name short kind options``.

    Kinds are the words of ``attributeQuery -attributeType`` and ``angle length string int color
    angle3 length3 typed:doubleArray``. Options: ``=default`` (comma separated for vectors; ``90deg``
    for angles), ``0..1`` limits, ``~0..1`` soft limits, ``0:Off,1:On`` fields of an enum (``_`` is a
    blank), ``RGB`` letters of the children, and the switches of this module. Dots before the name
    put an attribute under the one above.
    """
    tops: list[Attribute] = []
    stack: list[Attribute] = []
    for line in table.strip().splitlines():
        words = line.split()
        if not words:
            continue
        depth = len(words[0]) - len(words[0].lstrip("."))
        attribute = _attribute(words[0].lstrip("."), words[1], words[2], words[3:])
        del stack[depth:]
        if depth:
            stack[-1].add_child(attribute)
        else:
            tops.append(attribute)
        stack.append(attribute)
    return tops


def _attribute(name: str, short: str, kind: str, options: list[str]) -> Attribute:
    child_kind = None
    data_type = None
    if kind in _VECTORS:
        letters_default = "RGB" if kind == "color" else "XYZ"
        kind, child_kind = _VECTORS[kind]
        if not any(_is_letters(option) for option in options):
            options = [*options, letters_default]
    elif kind in _KINDS:
        kind, data_type = _KINDS[kind]
    elif kind.startswith("typed:"):
        kind, _, data_type = kind.partition(":")
    attribute = Attribute(name, short, kind, data_type=data_type)
    letters = ""
    default: list[float] = []
    for option in options:
        if option in _SWITCHES:
            setattr(attribute, *_SWITCHES[option])
        elif option.startswith("="):
            default = [_number(part) for part in option[1:].split(",")]
        elif ".." in option:
            _limit(attribute, option)
        elif ":" in option:
            pairs = [part.partition(":") for part in option.split(",")]
            attribute.fields = {int(number): text.replace("_", " ") for number, _, text in pairs}
        elif _is_letters(option):
            letters = option
        else:
            raise ValueError(f"{name}: {option}")
    if kind in NUMERIC_COMPOUNDS and letters:
        _add_children(attribute, letters, child_kind or NUMERIC_COMPOUNDS[kind][0], default)
    elif default:
        attribute.default = default[0]
    return attribute


def _is_letters(option: str) -> bool:
    return option in ("XYZ", "RGB", "XYZW", "XY", "UV", "HSV")


def _number(text: str) -> float:
    if text.endswith("deg"):
        return math.radians(float(text[:-3]))
    return float(text)


def _limit(attribute: Attribute, option: str) -> None:
    low, _, high = option.lstrip("~").partition("..")
    names = ("soft_minimum", "soft_maximum") if option.startswith("~") else ("minimum", "maximum")
    for name, text in zip(names, (low, high), strict=True):
        if text:
            setattr(attribute, name, _number(text))


def _add_children(attribute: Attribute, letters: str, kind: str, default: list[float]) -> None:
    values = default * len(letters) if len(default) == 1 else default
    for place, letter in enumerate(letters):
        child = Attribute(f"{attribute.name}{letter}", f"{attribute.short}{letter.lower()}", kind)
        child.default = values[place] if values else None
        for name in (
            "keyable",
            "readable",
            "writable",
            "storable",
            "hidden",
            "world_space",
            "minimum",
            "maximum",
        ):
            setattr(child, name, getattr(attribute, name))
        attribute.add_child(child)
    if values:
        attribute.default = tuple(values)
