"""makeIdentity, matchTransform, transformLimits, inheritTransform."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.transforms import length_unit, to_degrees, to_radians
from maya._core import geometry, maths, placement, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.session import session


def _check_free(path: DagPath, parts: list[str]) -> None:
    for name in parts:
        for plug in path.node.plug(name).children:
            if plug.is_locked or plug.effective_source() is not None:
                raise RuntimeError(
                    f"Freeze Transform was not applied because {plug.name()} is locked or connected."
                )


def _without(node: DagNode, parts: list[str]) -> np.ndarray:
    """The local matrix with the frozen parts at rest."""

    def kept(name: str, rest: float) -> np.ndarray:
        return np.full(3, rest) if name in parts else placement.vector(node, name)

    made = maths.TransformParts(
        translation=kept("translate", 0.0),
        rotation=kept("rotate", 0.0),
        order=int(node.plug("rotateOrder").get()),
        scale=kept("scale", 1.0),
        shear=np.zeros(3) if "scale" in parts else placement.vector(node, "shear"),
        orientation=np.zeros(3) if "rotate" in parts else placement.vector(node, "rotateAxis"),
    )
    return maths.compose(made)


def _freeze(path: DagPath, parts: list[str]) -> None:
    """Push a transform's values into what is below, which stays where it is."""
    node = path.node
    _check_free(path, parts)
    if placement.is_joint(node):
        _freeze_joint(path, parts)
        return
    before = node.plug("matrix").get()
    after = _without(node, parts)
    pivot = sum(
        placement.vector(node, name)
        for name in ("rotatePivot", "rotatePivotTranslate", "translate")
    )
    scale_pivot = maths.transform_points([placement.vector(node, "scalePivot")], before)[0]
    change = before @ np.linalg.inv(after)
    worlds = [path.child(child).world_matrix() for child in node.children if child.is_transform]
    _reset(node, parts)
    for shape in node.shapes:
        _move_shape(shape, change)
    remaining = np.linalg.inv(after)
    for name, point in (("rotatePivot", pivot), ("scalePivot", scale_pivot)):
        placement.set_values(node, name, maths.transform_points([point], remaining)[0])
    transforms = [child for child in node.children if child.is_transform]
    for child, world in zip(transforms, worlds, strict=True):
        placement.place_in_world(path.child(child), world)


def _reset(node: DagNode, parts: list[str]) -> None:
    for name in parts:
        placement.set_values(node, name, np.full(3, 1.0 if name == "scale" else 0.0))
    if "scale" in parts:
        placement.set_values(node, "shear", np.zeros(3))
    if "rotate" in parts:
        placement.set_values(node, "rotateAxis", np.zeros(3))
    for name in ("rotatePivotTranslate", "scalePivotTranslate"):
        placement.set_values(node, name, np.zeros(3))


def _freeze_joint(path: DagPath, parts: list[str]) -> None:
    node = path.node
    if "rotate" in parts:
        turn = maths.euler_to_matrix(
            placement.vector(node, "rotateAxis"), 0
        ) @ maths.euler_to_matrix(
            placement.vector(node, "rotate"), int(node.plug("rotateOrder").get())
        )
        whole = turn @ placement.rotation_outside(node)
        placement.set_values(node, "rotate", np.zeros(3))
        placement.set_values(node, "rotateAxis", np.zeros(3))
        placement.set_values(node, "jointOrient", maths.matrix_to_euler(whole, 0))
    if "scale" in parts:
        worlds = [path.child(child).world_matrix() for child in node.children if child.is_transform]
        placement.set_values(node, "scale", np.ones(3))
        for child, world in zip(
            [each for each in node.children if each.is_transform], worlds, strict=True
        ):
            if not placement.is_joint(child):
                placement.place_in_world(path.child(child), world)
            else:
                point = maths.transform_points(
                    [world[3, :3]], np.linalg.inv(placement.above_matrix(path.child(child)))
                )
                placement.set_values(child, "translate", point[0])


def _move_shape(shape: DagNode, matrix: np.ndarray) -> None:
    if shapes.kind_of(shape) is None:
        if shape.find_attribute("localPosition") is not None:
            point = maths.transform_points([placement.vector(shape, "localPosition")], matrix)[0]
            placement.set_values(shape, "localPosition", point)
        return
    data = shapes.geometry(shape)
    if data is None:
        return
    moved = data.copy() if hasattr(data, "copy") else data
    geometry.set_points(moved, maths.transform_points(geometry.get_points(data), matrix))
    if shapes.has_history(shape):
        _insert_transform_geometry(shape, matrix)
    else:
        shapes.clear_tweaks(shape)
        shapes.set_stored(shape, moved)


def _insert_transform_geometry(shape: DagNode, matrix: np.ndarray) -> None:
    into = shape.plug(shapes.plugs_of(shape).into)
    source = into.effective_source()
    if "transformGeometry" not in session.node_types:
        raise NotImplementedError("stand-in: makeIdentity of a shape with history")
    node = session.scene.create("transformGeometry")
    session.scene.disconnect(source, into)
    session.scene.connect(source, node.plug("inputGeometry"))
    node.plug("transform").set(matrix)
    session.scene.connect(node.plug("outputGeometry"), into)


