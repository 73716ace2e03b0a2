"""curve, circle, arclen, pointOnCurve."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.polygons import new_shape, new_transform
from maya._core import curve_evaluation, shapes, units
from maya._core.dag import DagPath
from maya._core.data import CurveData
from maya._core.geometry import set_points
from maya._core.nodes import Node
from maya._core.session import session
from maya._core.units import CENTIMETRES


def _scale() -> float:
    return CENTIMETRES[session.scene.units["linear"]]


def _edit_point_curve(points: np.ndarray, degree: int) -> CurveData:
    """The curve through given points: control points by solving the interpolation equations."""
    count = len(points)
    if degree == 1 or count <= degree:
        degree = min(degree, count - 1)
    if degree == 1:
        wide = np.concatenate([points, np.ones((count, 1))], axis=1)
        return CurveData(wide, curve_evaluation.uniform_knots(count, 1), 1, 1)
    spans = count - 1
    control_count = spans + degree
    knots = curve_evaluation.uniform_knots(control_count, degree)
    data = CurveData(np.ones((control_count, 4)), knots, degree, 1)
    rows = np.zeros((control_count, control_count))
    values = np.zeros((control_count, 3))
    for place in range(count):
        first, weights = curve_evaluation.basis(data, float(place))
        rows[place, first : first + len(weights)] = weights
        values[place] = points[place]
    # natural ends: no curvature at the first and last point
    ends = [0.0, float(spans)] * ((degree - 1 + 1) // 2)
    for extra, parameter in enumerate(ends[: degree - 1]):
        first, weights = curve_evaluation.basis(data, parameter, 2)
        rows[count + extra, first : first + len(weights)] = weights
    controls = np.linalg.solve(rows, values)
    return CurveData(
        np.concatenate([controls, np.ones((control_count, 1))], axis=1), knots, degree, 1
    )


def _data_of(flags: Flags) -> CurveData:
    degree = int(flags.get("degree", 3))
    points = np.array(
        flags.get("point") or flags.get("editPoint") or flags.get("pointWeight") or [], dtype=float
    )
    if flags.get("pointWeight"):
        controls = points.reshape(-1, 4)
    else:
        controls = np.concatenate([points.reshape(-1, 3), np.ones((len(points), 1))], axis=1)
    controls = controls * (_scale(), _scale(), _scale(), 1.0)
    if flags.get("editPoint"):
        return _edit_point_curve(controls[:, :3], degree)
    if len(controls) < degree + 1:
        raise RuntimeError(f"Not enough points: a curve of degree {degree} needs {degree + 1}.")
    periodic = bool(flags.get("periodic"))
    knots = flags.get("knot")
    expected = len(controls) + degree - 1
    if knots is not None and len(knots) != expected:
        raise RuntimeError(f"Incorrect number of knots: {expected} are needed.")
    knots = (
        curve_evaluation.uniform_knots(len(controls), degree, periodic)
        if knots is None
        else np.array(knots, float)
    )
    return CurveData(controls, knots, degree, 3 if periodic else 1)


@graph_command("curve", missing="append bezier", harmless="objectSpace worldSpace")
def _curve(flags: Flags, *given: str) -> str:
    data = _data_of(flags)
    if flags.get("replace"):
        shape = shapes.shape_of(names.dag_path(given[0]))
        shapes.set_stored(shape.node, data)
        return given[0]
    transform = new_transform("curve", flags.get("name"))
    shape = new_shape("nurbsCurve", transform)
    shapes.set_stored(shape, data)
    session.scene.select([transform.path()])
    return session.scene.short_name(transform)


_CIRCLE = (
    "center",
    "normal",
    "radius",
    "sweep",
    "degree",
    "sections",
    "fixCenter",
    "tolerance",
    "useTolerance",
    "first",
    "nodeState",
)
_SINGLE = {
    "centerX": ("center", 0), "centerY": ("center", 1), "centerZ": ("center", 2),
    "normalX": ("normal", 0), "normalY": ("normal", 1), "normalZ": ("normal", 2),
    "firstPointX": ("first", 0), "firstPointY": ("first", 1), "firstPointZ": ("first", 2),
}  # fmt: skip


def _set_circle(node: Node, flags: Flags) -> None:
    for flag, value in flags.items():
        if flag in _SINGLE:
            name, place = _SINGLE[flag]
            node.plug(name).children[place].set(value)
        elif flag in _CIRCLE:
            plug = node.plug(flag)
            plug.set(value if plug.is_compound else units.from_ui(plug.attribute, value))


@graph_command("circle", harmless="caching frozen object")
def _circle(flags: Flags, *given: str) -> Any:
    if flags.query or flags.edit:
        node = names.node(given[0])
        if not node.type.is_a("makeNurbCircle"):
            shape = shapes.shape_of(node.path())
            source = None if shape is None else shape.node.plug("create").source
            if source is None or not source.node.type.is_a("makeNurbCircle"):
                raise RuntimeError(f"{given[0]} is not a circle with history.")
            node = source.node
        if flags.edit:
            _set_circle(node, flags)
            return None
        plug = node.plug(next(iter(flags)))
        return (
            [part.get() for part in plug.children]
            if plug.is_compound
            else units.to_ui(plug.attribute, plug.get())
        )
    scene = session.scene
    transform = new_transform("nurbsCircle", flags.get("name"))
    shape = new_shape("nurbsCurve", transform)
    creator = scene.create("makeNurbCircle")
    _set_circle(creator, flags)
    history = flags.get("constructionHistory", True)
    if history:
        scene.connect(creator.plug("outputCurve"), shape.plug("create"))
    else:
        shapes.set_stored(shape, creator.plug("outputCurve").get())
        scene.delete([creator])
    scene.select([transform.path()])
    result = [scene.short_name(transform)]
    return [*result, creator.name] if history else result


def _world_curve(path: DagPath) -> CurveData:
    shape = shapes.shape_of(path)
    if shape is None or not shape.node.type.is_a("nurbsCurve"):
        raise RuntimeError(f"{names.text(path)} is not a curve.")
    matrix = shape.world_matrix()
    data = shapes.geometry(shape.node).copy()
    controls = data.points.copy()
    controls[:, :3] = controls[:, :3] @ matrix[:3, :3] + matrix[3, :3]
    data.points = controls
    set_points(data, controls[: len(controls) - (data.degree if data.form == 3 else 0), :3])
    return data


def _information(kind: str, path: DagPath, name: str | None = None) -> Node:
    """A node that goes on telling about a curve."""
    shape = shapes.shape_of(path)
    if shape is None or not shape.node.type.is_a("nurbsCurve"):
        raise RuntimeError(f"{names.text(path)} is not a curve.")
    node = session.scene.create(kind, name)
    world = shape.node.plug("worldSpace").element(shape.instance_number())
    session.scene.connect(world, node.plug("inputCurve"))
    return node


@graph_command("arclen", missing="caching frozen nodeState")
def _arclen(flags: Flags, *given: str) -> Any:
    if flags.query or flags.edit:
        raise NotImplementedError("stand-in: arclen in query or edit mode")
    items = [item for item in names.given_or_selected(given) if isinstance(item, DagPath)]
    if flags.get("constructionHistory"):
        return _information("curveInfo", items[0], flags.get("name")).name
    total = sum(curve_evaluation.length(_world_curve(path)) for path in items)
    return total / _scale()


@graph_command(
    "pointOnCurve",
    missing="caching frozen nodeState curvatureCenter curvatureRadius normal normalizedNormal",
    also={"parameter turnOnPercentage": "c"},
)
def _point_on_curve(flags: Flags, *given: str) -> Any:
    if flags.get("constructionHistory"):
        node = _information("pointOnCurveInfo", names.dag_path(given[0]))
        node.plug("parameter").set(flags.get("parameter", 0.0))
        node.plug("turnOnPercentage").set(bool(flags.get("turnOnPercentage")))
        return node.name
    data = _world_curve(names.dag_path(given[0]))
    low, high = curve_evaluation.domain(data)
    parameter = flags.get("parameter", 0.0)
    if flags.get("turnOnPercentage"):
        parameter = low + parameter * (high - low)
    point = curve_evaluation.point_at(data, parameter) / _scale()
    tangent = curve_evaluation.tangent_at(data, parameter) / _scale()
    answers = []
    if flags.get("position") or not (flags.get("tangent") or flags.get("normalizedTangent")):
        answers.append(point.tolist())
    if flags.get("tangent"):
        answers.append(tangent.tolist())
    if flags.get("normalizedTangent"):
        answers.append((tangent / np.linalg.norm(tangent)).tolist())
    return answers[0] if len(answers) == 1 else answers
