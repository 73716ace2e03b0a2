"""Callbacks about nodes, the graph and the selection; a facade says how it wraps things."""

from __future__ import annotations

import itertools
import sys
import traceback
from collections.abc import Callable
from typing import Any

from maya._core.nodes import Node
from maya._core.session import session
from maya._core.threads import main_thread_only
from maya._shared import errors

_ids = itertools.count(1)
_callbacks: dict[int, tuple[list[int], Node | None]] = {}
_current: list[int] = []


def subscribe(
    events: dict[str, Callable[..., Any]], function: Any, node: Node | None = None
) -> int:
    """Listen to signals; each handler gets ``call`` and the signal's arguments.

    ``call`` runs the user's function; what it raises is printed.
    """
    main_thread_only("MMessage")
    if not callable(function):
        raise TypeError(f"argument must be callable, not {type(function).__name__}")
    number = next(_ids)

    def call(*arguments: Any) -> Any:
        _current.append(number)
        try:
            return function(*arguments)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            return None
        finally:
            _current.pop()

    def listener(handler: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *arguments: handler(call, *arguments)

    tokens = [session.events.listen(name, listener(handler)) for name, handler in events.items()]
    _callbacks[number] = (tokens, node)
    return number


def callbacks_of(node: Node) -> list[int]:
    """Ids of the callbacks of a node."""
    return [number for number, (_, owner) in _callbacks.items() if owner is node]


class Message:
    """What all kinds of messages share.

    A facade's ``MMessage`` sets ``_node``, ``_plug``, ``_path``, ``_time``, ``_uuid`` (wrap what
    the core sends), ``_node_of`` (unwraps a handle), ``_dag_node`` (unwraps a path),
    ``_modifier`` (makes an MDGModifier) and ``_invalid`` (the error of an unknown message).
    """

    kDefaultAction, kDoNotDoAction, kDoAction = range(3)

    @staticmethod
    def removeCallback(id: int) -> None:
        """Stop a callback."""
        known = _callbacks.pop(int(id), None)
        if known is None:
            raise errors.invalid("Unable to remove callback, id is not valid")
        for token in known[0]:
            session.events.forget(token)

    @staticmethod
    def removeCallbacks(ids: Any) -> None:
        """Stop several callbacks."""
        for number in ids:
            Message.removeCallback(number)

    @staticmethod
    def currentCallbackId() -> int:
        """Id of the callback that is running; 0 if none is."""
        return _current[-1] if _current else 0

    @classmethod
    def _optional_node(cls, value: Any) -> Node | None:
        return None if value is None or value.isNull() else cls._node_of(value)


class NodeMessage(Message):
    """Messages about one node."""

    kConnectionMade, kConnectionBroken, kAttributeEval, kAttributeSet = 1, 2, 4, 8
    kAttributeLocked, kAttributeUnlocked, kAttributeAdded, kAttributeRemoved = 16, 32, 64, 128
    kAttributeRenamed, kAttributeKeyable, kAttributeUnkeyable = 256, 512, 1024
    kIncomingDirection, kAttributeArrayAdded, kAttributeArrayRemoved = 2048, 4096, 8192
    kOtherPlugSet, kLast = 16384, 32768
    kKeyChangeInvalid, kMakeKeyable, kMakeUnkeyable, kKeyChangeLast = range(4)

    @classmethod
    def addAttributeChangedCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(message, plug, otherPlug, clientData)`` when an attribute changes."""
        owner = cls._node_of(node)

        def changed(call: Any, kind: str, plug: Any, other: Any) -> None:
            for message, place, partner in _attribute_messages(kind, plug, other):
                if place.node is owner:
                    call(message, cls._plug(place), cls._plug(partner), clientData)

        return subscribe({"attribute_changed": changed}, function, owner)

    @classmethod
    def addAttributeAddedOrRemovedCallback(
        cls, node: Any, function: Any, clientData: Any = None
    ) -> int:
        """Call ``function(message, plug, clientData)`` when an attribute comes or goes."""
        owner = cls._node_of(node)

        def listen(message: int) -> Any:
            def changed(call: Any, plug: Any) -> None:
                if plug.node is owner:
                    call(message, cls._plug(plug), clientData)

            return changed

        events = {
            "attribute_added": listen(cls.kAttributeAdded),
            "attribute_removed": listen(cls.kAttributeRemoved),
        }
        return subscribe(events, function, owner)

    @classmethod
    def _about_node(
        cls, event: str, owner: Node | None, function: Any, data: Any, *wrappers: Any
    ) -> int:
        """Call ``function(node, [wrapped arguments of the event,] data)``."""

        def happened(call: Any, node: Node, *values: Any) -> None:
            if owner is None or node is owner:
                wrapped = (wrap(value) for wrap, value in zip(wrappers, values, strict=True))
                call(cls._node(node), *wrapped, data)

        return subscribe({event: happened}, function, owner)

    @classmethod
    def addNodeDirtyCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` when the node becomes dirty."""
        owner = cls._optional_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if owner is None or plug.node is owner:
                call(cls._node(plug.node), clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @classmethod
    def addNodeDirtyPlugCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, plug, clientData)`` when a plug becomes dirty."""
        owner = cls._optional_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if owner is None or plug.node is owner:
                call(cls._node(plug.node), cls._plug(plug), clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @classmethod
    def addNameChangedCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, oldName, clientData)`` when a node is renamed."""
        owner = cls._optional_node(node)
        return cls._about_node("node_renamed", owner, function, clientData, str)

    @classmethod
    def addUuidChangedCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, oldUuid, clientData)`` when a node gets another UUID."""
        owner = cls._optional_node(node)
        return cls._about_node("uuid_changed", owner, function, clientData, cls._uuid)

    @classmethod
    def addNodePreRemovalCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` before a node is deleted."""
        return cls._about_node("node_removed", cls._node_of(node), function, clientData)

    @classmethod
    def addNodeAboutToDeleteCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, modifier, clientData)`` before a node is deleted."""
        owner = cls._node_of(node)

        def removed(call: Any, other: Node) -> None:
            if other is owner:
                modifier = cls._modifier()
                call(cls._node(other), modifier, clientData)
                modifier.doIt()

        return subscribe({"node_removed": removed}, function, owner)

    @classmethod
    def addNodeDestroyedCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when a node is gone."""
        owner = cls._node_of(node)

        def destroyed(call: Any, other: Node) -> None:
            if other is owner:
                call(clientData)

        return subscribe({"node_destroyed": destroyed}, function, owner)


