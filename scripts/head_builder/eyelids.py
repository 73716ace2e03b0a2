"""Lid rims, lid skin and the folds round the left eye as rings; the caller mirrors them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from head_builder import anatomy
from head_builder.anatomy import EYE_CENTRE, EYE_RADIUS

Array = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

INNER, OUTER = -1.52, 1.56
CORNEA_BULGE = 0.05
CORNEA_ANGLE = np.radians(30.0)
LID_THICKNESS = 0.13
# Number of the first ring with a fixed place, counted from the grid's boundary.
FIRST_FIXED = 6


def ball_radius(direction: Array) -> Array:
    """Radius of the eyeball along unit directions [..., 3] from its centre, looking ahead."""
    angle = np.arccos(np.clip(direction[..., 2], -1.0, 1.0))
    t = np.clip(1.0 - (angle / CORNEA_ANGLE) ** 2, 0.0, 1.0)
    result: Array = EYE_RADIUS + CORNEA_BULGE * t * t
    return result


def _inner_corner(x: Array) -> Array:
    """The inner corner stands further forward than the ball's own curve (cm)."""
    result: Array = 0.46 * np.exp(-(((x - INNER) / 0.42) ** 2))
    return result


def _rim_parameter(spokes: int) -> tuple[Array, Array]:
    """Corner-to-corner parameter in -1..1 and side (-1 lower, 0 corner, +1 upper) of each spoke."""
    half = spokes // 2
    s = np.empty(spokes)
    run = np.linspace(-1.0, 1.0, half + 1)
    s[: half + 1] = run
    s[half:] = np.concatenate([run[::-1][:-1]])
    side = np.zeros(spokes)
    side[1:half] = -1.0
    side[half + 1 :] = 1.0
    return 0.8 * s + 0.2 * np.sin(0.5 * np.pi * s), side


def rim_curves(s: Array) -> tuple[Array, Array, Array]:
    """Sideways place and heights of the upper and lower rim over the corner parameter ``s``."""
    x = 0.5 * (INNER + OUTER) + 0.5 * (OUTER - INNER) * s
    tilt = -0.09 + 0.085 * s
    upper = PchipInterpolator(
        [-1, -0.8, -0.45, -0.05, 0.4, 0.75, 1], [0, 0.22, 0.455, 0.525, 0.465, 0.28, 0]
    )
    lower = PchipInterpolator(
        [-1, -0.8, -0.4, 0.15, 0.6, 0.88, 1], [0, 0.13, 0.35, 0.455, 0.375, 0.155, 0]
    )
    return x, tilt + upper(s), tilt - lower(s)


def depth(x: Array, y: Array, radius: float) -> Array:
    """Forward place of a sphere that runs on along its tangent beyond 0.86 radius (for corners)."""
    rho = np.sqrt(x * x + y * y)
    knee = 0.8 * radius
    z_knee = np.sqrt(radius**2 - knee**2)
    sphere = np.sqrt(np.maximum(radius**2 - np.minimum(rho, knee) ** 2, 0.0))
    z = np.where(rho > knee, z_knee - (rho - knee) * knee / z_knee, sphere)
    return z + _inner_corner(x)


def rim(spokes: int) -> tuple[Array, Array, Array]:
    """Rim curve [spokes, 2] (x, y from the eye's centre), parameter and side of each spoke."""
    s, side = _rim_parameter(spokes)
    x, upper, lower = rim_curves(s)
    y = np.where(side > 0, upper, lower)
    return np.stack([x, y], axis=1), s, side


def _skin_depth(xy: Array) -> Array:
    """Forward place of the surrounding skin over places from the eye's centre."""
    start = np.column_stack([xy + EYE_CENTRE[:2], np.zeros(len(xy))])
    ahead = np.tile([0.0, 0.0, 1.0], (len(xy), 1))
    result: Array = anatomy.cast(start, ahead, reach=11.0)[:, 2] - EYE_CENTRE[2]
    return result


def _folds(
    curve: Array, outward: Array, fold: Array, crease: Array, upper: BoolArray, middle: Array
) -> tuple[Array, Array]:
    """Fold and crease rings: the skin hangs a little over the crease of the upper lid."""
    at_fold = curve + outward * fold[:, None]
    at_crease = curve + outward * crease[:, None]
    z_fold = _skin_depth(at_fold) + np.where(upper, 0.07 * middle, 0.0)
    lid = depth(at_crease[:, 0], at_crease[:, 1], EYE_RADIUS) + 1.25 * LID_THICKNESS
    between = 0.5 * (lid + z_fold)
    tucked = middle * np.minimum(lid, z_fold) + (1.0 - middle) * between - 0.05 * middle
    z_crease = np.where(upper, tucked, between)
    return np.column_stack([at_fold, z_fold]), np.column_stack([at_crease, z_crease])


def lid_rings(spokes: int) -> Array:
    """Places [8, spokes, 3] of rings 6..13 of the left eye in head space.

    Order: fold, crease, lid, lid by the rim, outer rim edge, inner rim edge, two behind the lid.
    """
    curve, s, side = rim(spokes)
    tangent = np.roll(curve, -1, axis=0) - np.roll(curve, 1, axis=0)
    normal = np.stack([tangent[:, 1], -tangent[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    corner = np.exp(-(((1 - np.abs(s)) / 0.12) ** 2))[:, None]
    outward = (1 - corner) * normal + corner * np.stack([np.sign(s), 0 * s], axis=1)
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    middle = np.sqrt(np.clip(1 - s * s, 0, 1))
    upper = side > 0
    offsets = np.where(upper, 0.25 + 0.19 * middle, 0.24 + 0.21 * middle)
    crease = np.where(upper, 0.17 + 0.17 * middle, 0.16 + 0.15 * middle)
    plan: list[tuple[Array, float]] = [
        (0.55 * crease, LID_THICKNESS + 0.03),
        (0.22 * crease, LID_THICKNESS + 0.02),
        (0 * s, LID_THICKNESS),
        (-0.01 + 0 * s, 0.035),
    ]
    rings = [*_folds(curve, outward, offsets, crease, upper, middle)]
    for out, lift in plan:
        xy = curve + outward * out[:, None]
        z = depth(xy[:, 0], xy[:, 1], EYE_RADIUS) + lift * 1.25
        rings.append(np.column_stack([xy, z]))
    # Behind the rim the lid lies on the ball; at the corners this closes the view past the ball.
    on_ball = rings[5] / np.linalg.norm(rings[5], axis=1, keepdims=True)
    rings.append(on_ball * (ball_radius(on_ball) + 0.012)[:, None])
    deep = on_ball + np.column_stack([0.35 * outward, np.full(spokes, -0.25)])
    deep /= np.linalg.norm(deep, axis=1, keepdims=True)
    rings.append(deep * (ball_radius(deep) + 0.03)[:, None])
    result: Array = np.array(rings) + EYE_CENTRE
    return result
