"""currentTime, playbackOptions, play, autoKeyframe."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.times import ticks_of
from maya._core import units
from maya._core.session import session

TIMES = {"minTime": 1, "maxTime": 120, "animationStartTime": 1, "animationEndTime": 200}
VALUES: dict[str, Any] = {
    "by": 1.0,
    "loop": "continuous",
    "maxPlaybackSpeed": 0.0,
    "playbackSpeed": 0.0,
    "view": "active",
    "stepLoop": False,
    "blockingAnim": False,
    "selectionVisible": False,
}


@graph_command("currentTime", undoable=True)
def _current_time(flags: Flags, *given: Any) -> float:
    if flags.query or not given:
        return units.to_frame(session.scene.time)
    ticks = ticks_of(given[0])
    if flags.get("update", True):
        session.scene.set_time(ticks)
    else:
        plug = session.scene.time_node.plug("outTime")
        old = plug.value
        session.undo.apply(
            lambda: setattr(plug, "value", ticks), lambda: setattr(plug, "value", old)
        )
    return units.to_frame(ticks)


def playback() -> dict[str, Any]:
    """The scene's playback options; times in ticks."""
    options = session.scene.extra.get("playback")
    if options is None:
        options = {name: units.to_ticks(frame) for name, frame in TIMES.items()}
        options.update(VALUES)
        session.scene.extra["playback"] = options
    return options


@graph_command("playbackOptions", undoable=False)
def _playback_options(flags: Flags) -> Any:
    options = playback()
    if flags.query:
        return _answer(options, next(iter(flags), None))
    for name, value in flags.items():
        if name in TIMES:
            _set_end(options, name, ticks_of(value))
        elif name in ("selectionStartTime", "selectionEndTime"):
            options[name] = ticks_of(value)
        elif name == "loop" and value not in ("once", "continuous", "oscillate"):
            raise RuntimeError(f"Invalid loop mode: {value}")
        elif name == "framesPerSecond":
            raise TypeError("Flag 'framesPerSecond' can be queried only")
        else:
            options[name] = value
    session.events.send("playback_range")
    return None


def _answer(options: dict[str, Any], name: str | None) -> Any:
    if name in TIMES or name in ("selectionStartTime", "selectionEndTime"):
        return units.to_frame(options.get(name, 0))
    if name == "framesPerSecond":
        return float(units.frame_rate())
    return options.get(name)


def _set_end(options: dict[str, Any], name: str, ticks: int) -> None:
    """Set one end; the animation range always holds the playback range."""
    options[name] = ticks
    if name == "minTime" and ticks < options["animationStartTime"]:
        options["animationStartTime"] = ticks
    if name == "maxTime" and ticks > options["animationEndTime"]:
        options["animationEndTime"] = ticks
    if name == "animationStartTime" and ticks > options["minTime"]:
        options["minTime"] = ticks
    if name == "animationEndTime" and ticks < options["maxTime"]:
        options["maxTime"] = ticks


@graph_command("play", harmless="playSound sound record", undoable=False)
def _play(flags: Flags) -> Any:
    """There is no clock: ``wait`` runs through the range once; in batch nothing plays."""
    if flags.query:
        return (
            session.state.get("forward", True)
            if "forward" in flags
            else bool(session.state.get("playing"))
        )
    if session.batch:
        return None
    if flags.get("forward") is not None:
        session.state["forward"] = flags["forward"]
    if flags.get("state") is False:
        session.state["playing"] = False
        session.events.send("condition", "playingBack", False)
        return None
    session.state["playing"] = True
    session.events.send("condition", "playingBack", True)
    if flags.get("wait"):
        _run_through()
        session.state["playing"] = False
        session.events.send("condition", "playingBack", False)
    return None


def _run_through() -> None:
    options = playback()
    step = max(round(float(units.ticks_per_frame()) * (options["by"] or 1.0)), 1)
    times = range(options["minTime"], options["maxTime"] + 1, step)
    for ticks in times if session.state.get("forward", True) else reversed(times):
        session.scene.set_time(ticks)


def advance() -> None:
    """One frame of playback, for whoever drives the GUI personality."""
    if not session.state.get("playing"):
        return
    options = playback()
    step = round(float(units.ticks_per_frame()) * (options["by"] or 1.0))
    ticks = session.scene.time + (step if session.state.get("forward", True) else -step)
    if not options["minTime"] <= ticks <= options["maxTime"]:
        if options["loop"] == "once":
            session.state["playing"] = False
            session.events.send("condition", "playingBack", False)
            return
        ticks = options["minTime"] if session.state.get("forward", True) else options["maxTime"]
    session.scene.set_time(ticks)


@graph_command("autoKeyframe", harmless="noReset", undoable=False)
def _auto_keyframe(flags: Flags) -> Any:
    state = session.state.setdefault(
        "auto_key", {"state": False, "characterOption": "standard", "plugs": []}
    )
    if flags.query:
        if "listAttr" in flags:
            return [names.text(plug) for plug in state["plugs"]]
        return state["characterOption" if "characterOption" in flags else "state"]
    if flags.get("state") is not None:
        state["state"] = flags["state"]
        _listen(state, bool(flags["state"]))
    if flags.get("characterOption") is not None:
        state["characterOption"] = flags["characterOption"]
    if flags.get("addAttr") is not None:
        state["plugs"].append(names.plug(flags["addAttr"]))
    return None


def _listen(state: dict[str, Any], on: bool) -> None:
    if state.get("listener") is not None:
        session.events.forget(state.pop("listener"))
    if on:
        state["listener"] = session.events.listen("attribute_changed", _key_if_animated)


def _key_if_animated(kind: str, plug: Any, other: Any) -> None:
    """A value that is set on a keyed plug becomes a key at the current time."""
    from maya._core import keyframes

    if kind != "set" or session.undo.busy or not plug.is_leaf or not plug.attribute.is_numeric:
        return
    curve = keyframes.source_curve(plug)
    if curve is not None and plug.effective_source().node is curve:
        key = keyframes.new_key(plug, session.scene.time, float(plug.value), (None, None))
        keyframes.set_key(curve, key, keep_tangents=True)
