"""``MSelectionList``."""

from __future__ import annotations

from typing import Any

from maya._api2.component_texts import components_of_texts, texts_of_component
from maya._api2.objects import (
    INCOMPATIBLE,
    MISSING,
    Component,
    MObject,
    component_of,
    is_live,
    require_object,
    wrap,
)
from maya._api2.paths import MDagPath
from maya._api2.plugs import MPlug
from maya._api2.small import MUuid
from maya._core import lookup
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only


def component_sizes(node: DagNode) -> dict[str, Any]:
    """How many components of each kind a shape has, for texts such as ``vtx[*]``."""
    from maya._core import mesh_topology, shapes
    from maya._core.data import LatticeData, MeshData, SurfaceData

    if shapes.kind_of(node) is None:
        return {}
    data = shapes.geometry(node)
    if data is None:
        return {}
    if isinstance(data, MeshData):
        uvs = next(iter(data.uv_sets.values()), None)
        return {
            "vtx": len(data.points),
            "f": len(data.counts),
            "e": len(mesh_topology.edges_of(data)),
            "map": 0 if uvs is None else len(uvs.u),
        }
    if isinstance(data, SurfaceData):
        return {"cv": data.points.shape[:2]}
    if isinstance(data, LatticeData):
        return {"pt": data.points.shape[:3]}
    return {"cv": len(data.points), "ep": len(data.points)}


class Part:
    """Components of one kind on one path, as a selection list holds them."""

    __slots__ = ("component", "path")

    def __init__(self, path: DagPath, component: Component) -> None:
        self.path = path
        self.component = component

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Part)
            and self.path == other.path
            and self.component.name == other.component.name
            and self.component.listed() == other.component.listed()
        )

    __hash__ = None  # type: ignore[assignment]


Item = Any  # Node, DagPath, Plug or Part


def items_of(found: list[Any]) -> list[Item]:
    """Core items as those of a selection list."""
    items: list[Item] = []
    for each in found:
        if isinstance(each, Components):
            for component in components_of_texts([each.text], component_sizes(each.path.node)):
                items.append(Part(each.path, component))
        elif isinstance(each, DagNode):
            items.append(each.path())
        else:
            items.append(each)
    return items


def core_items(item: Item) -> list[Any]:
    """An item of a selection list as the scene keeps it."""
    if isinstance(item, Part):
        return [Components(item.path, text) for text in texts_of_component(item.component)]
    return [item]


def strings_of(item: Item) -> list[str]:
    """How cmds writes an item."""
    if isinstance(item, Part):
        name = item.path.short_name()
        texts = texts_of_component(item.component)
        size = component_sizes(item.path.node).get(texts[0].partition("[")[0]) if texts else 0
        if item.component.complete is not None and isinstance(size, int) and size:
            kind = texts[0].partition("[")[0]
            texts = [f"{kind}[0:{size - 1}]" if size > 1 else f"{kind}[0]"]
        return [f"{name}.{text}" for text in texts]
    if isinstance(item, DagPath):
        return [item.short_name()]
    return [item.name() if isinstance(item, Plug) else session.scene.short_name(item)]


