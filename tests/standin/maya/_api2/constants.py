"""Type constants of data, numbers and units, and the attributes that they describe."""

from __future__ import annotations

from typing import Any

from maya._core.attributes import Attribute

DATA_WORDS = {
    "numeric": 1,
    "plugin": 2,
    "pluginGeometry": 3,
    "string": 4,
    "matrix": 5,
    "stringArray": 6,
    "doubleArray": 7,
    "floatArray": 8,
    "Int32Array": 9,
    "pointArray": 10,
    "vectorArray": 11,
    "matrixArray": 12,
    "componentList": 13,
    "mesh": 14,
    "lattice": 15,
    "nurbsCurve": 16,
    "nurbsSurface": 17,
    "sphere": 18,
    "dynArrayAttrs": 19,
    "subdiv": 21,
    "nObject": 22,
    "nId": 23,
    "any": 24,
    "falloffFunction": 25,
    "geometry": 24,
}
WORD_OF_DATA = {number: word for word, number in DATA_WORDS.items() if word != "geometry"}

NUMERIC_KINDS = {
    "bool": 1,
    "byte": 2,
    "char": 3,
    "short": 4,
    "short2": 5,
    "short3": 6,
    "long": 7,
    "long2": 8,
    "long3": 9,
    "long64": 10,
    "float": 11,
    "float2": 12,
    "float3": 13,
    "double": 14,
    "double2": 15,
    "double3": 16,
    "double4": 17,
    "addr": 18,
}
KIND_OF_NUMERIC = {number: kind for kind, number in NUMERIC_KINDS.items()}

UNIT_KINDS = {
    "doubleAngle": 1,
    "floatAngle": 1,
    "doubleLinear": 2,
    "floatLinear": 2,
    "time": 3,
}


def numeric_type(attribute: Attribute) -> int:
    """The MFnNumericData constant of an attribute; 0 if it is not numeric."""
    if attribute.kind == "enum":
        return NUMERIC_KINDS["short"]
    if attribute.kind in ("doubleAngle", "doubleLinear", "time"):
        return NUMERIC_KINDS["double"]
    if attribute.kind in ("floatAngle", "floatLinear"):
        return NUMERIC_KINDS["float"]
    return NUMERIC_KINDS.get(attribute.kind, 0)


def data_type(attribute: Attribute, value: Any) -> int:
    """The MFnData constant of an attribute's value (``value()`` gives it)."""
    if numeric_type(attribute):
        return DATA_WORDS["numeric"]
    if attribute.kind in ("matrix", "fltMatrix"):
        return DATA_WORDS["matrix"]
    if attribute.kind == "typed" and attribute.data_type not in ("any", "geometry"):
        return DATA_WORDS.get(attribute.data_type or "", 0)
    from maya._api2.values import word_of_value

    held = value()
    return 0 if held is None else DATA_WORDS.get(word_of_value(held), 0)
