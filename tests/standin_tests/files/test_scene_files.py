"""Saving and reading Maya ASCII files."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from maya import cmds

EVERY_FORM = """//Maya ASCII 2025ff03 scene
//Name: forms.ma
//Codeset: UTF-8
requires maya "2025ff03";
requires -nodeType "someNode" -dataType "someData" "notThere" "3.1";
currentUnit -l meter -a radian -t ntsc;
fileInfo "ours" "a \\"quoted\\" value";
createNode transform -s -n "persp";
\trename -uid "11111111-2222-3333-4444-555555555555";
\tsetAttr ".v" no;
createNode transform -n "top1";
\trename -uid "AAAAAAAA-2222-3333-4444-555555555555";
\taddAttr -ci true -sn "mode" -ln "mode" -min 0 -max 7 -en "Green:Blue=5:Red" -at "enum";
\taddAttr -ci true -k true -sn "gain" -ln "gain" -dv 2.5 -min 0 -smx 10 -at "double";
\taddAttr -ci true -sn "both" -ln "both" -at "compound" -nc 2;
\taddAttr -ci true -sn "one" -ln "one" -at "double" -p "both";
\taddAttr -ci true -m -sn "two" -ln "two" -at "long" -p "both";
\taddAttr -ci true -sn "texts" -ln "texts" -dt "stringArray";
\taddAttr -ci true -sn "notes" -ln "notes" -dt "string";
\taddAttr -ci true -sn "tint" -ln "tint" -at "double3" -nc 3;
\taddAttr -ci true -sn "tintX" -ln "tintX" -at "double" -p "tint";
\taddAttr -ci true -sn "tintY" -ln "tintY" -at "double" -p "tint";
\taddAttr -ci true -sn "tintZ" -ln "tintZ" -at "double" -p "tint";
\tsetAttr ".t" -type "double3" 1 2 3 ;
\tsetAttr -l on ".tx";
\tsetAttr ".r" -type "double3" 0 1.5707963267948966 0 ;
\tsetAttr -k off ".sx";
\tsetAttr -k on ".mode" 6;
\tsetAttr ".gain" 0.1;
\tsetAttr ".one" 4;
\tsetAttr -s 3 ".two";
\tsetAttr ".two[1]" 7;
\tsetAttr -s 2 ".two[4:5]" 8 9;
\tsetAttr ".texts" -type "stringArray" 2 "a b" "c;{d}"  ;
\tsetAttr ".notes" -type "string" (
\t\t"first\\n"
\t\t+ "second // no comment");
\tsetAttr ".tint" -type "double3" 0.25 0.5 0.75 ;
createNode mesh -n "quadShape" -p "top1";
\trename -uid "BBBBBBBB-2222-3333-4444-555555555555";
\tsetAttr -k off ".v";
\tsetAttr ".uvst[0].uvsn" -type "string" "map1";
\tsetAttr -s 4 ".uvst[0].uvsp[0:3]" -type "float2" 0 0 1 0 0 1 1 1;
\tsetAttr ".cuvs" -type "string" "map1";
\tsetAttr -s 2 ".pt";
\tsetAttr ".pt[1]" -type "float3" 0 0 0.5 ;
\tsetAttr -s 4 ".vt[0:3]"  -1 0 1 1 0 1 -1 0 -1 1 0 -1;
\tsetAttr -s 4 ".ed[0:3]"  0 1 0 0 2 1 1 3 0 2 3 0;
\tsetAttr -ch 4 ".fc[0]" -type "polyFaces"
\t\tf 4 0 2 -4 -2
\t\tmu 0 4 0 1 3 2;
\tsetAttr ".cd" -type "dataPolyComponent" Index_Data Edge 0 ;
createNode nurbsCurve -n "arcShape" -p "top1";
\tsetAttr ".cc" -type "nurbsCurve"
\t\t3 1 0 no 3
\t\t6 0 0 0 1 1 1
\t\t4
\t\t0 0 0
\t\t1 2 0
\t\t2 2 0
\t\t3 0 0;
createNode someNode -n "strange1";
\trename -uid "CCCCCCCC-2222-3333-4444-555555555555";
\taddAttr -ci true -sn "extra" -ln "extra" -at "double";
\tsetAttr ".odd[0:1]" -type "someData" 1 "two";
createNode network -n "net1";
select -ne :time1;
\tsetAttr -av -k on ".o" 12;
connectAttr "top1.tz" "top1.both.one" -l on;
connectAttr "strange1.out" "top1.ty";
relationship "link" ":lightLinker1" ":initialShadingGroup.message" ":defaultLightSet.message";
// End of forms.ma
"""


@pytest.fixture
def forms(tmp_path):
    path = tmp_path / "ein Ordner mit Umläuten" / "forms.ma"
    path.parent.mkdir()
    path.write_text(EVERY_FORM, encoding="utf-8")
    cmds.file(str(path), open=True, force=True)
    return path


def test_units_of_a_file_become_those_of_the_scene(forms):
    assert cmds.currentUnit(query=True, linear=True) == "m"
    assert cmds.currentUnit(query=True, angle=True) == "rad"
    assert cmds.currentUnit(query=True, time=True) == "ntsc"
    assert cmds.getAttr("top1.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("top1.rotateY") == pytest.approx(np.pi / 2)
    assert cmds.currentTime(query=True) == 12


def test_dynamic_attributes_are_made(forms):
    assert cmds.attributeQuery("mode", node="top1", listEnum=True) == ["Green:Blue=5:Red"]
    assert cmds.getAttr("top1.mode", asString=True) == "Red"
    assert cmds.attributeQuery("gain", node="top1", minimum=True) == [0.0]
    assert cmds.attributeQuery("gain", node="top1", listDefault=True) == [2.5]
    assert cmds.getAttr("top1.gain") == 0.1
    assert cmds.getAttr("top1.two", multiIndices=True) == [1, 4, 5]
    assert [cmds.getAttr(f"top1.two[{index}]") for index in (1, 4, 5)] == [7, 8, 9]
    assert cmds.getAttr("top1.texts") == ["a b", "c;{d}"]
    assert cmds.getAttr("top1.notes") == "first\nsecond // no comment"
    assert cmds.getAttr("top1.tint") == [(0.25, 0.5, 0.75)]


def test_states_of_plugs(forms):
    assert cmds.getAttr("top1.tx", lock=True)
    assert not cmds.getAttr("top1.sx", keyable=True)
    assert cmds.getAttr("top1.mode", keyable=True)
    assert cmds.getAttr("top1.one", lock=True)


def test_mesh_of_a_file(forms):
    assert cmds.polyEvaluate("quadShape", vertex=True, edge=True, face=True) == {
        "vertex": 4,
        "edge": 4,
        "face": 1,
    }
    points = cmds.xform("quadShape.vtx[*]", query=True, translation=True, objectSpace=True)
    expected = np.array([[-1, 0, 1], [1, 0, 1.5], [-1, 0, -1], [1, 0, -1]]) / 100.0
    np.testing.assert_allclose(np.reshape(points, (-1, 3)), expected, atol=1e-9)
    # the face runs along edges 0, 2, 3 (backwards) and 1 (backwards)
    assert cmds.polyInfo("quadShape.f[0]", faceToVertex=True)[0].split()[2:] == ["0", "1", "3", "2"]


def test_uuids_are_those_of_the_file(forms):
    assert cmds.ls("top1", uuid=True) == ["AAAAAAAA-2222-3333-4444-555555555555"]
    assert cmds.ls("BBBBBBBB-2222-3333-4444-555555555555") == ["quadShape"]


def test_what_nobody_knows_is_written_back(forms):
    assert cmds.ls(type="unknown") == ["strange1"]
    assert cmds.unknownPlugin(query=True, list=True) == ["notThere"]
    assert cmds.unknownPlugin("notThere", query=True, version=True) == "3.1"
    cmds.file(save=True, type="mayaAscii")
    text = forms.read_text(encoding="utf-8")
    assert 'requires -nodeType "someNode" -dataType "someData" "notThere" "3.1";' in text
    assert 'createNode someNode -n "strange1";' in text
    assert 'setAttr ".odd[0:1]" -type "someData" 1 "two";' in text
    assert 'setAttr ".cd" -type "dataPolyComponent" Index_Data Edge 0;' in text
    assert 'connectAttr "strange1.out" "top1.ty";' in text
    assert 'relationship "link" ":lightLinker1"' in text


def test_a_second_save_changes_nothing(forms):
    def saved():
        cmds.file(save=True, type="mayaAscii")
        return re.sub(r"//Last modified.*", "", forms.read_text(encoding="utf-8"))

    first = saved()
    cmds.file(str(forms), open=True, force=True)
    assert saved() == first


def test_only_what_differs_from_the_default_is_written(tmp_path):
    node = cmds.createNode("transform", name="plain")
    cmds.setAttr(f"{node}.translateX", 0.0)
    cmds.setAttr(f"{node}.scaleY", 1.0)
    path = tmp_path / "plain.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    block = path.read_text(encoding="utf-8").split('-n "plain";')[1].split("createNode")[0]
    assert "setAttr" not in block.split("select -ne")[0]


def test_numbers_come_back_exactly(tmp_path):
    random.seed(5)
    node = cmds.createNode("transform")
    values = [random.uniform(-1, 1) * 10.0 ** random.randint(-12, 12) for _ in range(60)]
    cmds.addAttr(node, longName="many", attributeType="double", multi=True)
    for index, value in enumerate(values):
        cmds.setAttr(f"{node}.many[{index * 2}]", value)
    cmds.addAttr(node, longName="row", dataType="doubleArray")
    cmds.setAttr(f"{node}.row", values, type="doubleArray")
    path = tmp_path / "numbers.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(str(path), open=True, force=True)
    assert [cmds.getAttr(f"{node}.many[{index * 2}]") for index in range(60)] == values
    assert cmds.getAttr(f"{node}.row") == values


def test_arrays_of_nothing_come_back_as_nothing(tmp_path):
    node = cmds.createNode("network", name="holder")
    for name, kind in (("reals", "doubleArray"), ("whole", "Int32Array"), ("places", "pointArray")):
        cmds.addAttr(node, longName=name, dataType=kind)
        arguments = [0] if kind == "pointArray" else [[]]
        cmds.setAttr(f"{node}.{name}", *arguments, type=kind)
    path = tmp_path / "nothing.ma"
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file(path.as_posix(), open=True, force=True)
    for name in ("reals", "whole", "places"):
        assert not cmds.getAttr(f"{node}.{name}")


def test_geometry_and_animation_survive(tmp_path):
    cube = cmds.polyCube(constructionHistory=False)[0]
    target = cmds.duplicate(cube)[0]
    cmds.move(0, 2, 0, f"{target}.vtx[3]", relative=True)
    blend = cmds.blendShape(target, cube)[0]
    cmds.setAttr(f"{blend}.w[0]", 0.5)
    cmds.delete(target)
    for time, value in ((1, 0.0), (11, 5.0), (20, -2.0)):
        cmds.setKeyframe(cube, attribute="translateY", time=time, value=value)

    def state():
        points = cmds.xform(f"{cube}.vtx[*]", query=True, translation=True, worldSpace=True)
        moves = [cmds.getAttr(f"{cube}.translateY", time=time) for time in (3, 7.5, 15)]
        return np.array([*points, *moves])

    before = state()
    path = tmp_path / "shapes.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(str(path), open=True, force=True)
    np.testing.assert_allclose(state(), before, atol=1e-12)
    assert cmds.aliasAttr(blend, query=True) == [target, "weight[0]"]


def test_modified_and_names(tmp_path):
    assert cmds.file(query=True, sceneName=True) == ""
    cmds.file(modified=False)
    cmds.createNode("transform")
    assert cmds.file(query=True, modified=True)
    with pytest.raises(RuntimeError, match="Unsaved changes"):
        cmds.file(new=True)
    path = (tmp_path / "a b.ma").as_posix()
    cmds.file(rename=path)
    assert cmds.file(save=True, type="mayaAscii") == path
    assert not cmds.file(query=True, modified=True)
    assert cmds.file(query=True, sceneName=True) == path
    assert cmds.file(query=True, sceneName=True, shortName=True) == "a b.ma"
    assert cmds.file(query=True, type=True) == ["mayaAscii"]
    assert cmds.file(path, query=True, exists=True)
    assert cmds.file(new=True) == "untitled"


def test_file_operations_empty_the_undo_queue(tmp_path):
    cmds.createNode("transform", name="gone")
    cmds.file(new=True, force=True)
    with pytest.raises(RuntimeError):
        cmds.undo()


def test_import_renames_what_clashes(tmp_path):
    path = (tmp_path / "box.ma").as_posix()
    group = cmds.group(cmds.createNode("transform", name="inner"), name="outer")
    cmds.addAttr(group, longName="mark", attributeType="long")
    cmds.connectAttr("inner.translateX", "outer.translateX")
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    new = cmds.file(path, i=True, returnNewNodes=True)
    assert new == ["|box_outer", "|box_outer|box_inner"]
    assert cmds.listConnections("box_outer.translateX", plugs=True) == ["box_inner.translateX"]
    assert len(set(cmds.ls("inner", "box_inner", uuid=True))) == 2
    cmds.file(path, i=True, namespace="kit")
    assert cmds.objExists("kit:outer|kit:inner")
    cmds.file(path, i=True, namespace="kit")
    assert cmds.objExists("kit1:outer|kit1:inner")


def test_export_selected_takes_what_belongs(tmp_path):
    group = cmds.group(cmds.polyCube(name="cube")[0], name="above")
    cmds.createNode("transform", name="other")
    cmds.select("cube")
    path = tmp_path / "part.ma"
    cmds.file(str(path), exportSelected=True, type="mayaAscii")
    cmds.file(str(path), open=True, force=True)
    assert cmds.objExists(f"{group}|cube|cubeShape")
    assert cmds.listConnections("cubeShape.inMesh") == ["polyCube1"]
    assert not cmds.objExists("other")


def test_a_missing_file_raises():
    with pytest.raises(RuntimeError, match="not found"):
        cmds.file("/nowhere/at all.ma", open=True, force=True)
    with pytest.raises(RuntimeError):
        cmds.file(save=True)


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    path = tmp_path / "keep.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    before = path.read_bytes()
    from maya._files import writer

    monkeypatch.setattr(writer, "_head", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cmds.file(save=True, type="mayaAscii")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_scene_messages_come_in_order(tmp_path):
    import maya.api.OpenMaya as om

    heard = []
    ids = [
        om.MSceneMessage.addCallback(
            getattr(om.MSceneMessage, f"k{name}"), lambda _, name=name: heard.append(name)
        )
        for name in ("BeforeNew", "AfterNew", "BeforeSave", "AfterSave", "BeforeOpen", "AfterOpen")
    ]
    try:
        cmds.file(new=True, force=True)
        cmds.file(rename=str(tmp_path / "m.ma"))
        cmds.file(save=True, type="mayaAscii")
        cmds.file(str(tmp_path / "m.ma"), open=True, force=True)
    finally:
        om.MMessage.removeCallbacks(ids)
    assert heard == ["BeforeNew", "AfterNew", "BeforeSave", "AfterSave", "BeforeOpen", "AfterOpen"]


def test_sparse_rows_and_matrices_in_parts(tmp_path):
    path = tmp_path / "rare.ma"
    half = float(np.sqrt(0.5))
    path.write_text(
        f"""//Maya ASCII 2025ff03 scene
