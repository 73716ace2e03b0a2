"""The left ear: an attachment loop on the head, a back shell, the helix and the inner relief."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline

from head_builder import anatomy

Array = npt.NDArray[np.float64]

FIRST_FIXED = 1
ORIGIN = np.array([6.95, -2.0, -0.35])
_LEAN = np.radians(10.0)
_FLARE = np.radians(25.0)

# Outline of the ear in its own plane: (degrees from the front, radius in cm), front = 0, top = 90.
_OUTLINE = [
    (0, 0.95),
    (25, 1.05),
    (50, 1.75),
    (75, 2.75),
    (95, 3.05),
    (120, 2.85),
    (150, 2.3),
    (180, 1.9),
    (205, 1.75),
    (235, 2.1),
    (258, 2.75),
    (278, 2.95),
    (300, 2.25),
    (330, 1.2),
]

# Shares of the outline's radius at which the front rings lie, from the rim inwards.
_FRONT_SHARES = (1.02, 0.99, 0.95, 0.9, 0.85, 0.79, 0.72, 0.64, 0.55, 0.46, 0.37)


def _axes() -> tuple[Array, Array, Array]:
    """Backward, upward and outward unit axes of the ear's plane."""
    back = np.array([np.sin(_FLARE), 0.0, -np.cos(_FLARE)])
    out = np.array([np.cos(_FLARE), 0.0, np.sin(_FLARE)])
    up = np.array([0.0, 1.0, 0.0])
    up_ = np.cos(_LEAN) * up + np.sin(_LEAN) * back
    back_ = np.cos(_LEAN) * back - np.sin(_LEAN) * up
    return back_, up_, out


def _outline_radius(degrees: Array) -> Array:
    table = np.array([*_OUTLINE, (360, _OUTLINE[0][1])])
    return CubicSpline(table[:, 0], table[:, 1], bc_type="periodic")(degrees % 360.0)


def _spoke_angles(spokes: int) -> Array:
    """Spoke 0 is the middle of the front side; the loop runs through the bottom."""
    k = np.arange(spokes) / spokes
    return -360.0 * k


def _bump(u: Array, v: Array, at: tuple[float, float], size: tuple[float, float]) -> Array:
    return np.exp(-(((u - at[0]) / size[0]) ** 2) - ((v - at[1]) / size[1]) ** 2)


def relief(u: Array, v: Array) -> Array:
    """Height of the ear's front face over its plane; ``u`` backwards, ``v`` upwards (cm)."""
    degrees = np.degrees(np.arctan2(v, -u)) % 360.0
    share = np.sqrt(u * u + v * v) / _outline_radius(degrees)
    behind = np.interp(degrees, [0, 35, 80, 275, 315, 360], [0, 0, 1, 1, 0, 0])
    helix = np.exp(-(((share - 0.9) / 0.085) ** 2)) * np.clip((v + 1.9) / 1.0, 0, 1) * behind
    scapha = np.exp(-(((share - 0.73) / 0.09) ** 2)) * np.clip((v + 1.5) / 1.0, 0, 1) * behind
    ridge = np.exp(-(((share - 0.56) / 0.1) ** 2)) * behind * np.clip((v + 1.8) / 0.8, 0, 1)
    ridge *= np.clip((2.2 - v) / 1.2, 0, 1)
    concha = _bump(u, v, (-0.05, -0.45), (0.66, 0.9))
    fossa = _bump(u, v, (0.15, 1.25), (0.5, 0.5))
    tragus = _bump(u, v, (-0.78, -0.55), (0.24, 0.4))
    antitragus = _bump(u, v, (0.1, -1.55), (0.4, 0.25))
    lobe = _bump(u, v, (-0.15, -2.35), (0.8, 0.6))
    crus = _bump(u, v, (-0.45, 0.55), (0.5, 0.18))
    base = np.interp(u, [-1.1, -0.7, 0.0, 1.0, 2.0], [0.42, 0.36, 0.26, 0.38, 0.5])
    result: Array = (
        base
        + 0.4 * helix
        - 0.26 * scapha
        + 0.38 * ridge
        - 0.72 * concha
        - 0.28 * fossa
        + 0.32 * tragus
        + 0.28 * antitragus
        + 0.1 * lobe
        + 0.12 * crus
    )
    return result


