"""The fundamental frequency of a voice from autocorrelations.

Candidates are the peaks of the autocorrelation, divided by that of the window (Boersma 1993); a
path through them that avoids jumps (Viterbi) decides. A second pass knows the clip's median and
makes octaves away from it dearer. All stretches of voice are walked through side by side.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.fft

from a2f_maya.audio.frames import BLOCK_FRAMES, WORKERS, centered_frames
from a2f_maya.tracks import PROSODY_RATE, FloatArray

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LOWEST_HERTZ, HIGHEST_HERTZ = 65.0, 520.0
CANDIDATES = 4
VOICED_STRENGTH = 0.5
"""Share of the energy that must come back after one period."""

OCTAVE_COST = 0.08
"""Strength that an octave more must add to win: half the frequency is as periodic."""

JUMP_COST = 0.5
"""Strength that a path gives for a jump of an octave between two frames."""

MEDIAN_COST = 0.3
"""Strength that each octave beyond `MEDIAN_REACH` from the clip's median costs."""

MEDIAN_REACH = 0.7
LONGEST_PIECE = 60
"""Frames of voice that one path goes through."""

LOW_RATE = 4000
"""Samples per second in which periods are sought."""

WIDTH = 180
"""Samples of a window: 45 ms, three periods of the lowest pitch."""

FOURIER_SIZE, LAGS = 256, 64


