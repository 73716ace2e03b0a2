"""MPlug: a place on a node."""

from __future__ import annotations

from typing import Any

from maya._core.attributes import Attribute
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only
from maya._shared import errors

from .arrays import MIntArray, ObjectArray
from .objects import MObject, attribute_of, is_live, node_of
from .plug_values import PlugValues, _kind_of, not_recorded
from .swig import SwigObject, expect, integer, named, unsigned, wrong_arguments


def first_plug(node: Node, attribute: Attribute) -> Plug | None:
    """The plug of an attribute, or None if an array lies above it."""
    if any(above.is_array for above in attribute.ancestors()):
        return None
    return node.plug(attribute)


@named("MPlug")
class MPlug(PlugValues, SwigObject):
    """A plug; below arrays whose index is not chosen yet it cannot be read."""

    kAll, kNonDefault, kChanged, kLastAttrSelector = range(4)
    kFreeToChange, kNotFreeToChange, kChildrenNotFreeToChange = range(3)

    def __init__(self, *values: Any) -> None:
        self._plug: Plug | None = None
        self._node: Node | None = None
        self._attribute: Attribute | None = None
        self._indices: dict[Attribute, int] = {}
        if len(values) == 1 and isinstance(values[0], MPlug):
            self.assign(values[0])
        elif len(values) == 2:
            self._open(node_of(values[0]), attribute_of(values[1]))
        elif values:
            raise wrong_arguments("new_MPlug", values)

    @classmethod
    def _of(cls, plug: Plug | None) -> MPlug:
        made = cls()
        if plug is not None:
            made._plug, made._node, made._attribute = plug, plug.node, plug.attribute
        return made

    @classmethod
    def _at(cls, node: Node, attribute: Attribute) -> MPlug:
        made = cls()
        made._open(node, attribute)
        return made

    def _open(self, node: Node, attribute: Attribute) -> None:
        if not node.has_attribute(attribute):
            raise errors.not_found()
        self._node, self._attribute = node, attribute
        self._plug = first_plug(node, attribute)

    def assign(self, other: Any) -> MPlug:
        """Become another plug."""
        self._plug, self._node, self._attribute = other._plug, other._node, other._attribute
        self._indices = dict(other._indices)
        return self

    def _core(self) -> Plug:
        """The plug of the core; fails for null plugs, dead nodes and missing indices."""
        scene_thread_only()
        if self._node is None:
            raise errors.failure("The plug is null")
        if not is_live(self._node):
            raise errors.missing()
        if self._plug is None:
            self._plug = self._resolve(self._attribute)
            if self._plug is None:
                raise errors.failure(f"The plug {self.name()} has no index for an array above it")
        return self._plug

    def _resolve(self, attribute: Attribute) -> Plug | None:
        """The plug of an attribute below arrays whose indices are chosen."""
        if attribute.parent is None:
            plug = self._node.plug(attribute)
        else:
            above = self._resolve(attribute.parent)
            if above is None or above.is_array:
                return None
            plug = above.child(attribute)
        index = self._indices.get(attribute)
        return plug if index is None or not plug.is_array else plug.element(index)

    def selectAncestorLogicalIndex(self, index: int, attribute: Any = None) -> None:
        """Choose the element of an array above this plug."""
        chosen = self._attribute
        if attribute is not None and not attribute.isNull():
            chosen = attribute_of(attribute)
        if chosen is None or not chosen.is_array:
            raise errors.incompatible()
        if self._plug is not None:
            for place in (self._plug, *self._plug.above()):
                if place.is_element:
                    self._indices.setdefault(place.attribute, place.index)
        self._indices[chosen] = unsigned(index)
        self._plug = self._resolve(self._attribute)

    # -- identity ----------------------------------------------------------------------------

    def isNull(self) -> bool:
        """Whether this is no plug."""
        return self._node is None

    def node(self) -> MObject:
        """The node."""
        if self._node is None:
            raise errors.failure("The plug is null")
        return MObject._of(self._node)

    def attribute(self) -> MObject:
        """The attribute."""
        if self._attribute is None:
            raise errors.failure("The plug is null")
        return MObject._of(self._attribute)

    def setAttribute(self, attribute: Any) -> None:
        """Move to another attribute of the node."""
        self._indices = {}
        self._open(self._node, attribute_of(attribute))

    def _same(self, other: Any) -> Any:
        if isinstance(other, MObject):
            return other._entity is self._attribute
        if not isinstance(other, MPlug):
            return NotImplemented
        if self._plug is not None or other._plug is not None:
            return self._plug is other._plug
        return self._node is other._node and self._attribute is other._attribute

    def __eq__(self, other: object) -> bool:
        return self._same(other)

    def __ne__(self, other: object) -> bool:
        same = self._same(other)
        return same if same is NotImplemented else not same

    __hash__ = None  # type: ignore[assignment]

    def isExactlyEqual(self, other: Any) -> bool:
        """Whether node, attribute and indices are the same."""
        return bool(self._same(other))

    def _unresolved_name(self, long: bool) -> str:
        attribute, parts = self._attribute, []
        while attribute is not None:
            index = f"[{self._indices.get(attribute, -1)}]" if attribute.is_array else ""
            if attribute is self._attribute and attribute not in self._indices:
                index = ""
            parts.append((attribute.name if long else attribute.short) + index)
            attribute = attribute.parent
        return ".".join(reversed(parts))

    def name(self) -> str:
        """``node.attribute``."""
        if self._node is None:
            return ""
        if self._plug is None:
            return f"{session.scene.short_name(self._node)}.{self._unresolved_name(True)}"
        return self._plug.name(long=True, alias=True)

    def info(self) -> str:
        """``node:attribute``."""
        return f"{self._node.name}:{self._core().partial_name()}"

    def partialName(
        self,
        includeNodeName: bool = False,
        includeNonMandatoryIndices: bool = False,
        includeInstancedIndices: bool = False,
        useAlias: bool = False,
        useFullAttributePath: bool = False,
        useLongNames: bool = False,
    ) -> str:
        """The name without (or with) the node, with short (or long) attribute names."""
        if self._plug is None:
            text = self._unresolved_name(useLongNames)
        elif useFullAttributePath and not (useAlias and self._plug.alias):
            text = self._plug.partial_name(long=useLongNames)
        else:
            text = self._plug.leaf_name(long=useLongNames, alias=useAlias)
        return f"{session.scene.short_name(self._node)}.{text}" if includeNodeName else text

    # -- structure ---------------------------------------------------------------------------

    def isArray(self) -> bool:
        """Whether this is an array, not an element."""
        if self._plug is None:
            return bool(self._attribute and self._attribute.is_array)
        return self._plug.is_array

    def isElement(self) -> bool:
        """Whether this is an element of an array."""
        return self._plug is not None and self._plug.is_element

    def isCompound(self) -> bool:
        """Whether there are children."""
        return self._attribute is not None and self._attribute.is_compound

    def isChild(self) -> bool:
        """Whether this lies in a compound (an element counts by its array)."""
        return self._attribute is not None and self._attribute.parent is not None

    def numElements(self) -> int:
        """How many elements exist."""
        return len(self._array().indices())

    def evaluateNumElements(self) -> int:
        """How many elements exist after evaluation."""
        plug = self._array()
        plug.get()
        return len(plug.indices())

    def _array(self) -> Plug:
        plug = self._core()
        if not plug.is_array:
            raise errors.incompatible()
        return plug

    def numChildren(self) -> int:
        """How many children the attribute has."""
        if not self.isCompound():
            raise errors.incompatible()
        return len(self._attribute.children)

    def numConnectedElements(self) -> int:
        """How many elements are connected."""
        return sum(_connected(plug) for plug in self._array().existing())

    def numConnectedChildren(self) -> int:
        """How many children are connected."""
        return sum(_connected(plug) for plug in self._core().children)

    def elementByLogicalIndex(self, index: int) -> MPlug:
        """The element with a logical index, existing or not."""
        return MPlug._of(self._array().element(unsigned(index)))

    def elementByPhysicalIndex(self, index: int) -> MPlug:
        """The existing element at a place."""
        existing = self._array().existing()
        if not 0 <= integer(index) < len(existing):
            raise errors.no_element()
        return MPlug._of(existing[index])

    __getitem__ = elementByPhysicalIndex

    def connectionByPhysicalIndex(self, index: int) -> MPlug:
        """The connected element at a place."""
        existing = [plug for plug in self._array().existing() if _connected(plug)]
        if not 0 <= integer(index) < len(existing):
            raise errors.no_element()
        return MPlug._of(existing[index])

    def getExistingArrayAttributeIndices(self, indices: Any) -> int:
        """Fill an array with logical indices."""
        found = self._array().indices()
        expect(indices, MIntArray)._set_all(MIntArray(found)._array())
        return len(found)

    def setNumElements(self, count: int) -> None:
        """Make elements 0 to count - 1 exist."""
        plug = self._array()
        with not_recorded():
            for index in range(unsigned(count)):
                plug.element(index, create=True)

    def logicalIndex(self) -> int:
        """The index of this element."""
        plug = self._core()
        if plug.index is None:
            raise errors.incompatible()
        return plug.index

    def array(self) -> MPlug:
        """The array of this element."""
        plug = self._core()
        if plug.array is None:
            raise errors.incompatible()
        return MPlug._of(plug.array)

    def parent(self) -> MPlug:
        """The compound of this child."""
        plug = self._core()
        if plug.parent is None:
            raise errors.incompatible()
        return MPlug._of(plug.parent)

    def child(self, which: Any) -> MPlug:
        """A child by its attribute or place."""
        if isinstance(which, MObject):
            attribute = attribute_of(which)
            if attribute.parent is not self._attribute:
                raise errors.invalid("The attribute is no child of the plug")
        else:
            children = self._attribute.children if self._attribute else []
            if not 0 <= integer(which) < len(children):
                raise errors.out_of_range()
            attribute = children[which]
        plug = self._core()
        if not plug.is_array:
            return MPlug._of(plug.child(attribute))
        made = MPlug()
        made._node, made._attribute = self._node, attribute
        made._indices = dict(self._indices)
        return made

    # -- connections -------------------------------------------------------------------------

    def isConnected(self) -> bool:
        """Whether anything comes in or goes out."""
        return _connected(self._core())

    def isSource(self) -> bool:
        """Whether anything goes out."""
        return bool(self._core().destinations)

    def isDestination(self) -> bool:
        """Whether anything comes in."""
        return self._core().source is not None

    def source(self) -> MPlug:
        """Where the connection comes from, seen through unit conversions; null without one."""
        source = self._core().source
        while source is not None and source.node.is_conversion:
            source = source.node.plug("input").source
        return MPlug._of(source)

    def sourceWithConversion(self) -> MPlug:
        """Where the connection comes from; null without one."""
        return MPlug._of(self._core().source)

    def destinations(self, array: Any) -> bool:
        """Fill an array with the plugs that this goes to, seen through unit conversions."""
        found: list[Plug] = []
        for plug in self._core().destinations:
            if plug.node.is_conversion:
                found += plug.node.plug("output").destinations
            else:
                found.append(plug)
        expect(array, MPlugArray)._set_all(MPlug._of(plug) for plug in found)
        return bool(found)

    def destinationsWithConversions(self, array: Any) -> bool:
        """Fill an array with the plugs that this goes to."""
        found = self._core().destinations
        expect(array, MPlugArray)._set_all(MPlug._of(plug) for plug in found)
        return bool(found)

    def connectedTo(self, array: Any, asDst: bool, asSrc: bool) -> bool:
        """Fill an array: where this comes from (as destination) and goes to (as source)."""
        plug = self._core()
        found = [plug.source] if asDst and plug.source is not None else []
        if asSrc:
            found += plug.destinations
        expect(array, MPlugArray)._set_all(MPlug._of(each) for each in found)
        return bool(found)

    # -- state -------------------------------------------------------------------------------

    def isLocked(self) -> bool:
        """Whether the value cannot be changed."""
        return self._core().is_locked

    def setLocked(self, locked: bool) -> None:
        """Lock or unlock."""
        self._state("locked", bool(locked))

    def isKeyable(self) -> bool:
        """Whether keys are set on it."""
        return self._core().is_keyable

    def setKeyable(self, keyable: bool) -> None:
        """Let keys be set."""
        self._state("keyable", bool(keyable))

    def isChannelBoxFlagSet(self) -> bool:
        """Whether it is shown in the Channel Box."""
        return self._core().is_channel_box

    def setChannelBox(self, shown: bool) -> None:
        """Show it in the Channel Box."""
        self._state("channel_box", bool(shown))

    def _state(self, name: str, value: bool) -> None:
        with not_recorded():
            self._core().set_state(name, value)

    def isCachingFlagSet(self) -> bool:
        """Whether values are kept in the data block."""
        return self._core().attribute.cached

    def setCaching(self, caching: bool) -> None:
        """Keep values in the data block; the stand-in always does."""
        if not caching:
            raise errors.not_standing_in("plugs that do not keep their value")

    def isDynamic(self) -> bool:
        """Whether the attribute was added to the node."""
        return bool(self._attribute and self._attribute.dynamic)

    def isNetworked(self) -> bool:
        """Whether the plug takes part in the graph: it is connected or locked."""
        plug = self._core()
        return _connected(plug) or plug.locked

    def isProcedural(self) -> bool:
        """Whether Maya made it, so that it is not saved."""
        return False

    def isProxy(self) -> bool:
        """Whether the attribute is a proxy."""
        return bool(self._attribute and self._attribute.proxy)

    def proxied(self) -> MPlug:
        """The plug that a proxy stands for."""
        return self.source() if self.isProxy() else MPlug()

    def isFromReferencedFile(self) -> bool:
        """Whether the node belongs to a reference."""
        self._core()
        return self._node.reference is not None

    def isIgnoredWhenRendering(self) -> bool:
        """Whether the renderer leaves it out."""
        return False

    def isFreeToChange(self, checkParents: bool = True, checkChildren: bool = True) -> int:
        """Whether the value may be set: neither locked nor connected (to other than a curve)."""
        plug = self._core()
        around = [plug, *plug.above()] if checkParents else [plug]
        if any(_blocked(place) for place in around):
            return MPlug.kNotFreeToChange
        if checkChildren and any(_blocked(place) for place in plug.below()):
            return MPlug.kChildrenNotFreeToChange
        return MPlug.kFreeToChange

    def isDefaultValue(self, forceEval: bool = True) -> bool:
        """Whether the value is the attribute's default."""
        return all(_is_default(leaf, forceEval) for leaf in self._core().leaves())


def _connected(plug: Plug) -> bool:
    return plug.source is not None or bool(plug.destinations)


def _blocked(plug: Plug) -> bool:
    if plug.locked:
        return True
    return plug.source is not None and not plug.source.node.type.is_a("animCurve")


def _is_default(leaf: Plug, evaluate: bool) -> bool:
    value = leaf.get() if evaluate else leaf.value
    default = leaf.attribute.default_value()
    equal = value == default
    return bool(equal.all() if hasattr(equal, "all") else equal)


@named("MPlugArray")
class MPlugArray(ObjectArray):
    """Plugs."""

    _class = MPlug


__all__ = ["MPlug", "MPlugArray", "_kind_of", "first_plug", "not_recorded"]
