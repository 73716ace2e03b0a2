"""Vectors, matrices, rotations, transformations and units against independent references."""

from __future__ import annotations

import math

import maya.OpenMaya as om
import numpy as np
import pytest
from scipy.spatial.transform import Rotation

ORDERS = ["xyz", "yzx", "zxy", "xzy", "yxz", "zyx"]
GENERATOR = np.random.default_rng(7)


def table(matrix: om.MMatrix) -> np.ndarray:
    return np.array([[matrix(row, column) for column in range(4)] for row in range(4)])


def matrix_of(array: np.ndarray) -> om.MMatrix:
    matrix = om.MMatrix()
    om.MScriptUtil.createMatrixFromList(np.asarray(array, float).ravel().tolist(), matrix)
    return matrix


def doubles(*values: float):
    util = om.MScriptUtil()
    util.createFromDouble(*values)
    return util, util.asDoublePtr()


def test_vector_algebra_agrees_with_numpy() -> None:
    one, two = GENERATOR.normal(size=3), GENERATOR.normal(size=3)
    a, b = om.MVector(*one), om.MVector(*two)
    assert a * b == pytest.approx(one @ two)
    assert [(a ^ b)(place) for place in range(3)] == pytest.approx(np.cross(one, two))
    assert a.length() == pytest.approx(np.linalg.norm(one))
    cosine = one @ two / np.linalg.norm(one) / np.linalg.norm(two)
    assert a.angle(b) == pytest.approx(math.acos(cosine))
    assert [(-a)(place) for place in range(3)] == pytest.approx(-one)


def test_points_move_and_vectors_turn() -> None:
    """A matrix takes points with its translation and vectors without it."""
    turn = Rotation.from_euler("xyz", [0.3, -0.2, 0.9]).as_matrix().T
    array = np.eye(4)
    array[:3, :3], array[3, :3] = turn, (1, 2, 3)
    matrix = matrix_of(array)
    point = om.MPoint(4, 5, 6) * matrix
    assert [point.x, point.y, point.z] == pytest.approx(np.array([4, 5, 6]) @ turn + [1, 2, 3])
    vector = om.MVector(4, 5, 6) * matrix
    assert [vector.x, vector.y, vector.z] == pytest.approx(np.array([4, 5, 6]) @ turn)


def test_float_types_round() -> None:
    assert om.MFloatVector(0.1, 0, 0).x == float(np.float32(0.1))
    assert om.MVector(0.1, 0, 0).x == 0.1


def test_scaling_keeps_w_of_points() -> None:
    point = om.MPoint(1, 2, 3) * 2
    assert (point.x, point.y, point.z, point.w) == (2, 4, 6, 1)
    difference = om.MPoint(1, 2, 3) - om.MPoint(0, 0, 1)
    assert isinstance(difference, om.MVector)


@pytest.mark.parametrize("order", range(6))
def test_euler_angles_agree_with_scipy(order: int) -> None:
    angles = GENERATOR.uniform(-3, 3, 3)
    places = ["xyz".index(axis) for axis in ORDERS[order]]
    reference = Rotation.from_euler(ORDERS[order], angles[places]).as_matrix().T
    euler = om.MEulerRotation(*angles, order)
    assert table(euler.asMatrix())[:3, :3] == pytest.approx(reference)
    quaternion = euler.asQuaternion()
    assert table(quaternion.asMatrix())[:3, :3] == pytest.approx(reference)
    again = om.MEulerRotation.decompose(euler.asMatrix(), order)
    assert table(again.asMatrix())[:3, :3] == pytest.approx(reference)


def test_reordering_keeps_the_rotation() -> None:
    euler = om.MEulerRotation(0.4, -1.1, 2.0, om.MEulerRotation.kXYZ)
    for order in range(6):
        other = euler.reorder(order)
        assert other.order == order
        assert other.asMatrix().isEquivalent(euler.asMatrix(), 1e-9)


def test_product_of_quaternions_is_product_of_matrices() -> None:
    one = om.MEulerRotation(0.3, 0.8, -0.5).asQuaternion()
    two = om.MEulerRotation(-1.0, 0.2, 0.1).asQuaternion()
    product = (one * two).asMatrix()
    assert product.isEquivalent(one.asMatrix() * two.asMatrix(), 1e-12)


