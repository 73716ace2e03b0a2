"""exactWorldBoundingBox and what else asks how large things are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import geometry, maths
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.session import session
from maya._core.units import CENTIMETRES


def _local_corners(shape: DagNode) -> np.ndarray | None:
    """Points (n, 3) that a shape's box has to hold."""
    data = names.shape_data(shape)
    if data is not None and geometry.point_count(data):
        return np.asarray(geometry.get_points(data), dtype=float)
    if shape.type.is_a("locator"):
        return _locator_corners(shape)
    user = getattr(shape.user, "_bounding_box", None)
    box = user() if user is not None else None
    return None if box is None else np.asarray(box, dtype=float)


def _locator_corners(shape: DagNode) -> np.ndarray | None:
    user = getattr(shape.user, "_bounding_box", None)
    box = user() if user is not None else None
    if box is not None:
        return np.asarray(box, dtype=float)
    if shape.find_attribute("localPosition") is None:
        return None
    centre = np.array(shape.plug("localPosition").get(), dtype=float)
    size = np.array(shape.plug("localScale").get(), dtype=float)
    return np.array([centre - size, centre + size])


def _shapes_below(path: DagPath, intermediate: bool) -> Iterable[DagPath]:
    node = path.node
    if node.is_shape:
        if intermediate or not node.plug("intermediateObject").get():
            yield path
        return
    for child in node.children:
        yield from _shapes_below(path.child(child), intermediate)


def world_box(paths: Iterable[DagPath], intermediate: bool = False) -> np.ndarray | None:
    """Lowest and highest corner (2, 3) in centimetres; None if there is nothing to measure."""
    points: list[np.ndarray] = []
    pivots: list[np.ndarray] = []
    for path in paths:
        shapes = list(_shapes_below(path, intermediate))
        for shape in shapes:
            corners = _local_corners(shape.node)
            if corners is not None:
                points.append(maths.transform_points(corners, shape.world_matrix()))
        if not shapes:
            pivots.append(maths.transform_points(np.zeros((1, 3)), path.world_matrix()))
    points = points or pivots
    if not points:
        return None
    joined = np.concatenate(points)
    return np.array([joined.min(axis=0), joined.max(axis=0)])


def components_box(items: Iterable[Components]) -> np.ndarray | None:
    """Box of the points that components name."""
    found = []
    for item in items:
        data = names.shape_data(item.path.node)
        if data is None:
            continue
        numbers = geometry.point_numbers(data, [item.text])
        found.append(
            maths.transform_points(geometry.get_points(data)[numbers], item.path.world_matrix())
        )
    if not found:
        return None
    joined = np.concatenate(found)
    return np.array([joined.min(axis=0), joined.max(axis=0)])


@graph_command(
    "exactWorldBoundingBox", harmless="calculateExactly", missing="ignoreInvisible", undoable=False
)
def _exact_world_bounding_box(flags: Flags, *given: str) -> list[float]:
    items = names.given_or_selected(given)
    boxes = [components_box([item for item in items if isinstance(item, Components)])]
    paths = [item for item in items if isinstance(item, DagPath)]
    boxes.append(world_box(paths) if paths else None)
    known = [box for box in boxes if box is not None]
    if not known:
        return [1e20, 1e20, 1e20, -1e20, -1e20, -1e20]
    joined = np.concatenate(known) / CENTIMETRES[session.scene.units["linear"]]
    return [*joined.min(axis=0).tolist(), *joined.max(axis=0).tolist()]


@graph_command("objectCenter", undoable=False)
def _object_center(flags: Flags, name: str) -> Any:
    path = names.dag_path(name)
    box = world_box([path])
    centre = np.zeros(3) if box is None else box.mean(axis=0)
    if flags.get("local"):
        above = path.parent()
        matrix = above.world_matrix() if above is not None else np.eye(4)
        centre = maths.transform_points([centre], np.linalg.inv(matrix))[0]
    values = (centre / CENTIMETRES[session.scene.units["linear"]]).tolist()
    for place, letter in enumerate("xyz"):
        if flags.get(letter):
            return values[place]
    return values
