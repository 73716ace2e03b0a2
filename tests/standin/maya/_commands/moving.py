"""move, rotate, scale, and moving of components."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import blend_targets, geometry, maths, placement, shapes
from maya._core.dag import DagPath
from maya._core.lookup import Components

AXES = {
    "X": (0,), "Y": (1,), "Z": (2,), "XY": (0, 1), "XZ": (0, 2), "YZ": (1, 2), "XYZ": (0, 1, 2),
}  # fmt: skip


# -- components ----------------------------------------------------------------------------------


def _numbers(item: Components) -> tuple[Any, np.ndarray]:
    data = shapes.geometry(item.path.node)
    if data is None:
        raise RuntimeError(f"'{names.text(item)}' has no points.")
    return data, geometry.point_numbers(data, [item.text])


def components_positions(item: Components, world: bool) -> np.ndarray:
    """Positions (n, 3) in centimetres of the points that components name."""
    data, numbers = _numbers(item)
    points = np.asarray(geometry.get_points(data), dtype=float)[numbers]
    return maths.transform_points(points, item.path.world_matrix()) if world else points


def set_component_positions(item: Components, points: np.ndarray) -> None:
    """Tweak points so that they lie at positions of the shape's own space; undoable."""
    data, numbers = _numbers(item)
    offsets = points - np.asarray(geometry.get_points(data), dtype=float)[numbers]
    if blend_targets.sculpt(item.path.node, numbers, offsets):
        return
    array = shapes.tweak_array(item.path.node)
    for number, offset in zip(numbers.tolist(), offsets, strict=True):
        element = array.element(number, create=True)
        for plug, change in zip(element.children, offset, strict=True):
            if change:
                plug.set(plug.get() + float(change))


def move_components(item: Components, offset: np.ndarray, world: bool, relative: bool) -> None:
    """Move points by an offset or to a position."""
    if not len(_numbers(item)[1]):
        return
    points = components_positions(item, world)
    points = points + offset if relative else np.broadcast_to(offset, points.shape)
    _put(item, points, world)


def _put(item: Components, points: np.ndarray, world: bool) -> None:
    if world:
        points = maths.transform_points(points, np.linalg.inv(item.path.world_matrix()))
    set_component_positions(item, np.asarray(points))


# -- what the three commands share ---------------------------------------------------------------


def _split(flags: Flags, command: str, given: tuple[Any, ...]) -> tuple[list[float], list[Any]]:
    """The numbers and the objects of ``move 1 2 3 name ...``."""
    flat: list[Any] = []
    for value in given:
        flat.extend(value if isinstance(value, (list, tuple)) else [value])
    numbers = [_number(value) for value in flat if _is_number(value)]
    objects = names.given_or_selected([value for value in flat if not _is_number(value)])
    return numbers, objects


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return (
            bool(value) and (value[0].isdigit() or value[0] in "+-.") and _unit(value) is not None
        )
    return hasattr(value, "__float__")


def _unit(text: str) -> float | None:
    from maya._core.units import CENTIMETRES

    stem = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    try:
        number = float(stem)
    except ValueError:
        return None
    unit = text[len(stem) :]
    if not unit or unit == "deg":
        return number
    return number * CENTIMETRES[unit] if unit in CENTIMETRES else None


def _number(value: Any) -> float:
    return float(_unit(value)) if isinstance(value, str) else float(value)


def axes_of(flags: Flags, command: str, count: int) -> tuple[int, ...]:
    """Which of x, y and z the numbers are for."""
    chosen = sorted(
        {axis for letters, axes in AXES.items() if flags.get(command + letters) for axis in axes}
    )
    axes = tuple(chosen) or (0, 1, 2)
    if count not in (len(axes), 1, 3) or (count == 1 and len(axes) == 3 and command != "scale"):
        raise RuntimeError(f"Invalid number of values for {command}: {count}")
    return axes


def _paths(objects: list[Any]) -> list[DagPath]:
    from maya._commands.transforms import _transform_of

    return [_transform_of(item) for item in objects if not isinstance(item, Components)]


def _spread(values: list[float], axes: tuple[int, ...], rest: float) -> np.ndarray:
    full = np.full(3, rest)
    for place, axis in enumerate(axes):
        full[axis] = values[place] if len(values) > 1 and place < len(values) else values[0]
    return full


@graph_command(
    "move",
    missing="autoOrientSecondaryAxis componentOffset componentSpace constrainAlongNormal deletePriorHistory orientJoint "
    "parameter preserveChildPosition preserveGeometryPosition reflection reflectionAboutBBox reflectionAboutOrigin "
    "reflectionAboutX reflectionAboutY reflectionAboutZ reflectionTolerance secondaryAxisOrient symNegative "
    "ufeRotatePivot ufeScalePivot xformConstraint",
    harmless="preserveUV moveX moveY moveZ moveXY moveXZ moveYZ moveXYZ absolute",
)
def _move(flags: Flags, *given: Any) -> None:
    from maya._commands.transforms import length_unit

    values, objects = _split(flags, "move", given)
    if not values:
        raise RuntimeError("No values were given to move by.")
    axes = axes_of(flags, "move", len(values))
    amount = _spread(values, axes, 0.0) * length_unit()
    relative = bool(flags.get("relative"))
    world = not (flags.get("objectSpace") or flags.get("localSpace"))
    for item in objects:
        if isinstance(item, Components) and item.kind not in ("rotatePivot", "scalePivot"):
            _move_points(
                item, amount, axes, world or bool(flags.get("worldSpaceDistance")), relative
            )
    for item in objects:
        if isinstance(item, Components) and item.kind in ("rotatePivot", "scalePivot"):
            _move_pivot(item, amount, axes, world, relative)
    for path in _paths(objects):
        _move_path(flags, path, amount, axes, world, relative)


