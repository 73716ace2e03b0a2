"""Brows, lids and the range of the mouth that follow the voice: procedural, not learnt.

Accents raise the brows, loud ones also squint; a question raises them to its end; a shout squints
and lowers them. The curves are continuous in time, so every frame rate shows the same gestures, and
small differences between the sides come from a seeded, guaranteed stream of random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.face.accents import Accent, Question, find_accents, find_phrases, find_questions
from a2f_maya.face.vocal_effort import VocalEffort, vocal_effort
from a2f_maya.tracks import PROSODY_RATE, FloatArray, Prosody

Array = npt.NDArray[np.float64]

GESTURES = (
    "browInnerUp",
    "browOuterUpLeft",
    "browOuterUpRight",
    "browDownLeft",
    "browDownRight",
    "eyeSquintLeft",
    "eyeSquintRight",
    "eyeWideLeft",
    "eyeWideRight",
)
"""Poses that follow the voice, by ARKit's names."""

LEAD_SECONDS = (0.06, 0.1)
ATTACK_SECONDS = (0.12, 0.18)
HOLD_SECONDS = 0.05
RELEASE_SECONDS = (0.3, 0.45)
"""A brow starts this long before a vowel's peak, rises, rests and falls."""

LONGEST_BEFORE = LEAD_SECONDS[1]
LONGEST_AFTER = ATTACK_SECONDS[1] + HOLD_SECONDS + RELEASE_SECONDS[1]
"""Seconds before and after a vowel's peak outside which its brow is at rest."""

QUESTION_ATTACK_SECONDS, QUESTION_RELEASE_SECONDS = 0.22, 0.4

UNEVENNESS = 0.15
"""Largest share by which one outer brow rises more and the other less."""

RAISE = {"browInnerUp": 0.5, "browOuterUp": 0.56, "eyeWide": 0.16}
ASK = {"browInnerUp": 0.5, "browOuterUp": 0.55, "eyeWide": 0.18}
STRESS = {"browDown": 0.12, "eyeSquint": 0.22}
STRAIN = {"browDown": 0.35, "eyeSquint": 0.4}
"""Weights of the poses in the strongest accent, question, loud accent and shout."""

RAISE_LEFT_IN_A_SHOUT = 0.5


