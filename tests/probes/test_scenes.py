from __future__ import annotations

import pytest
from maya import OpenMaya, cmds, mel
from maya.api import OpenMaya as om
from maya.api import OpenMayaAnim as oma


@pytest.fixture(autouse=True)
def undo_is_on() -> None:
    cmds.undoInfo(state=True)


def linear_keys(node: str) -> None:
    for frame in (0, 10):
        cmds.setKeyframe(
            node,
            attribute="translateX",
            time=frame,
            value=frame,
            inTangentType="linear",
            outTangentType="linear",
        )


def test_a_chunk_is_called_by_its_name() -> None:
    cmds.undoInfo(openChunk=True, chunkName="Build It")
    cmds.createNode("transform")
    cmds.undoInfo(closeChunk=True)
    assert cmds.undoInfo(query=True, undoName=True) == "Build It"


def test_a_context_that_is_made_current_is_read_by_both_apis() -> None:
    node = cmds.createNode("transform", name="moving")
    linear_keys(node)
    cmds.currentTime(1)
    newer = om.MSelectionList().add(f"{node}.translateX").getPlug(0)
    names, older = OpenMaya.MSelectionList(), OpenMaya.MPlug()
    names.add(f"{node}.translateX")
    names.getPlug(0, older)
    before = om.MDGContext(om.MTime(7, om.MTime.uiUnit())).makeCurrent()
    try:
        found = newer.asDouble(), older.asDouble()
    finally:
        before.makeCurrent()
    assert found == pytest.approx((7, 7))
    assert newer.asDouble() == pytest.approx(1)


def test_the_parent_matrix_holds_the_offset_parent_matrix() -> None:
    parent = cmds.createNode("transform")
    child = cmds.createNode("transform", parent=parent)
    cmds.setAttr(f"{parent}.translateX", 2)
    offset = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 5, 0, 1]
    cmds.setAttr(f"{child}.offsetParentMatrix", *offset, type="matrix")
    assert cmds.getAttr(f"{child}.parentMatrix[0]")[12:15] == pytest.approx([2, 5, 0])


def test_a_mesh_whose_only_deformer_is_deleted_is_at_rest_with_its_original_shape() -> None:
    cube = cmds.polyCube(constructionHistory=False)[0]
    handle = cmds.cluster(cube)[1]
    cmds.setAttr(f"{handle}.translateY", 3)
    cmds.delete(cmds.ls(type="cluster"))
    assert cmds.pointPosition(f"{cube}.vtx[0]", local=True) == pytest.approx([-0.5, -0.5, 0.5])
    history = [cmds.nodeType(node) for node in cmds.listHistory(cube)]
    assert set(history) == {"mesh"}
    cmds.delete(cube, constructionHistory=True)
    assert len(cmds.listRelatives(cube, shapes=True)) == 1


def test_an_override_layer_of_full_weight_covers_what_is_below() -> None:
    node = cmds.createNode("transform", name="layered")
    cmds.setAttr(f"{node}.translateX", 4)
    layer = cmds.animLayer("over", override=True)
    cmds.animLayer(layer, edit=True, attribute=f"{node}.translateX")
    plug = cmds.animLayer(layer, query=True, layeredPlug=f"{node}.translateX")
    curve = cmds.createNode("animCurveTL")
    cmds.connectAttr(f"{curve}.output", plug, force=True)
    cmds.setKeyframe(curve, time=0, value=9)
    cmds.currentTime(0)
    assert cmds.getAttr(f"{node}.translateX") == pytest.approx(9)


def test_a_colon_in_front_names_from_the_root() -> None:
    cmds.namespace(addNamespace="inner")
    cmds.namespace(setNamespace="inner")
    try:
        node = cmds.createNode("transform", name="first")
        assert cmds.rename(node, ":inner:second") in ("inner:second", ":inner:second")
    finally:
        cmds.namespace(setNamespace=":")
    assert cmds.ls("inner:second") == ["inner:second"]


def test_a_history_switch_stands_before_the_shape() -> None:
    cube = cmds.polyCube(constructionHistory=False, name="cached")[0]
    shape = cmds.listRelatives(cube, shapes=True)[0]
    cmds.cluster(cube)
    switch = mel.eval(f'createHistorySwitch("{shape}", false)')
    assert cmds.nodeType(switch) == "historySwitch"
    assert cmds.listConnections(f"{shape}.inMesh", source=True) == [switch]


def test_keys_of_the_api_are_undone_by_their_change() -> None:
    node = cmds.createNode("animCurveTU")
    curve = oma.MFnAnimCurve(om.MSelectionList().add(node).getDependNode(0))
    change = oma.MAnimCurveChange()
    times = om.MTimeArray([om.MTime(frame, om.MTime.uiUnit()) for frame in (1, 2, 3)])
    linear = oma.MFnAnimCurve.kTangentLinear
    curve.addKeys(times, om.MDoubleArray([0.1, 0.2, 0.3]), linear, linear, False, change)
    assert cmds.keyframe(node, query=True, valueChange=True) == pytest.approx([0.1, 0.2, 0.3])
    change.undoIt()
    assert not cmds.keyframe(node, query=True, keyframeCount=True)
    change.redoIt()
    assert cmds.keyframe(node, query=True, keyframeCount=True) == 3
