"""Function sets of sets, partitions, references and expressions."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from maya._core import membership
from maya._core.nodes import Node
from maya._core.session import session

from .arrays import MDoubleArray
from .fn_node import MFnDependencyNode, create_node
from .objects import MObject, MObjectArray, entity_of
from .paths import MDagPath
from .plugs import not_recorded
from .selection import MSelectionList, _given_item
from .swig import expect, named


@named("MFnSet")
class MFnSet(MFnDependencyNode):
    """Sets of nodes, components and plugs."""

    _fits = "kSet"
    kNone, kVerticesOnly, kEdgesOnly, kFacetsOnly, kEditPointsOnly, kRenderableOnly = range(6)
    _words: ClassVar[dict[int, str]] = {
        1: "verticesOnlySet",
        2: "edgesOnlySet",
        3: "facetsOnlySet",
        4: "editPointsOnlySet",
    }

    def create(self, members: Any, restriction: int = kNone, isLayer: bool = False) -> MObject:
        """Make a set with members."""
        self._entity = create_node("objectSet", "set1", None)
        with not_recorded():
            if restriction in self._words:
                self._entity.plug(self._words[restriction]).set(True)
            self._entity.plug("isLayer").set(bool(isLayer))
        self.addMembers(members)
        return MObject._of(self._entity)

    def _items(self, what: Any, component: Any) -> list[Any]:
        found = MSelectionList()
        rest = () if component is None else (component,)
        found._items = [_given_item(what, rest)[0]]
        return found._core()

    def addMember(self, what: Any, component: Any = None) -> None:
        """Add a node, a path with components, or a plug."""
        with not_recorded():
            membership.add(self._have(), self._items(what, component), force=True)

    def addMembers(self, members: Any) -> None:
        """Add everything of a list."""
        with not_recorded():
            membership.add(self._have(), expect(members, MSelectionList)._core(), force=True)

    def removeMember(self, what: Any, component: Any = None) -> None:
        """Remove a node, components or a plug."""
        with not_recorded():
            membership.remove(self._have(), self._items(what, component))

    def removeMembers(self, members: Any) -> None:
        """Remove everything of a list."""
        with not_recorded():
            membership.remove(self._have(), expect(members, MSelectionList)._core())

    def clear(self) -> None:
        """Remove all."""
        with not_recorded():
            membership.clear(self._have())

    def isMember(self, what: Any, component: Any = None) -> bool:
        """Whether something is in the set."""
        items = self._items(what, component)
        return all(membership.contains(self._have(), item) for item in items)

    def getMembers(self, members: Any, flatten: bool = False) -> None:
        """Fill a list with the members; flattened, with those of sets inside."""
        found = _members(self._have(), bool(flatten), set())
        expect(members, MSelectionList).assign(MSelectionList._of(found))

    def getMemberPaths(self, paths: Any, shading: bool = False) -> None:
        """Fill an array with the paths of the members."""
        found = MSelectionList()
        self.getMembers(found)
        paths._set_all(
            MDagPath._of(item.thing) for item in found._items if hasattr(item.thing, "nodes")
        )

    def _others(self, sets: Any) -> list[Node]:
        handles = sets._items if isinstance(sets, MObjectArray) else [sets]
        return [entity_of(handle, Node) for handle in handles]

    def getUnion(self, sets: Any, result: Any) -> None:
        """Fill a list with what is in this set or others."""
        result.clear()
        for group in [self._have(), *self._others(sets)]:
            result.merge(MSelectionList._of(membership.members(group)))

    def getIntersection(self, sets: Any, result: Any) -> None:
        """Fill a list with what is in this set and in all others."""
        result.assign(MSelectionList._of(membership.members(self._have())))
        for group in self._others(sets):
            result.intersect(MSelectionList._of(membership.members(group)))

    def intersectsWith(self, other: Any) -> bool:
        """Whether another set has a member in common."""
        found = MSelectionList()
        self.getIntersection(other, found)
        return found.length() > 0

    def hasRestrictions(self) -> bool:
        """Whether only some kinds may be members."""
        return self.restriction() != self.kNone

    def restriction(self) -> int:
        """What may be a member."""
        for number, name in self._words.items():
            if self._have().plug(name).get():
                return number
        return self.kRenderableOnly if self._entity.plug("renderableOnlySet").get() else self.kNone

    def annotation(self) -> str:
        """A note."""
        return self._have().plug("annotation").get() or ""

    def setAnnotation(self, text: str) -> None:
        """Set the note."""
        with not_recorded():
            self._have().plug("annotation").set(str(text))


def _members(group: Node, flatten: bool, seen: set[Node]) -> list[Any]:
    found: list[Any] = []
    seen.add(group)
    for item in membership.members(group):
        if flatten and isinstance(item, Node) and membership.is_set(item):
            if item not in seen:
                found += _members(item, True, seen)
        else:
            found.append(item)
    return found


@named("MFnPartition")
class MFnPartition(MFnDependencyNode):
    """Sets that exclude each other."""

    _fits = "kPartition"
    kNone, kVerticesOnly, kEdgesOnly, kFacetsOnly, kEditPointsOnly, kRenderableOnly = range(6)

    def create(self, isRenderPartition: bool = False) -> MObject:
        """Make a partition."""
        self._entity = create_node("partition", "partition1", None)
        with not_recorded():
            self._entity.plug("partitionType").set(int(bool(isRenderPartition)))
        return MObject._of(self._entity)

    def addMember(self, group: Any) -> None:
        """Add a set."""
        with not_recorded():
            membership.add_to_partition(self._have(), entity_of(group, Node))

    def removeMember(self, group: Any) -> None:
        """Remove a set."""
        with not_recorded():
            membership.remove_from_partition(self._have(), entity_of(group, Node))

    def isRenderPartition(self) -> bool:
        """Whether it is meant for shading."""
        return bool(self._have().plug("partitionType").get())


@named("MFnReference")
class MFnReference(MFnDependencyNode):
    """Referenced files, by what cmds tells about them."""

    _fits = "kReference"

    def _ask(self, **flags: Any) -> Any:
        from maya import cmds

        return cmds.referenceQuery(self._have().name, **flags)

    def fileName(self, resolvedName: bool, includePath: bool, includeCopyNumber: bool) -> str:
        """The name of the file."""
        name = self._ask(
            filename=True, unresolvedName=not resolvedName, withoutCopyNumber=not includeCopyNumber
        )
        return name if includePath else name.rpartition("/")[2]

    def associatedNamespace(self, baseName: bool) -> str:
        """The namespace of its nodes."""
        space = self._ask(namespace=True).strip(":")
        return space.rpartition(":")[2] if baseName else space

    def isLoaded(self) -> bool:
        """Whether its nodes are there."""
        return bool(self._ask(isLoaded=True))

    def nodes(self, nodes: Any) -> None:
        """Fill an array with its nodes."""
        found = [node for node in session.scene.nodes if node.reference is self._have()]
        expect(nodes, MObjectArray)._set_all(MObject._of(node) for node in found)

    def containsNode(self, node: Any) -> bool:
        """Whether a node comes from the file, or from one that it references."""
        return entity_of(node, Node).reference is self._have()

    containsNodeExactly = containsNode

    def isValidReference(self) -> bool:
        """Whether there is a file."""
        return self._have().type.is_a("reference")


@named("MFnExpression")
class MFnExpression(MFnDependencyNode):
    """Expressions."""

    _fits = "kExpression"
    kAll, kNone, kAngularOnly = range(3)

    def create(self, text: str, target: Any = None) -> MObject:
        """Make an expression."""
        from maya import cmds

        with not_recorded():
            name = cmds.expression(string=text)
        self._entity = session.scene.by_name[name][0]
        return MObject._of(self._entity)

    def expression(self) -> str:
        """The text."""
        from maya import cmds

        return cmds.expression(self._have().name, query=True, string=True)

    def setExpression(self, text: str) -> None:
        """Set the text."""
        from maya import cmds

        with not_recorded():
            cmds.expression(self._have().name, edit=True, string=text)

    def evaluate(self, results: Any) -> None:
        """Fill an array with the outputs."""
        outputs = self._have().plug("output").existing()
        expect(results, MDoubleArray)._set_all(np.array([plug.get() for plug in outputs], float))
