from __future__ import annotations

import contextlib

import pytest
from maya import cmds

from tests.probes import record

HANDLED, LEFT_DIRTY, FAILING, WRONG_ACCESSOR = range(4)

pytestmark = pytest.mark.usefixtures("plug_ins")


@pytest.fixture
def node() -> str:
    name: str = cmds.createNode("probeNode")
    return name


def test_nothing_is_computed_until_somebody_asks(node: str) -> None:
    cmds.setAttr(f"{node}.source", 3)
    cmds.setAttr(f"{node}.source", 4)
    assert record.calls == []
    assert cmds.getAttr(f"{node}.result") == 8
    assert record.calls == ["compute"]


def test_a_clean_plug_is_not_computed_again(node: str) -> None:
    values = [cmds.getAttr(f"{node}.result") for _ in range(3)]
    assert values == [0, 0, 0]
    assert record.calls == ["compute"]


def test_a_node_behind_is_computed_when_asked_for(node: str) -> None:
    second = cmds.createNode("probeNode")
    cmds.connectAttr(f"{node}.result", f"{second}.source")
    cmds.setAttr(f"{node}.source", 1)
    assert cmds.getAttr(f"{second}.result") == 4
    assert len(record.calls) == 2
    cmds.setAttr(f"{node}.source", 2)
    assert len(record.calls) == 2
    assert cmds.getAttr(f"{second}.result") == 8


def test_an_exception_in_compute_does_not_leave_a_clean_plug(node: str) -> None:
    cmds.setAttr(f"{node}.source", 5)
    cmds.setAttr(f"{node}.behaviour", FAILING)
    for _ in range(2):
        with contextlib.suppress(RuntimeError):
            cmds.getAttr(f"{node}.result")
    assert len(record.calls) == 2
    cmds.setAttr(f"{node}.behaviour", HANDLED)
    assert cmds.getAttr(f"{node}.result") == 10


def test_the_wrong_accessor_of_a_data_handle_raises(node: str) -> None:
    cmds.setAttr(f"{node}.behaviour", WRONG_ACCESSOR)
    cmds.getAttr(f"{node}.result")
    assert isinstance(record.answers.get("wrong accessor"), RuntimeError | TypeError)
