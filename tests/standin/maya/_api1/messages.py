"""Callbacks about nodes, the graph, selection and events."""

from __future__ import annotations

import itertools
import sys
import traceback
from collections.abc import Callable
from typing import Any

from maya._core.nodes import Node
from maya._core.session import session
from maya._core.threads import main_thread_only

from . import errors
from .arrays import MCallbackIdArray
from .objects import MObject, MUuid, node_of
from .plugs import MPlug
from .script_util import boolPtr
from .swig import SwigObject, named
from .units import MTime

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
        raise TypeError(f"a callable is needed, not {type(function).__name__}")
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


@named("MMessage")
class MMessage(SwigObject):
    """What all kinds of messages share."""

    kDefaultAction, kDoNotDoAction, kDoAction = range(3)

    @staticmethod
    def removeCallback(number: Any) -> None:
        """Stop a callback."""
        known = _callbacks.pop(int(number), None)
        if known is None:
            raise errors.invalid("Unable to remove callback, id is not valid")
        for token in known[0]:
            session.events.forget(token)

    @staticmethod
    def removeCallbacks(numbers: Any) -> None:
        """Stop the callbacks of an MCallbackIdArray."""
        for number in numbers._items if isinstance(numbers, MCallbackIdArray) else numbers:
            MMessage.removeCallback(number)

    @staticmethod
    def currentCallbackId() -> int:
        """Which callback is running; 0 if none is."""
        return _current[-1] if _current else 0

    @staticmethod
    def nodeCallbacks(node: Any, numbers: Any) -> None:
        """Fill an array with the callbacks of a node."""
        wanted = node_of(node)
        numbers._set_all(n for n, (_, owner) in _callbacks.items() if owner is wanted)


def _optional_node(value: Any) -> Node | None:
    return None if value is None or value.isNull() else node_of(value)


