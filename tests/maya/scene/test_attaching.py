from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.maya import scene
from a2f_maya.timing import FrameRate
from tests.maya import rig
from tests.support.tiny_package import SKIN_VERTICES, TONGUE_VERTICES


@pytest.fixture
def character(recording: Path, tiny: str) -> scene.Character:
    return scene.create_instance(scene.create_audio_player(recording), tiny, "anna")


def test_an_attached_mesh_moves_with_the_voice(character: scene.Character) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES)
    rest = rig.mesh_points(mesh)
    scene.attach_mesh(character, mesh)
    cmds.currentTime(8)
    assert np.abs(rig.mesh_points(mesh) - rest).max() > 1e-3
    assert character.meshes == [f"{mesh}Shape"]


def test_the_part_is_set(character: scene.Character) -> None:
    deformer = scene.attach_mesh(character, rig.make_mesh(TONGUE_VERTICES), "tongue")
    assert cmds.getAttr(f"{deformer}.part") == 1


def test_a_skin_cluster_carries_the_face(character: scene.Character) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES)
    cmds.select(clear=True)
    joint = cmds.joint()
    cmds.skinCluster(joint, mesh, toSelectedBones=True)
    scene.attach_mesh(character, mesh)
    cmds.currentTime(8)
    straight = rig.mesh_points(mesh)
    cmds.setAttr(f"{joint}.rotateZ", 90)
    moved = rig.mesh_points(mesh)
    quarter = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    assert np.abs(moved - straight @ quarter).max() < 1e-4


def test_wrong_meshes_are_refused(character: scene.Character) -> None:
    before = rig.scene_state()
    wrong = rig.make_mesh(10, "wrong")
    with pytest.raises(MeshError, match=f"10 vertices.*{SKIN_VERTICES}"):
        scene.attach_mesh(character, wrong)
    cmds.delete(wrong)
    assert rig.scene_state() == before
    with pytest.raises(SceneError, match="part"):
        scene.attach_mesh(character, "whatever", "nose")  # type: ignore[arg-type]


def test_a_mesh_is_attached_once(character: scene.Character) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES)
    scene.attach_mesh(character, mesh)
    with pytest.raises(SceneError, match="already attached to 'anna'"):
        scene.attach_mesh(character, mesh)


def test_names_match_and_the_rest_is_reported(character: scene.Character) -> None:
    node = rig.make_blend_shape(["JawOpen", "eyeBlink_L", "bigNose", "tongueUp"])
    report = scene.attach_blend_shape(character, node)
    assert report.connected == {
        "jawOpen": "JawOpen",
        "eyeBlinkLeft": "eyeBlink_L",
        "tongueUp": "tongueUp",
    }
    assert report.missing == ("mouthClose", "eyeBlinkRight", "tongueDown")
    assert report.unused == ("bigNose",)


def test_weights_follow_the_voice(character: scene.Character, recording: Path, tiny: str) -> None:
    node = rig.make_blend_shape(rig.TINY_POSES)
    scene.attach_blend_shape(character, node)
    _, weights = rig.pure_result(Path(tiny), recording, FrameRate(24))
    for frame in (0, 7, 13, 28, 4):
        cmds.currentTime(frame)
        found = [cmds.getAttr(f"{node}.{pose}") for pose in weights.names]
        assert found == pytest.approx(weights.weights[frame].tolist(), abs=1e-5)


def test_attaching_again_is_harmless(character: scene.Character) -> None:
    node = rig.make_blend_shape(rig.TINY_POSES)
    first = scene.attach_blend_shape(character, node)
    assert scene.attach_blend_shape(character, node) == first
    assert len(character.bindings) == 1


def test_a_second_attaching_knows_the_first_values(character: scene.Character) -> None:
    node = rig.make_blend_shape(rig.TINY_POSES)
    cmds.setAttr(f"{node}.jawOpen", 0.3)
    cmds.setAttr(f"{node}.mouthClose", 0.6)
    cmds.setAttr(f"{node}.tongueUp", lock=True)
    with pytest.raises(SceneError, match="locked"):
        scene.attach_blend_shape(character, node)
    assert cmds.getAttr(f"{node}.jawOpen") == pytest.approx(0.3)
    cmds.setAttr(f"{node}.tongueUp", lock=False)
    scene.attach_blend_shape(character, node)
    cmds.disconnectAttr(f"{character.core}.weights[1]", f"{node}.mouthClose")
    cmds.setAttr(f"{node}.mouthClose", 0.9)
    scene.attach_blend_shape(character, node)
    scene.delete_setup(character)
    assert cmds.getAttr(f"{node}.jawOpen") == pytest.approx(0.3)
    assert cmds.getAttr(f"{node}.mouthClose") == pytest.approx(0.6)


def test_driven_and_locked_weights_are_refused(character: scene.Character) -> None:
    node = rig.make_blend_shape(rig.TINY_POSES)
    cmds.setKeyframe(node, attribute="mouthClose", time=1, value=0.5)
    before = rig.scene_state()
    with pytest.raises(SceneError, match="already driven"):
        scene.attach_blend_shape(character, node)
    assert rig.scene_state() == before
    other = rig.make_blend_shape(rig.TINY_POSES, "other")
    cmds.setAttr(f"{other}.jawOpen", lock=True)
    with pytest.raises(SceneError, match="locked"):
        scene.attach_blend_shape(character, other)


def test_foreign_targets_are_refused(character: scene.Character) -> None:
    node = rig.make_blend_shape(["bigNose", "elfEars"])
    with pytest.raises(SceneError, match="bigNose, elfEars"):
        scene.attach_blend_shape(character, node)


def test_the_selection_is_kept(character: scene.Character) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES)
    node = rig.make_blend_shape(rig.TINY_POSES)
    chosen = cmds.createNode("transform", name="chosen")
    cmds.select(chosen)
    scene.attach_mesh(character, mesh)
    scene.attach_blend_shape(character, node)
    assert cmds.ls(selection=True) == ["chosen"]


def test_each_attaching_is_one_undo_step(character: scene.Character) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES)
    node = rig.make_blend_shape(rig.TINY_POSES)
    before = rig.scene_state()
    scene.attach_mesh(character, mesh)
    scene.attach_blend_shape(character, node)
    made = rig.scene_state()
    cmds.undo()
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    cmds.redo()
    assert rig.scene_state() == made