@dataclass(frozen=True)
class VoiceGestures:
    """What the voice of a clip asks of the face.

    Attributes
    ----------
    phrase_ends : tuple of float
        Seconds at which the speaker pauses.
    accents : tuple of Accent
    questions : tuple of Question
    effort : VocalEffort
    seed : int
    """

    phrase_ends: tuple[float, ...]
    accents: tuple[Accent, ...]
    questions: tuple[Question, ...]
    effort: VocalEffort
    seed: int = 0

    @classmethod
    def of(cls, prosody: Prosody, seed: int = 0) -> VoiceGestures:
        """Find the events of a clip.

        Parameters
        ----------
        prosody : Prosody
        seed : int
            Another value makes the sides of the face differ in another way.
        """
        phrases = find_phrases(prosody)
        return cls(
            tuple(phrase.end / PROSODY_RATE for phrase in phrases),
            find_accents(prosody, phrases),
            find_questions(prosody, phrases),
            vocal_effort(prosody),
            seed,
        )

    def mouth_range(self, times: Array) -> FloatArray:
        """Factor on the motion of the mouth at some seconds [shape=(T,), float32]."""
        return _sampled(self.effort.mouth_range(), times)

    def weights(self, times: Array) -> FloatArray:
        """Weights of the gestures at some seconds.

        Parameters
        ----------
        times : np.ndarray [shape=(T,), float64]
            Ascending.

        Returns
        -------
        np.ndarray [shape=(T, len(GESTURES)), float32]
            In the order of `GESTURES`, each in 0..1; 0 two seconds away from all speech.
        """
        raised, loud = self._accents(times)
        asked = np.zeros(len(times))
        for question in self.questions:
            frames, curve = _question_curve(times, question)
            _add(asked[frames], question.size * curve)
        shout = _sampled(self.effort.shout, times).astype(np.float64)
        strain = shout * (0.7 + 0.3 * loud)
        # A whisper has no melody; what seems to be one is chance.
        melodious = 1.0 - _sampled(self.effort.whisper, times).astype(np.float64)
        raised *= (1.0 - asked) * melodious * (1.0 - (1.0 - RAISE_LEFT_IN_A_SHOUT) * shout)
        both, left, right = raised
        inner = RAISE["browInnerUp"] * both + ASK["browInnerUp"] * asked
        outer = [RAISE["browOuterUp"] * side + ASK["browOuterUp"] * asked for side in (left, right)]
        down = STRESS["browDown"] * loud * (1.0 - both) + STRAIN["browDown"] * strain
        squint = STRESS["eyeSquint"] * loud + STRAIN["eyeSquint"] * strain
        wide = RAISE["eyeWide"] * both + ASK["eyeWide"] * asked
        columns = [inner, *outer, down, down, squint, squint, wide, wide]
        weights: FloatArray = np.stack(columns, axis=1).astype(np.float32)
        return weights

    def _accents(self, times: Array) -> tuple[Array, Array]:
        """How far accents raise both brows, the left and the right one, and how loud they are."""
        bias, *uniform = _uniform(self.seed, 1 + 4 * len(self.accents))
        numbers_of_accents = np.reshape(uniform, (-1, 4))
        raised = np.zeros((3, len(times)))
        loud = np.zeros(len(times))
        first, last = (times[0], times[-1]) if len(times) else (0.0, 0.0)
        for accent, numbers in zip(self.accents, numbers_of_accents, strict=True):
            # a single frame of a long clip must not pay for all its accents
            if not first - LONGEST_AFTER < accent.time < last + LONGEST_BEFORE:
                continue
            frames, curve = _accent_curve(times, accent, numbers)
            uneven = UNEVENNESS * (bias + numbers[3] - 1.0)
            sides = np.array([1.0, 1.0 + uneven, 1.0 - uneven]) / (1.0 + UNEVENNESS)
            lift = accent.size * (1.0 - 0.5 * accent.loudness * (1.0 - accent.pitch))
            for row, factor in enumerate(sides):
                _add(raised[row, frames], factor * lift * curve)
            _add(loud[frames], accent.size * accent.loudness * (1.0 - accent.pitch) * curve)
        return raised, loud


def _accent_curve(times: Array, accent: Accent, numbers: Array) -> tuple[slice, Array]:
    """Rise, short rest and fall around a stressed vowel, without corners."""
    ranges = np.array([LEAD_SECONDS, ATTACK_SECONDS, RELEASE_SECONDS])
    lead, attack, release = ranges[:, 0] + numbers[:3] * np.diff(ranges)[:, 0]
    start = accent.time - lead
    return _pulse(times, start, attack, start + attack + HOLD_SECONDS, release)


def _question_curve(times: Array, question: Question) -> tuple[slice, Array]:
    return _pulse(
        times, question.start, QUESTION_ATTACK_SECONDS, question.end, QUESTION_RELEASE_SECONDS
    )


def _pulse(
    times: Array, start: float, attack: float, end: float, release: float
) -> tuple[slice, Array]:
    """The frames that a movement touches and its course there."""
    frames = slice(*np.searchsorted(times, (start, end + release)))
    rise = np.clip((times[frames] - start) / attack, 0.0, 1.0)
    fall = np.clip((times[frames] - end) / release, 0.0, 1.0)
    return frames, _eased(rise) * (1.0 - _eased(fall))


def _eased(share: Array) -> Array:
    """Minimum-jerk motion from 0 to 1 (Flash and Hogan 1985)."""
    eased: Array = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
    return eased


def _add(total: Array, more: Array) -> None:
    """Let overlapping curves flow into each other and stay below 1."""
    total += (1.0 - total) * more


def _sampled(values: FloatArray, times: Array) -> FloatArray:
    sampled = np.interp(times, np.arange(len(values)) / PROSODY_RATE, values)
    return sampled.astype(np.float32)


def _uniform(seed: int, count: int) -> Array:
    """Numbers in [0, 1) that every version of numpy makes alike."""
    bits = np.asarray(np.random.PCG64(seed).random_raw(count), dtype=np.uint64)
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53
