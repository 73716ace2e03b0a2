"""What was changed of referenced nodes: found by comparing, kept as text, made again."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from maya._core import lookup
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._files import attribute_text, set_values
from maya._files.tokens import quote, statements
from maya._files.values import Words


@dataclass
class Edit:
    """One edit: ``command`` is setAttr, addAttr, connectAttr, disconnectAttr or parent."""

    command: str
    target: str
    text: str = ""
    other: str = ""
    failed: bool = False

    def as_command(self) -> str:
        """As ``referenceQuery -editStrings`` shows it."""
        if self.command in ("connectAttr", "disconnectAttr"):
            return f'{self.command} {self.text}"{self.target}" "{self.other}"'
        if self.command == "addAttr":
            return f'addAttr {self.text} "{self.target}"'
        if self.command == "parent":
            return f'parent {self.text} "{self.target}" {self.other if self.other == "-w" else quote(self.other)}'
        return f'{self.command} "{self.target}"{self.text}'


def path_of(node: Node) -> str:
    """How edits name a node: the full path of a DAG node."""
    return node.path().full_name() if isinstance(node, DagNode) else node.name


def plug_path(plug: Plug) -> str:
    """How edits name a plug."""
    return f"{path_of(plug.node)}.{plug.leaf_name()}"


def state_of(plug: Plug) -> tuple[Any, bool, Any, Any]:
    """What can be edited of a plug."""
    return (attribute_text.current(plug), plug.locked, plug.keyable, plug.channel_box)


@dataclass
class Snapshot:
    """How the nodes of a reference came out of their file."""

    states: dict[Plug, tuple[Any, bool, Any, Any]]
    sources: dict[Plug, Plug]
    targets: set[tuple[Plug, Plug]]
    attributes: set[Any]
    parents: dict[Node, list[Node]]

    @classmethod
    def of(cls, nodes: list[Node]) -> Snapshot:
        """Look at nodes as they are now."""
        states, sources, targets = {}, {}, set()
        for node in nodes:
            for plug in node.known_plugs():
                if plug.is_leaf or plug.locked:
                    states[plug] = state_of(plug)
                if plug.source is not None:
                    sources[plug] = plug.source
                targets.update((plug, other) for other in plug.destinations)
        dynamic = {attribute for node in nodes for attribute in node.dynamic}
        parents = {node: list(node.parents) for node in nodes if isinstance(node, DagNode)}
        return cls(states, sources, targets, dynamic, parents)

    def edits(self, nodes: list[Node]) -> list[Edit]:
        """What is different now."""
        found: list[Edit] = []
        alive = [node for node in nodes if node.in_scene]
        for node in alive:
            found += self._parents(node)
            for attribute in node.dynamic:
                if attribute not in self.attributes:
                    for line in attribute_text.add_attribute(attribute):
                        found.append(Edit("addAttr", path_of(node), line[len("addAttr ") : -1]))
        for node in alive:
            for plug in node.known_plugs():
                found += self._plug(plug)
        found += self._connections(alive)
        return found

    def _parents(self, node: Node) -> list[Edit]:
        before = self.parents.get(node)
        if before is None or node.parents == before or not node.parents:
            return []
        new = node.parents[0]
        target = "-w" if new.is_world else path_of(new)
        old = (
            "".join(f"|{part.name}" for part in (*before[0].path().nodes, node))
            if before and before[0].in_scene
            else node.name
        )
        return [Edit("parent", old, "-s -r", target)]

    def _plug(self, plug: Plug) -> list[Edit]:
        if not plug.is_leaf and not plug.locked and plug not in self.states:
            return []
        default = plug.attribute.default_value() if plug.is_leaf else None
        before = self.states.get(plug, (default, False, None, None))
        now = state_of(plug)
        flags = []
        if now[1] != before[1]:
            flags.append(f" -l {'on' if now[1] else 'off'}")
        if now[2] != before[2] and now[2] is not None:
            flags.append(f" -k {'on' if now[2] else 'off'}")
        if now[3] != before[3] and now[3] is not None:
            flags.append(f" -cb {'on' if now[3] else 'off'}")
        value = ""
        computed = plug.node.computes(plug.attribute) or plug.effective_source() is not None
        if (
            plug.is_leaf
            and plug.attribute.storable
            and not computed
            and not attribute_text.same(now[0], before[0])
        ):
            text = attribute_text.written_value(plug)
            value = f" {text}" if text is not None else ""
        if not flags and not value:
            return []
        return [Edit("setAttr", plug_path(plug), "".join(flags) + value)]

    def _connections(self, nodes: list[Node]) -> list[Edit]:
        found: list[Edit] = []
        inside = set(nodes)
        for destination, source in self.sources.items():
            if (
                destination.source is not source
                and destination.node.in_scene
                and source.node.in_scene
            ):
                found.append(Edit("disconnectAttr", plug_path(source), "", plug_path(destination)))
        for plug, other in self.targets:
            gone = other.source is not plug and other.node not in inside
            if gone and plug.node.in_scene and other.node.in_scene:
                found.append(Edit("disconnectAttr", plug_path(plug), "", plug_path(other)))
        for node in nodes:
            for plug in node.known_plugs():
                if plug.source is not None and self.sources.get(plug) is not plug.source:
                    found.append(Edit("connectAttr", plug_path(plug.source), "", plug_path(plug)))
                found += [
                    Edit("connectAttr", plug_path(plug), "", plug_path(other))
                    for other in plug.destinations
                    if other.node not in inside and (plug, other) not in self.targets
                ]
        return found


def apply_edits(edits: list[Edit]) -> None:
    """Make edits again; those that do not fit any more are marked as failed."""
    for edit in edits:
        try:
            _apply(edit)
            edit.failed = False
        except (RuntimeError, ValueError, KeyError, TypeError) as error:
            edit.failed = True
            sys.stderr.write(f"Warning: reference edit failed: {edit.as_command()}: {error}\n")


def _plug(text: str) -> Plug:
    found = lookup.find_plugs(text)
    if not found:
        raise RuntimeError(f"No object matches name: {text}")
    return found[0]


def _apply(edit: Edit) -> None:
    if edit.command == "setAttr":
        words = next(statements(f'setAttr "{edit.target}" {edit.text};'))[1:]
        flags, _, rest = set_values.split(words)
        plugs = lookup.find_plugs(edit.target)
        if not plugs:
            raise RuntimeError(f"No object matches name: {edit.target}")
        set_values.apply_values(plugs, flags.get("type"), Words(rest))
        for plug in plugs:
            set_values.apply_states(plug, flags)
    elif edit.command == "addAttr":
        _add_attribute(edit)
    elif edit.command == "connectAttr":
        source, destination = _plug(edit.target), _plug(edit.other)
        if destination.source is source:
            return
        if destination.source is not None:
            session.scene.disconnect(destination.source, destination)
        session.scene.connect(source, destination)
    elif edit.command == "disconnectAttr":
        source, destination = _plug(edit.target), _plug(edit.other)
        if destination.source is source:
            session.scene.disconnect(source, destination)
    elif edit.command == "parent":
        _parent(edit)


class _Owner:
    """What `maya._files.dynamic_attributes.add` needs of a reader."""

    def __init__(self, node: Node) -> None:
        self.current = node
        self.attributes: dict[Any, Any] = {}


_owners: dict[Node, _Owner] = {}


def _add_attribute(edit: Edit) -> None:
    from maya._files import dynamic_attributes

    found = lookup.find_nodes(edit.target)
    if not found:
        raise RuntimeError(f"No object matches name: {edit.target}")
    node = getattr(found[0], "node", found[0])
    owner = _owners.setdefault(node, _Owner(node))
    dynamic_attributes.add(owner, next(statements(f"addAttr {edit.text};"))[1:])


def _parent(edit: Edit) -> None:
    found = lookup.find_nodes(edit.target)
    node = getattr(found[0], "node", None) if found else None
    if edit.other == "-w":
        new = session.scene.world
    else:
        parents = lookup.find_nodes(edit.other)
        new = getattr(parents[0], "node", None) if parents else None
    if node is None or new is None:
        raise RuntimeError(f"No object matches name: {edit.target if node is None else edit.other}")
    if node.parents != [new]:
        for old in list(node.parents):
            session.scene.remove_child(old, node)
        session.scene.add_child(new, node)


# -- the text form ---------------------------------------------------------------------------------

_CODES = {"parent": 0, "addAttr": 1, "setAttr": 2, "disconnectAttr": 3, "connectAttr": 5}


def written(name: str, edits: list[Edit], outside: set[str]) -> tuple[str, list[str]]:
    """The value of a reference node's ``.ed``, and the connections that go through place holders."""
    lines = [quote(name), f"{quote(name)} {len(edits)}"]
    connections: list[str] = []
    for edit in edits:
        code = _CODES[edit.command]
        node, _, attribute = (
            edit.target.rpartition(".") if edit.command == "setAttr" else (edit.target, "", "")
        )
        if code == 2:
            lines.append(f"2 {quote(node)} {quote(attribute)} {quote(edit.text)}")
        elif code == 1:
            lines.append(
                f"1 {quote(edit.target)} {quote(_names(edit.text)[0])} {quote(_names(edit.text)[1])} {quote(' ' + edit.text)}"
            )
        elif code == 0:
            lines.append(f"0 {quote(edit.target)} {quote(edit.other)} {quote(edit.text)}")
        elif code == 3:
            lines.append(f'3 {quote(edit.target)} {quote(edit.other)} ""')
        else:
            place = f"{name}.placeHolderList[{len(connections) + 1}]"
            if edit.target in outside:
                lines.append(f'5 4 {quote(name)} {quote(edit.other)} {quote(place)} ""')
                connections.append(f"connectAttr {quote(edit.target)} {quote(place)};")
            elif edit.other in outside:
                lines.append(f'5 3 {quote(name)} {quote(edit.target)} {quote(place)} ""')
                connections.append(f"connectAttr {quote(place)} {quote(edit.other)};")
            else:
                lines.append(f'5 0 {quote(name)} {quote(edit.target)} {quote(edit.other)} ""')
    text = "\n\t\t".join(lines)
    return f'setAttr ".ed" -type "dataReferenceEdits" \n\t\t{text};', connections


