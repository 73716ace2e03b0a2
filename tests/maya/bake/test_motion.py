from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya import bake, scene
from tests.maya import rig
from tests.maya.scene.test_motion import make_rig

FRAMES = (0, 3, 8, 15, 28)


def speaking(recording: Path, tiny: str, kind: str) -> tuple[scene.Character, list[str]]:
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "anna")
    head = rig.turned(cmds.createNode("transform", name="head"), (10, 50, -30), (4, 150, 3))
    nodes = [make_rig(kind, head) for _ in range(3)]
    scene.attach_jaw(character, nodes[0], head)
    scene.attach_eyes(character, *nodes[1:], head)
    return character, nodes


def poses(nodes: list[str], frames: tuple[int, ...] = FRAMES) -> np.ndarray:
    found = []
    for frame in frames:
        rig.go_to(frame)
        found.append([rig.world_matrix(node) for node in nodes])
    return np.array(found)


@pytest.mark.parametrize("kind", ["joint", "transform"])
def test_the_keys_move_the_nodes_as_they_moved_live(recording: Path, tiny: str, kind: str) -> None:
    character, nodes = speaking(recording, tiny, kind)
    live = poses(nodes)
    before = rig.scene_state()
    report = bake.bake_motion(character)
    assert report.curves == 18
    assert report.targets == tuple(nodes)
    assert all(not cmds.listConnections(f"{node}.offsetParentMatrix") for node in nodes)
    assert np.abs(poses(nodes) - live).max() < 1e-3
    assert np.abs(live - live[0]).max() > 1e-2
    curve = cmds.listConnections(f"{nodes[0]}.rotateX", source=True, destination=False)[0]
    assert cmds.nodeType(curve) == "animCurveTA"
    assert character.bindings == []
    cmds.undo()
    assert rig.scene_state()["connections"] == before["connections"]
    assert np.abs(poses(nodes) - live).max() < 1e-6


def test_keys_of_the_animator_are_kept_within(recording: Path, tiny: str) -> None:
    character, nodes = speaking(recording, tiny, "transform")
    for frame, value in ((0, 0), (28, 90)):
        cmds.setKeyframe(nodes[0], attribute="rotateY", time=frame, value=value)
    live = poses(nodes)
    bake.bake_motion(character)
    assert np.abs(poses(nodes) - live).max() < 1e-3


def test_angles_do_not_jump(recording: Path, tiny: str) -> None:
    character, nodes = speaking(recording, tiny, "joint")
    bake.bake_motion(character)
    for axis in "XYZ":
        values = cmds.keyframe(f"{nodes[0]}.rotate{axis}", query=True, valueChange=True)
        assert np.abs(np.diff(values)).max() < 90


def test_a_tolerance_counts_in_centimetres_and_degrees(recording: Path, tiny: str) -> None:
    character, nodes = speaking(recording, tiny, "transform")
    live = poses(nodes, tuple(range(29)))
    report = bake.bake_motion(character, tolerance=0.05)
    assert report.keys < 18 * 29
    angles = np.abs(poses(nodes, tuple(range(29)))[:, :, :3, :3] - live[:, :, :3, :3]).max()
    assert angles < 1.5 * 3 * np.radians(0.05) * 1.5
    assert np.abs(poses(nodes, tuple(range(29)))[:, :, 3, :3] - live[:, :, 3, :3]).max() < 0.5


def test_driven_channels_are_refused(recording: Path, tiny: str) -> None:
    character, nodes = speaking(recording, tiny, "transform")
    driver = cmds.createNode("multiplyDivide", name="driver")
    cmds.connectAttr(f"{driver}.outputX", f"{nodes[0]}.translateX")
    before = rig.scene_state()
    with pytest.raises(SceneError, match="driven by 'driver'"):
        bake.bake_motion(character)
    assert rig.scene_state() == before


def test_nothing_attached_says_so(tiny: str) -> None:
    character = scene.create_instance(None, tiny, "anna")
    with pytest.raises(SceneError, match="Neither jaw nor eyes"):
        bake.bake_motion(character)
    with pytest.raises(SceneError, match="Neither a blendShape nor"):
        bake.bake_keys(character)


def test_everything_in_one_step_and_one_layer(recording: Path, tiny: str) -> None:
    character, nodes = speaking(recording, tiny, "transform")
    node = rig.make_blend_shape(rig.TINY_POSES)
    scene.attach_blend_shape(character, node)
    live = poses(nodes)
    before = rig.scene_state()
    report = bake.bake_keys(character, layer="lipsync")
    assert report.curves == 6 + 18
    assert set(report.targets) == {node, *nodes}
    assert np.abs(poses(nodes) - live).max() < 1e-3
    cmds.undo()
    assert not cmds.objExists("lipsync")
    assert rig.scene_state()["connections"] == before["connections"]
