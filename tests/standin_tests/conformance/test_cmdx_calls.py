"""What cmdx's README documents, each call by a test of our own: a wide user of API 2.0."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from maya import cmds
from maya.api import OpenMaya

PLUG_IN = """
import cmdx

maya_useNewAPI = True


class Doubler(cmdx.DgNode):
    name = "cmdxDoubler"
    typeid = cmdx.TypeId(0x0007FE01)
    attributes = [
        cmdx.Double("source", default=3.0),
        cmdx.Divider("Results"),
        cmdx.Double("result", writable=False, storable=False),
        cmdx.Distance("length", default=5),
        cmdx.String("label"),
        cmdx.Matrix("space"),
        cmdx.Time("moment", default=0.0),
        cmdx.Message("friend"),
    ]
    affects = [("source", "result")]

    def compute(self, plug, block):
        source, result = self.findMObject("source"), self.findMObject("result")
        if plug != result:
            return
        block.outputValue(result).setDouble(2 * block.inputValue(source).asDouble())
        block.setClean(plug)


initializePlugin = cmdx.initialize2(Doubler)
uninitializePlugin = cmdx.uninitialize2(Doubler)
"""


@pytest.fixture
def cmdx(new_scene: None) -> Iterator[Any]:
    import cmdx as module

    cmds.undoInfo(state=True)
    yield module
    module.clear()
    cmds.file(new=True, force=True)
    module.uninstall()


def test_the_legacy_syntax(cmdx: Any) -> None:
    joe = cmdx.createNode("transform", name="Joe")
    benji = cmdx.createNode("transform", name="myChild", parent=joe)
    cmdx.addAttr(joe, longName="myAttr", defaultValue=5.0, attributeType="double")
    cmdx.connectAttr(joe + ".myAttr", benji + ".tx")
    assert cmds.getAttr("myChild.tx") == 5
    cmdx.setAttr(joe + ".myAttr", 7)
    assert cmdx.getAttr(benji + ".tx") == 7
    assert cmdx.listRelatives(joe) == [benji]
    cmdx.delete(joe)
    assert not cmds.objExists("Joe")


def test_the_modern_syntax(cmdx: Any) -> None:
    joe = cmdx.createNode("transform", name="Joe")
    benji = cmdx.createNode("transform", name="myChild", parent=joe)
    joe["myAttr"] = cmdx.Double(default=5.0)
    joe["myAttr"] >> benji["translateX"]
    joe["tx"] = 4
    assert benji["tx"] == 5
    assert cmds.xform("myChild", query=True, worldSpace=True, translation=True) == [9, 0, 0]


def test_a_node_is_found_again_however_it_is_asked_for(cmdx: Any) -> None:
    node = cmdx.createNode("transform", name="parent")
    assert cmdx.encode("|parent") is node
    assert cmdx.fromHash(node.hashCode) is node
    assert cmdx.Node(OpenMaya.MSelectionList().add("parent").getDependNode(0)) is node


def test_units(cmdx: Any) -> None:
    node = cmdx.createNode("transform")
    node["translateX"] = 5
    assert node["translateX", cmdx.Meters] == pytest.approx(0.05)
    node["translateX", cmdx.Meters] = 5
    assert node["translateX"] == pytest.approx(500)
    node["rotateX", cmdx.Radians] = math.pi / 2
    assert cmds.getAttr(f"{node}.rotateX") == pytest.approx(90)


def test_connections_by_operators(cmdx: Any) -> None:
    add, multiply = cmdx.createNode("addDoubleLinear"), cmdx.createNode("multDoubleLinear")
    add["input1"] = 1
    add["input2"] = 1
    multiply["input1"] = 2
    multiply["input2"] << add["output"]
    assert multiply["output"] == 4
    assert list(multiply.connections()) == [add]
    assert multiply["input2"].connection() == add


def test_sets(cmdx: Any) -> None:
    members = cmdx.createNode("objectSet")
    member = cmdx.createNode("transform")
    members.add(member)
    assert list(members) == [member]
    assert cmds.sets(str(members), query=True) == [str(member).rpartition("|")[2]]


def test_arrays_and_compounds(cmdx: Any) -> None:
    node = cmdx.createNode("transform")
    node["myArray"] = cmdx.Double(array=True)
    node["myArray"].append(1.0)
    node["myArray"].extend([2.0, 3.0])
    assert list(node["myArray"].read()) == [1, 2, 3]
    node["myGroup"] = cmdx.Compound(children=(cmdx.Double("groupX"), cmdx.Double("groupY")))
    node["myGroup"] = (5, 6)
    assert node["groupY"] == 6


def test_matrices_and_rotations(cmdx: Any) -> None:
    parent, child, copy = (cmdx.createNode("transform") for _ in range(3))
    parent.addChild(child)
    parent["rotate"] = (0.4, 0.8, 1.5)
    matrix = child["worldMatrix"][0].asTransformationMatrix()
    copy["rotate"] = matrix.rotation()
    assert copy["rotate"].read() == pytest.approx((0.4, 0.8, 1.5))
    turned = cmdx.TransformationMatrix()
    turned.setRotation((math.pi / 2, 0, 0))
    assert (turned * cmdx.Vector(0, 1, 0)).isEquivalent(cmdx.Vector(0, 0, 1), 1e-9)
    assert cmdx.Vector(1, 0, 0) ^ cmdx.Vector(0, 1, 0) == OpenMaya.MVector(0, 0, 1)


def test_queries(cmdx: Any) -> None:
    a = cmdx.createNode("transform", "a")
    b = cmdx.createNode("transform", "b", parent=a)
    c = cmdx.createNode("transform", "c", parent=a)
    b["bAttr"] = cmdx.Double(default=5)
    c["cAttr"] = cmdx.Double(default=12)
    cmdx.createNode("mesh", "d", parent=c)
    assert a.child(query=["cAttr"]) == c
    assert a.child(query={"bAttr": 5}) == b
    assert a.child(query={"bAttr": 1}) is None
    assert a.child(contains="mesh") == c
    assert list(a.children()) == [b, c]
    assert [node.name() for node in a.descendents()] == ["b", "c", "d"]


def test_curves(cmdx: Any) -> None:
    parent = cmdx.createNode("transform")
    shape = cmdx.createNode("nurbsCurve", parent=parent)
    shape["cached"] = cmdx.NurbsCurveData(points=((0, 0, 0), (0, 1, 0), (0, 2, 0)))
    assert cmds.getAttr(f"{shape}.spans") == 2


def test_a_modifier_is_one_step_of_undo(cmdx: Any) -> None:
    with cmdx.DagModifier() as modifier:
        first = modifier.createNode("transform", name="first")
        second = modifier.createNode("transform", name="second", parent=first)
        modifier.connect(first + ".translate", second + ".translate")
        modifier.setAttr(first + ".translate", (1, 2, 3))
    assert cmds.getAttr("second.translate") == [(1, 2, 3)]
    cmds.undo()
    assert cmds.ls("first", "second") == []
    cmds.redo()
    assert cmds.getAttr("second.translate") == [(1, 2, 3)]


def test_a_failing_modifier_leaves_nothing_behind(cmdx: Any) -> None:
    modifier = cmdx.DagModifier(atomic=True)
    node = modifier.createNode("transform", name="UniqueName")
    modifier.connect(node["translateX"], node["translateY"])
    modifier.setAttr(node["translateY"], 5.0)
    with pytest.raises(cmdx.ModifierError) as caught:
        modifier.doIt()
    assert [task[0] for task in caught.value.history] == ["createNode", "connect", "setAttr"]
    assert "UniqueName" not in cmds.ls()


def test_any_function_can_be_an_undo_step(cmdx: Any) -> None:
    seen: list[str] = []
    cmdx.commit(lambda: seen.append("undo"), lambda: seen.append("redo"))
    cmds.undo()
    cmds.redo()
    assert seen == ["undo", "redo"]


def test_keys_and_time(cmdx: Any) -> None:
    node = cmdx.createNode("transform")
    node["tx"] = {1: 0.0, 50: 10.0, 100: 0.0}
    assert node["tx"].read(time=50 / 24) == pytest.approx(10)
    assert cmds.keyframe(str(node), attribute="tx", query=True) == [1, 50, 100]
    cmdx.currentTime(OpenMaya.MTime(50, OpenMaya.MTime.uiUnit()))
    assert cmds.currentTime(query=True) == 50


def test_a_declared_plug_in(cmdx: Any, tmp_path: Path) -> None:
    file = tmp_path / "cmdx_doubler.py"
    file.write_text(PLUG_IN, encoding="utf-8")
    cmds.loadPlugin(str(file))
    node = cmdx.createNode("cmdxDoubler")
    assert node["result"] == 6
    node["source"] = 5
    assert node["result"] == 10
    assert node["length", cmdx.Meters] == pytest.approx(0.05)
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    cmds.unloadPlugin("cmdx_doubler")
    assert not cmds.pluginInfo("cmdx_doubler", query=True, loaded=True)
