"""Reading evenly spaced rows between their samples."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def interpolate_rows(
    rows: npt.NDArray[np.float32], positions: npt.NDArray[np.float64]
) -> npt.NDArray[np.float32]:
    """Cubic (Catmull-Rom) interpolation along the first axis, exact on the rows themselves.

    Parameters
    ----------
    rows : np.ndarray [shape=(n, C), float32]
    positions : np.ndarray [shape=(T,)]
        In rows; at least 1 and less than ``n - 2``, so that two rows lie on either side.

    Returns
    -------
    np.ndarray [shape=(T, C), float32]
    """
    index = np.floor(positions).astype(np.int64)
    t = (positions - index)[:, None].astype(np.float32)
    before, left, right, after = (rows[index + k] for k in (-1, 0, 1, 2))
    slope_left, slope_right = (right - before) / 2, (after - left) / 2
    bend = 3 * (right - left) - 2 * slope_left - slope_right
    twist = 2 * (left - right) + slope_left + slope_right
    between = left + t * (slope_left + t * (bend + t * twist))
    return np.asarray(between, np.float32)
