"""createNode, rename, delete, nodeType, objExists, uuid, lockNode and the empty scene."""

from __future__ import annotations

import pytest
from maya import cmds


def test_createnode_selects_and_returns_the_free_name() -> None:
    assert cmds.createNode("transform", name="a") == "a"
    assert cmds.createNode("transform", name="a") == "a1"
    assert cmds.ls(selection=True) == ["a1"]
    cmds.createNode("transform", name="b", skipSelect=True)
    assert cmds.ls(selection=True) == ["a1"]


def test_a_shape_gets_a_transform_named_after_its_type() -> None:
    assert cmds.createNode("locator") == "locatorShape1"
    assert cmds.listRelatives("locatorShape1", parent=True) == ["locator1"]
    assert cmds.createNode("mesh") == "polySurfaceShape1"


def test_siblings_need_other_names_but_cousins_do_not() -> None:
    cmds.group(empty=True, name="one")
    cmds.group(empty=True, name="two")
    assert cmds.createNode("transform", name="arm", parent="one") == "arm"
    assert cmds.createNode("transform", name="arm", parent="two") == "two|arm"
    assert cmds.ls("arm") == ["one|arm", "two|arm"]
    with pytest.raises(ValueError, match="More than one object matches name: arm"):
        cmds.select("arm")


def test_names_without_numbers_are_unique_in_the_scene() -> None:
    cmds.group(empty=True, name="one")
    cmds.createNode("transform", parent="one")
    assert cmds.createNode("transform") == "transform2"


def test_a_missing_object_is_a_value_error() -> None:
    for name in ("select", "delete", "listRelatives", "getAttr", "listConnections"):
        with pytest.raises(ValueError, match="No object matches name: nope"):
            getattr(cmds, name)("nope")
    assert cmds.ls("nope") == []
    assert not cmds.objExists("nope")


def test_wrong_arguments_are_type_errors() -> None:
    with pytest.raises(TypeError, match="Invalid flag 'nonsense'"):
        cmds.ls(nonsense=True)
    with pytest.raises(TypeError):
        cmds.createNode("transform", name=5)
    with pytest.raises(TypeError):
        cmds.select(5)


def test_an_unknown_command_does_not_exist() -> None:
    with pytest.raises(AttributeError):
        cmds.notACommand  # noqa: B018
    assert cmds.createNode is cmds.createNode
    assert cmds.createNode.__name__ == "createNode"


def test_rename_takes_the_shape_along() -> None:
    cmds.spaceLocator(name="old1")
    assert cmds.rename("old1", "new7") == "new7"
    assert cmds.listRelatives("new7", shapes=True) == ["newShape7"]
    cmds.rename("new7", "other", ignoreShape=True)
    assert cmds.listRelatives("other", shapes=True) == ["newShape7"]


@pytest.mark.parametrize(
    ("wanted", "given"), [("a b", "a_b"), ("1a", "_1a"), ("a-b.c", "a_b_c"), ("x#", "x1")]
)
def test_rename_makes_names_legal(wanted: str, given: str) -> None:
    cmds.createNode("network", name="n")
    assert cmds.rename("n", wanted) == given


def test_rename_refuses() -> None:
    cmds.createNode("network", name="n")
    with pytest.raises(RuntimeError):
        cmds.rename("n", "§§")
    with pytest.raises(RuntimeError):
        cmds.rename("lambert1", "mine")
    with pytest.raises(RuntimeError, match="No object matches name"):
        cmds.rename("nope", "n2")
    cmds.lockNode("n", lock=True)
    with pytest.raises(RuntimeError, match="locked"):
        cmds.rename("n", "m")
    with pytest.raises(RuntimeError):
        cmds.delete("n")


def test_nodetype() -> None:
    cmds.spaceLocator(name="l")
    assert cmds.nodeType("l") == "transform"
    assert cmds.nodeType("lShape") == "locator"
    assert cmds.nodeType("l", inherited=True) == ["containerBase", "entity", "dagNode", "transform"]
    assert cmds.nodeType("l", apiType=True) == "kTransform"
    assert "joint" in cmds.nodeType("transform", derived=True, isTypeName=True)
    assert cmds.objectType("lShape", isAType="shape")
    assert not cmds.objectType("lShape", isType="shape")
    with pytest.raises(RuntimeError):
        cmds.nodeType("nonsense", isTypeName=True)


def test_uuids_name_nodes() -> None:
    cmds.createNode("transform", name="a")
    uuid = cmds.ls("a", uuid=True)[0]
    assert cmds.ls(uuid) == ["a"]
    other = "11111111-2222-3333-4444-555555555555"
    assert cmds.rename("a", other, uuid=True) == other
    assert cmds.ls(uuid) == []
    assert cmds.ls(other, long=True) == ["|a"]


def test_delete_takes_what_is_below_and_leaves_the_rest() -> None:
    cmds.group(empty=True, name="root")
    cmds.spaceLocator(name="l")
    cmds.parent("l", "root")
    cmds.createNode("network", name="n")
    cmds.addAttr("n", longName="owner", attributeType="message")
    cmds.connectAttr("l.message", "n.owner")
    cmds.delete("root")
    assert cmds.ls("root", "l", "lShape", "n") == ["n"]
    assert cmds.listConnections("n") is None


def test_a_conversion_goes_with_what_it_serves() -> None:
    cmds.createNode("transform", name="a")
    cmds.createNode("transform", name="b")
    cmds.connectAttr("a.translateX", "b.rotateX")
    assert cmds.ls(type="unitConversion") == ["unitConversion1"]
    cmds.delete("b")
    assert cmds.ls(type="unitConversion") == []


def test_the_empty_scene() -> None:
    found = cmds.ls()
    assert found[0] == "time1"
    for name, kind in (
        ("initialShadingGroup", "shadingEngine"),
        ("lambert1", "lambert"),
        ("standardSurface1", "standardSurface"),
        ("defaultRenderGlobals", "renderGlobals"),
        ("perspShape", "camera"),
        ("defaultLayer", "displayLayer"),
        ("renderPartition", "partition"),
    ):
        assert name in found
        assert cmds.nodeType(name) == kind
    assert cmds.ls(assemblies=True) == ["persp", "top", "front", "side"]
    assert cmds.ls(selection=True) == []
    for name in ("lambert1", "persp", "defaultLayer"):
        with pytest.raises(RuntimeError):
            cmds.delete(name)
    assert cmds.sets("initialShadingGroup", query=True) is None
    assert cmds.listConnections("initialShadingGroup.surfaceShader") == ["standardSurface1"]


def test_an_unknown_type_makes_a_node_that_is_no_use() -> None:
    name = cmds.createNode("noSuchType")
    assert cmds.nodeType(name) == "unknown"
    with pytest.raises(RuntimeError, match="setAttr: No object matches name"):
        cmds.setAttr(f"{name}.anything", 1)
    with pytest.raises(RuntimeError):
        cmds.createNode("dagNode")
