"""Definitions of attributes: what a node type has, before any value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

INTEGER_KINDS = frozenset({"byte", "char", "short", "long", "long64", "enum", "addr"})
REAL_KINDS = frozenset({"float", "double"})
ANGLE_KINDS = frozenset({"doubleAngle", "floatAngle"})
LENGTH_KINDS = frozenset({"doubleLinear", "floatLinear"})
UNIT_KINDS = ANGLE_KINDS | LENGTH_KINDS | {"time"}
NUMERIC_KINDS = INTEGER_KINDS | REAL_KINDS | UNIT_KINDS | {"bool"}
MATRIX_KINDS = frozenset({"matrix", "fltMatrix"})
NUMERIC_COMPOUNDS = {
    "double2": ("double", 2),
    "double3": ("double", 3),
    "double4": ("double", 4),
    "float2": ("float", 2),
    "float3": ("float", 3),
    "short2": ("short", 2),
    "short3": ("short", 3),
    "long2": ("long", 2),
    "long3": ("long", 3),
}
COMPOUND_KINDS = frozenset({"compound", *NUMERIC_COMPOUNDS})

ROUNDED_TO_SINGLE = frozenset({"float", "floatAngle", "floatLinear"})


@dataclass(eq=False)
class Attribute:
    """One attribute of a node type, or of one node if it is dynamic.

    ``kind`` uses the words of ``attributeQuery -attributeType``; numbers are in internal units:
    centimetres, radians, whole ticks of time.
    """

    name: str
    short: str
    kind: str
    data_type: str | None = None
    default: Any = None
    minimum: float | None = None
    maximum: float | None = None
    soft_minimum: float | None = None
    soft_maximum: float | None = None
    fields: dict[int, str] = field(default_factory=dict)
    children: list[Attribute] = field(default_factory=list)
    parent: Attribute | None = None
    is_array: bool = False
    index_matters: bool = True
    readable: bool = True
    writable: bool = True
    storable: bool = True
    keyable: bool = False
    channel_box: bool = False
    hidden: bool = False
    cached: bool = True
    connectable: bool = True
    internal: bool = False
    world_space: bool = False
    used_as_color: bool = False
    used_as_filename: bool = False
    uses_array_data_builder: bool = False
    affects_appearance: bool = False
    affects_world_space: bool = False
    disconnect_behavior: int = 2
    render_source: bool = False
    accepts: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    nice_name: str | None = None
    dynamic: bool = False
    proxy: bool = False
    plugin_data_id: int | None = None
    owner: Any = None  # the NodeType, or the Node of a dynamic attribute

    @property
    def is_compound(self) -> bool:
        """Whether values live in children."""
        return self.kind in COMPOUND_KINDS

    @property
    def is_numeric(self) -> bool:
        """Whether a value is one number."""
        return self.kind in NUMERIC_KINDS

    def add_child(self, child: Attribute) -> Attribute:
        """Put ``child`` last under this compound attribute."""
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> list[Attribute]:
        """This attribute and all below it."""
        return [self, *(below for child in self.children for below in child.walk())]

    def ancestors(self) -> list[Attribute]:
        """The compound parents, nearest first."""
        return [] if self.parent is None else [self.parent, *self.parent.ancestors()]

    def default_value(self) -> Any:
        """A fresh copy of the value that a new node has (compounds have none)."""
        if self.is_compound:
            return None
        if self.kind == "bool":
            return bool(self.default or False)
        if self.kind in INTEGER_KINDS or self.kind == "time":
            return int(self.default or 0)
        if self.is_numeric:
            return float(self.default or 0.0)
        if self.kind in MATRIX_KINDS:
            return np.eye(4) if self.default is None else np.array(self.default, dtype=float)
        return _copied(self.default)


def _copied(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list):
        return list(value)
    return value


def numeric_compound(
    name: str, short: str, kind: str, suffixes: str = "XYZ", **options: Any
) -> Attribute:
    """A double3-like attribute with its children, for example translate with translateX, Y, Z."""
    child_kind, count = NUMERIC_COMPOUNDS[kind]
    child_kind = options.pop("child_kind", child_kind)
    default = options.pop("default", None)
    attribute = Attribute(name, short, kind, default=default, **options)
    for place in range(count):
        suffix = suffixes[place] if suffixes else str(place)
        attribute.add_child(
            Attribute(
                f"{name}{suffix}",
                f"{short}{suffix.lower()}",
                child_kind,
                default=None if default is None else default[place],
                **{key: options[key] for key in _INHERITED if key in options},
            )
        )
    return attribute


_INHERITED = (
    "keyable",
    "readable",
    "writable",
    "storable",
    "hidden",
    "cached",
    "connectable",
    "channel_box",
)
