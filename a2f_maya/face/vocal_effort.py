"""How much a speaker strains: from a whisper over the usual voice to a shout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.tracks import PROSODY_RATE, FloatArray, Prosody

Array = npt.NDArray[np.float64]

WINDOW_SECONDS = 0.45
"""Standard deviation of the window: effort changes over phrases, not within a syllable."""

WHISPER_RANGE, SHOUT_RANGE = 0.85, 1.3
"""Range of the mouth's motion in a whisper and in a shout."""

VOICED_SHARES = (0.35, 0.15)
"""Share of the speech that is voiced: below the first it may be a whisper, at the second it is."""

SHOUT_BALANCE = (-6.5, 3.0)
"""Spectral balance in dB of voiced speech that begins to be a shout, and that is surely one."""

SHOUT_PITCH = (220.0, 400.0)
"""Hertz that make a flat spectrum more of a shout."""

LEAST_SHOUT = 0.12
"""Traces of a shout that the usual voice may have."""

CONFIDENT_SECONDS = 0.15
"""Speech in the window that outweighs the assumption of a usual voice."""


@dataclass(frozen=True)
class VocalEffort:
    """Effort over time, as `PROSODY_RATE` says.

    Attributes
    ----------
    whisper, shout : np.ndarray [shape=(N,), float32]
        0 to 1; both 0 in the usual voice and where nobody speaks.
    """

    whisper: FloatArray
    shout: FloatArray

    def mouth_range(self) -> FloatArray:
        """Factor on the motion of the mouth [shape=(N,), float32]: 0.85 to 1.3."""
        factor: FloatArray = (
            1.0 + (WHISPER_RANGE - 1.0) * self.whisper + (SHOUT_RANGE - 1.0) * self.shout
        )
        return factor.astype(np.float32)


def vocal_effort(prosody: Prosody) -> VocalEffort:
    """Judge the effort of a voice.

    A whisper is speech without vocal folds. A shout has a flat spectrum, all the more at a high
    pitch; within a clip, phrases that are brighter, higher and louder than the others count, too.
    The level of a recording says nothing, so only differences of loudness are used, and weakly.

    Parameters
    ----------
    prosody : Prosody
    """
    speech = prosody.speech.astype(np.float64)
    voiced = prosody.voiced.astype(np.float64)
    if not speech.any():
        nothing = np.zeros(len(prosody), dtype=np.float32)
        return VocalEffort(nothing, nothing)
    spoken, sung = _window_sum(speech), _window_sum(voiced)
    confidence = spoken / (spoken + CONFIDENT_SECONDS)
    share = sung / np.maximum(spoken, 1e-9)
    whisper = confidence * _smooth_step(share, *VOICED_SHARES)
    confidence = sung / (sung + CONFIDENT_SECONDS)
    shout = confidence * _shout(prosody, voiced) * (1.0 - whisper)
    return VocalEffort(
        _slow(whisper).astype(np.float32),
        _slow(shout).astype(np.float32),
    )


def _shout(prosody: Prosody, voiced: Array) -> Array:
    """How surely the voiced speech around each frame is shouted, 0 to 1."""
    if not prosody.voiced.any():
        return np.zeros(len(prosody))
    power = voiced * 10.0 ** (prosody.loudness.astype(np.float64) / 10.0)
    ratio = 10.0 ** (prosody.balance.astype(np.float64) / 10.0)
    total, high = _window_sum(power), _window_sum(power * ratio / (1.0 + ratio))
    high = np.clip(high, 1e-9 * total, (1.0 - 1e-9) * total)
    balance = 10.0 * np.log10((high + 1e-12) / (total - high + 1e-12))
    pitch = _window_sum(voiced * prosody.pitch) / np.maximum(_window_sum(voiced), 1e-9)
    hertz = prosody.median_pitch * 2.0 ** (pitch / 12.0)
    alone = _smooth_step(balance, *SHOUT_BALANCE) * (
        0.75 + 0.25 * _smooth_step(hertz, *SHOUT_PITCH)
    )
    level = 10.0 * np.log10(total / np.maximum(_window_sum(voiced), 1e-9) + 1e-12)
    steps = (
        (0.4, balance, 8.0),
        (0.4, pitch, 6.0),
        (0.2, level, 8.0),
    )
    compared = np.zeros(len(prosody))
    for share, values, size in steps:
        usual = np.median(values[prosody.voiced])
        compared += share * np.clip((values - usual) / size, -1.0, 1.0)
    surely = 1.0 - (1.0 - alone) * (1.0 - 0.85 * _smooth_step(compared, 0.4, 0.85))
    return np.clip((surely - LEAST_SHOUT) / (1.0 - LEAST_SHOUT), 0.0, 1.0)


def _smooth_step(values: Array, start: float, end: float) -> Array:
    share = np.clip((values - start) / (end - start), 0.0, 1.0)
    step: Array = share * share * (3.0 - 2.0 * share)
    return step


def _window_sum(values: npt.NDArray[np.float64]) -> Array:
    """Seconds of the values in a bell around each frame."""
    reach = int(3 * WINDOW_SECONDS * PROSODY_RATE)
    offsets = np.arange(-reach, reach + 1) / (WINDOW_SECONDS * PROSODY_RATE)
    total: Array = np.convolve(np.pad(values, reach), np.exp(-0.5 * offsets**2), "valid")
    return total / PROSODY_RATE


def _slow(values: Array) -> Array:
    bell = np.hanning(PROSODY_RATE // 2 + 2)[1:-1]
    slow: Array = np.convolve(np.pad(values, len(bell) // 2, mode="edge"), bell / bell.sum())
    start = len(bell) - 1
    return slow[start : start + len(values)]
