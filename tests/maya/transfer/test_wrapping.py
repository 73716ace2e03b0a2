"""One mesh drives others: brows, lashes and a moustache on a face."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.maya.nodes.wrap_storage import read_binding
from a2f_maya.maya.transfer import chains, meshes, wrapping
from a2f_maya.maya.transfer.placing import Choice
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.surface import Surface
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import Wrap, bind_wrap
from tests.maya import rig
from tests.maya.transfer import heads

FACE = heads.TARGET


def brow_mesh() -> Mesh:
    """A strip of three rows that lies just over the forehead."""
    rows = np.flatnonzero((np.abs(FACE.points[:, 0]) < 3) & (FACE.points[:, 2] > 4))
    rows = rows[(FACE.points[rows, 1] > 1) & (FACE.points[rows, 1] < 6)]
    keep = np.isin(FACE.face_indices.reshape(-1)[: len(FACE.face_indices)], rows)
    starts = np.concatenate([[0], np.cumsum(FACE.face_counts)])
    faces = [
        FACE.face_indices[starts[k] : starts[k + 1]]
        for k in range(len(FACE.face_counts))
        if keep[starts[k] : starts[k + 1]].all()
    ]
    used = np.unique(np.concatenate(faces))
    number = {int(vertex): index for index, vertex in enumerate(used)}
    return Mesh(
        "brow",
        (FACE.points[used] * np.float32(1.01)).astype(np.float32),
        np.array([len(face) for face in faces], np.int32),
        np.array([number[int(v)] for face in faces for v in face], np.int32),
    )


BROW = brow_mesh()
DRIVER_POSE = heads.pose(-FACE.points)


@pytest.fixture
def face() -> str:
    name = heads.add(FACE, "face")
    heads.move(name, DRIVER_POSE)
    cmds.setAttr(f"{name}_mover.weight[0]", 0.0)
    return name


@pytest.fixture
def brow() -> str:
    return heads.add(BROW, "brow")


def pose_face(amount: float = 1.0) -> None:
    cmds.setAttr("face_mover.weight[0]", amount)


def pure_wrap(driver: np.ndarray, rest: np.ndarray = FACE.points, **options: object) -> np.ndarray:
    binding = bind_wrap(FACE.with_points(rest.astype(np.float32)), BROW)
    wrap = Wrap(binding, triangulate(FACE), polygon_edges(BROW))
    return BROW.points + wrap.displacements(driver, **options)  # type: ignore[arg-type]


def test_a_brow_follows_as_the_pure_wrap_says(face: str, brow: str):
    result = wrapping.wrap(face, [brow])
    assert result.driver == face and list(result.deformers) == [brow] and result.kept == ()
    assert np.array_equal(rig.mesh_points(brow), BROW.points)
    for amount in (1.0, -0.5, 0.3):
        pose_face(amount)
        expected = pure_wrap(FACE.points + amount * DRIVER_POSE)
        assert np.abs(rig.mesh_points(brow) - expected).max() < 1e-4
        assert np.abs(rig.mesh_points(brow) - BROW.points).max() > 0.1


def test_rest_is_meant_although_the_driver_is_posed(face: str, brow: str):
    pose_face(1.0)
    wrapping.wrap(face, [brow])
    assert np.abs(rig.mesh_points(brow) - pure_wrap(FACE.points + DRIVER_POSE)).max() < 1e-4
    pose_face(0.0)
    assert np.array_equal(rig.mesh_points(brow), BROW.points)


def test_options_reach_the_deformer(face: str, brow: str):
    cmds.currentUnit(linear="m")
    limit = float(np.median(Surface.of(FACE).closest(BROW.points).distances))
    result = wrapping.wrap(
        face, [brow], use_max_distance=True, max_distance=limit, face_tangent_space=False
    )
    deformer = result.deformers[brow]
    assert cmds.getAttr(f"{deformer}.maxDistance") == pytest.approx(limit / 100)
    cmds.currentUnit(linear="cm")
    pose_face()
    options = {"max_distance": limit, "face_tangent_space": False}
    expected = pure_wrap(FACE.points + DRIVER_POSE, **options)
    moved = np.abs(expected - BROW.points).max(axis=1) > 0
    assert 0 < moved.sum() < len(moved)
    assert np.abs(rig.mesh_points(brow) - expected).max() < 1e-4


def test_meshes_under_other_parents_follow_in_the_world(face: str):
    group = rig.turned(cmds.createNode("transform", name="group"), (0, 30, 0), (4, 0, 0))
    cmds.setAttr(f"{group}.scale", 2, 2, 2)
    brow = heads.add(BROW, "brow", group)
    # the brow lies on the face in the world
    cmds.xform(brow, matrix=np.eye(4).ravel().tolist(), worldSpace=True)
    wrapping.wrap(face, [brow])
    assert np.abs(rig.mesh_points(brow) - BROW.points).max() < 1e-5
    pose_face()
    world = rig.mesh_points(brow) @ rig.world_matrix(brow)[:3, :3] + rig.world_matrix(brow)[3, :3]
    # a point over an edge may hang on either side of it
    assert np.abs(world - pure_wrap(FACE.points + DRIVER_POSE)).max() < 5e-3


def test_moving_the_transform_of_the_driver_moves_all_rigidly(face: str, brow: str):
    wrapping.wrap(face, [brow])
    rig.turned(face, (20, 40, 5), (1, 2, 3))
    expected = BROW.points @ rig.world_matrix(face)[:3, :3] + [1, 2, 3]
    assert np.abs(rig.mesh_points(brow) - expected).max() < 1e-4


def test_the_first_selected_drives_the_others(face: str, brow: str):
    other = heads.add(BROW, "moustache")
    cmds.select(face, brow, f"{other}Shape")
    result = wrapping.wrap_selection()
    assert result.driver == face and list(result.deformers) == [brow, other]
    assert cmds.ls(selection=True) == [face, brow, f"{other}Shape"]
    cmds.select(face)
    with pytest.raises(SceneError, match="driver first"):
        wrapping.wrap_selection()


def skinned(mesh: str) -> str:
    joint = cmds.createNode("joint", name=f"{mesh}_joint", skipSelect=True)
    cmds.skinCluster(joint, mesh, toSelectedBones=True, name=f"{mesh}_skin")
    cmds.setAttr(f"{joint}.translateY", 1.0)
    return f"{mesh}_skin"


def test_each_mesh_with_history_is_asked_about(face: str, brow: str):
    skin = skinned(brow)
    plain = heads.add(BROW, "plain")
    asked: list[tuple[str, str]] = []

    def choose(mesh: str, upstream: str) -> Choice:
        asked.append((mesh, upstream))
        return Choice.KEEP

    before = rig.mesh_points(brow)
    result = wrapping.wrap(face, [brow, plain], choose=choose)
    assert asked == [(brow, skin)]
    assert result.kept == (brow,) and list(result.deformers) == [plain]
    pose_face()
    assert np.array_equal(rig.mesh_points(brow), before)


def test_without_an_answer_a_mesh_with_history_is_kept(face: str, brow: str):
    skinned(brow)
    before = rig.scene_state()
    assert wrapping.wrap(face, [brow]).kept == (brow,)
    assert rig.scene_state() == before


def test_replacing_deletes_the_upstream_node(face: str, brow: str):
    skin = skinned(brow)
    result = wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.REPLACE)
    assert not cmds.objExists(skin)
    assert chains.deformers_of("browShape") == [result.deformers[brow]]
    pose_face()
    assert np.abs(rig.mesh_points(brow) - pure_wrap(FACE.points + DRIVER_POSE)).max() < 1e-4


def test_replacing_takes_the_next_node_only(face: str, brow: str):
    heads.move(brow, np.tile([0.0, 0.5, 0.0], (len(BROW.points), 1)))
    skin = skinned(brow)
    result = wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.REPLACE)
    assert not cmds.objExists(skin)
    assert chains.deformers_of("browShape") == [result.deformers[brow], "brow_mover"]
    assert rig.mesh_points(brow) == pytest.approx(BROW.points + np.array([0, 0.5, 0]), abs=1e-5)


def test_inserting_disconnects_the_upstream_node_and_keeps_it(face: str, brow: str):
    skin = skinned(brow)
    before = rig.scene_state()
    posed = rig.mesh_points(brow)
    result = wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.INSERT)
    assert cmds.objExists(skin)
    assert chains.deformers_of("browShape") == [result.deformers[brow]]
    assert not cmds.listConnections(f"{skin}.outputGeometry", destination=True, source=False)
    pose_face()
    assert np.abs(rig.mesh_points(brow) - pure_wrap(FACE.points + DRIVER_POSE)).max() < 1e-4
    pose_face(0.0)
    wrapping.delete_wrap(brow)
    assert rig.scene_state() == before
    assert np.array_equal(rig.mesh_points(brow), posed)


def test_a_wrap_that_replaces_a_wrap_gives_back_what_that_had_bypassed(face: str, brow: str):
    skin = skinned(brow)
    before = rig.scene_state()
    posed = rig.mesh_points(brow)
    wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.INSERT)
    nodes = rig.scene_state()["nodes"]
    wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.REPLACE)
    assert len(cmds.ls(type="a2fWrap")) == 1 and len(rig.scene_state()["nodes"]) == len(nodes)
    assert cmds.objExists(skin)
    wrapping.delete_wrap(brow)
    assert rig.scene_state() == before
    assert np.array_equal(rig.mesh_points(brow), posed)


def test_a_wrap_beside_a_wrap_is_taken_off_first(face: str, brow: str):
    before = rig.scene_state()
    wrapping.wrap(face, [brow])
    made = rig.scene_state()
    wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.INSERT)
    wrapping.delete_wrap(brow)
    assert rig.scene_state() == made
    pose_face()
    assert np.abs(rig.mesh_points(brow) - pure_wrap(FACE.points + DRIVER_POSE)).max() < 1e-4
    pose_face(0.0)
    wrapping.delete_wrap(brow)
    assert rig.scene_state() == before


@pytest.mark.parametrize("choice", [Choice.INSERT, Choice.REPLACE])
def test_the_maker_of_a_mesh_is_upstream_too(face: str, choice: Choice):
    ball, maker = cmds.polySphere(name="ball", radius=2, subdivisionsX=6, subdivisionsY=5)
    cmds.setAttr(f"{ball}.translate", 0, 2, 9)
    cmds.move(0, 0.5, 0, f"{ball}.vtx[2]", relative=True)
    points = rig.mesh_points(ball)
    before = rig.scene_state()
    wrapping.wrap(face, [ball], choose=lambda mesh, node: choice)
    assert np.allclose(rig.mesh_points(ball), points, atol=1e-6)
    assert cmds.objExists(maker) == (choice is Choice.INSERT)
    pose_face()
    assert np.abs(rig.mesh_points(ball) - points).max() > 0.1
    pose_face(0.0)
    cmds.undo(), cmds.undo(), cmds.undo()
    assert rig.scene_state() == before
    if choice is Choice.INSERT:
        wrapping.wrap(face, [ball], choose=lambda mesh, node: choice)
        cmds.setAttr(f"{maker}.radius", 3)
        assert np.allclose(rig.mesh_points(ball), points, atol=1e-6)
        cmds.setAttr(f"{maker}.radius", 2)
        wrapping.delete_wrap(ball)
        assert np.allclose(rig.mesh_points(ball), points, atol=1e-6)
        cmds.setAttr(f"{maker}.radius", 4)
        assert np.ptp(rig.mesh_points(ball)[:, 1]) > 7


def test_what_is_no_deformer_is_not_replaced(face: str, brow: str):
    other = heads.add(BROW, "other")
    cmds.connectAttr(f"{other}Shape.outMesh", f"{brow}Shape.inMesh")
    before = rig.scene_state()
    with pytest.raises(SceneError, match=r"'otherShape'.*is a mesh node and no deformer"):
        wrapping.wrap(face, [brow], choose=lambda mesh, node: Choice.REPLACE)
    assert rig.scene_state() == before


def test_nobody_drives_himself(face: str, brow: str):
    before = rig.scene_state()
    with pytest.raises(SceneError, match="cannot drive itself"):
        wrapping.wrap(face, [brow, f"{face}Shape"])
    wrapping.wrap(face, [brow])
    made = rig.scene_state()
    with pytest.raises(SceneError, match="'brow' is made from 'face'"):
        wrapping.wrap(brow, [face], choose=lambda mesh, node: Choice.INSERT)
    assert rig.scene_state() == made
    with pytest.raises(SceneError, match="no mesh to drive"):
        wrapping.wrap(face, [])
    wrapping.delete_wrap(brow)
    assert rig.scene_state() == before


def test_broken_meshes_leave_the_scene_alone(face: str):
    points = BROW.points.copy()
    points[0] = np.inf
    broken, fine = heads.add(BROW.with_points(points), "broken"), heads.add(BROW, "fine")
    before = rig.scene_state()
    with pytest.raises(MeshError, match="'broken'"):
        wrapping.wrap(face, [fine, broken])
    assert rig.scene_state() == before


def test_wrapping_is_one_undo_step_and_deleting_is_exact(face: str, brow: str):
    other = heads.add(BROW, "other")
    before = rig.scene_state()
    wrapping.wrap(face, [brow, other])
    made = rig.scene_state()
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state() == made
    pose_face()
    assert np.abs(rig.mesh_points(other) - BROW.points).max() > 0.1
    pose_face(0.0)
    wrapping.delete_wrap(brow)
    wrapping.delete_wrap(f"{other}Shape")
    assert rig.scene_state() == before
    assert np.array_equal(rig.mesh_points(other), BROW.points)
    with pytest.raises(SceneError, match="has no wrap"):
        wrapping.delete_wrap(brow)
    cmds.undo(), cmds.undo()
    assert rig.scene_state() == made


def test_deleting_the_wrap_keeps_what_came_later(face: str, brow: str):
    wrapping.wrap(face, [brow])
    skinned(brow)
    wrapping.delete_wrap(brow)
    assert chains.deformers_of("browShape") == ["brow_skin"]
    assert rig.mesh_points(brow) == pytest.approx(BROW.points + np.array([0, 1, 0]), abs=1e-5)


def test_a_saved_wrap_is_still_live(face: str, brow: str, tmp_path: Path):
    deformer = wrapping.wrap(face, [brow]).deformers[brow]
    binding = read_binding(deformer)
    pose_face()
    moved = rig.mesh_points(brow)
    path = tmp_path / "wrapped.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(str(path), open=True, force=True)
    assert np.abs(rig.mesh_points("brow") - moved).max() < 1e-5
    found = read_binding(deformer)
    assert np.array_equal(found.corners, binding.corners)
    pose_face(0.0)
    assert np.array_equal(meshes.rest_mesh("brow").points, BROW.points)
    assert np.array_equal(rig.mesh_points("brow"), BROW.points)
    wrapping.delete_wrap("brow")
    assert chains.upstream_plugs("browShape") == []


def test_a_referenced_brow_follows_and_is_released(tmp_path: Path, brow: str):
    skinned(brow)
    path = tmp_path / "brow.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(str(path), reference=True, namespace="anna")
    face = heads.add(FACE, "face")
    heads.move(face, DRIVER_POSE)
    pose_face(0.0)
    before = rig.scene_state()
    with pytest.raises(SceneError, match="'anna:brow_skin' comes from a referenced file"):
        wrapping.wrap(face, ["anna:brow"], choose=lambda mesh, node: Choice.REPLACE)
    assert rig.scene_state() == before
    wrapping.wrap(face, ["anna:brow"], choose=lambda mesh, node: Choice.INSERT)
    pose_face()
    expected = pure_wrap(FACE.points + DRIVER_POSE)
    assert np.abs(rig.mesh_points("anna:brow") - expected).max() < 1e-4
    pose_face(0.0)
    wrapping.delete_wrap("anna:brow")
    assert rig.scene_state() == before
