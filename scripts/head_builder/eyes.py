"""Eyeballs with a bulging cornea; iris and pupil are painted on the vertices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder.anatomy import EYE_CENTRE
from head_builder.eyelids import ball_radius
from head_builder.parts import Part

Array = npt.NDArray[np.float64]

SEGMENTS = 48
# Ring angles from the optical axis (degrees), close where the colours change.
_ANGLES = np.array(
    [
        2,
        5,
        8,
        9.6,
        10.6,
        12,
        15,
        18,
        21,
        23.5,
        25.2,
        26.6,
        28,
        30.5,
        34,
        40,
        48,
        58,
        70,
        84,
        100,
        118,
        138,
        158,
    ]
)
PUPIL, IRIS = 10.1, 26.0


def _smooth(a: float, b: float, x: Array) -> Array:
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def _colors(angle: Array, around: Array) -> Array:
    white = np.array([0.56, 0.535, 0.515])
    pink = np.array([0.55, 0.34, 0.30])
    rim = np.array([0.055, 0.05, 0.055])
    outer = np.array([0.13, 0.19, 0.235])
    inner = np.array([0.24, 0.185, 0.115])
    fibres = 1.0 + 0.16 * np.cos(9 * around) * np.sin(17 * around + 0.7)
    t = _smooth(PUPIL, IRIS, angle)[:, None]
    iris = ((1 - t) * inner + t * outer) * fibres[:, None]
    dark = _smooth(22.0, 25.6, angle)[:, None]
    iris = (1 - dark) * iris + dark * rim
    color = iris + _smooth(25.4, 27.2, angle)[:, None] * (white - iris)
    color = color + _smooth(40, 72, angle)[:, None] * (pink - color)
    pupil = 1 - _smooth(9.4, 10.8, angle)[:, None]
    result: Array = (1 - pupil) * color + pupil * 0.012
    return result


def build_eye(side: float) -> Part:
    """Eyeball of one side (+1 left, -1 right) looking straight ahead, in head space."""
    angle = np.radians(_ANGLES)
    around = 2 * np.pi * np.arange(SEGMENTS) / SEGMENTS
    a, b = np.meshgrid(angle, around, indexing="ij")
    direction = np.stack([np.sin(a) * np.cos(b), np.sin(a) * np.sin(b), np.cos(a)], axis=-1)
    direction = np.concatenate([direction.reshape(-1, 3), [[0, 0, 1.0], [0, 0, -1.0]]])
    points = direction * ball_radius(direction)[:, None]
    rings = np.arange(len(angle) * SEGMENTS).reshape(len(angle), SEGMENTS)
    outer, inner = rings[1:], rings[:-1]
    quads = np.stack(
        [inner, outer, np.roll(outer, -1, axis=1), np.roll(inner, -1, axis=1)], axis=-1
    ).reshape(-1, 4)
    front, back = len(points) - 2, len(points) - 1
    nxt = np.roll(np.arange(SEGMENTS), -1)
    fans = [[front, rings[0, k], rings[0, nxt[k]]] for k in range(SEGMENTS)]
    fans += [[back, rings[-1, nxt[k]], rings[-1, k]] for k in range(SEGMENTS)]
    degrees = np.degrees(np.arccos(np.clip(direction[:, 2], -1, 1)))
    turn = np.arctan2(direction[:, 1], direction[:, 0])
    radius = degrees / 360.0
    uvs = np.stack([0.5 + radius * np.cos(turn), 0.5 + radius * np.sin(turn)], axis=1)
    part = Part.from_faces(
        points + EYE_CENTRE, [*quads.tolist(), *fans], _colors(degrees, turn), uvs
    )
    return part if side > 0 else part.mirrored()
