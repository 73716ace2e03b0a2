"""The checker of Maya calls finds what is planted and leaves what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.maya_tables import allowances, commands
from scripts.maya_tables.calls import CommandTables
from scripts.maya_tables.checker import check_paths, check_source
from scripts.maya_tables.findings import Kind

HEADER = """\
from maya import cmds, mel
import maya.cmds as mc
import maya.OpenMaya as om1
import maya.OpenMayaMPx as ompx
import maya.api.OpenMaya as om
from maya.api import OpenMayaAnim as oma, OpenMayaUI as omui
from maya.api.OpenMaya import MVector
import maya.utils
"""

WRONG = [
    ("cmds.polyCubes()", Kind.COMMAND, "no command polyCubes"),
    ("mc.polyCubes(name='a')", Kind.COMMAND, "no command polyCubes"),
    ("run(cmds.getAtr)", Kind.COMMAND, "no command getAtr"),
    ("from maya.cmds import getAtr", Kind.COMMAND, "no command getAtr"),
    ("cmds.ls(selected=True)", Kind.FLAG, "ls has no flag selected"),
    ("cmds.polyCube(**{'breadth': 2})", Kind.FLAG, "polyCube has no flag breadth"),
    ("cmds.listRelatives('a', query=True)", Kind.FLAG, "listRelatives has no flag query"),
    ("cmds.AddAttribute(name='a')", Kind.FLAG, "AddAttribute has no flag name"),
    ("cmds.file(sceneName=True)", Kind.MODE, "in query, not in create mode"),
    ("cmds.sound('a', edit=True, length=True)", Kind.MODE, "in query, not in edit mode"),
    ("cmds.deformer('a', q=True, type=True)", Kind.MODE, "in create, not in query mode"),
    ("om.MFnMash()", Kind.NAME, "maya.api.OpenMaya has no MFnMash"),
    ("from maya.api.OpenMaya import MVectors", Kind.NAME, "has no MVectors"),
    ("om.MFnDeformerNode", Kind.NAME, "has no MFnDeformerNode"),
    ("maya.utils.executeLater(f)", Kind.NAME, "maya.utils has no executeLater"),
    ("om.MFn.kMush", Kind.MEMBER, "maya.api.OpenMaya.MFn has no member kMush"),
    ("om.MFnMesh.getRawPoints", Kind.MEMBER, "MFnMesh has no member getRawPoints"),
    ("om.MFnMesh(path).getPionts()", Kind.MEMBER, "MFnMesh has no member getPionts"),
    ("MVector(1, 2, 3).len()", Kind.MEMBER, "MVector has no member len"),
    ("om1.MFnMesh.getRawPionts", Kind.MEMBER, "has no member getRawPionts"),
    ("ompx.cvar.MPxGeometryFilter_outputGeo", Kind.NAME, "no MPxGeometryFilter_outputGeo"),
    ("ompx.cvar.MPxDeformerNod_weights", Kind.NAME, "no MPxDeformerNod_weights"),
    ("mesh = om.MFnMesh(path)\nmesh.vertices()", Kind.MEMBER, "has no member vertices"),
    (
        "def f():\n    curve = oma.MFnAnimCurve()\n    return curve.addKey2(1)",
        Kind.MEMBER,
        "MFnAnimCurve has no member addKey2",
    ),
    (
        "class Node(ompx.MPxDeformerNode):\n"
        "    def deform(self, *_):\n"
        "        self.weightValuez(1)\n",
        Kind.MEMBER,
        "has weightValuez",
    ),
    (
        "class Node(om.MPxNode):\n"
        "    def compute(self, plug, block):\n"
        "        return plug == Node.otput",
        Kind.MEMBER,
        "has otput",
    ),
    ("def f():\n    import maya.OpenMaya as om", Kind.ALIAS, "om is maya.OpenMaya here"),
]

RIGHT = [
    "cmds.polyCube(name='a', width=2, w=2)[0]",
    "cmds.file(new=True, force=True); cmds.file(query=True, sceneName=True)",
    "cmds.file('a', i=True); cmds.file('a', **{'import': True})",
    "cmds.file(query=False, new=True)",
    "cmds.playbackOptions(edit=True, minTime=1)",
    "cmds.mayaUSDExport(file='a', whatever=True)",
    "cmds.a2fBake(anything=1)",
    "cmds.cacheEvaluator(flushCache='destroy')",
    "cmds.hotkeySet('a', edit=True, delete=True)",
    "cmds.ls(*arguments, **flags)",
    "mel.eval('polyCubes')",
    "om.MGlobal.displayInfo('a'); om.MFn.kMesh.whatever",
    "om.MFnMesh(path).fullPathName().anything",
    "ompx.cvar.MPxGeometryFilter_outputGeom",
    "omui.MPxLocatorNode.kDependNode",
    "mesh = om.MFnMesh(path)\nmesh = other()\nmesh.vertices()",
    "for mesh in meshes:\n    mesh = om.MFnMesh(mesh)\n    mesh.vertices()",
    "class Node(ompx.MPxDeformerNode):\n"
    "    amplitude = None\n"
    "    def deform(self, *_):\n"
    "        self.count = 1\n"
    "        return self.weightValue(1), self.amplitude, self.count, Node.outputGeom\n"
    "        return self.__class__, Node.__name__",
    "class Node(Mine, om.MPxNode):\n    def f(self):\n        self.something()",
    "other.polyCubes(); maya.utils.executeDeferred(f)",
]


@pytest.fixture(scope="module")
def tables() -> CommandTables:
    return CommandTables()


@pytest.mark.parametrize(("line", "kind", "message"), WRONG, ids=[line for line, _, _ in WRONG])
def test_planted_errors_are_found(
    tables: CommandTables, line: str, kind: Kind, message: str
) -> None:
    found = check_source(HEADER + line, "planted.py", tables)
    assert [finding.kind for finding in found] == [kind]
    assert message in str(found[0])
    assert found[0].line > HEADER.count("\n")


@pytest.mark.parametrize("line", RIGHT)
def test_right_lines_are_left_alone(tables: CommandTables, line: str) -> None:
    assert check_source(HEADER + line, "right.py", tables) == []


def test_a_flag_that_one_release_lacks_is_found() -> None:
    # Any command that is new since 2022 will do.
    years = {year: CommandTables([year]) for year in (2022, 2025)}
    new = sorted(set(years[2025].tables[2025]) - set(years[2022].tables[2022]))
    assert new
    line = f"from maya import cmds\ncmds.{new[0]}()"
    assert check_source(line, "new.py", years[2025]) == []
    found = check_source(line, "new.py", CommandTables([2022, 2025]))
    assert [str(finding) for finding in found] == [
        f"new.py:2: unknown command: there is no command {new[0]} in Maya 2022"
    ]


def test_folders_are_searched(tmp_path: Path, tables: CommandTables) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.py").write_text("from maya import cmds\ncmds.nothing()\n", "utf-8")
    (tmp_path / "a.py").write_text("from maya import cmds\n\ncmds.nothing()\n", "utf-8")
    found = check_paths([tmp_path], tables)
    assert [(Path(finding.path).name, finding.line) for finding in found] == [
        ("a.py", 3),
        ("b.py", 2),
    ]


def test_no_allowance_is_superfluous() -> None:
    newest = commands.load(commands.NEWEST_KNOWN)
    selecting = {
        (name, flag, mode)
        for name, flags in allowances.SELECTING_FLAGS.items()
        for flag in flags
        for mode in ("query", "edit")
    }
    for name, flag, mode in selecting | allowances.MODES.keys():
        assert mode not in newest[name].flags[flag].modes
    assert not newest.keys() & allowances.PLUGIN_COMMANDS.keys()
