"""What fitting, wrapping and generated blendShapes rely on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om


@pytest.fixture(autouse=True)
def undo_is_on() -> None:
    cmds.undoInfo(state=True)


def points_of(mesh: str) -> np.ndarray:
    path = om.MSelectionList().add(mesh).getDagPath(0).extendToShape()
    return np.array(om.MFnMesh(path).getPoints())[:, :3]


def plug(name: str) -> om.MPlug:
    return om.MSelectionList().add(name).getPlug(0)


def test_points_of_the_api_become_one_array() -> None:
    ball = cmds.polySphere(constructionHistory=False)[0]
    path = om.MSelectionList().add(ball).getDagPath(0).extendToShape()
    assert np.array(om.MFnMesh(path).getPoints()).shape == (om.MFnMesh(path).numVertices, 4)


def test_mesh_data_are_copied_below_a_transform_with_their_texture_coordinates() -> None:
    cmds.polySphere(name="ball", radius=2, constructionHistory=False)
    parent = cmds.createNode("transform", name="copy")
    function = om.MFnMesh()
    parent_object = om.MSelectionList().add(parent).getDependNode(0)
    function.copy(plug("ballShape.outMesh").asMObject(), parent_object)
    moved = points_of("ball") * 0.5
    function.setPoints(om.MPointArray(moved.tolist()))
    function.unlockVertexNormals(list(range(len(moved))))
    function.updateSurface()
    (shape,) = cmds.listRelatives("copy", shapes=True)
    assert points_of("copy") == pytest.approx(moved, abs=1e-6)
    assert cmds.polyEvaluate(shape, uvcoord=True) == cmds.polyEvaluate("ball", uvcoord=True)


def test_typed_values_of_a_modifier_are_undone_and_redone() -> None:
    ball = cmds.polySphere(constructionHistory=False)[0]
    rest = points_of(ball)
    node = cmds.blendShape(ball, frontOfChain=True, origin="local")[0]
    cmds.setAttr(f"{node}.weight[0]", 0)
    cmds.aliasAttr("up", f"{node}.weight[0]")
    item = f"{node}.inputTarget[0].inputTargetGroup[0].inputTargetItem[6000]"
    modifier, components = om.MDGModifier(), om.MFnComponentListData()
    holder, single = components.create(), om.MFnSingleIndexedComponent()
    component = single.create(om.MFn.kMeshVertComponent)
    single.addElements([3, 5])
    components.add(component)
    values = om.MPointArray([[0, 1, 0], [0, 2, 0]])
    modifier.newPlugValue(plug(f"{item}.inputPointsTarget"), om.MFnPointArrayData().create(values))
    modifier.newPlugValue(plug(f"{item}.inputComponentsTarget"), holder)
    modifier.doIt()
    cmds.setAttr(f"{node}.up", 1)
    wanted = rest.copy()
    wanted[[3, 5], 1] += [1, 2]
    assert points_of(ball) == pytest.approx(wanted, abs=1e-6)
    modifier.undoIt()
    assert points_of(ball) == pytest.approx(rest, abs=1e-6)
    modifier.doIt()
    assert points_of(ball) == pytest.approx(wanted, abs=1e-6)
    assert cmds.getAttr(f"{item}.inputComponentsTarget") in (["vtx[3]", "vtx[5]"],)


def test_the_input_of_the_last_deformer_may_be_taken_from_the_original() -> None:
    ball = cmds.polySphere(name="ball", constructionHistory=False)[0]
    rest = points_of(ball)
    first, handle = cmds.cluster(ball)
    cmds.setAttr(f"{handle}.translateY", 2)
    last = cmds.cluster(ball)[0]
    original = cmds.listConnections(f"{first}.input[0].inputGeometry", plugs=True)[0]
    cmds.connectAttr(original, f"{last}.input[0].inputGeometry", force=True)
    assert cmds.objExists(first)
    assert points_of(ball) == pytest.approx(rest, abs=1e-6)


def test_an_original_shape_keeps_what_its_maker_has_made() -> None:
    ball, maker = cmds.polySphere(name="ball", radius=2)
    rest = points_of(ball)
    node = cmds.cluster(ball)[0]
    original = cmds.listConnections(f"{node}.originalGeometry[0]", plugs=True)[0].split(".")[0]
    source = cmds.listConnections(f"{original}.inMesh", plugs=True, destination=False)[0]
    cmds.disconnectAttr(source, f"{original}.inMesh")
    assert cmds.objExists(maker)
    cmds.setAttr(f"{maker}.radius", 5)
    assert points_of(ball) == pytest.approx(rest, abs=1e-5)


def test_a_mesh_stays_when_its_maker_is_deleted() -> None:
    ball, maker = cmds.polySphere(radius=2)
    rest = points_of(ball)
    cmds.delete(maker)
    assert points_of(ball) == pytest.approx(rest, abs=1e-6)


def test_a_shape_at_the_end_of_a_message_is_listed_by_its_plug_and_as_its_transform() -> None:
    ball = cmds.polySphere(name="ball", constructionHistory=False)[0]
    node = cmds.createNode("network")
    cmds.addAttr(node, longName="end", attributeType="message")
    cmds.connectAttr("ballShape.message", f"{node}.end")
    assert cmds.listConnections(f"{node}.end", plugs=True) == ["ballShape.message"]
    assert cmds.listConnections(f"{node}.end") == [ball]


def test_a_matrix_of_the_world_is_set_with_pivots_shear_and_mirroring() -> None:
    group = cmds.createNode("transform", name="group")
    cmds.setAttr(f"{group}.scale", 2, 1, 0.5)
    cmds.setAttr(f"{group}.rotate", 10, 20, 30)
    one = cmds.createNode("transform", name="one", parent=group)
    two = cmds.createNode("transform", name="two", parent=group)
    cmds.setAttr(f"{one}.rotatePivot", 4, 4, 4)
    cmds.setAttr(f"{one}.rotate", 30, 0, 50)
    cmds.setAttr(f"{one}.scale", 1.5, 1, -0.5)
    numbers = cmds.xform(one, query=True, matrix=True, worldSpace=True)
    cmds.xform(two, matrix=numbers, worldSpace=True)
    found = cmds.getAttr(f"{two}.worldMatrix[0]")
    assert found == pytest.approx(cmds.getAttr(f"{one}.worldMatrix[0]"), abs=1e-6)


def test_a_referenced_mesh_with_a_deformer_has_one_visible_shape(tmp_path: Path) -> None:
    cmds.polySphere(name="ball", constructionHistory=False)
    path = tmp_path / "ball.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(str(path), reference=True, namespace="anna")
    rest = points_of("anna:ball")
    node, handle = cmds.cluster("anna:ball")
    (visible,) = cmds.listRelatives("anna:ball", shapes=True, noIntermediate=True, path=True)
    assert cmds.deformer(node, query=True, geometry=True) == [visible]
    cmds.setAttr(f"{handle}.translateY", 2)
    assert points_of(visible) == pytest.approx(rest + np.array([0, 2, 0]), abs=1e-5)
    cmds.delete(node)
    (visible,) = cmds.listRelatives("anna:ball", shapes=True, noIntermediate=True, path=True)
    assert points_of(visible) == pytest.approx(rest, abs=1e-5)
