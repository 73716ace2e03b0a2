"""Temporal smoothing: two cascaded one-pole filters whose constant is a half-life in seconds.

Per stage ``alpha = 1 - 0.5 ** (dt / smoothing)`` and ``state += alpha * (input - state)``; both
stages start at the first input (Audio2Face-3D-SDK animator). The filter is linear, so it acts on
coefficients exactly as it would on vertices.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from a2f_maya.tracks import FloatArray

SMALLEST_SHARE = 1e-17
"""Share of a frame in a later one below which double precision does not see it."""


def blend_factor(smoothing: float, dt: float) -> float:
    """Share of the way to the input that one stage moves in ``dt`` seconds.

    Parameters
    ----------
    smoothing : float
        Half-life of a stage in seconds; 0 means no smoothing.
    dt : float
        Seconds since the previous frame.
    """
    if smoothing <= 0:
        return 1.0
    return float(1.0 - 0.5 ** (dt / smoothing))


def smooth_track(values: FloatArray, smoothing: float, dt: float) -> FloatArray:
    """Smooth a whole track.

    Parameters
    ----------
    values : np.ndarray [shape=(T, K), float32]
    smoothing : float
        Half-life of a stage in seconds; 0 returns the values as they are.
    dt : float
        Seconds per frame.

    Returns
    -------
    np.ndarray [shape=(T, K), float32]
        The first frame equals the first input.
    """
    if smoothing <= 0 or len(values) < 2:
        return values.astype(np.float32, copy=True)
    start = values[:1].astype(np.float64)
    response = values - start
    alpha = blend_factor(smoothing, dt)
    for _stage in range(2):
        response = _one_pole(alpha * response, 1.0 - alpha)
    smoothed: FloatArray = (response + start).astype(np.float32)
    return smoothed


def _one_pole(values: npt.NDArray[np.float64], keep: float) -> npt.NDArray[np.float64]:
    """Sum ``keep ** j * values[t - j]`` over all j, in as many passes as the length has bits."""
    reach = 1
    while reach < len(values) and keep**reach > SMALLEST_SHARE:
        # Before this pass each sum covers the last `reach` frames, afterwards twice as many.
        values[reach:] += keep**reach * values[:-reach]
        reach *= 2
    return values


@dataclass
class HalfLifeFilter:
    """The same smoothing one frame after the other, for live use; the time step may vary.

    Parameters
    ----------
    smoothing : float
        Half-life of a stage in seconds; 0 passes every frame on as it is.
    """

    smoothing: float
    _first: FloatArray | None = field(default=None, init=False, repr=False)
    _second: FloatArray | None = field(default=None, init=False, repr=False)

    def step(self, values: FloatArray, dt: float) -> FloatArray:
        """Take in one frame.

        Parameters
        ----------
        values : np.ndarray [shape=(K,), float32]
        dt : float
            Seconds since the previous frame; not used for the first. 0 keeps the previous result.

        Returns
        -------
        np.ndarray [shape=(K,), float32]
        """
        if self._first is None or self._second is None:
            self._first = self._second = values.astype(np.float32, copy=True)
            return self._second.copy()
        alpha = np.float32(blend_factor(self.smoothing, dt))
        self._first = self._first + alpha * (values - self._first)
        self._second = self._second + alpha * (self._first - self._second)
        return self._second.copy()

    def reset(self) -> None:
        """Forget the past: the next frame counts as the first."""
        self._first = self._second = None
