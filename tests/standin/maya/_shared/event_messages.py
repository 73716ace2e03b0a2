"""Callbacks about events, conditions, timers and commands."""

from __future__ import annotations

import time
from typing import Any

from maya._core.session import session
from maya._shared import errors
from maya._shared.messages import Message, subscribe

_SIGNALS = {
    "SelectionChanged": "selection_changed",
    "timeChanged": "time_changed",
    "Undo": "undo",
    "Redo": "redo",
    "NameChanged": "node_renamed",
    "idle": "idle",
    "idleHigh": "idle",
    "idleVeryLow": "idle",
    "playbackRangeChanged": "playback_range",
    "playbackRangeSliderChanged": "playback_range",
    "DagObjectCreated": "node_added",
}
_SCENE_EVENTS = {
    "NewSceneOpened": ("afterNew",),
    "PostSceneRead": ("afterFileRead",),
    "SceneOpened": ("afterOpen",),
    "SceneSaved": ("afterSave",),
    "SceneImported": ("afterImport",),
    "quitApplication": ("mayaExiting",),
    "PreFileNewOrOpened": ("beforeNew", "beforeOpen"),
}
_UNITS = {"linearUnitChanged": "linear", "timeUnitChanged": "time", "angularUnitChanged": "angle"}
_OTHERS = (
    "ActiveViewChanged", "ChannelBoxLabelSelected", "ColorIndexChanged", "DisplayColorChanged",
    "MenuModeChanged", "NewSceneAboutToOpen", "SelectModeChanged", "SelectPreferenceChanged",
    "SelectPriorityChanged", "SelectTypeChanged", "SetModified", "ToolChanged", "cameraChange",
    "gridDisplayChanged", "lightLinkingChanged", "modelEditorChanged", "passContributionMapChange",
    "renderLayerChange", "renderLayerManagerChange", "workspaceChanged", "ToolSettingsChanged",
    "playbackModeChanged", "playbackSpeedChanged", "RecentCommandChanged", "angularToleranceChanged",
    "linearToleranceChanged", "nurbsToPolygonsPrefsChanged", "nurbsCurveRebuildPrefsChanged",
)  # fmt: skip


def event_names() -> list[str]:
    """Names of the events."""
    return sorted({*_SIGNALS, *_SCENE_EVENTS, *_UNITS, *_OTHERS})


def condition_names() -> list[str]:
    """Names of the conditions."""
    known = session.state.get("conditions", {})
    return list(dict.fromkeys(["playingBack", "busy", "readingFile", "SomethingSelected", *known]))


class EventMessage(Message):
    """Messages by the names that scriptJob uses."""

    @staticmethod
    def addEventCallback(eventName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when an event happens."""
        if eventName in _SIGNALS:
            signal, wanted = _SIGNALS[eventName], None
        elif eventName in _SCENE_EVENTS:
            signal, wanted = "scene_message", _SCENE_EVENTS[eventName]
        elif eventName in _UNITS:
            signal, wanted = "unit_changed", (_UNITS[eventName],)
        elif eventName in _OTHERS:
            signal, wanted = "condition", (eventName,)
        else:
            raise errors.invalid(f"There is no event {eventName}")

        def happened(call: Any, *values: Any) -> None:
            if wanted is None or values[0] in wanted:
                call(clientData)

        return subscribe({signal: happened}, function)


class UserEventMessage(Message):
    """Events of one's own."""

    @staticmethod
    def _names() -> set[str]:
        return session.state.setdefault("user_events", set())

    @staticmethod
    def _check(name: str) -> None:
        if name not in UserEventMessage._names():
            raise errors.failure("The event is not registered")

    @staticmethod
    def registerUserEvent(eventName: str) -> None:
        """Make an event known."""
        if eventName in UserEventMessage._names():
            raise errors.failure("The event is registered already")
        UserEventMessage._names().add(eventName)

    @staticmethod
    def deregisterUserEvent(eventName: str) -> None:
        """Forget an event."""
        UserEventMessage._check(eventName)
        UserEventMessage._names().discard(eventName)

    @staticmethod
    def isUserEvent(eventName: str) -> bool:
        """Whether an event is known."""
        return eventName in UserEventMessage._names()

    @staticmethod
    def addUserEventCallback(eventName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when an event is posted."""
        UserEventMessage._check(eventName)

        def posted(call: Any, name: str, data: Any) -> None:
            if name == eventName:
                call(clientData if data is None else data)

        return subscribe({"user_event": posted}, function)

    @staticmethod
    def postUserEvent(eventName: str, clientData: Any = None) -> None:
        """Let an event happen."""
        UserEventMessage._check(eventName)
        session.events.send("user_event", eventName, clientData)


class ConditionMessage(Message):
    """Messages about conditions such as ``playingBack``."""

    @staticmethod
    def addConditionCallback(conditionName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(state, clientData)`` when a condition changes."""

        def changed(call: Any, name: str, state: bool) -> None:
            if name == conditionName:
                call(state, clientData)

        return subscribe({"condition": changed}, function)

    @staticmethod
    def getConditionState(name: str) -> bool:
        """State of a condition."""
        if name == "SomethingSelected":
            return bool(session.scene.selection)
        if name not in condition_names():
            raise errors.invalid(f"There is no condition {name}")
        return bool(session.state.get("conditions", {}).get(name, False))


class TimerMessage(Message):
    """Messages at regular times; sent when the stand-in's idle queue is pumped."""

    @staticmethod
    def addTimerCallback(period: float, function: Any, clientData: Any = None) -> int:
        """Call ``function(elapsed, last, clientData)`` every period of seconds."""
        state = {"last": time.monotonic()}

        def tick(call: Any) -> None:
            now = time.monotonic()
            elapsed = now - state["last"]
            if elapsed >= float(period):
                state["last"] = now
                call(elapsed, now, clientData)

        return subscribe({"idle": tick}, function)


class CommandMessage(Message):
    """Messages about commands and their output."""

    kMELProc, kMELCommand = 0, 1
    kHistory, kDisplay, kInfo, kWarning, kError, kResult, kStackTrace = range(7)

    @staticmethod
    def addCommandCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(text, clientData)`` before a command runs."""
        return subscribe({"command": lambda call, text: call(text, clientData)}, function)
