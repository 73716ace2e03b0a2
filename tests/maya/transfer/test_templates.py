from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.face.head import load_head, open_mouth
from a2f_maya.maya import scene
from a2f_maya.maya.transfer.meshes import rest_mesh
from a2f_maya.maya.transfer.templates import create_male_template
from a2f_maya.mesh import same_faces
from tests.maya import rig


def test_the_template_is_the_male_head_twice():
    neutral, opened = create_male_template()
    assert (neutral, opened) == ("a2f_male_skin", "a2f_male_openMouth")
    head = load_head()
    assert np.array_equal(rest_mesh(neutral).points, head.skin.points)
    assert np.array_equal(rest_mesh(opened).points, open_mouth(head).points)
    assert same_faces(rest_mesh(neutral), rest_mesh(opened))
    one, other = (cmds.exactWorldBoundingBox(name) for name in (neutral, opened))
    assert other[0] > one[3]
    assert cmds.ls(selection=True) == [neutral, opened]


def test_the_template_stands_upright_where_z_is_up():
    cmds.upAxis(axis="z")
    for name in create_male_template():
        box = cmds.exactWorldBoundingBox(name)
        assert box[5] - box[2] > box[4] - box[1] > 0


def test_undo_and_redo():
    before = rig.scene_state()
    create_male_template()
    made = rig.scene_state()
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state() == made


@pytest.mark.parametrize("unit", ["m", "cm"])
def test_both_heads_are_as_far_apart_in_any_unit(unit: str):
    cmds.currentUnit(linear=unit)
    _, opened = create_male_template()
    assert rig.world_matrix(opened)[3, 0] > 15


def test_the_neutral_one_can_speak(recording: Path):
    neutral, _ = create_male_template()
    character = scene.create_instance(scene.create_audio_player(recording))
    scene.attach_mesh(character, neutral)
    assert character.meshes == [f"{neutral}Shape"]
