"""The wrap against `a2f_maya.transfer.wrap`, which is computed without Maya."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.maya import host
from a2f_maya.maya.nodes import wrap_storage
from a2f_maya.mesh import triangulate
from a2f_maya.transfer.lids import LidCorrection
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import CarriedMotion, Wrap, bind_wrap
from tests.maya.nodes import wrap_scene
from tests.maya.nodes.wrap_scene import Bound, go_to, points_of

MODES = ["off", "serial", "parallel"]


@pytest.fixture
def bound(plugins: None) -> Bound:
    go_to(0)
    return wrap_scene.build()


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> Iterator[str]:
    before = cmds.evaluationManager(query=True, mode=True)[0]
    cmds.evaluationManager(mode=request.param)
    yield request.param
    cmds.evaluationManager(mode=before)


def test_it_follows_its_driver_in_any_order(bound: Bound, mode: str) -> None:
    for frame in (0, 20, 7.5, 3, 12, 0, 19):
        bound.assert_follows(frame)
    assert np.abs(bound.moved()).max() > 1
    go_to(0)
    assert not bound.moved().any()


def test_vertices_follow_vertices(plugins: None, warnings: list[str]) -> None:
    rest = wrap_scene.patch(12, 9, "driver")
    other = rest.with_points((1.3 * rest.points + [4, 1, 0]).astype(np.float32))
    driver, driven = wrap_scene.make_driver(rest), wrap_scene.into_maya(other, "fitted")
    node = wrap_scene.add_wrap(driver, driven)
    wrap_storage.store_rest_shapes(node, rest.points, other.points)
    assert cmds.getAttr(f"{node}.bindMode", asString=True) == "vertex"
    for frame in (0, 11, 20, 4):
        go_to(frame)
        moved = points_of(driven) - other.points
        np.testing.assert_allclose(moved, wrap_scene.carried(rest, other, frame), atol=2e-5)
    assert not warnings


def test_lids_are_closed_as_the_pure_function_closes_them(plugins: None) -> None:
    rest = wrap_scene.patch(12, 9, "driver")
    driver, driven = wrap_scene.make_driver(rest), wrap_scene.into_maya(rest, "fitted")
    node = wrap_scene.add_wrap(driver, driven)
    random = np.random.default_rng(4)
    vertices = np.array([3, 60, 90, 101, 107])
    lids = LidCorrection(vertices, random.normal(size=(2, 5, 3)), random.normal(size=(2, 5, 3)))
    wrap_storage.store_rest_shapes(node, rest.points, rest.points, lids)
    kept = wrap_storage.read_lids(node)
    for field in ("vertices", "poses", "missing"):
        np.testing.assert_array_equal(getattr(kept, field), getattr(lids, field))
    pure = CarriedMotion(rest.points, rest.points, lids)
    go_to(12)
    wanted = pure.displacements(points_of(driver))
    plain = CarriedMotion(rest.points, rest.points).displacements(points_of(driver))
    assert np.abs(wanted - plain).max() > 0.01
    np.testing.assert_allclose(points_of(driven) - rest.points, wanted, atol=2e-5)
    wrap_storage.store_binding(node, bind_wrap(rest, rest))
    assert not len(wrap_storage.read_lids(node).vertices)


@pytest.mark.parametrize(
    ("changes", "options"),
    [
        ({"faceTangentSpace": False}, {"face_tangent_space": False}),
        ({"smoothLevel": 6}, {"smooth_level": 6}),
        ({"useMaxDistance": True, "maxDistance": 0.21}, {"max_distance": 0.21}),
        ({"useMaxDistance": False, "maxDistance": 0.21}, {}),
    ],
)
def test_settings_are_followed(
    bound: Bound, changes: dict[str, object], options: dict[str, object]
) -> None:
    bound.assert_follows(15)
    for name, value in changes.items():
        cmds.setAttr(f"{bound.node}.{name}", value)
    wanted = bound.wanted(15, **options)
    np.testing.assert_allclose(bound.moved(), wanted, atol=2e-5)
    differs = np.abs(wanted - bound.wanted(15)).max()
    assert (differs > 1e-4) == bool(options)


def test_the_largest_distance_has_a_unit(bound: Bound) -> None:
    cmds.setAttr(f"{bound.node}.useMaxDistance", True)
    cmds.currentUnit(linear="m")
    cmds.setAttr(f"{bound.node}.maxDistance", 0.0021)
    go_to(15)
    np.testing.assert_allclose(bound.moved(), bound.wanted(15, max_distance=0.21), atol=2e-5)


def test_it_adds_to_what_comes_in(bound: Bound) -> None:
    shifted = bound.driven_mesh.points + np.float32([0, 0, 2])
    target = wrap_scene.into_maya(bound.driven_mesh.with_points(shifted), "shift")
    shape = cmds.blendShape(target, bound.driven, frontOfChain=True, weight=(0, 0.5))[0]
    go_to(12)
    wanted = bound.wanted(12) + np.array([0.0, 0.0, 1.0])
    np.testing.assert_allclose(bound.moved(), wanted, atol=2e-5)
    cmds.setAttr(f"{shape}.weight[0]", 0.0)
    bound.assert_follows(12)


def test_envelope_weights_and_members(bound: Bound) -> None:
    count = len(bound.driven_mesh.points)
    factors = np.ones(count)
    cmds.setAttr(f"{bound.node}.envelope", 0.5)
    bound.assert_follows(20, 0.5)
    cmds.setAttr(f"{bound.node}.weightList[0].weights[7]", 0.25)
    factors[7] = 0.25
    bound.assert_follows(13, 0.5 * factors)
    cmds.componentTag([f"{bound.driven}.vtx[3:40]"], create=True, newTagName="brow")
    cmds.setAttr(f"{bound.node}.input[0].componentTagExpression", "brow", type="string")
    factors[:3] = factors[41:] = 0
    bound.assert_follows(17, 0.5 * factors)
    cmds.setAttr(f"{bound.node}.envelope", 0.0)
    bound.assert_follows(17, 0.0)


def test_matrices_bring_the_driver_into_the_space_of_the_mesh(bound: Bound) -> None:
    """A driver that is carried about takes the mesh along, wherever that stands itself."""
    for mesh, name in ((bound.driver, "driverMatrix"), (bound.driven, "drivenMatrix")):
        cmds.connectAttr(f"{mesh}.worldMatrix[0]", f"{bound.node}.{name}")
        cmds.setAttr(f"{mesh}.translate", 3, -2, 1)
        cmds.setAttr(f"{mesh}.rotate", 20, 130, -45)
        cmds.setAttr(f"{mesh}.scale", 2, 2, 2)
    # both moved alike
    bound.assert_follows(0)
    bound.assert_follows(14)
    go_to(0)
    cmds.setAttr(f"{bound.driver}.rotate", -60, 10, 200)
    cmds.setAttr(f"{bound.driver}.translate", 0, 8, -3)
    in_world = [
        np.array(cmds.getAttr(f"{mesh}.worldMatrix[0]")).reshape(4, 4)
        for mesh in (bound.driver, bound.driven)
    ]
    carried = np.c_[bound.driven_mesh.points, np.ones(len(bound.driven_mesh.points))]
    wanted = (carried @ in_world[0] @ np.linalg.inv(in_world[1]))[:, :3]
    # 1e-6 of the size of about 10
    np.testing.assert_allclose(points_of(bound.driven), wanted, atol=1e-5)


def test_each_cause_is_told_once(bound: Bound, warnings: list[str]) -> None:
    node = bound.node
    cmds.disconnectAttr(f"{bound.driver}.outMesh", f"{node}.driver")
    empty = cmds.createNode("mesh")
    cmds.connectAttr(f"{empty}.outMesh", f"{node}.driver")
    bound.assert_follows(10, 0.0)
    bound.assert_follows(11, 0.0)
    assert len(warnings) == 1 and "driver" in warnings[0]

    wrong = wrap_scene.into_maya(wrap_scene.patch(5, 5, "wrong"))
    cmds.connectAttr(f"{wrong}.outMesh", f"{node}.driver", force=True)
    bound.assert_follows(10, 0.0)
    bound.assert_follows(11, 0.0)
    assert len(warnings) == 2 and "25 vertices" in warnings[1]

    cmds.connectAttr(f"{bound.driver}.outMesh", f"{node}.driver", force=True)
    bound.assert_follows(12)

    small = wrap_scene.patch(6, 5, "small")
    mesh = wrap_scene.into_maya(small)
    cmds.deformer(node, edit=True, geometry=mesh)
    go_to(11)
    np.testing.assert_array_equal(points_of(mesh), small.points)
    bound.assert_follows(11)
    assert len(warnings) == 3 and "30 vertices, but 221" in warnings[2]
    assert all(text.startswith(f"{node}: ") for text in warnings)


def test_without_a_binding_nothing_moves(bound: Bound, warnings: list[str]) -> None:
    mesh = wrap_scene.into_maya(bound.driven_mesh, "second")
    node = wrap_scene.add_wrap(bound.driver, mesh)
    for frame in (10, 20):
        go_to(frame)
        np.testing.assert_array_equal(points_of(mesh), bound.driven_mesh.points)
    assert len(warnings) == 1 and warnings[0].startswith(f"{node}: The wrap is not bound")


def test_another_binding_is_followed_at_once(bound: Bound, mode: str) -> None:
    bound.assert_follows(16)
    old = bound.binding
    lifted = bound.driven_mesh.with_points(bound.driven_mesh.points + np.float32([0, 0, 0.5]))
    new = bind_wrap(bound.driver_mesh, lifted)
    with host.undo_step("Bind"):
        wrap_storage.store_binding(bound.node, new)
    bound.binding = new
    bound.assert_follows(16)
    cmds.undo()
    bound.binding = old
    bound.assert_follows(16)
    cmds.redo()
    bound.binding = new
    bound.assert_follows(16)


def test_what_is_stored_is_read_back_exactly(bound: Bound) -> None:
    found = wrap_storage.read_binding(bound.node)
    for name, value in vars(bound.binding).items():
        np.testing.assert_array_equal(getattr(found, name), value)
        assert getattr(found, name).dtype == value.dtype
    rest = wrap_storage.read_rest_shapes(bound.node)
    np.testing.assert_array_equal(rest[0], bound.binding.rest_driver)
    np.testing.assert_array_equal(rest[1], bound.binding.rest_driven)


def test_a_driver_whose_faces_change_is_read_anew(bound: Bound, warnings: list[str]) -> None:
    bound.assert_follows(9)
    driver = wrap_scene.patch(14, 11, "driver2")
    turned = driver.face_indices.reshape(-1, 4)[:, [1, 2, 3, 0]].ravel()
    other = type(driver)("driver2", driver.points, driver.face_counts, turned)
    posed = wrap_scene.into_maya(other.with_points(bound.driver_points(9).astype(np.float32)))
    cmds.connectAttr(f"{posed}.outMesh", f"{bound.node}.driver", force=True)
    # other diagonals: the frames of the triangles differ, which ones is the wrap's affair
    wrap = Wrap(bound.binding, triangulate(other), polygon_edges(bound.driven_mesh))
    wanted = wrap.displacements(points_of(posed))
    assert np.abs(wanted - bound.wanted(9)).max() > 1e-4
    np.testing.assert_allclose(bound.moved(), wanted, atol=2e-5)
    assert not warnings


def test_moments_besides_the_current_one(bound: Bound) -> None:
    """As Cached Playback asks for them: other contexts, without dirt."""
    go_to(5)
    plug = om.MSelectionList().add(f"{bound.driven}.outMesh").getPlug(0)
    for frame in (18, 2, 11):
        with host.evaluated_at(frame):
            points = np.array(om.MFnMesh(plug.asMObject()).getPoints())[:, :3]
        moved = points - bound.driven_mesh.points
        np.testing.assert_allclose(moved, bound.wanted(frame), atol=2e-5)
    bound.assert_follows(5)


def test_two_wraps_of_one_driver(bound: Bound) -> None:
    mesh = wrap_scene.into_maya(bound.driven_mesh, "second")
    node = wrap_scene.add_wrap(bound.driver, mesh)
    wrap_storage.store_binding(node, bound.binding)
    cmds.setAttr(f"{node}.envelope", 0.25)
    for frame in (20, 6):
        bound.assert_follows(frame)
        bound.assert_follows(frame, 0.25, of=mesh)


def test_other_geometry_than_meshes_stays_as_it_is(bound: Bound, warnings: list[str]) -> None:
    curve = cmds.curve(point=[(0, 0, 0), (1, 2, 0), (2, 0, 1), (3, 1, 0)], degree=3)
    node = cmds.deformer(curve, type="a2fWrap")[0]
    cmds.connectAttr(f"{bound.driver}.outMesh", f"{node}.driver")
    wrap_storage.store_binding(node, bound.binding)
    go_to(20)
    assert cmds.pointPosition(f"{curve}.cv[1]", local=True) == pytest.approx([1, 2, 0])
    assert len(warnings) == 1 and "0 vertices" in warnings[0]


def test_damaged_numbers_are_told(bound: Bound, warnings: list[str]) -> None:
    bound.assert_follows(10)
    cmds.setAttr(f"{bound.node}.bindBarycentrics", [0.5, 0.5], type="doubleArray")
    bound.assert_follows(11, 0.0)
    assert len(warnings) == 1 and warnings[0].endswith("again.")
    wrap_storage.store_binding(bound.node, bound.binding)
    bound.assert_follows(12)
