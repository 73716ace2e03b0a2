"""Selection lists."""

from __future__ import annotations

from typing import Any

from maya._core import lookup, mfn
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only
from maya._shared import errors

from .fn_base import filled
from .fn_component import component_of, texts_of
from .objects import Component, MObject, MUuid, entity_of, is_live, mfn_names
from .paths import MDagPath
from .plugs import MPlug
from .swig import SwigObject, expect, integer, named, wrong_arguments


def component_counts(path: DagPath) -> Any:
    """A function that gives how many components of a kind a shape has."""

    def count(word: str, place: int) -> int | None:
        from .fn_shapes import shape_counts

        return shape_counts(path, word, place)

    return count


class Item:
    """An entry: a node, a path with or without components, or a plug."""

    def __init__(self, thing: Any, component: Component | None = None) -> None:
        self.thing = thing
        self.component = component

    def same(self, other: Item) -> bool:
        """Whether both mean the same node, path or plug."""
        return self.thing == other.thing or self.thing is other.thing

    def text(self) -> list[str]:
        """As a user would write it."""
        if isinstance(self.thing, Plug):
            return [self.thing.name()]
        if isinstance(self.thing, Node):
            return [self.thing.name]
        name = self.thing.short_name()
        if self.component is None:
            return [name]
        short = name
        parent = self.thing.parent()
        if self.thing.node.is_shape and parent is not None:
            short = parent.short_name()
        return [f"{short}.{text}" for text in texts_of(self.component)]


def _items_of(found: list[Any]) -> list[Item]:
    items: list[Item] = []
    for each in found:
        if isinstance(each, Components):
            component = component_of(each.text, component_counts(each.path))
            _merge_into(items, Item(each.path, component))
        else:
            items.append(Item(each))
    return items


def _merge_into(items: list[Item], new: Item) -> None:
    for item in items:
        if (
            item.component is not None
            and new.component is not None
            and item.same(new)
            and item.component.name == new.component.name
        ):
            known = set(item.component.elements)
            item.component.elements += [e for e in new.component.elements if e not in known]
            item.component.elements.sort()
            return
    items.append(new)


