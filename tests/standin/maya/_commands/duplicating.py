"""duplicate: copies of nodes with their values, and what of their inputs the flags ask for."""

from __future__ import annotations

import copy
from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.nodes import shape_name
from maya._core import naming
from maya._core.attributes import Attribute
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

Copies = dict[Node, Node]


def _copied_attribute(attribute: Attribute) -> Attribute:
    made = copy.copy(attribute)
    made.fields = dict(attribute.fields)
    made.children = []
    made.parent = None
    for child in attribute.children:
        made.add_child(_copied_attribute(child))
    return made


def copy_attributes(source: Node, target: Node) -> None:
    """Give a node the dynamic attributes of another one."""
    for attribute in source.dynamic:
        if target.find_attribute(attribute.name) is None:
            target.add_attribute(_copied_attribute(attribute))


def copy_values(source: Node, target: Node) -> None:
    """Copy values, locks, aliases and key states of all plugs, elements too."""
    for attribute in source.attributes:
        twin = target.find_attribute(attribute.name)
        if twin is not None:
            _copy_plug(source.plug(attribute), target.plug(twin))


def _copy_plug(source: Plug, target: Plug) -> None:
    _copy_state(source, target)
    if source.is_array:
        for index in source.indices():
            if not _is_volatile(source):
                _copy_plug(source.elements[index], target.element(index, create=True))
        return
    if source.is_compound:
        for one, other in zip(source.children, target.children, strict=False):
            _copy_plug(one, other)
        return
    if source.attribute.kind == "message" or not (
        source.is_set
        or source.source is not None
        or source.effective_source() is not None
        or source.node.computes(source.attribute)
    ):
        return
    if not source.attribute.storable or (
        Node.computes(source.node, source.attribute) and source.effective_source() is None
    ):
        return
    value = source.get()
    if value is not None or source.attribute.kind == "typed":
        target.set(value)


def _is_volatile(plug: Plug) -> bool:
    """Sets, world matrices and the like belong to the node itself."""
    return (
        plug.attribute.kind == "message"
        or plug.attribute.name == "instObjGroups"
        or not plug.attribute.storable
    )


def _copy_state(source: Plug, target: Plug) -> None:
    for state in ("locked", "keyable", "channel_box", "alias"):
        value = getattr(source, state)
        if value not in (None, False) or (value is False and state != "locked"):
            target.set_state(state, value)


# -- hierarchy -----------------------------------------------------------------------------------


def _copy_node(source: Node, name: str, parent: DagNode | None, copies: Copies) -> Node:
    made = session.scene.create(source.type, name, parent)
    copies[source] = made
    copy_attributes(source, made)
    copy_values(source, made)
    copy_internal = getattr(made.user, "_copy_internal", None)
    if copy_internal is not None:
        copy_internal(source)
    return made


def _copy_shape_geometry(source: DagNode, made: DagNode) -> None:
    """A copied shape keeps the points that the original shows."""
    from maya._core import shapes

    if shapes.kind_of(source) is None:
        return
    data = shapes.geometry(source)
    shapes.clear_tweaks(made)
    shapes.set_stored(made, data.copy() if hasattr(data, "copy") else data)


def _copy_children(flags: Flags, source: DagNode, made: DagNode, copies: Copies) -> None:
    if flags.get("parentOnly"):
        return
    for child in source.children:
        if child.is_shape and flags.get("transformsOnly"):
            continue
        if child.is_shape and flags.get("instanceLeaf"):
            session.scene.add_child(made, child)
            continue
        _copy_below(flags, child, made, copies)


def _copy_below(flags: Flags, child: DagNode, above: DagNode, copies: Copies) -> None:
    name = child.name
    if child.is_shape:
        name = _shape_copy_name(child, above)
    elif flags.get("renameChildren"):
        name = naming.free_name(session.scene, None, f":{child.name}", None, False)
    made = _copy_node(child, f":{name}", above, copies)
    if child.is_shape:
        _copy_shape_geometry(child, made)
    _copy_children(flags, child, made, copies)


def _shape_copy_name(shape: DagNode, above: DagNode) -> str:
    old = shape.parents[0].name if shape.parents else ""
    if old and shape.name.rpartition(":")[2] == shape_name(old.rpartition(":")[2]):
        space = above.name.rpartition(":")[0]
        leaf = shape_name(above.name.rpartition(":")[2])
        return f"{space}:{leaf}" if space else leaf
    return shape.name


