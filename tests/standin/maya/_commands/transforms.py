"""xform."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.bounding_boxes import components_box, world_box
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.moving import components_positions, move_components
from maya._core import maths, placement
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.session import session
from maya._core.units import CENTIMETRES


def length_unit() -> float:
    """Centimetres in the scene's unit of length."""
    return CENTIMETRES[session.scene.units["linear"]]


def to_degrees(values: Any) -> list[float]:
    """Radians as the scene's unit of angle."""
    factor = math.degrees(1.0) if session.scene.units["angle"] == "deg" else 1.0
    return [float(value) * factor for value in values]


def to_radians(values: Any) -> np.ndarray:
    """The scene's unit of angle as radians."""
    factor = math.radians(1.0) if session.scene.units["angle"] == "deg" else 1.0
    return np.array(values, dtype=float) * factor


def _lengths(values: Any) -> list[float]:
    return (np.asarray(values, dtype=float) / length_unit()).tolist()


# -- query ---------------------------------------------------------------------------------------


def _query(flags: Flags, path: DagPath) -> Any:
    node, world = path.node, bool(flags.get("worldSpace"))
    if flags.get("translation"):
        point = placement.vector(node, "translate")
        if world:
            point = maths.transform_points([point], placement.above_matrix(path))[0]
        return _lengths(point)
    if flags.get("rotation"):
        return to_degrees(
            placement.world_rotation(path) if world else placement.vector(node, "rotate")
        )
    if flags.get("scale"):
        return (
            maths.split_linear(path.world_matrix())[0] if world else placement.vector(node, "scale")
        ).tolist()
    if flags.get("matrix"):
        matrix = path.world_matrix() if world else node.plug("matrix").get()
        return _matrix_out(matrix)
    if flags.get("rotatePivot"):
        return _lengths(placement.rotate_pivot(path, world))
    if flags.get("scalePivot"):
        return _lengths(placement.scale_pivot(path, world))
    if flags.get("pivots"):
        return _lengths([*placement.rotate_pivot(path, world), *placement.scale_pivot(path, world)])
    if flags.get("boundingBox") or flags.get("boundingBoxInvisible"):
        return _query_box(path, world)
    if flags.get("rotateOrder"):
        return maths.ROTATE_ORDERS[int(node.plug("rotateOrder").get())]
    for flag, name in (
        ("rotateTranslation", "rotatePivotTranslate"),
        ("scaleTranslation", "scalePivotTranslate"),
    ):
        if flags.get(flag):
            return _lengths(placement.vector(node, name))
    if flags.get("rotateAxis"):
        return to_degrees(placement.vector(node, "rotateAxis"))
    if flags.get("shear"):
        return placement.vector(node, "shear").tolist()
    raise RuntimeError("xform: nothing was asked for.")


def _matrix_out(matrix: np.ndarray) -> list[float]:
    shown = np.array(matrix)
    shown[3, :3] /= length_unit()
    return shown.ravel().tolist()


