"""Rotations and transforms in Maya's conventions.

Points are row vectors (``p * M``), angles are radians, quaternions are ``(x, y, z, w)``, a product
``a * b`` means "first a, then b" for matrices and for quaternions alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: The rotate orders in the order of Maya's ``rotateOrder`` enum.
ROTATE_ORDERS = ("xyz", "yzx", "zxy", "xzy", "yxz", "zyx")

_AXES = tuple(tuple("xyz".index(axis) for axis in order) for order in ROTATE_ORDERS)
_PARITY = (1.0, 1.0, 1.0, -1.0, -1.0, -1.0)
_GIMBAL = 1e-10


def axis_matrix(axis: int, angle: float) -> Array:
    """Rotation (3, 3) by ``angle`` about one of the axes 0, 1, 2."""
    cosine, sine = math.cos(angle), math.sin(angle)
    matrix = np.eye(3)
    j, k = (axis + 1) % 3, (axis + 2) % 3
    matrix[j, j] = matrix[k, k] = cosine
    matrix[j, k] = sine
    matrix[k, j] = -sine
    return matrix


def euler_to_matrix(angles: npt.ArrayLike, order: int = 0) -> Array:
    """Rotation (3, 3) of Euler angles (x, y, z), applied in the given rotate order."""
    values = np.asarray(angles, dtype=float)
    first, second, third = _AXES[order]
    return (
        axis_matrix(first, float(values[first]))
        @ axis_matrix(second, float(values[second]))
        @ axis_matrix(third, float(values[third]))
    )


def matrix_to_euler(matrix: npt.ArrayLike, order: int = 0) -> Array:
    """Euler angles (x, y, z) of a pure rotation, shape (3, 3) or (4, 4).

    After Shoemake, "Euler Angle Conversion", Graphics Gems IV.
    """
    rotation = np.asarray(matrix, dtype=float)
    i, j, k = _AXES[order]
    parity = _PARITY[order]
    cosine = math.hypot(rotation[i, i], rotation[i, j])
    angles = np.zeros(3)
    angles[j] = math.atan2(-parity * rotation[i, k], cosine)
    if cosine > _GIMBAL:
        angles[i] = math.atan2(parity * rotation[j, k], rotation[k, k])
        angles[k] = math.atan2(parity * rotation[i, j], rotation[i, i])
    else:
        angles[i] = math.atan2(-parity * rotation[k, j], rotation[j, j])
    return angles


def quaternion_multiply(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """The quaternion of ``first`` followed by ``second``."""
    ax, ay, az, aw = (float(value) for value in np.asarray(second, dtype=float))
    bx, by, bz, bw = (float(value) for value in np.asarray(first, dtype=float))
    return np.array(
        [
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        ]
    )


def euler_to_quaternion(angles: npt.ArrayLike, order: int = 0) -> Array:
    """Unit quaternion (x, y, z, w) of Euler angles."""
    values = np.asarray(angles, dtype=float)
    result = np.array([0.0, 0.0, 0.0, 1.0])
    for axis in _AXES[order]:
        half = 0.5 * float(values[axis])
        step = np.zeros(4)
        step[axis] = math.sin(half)
        step[3] = math.cos(half)
        result = quaternion_multiply(result, step)
    return result


def quaternion_to_matrix(quaternion: npt.ArrayLike) -> Array:
    """Rotation (3, 3) of a quaternion, which is normalised first; zero gives the identity."""
    values = np.asarray(quaternion, dtype=float)
    norm = float(values @ values)
    if norm == 0.0:
        return np.eye(3)
    x, y, z, w = (float(value) for value in values)
    scale = 2.0 / norm
    return np.array(
        [
            [1 - scale * (y * y + z * z), scale * (x * y + z * w), scale * (x * z - y * w)],
            [scale * (x * y - z * w), 1 - scale * (x * x + z * z), scale * (y * z + x * w)],
            [scale * (x * z + y * w), scale * (y * z - x * w), 1 - scale * (x * x + y * y)],
        ]
    )


def matrix_to_quaternion(matrix: npt.ArrayLike) -> Array:
    """Unit quaternion of a pure rotation, shape (3, 3) or (4, 4)."""
    m = np.asarray(matrix, dtype=float)
    trace = float(m[0, 0] + m[1, 1] + m[2, 2])
    quaternion = np.empty(4)
    if trace > 0.0:
        root = math.sqrt(trace + 1.0)
        quaternion[3] = 0.5 * root
        factor = 0.5 / root
        quaternion[:3] = (
            (m[1, 2] - m[2, 1]) * factor,
            (m[2, 0] - m[0, 2]) * factor,
            (m[0, 1] - m[1, 0]) * factor,
        )
        return quaternion
    i = int(np.argmax(np.diag(m)[:3]))
    j, k = (i + 1) % 3, (i + 2) % 3
    root = math.sqrt(max(m[i, i] - m[j, j] - m[k, k] + 1.0, 0.0))
    quaternion[i] = 0.5 * root
    factor = 0.5 / root if root else 0.0
    quaternion[3] = (m[j, k] - m[k, j]) * factor
    quaternion[j] = (m[i, j] + m[j, i]) * factor
    quaternion[k] = (m[i, k] + m[k, i]) * factor
    return quaternion


def quaternion_to_euler(quaternion: npt.ArrayLike, order: int = 0) -> Array:
    """Euler angles of a quaternion in the given rotate order."""
    return matrix_to_euler(quaternion_to_matrix(quaternion), order)


def reorder_euler(angles: npt.ArrayLike, order: int, target_order: int) -> Array:
    """The same rotation as Euler angles of another rotate order."""
    if order == target_order:
        return np.array(angles, dtype=float)
    return matrix_to_euler(euler_to_matrix(angles, order), target_order)


def bound_angle(angle: float) -> float:
    """The equivalent angle between -pi and pi."""
    if -math.pi <= angle <= math.pi:
        return angle
    return angle - 2.0 * math.pi * round(angle / (2.0 * math.pi))


def bound_euler(angles: npt.ArrayLike) -> Array:
    """Every angle wrapped to -pi..pi."""
    return np.array([bound_angle(float(angle)) for angle in np.asarray(angles, dtype=float)])


def alternate_euler(angles: npt.ArrayLike, order: int = 0) -> Array:
    """The other triple of bounded angles that gives the same rotation."""
    result = np.array(angles, dtype=float)
    middle = _AXES[order][1]
    for axis in range(3):
        if axis == middle:
            shifted = math.pi - result[axis]
        else:
            shifted = result[axis] + (-math.pi if result[axis] > 0.0 else math.pi)
        result[axis] = bound_angle(float(shifted))
    return result


def closest_cut(angles: npt.ArrayLike, target: npt.ArrayLike) -> Array:
    """Every angle moved by whole turns so that it is nearest to its target."""
    values = np.asarray(angles, dtype=float)
    turns = np.round((np.asarray(target, dtype=float) - values) / (2.0 * math.pi))
    return np.asarray(values + turns * (2.0 * math.pi))


def closest_euler(angles: npt.ArrayLike, target: npt.ArrayLike, order: int = 0) -> Array:
    """The triple equivalent to ``angles`` with the smallest sum of distances to ``target``."""
    goal = np.asarray(target, dtype=float)
    plain = closest_cut(angles, goal)
    other = closest_cut(alternate_euler(angles, order), goal)
    if np.abs(other - goal).sum() < np.abs(plain - goal).sum():
        return other
    return plain


def slerp(first: npt.ArrayLike, second: npt.ArrayLike, weight: float, spin: int = 0) -> Array:
    """Spherical interpolation with extra half turns as in Maya's ``MQuaternion.slerp``."""
    start, end = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    cosine = float(start @ end)
    if cosine < 0.0:
        end, cosine = -end, -cosine
    if 1.0 - cosine < 1e-12:
        return np.asarray(start * (1.0 - weight) + end * weight)
    theta = math.acos(min(cosine, 1.0))
    phi = theta + spin * math.pi
    sine = math.sin(theta)
    return np.asarray(
        start * (math.sin(theta - weight * phi) / sine) + end * (math.sin(weight * phi) / sine)
    )


