"""joint."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.nodes import create_node
from maya._commands.transforms import length_unit, to_degrees, to_radians
from maya._core import maths, naming, placement
from maya._core.dag import DagNode, DagPath
from maya._core.session import session

_VECTORS = {
    "orientation": ("jointOrient", True),
    "scaleOrientation": ("rotateAxis", True),
    "scale": ("scale", False),
}


def _parent() -> DagNode | None:
    """The selected transform, under which a new joint goes."""
    for item in reversed(session.scene.selection):
        node = names.node_of(item)
        if isinstance(node, DagNode) and node.is_transform:
            return node
    return None


def _create(flags: Flags, given: tuple[str, ...]) -> str:
    above = names.dag_path(given[0]).node if given else _parent()
    stem = flags.get("name") or f":{naming.free_name(session.scene, None, 'joint1', None, False)}"
    joint = create_node(session.node_types["joint"], stem, above)
    if above is not None and above.type.is_a("joint"):
        session.scene.connect(above.plug("scale"), joint.plug("inverseScale"))
    _change(flags, joint.path(), new=True)
    session.scene.select([joint.path()])
    return names.text(joint)


def _change(flags: Flags, path: DagPath, new: bool = False) -> None:
    joint = path.node
    if "rotationOrder" in flags:
        joint.plug("rotateOrder").set(maths.ROTATE_ORDERS.index(flags["rotationOrder"]))
    if "position" in flags:
        point = np.array(flags["position"]) * length_unit()
        if not flags.get("relative"):
            point = maths.transform_points([point], np.linalg.inv(placement.above_matrix(path)))[0]
        placement.set_values(joint, "translate", point)
    for flag, (attribute, is_angle) in _VECTORS.items():
        if flag in flags:
            joint.plug(attribute).set(to_radians(flags[flag]) if is_angle else flags[flag])
    for axis in "XYZ":
        if f"angle{axis}" in flags:
            joint.plug(f"rotate{axis}").set(float(to_radians([flags[f"angle{axis}"]])[0]))
        if f"limit{axis}" in flags:
            low, high = to_radians(flags[f"limit{axis}"])
            joint.plug(f"minRot{axis}Limit").set(low)
            joint.plug(f"maxRot{axis}Limit").set(high)
        if f"limitSwitch{axis}" in flags:
            for side in ("min", "max"):
                joint.plug(f"{side}Rot{axis}LimitEnable").set(flags[f"limitSwitch{axis}"])
    if "radius" in flags:
        joint.plug("radius").set(flags["radius"])
    if "scaleCompensate" in flags:
        joint.plug("segmentScaleCompensate").set(flags["scaleCompensate"])
    if "name" in flags and not new:
        session.scene.rename(joint, flags["name"])
    if "orientJoint" in flags:
        orient(path, flags["orientJoint"], flags.get("secondaryAxisOrient", "none"))
    for axis in "XYZ":
        if f"stiffness{axis}" in flags:
            joint.plug(f"stiffness{axis}").set(flags[f"stiffness{axis}"])
    if flags.get("setPreferredAngles"):
        joint.plug("preferredAngle").set(placement.vector(joint, "rotate"))
    if flags.get("assumePreferredAngles"):
        joint.plug("rotate").set(placement.vector(joint, "preferredAngle"))
    if flags.get("zeroScaleOrient"):
        joint.plug("rotateAxis").set((0.0, 0.0, 0.0))


def orient(path: DagPath, order: str, secondary: str = "none") -> None:
    """Point the first axis of a joint at its first child joint; children stay where they are."""
    joint = path.node
    children = [path.child(child) for child in joint.children if child.is_transform]
    worlds = [child.world_matrix() for child in children]
    above = maths.split_linear(placement.above_matrix(path))[2]
    if order == "none" or not children:
        if order == "none":
            _turn_to(path, maths.split_linear(path.world_matrix())[2] @ above.T)
        else:
            joint.plug("jointOrient").set((0.0, 0.0, 0.0))
        return
    aim = worlds[0][3, :3] - path.world_matrix()[3, :3]
    aim = aim / np.linalg.norm(aim)
    sign = -1.0 if secondary.endswith("down") else 1.0
    up_axis = "xyz".find(secondary[:1]) if secondary != "none" else 1
    up = np.eye(3)[up_axis if up_axis >= 0 else 1] * sign
    if abs(float(aim @ up)) > 0.999999:
        up = np.eye(3)[(int(np.argmax(np.abs(aim))) + 1) % 3]
    third = np.cross(aim, up)
    third = third / np.linalg.norm(third)
    second = np.cross(third, aim)
    first, middle, last = ("xyz".index(letter) for letter in order)
    axes = np.zeros((3, 3))
    axes[first], axes[middle] = aim, second
    axes[last] = (
        np.cross(axes[first], axes[middle])
        if (middle - first) % 3 == 1
        else np.cross(axes[middle], axes[first])
    )
    _turn_to(path, axes @ above.T)
    for child, world in zip(children, worlds, strict=True):
        placement.place_in_world(child, world)


def _turn_to(path: DagPath, axes: np.ndarray) -> None:
    joint = path.node
    joint.plug("rotate").set((0.0, 0.0, 0.0))
    joint.plug("rotateAxis").set((0.0, 0.0, 0.0))
    joint.plug("jointOrient").set(maths.matrix_to_euler(axes, 0))


def _query(flags: Flags, path: DagPath) -> Any:
    joint = path.node
    for flag in flags:
        if flag == "position":
            point = placement.vector(joint, "translate")
            if not flags.get("relative"):
                point = path.world_matrix()[3, :3]
            return (point / length_unit()).tolist()
        if flag in _VECTORS:
            attribute, is_angle = _VECTORS[flag]
            values = placement.vector(joint, attribute)
            return to_degrees(values) if is_angle else values.tolist()
        if flag.startswith("angle"):
            return to_degrees([joint.plug(f"rotate{flag[-1]}").get()])[0]
        if flag.startswith("limitSwitch"):
            return [
                bool(joint.plug(f"{side}Rot{flag[-1]}LimitEnable").get()) for side in ("min", "max")
            ]
        if flag.startswith("limit"):
            return to_degrees(
                joint.plug(f"{side}Rot{flag[-1]}Limit").get() for side in ("min", "max")
            )
        if flag.startswith("stiffness"):
            return joint.plug(flag).get()
        if flag == "radius":
            return joint.plug("radius").get()
        if flag == "rotationOrder":
            return maths.ROTATE_ORDERS[int(joint.plug("rotateOrder").get())]
        if flag == "scaleCompensate":
            return bool(joint.plug("segmentScaleCompensate").get())
        if flag == "name":
            return names.text(joint)
    raise RuntimeError("joint: nothing was asked for.")


@graph_command(
    "joint",
    missing="automaticLimits component degreeOfFreedom symmetry symmetryAxis autoOrientSecondaryAxis",
    harmless="absolute",
)
def _joint(flags: Flags, *given: str) -> Any:
    if flags.query and "exists" in flags:
        wanted = flags["exists"] if isinstance(flags["exists"], str) else given[0]
        return any(node.type.is_a("joint") for node in map(names.node_of, _found(wanted)))
    if not flags.query and not flags.edit:
        return _create(flags, given)
    joints = [node.path() for node in names.nodes(given) if node.type.is_a("joint")]
    if not joints:
        raise RuntimeError("No joint was given.")
    if flags.query:
        return _query(flags, joints[0])
    for path in joints:
        below = (
            [node for node in path.node.below() if node.type.is_a("joint")]
            if flags.get("children")
            else []
        )
        for each in [path, *(node.path() for node in below)]:
            _change(flags, each)
    return None


def _found(name: str) -> list[Any]:
    from maya._core import lookup

    return lookup.find(name)
