from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import AudioError, MeshError, SceneError
from a2f_maya.maya import scene
from a2f_maya.timing import FrameRate
from tests.maya import rig
from tests.support.tiny_package import SKIN_VERTICES

FRAME = 8


def build(recording: Path, tiny: str, name: str = "anna") -> scene.Character:
    """A character on a rig: a mesh, a blendShape, a jaw and two eyes."""
    player = scene.create_audio_player(recording, name=f"{name}_player")
    character = scene.create_instance(player, tiny, name)
    scene.attach_mesh(character, rig.make_mesh(SKIN_VERTICES, f"{name}_face"))
    scene.attach_blend_shape(character, rig.make_blend_shape(rig.TINY_POSES, name))
    for part in ("jaw", "left", "right"):
        cmds.createNode("transform", name=f"{name}_{part}", skipSelect=True)
    scene.attach_jaw(character, f"{name}_jaw")
    scene.attach_eyes(character, f"{name}_left", f"{name}_right")
    return character


def moves(character: scene.Character, tiny: str, recording: Path) -> bool:
    """Whether everything that is attached shows the frame of the pure side."""
    _, weights = rig.pure_result(Path(tiny), recording, FrameRate(24))
    cmds.currentTime(FRAME)
    (node,) = character.blend_shapes
    found = [cmds.getAttr(f"{node}.weight[{index}]") for index in range(len(weights.names))]
    (mesh,) = character.meshes
    cmds.currentTime(FRAME + 6)
    late = rig.mesh_points(mesh)
    cmds.currentTime(FRAME)
    turned = [
        rig.plug_matrix(f"{binding.target}.offsetParentMatrix")
        for binding in character.bindings
        if binding.kind in ("jaw", "leftEye", "rightEye")
    ]
    return (
        np.allclose(found, weights.weights[FRAME], atol=1e-5)
        and np.abs(rig.mesh_points(mesh) - late).max() > 1e-4
        and len(turned) == 3
        and all(np.abs(matrix - np.eye(4)).max() > 1e-4 for matrix in turned)
    )


def test_the_whole_pipeline(recording: Path) -> None:
    character = scene.create_pipeline(recording, name="anna")
    assert character.core == "anna"
    assert cmds.ls(selection=True) == ["anna"]
    assert len(character.meshes) == 2
    assert len(character.bindings) == 6
    assert cmds.playbackOptions(query=True, maxTime=True) == 29
    cmds.currentTime(FRAME)
    parts = scene.head_parts(character.head)
    assert cmds.getAttr(f"{character.core}.ready"), cmds.getAttr(f"{character.core}.status")
    rest = scene.create_male_head("rest")
    still = rig.mesh_points(scene.head_parts(rest)["skin"])
    assert np.abs(rig.mesh_points(parts["skin"]) - still).max() > 1e-3
    assert cmds.ls("*a2fError*") == []


def test_the_pipeline_is_one_undo_step(recording: Path) -> None:
    before = rig.scene_state()
    character = scene.create_pipeline(recording)
    made = rig.scene_state()
    cmds.undo()
    assert rig.scene_state() == before
    assert scene.characters() == []
    cmds.redo()
    assert rig.scene_state() == made
    assert scene.characters() == [character]


def test_a_failing_pipeline_leaves_nothing(tmp_path: Path, tiny: str, recording: Path) -> None:
    before = rig.scene_state()
    with pytest.raises(AudioError):
        scene.create_pipeline(tmp_path / "missing.wav")
    with pytest.raises(MeshError, match="vertices"):
        scene.create_pipeline(recording, package=tiny)
    assert rig.scene_state() == before


def test_deleting_leaves_the_rig_as_it_was(recording: Path, tiny: str) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES, "users_face")
    points = rig.mesh_points(mesh)
    node = rig.make_blend_shape(rig.TINY_POSES, "users")
    cmds.setAttr(f"{node}.mouthClose", 0.25)
    jaw = cmds.createNode("transform", name="users_jaw")
    offset = [1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 3, 2, 1, 1]
    cmds.setAttr(f"{jaw}.offsetParentMatrix", *offset, type="matrix")
    eyes = [cmds.createNode("transform", name=f"users_eye{index}") for index in range(2)]
    before = rig.scene_state()
    player = scene.create_audio_player(recording)
    character = scene.create_instance(player, tiny)
    scene.attach_mesh(character, mesh)
    scene.attach_blend_shape(character, node)
    scene.attach_jaw(character, jaw)
    scene.attach_eyes(character, *eyes)
    cmds.currentTime(FRAME)
    made = rig.scene_state()
    scene.delete_setup(character)
    assert rig.scene_state() == before
    assert np.abs(rig.mesh_points(mesh) - points).max() < 1e-6
    assert cmds.ls(type=["network", "multMatrix", "composeMatrix", "audio"]) == []
    cmds.undo()
    assert rig.scene_state() == made
    cmds.redo()
    assert rig.scene_state() == before


def test_deleting_takes_the_built_in_head_along(recording: Path) -> None:
    before = rig.scene_state()
    scene.delete_setup(scene.create_pipeline(recording))
    assert rig.scene_state() == before


def test_a_shared_player_stays(recording: Path, tiny: str) -> None:
    player = scene.create_audio_player(recording)
    first, second = (scene.create_instance(player, tiny) for _ in range(2))
    scene.delete_setup(first)
    assert second.player == player
    assert len(cmds.ls(type="audio")) == 1
    scene.delete_setup(second)
    assert cmds.ls(type=["a2fPlayer", "audio"]) == []


def test_the_users_own_audio_node_stays(recording: Path, tiny: str) -> None:
    audio = cmds.createNode("audio", name="dialogue")
    cmds.setAttr(f"{audio}.filename", recording.as_posix(), type="string")
    character = scene.create_instance(scene.create_audio_player(audio), tiny)
    scene.delete_setup(character)
    assert cmds.ls(type="audio") == ["dialogue"]