class MSelectionList:
    """A list of nodes, paths, plugs and components."""

    __slots__ = ("_items",)
    kMergeNormal, kXORWithList, kRemoveFromList = range(3)

    def __init__(self, source: Any = None) -> None:
        if source is not None and not isinstance(source, MSelectionList):
            raise TypeError(f"argument must be MSelectionList, not {type(source).__name__}")
        self._items: list[Item] = [] if source is None else list(source._items)

    @classmethod
    def _of(cls, items: list[Item]) -> MSelectionList:
        self = cls()
        self._items = list(items)
        return self

    @classmethod
    def _of_core(cls, found: list[Any]) -> MSelectionList:
        return cls._of(items_of(found))

    def _core(self) -> list[Any]:
        return [each for item in self._items for each in core_items(item)]

    # -- content -----------------------------------------------------------------------------

    def add(self, item: Any, *arguments: Any, **options: Any) -> MSelectionList:
        """Add what a name or pattern means, or an object, path, plug, UUID or components."""
        scene_thread_only("maya.api")
        if isinstance(item, str):
            recursive = bool(arguments and arguments[0]) or options.get(
                "searchChildNamespaces", False
            )
            self._items += _by_name(item, recursive)
            return self
        merge = arguments[-1] if arguments and isinstance(arguments[-1], bool) else True
        merge = options.get("mergeWithExisting", merge)
        if isinstance(item, MDagPath) and arguments and isinstance(arguments[0], MObject):
            item = (item, arguments[0])
        new = _item(item)
        if isinstance(new, Part) and merge:
            self._merge_part(new)
        elif not (merge and new in self._items):
            self._items.append(new)
        return self

    def _merge_part(self, new: Part) -> None:
        for place, item in enumerate(self._items):
            same_path = isinstance(item, Part) and item.path == new.path
            if same_path and item.component.name == new.component.name:
                joined = Component(item.component.name, item.component.listed())
                joined.add(new.component.listed())
                self._items[place] = Part(item.path, joined)
                return
        self._items.append(new)

    def clear(self) -> MSelectionList:
        """Empty the list."""
        self._items = []
        return self

    def copy(self, src: MSelectionList) -> MSelectionList:
        """Take over another list."""
        self._items = list(src._items)
        return self

    def isEmpty(self) -> bool:
        """Whether nothing is in the list."""
        return not self._items

    def length(self) -> int:
        """Number of items."""
        return len(self._items)

    def remove(self, index: int) -> MSelectionList:
        """Take an item out."""
        self._at(index)
        del self._items[index]
        return self

    def replace(self, index: int, newItem: Any) -> MSelectionList:
        """Put another item in place of one."""
        self._at(index)
        self._items[index] = _item(newItem)
        return self

    def hasItem(self, item: Any) -> bool:
        """Whether an item is in the list as a whole."""
        wanted = _item(item)
        if not isinstance(wanted, Part):
            return wanted in self._items
        return all(number in self._numbers(wanted) for number in wanted.component.listed())

    def hasItemPartly(self, dagPath: MDagPath, component: MObject) -> bool:
        """Whether a part of some components is in the list."""
        wanted = _item((dagPath, component))
        if not isinstance(wanted, Part):
            return wanted in self._items
        return any(number in self._numbers(wanted) for number in wanted.component.listed())

    def _numbers(self, wanted: Part) -> set[Any]:
        return {
            number
            for item in self._items
            if isinstance(item, Part)
            and item.path == wanted.path
            and item.component.name == wanted.component.name
            for number in item.component.listed()
        }

    def merge(self, other: Any, *arguments: Any, strategy: int = 0) -> MSelectionList:
        """Add, toggle or remove the items of another list, or some components."""
        if isinstance(other, MSelectionList):
            items = other._items
            strategy = arguments[0] if arguments else strategy
        else:
            items = [_item((other, arguments[0]))]
            strategy = arguments[1] if len(arguments) > 1 else strategy
        for item in items:
            self._merge_one(item, strategy)
        return self

    def _merge_one(self, item: Item, strategy: int) -> None:
        if isinstance(item, Part):
            self._merge_components(item, strategy)
        elif item in self._items:
            if strategy != self.kMergeNormal:
                self._items.remove(item)
        elif strategy != self.kRemoveFromList:
            self._items.append(item)

    def _merge_components(self, part: Part, strategy: int) -> None:
        present = self._numbers(part)
        given = set(part.component.listed())
        results = {
            self.kMergeNormal: present | given,
            self.kXORWithList: present ^ given,
            self.kRemoveFromList: present - given,
        }
        same = [
            item
            for item in self._items
            if isinstance(item, Part)
            and item.path == part.path
            and item.component.name == part.component.name
        ]
        place = self._items.index(same[0]) if same else len(self._items)
        self._items = [item for item in self._items if item not in same]
        if results[strategy]:
            self._items.insert(
                place, Part(part.path, Component(part.component.name, sorted(results[strategy])))
            )

    def toggle(self, dagPath: MDagPath, component: MObject) -> MSelectionList:
        """Add components that are not in the list, remove those that are."""
        return self.merge(dagPath, component, strategy=self.kXORWithList)

    def intersect(self, other: MSelectionList, expandToLeaves: bool = False) -> MSelectionList:
        """Keep what is in another list, too."""
        self._items = [item for item in self._items if item in other._items]
        return self

    # -- reading -----------------------------------------------------------------------------

    def _at(self, index: int) -> Item:
        if not hasattr(index, "__index__"):
            raise TypeError(f"an integer is required (got type {type(index).__name__})")
        if not 0 <= index < len(self._items):
            raise IndexError("index out of range")
        return self._items[index]

    def getDependNode(self, index: int) -> MObject:
        """The node of an item."""
        item = self._at(index)
        if isinstance(item, Part):
            item = item.path
        if isinstance(item, DagPath):
            return wrap(item.node)
        return wrap(item.node if isinstance(item, Plug) else item)

    def getDagPath(self, index: int) -> MDagPath:
        """The path of an item."""
        item = self._at(index)
        if isinstance(item, Plug) and isinstance(item.node, DagNode):
            return MDagPath._of(item.node.path())
        if isinstance(item, Part):
            return MDagPath._of(item.path)
        if not isinstance(item, DagPath):
            raise TypeError("item is not a DAG path")
        return MDagPath._of(item)

    def getComponent(self, index: int) -> tuple[MDagPath, MObject]:
        """The path of an item, and its components; a null object if it has none."""
        item = self._at(index)
        if isinstance(item, Part):
            return MDagPath._of(item.path), wrap(item.component)
        return self.getDagPath(index), MObject()

    def getPlug(self, index: int) -> MPlug:
        """The plug of an item."""
        item = self._at(index)
        if not isinstance(item, Plug):
            raise TypeError("item is not a plug")
        return MPlug._of(item)

    def getSelectionStrings(self, index: int | None = None) -> tuple[str, ...]:
        """How cmds writes the items, or one of them."""
        items = self._items if index is None else [self._at(index)]
        return tuple(text for item in items for text in strings_of(item))

    def __str__(self) -> str:
        return str(self.getSelectionStrings())


