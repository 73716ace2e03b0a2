"""listHistory: what lies upstream or downstream."""

from __future__ import annotations

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.session import session


def _starts(node: Node) -> list[Node]:
    if isinstance(node, DagNode) and not node.is_shape:
        return [shape for shape in node.shapes if not shape.plug("intermediateObject").get()] or [
            node
        ]
    return [node]


def _neighbours(flags: Flags, node: Node, start: bool) -> list[Node]:
    """The next nodes, in the order of the attributes."""
    order = {part: number for number, top in enumerate(node.attributes) for part in top.walk()}
    plugs = sorted(node.known_plugs(), key=lambda plug: order.get(plug.attribute, 0))
    future = flags.get("future") or flags.get("allFuture")
    found: dict[Node, None] = {}
    for plug in plugs:
        if plug.attribute.kind == "message" and not flags.get("allConnections"):
            continue
        if (
            isinstance(node, DagNode)
            and not flags.get("allConnections")
            and not _is_history(node, plug, bool(future))
        ):
            continue
        ends = plug.destinations if future else [plug.source] if plug.source is not None else []
        found.update(dict.fromkeys(end.node for end in ends))
    return list(found)


def _is_history(node: DagNode, plug, future: bool) -> bool:
    """Whether a plug of a DAG node carries geometry, not visibility or drawing."""
    if plug.attribute.name in ("instObjGroups", "drawOverride", "message"):
        return False
    above = [each.attribute.name for each in plug.above()]
    return not {"instObjGroups", "drawOverride"} & set(above)


def _walk(flags: Flags, start: Node) -> list[Node]:
    levels = flags.get("levels", 0)
    found: dict[Node, int] = {start: 0}
    waiting = [start]
    while waiting:
        node = waiting.pop(0)
        depth = found[node]
        if levels and depth >= levels:
            continue
        fresh = [each for each in _neighbours(flags, node, node is start) if each not in found]
        fresh = [each for each in fresh if _wanted(flags, each)]
        for each in fresh:
            found[each] = depth + 1
        waiting = waiting + fresh if flags.get("breadthFirst") else fresh + waiting
    return list(found)


def _wanted(flags: Flags, node: Node) -> bool:
    if node is session.scene.world or (
        node.is_default and node.type.name in ("time", "sequenceManager")
    ):
        return node.type.name == "time" and bool(flags.get("allConnections"))
    limit = flags.get("interestLevel", 0)
    return not (limit and node.plug("isHistoricallyInteresting").get() < limit)


@graph_command(
    "listHistory",
    missing="futureLocalAttr futureWorldAttr historyAttr groupLevels leaf",
    harmless="allGraphs fastIteration",
    undoable=False,
)
def _list_history(flags: Flags, *given: str) -> list[str] | None:
    found: dict[Node, None] = {}
    for node in names.nodes(given):
        for start in _starts(node):
            found.update(dict.fromkeys(_walk(flags, start)))
    nodes = [
        node for node in found if not (flags.get("pruneDagObjects") and isinstance(node, DagNode))
    ]
    result = [names.text(node, bool(flags.get("fullNodeName"))) for node in nodes]
    return result or None
