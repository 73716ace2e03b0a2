"""addAttr: dynamic attributes, compound ones when their last child arrives."""

from __future__ import annotations

import re
from typing import Any
from weakref import WeakKeyDictionary

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import units
from maya._core.attributes import (
    COMPOUND_KINDS,
    MATRIX_KINDS,
    NUMERIC_COMPOUNDS,
    NUMERIC_KINDS,
    Attribute,
)
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

ATTRIBUTE_TYPES = (
    NUMERIC_KINDS
    | COMPOUND_KINDS
    | MATRIX_KINDS
    | {"message", "generic", "reflectance", "spectrum"}
)
ALIASES = {
    "reflectance": "float3",
    "spectrum": "float3",
    "matrix": "matrix",
    "fltMatrix": "fltMatrix",
}
DATA_TYPES = frozenset(
    {
        "string", "stringArray", "matrix", "reflectanceRGB", "spectrumRGB", "doubleArray", "floatArray",
        "Int32Array", "vectorArray", "pointArray", "nurbsCurve", "nurbsSurface", "mesh", "lattice",
        "componentList", "attributeAlias", "floatVectorArray", *NUMERIC_COMPOUNDS,
    }
)  # fmt: skip
NO_ITEMS = "Found no valid items to add the attribute to."
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")


def parse_fields(text: str) -> dict[int, str]:
    """Fields of ``Green:Blue=4:Yellow``: numbers count on from the last one."""
    fields: dict[int, str] = {}
    number = 0
    for part in text.split(":"):
        if not part:
            continue
        name, equals, value = part.rpartition("=")
        if equals and re.fullmatch(r"-?\d+", value.strip()):
            number = int(value)
        else:
            name = part
        fields[number] = name
        number += 1
    return fields


def fields_text(fields: dict[int, str]) -> str:
    """The fields of an enum as ``addAttr -enumName`` takes them."""
    parts = []
    expected = 0
    for number in sorted(fields):
        parts.append(fields[number] if number == expected else f"{fields[number]}={number}")
        expected = number + 1
    return ":".join(parts)


def _new_attribute(flags: Flags) -> Attribute:
    long = flags.get("longName") or flags.get("shortName")
    short = flags.get("shortName") or long
    if not long:
        raise RuntimeError("New attribute needs either a long (-ln) or short (-sn) name.")
    for name in (long, short):
        if not _NAME.match(name):
            raise RuntimeError(f"'{name}' is not a valid attribute name.")
    kind, data_type = _kind_of(flags)
    attribute = Attribute(long, short, kind, data_type=data_type, dynamic=True)
    _apply_switches(flags, attribute)
    _apply_numbers(flags, attribute)
    if kind == "enum":
        _apply_fields(flags, attribute)
    return attribute


def _kind_of(flags: Flags) -> tuple[str, str | None]:
    words = flags.get("dataType")
    if words:
        word = words[0]
        if word not in DATA_TYPES:
            raise RuntimeError(f"Type specified for new attribute is unknown: '{word}'.")
        return "typed", word
    word = flags.get("attributeType", "double")
    if word not in ATTRIBUTE_TYPES:
        raise RuntimeError(f"Type specified for new attribute is unknown: '{word}'.")
    return ALIASES.get(word, word), None


_SWITCHES = {
    "keyable": "keyable",
    "hidden": "hidden",
    "readable": "readable",
    "writable": "writable",
    "storable": "storable",
    "multi": "is_array",
    "indexMatters": "index_matters",
    "cachedInternally": "cached",
    "usedAsColor": "used_as_color",
    "usedAsFilename": "used_as_filename",
    "internalSet": "internal",
    "worldSpace": "world_space",
    "disconnectBehaviour": "disconnect_behavior",
    "usedAsProxy": "proxy",
    "niceName": "nice_name",
}


def _apply_switches(flags: Flags, attribute: Attribute) -> None:
    for flag, field in _SWITCHES.items():
        if flag in flags:
            setattr(attribute, field, flags[flag])
    attribute.categories = list(flags.get("category") or [])
    if attribute.kind == "message":
        attribute.keyable = bool(flags.get("keyable", False))


_LIMITS = {
    "minValue": ("minimum", "hasMinValue"),
    "maxValue": ("maximum", "hasMaxValue"),
    "softMinValue": ("soft_minimum", "hasSoftMinValue"),
    "softMaxValue": ("soft_maximum", "hasSoftMaxValue"),
}


