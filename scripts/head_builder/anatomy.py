"""The man as a signed distance field: smooth unions of ellipsoids and tapered capsules.

Frame: centimetres, Y up, Z forward, eye line at y = 0, ear canals near z = 0, mirror plane x = 0.
Measures follow adult male anthropometry (head breadth 15.4, length 19.6, chin to crown 23,
bizygomatic 14, bigonial 11.4, pupils 6.4 apart), a little stylised.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from head_builder.landmarks import bare_head
from head_builder.strokes import carved

Array = npt.NDArray[np.float64]
Point = Sequence[float]

EYE_CENTRE = np.array([3.2, 0.0, 7.25])
EYE_RADIUS = 1.25
JAW_PIVOT = np.array([0.0, -2.3, 0.6])


def smooth_min(a: Array, b: Array, k: float) -> Array:
    """Polynomial smooth minimum; ``k`` is the width of the blend in centimetres."""
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0.0, 1.0)
    return b + (a - b) * h - k * h * (1.0 - h)


def smooth_max(a: Array, b: Array, k: float) -> Array:
    """Polynomial smooth maximum; ``k`` is the width of the blend in centimetres."""
    return -smooth_min(-a, -b, k)


def ellipsoid(p: Array, centre: Point, radii: Point) -> Array:
    """Approximate distance to an axis-aligned ellipsoid (first-order, exact on the surface)."""
    r = np.asarray(radii, float)
    q = (p - np.asarray(centre, float)) / r
    k0 = np.sqrt((q * q).sum(-1))
    k1 = np.sqrt(((q / r) ** 2).sum(-1))
    result: Array = k0 * (k0 - 1.0) / np.maximum(k1, 1e-9)
    return result


def capsule(p: Array, a: Point, b: Point, ra: float, rb: float) -> Array:
    """Distance to a capsule whose radius runs from ``ra`` at ``a`` to ``rb`` at ``b``."""
    a_ = np.asarray(a, float)
    d = np.asarray(b, float) - a_
    t = np.clip(((p - a_) @ d) / (d @ d), 0.0, 1.0)
    result: Array = np.sqrt(((p - a_ - t[..., None] * d) ** 2).sum(-1)) - (ra + (rb - ra) * t)
    return result


def _orbits(q: Array, d: Array) -> Array:
    d = smooth_max(d, -ellipsoid(q, (3.2, -0.1, 9.9), (1.5, 0.9, 1.8)), 1.4)
    lid_ball = np.sqrt(((q - EYE_CENTRE) ** 2).sum(-1)) - (EYE_RADIUS + 0.13)
    return smooth_min(d, lid_ball, 0.45)


def _nose(q: Array, d: Array) -> Array:
    bridge = capsule(q, (0, 1.0, 8.45), (0, -2.7, 10.45), 0.66, 0.64)
    tip = ellipsoid(q, (0, -3.6, 10.97), (0.78, 0.76, 0.82))
    wall = capsule(q, (0.35, 0.6, 8.1), (0.75, -3.2, 9.25), 0.42, 0.68)
    d = smooth_min(d, wall, 1.3)
    n = smooth_min(bridge, tip, 0.9)
    n = smooth_min(n, ellipsoid(q, (1.03, -4.05, 9.85), (0.58, 0.62, 1.0)), 0.42)
    n = smooth_min(n, ellipsoid(q, (0, -4.3, 10.2), (1.15, 0.42, 1.1)), 0.5)
    return smooth_min(d, n, 0.85)


def _mouth_and_chin(q: Array, d: Array) -> Array:
    d = smooth_max(d, -capsule(q, (0, -5.1, 10.08), (0, -6.1, 10.1), 0.16, 0.22), 0.25)
    return smooth_max(d, -ellipsoid(q, (0, -8.75, 10.15), (1.9, 0.5, 0.75)), 0.8)


def _neck(q: Array, d: Array) -> Array:
    d = smooth_min(d, capsule(q * [1.0, 1, 1], (0, -6.0, -1.75), (0, -21, -2.9), 4.55, 5.3), 1.8)
    d = smooth_min(d, capsule(q, (1.0, -19.5, 1.9), (5.1, -5.5, -3.0), 0.8, 0.5), 1.6)
    shoulders = capsule(q, (0, -21.5, -3.5), (15, -24.5, -3.5), 4.0, 4.0)
    return smooth_min(d, shoulders, 5.0)


def distance(points: Array) -> Array:
    """Signed distance of points to the head without lips, ears and open lids.

    Parameters
    ----------
    points
        Float array [..., 3] in head space, centimetres; the field is mirror-symmetric in x.

    Returns
    -------
    Array
        Approximate signed distance [...], negative inside.
    """
    q = points.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = _orbits(q, bare_head(q))
    d = _neck(q, d)
    d = _nose(q, d)
    return _mouth_and_chin(q, d) + carved(q)


_TETRA = np.array([[1.0, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]])


def gradient(points: Array, step: float = 0.01) -> Array:
    """Unnormalised gradient of :func:`distance` by the four-point tetrahedron scheme."""
    samples = points[None] + step * _TETRA[:, None, :]
    values = distance(samples)
    result: Array = np.einsum("kn,kc->nc", values, _TETRA) / (4.0 * step)
    return result


def project(points: Array, steps: int = 2, limit: float = 0.6) -> Array:
    """Move points along the gradient onto the zero level, at most ``limit`` per step."""
    p = points.copy()
    for _ in range(steps):
        g = gradient(p)
        d = distance(p) / np.maximum((g * g).sum(-1), 0.05)
        p -= np.clip(d, -limit, limit)[:, None] * g
    return p


def cast(origins: Array, directions: Array, reach: float = 26.0, steps: int = 70) -> Array:
    """Outermost surface points on rays, found by marching inwards from ``reach``."""
    t = np.full(len(origins), reach)
    moving = np.arange(len(origins))
    for _ in range(steps):
        d = distance(origins[moving] + t[moving, None] * directions[moving])
        t[moving] = np.clip(t[moving] - 0.85 * d, 0.0, reach)
        moving = moving[np.abs(d) > 1e-6]
        if not len(moving):
            break
    return origins + t[:, None] * directions
