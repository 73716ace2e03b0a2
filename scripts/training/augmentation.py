"""Make training sound less clean: speakers, rooms, microphones, noise, levels, no speech at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.signal
from phones import SILENCE

RATE = 16000
Audio = npt.NDArray[np.float32]


def stretched(audio: Audio, factor: float) -> Audio:
    """Play the audio `factor` times as fast: pitch, formants and rate move together."""
    positions = np.arange(int(len(audio) / factor)) * factor
    return np.asarray(np.interp(positions, np.arange(len(audio)), audio), np.float32)


def noise(length: int, rng: np.random.Generator) -> Audio:
    """Return white, pink-like or brown-like noise, mains hum or soft chords, with RMS 1."""
    kind = rng.choice(["white", "soft", "brown", "hum", "chords"], p=[0.3, 0.2, 0.25, 0.1, 0.15])
    times = np.arange(length) / RATE
    if kind == "hum":
        mains = rng.choice([50.0, 60.0])
        wave = sum(
            rng.uniform(0.1, 1) / k * np.sin(2 * np.pi * k * mains * times) for k in range(1, 9)
        ) + 0.1 * rng.standard_normal(length)
    elif kind == "chords":
        wave = chords(length, rng)
    else:
        wave = rng.standard_normal(length)
        if kind != "white":
            wave = scipy.signal.lfilter([1], [1, -0.97 if kind == "brown" else -0.8], wave)
    wave = np.asarray(wave, np.float64)
    return np.asarray(wave / (np.sqrt(np.mean(wave**2)) + 1e-9), np.float32)


def chords(length: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return notes of a few harmonics each with plucked or held envelopes: music without words."""
    wave = np.zeros(length)
    times = np.arange(length) / RATE
    decay = rng.choice([0.0, 1.0, 4.0])
    beat = rng.uniform(0.15, 0.8)
    root = rng.uniform(80, 250)
    for start in np.arange(0, length / RATE, beat):
        since = np.maximum(times - start, 0)
        envelope = (since > 0) * np.minimum(since / 0.01, 1) * np.exp(-decay * since)
        if decay == 0.0:
            envelope = envelope * (since < beat)
        for step in rng.choice([0, 3, 4, 7, 12, 16, 19], 3):
            pitch = root * 2 ** (step / 12)
            for harmonic in range(1, 5):
                wave += envelope * np.sin(2 * np.pi * pitch * harmonic * times) / harmonic**1.5
    return wave


def breath(length: int, rng: np.random.Generator) -> Audio:
    """Return band-passed noise with a soft envelope, RMS about 0.3 of its scale."""
    band = [rng.uniform(300, 900) / 8000, rng.uniform(2500, 6500) / 8000]
    numerator, denominator = scipy.signal.butter(2, band, "band")
    shaped = rng.standard_normal(length) * np.hanning(length)
    return np.asarray(scipy.signal.lfilter(numerator, denominator, shaped), np.float32)


def with_breaths(
    audio: Audio,
    phones: npt.NDArray[np.integer],
    bounds: npt.NDArray[np.floating],
    rng: np.random.Generator,
) -> Audio:
    """Add breaths and clicks in the pauses of a clip whose peak is 1."""
    audio = audio.copy()
    for phone, start, end in zip(phones, bounds[:-1], bounds[1:], strict=True):
        if phone != SILENCE or end - start < 0.25 or rng.random() > 0.6:
            continue
        first, past = int((start + 0.02) * RATE), min(int((end - 0.03) * RATE), len(audio))
        length = min(int(rng.uniform(0.08, 0.5) * RATE), past - first)
        if length < 400:
            continue
        place = first + int(rng.integers(0, past - first - length + 1))
        level = 3 * 10 ** (rng.uniform(-46, -26) / 20)
        audio[place : place + length] += level * breath(length, rng)
        if rng.random() < 0.3:
            audio[place : place + 24] += rng.uniform(-0.1, 0.1) * np.hanning(24).astype(np.float32)
    return audio