@graph_command("makeIdentity", harmless="normal preserveNormals")
def _make_identity(flags: Flags, *given: str) -> None:
    chosen = [name for name in ("translate", "rotate", "scale") if flags.get(name)]
    if not any(name in flags for name in ("translate", "rotate", "scale", "jointOrient")):
        chosen = ["translate", "rotate", "scale"]
    for item in names.given_or_selected(given):
        path = item if isinstance(item, DagPath) else names.node_of(item).path()
        if flags.get("apply"):
            for each in _family(path):
                _freeze(
                    each,
                    [
                        name
                        for name in chosen
                        if name != "translate" or not placement.is_joint(each.node)
                    ],
                )
        else:
            for each in _family(path):
                _check_free(each, chosen)
                _reset(each.node, chosen)
        if flags.get("jointOrient") and placement.is_joint(path.node):
            path.node.plug("jointOrient").set((0.0, 0.0, 0.0))


def _family(path: DagPath) -> list[DagPath]:
    """A transform and all transforms below it, parents first."""
    found = [path]
    for child in path.node.children:
        if child.is_transform:
            found += _family(path.child(child))
    return found


# -- matchTransform ------------------------------------------------------------------------------


@graph_command("matchTransform", missing="scaleBox")
def _match_transform(flags: Flags, *given: str) -> None:
    items = names.given_or_selected(given)
    paths = [item if isinstance(item, DagPath) else names.node_of(item).path() for item in items]
    if len(paths) < 2:
        raise RuntimeError("matchTransform needs at least two objects.")
    target = paths.pop()
    whole = not flags
    for path in paths:
        _match_scale(flags, path, target, whole)
        _match_rotation(flags, path, target, whole)
        _match_pivots(flags, path, target, whole)
        _match_position(flags, path, target, whole)


def _axes(flags: Flags, word: str) -> list[int]:
    return [
        axis for axis, letter in enumerate("XYZ") if flags.get(word) or flags.get(word + letter)
    ]


def _match_scale(flags: Flags, path: DagPath, target: DagPath, whole: bool) -> None:
    axes = [0, 1, 2] if whole else _axes(flags, "scale")
    if axes:
        wanted = maths.split_linear(target.world_matrix())[0]
        above = maths.split_linear(placement.above_matrix(path))[0]
        scale = placement.vector(path.node, "scale")
        for axis in axes:
            scale[axis] = wanted[axis] / above[axis]
        placement.set_values(path.node, "scale", scale)


def _match_rotation(flags: Flags, path: DagPath, target: DagPath, whole: bool) -> None:
    axes = [0, 1, 2] if whole else _axes(flags, "rotation")
    if axes:
        wanted = maths.split_linear(target.world_matrix())[2]
        if len(axes) < 3:
            angles = placement.world_rotation(path)
            other = maths.matrix_to_euler(wanted, int(path.node.plug("rotateOrder").get()))
            for axis in axes:
                angles[axis] = other[axis]
            wanted = maths.euler_to_matrix(angles, int(path.node.plug("rotateOrder").get()))
        placement.set_world_rotation(path, wanted)


def _match_pivots(flags: Flags, path: DagPath, target: DagPath, whole: bool) -> None:
    for flag, ask in (
        ("rotatePivot", placement.rotate_pivot),
        ("scalePivot", placement.scale_pivot),
    ):
        if not whole and (flags.get("pivots") or flags.get(flag)):
            placement.set_pivot(path, flag, ask(target, True), True)


def _match_position(flags: Flags, path: DagPath, target: DagPath, whole: bool) -> None:
    axes = [0, 1, 2] if whole else _axes(flags, "position")
    if axes:
        from maya._commands.transforms import move_to

        here, there = placement.rotate_pivot(path, True), placement.rotate_pivot(target, True)
        offset = np.zeros(3)
        for axis in axes:
            offset[axis] = there[axis] - here[axis]
        move_to(path, offset, True, True)


# -- limits, inheritance -------------------------------------------------------------------------

_LIMITS = {"translation": "Trans", "rotation": "Rot", "scale": "Scale"}


@graph_command("transformLimits", widen="cqe")
def _transform_limits(flags: Flags, *given: str) -> Any:
    node = names.nodes(given)[0]
    for flag, value in flags.items():
        if flag == "remove":
            for word in _LIMITS.values():
                for axis in "XYZ":
                    for side in ("min", "max"):
                        node.plug(f"{side}{word}{axis}LimitEnable").set(False)
            continue
        enable = flag.startswith("enable")
        stem = flag[6:] if enable else flag
        word, axis = _LIMITS[stem[:-1][0].lower() + stem[1:-1]], stem[-1]
        plugs = [
            node.plug(f"{side}{word}{axis}Limit{'Enable' if enable else ''}")
            for side in ("min", "max")
        ]
        if flags.query:
            values = [plug.get() for plug in plugs]
            return _limits_out(word, values, enable)
        for plug, number in zip(plugs, _limits_in(word, value, enable), strict=True):
            plug.set(number)
    return None


def _limits_out(word: str, values: list[Any], enable: bool) -> list[Any]:
    if enable:
        return [bool(value) for value in values]
    if word == "Rot":
        return to_degrees(values)
    return [value / length_unit() for value in values] if word == "Trans" else values


def _limits_in(word: str, values: Any, enable: bool) -> list[Any]:
    if enable:
        return list(values)
    if word == "Rot":
        return to_radians(values).tolist()
    return [value * length_unit() for value in values] if word == "Trans" else list(values)


@graph_command("inheritTransform")
def _inherit_transform(flags: Flags, *given: str) -> Any:
    for item in names.given_or_selected(given):
        path = item if isinstance(item, DagPath) else names.node_of(item).path()
        plug = path.node.plug("inheritsTransform")
        if flags.query:
            return bool(plug.get())
        world = path.world_matrix()
        if flags.get("on"):
            plug.set(True)
        elif flags.get("off"):
            plug.set(False)
        else:
            plug.set(not plug.get())
        if flags.get("preserve"):
            placement.place_in_world(path, world)
    return None
