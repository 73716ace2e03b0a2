"""setKeyframe, setDrivenKeyframe, keyframe, keyTangent, setInfinity."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.key_selection import chosen_keys, ranges_of, target_curves, target_plugs
from maya._commands.times import ticks_of
from maya._core import keyframes, units
from maya._core.animation_curve import TANGENTS
from maya._core.attributes import Attribute
from maya._core.evaluation import Context
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._nodes.anim_curves import INFINITY_NAMES, INFINITY_NUMBERS


def value_attribute(curve: Node) -> Attribute:
    """The attribute whose units a curve's values have."""
    return curve.find_attribute("keyValue")


def shown_value(curve: Node, value: float) -> float:
    """A key's value in the units of the scene."""
    return units.to_ui(value_attribute(curve), value)


def shown_time(curve: Node, time: float) -> float:
    """A key's time as frames, or the driver's value."""
    return time if curve.is_driven else units.to_frame(time)


def key_time(curve: Node, value: Any) -> float:
    """A given time as the curve keeps it."""
    return float(value) if curve.is_driven else ticks_of(value)


def tangent_type(name: str | None) -> str | None:
    """Check a name of a tangent type."""
    if name is None or name in TANGENTS:
        return name
    raise RuntimeError(f"Invalid tangent type: {name}")


# -- setKeyframe -----------------------------------------------------------------------------------

#: Flags that say which keys are meant; the published list has them for creation only.
_SELECTING = "animation attribute controlPoints float hierarchy includeUpperBound index shape time"
_LITTLE_EFFECT = "adjustTangent dirtyDG noResolve minimizeRotation preserveCurveShape useCurrentLockedWeights respectKeyable"


@graph_command("setKeyframe", missing="clip insertBlend", harmless=_LITTLE_EFFECT)
def _set_keyframe(flags: Flags, *given: str) -> int:
    plugs = target_plugs(given, flags)
    if not plugs and not names.given_or_selected(given):
        raise RuntimeError("Nothing to keyframe")
    times = [ticks_of(time) for time in flags.get("time") or []] or [session.scene.time]
    count = 0
    for plug in plugs:
        if keyframes.can_be_keyed(plug) and (
            not flags.get("animated") or keyframes.source_curve(plug)
        ):
            count += sum(_key(plug, flags, time) for time in times)
    for item in names.given_or_selected(given):
        node = names.node_of(item)
        if keyframes.is_curve(node) and not isinstance(item, Plug):
            count += sum(_key_on_curve(node, flags, time) for time in times)
    return count


def _key(plug: Plug, flags: Flags, time: int) -> int:
    curve = _layer_curve(plug, flags) or keyframes.source_curve(plug)
    if flags.get("insert"):
        return int(curve is not None and keyframes.insert_key(curve, time))
    value = flags.get("value")
    value = _current(plug, time) if value is None else units.from_ui(plug.attribute, value)
    if flags.get("identity"):
        value = float(plug.attribute.default or 0.0)
    if curve is None:
        source = plug.effective_source()
        if source is not None:
            return 0
        curve = keyframes.make_curve(plug)
    tangents = (tangent_type(flags.get("inTangentType")), tangent_type(flags.get("outTangentType")))
    key = keyframes.new_key(plug, time, float(value), tangents)
    keyframes.set_key(
        curve, replace(key, breakdown=bool(flags.get("breakdown"))), keep_tangents=not any(tangents)
    )
    return 1


def _layer_curve(plug: Plug, flags: Flags) -> Node | None:
    """The curve of a layer, made if the layer has the plug but no curve for it yet."""
    layer = flags.get("animLayer")
    if layer is None:
        return None
    from maya._core import animation_layers

    return animation_layers.layer_curve(names.node(layer), plug, create=True)


def _current(plug: Plug, time: int) -> float:
    """The value to key: what is set now, or what the plug has at another time."""
    if time == session.scene.time:
        return float(plug.get())
    return float(plug.get(Context(time)))


