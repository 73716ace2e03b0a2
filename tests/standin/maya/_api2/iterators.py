"""``MItDag``, ``MItDependencyNodes`` and ``MItDependencyGraph``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maya._api2.objects import (
    INCOMPATIBLE,
    MObject,
    MObjectArray,
    _numbers,
    dag_node_of,
    node_of,
    wrap,
)
from maya._api2.paths import MDagPath, MDagPathArray
from maya._api2.plugs import MPlug, MPlugArray
from maya._api2.small import MIteratorType
from maya._core.dag import DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only

AT_END = "(kFailure): the iterator is at its end"


class Walker:
    """The iterator protocol that all iterators of API 2.0 share: they give themselves."""

    _started = False

    def isDone(self) -> bool:
        raise NotImplementedError

    def next(self) -> Any:
        raise NotImplementedError

    def __iter__(self) -> Any:
        self._started = False
        return self

    def __next__(self) -> Any:
        if self._started:
            self.next()
        self._started = True
        if self.isDone():
            raise StopIteration
        return self


class NamedWalker(Walker):
    """The iterator protocol by names, too."""

    def iternext(self) -> Any:
        """The next item."""
        return self.__next__()

    def iter(self) -> Any:
        """The iterator itself."""
        return self.__iter__()


def _filters(value: Any) -> list[int]:
    return value._filters() if isinstance(value, MIteratorType) else ([value] if value else [])


def _fits(node: Node, filters: list[int]) -> bool:
    return not filters or any(each in _numbers(node.type.mfn_names) for each in filters)


class PruningWalker(NamedWalker):
    """A walk that can leave out what lies behind the present item."""

    _item: Any = None
    _pruned = False

    def isDone(self) -> bool:
        """Whether everything was visited."""
        return self._item is None

    def next(self) -> Any:
        """Go on."""
        if self._item is not None:
            if not self._pruned:
                self._expand()
            self._pruned = False
            self._advance()
        return self

    def prune(self) -> Any:
        """Leave out what is below or behind the present item."""
        self._pruned = True
        return self


class MItDag(PruningWalker):
    """Walks over the hierarchy."""

    kInvalidType, kDepthFirst, kBreadthFirst = range(3)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        scene_thread_only("maya.api")
        self.traverseUnderWorld = False
        info = arguments[0] if arguments and isinstance(arguments[0], MIteratorType) else None
        if info is not None:
            traversal = arguments[1] if len(arguments) > 1 else self.kDepthFirst
            filters = info
        else:
            traversal = options.get("traversalType", arguments[0] if arguments else 1)
            filters = options.get("filterType", arguments[1] if len(arguments) > 1 else 0)
        self._begin(None, traversal, _filters(filters))

    def _begin(self, root: DagPath | None, traversal: int, filters: list[int]) -> None:
        self._traversal, self._filter = traversal or self.kDepthFirst, filters
        self._root = root or DagPath(())
        self._waiting = [(self._root, 0)]
        self._pruned = False
        self._item: tuple[DagPath, int] | None = None
        self._advance()

    def reset(self, *arguments: Any) -> MItDag:
        """Start again, from another root or with another filter."""
        arguments_left = list(arguments)
        filters: Any = self._filter
        if arguments_left and isinstance(arguments_left[0], MIteratorType):
            filters = _filters(arguments_left.pop(0))
        root = arguments_left.pop(0) if arguments_left else None
        traversal = arguments_left.pop(0) if arguments_left else self._traversal
        if arguments_left:
            filters = _filters(arguments_left.pop(0))
        path = self._root
        if isinstance(root, MDagPath):
            path = root._path()
        elif isinstance(root, MObject):
            path = dag_node_of(root).path()
        self._started = False
        self._begin(path, traversal, filters)
        return self

    def _advance(self) -> None:
        while self._waiting:
            path, depth = self._waiting.pop(0)
            self._item = (path, depth)
            if _fits(path.node, self._filter):
                return
            self._expand()
        self._item = None

    def _expand(self) -> None:
        path, depth = self._item
        below = [(path.child(child), depth + 1) for child in list(path.node.children)]
        if self._traversal == self.kBreadthFirst:
            self._waiting += below
        else:
            self._waiting[:0] = below

    def _here(self) -> DagPath:
        if self._item is None:
            raise RuntimeError(AT_END)
        return self._item[0]

    def currentItem(self) -> MObject:
        """The present node."""
        return wrap(self._here().node)

    def getPath(self) -> MDagPath:
        """The present path."""
        return MDagPath._of(self._here())

    def getAllPaths(self) -> MDagPathArray:
        """All paths to the present node."""
        return MDagPathArray._of(MDagPath._of(path) for path in self._here().node.paths())

    def fullPathName(self) -> str:
        """Full path of the present node."""
        return self._here().full_name()

    def partialPathName(self) -> str:
        """Shortest unique path of the present node."""
        return self._here().short_name()

    def depth(self) -> int:
        """Steps from the root."""
        self._here()
        return self._item[1]

    def instanceCount(self, total: bool) -> int:
        """Number of instances of the present node."""
        node = self._here().node
        return len(node.paths()) if total else len(node.parents)

    def isInstanced(self, indirect: bool = True) -> bool:
        """Whether the present node has more than one instance."""
        return self.instanceCount(indirect) > 1

    def root(self) -> MObject:
        """Where the walk started."""
        return wrap(self._root.node)

    def traversalType(self) -> int:
        """Depth first or breadth first."""
        return self._traversal


class MItDependencyNodes(NamedWalker):
    """Walks over all nodes."""

    def __init__(self, filterType: Any = 0) -> None:
        scene_thread_only("maya.api")
        self._filter = _filters(filterType)
        self.reset()

    def reset(self, filterType: Any = None) -> MItDependencyNodes:
        """Start again."""
        if filterType is not None:
            self._filter = _filters(filterType)
        self._nodes = [node for node in session.scene.nodes if _fits(node, self._filter)]
        self._place = 0
        self._started = False
        return self

    def isDone(self) -> bool:
        """Whether all nodes were visited."""
        return self._place >= len(self._nodes)

    def next(self) -> MItDependencyNodes:
        """Go on."""
        self._place += 1
        return self

    def thisNode(self) -> MObject:
        """The present node."""
        if self.isDone():
            raise RuntimeError(AT_END)
        return wrap(self._nodes[self._place])


class MItDependencyGraph(PruningWalker):
    """Walks along connections."""

    kDownstream, kUpstream = 0, 1
    kDepthFirst, kBreadthFirst = 0, 1
    kNodeLevel, kPlugLevel = 0, 1
    kDependsOn, kConnectedTo, kEvaluationGraph = range(3)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        scene_thread_only("maya.api")
        self.pruningOnFilter = True
        self.traversingOverWorldSpaceDependents = False
        self._set_up(arguments, options)

    def _set_up(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        given = list(arguments)
        filters: Any = 0
        if isinstance(given[0], MIteratorType):
            filters = given.pop(0)
            root = given.pop(0)
        else:
            root = given.pop(0)
            filters = options.get("filter", given.pop(0) if given else 0)
        names = ("direction", "traversal", "level", "relationship")
        chosen = dict(zip(names, given, strict=False)) | {
            name: options[name] for name in names if name in options
        }
        self._filter = _filters(filters)
        self._direction = chosen.get("direction", self.kDownstream)
        self._traversal = chosen.get("traversal", self.kDepthFirst)
        self._level = chosen.get("level", self.kNodeLevel)
        self._relationship = chosen.get("relationship", self.kDependsOn)
        self._root_plug = root._plug() if isinstance(root, MPlug) else None
        self._root = self._root_plug.node if self._root_plug else node_of(root)
        self.reset()

    def resetTo(self, *arguments: Any, **options: Any) -> MItDependencyGraph:
        """Start from another node or plug."""
        self._set_up(arguments, options)
        return self

    def resetFilter(self) -> MItDependencyGraph:
        """Let everything through."""
        self._filter = []
        return self

    def reset(self) -> MItDependencyGraph:
        """Start again."""
        start = (self._root, self._root_plug, None, 0, ())
        self._waiting = [start]
        self._seen: set[Any] = {self._key(start)}
        self._visited: list[Any] = []
        self._item: Any = None
        self._pruned = self._started = False
        self._advance()
        return self

    def _key(self, item: Any) -> Any:
        return item[1] if self._level == self.kPlugLevel and item[1] is not None else item[0]

    def _advance(self) -> None:
        while self._waiting:
            item = self._waiting.pop(0)
            self._item = item
            self._visited.append(item)
            if _fits(item[0], self._filter):
                return
            if self.pruningOnFilter and item[3] > 0:
                continue
            self._expand()
        self._item = None

    def _links(self, node: Node, entered: Plug | None) -> Iterator[tuple[Plug, Plug]]:
        """Connections that go on from a node: own plug, other plug."""
        for plug in node.known_plugs():
            by_plug = self._level == self.kPlugLevel and entered is not None
            if by_plug and not self._related(node, entered, plug):
                continue
            if self._direction == self.kUpstream:
                if plug.source is not None:
                    yield plug, plug.source
            else:
                for destination in list(plug.destinations):
                    yield plug, destination

    def _related(self, node: Node, entered: Plug, plug: Plug) -> bool:
        if plug is entered or plug in entered.above() or entered in plug.above():
            return True
        if self._relationship == self.kConnectedTo:
            return False
        if self._direction == self.kUpstream:
            sources = {s for a in _line(entered) for s in node.type.affecting(a)}
            return any(attribute in sources for attribute in _line(plug))
        targets = {t for a in _line(entered) for t in node.affected_by(a)}
        return any(attribute in targets for attribute in _line(plug))

    def _expand(self) -> None:
        node, entered, _, depth, path = self._item
        found = []
        for own, other in self._links(node, entered):
            item = (other.node, other, own, depth + 1, (*path, self._item[:2]))
            key = self._key(item)
            if key not in self._seen:
                self._seen.add(key)
                found.append(item)
        if self._traversal == self.kBreadthFirst:
            self._waiting += found
        else:
            self._waiting[:0] = found

    def _here(self) -> Any:
        if self._item is None:
            raise RuntimeError(AT_END)
        return self._item

    def currentNode(self) -> MObject:
        """The present node."""
        return wrap(self._here()[0])

    def currentPlug(self) -> MPlug:
        """The present plug."""
        return MPlug._of(self._here()[1])

    def previousPlug(self) -> MPlug:
        """The plug that led here."""
        return MPlug._of(self._here()[2])

    def currentNodeHasUnknownType(self) -> bool:
        """Whether the present node's plug-in is missing."""
        return self._here()[0].type.name.startswith("unknown")

    @property
    def nodeDepth(self) -> int:
        """Steps from the root."""
        return self._here()[3]

    def rootNode(self) -> MObject:
        """Where the walk started."""
        return wrap(self._root)

    def rootPlug(self) -> MPlug:
        """The plug where the walk started."""
        if self._root_plug is None:
            raise RuntimeError(INCOMPATIBLE)
        return MPlug._of(self._root_plug)

    def getNodePath(self) -> MObjectArray:
        """Nodes from the present one back to the root."""
        item = self._here()
        return MObjectArray._of(wrap(step[0]) for step in [item[:2], *reversed(item[4])])

    def getPlugPath(self) -> MPlugArray:
        """Plugs from the present one back to the root."""
        item = self._here()
        steps = [item[:2], *reversed(item[4])]
        return MPlugArray._of(MPlug._of(step[1]) for step in steps if step[1] is not None)

    def getNodesVisited(self) -> MObjectArray:
        """All nodes so far."""
        return MObjectArray._of(wrap(node) for node in dict.fromkeys(i[0] for i in self._visited))

    def getPlugsVisited(self) -> MPlugArray:
        """All plugs so far."""
        return MPlugArray._of(MPlug._of(item[1]) for item in self._visited if item[1] is not None)

    @property
    def currentDirection(self) -> int:
        """Upstream or downstream."""
        return self._direction

    @property
    def currentTraversal(self) -> int:
        """Depth first or breadth first."""
        return self._traversal

    @property
    def currentLevel(self) -> int:
        """Nodes or plugs."""
        return self._level

    @property
    def currentRelationship(self) -> int:
        """Which links count."""
        return self._relationship

    @property
    def currentFilter(self) -> int:
        """The type that is let through."""
        return self._filter[0] if self._filter else 0

    @currentFilter.setter
    def currentFilter(self, value: int) -> None:
        self._filter = _filters(value)


def _line(plug: Plug) -> list[Any]:
    return [plug.attribute, *(each.attribute for each in plug.above())]
