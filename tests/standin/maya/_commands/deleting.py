"""What delete takes away: nodes, their history, their animation."""

from __future__ import annotations

from typing import Any

from maya._commands import constraint_blending, names
from maya._commands.component_deletion import delete_components
from maya._commands.flags import Flags
from maya._core import deformer_chain
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def delete_items(flags: Flags, items: list[Any]) -> None:
    """Delete as the flags of the command say."""
    channel_flags = ("channels", "staticChannels", "timeAnimationCurves", "unitlessAnimationCurves")
    if any(flags.get(name) for name in channel_flags):
        _delete_channels(flags, items)
    if flags.get("constructionHistory"):
        _delete_history(items)
    if flags.get("constraints"):
        _delete_below(items, "constraint")
    if flags.get("expressions"):
        _delete_attached(items, "expression")
    if flags.get("inputConnectionsAndNodes"):
        _delete_inputs(items)
    kept = (
        "constructionHistory",
        "constraints",
        "expressions",
        "inputConnectionsAndNodes",
        *channel_flags,
    )
    if any(flags.get(name) for name in kept):
        return
    _delete_nodes(items)


def check_deletable(node: Node) -> None:
    """Refuse default, locked and referenced nodes."""
    if node.is_default or node.shared:
        raise RuntimeError(f"Object '{names.text(node)}' is a default node and cannot be deleted.")
    if node.locked:
        raise RuntimeError(f"Cannot delete locked node '{names.text(node)}'.")
    if node.reference is not None:
        raise RuntimeError(f"Object '{names.text(node)}' is read-only and cannot be deleted.")


def _delete_nodes(items: list[Any]) -> None:
    delete_components([item for item in items if isinstance(item, Components)])
    for item in items:
        if isinstance(item, Components):
            continue
        if isinstance(item, Plug):
            message = "Attributes cannot be deleted by this command."
            raise RuntimeError(message)  # noqa: TRY004 (Maya's type of error)
        node = names.node_of(item)
        if not node.in_scene:
            continue
        for each in [node, *(node.below() if isinstance(node, DagNode) else ())]:
            check_deletable(each)
        if isinstance(item, DagPath) and len(node.paths()) > 1 and item.parent() is not None:
            session.scene.remove_child(item.parent().node, node)
        else:
            _delete_with_constraints(node)


def _delete_with_constraints(node: Node) -> None:
    """Constraints go with the last target that drives them."""
    driven: list[Node] = []
    for each in [node, *(node.below() if isinstance(node, DagNode) else ())]:
        for plug in each.known_plugs():
            driven += [end.node for end in plug.destinations if end.node.type.is_a("constraint")]
    for each in [node, *(node.below() if isinstance(node, DagNode) else ())]:
        if each.type.is_a("geometryFilter"):
            deformer_chain.before_delete(each)
        elif each.type.is_a("constraint"):
            constraint_blending.before_delete(each)
    session.scene.delete([node])
    for constraint in dict.fromkeys(driven):
        if constraint.in_scene and not _targets_left(constraint):
            _delete_with_constraints(constraint)


def _targets_left(constraint: Node) -> bool:
    return any(
        plug.source is not None and plug.source.node is not constraint
        for element in constraint.plug("target").existing()
        for plug in element.below()
    )


def _delete_channels(flags: Flags, items: list[Any]) -> None:
    wanted = set(flags.get("attribute") or ())
    for node in dict.fromkeys(names.node_of(item) for item in items):
        for plug in node.known_plugs():
            source = plug.source
            if source is None or not source.node.type.name.startswith("animCurve"):
                continue
            if wanted and not wanted & {plug.attribute.name, plug.attribute.short, plug.alias}:
                continue
            if flags.get("staticChannels") and not _is_static(source.node):
                continue
            session.scene.disconnect(source, plug)
            if source.node.in_scene and not any(
                out.destinations for out in source.node.known_plugs()
            ):
                session.scene.delete([source.node])


def _is_static(curve: Node) -> bool:
    values = {plug.child("keyValue").get() for plug in curve.plug("keyTimeValue").existing()}
    return len(values) <= 1


def _delete_history(items: list[Any]) -> None:
    from maya._commands.history_deletion import bake_history

    shapes: dict[Node, None] = {}
    for item in items:
        node = names.node_of(item)
        below = [node, *(node.below() if isinstance(node, DagNode) else ())]
        shapes.update({each: None for each in below if isinstance(each, DagNode) and each.is_shape})
    for shape in shapes:
        if shape.in_scene:
            bake_history(shape)


def _delete_below(items: list[Any], kind: str) -> None:
    found = [
        child
        for item in items
        for child in getattr(names.node_of(item), "children", [])
        if child.type.is_a(kind)
    ]
    for node in found:
        if node.in_scene:
            _delete_with_constraints(node)


def _delete_attached(items: list[Any], kind: str) -> None:
    for item in items:
        sources = [
            plug.source.node
            for plug in names.node_of(item).known_plugs()
            if plug.source is not None
        ]
        session.scene.delete([node for node in sources if node.in_scene and node.type.is_a(kind)])


def _delete_inputs(items: list[Any]) -> None:
    for item in items:
        plugs = [item] if isinstance(item, Plug) else names.node_of(item).known_plugs()
        for plug in plugs:
            if plug.source is not None:
                source = plug.source
                session.scene.disconnect(source, plug)
                if (
                    source.node.in_scene
                    and not source.node.is_default
                    and not source.node.shared
                    and not isinstance(source.node, DagNode)
                ):
                    session.scene.delete([source.node])
