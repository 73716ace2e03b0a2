"""API edits as undo steps."""

from __future__ import annotations

import pytest
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.maya import undo


class Move:
    """Moves a transform through the API, which Maya itself does not undo."""

    def __init__(self, name: str, distance: float) -> None:
        self.handle = om.MObjectHandle(om.MSelectionList().add(name).getDependNode(0))
        self.distance = distance
        self.calls: list[str] = []

    def _move(self, distance: float) -> None:
        plug = om.MFnDependencyNode(self.handle.object()).findPlug("translateX", False)
        plug.setDouble(plug.asDouble() + distance)

    def do(self) -> None:
        self.calls.append("do")
        self._move(self.distance)

    def undo(self) -> None:
        self.calls.append("undo")
        self._move(-self.distance)

    def redo(self) -> None:
        self.calls.append("redo")
        self._move(self.distance)


@pytest.fixture
def box() -> str:
    node = str(cmds.createNode("transform"))
    cmds.flushUndo()
    return node


def test_an_action_can_be_taken_back_any_number_of_times(box: str) -> None:
    action = Move(box, 3.0)
    undo.apply(action)
    assert cmds.getAttr(f"{box}.translateX") == 3.0
    for _ in range(2):
        cmds.undo()
        assert cmds.getAttr(f"{box}.translateX") == 0.0
        cmds.redo()
        assert cmds.getAttr(f"{box}.translateX") == 3.0
    assert action.calls == ["do", "undo", "redo", "undo", "redo"]


def test_it_belongs_to_the_open_chunk(box: str) -> None:
    cmds.undoInfo(openChunk=True)
    cmds.setAttr(f"{box}.translateY", 5)
    undo.apply(Move(box, 1.0))
    undo.apply(Move(box, 2.0))
    cmds.setAttr(f"{box}.translateX", 10)
    cmds.undoInfo(closeChunk=True)
    cmds.undo()
    assert cmds.getAttr(f"{box}.translate") == [(0.0, 0.0, 0.0)]
    cmds.redo()
    assert cmds.getAttr(f"{box}.translate") == [(10.0, 5.0, 0.0)]


def test_an_error_comes_back_as_it_was_and_leaves_nothing_to_undo(box: str) -> None:
    class Failing(Move):
        def do(self) -> None:
            raise KeyError("this one")

    cmds.setAttr(f"{box}.translateY", 5)
    with pytest.raises(KeyError, match="this one"):
        undo.apply(Failing(box, 1.0))
    cmds.undo()
    assert cmds.getAttr(f"{box}.translateY") == 0.0


def test_the_command_alone_does_nothing(box: str) -> None:
    with pytest.raises(RuntimeError):
        getattr(cmds, undo.COMMAND)()