@named("MNodeMessage")
class MNodeMessage(MMessage):
    """Messages about one node."""

    kConnectionMade, kConnectionBroken, kAttributeEval, kAttributeSet = 1, 2, 4, 8
    kAttributeLocked, kAttributeUnlocked, kAttributeAdded, kAttributeRemoved = 16, 32, 64, 128
    kAttributeRenamed, kAttributeKeyable, kAttributeUnkeyable = 256, 512, 1024
    kIncomingDirection, kAttributeArrayAdded, kAttributeArrayRemoved = 2048, 4096, 8192
    kOtherPlugSet, kLast = 16384, 32768
    kKeyChangeInvalid, kMakeKeyable, kMakeUnkeyable, kKeyChangeLast = range(4)

    @staticmethod
    def addAttributeChangedCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(message, plug, otherPlug, clientData)`` when an attribute changes."""
        owner = node_of(node)

        def changed(call: Any, kind: str, plug: Any, other: Any) -> None:
            for message, place, partner in _attribute_messages(kind, plug, other):
                if place.node is owner:
                    call(message, MPlug._of(place), MPlug._of(partner), clientData)

        return subscribe({"attribute_changed": changed}, function, owner)

    @staticmethod
    def addAttributeAddedOrRemovedCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(message, plug, clientData)`` when an attribute comes or goes."""
        owner = node_of(node)

        def listen(message: int) -> Any:
            def changed(call: Any, plug: Any) -> None:
                if plug.node is owner:
                    call(message, MPlug._of(plug), clientData)

            return changed

        events = {
            "attribute_added": listen(MNodeMessage.kAttributeAdded),
            "attribute_removed": listen(MNodeMessage.kAttributeRemoved),
        }
        return subscribe(events, function, owner)

    @staticmethod
    def addNodeDirtyCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` when the node becomes dirty."""
        owner = _optional_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if owner is None or plug.node is owner:
                call(MObject._of(plug.node), clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @staticmethod
    def addNodeDirtyPlugCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, plug, clientData)`` when a plug becomes dirty."""
        owner = _optional_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if owner is None or plug.node is owner:
                call(MObject._of(plug.node), MPlug._of(plug), clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @staticmethod
    def addNameChangedCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, oldName, clientData)`` when a node is renamed."""
        owner = _optional_node(node)

        def renamed(call: Any, changed: Node, old: str) -> None:
            if owner is None or changed is owner:
                call(MObject._of(changed), old, clientData)

        return subscribe({"node_renamed": renamed}, function, owner)

    @staticmethod
    def addUuidChangedCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, oldUuid, clientData)`` when a node gets another UUID."""
        owner = _optional_node(node)

        def changed(call: Any, other: Node, old: str) -> None:
            if owner is None or other is owner:
                call(MObject._of(other), MUuid(old), clientData)

        return subscribe({"uuid_changed": changed}, function, owner)

    @staticmethod
    def addNodePreRemovalCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` before a node is deleted."""
        owner = node_of(node)

        def removed(call: Any, other: Node) -> None:
            if other is owner:
                call(MObject._of(other), clientData)

        return subscribe({"node_removed": removed}, function, owner)

    @staticmethod
    def addNodeAboutToDeleteCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, modifier, clientData)`` before a node is deleted."""
        owner = node_of(node)

        def removed(call: Any, other: Node) -> None:
            from .modifiers import MDGModifier

            if other is owner:
                modifier = MDGModifier()
                call(MObject._of(other), modifier, clientData)
                modifier.doIt()

        return subscribe({"node_removed": removed}, function, owner)

    @staticmethod
    def addNodeDestroyedCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when a node is gone."""
        owner = node_of(node)

        def destroyed(call: Any, other: Node) -> None:
            if other is owner:
                call(clientData)

        return subscribe({"node_destroyed": destroyed}, function, owner)


def _attribute_messages(kind: str, plug: Any, other: Any) -> list[tuple[int, Any, Any]]:
    """Message number, plug and partner, for both ends of a connection."""
    incoming = MNodeMessage.kIncomingDirection
    if kind in ("connected", "disconnected"):
        made = kind == "connected"
        number = MNodeMessage.kConnectionMade if made else MNodeMessage.kConnectionBroken
        partner = MNodeMessage.kOtherPlugSet
        return [(number | partner | incoming, plug, other), (number | partner, other, plug)]
    keyable = (
        MNodeMessage.kAttributeKeyable if plug.is_keyable else MNodeMessage.kAttributeUnkeyable
    )
    numbers = {
        "set": MNodeMessage.kAttributeSet | incoming,
        "evaluated": MNodeMessage.kAttributeEval,
        "locked": MNodeMessage.kAttributeLocked,
        "unlocked": MNodeMessage.kAttributeUnlocked,
        "keyable": keyable,
        "element_added": MNodeMessage.kAttributeArrayAdded | incoming,
        "element_removed": MNodeMessage.kAttributeArrayRemoved | incoming,
        "renamed": MNodeMessage.kAttributeRenamed,
    }
    return [(numbers[kind], plug, other)] if kind in numbers else []


class MDGMessage(MMessage):
    """Messages about the whole graph."""

    @staticmethod
    def _nodes(event: str, function: Any, node_type: str, data: Any) -> int:
        if not isinstance(node_type, str):
            raise TypeError(f"a text is needed, not {type(node_type).__name__}")

        def happened(call: Any, node: Node) -> None:
            if node_type in ("dependNode", "") or node.type.is_a(node_type):
                call(MObject._of(node), data)

        return subscribe({event: happened}, function)

    @staticmethod
    def addNodeAddedCallback(
        function: Any, nodeType: str = "dependNode", clientData: Any = None
    ) -> int:
        """Call ``function(node, clientData)`` when a node is made."""
        return MDGMessage._nodes("node_added", function, nodeType, clientData)

    @staticmethod
    def addNodeRemovedCallback(
        function: Any, nodeType: str = "dependNode", clientData: Any = None
    ) -> int:
        """Call ``function(node, clientData)`` when a node is deleted."""
        return MDGMessage._nodes("node_removed", function, nodeType, clientData)

    @staticmethod
    def addConnectionCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(source, destination, made, clientData)`` after connecting."""

        def changed(call: Any, source: Any, destination: Any, made: bool) -> None:
            call(MPlug._of(source), MPlug._of(destination), made, clientData)

        return subscribe({"connection": changed}, function)

    addPreConnectionCallback = addConnectionCallback

    @staticmethod
    def _times(event: str, function: Any, data: Any) -> int:
        return subscribe(
            {event: lambda call, ticks: call(MTime._from_ticks(ticks), data)}, function
        )

    @staticmethod
    def addTimeChangeCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(time, clientData)`` when the time changes."""
        return MDGMessage._times("time_changed", function, clientData)

    @staticmethod
    def addDelayedTimeChangeCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(time, clientData)`` after the scene was updated to a new time."""
        return MDGMessage._times("force_update", function, clientData)

    addDelayedTimeChangeRunupCallback = addDelayedTimeChangeCallback

    @staticmethod
    def addForceUpdateCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(time, clientData)`` when the scene has to be updated."""
        return MDGMessage._times("force_update", function, clientData)


@named("MModelMessage")
class MModelMessage(MMessage):
    """Messages about the selection."""

    kActiveListModified = 0

    @staticmethod
    def addCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when the selection changes."""
        if message != MModelMessage.kActiveListModified:
            raise errors.invalid("Unknown message")
        return subscribe({"selection_changed": lambda call: call(clientData)}, function)


def check(call: Any, *arguments: Any) -> Any:
    """Ask a check callback; its first argument is a bool to write the answer to."""
    answer = boolPtr()
    answer.assign(True)
    call(answer.cast(), *arguments)
    return answer.value()
