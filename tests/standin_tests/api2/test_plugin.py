"""Nodes and commands of a plug-in file written for API 2.0."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from maya import cmds

PLUGIN = """
import maya.api.OpenMaya as om


def maya_useNewAPI():
    pass


class Sums(om.MPxNode):
    def compute(self, plug, block):
        if plug.array() != Sums.sums if plug.isElement else plug != Sums.sums:
            return None
        factor = block.inputValue(Sums.factor).asDouble()
        values = block.inputArrayValue(Sums.values)
        results = block.outputArrayValue(Sums.sums)
        builder = results.builder()
        total = 0.0
        while not values.isDone():
            total += factor * values.inputValue().asDouble()
            builder.addElement(values.elementLogicalIndex()).setDouble(total)
            values.next()
        results.set(builder)
        results.setAllClean()
        block.setClean(plug)
        return self

    @staticmethod
    def initialize():
        make = om.MFnNumericAttribute()
        Sums.factor = make.create("factor", "f", om.MFnNumericData.kDouble, 1.0)
        make.keyable = True
        Sums.values = make.create("values", "v", om.MFnNumericData.kDouble)
        make.array = True
        Sums.sums = make.create("sums", "s", om.MFnNumericData.kDouble)
        make.array = True
        make.usesArrayDataBuilder = True
        make.writable = False
        for attribute in (Sums.factor, Sums.values, Sums.sums):
            om.MPxNode.addAttribute(attribute)
        om.MPxNode.attributeAffects(Sums.factor, Sums.sums)
        om.MPxNode.attributeAffects(Sums.values, Sums.sums)


class Lift(om.MPxCommand):
    def doIt(self, arguments):
        database = om.MArgDatabase(Lift.syntax(), arguments)
        self.by = database.flagArgumentFloat("by", 0) if database.isFlagSet("by") else 1.0
        self.modifier = om.MDGModifier()
        objects = database.getObjectList()
        for place in range(objects.length()):
            node = om.MFnDependencyNode(objects.getDependNode(place))
            plug = node.findPlug("translateY", False)
            self.modifier.newPlugValueDouble(plug, plug.asDouble() + self.by)
        self.redoIt()

    def redoIt(self):
        self.modifier.doIt()
        self.setResult(self.by)

    def undoIt(self):
        self.modifier.undoIt()

    def isUndoable(self):
        return True

    @staticmethod
    def syntax():
        syntax = om.MSyntax()
        syntax.addFlag("by", "byHowMuch", om.MSyntax.kDouble)
        syntax.setObjectType(om.MSyntax.kSelectionList, 1)
        syntax.useSelectionAsDefault(True)
        return syntax


def initializePlugin(plugin):
    found = om.MFnPlugin(plugin, "Tests", "1.0")
    found.registerNode("runningSums", om.MTypeId(0x7F123), Sums, Sums.initialize)
    found.registerCommand("liftUp", Lift, Lift.syntax)


def uninitializePlugin(plugin):
    found = om.MFnPlugin(plugin)
    found.deregisterNode(om.MTypeId(0x7F123))
    found.deregisterCommand("liftUp")
"""


@pytest.fixture(autouse=True)
def plugin(tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "running_sums.py"
    path.write_text(PLUGIN, encoding="utf-8")
    assert cmds.loadPlugin(str(path)) == ["running_sums"]
    yield
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    cmds.unloadPlugin("running_sums")
    assert not hasattr(cmds, "liftUp")


def test_an_array_is_computed_and_follows_its_inputs() -> None:
    node = cmds.createNode("runningSums")
    for index, value in ((1, 2.0), (4, 3.0)):
        cmds.setAttr(f"{node}.values[{index}]", value)
    assert cmds.getAttr(f"{node}.sums[4]") == 5.0
    cmds.setAttr(f"{node}.factor", 10.0)
    assert cmds.getAttr(f"{node}.sums[4]") == 50.0
    assert cmds.getAttr(f"{node}.sums[1]") == 20.0
    assert cmds.getAttr(f"{node}.sums", multiIndices=True) == [1, 4]


def test_a_value_goes_on_through_a_connection() -> None:
    node = cmds.createNode("runningSums")
    box = cmds.createNode("transform")
    cmds.setAttr(f"{node}.values[0]", 2.0)
    cmds.connectAttr(f"{node}.sums[0]", f"{box}.translateX")
    cmds.setAttr(f"{node}.factor", 3.0)
    assert cmds.getAttr(f"{box}.translateX") == 6.0
    assert cmds.xform(box, query=True, worldSpace=True, translation=True) == [6.0, 0.0, 0.0]


def test_the_command_gives_a_result_and_is_undone() -> None:
    box = cmds.createNode("transform")
    assert cmds.liftUp(box, byHowMuch=2.5) == 2.5
    assert cmds.liftUp(box) == 1.0
    assert cmds.getAttr(f"{box}.ty") == 3.5
    cmds.undo()
    assert cmds.getAttr(f"{box}.ty") == 2.5
    cmds.undo()
    assert cmds.getAttr(f"{box}.ty") == 0.0
    cmds.redo()
    assert cmds.getAttr(f"{box}.ty") == 2.5


def test_wrong_flags_are_refused() -> None:
    box = cmds.createNode("transform")
    with pytest.raises(TypeError):
        cmds.liftUp(box, nothing=1)
