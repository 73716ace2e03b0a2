"""Upper and lower dental arches: rounded single teeth standing in a gum ridge."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder.parts import Part, joined, tube

Array = npt.NDArray[np.float64]

# (width along the arch, crown height, thickness) in cm from the middle outwards.
_UPPER = [
    (0.84, 1.0, 0.5),
    (0.66, 0.88, 0.48),
    (0.74, 0.98, 0.6),
    (0.68, 0.8, 0.78),
    (0.66, 0.74, 0.82),
    (0.98, 0.7, 0.98),
    (0.92, 0.66, 0.95),
]
_LOWER = [
    (0.53, 0.84, 0.45),
    (0.58, 0.86, 0.46),
    (0.67, 0.94, 0.58),
    (0.69, 0.82, 0.7),
    (0.7, 0.76, 0.75),
    (1.05, 0.7, 0.95),
    (0.98, 0.66, 0.92),
]
ENAMEL = np.array([0.98, 0.95, 0.88])
GUM = np.array([0.62, 0.30, 0.29])

UPPER_FRONT = np.array([0.0, -7.25, 8.98])
LOWER_FRONT = np.array([0.0, -7.05, 8.76])


def arch_curve(half_width: float, length: float) -> tuple[Array, Array]:
    """Dental arch as points [n, 2] (x, z from the front) and arc length from the middle."""
    t = np.linspace(0, np.pi / 2, 400)
    x = half_width * np.sin(t) ** 0.9
    z = -length * (1 - np.cos(t) ** 1.05)
    arc = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(z)))])
    return np.stack([x, z], axis=1), arc


def _frame(curve: Array, arc: Array, s: Array) -> tuple[Array, Array]:
    """Place and outward normal on the arch at arc lengths ``s`` (negative: right side)."""
    mag = np.abs(s)
    x = np.interp(mag, arc, curve[:, 0])
    z = np.interp(mag, arc, curve[:, 1])
    dx = np.interp(mag + 0.05, arc, curve[:, 0]) - np.interp(mag - 0.05, arc, curve[:, 0])
    dz = np.interp(mag + 0.05, arc, curve[:, 1]) - np.interp(mag - 0.05, arc, curve[:, 1])
    norm = np.maximum(np.hypot(dx, dz), 1e-9)
    sign = np.where(s < 0, -1.0, 1.0)
    return np.stack([sign * x, z], axis=-1), np.stack([sign * -dz / norm, dx / norm], axis=-1)


def _tooth(
    curve: Array, arc: Array, middle: float, size: tuple[float, float, float], up: float
) -> Part:
    width, height, thick = size
    n, m = 9, 20
    level = np.linspace(0, 1, n)
    around = 2 * np.pi * np.arange(m) / m
    rings = np.empty((n, m, 3))
    for k, t in enumerate(level):
        # Superellipse section: square at the biting edge, rounder and narrower at the gum.
        end = np.sqrt(np.clip(1 - (np.clip((t - 0.82) / 0.18, 0, 1)) ** 2.2, 0.02, 1))
        belly = 0.80 + 0.2 * np.sin(np.pi * np.clip(0.15 + 0.75 * t, 0, 1)) ** 0.8
        edge = np.clip((t - 0.3) / 0.7, 0, 1)
        deep = thick * (1 - 0.45 * edge * (1.0 if thick < 0.65 else 0.25))
        c, s = np.cos(around), np.sin(around)
        power = 0.62
        along = 0.485 * width * belly * np.sign(c) * np.abs(c) ** power * (0.55 + 0.45 * end)
        out = 0.5 * deep * np.sign(s) * np.abs(s) ** power * (0.35 + 0.65 * end)
        front = 0.12 * (1 - t) * thick
        place, normal = _frame(curve, arc, middle + along)
        rings[k, :, 0] = place[:, 0] + normal[:, 0] * (out - 0.5 * deep + front)
        rings[k, :, 2] = place[:, 1] + normal[:, 1] * (out - 0.5 * deep + front)
        rings[k, :, 1] = up * (1 - t) * height
    shade = np.clip(0.86 + 0.2 * level, 0, 1)[:, None, None] * ENAMEL
    colors = np.broadcast_to(shade, rings.shape).copy()
    return tube(rings, colors, flip=up < 0)


def _gum(curve: Array, arc: Array, length: float, crown: float, up: float) -> Part:
    s = np.linspace(-length, length, 61)
    m = 16
    around = 2 * np.pi * np.arange(m) / m
    place, normal = _frame(curve, arc, s)
    ends = np.sqrt(np.clip(1 - (np.abs(s) / (length + 0.02)) ** 12, 0.02, 1))
    rings = np.empty((len(s), m, 3))
    wide = 0.30 + 0.12 * (np.abs(s) / length)
    out = np.cos(around)[None] * wide[:, None] * ends[:, None]
    tall = np.sin(around)[None] * 0.48 * ends[:, None]
    centre = -0.28 - 0.12 * (np.abs(s) / length)
    rings[..., 0] = place[:, :1] + normal[:, :1] * (centre[:, None] + out)
    rings[..., 2] = place[:, 1:] + normal[:, 1:] * (centre[:, None] + out)
    rings[..., 1] = up * (crown + 0.3 + tall)
    colors = np.broadcast_to(GUM, rings.shape).copy()
    return tube(rings, colors, flip=up > 0)


def _arch(
    sizes: list[tuple[float, float, float]],
    half_width: float,
    length: float,
    up: float,
    front: Array,
) -> Part:
    curve, arc = arch_curve(half_width, length)
    parts = []
    start = 0.0
    for size in sizes:
        middle = start + 0.5 * size[0]
        start += size[0]
        left = _tooth(curve, arc, middle, size, up)
        parts += [left, left.mirrored()]
    parts.append(_gum(curve, arc, start, 0.74, up))
    whole = joined(parts)
    return Part(
        whole.points + front, whole.face_counts, whole.face_indices, whole.colors, whole.uvs
    )


def build_upper() -> Part:
    """Upper teeth and gum, fixed to the skull."""
    return _arch(_UPPER, 2.95, 4.4, 1.0, UPPER_FRONT)


def build_lower() -> Part:
    """Lower teeth and gum at rest (jaw closed); the incisors stand behind the upper ones."""
    return _arch(_LOWER, 2.72, 4.25, -1.0, LOWER_FRONT)


def jaw_key_points() -> Array:
    """Five rigid points [5, 3] on the lower teeth: front, canines and molars of both sides."""
    curve, arc = arch_curve(2.72, 4.25)
    s = np.array([0.0, 1.5, -1.5, 4.3, -4.3])
    place, _ = _frame(curve, arc, s)
    result: Array = np.stack([place[:, 0], np.zeros(5), place[:, 1]], axis=1) + LOWER_FRONT
    return result
