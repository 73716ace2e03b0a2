"""Key commands: what they return, what they change, undo."""

from __future__ import annotations

import pytest
from maya import cmds

from tests.standin_tests.geometry.scene_state import scene_state


@pytest.fixture
def cube() -> str:
    return cmds.polyCube()[0]


def test_one_key_for_every_keyable_channel(cube: str) -> None:
    assert cmds.setKeyframe(cube) == 10
    assert cmds.listConnections(f"{cube}.translateX") == ["pCube1_translateX"]
    types = {
        cmds.nodeType(f"pCube1_{name}")
        for name in ("translateX", "rotateX", "scaleX", "visibility")
    }
    assert types == {"animCurveTL", "animCurveTA", "animCurveTU"}


def test_queries(cube: str) -> None:
    for frame, value in ((1, 0), (10, 5), (20, -2)):
        cmds.setKeyframe(f"{cube}.translateX", time=frame, value=value)
    query = {"query": True}
    assert cmds.keyframe(f"{cube}.translateX", **query) == [1.0, 10.0, 20.0]
    assert cmds.keyframe(f"{cube}.translateX", valueChange=True, **query) == [0.0, 5.0, -2.0]
    assert cmds.keyframe(cube, attribute="translateX", keyframeCount=True, **query) == 3
    assert cmds.keyframe(
        f"{cube}.tx", time=(5, 20), timeChange=True, valueChange=True, **query
    ) == [10.0, 5.0, 20.0, -2.0]
    assert cmds.keyframe(f"{cube}.tx", index=(1, 1), valueChange=True, **query) == [5.0]
    assert cmds.keyframe(f"{cube}.tx", time=("10:",), **query) == [10.0, 20.0]
    assert cmds.keyframe(f"{cube}.ty", **query) is None
    assert cmds.keyframe(cube, name=True, **query) == ["pCube1_translateX"]


