"""Everything that a command can change, as plain data that compares."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.dag import DagNode
from maya._core.session import session


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return tuple(np.round(value, 9).ravel().tolist())
    if isinstance(value, float):
        return round(value, 9)
    if hasattr(value, "items") and not isinstance(value, dict):
        return tuple(value.items)
    if hasattr(value, "points"):
        return _plain(value.points)
    return tuple(value) if isinstance(value, list) else value


def _plug_state(plug: Any) -> dict[str, Any]:
    return {
        "source": plug.source.name(alias=False) if plug.source is not None else None,
        "ends": [end.name(alias=False) for end in plug.destinations],
        "locked": plug.locked,
        "keyable": plug.keyable,
        "channel_box": plug.channel_box,
        "alias": plug.alias,
        "value": _plain(plug.value) if plug.is_leaf and plug.is_set else None,
        "is_set": plug.is_set,
    }


def _is_plain(state: dict[str, Any]) -> bool:
    """Whether a plug is as on a new node: it may not even be there as an object."""
    return not any(state.values())


def _node_state(node: Any) -> dict[str, Any]:
    plugs = {}
    for plug in node.known_plugs():
        state = _plug_state(plug)
        if plug.exists and not (_is_plain(state) and not plug.is_element):
            plugs[plug.partial_name()] = state
    return {
        "type": node.type.name,
        "uuid": node.uuid,
        "locked": node.locked,
        "parents": [parent.name for parent in node.parents] if isinstance(node, DagNode) else [],
        "children": [child.name for child in node.children] if isinstance(node, DagNode) else [],
        "dynamic": [_attribute(each) for top in node.dynamic for each in top.walk()],
        "plugs": plugs,
    }


def _attribute(attribute: Any) -> tuple[Any, ...]:
    return (
        attribute.name,
        attribute.short,
        attribute.kind,
        attribute.default,
        attribute.minimum,
        attribute.maximum,
        tuple(attribute.fields.items()),
        attribute.nice_name,
    )


def snapshot() -> dict[str, Any]:
    """The whole scene."""
    scene = session.scene
    return {
        "nodes": {
            names_of(node): _node_state(node) for node in scene.nodes if node is not scene.world
        },
        "tops": [node.name for node in scene.world.children],
        "selection": [repr(item) for item in scene.selection],
        "namespaces": sorted(scene.namespaces),
        "current": scene.current_namespace,
        "units": dict(scene.units),
    }


def names_of(node: Any) -> str:
    """A name that no other node has."""
    return node.path().full_name() if isinstance(node, DagNode) else node.name
