"""Where a speaker stresses and asks: events in the prosody that a face can answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.tracks import PROSODY_RATE, Prosody

Array = npt.NDArray[np.float64]

LEAST_PAUSE = 20
"""Frames without speech that end a phrase."""

LEAST_PHRASE = 15
"""Frames of speech that make a phrase."""

NEIGHBOURHOOD = 90
"""Frames on each side that a syllable is compared with."""

SYLLABLE = 7
"""Least frames from one syllable to the next."""

SEMITONE_DB = 1.0
"""dB that a semitone counts for where the peak of a syllable is sought."""

LEAST_DISTANCE = 48
"""Frames between two accents."""

LEAST_PROMINENCE, LEAST_NUCLEUS = 0.7, 0.45
"""What an accent needs, and what the strongest syllable of a phrase needs to be one."""

PITCH_WEIGHT, LOUDNESS_WEIGHT = 0.6, 0.4
USUAL_LOUDNESS_STEP = 4.0
"""dB by which a stressed syllable rises above its neighbours."""

QUESTION_RISE = (3.0, 7.0)
"""Semitones of a final rise that begins to be a question, and that is surely one."""

QUESTION_HEIGHT = 2.0
"""Semitones above the phrase's median that a question ends at least."""

QUESTION_FRAMES = 55
"""Frames before the end of a phrase in which a question rises."""


@dataclass(frozen=True)
class Accent:
    """A stressed syllable.

    Attributes
    ----------
    time : float
        Seconds of the vowel's peak.
    size : float
        0 to 1; the strongest of each phrase has at least 0.6.
    pitch, loudness : float
        How much it stands out in each, 0 to 1.
    """

    time: float
    size: float
    pitch: float
    loudness: float


@dataclass(frozen=True)
class Question:
    """A rise of the voice that ends a phrase.

    Attributes
    ----------
    start, end : float
        Seconds at which the rise begins and the phrase ends.
    size : float
        0 to 1.
    """

    start: float
    end: float
    size: float


@dataclass(frozen=True)
class Phrase:
    """Frames of a stretch of speech between two pauses."""

    start: int
    end: int


def find_phrases(prosody: Prosody) -> tuple[Phrase, ...]:
    """Stretches of speech; gaps shorter than a fifth of a second belong to them."""
    frames = np.flatnonzero(prosody.speech)
    if not len(frames):
        return ()
    cuts = np.flatnonzero(np.diff(frames) > LEAST_PAUSE)
    starts, ends = frames[np.r_[0, cuts + 1]], frames[np.r_[cuts, len(frames) - 1]] + 1
    return tuple(
        Phrase(start, end)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if end - start >= LEAST_PHRASE
    )


def find_accents(prosody: Prosody, phrases: tuple[Phrase, ...]) -> tuple[Accent, ...]:
    """Stressed syllables: higher and louder than their neighbours, about one a word or fewer.

    Parameters
    ----------
    prosody : Prosody
    phrases : tuple of Phrase
        See `find_phrases`.
    """
    peaks = _syllables(prosody)
    if not len(peaks):
        return ()
    pitch, loudness = _standing_out(prosody, peaks)
    prominence = PITCH_WEIGHT * pitch + LOUDNESS_WEIGHT * loudness
    accents: list[Accent] = []
    for phrase in phrases:
        inside = np.flatnonzero((peaks >= phrase.start) & (peaks < phrase.end))
        for place in _chosen(peaks, prominence, inside):
            first = place == inside[np.argmax(prominence[inside])]
            size = float(np.clip((prominence[place] - 0.2) / 1.6, 0.0, 1.0))
            accents.append(
                Accent(
                    time=float(peaks[place]) / PROSODY_RATE,
                    size=0.6 + 0.4 * size if first else 0.2 + 0.5 * size,
                    pitch=float(np.clip(pitch[place] / 1.5, 0.0, 1.0)),
                    loudness=float(np.clip(loudness[place] / 1.5, 0.0, 1.0)),
                )
            )
    return tuple(accents)


