"""MAnimControl: time and playback."""

from __future__ import annotations

from typing import Any

from maya._core.session import session

from .plugs import not_recorded
from .swig import SwigObject, expect, integer, real
from .units import MTime

_TANGENTS = {
    0: "global",
    1: "fixed",
    2: "linear",
    3: "flat",
    4: "spline",
    5: "step",
    6: "slow",
    7: "fast",
    8: "clamped",
    9: "plateau",
    10: "stepnext",
    11: "auto",
    27: "automix",
    28: "autoease",
    29: "autocustom",
}


def _cmds() -> Any:
    from maya import cmds

    return cmds


def _time(value: Any) -> MTime:
    return expect(value, MTime)


class MAnimControl(SwigObject):
    """The current time, ranges, and playback."""

    kPlaybackOnce, kPlaybackLoop, kPlaybackOscillate = range(3)
    kPlaybackViewAll, kPlaybackViewActive = range(2)

    @staticmethod
    def currentTime() -> MTime:
        """The time of the scene."""
        return MTime._from_ticks(session.scene.time)

    @staticmethod
    def setCurrentTime(time: Any) -> None:
        """Go to a time."""
        with not_recorded():
            session.scene.set_time(_time(time)._ticks())

    @staticmethod
    def isPlaying() -> bool:
        """Whether the scene is played."""
        return bool(session.state.get("conditions", {}).get("playingBack", False))

    @staticmethod
    def isScrubbing() -> bool:
        """Whether the user drags the time slider."""
        return False

    @staticmethod
    def playForward() -> None:
        """Play."""
        _cmds().play(forward=True)

    @staticmethod
    def playBackward() -> None:
        """Play backwards."""
        _cmds().play(forward=False)

    @staticmethod
    def stop() -> None:
        """Stop playing."""
        _cmds().play(state=False)

    @staticmethod
    def playbackMode() -> int:
        """What happens at the end."""
        words = {"once": 0, "continuous": 1, "oscillate": 2}
        return words[_cmds().playbackOptions(query=True, loop=True)]

    @staticmethod
    def setPlaybackMode(mode: int) -> None:
        """Set what happens at the end."""
        _cmds().playbackOptions(loop=("once", "continuous", "oscillate")[integer(mode)])

    @staticmethod
    def viewMode() -> int:
        """Which views are updated."""
        return int(_cmds().playbackOptions(query=True, view=True) == "active")

    @staticmethod
    def setViewMode(mode: int) -> None:
        """Set which views are updated."""
        _cmds().playbackOptions(view=("all", "active")[integer(mode)])

    @staticmethod
    def playbackSpeed() -> float:
        """How fast it is played; 0 plays every frame."""
        return float(_cmds().playbackOptions(query=True, playbackSpeed=True))

    @staticmethod
    def setPlaybackSpeed(speed: float) -> None:
        """Set how fast it is played."""
        _cmds().playbackOptions(playbackSpeed=real(speed))

    @staticmethod
    def playbackBy() -> float:
        """The step of playing."""
        return float(_cmds().playbackOptions(query=True, by=True))

    @staticmethod
    def setPlaybackBy(step: float) -> None:
        """Set the step of playing."""
        _cmds().playbackOptions(by=real(step))

    @staticmethod
    def autoKeyMode() -> bool:
        """Whether changes set keys."""
        return bool(_cmds().autoKeyframe(query=True, state=True))

    @staticmethod
    def setAutoKeyMode(state: bool) -> None:
        """Let changes set keys."""
        _cmds().autoKeyframe(state=bool(state))

    @staticmethod
    def globalInTangentType() -> int:
        """The type of in tangents of new keys."""
        return tangent_number(session.state.get("inTangentType", "auto"))

    @staticmethod
    def globalOutTangentType() -> int:
        """The type of out tangents of new keys."""
        return tangent_number(session.state.get("outTangentType", "auto"))

    @staticmethod
    def setGlobalInTangentType(kind: int) -> None:
        """Set the type of in tangents of new keys."""
        session.state["inTangentType"] = tangent_word(kind)

    @staticmethod
    def setGlobalOutTangentType(kind: int) -> None:
        """Set the type of out tangents of new keys."""
        session.state["outTangentType"] = tangent_word(kind)

    @staticmethod
    def setAnimationStartEndTime(start: Any, end: Any) -> None:
        """Set the range of the animation."""
        MAnimControl.setAnimationStartTime(start)  # type: ignore[attr-defined]
        MAnimControl.setAnimationEndTime(end)  # type: ignore[attr-defined]

    @staticmethod
    def setMinMaxTime(start: Any, end: Any) -> None:
        """Set the range of playing."""
        MAnimControl.setMinTime(start)  # type: ignore[attr-defined]
        MAnimControl.setMaxTime(end)  # type: ignore[attr-defined]


def tangent_number(word: str) -> int:
    """The constant of a type of tangents."""
    return next((number for number, known in _TANGENTS.items() if known == word), 0)


def tangent_word(number: int) -> str:
    """The type of tangents for a constant."""
    return _TANGENTS[integer(number)]


def _reader(flag: str) -> Any:
    def read() -> MTime:
        value = _cmds().playbackOptions(query=True, **{flag: True})
        return MTime(float(value), MTime.uiUnit())

    return read


def _writer(flag: str) -> Any:
    def write(time: Any) -> None:
        frame = _time(time).asUnits(MTime.uiUnit()) if isinstance(time, MTime) else real(time)
        _cmds().playbackOptions(**{flag: frame})

    return write


for _name, _flag in (
    ("minTime", "minTime"),
    ("maxTime", "maxTime"),
    ("animationStartTime", "animationStartTime"),
    ("animationEndTime", "animationEndTime"),
):
    setattr(MAnimControl, _name, staticmethod(_reader(_flag)))
    setattr(MAnimControl, f"set{_name[0].upper()}{_name[1:]}", staticmethod(_writer(_flag)))
