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
    across, ahead = -0.25 * np.cos(angle), -0.42 * np.sin(angle)
    turn = np.radians(26.0)
    rim = np.stack(
        [
            0.64 + across * np.cos(turn) - ahead * np.sin(turn),
            np.full(spokes, -5.0),
            10.35 + across * np.sin(turn) + ahead * np.cos(turn),
        ],
        axis=1,
    )
    rim = anatomy.project(rim, 6)
    centre = rim.mean(axis=0)
    inner = [rim]
    for shrink, up, back in ((0.86, 0.12, 0.0), (0.8, 0.4, -0.1), (0.55, 0.8, -0.35)):
        inner.append(centre + (rim - centre) * shrink + [0.0, up, back])
    return np.array(inner)
