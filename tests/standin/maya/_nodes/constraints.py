"""Constraint nodes: point, orient, parent, scale, aim and pole vector, by weighted targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from maya._core import maths
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import register
from maya._nodes.calculators import calculator, read, write
from maya._nodes.dag_nodes import TRANSFORM

Array = np.ndarray

CONSTRAINT = register(
    NodeType(
        "constraint",
        TRANSFORM,
        mfn_names=("kConstraint",),
        abstract=True,
        attributes=attributes("enableRestPosition erp bool =1\nlockOutput lo bool"),
    )
)
_TARGET = """
target tg compound []
.targetTranslate tt length3
.targetRotatePivot trp length3
.targetRotateTranslate trt length3
.targetScale ts double3 XYZ =1
.targetParentMatrix tpm matrix
.targetRotate tr angle3
.targetRotateOrder tro enum 0:xyz,1:yzx,2:zxy,3:xzy,4:yxz,5:zyx
.targetJointOrient tjo angle3
.targetScaleCompensate tsc bool
.targetInverseScale tis double3 XYZ =1
.targetWeight tw double =1
.targetOffsetTranslate tot length3
.targetOffsetRotate tor angle3
"""
_CONSTRAINED = """
constraintParentInverseMatrix cpim matrix
constraintRotatePivot crp length3
constraintRotateTranslate crt length3
constraintTranslate ct length3
constraintRotate cr angle3 -writable -storable
constraintRotateOrder cro enum 0:xyz,1:yzx,2:zxy,3:xzy,4:yxz,5:zyx
constraintJointOrient cjo angle3
"""


def target_matrix(target: dict[str, Any]) -> Array:
    """World matrix of a target from the parts that are connected."""
    parts = maths.TransformParts(
        translation=target["targetTranslate"],
        rotation=target["targetRotate"],
        order=int(target["targetRotateOrder"]),
        scale=target["targetScale"],
        rotate_pivot=target["targetRotatePivot"],
        rotate_pivot_translation=target["targetRotateTranslate"],
    )
    if np.any(target["targetJointOrient"]):
        local = maths.compose_joint(parts, target["targetJointOrient"], np.ones(3))
    else:
        local = maths.compose(parts)
    return local @ target["targetParentMatrix"]


def _weighted(targets: list[dict[str, Any]]) -> list[tuple[dict[str, Any], float]]:
    total = sum(target["targetWeight"] for target in targets)
    return [
        (target, target["targetWeight"] / total)
        for target in targets
        if total and target["targetWeight"]
    ]


def mean_rotation(turns: list[tuple[Array, float]]) -> Array:
    """Weighted mean of rotations (3, 3), pair by pair on the shortest way."""
    result, sum_of_weights = None, 0.0
    for matrix, weight in turns:
        quaternion = maths.matrix_to_quaternion(matrix)
        if result is None:
            result, sum_of_weights = quaternion, weight
            continue
        sum_of_weights += weight
        result = maths.slerp(result, quaternion, weight / sum_of_weights)
    return np.eye(3) if result is None else maths.quaternion_to_matrix(result)[:3, :3]


def _position(target: dict[str, Any]) -> Array:
    """Where a target's rotate pivot is in the world."""
    point = (
        target["targetTranslate"] + target["targetRotatePivot"] + target["targetRotateTranslate"]
    )
    return maths.transform_points([point], target["targetParentMatrix"])[0]


def _local_position(values: dict[str, Any], world: Array) -> Array:
    point = maths.transform_points([world], values["constraintParentInverseMatrix"])[0]
    return point - values["constraintRotatePivot"] - values["constraintRotateTranslate"]


def _local_rotation(values: dict[str, Any], world: Array) -> Array:
    above = maths.split_linear(values["constraintParentInverseMatrix"])[2]
    local = world @ above @ maths.euler_to_matrix(values["constraintJointOrient"], 0).T
    return maths.matrix_to_euler(local, int(values["constraintRotateOrder"]))


def _point(values: dict[str, Any]) -> dict[str, Any]:
    targets = _weighted(values["target"])
    if not targets:
        return {"constraintTranslate": values["restTranslate"]}
    world = sum((_position(target) * weight for target, weight in targets), np.zeros(3))
    return {"constraintTranslate": _local_position(values, world) + values["offset"]}


def _orient(values: dict[str, Any]) -> dict[str, Any]:
    targets = _weighted(values["target"])
    if not targets:
        return {"constraintRotate": values["restRotate"]}
    turns = [(maths.split_linear(target_matrix(target))[2], weight) for target, weight in targets]
    offset = maths.euler_to_matrix(values["offset"], int(values["constraintRotateOrder"]))
    return {"constraintRotate": _local_rotation(values, offset @ mean_rotation(turns))}


