"""Plugs: one persistent object for each attribute, element and child of a node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from maya._core import evaluation
from maya._core.attributes import Attribute
from maya._core.conversion import coerce
from maya._core.session import session

if TYPE_CHECKING:
    from maya._core.nodes import Node


class Plug:
    """A place on a node that holds or computes a value, and its connections.

    Attributes
    ----------
    parent : Plug or None
        The compound plug above.
    array : Plug or None
        The array plug whose element this is; ``index`` is then the logical index.
    exists : bool
        Elements that were only asked for do not exist until they are read, set or connected.
    """

    __slots__ = (
        "_children",
        "alias",
        "array",
        "attribute",
        "channel_box",
        "computing",
        "destinations",
        "dirty",
        "elements",
        "exists",
        "index",
        "is_set",
        "keyable",
        "locked",
        "node",
        "parent",
        "source",
        "value",
    )

    def __init__(
        self,
        node: Node,
        attribute: Attribute,
        parent: Plug | None = None,
        array: Plug | None = None,
        index: int | None = None,
    ) -> None:
        self.node = node
        self.attribute = attribute
        self.parent = parent
        self.array = array
        self.index = index
        self.elements: dict[int, Plug] = {}
        self._children: list[Plug] | None = None
        self.source: Plug | None = None
        self.destinations: list[Plug] = []
        self.locked = False
        self.keyable: bool | None = None
        self.channel_box: bool | None = None
        self.alias: str | None = None
        self.computing = False
        self.is_set = False
        self.exists = array is None
        self.value = None if self.is_array else attribute.default_value()
        self.dirty = self.is_leaf and (
            node.computes(attribute) or self.effective_source() is not None
        )

    def __repr__(self) -> str:
        return f"<Plug {self.name()}>"

    # -- structure ---------------------------------------------------------------------------

    @property
    def is_array(self) -> bool:
        """Whether this is an array itself, not an element of one."""
        return self.attribute.is_array and self.index is None

    @property
    def is_element(self) -> bool:
        """Whether this is an element of an array."""
        return self.index is not None

    @property
    def is_compound(self) -> bool:
        """Whether this has children (an array of compounds has them in its elements only)."""
        return self.attribute.is_compound

    @property
    def is_leaf(self) -> bool:
        """Whether a value can be here."""
        return not self.is_array and not self.is_compound

    @property
    def children(self) -> list[Plug]:
        """Plugs of the child attributes; none for an array."""
        if self.is_array or not self.is_compound:
            return []
        if self._children is None or len(self._children) != len(self.attribute.children):
            known = {plug.attribute: plug for plug in self._children or []}
            self._children = [
                known.get(child) or Plug(self.node, child, parent=self)
                for child in self.attribute.children
            ]
        return self._children

    def child(self, which: str | int | Attribute) -> Plug:
        """A child by attribute, position, long or short name."""
        children = self.children
        if isinstance(which, int):
            return children[which]
        for plug in children:
            attribute = plug.attribute
            if which is attribute or which in (attribute.name, attribute.short):
                return plug
        raise KeyError(f"{self.name()} has no child {which}")

    def element(self, index: int, create: bool = False) -> Plug:
        """The element with a logical index, which need not exist yet."""
        plug = self.elements.get(index)
        if plug is None:
            plug = Plug(self.node, self.attribute, parent=self.parent, array=self, index=index)
            self.elements[index] = plug
        if create and not plug.exists:
            plug.make_exist()
        return plug

    def make_exist(self) -> None:
        """Bring this element (and the ones that it lies in) into being, undoably."""
        if self.parent is not None:
            self.parent.make_exist()
        if self.array is not None:
            self.array.make_exist()
        if not self.exists:
            session.undo.apply(lambda: self._set_exists(True), lambda: self._set_exists(False))

    def _set_exists(self, exists: bool) -> None:
        self.exists = exists
        session.graph_changed()

    def indices(self) -> list[int]:
        """Logical indices of the existing elements, in order."""
        source = self.effective_source() if self.is_array else None
        if source is not None and source.is_array and source is not self:
            for (
                index
            ) in source.indices():  # an array that is connected whole has what the other has
                self.element(index).exists = True
        return sorted(index for index, plug in self.elements.items() if plug.exists)

    def existing(self) -> list[Plug]:
        """The existing elements in order of their logical indices."""
        return [self.elements[index] for index in self.indices()]

    def next_index(self) -> int:
        """One more than the highest logical index."""
        indices = self.indices()
        return indices[-1] + 1 if indices else 0

    def remove_element(self, index: int) -> None:
        """Take an element away, with its value and (already broken) connections."""
        plug = self.elements.get(index)
        if plug is None or not plug.exists:
            return

        def put(element: Plug | None) -> None:
            if element is None:
                self.elements.pop(index, None)
            else:
                self.elements[index] = element
            session.graph_changed()
            evaluation.changed(self)

        session.undo.apply(lambda: put(None), lambda: put(plug))

    def above(self) -> Iterator[Plug]:
        """The plugs that this one lies in, nearest first."""
        plug = self.array or self.parent
        while plug is not None:
            yield plug
            plug = plug.array or plug.parent

    def below(self) -> Iterator[Plug]:
        """All plugs inside this one that exist as objects."""
        inside = list(self.elements.values()) if self.is_array else (self._children or [])
        for plug in inside:
            yield plug
            yield from plug.below()

    def leaves(self) -> list[Plug]:
        """The plugs with values at or inside this one; elements only if they exist."""
        if self.is_array:
            return [leaf for plug in self.existing() for leaf in plug.leaves()]
        if self.is_compound:
            return [leaf for plug in self.children for leaf in plug.leaves()]
        return [self]

    # -- names -------------------------------------------------------------------------------

    def partial_name(self, long: bool = True, alias: bool = False) -> str:
        """For example ``input[2].inputGeometry``, without the node."""
        if alias and self.alias:
            return self.alias
        if self.array is not None:
            return f"{self.array.partial_name(long)}[{self.index}]"
        own = self.attribute.name if long else self.attribute.short
        return own if self.parent is None else f"{self.parent.partial_name(long)}.{own}"

    def leaf_name(self, long: bool = True, alias: bool = False) -> str:
        """As cmds writes plugs: the last attribute with all elements that it needs.

        Maya leaves out compound parents unless an array lies among them.
        """
        if alias and self.alias:
            return self.alias
        own = self.attribute.name if long else self.attribute.short
        if self.array is not None:
            return f"{self.array.leaf_name(long)}[{self.index}]"
        around = next((plug for plug in self.above() if plug.is_element), None)
        if around is not None:
            return f"{around.leaf_name(long)}.{own}"
        return own

    def name(self, long: bool = True, alias: bool = True) -> str:
        """``node.attribute`` with the node's shortest unique name."""
        return f"{session.scene.short_name(self.node)}.{self.leaf_name(long, alias)}"

    # -- connections -------------------------------------------------------------------------

    def effective_source(self) -> Plug | None:
        """Where the value comes from: an own connection or one of a plug around this."""
        if self.source is not None:
            return self.source
        around = self.array or self.parent
        if around is None:
            return None
        source = around.effective_source()
        if source is None:
            return None
        if self.array is not None:
            return source.element(self.index) if source.is_array else None
        if source.attribute.kind == "generic":
            return source
        position = self.position
        return source.children[position] if position < len(source.children) else None

    @property
    def position(self) -> int:
        """Which child of its compound this is."""
        return self.attribute.parent.children.index(self.attribute)

    # -- values ------------------------------------------------------------------------------

    def get(self, context: evaluation.Context | None = None) -> Any:
        """The value, evaluated; a list of values for compounds, a dict by index for arrays."""
        if self.is_array:
            evaluation.value(self, context)
            return {index: self.elements[index].get(context) for index in self.indices()}
        if self.is_compound:
            evaluation.pull_whole(self, context)
            return [plug.get(context) for plug in self.children]
        return evaluation.value(self, context)

    def set(self, value: Any) -> None:
        """Store a value (internal units) and dirty what depends on it; recorded for undo."""
        if self.is_compound and not self.is_array:
            for plug, part in zip(self.children, value, strict=True):
                plug.set(part)
            return
        if self.is_array:
            for index, part in dict(value).items():
                self.element(index, create=True).set(part)
            return
        self.make_exist()
        new = coerce(self.attribute, value)
        kept = self.node.get_internal(self)
        old, was_set = self.value if kept is None else kept, self.is_set
        session.undo.apply(lambda: self.store(new, True), lambda: self.store(old, was_set))

    def store(self, value: Any, is_set: bool = True) -> None:
        """Put a value here and tell everybody; not recorded."""
        if self.node.set_internal(self, value):
            self.is_set = is_set
        else:
            self.value = value
            self.is_set = is_set
        source = self.effective_source()
        if source is not None and source.dirty:
            # a preview on a connected plug: the source has to be clean to dirty this plug again
            evaluation.value(source)
        self.dirty = False
        session.scene.modified = True
        evaluation.changed(self)
        if session.events.has_listeners("attribute_changed"):
            session.events.send("attribute_changed", "set", self, None)

    def reset(self) -> None:
        """Back to the default."""
        self.set(self.attribute.default_value())
        self.is_set = False

    # -- state -------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Locked itself or by a plug around it."""
        return self.locked or any(plug.locked for plug in self.above())

    @property
    def is_keyable(self) -> bool:
        """Keyable by the attribute's definition or by this plug's own setting."""
        return self.attribute.keyable if self.keyable is None else self.keyable

    @property
    def is_channel_box(self) -> bool:
        """Shown in the Channel Box although not keyable."""
        return self.attribute.channel_box if self.channel_box is None else self.channel_box

    def set_state(self, name: str, value: Any) -> None:
        """Set ``locked``, ``keyable``, ``channel_box`` or ``alias`` undoably."""
        old = getattr(self, name)
        session.undo.apply(lambda: self._state(name, value), lambda: self._state(name, old))

    def _state(self, name: str, value: Any) -> None:
        setattr(self, name, value)
        kind = {"locked": "locked" if value else "unlocked", "keyable": "keyable"}.get(
            name, "other"
        )
        session.events.send("attribute_changed", kind, self, None)
