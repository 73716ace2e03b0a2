"""Free names for nodes, namespaces, and the factors of unit conversions."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from maya._core import units
from maya._core.conversion import unit_of
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug

if TYPE_CHECKING:
    from maya._core.scene import Scene

_BAD = re.compile(r"[^A-Za-z0-9_]")


def clean(name: str) -> str:
    """A legal name without namespaces: other characters become underscores."""
    name = _BAD.sub("_", name)
    return f"_{name}" if name[:1].isdigit() else name


def absolute(scene: Scene, name: str) -> str:
    """A legal name with its whole namespace, without the leading colon."""
    name = name.rpartition("|")[2]
    rooted = name.startswith(":")
    space, _, leaf = name.lstrip(":").rpartition(":")
    if not rooted and scene.current_namespace:
        space = f"{scene.current_namespace}:{space}".rstrip(":")
    return f"{space}:{clean(leaf)}" if space else clean(leaf)


def free_name(scene: Scene, node: Node, name: str, parent: DagNode | None, chosen: bool) -> str:
    """The wanted name, or it with the lowest number that makes it free.

    Names of DAG nodes need to be unique among siblings only, unless Maya itself ``chose`` one;
    ``#`` at the end stands for a number.
    """
    name = absolute(scene, f"{name[:-1]}1" if name.endswith("#") else name)
    taken = _taken(scene, node, parent, chosen)
    if not taken(name):
        return name
    stem = name.rstrip("0123456789")
    digits = name[len(stem) :]
    number = int(digits) + 1 if digits else 1
    while taken(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def _taken(scene: Scene, node: Node, parent: DagNode | None, chosen: bool) -> Any:
    def taken(name: str) -> bool:
        for other in scene.by_name.get(name.rpartition(":")[2], ()):
            if other is node or other.name != name:
                continue
            if parent is None or not isinstance(other, DagNode) or not chosen:
                return True
            if parent in other.parents:
                return True
        return False

    return taken


def nodes_of(item: Any) -> tuple[Node, ...]:
    """Nodes that a selected thing lives on."""
    if isinstance(item, Node):
        return (item,)
    if isinstance(item, DagPath):
        return item.nodes
    if isinstance(item, Plug):
        return (item.node,)
    return item.path.nodes


def conversion_factor(source: Plug, destination: Plug) -> float:
    """Factor of the conversion node that Maya puts between two plugs.

    Time counts as 6000 a second there, as in scene files.
    """
    factors = {
        "angle": math.radians(1.0),
        "length": 1.0,
        "time": units.ticks_per_frame() / 23520,
        "": 1.0,
    }
    start, end = source.attribute, destination.attribute
    if start.is_compound:
        start, end = start.children[0], end.children[0]
    return factors[unit_of(end)] / factors[unit_of(start)]
