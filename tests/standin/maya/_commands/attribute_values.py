"""getAttr and setAttr."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.attribute_types import held_type, typed_value
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import units
from maya._core.attributes import MATRIX_KINDS, NUMERIC_COMPOUNDS, Attribute
from maya._core.data import ComponentList
from maya._core.evaluation import Context
from maya._core.plugs import Plug

ANIMATION = ("animCurve", "animBlendNode", "pairBlend")


def shown(attribute: Attribute, value: Any) -> Any:
    """A value of a leaf as cmds returns it."""
    if attribute.is_numeric:
        if attribute.kind in ("bool", "enum", "byte", "char", "short", "long", "long64", "addr"):
            return value
        return units.to_ui(attribute, value)
    if attribute.kind in MATRIX_KINDS:
        return [float(number) for number in np.asarray(value, dtype=float).ravel()]
    return _shown_data(attribute, value)


def _shown_data(attribute: Attribute, value: Any) -> Any:
    if isinstance(value, ComponentList):
        return list(value.items)
    if isinstance(value, np.ndarray):
        if value.ndim == 1:
            return value.tolist()
        if value.shape == (4, 4) and (
            attribute.data_type == "matrix" or attribute.kind == "generic"
        ):
            return value.ravel().tolist()
        return [tuple(row) for row in value.tolist()]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, tuple):
        return [value]
    if isinstance(value, list):
        return list(value)
    raise RuntimeError("The data is not a numeric or string attribute, and cannot be displayed")


def read(plug: Plug, context: Context | None = None) -> Any:
    """The value of a plug as ``getAttr`` gives it."""
    attribute = plug.attribute
    if attribute.kind == "message":
        raise RuntimeError("Message attributes have no data values.")
    if plug.is_array:
        return _read_array(plug, context)
    if plug.is_compound:
        return [_read_compound(plug, context)]
    return shown(attribute, plug.get(context))


def _read_array(plug: Plug, context: Context | None) -> Any:
    if plug.attribute.world_space:
        return read(plug.element(0), context)
    if plug.is_compound or not (plug.attribute.is_numeric or plug.attribute.kind in MATRIX_KINDS):
        if plug.attribute.kind in NUMERIC_COMPOUNDS:
            plug.get(context)
            found = [read(each, context)[0] for each in plug.existing()]
            return found or None
        raise RuntimeError(
            f"The attribute '{plug.name()}' has elements of mixed types and cannot be read as a whole."
        )
    plug.get(context)
    values = [read(each, context) for each in plug.existing()]
    if not values:
        return None
    return values if plug.attribute.kind in MATRIX_KINDS else [tuple(values)]


def _read_compound(plug: Plug, context: Context | None) -> tuple[Any, ...]:
    found: list[Any] = []
    for child in plug.children:
        if child.is_array or not (child.is_compound or child.attribute.is_numeric):
            raise RuntimeError(
                f"The attribute '{plug.name()}' has children of mixed types and cannot be read as a whole."
            )
        value = read(child, context)
        found.extend(value[0] if child.is_compound else [value])
    return tuple(found)


def is_animation(plug: Plug) -> bool:
    """Whether a value comes from animation, so that setting it is a preview."""
    source = plug.effective_source()
    if source is not None and source.node.is_conversion:
        source = source.node.plug("input").source
    return source is not None and source.node.type.name.startswith(ANIMATION)


def is_settable(plug: Plug) -> bool:
    """Whether setAttr would be allowed."""
    if plug.is_locked or not plug.attribute.writable:
        return False
    return all(leaf.effective_source() is None or is_animation(leaf) for leaf in plug.leaves())


_STATES: dict[str, Any] = {
    "lock": lambda plug: plug.is_locked,
    "keyable": lambda plug: plug.is_keyable,
    "channelBox": lambda plug: plug.is_channel_box and not plug.is_keyable,
    "settable": is_settable,
    "caching": lambda plug: plug.attribute.cached,
    "type": lambda plug: held_type(plug),
    "multiIndices": lambda plug: _indices(plug),
    "size": lambda plug: len(_indices(plug) or []) if plug.is_array else 1,
}


def _indices(plug: Plug) -> list[int] | None:
    if not plug.is_array:
        return None
    if plug.node.computes(plug.attribute):
        plug.get()
    return plug.indices() or None


def _check_exists(name: str, found: list[Plug]) -> None:
    for plug in found:
        if (
            plug.is_element
            and not plug.exists
            and plug.attribute.kind == "typed"
            and plug.attribute.dynamic
        ):
            raise ValueError(f"No object matches name: {name}")


@graph_command("getAttr", harmless="noEvaluation silent", undoable=False)
def _get_attr(flags: Flags, *given: str) -> Any:
    if not given:
        raise RuntimeError("No attribute was specified.")
    name = names.texts(given[:1])[0]
    found = names.plugs(name)
    if not found:
        raise ValueError(f"No object matches name: {name}")
    for state, ask in _STATES.items():
        if flags.get(state):
            return ask(found[0])
    _check_exists(name, found)
    context = Context(_ticks(flags["time"])) if "time" in flags else None
    if len(found) > 1 or _is_range(name):
        values: list[Any] = []
        for plug in found:
            value = read(plug, context)
            values.extend(value if plug.is_compound else [value])
        return values
    plug = found[0]
    if flags.get("asString") and plug.attribute.kind == "enum":
        return plug.attribute.fields.get(int(plug.get(context)), "")
    value = read(plug, context)
    if flags.get("expandEnvironmentVariables") and isinstance(value, str):
        return os.path.expandvars(value)
    return value


def _is_range(name: str) -> bool:
    last = name.rpartition("[")[2]
    return name.endswith("]") and (":" in last or "*" in last)


def _ticks(time: Any) -> int:
    from maya._commands.times import ticks_of

    return ticks_of(time)


# -- setAttr -------------------------------------------------------------------------------------


def _plugs_to_set(name: str) -> list[Plug]:
    try:
        found = names.plugs(names.texts([name])[0])
    except ValueError as error:
        raise RuntimeError(f"setAttr: {error}") from error
    if not found:
        raise RuntimeError(f"setAttr: No object matches name: {name}")
    return [
        plug.source if plug.attribute.proxy and plug.source is not None else plug for plug in found
    ]


def check_settable(plug: Plug) -> None:
    """Refuse plugs that are locked, connected or read-only."""
    if not is_settable(plug):
        raise RuntimeError(
            f"setAttr: The attribute '{plug.name()}' is locked or connected and cannot be modified."
        )


def _limited(flags: Flags, plug: Plug, number: float) -> float:
    attribute = plug.attribute
    for limit, word, beyond in (
        (attribute.minimum, "minimum", lambda value, end: value < end),
        (attribute.maximum, "maximum", lambda value, end: value > end),
    ):
        if limit is None or attribute.kind in ("bool",) or not beyond(number, limit):
            continue
        if flags.get("clamp"):
            return limit
        edge = units.to_ui(attribute, limit)
        raise RuntimeError(
            f"setAttr: Cannot set the attribute '{plug.name()}' past its {word} value of {edge:g}."
        )
    return number


def _number(plug: Plug, value: Any, place: int) -> Any:
    if isinstance(value, str) or not hasattr(value, "__float__"):
        raise RuntimeError(f"setAttr: Error reading data element number {place}: {value}")
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    return units.from_ui(
        plug.attribute, int(value) if isinstance(value, (int, np.integer)) else float(value)
    )


def _flattened(values: tuple[Any, ...]) -> list[Any]:
    flat: list[Any] = []
    for value in values:
        if isinstance(value, (list, tuple, np.ndarray)):
            flat.extend(_flattened(tuple(value)))
        else:
            flat.append(value)
    return flat


def _set_numbers(flags: Flags, plugs: list[Plug], values: tuple[Any, ...]) -> None:
    leaves = [leaf for plug in plugs for leaf in _settable_leaves(plug)]
    flat = _flattened(values)
    if len(flat) != len(leaves):
        if len(flat) > len(leaves):
            raise RuntimeError("setAttr: Too many arguments for the attribute's type.")
        raise RuntimeError(f"setAttr: Error reading data element number {len(flat) + 1}: ")
    new = [
        _number(leaf, value, place)
        for place, (leaf, value) in enumerate(zip(leaves, flat, strict=True), 1)
    ]
    for plug in plugs:
        check_settable(plug)
    for leaf, number in zip(leaves, new, strict=True):
        leaf.set(_limited(flags, leaf, number))


def _settable_leaves(plug: Plug) -> list[Plug]:
    if plug.is_array:
        raise RuntimeError(
            f"setAttr: The attribute '{plug.name()}' is a multi attribute; name its elements."
        )
    if plug.is_compound:
        return [leaf for child in plug.children for leaf in _settable_leaves(child)]
    if not plug.attribute.is_numeric and plug.attribute.kind not in ("generic",):
        raise RuntimeError(
            f"setAttr: The attribute '{plug.name()}' is not a simple numeric attribute.  Its values must be set "
            "with a -type flag."
        )
    return [plug]


def _set_state(flags: Flags, plug: Plug) -> None:
    for flag, state in (("lock", "locked"), ("keyable", "keyable"), ("channelBox", "channel_box")):
        if flag in flags:
            plug.set_state(state, bool(flags[flag]))
    if "caching" in flags:
        plug.attribute.cached = bool(flags["caching"])


def _set_typed(flags: Flags, plugs: list[Plug], values: tuple[Any, ...]) -> None:
    word = flags["type"]
    if word in NUMERIC_COMPOUNDS or word in ("double", "float", "long", "short", "bool"):
        numeric = [plug for plug in plugs if plug.attribute.kind != "typed"]
        if len(numeric) == len(plugs):
            _set_numbers(flags, plugs, values)
            return
    for plug in plugs:
        target = plug.element(0) if plug.is_array and plug.attribute.world_space else plug
        value = typed_value(target, word, values)
        check_settable(target)
        target.set(value)


@graph_command("setAttr", harmless="alteredValue capacityHint size")
def _set_attr(flags: Flags, *given: Any) -> None:
    if not given:
        raise RuntimeError("setAttr: No attribute was specified.")
    plugs = _plugs_to_set(given[0])
    values = given[1:]
    if flags.get("lock") is False:
        for plug in plugs:
            plug.set_state("locked", False)
    if values or "type" in flags:
        if "type" in flags:
            _set_typed(flags, plugs, values)
        else:
            _set_numbers(flags, plugs, values)
    elif not flags:
        raise RuntimeError("setAttr: No values were given.")
    for plug in plugs:
        _set_state(flags, plug)


def _was_unlocked(flags: Flags) -> bool:
    return "lock" not in flags and not flags
