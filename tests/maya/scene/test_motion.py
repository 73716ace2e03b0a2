from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.face.head_streams import eye_matrices
from a2f_maya.maya import scene
from a2f_maya.timing import FrameRate
from tests.maya import rig

FRAME = 8


@pytest.fixture
def character(recording: Path, tiny: str) -> scene.Character:
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "anna")
    cmds.setAttr(f"{character.core}.lowerTeethHeightOffset", -0.4)
    return character


def make_rig(kind: str, parent: str) -> str:
    """A joint or transform with an orientation, a pivot and a scale of its own."""
    if kind == "joint":
        cmds.select(parent)
        node = cmds.joint(name="moved")
        cmds.setAttr(f"{node}.jointOrient", 30, 80, -45)
        cmds.setAttr(f"{node}.rotate", 5, 10, 15)
    else:
        node = cmds.createNode("transform", name="moved", parent=parent)
        cmds.setAttr(f"{node}.rotateOrder", 3)
        cmds.setAttr(f"{node}.rotate", -20, 40, 60)
        cmds.setAttr(f"{node}.rotatePivot", 0.3, 1.0, -0.5)
        cmds.setAttr(f"{node}.scale", 1.5, 1.5, 1.5)
    cmds.setAttr(f"{node}.translate", 0.5, 2.0, 1.0)
    return str(node)


def expected_jaw(character: scene.Character, tiny: str, recording: Path) -> np.ndarray:
    """The motion of the pure side for row vectors."""
    face, _ = rig.pure_result(Path(tiny), recording, FrameRate(24), lowerTeethHeightOffset=-0.4)
    return face.jaw[FRAME].T.astype(np.float64)


@pytest.mark.parametrize("kind", ["joint", "transform"])
@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_a_jaw_moves_rigidly_in_the_space_of_the_head(
    character: scene.Character, tiny: str, recording: Path, kind: str, scale: float
) -> None:
    head = rig.turned(cmds.createNode("transform", name="head"), (10, 50, -30), (4, 150, 3))
    cmds.setAttr(f"{head}.scale", scale, scale, scale)
    neck = cmds.createNode("transform", name="neck", parent=head)
    jaw = make_rig(kind, rig.turned(neck, (0, 33, 12), (1, 2, 3)))
    rest = rig.world_matrix(jaw)
    scene.attach_jaw(character, jaw, head)
    cmds.currentTime(FRAME)
    space = rig.world_matrix(head)
    motion = np.linalg.inv(space) @ expected_jaw(character, tiny, recording) @ space
    assert np.abs(rig.world_matrix(jaw) - rest @ motion).max() < 1e-3 * scale
    # and it stays so where the head goes, and while the animator moves the joint
    in_head = rest @ np.linalg.inv(space)
    rig.turned(head, (-70, 20, 5), (40, 100, -30))
    space = rig.world_matrix(head)
    moved = in_head @ expected_jaw(character, tiny, recording) @ space
    assert np.abs(rig.world_matrix(jaw) - moved).max() < 1e-3 * scale


def test_without_parent_and_head_the_world_is_the_space(
    character: scene.Character, tiny: str, recording: Path
) -> None:
    jaw = rig.turned(cmds.createNode("transform", name="jaw"), (0, 90, 0), (0, 3, 2))
    rest = rig.world_matrix(jaw)
    scene.attach_jaw(character, jaw)
    cmds.currentTime(FRAME)
    found = np.linalg.inv(rest) @ rig.world_matrix(jaw)
    assert np.abs(found - expected_jaw(character, tiny, recording)).max() < 1e-3


def test_a_former_offset_parent_matrix_is_kept(
    character: scene.Character, tiny: str, recording: Path
) -> None:
    parent = rig.turned(cmds.createNode("transform", name="neck"), (0, 20, 0), (5, 0, 0))
    jaw = rig.turned(cmds.createNode("transform", name="jaw", parent=parent), (10, 0, 0))
    offset = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 7, 8, 9, 1]
    cmds.setAttr(f"{jaw}.offsetParentMatrix", *offset, type="matrix")
    rest = rig.world_matrix(jaw)
    scene.attach_jaw(character, jaw)
    cmds.currentTime(FRAME)
    moved = rest @ expected_jaw(character, tiny, recording)
    assert np.abs(rig.world_matrix(jaw) - moved).max() < 1e-3


@pytest.mark.parametrize("kind", ["joint", "transform"])
def test_eyes_turn_about_their_own_centres(
    character: scene.Character, tiny: str, recording: Path, kind: str
) -> None:
    head = rig.turned(cmds.createNode("transform", name="head"), (10, 50, -30), (4, 150, 3))
    left, right = make_rig(kind, head), make_rig(kind, head)
    cmds.setAttr(f"{right}.translateX", -3)
    rest = {eye: rig.world_matrix(eye) for eye in (left, right)}
    pivots = {
        eye: np.array(cmds.xform(eye, query=True, rotatePivot=True, worldSpace=True))
        for eye in (left, right)
    }
    scene.attach_eyes(character, left, right, head)
    cmds.currentTime(FRAME)
    face, _ = rig.pure_result(Path(tiny), recording, FrameRate(24), lowerTeethHeightOffset=-0.4)
    space = rig.world_matrix(head)
    for eye, row in ((right, 0), (left, 1)):
        center = (np.append(pivots[eye], 1) @ np.linalg.inv(space))[:3]
        turn = eye_matrices(face.eyes[FRAME][row][None], center)[0].T
        expected = rest[eye] @ np.linalg.inv(space) @ turn @ space
        assert np.abs(turn[:3, :3] - np.eye(3)).max() > 1e-3
        assert np.abs(rig.world_matrix(eye) - expected).max() < 1e-3


def test_the_attached_mesh_is_the_space_of_the_head(
    character: scene.Character, tiny: str, recording: Path
) -> None:
    mesh = rig.turned(rig.make_mesh(60, "face"), (0, 90, 0), (0, 100, 0))
    scene.attach_mesh(character, mesh)
    jaw = rig.turned(cmds.createNode("transform", name="jaw"), (0, 0, 0), (0, 100, 5))
    rest = rig.world_matrix(jaw)
    scene.attach_jaw(character, jaw)
    cmds.currentTime(FRAME)
    space = rig.world_matrix(mesh)
    motion = np.linalg.inv(space) @ expected_jaw(character, tiny, recording) @ space
    assert np.abs(rig.world_matrix(jaw) - rest @ motion).max() < 1e-3


def test_driven_nodes_are_refused(character: scene.Character) -> None:
    other = cmds.createNode("transform", name="other")
    jaw = cmds.createNode("transform", name="jaw")
    cmds.connectAttr(f"{other}.matrix", f"{jaw}.offsetParentMatrix")
    before = rig.scene_state()
    with pytest.raises(SceneError, match=r"driven by 'other\.matrix'"):
        scene.attach_jaw(character, jaw)
    with pytest.raises(SceneError, match="driven"):
        scene.attach_eyes(character, other, jaw)
    assert rig.scene_state() == before


def test_a_head_below_its_jaw_would_go_round_in_circles(character: scene.Character) -> None:
    jaw = cmds.createNode("transform", name="jaw")
    below = cmds.createNode("transform", name="below", parent=jaw)
    with pytest.raises(SceneError, match="space of its own motion"):
        scene.attach_jaw(character, jaw, below)


def test_one_node_cannot_be_both_eyes(character: scene.Character) -> None:
    eye = cmds.createNode("transform", name="eye")
    with pytest.raises(SceneError, match="both eyes"):
        scene.attach_eyes(character, eye, eye)
