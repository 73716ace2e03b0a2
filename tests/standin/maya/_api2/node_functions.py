"""``MFnSet``, ``MFnDisplayLayer``, ``MFnReference``, ``MFnContainerNode`` and ``MFnAssembly``."""

from __future__ import annotations

from typing import Any

from maya._api2.dag_functions import MFnDagNode
from maya._api2.functions import MFnDependencyNode
from maya._api2.objects import (
    INCOMPATIBLE,
    MISSING,
    MObject,
    MObjectArray,
    changes_scene,
    node_of,
    wrap,
)
from maya._api2.paths import MDagPath, MDagPathArray
from maya._api2.selection import MSelectionList
from maya._api2.unsupported import refuse
from maya._core import membership
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.session import session


def _given(arguments: tuple[Any, ...]) -> MSelectionList:
    """A member given as object, path, plug, or path with components."""
    first = arguments[0]
    if isinstance(first, MSelectionList):
        return first
    if isinstance(first, MDagPath) and len(arguments) > 1:
        return MSelectionList().add((first, arguments[1]))
    return MSelectionList().add(first)


class MFnSet(MFnDependencyNode):
    """A set."""

    _FN = "kSet"
    kNone, kVerticesOnly, kEdgesOnly, kFacetsOnly, kEditPointsOnly, kRenderableOnly = range(6)

    @changes_scene
    def create(
        self, members: MSelectionList, restriction: int = 0, isPartition: bool = False
    ) -> Any:
        """Make a set."""
        node = session.scene.create("partition" if isPartition else "objectSet")
        names = {
            1: "verticesOnlySet",
            2: "edgesOnlySet",
            3: "facetsOnlySet",
            4: "editPointsOnlySet",
        }
        attribute = node.find_attribute(names.get(restriction, ""))
        if attribute is not None:
            node.plug(attribute).set(True)
        self._o = wrap(node)
        self.addMembers(members)
        return MObject(self._o)

    def _items(self) -> MSelectionList:
        return MSelectionList._of_core(membership.members(self._node()))

    def getMembers(self, flatten: bool) -> MSelectionList:
        """The members; ``flatten`` puts members of sets in place of the sets."""
        if not flatten:
            return self._items()
        return MSelectionList._of_core(self._flat(self._node(), set()))

    def _flat(self, group: Node, seen: set[Node]) -> list[Any]:
        found: list[Any] = []
        seen.add(group)
        for item in membership.members(group):
            if isinstance(item, Node) and membership.is_set(item):
                if item not in seen:
                    found += self._flat(item, seen)
            else:
                found.append(item)
        return found

    def getMemberPaths(self, shading: bool = False) -> MDagPathArray:
        """Paths among the members."""
        items = membership.members(self._node())
        return MDagPathArray._of(MDagPath._of(item) for item in items if isinstance(item, DagPath))

    @changes_scene
    def addMember(self, *object: Any) -> MFnSet:
        """Add a member."""
        membership.add(self._node(), _given(object)._core(), force=True)
        return self

    def addMembers(self, members: MSelectionList) -> MFnSet:
        """Add members."""
        return self.addMember(members)

    @changes_scene
    def removeMember(self, *object: Any) -> MFnSet:
        """Remove a member."""
        membership.remove(self._node(), _given(object)._core())
        return self

    def removeMembers(self, members: MSelectionList) -> MFnSet:
        """Remove members."""
        return self.removeMember(members)

    def isMember(self, *object: Any) -> bool:
        """Whether something is a member."""
        items = _given(object)._core()
        return all(membership.contains(self._node(), item) for item in items)

    @changes_scene
    def clear(self) -> MFnSet:
        """Remove all members."""
        membership.clear(self._node())
        return self

    def _others(self, otherSet: Any) -> MSelectionList:
        objects = [otherSet] if isinstance(otherSet, MObject) else list(otherSet)
        found = MSelectionList()
        for each in objects:
            found.merge(MFnSet(each)._items())
        return found

    def getUnion(self, otherSet: Any) -> MSelectionList:
        """Members of this and other sets."""
        return self._items().merge(self._others(otherSet))

    def getIntersection(self, otherSet: Any) -> MSelectionList:
        """Members that other sets have, too."""
        return self._items().intersect(self._others(otherSet))

    def intersectsWith(self, otherSet: Any) -> bool:
        """Whether another set has a member of this one."""
        return not self.getIntersection(otherSet).isEmpty()

    def restriction(self) -> int:
        """What members are allowed."""
        node = self._node()
        names = ("verticesOnlySet", "edgesOnlySet", "facetsOnlySet", "editPointsOnlySet")
        for number, name in enumerate((*names, "renderableOnlySet"), 1):
            attribute = node.find_attribute(name)
            if attribute is not None and node.plug(attribute).get():
                return number
        return self.kNone

    def hasRestrictions(self) -> bool:
        """Whether not everything is allowed."""
        return self.restriction() != self.kNone

    def annotation(self) -> str:
        """A note."""
        attribute = self._node().find_attribute("annotation")
        return "" if attribute is None else self._node().plug(attribute).get() or ""

    @changes_scene
    def setAnnotation(self, annotation: str) -> MFnSet:
        """Set the note."""
        self._node().plug("annotation").set(annotation)
        return self