def _move_points(
    item: Components, amount: np.ndarray, axes: tuple[int, ...], world: bool, relative: bool
) -> None:
    points = components_positions(item, world).copy()
    for axis in axes:
        points[:, axis] = points[:, axis] + amount[axis] if relative else amount[axis]
    _put(item, points, world)


def _move_pivot(
    item: Components, amount: np.ndarray, axes: tuple[int, ...], world: bool, relative: bool
) -> None:
    ask = placement.rotate_pivot if item.kind == "rotatePivot" else placement.scale_pivot
    point = ask(item.path, world)
    for axis in axes:
        point[axis] = point[axis] + amount[axis] if relative else amount[axis]
    placement.set_pivot(item.path, item.kind, point, world)


def _move_path(
    flags: Flags,
    path: DagPath,
    amount: np.ndarray,
    axes: tuple[int, ...],
    world: bool,
    relative: bool,
) -> None:
    from maya._commands.transforms import move_to

    if relative:
        if flags.get("localSpace"):
            placement.set_values(
                path.node, "translate", placement.vector(path.node, "translate") + amount
            )
        else:
            move_to(path, amount, world, True)
        return
    above = placement.above_matrix(path)
    here = placement.vector(path.node, "translate")
    if flags.get("rotatePivotRelative") or flags.get("scalePivotRelative"):
        ask = placement.rotate_pivot if flags.get("rotatePivotRelative") else placement.scale_pivot
        now = ask(path, True)
        target = now.copy()
        for axis in axes:
            target[axis] = amount[axis]
        move_to(path, target - now, True, True)
        return
    if world:
        here = maths.transform_points([here], above)[0]
    for axis in axes:
        here[axis] = amount[axis]
    move_to(path, here, world, False)


_TURN_MISSING = (
    "componentSpace constrainAlongNormal deletePriorHistory preserveChildPosition preserveGeometryPosition "
    "reflection reflectionAboutBBox reflectionAboutOrigin reflectionAboutX reflectionAboutY reflectionAboutZ "
    "reflectionTolerance symNegative xformConstraint orientAxes objectCenterPivot"
)


@graph_command(
    "rotate",
    missing=f"{_TURN_MISSING} translate centerPivot",
    harmless="preserveUV forceOrderXYZ rotateX rotateY rotateZ rotateXY rotateXZ rotateYZ rotateXYZ",
)
def _rotate(flags: Flags, *given: Any) -> None:
    from maya._commands.transforms import length_unit, rotate_to, to_radians

    values, objects = _split(flags, "rotate", given)
    axes = axes_of(flags, "rotate", len(values))
    angles = to_radians(_spread(values, axes, 0.0))
    relative = bool(flags.get("relative")) and not flags.get("absolute")
    world = bool(flags.get("worldSpace"))
    turn = maths.euler_to_matrix(angles, 0)
    pivot = np.array(flags["pivot"]) * length_unit() if "pivot" in flags else None
    _transform_components(flags, objects, turn, pivot)
    for path in _paths(objects):
        if relative:
            rotate_to(path, angles, world, True, bool(flags.get("euler")))
            _turn_about(path, turn, pivot)
            continue
        full = placement.vector(path.node, "rotate")
        for axis in axes:
            full[axis] = angles[axis]
        rotate_to(path, full if not world else angles, world, False)


def _turn_about(path: DagPath, turn: np.ndarray, pivot: np.ndarray | None) -> None:
    if pivot is None:
        return
    from maya._commands.transforms import move_to

    here = placement.rotate_pivot(path, True)
    move_to(path, (here - pivot) @ turn + pivot - here, True, True)


def _transform_components(
    flags: Flags, objects: list[Any], linear: np.ndarray, pivot: np.ndarray | None
) -> None:
    """Turn or scale points about a pivot, their middle by default."""
    items = [item for item in objects if isinstance(item, Components)]
    if not items:
        return
    world = not (flags.get("objectSpace") or flags.get("localSpace"))
    points = [components_positions(item, world) for item in items]
    joined = np.concatenate(points)
    if pivot is None:
        pivot = (joined.min(axis=0) + joined.max(axis=0)) / 2
    change: Callable[[np.ndarray], np.ndarray] = lambda each: (each - pivot) @ linear + pivot  # noqa: E731
    for item, each in zip(items, points, strict=True):
        _put(item, change(each), world)


@graph_command(
    "scale",
    missing=f"{_TURN_MISSING} distanceOnly centerPivot",
    harmless="preserveUV worldSpace scaleX scaleY scaleZ scaleXY scaleXZ scaleYZ scaleXYZ",
)
def _scale(flags: Flags, *given: Any) -> None:
    from maya._commands.transforms import length_unit, move_to

    values, objects = _split(flags, "scale", given)
    axes = axes_of(flags, "scale", len(values))
    factors = _spread(values, axes, 1.0)
    pivot = np.array(flags["pivot"]) * length_unit() if "pivot" in flags else None
    _transform_components(flags, objects, np.diag(factors), pivot)
    relative = bool(flags.get("relative")) and not flags.get("absolute")
    for path in _paths(objects):
        now = placement.vector(path.node, "scale")
        new = now * factors if relative else now.copy()
        if not relative:
            for axis in axes:
                new[axis] = factors[axis]
        placement.set_values(path.node, "scale", new)
        if pivot is not None and relative:
            here = placement.scale_pivot(path, True)
            move_to(path, (here - pivot) * factors + pivot - here, True, True)
