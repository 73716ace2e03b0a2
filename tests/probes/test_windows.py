"""What our windows believe of Maya, as far as it can be seen without windows."""

from __future__ import annotations

from maya import cmds
from maya.api import OpenMaya

EVENTS = ("SelectionChanged", "NameChanged", "Undo", "Redo", "ToolChanged", "DagObjectCreated")


def test_the_events_that_windows_listen_to_have_these_names() -> None:
    assert set(EVENTS) <= set(OpenMaya.MEventMessage.getEventNames())


def test_option_variables_keep_numbers_and_texts() -> None:
    cmds.optionVar(floatValue=("a2f_probe_number", 2.5))
    cmds.optionVar(stringValue=("a2f_probe_text", "ä 1"))
    assert cmds.optionVar(exists="a2f_probe_number")
    assert cmds.optionVar(query="a2f_probe_number") == 2.5
    assert cmds.optionVar(query="a2f_probe_text") == "ä 1"
    cmds.optionVar(remove="a2f_probe_number")
    cmds.optionVar(remove="a2f_probe_text")
    assert not cmds.optionVar(exists="a2f_probe_number")


def test_the_removal_of_any_node_calls_back() -> None:
    removed: list[str] = []
    cmds.createNode("network", name="probe")
    callback = OpenMaya.MDGMessage.addNodeRemovedCallback(
        lambda node, _: removed.append(OpenMaya.MFnDependencyNode(node).name()), "dependNode"
    )
    try:
        cmds.delete("probe")
    finally:
        OpenMaya.MMessage.removeCallback(callback)
    assert "probe" in removed