def translation_matrix(offset: npt.ArrayLike) -> Array:
    """Translation (4, 4)."""
    matrix = np.eye(4)
    matrix[3, :3] = np.asarray(offset, dtype=float)[:3]
    return matrix


def scale_matrix(factors: npt.ArrayLike) -> Array:
    """Scale (4, 4)."""
    matrix = np.eye(4)
    matrix[[0, 1, 2], [0, 1, 2]] = np.asarray(factors, dtype=float)[:3]
    return matrix


def shear_matrix(shear: npt.ArrayLike) -> Array:
    """Shear (4, 4) of the factors xy, xz, yz."""
    xy, xz, yz = (float(value) for value in np.asarray(shear, dtype=float))
    matrix = np.eye(4)
    matrix[1, 0] = xy
    matrix[2, 0] = xz
    matrix[2, 1] = yz
    return matrix


def rotation_matrix(rotation: npt.ArrayLike) -> Array:
    """A rotation (3, 3) widened to (4, 4)."""
    matrix = np.eye(4)
    matrix[:3, :3] = np.asarray(rotation, dtype=float)[:3, :3]
    return matrix


def _zeros() -> Array:
    return np.zeros(3)


@dataclass
class TransformParts:
    """The parts of a transform node; vectors of shape (3,), angles in radians.

    ``rotation`` is in ``order``; ``orientation`` is the rotate axis, always in order xyz.
    """

    translation: Array = field(default_factory=_zeros)
    rotation: Array = field(default_factory=_zeros)
    order: int = 0
    scale: Array = field(default_factory=lambda: np.ones(3))
    shear: Array = field(default_factory=_zeros)
    orientation: Array = field(default_factory=_zeros)
    rotate_pivot: Array = field(default_factory=_zeros)
    rotate_pivot_translation: Array = field(default_factory=_zeros)
    scale_pivot: Array = field(default_factory=_zeros)
    scale_pivot_translation: Array = field(default_factory=_zeros)


