"""``MFnBase`` and ``MFnDependencyNode``."""

from __future__ import annotations

import copy
from typing import Any

from maya._api2.node_class import known_type
from maya._api2.objects import (
    INCOMPATIBLE,
    MISSING,
    NOT_FOUND,
    MObject,
    MObjectArray,
    attribute_of,
    changes_scene,
    is_alive,
    owner_of,
    require_object,
    wrap,
)
from maya._api2.plugs import Loose, MPlug, MPlugArray
from maya._api2.small import MTypeId, MUuid
from maya._api2.type_ids import type_id_of
from maya._core import mfn
from maya._core.attributes import Attribute
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.session import session
from maya._core.threads import scene_thread_only
from maya._shared.creation import create_dag


class MFnBase:
    """What all function sets share; each names the object type that it works on."""

    _FN = "kBase"

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._o = MObject()
        return self

    def __init__(self, object: Any = None) -> None:
        if object is not None:
            self.setObject(object)

    def type(self) -> int:
        """The function set's own constant."""
        return mfn.number(self._FN)

    def object(self) -> MObject:
        """The object that is attached."""
        if self._o.isNull():
            raise RuntimeError(MISSING)
        return MObject(self._o)

    def setObject(self, object: Any) -> MFnBase:
        """Attach an object."""
        self._o = self._checked(object)
        return self

    def _checked(self, value: Any) -> MObject:
        entity = require_object(value)
        scene_thread_only("maya.api")
        if entity is None:
            raise RuntimeError(MISSING)
        if not value.hasFn(mfn.number(self._FN)):
            raise RuntimeError(INCOMPATIBLE)
        node = owner_of(entity)
        if node is not None and not is_alive(node):
            raise RuntimeError(MISSING)
        return MObject(value)

    def hasObj(self, which: Any) -> bool:
        """Whether the function set fits an object or an object type."""
        if isinstance(which, MObject):
            return which.hasFn(mfn.number(self._FN))
        if not hasattr(which, "__index__"):
            raise TypeError(f"argument must be MObject, not {type(which).__name__}")
        return which in (mfn.number(self._FN), mfn.number("kBase"))

    def _entity(self) -> Any:
        if self._o.isNull():
            raise RuntimeError(MISSING)
        return self._o._e


def find_attribute(node: Node, which: Any) -> Attribute:
    """An attribute of a node by name, alias or MObject."""
    if isinstance(which, MObject):
        attribute = attribute_of(which)
        if not node.has_attribute(attribute):
            raise RuntimeError(NOT_FOUND)
        return attribute
    if not isinstance(which, str):
        raise TypeError(f"attribute must be str or MObject, not {type(which).__name__}")
    attribute = node.find_attribute(which)
    if attribute is None:
        raise RuntimeError(NOT_FOUND)
    return attribute