class MFnDisplayLayer(MFnDependencyNode):
    """A display layer."""

    _FN = "kDisplayLayer"

    def _members(self) -> list[DagNode]:
        plug = self._node().plug("drawInfo")
        return [each.node for each in plug.destinations if isinstance(each.node, DagNode)]

    def getMembers(self) -> MObjectArray:
        """Nodes in the layer."""
        return MObjectArray._of(map(wrap, self._members()))

    def contains(self, node: Any) -> bool:
        """Whether a node is in the layer."""
        return _dag_node(node) in self._members()

    def containsAncestorInclusive(self, node: Any) -> bool:
        """Whether a node or one above it is in the layer."""
        members = self._members()
        return any(step in members for step in _dag_node(node).path().nodes)

    @changes_scene
    def add(self, node: Any) -> MFnDisplayLayer:
        """Put a node into the layer."""
        target = _dag_node(node).plug("drawOverride")
        if target.source is not None:
            session.scene.disconnect(target.source, target)
        session.scene.connect(self._node().plug("drawInfo"), target)
        return self

    @changes_scene
    def remove(self, node: Any) -> MFnDisplayLayer:
        """Take a node out of the layer."""
        target = _dag_node(node).plug("drawOverride")
        session.scene.disconnect(self._node().plug("drawInfo"), target)
        return self


def _dag_node(value: Any) -> DagNode:
    if isinstance(value, MDagPath):
        return value._path().node
    node = node_of(value)
    if not isinstance(node, DagNode):
        raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
    return node


class MFnDisplayLayerManager(MFnDependencyNode):
    """The node that knows all display layers."""

    _FN = "kDisplayLayerManager"

    @staticmethod
    def currentDisplayLayerManager() -> MObject:
        """The scene's manager."""
        for node in session.scene.nodes:
            if node.type.is_a("displayLayerManager"):
                return wrap(node)
        raise RuntimeError(MISSING)

    def getAllDisplayLayers(self) -> MObjectArray:
        """All layers."""
        nodes = (node for node in session.scene.nodes if node.type.is_a("displayLayer"))
        return MObjectArray._of(map(wrap, nodes))

    def getLayer(self, node: Any) -> MObject:
        """The layer of a node."""
        target = _dag_node(node)
        for layer in self.getAllDisplayLayers():
            if MFnDisplayLayer(layer).contains(wrap(target)):
                return layer
        raise RuntimeError(MISSING)

    def getAncestorLayersInclusive(self, node: Any) -> MObjectArray:
        """Layers of a node and all above it."""
        found = MObjectArray()
        for layer in self.getAllDisplayLayers():
            if MFnDisplayLayer(layer).containsAncestorInclusive(wrap(_dag_node(node))):
                found.append(layer)
        return found


