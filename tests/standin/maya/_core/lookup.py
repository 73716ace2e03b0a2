"""From the texts that people write to nodes, paths, plugs and components."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

COMPONENTS = frozenset(
    {
        "vtx",
        "f",
        "e",
        "map",
        "vtxFace",
        "cv",
        "ep",
        "u",
        "v",
        "uv",
        "pt",
        "rotatePivot",
        "scalePivot",
    }
)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")
_TOKEN = re.compile(r"([^\[\].]+)((?:\[[^\]]*\])*)$")


@dataclass(frozen=True)
class Components:
    """Components of a shape, as written: ``vtx[0:3]``."""

    path: DagPath
    text: str

    @property
    def kind(self) -> str:
        """``vtx``, ``f``, ``e`` ..."""
        return self.text.partition("[")[0]


def find(text: str, recursive: bool = False) -> list[Any]:
    """Everything that a text names: nodes, DAG paths, plugs, components.

    ``recursive`` lets a name match in all namespaces.
    """
    if _UUID.match(text):
        node = session.scene.by_uuid.get(text.upper())
        return [] if node is None else [_item(node)]
    owner, dot, rest = text.partition(".")
    found = list(_owners(owner, recursive))
    return found if not dot else [item for each in found for item in _inside(each, rest)]


def find_nodes(text: str) -> list[Any]:
    """Nodes (DAG nodes as paths) that a text names."""
    return [item for item in find(text) if isinstance(item, (Node, DagPath))]


def find_plugs(text: str) -> list[Plug]:
    """Plugs that a text names."""
    return [item for item in find(text) if isinstance(item, Plug)]


def _item(node: Node) -> Node | DagPath:
    return node.path() if isinstance(node, DagNode) else node


def _owners(text: str, recursive: bool) -> Iterator[Node | DagPath]:
    rooted = text.startswith("|")
    steps = [step for step in text.split("|") if step]
    if not steps:
        return
    scene = session.scene
    if "*" in steps[-1] or "?" in steps[-1] or recursive:
        candidates = list(scene.nodes)
    else:
        candidates = list(scene.by_name.get(steps[-1].rpartition(":")[2], ()))
    matchers = [_matcher(step, recursive) for step in steps]
    for node in candidates:
        if not matchers[-1](node.name):
            continue
        if not isinstance(node, DagNode):
            if len(steps) == 1 and not rooted:
                yield node
            continue
        if node.is_world:
            continue
        for path in node.paths():
            if len(path.nodes) < len(steps) or (rooted and len(path.nodes) != len(steps)):
                continue
            tail = path.nodes[-len(steps) :]
            if all(match(part.name) for match, part in zip(matchers, tail, strict=True)):
                yield path


def _matcher(step: str, recursive: bool) -> Any:
    """Whether a node's absolute name fits one step of a written path."""
    rooted = step.startswith(":")
    step = step.lstrip(":")
    if recursive:
        return lambda name: fnmatch.fnmatchcase(name.rpartition(":")[2], step) or _fits(name, step)
    current = session.scene.current_namespace
    if current and not rooted:
        inside = f"{current}:{step}"
        if any(
            _fits(node.name, inside)
            for node in session.scene.by_name.get(step.rpartition(":")[2], ())
        ):
            return lambda name: _fits(name, inside)
    return lambda name: _fits(name, step)


def _fits(name: str, pattern: str) -> bool:
    if name == pattern:
        return True
    if "*" not in pattern and "?" not in pattern:
        return False
    names, patterns = name.split(":"), pattern.split(":")
    return len(names) == len(patterns) and all(
        fnmatch.fnmatchcase(one, other) for one, other in zip(names, patterns, strict=True)
    )


def _inside(owner: Node | DagPath, rest: str) -> Iterator[Any]:
    node = owner.node if isinstance(owner, DagPath) else owner
    kind = re.split(r"[\[.]", rest, maxsplit=1)[0]
    plugs = list(resolve_plugs(node, rest))
    if plugs:
        yield from plugs
        return
    shape = _visible_shape(owner) if isinstance(owner, DagPath) else None
    if kind in COMPONENTS and isinstance(owner, DagPath):
        target = owner if node.is_shape or kind in ("rotatePivot", "scalePivot") else shape
        if target is not None and ("[" in rest or kind in ("rotatePivot", "scalePivot")):
            yield Components(target, rest)
        return
    if shape is not None:
        yield from resolve_plugs(shape.node, rest)


def _visible_shape(path: DagPath) -> DagPath | None:
    if path.node.is_shape:
        return None
    shapes = path.node.shapes
    visible = [shape for shape in shapes if not shape.plug("intermediateObject").get()]
    chosen = (visible or shapes)[:1]
    return path.child(chosen[0]) if chosen else None


def resolve_plugs(node: Node, text: str) -> Iterator[Plug]:
    """Plugs of a node by a text such as ``input[0].inputGeometry``, ``w[0:3]`` or an alias."""
    tokens = text.split(".")
    matches = [_TOKEN.match(token) for token in tokens]
    if not all(matches):
        return
    names = [match.group(1) for match in matches]
    indices = [re.findall(r"\[([^\]]*)\]", match.group(2)) for match in matches]
    starts = list(_first(node, names[0]))
    for start in starts:
        yield from _walk(start, names, indices)


def _first(node: Node, name: str) -> Iterator[Plug]:
    if "*" in name or "?" in name:
        for top in node.attributes:
            for part in top.walk():
                if fnmatch.fnmatchcase(part.name, name):
                    yield _default_plug(node, part)
        return
    attribute = node.find_attribute(name)
    if attribute is not None:
        yield _default_plug(node, attribute)
        return
    yield from (plug for plug in node.known_plugs() if plug.alias == name)


def _default_plug(node: Node, attribute: Any) -> Plug:
    """The plug of an attribute at any depth; element 0 of arrays that were left out."""
    if attribute.parent is None:
        return node.plug(attribute)
    parent = _default_plug(node, attribute.parent)
    if parent.is_array:
        parent = parent.element(0)
    return parent.child(attribute)


def _walk(start: Plug, names: list[str], indices: list[list[str]]) -> Iterator[Plug]:
    places = [start]
    for number, (name, wanted) in enumerate(zip(names, indices, strict=True)):
        if number:
            places = [child for place in places for child in _child(place, name)]
        for index in wanted:
            places = [plug for place in places for plug in _elements(place, index)]
    yield from places


def _child(place: Plug, name: str) -> list[Plug]:
    if place.is_array:
        place = place.element(0)
    for below in place.children:
        if name in (below.attribute.name, below.attribute.short) or fnmatch.fnmatchcase(
            below.attribute.name, name
        ):
            return [below]
    return [plug for below in place.children if not below.is_array for plug in _child(below, name)]


def _elements(place: Plug, index: str) -> list[Plug]:
    if not place.is_array:
        return []
    if index in ("*", ":"):
        return place.existing()
    if ":" in index:
        first, last = index.split(":")
        stop = place.next_index() - 1 if last in ("", "*") else int(last)
        return [place.element(number) for number in range(int(first or 0), stop + 1)]
    if not index.lstrip("-").isdigit():
        return []
    number = int(index)
    return [place.element(number if number >= 0 else place.next_index())]
