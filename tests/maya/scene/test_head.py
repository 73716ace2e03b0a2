from __future__ import annotations

import numpy as np
import pytest
from maya import cmds

from a2f_maya.face.head import PARTS, load_head
from a2f_maya.maya import scene
from tests.maya import rig


def test_the_head_is_the_pure_one() -> None:
    group = scene.create_male_head("anna")
    head = load_head()
    parts = scene.head_parts(group)
    assert tuple(parts) == PARTS
    for name, transform in parts.items():
        mesh = head.parts[name]
        assert cmds.polyEvaluate(transform, vertex=True) == len(mesh.points)
        assert cmds.polyEvaluate(transform, face=True) == len(mesh.face_counts)
        assert np.abs(rig.mesh_points(transform) - mesh.points).max() < 1e-5
    assert cmds.ls(selection=True) == [group]


def test_eyes_turn_about_their_centres() -> None:
    parts = scene.head_parts(scene.create_male_head())
    pivots = load_head().eye_pivots
    for name, pivot in (("eye_left", pivots[0]), ("eye_right", pivots[1])):
        cmds.setAttr(f"{parts[name]}.rotate", 20, -30, 10)
        found = pivot @ rig.world_matrix(parts[name])[:3, :3] + rig.world_matrix(parts[name])[3, :3]
        assert np.abs(found - pivot).max() < 1e-4


def test_every_part_has_a_shader() -> None:
    for transform in scene.head_parts(scene.create_male_head()).values():
        shape = cmds.listRelatives(transform, shapes=True, path=True)[0]
        groups = cmds.listConnections(shape, type="shadingEngine")
        assert groups
        shader = cmds.listConnections(f"{groups[0]}.surfaceShader")[0]
        assert cmds.nodeType(shader) == "lambert"


def test_two_heads_have_names_of_their_own() -> None:
    first, second = scene.create_male_head(), scene.create_male_head()
    assert first != second
    assert set(scene.head_parts(first).values()).isdisjoint(scene.head_parts(second).values())


def test_undo_leaves_nothing_and_redo_brings_the_head_back() -> None:
    before = rig.scene_state()
    group = scene.create_male_head()
    points = rig.mesh_points(scene.head_parts(group)["skin"])
    made = rig.scene_state()
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state() == made
    assert np.array_equal(rig.mesh_points(scene.head_parts(group)["skin"]), points)


def test_the_head_stands_upright_where_z_is_up() -> None:
    cmds.upAxis(axis="z")
    group = scene.create_male_head()
    box = cmds.exactWorldBoundingBox(group)
    assert box[5] - box[2] > box[4] - box[1] > 0
    tip = load_head().eye_pivots[0] @ rig.world_matrix(group)[:3, :3]
    assert tip[2] == pytest.approx(load_head().eye_pivots[0][1], abs=1e-4)


def test_lengths_do_not_depend_on_the_users_unit() -> None:
    cmds.currentUnit(linear="m")
    parts = scene.head_parts(scene.create_male_head())
    assert np.abs(rig.mesh_points(parts["skin"]) - load_head().skin.points).max() < 1e-4
    pivot = np.array(cmds.getAttr(f"{parts['eye_left']}.rotatePivot")[0])
    assert pivot * 100 == pytest.approx(load_head().eye_pivots[0], abs=1e-3)