def _duplicate_path(flags: Flags, path: DagPath, copies: Copies) -> DagNode:
    source = path.node
    above = path.parent()
    parent = above.node if above is not None else session.scene.world
    if source.is_shape and above is not None:
        return _duplicate_path(flags, above, copies)
    name = flags.get("name") or naming.free_name(
        session.scene, None, f":{source.name}", None, False
    )
    if flags.get("name"):
        made = _copy_node(source, name, parent, copies)
    else:
        made = _copy_node(source, f":{name}", parent, copies)
    _copy_children(flags, source, made, copies)
    return made


# -- connections ---------------------------------------------------------------------------------


def twin_plug(plug: Plug, node: Node) -> Plug:
    """The same place on another node."""
    if plug.array is not None:
        return twin_plug(plug.array, node).element(plug.index)
    if plug.parent is not None:
        return twin_plug(plug.parent, node).child(plug.attribute.name)
    return node.plug(plug.attribute.name)


def _reconnect_inside(copies: Copies) -> None:
    """Connections between copied nodes are copied."""
    for source, made in list(copies.items()):
        for plug in source.known_plugs():
            upstream = plug.source
            if upstream is None or upstream.node not in copies or _is_membership(plug):
                continue
            _connect(twin_plug(upstream, copies[upstream.node]), twin_plug(plug, made))


def _is_membership(plug: Plug) -> bool:
    array = plug.array
    return array is not None and array.attribute.name in ("dagSetMembers", "dnSetMembers")


def _connect(source: Plug, target: Plug) -> None:
    if target.source is None:
        locked = target.locked
        if locked:
            target.set_state("locked", False)
        session.scene.connect(source, target, convert=False)
        if locked:
            target.set_state("locked", True)


def _connect_inputs(copies: Copies) -> None:
    """The originals' inputs feed the copies as well."""
    for source, made in list(copies.items()):
        for plug in source.known_plugs():
            if plug.source is not None and plug.source.node not in copies:
                _connect(plug.source, twin_plug(plug, made))


def _copy_upstream(copies: Copies) -> None:
    waiting = list(copies)
    while waiting:
        node = waiting.pop(0)
        for plug in node.known_plugs():
            upstream = plug.source.node if plug.source is not None else None
            if upstream is None or upstream in copies:
                continue
            if (
                upstream.is_default
                or isinstance(upstream, DagNode)
                or upstream.type.is_a("objectSet")
            ):
                if upstream.type.name in ("time",):
                    _connect(plug.source, twin_plug(plug, copies[node]))
                continue
            _copy_node(
                upstream,
                f":{naming.free_name(session.scene, None, upstream.name, None, False)}",
                None,
                copies,
            )
            waiting.append(upstream)


def _keep_shading(copies: Copies) -> None:
    """Copied shapes are in the shading groups of their originals."""
    from maya._core import membership

    for source, made in copies.items():
        if not isinstance(source, DagNode) or not source.is_shape:
            continue
        for group in membership.sets_of(source):
            if not membership.is_exclusive(group):
                continue
            for item in membership.members(group):
                if names.node_of(item) is not source:
                    continue
                path = made.path()
                if isinstance(item, DagPath):
                    membership.add(group, [path])
                else:
                    membership.add(group, [type(item)(path, item.text)])


@graph_command("duplicate", missing="smartTransform")
def _duplicate(flags: Flags, *given: str) -> list[str]:
    items = names.given_or_selected(given)
    if not items:
        raise RuntimeError("Nothing to duplicate.")
    copies: Copies = {}
    roots: list[Node] = []
    for item in items:
        node = names.node_of(item)
        if isinstance(node, DagNode):
            path = item if isinstance(item, DagPath) else node.path()
            roots.append(_duplicate_path(flags, path, copies))
        else:
            free = naming.free_name(session.scene, None, f":{node.name}", None, False)
            roots.append(_copy_node(node, flags.get("name") or f":{free}", None, copies))
    if flags.get("upstreamNodes"):
        _copy_upstream(copies)
    if not flags.get("parentOnly"):
        _reconnect_inside(copies)
    if flags.get("inputConnections"):
        _connect_inputs(copies)
    _keep_shading(copies)
    session.scene.select([root.path() if isinstance(root, DagNode) else root for root in roots])
    return _result(flags, roots, copies)


def _result(flags: Flags, roots: list[Node], copies: Copies) -> list[str]:
    long = bool(flags.get("fullPath"))
    listed: list[Any] = list(roots)
    if flags.get("renameChildren") and not flags.get("returnRootsOnly"):
        for root in roots:
            if isinstance(root, DagNode):
                listed += [node for node in root.below() if not node.is_shape]
    if flags.get("upstreamNodes") and not flags.get("returnRootsOnly"):
        listed += [
            node for node in copies.values() if node not in listed and not isinstance(node, DagNode)
        ]
    return [names.text(node, long) for node in listed]