def _key_on_curve(curve: Node, flags: Flags, time: int) -> int:
    if flags.get("insert"):
        return int(keyframes.insert_key(curve, time))
    times = flags.get("float") if curve.is_driven else None
    for place in times or [time]:
        value = flags.get("value")
        value = (
            curve.curve().evaluate(place)
            if value is None
            else units.from_ui(value_attribute(curve), value)
        )
        key = keyframes.new_key(
            curve.plug("output"),
            place,
            float(value),
            (tangent_type(flags.get("inTangentType")), tangent_type(flags.get("outTangentType"))),
        )
        keyframes.set_key(curve, key)
    return len(times or [time])


# -- setDrivenKeyframe ------------------------------------------------------------------------------


@graph_command(
    "setDrivenKeyframe", missing="insert insertBlend controlPoints", harmless="driver shape"
)
def _set_driven(flags: Flags, *given: str) -> Any:
    plugs = target_plugs(given, flags)
    if flags.query:
        return _query_driven(plugs, flags)
    if "currentDriver" not in flags:
        raise RuntimeError("setDrivenKeyframe needs a driver (currentDriver).")
    driver = names.plug(flags["currentDriver"])
    values = flags.get("driverValue") or [units.to_ui(driver.attribute, driver.get())]
    count = 0
    for plug in plugs:
        for value in values:
            count += _drive(plug, driver, units.from_ui(driver.attribute, value), flags)
    return count


def _driven_curves(plug: Plug) -> list[Node]:
    source = plug.effective_source()
    if source is None:
        return []
    if keyframes.is_curve(source.node):
        return [source.node] if source.node.is_driven else []
    if source.node.type.is_a("blendWeighted"):
        found = [element.effective_source() for element in source.node.plug("input").existing()]
        return [each.node for each in found if each is not None and keyframes.is_curve(each.node)]
    return []


def driver_of(curve: Node) -> Plug | None:
    """The plug that drives a curve, seen through a unit conversion."""
    source = curve.plug("input").effective_source()
    if source is not None and source.node.is_conversion:
        source = source.node.plug("input").effective_source()
    return source


def _drive(plug: Plug, driver: Plug, place: float, flags: Flags) -> int:
    curve = next((each for each in _driven_curves(plug) if driver_of(each) is driver), None)
    value = flags.get("value")
    value = float(plug.get()) if value is None else units.from_ui(plug.attribute, value)
    if curve is None:
        if plug.effective_source() is not None:
            raise NotImplementedError("stand-in: a second driver for a driven plug")
        curve = keyframes.make_curve(plug, driven=True)
        session.scene.connect(driver, curve.plug("input"), convert=False)
    tangents = (tangent_type(flags.get("inTangentType")), tangent_type(flags.get("outTangentType")))
    keyframes.set_key(curve, keyframes.new_key(plug, float(place), float(value), tangents))
    return 1


def _query_driven(plugs: list[Plug], flags: Flags) -> Any:
    drivers = [
        driver
        for plug in plugs
        for curve in _driven_curves(plug)
        if (driver := driver_of(curve)) is not None
    ]
    found = [names.text(driver) for driver in dict.fromkeys(drivers)]
    if flags.get("count"):
        return len(found)
    if "driven" in flags:
        return [names.text(plug) for plug in plugs if _driven_curves(plug)]
    return found or ["No drivers."]


# -- keyframe -----------------------------------------------------------------------------------------


@graph_command(
    "keyframe",
    also={_SELECTING: "qe", "absolute relative": "e"},
    missing="clipTime controlPoints",
    harmless="absolute adjustBreakdown animation includeUpperBound tickDrawSpecial shape option",
)
def _keyframe(flags: Flags, *given: str) -> Any:
    curves = target_curves(given, flags)
    if flags.query:
        return _query_keys(curves, flags, given)
    return sum(_edit_keys(curve, flags) for curve in curves)


def _query_keys(curves: list[Node], flags: Flags, given: tuple[str, ...]) -> Any:
    if "name" in flags:
        return [session.scene.short_name(curve) for curve in curves] or None
    if "keyframeCount" in flags:
        return sum(len(chosen_keys(curve, flags)) for curve in curves)
    if "eval" in flags:
        return _evaluated(curves, flags) or None
    found: list[Any] = []
    for curve in curves:
        for place in chosen_keys(curve, flags):
            found += _asked(curve, place, flags)
    return found or None