def _parent(values: dict[str, Any]) -> dict[str, Any]:
    targets = _weighted(values["target"])
    if not targets:
        return {
            "constraintTranslate": values["restTranslate"],
            "constraintRotate": values["restRotate"],
        }
    place, turns = np.zeros(3), []
    for target, weight in targets:
        matrix = target_matrix(target)
        turn = maths.split_linear(matrix)[2]
        offset = maths.euler_to_matrix(target["targetOffsetRotate"], 0)
        frame = np.eye(4)
        frame[:3, :3] = turn
        frame[3, :3] = matrix[3, :3]
        place = place + maths.transform_points([target["targetOffsetTranslate"]], frame)[0] * weight
        turns.append((offset @ turn, weight))
    return {
        "constraintTranslate": _local_position(values, place),
        "constraintRotate": _local_rotation(values, mean_rotation(turns)),
    }


def _scale(values: dict[str, Any]) -> dict[str, Any]:
    targets = _weighted(values["target"])
    if not targets:
        return {"constraintScale": values["restScale"]}
    factors = np.zeros(3)
    for target, weight in targets:
        above = maths.split_linear(target["targetParentMatrix"])[0]
        factors = factors + np.log(np.maximum(target["targetScale"] * above, 1e-12)) * weight
    above = maths.split_linear(values["constraintParentInverseMatrix"])[0]
    return {"constraintScale": np.exp(factors) * above * values["offset"]}


def _aim(values: dict[str, Any]) -> dict[str, Any]:
    targets = _weighted(values["target"])
    if not targets:
        return {"constraintRotate": values["restRotate"]}
    goal = sum((_position(target) * weight for target, weight in targets), np.zeros(3))
    above = np.linalg.inv(values["constraintParentInverseMatrix"])
    own = (
        values["constraintTranslate"]
        + values["constraintRotatePivot"]
        + values["constraintRotateTranslate"]
    )
    here = maths.transform_points([own], above)[0]
    direction = _unit(goal - here)
    mode, up = int(values["worldUpType"]), values["worldUpVector"]
    if mode == 0:
        up = np.array([0.0, 1.0, 0.0])
    elif mode == 1:
        up = values["worldUpMatrix"][3, :3] - here
    elif mode == 2:
        up = up @ values["worldUpMatrix"][:3, :3]
    elif mode == 4:
        up = direction if not np.allclose(direction, (0, 1, 0)) else np.array([0.0, 0.0, 1.0])
        up = np.array([0.0, 1.0, 0.0]) if mode == 4 else up
    turn = _frame(values["aimVector"], values["upVector"]).T @ _frame(direction, up)
    offset = maths.euler_to_matrix(values["offset"], int(values["constraintRotateOrder"]))
    return {"constraintRotate": _local_rotation(values, offset @ turn)}


def _unit(vector: Array) -> Array:
    length = float(np.linalg.norm(vector))
    return vector / length if length > 1e-12 else np.array([1.0, 0.0, 0.0])


def _frame(first: Array, second: Array) -> Array:
    """Rows: a direction, the nearest one to ``second`` at a right angle to it, and the third."""
    one = _unit(np.asarray(first, dtype=float))
    third = np.cross(one, second)
    if np.linalg.norm(third) < 1e-9:
        third = np.cross(one, np.eye(3)[(int(np.argmax(np.abs(one))) + 1) % 3])
    third = _unit(third)
    return np.array([one, np.cross(third, one), third])


def _pole(values: dict[str, Any]) -> dict[str, Any]:
    """From the start joint to the targets, in the space above the handle."""
    targets = _weighted(values["target"])
    if not targets:
        return {"constraintTranslate": values["restTranslate"]}
    world = sum((_position(target) * weight for target, weight in targets), np.zeros(3))
    here = maths.transform_points([values["constraintRotatePivot"]], values["pivotSpace"])[0]
    local = (world - here) @ values["constraintParentInverseMatrix"][:3, :3]
    return {"constraintTranslate": local + values["offset"]}


def _compute(
    formula: Callable[[dict[str, Any]], dict[str, Any]], inputs: list[str], outputs: list[str]
) -> Any:
    def compute(node: Node, plug: Plug, block: Block) -> bool | None:
        top = plug if plug.parent is None else plug.parent
        if top.attribute.name not in outputs:
            return False
        values = {name: read(block, node.plug(name)) for name in inputs}
        for name, value in formula(values).items():
            write(block, node.plug(name), value)
        return None

    return compute


def _register(name: str, mfn: str, formula: Any, outputs: list[str], table: str) -> NodeType:
    own = attributes(_TARGET + table)
    for attribute in own:
        if attribute.name in outputs:
            for part in attribute.walk():
                part.writable = part.storable = False
    inputs = [attribute.name for attribute in own if attribute.name not in outputs]
    kind = register(
        NodeType(
            name,
            CONSTRAINT,
            mfn_names=(mfn,),
            attributes=own,
            compute=_compute(formula, inputs, outputs),
        )
    )
    for source in inputs:
        for part in kind.attribute(source).walk():
            for output in outputs:
                for target in kind.attribute(output).walk():
                    kind.affect(part, target)
    return kind


