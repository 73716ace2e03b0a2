"""ls, listRelatives, listHistory, select."""

from __future__ import annotations

import pytest
from maya import cmds


@pytest.fixture(autouse=True)
def tree() -> None:
    """root > (left > leftEnd, right), each with a locator below the ends."""
    cmds.group(empty=True, name="root")
    for name, parent in (("left", "root"), ("right", "root"), ("leftEnd", "left")):
        cmds.createNode("transform", name=name, parent=parent)
    cmds.createNode("locator", name="leftShape", parent="left")
    cmds.select(clear=True)


def test_patterns_are_sorted_and_names_keep_their_order() -> None:
    assert cmds.ls("l*") == [
        "lambert1",
        "layerManager",
        "left",
        "leftEnd",
        "leftShape",
        "lightLinker1",
        "lightList1",
    ]
    assert cmds.ls("right", "left") == ["right", "left"]
    assert cmds.ls("?eft") == ["left"]
    assert cmds.ls("root|l*") == ["left"]


def test_type_filters() -> None:
    assert cmds.ls("root", "left", "leftShape", type="locator") == ["leftShape"]
    assert cmds.ls(type="shape", dag=True, noIntermediate=True)[-1] == "leftShape"
    assert cmds.ls(type=["locator", "joint"]) == ["leftShape"]
    assert cmds.ls("l*", type="dagNode", exactType="locator") != []
    assert cmds.ls("left*", excludeType="shape") == ["left", "leftEnd"]
    assert cmds.ls("left*", transforms=True) == ["left", "leftEnd"]
    assert cmds.ls("left*", shapes=True) == ["leftShape"]


def test_dag_expands_parents_first() -> None:
    assert cmds.ls("root", dag=True) == ["root", "left", "leftEnd", "leftShape", "right"]
    assert cmds.ls("root", dag=True, leaf=True) == ["leftEnd", "leftShape", "right"]
    assert cmds.ls("root", dag=True, long=True)[1] == "|root|left"


def test_show_type_and_head_and_tail() -> None:
    assert cmds.ls("left", "leftShape", showType=True) == [
        "left",
        "transform",
        "leftShape",
        "locator",
    ]
    assert cmds.ls("left*", head=1) == ["left"]
    assert cmds.ls("left*", tail=1) == ["leftShape"]


def test_visible() -> None:
    cmds.setAttr("left.visibility", False)
    assert cmds.ls("root", dag=True, visible=True) == ["root", "right"]
    assert cmds.ls("root", dag=True, invisible=True) == ["left", "leftEnd", "leftShape"]


def test_plugs_are_listed_with_long_names() -> None:
    assert cmds.ls("left.tx") == ["left.translateX"]
    assert cmds.ls("left.tx", objectsOnly=True) == ["left"]
    assert cmds.ls("left.translate?") == ["left.translateX", "left.translateY", "left.translateZ"]


def test_components_flatten() -> None:
    cmds.polyCube(name="box")
    assert cmds.ls("box.vtx[*]") == ["box.vtx[0:7]"]
    assert cmds.ls("box.vtx[1:3]", flatten=True) == ["box.vtx[1]", "box.vtx[2]", "box.vtx[3]"]
    assert cmds.ls("box.f[*]", flatten=True) == [f"box.f[{number}]" for number in range(6)]
    assert cmds.ls("box.vtx[1:3]", objectsOnly=True) == ["boxShape"]
    cmds.select("box.vtx[2:5]")
    assert cmds.ls(selection=True) == ["box.vtx[2:5]"]


def test_selection_keeps_its_order() -> None:
    cmds.select("right", "left")
    assert cmds.ls(selection=True) == ["right", "left"]
    cmds.select("root", add=True)
    assert cmds.ls(selection=True) == ["right", "left", "root"]
    cmds.select("left", deselect=True)
    cmds.select("right", "leftEnd", toggle=True)
    assert cmds.ls(selection=True) == ["root", "leftEnd"]
    cmds.select("left", addFirst=True)
    assert cmds.ls(sl=True) == ["left", "root", "leftEnd"]
    assert cmds.ls(selection=True, type="joint") == []
    cmds.select("left", hierarchy=True)
    assert cmds.ls(sl=True) == ["left", "leftEnd", "leftShape"]
    with pytest.raises(RuntimeError):
        cmds.select([])


