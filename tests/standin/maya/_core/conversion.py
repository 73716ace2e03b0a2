"""What a value becomes when it is stored in an attribute or flows into another one."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.attributes import (
    ANGLE_KINDS,
    INTEGER_KINDS,
    LENGTH_KINDS,
    MATRIX_KINDS,
    NUMERIC_COMPOUNDS,
    ROUNDED_TO_SINGLE,
    Attribute,
)
from maya._core.data import CurveData, LatticeData, MeshData, SurfaceData

GEOMETRY = {
    "mesh": MeshData,
    "nurbsCurve": CurveData,
    "nurbsSurface": SurfaceData,
    "lattice": LatticeData,
}
ARRAYS = {
    "doubleArray": (float, 1),
    "floatArray": (np.float32, 1),
    "Int32Array": (np.int32, 1),
    "vectorArray": (float, 3),
    "pointArray": (float, 4),
    "floatVectorArray": (np.float32, 3),
}


def coerce(attribute: Attribute, value: Any) -> Any:
    """The value as this attribute keeps it."""
    kind = attribute.kind
    if kind == "bool":
        return bool(value)
    if kind == "time":
        return round(value)
    if kind in INTEGER_KINDS:
        return int(value)
    if kind in ROUNDED_TO_SINGLE:
        return float(np.float32(value))
    if attribute.is_numeric:
        return float(value)
    if kind in MATRIX_KINDS:
        return np.array(value, dtype=float).reshape(4, 4)
    if kind == "typed" and value is not None:
        return _coerce_typed(attribute.data_type, value)
    return value


def _coerce_typed(data_type: str | None, value: Any) -> Any:
    if data_type == "string":
        return str(value)
    if data_type in ARRAYS:
        dtype, width = ARRAYS[data_type]
        array = np.array(value, dtype=dtype)
        return array if width == 1 else array.reshape(-1, width)
    if data_type == "matrix":
        return np.array(value, dtype=float).reshape(4, 4)
    return value


def unit_of(attribute: Attribute) -> str:
    """``angle``, ``length``, ``time`` or an empty text."""
    if attribute.kind in ANGLE_KINDS:
        return "angle"
    if attribute.kind in LENGTH_KINDS:
        return "length"
    return "time" if attribute.kind == "time" else ""


def needs_unit_conversion(source: Attribute, destination: Attribute) -> bool:
    """Whether Maya puts a unitConversion node between the two.

    Lengths pass as they are while the scene works in centimetres.
    """
    if source.is_compound and len(source.children) == len(destination.children):
        pairs = zip(source.children, destination.children, strict=True)
        return any(needs_unit_conversion(*pair) for pair in pairs)
    if not (source.is_numeric and destination.is_numeric):
        return False
    units = {unit_of(source), unit_of(destination)}
    return len(units) > 1 and units != {"", "length"}


def conversion_type(source: Attribute, destination: Attribute) -> str:
    """Type of the node that Maya puts between the two."""
    if unit_of(source) == "time":
        return "timeToUnitConversion"
    return "unitToTimeConversion" if unit_of(destination) == "time" else "unitConversion"


def type_word(attribute: Attribute) -> str:
    """The word that decides about compatibility: a data type, or a kind."""
    if attribute.kind == "typed":
        return attribute.data_type or ""
    return "matrix" if attribute.kind in MATRIX_KINDS else attribute.kind


def compatible(source: Attribute, destination: Attribute) -> bool:
    """Whether a connection between plugs of these attributes is legal."""
    if "message" in (source.kind, destination.kind):
        return True  # a message goes anywhere, as AL_omx's tests do with a boolean
    if destination.kind == "generic":
        return _accepted(source, destination)
    if source.kind == "generic":
        return _accepted(destination, source)
    if source.is_compound or destination.is_compound:
        return _compounds_fit(source, destination)
    if source.is_numeric and destination.is_numeric:
        return True
    one, other = type_word(source), type_word(destination)
    geometry = {*GEOMETRY, "geometry", "any"}
    return one == other or (
        one in geometry and other in geometry and {"geometry", "any"} & {one, other} != set()
    )


def _accepted(attribute: Attribute, generic: Attribute) -> bool:
    if attribute.kind == "generic" or not generic.accepts or "any" in generic.accepts:
        return True
    if attribute.is_numeric:
        return "numeric" in generic.accepts or attribute.kind in generic.accepts
    if attribute.kind in NUMERIC_COMPOUNDS:
        return "numeric" in generic.accepts or attribute.kind in generic.accepts
    if attribute.is_compound and all(child.is_numeric for child in attribute.children):
        return "numeric" in generic.accepts
    return type_word(attribute) in generic.accepts


def _compounds_fit(source: Attribute, destination: Attribute) -> bool:
    if not (source.is_compound and destination.is_compound):
        return False
    return len(source.children) == len(destination.children) and all(
        compatible(one, other)
        for one, other in zip(source.children, destination.children, strict=True)
    )


def converted(value: Any, source: Attribute, destination: Attribute) -> Any:
    """A value of one attribute as it arrives at another."""
    if value is None or type_word(source) == type_word(destination):
        return value
    if destination.kind in ("message", "generic"):
        return value
    if destination.is_numeric and isinstance(value, (bool, int, float)):
        return coerce(destination, value)
    return value
