"""Dirty propagation and pull evaluation, in the normal context or at another time."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from maya._core import threads
from maya._core.conversion import converted

if TYPE_CHECKING:
    from maya._core.attributes import Attribute
    from maya._core.nodes import Node
    from maya._core.plugs import Plug


class Context:
    """The normal context, whose values are kept on the plugs, or one at another time.

    ``time`` is in ticks; None for the normal context.
    """

    def __init__(self, time: int | None = None) -> None:
        self.time = time
        self.values: dict[Plug, Any] = {}

    @property
    def is_normal(self) -> bool:
        """Whether this is the scene's own state."""
        return self.time is None


NORMAL = Context()
_local = threading.local()


def current_context() -> Context:
    """The context that this thread evaluates in."""
    return getattr(_local, "context", NORMAL)


@contextmanager
def in_context(context: Context) -> Iterator[Context]:
    """Evaluate in another context for a while."""
    before = current_context()
    _local.context = context
    try:
        yield context
    finally:
        _local.context = before


class Block:
    """A node's values in one context: what compute reads from and writes to."""

    def __init__(self, node: Node, context: Context) -> None:
        self.node = node
        self.context = context

    def read(self, plug: Plug) -> Any:
        """The evaluated value of a leaf plug."""
        return value(plug, self.context)

    def peek(self, plug: Plug) -> Any:
        """The value as it is, without evaluation."""
        if self.context.is_normal:
            return plug.value
        return self.context.values.get(plug, plug.value)

    def write(self, plug: Plug, new: Any) -> None:
        """Put a result here; it does not dirty anything."""
        plug.exists = True
        if self.context.is_normal:
            plug.value = new
        else:
            self.context.values[plug] = new

    def set_clean(self, plug: Plug) -> None:
        """Declare a plug, and all inside it, as computed."""
        for place in (plug, *plug.below()):
            if self.context.is_normal:
                place.dirty = False
            else:
                self.context.values.setdefault(place, place.value)

    def is_clean(self, plug: Plug) -> bool:
        """Whether reading would compute nothing."""
        if self.context.is_normal:
            return not any(leaf.dirty for leaf in plug.leaves())
        return plug in self.context.values


def value(plug: Plug, context: Context | None = None) -> Any:
    """Pull the value of a plug."""
    threads.refuse_while_drawing()
    context = context or current_context()
    if not plug.exists:
        plug.make_exist()
    if not context.is_normal:
        return _value_at_time(plug, context)
    if plug.dirty or (plug.is_array and plug.node.computes(plug.attribute)):
        _evaluate(plug, context)
    internal = plug.node.get_internal(plug)
    return plug.value if internal is None else internal


def _value_at_time(plug: Plug, context: Context) -> Any:
    if plug in context.values:
        return context.values[plug]
    if plug.node.follows_context_time(plug):
        return context.time
    if plug.effective_source() is not None or plug.node.computes(plug.attribute):
        _evaluate(plug, context)
        return context.values.get(plug, plug.value)
    return plug.value


def _evaluate(plug: Plug, context: Context) -> None:
    source = plug.effective_source()
    block = Block(plug.node, context)
    if source is not None:
        if not plug.is_leaf:
            return
        _pull_connection_around(plug, context)
        sent = source.get(context) if source.is_compound else value(source, context)
        if isinstance(sent, list) and source.attribute.kind == "generic" and plug.parent:
            sent = sent[plug.position]
        block.write(plug, converted(sent, source.attribute, plug.attribute))
        if context.is_normal:
            plug.dirty = False
        return
    if not plug.node.computes(plug.attribute):
        plug.dirty = False
        return
    if plug.computing:  # a cycle: the value of the last time
        return
    plug.computing = True
    try:
        with in_context(context):
            plug.node.compute(plug, block)
            _ask_for_what_is_around(plug, context)
    finally:
        plug.computing = False
    if plug.dirty and context.is_normal:
        _left_dirty().add(plug)


def _left_dirty() -> set[Plug]:
    """Plugs that were read although compute failed or did not clean them.

    What they went into is clean, so that the next change has to be passed on through them.
    """
    from maya._core.session import session

    plugs: set[Plug] = session.scene.extra.setdefault("left_dirty", set())
    return plugs


def pull_whole(plug: Plug, context: Context | None = None) -> None:
    """Let a plug-in node compute a compound in one call, as Maya does when all of it is asked for."""
    context = context or current_context()
    compute = getattr(plug.node.user, "_compute", None)
    if compute is None or plug.computing or not plug.node.computes(plug.attribute):
        return
    block = Block(plug.node, context)
    if all(block.is_clean(leaf) for leaf in plug.leaves()) or plug.effective_source() is not None:
        return
    plug.computing = True
    try:
        with in_context(context):
            compute(plug, block)
    finally:
        plug.computing = False


def _pull_connection_around(plug: Plug, context: Context) -> None:
    """What comes by a connection of the parent is asked of the parent at the other end."""
    for place in (plug, *plug.above()):
        if place.source is not None:
            if not place.source.is_leaf:
                pull_whole(place.source, context)
            return


def _ask_for_what_is_around(plug: Plug, context: Context) -> None:
    """A plug-in node may know the compound only, not a child of it."""
    for place in plug.above():
        if Block(plug.node, context).is_clean(plug):
            return
        if not place.is_array:
            pull_whole(place, context)


def changed(plug: Plug, ask_nodes: bool = True) -> list[Plug]:
    """Dirty everything that depends on a plug whose value is another one now.

    Parameters
    ----------
    ask_nodes : bool
        Whether ``setDependentsDirty`` of plug-in nodes is asked: not in frames that the evaluation
        manager plays.

    Returns
    -------
    list of Plug
        The leaves that were clean before.
    """
    return _propagate([plug], ask_nodes)


def _propagate(start: Iterable[Plug], ask_nodes: bool) -> list[Plug]:
    dirtied: list[Plug] = []
    waiting = list(start)
    seen: set[Plug] = set(waiting)
    left = _left_dirty()
    while waiting:
        plug = waiting.pop()
        for target in _dependents(plug, ask_nodes):
            for place in (target, *target.below()):
                if place in seen:
                    continue
                if place.is_leaf:
                    if place.dirty and place not in left:
                        continue
                    left.discard(place)
                    place.dirty = True
                    dirtied.append(place)
                    place.node.plug_dirtied(place)
                seen.add(place)
                waiting.append(place)
    return dirtied


def _dependents(plug: Plug, ask_nodes: bool) -> Iterator[Plug]:
    """Plugs that hold another value as soon as this one does."""
    node = plug.node
    around = [plug, *plug.above()]
    inside = list(plug.below())
    for place in (*around, *inside):
        yield from list(place.destinations)
    attributes: dict[Attribute, None] = {place.attribute: None for place in (*around, *inside)}
    for attribute in attributes:
        for affected in node.affected_by(attribute):
            yield from node.plugs_of(affected)
    yield from node.also_dirty(plug, ask_nodes)


def mark_dirty(plugs: Iterable[Plug], ask_nodes: bool = True) -> list[Plug]:
    """Dirty plugs themselves (a new connection, ``dgdirty``) and what depends on them."""
    dirtied = []
    for plug in plugs:
        for place in (plug, *plug.below()):
            if place.is_leaf and (place.effective_source() or place.node.computes(place.attribute)):
                place.dirty = True
                dirtied.append(place)
                place.node.plug_dirtied(place)
        dirtied += _propagate([plug], ask_nodes)
    return dirtied
