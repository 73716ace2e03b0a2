"""listAttr, attributeQuery, attributeName, attributeInfo, affects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from maya._commands import names
from maya._commands.attribute_making import fields_text
from maya._commands.attribute_values import is_settable
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import lookup, units
from maya._core.attributes import Attribute
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session


def nice_name(attribute: Attribute) -> str:
    """``translateX`` is shown as ``Translate X``."""
    if attribute.nice_name:
        return attribute.nice_name
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", attribute.name)
    spaced = re.sub(r"(?<=[a-zA-Z])(?=\d)", " ", spaced)
    return " ".join(word[:1].upper() + word[1:] for word in spaced.split())


# -- listAttr ------------------------------------------------------------------------------------


def _under(plug: Plug, multi: bool) -> Iterator[Plug]:
    """A plug and all inside it; elements only if asked for."""
    yield plug
    if plug.is_array:
        if multi:
            for element in plug.existing():
                yield from _under(element, multi)
        elif plug.is_compound:
            for child in plug.attribute.children:
                yield from _definitions(plug, child)
        return
    for child in plug.children:
        yield from _under(child, multi)


def _definitions(array: Plug, attribute: Attribute) -> Iterator[Plug]:
    """Plugs that stand for what is defined inside an array."""
    if array.is_array:
        array = Plug(array.node, array.attribute, parent=array.parent, array=array, index=-1)
    plug = array.child(attribute)
    yield plug
    if plug.is_array:
        for child in attribute.children:
            yield from _definitions(plug, child)
    else:
        for child in plug.children:
            yield from _definitions(array=plug, attribute=child.attribute)


def _listed(flags: Flags, item: Any) -> Iterator[Plug]:
    multi = bool(flags.get("multi"))
    if isinstance(item, Plug):
        inside = _under(item, multi)
        if item.is_array and multi:
            next(inside)
        yield from inside
        return
    node = names.node_of(item)
    for top in node.attributes:
        yield from _under(node.plug(top), multi)


_TESTS: dict[str, Any] = {
    "array": lambda plug: plug.attribute.is_array,
    "caching": lambda plug: plug.attribute.cached,
    "channelBox": lambda plug: plug.is_channel_box and not plug.is_keyable,
    "connectable": lambda plug: plug.attribute.connectable,
    "extension": lambda plug: False,
    "fromPlugin": lambda plug: getattr(plug.attribute.owner, "plugin", None) is not None,
    "hasData": lambda plug: plug.is_leaf and (plug.attribute.is_numeric or plug.value is not None),
    "hasNullData": lambda plug: (
        plug.is_leaf and not plug.attribute.is_numeric and plug.value is None
    ),
    "inUse": lambda plug: plug.is_set or plug.source is not None or bool(plug.destinations),
    "keyable": lambda plug: plug.is_keyable and not plug.attribute.hidden and _is_scalar(plug),
    "leaf": lambda plug: not plug.is_compound,
    "locked": lambda plug: plug.is_locked,
    "output": lambda plug: plug.attribute.readable and not plug.attribute.writable,
    "ramp": lambda plug: False,
    "read": lambda plug: plug.attribute.readable,
    "readOnly": lambda plug: plug.attribute.readable and not plug.attribute.writable,
    "scalar": lambda plug: _is_scalar(plug) and not plug.attribute.is_array,
    "scalarAndArray": lambda plug: _is_scalar(plug),
    "settable": is_settable,
    "unlocked": lambda plug: not plug.is_locked,
    "usedAsFilename": lambda plug: plug.attribute.used_as_filename,
    "userDefined": lambda plug: plug.attribute.dynamic,
    "visible": lambda plug: not plug.attribute.hidden,
    "write": lambda plug: plug.attribute.writable,
    "changedSinceFileOpen": lambda plug: plug.is_set,
}


def _is_scalar(plug: Plug) -> bool:
    return plug.attribute.is_numeric


def _fits(flags: Flags, plug: Plug) -> bool:
    if not all(test(plug) for name, test in _TESTS.items() if flags.get(name)):
        return False
    if flags.get("attributeType") and plug.attribute.kind not in flags["attributeType"]:
        return False
    return not flags.get("category") or bool(
        set(plug.attribute.categories) & set(flags["category"])
    )


def _matches(patterns: list[str], plug: Plug) -> bool:
    return any(
        re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), name)
        for pattern in patterns
        for name in (plug.attribute.name, plug.attribute.short, plug.alias or "")
    )


def _written(flags: Flags, plug: Plug) -> str:
    short = bool(flags.get("shortNames"))
    if plug.alias:
        text = plug.alias
    elif flags.get("multi"):
        text = plug.leaf_name(long=not short)
    elif plug.parent is not None and any(each.is_array or each.is_element for each in plug.above()):
        text = plug.partial_name(long=not short).replace("[-1]", "")
    else:
        text = plug.leaf_name(long=not short)
    if flags.get("nodeName") or flags.get("fullNodeName"):
        return f"{names.text(plug.node, bool(flags.get('fullNodeName')))}.{text}"
    return text


@graph_command("listAttr", undoable=False)
def _list_attr(flags: Flags, *given: str) -> list[str] | None:
    result: dict[str, None] = {}
    for item in names.given_or_selected(given):
        for plug in _listed(flags, item):
            if _fits(flags, plug) and (not flags.get("string") or _matches(flags["string"], plug)):
                result[_written(flags, plug)] = None
    return list(result) or None


# -- attributeQuery ------------------------------------------------------------------------------


def _plain_default(attribute: Attribute) -> list[float]:
    if attribute.is_compound:
        return [number for child in attribute.children for number in _plain_default(child)]
    if not attribute.is_numeric:
        raise RuntimeError(f"Attribute '{attribute.name}' has no numeric default.")
    return [float(units.to_ui(attribute, attribute.default_value()))]


def _range(attribute: Attribute, low: str, high: str) -> list[float]:
    ends = [getattr(attribute, low), getattr(attribute, high)]
    if None in ends:
        raise RuntimeError(f"Attribute '{attribute.name}' has no such range.")
    return [float(units.to_ui(attribute, end)) for end in ends]


def _limit(attribute: Attribute, field: str) -> list[float]:
    value = getattr(attribute, field)
    if value is None:
        raise RuntimeError(f"Attribute '{attribute.name}' has no such limit.")
    return [float(units.to_ui(attribute, value))]


def _siblings(attribute: Attribute) -> list[str] | None:
    if attribute.parent is None:
        return None
    return [child.name for child in attribute.parent.children if child is not attribute] or None


_ANSWERS: dict[str, Any] = {
    "affectsAppearance": lambda a: a.affects_appearance,
    "affectsWorldspace": lambda a: a.affects_world_space,
    "attributeType": lambda a: a.kind,
    "cachedInternally": lambda a: a.cached,
    "categories": lambda a: list(a.categories) or None,
    "channelBox": lambda a: a.channel_box,
    "connectable": lambda a: a.connectable,
    "enum": lambda a: a.kind == "enum",
    "hidden": lambda a: a.hidden,
    "indexMatters": lambda a: a.index_matters,
    "internal": lambda a: a.internal,
    "internalGet": lambda a: a.internal,
    "internalSet": lambda a: a.internal,
    "keyable": lambda a: a.keyable,
    "listChildren": lambda a: [child.name for child in a.children] or None,
    "listDefault": _plain_default,
    "listEnum": lambda a: [fields_text(a.fields)] if a.kind == "enum" else None,
    "localizedListEnum": lambda a: [fields_text(a.fields)] if a.kind == "enum" else None,
    "listParent": lambda a: [a.parent.name] if a.parent is not None else None,
    "listSiblings": _siblings,
    "longName": lambda a: a.name,
    "shortName": lambda a: a.short,
    "niceName": nice_name,
    "maxExists": lambda a: a.maximum is not None,
    "minExists": lambda a: a.minimum is not None,
    "maximum": lambda a: _limit(a, "maximum"),
    "minimum": lambda a: _limit(a, "minimum"),
    "range": lambda a: _range(a, "minimum", "maximum"),
    "rangeExists": lambda a: a.minimum is not None and a.maximum is not None,
    "softMax": lambda a: _limit(a, "soft_maximum"),
    "softMin": lambda a: _limit(a, "soft_minimum"),
    "softMaxExists": lambda a: a.soft_maximum is not None,
    "softMinExists": lambda a: a.soft_minimum is not None,
    "softRange": lambda a: _range(a, "soft_minimum", "soft_maximum"),
    "softRangeExists": lambda a: a.soft_minimum is not None and a.soft_maximum is not None,
    "message": lambda a: a.kind == "message",
    "multi": lambda a: a.is_array,
    "numberOfChildren": lambda a: [len(a.children)],
    "readable": lambda a: a.readable,
    "renderSource": lambda a: a.render_source,
    "storable": lambda a: a.storable,
    "usedAsColor": lambda a: a.used_as_color,
    "usedAsFilename": lambda a: a.used_as_filename,
    "usesMultiBuilder": lambda a: a.uses_array_data_builder,
    "worldspace": lambda a: a.world_space,
    "writable": lambda a: a.writable,
}


def _find_attribute(owner: Node | NodeType, name: str) -> Attribute | None:
    last = re.split(r"[.]", re.sub(r"\[[^\]]*\]", "", name))[-1]
    if isinstance(owner, NodeType):
        return owner.attribute(last)
    return owner.find_attribute(last)


@graph_command("attributeQuery", missing="computeModifies indeterminant", undoable=False)
def _attribute_query(flags: Flags, *given: str) -> Any:
    owner = _owner(flags, given)
    name = names.texts(given)[0]
    if "." in name and "node" not in flags and "type" not in flags and "typeExact" not in flags:
        name = name.partition(".")[2]
    attribute = _find_attribute(owner, name)
    if flags.get("exists"):
        return attribute is not None
    if attribute is None:
        raise RuntimeError(f"Attribute '{name}' not found.")
    for flag, answer in _ANSWERS.items():
        if flags.get(flag):
            return answer(attribute)
    raise RuntimeError("attributeQuery: nothing was asked for.")


def _owner(flags: Flags, given: tuple[str, ...]) -> Node | NodeType:
    kind = flags.get("type") or flags.get("typeExact")
    if kind is not None:
        if kind not in session.node_types:
            raise RuntimeError(f"Unknown object type: {kind}")
        return session.node_types[kind]
    name = flags.get("node") or given[0].partition(".")[0]
    found = lookup.find(name.partition(".")[0])
    if not found:
        raise RuntimeError(f"No object matches name: {name}")
    return names.node_of(names.find(name.partition(".")[0])[0])


# -- attributeName, attributeInfo, affects -------------------------------------------------------


@graph_command("attributeName", undoable=False)
def _attribute_name(flags: Flags, name: str) -> str:
    found = names.plugs(name)
    if not found:
        raise RuntimeError(f"No object matches name: {name}")
    attribute = found[0].attribute
    if flags.get("long"):
        return attribute.name
    return attribute.short if flags.get("short") else nice_name(attribute)


@graph_command("attributeInfo", missing="userInterface", undoable=False)
def _attribute_info(flags: Flags, *given: str) -> list[str] | None:
    owner: Node | NodeType
    if "type" in flags:
        if flags["type"] not in session.node_types:
            raise RuntimeError(f"Unknown object type: {flags['type']}")
        owner = session.node_types[flags["type"]]
    else:
        owner = names.nodes(given)[0]
    tests = {
        "bool": lambda a: a.kind == "bool",
        "enumerated": lambda a: a.kind == "enum",
        "hidden": lambda a: a.hidden,
        "internal": lambda a: a.internal,
        "leaf": lambda a: not a.is_compound,
        "multi": lambda a: a.is_array,
        "writable": lambda a: a.writable,
        "inherited": lambda a: (
            a.owner is not (owner if isinstance(owner, NodeType) else owner.type)
        ),
    }
    chosen = [(test, flags[name]) for name, test in tests.items() if name in flags]
    join = all if flags.get("logicalAnd") else any
    found = []
    for top in owner.attributes:
        for attribute in top.walk():
            answers = [bool(test(attribute)) == bool(wanted) for test, wanted in chosen]
            if flags.get("allAttributes") or not answers or join(answers):
                found.append(attribute.short if flags.get("short") else attribute.name)
    return found or None


@graph_command("affects", undoable=False)
def _affects(flags: Flags, name: str, *given: str) -> list[str] | None:
    kinds = (
        [session.node_types[flags["type"]]]
        if "type" in flags
        else [node.type for node in names.nodes(given)]
    )
    found: dict[str, None] = {}
    for kind in kinds:
        attribute = kind.attribute(name)
        if attribute is None:
            raise RuntimeError(f"Attribute '{name}' not found.")
        related = kind.affected_by(attribute) if flags.get("by") else kind.affecting(attribute)
        found.update(dict.fromkeys(each.name for each in related))
    return list(found) or None