def test_quaternion_between_vectors() -> None:
    start, goal = om.MVector(1, 2, 3), om.MVector(-2, 1, 0.5)
    turned = start.rotateBy(om.MQuaternion(start, goal)).normal()
    assert turned.isEquivalent(goal.normal(), 1e-10)
    back = om.MVector(0, 1, 0).rotateBy(om.MQuaternion(om.MVector(0, 1, 0), om.MVector(0, -1, 0)))
    assert back.isEquivalent(om.MVector(0, -1, 0), 1e-10)


def test_axis_and_angle_come_back() -> None:
    axis = om.MVector(1, -2, 0.5).normal()
    quaternion = om.MQuaternion(0.7, axis)
    found, (util, pointer) = om.MVector(), doubles(0.0)
    assert quaternion.getAxisAngle(found, pointer)
    assert found.isEquivalent(axis, 1e-12)
    assert om.MScriptUtil.getDouble(pointer) == pytest.approx(0.7)
    assert util is not None


def test_inverse_undoes() -> None:
    array = GENERATOR.normal(size=(4, 4))
    matrix = matrix_of(array)
    assert (matrix * matrix.inverse()).isEquivalent(om.MMatrix(), 1e-9)
    assert matrix.det4x4() == pytest.approx(np.linalg.det(array))
    assert table(matrix.adjoint()) == pytest.approx(np.linalg.inv(array) * np.linalg.det(array))


def test_transformation_takes_a_matrix_apart() -> None:
    """Scale, shear, rotation and translation of a matrix give the matrix again."""
    made = om.MTransformationMatrix()
    keep = [doubles(2.0, 3.0, 0.5), doubles(0.1, 0.2, -0.3), doubles(0.4, -0.6, 1.2)]
    made.setScale(keep[0][1], om.MSpace.kTransform)
    made.setShear(keep[1][1], om.MSpace.kTransform)
    made.setRotation(keep[2][1], om.MTransformationMatrix.kXYZ)
    made.setTranslation(om.MVector(5, 6, 7), om.MSpace.kTransform)
    again = om.MTransformationMatrix(made.asMatrix())
    assert again.asMatrix().isEquivalent(made.asMatrix(), 1e-10)
    again.getScale(keep[0][1], om.MSpace.kTransform)
    scale = [om.MScriptUtil.getDoubleArrayItem(keep[0][1], place) for place in range(3)]
    assert scale == pytest.approx([2.0, 3.0, 0.5])
    euler = again.eulerRotation()
    assert [euler.x, euler.y, euler.z] == pytest.approx([0.4, -0.6, 1.2])


def test_balanced_pivots_move_nothing() -> None:
    keep = doubles(0.4, -0.6, 1.2)
    made = om.MTransformationMatrix()
    made.setRotation(keep[1], om.MTransformationMatrix.kZXY)
    before = made.asMatrix()
    made.setRotatePivot(om.MPoint(1, 2, 3), om.MSpace.kTransform, True)
    made.setScalePivot(om.MPoint(-1, 0, 2), om.MSpace.kTransform, True)
    assert made.asMatrix().isEquivalent(before, 1e-10)


def test_time_is_exact_between_units() -> None:
    time = om.MTime(24, om.MTime.kFilm)
    assert time.asUnits(om.MTime.kSeconds) == 1.0
    assert time == om.MTime(1000, om.MTime.kMilliseconds)
    assert (time + om.MTime(0.5, om.MTime.kSeconds)).value() == 36.0
    assert om.MTime(1, om.MTime.k30FPS) < om.MTime(1, om.MTime.kFilm)
    time.setUnit(om.MTime.kSeconds)
    assert time.value() == 24.0  # the number stays


def test_units_of_angles_and_lengths() -> None:
    assert om.MAngle(180, om.MAngle.kDegrees).asRadians() == pytest.approx(math.pi)
    assert om.MDistance(1, om.MDistance.kInches).asCentimeters() == pytest.approx(2.54)
    assert om.MDistance(2.5).unit() == om.MDistance.kCentimeters


def test_bounding_box() -> None:
    box = om.MBoundingBox(om.MPoint(-1, 0, 2), om.MPoint(1, 4, -2))
    assert (box.width(), box.height(), box.depth()) == (2, 4, 4)
    box.expand(om.MPoint(5, 0, 0))
    assert box.max().x == 5
    assert box.contains(om.MPoint(0, 1, 0))
    assert not box.contains(om.MPoint(0, 5, 0))


def test_colours_go_through_their_models() -> None:
    color = om.MColor(om.MColor.kHSV, 120.0, 1.0, 0.5, 1.0)
    assert (color.r, color.g, color.b) == pytest.approx((0.0, 0.5, 0.0))