def whispered(audio: Audio, rng: np.random.Generator) -> Audio:
    """Return the clip spoken without voice: its vocal tract (linear prediction) filters noise."""
    step, order = 200, 18
    window = np.hanning(2 * step + 1)[:-1]
    result = np.zeros(len(audio) + 2 * step)
    state = np.zeros(order)
    for first in range(0, len(audio) - 2 * step, step):
        piece = audio[first : first + 2 * step].astype(np.float64) * window
        lags = np.correlate(piece, piece, "full")[2 * step - 1 : 2 * step + order]
        if lags[0] < 1e-7:
            continue
        lags[0] *= 1.0001
        weights = scipy.linalg.solve_toeplitz(lags[:-1], lags[1:])
        gain = np.sqrt(max(lags[0] - weights @ lags[1:], 0.0) / step)
        source = gain * rng.standard_normal(step)
        result[first + step // 2 : first + step // 2 + step], state = scipy.signal.lfilter(
            [1.0], np.concatenate([[1.0], -weights]), source, zi=state
        )
    # A whisper has lost the strong low harmonics of the voice.
    result = scipy.signal.lfilter([1.0, -rng.uniform(0.5, 0.9)], [1.0], result)[: len(audio)]
    return np.asarray(result / max(float(np.abs(result).max()), 1e-4), np.float32)


def with_other_voice(audio: Audio, other: Audio, rng: np.random.Generator) -> Audio:
    """Add another clip 12 to 28 dB below, starting anywhere in it."""
    other = np.roll(np.resize(other, len(audio)), int(rng.integers(len(audio))))
    ratio = np.sqrt(np.mean(audio**2) / (np.mean(other**2) + 1e-9))
    return np.asarray(audio + other * ratio * 10 ** (-rng.uniform(12, 28) / 20), np.float32)


def in_room(audio: Audio, rng: np.random.Generator) -> Audio:
    """Convolve with a decaying noise tail of 0.08 to 0.6 s reverberation time."""
    seconds = rng.uniform(0.08, 0.6)
    length = int(seconds * RATE)
    tail = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail *= rng.uniform(0.02, 0.12)
    tail[0] = 1.0
    return np.asarray(scipy.signal.fftconvolve(audio, tail)[: len(audio)], np.float32)


def through_microphone(audio: Audio, rng: np.random.Generator, narrow: float) -> Audio:
    """Limit the band (how often: `narrow`), cut the bass now and then and sometimes clip softly."""
    if rng.random() < narrow:
        filters = scipy.signal.butter(4, rng.uniform(3200, 7000) / 8000)
        audio = scipy.signal.lfilter(*filters, audio).astype(np.float32)
    if rng.random() < 0.2:
        filters = scipy.signal.butter(2, rng.uniform(80, 300) / 8000, "high")
        audio = scipy.signal.lfilter(*filters, audio).astype(np.float32)
    if rng.random() < 0.15:
        audio = np.tanh(audio * rng.uniform(1.5, 4)).astype(np.float32)
    return audio


@dataclass(frozen=True)
class Surroundings:
    """How often a clip gets breaths, a room, a narrow band and noise, and the noise's level.

    Attributes
    ----------
    quietest, loudest
        Decibels by which the noise lies below the speech.
    """

    breaths: float
    room: float
    narrow: float
    noise: float
    quietest: float
    loudest: float


USUAL = Surroundings(breaths=0.3, room=0.4, narrow=0.25, noise=0.75, quietest=50, loudest=8)
HARD = Surroundings(breaths=0.2, room=0.8, narrow=0.55, noise=0.95, quietest=25, loudest=4)


def degraded(
    audio: Audio,
    phones: npt.NDArray[np.integer],
    bounds: npt.NDArray[np.floating],
    rng: np.random.Generator,
    surroundings: Surroundings = USUAL,
) -> Audio:
    """Return the clip with breaths, room, microphone and noise, peak 1."""
    audio = audio / max(float(np.abs(audio).max()), 1e-4)
    if rng.random() < surroundings.breaths:
        audio = with_breaths(audio, phones, bounds, rng)
    if rng.random() < surroundings.room:
        audio = in_room(audio, rng)
    audio = through_microphone(audio, rng, surroundings.narrow)
    audio = audio / max(float(np.abs(audio).max()), 1e-4)
    if rng.random() < surroundings.noise:
        ratio = 10 ** (-rng.uniform(surroundings.loudest, surroundings.quietest) / 20)
        loudness = float(np.sqrt(np.mean(audio**2)))
        audio = audio + noise(len(audio), rng) * np.float32(loudness * ratio)
    return audio.astype(np.float32)