_REST_TRANSLATE = "restTranslate rst length3\n"
_REST_ROTATE = "restRotate rsrr angle3\n"
_register(
    "pointConstraint",
    "kPointConstraint",
    _point,
    ["constraintTranslate"],
    _CONSTRAINED.replace("constraintRotate cr angle3 -writable -storable\n", "")
    + _REST_TRANSLATE
    + "offset o length3",
)
_register(
    "orientConstraint",
    "kOrientConstraint",
    _orient,
    ["constraintRotate"],
    _CONSTRAINED
    + _REST_ROTATE
    + "offset o angle3\ninterpType int enum 0:No_Flip,1:Average,2:Shortest,3:Longest,4:Cache =1",
)
_register(
    "parentConstraint",
    "kParentConstraint",
    _parent,
    ["constraintTranslate", "constraintRotate"],
    _CONSTRAINED + _REST_TRANSLATE + _REST_ROTATE
    + "interpType int enum 0:No_Flip,1:Average,2:Shortest,3:Longest,4:Cache =1",
)  # fmt: skip
_register(
    "scaleConstraint",
    "kScaleConstraint",
    _scale,
    ["constraintScale"],
    "constraintParentInverseMatrix cpim matrix\nconstraintScale cs double3 XYZ =1\nrestScale rss double3 XYZ =1\n"
    "offset o double3 XYZ =1",
)
_register(
    "aimConstraint",
    "kAimConstraint",
    _aim,
    ["constraintRotate"],
    _CONSTRAINED
    + _REST_ROTATE
    + "offset o angle3\naimVector a double3 XYZ =1,0,0\nupVector u double3 XYZ =0,1,0\n"
    "worldUpVector wu double3 XYZ =0,1,0\nworldUpMatrix wum matrix\n"
    "worldUpType wut enum 0:Scene_Up,1:Object_Up,2:Object_Rotation_Up,3:Vector,4:None =3",
)
_register(
    "poleVectorConstraint",
    "kPoleVectorConstraint",
    _pole,
    ["constraintTranslate"],
    "constraintParentInverseMatrix cpim matrix\nconstraintRotatePivot crp length3\n"
    "constraintTranslate ct length3\npivotSpace ps matrix\n" + _REST_TRANSLATE + "offset o length3",
)


def _pair(
    inTranslate1: Array,
    inTranslate2: Array,
    inRotate1: Array,
    inRotate2: Array,
    weight: float,
    rotInterpolation: int,
    **modes: int,
) -> dict[str, Any]:
    def blend(one: Array, other: Array, names: tuple[str, ...]) -> Array:
        weights = np.array([(weight, 0.0, 1.0)[modes[name]] for name in names])
        return one * (1.0 - weights) + other * weights

    moves = tuple(f"translate{axis}Mode" for axis in "XYZ")
    turned = blend(inRotate1, inRotate2, ("rotateMode",) * 3)
    if rotInterpolation == 1 and modes["rotateMode"] == 0:
        ends = [
            maths.euler_to_quaternion(each, modes["rotateOrder"]) for each in (inRotate1, inRotate2)
        ]
        turned = maths.quaternion_to_euler(maths.slerp(*ends, weight), modes["rotateOrder"])
    return {"outTranslate": blend(inTranslate1, inTranslate2, moves), "outRotate": turned}


_MODES = "enum 0:Blend_Inputs,1:Input_1_Only,2:Input_2_Only"
PAIR_BLEND = calculator(
    "pairBlend",
    "kPairBlend",
    f"""
    inTranslate1 it1 length3
    inTranslate2 it2 length3
    inRotate1 ir1 angle3
    inRotate2 ir2 angle3
    weight w double =1 0..1 +k
    translateXMode txm {_MODES}
    translateYMode tym {_MODES}
    translateZMode tzm {_MODES}
    rotateMode rm {_MODES}
    rotateOrder ro enum 0:xyz,1:yzx,2:zxy,3:xzy,4:yxz,5:zyx
    rotInterpolation ri enum 0:Euler_Angles,1:Quaternions
    currentDriver c short
    outTranslate ot length3
    outRotate or angle3
    """,
    lambda currentDriver, **inputs: _pair(**inputs),
    "outTranslate outRotate",
    "animation",
)
for _name in (
    "inTranslate1",
    "inTranslate2",
    "inRotate1",
    "inRotate2",
    "outTranslate",
    "outRotate",
):
    _kind = PAIR_BLEND.attribute(_name)
    for _child, _letter in zip(_kind.children, "XYZ", strict=True):
        _child.name = (
            f"{_name[:-1]}{_letter}{_name[-1]}" if _name[-1].isdigit() else f"{_name}{_letter}"
        )
        _child.short = (
            f"{_kind.short[:-1]}{_letter.lower()}{_kind.short[-1]}"
            if _name[-1].isdigit()
            else _child.short
        )
