"""Nostrils: an oval rim under the wing and a short passage upwards."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder import anatomy

Array = npt.NDArray[np.float64]

FIRST_FIXED = 1


def nostril_rings(spokes: int) -> Array:
    """Places [4, spokes, 3] of rings 1..4 of the left nostril."""
    # Spoke 0 is the middle of the inner side; the loop runs backwards, outwards and forwards.
    angle = 2 * np.pi * np.arange(spokes) / spokes
    across, ahead = -0.24 * np.cos(angle), -0.38 * np.sin(angle)
    turn = np.radians(26.0)
    rim = np.stack(
        [
            0.61 + across * np.cos(turn) - ahead * np.sin(turn),
            np.full(spokes, -5.0),
            10.43 + across * np.sin(turn) + ahead * np.cos(turn),
        ],
        axis=1,
    )
    rim = anatomy.project(rim, 6)
    centre = rim.mean(axis=0)
    around = rim - centre
    inward = -np.cross(around, np.roll(around, -1, axis=0)).sum(axis=0)
    inward = inward / np.linalg.norm(inward) + [0.0, 0.4, -0.1]
    inner = [rim]
    for shrink, depth in ((0.9, 0.12), (0.8, 0.5), (0.5, 1.05)):
        inner.append(centre + around * shrink + inward * depth)
    return np.array(inner)
