"""Rotations and matrices against scipy and against their laws."""

from __future__ import annotations

import math

import maya.api.OpenMaya as om
import numpy as np
import pytest
from scipy.spatial.transform import Rotation

ORDERS = ("xyz", "yzx", "zxy", "xzy", "yxz", "zyx")
RANDOM = np.random.default_rng(11)
ANGLES = RANDOM.uniform(-1.4, 1.4, (6, 3))


def array(matrix: om.MMatrix) -> np.ndarray:
    return np.array([[matrix.getElement(r, c) for c in range(4)] for r in range(4)])


def random_matrix() -> om.MMatrix:
    return om.MMatrix(RANDOM.normal(size=16).tolist())


@pytest.mark.parametrize("number", range(6))
def test_euler_angles_agree_with_scipy(number: int) -> None:
    order, (x, y, z) = ORDERS[number], ANGLES[number]
    euler = om.MEulerRotation(x, y, z, number)
    by_axis = {"x": x, "y": y, "z": z}
    # Maya multiplies rows from the left, so that its matrices are the transposed ones.
    wanted = Rotation.from_euler(order, [by_axis[axis] for axis in order])
    assert array(euler.asMatrix())[:3, :3] == pytest.approx(wanted.as_matrix().T, abs=1e-12)
    quaternion = np.array(list(euler.asQuaternion()))
    same = min(abs(quaternion - wanted.as_quat()).max(), abs(quaternion + wanted.as_quat()).max())
    assert same < 1e-12


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("other", range(6))
def test_reordering_keeps_the_rotation(number: int, other: int) -> None:
    euler = om.MEulerRotation(*ANGLES[other], number)
    turned = euler.reorder(other)
    assert turned.order == other
    assert turned.asMatrix().isEquivalent(euler.asMatrix(), 1e-10)


def test_quaternion_products_run_in_the_order_of_matrix_products() -> None:
    first = om.MEulerRotation(0.3, -0.2, 1.1).asQuaternion()
    second = om.MEulerRotation(-0.7, 0.4, 0.2).asQuaternion()
    assert (first * second).asMatrix().isEquivalent(first.asMatrix() * second.asMatrix(), 1e-12)
    assert (first * first.inverse()).isEquivalent(om.MQuaternion(), 1e-12)


def test_slerp_agrees_with_scipy() -> None:
    ends = Rotation.from_euler("xyz", ANGLES[:2])
    first, second = (om.MQuaternion(*quaternion) for quaternion in ends.as_quat())
    turn = (ends[0].inv() * ends[1]).as_rotvec()
    wanted = ends[0] * Rotation.from_rotvec(0.3 * turn)
    found = Rotation.from_quat(list(om.MQuaternion.slerp(first, second, 0.3)))
    assert (found.inv() * wanted).magnitude() < 1e-9


def test_matrix_algebra_agrees_with_numpy() -> None:
    one, two = random_matrix(), random_matrix()
    assert array(one * two) == pytest.approx(array(one) @ array(two))
    assert array(one.inverse()) == pytest.approx(np.linalg.inv(array(one)))
    assert one.det4x4() == pytest.approx(np.linalg.det(array(one)))
    point = om.MPoint(1.0, -2.0, 0.5)
    assert list(point * one) == pytest.approx([1.0, -2.0, 0.5, 1.0] @ array(one))


def test_a_vector_ignores_the_translation_and_a_point_does_not() -> None:
    matrix = om.MMatrix([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1])
    assert om.MVector(1, 2, 3) * matrix == om.MVector(1, 2, 3)
    assert om.MPoint(1, 2, 3) * matrix == om.MPoint(6, 8, 10)


def test_transformation_is_taken_apart_and_put_together() -> None:
    made = om.MTransformationMatrix()
    made.setScale([2.0, 0.5, 3.0], om.MSpace.kTransform)
    made.setShear([0.1, -0.2, 0.3], om.MSpace.kTransform)
    made.setRotation(om.MEulerRotation(0.4, -0.6, 0.8))
    made.setTranslation(om.MVector(1, 2, 3), om.MSpace.kWorld)
    again = om.MTransformationMatrix(made.asMatrix())
    assert again.scale(om.MSpace.kTransform) == pytest.approx([2.0, 0.5, 3.0])
    assert again.shear(om.MSpace.kTransform) == pytest.approx([0.1, -0.2, 0.3])
    assert list(again.rotation())[:3] == pytest.approx([0.4, -0.6, 0.8])
    assert list(again.translation(om.MSpace.kWorld)) == pytest.approx([1, 2, 3])


def test_angles_between_vectors() -> None:
    x, y = om.MVector(2, 0, 0), om.MVector(0, 5, 0)
    assert x.angle(y) == pytest.approx(math.pi / 2)
    assert x ^ y == om.MVector(0, 0, 10)
    assert x * y == 0.0
    assert (
        x.rotateTo(y)
        .asMatrix()
        .isEquivalent(om.MEulerRotation(0, 0, math.pi / 2).asMatrix(), 1e-12)
    )
