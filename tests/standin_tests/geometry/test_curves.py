"""NURBS curves against scipy's B-splines."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds
from maya._core import curve_evaluation, lookup, shapes
from scipy.integrate import quad
from scipy.interpolate import BSpline

POINTS = [(0, 0, 0), (1, 3, 0), (2, -1, 2), (4, 0, 1), (6, 2, -1)]


def data(name: str):
    return shapes.geometry(shapes.shape_of(lookup.find(name)[0]).node)


def spline(name: str) -> BSpline:
    curve = data(name)
    return BSpline(curve_evaluation.full_knots(curve), curve.points[:, :3], curve.degree)


@pytest.mark.parametrize("degree", [1, 2, 3])
def test_points_and_tangents(degree: int) -> None:
    cmds.curve(name="line", degree=degree, point=POINTS)
    reference = spline("line")
    low, high = curve_evaluation.domain(data("line"))
    for parameter in np.linspace(low, high, 23)[:-1]:
        assert np.allclose(cmds.pointOnCurve("line", parameter=parameter), reference(parameter))
        tangent = cmds.pointOnCurve("line", parameter=parameter, tangent=True)
        assert np.allclose(tangent, reference.derivative()(parameter))


def test_arc_length() -> None:
    cmds.curve(name="line", degree=3, point=POINTS)
    slope = spline("line").derivative()
    low, high = curve_evaluation.domain(data("line"))
    expected = quad(lambda u: float(np.linalg.norm(slope(u))), low, high, limit=200)[0]
    assert cmds.arclen("line") == pytest.approx(expected, rel=1e-6)


def test_knots_are_two_fewer_than_in_textbooks() -> None:
    cmds.curve(name="line", degree=3, point=POINTS, knot=[0, 0, 0, 1, 2, 2, 2])
    assert cmds.getAttr("lineShape.spans") == 2
    assert cmds.getAttr("lineShape.degree") == 3
    with pytest.raises(RuntimeError, match="knots"):
        cmds.curve(degree=3, point=POINTS, knot=[0, 1, 2])


def test_a_curve_through_edit_points() -> None:
    cmds.curve(name="line", degree=3, editPoint=POINTS)
    for place, point in enumerate(POINTS):
        assert np.allclose(cmds.pointOnCurve("line", parameter=place), point)


def test_control_points_move_the_curve() -> None:
    cmds.curve(name="line", degree=1, point=POINTS)
    assert cmds.getAttr("lineShape.controlPoints[2]") == [(2.0, -1.0, 2.0)]
    cmds.setAttr("lineShape.controlPoints[2].yValue", 7)
    assert cmds.pointPosition("line.cv[2]") == [2.0, 7.0, 2.0]
    cmds.undo()
    assert cmds.pointPosition("line.cv[2]") == [2.0, -1.0, 2.0]


def test_the_circle_of_scene_files() -> None:
    cmds.circle(name="ring", normal=(0, 1, 0))
    controls = data("ring").points[:3, :3]
    expected = [[0.7836116, 0, -0.7836116], [0, 0, -1.1081942], [-0.7836116, 0, -0.7836116]]
    assert np.allclose(controls, expected, atol=1e-7)
    assert cmds.getAttr("ringShape.spans") == 8
    around = [np.linalg.norm(cmds.pointOnCurve("ring", parameter=u)) for u in np.linspace(0, 8, 33)]
    assert np.allclose(around, 1, atol=2e-3)


def test_nearest_point() -> None:
    cmds.curve(name="line", degree=3, point=POINTS)
    curve = data("line")
    low, high = curve_evaluation.domain(curve)
    samples = spline("line")(np.linspace(low, high, 4001))
    for target in np.random.default_rng(1).normal(size=(10, 3)) * 3:
        point, parameter = curve_evaluation.closest_point(curve, target)
        assert (
            np.linalg.norm(point - target) <= np.linalg.norm(samples - target, axis=1).min() + 1e-6
        )
        assert np.allclose(curve_evaluation.point_at(curve, parameter), point)


def test_a_curve_is_deformed_by_its_control_points() -> None:
    cmds.curve(name="line", degree=1, point=POINTS)
    cmds.cluster("line.cv[1:2]")
    cmds.setAttr("cluster1Handle.translateZ", 5)
    heights = [cmds.pointPosition(f"line.cv[{number}]")[2] for number in range(5)]
    assert heights == pytest.approx([0, 5, 7, 1, -1])
