"""Nodes, commands and data of plug-ins written for API 1.0."""

from __future__ import annotations

from pathlib import Path

import maya.OpenMaya as om
import maya.OpenMayaMPx as ompx
import pytest
from maya import cmds

from .helpers import load, mobject, plug

NODE = """
import maya.OpenMaya as om
import maya.OpenMayaMPx as ompx

log = []


class Twice(ompx.MPxNode):
    value = om.MObject()
    factor = om.MObject()
    result = om.MObject()
    many = om.MObject()
    sums = om.MObject()
    secret = om.MObject()

    def __init__(self):
        ompx.MPxNode.__init__(self)
        self.kept = 1.0
        log.append(("init", self.thisMObject().isNull()))

    def postConstructor(self):
        log.append(("postConstructor", self.thisMObject().isNull()))

    def compute(self, plug, block):
        if plug == Twice.result:
            log.append(("compute", plug.name()))
            value = block.inputValue(Twice.value).asDouble()
            if value > 100:
                raise ValueError("too much")
            factor = block.inputValue(Twice.factor).asFloat()
            block.outputValue(Twice.result).setDouble(value * factor)
            block.setClean(plug)
            return None
        if plug == Twice.sums:
            entries = block.inputArrayValue(Twice.many)
            results = block.outputArrayValue(Twice.sums)
            builder = results.builder()
            for place in range(entries.elementCount()):
                entries.jumpToArrayElement(place)
                index = entries.elementIndex()
                builder.addElement(index).setInt(entries.inputValue().asInt() + 1)
            results.set(builder)
            results.setAllClean()
            return None
        return om.kUnknownParameter

    def getInternalValue(self, plug, handle):
        if plug == Twice.secret:
            handle.setDouble(self.kept)
            return True
        return False

    def setInternalValue(self, plug, handle):
        if plug == Twice.secret:
            self.kept = 2.0 * handle.asDouble()
            return True
        return False

    def legalConnection(self, plug, other, asSource, legal):
        if plug == Twice.factor:
            om.MScriptUtil.setBool(legal, False)
            return None
        return om.kUnknownParameter


def create():
    return ompx.asMPxPtr(Twice())


def initialize():
    number, kinds = om.MFnNumericAttribute(), om.MFnNumericData
    Twice.value = number.create("value", "v", kinds.kDouble, 3.0)
    Twice.factor = number.create("factor", "f", kinds.kFloat, 2.0)
    Twice.result = number.create("result", "r", kinds.kDouble)
    number.setWritable(False)
    number.setStorable(False)
    Twice.many = number.create("many", "m", kinds.kInt)
    number.setArray(True)
    Twice.sums = number.create("sums", "s", kinds.kInt)
    number.setArray(True)
    number.setUsesArrayDataBuilder(True)
    number.setWritable(False)
    Twice.secret = number.create("secret", "se", kinds.kDouble)
    number.setInternal(True)
    for name in ("value", "factor", "result", "many", "sums", "secret"):
        Twice.addAttribute(getattr(Twice, name))
    Twice.attributeAffects(Twice.value, Twice.result)
    Twice.attributeAffects(Twice.factor, Twice.result)
    Twice.attributeAffects(Twice.many, Twice.sums)


class Counter(ompx.MPxCommand):
    value = 0
    asked = False

    def isUndoable(self):
        return not self.asked

    def doIt(self, arguments):
        self.step = 0
        database = om.MArgDatabase(self.syntax(), arguments)
        self.asked = database.isQuery()
        if self.asked:
            self.setResult(Counter.value)
            return
        self.step = 1
        if database.isFlagSet("-by"):
            self.step = database.flagArgumentInt("-by", 0)
        names = []
        database.getObjects(names)
        self.redoIt()
        for text in names:
            self.appendToResult(text)

    def redoIt(self):
        Counter.value += self.step

    def undoIt(self):
        Counter.value -= self.step


def syntax():
    made = om.MSyntax()
    made.addFlag("-by", "-byHowMuch", om.MSyntax.kLong)
    made.enableQuery(True)
    made.setObjectType(om.MSyntax.kStringObjects)
    return made


class Fails(ompx.MPxCommand):
    def doIt(self, arguments):
        raise KeyError("broken command")


def initializePlugin(plugin):
    functions = ompx.MFnPlugin(plugin, "tests", "1.2", "Any")
    functions.registerNode("twice", om.MTypeId(0x7F002), create, initialize)
    functions.registerCommand("counter", lambda: ompx.asMPxPtr(Counter()), syntax)
    functions.registerCommand("failing", lambda: ompx.asMPxPtr(Fails()))


def uninitializePlugin(plugin):
    functions = ompx.MFnPlugin(plugin)
    functions.deregisterNode(om.MTypeId(0x7F002))
    functions.deregisterCommand("counter")
    functions.deregisterCommand("failing")
"""


@pytest.fixture
def twice(tmp_path: Path):
    load(tmp_path, "twicePlugin", NODE)
    yield
    cmds.file(new=True, force=True)
    cmds.unloadPlugin("twicePlugin")


def _user(name: str):
    return om.MFnDependencyNode(mobject(name)).userNode()


def _log(name: str) -> list[tuple[str, object]]:
    return _user(name).compute.__func__.__globals__["log"]


def test_object_is_null_in_the_constructor(twice) -> None:
    name = cmds.createNode("twice")
    assert _log(name)[:2] == [("init", True), ("postConstructor", False)]


