"""MFnDependencyNode: what all nodes have."""

from __future__ import annotations

import re
from typing import Any

from maya._core.attributes import Attribute
from maya._core.dag import DagNode
from maya._core.lookup import resolve_plugs
from maya._core.nodes import Node
from maya._core.session import session
from maya._shared import errors

from .fn_base import MFnBase, filled
from .objects import MObject, MObjectArray, MTypeId, MUuid, attribute_of, entity_of
from .plugs import MPlug, MPlugArray, not_recorded
from .swig import expect, integer, named, wrong_arguments


def create_node(kind: Any, name: str | None, parent: DagNode | None) -> Node:
    """Make a node of a type by name or id; not undoable."""
    known = find_type(kind)
    with not_recorded():
        node: Node = session.scene.create(known, name or None, parent)
        return node


def find_type(kind: Any) -> Any:
    """A node type by its name or MTypeId."""
    if isinstance(kind, MTypeId):
        for each in session.node_types.values():
            if each.type_id and each.type_id == kind.id():
                return each
        raise errors.not_found()
    known = session.node_types.get(kind)
    if known is None or known.abstract:
        raise errors.not_found()
    return known


@named("MFnDependencyNode")
class MFnDependencyNode(MFnBase):
    """Functions for all nodes."""

    _fits = "kDependencyNode"
    kLocalDynamicAttr, kNormalAttr, kExtensionAttr, kInvalidAttr = range(1, 5)
    kTimerOff, kTimerOn, kTimerUninitialized, kTimerInvalidState = range(4)
    kTimerMetric_callback, kTimerMetric_compute, kTimerMetric_dirty = range(3)
    kTimerMetric_draw, kTimerMetric_fetch, kTimerMetric_callbackViaAPI = range(3, 6)
    kTimerMetric_callbackNotViaAPI, kTimerMetric_computeDuringCallback = 6, 7
    kTimerMetric_computeNotDuringCallback, kTimerMetrics = 8, 9
    kTimerType_self, kTimerType_inclusive, kTimerType_count, kTimerTypes = range(4)

    def create(self, kind: Any, name: str = "") -> MObject:
        """Make a node of a type (by name or id) and work on it."""
        if not isinstance(kind, (str, MTypeId)):
            raise wrong_arguments("MFnDependencyNode_create", (kind, name))
        self._entity = create_node(kind, name, None)
        return MObject._of(self._entity)

    # -- identity ----------------------------------------------------------------------------

    def name(self) -> str:
        """The name."""
        return self._have().name

    def absoluteName(self) -> str:
        """The name with its whole namespace, beginning with a colon."""
        return f":{self._have().name}"

    def uniqueName(self) -> str:
        """A name that means only this node."""
        return session.scene.short_name(self._have())

    def hasUniqueName(self) -> bool:
        """Whether the name alone means only this node."""
        return self.uniqueName() == self.name()

    def parentNamespace(self) -> str:
        """The namespace."""
        return self._have().name.rpartition(":")[0]

    def setName(self, name: str, createNamespace: bool = False) -> str:
        """Rename; gives the name that was free."""
        if not isinstance(name, str):
            raise wrong_arguments("MFnDependencyNode_setName", (name,))
        node = self._have()
        if getattr(node, "locked", False):
            raise errors.failure("The node is locked")
        with not_recorded():
            return session.scene.rename(node, name)

    def uuid(self) -> MUuid:
        """The UUID."""
        return MUuid(self._have().uuid)

    def setUuid(self, uuid: Any) -> None:
        """Give another UUID."""
        with not_recorded():
            session.scene.set_uuid(self._have(), expect(uuid, MUuid).asString())

    def typeName(self) -> str:
        """The name of the node type."""
        return self._have().type.name

    def typeId(self) -> MTypeId:
        """The number of the node type."""
        return MTypeId(self._have().type.type_id)

    def pluginName(self) -> str:
        """The plug-in that registered the type; empty for built-in types."""
        plugin = session.plugins.get(self._have().type.plugin or "")
        return plugin.path if plugin is not None else ""

    @staticmethod
    def classification(type_name: str) -> str:
        """How a node type is filed in the user interface."""
        kind = session.node_types.get(type_name)
        return "" if kind is None else kind.classification

    def userNode(self) -> Any:
        """The object of the plug-in's class; None for built-in types."""
        from .mpx_node import MPxNode

        user = self._have().user
        return user if isinstance(user, MPxNode) else None

    def isDefaultNode(self) -> bool:
        """Whether every scene has the node."""
        return self._have().is_default

    def isShared(self) -> bool:
        """Whether the node is shared between references."""
        return self._have().shared

    def isFromReferencedFile(self) -> bool:
        """Whether the node belongs to a reference."""
        return self._have().reference is not None

    def isLocked(self) -> bool:
        """Whether the node cannot be deleted or renamed."""
        return self._have().locked

    def setLocked(self, locked: bool) -> None:
        """Lock or unlock."""
        self._have().locked = bool(locked)

    def canBeWritten(self) -> bool:
        """Whether the node is saved."""
        return not getattr(self._have(), "do_not_write", False)

    def setDoNotWrite(self, flag: bool) -> None:
        """Leave the node out of files."""
        self._have().do_not_write = bool(flag)

    def isTrackingEdits(self) -> bool:
        """Whether edits are recorded (references, assemblies)."""
        return self._have().reference is not None

    def affectsAnimation(self) -> bool:
        """Whether changes of the node change animation."""
        return getattr(self._have(), "affects_animation", False)

    def setAffectsAnimation(self) -> None:
        """Say that changes of the node change animation."""
        self._have().affects_animation = True

    def icon(self) -> str:
        """A picture of its own."""
        return getattr(self._have(), "icon_file", "")

    def setIcon(self, filename: str) -> None:
        """Give a picture of its own."""
        self._have().icon_file = str(filename)

    # -- flags -------------------------------------------------------------------------------

    @staticmethod
    def allocateFlag(plugin: str) -> int:
        """Reserve a flag for a plug-in."""
        flags: dict[int, str] = session.state.setdefault("node_flags", {})
        number = next(each for each in range(32) if each not in flags)
        flags[number] = plugin
        return number

    @staticmethod
    def deallocateFlag(plugin: str, flag: int) -> None:
        """Give a flag back."""
        flags = session.state.get("node_flags", {})
        if flags.get(flag) != plugin:
            raise errors.invalid("The flag belongs to nobody, or to another plug-in")
        del flags[flag]

    @staticmethod
    def deallocateAllFlags(plugin: str) -> None:
        """Give all flags of a plug-in back."""
        flags = session.state.get("node_flags", {})
        for number in [each for each, owner in flags.items() if owner == plugin]:
            del flags[number]

    def isFlagSet(self, flag: int) -> bool:
        """Whether a flag is set on the node."""
        return flag in getattr(self._have(), "flags", set())

    def setFlag(self, flag: int, state: bool) -> None:
        """Set a flag on the node."""
        node = self._have()
        flags = getattr(node, "flags", set())
        node.flags = flags | {flag} if state else flags - {flag}

    # -- attributes --------------------------------------------------------------------------

    def _all_attributes(self) -> list[Attribute]:
        return [part for top in self._have().attributes for part in top.walk()]

    def attributeCount(self) -> int:
        """How many attributes there are at any depth."""
        return len(self._all_attributes())

    def attribute(self, which: Any) -> MObject:
        """An attribute by its number or name; null for an unknown name."""
        if isinstance(which, str):
            return MObject._of(self._have().find_attribute(which.rpartition(".")[2]))
        attributes = self._all_attributes()
        if not 0 <= integer(which) < len(attributes):
            raise errors.out_of_range()
        return MObject._of(attributes[which])

    reorderedAttribute = attribute

    def hasAttribute(self, name: str) -> bool:
        """Whether there is an attribute of a long or short name."""
        return self._have().find_attribute(name) is not None

    def attributeClass(self, attribute: Any) -> int:
        """Where the attribute comes from."""
        found = attribute_of(attribute)
        if not self._have().has_attribute(found):
            return self.kInvalidAttr
        return self.kLocalDynamicAttr if found.dynamic else self.kNormalAttr

    def isNewAttribute(self, attribute: Any) -> bool:
        """Whether the attribute was added to a referenced node here."""
        return self._have().reference is not None and attribute_of(attribute).dynamic

    def findPlug(self, which: Any, wantNetworkedPlug: bool = True) -> MPlug:
        """A plug by attribute or name."""
        node = self._have()
        if isinstance(which, MObject):
            return MPlug._at(node, attribute_of(which))
        if not isinstance(which, str):
            raise wrong_arguments("MFnDependencyNode_findPlug", (which, wantNetworkedPlug))
        attribute = node.find_attribute(which)
        if attribute is not None:
            return MPlug._at(node, attribute)
        found = list(resolve_plugs(node, which)) if re.match(r"[\w.\[\]:]+$", which) else []
        if not found:
            raise errors.not_found()
        return MPlug._of(found[0])

    def addAttribute(self, attribute: Any, kind: int = kLocalDynamicAttr) -> None:
        """Give the node a dynamic attribute."""
        new = attribute_of(attribute)
        node = self._have()
        for part in new.walk():
            if node.find_attribute(part.name) or node.find_attribute(part.short):
                raise errors.failure(f"The node has an attribute {part.name} already")
        with not_recorded():
            node.add_attribute(new)

    def removeAttribute(self, attribute: Any, kind: int = kLocalDynamicAttr) -> None:
        """Take a dynamic attribute away."""
        old = attribute_of(attribute)
        node = self._have()
        if not old.dynamic or old not in node.attributes:
            raise errors.invalid("The attribute is not dynamic")
        with not_recorded():
            plug = node.plug(old)
            for place in (plug, *plug.below()):
                if place.source is not None:
                    session.scene.disconnect(place.source, place)
                for target in list(place.destinations):
                    session.scene.disconnect(place, target)
            node.remove_attribute(old)

    def getAffectedAttributes(self, attribute: Any, affected: Any) -> None:
        """Fill an array with attributes that a change makes dirty."""
        found = self._have().type.affected_by(attribute_of(attribute))
        expect(affected, MObjectArray)._set_all(MObject._of(each) for each in found)

    def getAffectedByAttributes(self, attribute: Any, affecting: Any) -> None:
        """Fill an array with attributes whose change makes this one dirty."""
        found = self._have().type.affecting(attribute_of(attribute))
        expect(affecting, MObjectArray)._set_all(MObject._of(each) for each in found)

    def getConnections(self, plugs: Any) -> None:
        """Fill an array with the connected plugs of the node."""
        found = [
            plug
            for plug in self._have().known_plugs()
            if plug.source is not None or plug.destinations
        ]
        expect(plugs, MPlugArray)._set_all(MPlug._of(plug) for plug in found)
        if not found:
            raise errors.failure("The node has no connections")

    # -- aliases -----------------------------------------------------------------------------

    def setAlias(self, alias: str, name: str, plug: Any, add: bool = True) -> bool:
        """Give a plug another name, or take it away."""
        place = expect(plug, MPlug)._core()
        if add and self._have().find_attribute(alias) is not None:
            return False
        with not_recorded():
            place.set_state("alias", alias if add else None)
        return True

    def plugsAlias(self, plug: Any) -> str:
        """The other name of a plug; empty without one."""
        return expect(plug, MPlug)._core().alias or ""

    def getPlugsAlias(self, plug: Any, name: Any = None) -> bool:
        """Whether a plug has another name."""
        return bool(self.plugsAlias(plug))

    def findAlias(self, alias: str, attribute: Any) -> bool:
        """Make an MObject the attribute that has another name."""
        for plug in self._have().known_plugs():
            if plug.alias == alias:
                attribute._entity = plug.attribute
                return True
        return False

    def getAliasAttr(self, force: bool) -> MObject:
        """The attribute that keeps the aliases: none of its own here."""
        return MObject()

    def getAliasList(self, target: Any) -> bool:
        """Fill a list with alias, plug, alias, plug..."""
        pairs = [
            text
            for plug in self._have().known_plugs()
            if plug.alias
            for text in (plug.alias, plug.leaf_name(long=True))
        ]
        filled(target, pairs)
        return bool(pairs)

    # -- timing ------------------------------------------------------------------------------

    @staticmethod
    def enableDGTiming(enable: bool) -> None:
        """Measure evaluation; the stand-in does not."""
        raise errors.not_standing_in("timing of nodes")


def dag_parent(parent: Any) -> DagNode | None:
    """The parent node that an MObject argument means; None for the world."""
    if parent is None or parent.isNull():
        return None
    node: DagNode = entity_of(parent, DagNode)
    return None if node is session.scene.world else node
