"""Names of plugs, and the MEL that sets them."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import units
from maya._core.attributes import Attribute
from maya._core.plugs import Plug
from maya._core.session import session


def partial_name(
    plug: Any,
    *,
    node: bool = False,
    long: bool = False,
    full: bool = False,
    alias: bool = False,
    instanced: bool = False,
) -> str:
    """A plug's name; ``plug`` may also be one whose indices are not all known."""
    if isinstance(plug, Plug):
        text = _of_plug(plug, long, full, alias, instanced)
    else:
        text = _of_attribute(plug.attribute, plug.indices, long)
    return f"{_node_name(plug.node)}.{text}" if node else text


def _node_name(node: Any) -> str:
    return session.scene.short_name(node)


def _own(attribute: Attribute, long: bool) -> str:
    return attribute.name if long else attribute.short


def _of_plug(plug: Plug, long: bool, full: bool, alias: bool, instanced: bool) -> str:
    if alias and plug.alias:
        return plug.alias
    if plug.array is not None:
        array = _of_plug(plug.array, long, full, False, instanced)
        hidden = plug.attribute.world_space and not instanced
        return array if hidden else f"{array}[{plug.index}]"
    own, parent = _own(plug.attribute, long), plug.parent
    if parent is None:
        return own
    inside_array = any(place.is_element for place in (parent, *parent.above()))
    if full or inside_array:
        return f"{_of_plug(parent, long, full, False, instanced)}.{own}"
    return own


def _of_attribute(attribute: Attribute, indices: dict[Attribute, int], long: bool) -> str:
    steps = []
    for step in (*reversed(attribute.ancestors()), attribute):
        text = _own(step, long)
        if step.is_array and (step is not attribute or step in indices):
            text += f"[{indices.get(step, -1)}]"
        steps.append(text)
    return ".".join(steps)


def set_attr_commands(plug: Plug, selector: int, long: bool) -> list[str]:
    """``setAttr`` lines for the storable values at or inside a plug."""
    lines = []
    for leaf in plug.leaves():
        if not leaf.attribute.storable or (selector and not leaf.is_set):
            continue
        text = _mel_value(leaf)
        if text is not None:
            name = _of_plug(leaf, long, False, False, True)
            lines.append(f'setAttr ".{name}" {text};')
    return lines


def _mel_value(plug: Plug) -> str | None:
    attribute, value = plug.attribute, plug.value
    if attribute.kind == "bool":
        return "yes" if value else "no"
    if attribute.is_numeric:
        shown = units.to_ui(attribute, value)
        return f"{shown:.15g}"
    if isinstance(value, str):
        return '-type "string" "{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
    if isinstance(value, np.ndarray) and value.shape == (4, 4):
        return '-type "matrix" ' + " ".join(f"{number:.15g}" for number in value.ravel())
    return None
