"""Vertex colours of the skin: tone, lips, brows, cropped hair, beard shadow, dark cavities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder import mouth
from head_builder.fields import bump, smoothstep
from head_builder.grid import Topology

Array = npt.NDArray[np.float64]

SKIN = np.array([0.56, 0.345, 0.25])
BLOOD = np.array([0.52, 0.22, 0.17])
LIP = np.array([0.43, 0.205, 0.17])
HAIR = np.array([0.036, 0.025, 0.019])
BROW = np.array([0.08, 0.043, 0.026])
SHADOW = np.array([0.30, 0.215, 0.175])
CAVITY = np.array([0.22, 0.05, 0.045])


def _blend(colors: Array, target: Array, weight: Array) -> Array:
    return colors + weight[:, None] * (target - colors)


def brow_weight(points: Array) -> Array:
    """Density 0..1 of the eyebrows: thick at the inner end, arched, tapering outwards."""
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    t = (x - 1.15) / 3.85
    arc = np.interp(
        t, [-0.1, 0.0, 0.3, 0.62, 0.85, 1.0, 1.1], [1.2, 1.27, 1.52, 1.7, 1.5, 1.22, 1.0]
    )
    half = np.interp(t, [-0.05, 0.1, 0.45, 0.75, 1.05], [0.3, 0.36, 0.32, 0.24, 0.1])
    across = np.abs(y - arc) / half
    ends = smoothstep(-0.1, 0.3, t) * smoothstep(1.08, 0.8, t)
    return np.where(z > 3.0, smoothstep(1.5, 0.3, across) * ends, 0.0)


def hair_weight(points: Array) -> Array:
    """Density 0..1 of the cropped hair on the scalp with a fade above the ears and at the nape."""
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    temple = np.interp(
        z,
        [-12, -6.5, -2.5, 0.2, 1.6, 2.4, 3.4, 4.6, 6.0, 9.9],
        [-4.4, -4.2, -1.0, 0.2, -0.8, 0.5, 3.4, 4.6, 5.7, 6.2],
    )
    front = 6.3 + 0.25 * np.cos(x * 1.1) - 0.06 * x
    line = np.where(z > 6.0, np.minimum(front, temple + 0.6), temple)
    soft = np.interp(z, [-10, 0, 4, 8], [2.4, 1.6, 1.2, 1.1])
    return smoothstep(-0.4, 1.0, (y - line) / soft)


def beard_weight(points: Array) -> Array:
    """Density 0..1 of the shaved beard's shadow on jaw, chin and upper lip."""
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    line = np.interp(z, [-1, 1.5, 4.0, 6.5, 8.5, 11], [-2.2, -4.0, -6.4, -6.9, -6.6, -5.0])
    area = smoothstep(0.7, -0.9, y - line) * smoothstep(-14.2, -11.4, y + 0.15 * z)
    area *= smoothstep(-0.6, 1.6, z)
    moustache = bump(np.stack([x, y, z], 1), (1.0, -5.6, 10), (1.5, 0.6, 3))
    return np.clip(np.maximum(area, 0.9 * moustache), 0, 1)


def skin_colors(topology: Topology, points: Array) -> Array:
    """RGB [V, 3] (linear, 0..1) of the skin."""
    n = len(points)
    folded = points * [1.0, 1, 1]
    folded[:, 0] = np.abs(folded[:, 0])
    colors = np.tile(SKIN, (n, 1))
    rosy = 0.32 * bump(folded, (3.8, -3.2, 7.8), (2.0, 1.7, 3.0))
    rosy += 0.6 * bump(folded, (0.0, -3.9, 11.2), (1.5, 1.0, 1.8))
    rosy += 0.25 * bump(folded, (0.0, -10.3, 9.6), (1.6, 1.0, 2.0))
    colors = _blend(colors, BLOOD, np.clip(rosy, 0, 1) * 0.55)
    pale = bump(folded, (1.2, 4.0, 9.5), (3.0, 1.8, 3.0))
    colors = _blend(colors, SKIN * 1.07, pale)
    colors = _blend(colors, SHADOW, 0.36 * beard_weight(points))
    lashes: list[Array] = []
    for side in ("left", "right"):
        ear = topology.holes[f"ear_{side}"]
        blush = np.zeros(n)
        blush[ear.rings[4:]] = 0.4
        colors = _blend(colors, BLOOD, blush)
        eye = topology.holes[f"eye_{side}"]
        lid = np.zeros(n)
        for k, value in enumerate((0.0, 0.05, 0.1, 0.14, 0.18, 0.22, 0.28, 0.38, 0.45, 0.5, 0.7)):
            lid[eye.rings[k]] = value
        lid[eye.rings[11:]] = 1.0
        upper = np.zeros(n)
        upper[eye.rings[10, eye.spokes // 2 :]] = 1.0
        upper[eye.rings[9, eye.spokes // 2 + 2 : -1]] = 0.25
        upper[eye.rings[10, 1 : eye.spokes // 2]] = 0.35
        lashes.append(upper)
        colors = _blend(colors, np.array([0.40, 0.20, 0.155]), lid * 0.85)
        nostril = topology.holes[f"nostril_{side}"]
        dark = np.zeros(n)
        for k, value in enumerate((0.0, 0.35, 0.85, 1.0, 1.0)):
            dark[nostril.rings[k]] = value
        assert nostril.cap is not None
        dark[nostril.cap] = 1.0
        colors = _blend(colors, np.array([0.018, 0.007, 0.006]), dark)
    for lash in lashes:
        colors = _blend(colors, np.array([0.05, 0.03, 0.025]), 0.85 * lash)
    lips = topology.holes["mouth"]
    red = np.zeros(n)
    shades = (0, 0.02, 0.1, 0.5, 0.9, 1, 1, 1, 1, 1)
    for k, value in enumerate(shades):
        red[lips.rings[k]] = value
    colors = _blend(colors, LIP, red * 0.9)
    wet = np.zeros(n)
    for k in range(mouth.CONTACT, lips.rings.shape[0]):
        wet[lips.rings[k]] = min(1.0, 0.35 + 0.25 * (k - mouth.CONTACT))
    assert lips.cap is not None
    wet[lips.cap] = 1.0
    colors = _blend(colors, CAVITY, wet)
    colors = _blend(colors, BROW, 0.9 * brow_weight(points))
    scalp = hair_weight(points)
    for side in ("left", "right"):
        ear = topology.holes[f"ear_{side}"]
        scalp[ear.rings[2:]] = 0.0
        assert ear.cap is not None
        scalp[ear.cap] = 0.0
    return np.clip(_blend(colors, HAIR, 0.9 * scalp), 0, 1)


def skin_uvs(points: Array) -> Array:
    """One texture coordinate a vertex, equidistant from the front: no seam in the face."""
    v = points - np.array([0.0, -3.0, 0.0])
    v = v / np.linalg.norm(v, axis=1, keepdims=True)
    angle = np.arccos(np.clip(v[:, 2], -1, 1)) / np.pi
    across = np.hypot(v[:, 0], v[:, 1])
    unit = v[:, :2] / np.maximum(across, 1e-9)[:, None]
    result: Array = 0.5 + 0.49 * angle[:, None] * unit
    return result