def test_angles_are_degrees_and_times_follow_the_frame_rate(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.rotateX", time=24, value=90)
    assert cmds.getAttr(f"{cube}.rotateX", time=24) == pytest.approx(90)
    try:
        cmds.currentUnit(time="ntsc")
        assert cmds.keyframe(f"{cube}.rotateX", query=True) == [30.0]
        cmds.currentUnit(time="film", updateAnimation=False)
        assert cmds.keyframe(f"{cube}.rotateX", query=True) == [30.0]
    finally:
        cmds.currentUnit(time="film")


def test_evaluation_between_keys(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.tx", time=1, value=0, inTangentType="linear", outTangentType="linear")
    cmds.setKeyframe(
        f"{cube}.tx", time=11, value=10, inTangentType="linear", outTangentType="linear"
    )
    cmds.currentTime(4)
    assert cmds.getAttr(f"{cube}.tx") == pytest.approx(3)
    assert cmds.getAttr(f"{cube}.tx", time=6) == pytest.approx(5)
    assert cmds.keyframe(f"{cube}.tx", query=True, eval=True, time=(2,)) == pytest.approx([1])
    assert cmds.xform(cube, query=True, translation=True)[0] == pytest.approx(3)


def test_a_value_set_on_a_keyed_plug_lasts_until_the_time_changes(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.tx", time=1, value=2)
    cmds.setAttr(f"{cube}.tx", 9)
    assert cmds.getAttr(f"{cube}.tx") == 9
    cmds.currentTime(5)
    assert cmds.getAttr(f"{cube}.tx") == 2


def test_moving_keys(cube: str) -> None:
    for frame in (1, 5, 9):
        cmds.setKeyframe(f"{cube}.tx", time=frame, value=frame)
    assert cmds.keyframe(f"{cube}.tx", edit=True, time=(5, 9), relative=True, timeChange=10) == 2
    assert cmds.keyframe(f"{cube}.tx", query=True) == [1.0, 15.0, 19.0]
    cmds.keyframe(f"{cube}.tx", edit=True, index=(0, 0), absolute=True, valueChange=7)
    assert cmds.keyframe(f"{cube}.tx", query=True, valueChange=True) == [7.0, 5.0, 9.0]
    cmds.scaleKey(f"{cube}.tx", timeScale=2, timePivot=1)
    assert cmds.keyframe(f"{cube}.tx", query=True) == [1.0, 29.0, 37.0]


def test_tangents(cube: str) -> None:
    for frame, value in ((1, 0), (11, 10), (21, 10)):
        cmds.setKeyframe(f"{cube}.tx", time=frame, value=value)
    assert cmds.keyTangent(f"{cube}.tx", query=True, inTangentType=True) == ["auto"] * 3
    cmds.keyTangent(f"{cube}.tx", edit=True, inTangentType="linear", outTangentType="linear")
    assert cmds.keyTangent(f"{cube}.tx", query=True, time=(1,), outAngle=True) == pytest.approx(
        [45.0]
    )
    cmds.keyTangent(f"{cube}.tx", edit=True, time=(11,), lock=False)
    cmds.keyTangent(f"{cube}.tx", edit=True, time=(11,), inAngle=30, outAngle=-30)
    assert cmds.keyTangent(
        f"{cube}.tx", query=True, time=(11,), inAngle=True, outAngle=True
    ) == pytest.approx([30, -30])
    assert cmds.keyTangent(f"{cube}.tx", query=True, time=(11,), inTangentType=True) == ["fixed"]
    with pytest.raises(RuntimeError, match="tangent type"):
        cmds.keyTangent(f"{cube}.tx", edit=True, inTangentType="smooth")


def test_step_for_switches(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.visibility", time=1, value=1)
    assert cmds.keyTangent(f"{cube}.visibility", query=True, outTangentType=True) == ["step"]


def test_inserting(cube: str) -> None:
    assert cmds.setKeyframe(f"{cube}.tx", time=5, insert=True) == 0
    cmds.setKeyframe(f"{cube}.tx", time=1, value=0)
    cmds.setKeyframe(f"{cube}.tx", time=21, value=10)
    before = [cmds.getAttr(f"{cube}.tx", time=frame) for frame in range(1, 22)]
    assert cmds.setKeyframe(f"{cube}.tx", time=7, insert=True) == 1
    after = [cmds.getAttr(f"{cube}.tx", time=frame) for frame in range(1, 22)]
    assert after == pytest.approx(before, abs=1e-5)


def test_cut_copy_paste(cube: str) -> None:
    for frame in (1, 5, 9):
        cmds.setKeyframe(f"{cube}.tx", time=frame, value=frame)
    assert cmds.copyKey(f"{cube}.tx", time=(5, 9)) == 1
    assert cmds.pasteKey(f"{cube}.ty", timeOffset=100) == 1
    assert cmds.keyframe(f"{cube}.ty", query=True) == [105.0, 109.0]
    assert cmds.cutKey(f"{cube}.tx", time=(5, 5), clear=True) == 1
    assert cmds.keyframe(f"{cube}.tx", query=True) == [1.0, 9.0]
    cmds.cutKey(f"{cube}.tx", clear=True)
    assert not cmds.objExists("pCube1_translateX")


def test_finding(cube: str) -> None:
    for frame in (3, 7):
        cmds.setKeyframe(f"{cube}.tx", time=frame)
    cmds.currentTime(5)
    find = cmds.findKeyframe
    assert [find(cube, which=word) for word in ("next", "previous", "first", "last")] == [
        7.0,
        3.0,
        3.0,
        7.0,
    ]
    assert find(cube, time=(7, 7), which="next") == 3.0
    assert find(cube, curve=True, at="translateX") == ["pCube1_translateX"]


def test_driven_keys(cube: str) -> None:
    linear = {"inTangentType": "linear", "outTangentType": "linear"}
    cmds.setDrivenKeyframe(
        f"{cube}.ty", currentDriver=f"{cube}.rx", driverValue=0, value=0, **linear
    )
    cmds.setDrivenKeyframe(
        f"{cube}.ty", currentDriver=f"{cube}.rx", driverValue=90, value=9, **linear
    )
    cmds.setAttr(f"{cube}.rx", 30)
    assert cmds.getAttr(f"{cube}.ty") == pytest.approx(3)
    assert cmds.setDrivenKeyframe(f"{cube}.ty", query=True, currentDriver=True) == [
        f"{cube}.rotateX"
    ]
    assert cmds.nodeType(cmds.listConnections(f"{cube}.ty")[0]) == "animCurveUL"


def test_baking(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.tx", time=1, value=0)
    cmds.setKeyframe(f"{cube}.tx", time=11, value=10)
    cmds.polySphere(name="ball")
    cmds.connectAttr(f"{cube}.tx", "ball.ty")
    expected = [cmds.getAttr("ball.ty", time=frame) for frame in range(1, 12)]
    assert cmds.bakeResults("ball.ty", time=(1, 11)) == 1
    assert cmds.nodeType(cmds.listConnections("ball.ty")[0]) == "animCurveTL"
    assert cmds.keyframe("ball.ty", query=True, valueChange=True) == pytest.approx(expected)


def test_infinity(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.tx", time=1, value=0)
    cmds.setKeyframe(f"{cube}.tx", time=5, value=4)
    cmds.setInfinity(f"{cube}.tx", preInfinite="constant", postInfinite="cycle")
    assert cmds.setInfinity(f"{cube}.tx", query=True, postInfinite=True) == ["cycle"]
    assert cmds.getAttr(f"{cube}.tx", time=7) == pytest.approx(cmds.getAttr(f"{cube}.tx", time=3))


@pytest.mark.parametrize(
    "change",
    [
        lambda: cmds.setKeyframe("pCube1", time=40),
        lambda: cmds.cutKey("pCube1.tx", time=(5, 9)),
        lambda: cmds.cutKey("pCube1.tx", clear=True),
        lambda: cmds.keyframe("pCube1.tx", edit=True, relative=True, timeChange=3),
        lambda: cmds.keyTangent("pCube1.tx", edit=True, inTangentType="flat"),
        lambda: cmds.bakeResults("pCube1.tx", time=(1, 30)),
        lambda: cmds.delete("pCube1_translateX"),
    ],
)
def test_undo_and_redo(cube: str, change) -> None:
    for frame in (1, 5, 9):
        cmds.setKeyframe(f"{cube}.tx", time=frame, value=frame)
    before = scene_state()
    change()
    after = scene_state()
    assert after != before
    cmds.undo()
    assert scene_state() == before
    cmds.redo()
    assert scene_state() == after


def test_keys_survive_a_scene_file(cube: str, tmp_path) -> None:
    for frame, value in ((1, 0), (10, 5), (20, -2)):
        cmds.setKeyframe(f"{cube}.tx", time=frame, value=value)
    cmds.keyTangent(
        f"{cube}.tx", edit=True, time=(10,), inTangentType="linear", outTangentType="step"
    )
    cmds.setInfinity(f"{cube}.tx", postInfinite="oscillate")
    frames = range(-5, 40)
    expected = [cmds.getAttr(f"{cube}.tx", time=frame) for frame in frames]
    cmds.file(rename=(tmp_path / "keys.ma").as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file((tmp_path / "keys.ma").as_posix(), open=True, force=True)
    assert [cmds.getAttr(f"{cube}.tx", time=frame) for frame in frames] == pytest.approx(expected)
    assert cmds.keyTangent(f"{cube}.tx", query=True, outTangentType=True) == [
        "auto",
        "step",
        "auto",
    ]


def test_the_evaluation_manager_sees_the_same(cube: str) -> None:
    cmds.setKeyframe(f"{cube}.tx", time=1, value=0)
    cmds.setKeyframe(f"{cube}.tx", time=11, value=10)
    cmds.cluster(cube)
    cmds.connectAttr(f"{cube}.tx", "cluster1Handle.ty")
    values = {}
    for mode in ("off", "parallel"):
        cmds.evaluationManager(mode=mode)
        found = []
        for frame in (1, 3, 6, 9):
            cmds.currentTime(frame)
            found.append(cmds.pointPosition(f"{cube}.vtx[0]"))
        values[mode] = found
    cmds.evaluationManager(mode="off")
    assert values["off"] == values["parallel"]


def test_hierarchies_are_keyed_together() -> None:
    cmds.group(empty=True, name="top")
    cmds.group(empty=True, name="middle", parent="top")
    cmds.group(empty=True, name="leaf", parent="middle")
    assert cmds.setKeyframe("middle", hierarchy="none") == 10
    assert cmds.setKeyframe("middle", hierarchy="below") == 20
    assert cmds.setKeyframe("middle", hierarchy="both") == 30
    assert cmds.keyframe("top", hierarchy="below", query=True, keyframeCount=True) == 30
