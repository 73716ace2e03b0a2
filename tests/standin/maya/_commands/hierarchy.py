"""group, ungroup, parent, instance, reorder: who is above whom."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import maths, naming
from maya._core.dag import DagNode, DagPath
from maya._core.placement import place_in_world
from maya._core.session import session


def _check_movable(path: DagPath, target: DagNode) -> None:
    if (
        path.node.reference is not None
        and path.parent() is not None
        and path.parent().node.reference is not None
    ):
        raise RuntimeError(f"Cannot reparent referenced node '{path.short_name()}'.")
    if path.node.locked:
        raise RuntimeError(f"Cannot parent locked node '{path.short_name()}'.")
    if target is path.node or target in path.node.below():
        raise RuntimeError(
            f"Cannot parent an object to one of its children: '{path.short_name()}'."
        )


def move_to(path: DagPath, target: DagNode, keep_world: bool = True) -> DagPath:
    """Take a node from its parent to another one; gives the new path."""
    node = path.node
    above = path.parent()
    old = above.node if above is not None else session.scene.world
    if old is target:
        return path
    _check_movable(path, target)
    world = path.world_matrix() if node.is_transform else None
    renamed = _free_sibling_name(node, target)
    session.scene.remove_child(old, node)
    session.scene.add_child(target, node)
    if renamed != node.name:
        session.scene.rename(node, f":{renamed}")
    moved = next(each for each in node.paths() if len(each.nodes) < 2 or each.nodes[-2] is target)
    if (
        keep_world
        and world is not None
        and not np.allclose(moved.world_matrix(), world, atol=1e-12)
    ):
        place_in_world(moved, world)
    return moved


def _free_sibling_name(node: DagNode, target: DagNode) -> str:
    return naming.free_name(session.scene, node, f":{node.name}", target, True)


@graph_command("parent", missing="noConnections noInvScale")
def _parent(flags: Flags, *given: str) -> list[str] | None:
    items = names.given_or_selected(given)
    for item in items:
        if not isinstance(names.node_of(item), DagNode):
            message = f"Object is not a DAG node: {names.text(item)}"
            raise RuntimeError(message)  # noqa: TRY004 (Maya's type of error)
    paths = [item if isinstance(item, DagPath) else names.node_of(item).path() for item in items]
    if flags.get("removeObject"):
        return _remove_instances(paths)
    if flags.get("world"):
        target: DagNode = session.scene.world
    else:
        if len(paths) < 2:
            raise RuntimeError("Wrong number of arguments on call to parent.")
        target = paths.pop().node
        if not target.is_transform:
            raise RuntimeError(f"Cannot parent to a shape: '{names.text(target)}'.")
    moved = [_move(flags, path, target) for path in paths]
    session.scene.select(moved)
    return [path.short_name() for path in moved]


def _move(flags: Flags, path: DagPath, target: DagNode) -> DagPath:
    node = path.node
    if node.is_shape and not flags.get("shape"):
        raise RuntimeError("Cannot parent components or objects in the underworld.")
    if flags.get("addObject"):
        if target not in node.parents:
            session.scene.add_child(target, node)
        return target.path().child(node)
    above = path.parent()
    if (above.node if above is not None else session.scene.world) is target:
        if target is not session.scene.world:
            return path
        raise RuntimeError(
            f"Object '{path.short_name()}' is already a child of the parent, 'world'."
        )
    moved = move_to(path, target, keep_world=not flags.get("relative"))
    if node.type.is_a("joint"):
        entry = node.plug("inverseScale")
        if entry.source is not None and entry.source.node not in node.parents:
            session.scene.disconnect(entry.source, entry)
            entry.set((1.0, 1.0, 1.0))
        if target.type.is_a("joint") and entry.source is None:
            session.scene.connect(target.plug("scale"), entry)
    return moved


def _remove_instances(paths: list[DagPath]) -> None:
    for path in paths:
        above = path.parent()
        parent = above.node if above is not None else session.scene.world
        if len(path.node.parents) == 1:
            session.scene.delete([path.node])
        else:
            session.scene.remove_child(parent, path.node)


def _common_parent(paths: list[DagPath]) -> DagNode:
    parents = [path.nodes[:-1] for path in paths]
    shared: list[DagNode] = []
    for steps in zip(*parents, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        shared.append(steps[0])
    return shared[-1] if shared else session.scene.world


@graph_command("group", harmless="absolute", missing="useAsGroup")
def _group(flags: Flags, *given: str) -> str:
    empty = bool(flags.get("empty"))
    items = [] if empty else names.given_or_selected(given)
    if not items and not empty:
        raise RuntimeError("Not enough objects or values.")
    paths = [item if isinstance(item, DagPath) else names.node_of(item).path() for item in items]
    if "parent" in flags:
        above = names.dag_path(flags["parent"]).node
    elif flags.get("world") or not paths:
        above = session.scene.world
    else:
        above = _common_parent(paths)
    node = _new_group(flags.get("name"), above)
    _put_in(flags, node, paths)
    session.scene.select([node.path()])
    return names.text(node)


def _new_group(name: str | None, above: DagNode) -> DagNode:
    from maya._commands.nodes import create_node

    if name:
        return create_node(session.node_types["transform"], name, above)
    stem = naming.free_name(session.scene, None, "group1", None, False)
    return session.scene.create("transform", f":{stem}" if ":" in stem else stem, above)


def _put_in(flags: Flags, node: DagNode, paths: list[DagPath]) -> None:
    moved = []
    for path in paths:
        if path.node.is_shape:
            raise RuntimeError("Shapes cannot be grouped without their transforms.")
        moved.append(move_to(path, node, keep_world=not flags.get("relative")))
    if moved:
        from maya._commands.bounding_boxes import world_box

        box = world_box(moved, intermediate=False)
        if box is not None:
            centre = maths.transform_points(
                [box.mean(axis=0)], np.linalg.inv(node.path().world_matrix())
            )[0]
            node.plug("rotatePivot").set(centre)
            node.plug("scalePivot").set(centre)


@graph_command("ungroup", harmless="absolute")
def _ungroup(flags: Flags, *given: str) -> None:
    for item in names.given_or_selected(given):
        path = item if isinstance(item, DagPath) else names.node_of(item).path()
        if "parent" in flags:
            target = names.dag_path(flags["parent"]).node
        elif flags.get("world"):
            target = session.scene.world
        else:
            above = path.parent()
            target = above.node if above is not None else session.scene.world
        moved = [
            move_to(path.child(child), target, keep_world=not flags.get("relative"))
            for child in list(path.node.children)
            if child.is_transform
        ]
        session.scene.delete([path.node])
        session.scene.select(moved)


@graph_command("instance", missing="leaf smartTransform")
def _instance(flags: Flags, *given: str) -> list[str]:
    from maya._commands.nodes import create_node

    made: list[DagPath] = []
    for item in names.given_or_selected(given):
        path = item if isinstance(item, DagPath) else names.node_of(item).path()
        source = path.node
        above = path.parent()
        parent = above.node if above is not None else session.scene.world
        if source.is_shape:
            copy = create_node(
                session.node_types["transform"], flags.get("name"), session.scene.world
            )
            session.scene.add_child(copy, source)
            made.append(copy.path())
            continue
        copy = session.scene.create(source.type, flags.get("name") or source.name, parent)
        _copy_transform(source, copy)
        for child in source.children:
            session.scene.add_child(copy, child)
        made.append(copy.path())
    session.scene.select(made)
    return [each.short_name() for each in made]


def _copy_transform(source: DagNode, copy: DagNode) -> None:
    for attribute in source.type.attributes:
        for plug in source.plug(attribute).leaves():
            if plug.is_set and plug.attribute.writable and not plug.is_element:
                copy.plug(plug.attribute).set(plug.get())


@graph_command("reorder")
def _reorder(flags: Flags, *given: str) -> list[str]:
    moved: list[Any] = []
    for item in names.given_or_selected(given):
        path = item if isinstance(item, DagPath) else names.node_of(item).path()
        above = path.parent()
        parent = above.node if above is not None else session.scene.world
        order = list(parent.children)
        place = order.index(path.node)
        order.remove(path.node)
        if flags.get("front"):
            place = 0
        elif flags.get("back"):
            place = len(order)
        else:
            place = (place + flags.get("relative", 0)) % (len(order) + 1)
        order.insert(place, path.node)
        session.scene.reorder(parent, order)
        moved.append(path)
    return [path.short_name() for path in moved]
