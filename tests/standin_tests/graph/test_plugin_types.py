"""Node types of plug-ins as ``nodeType`` tells them, by the names that pymel found in Maya."""

from __future__ import annotations

import pytest
from maya import cmds


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("kDependNode", ["THdependNode", "probe"]),
        ("kDeformerNode", ["geometryFilter", "weightGeometryFilter", "THdeformer", "probe"]),
    ],
)
def test_the_internal_type_of_plugins_is_named_once(tmp_path, kind, names):
    path = tmp_path / f"probe_{kind}.py"
    base = "MPxDeformerNode" if kind == "kDeformerNode" else "MPxNode"
    path.write_text(
        f"""
from maya import OpenMaya, OpenMayaMPx

class Probe(OpenMayaMPx.{base}):
    pass

def initializePlugin(plugin):
    OpenMayaMPx.MFnPlugin(plugin).registerNode(
        "probe", OpenMaya.MTypeId(0x7FE01), lambda: OpenMayaMPx.asMPxPtr(Probe()), lambda: None,
        OpenMayaMPx.MPxNode.{kind})

def uninitializePlugin(plugin):
    OpenMayaMPx.MFnPlugin(plugin).deregisterNode(OpenMaya.MTypeId(0x7FE01))
""",
        encoding="utf-8",
    )
    cmds.loadPlugin(str(path))
    node = cmds.createNode("probe")
    assert cmds.nodeType(node, inherited=True) == names
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    cmds.unloadPlugin(path.name)
