from __future__ import annotations

import math

import pytest
from maya import cmds
from maya.api import OpenMaya


def plug(name: str) -> OpenMaya.MPlug:
    return OpenMaya.MSelectionList().add(name).getPlug(0)


def test_a_string_that_was_never_set_is_none() -> None:
    node = cmds.createNode("network")
    cmds.addAttr(node, longName="text", dataType="string")
    assert cmds.getAttr(f"{node}.text") is None
    cmds.setAttr(f"{node}.text", "", type="string")
    assert cmds.getAttr(f"{node}.text") == ""


def test_array_elements_are_sparse_and_counted() -> None:
    node = cmds.createNode("plusMinusAverage")
    cmds.setAttr(f"{node}.input1D[7]", 1.0)
    cmds.setAttr(f"{node}.input1D[2]", 2.0)
    assert cmds.getAttr(f"{node}.input1D", multiIndices=True) == [2, 7]
    assert cmds.getAttr(f"{node}.input1D", size=True) == 2
    array = OpenMaya.MSelectionList().add(f"{node}.input1D").getPlug(0)
    assert array.elementByPhysicalIndex(1).logicalIndex() == 7


def test_an_element_that_does_not_exist_has_a_plug() -> None:
    node = cmds.createNode("plusMinusAverage")
    function = OpenMaya.MFnDependencyNode(OpenMaya.MSelectionList().add(node).getDependNode(0))
    element = function.findPlug("input1D", False).elementByLogicalIndex(5)
    assert element.logicalIndex() == 5
    element.setFloat(3.0)
    assert cmds.getAttr(f"{node}.input1D", multiIndices=True) == [5]


def test_children_follow_the_connection_of_their_parent_unlisted() -> None:
    source, target = cmds.createNode("transform"), cmds.createNode("transform")
    cmds.connectAttr(f"{source}.translate", f"{target}.translate")
    assert cmds.listConnections(f"{target}.translateX") is None
    assert cmds.listConnections(f"{target}.translate") == [source]
    cmds.setAttr(f"{source}.translateX", 3.0)
    assert cmds.getAttr(f"{target}.translateX") == 3.0
    with pytest.raises(RuntimeError):
        cmds.setAttr(f"{target}.translateX", 4.0)


def test_limits_do_not_hold_for_connected_values() -> None:
    source, target = cmds.createNode("network"), cmds.createNode("network")
    cmds.addAttr(source, longName="free", attributeType="double")
    cmds.addAttr(target, longName="limited", attributeType="double", minValue=0, maxValue=1)
    cmds.connectAttr(f"{source}.free", f"{target}.limited")
    cmds.setAttr(f"{source}.free", 5.0)
    assert cmds.getAttr(f"{target}.limited") == 5.0


def test_commands_speak_degrees_and_the_api_radians() -> None:
    node = cmds.createNode("transform")
    cmds.setAttr(f"{node}.rotateX", 90)
    assert math.isclose(plug(f"{node}.rotateX").asDouble(), math.pi / 2)


def test_nothing_found_is_none_except_for_ls() -> None:
    node = cmds.createNode("transform")
    assert cmds.ls("nothing_is_called_so") == []
    assert cmds.listRelatives(node) is None
    assert cmds.listConnections(node) is None
    assert cmds.listAttr(node, userDefined=True) is None
    pma = cmds.createNode("plusMinusAverage")
    assert cmds.getAttr(f"{pma}.input1D", multiIndices=True) is None
