"""``MPlug`` and ``MPlugArray``."""

from __future__ import annotations

from typing import Any

from maya._api2.arrays import MIntArray, ObjectArray
from maya._api2.loose_plugs import Loose
from maya._api2.objects import (
    FAILURE,
    INCOMPATIBLE,
    MObject,
    attribute_of,
    changes_scene,
    check_plug,
    node_of,
    wrap,
)
from maya._api2.plug_names import partial_name, set_attr_commands
from maya._api2.plug_values import PlugValues, _instance, write
from maya._core.attributes import Attribute
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only

MAXIMUM_INDEX = 0xFFFFFFFF


class MPlug(PlugValues):
    """A plug of a node."""

    __slots__ = ("_p",)
    __hash__ = None  # type: ignore[assignment]
    kFreeToChange, kNotFreeToChange, kChildrenNotFreeToChange = range(3)
    kAll, kNonDefault, kChanged, kLastAttrSelector = range(4)

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._p = None
        return self

    def __init__(self, *arguments: Any) -> None:
        if len(arguments) == 1 and isinstance(arguments[0], MPlug):
            self._p = arguments[0]._p
        elif len(arguments) == 2:
            node, attribute = node_of(arguments[0]), attribute_of(arguments[1])
            if not node.has_attribute(attribute):
                raise RuntimeError(INCOMPATIBLE)
            loose = Loose(node, attribute, {})
            self._p = loose.resolve() or loose
        elif arguments:
            raise TypeError("MPlug takes a plug, or a node and an attribute")

    @classmethod
    def _of(cls, plug: Any) -> MPlug:
        self = object.__new__(cls)
        self._p = plug
        return self

    def _any(self) -> Any:
        if self._p is None:
            raise RuntimeError("(kFailure): the plug is null")
        return self._p

    def _is_loose(self) -> bool:
        return isinstance(self._any(), Loose)

    def _plug(self) -> Plug:
        plug = self._any()
        if isinstance(plug, Loose):
            raise RuntimeError(FAILURE)  # noqa: TRY004
        scene_thread_only("maya.api")
        return check_plug(plug)

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, (MPlug, MObject)):
            return NotImplemented
        if isinstance(other, MObject):
            return self._p is not None and self._p.attribute is other._e
        if isinstance(self._p, Loose) and isinstance(other._p, Loose):
            return self._p.same_as(other._p)
        return self._p is other._p

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __str__(self) -> str:
        return self.name()

    def copy(self, plug: MPlug) -> MPlug:
        """Take over another plug."""
        self._p = plug._p
        return self

    # -- what it is --------------------------------------------------------------------------

    @property
    def isNull(self) -> bool:
        """Whether this stands for no plug."""
        return self._p is None

    def node(self) -> MObject:
        """The node."""
        return wrap(self._any().node)

    def attribute(self) -> MObject:
        """The attribute."""
        return wrap(self._any().attribute)

    def name(self) -> str:
        """``node.attribute`` with long names; empty for a null plug."""
        if self._p is None:
            return ""
        return partial_name(self._p, node=True, long=True, instanced=True)

    @property
    def info(self) -> str:
        """The plug's name with the full path of its attributes."""
        if self._p is None:
            return ""
        return partial_name(self._p, node=True, long=True, full=True, instanced=True)

    def partialName(
        self,
        includeNodeName: bool = False,
        includeNonMandatoryIndices: bool = False,
        includeInstancedIndices: bool = False,
        useAlias: bool = False,
        useFullAttributePath: bool = False,
        useLongNames: bool = False,
    ) -> str:
        """The plug's name in the wanted detail."""
        return partial_name(
            self._any(),
            node=includeNodeName,
            long=useLongNames,
            full=useFullAttributePath,
            alias=useAlias,
            instanced=includeInstancedIndices,
        )

    def setAttribute(self, attr: MObject) -> MPlug:
        """Stand for another attribute of the same node."""
        return self._become(MPlug(self.node(), attr))

    def _become(self, other: MPlug) -> MPlug:
        self._p = other._p
        return self

    @property
    def isArray(self) -> bool:
        """Whether this is an array itself."""
        plug = self._any()
        return plug.attribute.is_array if isinstance(plug, Loose) else plug.is_array

    @property
    def isElement(self) -> bool:
        """Whether this is an element of an array."""
        return isinstance(self._any(), Plug) and self._p.is_element

    @property
    def isCompound(self) -> bool:
        """Whether this has children."""
        return self._any().attribute.is_compound

    @property
    def isChild(self) -> bool:
        """Whether this is a child of a compound plug."""
        return self._any().attribute.parent is not None and not self.isElement

    @property
    def isDynamic(self) -> bool:
        """Whether the attribute was added to the node."""
        return self._any().attribute.dynamic

    @property
    def isNetworked(self) -> bool:
        """Whether Maya would keep this plug in its network: connected, locked or with a state."""
        plug = self._any()
        if isinstance(plug, Loose):
            return False
        return bool(plug.source or plug.destinations or plug.locked or plug.keyable is not None)

    @property
    def isFromReferencedFile(self) -> bool:
        """Whether the node comes from a referenced file."""
        return self._any().node.reference is not None

    @property
    def isProcedural(self) -> bool:
        """Whether the attribute is written by a procedure that the user should not see."""
        self._any()
        return False

    @property
    def isProxy(self) -> bool:
        """Whether the attribute is a proxy for another one."""
        return self._any().attribute.proxy

    def proxied(self) -> MPlug:
        """The plug that this one is a proxy for."""
        plug = self._plug()
        return MPlug._of(plug.source if plug.attribute.proxy else None)

    @property
    def isIgnoredWhenRendering(self) -> bool:
        """Whether rendering ignores connections here."""
        self._any()
        return False

    # -- arrays and compounds ----------------------------------------------------------------

    def _array(self) -> Plug:
        plug = self._plug()
        if not plug.is_array:
            raise TypeError("plug is not an array")
        return plug

    def array(self) -> MPlug:
        """The array of an element."""
        if not self.isElement:
            raise TypeError("plug is not an element of an array")
        return MPlug._of(self._p.array)

    def parent(self) -> MPlug:
        """The compound plug of a child."""
        plug = self._any()
        if plug.attribute.parent is None:
            raise TypeError("plug is not a child")
        if isinstance(plug, Loose):
            above = Loose(plug.node, plug.attribute.parent, plug.indices)
            return MPlug._of(above.resolve() or above)
        return MPlug._of(plug.parent)

    def child(self, which: Any) -> MPlug:
        """A child by position or attribute."""
        plug = self._any()
        if not plug.attribute.is_compound:
            raise TypeError("plug is not a compound")
        children = plug.attribute.children
        if isinstance(which, MObject):
            attribute = attribute_of(which)
            if attribute not in children:
                raise RuntimeError(INCOMPATIBLE)
        else:
            if not 0 <= which < len(children):
                raise IndexError("child index out of range")
            attribute = children[which]
        if isinstance(plug, Loose) or plug.is_array:
            indices = dict(plug.indices) if isinstance(plug, Loose) else _indices(plug)
            return MPlug._of(Loose(plug.node, attribute, indices))
        return MPlug._of(plug.child(attribute))

    def numChildren(self) -> int:
        """Number of children of a compound."""
        attribute = self._any().attribute
        if not attribute.is_compound:
            raise TypeError("plug is not a compound")
        return len(attribute.children)

    def numConnectedChildren(self) -> int:
        """Number of children with connections."""
        return sum(_is_connected(child) for child in self._plug().children)

    def elementByLogicalIndex(self, index: int) -> MPlug:
        """The element with an index, which need not exist yet."""
        if not 0 <= index < MAXIMUM_INDEX:
            raise IndexError("logical index out of range")
        return MPlug._of(self._array().element(int(index)))

    def elementByPhysicalIndex(self, index: int) -> MPlug:
        """The element at a position among the existing ones."""
        plug = self._array()
        _evaluate_array(plug)
        existing = plug.existing()
        if not 0 <= index < len(existing):
            raise IndexError("physical index out of range")
        return MPlug._of(existing[index])

    def connectionByPhysicalIndex(self, index: int) -> MPlug:
        """The element at a position among the connected ones."""
        connected = [plug for plug in self._array().existing() if _is_connected(plug)]
        if not 0 <= index < len(connected):
            raise IndexError("physical index out of range")
        return MPlug._of(connected[index])

    def logicalIndex(self) -> int:
        """The index of an element; -1 if it is not known."""
        plug = self._any()
        if isinstance(plug, Loose):
            return -1
        if not plug.is_element:
            raise TypeError("plug is not an element of an array")
        return plug.index

    def selectAncestorLogicalIndex(self, index: int, attribute: MObject | None = None) -> MPlug:
        """Choose the element of an array that this plug lies in."""
        plug = self._any()
        indices = dict(plug.indices) if isinstance(plug, Loose) else _indices(plug)
        chosen = plug.attribute
        if attribute is not None and not attribute.isNull():
            chosen = attribute_of(attribute)
        elif not chosen.is_array:
            chosen = next((up for up in chosen.ancestors() if up.is_array), chosen)
        if not chosen.is_array:
            raise RuntimeError(INCOMPATIBLE)
        indices[chosen] = int(index)
        loose = Loose(plug.node, plug.attribute, indices)
        self._p = loose.resolve() or loose
        return self

    def numElements(self) -> int:
        """Number of existing elements, without evaluation."""
        return len(self._array().indices())

    def evaluateNumElements(self) -> int:
        """Number of existing elements after evaluation."""
        plug = self._array()
        _evaluate_array(plug)
        return len(plug.indices())

    def numConnectedElements(self) -> int:
        """Number of elements with connections."""
        return sum(_is_connected(plug) for plug in self._array().existing())

    def getExistingArrayAttributeIndices(self) -> MIntArray:
        """Indices of the existing elements."""
        plug = self._array()
        _evaluate_array(plug)
        return MIntArray(plug.indices())

    @changes_scene
    def setNumElements(self, count: int) -> MPlug:
        """Make room for elements 0 to count - 1."""
        plug = self._array()
        for index in range(count):
            plug.element(index, create=True)
        return self

    # -- connections -------------------------------------------------------------------------

    def connectedTo(self, asDest: bool, asSrc: bool) -> MPlugArray:
        """Plugs at the other ends of this plug's own connections."""
        plug = self._plug()
        found = list(plug.destinations) if asSrc else []
        if asDest and plug.source is not None:
            found.append(plug.source)
        return MPlugArray._of(MPlug._of(other) for other in found)

    def source(self) -> MPlug:
        """Where the connection comes from, through unit conversions; null if there is none."""
        plug = self._plug().source
        while plug is not None and plug.node.is_conversion:
            plug = plug.node.plug("input").source
        return MPlug._of(plug)

    def sourceWithConversion(self) -> MPlug:
        """Where the connection comes from, unit conversions included."""
        return MPlug._of(self._plug().source)

    def destinations(self) -> MPlugArray:
        """Where the connections go, through unit conversions."""
        found: list[Plug] = []
        for other in self._plug().destinations:
            if other.node.is_conversion:
                found += other.node.plug("output").destinations
            else:
                found.append(other)
        return MPlugArray._of(MPlug._of(other) for other in found)

    def destinationsWithConversions(self) -> MPlugArray:
        """Where the connections go, unit conversions included."""
        return MPlugArray._of(MPlug._of(other) for other in self._plug().destinations)

    @property
    def isConnected(self) -> bool:
        """Whether the plug is a source or a destination."""
        return self._p is not None and isinstance(self._p, Plug) and _is_connected(self._p)

    @property
    def isSource(self) -> bool:
        """Whether connections go out."""
        return isinstance(self._any(), Plug) and bool(self._p.destinations)

    @property
    def isDestination(self) -> bool:
        """Whether a connection comes in."""
        return isinstance(self._any(), Plug) and self._p.source is not None

    # -- state -------------------------------------------------------------------------------

    @property
    def isLocked(self) -> bool:
        """Whether the value is protected."""
        return not self._is_loose() and self._plug().is_locked

    @isLocked.setter
    @changes_scene
    def isLocked(self, value: bool) -> None:
        self._plug().set_state("locked", bool(value))

    @property
    def isKeyable(self) -> bool:
        """Whether the plug can be keyed."""
        return self._p.attribute.keyable if self._is_loose() else self._plug().is_keyable

    @isKeyable.setter
    @changes_scene
    def isKeyable(self, value: bool) -> None:
        self._plug().set_state("keyable", bool(value))

    @property
    def isChannelBox(self) -> bool:
        """Whether the Channel Box shows it although it is not keyable."""
        return self._p.attribute.channel_box if self._is_loose() else self._plug().is_channel_box

    @isChannelBox.setter
    @changes_scene
    def isChannelBox(self, value: bool) -> None:
        self._plug().set_state("channel_box", bool(value))

    @property
    def isCaching(self) -> bool:
        """Whether the value is kept."""
        return self._any().attribute.cached

    def isFreeToChange(self, checkAncestors: bool = True, checkChildren: bool = True) -> int:
        """Whether the value can be set: neither locked nor connected."""
        if self._is_loose():
            return self.kFreeToChange
        plug = self._plug()
        if plug.locked or plug.source is not None or plug.node.locked:
            return self.kNotFreeToChange
        if checkAncestors and any(up.locked or up.source for up in plug.above()):
            return self.kNotFreeToChange
        if checkChildren and any(below.locked or below.source for below in plug.below()):
            return self.kChildrenNotFreeToChange
        return self.kFreeToChange

    def isDefaultValue(self, forceEval: bool = False) -> bool:
        """Whether the value is the default one."""
        return all(_has_default(leaf) for leaf in self._plug().leaves())

    def isExactlyEqual(self, plug: MPlug) -> bool:
        """Whether both stand for the same plug."""
        return self._p is plug._p

    def getSetAttrCmds(self, valueSelector: int = 0, useLongNames: bool = False) -> list[str]:
        """MEL commands that make the present values again."""
        return set_attr_commands(self._plug(), valueSelector, useLongNames)