def _apply_numbers(flags: Flags, attribute: Attribute) -> None:
    for flag, (field, switch) in _LIMITS.items():
        if flag in flags and flags.get(switch, True):
            setattr(attribute, field, units.from_ui(attribute, flags[flag]))
    if "defaultValue" in flags and attribute.is_numeric:
        attribute.default = units.from_ui(attribute, flags["defaultValue"])


def _apply_fields(flags: Flags, attribute: Attribute) -> None:
    attribute.fields = parse_fields(flags.get("enumName", ""))
    if attribute.fields:
        attribute.minimum, attribute.maximum = min(attribute.fields), max(attribute.fields)
        if "defaultValue" not in flags:
            attribute.default = next(iter(attribute.fields))


# -- where it goes -------------------------------------------------------------------------------


def _pending(node: Node) -> dict[str, tuple[Attribute, int]]:
    """Compound attributes of a node that still wait for children."""
    # nodes of scenes that were closed must not be held for ever
    waiting = session.state.setdefault("pending_attributes", WeakKeyDictionary())
    return waiting.setdefault(node, {})


def _wait(node: Node, attribute: Attribute, count: int) -> None:
    waiting = _pending(node)
    session.undo.apply(
        lambda: waiting.__setitem__(attribute.name, (attribute, count)),
        lambda: waiting.pop(attribute.name, None),
    )


def _stop_waiting(node: Node, attribute: Attribute) -> None:
    waiting = _pending(node)
    entry = waiting[attribute.name]
    session.undo.apply(
        lambda: waiting.pop(attribute.name, None),
        lambda: waiting.__setitem__(attribute.name, entry),
    )


def _is_taken(node: Node, attribute: Attribute) -> bool:
    if any(node.find_attribute(name) is not None for name in (attribute.name, attribute.short)):
        return True
    return any(
        attribute.name in (part.name, part.short)
        for waiting, _ in _pending(node).values()
        for part in waiting.walk()
    )


def _children_wanted(flags: Flags, attribute: Attribute) -> int:
    if attribute.kind in NUMERIC_COMPOUNDS:
        return NUMERIC_COMPOUNDS[attribute.kind][1]
    if attribute.kind == "compound":
        if not flags.get("numberOfChildren"):
            raise RuntimeError("A compound attribute needs the number of its children (-nc).")
        return flags["numberOfChildren"]
    return 0


def _find_waiting(node: Node, name: str) -> Attribute:
    for attribute, _ in _pending(node).values():
        if name in (attribute.name, attribute.short):
            return attribute
    raise RuntimeError(
        f"The parent attribute '{name}' is not a compound attribute that waits for children."
    )


def _append(parent: Attribute, child: Attribute) -> None:
    def take_back() -> None:
        parent.children.remove(child)

    def put() -> None:
        parent.add_child(child)

    session.undo.apply(put, take_back)


def _settle(node: Node, attribute: Attribute) -> None:
    """Put an attribute on the node as soon as all inside it is there."""
    waiting = _pending(node)
    entry = waiting.get(attribute.name)
    if entry is not None:
        if len(attribute.children) < entry[1]:
            return
        if any(part.name in waiting and part is not attribute for part in attribute.walk()):
            return
        _stop_waiting(node, attribute)
    if attribute.parent is not None:
        _settle(node, attribute.parent)
    else:
        node.add_attribute(attribute)
        if (
            attribute.is_compound
            and attribute.kind in NUMERIC_COMPOUNDS
            and attribute.default is None
        ):
            attribute.default = None


def add_to(node: Node, flags: Flags) -> Attribute:
    """Give one node the attribute that the flags describe."""
    attribute = _new_attribute(flags)
    if _is_taken(node, attribute):
        raise RuntimeError(NO_ITEMS)
    if node.locked:
        raise RuntimeError(f"Cannot add an attribute to the locked node '{names.text(node)}'.")
    wanted = _children_wanted(flags, attribute)
    if wanted:
        _wait(node, attribute, wanted)
    if "parent" in flags:
        _append(_find_waiting(node, flags["parent"]), attribute)
    _settle(node, attribute)
    return attribute


# -- the command ---------------------------------------------------------------------------------