class MFnDependencyNode(MFnBase):
    """Any node."""

    _FN = "kDependencyNode"
    kLocalDynamicAttr, kNormalAttr, kExtensionAttr, kInvalidAttr = range(1, 5)
    kTimerOff, kTimerOn, kTimerUninitialized, kTimerInvalidState = range(4)
    kTimerMetric_callback, kTimerMetric_compute, kTimerMetric_dirty = range(3)
    kTimerMetric_draw, kTimerMetric_fetch, kTimerMetric_callbackViaAPI = range(3, 6)
    kTimerMetric_callbackNotViaAPI, kTimerMetric_computeDuringCallback = range(6, 8)
    kTimerMetric_computeNotDuringCallback, kTimerMetrics = range(8, 10)
    kTimerType_self, kTimerType_inclusive, kTimerType_count, kTimerTypes = range(4)

    def __init__(self, node: Any = None) -> None:
        super().__init__(node)

    def _node(self) -> Node:
        node = self._entity()
        if not is_alive(node):
            raise RuntimeError(MISSING)
        return node

    @changes_scene
    def create(self, which: Any, name: str | None = None) -> MObject:
        """Make a node of a type and attach it."""
        kind = known_type(which)
        if issubclass(kind.node_class, DagNode):
            self._o = wrap(create_dag(kind, name or None, None)[1])
        else:
            self._o = wrap(session.scene.create(kind, name or None))
        return MObject(self._o)

    # -- names and identity ------------------------------------------------------------------

    def name(self) -> str:
        """Name with its namespace, without a path."""
        return self._node().name

    def absoluteName(self) -> str:
        """Name that starts at the root namespace."""
        return f":{self._node().name}"

    def uniqueName(self) -> str:
        """A name that no other node has."""
        return session.scene.short_name(self._node())

    def hasUniqueName(self) -> bool:
        """Whether no other node has this name."""
        node = self._node()
        same = session.scene.by_name.get(node.name.rpartition(":")[2], ())
        return sum(other.name == node.name for other in same) <= 1

    @changes_scene
    def setName(self, name: str, createNamespace: bool = False) -> str:
        """Rename the node; gives the name that it got."""
        if not isinstance(name, str):
            raise TypeError(f"name must be str, not {type(name).__name__}")
        node = self._node()
        if not node.in_scene:
            node.name = name
            return name
        space = name.lstrip(":").rpartition(":")[0]
        if createNamespace and space and space not in session.scene.namespaces:
            session.scene.namespaces.append(space)
        return session.scene.rename(node, name)

    def uuid(self) -> MUuid:
        """The node's UUID."""
        return MUuid(self._node().uuid)

    @changes_scene
    def setUuid(self, uuid: MUuid) -> MFnDependencyNode:
        """Give the node another UUID."""
        session.scene.set_uuid(self._node(), MUuid(uuid).asString())
        return self

    @property
    def typeName(self) -> str:
        """Name of the node's type."""
        return self._node().type.name

    @property
    def typeId(self) -> MTypeId:
        """Id of the node's type."""
        return MTypeId(type_id_of(self._node().type))

    @property
    def pluginName(self) -> str:
        """File of the plug-in that made the type; empty for built-in ones."""
        plugin = session.plugins.get(self._node().type.plugin or "")
        return plugin.path if plugin is not None else (self._node().type.plugin or "")

    @property
    def namespace(self) -> str:
        """Namespace of the name; empty for the root one."""
        return self._node().name.rpartition(":")[0]

    @staticmethod
    def classification(nodeType: str) -> str:
        """Classification of a node type."""
        kind = session.node_types.get(nodeType)
        return "" if kind is None else kind.classification

    # -- state -------------------------------------------------------------------------------

    @property
    def isDefaultNode(self) -> bool:
        """Whether every new scene has this node."""
        return self._node().is_default

    @property
    def isFromReferencedFile(self) -> bool:
        """Whether the node comes from a referenced file."""
        return self._node().reference is not None

    @property
    def isShared(self) -> bool:
        """Whether referencing shares the node."""
        return self._node().shared

    @property
    def isLocked(self) -> bool:
        """Whether the node is locked."""
        return self._node().locked

    @isLocked.setter
    def isLocked(self, value: bool) -> None:
        self._node().locked = bool(value)

    def canBeWritten(self) -> bool:
        """Whether the node is saved."""
        return not getattr(self._node(), "do_not_write", False)

    def setDoNotWrite(self, flag: bool) -> MFnDependencyNode:
        """Leave the node out of saved files, or not."""
        self._node().do_not_write = bool(flag)
        return self

    def affectsAnimation(self) -> bool:
        """Whether the node is marked as animating others."""
        return getattr(self._node(), "affects_animation", False)

    def setAffectsAnimation(self) -> MFnDependencyNode:
        """Mark the node as animating others."""
        self._node().affects_animation = True
        return self

    def isTrackingEdits(self) -> bool:
        """Whether edits of the node are kept as reference edits."""
        return self._node().reference is not None

    def _flags(self) -> set[int]:
        node = self._node()
        if not hasattr(node, "api_flags"):
            node.api_flags = set()
        return node.api_flags

    def isFlagSet(self, flag: int) -> bool:
        """Whether an allocated flag is set."""
        return flag in self._flags()

    def setFlag(self, flag: int, state: bool) -> MFnDependencyNode:
        """Set or clear an allocated flag."""
        (self._flags().add if state else self._flags().discard)(flag)
        return self

    @staticmethod
    def allocateFlag(plugin: str) -> int:
        """A flag that nobody uses yet."""
        used = session.state.setdefault("node_flags", {})
        flag = max(used, default=-1) + 1
        used[flag] = plugin
        return flag

    @staticmethod
    def deallocateFlag(plugin: str, flag: int) -> None:
        """Give a flag back."""
        if session.state.get("node_flags", {}).pop(flag, None) is None:
            raise RuntimeError("(kInvalidParameter): the flag is not allocated")

    @staticmethod
    def deallocateAllFlags(plugin: str) -> None:
        """Give all flags of a plug-in back."""
        used = session.state.setdefault("node_flags", {})
        for flag in [flag for flag, owner in used.items() if owner == plugin]:
            del used[flag]

    def userNode(self) -> Any:
        """The Python object of a plug-in node, else None."""
        user = self._node().user
        return user if hasattr(user, "thisMObject") else None

    # -- attributes --------------------------------------------------------------------------

    def _all(self) -> list[Attribute]:
        return [part for top in self._node().attributes for part in top.walk()]

    def attributeCount(self) -> int:
        """Number of attributes, children too."""
        return len(self._all())

    def attribute(self, which: Any) -> MObject:
        """An attribute by position or name; a null object if the name is unknown."""
        if isinstance(which, str):
            return wrap(self._node().find_attribute(which))
        attributes = self._all()
        if not 0 <= which < len(attributes):
            raise IndexError("attribute index out of range")
        return wrap(attributes[which])

    def reorderedAttribute(self, index: int) -> MObject:
        """An attribute by position in the order of the user interface."""
        return self.attribute(index)

    def hasAttribute(self, name: str) -> bool:
        """Whether the node has an attribute of this long or short name."""
        if not isinstance(name, str):
            raise TypeError(f"name must be str, not {type(name).__name__}")
        return self._node().find_attribute(name) is not None

    def attributeClass(self, attribute: MObject) -> int:
        """Whether an attribute belongs to the type or to this node only."""
        found = attribute_of(attribute)
        if not self._node().has_attribute(found):
            return self.kInvalidAttr
        if found.dynamic:
            return self.kLocalDynamicAttr
        return self.kExtensionAttr if getattr(found, "extension", False) else self.kNormalAttr

    def isNewAttribute(self, attribute: MObject) -> bool:
        """Whether the attribute was added after the node's file was referenced."""
        return attribute_of(attribute).dynamic and self._node().reference is not None

    @changes_scene
    def addAttribute(self, attribute: MObject) -> MFnDependencyNode:
        """Give the node a dynamic attribute."""
        add_attribute(self._node(), attribute)
        return self

    @changes_scene
    def removeAttribute(self, attribute: MObject) -> MFnDependencyNode:
        """Take a dynamic attribute away."""
        remove_attribute(self._node(), attribute_of(attribute))
        return self

    def findPlug(self, attr: Any, wantNetworkedPlug: bool) -> MPlug:
        """The plug of an attribute by name, alias or MObject."""
        node = self._node()
        if isinstance(attr, str) and node.find_attribute(attr) is None:
            for plug in node.known_plugs():
                if plug.alias == attr:
                    return MPlug._of(plug)
        attribute = find_attribute(node, attr)
        loose = Loose(node, attribute, {})
        return MPlug._of(loose.resolve() or loose)

    def getConnections(self) -> MPlugArray:
        """All plugs of the node that are connected."""
        return MPlugArray._of(
            MPlug._of(plug)
            for plug in self._node().known_plugs()
            if plug.source is not None or plug.destinations
        )

    def getAffectedAttributes(self, attribute: MObject) -> MObjectArray:
        """Attributes that depend on one."""
        return MObjectArray._of(map(wrap, self._node().affected_by(attribute_of(attribute))))

    def getAffectingAttributes(self, attribute: MObject) -> MObjectArray:
        """Attributes that one depends on."""
        found = self._node().type.affecting(attribute_of(attribute))
        return MObjectArray._of(wrap(each) for each in found)

    # -- aliases -----------------------------------------------------------------------------

    def getAliasList(self) -> tuple[tuple[str, str], ...]:
        """Pairs of alias and attribute."""
        return tuple(
            (plug.alias, plug.partial_name(long=True))
            for plug in self._node().known_plugs()
            if plug.alias
        )

    def getAliasAttr(self, force: bool) -> MObject:
        """The attribute that keeps the aliases; a null object if there is none."""
        return wrap(self._node().find_attribute("aliasList"))

    def findAlias(self, alias: str) -> MObject:
        """The attribute behind an alias."""
        for plug in self._node().known_plugs():
            if plug.alias == alias:
                return wrap(plug.attribute)
        raise RuntimeError(NOT_FOUND)

    def plugsAlias(self, plug: MPlug) -> str:
        """Alias of a plug, or an empty text."""
        return plug._plug().alias or ""

    @changes_scene
    def setAlias(self, alias: str, attrName: str, plug: MPlug, add: bool = True) -> bool:
        """Set or remove an alias of a plug."""
        plug._plug().set_state("alias", alias if add else None)
        return True


