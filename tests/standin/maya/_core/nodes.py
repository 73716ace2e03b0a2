"""Node types and nodes."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable, Iterator
from typing import Any

from maya._core.attributes import Attribute
from maya._core.evaluation import Block
from maya._core.plugs import Plug
from maya._core.session import session

Compute = Callable[["Node", Plug, Block], bool | None]


class NodeType:
    """What all nodes of a type share.

    Parameters
    ----------
    name : str
        As ``createNode`` knows it.
    base : NodeType, optional
        Whose attributes are inherited.
    mfn_names : tuple of str
        Own function set constants, for example ``('kTransform',)``; those of the bases follow.
    compute : callable, optional
        ``compute(node, plug, block)``; returns False for a plug that it does not know, so that the
        base type is asked.
    node_class : type, optional
        Class of the nodes; the base's by default.
    creator : callable, optional
        For plug-in nodes: makes the object whose methods Maya calls.
    serves : bool or tuple of str, optional
        Whether a node of this type is deleted with the last node that reads its outputs (or those
        named), as animation curves and deformers are.
    needs : tuple of str, optional
        Inputs without whose connections such a node is deleted, too.
    """

    def __init__(
        self,
        name: str,
        base: NodeType | None = None,
        *,
        mfn_names: tuple[str, ...] = (),
        attributes: list[Attribute] | None = None,
        compute: Compute | None = None,
        node_class: type[Node] | None = None,
        type_id: int = 0,
        classification: str = "",
        plugin: str | None = None,
        creator: Callable[[], Any] | None = None,
        abstract: bool = False,
        serves: bool | tuple[str, ...] | None = None,
        needs: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.base = base
        self.own_mfn_names = mfn_names
        self.own_attributes: list[Attribute] = []
        self.own_compute = compute
        self.node_class: type[Node] = node_class or (base.node_class if base else Node)
        self.type_id = type_id
        self.classification = classification
        self.plugin = plugin
        self.creator = creator
        self.abstract = abstract
        self.serves = serves
        self.needs = needs
        self._affects: dict[Attribute, list[Attribute]] = {}
        self._cache: dict[str, Any] = {}
        self._found_before: dict[str, Attribute] = {}
        for attribute in attributes or []:
            self.add_attribute(attribute)

    def __repr__(self) -> str:
        return f"<NodeType {self.name}>"

    def chain(self) -> Iterator[NodeType]:
        """This type and its bases."""
        kind: NodeType | None = self
        while kind is not None:
            yield kind
            kind = kind.base

    @property
    def inherited(self) -> list[str]:
        """Names from the root type to this one, as ``nodeType -inherited`` lists them."""
        return [kind.name for kind in self.chain()][::-1]

    @property
    def mfn_names(self) -> tuple[str, ...]:
        """Function set constants, most special first."""
        return tuple(name for kind in self.chain() for name in kind.own_mfn_names)

    @property
    def attributes(self) -> list[Attribute]:
        """Top-level attributes, those of the bases first."""
        return [attribute for kind in [*self.chain()][::-1] for attribute in kind.own_attributes]

    def is_a(self, name: str) -> bool:
        """Whether this is or inherits the named type."""
        return any(kind.name == name for kind in self.chain())

    def add_attribute(self, attribute: Attribute) -> Attribute:
        """Give all nodes of the type one more attribute."""
        if attribute.parent is None and attribute not in self.own_attributes:
            self.own_attributes.append(attribute)
        for part in attribute.walk():
            part.owner = part.owner or self
        return attribute

    def attribute(self, name: str) -> Attribute | None:
        """An attribute at any depth by long or short name."""
        found = self._found_before.get(name)
        if found is None or not self._still_has(found, name):
            found = next(
                (
                    part
                    for top in self.attributes
                    for part in top.walk()
                    if name in (part.name, part.short)
                ),
                None,
            )
            if found is not None:
                self._found_before[name] = found
        return found

    def _still_has(self, attribute: Attribute, name: str) -> bool:
        """Whether an attribute that was found by a name once would be found again."""
        top = attribute
        while top.parent is not None:
            if top not in top.parent.children:
                return False
            top = top.parent
        is_named = name in (attribute.name, attribute.short)
        return is_named and any(top in kind.own_attributes for kind in self.chain())

    def affect(self, source: Attribute | str, *targets: Attribute | str) -> None:
        """Declare that changes of one attribute dirty others."""
        start = self._known(source)
        for target in targets:
            end = self._known(target)
            listed = self._affects.setdefault(start, [])
            if end not in listed:
                listed.append(end)
        self._cache.clear()

    def _known(self, attribute: Attribute | str) -> Attribute:
        if isinstance(attribute, Attribute):
            return attribute
        found = self.attribute(attribute)
        if found is None:
            raise KeyError(f"{self.name} has no attribute {attribute}")
        return found

    def affected_by(self, attribute: Attribute) -> list[Attribute]:
        """Attributes that a change of this one dirties."""
        found: dict[Attribute, None] = {}
        for kind in self.chain():
            found.update(dict.fromkeys(kind._affects.get(attribute, ())))
        return list(found)

    def affecting(self, attribute: Attribute) -> list[Attribute]:
        """Attributes whose change dirties this one."""
        return [
            source
            for kind in self.chain()
            for source, targets in kind._affects.items()
            if attribute in targets
        ]

    def computed(self) -> set[Attribute]:
        """Attributes whose values are made by compute, with all that lies inside them."""
        return {
            part
            for kind in self.chain()
            for targets in kind._affects.values()
            for target in targets
            for part in target.walk()
        }


CONVERSIONS = frozenset({"unitConversion", "timeToUnitConversion", "unitToTimeConversion"})


class Node:
    """A dependency node of the scene."""

    def __init__(self, kind: NodeType, name: str, uuid: str | None = None) -> None:
        self.type = kind
        self.name = name
        self.uuid = uuid or str(uuids.uuid4()).upper()
        self.in_scene = False
        self.locked = False
        self.is_default = False
        self.shared = False
        self.reference: Node | None = None
        self.unknown_lines: list[str] = []
        self.dynamic: list[Attribute] = []
        self.user: Any = None
        self._plugs: dict[Attribute, Plug] = {}
        self._computed = kind.computed()

    def __repr__(self) -> str:
        return f"<{self.type.name} {self.name}>"

    def created(self) -> None:
        """Called once when the node is made, before anybody sees it."""

    def deleting(self) -> None:
        """Called before the node is deleted; changes made here are undone with the deletion."""

    def connection_cut(self, plug: Plug) -> None:
        """Called when an incoming connection of a plug has been broken."""

    # -- attributes and plugs ----------------------------------------------------------------

    @property
    def is_conversion(self) -> bool:
        """Whether Maya has put this node between two plugs of different units."""
        return self.type.name in CONVERSIONS

    @property
    def attributes(self) -> list[Attribute]:
        """Top-level attributes, static ones first."""
        return [*self.type.attributes, *self.dynamic]

    def find_attribute(self, name: str) -> Attribute | None:
        """An attribute at any depth by long or short name."""
        found = self.type.attribute(name)
        if found is not None:
            return found
        return next(
            (
                part
                for top in self.dynamic
                for part in top.walk()
                if name in (part.name, part.short)
            ),
            None,
        )

    def has_attribute(self, attribute: Attribute) -> bool:
        """Whether this definition belongs to this node."""
        top = attribute
        while top.parent is not None:
            top = top.parent
        return top in self.attributes

    def plug(self, which: Attribute | str) -> Plug:
        """The plug of a top-level attribute or of a child outside of arrays."""
        attribute = which if isinstance(which, Attribute) else self.find_attribute(which)
        if attribute is None:
            raise KeyError(f"{self.name} has no attribute {which}")
        if attribute.parent is not None:
            return self.plug(attribute.parent).child(attribute)
        plug = self._plugs.get(attribute)
        if plug is None:
            plug = self._plugs[attribute] = Plug(self, attribute)
        return plug

    def known_plugs(self) -> list[Plug]:
        """All plugs that exist as objects."""
        return [place for top in list(self._plugs.values()) for place in (top, *top.below())]

    def plugs_of(self, attribute: Attribute) -> list[Plug]:
        """All plugs of an attribute that exist as objects, in all elements."""
        if attribute.parent is None:
            return [self.plug(attribute)]
        return [
            child
            for parent in self.plugs_of(attribute.parent)
            for place in (parent.elements.values() if parent.is_array else [parent])
            for child in place.children
            if child.attribute is attribute
        ]

    def add_attribute(self, attribute: Attribute) -> None:
        """Give this node a dynamic attribute, undoably."""
        for part in attribute.walk():
            part.dynamic = True
            part.owner = self
        session.undo.apply(lambda: self._add(attribute), lambda: self._remove(attribute))

    def remove_attribute(self, attribute: Attribute) -> None:
        """Take a dynamic attribute away, undoably; its connections must be broken already."""
        place = self.dynamic.index(attribute)
        session.undo.apply(lambda: self._remove(attribute), lambda: self._add(attribute, place))

    def _add(self, attribute: Attribute, place: int | None = None) -> None:
        self.dynamic.insert(len(self.dynamic) if place is None else place, attribute)
        session.graph_changed()
        session.events.send("attribute_added", self.plug(attribute))

    def _remove(self, attribute: Attribute) -> None:
        session.events.send("attribute_removed", self.plug(attribute))
        self.dynamic.remove(attribute)
        session.graph_changed()

    # -- evaluation --------------------------------------------------------------------------

    def computes(self, attribute: Attribute) -> bool:
        """Whether compute makes this attribute's value."""
        return attribute in self._computed

    def refresh_computed(self) -> None:
        """Read again which attributes are computed."""
        self._computed = self.type.computed()

    def affected_by(self, attribute: Attribute) -> list[Attribute]:
        """Attributes of this node that a change of this one dirties."""
        return self.type.affected_by(attribute)

    def also_dirty(self, plug: Plug, ask_user: bool) -> list[Plug]:
        """Further plugs that become dirty with this one (``setDependentsDirty``, the DAG)."""
        ask = getattr(self.user, "_dependents_dirty", None)
        return list(ask(plug)) if ask_user and ask is not None else []

    def plug_dirtied(self, plug: Plug) -> None:
        """Called when a plug of this node has become dirty."""
        if session.events.has_listeners("plug_dirty"):
            session.events.send("plug_dirty", plug)

    def follows_context_time(self, plug: Plug) -> bool:
        """Whether the value of this plug is the time of the context."""
        return False

    def compute(self, plug: Plug, block: Block) -> None:
        """Ask the type and its bases, most special first."""
        user = getattr(self.user, "_compute", None)
        if user is not None and user(plug, block) is not False:
            return
        for kind in self.type.chain():
            if kind.own_compute is not None and kind.own_compute(self, plug, block) is not False:
                return

    def get_internal(self, plug: Plug) -> Any:
        """The value of an internal attribute that the node keeps itself, or None."""
        if not plug.attribute.internal:
            return None
        ask = getattr(self.user, "_get_internal", None)
        return ask(plug) if ask is not None else None

    def set_internal(self, plug: Plug, value: Any) -> bool:
        """Let the node keep the value of an internal attribute itself; says whether it did."""
        if not plug.attribute.internal:
            return False
        ask = getattr(self.user, "_set_internal", None)
        return bool(ask(plug, value)) if ask is not None else False