@named("MSelectionList")
class MSelectionList(SwigObject):
    """A list of nodes, paths, components and plugs."""

    kMergeNormal, kXORWithList, kRemoveFromList = range(3)

    def __init__(self, *values: Any) -> None:
        self._items: list[Item] = []
        if len(values) == 1 and isinstance(values[0], MSelectionList):
            self._items = list(values[0]._items)
        elif values:
            raise wrong_arguments("new_MSelectionList", values)

    @classmethod
    def _of(cls, found: list[Any]) -> MSelectionList:
        made = cls()
        made._items = _items_of(found)
        return made

    def _core(self) -> list[Any]:
        """The entries as the core's selection keeps them."""
        found: list[Any] = []
        for item in self._items:
            if item.component is None:
                found.append(item.thing)
            else:
                found += [Components(item.thing, text) for text in texts_of(item.component)]
        return found

    def assign(self, other: Any) -> MSelectionList:
        """Take over the entries of another list."""
        self._items = list(other._items)
        return self

    def clear(self) -> None:
        """Remove all entries."""
        self._items = []

    def length(self) -> int:
        """How many entries there are."""
        return len(self._items)

    def isEmpty(self) -> bool:
        """Whether there are no entries."""
        return not self._items

    def add(self, what: Any, *rest: Any) -> None:
        """Add a name (or pattern), a node, a path with components, a plug, or a UUID."""
        scene_thread_only()
        if isinstance(what, str):
            found = _items_of(lookup.find(what, bool(rest and rest[0])))
            if not found:
                raise RuntimeError("(kInvalidParameter): Object does not exist")
            self._items += found
            return
        if isinstance(what, MUuid):
            node = session.scene.by_uuid.get(what.asString())
            if node is None:
                raise errors.missing()
            self._items.append(_node_item(node))
            return
        item, merge = _given_item(what, rest)
        if merge and any(each.same(item) for each in self._items):
            _merge_into(self._items, item) if item.component is not None else None
            return
        self._items.append(item)

    def _at(self, index: int) -> Item:
        if not 0 <= integer(index) < len(self._items):
            raise errors.out_of_range()
        item = self._items[index]
        for node in (item.thing, getattr(item.thing, "node", None)):
            if isinstance(node, Node) and not is_live(node):
                raise errors.missing()
        return item

    def getDependNode(self, index: int, target: Any) -> None:
        """Make an MObject the node of an entry."""
        thing = self._at(index).thing
        expect(target, MObject)._entity = thing if isinstance(thing, Node) else thing.node

    def getDagPath(self, index: int, target: Any, component: Any = None) -> None:
        """Make a path (and an MObject the components) of an entry."""
        item = self._at(index)
        if not isinstance(item.thing, DagPath):
            raise TypeError("The selected item is no DAG path")
        expect(target, MDagPath)._path = item.thing
        if component is not None:
            component._entity = item.component

    def getPlug(self, index: int, *rest: Any) -> None:
        """Make a plug of an entry."""
        target = expect(rest[-1], MPlug)
        thing = self._at(index).thing
        if not isinstance(thing, Plug):
            raise TypeError("The selected item is no plug")
        target.assign(MPlug._of(thing))

    def getSelectionStrings(self, *values: Any) -> None:
        """``(list)`` or ``(index, list)``: fill with texts."""
        if len(values) == 1:
            filled(values[0], [text for item in self._items for text in item.text()])
        else:
            filled(values[1], self._at(values[0]).text())

    def remove(self, index: int) -> None:
        """Remove an entry."""
        if not 0 <= integer(index) < len(self._items):
            raise errors.out_of_range()
        del self._items[index]

    def replace(self, index: int, what: Any, *rest: Any) -> None:
        """Put something else at a place."""
        if not 0 <= integer(index) < len(self._items):
            raise errors.out_of_range()
        self._items[index] = _given_item(what, rest)[0]

    def hasItem(self, what: Any, component: Any = None) -> bool:
        """Whether something is in the list, with all its components."""
        item = _given_item(what, () if component is None else (component,))[0]
        return any(_covers(each, item) for each in self._items)

    def hasItemPartly(self, what: Any, component: Any) -> bool:
        """Whether some of the components are in the list."""
        item = _given_item(what, (component,))[0]
        return any(each.same(item) and _overlap(each, item) for each in self._items)

    def merge(self, *values: Any) -> None:
        """``(list, strategy=0)`` or ``(path, component, strategy=0)``."""
        if isinstance(values[0], MSelectionList):
            others = values[0]._items
            strategy = values[1] if len(values) > 1 else self.kMergeNormal
        else:
            others = [_given_item(values[0], values[1:2])[0]]
            strategy = values[2] if len(values) > 2 else self.kMergeNormal
        for item in others:
            self._merge(item, strategy)

    def _merge(self, item: Item, strategy: int) -> None:
        present = [each for each in self._items if each.same(item)]
        if strategy == self.kMergeNormal:
            if item.component is not None:
                _merge_into(self._items, Item(item.thing, _copy(item.component)))
            elif not present:
                self._items.append(item)
        elif item.component is None:
            self._items = [each for each in self._items if not each.same(item)]
            if strategy == self.kXORWithList and not present:
                self._items.append(item)
        else:
            self._subtract(item, strategy == self.kXORWithList)

    def _subtract(self, item: Item, toggle: bool) -> None:
        for each in list(self._items):
            if each.same(item) and each.component is not None:
                mine, theirs = set(each.component.elements), set(item.component.elements)
                left = mine ^ theirs if toggle else mine - theirs
                self._items.remove(each)
                if left:
                    self._items.append(
                        Item(each.thing, Component(each.component.name, sorted(left)))
                    )
                return
        if toggle:
            self._items.append(item)

    def intersect(self, other: Any, expandToLeaves: bool = False) -> None:
        """Keep what is in another list too."""
        kept: list[Item] = []
        for item in self._items:
            for each in other._items:
                if not item.same(each):
                    continue
                if item.component is None or each.component is None:
                    kept.append(item if each.component is None else each)
                elif common := sorted(set(item.component.elements) & set(each.component.elements)):
                    kept.append(Item(item.thing, Component(item.component.name, common)))
        self._items = kept

    def toggle(self, path: Any, component: Any = None) -> None:
        """Add what is not there, remove what is."""
        rest = () if component is None else (component,)
        self._merge(_given_item(path, rest)[0], self.kXORWithList)


