"""Time, playback range, evaluators, animation layers."""

from __future__ import annotations

import pytest
from maya import cmds

from tests.standin_tests.geometry.scene_state import scene_state


def test_a_new_scene_begins_at_frame_one() -> None:
    assert cmds.currentTime(query=True) == 1.0
    words = ("minTime", "maxTime", "animationStartTime", "animationEndTime")
    assert [cmds.playbackOptions(query=True, **{word: True}) for word in words] == [
        1.0,
        120.0,
        1.0,
        200.0,
    ]


def test_the_animation_range_holds_the_playback_range() -> None:
    cmds.playbackOptions(minTime=-5, maxTime=300)
    assert cmds.playbackOptions(query=True, animationStartTime=True) == -5.0
    assert cmds.playbackOptions(query=True, animationEndTime=True) == 300.0
    cmds.playbackOptions(animationEndTime=50)
    assert cmds.playbackOptions(query=True, maxTime=True) == 50.0
    with pytest.raises(RuntimeError, match="loop"):
        cmds.playbackOptions(loop="always")


def test_times_with_units() -> None:
    assert cmds.currentTime("2sec") == 48.0
    cmds.currentTime(10)
    cmds.undo()
    assert cmds.currentTime(query=True) == 48.0


def test_modes_and_overrides() -> None:
    assert cmds.evaluationManager(query=True) == ["off", "serial", "parallel"]
    assert cmds.evaluationManager(mode="serial") is True
    assert cmds.evaluationManager(query=True, mode=True) == ["serial"]
    cmds.evaluationManager(mode="off")
    cmds.evaluationManager("transform", nodeTypeGloballySerialize=True)
    assert "transform" in cmds.evaluationManager(query=True, nodeTypeGloballySerialize=True)
    cmds.evaluationManager("transform", nodeTypeGloballySerialize=False)
    with pytest.raises(RuntimeError):
        cmds.evaluationManager(mode="sideways")


def test_evaluators_say_what_they_were() -> None:
    before = cmds.evaluator(query=True, name="cache")
    assert cmds.evaluator(name="cache", enable=False) is before
    assert cmds.evaluator(query=True, name="cache") is False
    assert "cache" in cmds.evaluator(query=True, enable=False)
    with pytest.raises(RuntimeError):
        cmds.evaluator(query=True, name="nobody")


def test_layers_add_and_override() -> None:
    cmds.polyCube()
    cmds.setKeyframe("pCube1.tx", time=1, value=4)
    assert cmds.animLayer("plus") == "plus"
    cmds.animLayer("plus", edit=True, attribute="pCube1.translateX")
    assert cmds.animLayer("plus", query=True, attribute=True) == ["pCube1.translateX"]
    assert cmds.getAttr("pCube1.tx") == 4
    cmds.setKeyframe("pCube1.tx", animLayer="plus", time=1, value=3)
    assert cmds.getAttr("pCube1.tx") == 7
    cmds.animLayer("plus", edit=True, weight=0.5)
    assert cmds.getAttr("pCube1.tx") == 5.5
    cmds.animLayer("plus", edit=True, mute=True)
    assert cmds.getAttr("pCube1.tx") == 4
    cmds.animLayer("over", override=True, passthrough=False)
    cmds.animLayer("over", edit=True, attribute="pCube1.translateX")
    cmds.setKeyframe("pCube1.tx", animLayer="over", time=1, value=10)
    assert cmds.getAttr("pCube1.tx") == 10
    cmds.animLayer("over", edit=True, weight=0.25)
    assert cmds.getAttr("pCube1.tx") == pytest.approx(0.75 * 4 + 0.25 * 10)
    assert cmds.animLayer(query=True, root=True) == "BaseAnimation"
    assert cmds.animLayer("BaseAnimation", query=True, children=True) == ["plus", "over"]


def test_undo_of_layers() -> None:
    cmds.polyCube()
    cmds.setKeyframe("pCube1.tx", time=1, value=4)
    before = scene_state()
    cmds.animLayer("plus", attribute="pCube1.translateX")
    assert scene_state() != before
    cmds.undo()
    assert scene_state() == before


def test_auto_key_keys_what_is_animated() -> None:
    cmds.polyCube()
    cmds.setKeyframe("pCube1.tx", time=1, value=0)
    cmds.autoKeyframe(state=True)
    try:
        assert cmds.autoKeyframe(query=True, state=True) is True
        cmds.currentTime(5)
        cmds.setAttr("pCube1.tx", 3)
        cmds.setAttr("pCube1.ty", 3)
    finally:
        cmds.autoKeyframe(state=False)
    assert cmds.keyframe("pCube1.tx", query=True, valueChange=True) == [0.0, 3.0]
    assert cmds.keyframe("pCube1.ty", query=True) is None
    cmds.setAttr("pCube1.tx", 9)
    assert cmds.keyframe("pCube1.tx", query=True, keyframeCount=True) == 2
