"""Callbacks of the two APIs are one and the same: ids are common, and both hear the same."""

from __future__ import annotations

from maya import OpenMaya as om1
from maya import cmds
from maya.api import OpenMaya as om2


def test_either_api_removes_a_callback() -> None:
    cmds.file(new=True, force=True)
    heard: list[str] = []
    first = om1.MDGMessage.addNodeAddedCallback(lambda node, data: heard.append("1"), "transform")
    second = om2.MDGMessage.addNodeAddedCallback(lambda node, data: heard.append("2"), "transform")
    assert first != second
    cmds.createNode("transform")
    assert sorted(heard) == ["1", "2"]
    om2.MMessage.removeCallback(first)
    om1.MMessage.removeCallback(second)
    cmds.createNode("transform")
    assert len(heard) == 2


def test_both_hear_the_same_of_the_hierarchy() -> None:
    cmds.file(new=True, force=True)
    above, below = cmds.createNode("transform"), cmds.createNode("transform")
    heard: dict[int, list[tuple[int, str, str]]] = {1: [], 2: []}

    def listener(api: int):
        def changed(message, child, parent, data) -> None:
            heard[api].append((message, child.fullPathName(), parent.fullPathName()))

        return changed

    ids = [
        om1.MDagMessage.addAllDagChangesCallback(listener(1)),
        om2.MDagMessage.addAllDagChangesCallback(listener(2)),
    ]
    cmds.parent(below, above)
    for number in ids:
        om2.MMessage.removeCallback(number)
    assert (om2.MDagMessage.kParentAdded, f"|{above}|{below}", f"|{above}") in heard[2]
    assert heard[1] == heard[2]
