"""Undo takes back everything that a command did, redo does it again, exactly."""

from __future__ import annotations

import pytest
from maya import cmds

from tests.standin_tests.graph.scene_state import snapshot


@pytest.fixture(autouse=True)
def scene() -> None:
    """A small scene with hierarchy, connections, sets, dynamic attributes and a mesh."""
    cmds.group(empty=True, name="root")
    cmds.group(empty=True, name="middle", parent="root")
    cmds.spaceLocator(name="leaf")
    cmds.parent("leaf", "middle")
    cmds.setAttr("middle.translate", 1, 2, 3)
    cmds.setAttr("middle.rotate", 10, 20, 30)
    cmds.group(empty=True, name="other")
    cmds.createNode("multiplyDivide", name="md")
    cmds.connectAttr("root.translate", "md.input1")
    cmds.connectAttr("md.outputX", "other.rotateX")
    cmds.addAttr("other", longName="level", attributeType="double", keyable=True)
    cmds.addAttr("other", longName="label", dataType="string")
    cmds.addAttr("other", longName="many", attributeType="double", multi=True)
    cmds.setAttr("other.many[0:2]", 1, 2, 3)
    cmds.aliasAttr("first", "other.many[0]")
    cmds.sets("leaf", name="chosen")
    cmds.namespace(add="space")
    cmds.createNode("transform", name="space:inside")
    cmds.polyCube(name="box")
    cmds.joint(name="bone")
    cmds.select("other")


TURNED = (0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1)

