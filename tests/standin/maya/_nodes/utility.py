"""Arithmetic utility nodes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._nodes.calculators import calculator

Array = np.ndarray
FLAG = "operation op enum"


def _divide(one: Array, other: Array) -> Array:
    return np.where(other == 0, np.sign(one) * 100000.0, one / np.where(other == 0, 1.0, other))


def _multiply_divide(operation: int, input1: Array, input2: Array) -> dict[str, Any]:
    if operation == 0:
        result = input1
    elif operation == 1:
        result = input1 * input2
    elif operation == 2:
        result = _divide(input1, input2)
    else:
        result = np.array(
            [_power(base, exponent) for base, exponent in zip(input1, input2, strict=True)]
        )
    return {"output": result}


def _power(base: float, exponent: float) -> float:
    try:
        value = base**exponent
    except (OverflowError, ZeroDivisionError):
        return 0.0
    return value if isinstance(value, float) else 0.0


calculator(
    "multiplyDivide",
    "kMultiplyDivide",
    """
    operation op enum 0:No_operation,1:Multiply,2:Divide,3:Power =1
    input1 i1 float3 XYZ +k
    input2 i2 float3 XYZ =1 +k
    output o float3 XYZ
    """,
    _multiply_divide,
    "output",
)


def _combine(operation: int, values: list[Any], zero: Any) -> Any:
    if not values or operation == 0:
        return values[0] if values and operation == 0 else zero
    if operation == 1:
        return sum(values[1:], values[0])
    if operation == 2:
        return values[0] - sum(values[1:], zero)
    return sum(values[1:], values[0]) / len(values)


def _plus_minus_average(operation: int, **inputs: Any) -> dict[str, Any]:
    return {
        "output1D": _combine(operation, inputs["input1D"], 0.0),
        "output2D": _combine(operation, inputs["input2D"], np.zeros(2)),
        "output3D": _combine(operation, inputs["input3D"], np.zeros(3)),
    }


calculator(
    "plusMinusAverage",
    "kPlusMinusAverage",
    """
    operation op enum 0:No_operation,1:Sum,2:Subtract,3:Average =1
    input1D i1 float [] +k
    input2D i2 float2 []
    .input2Dx i2x float +k
    .input2Dy i2y float +k
    input3D i3 float3 []
    .input3Dx i3x float +k
    .input3Dy i3y float +k
    .input3Dz i3z float +k
    output1D o1 float
    output2D o2 float2
    .output2Dx o2x float
    .output2Dy o2y float
    output3D o3 float3
    .output3Dx o3x float
    .output3Dy o3y float
    .output3Dz o3z float
    """,
    _plus_minus_average,
    "output1D output2D output3D",
)
calculator(
    "addDoubleLinear",
    "kAddDoubleLinear",
    "input1 i1 length +k\ninput2 i2 length +k\noutput o length",
    lambda input1, input2: {"output": input1 + input2},
    "output",
)
calculator(
    "multDoubleLinear",
    "kMultDoubleLinear",
    "input1 i1 length +k\ninput2 i2 length +k\noutput o length",
    lambda input1, input2: {"output": input1 * input2},
    "output",
)

_TESTS = (
    lambda one, other: one == other,
    lambda one, other: one != other,
    lambda one, other: one > other,
    lambda one, other: one >= other,
    lambda one, other: one < other,
    lambda one, other: one <= other,
)
calculator(
    "condition",
    "kCondition",
    """
    operation op enum 0:Equal,1:Not_Equal,2:Greater_Than,3:Greater_or_Equal,4:Less_Than,5:Less_or_Equal +k
    firstTerm ft float +k
    secondTerm st float +k
    colorIfTrue ct color +k
    colorIfFalse cf color =1 +k
    outColor oc color
    """,
    lambda operation, firstTerm, secondTerm, colorIfTrue, colorIfFalse: {
        "outColor": colorIfTrue if _TESTS[operation](firstTerm, secondTerm) else colorIfFalse
    },
    "outColor",
)
calculator(
    "reverse",
    "kReverse",
    "input i float3 XYZ +k\noutput o float3 XYZ",
    lambda input: {"output": 1.0 - input},
    "output",
)
calculator(
    "clamp",
    "kClampColor",
    "input ip color +k\nmin mn color +k\nmax mx color +k\nrenderPassMode arp enum 0:No_contribution,1:Contribute =1\noutput op color",
    lambda input, min, max, renderPassMode: {
        "output": np.where(input > max, max, np.maximum(input, min))
    },
    "output",
)


def _set_range(
    value: Array, min: Array, max: Array, oldMin: Array, oldMax: Array
) -> dict[str, Any]:
    width = oldMax - oldMin
    inside = np.where(width == 0, 0.0, (value - oldMin) / np.where(width == 0, 1.0, width))
    result = min + inside * (max - min)
    result = np.where(value <= oldMin, min, np.where(value >= oldMax, max, result))
    return {"outValue": result}


calculator(
    "setRange",
    "kSetRange",
    """
    value v float3 XYZ +k
    min n float3 XYZ +k
    max m float3 XYZ +k
    oldMin on float3 XYZ +k
    oldMax om float3 XYZ +k
    outValue o float3 XYZ
    """,
    _set_range,
    "outValue",
)
calculator(
    "blendColors",
    "kBlendColors",
    """
    blender b float =0.5 0..1 +k
    color1 c1 color =1,0,0 +k
    color2 c2 color =0,0,1 +k
    renderPassMode arp enum 0:No_contribution,1:Contribute =1
    output op color
    """,
    lambda blender, color1, color2, renderPassMode: {
        "output": color1 * blender + color2 * (1.0 - blender)
    },
    "output",
    "utility/color",
)


def _blend_two(attributesBlender: float, current: int, input: list[float]) -> dict[str, Any]:
    values = [*input, 0.0, 0.0][:2]
    return {"output": values[0] * (1.0 - attributesBlender) + values[1] * attributesBlender}


calculator(
    "blendTwoAttr",
    "kBlendTwoAttr",
    "attributesBlender ab float +k\ncurrent c long\ninput i double [] +k\noutput o double",
    _blend_two,
    "output",
)


def _transformed(point: Array, matrix: Array, vector: bool) -> Array:
    return point @ matrix[:3, :3] + (0.0 if vector else matrix[3, :3])


def _distance(point1: Array, point2: Array, inMatrix1: Array, inMatrix2: Array) -> dict[str, Any]:
    gap = _transformed(point1, inMatrix1, False) - _transformed(point2, inMatrix2, False)
    return {"distance": math.sqrt(float(gap @ gap))}


calculator(
    "distanceBetween",
    "kDistanceBetween",
    """
    point1 p1 length3 +k
    inMatrix1 im1 matrix
    point2 p2 length3 +k
    inMatrix2 im2 matrix
    distance d length
    """,
    _distance,
    "distance",
)


def _angle_between(vector1: Array, vector2: Array) -> dict[str, Any]:
    from maya._core import maths

    lengths = float(np.linalg.norm(vector1) * np.linalg.norm(vector2))
    if lengths == 0:
        return {"axisAngle": [np.zeros(3), 0.0], "euler": np.zeros(3)}
    cross = np.cross(vector1, vector2)
    size = float(np.linalg.norm(cross))
    angle = math.atan2(size, float(vector1 @ vector2))
    axis = cross / size if size > 1e-12 else np.array([1.0, 0.0, 0.0])
    half = math.sin(angle / 2)
    quaternion = (*(axis * half), math.cos(angle / 2))
    return {"axisAngle": [axis, angle], "euler": maths.quaternion_to_euler(quaternion, 0)}


calculator(
    "angleBetween",
    "kAngleBetween",
    """
    vector1 v1 double3 XYZ =1,0,0 +k
    vector2 v2 double3 XYZ =1,0,0 +k
    axisAngle aa compound -writable
    .axis a double3 XYZ
    .angle an angle
    euler eu angle3
    """,
    _angle_between,
    "axisAngle euler",
)


def _vector_product(
    operation: int, input1: Array, input2: Array, matrix: Array, normalizeOutput: bool
) -> dict[str, Any]:
    if operation == 0:
        result = input1
    elif operation == 1:
        if normalizeOutput:
            lengths = float(np.linalg.norm(input1) * np.linalg.norm(input2))
            return {"output": np.full(3, float(input1 @ input2) / lengths if lengths else 0.0)}
        return {"output": np.full(3, float(input1 @ input2))}
    elif operation == 2:
        result = np.cross(input1, input2)
    else:
        result = _transformed(input1, matrix, vector=operation == 3)
        if operation == 4 and not np.allclose(matrix[:, 3], (0, 0, 0, 1)):
            result = result / (np.append(input1, 1.0) @ matrix)[3]
    if normalizeOutput:
        length = float(np.linalg.norm(result))
        result = result / length if length else result
    return {"output": result}


calculator(
    "vectorProduct",
    "kVectorProduct",
    """
    operation op enum 0:No_operation,1:Dot_Product,2:Cross_Product,3:Vector_Matrix_Product,4:Point_Matrix_Product =1
    input1 i1 float3 XYZ +k
    input2 i2 float3 XYZ +k
    matrix m fltMatrix
    normalizeOutput no bool
    output o float3 XYZ
    """,
    _vector_product,
    "output",
)
