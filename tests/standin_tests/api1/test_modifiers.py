"""Modifiers, messages and attributes made by the API."""

from __future__ import annotations

import maya.OpenMaya as om
import pytest
from maya import cmds

from .helpers import mobject, plug


def test_modifier_makes_and_takes_back() -> None:
    modifier = om.MDagModifier()
    parent = modifier.createNode("transform")
    child = modifier.createNode("transform", parent)
    modifier.renameNode(parent, "above")
    modifier.renameNode(child, "below")
    assert not cmds.ls("above")
    modifier.doIt()
    assert cmds.listRelatives("below", parent=True) == ["above"]
    modifier.undoIt()
    assert not cmds.ls("above", "below")
    modifier.doIt()
    assert cmds.listRelatives("below", parent=True) == ["above"]


def test_modifier_connects_sets_and_deletes() -> None:
    one, two = cmds.createNode("transform", name="one"), cmds.createNode("transform", name="two")
    modifier = om.MDGModifier()
    modifier.connect(plug(f"{one}.tx"), plug(f"{two}.tx"))
    modifier.newPlugValueDouble(plug(f"{one}.tx"), 4.0)
    modifier.doIt()
    assert cmds.getAttr("two.tx") == 4.0
    modifier.undoIt()
    assert cmds.listConnections("two.tx") is None
    assert cmds.getAttr("one.tx") == 0.0
    gone = om.MDGModifier()
    gone.deleteNode(mobject("one"))
    gone.doIt()
    assert not cmds.objExists("one")
    gone.undoIt()
    assert cmds.objExists("one")


def test_modifier_does_new_steps_only_once() -> None:
    modifier = om.MDGModifier()
    modifier.createNode("multiplyDivide")
    modifier.doIt()
    modifier.doIt()
    assert len(cmds.ls(type="multiplyDivide")) == 1


def test_failing_step_raises_and_leaves_nothing() -> None:
    cmds.createNode("transform", name="here")
    modifier = om.MDGModifier()
    modifier.connect(plug("here.tx"), plug("here.message"))
    with pytest.raises(RuntimeError):
        modifier.doIt()
    assert cmds.listConnections("here") is None


def test_attributes_of_all_kinds() -> None:
    node = om.MFnDependencyNode(mobject(cmds.createNode("network", name="net")))
    number, kinds = om.MFnNumericAttribute(), om.MFnNumericData
    weight = number.create("weight", "wt", kinds.kDouble, 0.5)
    number.setMin(0.0)
    number.setMax(1.0)
    number.setKeyable(True)
    node.addAttribute(weight)
    node.addAttribute(om.MFnNumericAttribute().createPoint("place", "pl"))
    tint = om.MFnNumericAttribute()
    node.addAttribute(tint.createColor("tint", "ti"))
    choice = om.MFnEnumAttribute()
    mode = choice.create("mode", "md", 1)
    choice.addField("off", 0)
    choice.addField("on", 1)
    node.addAttribute(mode)
    node.addAttribute(om.MFnUnitAttribute().create("turn", "tu", om.MFnUnitAttribute.kAngle, 0.0))
    text = om.MFnTypedAttribute()
    node.addAttribute(text.create("label", "lb", om.MFnData.kString))
    assert cmds.getAttr("net.weight") == 0.5
    assert cmds.attributeQuery("weight", node="net", range=True) == [0.0, 1.0]
    assert cmds.listAttr("net", keyable=True) == ["weight"]
    assert cmds.attributeQuery("place", node="net", listChildren=True) == [
        "placeX",
        "placeY",
        "placeZ",
    ]
    assert cmds.attributeQuery("tint", node="net", usedAsColor=True)
    assert cmds.getAttr("net.mode", asString=True) == "on"
    cmds.setAttr("net.turn", 180)
    assert plug("net.turn").asDouble() == pytest.approx(3.14159265)
    plug("net.label").setString("Grüße")
    assert cmds.getAttr("net.label") == "Grüße"
    node.removeAttribute(weight)
    assert not cmds.attributeQuery("weight", node="net", exists=True)


def test_compound_with_children_of_its_own() -> None:
    node = om.MFnDependencyNode(mobject(cmds.createNode("network", name="net")))
    number, compound = om.MFnNumericAttribute(), om.MFnCompoundAttribute()
    children = [number.create(f"part{n}", f"p{n}", om.MFnNumericData.kInt, n) for n in range(2)]
    whole = compound.create("whole", "wh")
    for child in children:
        compound.addChild(child)
    compound.setArray(True)
    node.addAttribute(whole)
    cmds.setAttr("net.whole[4].part1", 9)
    assert cmds.getAttr("net.whole[4].part0") == 0
    assert cmds.getAttr("net.whole", multiIndices=True) == [4]


def test_messages_tell_and_stop() -> None:
    seen: list[str] = []
    node = cmds.createNode("transform", name="watched")
    numbers = [
        om.MNodeMessage.addNameChangedCallback(
            mobject(node), lambda obj, old, data: seen.append(old)
        ),
        om.MDGMessage.addNodeAddedCallback(
            lambda obj, data: seen.append(om.MFnDependencyNode(obj).typeName()), "multiplyDivide"
        ),
        om.MSceneMessage.addCallback(om.MSceneMessage.kAfterNew, lambda data: seen.append("new")),
    ]
    cmds.rename("watched", "other")
    cmds.createNode("multiplyDivide")
    cmds.createNode("transform")
    cmds.file(new=True, force=True)
    assert seen == ["watched", "multiplyDivide", "new"]
    for number in numbers:
        om.MMessage.removeCallback(number)
    cmds.file(new=True, force=True)
    assert seen[-1] == "new"
    assert len(seen) == 3
    with pytest.raises(RuntimeError):
        om.MMessage.removeCallback(numbers[0])


def test_attribute_changes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    messages = []
    cmds.createNode("transform", name="watched")

    def changed(message: int, place: om.MPlug, other: om.MPlug, data: object) -> None:
        messages.append((bool(message & om.MNodeMessage.kAttributeSet), place.partialName()))
        raise ValueError("printed, not raised")

    number = om.MNodeMessage.addAttributeChangedCallback(mobject("watched"), changed)
    cmds.setAttr("watched.tx", 5)
    om.MMessage.removeCallback(number)
    assert (True, "tx") in messages
    assert "printed, not raised" in capsys.readouterr().err
