from __future__ import annotations

import math

import pytest
from maya import cmds
from maya.api import OpenMaya

FRAME_RATES = {
    "game": 15,
    "film": 24,
    "pal": 25,
    "ntsc": 30,
    "show": 48,
    "palf": 50,
    "ntscf": 60,
    "120fps": 120,
    "23.976fps": 24000 / 1001,
    "29.97fps": 30000 / 1001,
    "59.94fps": 60000 / 1001,
}

pytestmark = pytest.mark.usefixtures("keep_units")


@pytest.mark.parametrize("name", FRAME_RATES)
def test_names_of_frame_rates(name: str) -> None:
    cmds.currentUnit(time=name)
    assert cmds.currentUnit(query=True, time=True) == name
    frame = OpenMaya.MTime(1, OpenMaya.MTime.uiUnit())
    assert math.isclose(frame.asUnits(OpenMaya.MTime.kSeconds), 1 / FRAME_RATES[name], rel_tol=1e-4)


def test_a_second_has_141120000_ticks() -> None:
    assert OpenMaya.MTime.ticksPerSecond() == 141_120_000


@pytest.mark.parametrize(("update", "expected"), [(True, 30.0), (False, 24.0)])
def test_another_frame_rate_moves_keys_unless_told_not_to(update: bool, expected: float) -> None:
    cmds.currentUnit(time="film")
    node = cmds.createNode("transform")
    cmds.setKeyframe(node, attribute="translateX", time=24, value=1)
    cmds.currentUnit(time="ntsc", updateAnimation=update)
    assert cmds.keyframe(node, attribute="translateX", query=True) == pytest.approx([expected])


def test_lengths_are_converted_and_plain_numbers_are_not() -> None:
    cmds.currentUnit(linear="m")
    node = cmds.createNode("transform")
    cmds.addAttr(node, longName="plain", attributeType="double")
    cmds.setAttr(f"{node}.translateX", 1)
    cmds.setAttr(f"{node}.plain", 1)
    names = OpenMaya.MSelectionList().add(f"{node}.translateX").add(f"{node}.plain")
    assert math.isclose(names.getPlug(0).asDouble(), 100)
    assert names.getPlug(1).asDouble() == 1
    cmds.currentUnit(linear="cm")
    assert math.isclose(cmds.getAttr(f"{node}.translateX"), 100)
    assert cmds.getAttr(f"{node}.plain") == 1


def test_points_of_the_api_are_centimetres_and_of_xform_what_the_user_sees() -> None:
    cube, _ = cmds.polyCube(width=2, height=2, depth=2)
    cmds.currentUnit(linear="m")
    shape = OpenMaya.MSelectionList().add(cube).getDagPath(0)
    point = OpenMaya.MFnMesh(shape).getPoint(0)
    seen = cmds.xform(f"{cube}.vtx[0]", query=True, translation=True, worldSpace=True)
    assert [abs(part) for part in list(point)[:3]] == pytest.approx([1, 1, 1])
    assert [abs(part) for part in seen] == pytest.approx([0.01, 0.01, 0.01])
