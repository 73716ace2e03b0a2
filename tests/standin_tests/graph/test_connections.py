"""connectAttr, disconnectAttr, listConnections, connectionInfo."""

from __future__ import annotations

import pytest
from maya import cmds


@pytest.fixture(autouse=True)
def nodes() -> None:
    for name in ("a", "b", "c"):
        cmds.createNode("transform", name=name)
    cmds.createNode("plusMinusAverage", name="sum")


def test_connecting_carries_values_and_dirt() -> None:
    assert cmds.connectAttr("a.translate", "b.translate") == "Connected a.translate to b.translate."
    cmds.setAttr("a.translateY", 4)
    assert cmds.getAttr("b.translate") == [(0.0, 4.0, 0.0)]
    cmds.disconnectAttr("a.translate", "b.translate")
    cmds.setAttr("a.translateY", 9)
    assert cmds.getAttr("b.translateY") == 4.0


def test_an_occupied_input_needs_force() -> None:
    cmds.connectAttr("a.tx", "c.tx")
    with pytest.raises(RuntimeError, match="-force"):
        cmds.connectAttr("b.tx", "c.tx")
    cmds.connectAttr("b.tx", "c.tx", force=True)
    assert cmds.listConnections("c.tx", plugs=True) == ["b.translateX"]
    with pytest.raises(RuntimeError):
        cmds.connectAttr("b.tx", "c.tx")


def test_missing_ends_are_named() -> None:
    with pytest.raises(RuntimeError, match=r"The source attribute 'a\.nope' cannot be found"):
        cmds.connectAttr("a.nope", "b.tx")
    with pytest.raises(RuntimeError, match=r"The destination attribute 'b\.nope' cannot be found"):
        cmds.connectAttr("a.tx", "b.nope")
    with pytest.raises(RuntimeError, match="There is no connection from"):
        cmds.disconnectAttr("a.tx", "b.tx")


def test_types_must_fit() -> None:
    cmds.addAttr("a", longName="words", dataType="string")
    with pytest.raises(RuntimeError):
        cmds.connectAttr("a.words", "b.tx")
    with pytest.raises(RuntimeError):
        cmds.connectAttr("a.worldMatrix[0]", "b.tx")
    with pytest.raises(RuntimeError):
        cmds.connectAttr("b.tx", "a.worldMatrix[0]")


def test_locked_inputs_refuse() -> None:
    cmds.setAttr("b.tx", lock=True)
    with pytest.raises(RuntimeError, match="locked"):
        cmds.connectAttr("a.tx", "b.tx")
    cmds.connectAttr("a.ty", "b.ty", lock=True)
    assert cmds.getAttr("b.ty", lock=True)


def test_next_available() -> None:
    cmds.createNode("objectSet", name="group")
    cmds.connectAttr("a.message", "group.dnSetMembers", nextAvailable=True)
    cmds.connectAttr("b.message", "group.dnSetMembers", nextAvailable=True)
    assert cmds.listConnections("group.dnSetMembers") == ["a", "b"]
    with pytest.raises(RuntimeError):
        cmds.connectAttr("a.tx", "sum.input1D", nextAvailable=True)


def test_conversions_come_and_go() -> None:
    cmds.connectAttr("a.tx", "b.rx")
    cmds.setAttr("a.tx", 90)
    assert cmds.getAttr("b.rx") == pytest.approx(90)
    assert cmds.listConnections("b.rx") == ["unitConversion1"]
    assert cmds.listConnections("b.rx", skipConversionNodes=True, plugs=True) == ["a.translateX"]
    assert cmds.listConnections("a.tx", skipConversionNodes=True) == ["b"]
    assert not cmds.isConnected("a.tx", "b.rx")
    assert cmds.isConnected("a.tx", "b.rx", ignoreUnitConversion=True)
    cmds.disconnectAttr("unitConversion1.output", "b.rx")
    assert not cmds.objExists("unitConversion1")


def test_listconnections_shows_each_connection() -> None:
    cmds.connectAttr("a.tx", "sum.input1D[0]")
    cmds.connectAttr("a.ty", "sum.input1D[1]")
    cmds.connectAttr("sum.output1D", "b.tx")
    assert cmds.listConnections("sum") == ["a", "a", "b"]
    assert cmds.listConnections("sum", source=True, destination=False) == ["a", "a"]
    assert cmds.listConnections("sum", s=False, d=True, plugs=True) == ["b.translateX"]
    assert cmds.listConnections("sum.input1D", plugs=True, connections=True) == [
        "sum.input1D[0]",
        "a.translateX",
        "sum.input1D[1]",
        "a.translateY",
    ]
    assert cmds.listConnections("sum", type="transform", s=False) == ["b"]
    assert cmds.listConnections("sum", type="joint") is None
    assert cmds.listConnections("c") is None


def test_shapes_are_named_only_on_request() -> None:
    cmds.spaceLocator(name="l")
    cmds.connectAttr("a.tx", "lShape.localPositionX")
    assert cmds.listConnections("a.tx") == ["l"]
    assert cmds.listConnections("a.tx", shapes=True) == ["lShape"]


def test_connectioninfo() -> None:
    cmds.connectAttr("a.t", "b.t")
    cmds.connectAttr("a.t", "c.t")
    assert cmds.connectionInfo("b.tx", sourceFromDestination=True) == "a.translateX"
    assert cmds.connectionInfo("a.t", destinationFromSource=True) == ["b.translate", "c.translate"]
    assert cmds.connectionInfo("b.tx", isDestination=True)
    assert not cmds.connectionInfo("b.tx", isExactDestination=True)
    assert cmds.connectionInfo("b.tx", getExactDestination=True) == "b.translate"
    assert cmds.connectionInfo("a.rx", sourceFromDestination=True) == ""


def test_a_whole_compound_needs_free_children() -> None:
    cmds.connectAttr("a.tx", "b.tx")
    with pytest.raises(RuntimeError):
        cmds.connectAttr("c.t", "b.t")
    cmds.connectAttr("c.t", "b.t", force=True)
    assert cmds.listConnections("b.tx") is None
    assert cmds.listConnections("b.t", plugs=True) == ["c.translate"]