def test_everything_may_be_renamed(recording: Path, tiny: str) -> None:
    character = build(recording, tiny)
    nodes = set(scene.nodes_of(character))
    names = [name for name in nodes if not cmds.referenceQuery(name, isNodeReferenced=True)]
    for index, identity in enumerate(cmds.ls(names, uuid=True)):
        cmds.rename(cmds.ls(identity)[0], f"other{index}")
    assert moves(character, tiny, recording)
    assert scene.characters() == [character]
    scene.delete_setup(character)
    assert scene.characters() == []


def test_save_and_open(recording: Path, tiny: str, tmp_path: Path) -> None:
    build(recording, tiny)
    cmds.file(rename=(tmp_path / "ännä 1.ma").as_posix())
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    assert scene.characters() == []
    cmds.file(path, open=True, force=True)
    (character,) = scene.characters()
    assert character.core == "anna"
    assert moves(character, tiny, recording)
    before = set(cmds.ls())
    scene.delete_setup(character)
    left = before - set(cmds.ls())
    assert {"anna", "anna_player"} <= left
    assert cmds.getAttr("anna_blendShape.weight[0]") == 0


def test_import_twice(recording: Path, tiny: str, tmp_path: Path) -> None:
    build(recording, tiny)
    cmds.file(rename=(tmp_path / "anna.ma").as_posix())
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(path, i=True)
    cmds.file(path, i=True, namespace="second")
    found = scene.characters()
    assert len(found) == 2
    assert scene.find_character("second:anna") in found
    assert scene.find_character("anna") in found
    for character in found:
        assert moves(character, tiny, recording)
    scene.delete_setup(scene.find_character("second:anna"))
    (left,) = scene.characters()
    assert moves(left, tiny, recording)


def test_a_referenced_rig(recording: Path, tiny: str, tmp_path: Path) -> None:
    mesh = rig.make_mesh(SKIN_VERTICES, "face")
    rig.make_blend_shape(rig.TINY_POSES)
    for part in ("jaw", "left", "right"):
        cmds.createNode("transform", name=part)
    cmds.file(rename=(tmp_path / "rig.ma").as_posix())
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(path, reference=True, namespace="ben")
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "a2f")
    scene.attach_mesh(character, f"ben:{mesh}")
    scene.attach_blend_shape(character, "ben:rig_blendShape")
    scene.attach_jaw(character, "ben:jaw")
    scene.attach_eyes(character, "ben:left", "ben:right")
    assert moves(character, tiny, recording)
    cmds.file(rename=(tmp_path / "shot.ma").as_posix())
    shot = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(shot, open=True, force=True)
    (character,) = scene.characters()
    assert moves(character, tiny, recording)


def test_a_referenced_character(recording: Path, tiny: str, tmp_path: Path) -> None:
    build(recording, tiny)
    cmds.file(rename=(tmp_path / "anna.ma").as_posix())
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(path, reference=True, namespace="ref")
    character = scene.find_character("anna")
    assert character.core == "ref:anna"
    assert moves(character, tiny, recording)
    with pytest.raises(SceneError, match="reference"):
        scene.delete_setup(character)
    assert moves(character, tiny, recording)


def test_a_duplicate_is_a_character_of_its_own(recording: Path, tiny: str) -> None:
    character = build(recording, tiny)
    copy = cmds.duplicate(character.core, inputConnections=True)[0]
    twin = scene.find_character(copy)
    assert twin != character
    assert twin.player == character.player
    assert twin.bindings == []
    scene.delete_setup(twin)
    assert moves(character, tiny, recording)


def test_unload_and_load_again(recording: Path, tiny: str, tmp_path: Path) -> None:
    from a2f_maya.maya import startup

    build(recording, tiny)
    cmds.file(rename=(tmp_path / "anna.ma").as_posix())
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    startup.unload_plugins()
    assert scene.characters() == []
    startup.load_plugins()
    cmds.file(path, open=True, force=True)
    assert moves(scene.find_character("anna"), tiny, recording)


def test_a_namespace_may_be_current(recording: Path, tiny: str) -> None:
    cmds.namespace(addNamespace="shot")
    cmds.namespace(setNamespace="shot")
    character = build(recording, tiny)
    scene.create_male_head("rest")
    cmds.namespace(setNamespace=":")
    assert character.core == "shot:anna"
    assert scene.find_character("anna") == character
    assert moves(character, tiny, recording)
    assert cmds.ls("shot:rest_skinShape", type="mesh")
    scene.delete_setup(character)
    assert scene.characters() == []


def test_names_that_mean_nobody_or_too_many(tiny: str) -> None:
    with pytest.raises(SceneError, match="has: none"):
        scene.find_character("anna")
    for space in ("one", "two"):
        cmds.namespace(addNamespace=space)
        scene.create_instance(None, tiny, f"{space}:anna")
    with pytest.raises(SceneError, match="2 characters named 'anna'"):
        scene.find_character("anna")
    assert scene.find_character("two:anna").core == "two:anna"


def test_a_deleted_character_says_so(tiny: str) -> None:
    character = scene.create_instance(None, tiny)
    cmds.delete(character.core)
    with pytest.raises(SceneError, match="not in the scene any more"):
        assert not character.core
    cmds.undo()
    assert character.core == "a2f"


def test_the_nodes_of_a_character(recording: Path, tiny: str) -> None:
    found = scene.nodes_of(build(recording, tiny))
    assert {"anna", "anna_player", "|anna_jaw", "anna_blendShape"} <= set(found)
    assert {"|anna_face", "|anna_face|anna_faceShape"} <= set(found)