def compose(parts: TransformParts) -> Array:
    """The matrix (4, 4) of a transform node, formula of Maya's ``xform`` documentation.

    ``Sp^-1 * S * Sh * Sp * St * Rp^-1 * Ra * R * Rp * Rt * T``
    """
    linear = scale_matrix(parts.scale) @ shear_matrix(parts.shear)
    scaled = (
        translation_matrix(-np.asarray(parts.scale_pivot))
        @ linear
        @ translation_matrix(parts.scale_pivot)
        @ translation_matrix(parts.scale_pivot_translation)
    )
    turn = euler_to_matrix(parts.orientation, 0) @ euler_to_matrix(parts.rotation, parts.order)
    rotated = (
        translation_matrix(-np.asarray(parts.rotate_pivot))
        @ rotation_matrix(turn)
        @ translation_matrix(parts.rotate_pivot)
        @ translation_matrix(parts.rotate_pivot_translation)
    )
    return np.asarray(scaled @ rotated @ translation_matrix(parts.translation))


def compose_joint(
    parts: TransformParts, joint_orient: npt.ArrayLike, inverse_scale: npt.ArrayLike
) -> Array:
    """The matrix (4, 4) of a joint: ``S * Ra * R * Jo * Is * T``."""
    turn = (
        euler_to_matrix(parts.orientation, 0)
        @ euler_to_matrix(parts.rotation, parts.order)
        @ euler_to_matrix(joint_orient, 0)
    )
    return np.asarray(
        scale_matrix(parts.scale)
        @ shear_matrix(parts.shear)
        @ rotation_matrix(turn)
        @ scale_matrix(inverse_scale)
        @ translation_matrix(parts.translation)
    )


def split_linear(matrix: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """Scale (3,), shear (3,) and rotation (3, 3) of a matrix, by Gram-Schmidt on its rows.

    A mirroring matrix gets its negative factor in z; a row of length zero takes the axis that
    completes a rotation.
    """
    rows = np.array(matrix, dtype=float)[:3, :3]
    scale, shear, axes = np.zeros(3), np.zeros(3), np.zeros((3, 3))
    scale[0] = np.linalg.norm(rows[0])
    axes[0] = rows[0] / scale[0] if scale[0] > 1e-15 else _any_axis(rows)
    along = float(rows[1] @ axes[0])
    rest = rows[1] - along * axes[0]
    scale[1] = np.linalg.norm(rest)
    axes[1] = rest / scale[1] if scale[1] > 1e-15 else _perpendicular(axes[0])
    axes[2] = np.cross(axes[0], axes[1])
    scale[2] = rows[2] @ axes[2]
    shear[0] = along / scale[1] if scale[1] > 1e-15 else 0.0
    if abs(scale[2]) > 1e-15:
        shear[1] = float(rows[2] @ axes[0]) / scale[2]
        shear[2] = float(rows[2] @ axes[1]) / scale[2]
    return scale, shear, axes


def _any_axis(rows: Array) -> Array:
    candidate = np.cross(rows[1], rows[2])
    length = float(np.linalg.norm(candidate))
    return np.asarray(candidate / length) if length > 1e-15 else np.array([1.0, 0.0, 0.0])


def _perpendicular(axis: Array) -> Array:
    helper = np.eye(3)[(int(np.argmax(np.abs(axis))) + 1) % 3]
    candidate = helper - float(helper @ axis) * axis
    return np.asarray(candidate / np.linalg.norm(candidate))


def decompose(matrix: npt.ArrayLike, order: int = 0) -> TransformParts:
    """Translation, rotation, scale and shear of a matrix; all pivots are zero."""
    values = np.asarray(matrix, dtype=float).reshape(4, 4)
    scale, shear, axes = split_linear(values)
    return TransformParts(
        translation=np.array(values[3, :3]),
        rotation=matrix_to_euler(axes, order),
        order=order,
        scale=scale,
        shear=shear,
    )


def transform_points(points: npt.ArrayLike, matrix: npt.ArrayLike) -> Array:
    """Points (n, 3) taken through an affine matrix (4, 4)."""
    values = np.asarray(matrix, dtype=float)
    return np.asarray(np.asarray(points, dtype=float) @ values[:3, :3] + values[3, :3])
