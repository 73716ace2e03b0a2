"""Referenced files."""

from __future__ import annotations

import pytest
from maya import cmds


@pytest.fixture
def box(tmp_path):
    """A file with a group, a node in it and a connection."""
    path = (tmp_path / "box.ma").as_posix()
    cmds.createNode("transform", name="top0")
    cmds.createNode("transform", name="part", parent="top0")
    cmds.connectAttr("top0.scaleX", "part.scaleX")
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    return path


def test_a_reference_has_a_namespace_and_a_node(box):
    assert cmds.file(box, reference=True, namespace="A") == box
    assert cmds.ls("A:*") == ["A:part", "A:top0"]
    assert cmds.file(query=True, reference=True) == [box]
    assert cmds.referenceQuery("A:part", referenceNode=True) == "ARN"
    assert cmds.referenceQuery("ARN", filename=True) == box
    assert cmds.referenceQuery("A:part", isNodeReferenced=True)
    assert cmds.referenceQuery("ARN", namespace=True) == ":A"
    assert cmds.file(box, query=True, referenceNode=True) == "ARN"


def test_the_same_file_twice(box):
    cmds.file(box, reference=True, namespace="A")
    assert cmds.file(box, reference=True, namespace="A") == f"{box}{{1}}"
    assert cmds.file(query=True, reference=True) == [box, f"{box}{{1}}"]
    assert cmds.file(f"{box}{{1}}", query=True, namespace=True) == "A1"
    assert cmds.objExists("A1:top0|A1:part")


def test_referenced_nodes_stay(box):
    cmds.file(box, reference=True, namespace="A")
    with pytest.raises(RuntimeError):
        cmds.delete("A:part")
    with pytest.raises(RuntimeError):
        cmds.rename("A:part", "other")


def edit_everything(box):
    cmds.file(box, reference=True, namespace="A")
    cmds.setAttr("A:part.translate", 1, 2, 3, type="double3")
    cmds.addAttr("A:top0", longName="note", dataType="string")
    cmds.setAttr("A:top0.note", 'a "b"', type="string")
    cmds.createNode("transform", name="outside")
    cmds.connectAttr("A:part.rotateX", "outside.rotateX")
    cmds.connectAttr("outside.visibility", "A:part.visibility")
    cmds.disconnectAttr("A:top0.scaleX", "A:part.scaleX")


