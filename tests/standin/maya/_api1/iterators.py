"""Iterators over nodes: MItDag, MItDependencyNodes, MItDependencyGraph."""

from __future__ import annotations

from typing import Any

from maya._core import mfn
from maya._core.dag import DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only
from maya._shared import errors

from .objects import MObject, MObjectArray, mfn_names, node_of
from .paths import MDagPath, MDagPathArray, path_of
from .plugs import MPlug, MPlugArray
from .swig import SwigObject, expect, integer, named, wrong_arguments


class MIteratorType(SwigObject):
    """What an iterator visits."""

    kMObject, kMDagPathObject, kMPlugObject = range(3)

    def __init__(self, *_: Any) -> None:
        self._filters = [0]
        self._kind = self.kMObject

    def setFilterType(self, kind: int) -> None:
        """Visit one kind."""
        self._filters = [integer(kind)]

    def setFilterList(self, kinds: Any) -> None:
        """Visit several kinds."""
        self._filters = [int(kind) for kind in kinds]

    def getFilterType(self) -> int:
        """The only kind."""
        return self._filters[0]

    def getFilterList(self, kinds: Any) -> None:
        """Fill an array with the kinds."""
        from .arrays import MIntArray

        expect(kinds, MIntArray)._set_all(MIntArray(self._filters)._array())

    def filterListEnabled(self) -> bool:
        """Whether there are several kinds."""
        return len(self._filters) > 1

    def setObjectType(self, kind: int) -> None:
        """What the iterator starts from."""
        self._kind = integer(kind)

    def getObjectType(self) -> int:
        """What the iterator starts from."""
        return self._kind


def _names(kinds: list[int]) -> list[str] | None:
    """Names of the kinds to visit; None for all."""
    return None if 0 in kinds else [mfn.name(kind) for kind in kinds]


def _fits(node: Node, names: list[str] | None) -> bool:
    return names is None or any(name in mfn_names(node) for name in names)


class _Iterator(SwigObject):
    """A list of found things and a place in it."""

    _found: list[Any]
    _at = 0

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._at >= len(self._found)

    def next(self) -> None:
        """Go on."""
        self._at += 1

    def __next__(self) -> None:
        self.next()

    def _now(self) -> Any:
        if self.isDone():
            raise errors.failure("The iterator has nothing more")
        return self._found[self._at]


@named("MItDependencyNodes")
class MItDependencyNodes(_Iterator):
    """All nodes of the scene, or those of one kind."""

    def __init__(self, kind: Any = 0) -> None:
        self.reset(kind)

    def reset(self, kind: Any = None) -> None:
        """Start again."""
        scene_thread_only()
        if kind is not None:
            filters = kind._filters if isinstance(kind, MIteratorType) else [integer(kind)]
            self._kinds = _names(filters)
        self._found = [
            node
            for node in session.scene.nodes
            if _fits(node, self._kinds) and node is not session.scene.world
        ]
        self._at = 0

    def thisNode(self) -> MObject:
        """The node."""
        return MObject._of(self._now())

    item = thisNode


