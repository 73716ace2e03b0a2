"""blendShape and sculptTarget."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import deformer_options as options
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import blend_targets, deformer_chain, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.geometry import get_points
from maya._core.nodes import Node
from maya._core.session import session
from maya._nodes.blend_shape import FULL, item_number

ORIGINS = {"world": 0, "local": 1}
_MISSING = (
    options.NOT_DONE
    + " selectedComponents components copyInBetweenDelta copyWeights export exportTarget "
    "inBetweenType ip mergeSource mergeTarget mirrorDirection mirrorTarget normalizationGroups symmetryAxis symmetryEdge "
    "symmetrySpace transform tangentSpace editTarget automatic flipTarget"
)


@graph_command(
    "blendShape", missing=_MISSING, harmless=options.HARMLESS + " suppressDialog inBetweenIndex"
)
def _blend_shape(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(options.deformer_named(given, "blendShape"), flags)
    if flags.edit:
        _edit(options.deformer_named(given, "blendShape"), flags)
        return None
    return _create(flags, given)


def _create(flags: Flags, given: tuple[str, ...]) -> list[str]:
    items = names.given_or_selected(given)
    if not items:
        raise RuntimeError("No deformable objects selected.")
    base = options.members_of(items[-1:])
    if not base:
        raise RuntimeError("No deformable objects selected.")
    node = session.scene.create("blendShape", flags.get("name"))
    node.plug("origin").set(ORIGINS[flags.get("origin", "local")])
    if flags.get("topologyCheck") is not None:
        node.plug("topologyCheck").set(flags["topologyCheck"])
    options.attach_all(node, base, flags)
    if flags.get("inBetween"):
        _add_inbetweens(node, items[:-1])
    else:
        for target, item in enumerate(items[:-1]):
            _add_item(node, target, item)
    for entry in flags.get("target") or []:
        _add_target(node, entry, False)
    _set_values(node, flags)
    return [node.name]


def _target_paths(item: Any) -> list[DagPath]:
    path = item if isinstance(item, DagPath) else names.node_of(item).path()
    found = list(options.geometry_paths(path))
    if not found:
        raise RuntimeError(f"{names.text(item)} is not deformable geometry.")
    return found


def _alias_of(path: DagPath) -> str:
    node = path.nodes[-2] if path.node.is_shape and len(path.nodes) > 1 else path.node
    return node.name.rpartition(":")[2]


def _add_item(node: Node, target: int, item: Any, weight: float = 1.0) -> None:
    paths = _target_paths(item)
    pairs = deformer_chain.geometry_of(node)
    for (index, base), path in zip(pairs, paths, strict=False):
        blend_targets.add_live_target(node, index, base, target, path, weight)
    blend_targets.enter_target(node, target, _alias_of(paths[0]))


def _add_inbetweens(node: Node, items: list[Any]) -> None:
    for place, item in enumerate(items):
        _add_item(node, 0, item, (place + 1) / len(items))
    weight = node.plug("weight").element(0)
    if items and weight.alias:
        weight.set_state("alias", None)
        weight.set_state(
            "alias", blend_targets.free_alias(node, _alias_of(_target_paths(items[-1])[0]))
        )


def _geometry_index(node: Node, name: str) -> tuple[int, DagNode]:
    path = shapes.shape_of(names.dag_path(name))
    index = None if path is None else deformer_chain.index_of(node, path.node)
    if index is None:
        raise RuntimeError(f"{name} is not deformed by {node.name}.")
    return index, path.node


def _add_target(node: Node, entry: tuple[str, int, str, float], inbetween: bool) -> None:
    base_name, target, shape_name, weight = entry
    index, base = _geometry_index(node, base_name)
    path = _target_paths(names.find(shape_name)[0])[0]
    exists = target in blend_targets.target_indices(node)
    if inbetween and not exists:
        raise RuntimeError(f"{node.name} has no target {target} to put an in-between into.")
    blend_targets.add_live_target(node, index, base, target, path, weight)
    if not inbetween:
        blend_targets.enter_target(node, target, _alias_of(path))
    elif weight != 1.0:
        info = node.plug("inbetweenInfoGroup").element(target, create=True).child("inbetweenInfo")
        place = info.element(item_number(weight), create=True)
        place.child("inbetweenTargetName").set(_alias_of(path))


def _remove_target(node: Node, entry: tuple[str, int, str, float]) -> None:
    base_name, target, _, weight = entry
    index, _ = _geometry_index(node, base_name)
    group = blend_targets.target_group(node, index, target)
    items = group.child("inputTargetItem")
    number = item_number(weight)
    if number not in items.indices():
        raise RuntimeError(f"{node.name} has no shape for weight {weight:g} of target {target}.")
    if number != FULL and len(items.indices()) > 1:
        live = items.elements[number].child("inputGeomTarget")
        if live.source is not None:
            session.scene.disconnect(live.source, live)
        items.remove_element(number)
        return
    blend_targets.leave_target(node, target)


def _set_values(node: Node, flags: Flags) -> None:
    if flags.get("envelope") is not None:
        node.plug("envelope").set(flags["envelope"])
    for index, value in flags.get("weight") or []:
        node.plug("weight").element(index, create=True).set(value)


def _edit(node: Node, flags: Flags) -> None:
    for entry in flags.get("target") or []:
        if flags.get("remove"):
            _remove_target(node, entry)
        else:
            _add_target(node, entry, bool(flags.get("inBetween")))
    if "target" not in flags:
        options.edit_members(node, flags)
    _set_values(node, flags)
    for geometry, target in flags.get("resetTargetDelta") or []:
        _reset(node, geometry, target)
    if flags.get("copyDelta"):
        _copy(node, *flags["copyDelta"])


def _reset(node: Node, geometry: int, target: int) -> None:
    group = blend_targets.target_group(node, geometry, target)
    base = node.plug("input").element(geometry).child("inputGeometry").get()
    for item in group.child("inputTargetItem").existing():
        blend_targets.set_deltas(item, base, np.zeros((len(get_points(base)), 3)))


def _copy(node: Node, geometry: int, source: int, target: int) -> None:
    base = node.plug("input").element(geometry).child("inputGeometry").get()
    offsets = blend_targets.item_deltas(
        node, geometry, blend_targets.item_plug(node, geometry, source)
    )
    blend_targets.set_deltas(blend_targets.item_plug(node, geometry, target), base, offsets)
    blend_targets.enter_target(node, target)


def _query(node: Node, flags: Flags) -> Any:
    if "target" in flags:
        return _target_names(node) or None
    if "weight" in flags:
        return [plug.get() for plug in node.plug("weight").existing()] or None
    if "weightCount" in flags:
        return len(node.plug("weight").indices())
    if "envelope" in flags:
        return node.plug("envelope").get()
    answer = options.query_members(node, flags)
    return None if answer is NotImplemented else answer


def _target_names(node: Node) -> list[str]:
    """Transforms of connected target shapes; weight names of the other targets."""
    live = {
        target: shape for target, number, shape in blend_targets.live_shapes(node) if number == FULL
    }
    found = []
    for target in blend_targets.target_indices(node):
        shape = live.get(target)
        if shape is not None:
            found.append(session.scene.short_name(shape.parents[0] if shape.is_shape else shape))
        elif (alias := node.plug("weight").element(target).alias) is not None:
            found.append(alias)
    return found


@graph_command(
    "sculptTarget",
    missing=options.NOT_DONE
    + " selectedComponents components snapshot regenerate remove name geometry geometryIndices",
    harmless=options.HARMLESS + " frontOfChain deformerTools useComponentTags",
)
def _sculpt_target(flags: Flags, *given: str) -> Any:
    """Choose the target that moves of points go to (-1: none)."""
    node = options.deformer_named(given, "blendShape")
    target = flags.get("target", -1)
    for index, _ in deformer_chain.geometry_of(node):
        blend_targets.start_sculpting(node, index, target, flags.get("inbetweenWeight", 1.0))
    return None