def _is_connected(plug: Plug) -> bool:
    return plug.source is not None or bool(plug.destinations)


def _evaluate_array(plug: Plug) -> None:
    """Compute an array; one that follows another array gets its elements."""
    source = plug.effective_source()
    if source is not None and source.is_array:
        _evaluate_array(source)
        with session.undo.suspended():
            for index in source.indices():
                plug.element(index, create=True)
    if source is not None or plug.node.computes(plug.attribute):
        plug.get()


def _indices(plug: Plug) -> dict[Attribute, int]:
    return {place.attribute: place.index for place in (plug, *plug.above()) if place.is_element}


def _has_default(plug: Plug) -> bool:
    import numpy as np

    value, default = plug.get(), plug.attribute.default_value()
    if isinstance(value, np.ndarray) or isinstance(default, np.ndarray):
        return default is not None and value is not None and np.array_equal(value, default)
    return value == default


class MPlugArray(ObjectArray):
    """Array of MPlugs."""

    __slots__ = ()

    def _kind(self) -> type:
        return MPlug

    def _one(self, value: Any) -> MPlug:
        return MPlug(super()._one(value))


def plug_of(value: Any) -> Plug:
    """The core plug of an MPlug."""
    return _instance(value, MPlug)._plug()


__all__ = ["Loose", "MPlug", "MPlugArray", "plug_of", "write"]
