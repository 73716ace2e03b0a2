"""A picture of the whole scene, to see that undo takes back everything."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.dag import DagNode
from maya._core.data import ComponentList
from maya._core.session import session


def comparable(value: Any) -> Any:
    """A value that can be compared with ``==``."""
    if isinstance(value, np.ndarray):
        return tuple(np.round(value, 9).ravel().tolist())
    if isinstance(value, ComponentList):
        return tuple(value.items)
    if hasattr(value, "points"):
        return tuple(np.round(np.asarray(value.points), 6).ravel().tolist())
    return value


def scene_state() -> dict[str, Any]:
    """Nodes, hierarchy, connections, stored values, aliases, keys."""
    nodes = sorted(session.scene.nodes, key=lambda node: node.uuid)
    return {node.uuid: node_state(node) for node in nodes}


def node_state(node: Any) -> dict[str, Any]:
    state: dict[str, Any] = {"name": node.name, "type": node.type.name}
    if isinstance(node, DagNode):
        state["parents"] = [parent.uuid for parent in node.parents]
    state["keys"] = list(getattr(node, "keys", []))
    plugs = {}
    for plug in node.known_plugs():
        if not plug.exists or any(not above.exists for above in plug.above()):
            continue
        name = plug.partial_name()
        if plug.source is not None:
            plugs[f"{name} <-"] = f"{plug.source.node.uuid}.{plug.source.partial_name()}"
        if plug.alias:
            plugs[f"{name} alias"] = plug.alias
        if plug.is_element:
            plugs[f"{name} exists"] = True
        if plug.is_leaf and not node.computes(plug.attribute) and plug.effective_source() is None:
            value = comparable(
                node.get_internal(plug) if node.get_internal(plug) is not None else plug.value
            )
            if value != comparable(plug.attribute.default_value()):
                plugs[name] = value
    state["plugs"] = plugs
    return state