@named("MItDag")
class MItDag(_Iterator):
    """The hierarchy below a node."""

    kInvalidType, kDepthFirst, kBreadthFirst = range(3)

    def __init__(self, *values: Any) -> None:
        self._order = self.kDepthFirst
        self._kinds: list[str] | None = None
        self._root = DagPath(())
        numbers = [value for value in values if isinstance(value, int)]
        kinds = [value for value in values if isinstance(value, MIteratorType)]
        if len(numbers) + len(kinds) != len(values):
            raise wrong_arguments("new_MItDag", values)
        if kinds:
            self._kinds = _names(kinds[0]._filters)
        if numbers:
            self._order = integer(numbers[0])
        if len(numbers) > 1:
            self._kinds = _names([numbers[1]])
        self._start()

    def reset(self, *values: Any) -> None:
        """``()`` or ``(root, order=depth first, kind=all)``; the root is an MObject or a path."""
        rest = list(values)
        if rest and isinstance(rest[0], MIteratorType):
            self._kinds = _names(rest.pop(0)._filters)
        if rest and isinstance(rest[0], (MObject, MDagPath)):
            self._root = path_of(rest.pop(0))
        if rest:
            self._order = integer(rest.pop(0))
        if rest:
            self._kinds = _names([integer(rest.pop(0))])
        self._start()

    def _start(self) -> None:
        scene_thread_only()
        self._waiting: list[DagPath] = [self._root]
        self._pruned = False
        self._current: DagPath | None = None
        self._advance()

    def _advance(self) -> None:
        """Go to the next path that fits; children wait before their siblings or after them."""
        while True:
            if self._current is not None and not self._pruned:
                children = [self._current.child(node) for node in self._current.node.children]
                if self._order == self.kBreadthFirst:
                    self._waiting += children
                else:
                    self._waiting = children + self._waiting
            self._pruned = False
            if not self._waiting:
                self._current = None
                return
            self._current = self._waiting.pop(0)
            if _fits(self._current.node, self._kinds):
                return

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._current is None

    def next(self) -> None:
        """Go on."""
        self._advance()

    def prune(self) -> None:
        """Leave out what is below the present node."""
        self._pruned = True

    def _path(self) -> DagPath:
        if self._current is None:
            raise errors.failure("The iterator has nothing more")
        return self._current

    def currentItem(self) -> MObject:
        """The node."""
        return MObject._of(self._path().node)

    item = currentItem

    def getPath(self, path: Any) -> None:
        """Make a path the present one."""
        expect(path, MDagPath)._path = self._path()

    def getAllPaths(self, paths: Any) -> None:
        """Fill an array with all paths to the node."""
        found = self._path().node.paths()
        expect(paths, MDagPathArray)._set_all(MDagPath._of(path) for path in found)

    def root(self) -> MObject:
        """Where the iteration began."""
        return MObject._of(self._root.node)

    def depth(self) -> int:
        """How many steps below the root."""
        return len(self._path().nodes) - len(self._root.nodes)

    def fullPathName(self) -> str:
        """All names from the top."""
        return self._path().full_name()

    def partialPathName(self) -> str:
        """The shortest unique name."""
        path = self._path()
        return path.short_name() if path.nodes else ""

    def getType(self, kind: Any) -> None:
        """Describe what is visited."""
        kind._filters = [0] if self._kinds is None else [mfn.NUMBERS[name] for name in self._kinds]

    def instanceCount(self, total: bool = True) -> int:
        """How many paths (or direct parents) the node has."""
        node = self._path().node
        return len(node.paths()) if total else len(node.parents)

    def isInstanced(self, indirect: bool = True) -> bool:
        """Whether there is more than one path (or direct parent)."""
        return self.instanceCount(indirect) > 1

    def traverseUnderWorld(self, state: bool) -> None:
        """Visit parameter spaces too; there are none."""
        self._under = bool(state)

    def willTraverseUnderWorld(self) -> bool:
        """Whether parameter spaces are visited."""
        return getattr(self, "_under", True)


