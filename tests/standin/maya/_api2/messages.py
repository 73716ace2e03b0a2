"""Callbacks: functions that Maya calls when something happens."""

from __future__ import annotations

import itertools
import sys
import traceback
from collections.abc import Callable
from typing import Any

from maya._api2.arrays import MCallbackIdArray
from maya._api2.objects import MObject, node_of, wrap
from maya._api2.paths import MDagPath
from maya._api2.plugs import MPlug
from maya._api2.quantities import MTime
from maya._core.nodes import Node
from maya._core.session import session
from maya._core.threads import main_thread_only

_ids = itertools.count(1)
_callbacks: dict[int, tuple[list[int], Node | None]] = {}
_current: list[int] = []


def _wanted(function: Any) -> None:
    if not callable(function):
        raise TypeError(f"argument must be callable, not {type(function).__name__}")


def subscribe(
    events: dict[str, Callable[..., Any]], function: Any, node: Node | None = None
) -> int:
    """Listen to signals; each handler gets ``call`` and the signal's arguments.

    ``call`` runs the user's function; what it raises is printed.
    """
    main_thread_only("MMessage")
    _wanted(function)
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


class MMessage:
    """What all kinds of messages share."""

    kDefaultAction, kDoNotDoAction, kDoAction = range(3)

    @staticmethod
    def removeCallback(id: int) -> None:
        """Stop a callback."""
        known = _callbacks.pop(int(id), None)
        if known is None:
            raise RuntimeError("(kInvalidParameter): Unable to remove callback, id is not valid")
        for token in known[0]:
            session.events.forget(token)

    @staticmethod
    def removeCallbacks(ids: Any) -> None:
        """Stop several callbacks."""
        for number in ids:
            MMessage.removeCallback(number)

    @staticmethod
    def currentCallbackId() -> int:
        """Id of the callback that is running; 0 if none is."""
        return _current[-1] if _current else 0

    @staticmethod
    def nodeCallbacks(node: MObject) -> MCallbackIdArray:
        """Ids of the callbacks of a node."""
        wanted = node_of(node)
        return MCallbackIdArray._of(n for n, (_, owner) in _callbacks.items() if owner is wanted)


def _optional_node(value: Any) -> Node | None:
    return None if value is None or value.isNull() else node_of(value)


class MNodeMessage(MMessage):
    """Messages about one node."""

    kConnectionMade, kConnectionBroken, kAttributeEval, kAttributeSet = 1, 2, 4, 8
    kAttributeLocked, kAttributeUnlocked, kAttributeAdded, kAttributeRemoved = 16, 32, 64, 128
    kAttributeRenamed, kAttributeKeyable, kAttributeUnkeyable = 256, 512, 1024
    kIncomingDirection, kAttributeArrayAdded, kAttributeArrayRemoved = 2048, 4096, 8192
    kOtherPlugSet, kLast = 16384, 32768
    kKeyChangeInvalid, kMakeKeyable, kMakeUnkeyable, kKeyChangeLast = range(4)

    @staticmethod
    def addAttributeChangedCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(message, plug, otherPlug, clientData)`` when an attribute changes."""
        owner = node_of(node)

        def changed(call: Any, kind: str, plug: Any, other: Any) -> None:
            for message, place, partner in _attribute_messages(kind, plug, other):
                if place.node is owner:
                    call(message, MPlug._of(place), MPlug._of(partner), clientData)

        return subscribe({"attribute_changed": changed}, function, owner)

    @staticmethod
    def addAttributeAddedOrRemovedCallback(
        node: MObject, function: Any, clientData: Any = None
    ) -> int:
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
    def addNodeDirtyCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` when the node becomes dirty."""
        owner = _optional_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if owner is None or plug.node is owner:
                call(wrap(plug.node), clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @staticmethod
    def addNodeDirtyPlugCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, plug, clientData)`` when a plug becomes dirty."""
        owner = _optional_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if owner is None or plug.node is owner:
                call(wrap(plug.node), MPlug._of(plug), clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @staticmethod
    def addNameChangedCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, oldName, clientData)`` when a node is renamed."""
        owner = _optional_node(node)

        def renamed(call: Any, changed: Node, old: str) -> None:
            if owner is None or changed is owner:
                call(wrap(changed), old, clientData)

        return subscribe({"node_renamed": renamed}, function, owner)

    @staticmethod
    def addUuidChangedCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, oldUuid, clientData)`` when a node gets another UUID."""
        from maya._api2.small import MUuid

        owner = _optional_node(node)

        def changed(call: Any, other: Node, old: str) -> None:
            if owner is None or other is owner:
                call(wrap(other), MUuid(old), clientData)

        return subscribe({"uuid_changed": changed}, function, owner)

    @staticmethod
    def addNodePreRemovalCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` before a node is deleted."""
        owner = node_of(node)

        def removed(call: Any, other: Node) -> None:
            if other is owner:
                call(wrap(other), clientData)

        return subscribe({"node_removed": removed}, function, owner)

    @staticmethod
    def addNodeAboutToDeleteCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, modifier, clientData)`` before a node is deleted."""
        from maya._api2.modifiers import MDGModifier

        owner = node_of(node)

        def removed(call: Any, other: Node) -> None:
            if other is owner:
                modifier = MDGModifier()
                call(wrap(other), modifier, clientData)
                modifier.doIt()

        return subscribe({"node_removed": removed}, function, owner)

    @staticmethod
    def addNodeDestroyedCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when a node is gone."""
        owner = node_of(node)

        def destroyed(call: Any, other: Node) -> None:
            if other is owner:
                call(clientData)

        return subscribe({"node_destroyed": destroyed}, function, owner)

    @staticmethod
    def addKeyableChangeOverride(plug: MPlug, function: Any, clientData: Any = None) -> int:
        """Ask before a plug is made keyable; the stand-in never asks."""
        raise NotImplementedError("stand-in: MNodeMessage.addKeyableChangeOverride")


