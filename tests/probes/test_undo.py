from __future__ import annotations

import pytest
from maya import cmds
from maya.api import OpenMaya


@pytest.fixture(autouse=True)
def undo_is_on() -> None:
    cmds.undoInfo(state=True)


def test_values_set_by_the_api_are_not_undone() -> None:
    node = cmds.createNode("transform")
    cmds.setAttr(f"{node}.translateY", 1)
    plug = OpenMaya.MSelectionList().add(f"{node}.translateX").getPlug(0)
    plug.setDouble(5)
    cmds.undo()
    assert cmds.getAttr(f"{node}.translateX") == 5
    assert cmds.getAttr(f"{node}.translateY") == 0


def test_points_set_by_the_api_are_not_undone() -> None:
    cube = cmds.polyCube(constructionHistory=False)[0]
    mesh = OpenMaya.MFnMesh(OpenMaya.MSelectionList().add(cube).getDagPath(0))
    points = mesh.getPoints()
    points[0] = OpenMaya.MPoint(9, 9, 9)
    cmds.setAttr(f"{cube}.translateX", 1)
    mesh.setPoints(points)
    cmds.undo()
    assert cmds.pointPosition(f"{cube}.vtx[0]", local=True) == pytest.approx([9, 9, 9])


def test_a_deleted_node_comes_back_as_itself() -> None:
    node = cmds.createNode("transform", name="kept")
    cmds.setAttr(f"{node}.translateX", 2)
    identity = cmds.ls(node, uuid=True)
    handle = OpenMaya.MObjectHandle(OpenMaya.MSelectionList().add(node).getDependNode(0))
    cmds.delete(node)
    assert handle.isAlive()
    assert not handle.isValid()
    cmds.undo()
    assert handle.isValid()
    assert cmds.ls("kept", uuid=True) == identity
    assert cmds.getAttr("kept.translateX") == 2


def test_a_chunk_is_one_step() -> None:
    cmds.undoInfo(openChunk=True)
    try:
        nodes = [cmds.createNode("transform") for _ in range(3)]
    finally:
        cmds.undoInfo(closeChunk=True)
    cmds.undo()
    assert cmds.ls(nodes) == []
    cmds.redo()
    assert len(cmds.ls(nodes)) == 3
