"""Utility nodes against numpy and scipy; the flags of the commands against the code."""

from __future__ import annotations

import inspect
import math
from pathlib import Path

import numpy as np
import pytest
from maya import cmds
from scipy.spatial.transform import Rotation

RNG = np.random.default_rng(3)


def make(kind: str, **values: object) -> str:
    node = cmds.createNode(kind)
    for name, value in values.items():
        parts = value if isinstance(value, (list, tuple, np.ndarray)) else [value]
        cmds.setAttr(f"{node}.{name}", *parts)
    return node


def read(node: str, name: str) -> np.ndarray:
    value = cmds.getAttr(f"{node}.{name}")
    return np.array(value[0] if isinstance(value, list) and isinstance(value[0], tuple) else value)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [(0, (4, 9, 2)), (1, (8, 27, 1)), (2, (2, 3, 4)), (3, (16, 729, math.sqrt(2)))],
)
def test_multiplydivide(operation: int, expected: tuple[float, ...]) -> None:
    node = make("multiplyDivide", input1=(4, 9, 2), input2=(2, 3, 0.5), operation=operation)
    assert read(node, "output") == pytest.approx(expected)


@pytest.mark.parametrize(("operation", "expected"), [(1, 9.0), (2, 1.0 - 8.0), (3, 3.0)])
def test_plusminusaverage(operation: int, expected: float) -> None:
    node = make("plusMinusAverage", operation=operation)
    cmds.setAttr(f"{node}.input1D[1]", 1)
    cmds.setAttr(f"{node}.input1D[4:5]", 3, 5)
    for index, vector in enumerate(((1, 2, 3), (3, 2, 1), (5, 5, 5))):
        cmds.setAttr(f"{node}.input3D[{index}]", *vector)
    assert cmds.getAttr(f"{node}.output1D") == pytest.approx(expected)
    assert read(node, "output3D")[0] == pytest.approx(expected)


@pytest.mark.parametrize("operation", range(6))
def test_condition(operation: int) -> None:
    tests = (np.equal, np.not_equal, np.greater, np.greater_equal, np.less, np.less_equal)
    for first, second in ((1, 2), (2, 2), (3, 2)):
        node = make("condition", operation=operation, firstTerm=first, secondTerm=second)
        assert read(node, "outColor")[0] == (0.0 if tests[operation](first, second) else 1.0)


def test_small_ones() -> None:
    assert read(make("reverse", input=(0.2, 1, 3)), "output") == pytest.approx((0.8, 0, -2))
    assert read(make("clamp", input=(5, -5, 0.5), max=(1, 1, 1)), "output") == pytest.approx(
        (1, 0, 0.5)
    )
    node = make("setRange", value=(5, 20, -1), max=(1, 1, 1), oldMax=(10, 10, 10))
    assert read(node, "outValue") == pytest.approx((0.5, 1, 0))
    assert read(make("blendColors", blender=0.25), "output") == pytest.approx((0.25, 0, 0.75))
    assert read(make("addDoubleLinear", input1=2, input2=3), "output") == 5.0
    assert read(make("distanceBetween", point2=(3, 4, 0)), "distance") == 5.0
    node = make("angleBetween", vector1=(1, 0, 0), vector2=(0, 0, 2))
    assert read(node, "angle") == pytest.approx(90)
    assert read(node, "euler") == pytest.approx((0, -90, 0), abs=1e-9)
    node = make("vectorProduct", operation=2, input1=(1, 0, 0), input2=(0, 1, 0))
    assert read(node, "output") == pytest.approx((0, 0, 1))


def test_remapvalue() -> None:
    node = make("remapValue", inputMin=10, inputMax=20, outputMin=-1, outputMax=1, inputValue=15)
    assert read(node, "outValue") == pytest.approx(0.0)
    cmds.setAttr(f"{node}.value[0].value_Interp", 0)
    assert read(node, "outValue") == -1.0
    cmds.setAttr(f"{node}.inputValue", 99)
    assert read(node, "outValue") == 1.0


def test_choice() -> None:
    node = cmds.createNode("choice")
    source = make("multiplyDivide", input1=(7, 8, 9))
    cmds.connectAttr(f"{source}.outputX", f"{node}.input[0]")
    cmds.connectAttr(f"{source}.outputY", f"{node}.input[1]")
    assert cmds.getAttr(f"{node}.output") == 7.0
    cmds.setAttr(f"{node}.selector", 1)
    assert cmds.getAttr(f"{node}.output") == 8.0


