from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import CancelledError, ParameterError, SceneError
from a2f_maya.maya import bake, host, scene
from a2f_maya.progress import Progress
from tests.maya import rig

UNITS = {
    "23.976fps": 29,
    "film": 29,
    "pal": 31,
    "29.97fps": 36,
    "ntsc": 37,
    "show": 58,
    "palf": 61,
    "59.94fps": 72,
    "ntscf": 73,
}
"""Frames from the start to the end of 1.2 seconds, both counted."""


def speaking(recording: Path, tiny: str) -> tuple[scene.Character, str]:
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "anna")
    node = rig.make_blend_shape(rig.TINY_POSES)
    scene.attach_blend_shape(character, node)
    return character, node


def keyed(node: str) -> tuple[list[float], np.ndarray]:
    """Frames and values of the keys [shape=(T, P)]."""
    times = cmds.keyframe(f"{node}.{rig.TINY_POSES[0]}", query=True, timeChange=True)
    values = [
        cmds.keyframe(f"{node}.{pose}", query=True, valueChange=True) for pose in rig.TINY_POSES
    ]
    return times, np.array(values).T


@pytest.mark.parametrize("unit", UNITS)
def test_keys_are_the_frames_of_the_command_line(unit: str, recording: Path, tiny: str) -> None:
    cmds.currentUnit(time=unit)
    character, node = speaking(recording, tiny)
    report = bake.bake_weights(character)
    times, values = keyed(node)
    assert times == pytest.approx(range(UNITS[unit]), abs=1e-6)
    assert (report.start, report.end) == (0, UNITS[unit] - 1)
    assert (report.curves, report.keys) == (6, 6 * UNITS[unit])
    _, weights = rig.pure_result(Path(tiny), recording, host.frame_rate())
    assert weights.names == rig.TINY_POSES
    count = len(weights)
    assert UNITS[unit] - count in (0, 1)
    assert np.abs(values[:count] - weights.weights).max() < 1e-5
    assert values.std(axis=0).max() > 1e-3


