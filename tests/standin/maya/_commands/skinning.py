"""skinCluster and skinPercent."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import deformer_options as options
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import deformer_chain, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.evaluation import NORMAL, Block
from maya._core.geometry import get_points, point_count, point_numbers
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.session import session
from maya._nodes.skin_cluster import influence_weights

_MISSING = (
    options.NOT_DONE
    + " selectedComponents addToSelection baseShape components forceNormalizeWeights heatmapFalloff "
    "moveJointsMode multi nurbsSamples polySmoothness recacheBindMatrices removeFromSelection "
    "removeUnusedInfluence selectInfluenceVerts smoothWeights smoothWeightsMaxIterations unbindKeepHistory useGeometry "
    "volumeBind volumeType"
)


@graph_command(
    "skinCluster",
    missing=_MISSING,
    harmless=options.HARMLESS
    + " ignoreBindPose toSelectedBones toSkeletonAndTransforms ignoreHierarchy",
)
def _skin_cluster(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(options.deformer_named(given, "skinCluster"), flags)
    if flags.edit:
        _edit(options.deformer_named(given, "skinCluster"), flags)
        return None
    return _create(flags, given)


def influences(node: Node) -> list[DagNode]:
    """Transforms that drive a skin, by logical index."""
    found = []
    for element in node.plug("matrix").existing():
        source = element.effective_source()
        if source is not None:
            found.append(source.node)
    return found


def influence_index(node: Node, transform: Node) -> int:
    """The logical index of an influence."""
    for element in node.plug("matrix").existing():
        source = element.effective_source()
        if source is not None and source.node is transform:
            return element.index
    raise RuntimeError(f"'{transform.name}' is not an influence of '{node.name}'.")


def _split(items: list[Any], flags: Flags) -> tuple[list[DagNode], options.Members]:
    joints: dict[DagNode, None] = {}
    rest = []
    for item in items:
        node = names.node_of(item)
        is_influence = (
            isinstance(item, DagPath) and node.is_transform and shapes.shape_of(item) is None
        )
        if not is_influence:
            rest.append(item)
            continue
        joints[node] = None
        if not flags.get("toSelectedBones") and node.type.is_a("joint"):
            joints.update({below: None for below in node.below() if below.type.is_a("joint")})
    return list(joints), options.members_of(rest)


def _create(flags: Flags, given: tuple[str, ...]) -> list[str]:
    joints, members = _split(names.given_or_selected(given), flags)
    if not joints or not members:
        raise RuntimeError("skinCluster needs joints and one skinnable geometry.")
    path = next(iter(members))
    for node in deformer_chain.deformers_of(path.node):
        if node.type.is_a("skinCluster"):
            raise RuntimeError(f"{path.node.name} is already connected to a skinCluster.")
    node = session.scene.create("skinCluster", flags.get("name"))
    options.attach_all(node, {path: members[path]}, flags)
    node.plug("geomMatrix").set(path.world_matrix())
    node.plug("bindMethod").set(1)
    _set_options(node, flags)
    for joint in joints:
        add_influence(node, joint)
    _bind_pose(node, joints)
    _first_weights(node, path, joints)
    return [node.name]


def _set_options(node: Node, flags: Flags) -> None:
    for flag, attribute in (
        ("maximumInfluences", "maxInfluences"),
        ("obeyMaxInfluences", "maintainMaxInfluences"),
        ("dropoffRate", "dropoffRate"),
        ("bindMethod", "bindMethod"),
        ("normalizeWeights", "normalizeWeights"),
        ("skinMethod", "skinningMethod"),
        ("weightDistribution", "weightDistribution"),
    ):
        if flags.get(flag) is not None:
            node.plug(attribute).set(flags[flag])


def add_influence(node: Node, joint: DagNode) -> int:
    """Connect one more influence in its present pose."""
    scene = session.scene
    index = node.plug("matrix").next_index()
    scene.connect(joint.plug("worldMatrix").element(0), node.plug("matrix").element(index))
    node.plug("bindPreMatrix").element(index, create=True).set(
        np.linalg.inv(joint.path().world_matrix())
    )
    if joint.find_attribute("lockInfluenceWeights") is not None:
        scene.connect(joint.plug("lockInfluenceWeights"), node.plug("lockWeights").element(index))
    return index


def _bind_pose(node: Node, joints: list[DagNode]) -> None:
    scene = session.scene
    pose = scene.create("dagPose", "bindPose1")
    pose.plug("bindPose").set(True)
    for place, joint in enumerate(joints):
        scene.connect(joint.plug("message"), pose.plug("members").element(place))
        pose.plug("worldMatrix").element(place, create=True).set(joint.path().world_matrix())
        pose.plug("xformMatrix").element(place, create=True).set(joint.local_matrix())
    scene.connect(pose.plug("message"), node.plug("bindPose"))


def _first_weights(node: Node, path: DagPath, joints: list[DagNode]) -> None:
    """Weights by closest distance: the nearest influences, by 1 / distance to the drop-off."""
    matrix = path.world_matrix()
    points = get_points(shapes.geometry(deformer_chain.input_shape(node, 0)))
    world = points @ matrix[:3, :3] + matrix[3, :3]
    distance = np.stack([_bone_distance(world, joint) for joint in joints], axis=1)
    rate = node.plug("dropoffRate").get()
    strength = 1.0 / np.maximum(distance, 1e-6) ** rate
    limit = min(node.plug("maxInfluences").get(), len(joints))
    order = np.argsort(distance, axis=1, kind="stable")[:, :limit]
    mask = np.zeros_like(strength, dtype=bool)
    np.put_along_axis(mask, order, True, axis=1)
    weights = np.where(mask, strength, 0.0)
    set_weights(node, np.arange(len(points)), weights / weights.sum(axis=1, keepdims=True))


def _bone_distance(points: np.ndarray, joint: DagNode) -> np.ndarray:
    """Distances to the bones from a joint to its child joints, or to the joint at an end."""
    start = joint.path().world_matrix()[3, :3]
    ends = [
        child.path().world_matrix()[3, :3] for child in joint.children if child.type.is_a("joint")
    ]
    found = []
    for end in ends or [start]:
        bone = end - start
        squared = float(bone @ bone)
        along = (
            np.clip((points - start) @ bone / squared, 0.0, 1.0)
            if squared
            else np.zeros(len(points))
        )
        found.append(np.linalg.norm(points - start - along[:, None] * bone, axis=1))
    return np.min(found, axis=0)


def set_weights(node: Node, numbers: np.ndarray, weights: np.ndarray) -> None:
    """Write weights (N, influences in order of their logical indices); zeros are left out."""
    logical = node.plug("matrix").indices()
    array = node.plug("weightList")
    for number, row in zip(numbers.tolist(), weights, strict=True):
        plugs = array.element(number, create=True).child("weights")
        for index, value in zip(logical, row.tolist(), strict=True):
            known = plugs.elements.get(index)
            if value != 0.0 or (known is not None and known.exists):
                plugs.element(index, create=True).set(value)


def get_weights(node: Node, numbers: np.ndarray) -> np.ndarray:
    """Weights (N, influences)."""
    return influence_weights(node, numbers, node.plug("matrix").indices(), Block(node, NORMAL))


def _query(node: Node, flags: Flags) -> Any:
    scene = session.scene
    if "influence" in flags or "weightedInfluence" in flags:
        found = influences(node)
        if "weightedInfluence" in flags:
            data = node.plug("input").element(0).child("inputGeometry").get()
            used = get_weights(node, np.arange(point_count(data))).any(axis=0)
            found = [each for each, is_used in zip(found, used.tolist(), strict=True) if is_used]
        return [scene.short_name(each) for each in found] or None
    for flag, attribute in (
        ("maximumInfluences", "maxInfluences"),
        ("obeyMaxInfluences", "maintainMaxInfluences"),
        ("dropoffRate", "dropoffRate"),
        ("bindMethod", "bindMethod"),
        ("normalizeWeights", "normalizeWeights"),
        ("skinMethod", "skinningMethod"),
        ("weightDistribution", "weightDistribution"),
    ):
        if flag in flags:
            return node.plug(attribute).get()
    answer = options.query_members(node, flags)
    return None if answer is NotImplemented else answer


def _edit(node: Node, flags: Flags) -> None:
    _set_options(node, flags)
    for name in flags.get("addInfluence") or []:
        index = add_influence(node, names.node(name))
        if flags.get("lockWeights"):
            node.plug("lockWeights").element(index, create=True).set(True)
        if flags.get("weight"):
            raise NotImplementedError(
                "stand-in: skinCluster -addInfluence with -weight other than 0"
            )
    for name in flags.get("removeInfluence") or []:
        _remove_influence(node, names.node(name))
    if flags.get("unbind"):
        session.scene.delete([node])
        return
    options.edit_members(node, flags)


def _remove_influence(node: Node, joint: Node) -> None:
    scene = session.scene
    index = influence_index(node, joint)
    data = node.plug("input").element(0).child("inputGeometry").get()
    numbers = np.arange(point_count(data))
    place = node.plug("matrix").indices().index(index)
    weights = get_weights(node, numbers)
    weights[:, place] = 0.0
    total = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, total, out=weights.copy(), where=total > 0)
    set_weights(node, numbers, weights)
    for name in ("matrix", "lockWeights"):
        plug = node.plug(name).elements.get(index)
        if plug is not None and plug.source is not None:
            scene.disconnect(plug.source, plug)
    for name in ("matrix", "bindPreMatrix", "lockWeights"):
        node.plug(name).remove_element(index)


# -- skinPercent -----------------------------------------------------------------------------------------


@graph_command("skinPercent", missing="transformMoveWeights", harmless="value")
def _skin_percent(flags: Flags, *given: str) -> Any:
    node = names.node(given[0])
    items = names.given_or_selected(given[1:])
    found: list[int] = []
    for item in items:
        if isinstance(item, Components):
            found += point_numbers(shapes.geometry(item.path.node), [item.text]).tolist()
        elif isinstance(item, DagPath) and shapes.shape_of(item) is not None:
            found += range(point_count(shapes.geometry(shapes.shape_of(item).node)))
    numbers = np.array(found, dtype=int)
    if flags.query:
        return _percent_query(node, numbers, flags)
    _percent_edit(node, numbers, flags)
    return None


def _percent_query(node: Node, numbers: np.ndarray, flags: Flags) -> Any:
    weights = get_weights(node, numbers)
    joints = influences(node)
    name = flags.get("transform")
    if isinstance(name, str):
        column = joints.index(names.node(name))
        found = weights[:, column].tolist()
        return found[0] if len(found) == 1 else found
    low = flags.get("ignoreBelow")
    used = (
        weights.max(axis=0) >= low
        if low is not None and low is not True
        else np.ones(len(joints), bool)
    )
    if name is True:
        return [
            session.scene.short_name(each) for each, keep in zip(joints, used, strict=True) if keep
        ]
    if weights.shape[0] == 1:
        return weights[0, used].tolist()
    return weights.ravel().tolist()


def _percent_edit(node: Node, numbers: np.ndarray, flags: Flags) -> None:
    weights = get_weights(node, numbers)
    joints = influences(node)
    normalize = flags.get("normalize", True) and node.plug("normalizeWeights").get() == 1
    if flags.get("pruneWeights") is not None:
        weights[weights < flags["pruneWeights"]] = 0.0
        total = weights.sum(axis=1, keepdims=True)
        weights = np.divide(weights, total, out=weights.copy(), where=total > 0)
    if flags.get("zeroRemainingInfluences"):
        weights[:] = 0.0
    chosen: list[int] = []
    for name, value in flags.get("transformValue") or []:
        column = joints.index(names.node(name))
        chosen.append(column)
        weights[:, column] = weights[:, column] + value if flags.get("relative") else value
    if normalize and chosen:
        _share_rest(weights, chosen)
    if flags.get("resetToDefault"):
        raise NotImplementedError("stand-in: skinPercent -resetToDefault")
    set_weights(node, numbers, weights)


def _share_rest(weights: np.ndarray, chosen: list[int]) -> None:
    """Other influences share what the set ones leave, in their old proportions."""
    others = [column for column in range(weights.shape[1]) if column not in chosen]
    for row in weights:
        given = min(row[chosen].sum(), 1.0) if row[chosen].sum() > 0 else row[chosen].sum()
        if row[chosen].sum() > 1.0:
            row[chosen] /= row[chosen].sum()
        rest = row[others].sum()
        if rest > 0:
            row[others] *= (1.0 - given) / rest
        elif others and given < 1.0:
            row[others[0]] = 1.0 - given