def _attribute_messages(kind: str, plug: Any, other: Any) -> list[tuple[int, Any, Any]]:
    """Message number, plug and partner, for both ends of a connection."""
    incoming = MNodeMessage.kIncomingDirection
    if kind in ("connected", "disconnected"):
        made = kind == "connected"
        number = MNodeMessage.kConnectionMade if made else MNodeMessage.kConnectionBroken
        partner = MNodeMessage.kOtherPlugSet
        return [(number | partner | incoming, plug, other), (number | partner, other, plug)]
    numbers = {
        "set": MNodeMessage.kAttributeSet | incoming,
        "evaluated": MNodeMessage.kAttributeEval,
        "locked": MNodeMessage.kAttributeLocked,
        "unlocked": MNodeMessage.kAttributeUnlocked,
        "keyable": MNodeMessage.kAttributeKeyable
        if plug.is_keyable
        else MNodeMessage.kAttributeUnkeyable,
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
            raise TypeError(f"node type must be str, not {type(node_type).__name__}")

        def happened(call: Any, node: Node) -> None:
            if node_type in ("dependNode", "") or node.type.is_a(node_type):
                call(wrap(node), data)

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
    def addNodeChangeUuidCheckCallback(
        function: Any, nodeType: str = "dependNode", clientData: Any = None
    ) -> int:
        """Ask before a node gets another UUID; the stand-in never asks."""
        raise NotImplementedError("stand-in: MDGMessage.addNodeChangeUuidCheckCallback")

    @staticmethod
    def addConnectionCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(source, destination, made, clientData)`` after connecting."""

        def changed(call: Any, source: Any, destination: Any, made: bool) -> None:
            call(MPlug._of(source), MPlug._of(destination), made, clientData)

        return subscribe({"connection": changed}, function)

    addPreConnectionCallback = addConnectionCallback

    @staticmethod
    def _times(event: str, function: Any, data: Any) -> int:
        return subscribe({event: lambda call, ticks: call(MTime._ticks(ticks), data)}, function)

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


class MModelMessage(MMessage):
    """Messages about the selection and duplicating."""

    kActiveListModified = 0

    @staticmethod
    def addCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when the selection changes."""
        if message != MModelMessage.kActiveListModified:
            raise ValueError("invalid message")
        return subscribe({"selection_changed": lambda call: call(clientData)}, function)


def path_of(node: Any) -> MDagPath:
    """The first path to a DAG node."""
    return MDagPath._of(node.path())
