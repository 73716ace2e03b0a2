"""sets, listSets, partition."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import membership, naming
from maya._core.dag import DagPath
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.session import session

RESTRICTIONS = {
    "vertices": "verticesOnlySet",
    "edges": "edgesOnlySet",
    "facets": "facetsOnlySet",
    "editPoints": "editPointsOnlySet",
    "renderable": "renderableOnlySet",
}
EDITS = ("add", "addElement", "include", "remove", "forceElement", "clear", "flatten")


def _set(name: str) -> Node:
    node = names.node(name)
    if not membership.is_set(node):
        raise TypeError(f"Object {name} is invalid: it is not a set")
    return node


def _members_given(given: tuple[str, ...]) -> list[Any]:
    """Things named; sets among them count as their members only when they are edited as sets."""
    return names.given_or_selected(given)


def _expanded(items: list[Any]) -> set[Any]:
    """Single things: members of sets instead of sets, components one by one."""
    found: dict[Any, None] = {}
    for item in items:
        node = names.node_of(item)
        if membership.is_set(node):
            found.update(dict.fromkeys(_expanded(membership.members(node))))
        else:
            found.update(dict.fromkeys(names.flattened(item)))
    return set(found)


def _query(flags: Flags, given: tuple[str, ...]) -> Any:
    group = _set(given[0])
    if flags.get("size"):
        return len(membership.members(group))
    if flags.get("text"):
        return group.plug("annotation").get() or ""
    for flag, attribute in RESTRICTIONS.items():
        if flags.get(flag):
            if flag == "renderable":
                return membership.is_exclusive(group)
            return bool(group.plug(attribute).get())
    if flags.get("color"):
        return group.plug("memberWireframeColor").get()
    if flags.get("nodesOnly"):
        nodes = dict.fromkeys(names.node_of(item) for item in membership.members(group))
        return [names.text(node) for node in nodes] or None
    items = membership.members(group)
    return [names.text(item) for item in items] or None


def _test(flags: Flags, given: tuple[str, ...]) -> bool | None:
    if "isMember" in flags:
        group = _set(flags["isMember"])
        return all(membership.contains(group, item) for item in _members_given(given))
    if "anyMember" in flags:
        group = _set(flags["anyMember"])
        return any(membership.contains(group, item) for item in _members_given(given))
    if "isIntersecting" in flags:
        mine = _expanded([_set(flags["isIntersecting"])])
        return any(mine & _expanded([item]) for item in _members_given(given))
    return None


def _combined(flags: Flags, given: tuple[str, ...]) -> list[str] | None:
    """Union, intersection and difference give members and change nothing."""
    for flag in ("union", "intersection", "subtract"):
        if flag in flags:
            first = _expanded([_item(flags[flag])])
            for item in _members_given(given):
                other = _expanded([item])
                if flag == "union":
                    first |= other
                elif flag == "intersection":
                    first &= other
                else:
                    first -= other
            return sorted(names.text(item) for item in first)
    return None


def _item(name: str) -> Any:
    return names.find(name)[0]


def _edit(flags: Flags, given: tuple[str, ...]) -> Any:
    for flag in EDITS:
        if flag not in flags:
            continue
        group = _set(flags[flag])
        items = _members_given(given) if flag not in ("clear", "flatten") else []
        if flag in ("add", "addElement"):
            membership.add(group, items)
        elif flag in ("include", "forceElement"):
            membership.add(group, items, force=True)
        elif flag == "remove":
            membership.remove(group, items)
        elif flag == "clear":
            membership.clear(group)
        else:
            _flatten(group)
        return names.text(group)
    if "split" in flags:
        raise NotImplementedError("stand-in: sets -split")
    group = _set(given[0])
    if "text" in flags:
        group.plug("annotation").set(flags["text"])
    if "color" in flags:
        group.plug("memberWireframeColor").set(flags["color"])
    return names.text(group)


def _flatten(group: Node) -> None:
    for item in membership.members(group):
        node = names.node_of(item)
        if membership.is_set(node):
            membership.remove(group, [item])
            membership.add(group, membership.members(node))


def _create(flags: Flags, given: tuple[str, ...]) -> str:
    renderable = bool(flags.get("renderable"))
    kind = "shadingEngine" if renderable else "objectSet"
    stem = naming.free_name(session.scene, None, "set1", None, False)
    group = session.scene.create(kind, flags.get("name") or stem)
    for flag, attribute in RESTRICTIONS.items():
        if flags.get(flag) and flag != "renderable":
            group.plug(attribute).set(True)
    if "text" in flags:
        group.plug("annotation").set(flags["text"])
    if "color" in flags:
        group.plug("memberWireframeColor").set(flags["color"])
    if renderable:
        _make_renderable(group, bool(flags.get("noSurfaceShader")))
    items = [] if flags.get("empty") else _members_given(given)
    items = [
        item for item in items if not membership.is_set(names.node_of(item)) or "copy" not in flags
    ]
    if "copy" in flags:
        items = membership.members(_set(flags["copy"]))
    membership.add(group, items, force=renderable)
    return names.text(group)


def _make_renderable(group: Node, bare: bool) -> None:
    partition = session.scene.by_name.get("renderPartition")
    if partition:
        membership.add_to_partition(partition[0], group)
    info = (
        session.scene.create("materialInfo")
        if "materialInfo" in session.node_types and not bare
        else None
    )
    if info is not None:
        session.scene.connect(group.plug("message"), info.plug("shadingGroup"))


@graph_command(
    "sets",
    missing="channelSetColor channelSetColorIndex layer afterFilters",
    harmless="noIntermediate noWarnings",
    widen="ce",
)
def _sets(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(flags, given)
    answer = _test(flags, given)
    if answer is not None:
        return answer
    combined = _combined(flags, given)
    if combined is not None:
        return combined
    if flags.edit or any(flag in flags for flag in EDITS):
        return _edit(flags, given)
    return _create(flags, given)


@graph_command("listSets", missing="type", undoable=False)
def _list_sets(flags: Flags) -> list[str] | None:
    if flags.get("allSets"):
        groups = [node for node in session.scene.nodes if membership.is_set(node)]
    else:
        item = _item(flags["object"])
        groups = _sets_of(item)
        if flags.get("extendToShape") and isinstance(item, DagPath):
            for shape in item.node.shapes:
                groups += [group for group in _sets_of(shape.path()) if group not in groups]
    return [names.text(group) for group in groups] or None


def _sets_of(item: Any) -> list[Node]:
    groups = membership.sets_of(names.node_of(item))
    if isinstance(item, Components):
        return [group for group in groups if membership.contains(group, item)]
    return groups


@graph_command("partition", missing="render")
def _partition(flags: Flags, *given: str) -> Any:
    if flags.query:
        node = names.node(given[0])
        ends = [
            each.source.node for each in node.plug("sets").existing() if each.source is not None
        ]
        return [names.text(end) for end in ends] or None
    for flag, change in (
        ("addSet", membership.add_to_partition),
        ("removeSet", membership.remove_from_partition),
    ):
        if flag in flags:
            target = names.node(flags[flag])
            for group in names.nodes(given):
                change(target, group)
            return names.text(target)
    node = session.scene.create("partition", flags.get("name") or "partition1")
    for group in names.nodes(given) if given else []:
        membership.add_to_partition(node, group)
    return names.text(node)
