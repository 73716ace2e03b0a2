"""Whether the mouth moves with the speech, early or late, smoothly or in jerks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.clips import RATE, Clip, Scale
from scripts.lipsync_metrics.phones import APERTURE

Floats = npt.NDArray[np.float64]

_LONGEST_LAG = 15  # steps of the clock
_JITTER_RATE = 60
_STILL = 1e-9


@dataclass(frozen=True)
class Agreement:
    """Correlation of the gap with the plain aperture of the phones.

    Attributes
    ----------
    correlation : float
        With the speech as it is.
    lag : float
        Seconds by which the face must be pulled earlier to agree best: above 0 it is late.
    best_correlation : float
        With the face pulled so.
    """

    correlation: float
    lag: float
    best_correlation: float


def plain_aperture(clip: Clip) -> Floats:
    """Aperture of the phones, smoothed over 40 ms, without coarticulation [shape=(T,)]."""
    window = np.exp(-0.5 * (np.arange(-6, 7) / 2) ** 2)
    steps = clip.along(lambda phone: APERTURE[phone.name])
    return np.convolve(steps, window / window.sum(), "same")


def agreement(clips: Sequence[Clip], scale: Scale) -> Agreement:
    """How the gap agrees with the plain aperture, at best and as it is."""
    gaps = [clip.gap / scale.reference for clip in clips]
    apertures = [plain_aperture(clip) for clip in clips]
    by_lag = {
        lag: _correlation(gaps, apertures, lag) for lag in range(-_LONGEST_LAG, _LONGEST_LAG + 1)
    }
    best = max(by_lag, key=lambda lag: by_lag[lag])
    return Agreement(by_lag[0], best / RATE, by_lag[best])


def _correlation(gaps: Sequence[Floats], apertures: Sequence[Floats], lag: int) -> float:
    """Correlation over all clips with the face `lag` steps earlier; 0 where nothing moves."""
    forward, back = max(0, lag), max(0, -lag)
    face = np.concatenate([gap[forward : len(gap) - back] for gap in gaps])
    plain = np.concatenate([track[back : len(track) - forward] for track in apertures])
    if face.std() <= _STILL or plain.std() <= _STILL:
        return 0.0
    return float(np.corrcoef(face, plain)[0, 1])


def jitter(clips: Sequence[Clip], scale: Scale) -> float:
    """Root mean square acceleration of the gap in speech, at 60 fps, in reference gaps per s^2."""
    accelerations = []
    for clip in clips:
        times = np.arange(0, clip.times[-1], 1 / _JITTER_RATE)
        gap = np.interp(times, clip.times, clip.gap)
        acceleration = np.diff(gap, 2) * _JITTER_RATE**2 / scale.reference
        steps = np.minimum((times[1:-1] * RATE).astype(np.int64), len(clip.times) - 1)
        accelerations.append(acceleration[clip.in_speech[steps]])
    return float(np.sqrt(np.mean(np.concatenate(accelerations) ** 2)))