def _asked(curve: Node, place: int, flags: Flags) -> list[Any]:
    key = curve.keys[place]
    answers: list[Any] = []
    if "indexValue" in flags:
        return [place]
    if "breakdown" in flags:
        return [shown_time(curve, key.time)] if key.breakdown else []
    if "selected" in flags or "lastSelected" in flags:
        chosen = session.state.get("selected_keys", {}).get(curve, set())
        return [shown_time(curve, key.time)] if key.time in chosen else []
    values = "valueChange" in flags
    if "timeChange" in flags or "floatChange" in flags or not values:
        answers.append(shown_time(curve, key.time))
    if values:
        answers.append(shown_value(curve, key.value))
    return answers


def _evaluated(curves: list[Node], flags: Flags) -> list[float]:
    found = []
    for curve in curves:
        convert = float if curve.is_driven else ticks_of
        ranges = ranges_of(flags.get("float" if curve.is_driven else "time"), convert)
        here = 0.0 if curve.is_driven else session.scene.time
        for low, _ in ranges or [(here, here)]:
            found.append(shown_value(curve, curve.curve().evaluate(low)))
    return found


def _edit_keys(curve: Node, flags: Flags) -> int:
    places = chosen_keys(curve, flags)
    if not places:
        return 0
    keys = [curve.keys[place] for place in places]
    relative = bool(flags.get("relative"))
    times, values = [key.time for key in keys], [key.value for key in keys]
    change = flags.get("floatChange" if curve.is_driven else "timeChange")
    if change is not None:
        amount = key_time(curve, change)
        times = [time + amount if relative else amount for time in times]
    if flags.get("valueChange") is not None:
        amount = units.from_ui(value_attribute(curve), flags["valueChange"])
        values = [value + amount if relative else amount for value in values]
    if flags.get("breakdown") is not None:
        curve.put({key.time: replace(key, breakdown=flags["breakdown"]) for key in keys})
    keyframes.move_keys(curve, places, times, values)
    return len(places)


# -- keyTangent ------------------------------------------------------------------------------------------

_MISSING = "pluginTangentTypes unify controlPoints"


@graph_command(
    "keyTangent",
    missing=_MISSING,
    harmless="absolute animation includeUpperBound shape",
    also={_SELECTING: "qe", "g": "qe"},
)
def _key_tangent(flags: Flags, *given: str) -> Any:
    if flags.get("g"):
        return _global_tangents(flags)
    curves = target_curves(given, flags)
    if flags.query:
        found: list[Any] = []
        for curve in curves:
            if "weightedTangents" in flags:
                found.append(bool(curve.plug("weightedTangents").get()))
                continue
            for place in chosen_keys(curve, flags):
                found += _tangent_answers(curve, place, flags)
        return found or None
    return sum(_edit_tangents(curve, flags) for curve in curves)


def _global_tangents(flags: Flags) -> Any:
    in_type, out_type = keyframes.default_tangents()
    if flags.query:
        answers = []
        if "inTangentType" in flags:
            answers.append(in_type)
        if "outTangentType" in flags:
            answers.append(out_type)
        if "stepAttributes" in flags:
            answers.append(session.state.get("stepAttributes", True))
        return answers
    for flag in ("inTangentType", "outTangentType"):
        if flags.get(flag) is not None:
            session.state[flag] = tangent_type(flags[flag])
    if flags.get("stepAttributes") is not None:
        session.state["stepAttributes"] = flags["stepAttributes"]
    return None


def _frame_ratio(curve: Node) -> float:
    """How many units of the time line one abscissa unit has: frames a second."""
    return 1.0 if curve.is_driven else float(units.frame_rate())


def _angle(curve: Node, x: float, y: float) -> float:
    """Angle of a tangent as the graph editor shows it: value units against frames."""
    return math.degrees(math.atan2(shown_value(curve, y), x * _frame_ratio(curve)))


