"""Lips and mouth bag as rings round the lip contact line."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from head_builder import anatomy

Array = npt.NDArray[np.float64]

HALF_WIDTH = 2.62
HEIGHT = -6.95
# Rings: 0 grid, 1-2 free skin, 3 border, 4-8 red lip, 9 contact, 10 inner contact, 11-17 bag.
BORDER, CONTACT, INNER = 3, 9, 10
FIRST_FIXED = BORDER


def spoke_parameter(spokes: int) -> tuple[Array, Array]:
    """Corner parameter, -1 (right) to 1 (left), and side (+1 upper, -1 lower) of each spoke."""
    half = spokes // 2
    run = np.linspace(-1.0, 1.0, half + 1)
    s = np.concatenate([run, run[::-1][1:-1]])
    side = np.zeros(spokes)
    side[1:half] = -1.0
    side[half + 1 :] = 1.0
    return 0.7 * s + 0.3 * np.sin(0.5 * np.pi * s), side


def contact_height(s: Array) -> Array:
    """Height of the closed lip line: a soft tubercle, corners a little lower."""
    u = np.abs(s)
    return HEIGHT + PchipInterpolator([0, 0.22, 0.5, 0.8, 1], [-0.035, 0.0, 0.035, 0.0, -0.03])(u)


def border_heights(s: Array) -> tuple[Array, Array]:
    """Red border above and below the lip line (cm)."""
    u = np.abs(s)
    upper = PchipInterpolator([0, 0.1, 0.22, 0.5, 0.8, 1], [0.66, 0.7, 0.74, 0.53, 0.22, 0.0])(u)
    lower = PchipInterpolator([0, 0.3, 0.6, 0.85, 1], [0.86, 0.83, 0.6, 0.26, 0.0])(u)
    return upper, lower


def _surface(x: Array, y: Array) -> Array:
    origin = np.stack([x, y, np.zeros_like(x)], axis=1)
    ahead = np.tile([0.0, 0.0, 1.0], (len(x), 1))
    return anatomy.cast(origin, ahead, reach=12.5)[:, 2]


def _red_lip(s: Array, side: Array) -> list[Array]:
    upper, lower = border_heights(s)
    contact = contact_height(s)
    x = HALF_WIDTH * s
    taper = np.sqrt(np.clip(1 - s * s, 0, 1))
    height = np.where(side > 0, upper, -lower)
    shares = np.array([1.0, 0.82, 0.62, 0.4, 0.2, 0.06, 0.0])
    up = PchipInterpolator(
        [0, 0.06, 0.2, 0.4, 0.62, 0.82, 1], [-0.16, 0.02, 0.16, 0.23, 0.2, 0.11, 0.02]
    )
    low = PchipInterpolator(
        [0, 0.06, 0.2, 0.4, 0.62, 0.82, 1], [-0.16, 0.06, 0.24, 0.33, 0.3, 0.16, 0.02]
    )
    z_contact = _surface(x, contact)
    rings = []
    for share in shares:
        y = contact + share * height
        bulge = np.where(side > 0, up(share), low(share))
        z = (1 - share) * z_contact + share * _surface(x, contact + height)
        z = z + bulge * taper - 0.12 * (1 - taper) * (1 - share)
        # At the corners the rings fan out sideways; their heights all meet there.
        fan = np.exp(-(((1 - np.abs(s)) / 0.07) ** 2))
        wide = 0.17 * share * fan
        rings.append(np.stack([x + np.sign(s) * wide, y, z - 0.5 * wide], axis=1))
    return rings


def _bag(contact: Array, s: Array, side: Array) -> list[Array]:
    arch = np.sqrt(np.clip(1 - (0.93 * s) ** 2, 0, 1))
    plan = [
        (0.99, -0.30, 0.0),
        (0.985, -0.44, 0.12),
        (1.0, -0.52, 0.6),
        (1.08, -0.72, 1.2),
        (1.2, -1.7, 1.65),
        (1.2, -3.5, 1.75),
        (0.95, -5.6, 1.6),
        (0.55, -6.9, 1.0),
    ]
    rings = []
    for wide, back, tall in plan:
        p = contact.copy()
        p[:, 0] *= wide
        flat = np.clip((-back - 1.5) / 4.0, 0, 1)
        p[:, 2] = (1 - flat) * (contact[:, 2] + back) + flat * (contact[:, 2].max() + back - 0.8)
        p[:, 1] += side * tall * arch - 0.25 * flat
        rings.append(p)
    return rings


def lip_rings(spokes: int) -> Array:
    """Places [15, spokes, 3] of rings 3..17: border, red lip, contact, inner lip, bag."""
    s, side = spoke_parameter(spokes)
    red = _red_lip(s, side)
    return np.array(red + _bag(red[-1], s, side))
