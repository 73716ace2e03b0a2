"""insertJoint and mirrorJoint."""

from __future__ import annotations

import numpy as np
from maya._commands import names
from maya._commands.duplicating import _duplicate
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.nodes import create_node
from maya._core import maths, naming, placement
from maya._core.dag import DagNode
from maya._core.session import session

_ACROSS = {"mirrorYZ": 0, "mirrorXZ": 1, "mirrorXY": 2}


def _joint(given: tuple[str, ...]) -> DagNode:
    for item in names.given_or_selected(given):
        node = names.node_of(item)
        if isinstance(node, DagNode) and node.type.is_a("joint"):
            return node
    raise RuntimeError("No joint was given.")


def _follow_scale(above: DagNode, joint: DagNode) -> None:
    """Connect a parent's scale to what a joint compensates."""
    target = joint.plug("inverseScale")
    if target.source is not None:
        session.scene.disconnect(target.source, target)
    session.scene.connect(above.plug("scale"), target)


@graph_command("insertJoint")
def _insert_joint(flags: Flags, *given: str) -> str:
    above = _joint(given)
    children = [child for child in above.children if child.type.is_a("joint")]
    stem = naming.free_name(session.scene, None, "joint1", None, False)
    made = create_node(session.node_types["joint"], f":{stem}", above)
    made.plug("radius").set(above.plug("radius").get())
    _follow_scale(above, made)
    for child in children:
        session.scene.remove_child(above, child)
        session.scene.add_child(made, child)
        _follow_scale(made, child)
    session.scene.select([made.path()])
    return names.text(made)


def _mirrored(node: DagNode, center: np.ndarray, axis: int, behavior: bool) -> np.ndarray:
    """World matrix on the other side of a plane across a world axis."""
    world = node.path().world_matrix()
    flip = np.ones(3)
    flip[axis] = -1.0
    result = world.copy()
    result[3, :3] = (world[3, :3] - center) * flip + center
    if behavior:
        result[:3, :3] = -world[:3, :3] * flip
    return result


def _put(joint: DagNode, world: np.ndarray) -> None:
    """Place a joint; its rotation stays as it is, the joint orientation takes the difference."""
    path = joint.path()
    above = placement.above_matrix(path)
    own = maths.euler_to_matrix(placement.vector(joint, "rotateAxis"), 0) @ maths.euler_to_matrix(
        placement.vector(joint, "rotate"), int(joint.plug("rotateOrder").get())
    )
    wanted = maths.split_linear(world)[2] @ maths.split_linear(above)[2].T
    placement.set_values(joint, "jointOrient", maths.matrix_to_euler(own.T @ wanted, 0))
    point = maths.transform_points([world[3, :3]], np.linalg.inv(above))[0]
    placement.set_values(joint, "translate", point)


@graph_command("mirrorJoint")
def _mirror_joint(flags: Flags, *given: str) -> list[str]:
    source = _joint(given)
    axis = next((_ACROSS[flag] for flag in _ACROSS if flags.get(flag)), 0)
    above = source.parents[0]
    center = np.zeros(3)
    if not above.is_world and above.type.is_a("joint"):
        center = above.path().world_matrix()[3, :3]
    old = [source, *(node for node in source.below() if not node.is_shape)]
    goals = [_mirrored(node, center, axis, bool(flags.get("mirrorBehavior"))) for node in old]
    made_names = _duplicate.__wrapped__(Flags(renameChildren=True), names.text(source, True))
    made = names.node_of(names.dag_path(made_names[0]))
    new = [made, *(node for node in made.below() if not node.is_shape)]
    for node, goal in zip(new, goals, strict=True):
        if node.type.is_a("joint"):
            _put(node, goal)
    search, replacement = flags.get("searchReplace", ("", ""))
    for node, twin in zip(old, new, strict=True):
        leaf = node.name.rpartition(":")[2]
        if search and search in leaf:
            session.scene.rename(twin, leaf.replace(search, replacement))
    session.scene.select([made.path()])
    return [names.text(node) for node in new]