def test_tangents_are_linear(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    bake.bake_weights(character)
    plug = f"{node}.jawOpen"
    for kinds in (
        cmds.keyTangent(plug, query=True, inTangentType=True),
        cmds.keyTangent(plug, query=True, outTangentType=True),
    ):
        assert set(kinds) == {"linear"}
    values = cmds.keyframe(plug, query=True, valueChange=True)
    cmds.currentTime(7.5)
    assert cmds.getAttr(plug) == pytest.approx((values[7] + values[8]) / 2, abs=1e-6)


def test_keys_take_the_place_of_the_connection_and_undo_brings_it_back(
    recording: Path, tiny: str
) -> None:
    character, node = speaking(recording, tiny)
    before = rig.scene_state()
    bake.bake_weights(character)
    baked = rig.scene_state()
    source = cmds.listConnections(f"{node}.jawOpen", source=True, destination=False)
    assert cmds.nodeType(source[0]) == "animCurveTU"
    keys = keyed(node)[1]
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state()["connections"] == baked["connections"]
    assert np.array_equal(keyed(node)[1], keys)


def test_baking_again_replaces_the_keys(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    bake.bake_weights(character)
    curves = len(cmds.ls(type="animCurve"))
    first = keyed(node)[1]
    cmds.setAttr(f"{character.core}.skinStrength", 0.5)
    bake.bake_weights(character, start=3, end=12)
    times, values = keyed(node)
    assert times == pytest.approx(range(3, 13))
    assert len(cmds.ls(type="animCurve")) == curves
    assert np.abs(values - first[3:13]).max() > 1e-3


def test_a_keyed_strength_counts_at_its_own_frame(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    for frame, value in ((0, 0.2), (28, 1.8)):
        cmds.setKeyframe(
            character.core,
            attribute="skinStrength",
            time=frame,
            value=value,
            inTangentType="linear",
            outTangentType="linear",
        )
    bake.bake_weights(character)
    _, values = keyed(node)
    for frame in (0, 7, 14, 21, 28):
        strength = 0.2 + 1.6 * frame / 28
        _, weights = rig.pure_result(
            Path(tiny), recording, host.frame_rate(), skinStrength=strength
        )
        assert values[frame] == pytest.approx(weights.weights[frame], abs=2e-5)


def test_offset_and_trimming_are_followed(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    audio = cmds.ls(type="audio")[0]
    cmds.setAttr(f"{audio}.offset", 1001)
    cmds.setAttr(f"{audio}.sourceStart", 6)
    bake.bake_weights(character)
    times, values = keyed(node)
    assert times[0] == pytest.approx(1001)
    _, weights = rig.pure_result(Path(tiny), recording, host.frame_rate())
    assert values[:20] == pytest.approx(weights.weights[6:26], abs=1e-5)


def test_fewer_keys_within_the_tolerance(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    cmds.undoInfo(openChunk=True)
    full = bake.bake_weights(character)
    cmds.undoInfo(closeChunk=True)
    _, values = keyed(node)
    cmds.undo()
    report = bake.bake_weights(character, tolerance=0.02)
    assert 12 <= report.keys < full.keys
    assert 0 < report.largest_error <= 0.02
    for frame in range(29):
        cmds.currentTime(frame)
        found = [cmds.getAttr(f"{node}.{pose}") for pose in rig.TINY_POSES]
        assert found == pytest.approx(values[frame], abs=0.02 + 1e-6)


def test_a_blend_shape_that_is_not_attached(recording: Path, tiny: str) -> None:
    character, _ = speaking(recording, tiny)
    other = rig.make_blend_shape([f"face_{pose}" for pose in rig.TINY_POSES], "other")
    report = bake.bake_weights(character, other)
    assert report.targets == (other,)
    assert cmds.keyframe(f"{other}.face_jawOpen", query=True, keyframeCount=True) == 29


def test_an_animation_layer(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    _, weights = rig.pure_result(Path(tiny), recording, host.frame_rate())
    before = rig.scene_state()
    bake.bake_weights(character, layer="lipsync")
    assert cmds.nodeType("lipsync") == "animLayer"
    cmds.currentTime(8)
    found = [cmds.getAttr(f"{node}.{pose}") for pose in rig.TINY_POSES]
    assert found == pytest.approx(weights.weights[8].tolist(), abs=1e-5)
    cmds.animLayer("lipsync", edit=True, mute=True)
    cmds.currentTime(9)
    cmds.currentTime(8)
    assert [cmds.getAttr(f"{node}.{pose}") for pose in rig.TINY_POSES] == pytest.approx([0] * 6)
    cmds.animLayer("lipsync", edit=True, mute=False)
    with pytest.raises(SceneError, match="'lipsync' already"):
        bake.bake_weights(character, rig.make_blend_shape(rig.TINY_POSES, "x"), layer="lipsync")
    while cmds.objExists("lipsync"):
        cmds.undo()
    assert rig.scene_state()["values"] == before["values"]


def test_cancelling_leaves_the_scene_as_it_was(recording: Path, tiny: str) -> None:
    character, _ = speaking(recording, tiny)
    before = rig.scene_state()
    cancelled = threading.Event()
    seen: list[float] = []

    def report(fraction: float, message: str) -> None:
        seen.append(fraction)
        if fraction > 0.7:
            cancelled.set()

    with pytest.raises(CancelledError):
        bake.bake_weights(character, progress=Progress(report, cancelled))
    assert seen == sorted(seen)
    assert rig.scene_state() == before
    assert cmds.ls(type="animCurve") == []


def test_what_cannot_be_baked_says_why(recording: Path, tiny: str) -> None:
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "anna")
    with pytest.raises(SceneError, match="No blendShape is attached to 'anna'"):
        bake.bake_weights(character)
    node = rig.make_blend_shape(rig.TINY_POSES)
    with pytest.raises(SceneError, match="no frame from 9 to 3"):
        bake.bake_weights(character, node, start=9, end=3)
    with pytest.raises(ParameterError, match="tolerance"):
        bake.bake_weights(character, node, tolerance=-1)
    cmds.setAttr(f"{node}.jawOpen", lock=True)
    with pytest.raises(SceneError, match="locked"):
        bake.bake_weights(character, node)
    cmds.setAttr(f"{node}.jawOpen", lock=False)
    driver = cmds.createNode("multiplyDivide", name="driver")
    cmds.connectAttr(f"{driver}.outputX", f"{node}.jawOpen")
    with pytest.raises(SceneError, match="driven by 'driver'"):
        bake.bake_weights(character, node)


def test_without_sound_the_reason_is_given(tiny: str) -> None:
    character = scene.create_instance(scene.create_audio_player(), tiny, "anna")
    node = rig.make_blend_shape(rig.TINY_POSES)
    before = rig.scene_state()
    with pytest.raises(SceneError, match=r"'anna' cannot be baked: ."):
        bake.bake_weights(character, node)
    assert rig.scene_state() == before
