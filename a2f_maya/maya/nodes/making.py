"""Making the attributes of a node type, in one line each (API 2.0)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from maya.api import OpenMaya as om


def number(
    name: str, short: str, default: float = 0.0, *, kind: int = om.MFnNumericData.kDouble
) -> tuple[Any, Any]:
    """A numeric input: its function set, to set ranges with, and the attribute."""
    function = om.MFnNumericAttribute()
    return function, function.create(name, short, kind, default)


def flag(name: str, short: str, default: bool = False) -> Any:
    """A true-or-false input."""
    return number(name, short, default, kind=om.MFnNumericData.kBoolean)[1]


def time(name: str, short: str) -> Any:
    """A time input."""
    return om.MFnUnitAttribute().create(name, short, om.MFnUnitAttribute.kTime, 0.0)


def text(name: str, short: str, default: str = "", *, is_file: bool = False) -> Any:
    """A string input."""
    function = om.MFnTypedAttribute()
    value = om.MFnStringData().create(default)
    attribute = function.create(name, short, om.MFnData.kString, value)
    function.usedAsFilename = is_file
    return attribute


def doubles(name: str, short: str) -> Any:
    """An array of doubles as one value."""
    return typed(name, short, om.MFnData.kDoubleArray)


def typed(name: str, short: str, kind: int) -> Any:
    """A value of one of the kinds of ``MFnData``; an input has none at first."""
    return om.MFnTypedAttribute().create(name, short, kind)


def whole_numbers(name: str, short: str) -> Any:
    """An array of whole numbers as one value, empty at first."""
    # a plug without any data cannot be read by the API
    default = om.MFnIntArrayData().create(om.MIntArray())
    return om.MFnTypedAttribute().create(name, short, om.MFnData.kIntArray, default)


def message(name: str, short: str) -> Any:
    """A link to another node."""
    return om.MFnMessageAttribute().create(name, short)


def matrix(name: str, short: str) -> Any:
    """A matrix of doubles."""
    return om.MFnMatrixAttribute().create(name, short, om.MFnMatrixAttribute.kDouble)


def unit_triple(name: str, short: str, unit: int) -> tuple[Any, list[Any]]:
    """Three lengths or angles with X, Y and Z behind their names: the parent and its children."""
    children = [
        om.MFnUnitAttribute().create(name + axis, short + axis.lower(), unit, 0.0) for axis in "XYZ"
    ]
    return om.MFnNumericAttribute().create(name, short, *children), children


def compound(name: str, short: str, children: Iterable[Any]) -> Any:
    """A compound of attributes."""
    function = om.MFnCompoundAttribute()
    attribute = function.create(name, short)
    for child in children:
        function.addChild(child)
    return attribute


def make_output(*attributes: Any) -> None:
    """Mark attributes that only their node writes and no file holds."""
    for attribute in attributes:
        function = om.MFnAttribute(attribute)
        function.writable = False
        function.storable = False
        function.keyable = False


def affect(node: Any, inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
    """State that each of the outputs depends on each of the inputs."""
    for source in inputs:
        for target in outputs:
            node.attributeAffects(source, target)
