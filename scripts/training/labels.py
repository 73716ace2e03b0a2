"""Bring phone times into line with the sound.

The durations that neural voices predict run late against what is heard, and their last phone hides
the final pause (both measured with a forced aligner); so times are pulled earlier by a constant per
engine, and where labels and loudness disagree about silence, the sound decides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from phones import PHONE_INDEX, SILENCE

RATE = 16000
# Seconds by which the labels of an engine run late.
LATENESS = {"kokoro": 0.055, "hibari": 0.052}
_STEP = 0.01
_QUIET_DB = -35.0
_SHORTEST_PAUSE = 12  # steps
# Steps of quiet beside a pause that belong to the phone: closures of stops, weak friction.
_QUIET_PHONES = {PHONE_INDEX[name]: 6 for name in ["P", "B", "T", "D", "K", "G", "CH", "JH"]}
_QUIET_PHONES |= {PHONE_INDEX[name]: 9 for name in ["F", "TH", "HH"]}

Phones = npt.NDArray[np.uint8]
Bounds = npt.NDArray[np.float64]


def runs(values: npt.NDArray[np.generic]) -> list[tuple[int, int]]:
    """Return the (first, past last) index of each run of equal values."""
    edges = np.flatnonzero(values[1:] != values[:-1]) + 1
    starts = [0, *edges.tolist()]
    return list(zip(starts, [*starts[1:], len(values)], strict=True))


def quiet_steps(audio: npt.NDArray[np.floating]) -> npt.NDArray[np.bool_]:
    """Return which 10 ms steps lie 35 dB or more below the clip's loud level."""
    power = np.convolve(np.asarray(audio, np.float64) ** 2, np.ones(320) / 320, "same")
    level = np.sqrt(np.maximum(power, 0.0))
    steps = len(audio) // 160
    quiet = level < 10 ** (_QUIET_DB / 20) * np.percentile(level, 95)
    return np.asarray(quiet[: steps * 160].reshape(steps, 160).mean(1) > 0.5)


def _held(labels: Phones) -> int:
    """Return how many of the first quiet steps belong to a phone that is quiet by nature."""
    phone = int(labels[0])
    length = int(np.argmin(labels == phone)) if (labels != phone).any() else len(labels)
    return min(length, _QUIET_PHONES.get(phone, 0))


def repair(
    source: str, phones: Phones, bounds: npt.NDArray[np.floating], audio: npt.NDArray[np.floating]
) -> tuple[Phones, Bounds]:
    """Return phones [P] and bounds [P+1] (s) whose silences agree with the sound.

    Stretches of at least 120 ms more than 35 dB below the loud level become SIL, except closures
    of stops and weak friction at their ends; an inner SIL that is mostly loud is given back to its
    neighbours.
    """
    times = np.asarray(bounds, np.float64).copy()
    times[1:-1] -= LATENESS.get(source, 0.0)
    times = np.maximum.accumulate(np.maximum(times, 0.0))
    quiet = quiet_steps(audio)
    centres = (np.arange(len(quiet)) + 0.5) * _STEP
    segment = np.clip(np.searchsorted(times, centres, "right") - 1, 0, len(phones) - 1)
    labels = np.asarray(phones)[segment].copy()
    for first, end in runs(quiet):
        if quiet[first] and end - first >= _SHORTEST_PAUSE:
            start = first + _held(labels[first:end])
            stop = end - (_held(labels[first:end][::-1]) if end < len(labels) else 0)
            labels[start if first else 0 : max(start, stop)] = SILENCE
    for first, end in runs(labels):
        inner = first > 0 and end < len(labels)
        if labels[first] == SILENCE and inner and quiet[first:end].mean() < 0.3:
            middle = (first + end) // 2
            labels[first:middle], labels[middle:end] = labels[first - 1], labels[end]
    # Equal phones that stood side by side stay apart where the old boundary was.
    key = labels.astype(np.int64) * (len(phones) + 1) + np.where(labels == SILENCE, 0, segment)
    pieces = runs(key)
    new_bounds = np.array([first for first, _ in pieces] + [len(labels)], np.float64) * _STEP
    return labels[[first for first, _ in pieces]], new_bounds
