"""What the values of plugs are in API 2.0, and back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._api2.objects import FAILURE, Data, MObject, data_of, wrap
from maya._api2.quantities import MAngle, MDistance, MTime
from maya._core.attributes import ANGLE_KINDS, LENGTH_KINDS, Attribute
from maya._core.conversion import GEOMETRY
from maya._core.data import TICKS_PER_SECOND, ComponentList, PluginData
from maya._core.plugs import Plug

ARRAY_WORDS = ("doubleArray", "floatArray", "Int32Array", "Int64Array", "vectorArray", "pointArray")


def scalar(plug: Plug, context: Any = None) -> float:
    """The number in a plug: internal units, seconds for time.

    Raises
    ------
    RuntimeError
        If there is no number.
    """
    if not plug.is_leaf:
        raise RuntimeError(FAILURE)
    value = plug.get(context)
    if plug.attribute.kind == "time":
        return value / TICKS_PER_SECOND
    if isinstance(value, (bool, int, float, np.number)):
        return value
    if isinstance(value, Data) and isinstance(value.value, (bool, int, float)):
        return value.value
    raise RuntimeError(FAILURE)


def to_internal(attribute: Attribute, value: Any) -> Any:
    """A number or quantity as the attribute stores it."""
    if isinstance(value, MTime):
        return value._as_ticks() if attribute.kind == "time" else value.asUnits(MTime.kSeconds)
    if isinstance(value, MAngle):
        return value.asRadians()
    if isinstance(value, MDistance):
        return value.asUnits(MDistance.kCentimeters)
    if attribute.kind == "time":
        return round(float(value) * TICKS_PER_SECOND)
    return value


def quantity(attribute: Attribute, value: Any) -> Any:
    """An internal number as MAngle, MDistance or MTime."""
    if attribute.kind in ANGLE_KINDS:
        return MAngle(value)
    if attribute.kind in LENGTH_KINDS:
        return MDistance(value)
    return MTime._ticks(int(value))


def word_of(attribute: Attribute, value: Any) -> str:
    """The word of the data that a plug holds."""
    if attribute.kind == "typed" and attribute.data_type not in (None, "any", "geometry"):
        return attribute.data_type
    if attribute.kind in ("matrix", "fltMatrix"):
        return "matrix"
    if attribute.kind[-1] in "234":
        return attribute.kind
    return word_of_value(value)


def word_of_value(value: Any) -> str:
    """The word of a value in a plug of no fixed type."""
    for word, kind in GEOMETRY.items():
        if isinstance(value, kind):
            return word
    if isinstance(value, PluginData):
        return "plugin"
    if isinstance(value, ComponentList):
        return "componentList"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "stringArray"
    if isinstance(value, np.ndarray):
        return _array_word(value)
    return "numeric"


def _array_word(value: np.ndarray) -> str:
    if value.shape == (4, 4):
        return "matrix"
    if value.ndim == 3:
        return "matrixArray"
    if value.ndim == 2:
        return {3: "vectorArray", 4: "pointArray"}.get(value.shape[1], "doubleArray")
    return "Int32Array" if value.dtype.kind in "iu" else "doubleArray"


def object_of(plug: Plug, context: Any = None) -> MObject:
    """The data in a plug as an MObject.

    Raises
    ------
    RuntimeError
        If the plug holds nothing, or a plain number.
    """
    attribute = plug.attribute
    if plug.is_array:
        raise RuntimeError(FAILURE)
    if plug.is_compound:
        if attribute.kind == "compound":
            raise RuntimeError(FAILURE)
        return wrap(Data(attribute.kind, [scalar(child, context) for child in plug.children]))
    value = plug.get(context)
    if value is None or attribute.is_numeric or attribute.kind == "message":
        raise RuntimeError(FAILURE)
    if isinstance(value, (bool, int, float)):
        return wrap(Data("numeric", [value]))
    return wrap(Data(word_of(attribute, value), value))


def plain(value: MObject) -> Any:
    """What a data MObject holds, as the core keeps it."""
    if value.isNull():
        return None
    data = data_of(value)
    if data.word == "numeric" and isinstance(data.value, list) and len(data.value) == 1:
        return data.value[0]
    return data.value.copy() if isinstance(data.value, np.ndarray) else data.value


def whole(value: float) -> int:
    """A number as an integer, cut off towards zero."""
    return int(value) if math.isfinite(value) else 0
