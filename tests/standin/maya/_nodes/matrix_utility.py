"""Utility nodes that make and take apart matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import maths
from maya._nodes.calculators import calculator

Array = np.ndarray
ORDERS = "0:xyz,1:yzx,2:zxy,3:xzy,4:yxz,5:zyx"


def _decompose(inputMatrix: Array, inputRotateOrder: int) -> dict[str, Any]:
    parts = maths.decompose(inputMatrix, inputRotateOrder)
    _, _, axes = maths.split_linear(inputMatrix)
    return {
        "outputTranslate": parts.translation,
        "outputRotate": parts.rotation,
        "outputScale": parts.scale,
        "outputShear": parts.shear,
        "outputQuat": maths.matrix_to_quaternion(axes),
    }


calculator(
    "decomposeMatrix",
    "kDecomposeMatrix",
    f"""
    inputMatrix imat matrix
    inputRotateOrder ro enum {ORDERS}
    outputTranslate ot length3
    outputRotate or angle3
    outputScale os double3 XYZ
    outputShear osh double3 XYZ
    outputQuat oq double4 XYZW
    """,
    _decompose,
    "outputTranslate outputRotate outputScale outputShear outputQuat",
)


def _compose(
    inputTranslate: Array,
    inputRotate: Array,
    inputScale: Array,
    inputShear: Array,
    inputQuat: Array,
    inputRotateOrder: int,
    useEulerRotation: bool,
) -> dict[str, Any]:
    rotation = inputRotate
    if not useEulerRotation:
        rotation = maths.matrix_to_euler(maths.quaternion_to_matrix(inputQuat), inputRotateOrder)
    parts = maths.TransformParts(
        translation=inputTranslate,
        rotation=rotation,
        order=inputRotateOrder,
        scale=inputScale,
        shear=inputShear,
    )
    return {"outputMatrix": maths.compose(parts)}


calculator(
    "composeMatrix",
    "kComposeMatrix",
    f"""
    inputTranslate it length3 +k
    inputRotate ir angle3 +k
    inputScale is double3 XYZ =1 +k
    inputShear ish double3 XYZ +k
    inputQuat iq double4 XYZW =0,0,0,1
    inputRotateOrder ro enum {ORDERS}
    useEulerRotation uer bool =1
    outputMatrix omat matrix
    """,
    _compose,
    "outputMatrix",
)


def _product(matrices: list[Array]) -> Array:
    result = np.eye(4)
    for matrix in matrices:
        result = result @ matrix
    return result


calculator(
    "multMatrix",
    "kMatrixMult",
    "matrixIn i matrix []\nmatrixSum o matrix",
    lambda matrixIn: {"matrixSum": _product(matrixIn)},
    "matrixSum",
).attribute("matrixIn").disconnect_behavior = 0  # type: ignore[union-attr]
calculator(
    "addMatrix",
    "kMatrixAdd",
    "matrixIn i matrix []\nmatrixSum o matrix",
    lambda matrixIn: {"matrixSum": sum(matrixIn[1:], matrixIn[0]) if matrixIn else np.eye(4)},
    "matrixSum",
)


def _weighted(wtMatrix: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "matrixSum": sum(
            (each["matrixIn"] * each["weightIn"] for each in wtMatrix), np.zeros((4, 4))
        )
    }


calculator(
    "wtAddMatrix",
    "kMatrixWtAdd",
    """
    wtMatrix i compound []
    .matrixIn m matrix
    .weightIn w double =0
    matrixSum o matrix
    """,
    _weighted,
    "matrixSum",
)


def _inverted(matrix: Array) -> Array:
    try:
        return np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return np.eye(4)


calculator(
    "inverseMatrix",
    "kInverseMatrix",
    "inputMatrix imat matrix\noutputMatrix omat matrix",
    lambda inputMatrix: {"outputMatrix": _inverted(inputMatrix)},
    "outputMatrix",
)
calculator(
    "transposeMatrix",
    "kTransposeMatrix",
    "inputMatrix imat matrix\noutputMatrix omat matrix",
    lambda inputMatrix: {"outputMatrix": np.array(inputMatrix).T},
    "outputMatrix",
)


def _point_times_matrix(vectorMultiply: bool, inPoint: Array, inMatrix: Array) -> dict[str, Any]:
    result = inPoint @ inMatrix[:3, :3]
    return {"output": result if vectorMultiply else result + inMatrix[3, :3]}


calculator(
    "pointMatrixMult",
    "kPointMatrixMult",
    """
    vectorMultiply vm bool
    inPoint ip length3 +k
    inMatrix im matrix
    output o length3
    """,
    _point_times_matrix,
    "output",
)


def _blend(start: Array, target: Array, weights: dict[str, float]) -> Array:
    one, other = maths.decompose(start), maths.decompose(target)
    turns = [maths.matrix_to_quaternion(maths.split_linear(each)[2]) for each in (start, target)]
    turn = maths.slerp(turns[0], turns[1], weights["rotate"])

    def mixed(name: str, key: str) -> Array:
        weight = weights[key]
        return getattr(one, name) * (1.0 - weight) + getattr(other, name) * weight

    parts = maths.TransformParts(
        translation=mixed("translation", "translate"),
        rotation=maths.quaternion_to_euler(turn),
        scale=mixed("scale", "scale"),
        shear=mixed("shear", "shear"),
    )
    return maths.compose(parts)


def _blend_matrix(
    enable: bool, envelope: float, inputMatrix: Array, target: list[dict[str, Any]], **spaces: Array
) -> dict[str, Any]:
    result = np.array(inputMatrix, dtype=float)
    if not enable:
        return {"outputMatrix": result}
    for each in target:
        if each["useMatrix"] is False:
            continue
        base = each["weight"] * envelope
        weights = {
            "translate": base * each["translateWeight"],
            "rotate": base * each["rotateWeight"],
            "scale": base * each["scaleWeight"],
            "shear": base * each["shearWeight"],
        }
        result = _blend(result, each["targetMatrix"], weights)
    return {"outputMatrix": spaces["preSpaceMatrix"] @ result @ spaces["postSpaceMatrix"]}


calculator(
    "blendMatrix",
    "kBlendMatrix",
    """
    enable enb bool =1
    envelope env double =1 0..1 +k
    inputMatrix imat matrix
    preSpaceMatrix premat matrix
    postSpaceMatrix pstmat matrix
    target tgt compound []
    .targetMatrix tmat matrix
    .useMatrix umat bool =1
    .weight wgt double =1
    .translateWeight twgt double =1
    .rotateWeight rwgt double =1
    .scaleWeight swgt double =1
    .shearWeight hwgt double =1
    outputMatrix omat matrix
    """,
    _blend_matrix,
    "outputMatrix",
)


def _pick(
    inputMatrix: Array, useTranslate: bool, useRotate: bool, useScale: bool, useShear: bool
) -> dict[str, Any]:
    parts = maths.decompose(inputMatrix)
    kept = maths.TransformParts()
    if useTranslate:
        kept.translation = parts.translation
    if useRotate:
        kept.rotation = parts.rotation
    if useScale:
        kept.scale = parts.scale
    if useShear:
        kept.shear = parts.shear
    return {"outputMatrix": maths.compose(kept)}


calculator(
    "pickMatrix",
    "kPickMatrix",
    """
    inputMatrix imat matrix
    useTranslate tra bool =1
    useRotate rot bool =1
    useScale scl bool =1
    useShear shr bool =1
    outputMatrix omat matrix
    """,
    _pick,
    "outputMatrix",
)
QUATERNION = "inputQuat iq double4 XYZW =0,0,0,1\n"
calculator(
    "quatToEuler",
    "kQuatToEuler",
    f"{QUATERNION}inputRotateOrder ro enum {ORDERS}\noutputRotate or angle3",
    lambda inputQuat, inputRotateOrder: {
        "outputRotate": maths.matrix_to_euler(
            maths.quaternion_to_matrix(inputQuat), inputRotateOrder
        )
    },
    "outputRotate",
)
calculator(
    "eulerToQuat",
    "kEulerToQuat",
    f"inputRotate irt angle3\ninputRotateOrder ro enum {ORDERS}\noutputQuat oq double4 XYZW",
    lambda inputRotate, inputRotateOrder: {
        "outputQuat": maths.euler_to_quaternion(inputRotate, inputRotateOrder)
    },
    "outputQuat",
)
calculator(
    "quatInvert",
    "kQuatInvert",
    f"{QUATERNION}outputQuat oq double4 XYZW",
    lambda inputQuat: {
        "outputQuat": inputQuat * np.array([-1, -1, -1, 1]) / float(inputQuat @ inputQuat)
    },
    "outputQuat",
)
calculator(
    "quatProd",
    "kQuatProd",
    "input1Quat iq1 double4 XYZW =0,0,0,1\ninput2Quat iq2 double4 XYZW =0,0,0,1\noutputQuat oq double4 XYZW",
    lambda input1Quat, input2Quat: {
        "outputQuat": maths.quaternion_multiply(input1Quat, input2Quat)
    },
    "outputQuat",
)

_CELLS = [f"in{row}{column}" for row in range(4) for column in range(4)]


def _from_numbers(**cells: float) -> dict[str, Any]:
    return {"output": np.array([cells[name] for name in _CELLS]).reshape(4, 4)}


calculator(
    "fourByFourMatrix",
    "kFourByFourMatrix",
    "\n".join(f"{name} i{name[2:]} double ={1 if name[2] == name[3] else 0} +k" for name in _CELLS)
    + "\noutput o matrix",
    _from_numbers,
    "output",
)
