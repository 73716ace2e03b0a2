"""Baking a shape: what its history made becomes its own data, the history goes."""

from __future__ import annotations

from maya._core import shapes
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def history_of(plug: Plug) -> list[Node]:
    """All nodes upstream of a plug, nearest first; DAG nodes only if they are shapes."""
    found: dict[Node, None] = {}
    waiting = [plug.source.node] if plug.source is not None else []
    while waiting:
        node = waiting.pop(0)
        if node in found or (isinstance(node, DagNode) and not node.is_shape):
            continue
        found[node] = None
        waiting += [each.source.node for each in node.known_plugs() if each.source is not None]
    return list(found)


def bake_history(shape: DagNode) -> None:
    """Delete the construction history of one shape."""
    if shapes.kind_of(shape) is None or not shapes.has_history(shape):
        return
    entry = shape.plug(shapes.plugs_of(shape).into)
    data = shapes.geometry(shape)
    nodes = history_of(entry)
    if entry.source is not None:
        session.scene.disconnect(entry.source, entry)
    shapes.clear_tweaks(shape)
    shapes.set_stored(shape, data.copy() if hasattr(data, "copy") else data)
    transform = shape.parents[0] if shape.parents else None
    for node in nodes:
        if (
            not node.in_scene
            or node.is_default
            or node.shared
            or _serves_others(node, nodes, shape)
        ):
            continue
        if isinstance(node, DagNode) and (
            node.parents != [transform] or not node.plug("intermediateObject").get()
        ):
            continue
        session.scene.delete([node])


def _serves_others(node: Node, history: list[Node], shape: Node) -> bool:
    known = {*history, shape}
    return any(
        end.node not in known
        and end.node.type.name != "objectSet"
        and plug.attribute.kind != "message"
        for plug in node.known_plugs()
        if plug.attribute.name != "instObjGroups"
        for end in plug.destinations
    )
