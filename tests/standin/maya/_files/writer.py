"""Scenes as Maya ASCII."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable
from pathlib import Path

from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.units import ANGLE_NAMES, LINEAR_NAMES
from maya._files import attribute_text, binary, references
from maya._files.tokens import quote

PRODUCT = {"application": "maya", "product": f"Maya {session.version}", "version": session.version}
BUILD = f"{session.version}ff03"


def application_info() -> dict[str, str]:
    """What Maya itself notes in each file."""
    return {
        **PRODUCT,
        "cutIdentifier": "202409190603-cbdc5a7e54",
        "osv": f"{platform.system()} {platform.release()}",
    }


def scene_text(path: str, nodes: Iterable[Node] | None = None, with_references: bool = True) -> str:
    """The text of a file with all nodes of the scene, or the given ones.

    Without references, referenced nodes are written as if they belonged to the scene.
    """
    scene = session.scene
    chosen = set(scene.nodes if nodes is None else nodes)
    listed = [node for node in _ordered() if node in chosen and _is_written(node, with_references)]
    now = datetime.datetime.now()
    parts = [
        f"//Maya ASCII {BUILD} scene",
        f"//Name: {Path(path).name}",
        f"//Last modified: {now:%a, %b %d, %Y %I:%M:%S %p}",
        "//Codeset: UTF-8",
    ]
    if with_references:
        parts += references.file_statements(chosen if nodes is not None else None)
    parts += _requires(listed)
    parts += _head()
    reference_lines, placed = references.node_statements(chosen) if with_references else ([], [])
    for node in listed:
        if not node.is_default and not node.type.is_a("reference"):
            parts += _node(node)
    parts += reference_lines
    for node in listed:
        if node.is_default:
            lines = attribute_text.statements(node)
            if lines:
                parts += [f"select -ne :{node.name};", *(f"\t{line}" for line in lines)]
    parts += [*_connections(chosen, with_references), *placed]
    parts += [
        *scene.extra.get("other_statements", []),
        *scene.extra.get("unknown_connections", []),
        f"// End of {Path(path).name}",
    ]
    return "\n".join(parts) + "\n"


def _is_written(node: Node, with_references: bool) -> bool:
    if isinstance(node, DagNode) and node.is_world:
        return False
    if getattr(node, "do_not_write", False):
        return False
    return node.reference is None if with_references else not node.type.is_a("reference")


def _ordered() -> list[Node]:
    """All nodes, parents before children."""
    done: dict[Node, None] = {}

    def put(node: Node) -> None:
        if node in done:
            return
        if isinstance(node, DagNode):
            for parent in node.parents:
                put(parent)
        done[node] = None

    for node in session.scene.nodes:
        put(node)
    return list(done)


def _requires(nodes: list[Node]) -> list[str]:
    lines = [f'requires maya "{BUILD}";']
    wanted: dict[str, list[str]] = {}
    for node in nodes:
        if node.type.plugin is not None:
            names = wanted.setdefault(node.type.plugin, [])
            if node.type.name not in names:
                names.append(node.type.name)
    for plugin in session.plugins.values():
        if getattr(plugin, "write_requires", False):
            wanted.setdefault(plugin.name, [])
    for name, types in wanted.items():
        plugin = session.plugins.get(name)
        words = "".join(f' -nodeType "{kind}"' for kind in types)
        lines.append(f'requires{words} "{name}" {quote(plugin.version if plugin else "1.0")};')
    for name, entry in session.scene.extra.get("unknown_plugins", {}).items():
        lines.append(f'{entry["statement"]} "{name}" {quote(entry["version"])};')
    return lines


def _head() -> list[str]:
    scene = session.scene
    linear = {short: long for long, short in LINEAR_NAMES.items()}[scene.units["linear"]]
    angle = {short: long for long, short in ANGLE_NAMES.items()}[scene.units["angle"]]
    lines = [f"currentUnit -l {linear} -a {angle} -t {scene.units['time']};"]
    info = {**application_info(), **scene.file_info}
    lines += [f"fileInfo {quote(key)} {quote(value)};" for key, value in info.items()]
    return lines


def node_name(node: Node) -> str:
    """How a file names a node: default nodes from the root."""
    if isinstance(node, DagNode):
        return session.scene.short_name(node)
    return f":{node.name}" if node.is_default else node.name


def _node(node: Node) -> list[str]:
    words = ["createNode", getattr(node.type, "real_name", node.type.name)]
    if node.shared:
        words.append("-s")
    words.append(f"-n {quote(node.name)}")
    if isinstance(node, DagNode):
        parents = [parent for parent in node.parents if not parent.is_world]
        if parents:
            words.append(f"-p {quote(node_name(parents[0]))}")
    lines = [f"{' '.join(words)};", f'\trename -uid "{node.uuid}";']
    lines += [f"\t{line}" for line in attribute_text.statements(node)]
    if node.locked:
        lines.append("\tlockNode -l 1 ;")
    if isinstance(node, DagNode) and len(node.parents) > 1:
        for parent in node.parents[1:]:
            lines.append(
                f"parent -s -nc -r -add {quote(node_name(node))} {quote(node_name(parent))};"
            )
    return lines


def plug_name(plug: Plug) -> str:
    """How a file names a plug."""
    return f"{node_name(plug.node)}.{plug.leaf_name(long=False)}"


def _connections(chosen: set[Node], with_references: bool) -> list[str]:
    lines = []
    for node in session.scene.nodes:
        if node not in chosen:
            continue
        for plug in sorted(
            (each for each in node.known_plugs() if each.source is not None), key=_order
        ):
            source = plug.source
            if source is None or source.node not in chosen:
                continue
            if with_references and (
                node.reference is not None or source.node.reference is not None
            ):
                continue  # an edit of the reference
            lines.append(connection(source, plug))
    return lines


def _order(plug: Plug) -> list[int]:
    """Where a plug stands among those of its node."""
    places: list[int] = []
    place: Plug | None = plug
    while place is not None:
        if place.index is not None:
            places.append(place.index)
            place = place.array
            continue
        siblings = (
            place.node.attributes if place.parent is None else place.attribute.parent.children
        )
        places.append(siblings.index(place.attribute))
        place = place.parent
    return places[::-1]


def connection(source: Plug, destination: Plug) -> str:
    """``connectAttr`` for one connection."""
    words = ["connectAttr", quote(plug_name(source)), quote(plug_name(destination))]
    if destination.is_element and not destination.attribute.index_matters:
        array = quote(plug_name(destination.array))
        words = ["connectAttr", quote(plug_name(source)), array, "-na"]
    if destination.locked:
        words.append("-l on")
    return f"{' '.join(words)};"


def set_attr_commands(plug: Plug, use_long_names: bool = False) -> list[str]:
    """The ``setAttr`` statements of one plug, as the API gives them."""
    lines = attribute_text.plug_statements(plug)
    if use_long_names:
        short, long = plug.leaf_name(long=False), plug.leaf_name(long=True)
        lines = [line.replace(f'".{short}', f'".{long}', 1) for line in lines]
    return lines


def save(path: str, text: str) -> None:
    """Write a file whole or not at all."""
    target = Path(path)
    if not target.parent.is_dir():
        raise RuntimeError(f"Could not write file: {path}: the directory does not exist.\n")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(binary.pack(text) if target.suffix == ".mb" else text.encode("utf-8"))
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise RuntimeError(f"Could not write file: {path}: {error}\n") from error