COMMANDS = {
    "createNode": lambda: cmds.createNode("transform", name="fresh"),
    "create shape": lambda: cmds.createNode("locator"),
    "create in namespace": lambda: cmds.createNode("network", name="deep:down:net"),
    "delete": lambda: cmds.delete("root"),
    "delete connected": lambda: cmds.delete("md"),
    "delete mesh": lambda: cmds.delete("box"),
    "delete member": lambda: cmds.delete("leaf"),
    "delete history": lambda: cmds.delete("box", constructionHistory=True),
    "rename": lambda: cmds.rename("box", "crate"),
    "rename uuid": lambda: cmds.rename("root", "B" * 8 + "-1111-2222-3333-" + "C" * 12, uuid=True),
    "lockNode": lambda: cmds.lockNode("root", lock=True),
    "setAttr": lambda: cmds.setAttr("root.translate", 7, 8, 9),
    "setAttr string": lambda: cmds.setAttr("other.label", "text", type="string"),
    "setAttr element": lambda: cmds.setAttr("other.many[7]", 5.0),
    "setAttr lock": lambda: cmds.setAttr("root.translate", lock=True),
    "setAttr keyable": lambda: cmds.setAttr("root.scaleX", keyable=False, channelBox=True),
    "setAttr matrix": lambda: cmds.setAttr("root.offsetParentMatrix", [1, 2] * 8, type="matrix"),
    "addAttr": lambda: cmds.addAttr("root", longName="extra", attributeType="enum", enumName="a:b"),
    "addAttr edit": lambda: cmds.addAttr("other.level", edit=True, minValue=-1, defaultValue=0.5),
    "deleteAttr": lambda: cmds.deleteAttr("other.level"),
    "deleteAttr multi": lambda: cmds.deleteAttr("other.many"),
    "renameAttr": lambda: cmds.renameAttr("other.level", "height"),
    "aliasAttr": lambda: cmds.aliasAttr("second", "other.many[1]"),
    "aliasAttr remove": lambda: cmds.aliasAttr("other.first", remove=True),
    "removeMultiInstance": lambda: cmds.removeMultiInstance("other.many[0]"),
    "connectAttr": lambda: cmds.connectAttr("other.level", "root.rotateY"),
    "connectAttr force": lambda: cmds.connectAttr("other.level", "other.rotateX", force=True),
    "disconnectAttr": lambda: cmds.disconnectAttr("md.outputX", "other.rotateX"),
    "select": lambda: cmds.select("root", "middle"),
    "select clear": lambda: cmds.select(clear=True),
    "sets create": lambda: cmds.sets("root", name="more"),
    "sets remove": lambda: cmds.sets("leaf", remove="chosen"),
    "sets faces": lambda: cmds.sets("box.f[0:2]", edit=True, forceElement="initialParticleSE"),
    "sets clear": lambda: cmds.sets(clear="chosen"),
    "group": lambda: cmds.group("box", "bone", name="pair"),
    "ungroup": lambda: cmds.ungroup("middle"),
    "parent": lambda: cmds.parent("middle", "other"),
    "parent relative": lambda: cmds.parent("middle", "other", relative=True),
    "parent world": lambda: cmds.parent("middle", world=True),
    "parent instance": lambda: cmds.parent("box", "other", addObject=True),
    "duplicate": lambda: cmds.duplicate("root"),
    "duplicate upstream": lambda: cmds.duplicate("other", upstreamNodes=True),
    "duplicate connections": lambda: cmds.duplicate("other", inputConnections=True),
    "duplicate mesh": lambda: cmds.duplicate("box"),
    "instance": lambda: cmds.instance("box"),
    "reorder": lambda: cmds.reorder("root", back=True),
    "xform": lambda: cmds.xform("leaf", worldSpace=True, translation=(4, 5, 6)),
    "xform matrix": lambda: cmds.xform("leaf", matrix=TURNED),
    "xform pivots": lambda: cmds.xform("middle", rotatePivot=(1, 0, 0)),
    "move": lambda: cmds.move(1, 2, 3, "leaf", relative=True),
    "move vertices": lambda: cmds.move(0, 1, 0, "box.vtx[0:3]", relative=True),
    "rotate": lambda: cmds.rotate(5, 6, 7, "middle"),
    "scale": lambda: cmds.scale(2, 2, 2, "middle"),
    "makeIdentity": lambda: cmds.makeIdentity("middle", apply=True),
    "matchTransform": lambda: cmds.matchTransform("other", "leaf", position=True),
    "spaceLocator": lambda: cmds.spaceLocator(position=(1, 2, 3)),
    "joint": lambda: cmds.joint(position=(1, 2, 3)),
    "camera": lambda: cmds.camera(focalLength=50),
    "namespace add": lambda: cmds.namespace(add="another:one"),
    "namespace merge": lambda: cmds.namespace(removeNamespace="space", mergeNamespaceWithRoot=True),
    "namespace delete": lambda: cmds.namespace(
        removeNamespace="space", deleteNamespaceContent=True
    ),
    "namespace rename": lambda: cmds.namespace(rename=("space", "place")),
    "namespace set": lambda: cmds.namespace(setNamespace="space"),
    "hide": lambda: cmds.hide("root"),
    "showHidden": lambda: cmds.showHidden("persp"),
    "currentUnit": lambda: cmds.currentUnit(linear="m"),
    "currentUnit time": lambda: cmds.currentUnit(time="ntsc"),
    "createDisplayLayer": lambda: cmds.createDisplayLayer("root", name="shown"),
    "parentConstraint": lambda: cmds.parentConstraint("root", "bone", maintainOffset=True),
    "pointConstraint": lambda: cmds.pointConstraint("root", "middle", "box"),
    "container": lambda: cmds.container(name="holder", addNode="md"),
    "shadingNode": lambda: cmds.shadingNode("blinn", asShader=True),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_undo_and_redo(name: str) -> None:
    before = snapshot()
    COMMANDS[name]()
    after = snapshot()
    assert after != before
    cmds.undo()
    assert snapshot() == before
    cmds.redo()
    assert snapshot() == after


def test_many_commands_in_one_chunk() -> None:
    before = snapshot()
    cmds.undoInfo(openChunk=True, chunkName="all")
    for name in ("group", "rename", "setAttr", "connectAttr", "duplicate", "addAttr"):
        COMMANDS[name]()
    cmds.undoInfo(closeChunk=True)
    after = snapshot()
    assert cmds.undoInfo(query=True, undoName=True) == "all"
    cmds.undo()
    assert snapshot() == before
    cmds.redo()
    assert snapshot() == after


def test_a_failing_command_changes_nothing() -> None:
    before = snapshot()
    with pytest.raises(RuntimeError):
        cmds.connectAttr("md.outputX", "other.label")
    assert snapshot() == before
