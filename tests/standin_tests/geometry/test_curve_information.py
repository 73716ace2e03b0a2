"""Nodes that tell about a curve, and geometry moved by a matrix."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds

POINTS = [(0, 0, 0), (1, 3, 0), (2, -1, 2), (4, 0, 1), (6, 2, -1)]


def line(degree: int = 3) -> str:
    return cmds.curve(name="line", degree=degree, point=POINTS)


def test_a_locator_rides_on_a_moving_curve() -> None:
    curve = line()
    info = cmds.pointOnCurve(curve, constructionHistory=True, parameter=0.4, turnOnPercentage=True)
    assert cmds.nodeType(info) == "pointOnCurveInfo"
    rider = cmds.spaceLocator()[0]
    cmds.connectAttr(f"{info}.position", f"{rider}.translate")
    for height in (0, 7):
        cmds.setAttr(f"{curve}.translateY", height)
        expected = cmds.pointOnCurve(curve, parameter=0.4, turnOnPercentage=True)
        assert np.allclose(cmds.getAttr(f"{rider}.translate")[0], expected)
    assert cmds.getAttr(f"{info}.result.position") == cmds.getAttr(f"{info}.position")


def test_the_frame_on_a_circle() -> None:
    circle = cmds.circle(radius=2, normal=(0, 1, 0))[0]
    info = cmds.pointOnCurve(circle, constructionHistory=True, parameter=1.3)
    position, tangent, normal, centre = (
        np.array(cmds.getAttr(f"{info}.{name}")[0])
        for name in ("position", "normalizedTangent", "normalizedNormal", "curvatureCenter")
    )
    assert tangent @ normal == pytest.approx(0, abs=1e-6)
    assert np.linalg.norm(tangent) == pytest.approx(1)
    assert np.allclose(normal, -position / 2, atol=0.02)
    assert np.allclose(centre, 0, atol=0.1)
    assert cmds.getAttr(f"{info}.curvatureRadius") == pytest.approx(2, abs=0.1)


def test_the_nearest_point_comes_back_to_its_parameter() -> None:
    curve = line()
    cmds.move(1, 2, 3, curve)
    node = cmds.createNode("nearestPointOnCurve")
    cmds.connectAttr(f"{curve}Shape.worldSpace", f"{node}.inputCurve")
    point = cmds.pointOnCurve(curve, parameter=1.25)
    cmds.setAttr(f"{node}.inPosition", *point)
    assert np.allclose(cmds.getAttr(f"{node}.position")[0], point)
    assert cmds.getAttr(f"{node}.parameter") == pytest.approx(1.25)


def test_arclen_with_history_follows_the_scale() -> None:
    curve = line(1)
    node = cmds.arclen(curve, constructionHistory=True)
    assert node == "curveInfo1"
    length = sum(np.linalg.norm(np.diff(np.array(POINTS, dtype=float), axis=0), axis=1))
    assert cmds.getAttr(f"{node}.arcLength") == pytest.approx(length)
    cmds.setAttr(f"{curve}.scale", 2, 2, 2)
    assert cmds.getAttr(f"{node}.arcLength") == pytest.approx(2 * length)
    assert cmds.getAttr(f"{node}.controlPoints[1]")[0] == (2, 6, 0)
    cmds.undo()
    cmds.undo()
    assert not cmds.objExists(node)


def test_freezing_keeps_the_construction_history(tmp_path: Path) -> None:
    cube, creator = cmds.polyCube()
    cmds.xform(cube, translation=(1, 2, 3), rotation=(0, 90, 20), scale=(1, 2, 3))

    def corners() -> np.ndarray:
        return np.array(cmds.xform(f"{cube}.vtx[*]", query=True, worldSpace=True, translation=True))

    before = corners()
    cmds.makeIdentity(cube, apply=True)
    assert cmds.getAttr(f"{cube}.translate")[0] == (0, 0, 0)
    assert cmds.listHistory(cube) == ["pCubeShape1", "transformGeometry1", creator]
    assert np.allclose(corners(), before)
    cmds.undo()
    assert not cmds.objExists("transformGeometry1")
    assert np.allclose(corners(), before)
    cmds.redo()
    cmds.file(rename=str(tmp_path / "frozen.ma"))
    cmds.file(cmds.file(save=True, type="mayaAscii"), open=True, force=True)
    assert np.allclose(corners(), before)
    cmds.setAttr("polyCube1.width", 2)
    assert not np.allclose(corners(), before)


def test_transform_geometry_may_take_the_inverse() -> None:
    cube = cmds.polyCube()[0]
    cmds.move(0, 4, 0, cube)
    cmds.makeIdentity(cube, apply=True)
    cmds.setAttr("transformGeometry1.invertTransform", True)
    assert cmds.exactWorldBoundingBox(cube) == [-0.5, -4.5, -0.5, 0.5, -3.5, 0.5]


def test_a_matrix_of_sixteen_numbers() -> None:
    node = cmds.createNode("fourByFourMatrix")
    assert cmds.getAttr(f"{node}.output") == list(np.eye(4).ravel())
    cmds.setAttr(f"{node}.in30", 4)
    cmds.setAttr(f"{node}.i12", 0.5)
    expected = np.eye(4)
    expected[3, 0], expected[1, 2] = 4, 0.5
    assert cmds.getAttr(f"{node}.o") == list(expected.ravel())


def test_xform_may_be_asked_with_absolute() -> None:
    node = cmds.createNode("transform")
    cmds.move(1, 2, 3, node)
    assert cmds.xform(node, query=True, absolute=True, worldSpace=True, t=True) == [1, 2, 3]
