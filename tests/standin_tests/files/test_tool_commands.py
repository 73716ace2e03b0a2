"""registerContextCommand of both APIs: the command makes a tool that setToolTo takes."""

from __future__ import annotations

import pytest
from maya import cmds

_PLUGIN = """
{imports}
from maya import cmds

class log:
    append = staticmethod(lambda word: cmds.optionVar(stringValueAppend=("toolLog", word)))

class Tool({ui}.MPxContext):
    def __init__(self):
        super().__init__()
        self.{title}("Draw")
    def toolOnSetup(self, event):
        log.append("on")
    def toolOffCleanup(self):
        log.append("off")

class Make({ui}.MPxContextCommand):
    def makeObj(self):
        return {wrap}(Tool())

class Stroke({command}):
    def doIt(self, arguments):
        log.append("stroke")

def initializePlugin(plugin):
    {fn}(plugin).registerContextCommand(
        "drawContext", lambda: {wrap}(Make()), "drawStroke", lambda: {wrap}(Stroke())
    )

def uninitializePlugin(plugin):
    {fn}(plugin).deregisterContextCommand("drawContext", "drawStroke")
"""
_NEW = {
    "imports": "import maya.api.OpenMaya as om\nimport maya.api.OpenMayaUI as ui\n"
    "def maya_useNewAPI():\n    pass",
    "ui": "ui",
    "title": "setTitleString",
    "wrap": "",
    "command": "ui.MPxToolCommand",
    "fn": "om.MFnPlugin",
}
_OLD = {
    "imports": "import maya.OpenMayaMPx as mpx",
    "ui": "mpx",
    "title": "_setTitleString",
    "wrap": "mpx.asMPxPtr",
    "command": "mpx.MPxToolCommand",
    "fn": "mpx.MFnPlugin",
}


@pytest.mark.parametrize("words", [_NEW, _OLD], ids=["api2", "api1"])
def test_a_tool_is_made_taken_and_forgotten(words: dict[str, str], tmp_path) -> None:
    path = tmp_path / "drawTool.py"
    path.write_text(_PLUGIN.format(**words), encoding="utf-8")
    cmds.optionVar(remove="toolLog")
    cmds.loadPlugin(str(path))
    try:
        assert cmds.pluginInfo("drawTool", query=True, tool=True) == ["drawContext"]
        tool = cmds.drawContext()
        assert (tool, cmds.drawContext()) == ("drawContext1", "drawContext2")
        cmds.setToolTo(tool)
        assert cmds.currentCtx() == tool
        assert cmds.contextInfo(tool, query=True, c=True) == "drawContext"
        cmds.setToolTo("selectSuperContext")
        cmds.drawStroke()
        assert cmds.contextInfo(tool, exists=True)
    finally:
        cmds.unloadPlugin("drawTool", force=True)
    assert cmds.optionVar(query="toolLog") == ["on", "off", "stroke"]
    assert not hasattr(cmds, "drawContext")
    assert not cmds.contextInfo(tool, exists=True)