def _head_height(u: Array, v: Array) -> Array:
    """Height of the head's own surface over the ear's plane."""
    back, up, out = _axes()
    base = ORIGIN + u[:, None] * back + v[:, None] * up - 3.0 * out
    ahead = np.tile(out, (len(u), 1))
    result: Array = (anatomy.cast(base, ahead, reach=8.0) - base) @ out - 3.0
    return result


def _outside_head(u: Array, v: Array, w: Array, gap: Array) -> Array:
    """Heights raised to ``gap`` over the head where the ear would sink into it beyond its foot."""
    beyond = np.clip((np.abs(v + 0.05) - 1.8) / 0.35, 0, 1)
    beyond = np.maximum(beyond, np.clip((u - 0.3) / 0.5, 0, 1))
    least = _head_height(u, v) + gap
    raised = anatomy.smooth_max(w, least, 0.12)
    result: Array = w + beyond * (raised - w)
    return result


def ear_rings(spokes: int, rings: int = 16) -> tuple[Array, Array]:
    """Places [16, spokes, 3] of rings 1..16 of the left ear, and plane coordinates of the last."""
    back, up, out = _axes()
    angle = np.radians(_spoke_angles(spokes))
    degrees = np.degrees(angle) % 360.0
    radius = _outline_radius(degrees)
    u, v = -radius * np.cos(angle), radius * np.sin(angle)

    # In front the ear grows out of the cheek, so its foot lies just outside the outline there.
    free = np.interp(
        degrees, [0, 30, 55, 80, 105, 265, 285, 325, 360], [0, 0, 0.25, 0.75, 1, 1, 0.8, 0, 0]
    )
    foot_u = free * np.clip(u, -0.95, 0.2 + 0.12 * u) + (1 - free) * 1.13 * u
    foot_v = free * np.clip(v * 0.82, -2.1, 2.0) + (1 - free) * 1.13 * v
    in_plane = np.stack([foot_u, foot_v, _head_height(foot_u, foot_v)], axis=1)
    foot = ORIGIN + in_plane @ np.stack([back, up, out])
    planned = []
    # The back shell rises from the head to the rim, bulging away from the front face.
    edge = relief(u * 0.97, v * 0.97)
    for t in (0.25, 0.5, 0.75, 0.93):
        uu = (1 - t) * in_plane[:, 0] + t * 1.03 * u
        vv = (1 - t) * in_plane[:, 1] + t * 1.03 * v
        ww = (1 - t * free) * in_plane[:, 2] + t * free * (edge - 0.38)
        ww -= 0.22 * np.sin(np.pi * t) * free
        planned.append((uu, vv, ww, 0.04 + 0 * free))
    for k, share in enumerate(_FRONT_SHARES):
        uu, vv = share * u, share * v
        inside = np.clip((1.0 - share) / 0.3, 0, 1)
        merged = free + (1 - free) * inside * inside * (3 - 2 * inside)
        ww = merged * (relief(uu, vv) - (0.14 if k == 0 else 0.0)) + (1 - merged) * in_plane[:, 2]
        planned.append((uu, vv, ww, 0.04 + (0.16 if k == 0 else 0.3) * free))
    result = [foot]
    for uu, vv, ww, gap in planned:
        high = _outside_head(uu, vv, ww, gap)
        result.append(ORIGIN + uu[:, None] * back + vv[:, None] * up + high[:, None] * out)
    last = _FRONT_SHARES[-1]
    return np.array(result[:rings]), np.stack([last * u, last * v], axis=1)


def ear_point(u: Array, v: Array) -> Array:
    """A point of the front face over plane coordinates."""
    back, up, out = _axes()
    result: Array = ORIGIN + u[..., None] * back + v[..., None] * up + relief(u, v)[..., None] * out
    return result