@graph_command(
    "addAttr",
    harmless="enforcingUniqueName fromPlugin binaryTag hasMinValue hasMaxValue hasSoftMinValue hasSoftMaxValue",
)
def _add_attr(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(flags, names.plug(given[0]) if given else _selected_plug(flags))
    if flags.edit:
        plug = names.plug(given[0])
        _edit(flags, plug.attribute, plug.node)
        return None
    if "proxy" in flags:
        return _add_proxies(flags, given)
    if flags.get("exists"):
        return _exists(flags, given)
    nodes = names.nodes(given)
    if not nodes:
        raise RuntimeError(NO_ITEMS)
    for node in nodes:
        add_to(node, flags)
    return None


def _exists(flags: Flags, given: tuple[str, ...]) -> bool:
    name = flags.get("longName") or flags.get("shortName") or ""
    return all(node.find_attribute(name) is not None for node in names.nodes(given))


def _selected_plug(flags: Flags) -> Plug:
    node = names.nodes(())[0]
    return names.plug(f"{names.text(node)}.{flags.get('longName')}")


def _add_proxies(flags: Flags, given: tuple[str, ...]) -> None:
    source = names.plug(flags["proxy"])
    for node in names.nodes(given):
        original = source.attribute
        copy = Attribute(
            flags.get("longName") or flags.get("shortName") or original.name,
            flags.get("shortName") or flags.get("longName") or original.short,
            original.kind,
            data_type=original.data_type,
        )
        for field in (
            "default",
            "minimum",
            "maximum",
            "soft_minimum",
            "soft_maximum",
            "fields",
            "keyable",
        ):
            setattr(copy, field, getattr(original, field))
        copy.proxy = True
        if _is_taken(node, copy):
            raise RuntimeError(NO_ITEMS)
        node.add_attribute(copy)
        session.scene.connect(source, node.plug(copy), convert=False)


_READ: dict[str, Any] = {
    "attributeType": lambda attribute: "typed" if attribute.kind == "typed" else attribute.kind,
    "dataType": lambda attribute: [attribute.data_type] if attribute.data_type else None,
    "longName": lambda attribute: attribute.name,
    "shortName": lambda attribute: attribute.short,
    "numberOfChildren": lambda attribute: len(attribute.children),
    "parent": lambda attribute: attribute.parent.name if attribute.parent is not None else None,
    "enumName": lambda attribute: (
        fields_text(attribute.fields) if attribute.kind == "enum" else None
    ),
    "category": lambda attribute: list(attribute.categories) or None,
    "exists": lambda attribute: True,
    "enforcingUniqueName": lambda attribute: True,
    "fromPlugin": lambda attribute: False,
    "binaryTag": lambda attribute: attribute.short,
    "proxy": lambda attribute: attribute.proxy,
}


def _query(flags: Flags, plug: Plug) -> Any:
    attribute = plug.attribute
    for flag in flags:
        if flag in _READ:
            return _READ[flag](attribute)
        if flag in _LIMITS:
            value = getattr(attribute, _LIMITS[flag][0])
            return None if value is None else units.to_ui(attribute, value)
        for field, switch in _LIMITS.values():
            if flag == switch:
                return getattr(attribute, field) is not None
        if flag == "defaultValue":
            return (
                units.to_ui(attribute, attribute.default_value()) if attribute.is_numeric else None
            )
        if flag == "niceName":
            from maya._commands.attribute_queries import nice_name

            return nice_name(attribute)
        if flag in _SWITCHES:
            return getattr(attribute, _SWITCHES[flag])
    raise RuntimeError("addAttr: nothing was asked for.")


def set_field(attribute: Attribute, field: str, value: Any) -> None:
    """Change a property of an attribute, undoably."""
    old = getattr(attribute, field)
    session.undo.apply(
        lambda: setattr(attribute, field, value), lambda: setattr(attribute, field, old)
    )


def _edit(flags: Flags, attribute: Attribute, node: Node) -> None:
    if not attribute.dynamic:
        raise RuntimeError(f"The attribute '{attribute.name}' is not dynamic and cannot be edited.")
    changes: dict[str, Any] = {}
    for flag, (field, switch) in _LIMITS.items():
        if flag in flags:
            changes[field] = units.from_ui(attribute, flags[flag])
        if flags.get(switch) is False:
            changes[field] = None
    if "defaultValue" in flags:
        changes["default"] = units.from_ui(attribute, flags["defaultValue"])
    if "enumName" in flags:
        fields = parse_fields(flags["enumName"])
        changes.update(
            fields=fields, minimum=min(fields, default=None), maximum=max(fields, default=None)
        )
    if "niceName" in flags:
        changes["nice_name"] = flags["niceName"]
    if "category" in flags:
        changes["categories"] = [*attribute.categories, *flags["category"]]
    for field, value in changes.items():
        set_field(attribute, field, value)
    if "default" in changes:
        _follow_default(node, attribute)


def _follow_default(node: Node, attribute: Attribute) -> None:
    """Plugs that nobody set show the new default."""
    for plug in node.plugs_of(attribute):
        if not plug.is_set and plug.is_leaf and plug.source is None:
            plug.store(attribute.default_value(), False)
