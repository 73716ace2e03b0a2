"""getAttr and setAttr of every type."""

from __future__ import annotations

import math

import pytest
from maya import cmds


@pytest.fixture(autouse=True)
def node() -> None:
    cmds.createNode("transform", name="n")


def test_compounds_are_lists_of_tuples() -> None:
    cmds.setAttr("n.translate", 1, 2, 3)
    cmds.setAttr("n.rotate", 10, 20, 30, type="double3")
    assert cmds.getAttr("n.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("n.rotate")[0] == pytest.approx((10.0, 20.0, 30.0))
    assert cmds.getAttr("n.t", type=True) == "double3"


def test_matrices_are_sixteen_numbers() -> None:
    cmds.setAttr("n.translate", 1, 2, 3)
    matrix = [1.0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1]
    assert cmds.getAttr("n.worldMatrix[0]") == cmds.getAttr("n.matrix") == matrix
    cmds.setAttr("n.offsetParentMatrix", matrix, type="matrix")
    cmds.setAttr("n.offsetParentMatrix", *matrix, type="matrix")
    assert cmds.getAttr("n.worldMatrix")[12:15] == [2.0, 4.0, 6.0]
    with pytest.raises(RuntimeError):
        cmds.setAttr("n.offsetParentMatrix", [1, 2, 3], type="matrix")


SHIFTED = [1.0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 7, 8, 9, 1]
TYPED = {
    "string": (["text äöü"], "text äöü"),
    "stringArray": ([2, "a", "b"], ["a", "b"]),
    "doubleArray": ([[1.5, 2.5]], [1.5, 2.5]),
    "floatArray": ([[1.5, 2.5]], [1.5, 2.5]),
    "Int32Array": ([[1, 2, 3]], [1, 2, 3]),
    "vectorArray": ([2, (1, 2, 3), (4, 5, 6)], [(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)]),
    "pointArray": ([1, (1, 2, 3, 1)], [(1.0, 2.0, 3.0, 1.0)]),
    "componentList": ([2, "vtx[0:5]", "vtx[9]"], ["vtx[0:5]", "vtx[9]"]),
    "matrix": (
        [[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 7, 8, 9, 1]],
        [1.0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 7, 8, 9, 1],
    ),
    "double3": ([1, 2, 3], [(1, 2, 3)]),
}


@pytest.mark.parametrize("kind", TYPED)
def test_typed_data(kind: str) -> None:
    values, read = TYPED[kind]
    cmds.addAttr("n", longName="data", dataType=kind)
    assert cmds.getAttr("n.data") is None
    assert cmds.getAttr("n.data", type=True) == kind
    cmds.setAttr("n.data", *values, type=kind)
    assert cmds.getAttr("n.data") == read


def test_the_wrong_type_is_refused() -> None:
    cmds.addAttr("n", longName="data", dataType="string")
    for values, flags in (
        ((5,), {}),
        (("x",), {}),
        (([1.0],), {"type": "doubleArray"}),
        ((5,), {"type": "string"}),
    ):
        with pytest.raises(RuntimeError):
            cmds.setAttr("n.data", *values, **flags)
    with pytest.raises(RuntimeError, match="Error reading data element number 1"):
        cmds.setAttr("n.translateX", "text")
    with pytest.raises(RuntimeError, match="Error reading data element number 3"):
        cmds.setAttr("n.translate", 1, 2)


def test_missing_names() -> None:
    with pytest.raises(RuntimeError, match=r"setAttr: No object matches name: n\.nope"):
        cmds.setAttr("n.nope", 1)
    with pytest.raises(ValueError, match=r"No object matches name: n\.nope"):
        cmds.getAttr("n.nope")


def test_locked_and_connected_plugs_refuse() -> None:
    cmds.setAttr("n.translate", lock=True)
    with pytest.raises(RuntimeError, match=r"'n\.translateX' is locked or connected"):
        cmds.setAttr("n.tx", 1)
    assert cmds.getAttr("n.tx", lock=True)
    assert not cmds.getAttr("n.tx", settable=True)
    cmds.setAttr("n.translate", lock=False)
    cmds.createNode("transform", name="m")
    cmds.connectAttr("m.ty", "n.ty")
    with pytest.raises(RuntimeError, match="locked or connected"):
        cmds.setAttr("n.ty", 1)
    with pytest.raises(RuntimeError):
        cmds.setAttr("n.worldMatrix[0]", [1.0] * 16, type="matrix")


def test_lock_and_value_in_one_call() -> None:
    cmds.setAttr("n.tx", 5, lock=True)
    assert cmds.getAttr("n.tx") == 5.0
    cmds.setAttr("n.tx", 6, lock=False)
    assert cmds.getAttr("n.tx") == 6.0


def test_ranges() -> None:
    cmds.addAttr("n", longName="many", attributeType="double", multi=True)
    cmds.setAttr("n.many[2:4]", 1, 2, 3)
    assert cmds.getAttr("n.many[2:4]") == [1.0, 2.0, 3.0]
    assert cmds.getAttr("n.many[*]") == [1.0, 2.0, 3.0]
    assert cmds.getAttr("n.many") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("n.many", multiIndices=True) == [2, 3, 4]
    assert cmds.getAttr("n.many", size=True) == 3
    with pytest.raises(RuntimeError):
        cmds.setAttr("n.many[2:4]", 1, 2)


def test_messages_have_no_value() -> None:
    with pytest.raises(RuntimeError, match="Message attributes have no data values"):
        cmds.getAttr("n.message")


def test_units() -> None:
    cmds.currentUnit(linear="m")
    cmds.setAttr("n.translateX", 2)
    cmds.setAttr("n.scaleX", 2)
    cmds.currentUnit(linear="cm")
    assert cmds.getAttr("n.translateX") == 200.0
    assert cmds.getAttr("n.scaleX") == 2.0
    cmds.currentUnit(angle="rad")
    cmds.setAttr("n.rotateX", math.pi / 2)
    cmds.currentUnit(angle="deg")
    assert cmds.getAttr("n.rotateX") == pytest.approx(90.0)


def test_other_times() -> None:
    cmds.connectAttr("time1.outTime", "n.translateX")
    assert cmds.getAttr("n.translateX", time=12) == 12.0
    assert cmds.getAttr("n.translateX", time="1sec") == 24.0
    cmds.addAttr("n", longName="now", attributeType="time")
    cmds.connectAttr("time1.outTime", "n.now")
    cmds.currentUnit(time="ntsc")
    assert cmds.getAttr("n.now", time="1sec") == 30.0
    assert cmds.getAttr("n.translateX", time="1sec") == 24.0  # the conversion keeps its factor


def test_float_attributes_round_to_single_precision() -> None:
    cmds.addAttr("n", longName="single", attributeType="float")
    cmds.setAttr("n.single", 0.1)
    assert cmds.getAttr("n.single") != 0.1
    assert cmds.getAttr("n.single") == pytest.approx(0.1, rel=1e-7)


def test_numpy_numbers() -> None:
    import numpy as np

    cmds.setAttr("n.translate", *np.array([1.0, 2.0, 3.0]))
    cmds.setAttr("n.visibility", np.bool_(False))
    assert cmds.getAttr("n.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("n.visibility") is False


def test_expand_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_FOLDER", "here")
    cmds.addAttr("n", longName="path", dataType="string")
    cmds.setAttr("n.path", "$STANDIN_FOLDER/x", type="string")
    assert cmds.getAttr("n.path") == "$STANDIN_FOLDER/x"
    assert cmds.getAttr("n.path", expandEnvironmentVariables=True) == "here/x"
