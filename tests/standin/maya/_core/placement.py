"""Where transforms are: reading and setting translation, rotation, scale and pivots in any space."""

from __future__ import annotations

import numpy as np
from maya._core import maths
from maya._core.dag import DagNode, DagPath


def vector(node: DagNode, name: str) -> np.ndarray:
    """The three values of a compound attribute, internal units."""
    return np.array(node.plug(name).get(), dtype=float)


def above_matrix(path: DagPath) -> np.ndarray:
    """Matrix from the space that ``translate`` counts in to the world."""
    node = path.node
    above = (
        DagPath(path.nodes[:-1]).world_matrix()
        if node.plug("inheritsTransform").get()
        else np.eye(4)
    )
    return node.plug("offsetParentMatrix").get() @ above


def is_joint(node: DagNode) -> bool:
    """Whether a node has a joint's orientation."""
    return node.find_attribute("jointOrient") is not None


def rotation_outside(node: DagNode) -> np.ndarray:
    """Rotation (3, 3) that follows ``rotate``: the joint orientation."""
    return maths.euler_to_matrix(vector(node, "jointOrient"), 0) if is_joint(node) else np.eye(3)


def rotation_of(node: DagNode) -> np.ndarray:
    """Rotation (3, 3) from the scaled space of a transform to its parent's."""
    return (
        maths.euler_to_matrix(vector(node, "rotateAxis"), 0)
        @ maths.euler_to_matrix(vector(node, "rotate"), int(node.plug("rotateOrder").get()))
        @ rotation_outside(node)
    )


def set_local_matrix(node: DagNode, matrix: np.ndarray) -> None:
    """Give a transform the values that make this its local matrix; pivots stay where they are."""
    order = int(node.plug("rotateOrder").get())
    scale, shear, axes = maths.split_linear(matrix)
    inner = maths.euler_to_matrix(vector(node, "rotateAxis"), 0)
    set_values(node, "scale", scale)
    set_values(node, "shear", shear)
    set_values(
        node, "rotate", maths.matrix_to_euler(inner.T @ axes @ rotation_outside(node).T, order)
    )
    set_values(node, "translate", matrix[3, :3])
    reached = node.plug("matrix").get()
    if not np.allclose(reached[3, :3], matrix[3, :3], rtol=0, atol=0):
        set_values(node, "translate", vector(node, "translate") + matrix[3, :3] - reached[3, :3])


def set_values(node: DagNode, name: str, values: np.ndarray) -> None:
    """Set the three values of an attribute; those that are there already are left alone.

    Raises
    ------
    RuntimeError
        If one that has to change is locked or connected.
    """
    for plug, value in zip(node.plug(name).children, values, strict=True):
        if abs(plug.get() - value) <= 1e-14 * max(1.0, abs(value)):
            continue
        if plug.is_locked or _is_driven(plug):
            raise RuntimeError(
                f"The attribute '{plug.name()}' is locked or connected and cannot be modified."
            )
        plug.set(float(value) + 0.0)


def _is_driven(plug) -> bool:
    source = plug.effective_source()
    while source is not None and source.node.is_conversion:
        source = source.node.plug("input").source
    return source is not None and not source.node.type.name.startswith(
        ("animCurve", "animBlendNode", "pairBlend")
    )


def place_in_world(path: DagPath, world: np.ndarray) -> None:
    """Set a transform so that its world matrix becomes ``world``."""
    set_local_matrix(path.node, world @ np.linalg.inv(above_matrix(path)))


def rotate_pivot(path: DagPath, world: bool) -> np.ndarray:
    """The rotate pivot, in the node's own space or the world."""
    node = path.node
    pivot = vector(node, "rotatePivot")
    if not world:
        return pivot
    point = pivot + vector(node, "rotatePivotTranslate") + vector(node, "translate")
    return maths.transform_points([point], above_matrix(path))[0]


def scale_pivot(path: DagPath, world: bool) -> np.ndarray:
    """The scale pivot, in the node's own space or the world."""
    pivot = vector(path.node, "scalePivot")
    return maths.transform_points([pivot], path.world_matrix())[0] if world else pivot


def set_pivot(
    path: DagPath, which: str, point: np.ndarray, world: bool, preserve: bool = True
) -> None:
    """Move ``rotatePivot`` or ``scalePivot``; ``preserve`` keeps the object where it is."""
    node = path.node
    before = node.plug("matrix").get()
    if world and which == "scalePivot":
        point = maths.transform_points([point], np.linalg.inv(path.world_matrix()))[0]
    elif world:
        point = maths.transform_points([point], np.linalg.inv(above_matrix(path)))[0]
        own = vector(node, "rotatePivot")
        fixed = own + vector(node, "rotatePivotTranslate") + vector(node, "translate")
        point = (point - fixed) @ rotation_of(node).T + own
    set_values(node, which, point)
    if not preserve:
        return
    after = node.plug("matrix").get()
    change = before[3, :3] - after[3, :3]
    if which == "scalePivot":
        change = change @ rotation_of(node).T
    name = f"{which}Translate"
    set_values(node, name, vector(node, name) + change)


def world_rotation(path: DagPath) -> np.ndarray:
    """Euler angles (radians) of the world matrix in the node's rotate order."""
    _, _, axes = maths.split_linear(path.world_matrix())
    return maths.matrix_to_euler(axes, int(path.node.plug("rotateOrder").get()))


def set_world_rotation(path: DagPath, rotation: np.ndarray) -> None:
    """Turn a transform so that its world matrix has this rotation (3, 3)."""
    node = path.node
    _, _, above = maths.split_linear(above_matrix(path))
    inner = maths.euler_to_matrix(vector(node, "rotateAxis"), 0)
    local = inner.T @ rotation @ above.T @ rotation_outside(node).T
    set_values(node, "rotate", maths.matrix_to_euler(local, int(node.plug("rotateOrder").get())))
