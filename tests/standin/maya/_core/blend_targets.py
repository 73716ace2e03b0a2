"""Making and removing targets of blendShape nodes; undoable."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import shapes
from maya._core.dag import DagNode, DagPath
from maya._core.data import ComponentList
from maya._core.deformer_chain import geometry_of
from maya._core.evaluation import NORMAL, Block
from maya._core.geometry import point_count, point_texts
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._nodes.blend_shape import FULL, deltas_of, item_number


def target_group(node: Node, geometry: int, target: int) -> Plug:
    """``inputTarget[geometry].inputTargetGroup[target]``."""
    return node.plug("inputTarget").element(geometry).child("inputTargetGroup").element(target)


def item_plug(node: Node, geometry: int, target: int, number: int = FULL) -> Plug:
    """``...inputTargetItem[number]`` of a target."""
    return target_group(node, geometry, target).child("inputTargetItem").element(number)


def target_indices(node: Node) -> list[int]:
    """Indices of all targets."""
    found = set(node.plug("weight").indices())
    for entry in node.plug("inputTarget").existing():
        found.update(entry.child("inputTargetGroup").indices())
    return sorted(found)


def free_alias(node: Node, name: str) -> str:
    """A name that no weight and no attribute of the node has."""
    taken = {plug.alias for plug in node.plug("weight").elements.values() if plug.alias}
    chosen, number = name, 0
    while chosen in taken or node.find_attribute(chosen) is not None:
        number += 1
        chosen = f"{name}{number}"
    return chosen


def check_topology(node: Node, base: DagNode, target: DagNode) -> None:
    """Refuse a target with another number of points if the node checks."""
    one, other = shapes.geometry(base), shapes.geometry(target)
    fits = type(one) is type(other) and point_count(one) == point_count(other)
    if not fits and node.plug("topologyCheck").get():
        raise RuntimeError(
            f"The target shape {target.name} does not match with base shape {base.name}."
        )


def add_live_target(
    node: Node, geometry: int, base: DagNode, target: int, path: DagPath, weight: float
) -> None:
    """Connect a shape as target for a weight."""
    scene = session.scene
    shape = path.node
    check_topology(node, base, shape)
    item = item_plug(node, geometry, target, item_number(weight))
    live = item.child("inputGeomTarget")
    if live.source is not None:
        raise RuntimeError(
            f"Target {target} of {node.name} has a shape for weight {weight:g} already."
        )
    world = shape.plug(shapes.plugs_of(shape).world).element(path.instance_number())
    scene.connect(world, live)
    enter_target(node, target)


def enter_target(node: Node, target: int, name: str | None = None) -> None:
    """Bring a target's weight into being, name it, list it in the shape editor's directory."""
    weight = node.plug("weight").element(target, create=True)
    if name and not weight.alias:
        weight.set_state("alias", free_alias(node, name))
    directory = node.plug("targetDirectory").element(0, create=True).child("childIndices")
    listed = directory.get()
    listed = [] if listed is None else [int(number) for number in listed]
    if target not in listed:
        directory.set(np.array([*listed, target], dtype=np.int32))
    node.plug("targetVisibility").element(target, create=True)
    node.plug("targetParentVisibility").element(target, create=True)


def leave_target(node: Node, target: int) -> None:
    """Forget a target: weight, alias, geometry, place in the directory."""
    scene = session.scene
    for entry in node.plug("inputTarget").existing():
        groups = entry.child("inputTargetGroup")
        if target in groups.indices():
            _cut_all(groups.elements[target])
            groups.remove_element(target)
    weight = node.plug("weight").elements.get(target)
    if weight is not None:
        if weight.alias:
            weight.set_state("alias", None)
        if weight.source is not None:
            scene.disconnect(weight.source, weight)
        for end in list(weight.destinations):
            scene.disconnect(weight, end)
        node.plug("weight").remove_element(target)
    for entry in node.plug("targetDirectory").existing():
        listed = entry.child("childIndices").get()
        if listed is not None:
            kept = [int(number) for number in listed if int(number) != target]
            entry.child("childIndices").set(np.array(kept, dtype=np.int32))
    for name in ("targetVisibility", "targetParentVisibility", "inbetweenInfoGroup"):
        node.plug(name).remove_element(target)


def _cut_all(plug: Plug) -> None:
    for place in (plug, *plug.below()):
        if place.source is not None:
            session.scene.disconnect(place.source, place)


def set_deltas(item: Plug, base: Any, offsets: np.ndarray, threshold: float = 1e-10) -> None:
    """Store offsets (V, 3) of an item sparsely; undoable."""
    numbers = np.flatnonzero(np.abs(offsets).max(axis=1, initial=0.0) > threshold)
    points = np.concatenate([offsets[numbers], np.ones((len(numbers), 1))], axis=1)
    item.child("inputPointsTarget").set(points)
    item.child("inputComponentsTarget").set(ComponentList(point_texts(base, numbers)))


def item_deltas(node: Node, geometry: int, item: Plug) -> np.ndarray:
    """Offsets (V, 3) of an item as they are now."""
    base = node.plug("input").element(geometry).child("inputGeometry").get()
    return deltas_of(item, base, Block(node, NORMAL))


def live_shapes(node: Node, geometry: int = 0) -> list[tuple[int, int, DagNode]]:
    """Target index, item number and shape of all connected targets."""
    found = []
    entry = node.plug("inputTarget").elements.get(geometry)
    for group in entry.child("inputTargetGroup").existing() if entry is not None else []:
        for item in group.child("inputTargetItem").existing():
            source = item.child("inputGeomTarget").effective_source()
            if source is not None:
                found.append((group.index, item.index, source.node))
    return found


# -- sculpting -----------------------------------------------------------------------------------


def start_sculpting(node: Node, geometry: int, target: int, weight: float) -> None:
    """Let moves of points go to a target (-1: no more); undoable."""
    table = session.scene.extra.setdefault("sculpted_targets", {})
    key, old = (node, geometry), table.get((node, geometry))

    def put(value: tuple[int, float] | None) -> None:
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value

    new = None if target < 0 else (target, weight)
    session.undo.apply(lambda: put(new), lambda: put(old))
    entry = node.plug("inputTarget").element(geometry, create=True)
    entry.child("sculptTargetIndex").set(target)
    entry.child("sculptInbetweenWeight").set(weight)


def sculpt(shape: DagNode, numbers: np.ndarray, offsets: np.ndarray) -> bool:
    """Add offsets of points to the target that is being sculpted; says whether there is one."""
    for (node, geometry), (target, weight) in session.scene.extra.get(
        "sculpted_targets", {}
    ).items():
        if not node.in_scene or shape not in [each for _, each in geometry_of(node)]:
            continue
        item = item_plug(node, geometry, target, item_number(weight))
        if item.child("inputGeomTarget").source is not None:
            raise RuntimeError(f"Target {target} of {node.name} is a mesh; edit that mesh.")
        base = node.plug("input").element(geometry).child("inputGeometry").get()
        whole = item_deltas(node, geometry, item)
        whole[numbers] += offsets
        set_deltas(item, base, whole)
        return True
    return False