class MFnReference(MFnDependencyNode):
    """A reference to a file."""

    _FN = "kReference"

    def _reference(self) -> Any:
        found = next((r for r in session.scene.references if r.node is self._node()), None)
        if found is None:
            raise RuntimeError("(kFailure): the reference node has no file")
        return found

    def isValidReference(self) -> bool:
        """Whether the node belongs to a reference."""
        return any(r.node is self._node() for r in session.scene.references)

    def fileName(self, resolvedName: bool, includePath: bool, includeCopyNumber: bool) -> str:
        """Name of the file."""
        name = self._reference().name(without_copy_number=not includeCopyNumber)
        return name if includePath else name.replace("\\", "/").rpartition("/")[2]

    def associatedNamespace(self, shortName: bool) -> str:
        """Namespace of the nodes."""
        space = self._reference().namespace
        return space.rpartition(":")[2] if shortName else f":{space}"

    def isLoaded(self) -> bool:
        """Whether the file is loaded."""
        return bool(self._reference().loaded)

    def isExportEditsFile(self) -> bool:
        """Whether the file holds edits only."""
        self._reference()
        return False

    def nodes(self) -> MObjectArray:
        """Nodes that came from the file."""
        return MObjectArray._of(map(wrap, self._reference().all_nodes()))

    def containsNode(self, node: MObject) -> bool:
        """Whether a node came from the file or a file that it refers to."""
        wanted = node_of(node)
        references = [self._reference()]
        while references:
            reference = references.pop()
            if wanted in reference.all_nodes():
                return True
            references += reference.children()
        return False

    def containsNodeExactly(self, node: MObject) -> bool:
        """Whether a node came from this very file."""
        return node_of(node) in self._reference().all_nodes()

    def _parent(self) -> Any:
        own = self._reference()
        return next((r for r in session.scene.references if own in r.children()), None)

    def parentReference(self) -> MObject:
        """The reference that refers to this one; a null object if there is none."""
        parent = self._parent()
        return MObject() if parent is None else wrap(parent.node)

    def parentFileName(self, resolvedName: bool, includePath: bool, includeCopyNumber: bool) -> str:
        """File of the reference that refers to this one."""
        parent = self._parent()
        if parent is None:
            return session.scene.file_name
        return MFnReference(wrap(parent.node)).fileName(
            resolvedName, includePath, includeCopyNumber
        )

    def parentAssembly(self) -> MObject:
        """The assembly around; there are none in the stand-in."""
        self._reference()
        return MObject()

    @staticmethod
    def ignoreReferenceEdits() -> bool:
        """Whether edits are left out when files are read."""
        return bool(session.state.get("ignore_reference_edits", False))

    @staticmethod
    def setIgnoreReferenceEdits(value: bool) -> None:
        """Leave edits out when files are read."""
        session.state["ignore_reference_edits"] = bool(value)


class MFnContainerNode(MFnDependencyNode):
    """A container."""

    _FN = "kContainer"
    kParentAnchor, kChildAnchor, kGeneric = range(3)

    def _held(self) -> list[Node]:
        node = self._node()
        attribute = node.find_attribute("hyperLayout")
        source = node.plug(attribute).source if attribute is not None else None
        layout = source.node if source is not None else None
        positions = layout.find_attribute("hyperPosition") if layout is not None else None
        if positions is None:
            return []
        elements = layout.plug(positions).existing()
        plugs = [element.child("dependNode") for element in elements]
        return [plug.source.node for plug in plugs if plug.source is not None]

    def getMembers(self) -> MObjectArray:
        """Nodes in the container."""
        return MObjectArray._of(map(wrap, self._held()))

    def getSubcontainers(self) -> MObjectArray:
        """Containers in the container."""
        return MObjectArray._of(wrap(node) for node in self._held() if node.type.is_a("container"))

    def isCurrent(self) -> bool:
        """Whether new nodes are put into this container."""
        return session.state.get("current_container") is self._node()

    def makeCurrent(self, isCurrent: bool = True) -> MFnContainerNode:
        """Put new nodes into this container."""
        session.state["current_container"] = self._node() if isCurrent else None
        return self

    @staticmethod
    def getCurrentAsMObject() -> MObject:
        """The container that new nodes are put into."""
        return wrap(session.state.get("current_container"))


for _name in (
    "clear", "getParentContainer", "getPublishedNames", "getPublishedNodes", "getPublishedPlugs",
    "getRootTransform",
):  # fmt: skip
    setattr(MFnContainerNode, _name, refuse(f"MFnContainerNode.{_name}"))


class MFnAssembly(MFnDagNode):
    """An assembly; the stand-in has none."""

    _FN = "kAssembly"

    @staticmethod
    def getTopLevelAssemblies() -> MObjectArray:
        """Assemblies that lie in no other one."""
        nodes = (node for node in session.scene.nodes if node.type.is_a("assembly"))
        return MObjectArray._of(map(wrap, nodes))


for _name in (
    "activate", "activateNonRecursive", "canActivate", "canRepApplyEdits", "createRepresentation",
    "deleteAllRepresentations", "deleteRepresentation", "getAbsoluteRepNamespace", "getActive",
    "getInitialRep", "getParentAssembly", "getRepLabel", "getRepNamespace", "getRepType",
    "getRepresentations", "getSubAssemblies", "handlesAddEdits", "importFile", "isActive",
    "isTopLevel", "postLoad", "repTypes", "setRepLabel", "setRepName", "supportsEdits",
    "supportsMemberChanges",
):  # fmt: skip
    setattr(MFnAssembly, _name, refuse(f"MFnAssembly.{_name}"))
