"""The live chain: A2F mesh, fitted mesh, target."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_skin
from a2f_maya.maya import scene, transfer
from a2f_maya.maya.nodes import wrap_storage
from a2f_maya.maya.transfer import chains, locators, meshes
from a2f_maya.mesh import triangulate
from a2f_maya.transfer.lid_correction import lid_correction
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import CarriedMotion, Wrap, bind_wrap
from tests.maya import rig
from tests.maya.transfer import heads
from tests.support.tiny_package import SKIN_VERTICES

SOURCE, TARGET = heads.SOURCE, heads.TARGET
FITTED = SOURCE.with_points((SOURCE.points * np.float32([0.75, 0.91, 0.89])).astype(np.float32))
POSE = heads.pose(SOURCE.points)


def expected(driver: np.ndarray, smooth_level: int = 0) -> np.ndarray:
    """Where the pure functions put the target."""
    middle = FITTED.points + CarriedMotion(SOURCE.points, FITTED.points).displacements(driver)
    wrap = Wrap(bind_wrap(FITTED, TARGET), triangulate(FITTED), polygon_edges(TARGET))
    return TARGET.points + wrap.displacements(middle, smooth_level=smooth_level)


def set_up(name: str = "") -> str:
    """Two heads, and a mesh that was fitted elsewhere."""
    source = heads.add(SOURCE, f"{name}source")
    target, fitted = heads.add(TARGET, f"{name}target"), heads.add(FITTED, f"{name}fitted")
    heads.move(source, POSE)
    cmds.setAttr(f"{source}_mover.weight[0]", 0.0)
    node = transfer.create_correspondence(source, target)
    locators.set_role(node, locators.FITTED, fitted)
    return node


@pytest.fixture
def locator() -> str:
    return set_up()


def speak(amount: float = 1.0, name: str = "") -> np.ndarray:
    cmds.setAttr(f"{name}source_mover.weight[0]", amount)
    return SOURCE.points + amount * POSE


def test_the_target_follows_the_a2f_mesh_live(locator: str):
    chain = transfer.post_wrap(locator)
    assert chain.fitted == "fitted"
    assert transfer.post_wrap_of(locator) == chain
    assert np.array_equal(rig.mesh_points("target"), TARGET.points)
    assert np.array_equal(rig.mesh_points("fitted"), FITTED.points)
    for amount in (1.0, 0.4, -0.2):
        driver = speak(amount)
        assert np.abs(rig.mesh_points("target") - expected(driver)).max() < 1e-5
        assert np.abs(rig.mesh_points("target") - TARGET.points).max() > 0.1
    speak(0.0)
    assert np.array_equal(rig.mesh_points("target"), TARGET.points)


def test_rest_is_meant_at_any_frame(locator: str):
    driver = speak(1.0)
    heads.move("target", np.tile([0.0, 2.0, 0.0], (len(TARGET.points), 1)))
    transfer.post_wrap(locator)
    found = rig.mesh_points("target") - [0, 2, 0]
    assert np.abs(found - expected(driver)).max() < 1e-5
    speak(0.0)
    assert np.abs(rig.mesh_points("target") - [0, 2, 0] - TARGET.points).max() < 1e-6


def test_undone_in_a_pose_the_target_is_at_rest(locator: str):
    speak(1.0)
    transfer.post_wrap(locator)
    assert np.abs(rig.mesh_points("target") - TARGET.points).max() > 0.1
    cmds.undo()
    assert np.array_equal(rig.mesh_points("target"), TARGET.points)
    assert np.array_equal(rig.mesh_points("fitted"), FITTED.points)


def test_a_skin_cluster_carries_the_face(locator: str):
    joint = cmds.createNode("joint", name="neck", skipSelect=True)
    cmds.skinCluster(joint, "target", toSelectedBones=True)
    transfer.post_wrap(locator)
    assert chains.deformers_of("targetShape")[-1] == "target_a2fWrap"
    driver = speak()
    cmds.setAttr(f"{joint}.rotateZ", 90)
    quarter = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    assert np.abs(rig.mesh_points("target") - expected(driver) @ quarter).max() < 1e-4


def test_the_smooth_level_is_changed_afterwards(locator: str):
    transfer.post_wrap(locator, smooth_level=2)
    driver = speak()
    assert transfer.smooth_level_of(locator) == 2
    assert np.abs(rig.mesh_points("target") - expected(driver, 2)).max() < 1e-5
    transfer.set_smooth_level(locator, 5)
    assert np.abs(rig.mesh_points("target") - expected(driver, 5)).max() < 1e-5
    cmds.undo()
    assert transfer.smooth_level_of(locator) == 2
    with pytest.raises(SceneError, match="below 0"):
        transfer.set_smooth_level(locator, -1)


def test_wrapping_again_replaces_the_chain(locator: str):
    first = transfer.post_wrap(locator)
    made = rig.scene_state()
    second = transfer.post_wrap(locator)
    assert rig.scene_state()["nodes"] == made["nodes"]
    assert second == first
    driver = speak()
    assert np.abs(rig.mesh_points("target") - expected(driver)).max() < 1e-5


def test_another_fitted_mesh_may_be_chosen(locator: str):
    other = heads.add(FITTED, "other")
    transfer.post_wrap(locator)
    chain = transfer.post_wrap(locator, fitted=f"{other}Shape")
    assert chain.fitted == other and transfer.meshes_of(locator).fitted == other
    assert chains.upstream_plugs("fittedShape") == []
    driver = speak()
    assert np.abs(rig.mesh_points("target") - expected(driver)).max() < 1e-5


def test_a_fitted_mesh_that_lies_elsewhere_is_brought_over(locator: str):
    rig.turned("target", (0, 90, 0), (5, 0, 0))
    world = rig.world_matrix("target")
    points = FITTED.points @ world[:3, :3] + world[3, :3]
    other = heads.add(FITTED.with_points(points.astype(np.float32)), "other")
    transfer.post_wrap(locator, fitted=other)
    assert np.abs(rig.mesh_points("target") - TARGET.points).max() < 1e-5
    driver = speak()
    assert np.abs(rig.mesh_points("target") - expected(driver)).max() < 0.05
    assert np.abs(rig.mesh_points("target") - TARGET.points).max() > 1


def test_a_network_moves_the_target(recording: Path, tiny: str):
    source = rig.make_mesh(SKIN_VERTICES, "source")
    fitted = rig.make_mesh(SKIN_VERTICES, "fitted")
    target = rig.make_mesh(SKIN_VERTICES, "target")
    rest = meshes.rest_mesh(source)
    character = scene.create_instance(scene.create_audio_player(recording), tiny)
    scene.attach_mesh(character, source)
    cmds.currentTime(12)
    node = transfer.create_correspondence(source, target)
    transfer.post_wrap(node, fitted=fitted)
    wrap = Wrap(bind_wrap(rest, rest), triangulate(rest), polygon_edges(rest))
    motion = CarriedMotion(rest.points, rest.points)
    largest = 0.0
    for frame in (0, 5, 9, 17, 3):
        cmds.currentTime(frame)
        middle = rest.points + motion.displacements(rig.mesh_points(source))
        wanted = rest.points + wrap.displacements(middle)
        assert np.abs(rig.mesh_points(target) - wanted).max() < 1e-5
        largest = max(largest, float(np.abs(wanted - rest.points).max()))
    assert largest > 1e-2


def test_wrong_fitted_meshes_are_refused(locator: str):
    before = rig.scene_state()
    with pytest.raises(MeshError, match="fitted mesh 'target2' has not the same vertices"):
        transfer.post_wrap(locator, fitted=heads.add(TARGET, "target2"))
    cmds.delete("target2")
    for name in ("source", "target"):
        with pytest.raises(SceneError, match=f"fitted mesh '{name}' is the"):
            transfer.post_wrap(locator, fitted=name)
    assert rig.scene_state() == before
    locators.set_role(locator, locators.FITTED, "")
    with pytest.raises(SceneError, match="fitted mesh is missing"):
        transfer.post_wrap(locator)


def test_a_target_does_not_follow_twice(locator: str):
    transfer.post_wrap(locator)
    before = rig.scene_state()
    other = transfer.create_correspondence("source", "target")
    third = heads.add(FITTED, "third")
    with pytest.raises(SceneError, match="'target' already follows 'fitted'"):
        transfer.post_wrap(other, fitted=third)
    transfer.delete_correspondence(other)
    cmds.delete(third)
    assert rig.scene_state() == before


def test_a_chain_that_bites_its_tail_is_refused(locator: str):
    transfer.post_wrap(locator)
    back = transfer.create_correspondence("target", "source")
    other = heads.add(TARGET, "other")
    with pytest.raises(SceneError, match="'target' is made from 'source'"):
        transfer.post_wrap(back, fitted=other)


def test_undo_redo_and_deleting(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    before = rig.scene_state()
    transfer.post_wrap(locator)
    made = rig.scene_state()
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state() == made
    speak()
    transfer.delete_transfer(locator)
    speak(0.0)
    assert rig.scene_state() == before
    assert chains.upstream_plugs("targetShape") == []
    assert np.array_equal(rig.mesh_points("target"), TARGET.points)


def test_two_transfers_do_not_disturb_each_other():
    first, second = set_up("a_"), set_up("b_")
    transfer.post_wrap(first)
    transfer.post_wrap(second)
    driver = speak(1.0, "a_")
    assert np.abs(rig.mesh_points("a_target") - expected(driver)).max() < 1e-5
    assert np.array_equal(rig.mesh_points("b_target"), TARGET.points)
    transfer.set_pairs(first, heads.PAIRS)
    transfer.delete_transfer(first)
    assert np.array_equal(rig.mesh_points("a_target"), TARGET.points)
    driver = speak(0.5, "b_")
    assert np.abs(rig.mesh_points("b_target") - expected(driver)).max() < 1e-5


def test_a_saved_chain_is_live_and_can_be_deleted(locator: str, tmp_path: Path):
    transfer.set_pairs(locator, heads.PAIRS)
    transfer.post_wrap(locator, smooth_level=1)
    driver = speak(0.7)
    moved = rig.mesh_points("target")
    path = tmp_path / "chain.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(str(path), open=True, force=True)
    assert np.abs(rig.mesh_points("target") - moved).max() < 1e-5
    assert np.abs(moved - expected(driver, 1)).max() < 1e-5
    driver = speak(-0.3)
    assert np.abs(rig.mesh_points("target") - expected(driver, 1)).max() < 1e-5
    assert transfer.smooth_level_of(locator) == 1
    transfer.delete_transfer(locator)
    assert cmds.ls(type=["a2fWrap", "network"]) == []
    assert np.abs(rig.mesh_points("target") - TARGET.points).max() < 1e-5
    cmds.file(new=True, force=True)
    cmds.file(str(path), reference=True, namespace="anna")
    cmds.setAttr("anna:source_mover.weight[0]", 0.2)
    driver = SOURCE.points + 0.2 * POSE
    assert np.abs(rig.mesh_points("anna:target") - expected(driver, 1)).max() < 1e-5
    with pytest.raises(SceneError, match=r"anna:.*comes from a referenced file"):
        transfer.delete_transfer(f"anna:{locator}")


def test_a_referenced_target_follows_and_is_released(tmp_path: Path):
    heads.add(TARGET, "target")
    path = tmp_path / "target.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(str(path), reference=True, namespace="anna")
    source, fitted = heads.add(SOURCE, "source"), heads.add(FITTED, "fitted")
    heads.move(source, POSE)
    speak(0.0)
    node = transfer.create_correspondence(source, "anna:target")
    transfer.set_pairs(node, heads.PAIRS)
    transfer.post_wrap(node, fitted=fitted)
    driver = speak()
    assert np.abs(rig.mesh_points("anna:target") - expected(driver)).max() < 1e-5
    transfer.delete_transfer(node)
    assert np.abs(rig.mesh_points("anna:target") - TARGET.points).max() < 1e-5
    assert cmds.ls(type=["a2fWrap", "network"]) == []


def test_the_male_heads_lids_close_on_another_eye():
    neutral, opened = transfer.create_male_template()
    skin = load_head().skin
    other = skin.with_points((skin.points * np.float32([0.9, 1.25, 1.1])).astype(np.float32))
    target, fitted = heads.add(other, "target"), heads.add(other, "fitted")
    node = transfer.create_correspondence(neutral, target, opened)
    locators.set_role(node, locators.FITTED, fitted)
    chain = transfer.post_wrap(node)
    lids = wrap_storage.read_lids(chain.fitted_deformer)
    wanted = lid_correction(shaped_skin(load_head()), other)
    assert wanted is not None
    assert np.array_equal(lids.vertices, wanted.vertices)
    np.testing.assert_allclose(lids.missing, wanted.missing, atol=1e-6)
    assert np.array_equal(rig.mesh_points("target"), other.points)
