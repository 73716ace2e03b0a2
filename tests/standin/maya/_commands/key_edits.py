"""cutKey, copyKey, pasteKey, findKeyframe, selectKey, scaleKey, snapKey, bakeResults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.key_selection import chosen_keys, ranges_of, target_curves, target_plugs
from maya._commands.keys import key_time, shown_time
from maya._commands.times import ticks_of
from maya._core import keyframes, units
from maya._core.animation_curve import Key
from maya._core.evaluation import Context
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

_LITTLE_EFFECT = "animation includeUpperBound shape"


@dataclass
class Copied:
    """One curve on the clipboard."""

    attribute: str
    keys: list[Key]


def _copied(plug_name: str, curve: Node, flags: Flags) -> Copied:
    keys = [curve.keys[place] for place in chosen_keys(curve, flags)]
    return Copied(plug_name, keys)


def _target_name(curve: Node) -> str:
    ends = curve.plug("output").destinations
    return ends[0].attribute.name if ends else ""


@graph_command(
    "copyKey",
    missing="animLayer controlPoints forceIndependentEulerAngles",
    harmless=_LITTLE_EFFECT + " clipboard option",
    undoable=False,
)
def _copy_key(flags: Flags, *given: str) -> int:
    curves = target_curves(given, flags)
    session.state["key_clipboard"] = [
        _copied(_target_name(curve), curve, flags) for curve in curves
    ]
    return len(curves)


@graph_command("cutKey", missing="controlPoints", harmless=_LITTLE_EFFECT + " option")
def _cut_key(flags: Flags, *given: str) -> int:
    curves = target_curves(given, flags)
    if not flags.get("clear"):
        session.state["key_clipboard"] = [
            _copied(_target_name(curve), curve, flags) for curve in curves
        ]
    count = 0
    for curve in curves:
        places = _selected(curve) if flags.get("selectKey") else chosen_keys(curve, flags)
        if not places:
            continue
        count += len(places)
        _keep_value(curve)
        keyframes.remove_keys(curve, places)
        keyframes.delete_if_empty(curve)
    return count


def _keep_value(curve: Node) -> None:
    """What the curve drives goes on with the newest value."""
    for plug in curve.plug("output").destinations:
        plug.get()


@graph_command(
    "pasteKey",
    missing="animLayer matchByName connect floatOffset",
    harmless="animation clipboard includeUpperBound",
)
def _paste_key(flags: Flags, *given: str) -> int:
    clipboard: list[Copied] = session.state.get("key_clipboard") or []
    if not clipboard:
        raise RuntimeError("Nothing on the clipboard to paste.")
    plugs = target_plugs(given, flags)
    count = 0
    for place, plug in enumerate(plugs):
        named = [each for each in clipboard if each.attribute == plug.attribute.name]
        source = named[0] if named else clipboard[min(place, len(clipboard) - 1)]
        if len(clipboard) > 1 and not named:
            continue
        count += _paste(plug, source, flags)
    return count


def _paste(plug: Plug, source: Copied, flags: Flags) -> int:
    if not source.keys or not keyframes.can_be_keyed(plug):
        return 0
    curve = keyframes.source_curve(plug, None) or keyframes.make_curve(plug)
    shift = key_time(curve, flags.get("timeOffset") or 0)
    ranges = ranges_of(flags.get("time"), ticks_of)
    if ranges:
        shift += ranges[0][0] - source.keys[0].time
    offset = units.from_ui(curve.find_attribute("keyValue"), flags.get("valueOffset") or 0.0)
    span = source.keys[-1].time - source.keys[0].time
    changes: dict[float, Key | None] = {}
    option = flags.get("option", "insert")
    if option in ("replaceCompletely",):
        changes.update({key.time: None for key in curve.keys})
    elif option in ("replace", "scaleReplace", "fitReplace"):
        low, high = source.keys[0].time + shift, source.keys[-1].time + shift
        changes.update({key.time: None for key in curve.keys if low <= key.time <= high})
    for copy in range(flags.get("copies", 1)):
        for key in source.keys:
            time = key.time + shift + copy * span
            changes[time] = replace(key, time=time, value=key.value + offset)
    curve.put(changes)
    return 1


@graph_command(
    "findKeyframe", missing="controlPoints", harmless=_LITTLE_EFFECT + " timeSlider", undoable=False
)
def _find_keyframe(flags: Flags, *given: str) -> Any:
    curves = target_curves(given, flags)
    if flags.get("curve"):
        return [session.scene.short_name(curve) for curve in curves] or None
    times = sorted({key.time for curve in curves for key in curve.keys})
    driven = bool(curves) and curves[0].is_driven
    ranges = ranges_of(flags.get("float" if driven else "time"), float if driven else ticks_of)
    here = ranges[0][0] if ranges else session.scene.time
    which = flags.get("which", "next")
    if not times:
        return units.to_frame(session.scene.time)
    if which == "first":
        found = times[0]
    elif which == "last":
        found = times[-1]
    elif which == "previous":
        found = next((time for time in reversed(times) if time < here), times[-1])
    else:
        found = next((time for time in times if time > here), times[0])
    return shown_time(curves[0], found)


def _selected(curve: Node) -> list[int]:
    chosen = session.state.get("selected_keys", {}).get(curve, set())
    return [place for place, key in enumerate(curve.keys) if key.time in chosen]


@graph_command(
    "selectKey",
    missing="unsnappedKeys inTangent outTangent controlPoints",
    harmless=_LITTLE_EFFECT + " keyframe",
    undoable=False,
)
def _select_key(flags: Flags, *given: str) -> int:
    table: dict[Node, set[float]] = session.state.setdefault("selected_keys", {})
    if flags.get("clear"):
        table.clear()
        return 0
    curves = target_curves(given, flags)
    if not (flags.get("addTo") or flags.get("remove") or flags.get("toggle")):
        table.clear()
    count = 0
    for curve in curves:
        times = {curve.keys[place].time for place in chosen_keys(curve, flags)}
        before = table.setdefault(curve, set())
        count += len(times)
        if flags.get("remove"):
            before -= times
        elif flags.get("toggle"):
            before ^= times
        else:
            before |= times
    return count


@graph_command(
    "scaleKey",
    missing="autoSnap controlPoints newEndFloat newEndTime newStartFloat newStartTime",
    harmless=_LITTLE_EFFECT + " scaleSpecifiedKeys",
)
def _scale_key(flags: Flags, *given: str) -> int:
    count = 0
    for curve in target_curves(given, flags):
        places = chosen_keys(curve, flags)
        keys = [curve.keys[place] for place in places]
        pivot = key_time(curve, flags.get("floatPivot" if curve.is_driven else "timePivot") or 0)
        factor = flags.get("floatScale" if curve.is_driven else "timeScale", 1.0)
        times = [pivot + (key.time - pivot) * factor for key in keys]
        if not curve.is_driven:
            times = [round(time) for time in times]
        base = units.from_ui(curve.find_attribute("keyValue"), flags.get("valuePivot") or 0.0)
        values = [base + (key.value - base) * flags.get("valueScale", 1.0) for key in keys]
        keyframes.move_keys(curve, places, times, values)
        count += len(places)
    return count


@graph_command(
    "snapKey", missing="controlPoints valueMultiple", harmless=_LITTLE_EFFECT + " mergeDuplicate"
)
def _snap_key(flags: Flags, *given: str) -> int:
    step = flags.get("timeMultiple", 1.0)
    count = 0
    for curve in target_curves(given, flags):
        places = chosen_keys(curve, flags)
        keys = [curve.keys[place] for place in places]
        times = [key_time(curve, round(shown_time(curve, key.time) / step) * step) for key in keys]
        keyframes.move_keys(curve, places, times, [key.value for key in keys])
        count += len(places)
    return count


# -- bakeResults --------------------------------------------------------------------------------------------

_BAKE_MISSING = (
    "bakeOnOverrideLayer destinationLayer resolveWithoutLayer smart controlPoints index float oversamplingRate "
    "removeBakedAnimFromLayer"
)


@graph_command(
    "bakeResults",
    missing=_BAKE_MISSING,
    harmless=_LITTLE_EFFECT
    + " disableImplicitControl minimizeRotation removeBakedAttributeFromLayer sparseAnimCurveBake",
)
def _bake_results(flags: Flags, *given: str) -> int:
    plugs = [
        plug
        for plug in target_plugs(given, flags)
        if plug.attribute.is_numeric and not plug.is_locked
    ]
    if "hierarchy" in flags and flags["hierarchy"] in ("below", "both"):
        plugs += _below(given, flags)
    ranges = ranges_of(flags.get("time"), ticks_of)
    if not ranges:
        raise RuntimeError("bakeResults needs a time range.")
    low, high = ranges[0]
    step = max(round(float(units.ticks_per_frame()) * float(flags.get("sampleBy") or 1)), 1)
    times = list(range(round(low), round(high) + 1, step))
    samples = _sampled(plugs, times, bool(flags.get("simulation")))
    for plug, values in zip(plugs, samples, strict=True):
        _replace_by_keys(plug, times, values, bool(flags.get("preserveOutsideKeys")))
    return len(plugs)


def _below(given: tuple[str, ...], flags: Flags) -> list[Plug]:
    from maya._commands.key_selection import keyable_plugs

    found = []
    for node in names.nodes(given):
        for child in getattr(node, "below", lambda: ())():
            if child.is_transform:
                found += keyable_plugs(child)
    return found


def _sampled(plugs: list[Plug], times: list[int], simulation: bool) -> list[list[float]]:
    if not simulation:
        contexts = [Context(time) for time in times]
        return [[float(plug.get(context)) for context in contexts] for plug in plugs]
    here = session.scene.time
    rows = []
    for time in times:
        session.scene.set_time(time)
        rows.append([float(plug.get()) for plug in plugs])
    session.scene.set_time(here)
    return [list(column) for column in zip(*rows, strict=True)] if plugs else []


def _replace_by_keys(plug: Plug, times: list[int], values: list[float], keep_outside: bool) -> None:
    scene = session.scene
    curve = keyframes.source_curve(plug)
    source = plug.effective_source()
    if curve is None or source is None or source.node is not curve:
        if plug.source is not None:
            scene.disconnect(plug.source, plug)
        elif source is not None:  # connected by its parent
            parent = next(each for each in plug.above() if each.source is not None)
            upper = parent.source
            scene.disconnect(upper, parent)
            for mine, other in zip(parent.children, upper.children, strict=True):
                if mine is not plug:
                    scene.connect(other, mine)
        curve = keyframes.make_curve(plug)
    changes: dict[float, Key | None] = {}
    for key in curve.keys:
        if not keep_outside or times[0] <= key.time <= times[-1]:
            changes[key.time] = None
    changes.update({time: Key(time, value) for time, value in zip(times, values, strict=True)})
    curve.put(changes)
