"""Hard and speechless versions of sound for the frozen check, the same on every machine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Wave = npt.NDArray[np.float64]

RATE = 16000
_REVERBERATION = 0.35  # seconds in which the room's tail falls by 60 dB
_TAIL = 0.06  # of the direct sound
_NOISE_BELOW = 12.0  # dB
_BAND = 4000.0  # Hz


def _spectrally(wave: Wave, gain: Callable[[Wave], Wave], length: int) -> Wave:
    """Multiply a spectrum by a gain over frequency (Hz), without wrapping around."""
    size = 1 << (2 * length - 1).bit_length()
    gains = gain(np.fft.rfftfreq(size, 1 / RATE))
    return np.fft.irfft(np.fft.rfft(wave, size) * gains, size)[:length]


def noise(length: int, slope: float, rng: np.random.Generator) -> Wave:
    """Noise whose power falls with the frequency to the power of `slope`: 1 is pink; RMS 1."""

    def falling(frequencies: Wave) -> Wave:
        return np.asarray(np.maximum(frequencies, 50.0) ** (-slope / 2), np.float64)

    wave = _spectrally(rng.standard_normal(length), falling, length)
    return np.asarray(wave / np.sqrt(np.mean(wave**2)), np.float64)


def in_a_noisy_room(samples: Floats, seed: int) -> Floats:
    """Speech with reverberation, pink noise 12 dB below it, and a 4 kHz band, as on a telephone.

    Parameters
    ----------
    samples : np.ndarray [shape=(n,), float32]
        Mono at 16,000 samples a second.
    seed : int

    Returns
    -------
    np.ndarray [shape=(n,), float32]
        With the peak of the given samples.
    """
    rng = np.random.default_rng(seed)
    count = int(_REVERBERATION * RATE)
    tail = _TAIL * rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    tail[0] = 1.0
    size = 1 << (len(samples) + count - 1).bit_length()
    spectrum = np.fft.rfft(samples.astype(np.float64), size) * np.fft.rfft(tail, size)
    wave = np.fft.irfft(spectrum, size)[: len(samples)]
    level = np.sqrt(np.mean(wave**2)) * 10 ** (-_NOISE_BELOW / 20)
    wave = wave + level * noise(len(wave), 1.0, rng)
    wave = _spectrally(wave, lambda hertz: 1 / np.sqrt(1 + (hertz / _BAND) ** 16), len(wave))
    return np.asarray(wave * (np.abs(samples).max() / np.abs(wave).max()), np.float32)


def _level(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _room_tone(times: Wave, rng: np.random.Generator) -> Wave:
    return np.asarray(_level(-60) * noise(len(times), 1.5, rng), np.float64)


def _pink_noise(times: Wave, rng: np.random.Generator) -> Wave:
    return np.asarray(_level(-30) * noise(len(times), 1.0, rng), np.float64)


def _breaths(times: Wave, rng: np.random.Generator) -> Wave:
    """Two breaths of 0.6 s, without the low frequencies of a voice."""
    swell = np.zeros(len(times))
    for start in (0.5, 2.0):
        inside = (times >= start) & (times < start + 0.6)
        swell[inside] = np.sin(np.pi * (times[inside] - start) / 0.6) ** 2

    def band(hertz: Wave) -> Wave:
        return np.asarray(np.exp(-0.5 * ((hertz - 1500) / 900) ** 2), np.float64)

    air = _spectrally(rng.standard_normal(len(times)), band, len(times))
    loudness = _level(-28) / float(np.sqrt(np.mean(air**2)))
    return np.asarray(loudness * swell * air + _room_tone(times, rng), np.float64)


def _hum(times: Wave, rng: np.random.Generator) -> Wave:
    mains = np.sum([np.sin(2 * np.pi * 50 * k * times) / k for k in range(1, 8)], 0)
    return np.asarray(_level(-24) * mains + _room_tone(times, rng), np.float64)


def _chords(times: Wave, rng: np.random.Generator) -> Wave:
    """Four plucked triads of 0.75 s."""
    wave = np.zeros(len(times))
    for number, root in enumerate((131.0, 175.0, 196.0, 131.0)):
        since = times - 0.75 * number
        fade = np.where(since > 0, np.minimum(since / 0.01, 1) * np.exp(-2 * since), 0.0)
        for ratio in (1.0, 1.25, 1.5):
            for harmonic in range(1, 5):
                tone = np.sin(2 * np.pi * root * ratio * harmonic * times)
                wave += fade * tone / harmonic**1.5
    return np.asarray(_level(-24) * wave + _room_tone(times, rng), np.float64)


SPEECHLESS: dict[str, Callable[[Wave, np.random.Generator], Wave]] = {
    "room tone": _room_tone,
    "pink noise": _pink_noise,
    "breaths": _breaths,
    "hum": _hum,
    "chords": _chords,
}


def speechless(name: str, seconds: float = 3.0) -> Floats:
    """A sound of `SPEECHLESS` [shape=(n,), float32], mono at 16,000 samples a second."""
    times = np.arange(int(seconds * RATE)) / RATE
    return SPEECHLESS[name](times, np.random.default_rng(11)).astype(np.float32)