def _silent(name: str) -> Any:
    def method(self: MFnDependencyNode, *arguments: Any) -> Any:
        raise NotImplementedError(f"stand-in: MFnDependencyNode.{name}")

    method.__name__ = name
    return method


for _name in (
    "addExternalContentForFileAttr",
    "dgCallbackIds",
    "dgCallbacks",
    "dgTimer",
    "dgTimerOff",
    "dgTimerOn",
    "dgTimerQueryState",
    "dgTimerReset",
    "getExternalContent",
    "setExternalContent",
    "setExternalContentForFileAttr",
):
    setattr(MFnDependencyNode, _name, _silent(_name))


def add_attribute(node: Node, attribute: MObject) -> None:
    """Give a node a dynamic attribute.

    Raises
    ------
    RuntimeError
        If a name is taken.
    """
    found = attribute_of(attribute)
    if found.parent is not None:
        raise RuntimeError(INCOMPATIBLE)
    for part in found.walk():
        for name in (part.name, part.short):
            if node.find_attribute(name) is not None:
                raise RuntimeError(f"(kFailure): the node has an attribute '{name}' already")
    if found.owner is not None:
        found = attribute._e = _copied(found)
    node.add_attribute(found)


def _copied(attribute: Attribute) -> Attribute:
    """A definition for a second node."""
    parent, attribute.parent = attribute.parent, None
    owners = [(part, part.owner) for part in attribute.walk()]
    for part, _ in owners:
        part.owner = None
    try:
        return copy.deepcopy(attribute)
    finally:
        attribute.parent = parent
        for part, owner in owners:
            part.owner = owner


def remove_attribute(node: Node, attribute: Attribute) -> None:
    """Take a dynamic attribute and its connections away."""
    if attribute not in node.dynamic:
        raise RuntimeError(INCOMPATIBLE)
    top = node.plug(attribute)
    for plug in (top, *top.below()):
        if plug.source is not None:
            session.scene.disconnect(plug.source, plug)
        for destination in list(plug.destinations):
            session.scene.disconnect(plug, destination)
    node.remove_attribute(attribute)


__all__ = ["MFnBase", "MFnDependencyNode"]
