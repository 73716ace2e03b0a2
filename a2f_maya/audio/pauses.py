"""Where a speaker pauses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_FRAME_SECONDS = 0.02
_SHORTEST_PAUSE_SECONDS = 0.24
_BELOW_SPEECH_DB = 30.0


def pause_times(samples: npt.NDArray[np.float32], sample_rate: int) -> list[float]:
    """Middles of the pauses: at least 0.24 s that lie 30 dB under the clip's loud level.

    Parameters
    ----------
    samples : np.ndarray [shape=(n,), float32]
    sample_rate : int
        Samples per second.

    Returns
    -------
    list of float
        Seconds, rising.
    """
    frame = int(_FRAME_SECONDS * sample_rate)
    count = len(samples) // frame
    if not count:
        return []
    level = np.sqrt(np.mean(np.square(samples[: count * frame].reshape(count, frame)), axis=1))
    quiet = level <= np.percentile(level, 95) * 10 ** (-_BELOW_SPEECH_DB / 20)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]])))
    starts, ends = edges[::2] * _FRAME_SECONDS, edges[1::2] * _FRAME_SECONDS
    long_enough = ends - starts >= _SHORTEST_PAUSE_SECONDS
    middles: list[float] = ((starts + ends) / 2)[long_enough].tolist()
    return middles
