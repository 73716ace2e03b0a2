"""Messages of events, conditions, timers and commands."""

from __future__ import annotations

from typing import Any, ClassVar

from maya._api2.messages import MMessage
from maya._core.session import session
from maya._shared.messages import subscribe


class MEventMessage(MMessage):
    """Messages by the names that scriptJob uses."""

    _SIGNALS: ClassVar[dict[str, str]] = {
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
    _SCENE: ClassVar[dict[str, str]] = {
        "NewSceneOpened": "afterNew",
        "PostSceneRead": "afterFileRead",
        "SceneOpened": "afterOpen",
        "SceneSaved": "afterSave",
        "SceneImported": "afterImport",
        "quitApplication": "mayaExiting",
        "PreFileNewOrOpened": "beforeNewOrOpen",
    }
    _UNITS: ClassVar[dict[str, str]] = {
        "linearUnitChanged": "linear",
        "timeUnitChanged": "time",
        "angularUnitChanged": "angle",
    }
    _OTHERS = (
        "ActiveViewChanged", "ChannelBoxLabelSelected", "ColorIndexChanged", "DisplayColorChanged",
        "MenuModeChanged", "NewSceneAboutToOpen", "SelectModeChanged", "SelectPreferenceChanged",
        "SelectPriorityChanged", "SelectTypeChanged", "SetModified", "ToolChanged", "cameraChange",
        "gridDisplayChanged", "lightLinkingChanged", "modelEditorChanged", "passContributionMapChange",
        "renderLayerChange", "renderLayerManagerChange", "workspaceChanged", "ToolSettingsChanged",
        "playbackModeChanged", "playbackSpeedChanged", "RecentCommandChanged", "angularToleranceChanged",
        "linearToleranceChanged", "nurbsToPolygonsPrefsChanged", "nurbsCurveRebuildPrefsChanged",
    )  # fmt: skip

    @staticmethod
    def addEventCallback(eventName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when an event happens."""
        cls = MEventMessage
        if eventName in cls._SIGNALS:
            handlers = {cls._SIGNALS[eventName]: lambda call, *_: call(clientData)}
        elif eventName in cls._SCENE:
            wanted = cls._SCENE[eventName]

            def scene(call: Any, name: str) -> None:
                both = wanted == "beforeNewOrOpen" and name in ("beforeNew", "beforeOpen")
                if name == wanted or both:
                    call(clientData)

            handlers = {"scene_message": scene}
        elif eventName in cls._UNITS:
            unit = cls._UNITS[eventName]
            handlers = {"unit_changed": lambda call, which: which == unit and call(clientData)}
        elif eventName in cls._OTHERS:
            handlers = {
                "condition": lambda call, name, state: name == eventName and call(clientData)
            }
        else:
            raise RuntimeError(f"(kInvalidParameter): there is no event '{eventName}'")
        return subscribe(handlers, function)

    @staticmethod
    def getEventNames() -> tuple[str, ...]:
        """Names of the events."""
        cls = MEventMessage
        return tuple(sorted({*cls._SIGNALS, *cls._SCENE, *cls._UNITS, *cls._OTHERS}))


class MUserEventMessage(MMessage):
    """Events of one's own."""

    @staticmethod
    def _names() -> set[str]:
        return session.state.setdefault("user_events", set())

    @staticmethod
    def registerUserEvent(eventName: str) -> None:
        """Make an event known."""
        if eventName in MUserEventMessage._names():
            raise RuntimeError("(kFailure): the event is registered already")
        MUserEventMessage._names().add(eventName)

    @staticmethod
    def deregisterUserEvent(eventName: str) -> None:
        """Forget an event."""
        if eventName not in MUserEventMessage._names():
            raise RuntimeError("(kFailure): the event is not registered")
        MUserEventMessage._names().discard(eventName)

    @staticmethod
    def isUserEvent(eventName: str) -> bool:
        """Whether an event is known."""
        return eventName in MUserEventMessage._names()

    @staticmethod
    def addUserEventCallback(eventName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when an event is posted."""
        if eventName not in MUserEventMessage._names():
            raise RuntimeError("(kFailure): the event is not registered")

        def posted(call: Any, name: str, data: Any) -> None:
            if name == eventName:
                call(clientData if data is None else data)

        return subscribe({"user_event": posted}, function)

    @staticmethod
    def postUserEvent(eventName: str, clientData: Any = None) -> None:
        """Let an event happen."""
        if eventName not in MUserEventMessage._names():
            raise RuntimeError("(kFailure): the event is not registered")
        session.events.send("user_event", eventName, clientData)


class MConditionMessage(MMessage):
    """Messages about conditions such as ``playingBack``."""

    @staticmethod
    def addConditionCallback(conditionName: str, function: Any, clientData: Any = None) -> int:
        """Call ``function(state, clientData)`` when a condition changes."""

        def changed(call: Any, name: str, state: bool) -> None:
            if name == conditionName:
                call(state, clientData)

        return subscribe({"condition": changed}, function)

    @staticmethod
    def getConditionNames() -> tuple[str, ...]:
        """Names of the conditions."""
        known = session.state.get("conditions", {})
        return tuple(
            dict.fromkeys(["playingBack", "busy", "readingFile", "SomethingSelected", *known])
        )

    @staticmethod
    def getConditionState(name: str) -> bool:
        """State of a condition."""
        if name == "SomethingSelected":
            return bool(session.scene.selection)
        if name not in MConditionMessage.getConditionNames():
            raise RuntimeError("(kInvalidParameter): there is no such condition")
        return bool(session.state.get("conditions", {}).get(name, False))


class MTimerMessage(MMessage):
    """Messages at regular times; sent when the stand-in's idle queue is pumped."""

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


class MCommandMessage(MMessage):
    """Messages about commands and their output."""

    kMELProc, kMELCommand = 0, 1
    kHistory, kDisplay, kInfo, kWarning, kError, kResult, kStackTrace = range(7)

    @staticmethod
    def addCommandCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(text, clientData)`` before a command runs."""
        return subscribe({"command": lambda call, text: call(text, clientData)}, function)
