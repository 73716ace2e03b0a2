"""Taking everything out again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya import scene, transfer
from a2f_maya.maya.transfer import chains
from tests.maya import rig
from tests.maya.transfer import heads


@pytest.fixture
def locator() -> str:
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    node = transfer.create_correspondence(source, target)
    transfer.set_pairs(node, heads.PAIRS)
    return node


def test_the_whole_transfer_goes_in_one_step_and_comes_back(locator: str):
    before = rig.scene_state()
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator, smooth_level=2)
    made = rig.scene_state()
    cmds.select("target")
    transfer.delete_transfer(locator)
    assert rig.scene_state() == before
    assert cmds.ls(selection=True) == ["target"]
    assert transfer.pairs_of(locator) == heads.PAIRS
    assert transfer.meshes_of(locator).fitted == ""
    for name, mesh in (("source", heads.SOURCE), ("target", heads.TARGET)):
        assert np.array_equal(rig.mesh_points(name), mesh.points)
        assert chains.upstream_plugs(f"{name}Shape") == []
    cmds.undo()
    assert rig.scene_state() == made
    assert transfer.smooth_level_of(locator) == 2
    cmds.redo()
    assert rig.scene_state() == before


def test_a_mesh_that_the_user_has_fitted_stays(locator: str):
    own = heads.add(heads.SOURCE, "own")
    before = rig.scene_state()
    transfer.post_wrap(locator, fitted=own)
    transfer.delete_transfer(locator)
    after = rig.scene_state()
    assert after["nodes"] == before["nodes"]
    assert transfer.meshes_of(locator).fitted == own


def test_history_of_the_user_stays(locator: str):
    heads.move("target", heads.pose(heads.TARGET.points))
    joint = cmds.createNode("joint", name="neck", skipSelect=True)
    cmds.skinCluster(joint, "target", toSelectedBones=True)
    points = rig.mesh_points("target")
    before = rig.scene_state()
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator)
    transfer.delete_transfer(locator)
    assert rig.scene_state() == before
    assert np.array_equal(rig.mesh_points("target"), points)


def test_a_deformer_that_came_later_stays(locator: str):
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator)
    joint = cmds.createNode("joint", name="neck", skipSelect=True)
    skin = cmds.skinCluster(joint, "target", toSelectedBones=True)[0]
    cmds.setAttr(f"{joint}.translateY", 2)
    transfer.delete_transfer(locator)
    assert chains.deformers_of("targetShape") == [skin]
    wanted = heads.TARGET.points + np.array([0, 2, 0])
    assert np.abs(rig.mesh_points("target") - wanted).max() < 1e-5


def test_pairs_and_locator_go_together():
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    before = rig.scene_state()
    node = transfer.create_correspondence(source, target)
    transfer.set_pairs(node, heads.PAIRS)
    made = rig.scene_state()
    transfer.delete_correspondence(node)
    assert rig.scene_state() == before
    assert transfer.correspondences() == []
    cmds.undo()
    assert rig.scene_state() == made
    assert transfer.pairs_of(node) == heads.PAIRS


def test_while_a_transfer_is_live_the_locator_stays_without_pairs(locator: str):
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator)
    state = rig.scene_state()
    transfer.delete_correspondence(locator)
    assert rig.scene_state() == state
    assert transfer.pairs_of(locator) == ()
    assert transfer.status(locator).startswith("Done")
    transfer.delete_transfer(locator)
    assert transfer.correspondences() == [] and cmds.ls(type=["network", "a2fWrap"]) == []
    assert np.array_equal(rig.mesh_points("target"), heads.TARGET.points)


def test_what_hangs_under_the_locator_stays(locator: str):
    cmds.createNode("transform", name="mine", parent="a2f_correspondence")
    transfer.delete_correspondence(locator)
    assert cmds.objExists("mine") and transfer.correspondences() == []


def test_half_of_it_may_be_gone_already(locator: str):
    before = rig.scene_state()
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator)
    cmds.delete("source_fitted")
    transfer.delete_transfer(locator)
    assert rig.scene_state() == before
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator)
    cmds.delete("target_a2fWrap")
    transfer.delete_transfer(locator)
    assert rig.scene_state()["nodes"] == before["nodes"]


def test_a_wrap_of_the_chain_can_be_taken_off_alone(locator: str):
    transfer.fit(locator, iterations=1)
    transfer.post_wrap(locator)
    transfer.delete_wrap("target")
    assert chains.upstream_plugs("targetShape") == []
    assert transfer.post_wrap_of(locator) is None
    assert transfer.status(locator).endswith("Begin the post wrap or generate blend shapes.")
    transfer.post_wrap(locator)
    assert transfer.post_wrap_of(locator) is not None


def test_a_character_and_a_transfer_are_released_in_any_order(recording: Path, tiny: str):
    from tests.support.tiny_package import SKIN_VERTICES

    for first in ("character", "transfer"):
        cmds.file(new=True, force=True)
        source, fitted = (rig.make_mesh(SKIN_VERTICES, name) for name in ("source", "fitted"))
        target = rig.make_mesh(SKIN_VERTICES, "target")
        before = rig.scene_state()
        character = scene.create_instance(scene.create_audio_player(recording), tiny)
        scene.attach_mesh(character, source)
        scene.attach_mesh(character, target)
        node = transfer.create_correspondence(source, target)
        transfer.post_wrap(node, fitted=fitted)
        steps = [
            lambda who=character: scene.delete_setup(who),
            lambda locator=node: transfer.delete_transfer(locator),
        ]
        for step in steps if first == "character" else steps[::-1]:
            step()
        assert rig.scene_state() == before


def test_referenced_locators_are_not_deleted(locator: str, tmp_path: Path):
    path = tmp_path / "set-up.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(str(path), reference=True, namespace="anna")
    node = f"anna:{locator}"
    before = rig.scene_state()
    with pytest.raises(SceneError, match="comes from a referenced file"):
        transfer.delete_correspondence(node)
    assert rig.scene_state() == before
    transfer.fit(node, iterations=1)
    transfer.post_wrap(node)
    assert transfer.status(node).startswith("Done")
    transfer.delete_transfer(node)
    assert cmds.ls(type=["a2fWrap", "network"]) == []
    assert not cmds.objExists("source_fitted")


def test_everything_works_inside_a_namespace():
    cmds.namespace(add="anna")
    cmds.namespace(set="anna")
    try:
        source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
        before = rig.scene_state()
        node = transfer.create_correspondence(source, target)
        transfer.set_pairs(node, heads.PAIRS)
        fitted = transfer.fit(node, iterations=1).fitted
        chain = transfer.post_wrap(node)
        assert {name.split(":")[0] for name in (node, fitted, chain.target_deformer)} == {"anna"}
        assert transfer.status(node).startswith("Done: 'anna:target' follows 'anna:source'.")
        transfer.delete_transfer(node)
        transfer.delete_correspondence(node)
        assert rig.scene_state() == before
    finally:
        cmds.namespace(set=":")


def test_two_meshes_of_one_name_are_told_apart():
    for group in ("one", "two"):
        cmds.createNode("transform", name=group, skipSelect=True)
        heads.add(heads.SOURCE, "head", group)
    target = heads.add(heads.TARGET, "target", "two")
    node = transfer.create_correspondence("two|head", target)
    transfer.set_pairs(node, heads.PAIRS)
    transfer.fit(node, iterations=1)
    transfer.post_wrap(node)
    assert transfer.meshes_of(node).source == "two|head"
    heads_moved = np.abs(rig.mesh_points("target") - heads.TARGET.points).max()
    cmds.move(0, -5, 0, "two|head.vtx[0:361]", relative=True)
    assert np.abs(rig.mesh_points("target") - heads.TARGET.points).max() > 1 > heads_moved
    transfer.delete_transfer(node)
    assert cmds.ls(type="a2fWrap") == []