requires maya "2025ff03";
currentUnit -l centimeter -a degree -t film;
createNode skinCluster -n "skin";
\tsetAttr -s 3 ".wl";
\tsetAttr ".wl[0:2].w"
\t\t2 0 0.25 3 0.75
\t\t1 3 1
\t\t0;
createNode dagPose -n "pose";
\tsetAttr ".xm[0]" -type "matrix" "xform" 1 2 1 0 0 0 0 4 5 6 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
\t\t0 0 0 1 0 0 {half!r} {half!r} 1 1 1 yes;
""",
        encoding="utf-8",
    )
    cmds.file(str(path), open=True, force=True)
    assert cmds.getAttr("skin.wl[0].w", multiIndices=True) == [0, 3]
    assert cmds.getAttr("skin.wl[0].w[3]") == 0.75
    assert cmds.getAttr("skin.wl[1].w", multiIndices=True) == [3]
    # scaled by (1, 2, 1), then turned by 90 degrees around z, then moved
    expected = [[0, 1, 0, 0], [-2, 0, 0, 0], [0, 0, 1, 0], [4, 5, 6, 1]]
    np.testing.assert_allclose(np.reshape(cmds.getAttr("pose.xm[0]"), (4, 4)), expected, atol=1e-12)


def test_instances_survive(tmp_path):
    cmds.createNode("transform", name="one")
    cmds.createNode("locator", name="mark", parent="one")
    cmds.createNode("transform", name="two")
    cmds.parent("one|mark", "two", shape=True, addObject=True)
    path = tmp_path / "instances.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(str(path), open=True, force=True)
    assert cmds.ls("mark", allPaths=True) == ["one|mark", "two|mark"]


def test_an_export_can_leave_animation_out(tmp_path):
    node = cmds.createNode("transform", name="moved")
    cmds.setKeyframe(node, attribute="translateX", time=1, value=3)
    cmds.select(node)
    for name, given, count in (("with", {}, 1), ("without", {"channels": False}, 0)):
        path = str(tmp_path / f"{name}.ma")
        cmds.select("moved")
        cmds.file(path, exportSelected=True, type="mayaAscii", **given)
        text = (tmp_path / f"{name}.ma").read_text(encoding="utf-8")
        assert text.count("createNode animCurveTL") == count
