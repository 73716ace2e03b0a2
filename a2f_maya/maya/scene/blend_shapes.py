"""Weights of an A2F instance on the targets of a rig's blendShape."""

from __future__ import annotations

from dataclasses import dataclass

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import BLEND_SHAPE, bind, bindings, set_former
from a2f_maya.maya.scene.character import Character, character_of
from a2f_maya.maya.scene.instance import pose_names
from a2f_maya.maya.scene.nodes import connect_number, node_of, only_node, refuse_driven, source_of
from a2f_maya.maya.scene.pose_matching import match_poses


@dataclass(frozen=True)
class AttachReport:
    """What fitted together.

    Attributes
    ----------
    blend_shape : str
    connected : dict of str
        Pose to target name.
    missing : tuple of str
        Poses for which the blendShape has no target.
    unused : tuple of str
        Targets that are no pose.
    """

    blend_shape: str
    connected: dict[str, str]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


@action("Attach Blend Shape")
def attach_blend_shape(character: str | Character, blend_shape: str) -> AttachReport:
    """Drive the targets of a blendShape by the weights of the poses that they are named after.

    Parameters
    ----------
    character : str or Character
    blend_shape : str
        A blendShape node; referenced ones, too.

    Returns
    -------
    AttachReport

    Raises
    ------
    SceneError
        If no name matches, or a target is driven by something else or locked.
    """
    core = character_of(character).core
    node = only_node(blend_shape, "blendShape")
    report = match_targets(core, node)
    places = {name: index for index, name in enumerate(pose_names(_package(core)))}
    targets = target_indices(node)
    former: dict[str, float] = {}
    for pose, target in report.connected.items():
        plug = f"{node}.weight[{targets[target]}]"
        source = f"{core}.weights[{places[pose]}]"
        if node_of(source_of(plug)) == core:
            cmds.connectAttr(source, plug, force=True)
            continue
        refuse_driven(plug, "delete its keys or disconnect it first")
        former[str(targets[target])] = cmds.getAttr(plug)
        connect_number(source, plug)
    _remember(core, node, former)
    return report


def match_targets(core: str, blend_shape: str) -> AttachReport:
    """Compare the names of an instance's poses with those of a blendShape's targets.

    Raises
    ------
    SceneError
        If none match.
    """
    poses = pose_names(_package(core))
    targets = list(target_indices(blend_shape))
    connected = match_poses(poses, targets)
    if not connected:
        there = ", ".join(targets[:4]) or "none"
        raise SceneError(
            f"No target of '{blend_shape}' is named after a pose such as jawOpen; it has: {there}."
        )
    used = set(connected.values())
    return AttachReport(
        blend_shape,
        connected,
        tuple(pose for pose in poses if pose not in connected),
        tuple(target for target in targets if target not in used),
    )


def target_indices(blend_shape: str) -> dict[str, int]:
    """Index of each weight of a blendShape by its target's name."""
    pairs = cmds.aliasAttr(blend_shape, query=True) or []
    named = {
        str(name): int(plug[plug.index("[") + 1 : -1])
        for name, plug in zip(pairs[::2], pairs[1::2], strict=True)
        if plug.startswith(("weight[", "w["))
    }
    return dict(sorted(named.items(), key=lambda item: item[1]))


def _remember(core: str, blend_shape: str, former: dict[str, float]) -> None:
    """Note the former weights; those of an earlier attaching are the older ones and stay."""
    for binding in bindings(core, BLEND_SHAPE):
        if binding.target == blend_shape:
            set_former(binding.node, {"weights": {**former, **binding.former["weights"]}})
            return
    bind(core, BLEND_SHAPE, blend_shape, former={"weights": former})


def _package(core: str) -> str:
    return str(cmds.getAttr(f"{core}.package") or "")