def test_listrelatives() -> None:
    assert cmds.listRelatives("root") == ["left", "right"]
    assert cmds.listRelatives("left") == ["leftEnd", "leftShape"]
    assert cmds.listRelatives("left", shapes=True) == ["leftShape"]
    assert cmds.listRelatives("left", children=True, type="transform") == ["leftEnd"]
    assert cmds.listRelatives("leftShape", parent=True, fullPath=True) == ["|root|left"]
    assert cmds.listRelatives("root", parent=True) is None
    assert cmds.listRelatives("right") is None
    assert cmds.listRelatives("leftShape", shapes=True) is None


def test_grandchildren_come_before_children() -> None:
    found = cmds.listRelatives("root", allDescendents=True)
    assert sorted(found) == ["left", "leftEnd", "leftShape", "right"]
    assert found.index("leftEnd") < found.index("left")
    assert found.index("leftShape") < found.index("left")


def test_instances_have_several_parents() -> None:
    cmds.instance("left", name="twin")
    assert cmds.listRelatives("leftShape", allParents=True) == ["left", "twin"]
    assert cmds.ls("leftShape", allPaths=True, long=True) == [
        "|root|left|leftShape",
        "|root|twin|leftShape",
    ]
    assert cmds.ls("twin", dag=True, shapes=True) != []
    cmds.delete("twin")
    assert cmds.listRelatives("leftShape", allParents=True) == ["left"]


def test_listhistory() -> None:
    cube, creator = cmds.polyCube(name="box")
    assert cmds.listHistory(cube) == ["boxShape", creator]
    assert cmds.listHistory(creator, future=True)[0] == creator
    assert "boxShape" in cmds.listHistory(creator, future=True)
    assert cmds.listHistory(cube, pruneDagObjects=True) == [creator]
    assert cmds.listHistory("left", levels=1) is not None


def test_filterexpand() -> None:
    cmds.polyCube(name="box")
    assert cmds.filterExpand("box", "left", selectionMask=12) == ["box"]
    assert cmds.filterExpand("box.vtx[0:1]", selectionMask=31) == ["box.vtx[0]", "box.vtx[1]"]
    assert cmds.filterExpand("left", selectionMask=12) is None


def test_selected_components_are_joined() -> None:
    cmds.polyCube(name="box")
    cmds.select("box.vtx[3]", "left", "box.vtx[1:2]", "box.f[0]", "box.vtx[7]")
    assert cmds.ls(selection=True) == ["box.vtx[1:3]", "box.vtx[7]", "left", "box.f[0]"]
    cmds.select("box.vtx[2]", deselect=True)
    assert cmds.ls(sl=True) == ["box.vtx[1]", "box.vtx[3]", "box.vtx[7]", "left", "box.f[0]"]


def test_vertices_stand_for_their_tweaks() -> None:
    cmds.polyCube(name="box")
    before = cmds.xform("box.vtx[0]", query=True, translation=True, objectSpace=True)
    cmds.setAttr("box.vtx[0]", 0, 1, 0)
    after = cmds.xform("box.vtx[0]", query=True, translation=True, objectSpace=True)
    assert after == pytest.approx([before[0], before[1] + 1, before[2]])
    assert cmds.getAttr("boxShape.pnts[0]") == [(0.0, 1.0, 0.0)]


def test_modes_that_no_flag_names_take_all_flags() -> None:
    assert cmds.about(query=True, version=True) == "2025"
    cmds.setAttr("left.tx", edit=True, lock=True)
    assert cmds.getAttr("left.tx", lock=True)
    with pytest.raises(TypeError):
        cmds.sets("left", query=True, isMember="defaultObjectSet")
