"""Keys of plugs: finding and making animation curves, setting keys; undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from maya._core.animation_curve import Key
from maya._core.attributes import ANGLE_KINDS, LENGTH_KINDS, Attribute
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def default_tangents() -> tuple[str, str]:
    """Tangent types of new keys, as the preferences have them."""
    return session.state.get("inTangentType", "auto"), session.state.get("outTangentType", "auto")


def curve_type(attribute: Attribute, driven: bool = False) -> str:
    """The type of animation curve that fits an attribute."""
    letter = "U"
    if attribute.kind in ANGLE_KINDS:
        letter = "A"
    elif attribute.kind in LENGTH_KINDS:
        letter = "L"
    elif attribute.kind == "time":
        letter = "T"
    return f"animCurve{'U' if driven else 'T'}{letter}"


def is_curve(node: Node) -> bool:
    """Whether a node is an animation curve."""
    return node.type.is_a("animCurve")


def source_curve(plug: Plug, driven: bool | None = False) -> Node | None:
    """The animation curve that drives a plug, through unit conversions, blends and pairs.

    ``driven`` says which kind is meant; None: either.
    """
    source = plug.effective_source()
    seen: set[Node] = set()
    while source is not None and source.node not in seen:
        node = source.node
        seen.add(node)
        if is_curve(node):
            return node if driven is None or node.is_driven == driven else None
        if node.is_conversion:
            source = node.plug("input").effective_source()
        elif node.type.name.startswith("animBlendNode"):
            source = node.plug("inputA").effective_source()
        elif node.type.is_a("pairBlend"):
            first = node.find_attribute(f"in{source.attribute.name[3:]}1")
            source = None if first is None else node.plug(first).effective_source()
        else:
            return None
    return None


def curve_name(plug: Plug) -> str:
    """``pCube1_translateX``; with the alias where there is one."""
    node = plug.node.name.rpartition(":")[2]
    own = plug.alias or plug.leaf_name().rpartition(".")[2]
    return f"{node}_{own.replace('[', '_').replace(']', '_')}"


def make_curve(plug: Plug, driven: bool = False) -> Node:
    """A new curve connected to a plug that has nothing connected."""
    scene = session.scene
    curve = scene.create(curve_type(plug.attribute, driven), curve_name(plug))
    scene.connect(curve.plug("output"), plug, convert=False)
    return curve


def can_be_keyed(plug: Plug) -> bool:
    """Whether a key on this plug makes sense: numeric, free or animated, not locked."""
    if (
        not plug.is_leaf
        or not (plug.attribute.is_numeric)
        or plug.is_locked
        or not plug.attribute.connectable
    ):
        return False
    source = plug.effective_source()
    if source is None:
        return plug.attribute.writable
    node = source.node
    return (
        is_curve(node)
        or node.is_conversion
        or node.type.name.startswith(("animBlendNode", "pairBlend"))
    )


def step_like(attribute: Attribute) -> bool:
    """Whether new keys of an attribute hold their value."""
    return attribute.kind in ("bool", "enum") and session.state.get("stepAttributes", True)


def new_key(plug: Plug, time: float, value: float, tangents: tuple[str | None, str | None]) -> Key:
    """A key with given or default tangents."""
    in_type, out_type = default_tangents()
    if step_like(plug.attribute):
        out_type = "step"
    return Key(time, value, tangents[0] or in_type, tangents[1] or out_type)


def set_key(curve: Node, key: Key, keep_tangents: bool = False) -> None:
    """Set one key; an old one at that time may keep its tangents."""
    place = curve.find(key.time)
    if place is not None and keep_tangents:
        key = replace(curve.keys[place], value=key.value)
    curve.put({key.time: key})


def remove_keys(curve: Node, places: list[int]) -> None:
    """Remove keys by number."""
    curve.put({curve.keys[place].time: None for place in places})


def delete_if_empty(curve: Node) -> bool:
    """A curve without keys goes; what it drove keeps its value."""
    if curve.keys or not curve.in_scene:
        return False
    session.scene.delete([curve])
    return True


def move_keys(curve: Node, places: list[int], times: list[float], values: list[float]) -> None:
    """Give keys other times and values; keys in their way are replaced."""
    changes: dict[float, Key | None] = {curve.keys[place].time: None for place in places}
    moved = [
        replace(curve.keys[place], time=time, value=value)
        for place, time, value in zip(places, times, values, strict=True)
    ]
    for key in moved:
        changes[key.time] = key
    curve.put(changes)


def insert_key(curve: Node, time: float) -> bool:
    """A key in the curve's own course, its tangents along the curve."""
    if curve.find(time) is not None or not curve.keys:
        return False
    shape = curve.curve()
    value = shape.evaluate(time)
    step = 1e-4 / shape.scale
    rise = (shape.evaluate(time + step) - shape.evaluate(time - step)) / 2e-4
    inside = curve.keys[0].time < time < curve.keys[-1].time
    kind = "fixed" if inside else "auto"
    curve.put({time: Key(time, value, kind, kind, 1.0, rise, 1.0, rise)})
    return True


def rescale(factor: float) -> None:
    """Multiply the times of all curves over time (keys stay on their frames when the rate changes)."""
    for node in list(session.scene.nodes):
        if is_curve(node) and not node.is_driven and node.keys:
            old = list(node.keys)
            changes: dict[float, Any] = {key.time: None for key in old}
            changes.update(
                {
                    round(key.time * factor): replace(key, time=round(key.time * factor))
                    for key in old
                }
            )
            node.put(changes)


session.state["rescale_keys"] = rescale