def _attribute_messages(kind: str, plug: Any, other: Any) -> list[tuple[int, Any, Any]]:
    """Message number, plug and partner, for both ends of a connection."""
    kinds = NodeMessage
    incoming = kinds.kIncomingDirection
    if kind in ("connected", "disconnected"):
        number = kinds.kConnectionMade if kind == "connected" else kinds.kConnectionBroken
        number |= kinds.kOtherPlugSet
        return [(number | incoming, plug, other), (number, other, plug)]
    numbers = {
        "set": kinds.kAttributeSet | incoming,
        "evaluated": kinds.kAttributeEval,
        "locked": kinds.kAttributeLocked,
        "unlocked": kinds.kAttributeUnlocked,
        "keyable": kinds.kAttributeKeyable if plug.is_keyable else kinds.kAttributeUnkeyable,
        "element_added": kinds.kAttributeArrayAdded | incoming,
        "element_removed": kinds.kAttributeArrayRemoved | incoming,
        "renamed": kinds.kAttributeRenamed,
    }
    return [(numbers[kind], plug, other)] if kind in numbers else []


class GraphMessage(Message):
    """Messages about the whole graph."""

    @classmethod
    def _nodes(cls, event: str, function: Any, node_type: str, data: Any) -> int:
        if not isinstance(node_type, str):
            raise TypeError(f"node type must be str, not {type(node_type).__name__}")

        def happened(call: Any, node: Node) -> None:
            if node_type in ("dependNode", "") or node.type.is_a(node_type):
                call(cls._node(node), data)

        return subscribe({event: happened}, function)

    @classmethod
    def addNodeAddedCallback(
        cls, function: Any, nodeType: str = "dependNode", clientData: Any = None
    ) -> int:
        """Call ``function(node, clientData)`` when a node is made."""
        return cls._nodes("node_added", function, nodeType, clientData)

    @classmethod
    def addNodeRemovedCallback(
        cls, function: Any, nodeType: str = "dependNode", clientData: Any = None
    ) -> int:
        """Call ``function(node, clientData)`` when a node is deleted."""
        return cls._nodes("node_removed", function, nodeType, clientData)

    @classmethod
    def addConnectionCallback(cls, function: Any, clientData: Any = None) -> int:
        """Call ``function(source, destination, made, clientData)`` after connecting."""

        def changed(call: Any, source: Any, destination: Any, made: bool) -> None:
            call(cls._plug(source), cls._plug(destination), made, clientData)

        return subscribe({"connection": changed}, function)

    addPreConnectionCallback = addConnectionCallback

    @classmethod
    def _times(cls, event: str, function: Any, data: Any) -> int:
        return subscribe({event: lambda call, ticks: call(cls._time(ticks), data)}, function)

    @classmethod
    def addTimeChangeCallback(cls, function: Any, clientData: Any = None) -> int:
        """Call ``function(time, clientData)`` when the time changes."""
        return cls._times("time_changed", function, clientData)

    @classmethod
    def addDelayedTimeChangeCallback(cls, function: Any, clientData: Any = None) -> int:
        """Call ``function(time, clientData)`` after the scene was updated to a new time."""
        return cls._times("force_update", function, clientData)

    addDelayedTimeChangeRunupCallback = addDelayedTimeChangeCallback

    @classmethod
    def addForceUpdateCallback(cls, function: Any, clientData: Any = None) -> int:
        """Call ``function(time, clientData)`` when the scene has to be updated."""
        return cls._times("force_update", function, clientData)


class SelectionMessage(Message):
    """Messages about the selection."""

    kActiveListModified = 0

    @classmethod
    def addCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when the selection changes."""
        if message != cls.kActiveListModified:
            raise cls._invalid("invalid message")
        return subscribe({"selection_changed": lambda call: call(clientData)}, function)
