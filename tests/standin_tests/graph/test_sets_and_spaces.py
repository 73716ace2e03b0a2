"""sets, namespaces, containers, layers, units, undoInfo, duplicate, constraints."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds

# -- sets ----------------------------------------------------------------------------------------


def test_members() -> None:
    for name in ("a", "b"):
        cmds.group(empty=True, name=name)
    cmds.createNode("network", name="n")
    assert cmds.sets("a", "n", name="chosen") == "chosen"
    assert cmds.sets("chosen", query=True) == ["a", "n"]
    assert cmds.sets("chosen", query=True, size=True) == 2
    cmds.sets("b", addElement="chosen")
    assert cmds.sets("b", isMember="chosen")
    assert cmds.listSets(object="b") == ["chosen"]
    cmds.sets("a", "n", remove="chosen")
    assert cmds.sets("chosen", query=True) == ["b"]
    cmds.select("chosen")
    assert cmds.ls(selection=True) == ["b"]
    cmds.select("chosen", noExpand=True)
    assert cmds.ls(selection=True) == ["chosen"]
    cmds.sets(clear="chosen")
    assert cmds.sets("chosen", query=True) is None
    with pytest.raises(TypeError):
        cmds.sets("a", add="b")


def test_set_arithmetic() -> None:
    for name in "abc":
        cmds.group(empty=True, name=name)
    cmds.sets("a", "b", name="one")
    cmds.sets("b", "c", name="two")
    assert cmds.sets("two", union="one") == ["a", "b", "c"]
    assert cmds.sets("two", intersection="one") == ["b"]
    assert cmds.sets("two", subtract="one") == ["a"]
    assert cmds.sets("two", isIntersecting="one")


def test_shading_groups_exclude_each_other() -> None:
    cmds.polyCube(name="box")
    assert cmds.sets("initialShadingGroup", query=True) == ["boxShape"]
    group = cmds.sets(renderable=True, noSurfaceShader=True, empty=True, name="red")
    assert cmds.nodeType(group) == "shadingEngine"
    assert group in cmds.listConnections("renderPartition.sets")
    cmds.sets("box", edit=True, forceElement=group)
    assert cmds.sets(group, query=True) == ["boxShape"]
    assert cmds.sets("initialShadingGroup", query=True) is None
    assert cmds.listConnections("boxShape", type="shadingEngine") == ["red"]
    cmds.sets("box", forceElement="initialShadingGroup")
    assert cmds.sets("red", query=True) is None


def test_components_are_joined() -> None:
    cmds.polyCube(name="box")
    cmds.sets("box.vtx[0:2]", name="corners")
    cmds.sets("box.vtx[3]", "box.vtx[6]", add="corners")
    assert cmds.sets("corners", query=True) == ["box.vtx[0:3]", "box.vtx[6]"]
    assert cmds.sets("box.vtx[1]", isMember="corners")
    assert not cmds.sets("box.vtx[5]", isMember="corners")
    cmds.sets("box.vtx[1:2]", remove="corners")
    assert cmds.sets("corners", query=True) == ["box.vtx[0]", "box.vtx[3]", "box.vtx[6]"]


# -- namespaces ----------------------------------------------------------------------------------


def test_namespaces() -> None:
    assert cmds.namespace(add="ns") == "ns"
    with pytest.raises(RuntimeError):
        cmds.namespace(add="ns")
    assert cmds.namespace(exists="ns") and cmds.namespace(exists=":ns")
    cmds.namespace(setNamespace="ns")
    assert cmds.createNode("transform", name="a") == "ns:a"
    assert cmds.namespaceInfo(currentNamespace=True) == "ns"
    cmds.namespace(setNamespace=":")
    assert cmds.namespaceInfo(currentNamespace=True) == ":"
    assert cmds.ls("a") == []
    assert cmds.ls("a", recursive=True) == ["ns:a"]
    assert cmds.ls("*:a") == ["ns:a"]
    assert cmds.ls("ns:*") == ["ns:a"]
    assert cmds.namespaceInfo("ns", listNamespace=True) == ["ns:a"]
    assert cmds.namespaceInfo(listOnlyNamespaces=True) == ["UI", "ns", "shared"]


def test_a_full_namespace_stays_unless_told_what_to_do() -> None:
    cmds.createNode("transform", name="outer:inner:a")
    assert cmds.namespaceInfo("outer", listOnlyNamespaces=True) == ["outer:inner"]
    with pytest.raises(RuntimeError):
        cmds.namespace(removeNamespace="outer:inner")
    cmds.namespace(removeNamespace="outer:inner", mergeNamespaceWithParent=True)
    assert cmds.ls("outer:*") == ["outer:a"]
    cmds.namespace(rename=("outer", "other"))
    assert cmds.ls("other:*") == ["other:a"]
    cmds.createNode("transform", name="a")
    cmds.namespace(removeNamespace="other", mergeNamespaceWithRoot=True)
    assert cmds.ls("a*") == ["a", "a1"]
    with pytest.raises(RuntimeError):
        cmds.namespace(setNamespace="nope")
    with pytest.raises(RuntimeError):
        cmds.rename("a", "nope:a")


# -- undo ----------------------------------------------------------------------------------------


def test_undoinfo() -> None:
    cmds.flushUndo()
    assert cmds.undoInfo(query=True, undoQueueEmpty=True)
    cmds.createNode("network", name="n")
    assert cmds.undoInfo(query=True, undoName=True) == "createNode"
    cmds.undoInfo(stateWithoutFlush=False)
    cmds.createNode("network", name="m")
    cmds.undoInfo(stateWithoutFlush=True)
    cmds.undo()
    assert cmds.ls("n", "m") == ["m"]
    cmds.redo()
    cmds.undoInfo(state=False)
    cmds.undoInfo(state=True)
    assert cmds.undoInfo(query=True, undoQueueEmpty=True)
    with pytest.raises(RuntimeError):
        cmds.undo()


def test_chunks_nest() -> None:
    cmds.flushUndo()
    cmds.undoInfo(openChunk=True)
    cmds.createNode("network", name="n")
    cmds.undoInfo(openChunk=True)
    cmds.createNode("network", name="m")
    cmds.undoInfo(closeChunk=True)
    cmds.undoInfo(closeChunk=True)
    cmds.undo()
    assert cmds.ls("n", "m") == []


# -- settings ------------------------------------------------------------------------------------


def test_units_and_about() -> None:
    assert cmds.currentUnit(query=True, linear=True, fullName=True) == "centimeter"
    assert cmds.currentUnit(time="pal") == "pal"
    assert cmds.currentUnit(query=True, time=True) == "pal"
    with pytest.raises(RuntimeError):
        cmds.currentUnit(time="sundial")
    assert cmds.about(version=True) == "2025"
    assert cmds.about(apiVersion=True) // 10000 == 2025
    assert cmds.about(batch=True) is True
    assert cmds.upAxis(query=True, axis=True) == "y"
    assert cmds.convertUnit("1", fromUnit="m", toUnit="cm") == "100cm"


# -- duplicate -----------------------------------------------------------------------------------


@pytest.fixture
def family() -> None:
    cmds.group(empty=True, name="root")
    cmds.spaceLocator(name="l")
    cmds.parent("l", "root")
    cmds.setAttr("l.translate", 1, 2, 3)
    cmds.addAttr("l", longName="level", attributeType="double", keyable=True)
    cmds.setAttr("l.level", 7)
    cmds.createNode("multiplyDivide", name="md")
    cmds.connectAttr("root.translate", "md.input1")
    cmds.connectAttr("md.outputX", "l.scaleX")


def test_duplicate_copies_what_is_below(family: None) -> None:
    assert cmds.duplicate("root") == ["root1"]
    assert cmds.listRelatives("root1", allDescendents=True) == ["lShape", "l"]
    assert cmds.getAttr("root1|l.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("root1|l.level") == 7.0
    assert cmds.listConnections("root1|l.scaleX") is None
    assert cmds.ls(selection=True) == ["root1"]


def test_duplicate_flags(family: None) -> None:
    assert cmds.duplicate("root", renameChildren=True) == ["root1", "l1"]
    assert cmds.duplicate("root", parentOnly=True, name="alone") == ["alone"]
    assert cmds.listRelatives("alone") is None
    cmds.duplicate("root", inputConnections=True, name="fed")
    assert cmds.listConnections("fed|l.scaleX") == ["md"]
    made = cmds.duplicate("root", upstreamNodes=True, name="whole")
    assert made == ["whole", "md1"]
    assert cmds.listConnections("whole|l.scaleX") == ["md1"]
    assert cmds.listConnections("md1.input1") == ["whole"]
    cmds.duplicate("root", instanceLeaf=True, name="shared")
    assert len(cmds.listRelatives("shared|l|lShape", allParents=True)) == 2
    cmds.duplicate("root", transformsOnly=True, name="bare")
    assert cmds.listRelatives("bare", allDescendents=True) == ["l"]


def test_a_duplicated_mesh_is_shaded_and_free() -> None:
    cmds.polyCube(name="box")
    cmds.move(0, 1, 0, "box.vtx[0]", relative=True)
    cmds.duplicate("box", name="copy")
    assert cmds.listRelatives("copy", shapes=True) == ["copyShape"]
    assert cmds.listHistory("copy") == ["copyShape"]
    assert cmds.sets("initialShadingGroup", query=True) == ["boxShape", "copyShape"]
    one, other = (cmds.xform(f"{name}.vtx[*]", q=1, t=1, os=1) for name in ("box", "copy"))
    assert one == pytest.approx(other)


# -- constraints ---------------------------------------------------------------------------------


@pytest.fixture
def targets() -> None:
    for name, place in (("a", (0, 0, 0)), ("b", (4, 0, 0)), ("c", (1, 2, 3))):
        cmds.group(empty=True, name=name)
        cmds.setAttr(f"{name}.translate", *place)


def test_pointconstraint_weights(targets: None) -> None:
    assert cmds.pointConstraint("a", "b", "c") == ["c_pointConstraint1"]
    assert cmds.getAttr("c.translate") == [pytest.approx((2, 0, 0))]
    assert cmds.pointConstraint("c", query=True, weightAliasList=True) == ["aW0", "bW1"]
    cmds.setAttr("c_pointConstraint1.aW0", 0)
    assert cmds.getAttr("c.translateX") == 4.0
    assert cmds.pointConstraint("c_pointConstraint1", query=True, targetList=True) == ["a", "b"]
    cmds.pointConstraint("b", "c", edit=True, remove=True)
    cmds.pointConstraint("a", "c", edit=True, weight=1)
    assert cmds.getAttr("c.translateX") == 0.0


@pytest.mark.parametrize("kind", ["point", "orient", "parent", "scale"])
def test_offsets_keep_the_driven_object(targets: None, kind: str) -> None:
    cmds.setAttr("a.rotate", 10, 20, 30)
    cmds.setAttr("c.rotate", 40, 50, 60)
    cmds.setAttr("c.scale", 2, 2, 2)
    before = cmds.xform("c", q=1, ws=1, m=1)
    getattr(cmds, f"{kind}Constraint")("a", "c", maintainOffset=True)
    assert cmds.xform("c", q=1, ws=1, m=1) == pytest.approx(before)


def test_parentconstraint_is_a_parent(targets: None) -> None:
    cmds.parent("c", cmds.group(empty=True, name="p"))
    cmds.setAttr("p.rotateZ", 33)
    relation = np.array(cmds.xform("c", q=1, ws=1, m=1)).reshape(4, 4)
    cmds.parentConstraint("a", "c", maintainOffset=True)
    cmds.setAttr("a.rotate", 10, 20, 30)
    cmds.setAttr("a.translate", 5, 6, 7)
    moved = np.array(cmds.xform("a", q=1, ws=1, m=1)).reshape(4, 4)
    assert np.array(cmds.xform("c", q=1, ws=1, m=1)).reshape(4, 4) == pytest.approx(
        relation @ moved
    )


def test_aimconstraint(targets: None) -> None:
    cmds.aimConstraint("b", "c", aimVector=(0, 0, 1), upVector=(0, 1, 0))
    axes = np.array(cmds.xform("c", q=1, ws=1, m=1)).reshape(4, 4)
    direction = np.array([4, 0, 0]) - (1, 2, 3)
    assert axes[2, :3] == pytest.approx(direction / np.linalg.norm(direction))
    assert axes[1, 1] > 0


def test_constraints_go_with_their_targets(targets: None) -> None:
    cmds.pointConstraint("a", "c")
    cmds.delete("a")
    assert cmds.ls(type="constraint") == []
    cmds.orientConstraint("b", "c", skip="x")
    assert cmds.listConnections("c.rotateX") is None
    cmds.delete("c", constraints=True)
    assert cmds.ls(type="constraint") == []
    assert cmds.objExists("c")


# -- the rest ------------------------------------------------------------------------------------


def test_containers() -> None:
    cmds.createNode("network", name="n")
    assert cmds.container(name="holder", addNode=["n"]) == "holder"
    assert cmds.container("holder", query=True, nodeList=True) == ["n"]
    assert cmds.container(query=True, findContainer="n") == "holder"
    cmds.container("holder", edit=True, removeContainer=True)
    assert cmds.ls("holder", "n") == ["n"]


def test_display_layers() -> None:
    cmds.spaceLocator(name="l")
    layer = cmds.createDisplayLayer("l", name="shown", noRecurse=True)
    assert cmds.editDisplayLayerMembers(layer, query=True) == ["l"]
    cmds.setAttr("shown.visibility", False)
    assert not cmds.getAttr("l.overrideVisibility")
    cmds.editDisplayLayerMembers("defaultLayer", "l", noRecurse=True)
    assert cmds.getAttr("l.overrideVisibility")


def test_hide_and_show() -> None:
    cmds.group(cmds.spaceLocator(name="l"), name="g")
    cmds.hide("g")
    assert not cmds.getAttr("g.visibility")
    cmds.showHidden("l", above=True)
    assert cmds.getAttr("g.visibility")


def test_dirt() -> None:
    cmds.createNode("multiplyDivide", name="md")
    cmds.getAttr("md.output")
    assert not cmds.isDirty("md.outputX")
    cmds.setAttr("md.input1X", 3)
    assert cmds.isDirty("md.outputX")
    cmds.dgeval("md.outputX")
    assert not cmds.isDirty("md.outputX")
    cmds.dgdirty("md")
    assert cmds.isDirty("md.outputX")


def test_a_constraint_shares_keyed_channels(targets: None) -> None:
    cmds.setKeyframe("c.translateX", time=1, value=10)
    cmds.setKeyframe("c.translateX", time=11, value=20)
    cmds.pointConstraint("a", "c")
    assert cmds.listConnections("c.translateX") == ["pairBlend1"]
    assert cmds.getAttr("c.translateX") == 0.0
    cmds.setAttr("c.blendPoint1", 0)
    cmds.currentTime(6)
    assert cmds.getAttr("c.translate") == [pytest.approx((15, 2, 3))]
    cmds.setAttr("c.blendPoint1", 0.5)
    assert cmds.getAttr("c.translate") == [pytest.approx((7.5, 1, 1.5))]
    cmds.delete("c_pointConstraint1")
    assert not cmds.objExists("pairBlend1") and not cmds.objExists("c.blendPoint1")
    assert cmds.getAttr("c.translateX") == pytest.approx(15)
    cmds.undo()
    assert cmds.getAttr("c.translate") == [pytest.approx((7.5, 1, 1.5))]
