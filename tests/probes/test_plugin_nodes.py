from __future__ import annotations

from pathlib import Path

import pytest
from maya import cmds

from tests.probes import record

pytestmark = pytest.mark.usefixtures("plug_ins")


@pytest.fixture
def node() -> str:
    name: str = cmds.createNode("probeState")
    return name


def test_a_triple_of_angles_is_made_of_its_children(node: str) -> None:
    assert cmds.getAttr(f"{node}.turn")[0] == pytest.approx((10.0, 20.0, 30.0))
    assert cmds.attributeQuery("turn", node=node, attributeType=True) == "double3"
    transform = cmds.createNode("transform")
    cmds.connectAttr(f"{node}.turn", f"{transform}.rotate")
    assert cmds.getAttr(f"{transform}.rotateY") == pytest.approx(20.0)
    assert not cmds.ls(type="unitConversion")


def test_an_output_may_follow_the_state_of_its_node(node: str) -> None:
    cmds.getAttr(f"{node}.turnX")
    assert record.answers["state"] == 0
    cmds.setAttr(f"{node}.nodeState", 1)
    cmds.getAttr(f"{node}.turnX")
    assert record.answers["state"] == 1


def test_a_file_is_looked_for_inside_compute(node: str, tmp_path: Path) -> None:
    path = tmp_path / "a file.txt"
    path.write_text("found", encoding="utf-8")
    cmds.setAttr(f"{node}.file", path.as_posix(), type="string")
    cmds.getAttr(f"{node}.turnX")
    assert Path(record.answers["file"]) == path