def test_compute_runs_only_when_asked_and_dirty(twice) -> None:
    name = cmds.createNode("twice")
    log = _log(name)
    log.clear()
    cmds.setAttr(f"{name}.value", 5)
    assert log == []
    assert cmds.getAttr(f"{name}.result") == 10
    assert cmds.getAttr(f"{name}.result") == 10
    assert log == [("compute", f"{name}.result")]
    cmds.setAttr(f"{name}.factor", 3)
    assert cmds.getAttr(f"{name}.result") == 15
    assert len(log) == 2


def test_failing_compute_is_printed_and_stays_dirty(twice, capsys) -> None:
    name = cmds.createNode("twice")
    assert cmds.getAttr(f"{name}.result") == 6
    cmds.setAttr(f"{name}.value", 101)
    for _ in range(2):
        assert cmds.getAttr(f"{name}.result") == 6  # the old value
        assert "too much" in capsys.readouterr().err
    cmds.setAttr(f"{name}.value", 1)
    assert cmds.getAttr(f"{name}.result") == 2


def test_builders_make_sparse_elements(twice) -> None:
    name = cmds.createNode("twice")
    for index in (1, 6):
        cmds.setAttr(f"{name}.many[{index}]", index * 10)
    assert cmds.getAttr(f"{name}.sums[6]") == 61
    assert cmds.getAttr(f"{name}.sums", multiIndices=True) == [1, 6]


def test_internal_values_live_in_python(twice) -> None:
    name = cmds.createNode("twice")
    assert cmds.getAttr(f"{name}.secret") == 1.0
    cmds.setAttr(f"{name}.secret", 4)
    assert cmds.getAttr(f"{name}.secret") == 8.0
    assert _user(name).kept == 8.0


def test_refused_connections(twice) -> None:
    name, other = cmds.createNode("twice"), cmds.createNode("transform")
    with pytest.raises(RuntimeError):
        cmds.connectAttr(f"{other}.tx", f"{name}.factor")
    cmds.connectAttr(f"{other}.tx", f"{name}.value")


def test_wrong_accessors_give_other_bits(twice) -> None:
    """A float read as a double is garbage, as in Maya; the right accessor is exact."""
    name = cmds.createNode("twice")
    handle = plug(f"{name}.factor").asMDataHandle()
    assert handle.asFloat() == 2.0
    assert abs(handle.asDouble()) < 1e-300


def test_commands_query_undo_and_refuse_unknown_flags(twice) -> None:
    assert cmds.counter(query=True) == 0
    cmds.counter(byHowMuch=3)
    assert cmds.counter(by=2) is None
    assert cmds.counter(query=True) == 5
    assert cmds.counter("a", "b") == ["a", "b"]
    cmds.undo()
    cmds.undo()
    assert cmds.counter(query=True) == 3
    cmds.redo()
    assert cmds.counter(query=True) == 5
    with pytest.raises(TypeError, match="Invalid flag"):
        cmds.counter(nothing=1)
    cmds.undo()
    cmds.undo()


def test_failing_commands_raise_runtime_errors(twice) -> None:
    with pytest.raises(RuntimeError, match="broken command"):
        cmds.failing()


def test_plugin_describes_itself(twice) -> None:
    assert cmds.pluginInfo("twicePlugin", query=True, version=True) == "1.2"
    assert cmds.pluginInfo("twicePlugin", query=True, vendor=True) == "tests"
    assert cmds.pluginInfo("twicePlugin", query=True, dependNode=True) == ["twice"]
    found = ompx.MFnPlugin(ompx.MFnPlugin.findPlugin("twicePlugin"))
    assert found.version() == "1.2"


def test_failing_initialize_leaves_nothing(tmp_path: Path, capsys) -> None:
    broken = NODE.replace("def initialize():", "def initialize():\n    1 / 0")
    file = tmp_path / "brokenPlugin.py"
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(RuntimeError):
        cmds.loadPlugin(file.as_posix())
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert not cmds.pluginInfo("brokenPlugin", query=True, loaded=True)
    assert "twice" not in cmds.allNodeTypes()


def test_ids_are_unique(twice, tmp_path: Path) -> None:
    other = (
        NODE.replace('"twice"', '"thrice"')
        .replace("counter", "counts")
        .replace("failing", "falling")
    )
    file = tmp_path / "otherPlugin.py"
    file.write_text(other, encoding="utf-8")
    with pytest.raises(RuntimeError):
        cmds.loadPlugin(file.as_posix())


MARKER = """
import maya.OpenMaya as om
import maya.OpenMayaMPx as ompx


class Marker(ompx.MPxLocatorNode):
    pass


def initializePlugin(plugin):
    ompx.MFnPlugin(plugin).registerNode(
        "marker",
        om.MTypeId(0x7F3A2),
        lambda: ompx.asMPxPtr(Marker()),
        lambda: None,
        ompx.MPxNode.kLocatorNode,
    )


def uninitializePlugin(plugin):
    ompx.MFnPlugin(plugin).deregisterNode(om.MTypeId(0x7F3A2))
"""


def test_shapes_of_plugins_are_named_after_their_type(tmp_path: Path) -> None:
    load(tmp_path, "markerPlugin", MARKER)
    assert cmds.createNode("marker") == "marker1"
    assert cmds.listRelatives("marker1", parent=True) == ["transform1"]
    assert cmds.createNode("marker", name="here") == "here"
    assert cmds.listRelatives("here", parent=True) == ["transform2"]
    maker = om.MFnDagNode()
    maker.create("marker")
    assert maker.name() == "marker2"
    cmds.file(new=True, force=True)
    cmds.unloadPlugin("markerPlugin")