def _tangent_answers(curve: Node, place: int, flags: Flags) -> list[Any]:
    key, shape = curve.keys[place], curve.curve()
    sides = {"in": shape.tangent(place, True), "out": shape.tangent(place, False)}
    weighted = bool(curve.plug("weightedTangents").get())
    answers: list[Any] = []
    order = (
        "inAngle",
        "outAngle",
        "inTangentType",
        "outTangentType",
        "inWeight",
        "outWeight",
        "ix",
        "iy",
        "ox",
        "oy",
        "lock",
        "weightLock",
    )
    for flag in (flag for flag in flags if flag in order):
        x, y = sides["in" if flag.startswith("i") else "out"]
        if flag in ("inAngle", "outAngle"):
            answers.append(_angle(curve, x, y))
        elif flag in ("inTangentType", "outTangentType"):
            answers.append(key.in_type if flag.startswith("in") else key.out_type)
        elif flag in ("inWeight", "outWeight"):
            length = math.hypot(x * _frame_ratio(curve), shown_value(curve, y)) / 3.0
            answers.append(length if weighted else 1.0)
        elif flag in ("ix", "iy", "ox", "oy"):
            answers.append(x if flag.endswith("x") else y)
        else:
            answers.append(key.locked if flag == "lock" else key.weight_locked)
    return answers


def _edit_tangents(curve: Node, flags: Flags) -> int:
    if flags.get("weightedTangents") is not None:
        curve.plug("weightedTangents").set(flags["weightedTangents"])
    places = chosen_keys(curve, flags)
    changes = {}
    for place in places:
        key = curve.keys[place]
        for side in ("in", "out"):
            key = _edited_side(curve, place, key, side, flags)
        if flags.get("lock") is not None:
            key = replace(key, locked=flags["lock"])
        if flags.get("weightLock") is not None:
            key = replace(key, weight_locked=flags["weightLock"])
        changes[key.time] = key
    if changes:
        curve.put(changes)
    return len(changes)


def _edited_side(curve: Node, place: int, key: Any, side: str, flags: Flags) -> Any:
    kind = tangent_type(flags.get(f"{side}TangentType"))
    x, y = curve.curve().tangent(place, side == "in")
    if kind is not None:
        fields = {f"{side}_type": kind}
        if kind == "fixed":
            fields |= {f"{side}_x": x, f"{side}_y": y}
        key = replace(key, **fields)
    angle, weight = flags.get(f"{side}Angle"), flags.get(f"{side}Weight")
    first = side[0]
    given_x, given_y = flags.get(f"{first}x"), flags.get(f"{first}y")
    if angle is None and weight is None and given_x is None and given_y is None:
        return key
    rate = _frame_ratio(curve)
    length = math.hypot(x * rate, shown_value(curve, y))
    direction = _angle(curve, x, y)
    if flags.get("relative") and angle is not None:
        angle += direction
    direction = math.radians(direction if angle is None else angle)
    length = length if weight is None else 3.0 * weight
    x = length * math.cos(direction) / rate
    y = units.from_ui(value_attribute(curve), length * math.sin(direction))
    x, y = (x if given_x is None else given_x), (y if given_y is None else given_y)
    fields = {f"{side}_type": "fixed", f"{side}_x": x, f"{side}_y": y}
    other = "out" if side == "in" else "in"
    if key.locked and flags.get(f"{other}Angle") is None:
        other_x, _ = curve.curve().tangent(place, other == "in")
        slope = y / x if x else 0.0
        fields |= {f"{other}_type": "fixed", f"{other}_x": other_x, f"{other}_y": slope * other_x}
    return replace(key, **fields)


# -- setInfinity --------------------------------------------------------------------------------------------


@graph_command("setInfinity", missing="controlPoints", harmless="shape")
def _set_infinity(flags: Flags, *given: str) -> Any:
    curves = target_curves(given, flags)
    pairs = (("preInfinite", "preInfinity"), ("postInfinite", "postInfinity"))
    if flags.query:
        return [
            INFINITY_NAMES[curve.plug(name).get()]
            for curve in curves
            for flag, name in pairs
            if flag in flags
        ] or None
    for flag, name in pairs:
        word = flags.get(flag)
        if word is None:
            continue
        if word not in INFINITY_NUMBERS:
            raise RuntimeError(f"Invalid infinity type: {word}")
        for curve in curves:
            curve.plug(name).set(INFINITY_NUMBERS[word])
    return None
