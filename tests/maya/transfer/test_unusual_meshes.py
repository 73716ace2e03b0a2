"""Targets that are damaged, mirrored or changed after the fit, from the pairs to the chain."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds

from a2f_maya.correspondence import Pair, SurfacePoint
from a2f_maya.errors import CorrespondenceError, MeshError
from a2f_maya.maya import transfer
from a2f_maya.maya.transfer.meshes import rest_mesh
from a2f_maya.mesh import Mesh
from a2f_maya.transfer.checking import turned
from tests.maya import rig
from tests.maya.transfer import heads

MIRROR = np.float32([-1, 1, 1])


def marked(target: Mesh, swapped: bool = False) -> tuple[Pair, ...]:
    """Pairs of the same places; with left and right taken for each other if ``swapped``."""
    other = {"left": "right", "right": "left"} if swapped else {}
    pairs = []
    for name in heads.PLACES:
        *before, last = name.split("_")
        there = "_".join([*before, other.get(last, last)])
        pairs.append(Pair(heads.vertex(heads.SOURCE, name), heads.vertex(target, there), name))
    return tuple(pairs)


def set_up(target: Mesh) -> str:
    source = heads.add(heads.SOURCE, "source")
    node = transfer.create_correspondence(source, heads.add(target, "target"))
    transfer.set_pairs(node, marked(target))
    return node


def live(node: str) -> transfer.FitResult:
    result = transfer.fit(node)
    transfer.post_wrap(node)
    return result


def motion(mesh: Mesh) -> np.ndarray:
    """How a target moves while the source's chin goes down."""
    heads.move("source", heads.pose(heads.SOURCE.points, 2.0))
    return rig.mesh_points("target") - mesh.points


def assert_chin_moves(mesh: Mesh) -> None:
    moved = motion(mesh)
    height = np.ptp(mesh.points[:, 1])
    low = mesh.points[:, 1] < mesh.points[:, 1].min() + 0.1 * height
    high = mesh.points[:, 1] > mesh.points[:, 1].max() - 0.3 * height
    assert moved[low, 1].max() < -1.0 and moved[low, 2].min() > 0.3
    assert np.abs(moved[high]).max() < 0.4


def with_fins(mesh: Mesh) -> Mesh:
    """A third face on some edges, a vertex without a face and a face without an area."""
    a, b, c, d = mesh.face_indices[mesh.face_counts.cumsum()[40] : mesh.face_counts.cumsum()[41]]
    points = np.concatenate([mesh.points, mesh.points[[a]] * 1.1, [[1, 0, 0]]])
    fin, indices = len(mesh.points), [a, b, len(mesh.points), c, d, len(mesh.points), a, a, b]
    assert fin == len(points) - 2
    return Mesh(
        mesh.name,
        points.astype(np.float32),
        np.concatenate([mesh.face_counts, [3, 3, 3]]).astype(np.int32),
        np.concatenate([mesh.face_indices, indices]).astype(np.int32),
    )


def test_a_non_manifold_target_speaks():
    target = with_fins(heads.TARGET)
    node = set_up(target)
    assert live(node).report.mean_error < 0.01 * np.ptp(target.points[:, 1])
    assert_chin_moves(target)


@pytest.mark.parametrize("inside_out", [True, False])
def test_a_mirrored_target_speaks(inside_out: bool):
    mirrored = heads.TARGET.with_points(heads.TARGET.points * MIRROR)
    target = mirrored if inside_out else turned(mirrored)
    node = set_up(target)
    assert live(node).report.mean_error < 0.01 * np.ptp(target.points[:, 1])
    assert_chin_moves(target)


def test_a_target_of_negative_scale_is_refused_when_it_is_marked_as_it_is_seen():
    node = set_up(heads.TARGET)
    cmds.setAttr("target.scaleX", -1)
    transfer.set_pairs(node, marked(heads.TARGET, swapped=True))
    before = rig.scene_state()
    with pytest.raises(CorrespondenceError, match=r"mirrored.*negative scale"):
        transfer.fit(node)
    assert rig.scene_state() == before


def test_a_target_that_loses_faces_after_the_fit():
    node = set_up(heads.TARGET)
    live(node)
    cmds.delete("target.f[0:60]")
    fewer = rest_mesh("target")
    assert len(fewer.points) < len(heads.TARGET.points)
    gone = len(heads.TARGET.points) - 1
    with pytest.raises(CorrespondenceError, match=f"vertex {gone - 1}, but mesh 'target' has"):
        transfer.fit(node)
    transfer.set_pairs(node, marked(fewer))
    assert transfer.fit(node).report.mean_error < 0.01 * np.ptp(fewer.points[:, 1])
    transfer.post_wrap(node)
    assert len(cmds.ls(type="a2fWrap")) == 2
    assert_chin_moves(fewer)


def test_a_source_that_loses_faces_after_the_fit(capsys: pytest.CaptureFixture[str]):
    node = set_up(heads.TARGET)
    live(node)
    cmds.delete("source.f[0:60]")
    # the chain stands still instead of tearing the head
    assert np.array_equal(rig.mesh_points("target"), heads.TARGET.points)
    said = capsys.readouterr()
    assert "bind it again" in said.out + said.err
    before = rig.scene_state()
    for action in (transfer.post_wrap, transfer.generate_blend_shapes):
        with pytest.raises(MeshError, match="'source_fitted' has not the same vertices"):
            action(node)
    assert rig.scene_state() == before
    fewer = rest_mesh("source")
    pairs = [
        Pair(heads.vertex(fewer, name), heads.vertex(heads.TARGET, name)) for name in heads.PLACES
    ]
    transfer.set_pairs(node, pairs)
    live(node)
    cmds.move(0, -1, 0, "source.vtx[*]", relative=True)
    assert (rig.mesh_points("target") - heads.TARGET.points)[:, 1].max() < -0.5


def test_a_point_on_what_is_gone_is_named():
    node = set_up(heads.TARGET)
    last = len(heads.TARGET.points) - 1
    transfer.move_point(node, 0, "target", SurfacePoint(vertex=last))
    cmds.delete("target.f[0:60]")
    assert cmds.polyEvaluate("target", vertex=True) <= last
    before = rig.scene_state()
    with pytest.raises(CorrespondenceError, match=f"Point 1 names vertex {last}.*'target'"):
        transfer.fit(node)
    assert rig.scene_state() == before
