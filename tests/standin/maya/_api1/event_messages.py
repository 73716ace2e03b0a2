"""Callbacks about events, conditions, time and commands."""

from __future__ import annotations

from typing import Any

from maya._core.session import session
from maya._shared import errors
from maya._shared.messages import subscribe

from .fn_base import filled
from .messages import MMessage
from .swig import named

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
    "NewSceneOpened": "afterNew",
    "PostSceneRead": "afterFileRead",
    "SceneOpened": "afterOpen",
    "SceneSaved": "afterSave",
    "SceneImported": "afterImport",
    "quitApplication": "mayaExiting",
}
_UNITS = {"linearUnitChanged": "linear", "timeUnitChanged": "time", "angularUnitChanged": "angle"}
_OTHERS = [
    "ActiveViewChanged",
    "ChannelBoxLabelSelected",
    "ColorIndexChanged",
    "DisplayColorChanged",
    "MenuModeChanged",
    "NewSceneAboutToOpen",
    "PreFileNewOrOpened",
    "SelectModeChanged",
    "SelectPreferenceChanged",
    "SelectPriorityChanged",
    "SelectTypeChanged",
    "SetModified",
    "ToolChanged",
    "ToolSettingsChanged",
    "cameraChange",
    "gridDisplayChanged",
    "lightLinkingChanged",
    "modelEditorChanged",
    "renderLayerChange",
    "renderLayerManagerChange",
    "workspaceChanged",
    "playbackModeChanged",
    "playbackSpeedChanged",
    "RecentCommandChanged",
    "angularToleranceChanged",
    "linearToleranceChanged",
]


@named("MEventMessage")
class MEventMessage(MMessage):
    """Messages by the names that scriptJob uses."""

    @staticmethod
    def addEventCallback(eventName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when an event happens."""
        if eventName in _SIGNALS:
            return subscribe({_SIGNALS[eventName]: lambda call, *_: call(clientData)}, function)
        if eventName in _SCENE_EVENTS:
            wanted = _SCENE_EVENTS[eventName]
            return subscribe(
                {"scene_message": lambda call, name: call(clientData) if name == wanted else None},
                function,
            )
        if eventName in _UNITS:
            unit = _UNITS[eventName]
            return subscribe(
                {"unit_changed": lambda call, which: call(clientData) if which == unit else None},
                function,
            )
        if eventName in _OTHERS:
            return subscribe(
                {
                    "condition": lambda call, name, _: (
                        call(clientData) if name == eventName else None
                    )
                },
                function,
            )
        raise errors.invalid(f"There is no event {eventName}")

    @staticmethod
    def getEventNames(names: Any) -> None:
        """Fill a list with the names of events."""
        filled(names, sorted({*_SIGNALS, *_SCENE_EVENTS, *_UNITS, *_OTHERS}))


@named("MUserEventMessage")
class MUserEventMessage(MMessage):
    """Events of one's own."""

    @staticmethod
    def _names() -> set[str]:
        return session.state.setdefault("user_events", set())

    @staticmethod
    def registerUserEvent(name: str) -> None:
        """Make an event known."""
        if name in MUserEventMessage._names():
            raise errors.failure("The event is registered already")
        MUserEventMessage._names().add(name)

    @staticmethod
    def deregisterUserEvent(name: str) -> None:
        """Forget an event."""
        if name not in MUserEventMessage._names():
            raise errors.failure("The event is not registered")
        MUserEventMessage._names().discard(name)

    @staticmethod
    def isUserEvent(name: str) -> bool:
        """Whether an event is known."""
        return name in MUserEventMessage._names()

    @staticmethod
    def addUserEventCallback(name: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when an event is posted."""
        if name not in MUserEventMessage._names():
            raise errors.failure("The event is not registered")

        def posted(call: Any, which: str, data: Any) -> None:
            if which == name:
                call(clientData if data is None else data)

        return subscribe({"user_event": posted}, function)

    @staticmethod
    def postUserEvent(name: str, clientData: Any = None) -> None:
        """Let an event happen."""
        if name not in MUserEventMessage._names():
            raise errors.failure("The event is not registered")
        session.events.send("user_event", name, clientData)


@named("MConditionMessage")
class MConditionMessage(MMessage):
    """Messages about conditions such as ``playingBack``."""

    @staticmethod
    def addConditionCallback(name: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(state, clientData)`` when a condition changes."""
        return subscribe(
            {"condition": lambda call, which, on: call(on, clientData) if which == name else None},
            function,
        )

    @staticmethod
    def getConditionNames(names: Any) -> None:
        """Fill a list with the names of conditions."""
        known = session.state.get("conditions", {})
        filled(
            names,
            dict.fromkeys(["playingBack", "busy", "readingFile", "SomethingSelected", *known]),
        )

    @staticmethod
    def getConditionState(name: str) -> bool:
        """The state of a condition."""
        if name == "SomethingSelected":
            return bool(session.scene.selection)
        return bool(session.state.get("conditions", {}).get(name, False))


@named("MTimerMessage")
class MTimerMessage(MMessage):
    """Messages at regular times; sent when the idle queue is pumped."""

    @staticmethod
    def addTimerCallback(period: float, function: Any, clientData: Any = None) -> int:
        """Call ``function(elapsed, last, clientData)`` every period of seconds."""
        import time

        state = {"last": time.monotonic()}

        def tick(call: Any) -> None:
            now = time.monotonic()
            elapsed = now - state["last"]
            if elapsed >= float(period):
                state["last"] = now
                call(elapsed, now, clientData)

        return subscribe({"idle": tick}, function)


@named("MCommandMessage")
class MCommandMessage(MMessage):
    """Messages about commands."""

    kMELProc, kMELCommand = 0, 1
    kHistory, kDisplay, kInfo, kWarning, kError, kResult, kStackTrace = range(7)

    @staticmethod
    def addCommandCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(text, clientData)`` before a command runs."""
        return subscribe({"command": lambda call, text: call(text, clientData)}, function)
