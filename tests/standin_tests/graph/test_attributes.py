"""addAttr, deleteAttr, renameAttr, aliasAttr, listAttr, attributeQuery."""

from __future__ import annotations

import pytest
from maya import cmds


@pytest.fixture(autouse=True)
def node() -> None:
    cmds.createNode("transform", name="n")


def test_numbers_with_limits() -> None:
    cmds.addAttr("n", ln="level", sn="lv", at="double", min=-1, max=2, dv=0.5, k=True)
    assert cmds.getAttr("n.level") == cmds.getAttr("n.lv") == 0.5
    assert cmds.attributeQuery("level", node="n", range=True) == [-1.0, 2.0]
    assert cmds.attributeQuery("level", node="n", listDefault=True) == [0.5]
    assert cmds.attributeQuery("lv", node="n", longName=True) == "level"
    with pytest.raises(RuntimeError, match="past its maximum value of 2"):
        cmds.setAttr("n.level", 3)
    with pytest.raises(RuntimeError, match="past its minimum value of -1"):
        cmds.setAttr("n.level", -3)
    cmds.setAttr("n.level", 3, clamp=True)
    assert cmds.getAttr("n.level") == 2.0
    cmds.addAttr("n.level", edit=True, max=9, dv=7)
    cmds.setAttr("n.level", 8)
    assert cmds.addAttr("n.level", query=True, defaultValue=True) == 7.0


def test_limits_do_not_hold_for_connections() -> None:
    cmds.addAttr("n", ln="level", at="double", min=0, max=1)
    cmds.setAttr("n.translateX", 5)
    cmds.connectAttr("n.translateX", "n.level")
    assert cmds.getAttr("n.level") == 5.0


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("bool", True, True),
        ("short", 7, 7),
        ("long", -70000, -70000),
        ("byte", 200, 200),
        ("float", 0.5, 0.5),
        ("double", 1e-12, 1e-12),
        ("doubleAngle", 45.0, pytest.approx(45.0)),
        ("doubleLinear", 3.0, 3.0),
        ("time", 12.5, 12.5),
    ],
)
def test_kinds_of_numbers(kind: str, value: float, read: float) -> None:
    cmds.addAttr("n", ln="x", sn="xx", at=kind)
    cmds.setAttr("n.xx", value)
    assert cmds.getAttr("n.xx") == read
    assert cmds.getAttr("n.xx", type=True) == kind
    assert cmds.attributeQuery("xx", node="n", attributeType=True) == kind


def test_enums() -> None:
    cmds.addAttr("n", ln="mode", at="enum", en="Off:On=5:Auto")
    assert cmds.attributeQuery("mode", node="n", listEnum=True) == ["Off:On=5:Auto"]
    cmds.setAttr("n.mode", 6)
    assert cmds.getAttr("n.mode") == 6
    assert cmds.getAttr("n.mode", asString=True) == "Auto"
    with pytest.raises(RuntimeError):
        cmds.setAttr("n.mode", 7)
    cmds.addAttr("n.mode", edit=True, enumName="A:B")
    assert cmds.addAttr("n.mode", query=True, enumName=True) == "A:B"


def test_a_compound_appears_with_its_last_child() -> None:
    cmds.addAttr("n", ln="vector", at="double3", k=True)
    for axis in "XYZ":
        assert not cmds.objExists("n.vector")
        cmds.addAttr("n", ln=f"vector{axis}", at="double", parent="vector", k=True)
    cmds.setAttr("n.vector", 1, 2, 3)
    assert cmds.getAttr("n.vector") == [(1.0, 2.0, 3.0)]
    assert cmds.attributeQuery("vector", node="n", listChildren=True) == [
        "vectorX",
        "vectorY",
        "vectorZ",
    ]
    assert cmds.attributeQuery("vectorY", node="n", listParent=True) == ["vector"]


def test_compounds_of_compounds_and_arrays() -> None:
    cmds.addAttr("n", ln="rows", at="compound", nc=2, multi=True)
    cmds.addAttr("n", ln="place", at="double3", p="rows")
    for axis in "XYZ":
        cmds.addAttr("n", ln=f"place{axis}", at="double", p="place")
    assert not cmds.objExists("n.rows")
    cmds.addAttr("n", ln="title", dt="string", p="rows")
    cmds.setAttr("n.rows[3].place", 1, 2, 3)
    cmds.setAttr("n.rows[3].title", "three", type="string")
    cmds.setAttr("n.rows[1].placeX", 9)
    assert cmds.getAttr("n.rows", multiIndices=True) == [1, 3]
    assert cmds.getAttr("n.rows", size=True) == 2
    assert cmds.getAttr("n.rows[3].place") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("n.rows[3].title") == "three"
    assert cmds.listAttr("n.rows", multi=True)[:3] == ["rows[1]", "rows[1].place", "rows[1].placeX"]


