"""Modifiers change the scene and take their changes back; objects know when they are gone."""

from __future__ import annotations

import maya.api.OpenMaya as om
import maya.OpenMaya as om1
import pytest
from maya import cmds


def mobject(name: str) -> om.MObject:
    return om.MSelectionList().add(name).getDependNode(0)


def plug(name: str) -> om.MPlug:
    return om.MSelectionList().add(name).getPlug(0)


def names() -> set[str]:
    return set(cmds.ls())


def test_a_modifier_is_done_undone_and_done_again() -> None:
    cmds.createNode("transform", name="source")
    before = names()
    modifier = om.MDGModifier()
    node = modifier.createNode("multiplyDivide")
    modifier.renameNode(node, "made")
    modifier.connect(plug("source.tx"), om.MFnDependencyNode(node).findPlug("input1X", False))
    modifier.newPlugValueDouble(plug("source.ty"), 4.0)
    modifier.doIt()
    assert cmds.listConnections("made.input1X", plugs=True) == ["source.translateX"]
    assert cmds.getAttr("source.ty") == 4.0
    modifier.undoIt()
    assert names() == before
    assert cmds.getAttr("source.ty") == 0.0
    modifier.doIt()
    assert cmds.listConnections("made.input1X", plugs=True) == ["source.translateX"]


def test_reparenting_is_taken_back() -> None:
    cmds.createNode("transform", name="parent")
    cmds.createNode("transform", name="child")
    modifier = om.MDagModifier()
    modifier.reparentNode(mobject("child"), mobject("parent"))
    modifier.doIt()
    assert cmds.listRelatives("child", parent=True) == ["parent"]
    modifier.undoIt()
    assert cmds.listRelatives("child", parent=True) is None


def test_function_sets_are_not_on_the_undo_queue() -> None:
    cmds.createNode("transform", name="box")
    cmds.setAttr("box.tx", 1.0)
    plug("box.ty").setDouble(7.0)
    cmds.undo()
    assert cmds.getAttr("box.tx") == 0.0
    assert cmds.getAttr("box.ty") == 7.0


def test_handles_tell_deleted_from_alive() -> None:
    cmds.createNode("transform", name="box")
    handle = om.MObjectHandle(mobject("box"))
    assert handle.isValid() and handle.isAlive()
    cmds.delete("box")
    assert handle.isAlive() and not handle.isValid()
    cmds.undo()
    assert handle.isValid()
    cmds.file(new=True, force=True)
    assert not handle.isAlive()
    with pytest.raises(RuntimeError, match="Object does not exist"):
        om.MFnDependencyNode(handle.object())


def test_a_plug_of_a_deleted_node_has_no_value() -> None:
    cmds.createNode("transform", name="box")
    held = plug("box.tx")
    cmds.delete("box")
    with pytest.raises(RuntimeError):
        held.asDouble()


def test_a_locked_plug_is_not_set() -> None:
    cmds.createNode("transform", name="box")
    cmds.setAttr("box.tx", lock=True)
    with pytest.raises(RuntimeError):
        plug("box.tx").setDouble(1.0)


def test_objects_of_the_other_api_are_refused() -> None:
    with pytest.raises(TypeError):
        om.MFnDependencyNode(om1.MObject())
    with pytest.raises(TypeError):
        om.MVector(0, 0, 0) + om1.MVector(1, 1, 1)


def test_the_wrong_kind_of_object_is_refused() -> None:
    cmds.createNode("transform", name="box")
    with pytest.raises(RuntimeError):
        om.MFnMesh(mobject("box"))
    with pytest.raises(RuntimeError):
        om.MSelectionList().add("nobody")
    with pytest.raises(RuntimeError):
        om.MFnDependencyNode(mobject("box")).findPlug("nothing", False)


def test_messages_come_until_they_are_removed() -> None:
    cmds.createNode("transform", name="box")
    heard = []

    def changed(kind: int, one: om.MPlug, _other: om.MPlug, data: str) -> None:
        if kind & om.MNodeMessage.kAttributeSet:
            heard.append((one.name(), data))

    number = om.MNodeMessage.addAttributeChangedCallback(mobject("box"), changed, "kept")
    cmds.setAttr("box.ry", 3.0)
    om.MMessage.removeCallback(number)
    cmds.setAttr("box.ry", 5.0)
    assert heard == [("box.rotateY", "kept")]
