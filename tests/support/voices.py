"""Voices, noises and music whose melody and effort are known, made from formulas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
import soxr
from scipy.linalg import solve_toeplitz
from scipy.signal import butter, lfilter

RATE = 16000
SPEECH = Path(__file__).parents[1] / "data" / "labelled_speech"

AH = ((700, 80), (1200, 100), (2500, 150))
EE = ((300, 60), (2200, 100), (2900, 150))
OO = ((320, 60), (800, 80), (2300, 120))


def clip(name: str) -> np.ndarray:
    """A labelled clip at 16 kHz."""
    samples, rate = soundfile.read(SPEECH / f"{name}.flac", dtype="float32")
    return soxr.resample(samples, rate, RATE)


def peak(samples: np.ndarray, level: float = 0.4) -> np.ndarray:
    return (level * samples / np.abs(samples).max()).astype(np.float32)


def voice(hertz: np.ndarray, formants: tuple = AH, noise: float = 1e-3) -> np.ndarray:
    """Glottal pulses of a melody (one value a sample) through formants."""
    cycles = np.floor(np.cumsum(hertz) / RATE)
    pulses = np.concatenate([[0.0], (np.diff(cycles) > 0) * 1.0])
    sound = lfilter([1, -1], [1, -1.9, 0.9025], pulses)
    for center, width in formants:
        radius = np.exp(-np.pi * width / RATE)
        sound = lfilter([1], [1, -2 * radius * np.cos(2 * np.pi * center / RATE), radius**2], sound)
    hiss = noise * np.random.default_rng(0).standard_normal(len(sound))
    return peak(sound / np.abs(sound).max() + hiss)


def syllables(
    semitones: list[float], *, base: float = 120.0, loud: dict[int, float] | None = None
) -> np.ndarray:
    """Speak syllables of 0.2 s, 4 a second, one pitch target each and alternating vowels.

    Half a second of silence before and one second behind; ``loud`` adds dB to some of them.
    """
    step, lead = 0.25, 0.5
    moments = np.arange(int((lead + step * len(semitones) + 1.0) * RATE)) / RATE
    centers = lead + step * (np.arange(len(semitones)) + 0.5)
    # No voice holds a tone as an instrument does.
    wander = 0.25 * np.sin(2 * np.pi * 3.3 * moments) + 0.15 * np.sin(2 * np.pi * 5.1 * moments)
    melody = base * 2 ** ((np.interp(moments, centers, semitones) + wander) / 12)
    sounds = [voice(melody, formants, 0.0) for formants in (AH, EE, OO)]
    total = np.zeros(len(moments))
    for number, center in enumerate(centers):
        inside = np.abs(moments - center) < 0.1
        shape = np.cos(np.pi * (moments[inside] - center) / 0.2) ** 0.7
        gain = 10 ** ((loud or {}).get(number, 0.0) / 20)
        sound = sounds[number % 3]
        total[inside] += gain * shape * sound[inside] / np.sqrt(np.mean(sound**2))
    return peak(total + 1e-4 * np.random.default_rng(1).standard_normal(len(total)))


def whispered(samples: np.ndarray, order: int = 18) -> np.ndarray:
    """The same speech with noise instead of vocal folds (linear prediction)."""
    width, hop = 400, 160
    window, random = np.hanning(width), np.random.default_rng(0)
    bright = lfilter([1, -0.95], [1], samples)
    total = np.zeros(len(samples) + width)
    for start in range(0, len(samples) - width, hop):
        frame = bright[start : start + width] * window
        lags = np.correlate(frame, frame, "full")[width - 1 : width + order]
        lags[0] = 1.0001 * lags[0] + 1e-9
        forward = solve_toeplitz(lags[:-1], lags[1:])
        gain = np.sqrt(max(lags[0] - forward @ lags[1:], 1e-12) / width)
        breath = gain * random.standard_normal(width)
        filtered = lfilter([1], np.concatenate([[1], -forward]), breath)
        total[start : start + width] += filtered * window
    return peak(lfilter([1], [1, -0.5], total[: len(samples)]))


def shouted(samples: np.ndarray) -> np.ndarray:
    """The same speech with a flat spectrum and a higher pitch."""
    raised = soxr.resample(samples, int(1.35 * RATE), RATE)
    return peak(lfilter([1, -0.92], [1], raised), 0.9)


def noise(slope: float, seconds: float = 6.0) -> np.ndarray:
    """Noise that falls by ``slope`` times 20 dB a decade: 0 white, 0.5 pink, 1 brown."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(4).standard_normal(count))
    spectrum /= np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20.0) ** slope
    return peak(np.fft.irfft(spectrum, count))


def hum(hertz: float = 50.0, seconds: float = 6.0) -> np.ndarray:
    moments = np.arange(int(seconds * RATE)) / RATE
    return peak(sum(np.sin(2 * np.pi * hertz * k * moments + k) / k for k in range(1, 9)))


def music(notes: list[list[float]], step: float, decay: float) -> np.ndarray:
    """Struck notes in semitones from 220 Hz; each list sounds together."""
    moments = np.arange(int(2 * RATE)) / RATE
    total = np.zeros(int(step * len(notes) * RATE) + len(moments))
    for number, chord in enumerate(notes):
        for semitone in chord:
            hertz = 220 * 2 ** (semitone / 12)
            tone = sum(np.sin(2 * np.pi * hertz * k * moments + k * k) / k for k in range(1, 8))
            start = int(step * number * RATE)
            shape = np.exp(-moments / decay) * np.minimum(moments / 0.005, 1)
            total[start : start + len(moments)] += tone * shape
    return peak(total)


def chords() -> np.ndarray:
    roots = [0, -5, -3, 2, 0, -7, -2, 5]
    return music([[root, root + 4, root + 7, root + 12] for root in roots], 0.8, 0.6)


def melody() -> np.ndarray:
    return music([[note] for note in (0, 4, 7, 12, 9, 5, 2, 7, 11, 4, 0, 7) * 2], 0.25, 0.3)


def breath(seconds: float = 6.0) -> np.ndarray:
    """Breathe in and out, about a second each."""
    moments = np.arange(int(seconds * RATE)) / RATE
    air = lfilter(*butter(2, [400, 3500], "band", fs=RATE), noise(0.0, seconds))
    shape = np.clip(np.sin(2 * np.pi * moments / 2.2), 0, 1) ** 1.5
    quiet = 1e-4 * np.random.default_rng(0).standard_normal(len(moments))
    return peak(air / np.abs(air).max() * shape + quiet)


NOT_SPEECH = {
    "silence": lambda: np.zeros(3 * RATE, np.float32),
    "dither": lambda: (3e-5 * np.random.default_rng(0).standard_normal(3 * RATE)).astype("f4"),
    "white noise": lambda: noise(0.0),
    "pink noise": lambda: noise(0.5),
    "brown noise": lambda: noise(1.0),
    "hum": hum,
    "hum of 60 Hz": lambda: hum(60.0),
    "chords": chords,
    "melody": melody,
    "breath": breath,
}
