"""Sound that stops in mid-speech, so that the network learns to live with less look-ahead.

A live window is full of sound up to its look-ahead and zero behind. In training, gaps are cut into
the mel frames; targets shortly before a gap then see what a live window sees, and those that no
live window knows (inside a gap, or with a gap in their past) do not count.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from melspectrum import FLOOR, HOP, WINDOW, WINDOW_SHAPE

# In targets of 20 ms: the sound that may be missing behind the shortest look-ahead counted.
_SHORTEST, _FULL = 2, 6
_UNSURE = 0.5  # weight of targets with less look-ahead than 120 ms
_ENERGY = np.cumsum(WINDOW_SHAPE.astype(np.float64) ** 2)
_ENERGY /= _ENERGY[-1]


def remaining(distance: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return the share of a frame's energy that is left if the sound stops near it.

    `distance` is in samples from the frame's centre, negative where the sound stops before it.
    """
    place = np.asarray(distance, np.float64) + WINDOW / 2
    return np.interp(place, np.arange(WINDOW), _ENERGY, left=0.0, right=1.0)


def interrupt(
    mel: npt.NDArray[np.float32], reach: int, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Cut gaps into mel frames [64, 2 (T + 2 reach)] and return the weights [T] of the targets.

    Parameters
    ----------
    mel
        Changed in place.
    reach
        Targets that a field of view holds before and after the target of an output.
    """
    count = mel.shape[1] // 2
    weight = np.ones(count, np.float32)
    gap = reach - _SHORTEST + 1
    place = int(rng.integers(reach, 3 * reach))
    while place + gap < count:
        first, past = 2 * place, 2 * (place + gap)
        offset = rng.uniform(0, HOP)
        edge = slice(first - 2, past)
        frames = np.arange(first - 2, past)
        share = remaining(offset - (frames - first) * HOP)
        mel[:, edge] = np.log(np.exp(mel[:, edge]) * share.astype(np.float32) + FLOOR)
        # Target j lies between frames 2 j and 2 j + 1 and the sound stops near frame `first`.
        weight[place - _FULL + 1 : place - _SHORTEST + 1] = _UNSURE
        weight[place - _SHORTEST + 1 : place + gap + reach] = 0.0
        place += gap + reach + int(rng.integers(reach, 2 * reach))
    return weight[reach : count - reach]