def _query_box(path: DagPath, world: bool) -> list[float]:
    box = world_box([path])
    if box is None:
        return [0.0] * 6
    if not world:
        corners = np.array(
            [[box[i, 0], box[j, 1], box[k, 2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)]
        )
        above = placement.above_matrix(path)
        if not np.allclose(above, np.eye(4)):
            corners = maths.transform_points(corners, np.linalg.inv(above))
        box = np.array([corners.min(axis=0), corners.max(axis=0)])
    return _lengths(box.ravel())


def _query_components(flags: Flags, items: list[Components]) -> list[float]:
    if flags.get("boundingBox"):
        return _lengths(components_box(items).ravel())
    if not flags.get("translation"):
        raise RuntimeError("Components have a translation and a bounding box only.")
    points = [components_positions(item, bool(flags.get("worldSpace"))) for item in items]
    return _lengths(np.concatenate(points).ravel())


# -- change --------------------------------------------------------------------------------------


def _change(flags: Flags, path: DagPath) -> None:
    node = path.node
    world, relative = bool(flags.get("worldSpace")), bool(flags.get("relative"))
    preserve = flags.get("preserve", True)
    if "rotateOrder" in flags:
        _set_rotate_order(node, flags["rotateOrder"], preserve)
    if "rotateAxis" in flags:
        placement.set_values(node, "rotateAxis", to_radians(flags["rotateAxis"]))
    if flags.get("centerPivots"):
        _centre_pivots(path, preserve)
    if flags.get("zeroTransformPivots"):
        _zero_pivots(node)
    _change_pivots(flags, path, world, relative, preserve)
    if "matrix" in flags:
        matrix = matrix_in(flags["matrix"])
        if relative:
            matrix = matrix @ (path.world_matrix() if world else node.plug("matrix").get())
        if world:
            placement.place_in_world(path, matrix)
        else:
            placement.set_local_matrix(node, matrix)
    if "scale" in flags:
        scale = np.array(flags["scale"])
        placement.set_values(
            node, "scale", placement.vector(node, "scale") * scale if relative else scale
        )
    if "shear" in flags:
        shear = np.array(flags["shear"])
        placement.set_values(
            node, "shear", placement.vector(node, "shear") + shear if relative else shear
        )
    if "rotation" in flags:
        rotate_to(path, to_radians(flags["rotation"]), world, relative, bool(flags.get("euler")))
    if "translation" in flags:
        move_to(path, np.array(flags["translation"]) * length_unit(), world, relative)
    for flag, name in (
        ("rotateTranslation", "rotatePivotTranslate"),
        ("scaleTranslation", "scalePivotTranslate"),
    ):
        if flag in flags:
            placement.set_values(node, name, np.array(flags[flag]) * length_unit())


def matrix_in(value: Any) -> np.ndarray:
    """Sixteen numbers, or rows of them, as a matrix in centimetres."""
    numbers = np.array(value, dtype=float)
    if numbers.size != 16:
        raise TypeError("Invalid arguments for flag 'matrix'.  Expected [ float x 16 ]")
    matrix = numbers.reshape(4, 4)
    matrix[3, :3] *= length_unit()
    return matrix


def move_to(path: DagPath, point: np.ndarray, world: bool, relative: bool) -> None:
    """Set ``translate`` so that it lies at a point of the world or of the parent."""
    node = path.node
    if world:
        above = placement.above_matrix(path)
        if relative:
            here = maths.transform_points([placement.vector(node, "translate")], above)[0]
            point = here + point
        point = maths.transform_points([point], np.linalg.inv(above))[0]
    elif relative:
        local = maths.euler_to_matrix(
            placement.vector(node, "rotate"), int(node.plug("rotateOrder").get())
        )
        point = placement.vector(node, "translate") + point @ local
    placement.set_values(node, "translate", point)


def rotate_to(
    path: DagPath, angles: np.ndarray, world: bool, relative: bool, euler: bool = False
) -> None:
    """Set or add a rotation given by angles in the node's rotate order."""
    node = path.node
    order = int(node.plug("rotateOrder").get())
    turn = maths.euler_to_matrix(angles, order)
    if world:
        _, _, axes = maths.split_linear(path.world_matrix())
        placement.set_world_rotation(path, axes @ turn if relative else turn)
    elif relative and not euler:
        now = maths.euler_to_matrix(placement.vector(node, "rotate"), order)
        placement.set_values(node, "rotate", maths.matrix_to_euler(turn @ now, order))
    else:
        placement.set_values(
            node, "rotate", placement.vector(node, "rotate") + angles if relative else angles
        )


def _change_pivots(
    flags: Flags, path: DagPath, world: bool, relative: bool, preserve: bool
) -> None:
    for flag, names_of in (
        ("pivots", ("rotatePivot", "scalePivot")),
        ("rotatePivot", ("rotatePivot",)),
        ("scalePivot", ("scalePivot",)),
    ):
        if flag not in flags:
            continue
        for which in names_of:
            point = np.array(flags[flag]) * length_unit()
            if relative:
                ask = placement.rotate_pivot if which == "rotatePivot" else placement.scale_pivot
                point = ask(path, world) + point
            placement.set_pivot(path, which, point, world, preserve)


def _set_rotate_order(node: DagNode, word: str, preserve: bool) -> None:
    if word not in maths.ROTATE_ORDERS:
        raise RuntimeError(f"Invalid rotate order: {word}")
    new, old = maths.ROTATE_ORDERS.index(word), int(node.plug("rotateOrder").get())
    angles = placement.vector(node, "rotate")
    node.plug("rotateOrder").set(new)
    if preserve and new != old:
        placement.set_values(node, "rotate", maths.reorder_euler(angles, old, new))


def _centre_pivots(path: DagPath, preserve: bool) -> None:
    box = world_box([path])
    if box is not None:
        for which in ("rotatePivot", "scalePivot"):
            placement.set_pivot(path, which, box.mean(axis=0), True, preserve)


def _zero_pivots(node: DagNode) -> None:
    matrix = node.plug("matrix").get()
    for name in ("rotatePivot", "rotatePivotTranslate", "scalePivot", "scalePivotTranslate"):
        placement.set_values(node, name, np.zeros(3))
    placement.set_values(node, "translate", matrix[3, :3])


@graph_command(
    "xform",
    missing="centerPivotsOnComponents deletePriorHistory reflection reflectionAboutBBox reflectionAboutOrigin "
    "reflectionAboutX reflectionAboutY reflectionAboutZ reflectionTolerance",
    harmless="absolute objectSpace preserveUV worldSpaceDistance",
    also={"absolute relative": "q"},
)
def _xform(flags: Flags, *given: str) -> Any:
    items = names.given_or_selected(given)
    components = [item for item in items if isinstance(item, Components)]
    if flags.query:
        if components:
            return _query_components(flags, components)
        if not items:
            raise RuntimeError("xform: no object was given.")
        return _query(flags, _transform_of(items[0]))
    for item in components:
        if "translation" in flags:
            offset = np.array(flags["translation"]) * length_unit()
            move_components(
                item, offset, bool(flags.get("worldSpace")), bool(flags.get("relative"))
            )
    for item in items:
        if not isinstance(item, Components):
            _change(flags, _transform_of(item))
    return None


def _transform_of(item: Any) -> DagPath:
    path = item if isinstance(item, DagPath) else None
    if path is None:
        node = names.node_of(item)
        if not isinstance(node, DagNode):
            raise RuntimeError(f"'{names.text(item)}' has no transform.")
        path = node.path()
    if not path.node.is_transform:
        above = path.parent()
        if above is None:
            raise RuntimeError(f"'{names.text(item)}' has no transform.")
        path = above
    return path