def _copy(component: Component) -> Component:
    return Component(component.name, list(component.elements), component.complete)


def _node_item(node: Node) -> Item:
    if isinstance(node, DagNode) and not node.is_world and node.in_scene:
        return Item(node.path())
    return Item(node)


def _given_item(what: Any, rest: tuple[Any, ...]) -> tuple[Item, bool]:
    """An entry and whether to merge it, from the arguments of `add`."""
    merge = bool(rest and isinstance(rest[-1], (bool, int)) and rest[-1])
    component = next((value for value in rest if isinstance(value, MObject)), None)
    if isinstance(what, MDagPath):
        entity = None
        if component is not None and not component.isNull():
            entity = entity_of(component, Component)
        return Item(what._have(), entity), merge
    if isinstance(what, MPlug):
        return Item(what._core()), merge
    if isinstance(what, MObject):
        return _node_item(entity_of(what, Node)), merge
    raise wrong_arguments("MSelectionList_add", (what, *rest))


def _covers(each: Item, item: Item) -> bool:
    if not each.same(item):
        return False
    if each.component is None or item.component is None:
        return each.component is None
    return set(item.component.elements) <= set(each.component.elements)


def _overlap(each: Item, item: Item) -> bool:
    if each.component is None or item.component is None:
        return True
    return bool(set(item.component.elements) & set(each.component.elements))


@named("MItSelectionList")
class MItSelectionList(SwigObject):
    """Goes through a selection list."""

    kUnknownItem = -1
    kDagSelectionItem, kAnimSelectionItem, kDNselectionItem, kPlugSelectionItem = range(4)

    def __init__(self, selection: Any, kind: int = 0) -> None:
        self._all = list(expect(selection, MSelectionList)._items)
        self.setFilter(kind)

    def setFilter(self, kind: int = 0) -> None:
        """Visit entries of one kind only."""
        name = mfn.name(integer(kind))
        self._items = [item for item in self._all if kind == 0 or _fits(item, name)]
        self._at = 0

    def isDone(self) -> bool:
        """Whether all entries were visited."""
        return self._at >= len(self._items)

    def next(self) -> None:
        """Go on."""
        self._at += 1

    __next__ = next

    def reset(self) -> None:
        """Start again."""
        self._at = 0

    def _list(self) -> MSelectionList:
        made = MSelectionList()
        made._items = [self._items[self._at]] if not self.isDone() else []
        return made

    def getDependNode(self, target: Any) -> None:
        """Make an MObject the node of the entry."""
        self._list().getDependNode(0, target)

    def getDagPath(self, path: Any, component: Any = None) -> None:
        """Make a path (and an MObject the components) of the entry."""
        self._list().getDagPath(0, path, component)

    def getPlug(self, target: Any) -> None:
        """Make a plug of the entry."""
        self._list().getPlug(0, target)

    def getStrings(self, texts: Any) -> None:
        """Fill a list with texts of the entry."""
        self._list().getSelectionStrings(0, texts)

    def hasComponents(self) -> bool:
        """Whether the entry has components."""
        return self._items[self._at].component is not None

    def itemType(self) -> int:
        """What the entry is."""
        thing = self._items[self._at].thing
        if isinstance(thing, Plug):
            return self.kPlugSelectionItem
        return self.kDagSelectionItem if isinstance(thing, DagPath) else self.kDNselectionItem


def _fits(item: Item, name: str) -> bool:
    if item.component is not None and name in item.component.mfn_names:
        return True
    thing = item.thing
    if isinstance(thing, Plug):
        return False
    node = thing if isinstance(thing, Node) else thing.node
    if name in mfn_names(node):
        return True
    return isinstance(node, DagNode) and any(name in mfn_names(shape) for shape in node.shapes)
