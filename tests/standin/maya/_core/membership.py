"""Sets and partitions: members are connections to the set's member arrays, as in Maya."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maya._core.dag import DagNode, DagPath
from maya._core.data import ComponentList, compress_components, expand_components
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

ARRAYS = ("dagSetMembers", "dnSetMembers")


def is_set(node: Node) -> bool:
    """Whether a node is an objectSet of any kind."""
    return node.type.is_a("objectSet")


def is_exclusive(node: Node) -> bool:
    """Whether a set takes shapes and faces only, as shading groups do."""
    return node.type.is_a("shadingEngine")


def _item_of(source: Plug) -> Any:
    """The member whose plug is connected to a set."""
    node = source.node
    top = source
    names = [source.attribute.name, *(plug.attribute.name for plug in source.above())]
    if "objectGroups" in names:
        while top.array is None or top.attribute.name != "objectGroups":
            top = top.array or top.parent
        return _components_of(node, top)
    if "instObjGroups" in names:
        paths = node.paths()
        number = source.index or 0
        return paths[number] if number < len(paths) else node.path()
    if source.attribute.kind == "message":
        return node
    return source


def _components_of(node: Any, group: Plug) -> list[Components]:
    value = group.child("objectGrpCompList").get()
    items = value.items if isinstance(value, ComponentList) else (value or [])
    return [Components(node.path(), text) for text in items]


def entries(group: Node) -> list[tuple[Plug, Any]]:
    """The connected element of the set and its member, for each member."""
    found = []
    for name in ARRAYS:
        for element in group.plug(name).existing():
            if element.source is not None:
                item = _item_of(element.source)
                for each in item if isinstance(item, list) else [item]:
                    found.append((element, each))
    return found


def members(group: Node) -> list[Any]:
    """Nodes, DAG paths, plugs and components in a set."""
    return [item for _, item in entries(group)]


def sets_of(node: Node) -> list[Node]:
    """Sets that a node, or anything on it, is in."""
    found: dict[Node, None] = {}
    for plug in node.known_plugs():
        for destination in plug.destinations:
            array = destination.array
            if array is not None and array.attribute.name in ARRAYS and is_set(destination.node):
                found[destination.node] = None
    return list(found)


def add(group: Node, items: Iterable[Any], force: bool = False) -> None:
    """Put things into a set; ``force`` takes them out of other sets of its partition."""
    for item in items:
        for each in _shapes(item) if is_exclusive(group) else [item]:
            _add_one(group, each, force)


def _shapes(item: Any) -> list[Any]:
    if isinstance(item, DagPath) and not item.node.is_shape:
        shapes = [node for node in (item.node, *item.node.below()) if node.is_shape]
        return [node.path() for node in shapes if not node.plug("intermediateObject").get()]
    return [item]


def _add_one(group: Node, item: Any, force: bool) -> None:
    for rival in rivals(group):
        if contains(rival, item):
            if not force:
                raise RuntimeError(
                    f"Set '{group.name}' shares a partition with '{rival.name}'; an object can be in one of them only."
                )
            remove(rival, [item])
    if isinstance(item, Components):
        _add_components(group, item)
        return
    if contains(group, item):
        return
    source, array = _plug_of(item)
    element = group.plug(array).element(_free(group.plug(array)), create=True)
    session.scene.connect(source, element, convert=False)


def _free(array: Plug) -> int:
    taken = {index for index, plug in array.elements.items() if plug.source is not None}
    index = 0
    while index in taken:
        index += 1
    return index


def _plug_of(item: Any) -> tuple[Plug, str]:
    if isinstance(item, DagPath):
        return item.node.plug("instObjGroups").element(
            item.instance_number(), create=True
        ), "dagSetMembers"
    if isinstance(item, DagNode):
        return _plug_of(item.path())
    if isinstance(item, Plug):
        return item, "dnSetMembers"
    return item.plug("message"), "dnSetMembers"


def rivals(group: Node) -> list[Node]:
    """Other sets of the partitions that a set is in."""
    attribute = group.find_attribute("partition")
    if attribute is None:
        return []
    found: list[Node] = []
    for destination in group.plug(attribute).destinations:
        for element in destination.node.plug("sets").existing():
            if element.source is not None and element.source.node is not group:
                found.append(element.source.node)
    return found


def contains(group: Node, item: Any) -> bool:
    """Whether all of a thing is in a set."""
    if isinstance(item, Components):
        inside = {number for text in _texts_in(group, item) for number in _numbers(text)}
        return (
            bool(inside) and inside >= set(_numbers(item.text))
            if "*" not in item.text
            else item in members(group)
        )
    if isinstance(item, DagNode):
        item = item.path()
    return item in members(group)


def _texts_in(group: Node, item: Components) -> list[str]:
    return [
        other.text
        for other in members(group)
        if isinstance(other, Components)
        and other.path.node is item.path.node
        and other.kind == item.kind
    ]


def _numbers(text: str) -> list[int]:
    kind = text.partition("[")[0]
    return expand_components([text], kind, 0).tolist()


def _group_of(group: Node, shape: DagNode) -> Plug | None:
    for element, item in entries(group):
        if isinstance(item, Components) and item.path.node is shape:
            plug = element.source
            while plug.array is None or plug.attribute.name != "objectGroups":
                plug = plug.array or plug.parent
            return plug
    return None


def _add_components(group: Node, item: Components) -> None:
    shape = item.path.node
    known = _group_of(group, shape)
    if known is not None:
        value = known.child("objectGrpCompList").get()
        known.child("objectGrpCompList").set(ComponentList(_joined([*value.items, item.text])))
        return
    groups = (
        shape.plug("instObjGroups")
        .element(item.path.instance_number(), create=True)
        .child("objectGroups")
    )
    place = groups.element(groups.next_index(), create=True)
    place.child("objectGrpCompList").set(ComponentList(_joined([item.text])))
    if "groupId" in session.node_types:
        number = session.scene.create("groupId")
        session.scene.connect(number.plug("groupId"), place.child("objectGroupId"), convert=False)
        _connect_next(number.plug("message"), group.plug("groupNodes"))
    _connect_next(place, group.plug("dagSetMembers"))


def _connect_next(source: Plug, array: Plug) -> None:
    session.scene.connect(source, array.element(_free(array), create=True), convert=False)


def _joined(items: list[str]) -> list[str]:
    """Texts with one index joined to ranges; others as they are."""
    numbers: dict[str, set[int]] = {}
    others: dict[str, None] = {}
    for text in items:
        kind = text.partition("[")[0]
        if text.count("[") == 1 and "*" not in text:
            numbers.setdefault(kind, set()).update(_numbers(text))
        else:
            others[text] = None
    joined = [
        text for kind, found in numbers.items() for text in compress_components(kind, sorted(found))
    ]
    return [*others, *joined]


def remove(group: Node, items: Iterable[Any]) -> None:
    """Take things out of a set; what is not in it is passed over."""
    for item in items:
        for each in _shapes(item) if is_exclusive(group) else [item]:
            if isinstance(each, Components):
                _remove_components(group, each)
                continue
            wanted = each.path() if isinstance(each, DagNode) else each
            for element, member in entries(group):
                if member == wanted:
                    _drop(element)


def _drop(element: Plug) -> None:
    session.scene.disconnect(element.source, element)
    element.array.remove_element(element.index)


def _remove_components(group: Node, item: Components) -> None:
    known = _group_of(group, item.path.node)
    if known is None:
        return
    inside = known.child("objectGrpCompList").get().items
    same = [text for text in inside if text.partition("[")[0] == item.kind]
    gone = (
        set(_numbers(item.text))
        if "*" not in item.text
        else {n for text in same for n in _numbers(text)}
    )
    kept = sorted({number for text in same for number in _numbers(text)} - gone)
    rest = [text for text in inside if text not in same] + compress_components(item.kind, kept)
    known.child("objectGrpCompList").set(ComponentList(rest))
    if not rest:
        for element, _ in entries_of_plug(group, known):
            _drop(element)


def entries_of_plug(group: Node, source: Plug) -> list[tuple[Plug, Plug]]:
    """Member elements of a set that a plug is connected to."""
    return [
        (element, source)
        for name in ARRAYS
        for element in group.plug(name).existing()
        if element.source is source
    ]


def clear(group: Node) -> None:
    """Empty a set."""
    for name in ARRAYS:
        for element in group.plug(name).existing():
            if element.source is not None:
                _drop(element)


def add_to_partition(partition: Node, group: Node) -> None:
    """Make a set one of the sets of a partition, whose members exclude each other."""
    _connect_next(group.plug("partition"), partition.plug("sets"))


def remove_from_partition(partition: Node, group: Node) -> None:
    """Take a set out of a partition."""
    for element in partition.plug("sets").existing():
        if element.source is not None and element.source.node is group:
            _drop(element)
