"""Jaw shapes: one weight field carries the skin along with the hinge of the jaw."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder import mouth
from head_builder.fields import Face, bump, rotate_x, smoothstep
from head_builder.measures import Measures

Array = npt.NDArray[np.float64]

FORWARD = np.array([0.0, -0.06, 0.62])


def jaw_weights(face: Face) -> Array:
    """Share [V] of the jaw's motion that each skin vertex takes, 1 on the chin and lower lip."""
    p = face.places
    x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
    level = y - mouth.HEIGHT + 0.12 * x
    low = smoothstep(2.6, -2.0, level)
    back = smoothstep(-1.4, 3.6, z - 0.35 * (y + 8.0))
    throat = smoothstep(-15.5, -11.2, y + 0.3 * (z - 4.0))
    guess = low * back * throat
    u = np.abs(face.s)
    corner = 0.45
    arch = (1.0 - u * u) ** 0.6
    upper = corner * (1.0 - np.minimum(1.0, 1.25 * arch))
    lower = corner + (1.0 - corner) * np.minimum(1.0, 1.15 * arch)
    lips = np.where(face.side > 0, upper, np.where(face.side < 0, lower, corner))
    target = np.broadcast_to(lips, face.lips.shape)
    correction = np.zeros((*face.lips.shape, 3))
    correction[..., 0] = target - guess[face.lips]
    weights = np.clip(guess + face.spread(correction, reach=4.2)[:, 0], 0.0, 1.0)
    hole = face.topology.holes["mouth"]
    for k, ring in enumerate(hole.rings[mouth.CONTACT + 1 :]):
        deep = (k + 1) / len(hole.rings[mouth.CONTACT + 1 :])
        rigid = np.where(face.side > 0, 0.0, 1.0)
        rigid = np.where(u > 0.9, 0.5, rigid)
        share = smoothstep(0.0, 0.5, np.array(deep))
        weights[ring] = (1 - share) * lips + share * rigid
    if hole.cap is not None:
        block = hole.cap
        rows = np.linspace(0, 1, block.shape[0])[:, None]
        weights[block[1:-1, 1:-1]] = np.broadcast_to(rows, block.shape)[1:-1, 1:-1]
    return weights


def jaw_shapes(face: Face) -> dict[str, Array]:
    """JawOpen, jawForward, jawLeft and jawRight [V, 3]."""
    p, measures = face.places, face.measures
    flesh = measures.flesh
    w = jaw_weights(face)
    opened = rotate_x(face.points, measures.jaw_pivot, measures.open_angle * w)
    opened += _parted_lips(face)
    # The corners are drawn in and the cheeks flatten while the jaw sinks.
    d = face.distance_to_mouth()
    near = np.exp(-((d / 2.2) ** 2)) * face.mask
    near[face.topology.holes["mouth"].rings[mouth.BORDER :]] = 1.0
    pull = smoothstep(0.3, 2.8, np.abs(p[:, 0])) * near * np.sign(p[:, 0])
    opened[:, 0] -= 0.16 * pull * flesh[0]
    opened[:, 2] += 0.05 * np.abs(pull) * flesh[2]
    for side in (-1.0, 1.0):
        hollow = bump(p, (side * 5.0, -5.8, 5.4), (1.6, 2.2, 2.4)) * face.mask
        opened -= hollow[:, None] * (np.array([side * 0.12, 0.0, 0.08]) * flesh)
    forward = w[:, None] * (FORWARD * flesh)
    left = w[:, None] * _swing(face.points, measures)
    fold = bump(p, (4.7, -7.4, 5.6), (1.6, 2.0, 2.2)) * face.mask
    left += fold[:, None] * (np.array([0.1, 0.0, 0.1]) * flesh)
    right = face.mirrored(left)
    return {"jawOpen": opened, "jawForward": forward, "jawLeft": left, "jawRight": right}


def _swing(points: Array, measures: Measures) -> Array:
    """Displacement of a rigid jaw swung to the left about a pivot near the left joint."""
    pivot = measures.swing_pivot
    x, z = points[:, 0] - pivot[0], points[:, 2] - pivot[2]
    c, s = np.cos(measures.swing_angle), np.sin(measures.swing_angle)
    return np.stack([c * x + s * z - x, 0 * x, -s * x + c * z - z], axis=1)


def jaw_motion(points: Array) -> Array:
    """Displacements [4, n, 3] of rigid jaw points for jawOpen, jawForward, jawLeft, jawRight."""
    man, flip = Measures(), np.array([-1.0, 1.0, 1.0])
    opened = rotate_x(points, man.jaw_pivot, np.full(len(points), man.open_angle))
    forward = np.broadcast_to(FORWARD, points.shape)
    return np.stack([opened, forward, _swing(points, man), _swing(points * flip, man) * flip])


def _parted_lips(face: Face) -> Array:
    """The lips leave the teeth a little more than the bone alone would carry them."""
    middle = 1.0 - face.s**2
    lift = np.where(face.side > 0, 0.08, np.where(face.side < 0, -0.2, 0.0)) * middle
    target = np.zeros((*face.lips.shape, 3))
    target[..., 1] = lift * face.measures.mouth[1]
    return face.follow_bag(face.spread(target, reach=4.2))