def _by_name(text: str, recursive: bool) -> list[Item]:
    found = items_of(lookup.find(text, recursive))
    if not found:
        raise RuntimeError(MISSING)
    owners = {_owner(item) for item in found}
    if len(owners) > 1 and not any(mark in text for mark in "*?") and not recursive:
        raise RuntimeError(f"(kInvalidParameter): More than one object matches name: {text}")
    return found


def _owner(item: Item) -> Any:
    if isinstance(item, Part):
        return item.path
    return item.node if isinstance(item, Plug) else item


def _item(value: Any) -> Item:
    """What is put into a list as an item."""
    if isinstance(value, MDagPath):
        return value._path()
    if isinstance(value, MPlug):
        return value._plug()
    if isinstance(value, MUuid):
        node = session.scene.by_uuid.get(value.asString())
        if node is None:
            raise RuntimeError(MISSING)
        return node.path() if isinstance(node, DagNode) else node
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], MDagPath):
        component = component_of(value[1])
        path = value[0]._path()
        if component is None:
            return path
        if path.node.is_transform:
            path = MDagPath._of(path).extendToShape()._path()
        return Part(path, component)
    return _object_item(value)


def _object_item(value: Any) -> Item:
    entity = require_object(value)
    if entity is None:
        raise RuntimeError(MISSING)
    if not isinstance(entity, Node):
        raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
    if not is_live(entity):
        raise RuntimeError(MISSING)
    return entity.path() if isinstance(entity, DagNode) else entity