@named("MItDependencyGraph")
class MItDependencyGraph(SwigObject):
    """Nodes or plugs that depend on a node or plug, or that it depends on."""

    kDownstream, kUpstream = range(2)
    kDepthFirst, kBreadthFirst = range(2)
    kNodeLevel, kPlugLevel = range(2)
    kDependsOn, kConnectedTo, kEvaluationGraph = range(3)

    def __init__(self, root: Any, *rest: Any) -> None:
        self._filters: list[str] | None = None
        self._direction, self._order, self._level = self.kDownstream, self.kDepthFirst, 1
        if isinstance(root, MIteratorType):
            self._filters = _names(root._filters)
            root, *rest = rest
            self._settle(list(rest))
        else:
            numbers = list(rest)
            if numbers:
                self._filters = _names([integer(numbers.pop(0))])
            self._settle(numbers)
        self._prune_on_filter = False
        self._over_world = False
        self._start(root)

    def _settle(self, numbers: list[int]) -> None:
        for name, value in zip(("_direction", "_order", "_level"), numbers, strict=False):
            setattr(self, name, integer(value))

    def resetTo(self, root: Any, *rest: Any) -> None:
        """Start from another node or plug."""
        numbers = list(rest)
        if numbers:
            self._filters = _names([integer(numbers.pop(0))])
        self._settle(numbers)
        self._start(root)

    def _start(self, root: Any) -> None:
        scene_thread_only()
        if isinstance(root, MPlug):
            self._root_node, self._root_plug = root._core().node, root._core()
        elif isinstance(root, MObject):
            self._root_node, self._root_plug = node_of(root), None
        else:
            raise wrong_arguments("new_MItDependencyGraph", (root,))
        self.reset()

    def reset(self) -> None:
        """Start again."""
        first = (self._root_node, self._root_plug, None, 0)
        self._waiting: list[tuple[Node, Plug | None, Plug | None, int]] = [first]
        self._seen: set[Any] = set()
        self._current: Any = None
        self._previous: list[Any] = []
        self._pruned = False
        self._advance()

    def _advance(self) -> None:
        while True:
            if self._current is not None and not self._pruned:
                self._expand(self._current)
            self._pruned = False
            self._current = None
            while self._waiting and self._current is None:
                entry = self._waiting.pop(0)
                key = entry[0] if self._level == self.kNodeLevel else (entry[0], entry[1])
                if key not in self._seen:
                    self._seen.add(key)
                    self._current = entry
            if self._current is None:
                return
            if _fits(self._current[0], self._filters):
                self._previous.append(self._current)
                return
            if self._prune_on_filter:
                self._pruned = True

    def _expand(self, entry: Any) -> None:
        node, plug, _, depth = entry
        found: list[tuple[Node, Plug | None, Plug | None, int]] = []
        for place in self._ends(node, plug, depth):
            if self._direction == self.kDownstream:
                found += [(other.node, other, place, depth + 1) for other in place.destinations]
            elif place.source is not None:
                found.append((place.source.node, place.source, place, depth + 1))
        if self._order == self.kBreadthFirst:
            self._waiting += found
        else:
            self._waiting = found + self._waiting

    def _ends(self, node: Node, plug: Plug | None, depth: int) -> list[Plug]:
        """Plugs of a node whose connections are followed, having come in through ``plug``."""
        if plug is None:
            return node.known_plugs()
        if depth == 0:
            around = [plug, *plug.above(), *plug.below()]
            through = (
                node.type.affected_by
                if self._direction == self.kDownstream
                else node.type.affecting
            )
            linked = through(plug.attribute)
            if node.computes(plug.attribute) is (self._direction == self.kUpstream) and linked:
                return [*around, *(p for a in linked for p in node.plugs_of(a))]
            return around
        own = {plug.attribute, *(place.attribute for place in plug.above())}
        linked_set: set[Any] = set()
        for attribute in own:
            if self._direction == self.kDownstream:
                linked_set.update(node.type.affected_by(attribute))
            else:
                linked_set.update(node.type.affecting(attribute))
        if not linked_set:
            return node.known_plugs()
        places = [p for attribute in linked_set for p in node.plugs_of(attribute)]
        return [each for p in [plug, *places] for each in (p, *p.below())]

    # -- state -------------------------------------------------------------------------------

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._current is None

    def next(self) -> None:
        """Go on."""
        self._advance()

    __next__ = next

    def prune(self) -> None:
        """Do not go on from the present node."""
        self._pruned = True

    def _now(self) -> Any:
        if self._current is None:
            raise errors.failure("The iterator has nothing more")
        return self._current

    def currentItem(self) -> MObject:
        """The node."""
        return MObject._of(self._now()[0])

    thisNode = currentItem

    def thisPlug(self) -> MPlug:
        """The plug at which the node was reached."""
        return MPlug._of(self._now()[1])

    def previousPlug(self) -> MPlug:
        """The plug from which the present one was reached."""
        return MPlug._of(self._now()[2])

    def nodeDepth(self) -> int:
        """How many connections from the root."""
        return self._now()[3]

    def rootNode(self) -> MObject:
        """Where the iteration began."""
        return MObject._of(self._root_node)

    def rootPlug(self) -> MPlug:
        """Where the iteration began."""
        return MPlug._of(self._root_plug)

    def getNodesVisited(self, nodes: Any) -> None:
        """Fill an array with the nodes that were visited."""
        found = dict.fromkeys(entry[0] for entry in self._previous)
        expect(nodes, MObjectArray)._set_all(MObject._of(node) for node in found)

    def getPlugsVisited(self, plugs: Any) -> None:
        """Fill an array with the plugs that were visited."""
        found = [entry[1] for entry in self._previous if entry[1] is not None]
        expect(plugs, MPlugArray)._set_all(MPlug._of(plug) for plug in found)

    def currentDirection(self) -> int:
        """Down or up."""
        return self._direction

    def currentTraversal(self) -> int:
        """Depth or breadth first."""
        return self._order

    def currentLevel(self) -> int:
        """Nodes or plugs."""
        return self._level

    def currentFilter(self) -> int:
        """The kind that is visited."""
        return 0 if self._filters is None else mfn.NUMBERS[self._filters[0]]

    def currentRelationship(self) -> int:
        """What makes one thing follow another."""
        return self.kDependsOn

    def setCurrentFilter(self, kind: int) -> None:
        """Visit one kind."""
        self._filters = _names([integer(kind)])

    def resetFilter(self) -> None:
        """Visit all kinds."""
        self._filters = None

    def isDirectionDownStream(self) -> bool:
        """Whether it goes down."""
        return self._direction == self.kDownstream

    def isTraversalDepthFirst(self) -> bool:
        """Whether it goes deep first."""
        return self._order == self.kDepthFirst

    def atNodeLevel(self) -> bool:
        """Whether every node is visited once."""
        return self._level == self.kNodeLevel

    def toggleDirection(self) -> None:
        """Turn round."""
        self._direction = 1 - self._direction

    def toggleTraversal(self) -> None:
        """Change between depth and breadth first."""
        self._order = 1 - self._order

    def toggleLevel(self) -> None:
        """Change between nodes and plugs."""
        self._level = 1 - self._level

    def enablePruningOnFilter(self) -> None:
        """Do not go on from nodes of other kinds."""
        self._prune_on_filter = True

    def disablePruningOnFilter(self) -> None:
        """Go on from nodes of other kinds."""
        self._prune_on_filter = False

    def isPruningOnFilter(self) -> bool:
        """Whether it stops at nodes of other kinds."""
        return self._prune_on_filter

    def isTraversingOverWorldSpaceDependents(self) -> bool:
        """Whether children count as dependents of their parents."""
        return self._over_world

    def setTraversalOverWorldSpaceDependents(self, state: bool) -> None:
        """Let children count as dependents; not in the stand-in."""
        if state:
            raise errors.not_standing_in("traversal over world space dependents")
