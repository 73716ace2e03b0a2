"""Sculpting strokes: small amounts added to or taken from the surface along short lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Place = tuple[float, float, float]

# (from, to, width cm, amount cm) on the left side: positive amounts carve, negative ones build up.
STROKES: list[tuple[Place, Place, float, float]] = [
    ((1.8, -4.5, 9.35), (3.05, -6.7, 8.5), 0.30, 0.07),  # nasolabial fold
    ((2.7, -4.2, 8.9), (3.7, -6.0, 8.1), 0.8, -0.08),  # cheek pad over the fold
    ((1.45, -3.2, 9.5), (1.88, -4.2, 9.2), 0.3, 0.1),  # crease of the nose wing
    ((0.34, -5.1, 10.0), (0.5, -6.1, 10.0), 0.15, -0.05),  # philtrum column
    ((4.4, -1.9, 7.9), (6.5, -1.8, 4.6), 1.1, -0.11),  # cheek bone
    ((4.6, -4.6, 7.0), (4.8, -7.0, 5.6), 1.5, 0.08),  # hollow of the cheek
    ((5.3, -8.4, 1.9), (2.0, -11.0, 7.6), 0.7, -0.13),  # jaw line
    ((0.0, -10.2, 9.6), (0.8, -10.3, 9.4), 0.75, -0.12),  # chin
    ((0.0, -8.75, 9.2), (0.9, -8.7, 9.1), 0.38, 0.08),  # groove over the chin
    ((2.75, -6.98, 8.75), (2.85, -7.1, 8.65), 0.32, 0.08),  # corner of the mouth
    ((1.4, -8.5, 9.0), (2.5, -7.7, 8.6), 0.4, 0.07),  # under the corner of the mouth
    ((1.9, -1.15, 8.6), (3.7, -1.8, 8.4), 0.32, 0.035),  # tear trough
    ((6.3, 1.2, 4.6), (6.4, 2.4, 4.0), 1.2, 0.1),  # temple
    ((1.0, 1.45, 9.6), (4.5, 1.55, 7.9), 0.5, -0.12),  # brow ridge
    ((2.4, 5.0, 8.9), (2.2, 5.0, 8.9), 1.6, -0.08),  # frontal eminence
    ((0.0, -13.6, 3.2), (0.0, -14.8, 3.2), 0.7, -0.30),  # larynx
]


def carved(q: Array) -> Array:
    """Amount [...] to add to the signed distance at points with x >= 0."""
    total = np.zeros(q.shape[:-1])
    for start, end, width, amount in STROKES:
        a = np.asarray(start)
        d = np.asarray(end) - a
        t = np.clip(((q - a) @ d) / (d @ d), 0.0, 1.0)
        away = ((q - a - t[..., None] * d) ** 2).sum(-1)
        total += amount * np.exp(-away / width**2)
    return total