def check_everything():
    assert cmds.getAttr("A:part.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("A:top0.note") == 'a "b"'
    assert cmds.listConnections("outside.rotateX", plugs=True) == ["A:part.rotateX"]
    assert cmds.listConnections("A:part.visibility", plugs=True) == ["outside.visibility"]
    assert cmds.listConnections("A:part.scaleX") is None


def test_edits_are_saved_with_the_scene(box, tmp_path):
    edit_everything(box)
    path = (tmp_path / "main.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    text = (tmp_path / "main.ma").read_text(encoding="utf-8")
    assert 'createNode transform -n "A:part"' not in text
    assert '2 "|A:top0|A:part" "translateX" " 1"' in text
    cmds.file(path, open=True, force=True)
    check_everything()


def test_edits_survive_unloading(box):
    edit_everything(box)
    cmds.file(unloadReference="ARN")
    assert not cmds.objExists("A:part")
    assert not cmds.referenceQuery("ARN", isLoaded=True)
    assert cmds.file(box, query=True, deferReference=True)
    strings = cmds.referenceQuery("ARN", editStrings=True)
    assert 'setAttr "|A:top0|A:part.translateX" 1' in strings
    assert 'disconnectAttr "|A:top0.scaleX" "|A:top0|A:part.scaleX"' in strings
    cmds.file(loadReference="ARN")
    check_everything()


def test_cleaning_an_unloaded_reference(box):
    edit_everything(box)
    cmds.file(unloadReference="ARN")
    cmds.file(cleanReference="ARN", editCommand="setAttr")
    cmds.file(loadReference="ARN")
    assert cmds.getAttr("A:part.translate") == [(0.0, 0.0, 0.0)]
    assert cmds.listConnections("outside.rotateX", plugs=True) == ["A:part.rotateX"]


def test_removing_and_importing(box):
    cmds.file(box, reference=True, namespace="A")
    cmds.file(box, reference=True, namespace="B")
    cmds.file(removeReference=True, referenceNode="ARN")
    assert not cmds.objExists("ARN")
    assert not cmds.namespace(exists=":A")
    cmds.file(importReference=True, referenceNode="BRN")
    assert cmds.file(query=True, reference=True) == []
    assert not cmds.referenceQuery("B:part", isNodeReferenced=True)
    cmds.delete("B:top0")
    assert not cmds.objExists("B:part")


def test_nested_references(box, tmp_path):
    middle = (tmp_path / "middle.ma").as_posix()
    cmds.file(box, reference=True, namespace="inner")
    cmds.setAttr("inner:part.translateX", 4)
    cmds.file(rename=middle)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(middle, reference=True, namespace="outer")
    assert cmds.getAttr("outer:inner:part.translateX") == 4
    assert cmds.file(query=True, reference=True) == [middle]
    assert cmds.referenceQuery("outer:inner:part", filename=True) == box
    assert cmds.referenceQuery("outer:innerRN", referenceNode=True, parent=True) == "outerRN"
    cmds.setAttr("outer:inner:part.translateY", 5)
    path = (tmp_path / "top.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    assert cmds.getAttr("outer:inner:part.translate") == [(4.0, 5.0, 0.0)]


def test_a_reference_to_a_missing_file_keeps_its_edits(box, tmp_path):
    edit_everything(box)
    path = (tmp_path / "main.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    moved = tmp_path / "elsewhere.ma"
    (tmp_path / "box.ma").rename(moved)
    cmds.file(path, open=True, force=True)
    assert not cmds.referenceQuery("ARN", isLoaded=True)
    cmds.file(moved.as_posix(), loadReference="ARN")
    check_everything()


def test_edits_made_by_maya_are_understood(box, tmp_path):
    """The layout that Maya itself writes, with place holders and lines broken anywhere."""
    path = tmp_path / "real.ma"
    path.write_text(
        f"""//Maya ASCII 2025ff03 scene
file -rdi 1 -ns "A" -rfn "ARN" -op "v=0;" -typ "mayaAscii" "{box}";
file -r -ns "A" -dr 0 -rfn "ARN" -op "v=0;" -typ "mayaAscii" "{box}";
requires maya "2025ff03";
createNode transform -n "mine";
createNode reference -n "ARN";
\tsetAttr -s 2 ".phl";
\tsetAttr ".phl[1]" 0;
\tsetAttr ".phl[2]" 0;
\tsetAttr ".ed" -type "dataReferenceEdits"
\t\t"ARN"
\t\t"ARN" 0
\t\t"ARN" 4
\t\t2 "|A:top0|A:part"
\t\t"translate" " -type \\"double3\\" 0 7 0"
\t\t
\t\t2 "|A:top0|A:part" "translateX" " -av"
\t\t5 4 "ARN" "|A:top0|A:part.rotateY" "ARN.placeHolderList[1]"
\t\t""
\t\t5 3 "ARN" "|A:top0.message" "ARN.placeHolderList[2]" "";
\tsetAttr ".ptag" -type "string" "";
lockNode -l 1 ;
createNode network -n "info";
\taddAttr -ci true -sn "who" -ln "who" -at "message";
connectAttr "mine.ry" "ARN.phl[1]";
connectAttr "ARN.phl[2]" "info.who";
""",
        encoding="utf-8",
    )
    cmds.file(str(path), open=True, force=True)
    assert cmds.getAttr("A:part.translate") == [(0.0, 7.0, 0.0)]
    assert cmds.listConnections("A:part.rotateY", plugs=True) == ["mine.rotateY"]
    assert cmds.listConnections("info.who") == ["A:top0"]


def test_what_comes_from_the_file_is_no_edit(tmp_path):
    path = (tmp_path / "ball.ma").as_posix()
    ball = cmds.polySphere(name="ball")[0]
    cmds.cluster(ball, name="soft")
    cmds.setKeyframe(ball, attribute="translateX", time=1, value=1)
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(path, reference=True, namespace="A")
    box = cmds.exactWorldBoundingBox("A:ball")
    cmds.currentTime(5)
    cmds.getAttr("A:ball.worldMatrix")
    assert cmds.referenceQuery("ARN", editStrings=True) == []
    assert cmds.sets("initialShadingGroup", query=True) == ["A:ballShape"]
    cmds.file(unloadReference="ARN")
    cmds.file(loadReference="ARN")
    assert cmds.exactWorldBoundingBox("A:ball") == pytest.approx(box)
    assert cmds.referenceQuery("ARN", editStrings=True) == []
