"""pointOnCurveInfo, nearestPointOnCurve and curveInfo: what a rig asks of a curve."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import curve_evaluation
from maya._core.data import CurveData
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import register
from maya._nodes.calculators import read, write
from maya._nodes.curves import ABSTRACT_CREATE


def _placed(node: Node, block: Block) -> CurveData | None:
    """The input curve with its points in world space, where the curve comes from a world plug."""
    data = block.read(node.plug("inputCurve"))
    if data is None or data.matrix is None:
        return data
    placed = data.copy()
    points = np.array(data.points, dtype=float)
    points[:, :3] = points[:, :3] @ data.matrix[:3, :3] + data.matrix[3, :3]
    placed.points = points
    return placed


def _unit(vector: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(vector))
    return vector / length if length else np.zeros(3)


def _bend(data: CurveData, u: float, tangent: np.ndarray) -> tuple[np.ndarray, float]:
    """The principal normal (curvature vector) and the curvature, by differences of the tangent."""
    low, high = curve_evaluation.domain(data)
    step = (high - low) * 1e-5
    before, after = max(u - step, low), min(u + step, high)
    slopes = [curve_evaluation.tangent_at(data, each) for each in (before, after)]
    second = (slopes[1] - slopes[0]) / (after - before)
    speed = float(np.linalg.norm(tangent))
    if speed < 1e-12:
        return np.zeros(3), 0.0
    across = second - tangent * (second @ tangent) / speed**2
    return across / speed**2, float(np.linalg.norm(across)) / speed**2


def _at_point(node: Node, block: Block) -> dict[str, Any] | None:
    data = _placed(node, block)
    if data is None:
        return None
    u = float(block.read(node.plug("parameter")))
    low, high = curve_evaluation.domain(data)
    if block.read(node.plug("turnOnPercentage")):
        u = low + u * (high - low)
    u = min(max(u, low), high)
    position = curve_evaluation.point_at(data, u)
    tangent = curve_evaluation.tangent_at(data, u)
    normal, curvature = _bend(data, u, tangent)
    is_bent = curvature > 1e-9
    radius = 1.0 / curvature if is_bent else 0.0
    return {
        "position": position,
        "normal": normal,
        "normalizedNormal": _unit(normal),
        "tangent": tangent,
        "normalizedTangent": _unit(tangent),
        "curvatureCenter": position + _unit(normal) * radius,
        "curvatureRadius": radius,
    }


def _nearest(node: Node, block: Block) -> dict[str, Any] | None:
    data = _placed(node, block)
    if data is None:
        return None
    position, parameter = curve_evaluation.closest_point(data, read(block, node.plug("inPosition")))
    return {"position": position, "parameter": parameter}


def _information(name: str, mfn_name: str, table: str, formula: Any) -> NodeType:
    """Register a type whose compound ``result`` is made by a formula."""
    own = attributes(table)
    result = next(each for each in own if each.name == "result")
    for part in result.walk():
        part.writable = part.storable = False
    parts = list(result.walk())

    def compute(node: Node, plug: Plug, block: Block) -> bool | None:
        if plug.attribute not in parts:
            return False
        made = formula(node, block)
        for child in node.plug("result").children:
            if made is not None:
                write(block, child, made[child.attribute.name])
            else:
                block.set_clean(child)
        block.set_clean(node.plug("result"))
        return None

    kind = NodeType(
        name,
        ABSTRACT_CREATE,
        mfn_names=(mfn_name,),
        attributes=own,
        compute=compute,
        serves=("result",),
        needs=("inputCurve",),
    )
    for each in own:
        if each is not result:
            for part in each.walk():
                for target in parts:
                    kind.affect(part, target)
    return register(kind)


_information(
    "pointOnCurveInfo",
    "kPointOnCurveInfo",
    """
    inputCurve ic typed:nurbsCurve -storable
    turnOnPercentage top bool
    parameter pr double =0 +k
    result r compound
    .position p length3
    .normal n double3 XYZ
    .normalizedNormal nn double3 XYZ
    .tangent t double3 XYZ
    .normalizedTangent nt double3 XYZ
    .curvatureCenter cc length3
    .curvatureRadius cr length
    """,
    _at_point,
)
_information(
    "nearestPointOnCurve",
    "kNearestPointOnCurve",
    """
    inputCurve ic typed:nurbsCurve -storable
    inPosition ip length3 +k
    result r compound
    .position p length3
    .parameter pr double
    """,
    _nearest,
)


def _facts(node: Node, plug: Plug, block: Block) -> bool | None:
    top = plug
    while top.parent is not None or top.array is not None:
        top = top.array or top.parent
    name = top.attribute.name
    if name not in ("arcLength", "controlPoints", "knots", "weights"):
        return False
    data = _placed(node, block)
    if name == "arcLength":
        block.write(plug, curve_evaluation.length(data) if data is not None else 0.0)
        block.set_clean(plug)
        return None
    values = _lists(data)[name] if data is not None else []
    for index, value in enumerate(values):
        write(block, top.element(index), value)
        top.element(index).exists = True
    block.set_clean(top)
    return None


def _lists(data: CurveData) -> dict[str, Any]:
    return {
        "controlPoints": data.points[:, :3],
        "knots": np.asarray(data.knots, dtype=float),
        "weights": data.points[:, 3],
    }


def _curve_info() -> NodeType:
    own = attributes(
        """
        inputCurve ic typed:nurbsCurve -storable
        arcLength al length -writable -storable
        controlPoints cp double3 [] -writable -storable
        .xValue xv length -writable -storable
        .yValue yv length -writable -storable
        .zValue zv length -writable -storable
        weights wt double =1 [] -writable -storable
        knots kn double [] -writable -storable
        """
    )
    kind = NodeType(
        "curveInfo",
        ABSTRACT_CREATE,
        mfn_names=("kCurveInfo",),
        attributes=own,
        compute=_facts,
        classification="utility/scalar",
        serves=("arcLength",),
        needs=("inputCurve",),
    )
    for each in own[1:]:
        for part in each.walk():
            kind.affect("inputCurve", part)
    return register(kind)


_curve_info()
