"""Loading plug-ins, their commands and nodes."""

from __future__ import annotations

import pytest
from maya import cmds, mel

COMMAND = """
import maya.api.OpenMaya as om

def maya_useNewAPI():
    pass

HAS_FILE = "__file__" in globals()

class Make(om.MPxCommand):
    def __init__(self):
        om.MPxCommand.__init__(self)

    def doIt(self, arguments):
        parser = om.MArgDatabase(self.syntax(), arguments)
        self.name = parser.flagArgumentString("-n", 0) if parser.isFlagSet("-n") else "made"
        self.redoIt()

    def redoIt(self):
        self.modifier = om.MDagModifier()
        node = self.modifier.createNode("transform")
        self.modifier.renameNode(node, self.name)
        self.modifier.doIt()
        self.setResult(om.MFnDependencyNode(node).name())

    def undoIt(self):
        self.modifier.undoIt()

    def isUndoable(self):
        return True

class Echo(om.MPxCommand):
    def doIt(self, arguments):
        self.setResult([arguments.asString(index) for index in range(len(arguments))])

class Twice(om.MPxNode):
    ID = om.MTypeId(0x0007f0a1)

    @staticmethod
    def make():
        return Twice()

    @staticmethod
    def start():
        number = om.MFnNumericAttribute()
        Twice.into = number.create("into", "i2", om.MFnNumericData.kDouble, 1.0)
        Twice.addAttribute(Twice.into)
        Twice.out = number.create("out", "o2", om.MFnNumericData.kDouble)
        number.writable = False
        Twice.addAttribute(Twice.out)
        Twice.attributeAffects(Twice.into, Twice.out)

    def compute(self, plug, block):
        if plug != Twice.out:
            return None
        block.outputValue(Twice.out).setDouble(2 * block.inputValue(Twice.into).asDouble())
        block.setClean(plug)
        return self

def syntax():
    made = om.MSyntax()
    made.addFlag("-n", "-name", om.MSyntax.kString)
    return made

def initializePlugin(handle):
    plugin = om.MFnPlugin(handle, "somebody", "4.5", "Any")
    plugin.registerCommand("standinMake", Make, syntax)
    plugin.registerCommand("standinEcho", Echo)
    plugin.registerNode("standinTwice", Twice.ID, Twice.make, Twice.start)
    FAIL_HERE

def uninitializePlugin(handle):
    plugin = om.MFnPlugin(handle)
    plugin.deregisterCommand("standinMake")
    plugin.deregisterCommand("standinEcho")
    plugin.deregisterNode(Twice.ID)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "standinPlug.py").write_text(COMMAND.replace("FAIL_HERE", "pass"), encoding="utf-8")
    (tmp_path / "standinBroken.py").write_text(
        COMMAND.replace("FAIL_HERE", "raise ValueError('no')"), encoding="utf-8"
    )
    monkeypatch.setenv("MAYA_PLUG_IN_PATH", str(tmp_path))
    yield tmp_path
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    for name in ("standinPlug", "standinBroken"):
        if cmds.pluginInfo(name, query=True, loaded=True):
            cmds.unloadPlugin(name, force=True)


@pytest.fixture
def loaded(folder):
    assert cmds.loadPlugin("standinPlug") == ["standinPlug"]
    return folder


def test_a_plug_in_is_described(loaded):
    def ask(flag):
        return cmds.pluginInfo("standinPlug", query=True, **{flag: True})

    assert ask("loaded") is True
    assert ask("vendor") == "somebody"
    assert ask("version") == "4.5"
    assert ask("path") == (loaded / "standinPlug.py").as_posix()
    assert ask("command") == ["standinMake", "standinEcho"]
    assert ask("dependNode") == ["standinTwice"]
    assert ask("unloadOk") is True
    assert cmds.pluginInfo("standinPlug.py", query=True, loaded=True)
    assert "standinPlug" in cmds.pluginInfo(query=True, listPlugins=True)
    assert cmds.loadPlugin("standinPlug", quiet=True) == []


def test_a_plug_in_file_does_not_know_its_path(loaded):
    from maya._core.session import session

    assert session.plugins["standinPlug"].module.HAS_FILE is False


def test_commands_come_and_go(loaded):
    assert cmds.standinMake(name="one") == "one"
    assert cmds.standinMake(n="two") == "two"
    assert mel.eval("standinMake -n three") == "three"
    assert cmds.standinEcho("a", ["b", "c"]) == ["a", "b", "c"]
    with pytest.raises(TypeError, match="Invalid flag 'wrong'"):
        cmds.standinMake(wrong=1)
    with pytest.raises(TypeError, match="Invalid arguments for flag 'name'"):
        cmds.standinMake(name=3)
    cmds.file(new=True, force=True)
    cmds.unloadPlugin("standinPlug")
    with pytest.raises(AttributeError):
        cmds.standinMake()


def test_commands_are_undone(loaded):
    cmds.standinMake(name="one")
    cmds.undo()
    assert not cmds.objExists("one")
    cmds.redo()
    assert cmds.objExists("one")


def test_the_undo_queue_counts_as_use(loaded):
    cmds.standinMake(name="one")
    with pytest.raises(RuntimeError, match="in use"):
        cmds.unloadPlugin("standinPlug")
    cmds.flushUndo()
    assert cmds.unloadPlugin("standinPlug") == ["standinPlug"]


def test_a_deleted_node_in_the_queue_counts_as_use(loaded):
    node = cmds.createNode("standinTwice")
    cmds.delete(node)
    assert not cmds.pluginInfo("standinPlug", query=True, unloadOk=True)
    cmds.flushUndo()
    assert cmds.pluginInfo("standinPlug", query=True, unloadOk=True)


def test_forced_unloading_leaves_unknown_nodes(loaded, tmp_path):
    node = cmds.createNode("standinTwice", name="twice")
    cmds.setAttr(f"{node}.into", 3)
    assert cmds.getAttr(f"{node}.out") == 6
    cmds.unloadPlugin("standinPlug", force=True)
    assert cmds.nodeType("twice") == "unknown"
    cmds.file(rename=str(tmp_path / "unknown.ma"))
    cmds.file(save=True, type="mayaAscii")
    assert 'createNode standinTwice -n "twice";' in (tmp_path / "unknown.ma").read_text("utf-8")


def test_a_scene_loads_what_it_requires(loaded, tmp_path):
    cmds.setAttr(f"{cmds.createNode('standinTwice', name='twice')}.into", 3)
    path = (tmp_path / "needs.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    assert 'requires -nodeType "standinTwice" "standinPlug" "4.5";' in (
        tmp_path / "needs.ma"
    ).read_text("utf-8")
    cmds.file(new=True, force=True)
    cmds.unloadPlugin("standinPlug")
    cmds.file(path, open=True, force=True)
    assert cmds.pluginInfo("standinPlug", query=True, loaded=True)
    assert cmds.getAttr("twice.out") == 6


def test_unknown_nodes_become_known_again(loaded, tmp_path, monkeypatch):
    cmds.setAttr(f"{cmds.createNode('standinTwice', name='twice')}.into", 3)
    cmds.addAttr("twice", longName="note", dataType="string")
    cmds.setAttr("twice.note", "kept", type="string")
    path = (tmp_path / "needs.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.unloadPlugin("standinPlug")
    monkeypatch.delenv("MAYA_PLUG_IN_PATH")
    cmds.file(path, open=True, force=True)
    assert cmds.nodeType("twice") == "unknown"
    cmds.file(save=True, type="mayaAscii")
    monkeypatch.setenv("MAYA_PLUG_IN_PATH", str(tmp_path))
    cmds.file(path, open=True, force=True)
    assert cmds.getAttr("twice.out") == 6
    assert cmds.getAttr("twice.note") == "kept"


def test_a_failing_plug_in_leaves_nothing(folder):
    with pytest.raises(RuntimeError):
        cmds.loadPlugin("standinBroken")
    assert not cmds.pluginInfo("standinBroken", query=True, loaded=True)
    with pytest.raises(AttributeError):
        cmds.standinMake()
    assert "standinTwice" not in cmds.allNodeTypes()
    assert cmds.loadPlugin("standinPlug") == ["standinPlug"]


def test_a_missing_plug_in():
    with pytest.raises(RuntimeError, match="was not found on MAYA_PLUG_IN_PATH"):
        cmds.loadPlugin("noSuchPlugIn")
    assert cmds.pluginInfo("noSuchPlugIn", query=True, loaded=True) is False


def test_callbacks_hear_of_loading(folder):
    heard = []

    def listen(*words):
        heard.append(words)

    cmds.loadPlugin(addCallback=listen)
    try:
        cmds.loadPlugin("standinPlug")
    finally:
        cmds.loadPlugin(removeCallback=listen)
    assert heard == [((folder / "standinPlug.py").as_posix(), "standinPlug")]
