"""Which curves and keys the flags of the key commands mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maya._commands import names
from maya._commands.flags import Flags
from maya._commands.times import ticks_of
from maya._core import keyframes, lookup, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug

Range = tuple[float, float]
EVERYTHING = (float("-inf"), float("inf"))


# -- ranges ----------------------------------------------------------------------------------------


def _end(value: Any, fallback: float, convert: Any) -> float:
    return fallback if value in (None, "") else convert(value)


def _one_range(value: Any, convert: Any) -> Range:
    if isinstance(value, str) and ":" in value:
        low, _, high = value.partition(":")
        return _end(low, EVERYTHING[0], convert), _end(high, EVERYTHING[1], convert)
    if isinstance(value, (list, tuple)):
        if len(value) == 1:
            return _one_range(value[0], convert)
        low, high = (*value, None)[:2]
        return _end(low, EVERYTHING[0], convert), _end(high, EVERYTHING[1], convert)
    number = convert(value)
    return number, number


def ranges_of(value: Any, convert: Any) -> list[Range] | None:
    """Ranges of a flag's value; None if the flag was not given."""
    if value is None:
        return None
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    if not values:
        return [EVERYTHING]
    if any(isinstance(each, (list, tuple)) for each in values):
        return [_one_range(each, convert) for each in values]
    if any(isinstance(each, str) and ":" in each for each in values):
        return [_one_range(each, convert) for each in values]
    return [_one_range(values, convert)]


def chosen_keys(curve: Node, flags: Flags) -> list[int]:
    """Numbers of the keys that time, float and index flags choose; all without them."""
    convert = float if curve.is_driven else ticks_of
    times = ranges_of(flags.get("float" if curve.is_driven else "time"), convert)
    indices = ranges_of(flags.get("index"), int)
    found = []
    for place, key in enumerate(curve.keys):
        by_time = times is not None and any(low <= key.time <= high for low, high in times)
        by_index = indices is not None and any(low <= place <= high for low, high in indices)
        if by_time or by_index or (times is None and indices is None):
            found.append(place)
    return found


# -- plugs -----------------------------------------------------------------------------------------


def _leaves(plug: Plug) -> list[Plug]:
    return [leaf for leaf in plug.leaves() if leaf.attribute.is_numeric]


def keyable_plugs(node: Node, whole: bool = True) -> list[Plug]:
    """Keyable leaf plugs of a node."""
    found = []
    for attribute in node.attributes:
        if attribute.kind == "message":
            continue
        for leaf in _leaves(node.plug(attribute)):
            if leaf.is_keyable and not leaf.is_locked:
                found.append(leaf)
    return found


def _named(node: Node, name: str) -> list[Plug]:
    return [leaf for plug in lookup.resolve_plugs(node, name) for leaf in _leaves(plug)]


def _objects(items: Iterable[Any], with_shapes: bool, flags: Flags) -> list[Node]:
    found: dict[Node, None] = {}
    for item in items:
        node = names.node_of(item)
        found[node] = None
        if not isinstance(item, DagPath) or not isinstance(node, DagNode):
            continue
        if with_shapes and node.is_transform:
            shape = shapes.shape_of(item)
            if shape is not None:
                found[shape.node] = None
        found.update(dict.fromkeys(_hierarchy(item, flags.get("hierarchy", "none"))))
    return list(found)


def _hierarchy(path: DagPath, word: str) -> list[Node]:
    """Transforms above or below, as the flag ``hierarchy`` wants them."""
    if word not in ("none", "above", "below", "both"):
        raise RuntimeError(f"Invalid hierarchy: {word}")
    found: list[Node] = []
    if word in ("below", "both"):
        found += [node for node in path.node.below() if node.is_transform]
    if word in ("above", "both"):
        found += list(path.nodes[:-1])
    return found


def target_plugs(given: Iterable[str], flags: Flags, keyable_only: bool = False) -> list[Plug]:
    """Leaf plugs that a key command is about: named ones, or attributes of named or selected nodes."""
    items = names.given_or_selected(given)
    wanted = flags.get("attribute")
    found: dict[Plug, None] = {}
    for item in items:
        if isinstance(item, Plug):
            found.update(dict.fromkeys(_leaves(item)))
            continue
        for node in _objects([item], flags.get("shape", True) is not False, flags):
            if keyframes.is_curve(node):
                continue
            if wanted:
                for name in wanted:
                    found.update(dict.fromkeys(_named(node, name)))
            else:
                found.update(dict.fromkeys(keyable_plugs(node)))
    plugs = list(found)
    return [plug for plug in plugs if plug.is_keyable] if keyable_only else plugs


def target_curves(given: Iterable[str], flags: Flags) -> list[Node]:
    """Curves that a key command is about, in order of their plugs."""
    items = names.given_or_selected(given)
    found: dict[Node, None] = {}
    for item in items:
        node = names.node_of(item)
        if keyframes.is_curve(node):
            found[node] = None
    for plug in _animated_plugs(items, flags):
        curve = keyframes.source_curve(plug, None)
        if curve is not None:
            found[curve] = None
    return list(found)


def _animated_plugs(items: list[Any], flags: Flags) -> Iterable[Plug]:
    wanted = flags.get("attribute")
    for item in items:
        if isinstance(item, Plug):
            yield from _leaves(item)
            continue
        for node in _objects([item], flags.get("shape", False) is True, flags):
            if wanted:
                for name in wanted:
                    yield from _named(node, name)
            else:
                for attribute in node.attributes:
                    if attribute.kind != "message":
                        yield from _leaves(node.plug(attribute))