def fundamental(samples: FloatArray, sample_rate: int) -> Array:
    """Follow the fundamental frequency.

    Parameters
    ----------
    samples : np.ndarray [shape=(n,), float32]
    sample_rate : int
        A multiple of 4,000.

    Returns
    -------
    np.ndarray [shape=(n * PROSODY_RATE // sample_rate + 1,)]
        Hertz; 0 where there is no voice.
    """
    count = len(samples) * PROSODY_RATE // sample_rate + 1
    low = _decimated(samples, sample_rate // LOW_RATE)
    return _followed(_autocorrelations(low, count))


def _decimated(samples: FloatArray, factor: int) -> FloatArray:
    """Every ``factor``-th sample behind a low-pass filter (windowed sinc)."""
    taps = 8 * factor
    moments = (np.arange(taps) - taps / 2) / factor
    kernel = (np.sinc(0.9 * moments) * np.hanning(taps + 1)[:-1]).astype(np.float32)
    kernel /= kernel.sum()
    count = -(-len(samples) // factor)
    padded = np.zeros((count + 8) * factor, dtype=np.float32)
    padded[taps // 2 : taps // 2 + len(samples)] = samples
    # Products of all phases at once, then the sum of eight shifted columns.
    products = padded.reshape(-1, factor) @ kernel.reshape(8, factor).T
    low = np.zeros(count, dtype=np.float32)
    for column in range(8):
        low += products[column : column + count, column]
    return low


def _autocorrelations(low: FloatArray, count: int) -> FloatArray:
    """Normalised autocorrelation of each frame [shape=(count, LAGS)], the window's taken out."""
    window = np.hanning(WIDTH + 2)[1:-1].astype(np.float32)
    shape = np.ones(FOURIER_SIZE // 2 + 1, dtype=np.float32)
    shape[: round(50 * FOURIER_SIZE / LOW_RATE)] = 0.0
    own = scipy.fft.irfft(np.abs(scipy.fft.rfft(window, FOURIER_SIZE)) ** 2)[:LAGS]
    own /= own[0]
    frames = centered_frames(low, WIDTH, LOW_RATE // PROSODY_RATE, count)
    correlations = np.empty((count, LAGS), dtype=np.float32)
    for start in range(0, count, BLOCK_FRAMES):
        block = slice(start, start + BLOCK_FRAMES)
        transform = scipy.fft.rfft(frames[block] * window, FOURIER_SIZE, workers=WORKERS)
        power = (transform.real**2 + transform.imag**2) * shape
        lags = scipy.fft.irfft(power, workers=WORKERS)[:, :LAGS]
        correlations[block] = lags / ((lags[:, :1] + 1e-12) * own)
    return correlations


def _followed(correlation: FloatArray) -> Array:
    octaves, strengths = _candidates(correlation)
    voiced = strengths.max(axis=1) > VOICED_STRENGTH
    if not voiced.any():
        return np.zeros(len(octaves))
    scores = strengths + OCTAVE_COST * octaves
    chosen = _best_paths(octaves, scores, voiced)
    everyone = np.arange(len(octaves))
    middle = float(np.median(octaves[everyone, chosen][voiced]))
    distance = np.maximum(np.abs(octaves - middle) - MEDIAN_REACH, 0.0)
    # Where the best path costs nothing more it stays the best.
    if (distance[everyone, chosen][voiced] > 0).any():
        chosen = _best_paths(octaves, scores - MEDIAN_COST * distance, voiced)
    return np.where(voiced, 2.0 ** octaves[everyone, chosen], 0.0)


def _candidates(correlation: FloatArray) -> tuple[Array, Array]:
    """Base-2 logarithms of the frequencies in hertz and strengths of the highest peaks [T, C]."""
    first, last = int(LOW_RATE / HIGHEST_HERTZ), int(np.ceil(LOW_RATE / LOWEST_HERTZ))
    before, here, after = (correlation[:, first + shift : last + 1 + shift] for shift in (-1, 0, 1))
    heights = np.where((here > before) & (here >= after), here, -1.0)
    # Between two lags a narrow peak looks lower than it is, so short periods are in danger here.
    favour = 2.0 * OCTAVE_COST * np.log2(np.arange(first, last + 1))
    places = np.argpartition(favour - heights, CANDIDATES - 1, axis=1)[:, :CANDIDATES]
    low, peak, high = (
        np.take_along_axis(values, places, axis=1) for values in (before, here, after)
    )
    is_peak = np.take_along_axis(heights, places, axis=1) > 0
    # The top of the parabola through a peak and its neighbours.
    curvature = np.where(is_peak, 2.0 * peak - low - high, 1.0)
    offset = np.where(is_peak, 0.5 * (high - low) / np.maximum(curvature, 1e-9), 0.0)
    strengths = np.where(is_peak, peak + 0.25 * (high - low) * offset, -1.0)
    octaves = np.log2(LOW_RATE / (places + first + offset))
    return octaves, strengths


def _best_paths(octaves: Array, scores: Array, voiced: Mask) -> npt.NDArray[np.int64]:
    """Candidate of each frame on the best path through its stretch of voice [shape=(T,)]."""
    starts, ends = _pieces(voiced)
    steps = int((ends - starts).max())
    # Frames after the end of a piece repeat its last one; that changes no decision before it.
    frames = np.minimum(starts + np.arange(steps)[:, None], ends - 1)
    pitch, score = octaves[frames], scores[frames]
    jumps = JUMP_COST * np.abs(pitch[1:, :, :, None] - pitch[:-1, :, None, :])
    total = score[0]
    origins = np.zeros(pitch.shape, dtype=np.int64)
    for step in range(1, steps):
        reached = total[:, None, :] - jumps[step - 1]
        origins[step] = reached.argmax(axis=2)
        total = reached.max(axis=2) + score[step]
    chosen = np.zeros(len(octaves), dtype=np.int64)
    state, pieces = total.argmax(axis=1), np.arange(len(starts))
    for step in range(steps - 1, -1, -1):
        chosen[frames[step]] = state
        state = origins[step][pieces, state]
    return chosen


def _pieces(flags: Mask) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Starts and ends of the stretches that are true, long ones cut."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    starts: list[int] = []
    ends: list[int] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        cuts = [*range(start, end, LONGEST_PIECE), end]
        starts += cuts[:-1]
        ends += cuts[1:]
    return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