def _names(text: str) -> tuple[str, str]:
    words = next(statements(f"x {text};"))
    long = words[words.index("-ln") + 1] if "-ln" in words else ""
    short = words[words.index("-sn") + 1] if "-sn" in words else long
    return str(long), str(short)


def parse(words: Words) -> tuple[list[Edit], dict[str, tuple[str, bool]]]:
    """Edits, and what the place holders stand for: a plug, and whether it is the source."""
    edits: list[Edit] = []
    holders: dict[str, tuple[str, bool]] = {}
    words.next()
    while words:
        name = words.next()
        if not words:
            break
        for _ in range(words.integer()):
            _parse_one(words, edits, holders)
        del name
    return edits, holders


def _parse_one(words: Words, edits: list[Edit], holders: dict[str, tuple[str, bool]]) -> None:
    code = words.integer()
    if code == 2:
        node, attribute, text = words.take(3)
        edits.append(Edit("setAttr", f"{node}.{attribute}", str(text)))
    elif code == 1:
        node, _, _, text = words.take(4)
        edits.append(Edit("addAttr", str(node), str(text).strip()))
    elif code == 0:
        node, parent, text = words.take(3)
        edits.append(Edit("parent", str(node), str(text), str(parent)))
    elif code == 3:
        source, destination, _ = words.take(3)
        edits.append(Edit("disconnectAttr", str(source), "", str(destination)))
    elif code == 5:
        side = words.integer()
        _, one, other, _ = words.take(4)
        if side in (3, 4):
            holders[str(other)] = (str(one), side == 3)
        else:
            edits.append(Edit("connectAttr", str(one), "", str(other)))
        if words.peek() is not None and str(words.peek()).startswith(":"):
            words.next()
    elif code in (7, 8, 9):
        words.take(3)
    else:
        raise RuntimeError(f"stand-in: reference edits with code {code} are not read")


__all__ = ["Edit", "Snapshot", "apply_edits", "parse", "written"]