@pytest.mark.parametrize("order", range(6))
def test_compose_and_decompose(order: int) -> None:
    name = ("xyz", "yzx", "zxy", "xzy", "yxz", "zyx")[order]
    place, turn, scale = RNG.uniform(-3, 3, 3), RNG.uniform(-80, 80, 3), RNG.uniform(0.5, 2, 3)
    node = make(
        "composeMatrix",
        inputTranslate=place,
        inputRotate=turn,
        inputScale=scale,
        inputRotateOrder=order,
    )
    matrix = np.array(cmds.getAttr(f"{node}.outputMatrix")).reshape(4, 4)
    rotation = Rotation.from_euler(
        name, [turn["xyz".index(letter)] for letter in name], degrees=True
    )
    assert matrix[:3, :3] == pytest.approx(np.diag(scale) @ rotation.as_matrix().T)
    other = make("decomposeMatrix", inputRotateOrder=order)
    cmds.connectAttr(f"{node}.outputMatrix", f"{other}.inputMatrix")
    for output, expected in (("Translate", place), ("Rotate", turn), ("Scale", scale)):
        assert read(other, f"output{output}") == pytest.approx(expected)
    quaternion = read(other, "outputQuat")
    assert abs(quaternion @ rotation.as_quat()) == pytest.approx(1.0)


def test_products_of_matrices() -> None:
    one, two = RNG.uniform(-1, 1, (2, 4, 4))
    node = cmds.createNode("multMatrix")
    cmds.setAttr(f"{node}.matrixIn[0]", *one.ravel(), type="matrix")
    cmds.setAttr(f"{node}.matrixIn[3]", *two.ravel(), type="matrix")
    assert read(node, "matrixSum") == pytest.approx((one @ two).ravel())
    inverse = cmds.createNode("inverseMatrix")
    cmds.connectAttr(f"{node}.matrixSum", f"{inverse}.inputMatrix")
    assert read(inverse, "outputMatrix") == pytest.approx(np.linalg.inv(one @ two).ravel())
    total = cmds.createNode("wtAddMatrix")
    for index, matrix in enumerate((one, two)):
        cmds.setAttr(f"{total}.wtMatrix[{index}].matrixIn", *matrix.ravel(), type="matrix")
        cmds.setAttr(f"{total}.wtMatrix[{index}].weightIn", index + 1)
    assert read(total, "matrixSum") == pytest.approx((one + 2 * two).ravel())
    point = cmds.createNode("pointMatrixMult")
    cmds.setAttr(f"{point}.inMatrix", *one.ravel(), type="matrix")
    cmds.setAttr(f"{point}.inPoint", 1, 2, 3)
    assert read(point, "output") == pytest.approx((np.array([1, 2, 3, 1]) @ one)[:3])


def test_every_flag_is_handled_or_refused() -> None:
    """A flag that the code never names would be taken without effect."""
    from maya._commands import flag_tables
    from maya._commands.catalog import load_all
    from maya._commands.flags import COMMANDS

    load_all()
    # their flags are attributes, or stem and axis
    built = {
        "objectCenter",
        "matchTransform",
        "transformLimits",
        "joint",
        "camera",
        "selectType",
        "selectPref",
    }
    ours = set(flag_tables._tables())
    for name in sorted(ours & set(COMMANDS) - built):
        function = inspect.unwrap(COMMANDS[name].function)
        module = Path(inspect.getsourcefile(function))
        if module.stem not in OUR_MODULES:
            continue
        text = module.read_text(encoding="utf-8")
        text += (
            (module.with_name("deleting.py")).read_text(encoding="utf-8")
            if name == "delete"
            else ""
        )
        refused = flag_tables.NOT_DONE[name] | flag_tables.HARMLESS[name]
        flags = set(COMMANDS[name].flags)
        assert refused <= flags, name
        unknown = {flag for flag in flags - refused if f'"{flag}"' not in text}
        assert unknown <= {"children", "nice", "toggle"}, (name, unknown)


OUR_MODULES = {
    "attribute_making",
    "attribute_queries",
    "attribute_values",
    "attributes",
    "bounding_boxes",
    "connections",
    "constraints",
    "containers",
    "creating",
    "duplicating",
    "freezing",
    "graph_state",
    "hierarchy",
    "history",
    "joints",
    "listing",
    "moving",
    "namespaces",
    "nodes",
    "relatives",
    "selecting",
    "sets",
    "settings",
    "transforms",
    "undoing",
    "visibility",
}


def test_refused_flags_say_so() -> None:
    with pytest.raises(NotImplementedError, match="stand-in: duplicate -smartTransform"):
        cmds.duplicate("persp", smartTransform=True)
