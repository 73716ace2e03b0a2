"""Automatic blinks: a seeded random process of times, and the natural curve of one blink.

The times are drawn in seconds and the curve is continuous, so every frame rate shows the same
blinks. Random numbers are taken from the raw bits of PCG64, whose stream numpy guarantees, and
shaped here, so that all platforms and numpy versions blink alike.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from a2f_maya.face.params import FaceParameters
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FloatArray

MINIMUM_GAP = 1.0
"""Least seconds between two blinks that are not a double blink."""

GAP_SHAPE = 3
"""Shape of the gamma distribution of the rest of a gap: 1 is irregular, more is regular."""

PAUSE_DELAY = 0.06
"""Seconds from the end of a phrase to the blink that goes with it."""

STRESS_BEFORE, STRESS_AFTER = 0.25, 0.2
"""Seconds around a stressed vowel in which nobody starts to blink."""

DOUBLE_SHARE = 0.08
"""Share of the blinks that are followed at once by a second one."""

CLOSING_SHARE, CLOSED_SHARE = 0.27, 0.13
"""Lids fall in about 75 ms, rest for 35 ms and rise in 165 ms at the default duration."""

_PULL_SHARE = 0.35
_PULL_LIMIT = 0.8


def blink_times(
    duration: float,
    interval: float,
    blink_duration: float,
    seed: int,
    preferred: Sequence[float] = (),
    avoided: Sequence[float] = (),
) -> tuple[float, ...]:
    """When each blink starts, in seconds; a longer clip only appends.

    Gaps are a minimum plus a gamma distribution; some blinks are double.

    Parameters
    ----------
    duration : float
        Length of the clip in seconds.
    interval : float
        Mean seconds from one blink to the next, double blinks counted as two.
    blink_duration : float
        Length of one blink in seconds; a double blink's second one follows directly.
    seed : int
    preferred : sequence of float
        Ends of phrases, ascending. A blink moves right behind the nearest one if that is not too
        far away.
    avoided : sequence of float
        Stressed vowels, ascending. A blink that would begin around one waits until it is over.

    Returns
    -------
    tuple of float
        Ascending, all in ``[0, duration)``.
    """
    uniform = _uniform_source(seed)
    group_interval = interval * (1.0 + DOUBLE_SHARE)
    minimum = min(MINIMUM_GAP, 0.5 * interval)
    reach = min(_PULL_SHARE * interval, _PULL_LIMIT)
    scheduled = uniform() * group_interval
    times: list[float] = []
    earliest = 0.0
    while scheduled < duration + reach:
        start = _pulled(scheduled, preferred, reach, earliest)
        if start is None:
            start = _behind(max(scheduled, earliest), avoided)
        is_double = uniform() < DOUBLE_SHARE
        group = [start, start + 1.1 * blink_duration] if is_double else [start]
        times += [time for time in group if time < duration]
        earliest = group[-1] + minimum
        mean_rest = (group_interval - minimum) / GAP_SHAPE
        scheduled += minimum + mean_rest * sum(-math.log(uniform()) for _ in range(GAP_SHAPE))
    return tuple(times)


def _uniform_source(seed: int) -> Callable[[], float]:
    bits = np.random.PCG64(seed)

    def uniform() -> float:
        """In (0, 1], never 0."""
        return ((int(bits.random_raw()) >> 11) + 1) * 2.0**-53

    return uniform


def _pulled(time: float, preferred: Sequence[float], reach: float, earliest: float) -> float | None:
    """The nearest pause within reach."""
    at = bisect_left(preferred, time - PAUSE_DELAY)
    near = [
        candidate + PAUSE_DELAY
        for candidate in preferred[max(at - 1, 0) : at + 1]
        if abs(candidate + PAUSE_DELAY - time) <= reach and candidate + PAUSE_DELAY >= earliest
    ]
    return min(near, key=lambda candidate: abs(candidate - time)) if near else None


def _behind(time: float, avoided: Sequence[float]) -> float:
    """The same time, or later if it is near a stressed vowel."""
    for stress in avoided[bisect_left(avoided, time - STRESS_AFTER) :]:
        if stress > time + STRESS_BEFORE:
            break
        time = stress + STRESS_AFTER
    return time


def blink_curve(
    times: npt.NDArray[np.float64], starts: Sequence[float], blink_duration: float
) -> FloatArray:
    """Evaluate the closing of the lids at any times.

    Parameters
    ----------
    times : np.ndarray [shape=(T,), float64]
        Seconds.
    starts : sequence of float
        Start of each blink, see `blink_times`.
    blink_duration : float
        Seconds from open to open.

    Returns
    -------
    np.ndarray [shape=(T,), float32]
        0 open, 1 closed. Value and slope are 0 at both ends; the fall is quicker than the rise.
    """
    closing = CLOSING_SHARE * blink_duration
    open_again = (CLOSING_SHARE + CLOSED_SHARE) * blink_duration
    opening = blink_duration - open_again
    curve = np.zeros(len(times), dtype=np.float64)
    first, last = (times.min(), times.max()) if len(times) else (0.0, 0.0)
    for start in starts:
        # a single frame of a long clip must not pay for all its blinks
        if not first - blink_duration < start < last:
            continue
        inside = np.flatnonzero((times > start) & (times < start + blink_duration))
        local = times[inside] - start
        fall = 0.5 - 0.5 * np.cos(np.pi * np.clip(local / closing, 0.0, 1.0))
        rise = np.clip((local - open_again) / opening, 0.0, 1.0) ** 0.8
        lids = np.where(local < open_again, fall, 0.5 + 0.5 * np.cos(np.pi * rise))
        curve[inside] = np.maximum(curve[inside], lids)
    return curve.astype(np.float32)


def blink_offsets(
    frame_count: int,
    rate: FrameRate,
    parameters: FaceParameters,
    preferred: Sequence[float] = (),
    avoided: Sequence[float] = (),
    first_frame: int = 0,
) -> FloatArray:
    """Blink offset of each frame: the constant one, or an automatic blink where that closes more.

    Parameters
    ----------
    frame_count : int
    rate : FrameRate
    parameters : FaceParameters
    preferred : sequence of float
        Seconds at which phrases end, ascending.
    avoided : sequence of float
        Seconds of stressed vowels, ascending.
    first_frame : int
        Number of the first frame wanted.

    Returns
    -------
    np.ndarray [shape=(frame_count,), float32]
        In 0..1.
    """
    constant = np.full(frame_count, parameters.blink_offset, dtype=np.float32)
    if not parameters.automatic_blinks:
        return constant
    frames = np.arange(first_frame, first_frame + frame_count, dtype=np.float64)
    times = frames * rate.denominator / rate.numerator
    end = rate.seconds_of_frame(first_frame + frame_count)
    starts = blink_times(
        end,
        parameters.blink_interval,
        parameters.blink_duration,
        parameters.blink_seed,
        preferred,
        avoided,
    )
    return np.maximum(constant, blink_curve(times, starts, parameters.blink_duration))