def find_questions(prosody: Prosody, phrases: tuple[Phrase, ...]) -> tuple[Question, ...]:
    """Rises of the voice to the end of a phrase.

    Parameters
    ----------
    prosody : Prosody
    phrases : tuple of Phrase
        See `find_phrases`.
    """
    found = (_question(prosody, phrase) for phrase in phrases)
    return tuple(question for question in found if question)


def _syllables(prosody: Prosody) -> npt.NDArray[np.int64]:
    """Frames of the voiced peaks of loudness and melody, one a syllable."""
    level = prosody.loudness + SEMITONE_DB * prosody.pitch
    level = np.where(prosody.voiced, level, level.min(initial=0.0))
    bell = np.hanning(13)[1:-1]
    smooth = np.convolve(np.pad(level, len(bell) // 2, mode="edge"), bell / bell.sum(), "valid")
    padded = np.pad(smooth, SYLLABLE, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * SYLLABLE + 1)
    peaks: npt.NDArray[np.int64] = np.flatnonzero(prosody.voiced & (smooth >= windows.max(axis=1)))
    return peaks


def _standing_out(prosody: Prosody, peaks: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """How far each syllable is above its neighbourhood, 1 being usual for a stressed one."""
    weights = prosody.voiced.astype(np.float64)
    frames = peaks[:, None] + np.arange(-SYLLABLE, SYLLABLE + 1)
    near = np.clip(frames, 0, len(weights) - 1)
    heights = np.where(prosody.voiced[near], prosody.pitch[near], -np.inf)
    # The third highest frame: one wrong guess of the pitch does not make a stress.
    pitch = np.sort(heights, axis=1)[:, -3]
    pitch = np.where(np.isfinite(pitch), pitch, prosody.pitch[peaks])
    spread = float(np.std(prosody.pitch[prosody.voiced]))
    around = _local_mean(prosody.pitch, weights)[peaks]
    usual_step = 1.2 * float(np.clip(spread, 1.2, 4.0))
    level = _local_mean(prosody.loudness, weights)[peaks]
    return (
        (pitch - around) / usual_step,
        (prosody.loudness[peaks] - level) / USUAL_LOUDNESS_STEP,
    )


def _local_mean(values: npt.NDArray[np.float32], weights: Array) -> Array:
    kernel = np.hanning(2 * NEIGHBOURHOOD + 3)[1:-1]
    total = np.convolve(np.pad(weights, NEIGHBOURHOOD), kernel, "valid")
    weighted = np.convolve(np.pad(weights * values, NEIGHBOURHOOD), kernel, "valid")
    mean: Array = weighted / np.maximum(total, 1e-9)
    return mean


def _chosen(
    peaks: npt.NDArray[np.int64], prominence: Array, inside: npt.NDArray[np.int64]
) -> list[int]:
    """Syllables of a phrase that are accents: the most prominent first, none close to another."""
    chosen: list[int] = []
    for place in inside[np.argsort(-prominence[inside], kind="stable")].tolist():
        far = all(abs(peaks[place] - peaks[other]) >= LEAST_DISTANCE for other in chosen)
        least = LEAST_PROMINENCE if chosen else LEAST_NUCLEUS
        if far and prominence[place] >= least:
            chosen.append(place)
    return sorted(chosen)


def _question(prosody: Prosody, phrase: Phrase) -> Question | None:
    frames = np.arange(phrase.start, phrase.end)
    voiced = frames[prosody.voiced[frames]]
    if len(voiced) < LEAST_PHRASE:
        return None
    last = voiced[voiced >= voiced[-1] - QUESTION_FRAMES]
    pitch = prosody.pitch[last].astype(np.float64)
    smooth = np.convolve(np.pad(pitch, 2, mode="edge"), np.full(5, 0.2), "valid")
    bottom = int(np.argmin(smooth))
    end = float(smooth[-4:].max())
    rise = end - float(smooth[bottom])
    height = end - float(np.median(prosody.pitch[voiced]))
    least, sure = QUESTION_RISE
    if rise < least or height < QUESTION_HEIGHT:
        return None
    size = 0.5 + 0.5 * min((rise - least) / (sure - least), 1.0)
    return Question(float(last[bottom]) / PROSODY_RATE, phrase.end / PROSODY_RATE, size)