def test_refusals() -> None:
    cmds.addAttr("n", ln="x1", at="double")
    with pytest.raises(RuntimeError, match="Found no valid items"):
        cmds.addAttr("n", ln="x1", at="double")
    with pytest.raises(RuntimeError):
        cmds.addAttr("n", ln="bad name", at="double")
    with pytest.raises(RuntimeError, match="unknown"):
        cmds.addAttr("n", ln="x2", at="nonsense")
    with pytest.raises(RuntimeError):
        cmds.addAttr("n", at="double")
    with pytest.raises(RuntimeError):
        cmds.deleteAttr("n.translateX")


def test_delete_and_rename() -> None:
    cmds.addAttr("n", ln="x1", at="double")
    cmds.connectAttr("n.x1", "n.translateX")
    assert cmds.renameAttr("n.x1", "y1") == "y1"
    assert cmds.listConnections("n.translateX", plugs=True) == ["n.y1"]
    cmds.deleteAttr("n", attribute="y1")
    assert not cmds.attributeQuery("y1", node="n", exists=True)
    assert cmds.listConnections("n.translateX") is None
    cmds.setAttr("n.translateX", 3)


def test_aliases() -> None:
    cmds.addAttr("n", ln="many", at="double", multi=True)
    cmds.setAttr("n.many[4]", 2.5)
    cmds.aliasAttr("four", "n.many[4]")
    assert cmds.objExists("n.four")
    assert cmds.getAttr("n.four") == 2.5
    assert cmds.aliasAttr("n", query=True) == ["four", "many[4]"]
    assert cmds.listAttr("n.many", multi=True) == ["four"]
    assert not cmds.attributeQuery("four", node="n", exists=True)
    with pytest.raises(RuntimeError):
        cmds.aliasAttr("four", "n.many[5]")
    cmds.aliasAttr("n.four", remove=True)
    assert not cmds.objExists("n.four")


def test_proxies_follow_and_lead() -> None:
    cmds.createNode("transform", name="m")
    cmds.addAttr("n", ln="remote", proxy="m.translateX")
    cmds.setAttr("m.translateX", 4)
    assert cmds.getAttr("n.remote") == 4.0
    cmds.setAttr("n.remote", 6)
    assert cmds.getAttr("m.translateX") == 6.0


def test_listattr() -> None:
    channels = [f"{name}{axis}" for name in ("translate", "rotate", "scale") for axis in "XYZ"]
    assert cmds.listAttr("n", keyable=True) == ["visibility", *channels]
    cmds.setAttr("n.scaleX", keyable=False)
    cmds.setAttr("n.scaleY", lock=True)
    assert cmds.listAttr("n", keyable=True, unlocked=True, string="scale*") == ["scaleZ"]
    assert cmds.listAttr("n", locked=True) == ["scaleY"]
    assert cmds.listAttr("n", string="translate*") == [
        "translate",
        "translateX",
        "translateY",
        "translateZ",
    ]
    assert cmds.listAttr("n", userDefined=True) is None
    assert "t" in cmds.listAttr("n", shortNames=True)
    assert cmds.listAttr("n.translate") == ["translate", "translateX", "translateY", "translateZ"]
    cmds.setAttr("n.rotateOrder", channelBox=True)
    assert cmds.listAttr("n", channelBox=True) == ["rotateOrder"]


def test_attributequery() -> None:
    assert cmds.attributeQuery("translateX", node="n", exists=True)
    assert not cmds.attributeQuery("nope", node="n", exists=True)
    assert cmds.attributeQuery("translate", node="n", numberOfChildren=True) == [3]
    assert cmds.attributeQuery("translateX", node="n", niceName=True) == "Translate X"
    assert cmds.attributeQuery("translateX", type="transform", keyable=True)
    assert cmds.attributeQuery("worldMatrix", node="n", worldspace=True)
    assert cmds.attributeQuery("worldMatrix", node="n", multi=True)
    assert cmds.attributeQuery("message", node="n", message=True)
    assert not cmds.attributeQuery("worldMatrix", node="n", writable=True)
    assert not cmds.attributeQuery("translateX", node="n", rangeExists=True)
    with pytest.raises(RuntimeError):
        cmds.attributeQuery("nope", node="n", keyable=True)


def test_several_nodes_at_once() -> None:
    cmds.createNode("transform", name="m")
    cmds.addAttr("n", "m", ln="both", at="long")
    cmds.setAttr("n.both", 3)
    assert (cmds.getAttr("n.both"), cmds.getAttr("m.both")) == (3, 0)
    cmds.select("n", "m")
    cmds.addAttr(ln="chosen", at="bool")
    assert cmds.objExists("m.chosen")


def test_affects_and_attributeinfo() -> None:
    assert (
        "output" in cmds.affects("input1X", "md", by=True)
        if cmds.createNode("multiplyDivide", name="md")
        else False
    )
    assert "output" in cmds.attributeInfo("md", allAttributes=True)
    assert "input1" in cmds.attributeInfo("md", writable=True)
