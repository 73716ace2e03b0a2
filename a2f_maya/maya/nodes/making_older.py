"""Making the attributes of a deformer, in one line each (API 1.0)."""

from __future__ import annotations

from typing import Any

from maya import OpenMaya as om1


def number(
    name: str, short: str, default: float = 0.0, *, kind: int = om1.MFnNumericData.kDouble
) -> tuple[Any, Any]:
    """A numeric input: its function set, to set ranges with, and the attribute."""
    function = om1.MFnNumericAttribute()
    return function, function.create(name, short, kind, default)


def flag(name: str, short: str, default: bool = False) -> Any:
    """A true-or-false input."""
    return number(name, short, default, kind=om1.MFnNumericData.kBoolean)[1]


def distance(name: str, short: str, centimetres: float) -> tuple[Any, Any]:
    """A length: its function set, to set ranges with, and the attribute."""
    function = om1.MFnUnitAttribute()
    default = om1.MDistance(centimetres, om1.MDistance.kCentimeters)
    return function, function.create(name, short, default)


def choice(name: str, short: str, fields: tuple[str, ...]) -> Any:
    """An input that is one of some names; scenes hold its number."""
    function = om1.MFnEnumAttribute()
    attribute = function.create(name, short, 0)
    for value, field in enumerate(fields):
        function.addField(field, value)
    return attribute


def matrix(name: str, short: str) -> Any:
    """A matrix of doubles, the identity at first."""
    return om1.MFnMatrixAttribute().create(name, short)


def typed(name: str, short: str, kind: int) -> Any:
    """An input of one of the kinds of ``MFnData``, without a value at first."""
    return om1.MFnTypedAttribute().create(name, short, kind)


def text(name: str, short: str, default: str) -> Any:
    """A string input."""
    value = om1.MFnStringData().create(default)
    return om1.MFnTypedAttribute().create(name, short, om1.MFnData.kString, value)


def hide(*attributes: Any) -> None:
    """Keep attributes out of the editors."""
    for attribute in attributes:
        om1.MFnAttribute(attribute).setHidden(True)


def make_keyable(*attributes: Any) -> None:
    """Let attributes be keyed."""
    for attribute in attributes:
        om1.MFnAttribute(attribute).setKeyable(True)