def at_level(audio: Audio, rng: np.random.Generator) -> Audio:
    """Set the peak to -30...0 dB and add a converter's noise floor to half of the clips."""
    peak = max(float(np.abs(audio).max()), 1e-4)
    audio = audio * np.float32(10 ** (rng.uniform(-30, 0) / 20) / peak)
    if rng.random() < 0.5:
        floor = 10 ** (-rng.uniform(60, 95) / 20)
        audio = audio + rng.standard_normal(len(audio)).astype(np.float32) * np.float32(floor)
    return audio.astype(np.float32)


def tilted(mel: npt.NDArray[np.float32], rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Add a smooth random equaliser curve (nepers) over the mel bands [T, 64]."""
    place = np.linspace(0, 1, mel.shape[1])
    curve = sum(
        rng.normal(0, 0.6 / (k + 1)) * np.cos(np.pi * k * place + rng.uniform(0, 6))
        for k in range(1, 4)
    )
    return (mel + curve).astype(np.float32)


def hum(length: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return the tone of a machine: harmonics of 45 to 400 Hz that beat and drift a little."""
    times = np.arange(length) / RATE
    pitch = 45 * (400 / 45) ** rng.random()
    drift = 1 + rng.uniform(0, 0.01) * np.sin(2 * np.pi * rng.uniform(0.05, 0.5) * times)
    phase = 2 * np.pi * np.cumsum(pitch * drift) / RATE
    wave = np.zeros(length)
    slope = rng.uniform(0.3, 2.0)
    for harmonic in range(1, min(40, int(7000 / pitch))):
        beat = 1 + rng.uniform(0, 0.5) * np.sin(2 * np.pi * rng.uniform(0.1, 3) * times)
        wave += rng.uniform(0.1, 1) / harmonic**slope * beat * np.sin(harmonic * phase + harmonic)
    return wave + rng.uniform(0, 0.1) * rng.standard_normal(length)


def knocks_and_breaths(length: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return a few breaths, knocks and clicks in a quiet room."""
    audio = 0.03 * noise(length, rng).astype(np.float64)
    for _ in range(rng.integers(1, 6)):
        part = min(int(rng.uniform(0.03, 0.5) * RATE), length - 1)
        place = int(rng.integers(0, length - part))
        if rng.random() < 0.6:
            piece = breath(part, rng)
        else:
            fade = np.exp(-np.arange(part) / RATE * rng.uniform(20, 200))
            pitch = rng.uniform(60, 2500)
            piece = np.sin(2 * np.pi * pitch * np.arange(part) / RATE) * fade
            piece = (piece + 0.5 * rng.standard_normal(part) * fade).astype(np.float32)
        audio[place : place + part] += piece
    return audio


def speechless(seconds: float, rng: np.random.Generator) -> Audio:
    """Return sound without speech: digital silence, noises, machines, music, breaths and knocks."""
    length = int(seconds * RATE)
    kind = rng.choice(
        ["silence", "noise", "hum", "chords", "knocks"], p=[0.06, 0.22, 0.22, 0.25, 0.25]
    )
    if kind == "silence":
        return np.zeros(length, np.float32)
    if kind == "noise":
        times = np.arange(length) / RATE
        swell = 2 * np.pi * rng.uniform(0.2, 4) * times + rng.uniform(0, 6)
        audio = noise(length, rng) * (1 + rng.uniform(0, 0.9) * np.sin(swell))
    else:
        audio = {"hum": hum, "chords": chords, "knocks": knocks_and_breaths}[kind](length, rng)
    if rng.random() < 0.3:
        audio = in_room(np.asarray(audio, np.float32), rng)
    audio = audio / (np.abs(audio).max() + 1e-9) * 10 ** (-rng.uniform(2, 60) / 20)
    return np.asarray(audio, np.float32)
