"""Melody, loudness and colour of a voice, a hundred times a second.

Every rule compares a recording with itself, so its level does not matter; only what is below -80 dB
of full scale counts as nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.fft

from a2f_maya.audio.frames import BLOCK_FRAMES, WORKERS, centered_frames
from a2f_maya.audio.pitch import fundamental
from a2f_maya.tracks import PROSODY_RATE, FloatArray, Prosody

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FOURIER_SIZE = 512
TINY = 1e-12

QUIETEST_POWER = 1e-8
"""Mean square (-80 dB) below which nothing is heard."""

BELOW_LOUD_DB, ABOVE_FLOOR_DB = 35.0, 6.0
LOUD_PERCENTILE, FLOOR_PERCENTILE = 95, 8

SHORTEST_VOICED_FRAMES = 5
JUMP_OCTAVES = 0.25
"""A change of pitch between two frames that no voice makes."""

MOVING_OCTAVES = (0.006, 0.3)
"""Change over 0.04 s of a voice; a played note changes less, a wrong guess more."""

MOVING_SHARE = 0.68
"""Share of the tones of a context that must move for them to be a voice."""

CONTEXT_FRAMES = 150
"""A second and a half decide whether a sound is speech."""

SPOKEN_SHARE = 0.1
"""Share of all frames of the context that must be voiced."""

VOICED_SHARE = 0.25
"""Share of its audible frames that must be voiced."""

WHISPER_SHARE = 0.55
"""Share of the audible frames of a context that must be noise: tones are no whisper."""

WHISPER_MODULATION_DB = 3.5
WHISPER_FLATNESS = (0.06, 0.42)
"""Noise through a mouth has formants: flatter than tones, less flat than breath and noise."""


class _Spectra(NamedTuple):
    """Power from 50 to 1000 Hz and from 1000 to 5000, and flatness from 1000 to 4000."""

    low: Array
    high: Array
    flatness: Array


def prosody(samples: FloatArray, sample_rate: int) -> Prosody:
    """Listen to how something is said.

    Parameters
    ----------
    samples : np.ndarray [shape=(n,), float32]
        Mono.
    sample_rate : int
        Samples per second, a multiple of 4,000 and at least 12,000.

    Returns
    -------
    Prosody
    """
    spectra = _spectra(samples, sample_rate)
    power = spectra.low + spectra.high
    level = 10.0 * np.log10(power + TINY)
    is_sound = _is_sound(power, level)
    hertz = fundamental(samples, sample_rate)
    octaves = np.log2(np.where(hertz > 0, hertz, 1.0))
    tonal = is_sound & (hertz > 0)
    voiced = _steady(tonal, octaves)
    voiced &= _is_voice(voiced, octaves, is_sound)
    whispered = _is_whisper(is_sound, tonal, level, spectra.flatness)
    speech = is_sound & (
        whispered | (_around(voiced.astype(np.float64)) > SPOKEN_SHARE * CONTEXT_FRAMES)
    )
    loudness = level - (np.percentile(level[speech], LOUD_PERCENTILE) if speech.any() else 0.0)
    median = float(np.median(octaves[voiced])) if voiced.any() else 0.0
    pitch = np.zeros(len(level))
    if voiced.any():
        frames = np.arange(len(level))
        pitch = 12.0 * (np.interp(frames, frames[voiced], octaves[voiced]) - median)
    return Prosody(
        voiced=voiced,
        speech=speech,
        pitch=pitch.astype(np.float32),
        loudness=loudness.astype(np.float32),
        balance=(10.0 * np.log10((spectra.high + TINY) / (spectra.low + TINY))).astype(np.float32),
        median_pitch=2.0**median if voiced.any() else 0.0,
    )


def _spectra(samples: FloatArray, sample_rate: int) -> _Spectra:
    width, hop = FOURIER_SIZE, sample_rate // PROSODY_RATE
    window = np.hanning(width + 1)[:-1].astype(np.float32)
    window /= np.sqrt(width / 2 * np.square(window).sum(), dtype=np.float32)
    frames = centered_frames(samples, width, hop, len(samples) // hop + 1)
    lowest, middle, flat_end, highest = (
        round(hertz * width / sample_rate) for hertz in (50, 1000, 4000, 5000)
    )
    low, high, flatness = (np.empty(len(frames)) for _ in range(3))
    for start in range(0, len(frames), BLOCK_FRAMES):
        block = slice(start, start + BLOCK_FRAMES)
        transform = scipy.fft.rfft(frames[block] * window, workers=WORKERS)[:, :highest]
        power = transform.real**2 + transform.imag**2
        low[block] = power[:, lowest:middle].sum(axis=1)
        high[block] = power[:, middle:].sum(axis=1)
        band = power[:, middle:flat_end] + np.float32(TINY)
        flatness[block] = np.exp(np.log(band).mean(axis=1)) / band.mean(axis=1)
    return _Spectra(low, high, flatness)


def _is_sound(power: Array, level: Array) -> Mask:
    loud, floor = np.percentile(level, (LOUD_PERCENTILE, FLOOR_PERCENTILE))
    threshold = max(loud - BELOW_LOUD_DB, floor + ABOVE_FLOOR_DB)
    sound: Mask = (level > threshold) & (power > QUIETEST_POWER)
    return sound


def _steady(voiced: Mask, octaves: Array) -> Mask:
    """Stretches of voice without a jump that are long enough to be one."""
    joined = voiced[1:] & voiced[:-1] & (np.abs(np.diff(octaves)) < JUMP_OCTAVES)
    # Numbers of the stretches; frames without voice make stretches of their own.
    numbers = np.concatenate([[0], np.cumsum(~joined)])
    steady: Mask = voiced & (np.bincount(numbers)[numbers] >= SHORTEST_VOICED_FRAMES)
    return steady


def _is_voice(voiced: Mask, octaves: Array, is_sound: Mask) -> Mask:
    """Where tones prevail and glide as a voice does; notes of instruments stay where they are."""
    inner, moving = np.zeros((2, len(voiced)))
    inner[2:-2] = voiced[4:] & voiced[:-4]
    change = np.abs(octaves[4:] - octaves[:-4])
    slowest, fastest = MOVING_OCTAVES
    moving[2:-2] = inner[2:-2] * ((change > slowest) & (change < fastest))
    glides = _around(moving) > MOVING_SHARE * _around(inner)
    prevails: Mask = _around(voiced.astype(np.float64)) > VOICED_SHARE * _around(
        is_sound.astype(np.float64)
    )
    return glides & prevails


def _is_whisper(is_sound: Mask, tonal: Mask, level: Array, flatness: Array) -> Mask:
    """Where noise goes up and down as syllables do and has formants."""
    noise = (is_sound & ~tonal).astype(np.float64)
    count = np.maximum(_around(noise), 1.0)
    floored = np.maximum(level, level.max() - BELOW_LOUD_DB)
    syllables = _around(floored, 7) / 7 - _around(floored, 41) / 41
    modulation = np.sqrt(_around(noise * syllables**2) / count)
    flat = _around(noise * flatness) / count
    lowest, highest = WHISPER_FLATNESS
    is_whisper: Mask = (modulation > WHISPER_MODULATION_DB) & (flat > lowest) & (flat < highest)
    return is_whisper & (
        _around(noise) > WHISPER_SHARE * np.maximum(_around(is_sound.astype(np.float64)), 40.0)
    )


def _around(values: Array, width: int = CONTEXT_FRAMES) -> Array:
    """Sum over the frames around each one, ends repeated."""
    before = width // 2
    total = np.cumsum(np.pad(values, (before + 1, width - before - 1), mode="edge"))
    sums: Array = total[width:] - total[:-width]
    return sums
