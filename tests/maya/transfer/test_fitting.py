"""Mesh fitting: the A2F mesh in the shape of the target, as a mesh of the scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import CancelledError, CorrespondenceError, MeshError, SceneError
from a2f_maya.maya import transfer
from a2f_maya.maya.scene.nodes import path_of
from a2f_maya.mesh import Mesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.fitting import FittingOptions, fit_mesh
from a2f_maya.transfer.surface import Surface
from tests.maya import rig
from tests.maya.transfer import heads


@pytest.fixture(scope="module")
def pure() -> np.ndarray:
    return fit_mesh(heads.SOURCE, heads.TARGET, heads.PAIRS, FittingOptions()).mesh.points


@pytest.fixture
def locator() -> str:
    group = rig.turned(cmds.createNode("transform", name="group"), (0, 40, 0), (3, 0, 0))
    cmds.setAttr(f"{group}.scale", 2, 2, 2)
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target", group)
    rig.turned(target, (10, 20, 30), (1, 2, 3))
    node = transfer.create_correspondence(source, target)
    transfer.set_pairs(node, heads.PAIRS)
    return node


def test_the_fitted_mesh_lies_exactly_over_the_target(locator: str, pure: np.ndarray):
    before = rig.scene_state()
    result = transfer.fit(locator)
    assert result.fitted == "source_fitted"
    assert transfer.meshes_of(locator).fitted == "source_fitted"
    assert cmds.listRelatives(result.fitted, parent=True) == ["group"]
    assert np.allclose(rig.world_matrix(result.fitted), rig.world_matrix("target"), atol=1e-9)
    assert np.array_equal(rig.mesh_points(result.fitted), pure)
    distances = Surface.of(heads.TARGET).closest(rig.mesh_points(result.fitted)).distances
    assert distances.mean() < 0.01 * np.ptp(heads.TARGET.points[:, 1])
    assert result.report.mean_error < 0.01 * np.ptp(heads.TARGET.points[:, 1])
    made = rig.scene_state()
    cmds.undo()
    assert rig.scene_state() == before
    cmds.redo()
    assert rig.scene_state() == made
    assert np.array_equal(rig.mesh_points("source_fitted"), pure)


def test_meshes_are_fitted_at_rest(locator: str, pure: np.ndarray):
    heads.move("source", heads.pose(heads.SOURCE.points))
    heads.move("target", heads.pose(heads.TARGET.points))
    result = transfer.fit(locator)
    assert np.array_equal(rig.mesh_points(result.fitted), pure)


@pytest.mark.parametrize("axis", ["y", "z"])
def test_units_and_up_axis_do_not_matter(locator: str, pure: np.ndarray, axis: str):
    cmds.currentUnit(linear="m")
    cmds.upAxis(axis=axis)
    result = transfer.fit(locator)
    assert np.array_equal(rig.mesh_points(result.fitted), pure)
    assert np.allclose(rig.world_matrix(result.fitted), rig.world_matrix("target"), atol=1e-9)


def test_texture_coordinates_with_seams_are_those_of_the_source():
    ball = cmds.polySphere(name="ball", radius=9, subdivisionsX=16, subdivisionsY=12)[0]
    target = heads.add(heads.TARGET, "target")
    points = rig.mesh_points(ball)
    mesh = Mesh("ball", points.astype(np.float32), *_faces(ball))
    node = transfer.create_correspondence(ball, target)
    pairs = [(heads.vertex(mesh, name), heads.vertex(heads.TARGET, name)) for name in heads.PLACES]
    for source_point, target_point in pairs:
        transfer.add_pair(node, source_point, target_point)
    fitted = transfer.fit(node).fitted
    found, wanted = (om.MFnMesh(path_of(f"{name}Shape")) for name in (fitted, ball))
    for one, other in zip(found.getAssignedUVs(), wanted.getAssignedUVs(), strict=True):
        assert list(one) == list(other)
    for one, other in zip(found.getUVs(), wanted.getUVs(), strict=True):
        assert list(one) == list(other)
    assert found.numUVs() > found.numVertices


def _faces(name: str) -> tuple[np.ndarray, np.ndarray]:
    counts, indices = om.MFnMesh(path_of(f"{name}Shape")).getVertices()
    return np.array(counts, np.int32), np.array(indices, np.int32)


def test_fitting_again_replaces_the_mesh_and_keeps_its_shader(locator: str):
    first = transfer.fit(locator).fitted
    shader = cmds.sets(name="redSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.sets(first, edit=True, forceElement=shader)
    transfer.post_wrap(locator)
    second = transfer.fit(locator, iterations=1).fitted
    assert second == first and len(cmds.ls("source_fitted*", type="mesh")) == 1
    assert cmds.listConnections("source_fittedShape", type="shadingEngine") == [shader]
    assert cmds.ls(type="a2fWrap") == []
    assert transfer.post_wrap_of(locator) is None
    assert np.array_equal(rig.mesh_points("target"), heads.TARGET.points)


def test_the_targets_shader_and_the_selection_are_left_alone(locator: str):
    shader = cmds.sets(name="blueSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.sets("target", edit=True, forceElement=shader)
    cmds.select("target")
    transfer.fit(locator)
    assert cmds.listConnections("targetShape", type="shadingEngine") == [shader]
    assert cmds.ls(selection=True) == ["target"]


def test_cancelling_leaves_nothing(locator: str):
    progress = Progress()

    def cancel(fraction: float, message: str) -> None:
        if fraction > 0.3:
            progress.cancelled.set()

    progress.report = cancel
    before, steps = rig.scene_state(), cmds.undoInfo(query=True, undoName=True)
    with pytest.raises(CancelledError):
        transfer.fit(locator, progress=progress)
    assert rig.scene_state() == before
    assert cmds.undoInfo(query=True, undoName=True) == steps


def test_the_pure_part_is_run_as_wanted(locator: str, pure: np.ndarray):
    import threading

    def in_a_thread(work: Callable[[], Any]) -> Any:
        found: list[Any] = []
        thread = threading.Thread(target=lambda: found.append(work()))
        thread.start()
        thread.join()
        return found[0]

    assert np.array_equal(rig.mesh_points(transfer.fit(locator, run=in_a_thread).fitted), pure)


def test_what_is_missing_is_said(locator: str):
    before = rig.scene_state()
    transfer.set_pairs(locator, heads.PAIRS[:3])
    with pytest.raises(CorrespondenceError, match="Only 3 pairs are marked; mark at least 4"):
        transfer.fit(locator)
    transfer.set_meshes(locator, target="")
    with pytest.raises(SceneError, match="target mesh is missing"):
        transfer.fit(locator)
    transfer.set_meshes(locator, target="target")
    transfer.set_pairs(locator, heads.PAIRS)
    assert rig.scene_state() == before


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda mesh: mesh.with_points(np.full_like(mesh.points, np.nan)), "not numbers"),
        (lambda mesh: mesh.with_points(np.zeros_like(mesh.points)), "target|bad"),
    ],
)
def test_bad_targets_are_refused(locator: str, spoil: Callable[[Mesh], Mesh], message: str):
    bad = heads.add(spoil(heads.TARGET), "bad")
    transfer.set_meshes(locator, target=bad)
    before = rig.scene_state()
    with pytest.raises((MeshError, CorrespondenceError), match=message):
        transfer.fit(locator)
    assert rig.scene_state() == before


def test_an_open_mouth_of_another_mesh_is_refused_at_the_fit(locator: str):
    opened = heads.add(heads.OPEN_MOUTH, "opened")
    transfer.set_meshes(locator, open_mouth=opened)
    assert transfer.fit(locator).report is not None
    cmds.delete(f"{opened}.f[0:3]")
    with pytest.raises(MeshError, match="open-mouth A2F mesh 'opened'"):
        transfer.fit(locator)
