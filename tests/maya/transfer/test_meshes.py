"""Meshes at rest and as they are seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.face.head import load_head
from a2f_maya.maya import scene
from a2f_maya.maya.transfer import chains, meshes
from a2f_maya.mesh import same_faces
from tests.maya import rig
from tests.maya.transfer import heads
from tests.support.tiny_package import SKIN_VERTICES


def test_a_mesh_is_read_as_it_was_made():
    skin = load_head().skin
    name = heads.add(skin, "face")
    found = meshes.rest_mesh(name)
    assert found.name == "face"
    assert np.array_equal(found.points, skin.points)
    assert same_faces(found, skin)
    assert found.uvs is None or np.abs(found.uvs - skin.uvs).max() < 1e-6
    assert not same_faces(found, heads.TARGET)


def test_rest_is_before_all_deformers():
    name = heads.add(heads.TARGET, "face")
    heads.move(name, heads.pose(heads.TARGET.points))
    joint = cmds.createNode("joint", name="neck", skipSelect=True)
    cmds.skinCluster(joint, name, toSelectedBones=True)
    cmds.setAttr(f"{joint}.rotateZ", 40)
    assert np.abs(rig.mesh_points(name) - heads.TARGET.points).max() > 1
    assert np.array_equal(meshes.rest_mesh(name).points, heads.TARGET.points)
    assert chains.deformers_of("faceShape")[0].startswith("skinCluster")
    assert chains.deformers_of("faceShape", "blendShape") == ["face_mover"]


def test_rest_of_a_mesh_that_speaks(recording: Path, tiny: str):
    player = scene.create_audio_player(recording)
    character = scene.create_instance(player, tiny)
    name = rig.make_mesh(SKIN_VERTICES)
    rest = rig.mesh_points(name)
    scene.attach_mesh(character, name)
    cmds.currentTime(8)
    assert np.abs(rig.mesh_points(name) - rest).max() > 1e-3
    assert np.array_equal(meshes.rest_mesh(name).points, rest.astype(np.float32))


def test_rest_of_a_mesh_with_a_maker_and_edited_points():
    name = cmds.polySphere(name="ball", subdivisionsX=8, subdivisionsY=6)[0]
    cmds.move(0, 2, 0, f"{name}.vtx[3]", relative=True)
    points = rig.mesh_points(name)
    assert np.allclose(meshes.rest_mesh(name).points, points, atol=1e-6)
    cmds.cluster(f"{name}.vtx[0:20]", name="grip")
    cmds.setAttr("gripHandle.translateY", 3)
    assert np.allclose(meshes.rest_mesh(name).points, points, atol=1e-6)


def test_posed_meshes_are_in_the_world():
    name = rig.turned(heads.add(heads.TARGET, "face"), (0, 90, 0), (1, 2, 3))
    expected = heads.TARGET.points @ rig.world_matrix(name)[:3, :3] + [1, 2, 3]
    assert np.allclose(meshes.posed_mesh(name).points, expected, atol=1e-4)


@pytest.mark.parametrize("unit", ["mm", "m", "in"])
def test_the_unit_of_the_user_does_not_matter(unit: str):
    name = heads.add(heads.TARGET, "face")
    cmds.currentUnit(linear=unit)
    assert np.array_equal(meshes.rest_mesh(name).points, heads.TARGET.points)
    cmds.setAttr(f"{name}.translateX", 1)
    factor = {"mm": 0.1, "m": 100, "in": 2.54}[unit]
    assert meshes.world_matrix(name)[3, 0] == pytest.approx(factor)


def test_bad_meshes_are_refused():
    points = heads.TARGET.points.copy()
    points[3] = np.nan
    broken = heads.add(heads.TARGET.with_points(points), "broken")
    with pytest.raises(MeshError, match="'broken' has points that are not numbers"):
        meshes.rest_mesh(broken)
    empty = cmds.createNode("transform", name="empty")
    cmds.createNode("mesh", name="emptyShape", parent=empty)
    with pytest.raises((MeshError, SceneError), match="'empty'"):
        meshes.rest_mesh(empty)
    with pytest.raises(SceneError, match="persp"):
        meshes.rest_mesh("persp")


def test_a_transform_is_laid_over_another():
    group = rig.turned(cmds.createNode("transform", name="group"), (10, 20, 30), (5, 6, 7))
    cmds.setAttr(f"{group}.scale", 2, 1, 0.5)
    one = rig.turned(heads.add(heads.TARGET, "one", group), (30, 0, 50), (1, 2, 3))
    cmds.setAttr(f"{one}.scale", 1.5, 1, -0.5)
    cmds.setAttr(f"{one}.rotatePivot", 4, 4, 4)
    two = heads.add(heads.TARGET, "two", group)
    meshes.place_over(two, one)
    assert np.allclose(rig.world_matrix(two), rig.world_matrix(one), atol=1e-9)
    assert np.array_equal(meshes.relation(two, one), np.eye(4))


def test_what_lies_downstream_is_known():
    one, two = heads.add(heads.TARGET, "one"), heads.add(heads.TARGET, "two")
    cmds.connectAttr("oneShape.outMesh", "twoShape.inMesh")
    assert chains.is_downstream("twoShape", "oneShape")
    assert not chains.is_downstream("oneShape", "twoShape")
    assert chains.feeding_node("twoShape") == "oneShape"
    assert chains.feeding_node("oneShape") == ""
    assert one and two
