"""listRelatives, pickWalk: parents, children and shapes."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core.dag import DagNode, DagPath
from maya._core.session import session


def _below(path: DagPath) -> list[DagPath]:
    """Everything below a path, children before their parents."""
    found: list[DagPath] = []
    for child in path.node.children:
        inner = path.child(child)
        found += [*_below(inner), inner]
    return found


def _related(flags: Flags, path: DagPath) -> list[DagPath]:
    node = path.node
    if flags.get("allParents"):
        return [each.parent() for each in node.paths() if each.parent() is not None]
    if flags.get("parent"):
        above = path.parent()
        return [] if above is None else [above]
    if flags.get("allDescendents"):
        return _below(path)
    return [path.child(child) for child in node.children]


@graph_command("listRelatives", undoable=False)
def _list_relatives(flags: Flags, *given: str) -> list[str] | None:
    found: dict[DagPath, None] = {}
    for item in names.given_or_selected(given):
        node = names.node_of(item)
        if not isinstance(node, DagNode):
            continue
        path = item if isinstance(item, DagPath) else node.path()
        for each in _related(flags, path):
            if _fits(flags, each):
                found[each] = None
    result = [_written(flags, path) for path in found]
    return result or None


def _fits(flags: Flags, path: DagPath) -> bool:
    node = path.node
    upwards = flags.get("parent") or flags.get("allParents")
    if flags.get("shapes") and not upwards and not node.is_shape:
        return False
    if flags.get("noIntermediate") and node.plug("intermediateObject").get():
        return False
    wanted = flags.get("type")
    return not wanted or any(node.type.is_a(name) for name in wanted)


def _written(flags: Flags, path: DagPath) -> str:
    if flags.get("fullPath"):
        return path.full_name()
    if flags.get("path"):
        return path.short_name()
    return path.node.name


@graph_command("pickWalk", missing="recurse type")
def _pick_walk(flags: Flags, *given: str) -> list[str]:
    direction = flags.get("direction", "right")
    found: dict[Any, None] = {}
    for item in names.given_or_selected(given):
        if isinstance(item, DagPath):
            found[_step(item, direction)] = None
        else:
            found[item] = None
    session.scene.select(list(found))
    return [names.text(item) for item in found]


def _step(path: DagPath, direction: str) -> DagPath:
    if direction in ("up", "out"):
        return path.parent() or path
    if direction in ("down", "in"):
        return path.child(path.node.children[0]) if path.node.children else path
    above = path.parent()
    siblings = above.node.children if above is not None else session.scene.world.children
    siblings = [node for node in siblings if not node.shared]
    place = siblings.index(path.node) + (1 if direction == "right" else -1)
    return DagPath((*path.nodes[:-1], siblings[place % len(siblings)]))
