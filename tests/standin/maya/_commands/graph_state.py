"""dgdirty, dgeval, isDirty, dgInfo, dgmodified: what is computed and what is not."""

from __future__ import annotations

import sys
from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import evaluation
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def _places(items: list[Any]) -> list[Plug]:
    found: list[Plug] = []
    for item in items:
        if isinstance(item, Plug):
            found.append(item)
        else:
            node = names.node_of(item)
            found += [node.plug(top) for top in node.attributes]
    return found


@graph_command(
    "dgdirty", missing="list", harmless="implicit propagation showTiming verbose", undoable=False
)
def _dgdirty(flags: Flags, *given: str) -> Any:
    if flags.query:
        return None
    if flags.get("allPlugs"):
        items: list[Any] = list(session.scene.nodes)
    else:
        items = names.given_or_selected(given)
    for plug in _places(items):
        if flags.get("clean"):
            for place in (plug, *plug.below()):
                place.dirty = False
        else:
            evaluation.mark_dirty([plug])
    return None


@graph_command("dgeval", harmless="src verbose", undoable=False)
def _dgeval(flags: Flags, *given: str) -> None:
    for name in given:
        for plug in names.plugs(name) or _all_outputs(name):
            if plug.attribute.kind != "message":
                plug.get()


def _all_outputs(name: str) -> list[Plug]:
    node = names.node(name)
    return [
        node.plug(top)
        for top in node.attributes
        if node.computes(top) or node.plug(top).source is not None
    ]


@graph_command("isDirty", harmless="datablock", undoable=False)
def _is_dirty(flags: Flags, *given: str) -> bool:
    plugs = [plug for name in given for plug in names.plugs(name)]
    if not plugs:
        raise ValueError(f"No object matches name: {given[0] if given else ''}")
    if flags.get("connection"):
        plugs = [plug for plug in plugs if plug.effective_source() is not None]
    return any(leaf.dirty for plug in plugs for leaf in plug.leaves())


def _lines_of(flags: Flags, node: Node) -> list[str]:
    lines = [f"{names.text(node)} ({node.type.name})"]
    if flags.get("short"):
        return lines
    for plug in node.known_plugs():
        if plug.source is not None:
            lines.append(
                f"    {plug.source.name()} -> {plug.name()} ({'dirty' if plug.dirty else 'clean'})"
            )
    return lines


@graph_command(
    "dgInfo",
    missing="nonDeletable outputFile subgraph",
    harmless="connections dirty nodes propagation size",
    undoable=False,
)
def _dg_info(flags: Flags, *given: str) -> None:
    nodes = list(session.scene.nodes) if flags.get("allNodes") else names.nodes(given)
    wanted = flags.get("type")
    for node in nodes:
        if not wanted or node.type.is_a(wanted):
            sys.stdout.write("\n".join([*_lines_of(flags, node), ""]))


@graph_command("dgmodified", undoable=False)
def _dg_modified(flags: Flags) -> list[str] | None:
    if not session.scene.modified:
        return None
    return [
        names.text(node)
        for node in session.scene.nodes
        if not node.is_default and not node.shared and node is not session.scene.world
    ]
