"""xform, move, rotate, scale, parent, group, makeIdentity, joint: against plain matrices."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds
from scipy.spatial.transform import Rotation

RNG = np.random.default_rng(5)


def world(name: str) -> np.ndarray:
    return np.array(cmds.xform(name, query=True, matrix=True, worldSpace=True)).reshape(4, 4)


def random_transform(name: str, parent: str | None = None) -> str:
    made = cmds.group(empty=True, name=name, **({"parent": parent} if parent else {}))
    cmds.setAttr(f"{made}.translate", *RNG.uniform(-5, 5, 3))
    cmds.setAttr(f"{made}.rotate", *RNG.uniform(-80, 80, 3))
    cmds.setAttr(f"{made}.scale", *([RNG.uniform(0.5, 2)] * 3))
    cmds.setAttr(f"{made}.rotateOrder", int(RNG.integers(6)))
    return made


def expected_rotation(angles: tuple[float, ...], order: str) -> np.ndarray:
    """Row-vector matrix of Euler angles by scipy: lower case letters are fixed axes."""
    values = [angles["xyz".index(letter)] for letter in order]
    return Rotation.from_euler(order, values, degrees=True).as_matrix().T


@pytest.mark.parametrize("order", ["xyz", "yzx", "zxy", "xzy", "yxz", "zyx"])
def test_rotate_orders(order: str) -> None:
    cmds.group(empty=True, name="n")
    cmds.xform("n", rotateOrder=order, rotation=(10, 20, 30))
    assert world("n")[:3, :3] == pytest.approx(expected_rotation((10, 20, 30), order))
    assert cmds.xform("n", query=True, rotateOrder=True) == order


def test_a_child_follows() -> None:
    random_transform("a")
    random_transform("b", "a")
    local = np.array(cmds.getAttr("b.matrix")).reshape(4, 4)
    assert world("b") == pytest.approx(local @ world("a"))
    assert np.array(cmds.getAttr("b.worldInverseMatrix")).reshape(4, 4) == pytest.approx(
        np.linalg.inv(world("b"))
    )
    assert np.array(cmds.getAttr("b.parentMatrix")).reshape(4, 4) == pytest.approx(world("a"))


def test_world_values_can_be_set_and_read_back() -> None:
    random_transform("a")
    random_transform("b", "a")
    cmds.xform("b", worldSpace=True, translation=(1, 2, 3))
    assert cmds.xform("b", q=1, ws=1, t=1) == pytest.approx([1, 2, 3])
    cmds.xform("b", worldSpace=True, rotation=(15, 25, 35))
    assert cmds.xform("b", q=1, ws=1, ro=1) == pytest.approx([15, 25, 35])
    target = world("a") @ np.diag([1.0, 2.0, 1.0, 1.0])
    cmds.xform("b", worldSpace=True, matrix=target.ravel().tolist())
    assert world("b") == pytest.approx(target)


def test_relative_changes_add_up() -> None:
    random_transform("a")
    before = np.array(cmds.xform("a", q=1, ws=1, t=1))
    cmds.xform("a", relative=True, worldSpace=True, translation=(1, 0, 0))
    cmds.move(0, 2, 0, "a", relative=True)
    assert cmds.xform("a", q=1, ws=1, t=1) == pytest.approx((before + np.array([1, 2, 0])).tolist())
    turn = world("a")[:3, :3]
    cmds.xform("a", relative=True, worldSpace=True, rotation=(0, 90, 0))
    order = cmds.xform("a", q=1, rotateOrder=True)
    assert world("a")[:3, :3] == pytest.approx(turn @ expected_rotation((0, 90, 0), order))


@pytest.mark.parametrize("which", ["rotatePivot", "scalePivot"])
def test_pivots_do_not_move_the_object(which: str) -> None:
    random_transform("a")
    before = world("a")
    cmds.xform("a", worldSpace=True, **{which: (3, 4, 5)})
    assert world("a") == pytest.approx(before)
    assert cmds.xform("a", query=True, worldSpace=True, **{which: True}) == pytest.approx([3, 4, 5])


def test_turning_leaves_the_pivot_in_place() -> None:
    random_transform("a")
    cmds.xform("a", worldSpace=True, rotatePivot=(3, 4, 5))
    cmds.rotate(70, 10, 5, "a", relative=True)
    assert cmds.xform("a", query=True, worldSpace=True, rotatePivot=True) == pytest.approx(
        [3, 4, 5]
    )


def test_move_takes_one_axis() -> None:
    cmds.group(empty=True, name="n")
    cmds.setAttr("n.translate", 1, 2, 3)
    cmds.move(9, "n", y=True)
    assert cmds.getAttr("n.translate") == [(1.0, 9.0, 3.0)]
    cmds.move(7, 8, "n", moveXZ=True)
    assert cmds.getAttr("n.translate") == [(7.0, 9.0, 8.0)]
    cmds.scale(3, "n", x=True)
    assert cmds.getAttr("n.scale") == [(3.0, 1.0, 1.0)]
    cmds.rotate("45deg", 0, 0, "n")
    assert cmds.getAttr("n.rotateX") == pytest.approx(45)
    cmds.select("n")
    cmds.move(0, 0, 0)
    assert cmds.getAttr("n.translate") == [(0.0, 0.0, 0.0)]


def test_parenting_keeps_the_world() -> None:
    random_transform("a")
    random_transform("b")
    before = world("b")
    assert cmds.parent("b", "a") == ["b"]
    assert world("b") == pytest.approx(before)
    assert cmds.ls(selection=True) == ["b"]
    cmds.parent("b", world=True)
    assert world("b") == pytest.approx(before)
    local = cmds.getAttr("b.matrix")
    cmds.parent("b", "a", relative=True)
    assert cmds.getAttr("b.matrix") == pytest.approx(local)


def test_parent_refuses_and_renames() -> None:
    cmds.group(empty=True, name="a")
    cmds.group(empty=True, name="b", parent="a")
    with pytest.raises(RuntimeError):
        cmds.parent("a", "b")
    with pytest.raises(ValueError, match="No object matches name: nope"):
        cmds.parent("a", "nope")
    cmds.createNode("transform", name="b", parent=cmds.group(empty=True, name="c"))
    assert cmds.parent("c|b", "a") == ["b1"]


def test_group_finds_the_common_parent_and_the_middle() -> None:
    cmds.group(empty=True, name="root")
    for name, place in (("x", 2), ("y", 4)):
        cmds.spaceLocator(name=name)
        cmds.setAttr(f"{name}.translateX", place)
        cmds.parent(name, "root")
    assert cmds.group("x", "y", name="pair") == "pair"
    assert cmds.listRelatives("pair", parent=True) == ["root"]
    assert cmds.xform("pair", query=True, rotatePivot=True, worldSpace=True) == pytest.approx(
        [3, 0, 0]
    )
    assert cmds.xform("x", q=1, ws=1, t=1) == pytest.approx([2, 0, 0])
    assert cmds.group(empty=True) == "group1"
    cmds.select(clear=True)
    with pytest.raises(RuntimeError):
        cmds.group()
    cmds.ungroup("pair")
    assert cmds.listRelatives("root") == ["x", "y"]


def test_freezing_moves_nothing() -> None:
    random_transform("a")
    cmds.polyCube(name="box", constructionHistory=False)
    cmds.parent("box", "a", relative=True)
    cmds.setAttr("box.translate", 1, 2, 3)
    cmds.setAttr("box.scale", 1, 2, 3)
    before = cmds.xform("box.vtx[*]", query=True, worldSpace=True, translation=True)
    cmds.makeIdentity("a", apply=True)
    assert cmds.xform("box.vtx[*]", query=True, worldSpace=True, translation=True) == pytest.approx(
        before
    )
    for name in ("a", "box"):
        assert np.array(cmds.getAttr(f"{name}.matrix")) == pytest.approx(np.eye(4).ravel())
    cmds.setAttr("box.translateX", 4)
    cmds.makeIdentity("box", translate=True)
    assert cmds.getAttr("box.translateX") == 0.0


def test_components_move() -> None:
    cmds.polyCube(name="box")
    cmds.setAttr("box.translate", 10, 0, 0)
    cmds.setAttr("box.rotateY", 90)
    before = np.array(cmds.xform("box.vtx[3]", query=True, worldSpace=True, translation=True))
    cmds.move(1, 2, 3, "box.vtx[3]", relative=True, worldSpace=True)
    after = cmds.xform("box.vtx[3]", query=True, worldSpace=True, translation=True)
    assert after == pytest.approx((before + np.array([1, 2, 3])).tolist())
    cmds.xform("box.vtx[0:1]", worldSpace=True, translation=(5, 5, 5))
    assert cmds.xform("box.vtx[0:1]", q=1, ws=1, t=1) == pytest.approx([5.0] * 6)


def test_bounding_boxes() -> None:
    cmds.polyCube(name="box", width=2, height=4, depth=6)
    cmds.setAttr("box.translate", 1, 1, 1)
    assert cmds.exactWorldBoundingBox("box") == pytest.approx([0, -1, -2, 2, 3, 4])
    assert cmds.xform("box", query=True, boundingBox=True) == pytest.approx([0, -1, -2, 2, 3, 4])
    assert cmds.getAttr("box.boundingBoxSize") == [pytest.approx((2, 4, 6))]
    cmds.xform("box", centerPivots=True)
    assert cmds.objectCenter("box") == pytest.approx([1, 1, 1])


def test_matchtransform() -> None:
    random_transform("a")
    random_transform("b")
    random_transform("p")
    cmds.parent("b", "p")
    cmds.matchTransform("b", "a")
    assert world("b") == pytest.approx(world("a"))


def test_a_joint_goes_under_the_selected_one() -> None:
    first = cmds.joint(position=(0, 0, 0))
    second = cmds.joint(position=(3, 0, 0))
    assert cmds.listRelatives(second, parent=True) == [first]
    assert cmds.listConnections(f"{second}.inverseScale", plugs=True) == [f"{first}.scale"]
    cmds.setAttr(f"{first}.scale", 2, 2, 2)
    assert np.linalg.norm(world(second)[0, :3]) == pytest.approx(1.0)
    cmds.setAttr(f"{first}.scale", 1, 1, 1)
    cmds.setAttr(f"{first}.jointOrient", 0, 0, 90)
    assert cmds.xform(second, q=1, ws=1, t=1) == pytest.approx([0, 3, 0])


def test_orient_joint_aims_at_the_child() -> None:
    first = cmds.joint(position=(0, 0, 0))
    second = cmds.joint(position=(3, 3, 0))
    cmds.joint(first, edit=True, orientJoint="xyz", secondaryAxisOrient="yup")
    assert world(first)[0, :3] == pytest.approx(np.array([1, 1, 0]) / np.sqrt(2))
    assert cmds.xform(second, q=1, ws=1, t=1) == pytest.approx([3, 3, 0])
    assert np.linalg.det(world(first)[:3, :3]) == pytest.approx(1.0)


def test_limits_and_inheritance() -> None:
    cmds.group(empty=True, name="a")
    cmds.transformLimits("a", translationX=(-1, 2), enableTranslationX=(True, False))
    assert cmds.transformLimits("a", query=True, translationX=True) == [-1.0, 2.0]
    assert cmds.transformLimits("a", query=True, enableTranslationX=True) == [True, False]
    random_transform("p")
    cmds.parent("a", "p", relative=True)
    cmds.inheritTransform("a", off=True)
    assert world("a") == pytest.approx(np.eye(4))


def test_camera_and_locator() -> None:
    camera, shape = cmds.camera(focalLength=50, position=(1, 2, 3))
    assert (camera, shape) == ("camera1", "cameraShape1")
    assert cmds.camera(camera, query=True, focalLength=True) == 50.0
    assert cmds.getAttr(f"{camera}.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.camera(shape, query=True, horizontalFieldOfView=True) == pytest.approx(
        39.5978, abs=1e-3
    )
    assert cmds.spaceLocator(position=(1, 2, 3), name="here") == ["here"]
    assert cmds.getAttr("here.localPosition") == [(1.0, 2.0, 3.0)]
    assert cmds.pointLight(intensity=2.0) == "pointLightShape1"
    assert cmds.ls(lights=True) == ["pointLightShape1"]
