"""BlendShapes that are made for a target head, and files of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import CancelledError, OutputError, SceneError
from a2f_maya.face.head import load_head
from a2f_maya.formats.mesh_files import read_meshes
from a2f_maya.maya import scene, transfer
from a2f_maya.maya.scene.blend_shapes import target_indices
from a2f_maya.maya.transfer import chains, locators, poses, targets
from a2f_maya.mesh import ShapedMesh
from a2f_maya.names import ARKIT, TONGUE
from a2f_maya.progress import Progress
from a2f_maya.transfer.blendshape_transfer import transfer_shapes
from tests.maya import rig
from tests.maya.transfer import heads

SOURCE, TARGET = heads.SOURCE, heads.TARGET
FITTED = SOURCE.with_points((SOURCE.points * np.float32([0.75, 0.91, 0.89])).astype(np.float32))


def poses_of(mesh: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """One bump for each name, somewhere on the front."""
    random = np.random.default_rng(7)
    front = np.flatnonzero(mesh[:, 2] > 3)
    deltas = np.zeros((len(names), *mesh.shape), np.float32)
    for number in range(len(names)):
        centre = mesh[random.choice(front)]
        bump = np.exp(-(((mesh - centre) / 2.5) ** 2).sum(axis=1))
        bump[bump < 0.05] = 0
        deltas[number] = bump[:, None] * random.normal(size=3)
    return deltas


SHAPED = ShapedMesh(SOURCE, ARKIT, poses_of(SOURCE.points, ARKIT))


@pytest.fixture(scope="module")
def pure() -> ShapedMesh:
    return transfer_shapes(SHAPED, FITTED, TARGET)


def give_poses(mesh: str, shaped: ShapedMesh, name: str = "own") -> str:
    node = cmds.blendShape(mesh, name=name, origin="local")[0]
    targets.write_targets(node, shaped)
    return str(node)


@pytest.fixture
def locator() -> str:
    source, target = heads.add(SOURCE, "source"), heads.add(TARGET, "target")
    give_poses(source, SHAPED)
    node = transfer.create_correspondence(source, target)
    locators.set_role(node, locators.FITTED, heads.add(FITTED, "fitted"))
    return node


def posed(node: str, mesh: str, name: str) -> np.ndarray:
    cmds.setAttr(f"{node}.{name}", 1.0)
    points = rig.mesh_points(mesh)
    cmds.setAttr(f"{node}.{name}", 0.0)
    return points


def test_targets_written_by_the_api_are_what_maya_reads():
    mesh = heads.add(SOURCE, "source")
    before = rig.scene_state()
    node = give_poses(mesh, SHAPED)
    assert list(target_indices(node)) == list(ARKIT)
    found = targets.read_targets(node, len(SOURCE.points))
    for row, name in enumerate(ARKIT):
        assert np.abs(found[name] - SHAPED.deltas[row]).max() < 1e-6
    for name in ("jawOpen", "tongueOut"):
        wanted = SHAPED.posed(ARKIT.index(name)).points
        assert np.abs(posed(node, mesh, name) - wanted).max() < 1e-5
    moved = int(SHAPED.deltas[0].any(axis=1).sum())
    item = f"{node}.inputTarget[0].inputTargetGroup[0].inputTargetItem[6000]"
    assert len(cmds.getAttr(f"{item}.inputPointsTarget")) == moved < len(SOURCE.points)
    assert cmds.getAttr(f"{node}.targetDirectory[0].childIndices") == list(range(52))
    cmds.delete(node)
    cmds.delete(mesh, constructionHistory=True)
    assert rig.scene_state() == before


def test_targets_of_meshes_that_were_modelled_are_read():
    mesh = heads.add(SOURCE, "source")
    copy = cmds.duplicate(mesh, name="smile")[0]
    cmds.move(1, 2, 3, f"{copy}.vtx[5]", f"{copy}.vtx[7:9]", relative=True, objectSpace=True)
    node = cmds.blendShape(copy, mesh, origin="local")[0]
    wanted = np.zeros_like(SOURCE.points)
    wanted[[5, 7, 8, 9]] = [1, 2, 3]
    for _ in range(2):
        found = targets.read_targets(node, len(SOURCE.points))
        assert np.abs(found["smile"] - wanted).max() < 1e-5
        if cmds.objExists(copy):
            cmds.delete(copy)


def test_the_target_gets_all_poses(locator: str, pure: ShapedMesh):
    before = rig.scene_state()
    made = transfer.generate_blend_shapes(locator)
    assert made == transfer.BlendShapes("target_a2fShapes", ARKIT)
    assert transfer.blend_shape_of(locator) == made.blend_shape
    assert list(target_indices(made.blend_shape)) == list(ARKIT)
    assert transfer.status(locator).startswith(
        "Done: 'target' has the blend shapes of 'target_a2fShapes'."
    )
    assert np.array_equal(rig.mesh_points("target"), TARGET.points)
    for row in (0, 17, 51):
        found = posed(made.blend_shape, "target", ARKIT[row])
        assert np.abs(found - pure.posed(row).points).max() < 1e-5
        assert np.abs(found - TARGET.points).max() > 0.01
    assert len(cmds.ls(type="mesh", noIntermediate=True)) == 3
    for _ in range(6):
        cmds.undo()
    made_state = rig.scene_state()
    assert set(cmds.ls(type="blendShape")) == {"own", "target_a2fShapes"}
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state() == made_state
    found = posed("target_a2fShapes", "target", "jawOpen")
    assert np.abs(found - pure.posed(ARKIT.index("jawOpen")).points).max() < 1e-5


def test_rest_is_meant_at_any_pose(locator: str, pure: ShapedMesh):
    cmds.setAttr("own.jawOpen", 1.0)
    heads.move("target", np.tile([0.0, 2.0, 0.0], (len(TARGET.points), 1)))
    made = transfer.generate_blend_shapes(locator)
    found = posed(made.blend_shape, "target", "jawLeft") - [0, 2, 0]
    assert np.abs(found - pure.posed(ARKIT.index("jawLeft")).points).max() < 1e-5


def test_a_skin_cluster_carries_the_shapes(locator: str, pure: ShapedMesh):
    joint = cmds.createNode("joint", name="neck", skipSelect=True)
    cmds.skinCluster(joint, "target", toSelectedBones=True)
    made = transfer.generate_blend_shapes(locator)
    assert chains.deformers_of("targetShape")[-1] == made.blend_shape
    cmds.setAttr(f"{joint}.rotateZ", 90)
    quarter = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    found = posed(made.blend_shape, "target", "jawOpen")
    assert np.abs(found - pure.posed(ARKIT.index("jawOpen")).points @ quarter).max() < 1e-4


def test_a_voice_drives_all_of_them(locator: str, recording: Path):
    made = transfer.generate_blend_shapes(locator)
    character = scene.create_instance(scene.create_audio_player(recording))
    report = scene.attach_blend_shape(character, made.blend_shape)
    assert set(report.connected) == set(ARKIT) and report.unused == ()
    assert set(report.missing) <= set(TONGUE)
    cmds.currentTime(8)
    assert np.abs(rig.mesh_points("target") - TARGET.points).max() > 1e-4
    again = transfer.generate_blend_shapes(locator)
    assert again == made
    plug = f"{made.blend_shape}.jawOpen"
    assert cmds.listConnections(plug, source=True, destination=False) == [character.core]


def test_made_again_the_node_gets_other_shapes(locator: str):
    foreign = give_poses(
        "target", ShapedMesh(TARGET, ("smile",), TARGET.points[None] * 0.1), "user"
    )
    first = transfer.generate_blend_shapes(locator)
    nodes = rig.scene_state()["nodes"]
    changed = ShapedMesh(SOURCE, ARKIT, SHAPED.deltas * np.float32(0.5))
    targets.write_targets("own", changed)
    assert transfer.generate_blend_shapes(locator) == first
    assert rig.scene_state()["nodes"] == nodes
    wanted = transfer_shapes(changed, FITTED, TARGET).posed(3).points
    assert np.abs(posed(first.blend_shape, "target", ARKIT[3]) - wanted).max() < 1e-5
    assert list(target_indices(foreign)) == ["smile"]


def test_deleting_leaves_others_alone(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    foreign = give_poses(
        "target", ShapedMesh(TARGET, ("smile",), TARGET.points[None] * 0.1), "user"
    )
    before = rig.scene_state()
    transfer.generate_blend_shapes(locator)
    made = rig.scene_state()
    transfer.delete_transfer(locator)
    assert rig.scene_state() == before
    assert cmds.objExists(foreign)
    cmds.undo()
    assert rig.scene_state() == made


def test_wrap_and_shapes_together_are_released_together(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    before = rig.scene_state()
    transfer.post_wrap(locator)
    transfer.generate_blend_shapes(locator)
    transfer.post_wrap(locator)
    transfer.delete_transfer(locator)
    assert rig.scene_state() == before
    assert chains.upstream_plugs("targetShape") == []


def test_cancelling_and_missing_poses_leave_nothing(locator: str):
    progress = Progress()

    def cancel(fraction: float, message: str) -> None:
        if fraction > 0.2:
            progress.cancelled.set()

    progress.report = cancel
    before = rig.scene_state()
    with pytest.raises(CancelledError):
        transfer.generate_blend_shapes(locator, progress)
    assert rig.scene_state() == before
    with pytest.raises(SceneError, match="'target' is no tongue"):
        transfer.generate_blend_shapes(locator, tongue="target")
    cmds.delete("own")
    with pytest.raises(SceneError, match=r"'source' has no poses.*Male Template"):
        transfer.generate_blend_shapes(locator)


def test_poses_of_the_male_head_and_of_a_network(recording: Path, tiny: str):
    skin = load_head().skin
    other = skin.with_points((skin.points * np.float32(0.5)).astype(np.float32))
    shaped = poses.shaped_source(heads.add(other, "small"))
    assert shaped.names == ARKIT
    assert np.array_equal(shaped.mesh.points, other.points)
    assert np.array_equal(shaped.deltas[17], load_head().skin_shapes[ARKIT[17]])
    from tests.support.tiny_package import SKIN_VERTICES

    mesh = rig.make_mesh(SKIN_VERTICES)
    character = scene.create_instance(scene.create_audio_player(recording), tiny)
    scene.attach_mesh(character, mesh)
    found = poses.shaped_source(mesh)
    assert found.names == tuple(name for name in rig.TINY_POSES if not name.startswith("tongue"))


@pytest.mark.parametrize(("ending", "axis"), [(".usda", "y"), (".usdc", "z")])
def test_usd_files_hold_the_shapes(locator: str, tmp_path: Path, ending: str, axis: str):
    cmds.upAxis(axis=axis)
    cmds.currentUnit(linear="m")
    mesh = heads.add(SOURCE, "head")
    give_poses(mesh, SHAPED, "shapes")
    cmds.setAttr("shapes.jawOpen", 0.5)
    path = tmp_path / f"head ä{ending}"
    assert transfer.export_blend_shapes("shapes", path) == [path]
    content = read_meshes(path)
    assert (content.up_axis, content.meters_per_unit) == (axis, 0.01)
    (part,) = content.parts
    assert part.mesh.name == "head" and part.names == ARKIT
    assert np.array_equal(part.mesh.points, SOURCE.points)
    assert np.abs(part.deltas - SHAPED.deltas).max() < 1e-6


def test_obj_files_hold_one_shape_each(tmp_path: Path):
    few = ShapedMesh(SOURCE, ("jawOpen", "smile"), SHAPED.deltas[:2])
    give_poses(heads.add(SOURCE, "head"), few)
    files = transfer.export_blend_shapes(["head"], tmp_path / "head.obj")
    assert [file.name for file in files] == ["neutral.obj", "jawOpen.obj", "smile.obj"]
    assert files[0].parent == tmp_path / "head"
    for file, points in zip(
        files, (SOURCE.points, few.posed(0).points, few.posed(1).points), strict=True
    ):
        (part,) = read_meshes(file).parts
        assert np.abs(part.mesh.points - points).max() < 1e-5


def test_nothing_is_exported_without_shapes(tmp_path: Path):
    mesh = heads.add(SOURCE, "head")
    with pytest.raises(SceneError, match="'head' has no blendShape"):
        transfer.export_blend_shapes(mesh, tmp_path / "head.usda")
    give_poses(mesh, SHAPED)
    with pytest.raises(OutputError, match=r"\.usda, \.usdc or \.obj"):
        transfer.export_blend_shapes(mesh, tmp_path / "head.fbx")
    assert list(tmp_path.iterdir()) == []


def test_several_meshes_get_a_folder_each(tmp_path: Path):
    few = ShapedMesh(SOURCE, ("jawOpen",), SHAPED.deltas[:1])
    for name in ("head", "tongue"):
        give_poses(heads.add(SOURCE, name), few, f"{name}_shapes")
    files = transfer.export_blend_shapes(["head", "tongue"], tmp_path / "anna" / "all.obj")
    assert [file.relative_to(tmp_path / "anna" / "all").as_posix() for file in files] == [
        f"{mesh}/{pose}.obj" for mesh in ("head", "tongue") for pose in ("neutral", "jawOpen")
    ]
    (part,) = read_meshes(files[3]).parts
    assert np.abs(part.mesh.points - few.posed(0).points).max() < 1e-5
