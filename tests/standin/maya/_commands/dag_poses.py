"""dagPose: poses of hierarchies, as a bind pose keeps one."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import placement
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.session import session


def _members(pose: Node) -> list[tuple[int, DagNode]]:
    """Index and transform of each member, parents before children."""
    found = [
        (element.index, element.source.node)
        for element in pose.plug("members").existing()
        if element.source is not None
    ]
    return sorted(found, key=lambda each: len(each[1].path().nodes))


def _poses_of(items: list[DagNode], bind: bool) -> list[Node]:
    found: dict[Node, None] = {}
    for item in items:
        for end in item.plug("message").destinations:
            if end.node.type.name == "dagPose" and end.attribute.name == "members":
                found[end.node] = None
    return [pose for pose in found if not bind or pose.plug("bindPose").get()]


def _below(node: DagNode) -> list[DagNode]:
    found = [node]
    for child in node.children:
        if child.is_transform:
            found += _below(child)
    return found


def _family(node: DagNode) -> list[DagNode]:
    """All transforms above a transform, and it and all below."""
    return [*node.path().nodes[:-1], *_below(node)]


def _split(given: tuple[str, ...]) -> tuple[list[Node], list[DagNode]]:
    """Poses and transforms among what is given or selected."""
    poses, items = [], []
    for item in names.given_or_selected(given):
        node = item.node if isinstance(item, DagPath) else names.node_of(item)
        if node.type.name == "dagPose":
            poses.append(node)
        elif isinstance(node, DagNode) and node.is_transform:
            items.append(node)
    return poses, items


def _store(pose: Node, index: int, node: DagNode) -> None:
    pose.plug("worldMatrix").element(index, create=True).set(node.path().world_matrix())
    pose.plug("xformMatrix").element(index, create=True).set(node.local_matrix())


def _save(flags: Flags, items: list[DagNode]) -> str:
    if not flags.get("selection"):
        items = list(dict.fromkeys(node for item in items for node in _family(item)))
    if not items:
        raise RuntimeError("dagPose: nothing was given to save.")
    bind = bool(flags.get("bindPose"))
    if bind and _poses_of(items, True):
        raise RuntimeError("dagPose: the hierarchy has a bind pose already.")
    name = flags.get("name") or ("bindPose1" if bind else None)
    pose = session.scene.create("dagPose", name)
    pose.plug("bindPose").set(bind)
    for index, node in enumerate(items):
        session.scene.connect(node.plug("message"), pose.plug("members").element(index))
        _store(pose, index, node)
    return pose.name


def _is_there(pose: Node, index: int, node: DagNode) -> bool:
    return np.allclose(pose.plug("xformMatrix").element(index).get(), node.local_matrix())


def _restore(pose: Node, whole: bool) -> None:
    for index, node in _members(pose):
        if whole:
            placement.place_in_world(node.path(), pose.plug("worldMatrix").element(index).get())
        else:
            matrix = pose.plug("xformMatrix").element(index).get()
            placement.set_local_matrix(node, matrix)


def _chosen(flags: Flags, poses: list[Node], items: list[DagNode]) -> list[Node]:
    if isinstance(flags.get("name"), str):
        return [names.node(flags["name"])]
    if poses:
        return poses
    return _poses_of(items, True) if flags.get("bindPose") else []


@graph_command("dagPose", missing="addToPose remove worldParent")
def _dag_pose(flags: Flags, *given: str) -> Any:
    poses, items = _split(given)
    if flags.query:
        return _query(flags, poses, items)
    if flags.get("save"):
        return _save(flags, items)
    chosen = _chosen(flags, poses, items)
    if not chosen:
        raise RuntimeError("dagPose: no pose was found.")
    if flags.get("reset"):
        for index, node in _members(chosen[0]):
            if node in items:
                _store(chosen[0], index, node)
    elif flags.get("restore"):
        for pose in chosen:
            _restore(pose, bool(flags.get("g")))
    return chosen[0].name


def _query(flags: Flags, poses: list[Node], items: list[DagNode]) -> Any:
    short = session.scene.short_name
    if "members" in flags or "atPose" in flags:
        found = [
            short(node)
            for pose in _chosen(flags, poses, items)
            for index, node in _members(pose)
            if "members" in flags or not _is_there(pose, index, node)
        ]
        return found or None
    if "bindPose" in flags:
        return [pose.name for pose in _poses_of(items, True)] or None
    raise NotImplementedError("stand-in: dagPose in query mode without members, atPose, bindPose")
