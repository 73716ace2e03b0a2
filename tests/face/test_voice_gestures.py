"""Brows, lids and mouth range against utterances whose stress, question and effort are known."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from a2f_maya.audio.prosody import prosody
from a2f_maya.face.voice_gestures import GESTURES, VoiceGestures
from tests.support import voices
from tests.support.voices import RATE, SPEECH

CLIPS = ("flite", "festival", "kokoro")
FLAT = [0.0, -0.3, -0.6, -0.9, -1.2, -1.5, -1.8, -2.1, -2.4, -2.7]


def heard(samples: np.ndarray, seed: int = 0) -> VoiceGestures:
    return VoiceGestures.of(prosody(samples, RATE), seed)


def times_of(samples: np.ndarray, fps: float = 100.0) -> np.ndarray:
    return np.arange(int(len(samples) / RATE * fps)) / fps


def column(weights: np.ndarray, name: str) -> np.ndarray:
    return weights[:, GESTURES.index(name)]


def level(samples: np.ndarray, time: float) -> float:
    around = samples[max(0, int((time - 0.02) * RATE)) : int((time + 0.02) * RATE)]
    return float(10 * np.log10(np.mean(np.square(around, dtype=np.float64)) + 1e-9))


def pitch(samples: np.ndarray, time: float) -> float:
    """Semitones from the highest peak of a plain autocorrelation."""
    frame = samples[int((time - 0.025) * RATE) : int((time + 0.025) * RATE)].astype(np.float64)
    lags = np.correlate(frame, frame, "full")[len(frame) - 1 :]
    lags *= len(frame) / np.maximum(len(frame) - np.arange(len(frame)), 1)
    shortest, longest = RATE // 400, RATE // 70
    return float(-12 * np.log2(shortest + np.argmax(lags[shortest:longest])))


def loudest(samples: np.ndarray, vowel: tuple[float, float, float]) -> float:
    return max(level(samples, time) for time in np.arange(vowel[1], vowel[2], 0.01))


def highest(samples: np.ndarray, vowel: tuple[float, float, float]) -> float:
    """The third quartile over the vowel: single wrong octaves do not count."""
    times = np.arange(vowel[1] + 0.02, vowel[2] - 0.01, 0.01)
    return float(np.percentile([pitch(samples, time) for time in times], 75))


@pytest.mark.parametrize("stressed", [3, 6])
@pytest.mark.parametrize("base", [110.0, 210.0])
def test_the_accent_is_on_the_raised_syllable(stressed: int, base: float) -> None:
    semitones = list(FLAT)
    semitones[stressed] += 5.0
    samples = voices.syllables(semitones, base=base, loud={stressed: 4.0})
    found = heard(samples)
    vowel = 0.5 + 0.25 * (stressed + 0.5)
    strongest = max(found.accents, key=lambda accent: accent.size)
    assert strongest.time == pytest.approx(vowel, abs=0.05)
    assert strongest.size > 0.6
    assert all(
        accent.size < strongest.size - 0.15 for accent in found.accents if accent is not strongest
    )
    moments = times_of(samples)
    brow = column(found.weights(moments), "browInnerUp")
    top = moments[np.argmax(brow)]
    start = moments[np.flatnonzero((brow < 0.01 * brow.max()) & (moments < top))[-1]]
    assert 0.03 < vowel - start < 0.16
    assert 0.0 < top - vowel < 0.2
    assert 0.2 < brow.max() < 0.6
    assert brow[(moments > top + 0.6) & (moments < top + 0.7)].max() < 0.1 * brow.max()


def test_a_question_raises_the_brows_to_its_end_and_a_statement_does_not() -> None:
    rising = [*FLAT[:-2], 0.0, 6.0]
    asked, stated = voices.syllables(rising), voices.syllables(FLAT)
    question, statement = heard(asked), heard(stated)
    assert len(question.questions) == 1
    assert not statement.questions
    moments = times_of(asked)
    end = 0.5 + 0.25 * len(FLAT)
    brow = column(question.weights(moments), "browOuterUpLeft")
    held = brow[(moments > end - 0.1) & (moments < end)]
    assert held.min() > 0.3
    assert np.ptp(held) < 0.1
    assert brow[moments > end + 0.6].max() < 0.02
    plain = column(statement.weights(moments), "browOuterUpLeft")
    assert plain[(moments > end - 0.1)].max() < 0.1


@pytest.mark.parametrize("name", voices.NOT_SPEECH)
def test_nothing_moves_without_speech(name: str) -> None:
    samples = voices.NOT_SPEECH[name]()
    found, moments = heard(samples), times_of(samples)
    assert found.weights(moments).max() < 0.02
    np.testing.assert_allclose(found.mouth_range(moments), 1.0, atol=0.01)


def test_accents_sit_on_vowels_that_stand_out() -> None:
    """Level and pitch of the labelled vowels are measured anew, by plain means."""
    standing_out, on_vowels, seconds, count = [], [], 0.0, 0
    for name in CLIPS:
        labels = json.loads((SPEECH / f"{name}.json").read_text(encoding="utf-8"))
        samples = voices.clip(name)
        vowels = [
            ((start + end) / 2, start, end)
            for phone, start, end in labels["phones"]
            if phone[0] in "AEIOU" and end - start > 0.05
        ]
        seconds += sum(end - start for phone, start, end in labels["phones"] if phone != "SIL")
        for accent in heard(samples).accents:
            count += 1
            nearest = min(vowels, key=lambda vowel: abs(vowel[0] - accent.time))
            # A syllable's melody may peak in a nasal or liquid that follows its vowel.
            on_vowels.append(nearest[1] - 0.05 <= accent.time <= nearest[2] + 0.12)
            near = [v for v in vowels if 0.1 < abs(v[0] - nearest[0]) < 1.2]
            louder, higher = (
                measure(samples, nearest) - np.median([measure(samples, v) for v in near])
                for measure in (loudest, highest)
            )
            standing_out.append(louder / 4 + np.clip(higher, -6, 6) / 3 > 0)
    assert np.mean(on_vowels) > 0.9
    assert np.mean(standing_out) > 0.8
    assert 0.5 < count / seconds < 1.6


@pytest.mark.parametrize("decibels", [-30.0, -15.0])
@pytest.mark.parametrize("name", CLIPS)
def test_the_level_of_the_recording_does_not_matter(name: str, decibels: float) -> None:
    samples = voices.clip(name)
    moments = times_of(samples, 60)
    usual, quiet = heard(samples), heard(samples * np.float32(10 ** (decibels / 20)))
    np.testing.assert_allclose(quiet.weights(moments), usual.weights(moments), atol=0.02)
    np.testing.assert_allclose(quiet.mouth_range(moments), usual.mouth_range(moments), atol=0.01)


@pytest.mark.parametrize("name", CLIPS)
def test_whisper_voice_and_shout_have_their_range(name: str) -> None:
    samples = voices.clip(name)

    def spoken_range(sound: np.ndarray) -> np.ndarray:
        record = prosody(sound, RATE)
        times = np.flatnonzero(record.speech) / 100
        return VoiceGestures.of(record).mouth_range(times)

    usual = spoken_range(samples)
    assert usual.min() > 0.95 and usual.max() < 1.05
    assert np.median(spoken_range(voices.whispered(samples))) < 0.92
    # This buzzy voice stays darker in a shout than others are in their usual voice.
    least = 1.02 if name == "flite" else 1.1
    assert np.median(spoken_range(voices.shouted(samples))) > least


@pytest.mark.parametrize("name", CLIPS)
def test_a_shout_among_usual_phrases_stands_out(name: str) -> None:
    samples = voices.clip(name)
    loud = voices.shouted(samples)
    both = np.concatenate([samples, samples, loud])
    reach = heard(both).mouth_range(times_of(both))
    assert reach[: -len(loud) // 160 - 150].max() < 1.06
    assert reach[-len(loud) // 160 :].max() > 1.13


def test_a_shout_squints_and_a_usual_voice_hardly() -> None:
    samples = voices.clip("kokoro")
    loud = voices.shouted(samples)
    squint = column(heard(samples).weights(times_of(samples)), "eyeSquintLeft")
    strained = column(heard(loud).weights(times_of(loud)), "eyeSquintLeft")
    assert squint.max() < 0.15
    assert strained.max() > 0.15
    assert strained.mean() > 4 * squint.mean()


@pytest.mark.parametrize("name", CLIPS)
def test_a_whisper_leaves_the_brows_alone(name: str) -> None:
    samples = voices.whispered(voices.clip(name))
    assert heard(samples).weights(times_of(samples)).max() < 0.12


def test_effort_changes_over_phrases_and_not_within_a_syllable() -> None:
    samples = np.concatenate([voices.clip("kokoro"), voices.whispered(voices.clip("festival"))])
    reach = heard(samples).mouth_range(times_of(samples))
    assert reach[100:500].min() > 0.97
    assert reach[-400:-150].max() < 0.9
    # From one end of the range to the other in no less than a third of a second.
    assert np.abs(np.diff(reach)).max() * 100 < 3 * (1.3 - 0.85)


def test_every_frame_rate_and_window_shows_the_same_curve() -> None:
    found, moments = heard(voices.clip("kokoro")), np.arange(0, 420) / 60
    whole = found.weights(moments)
    np.testing.assert_allclose(found.weights(np.arange(0, 168) / 24)[::2], whole[::5], atol=1e-6)
    np.testing.assert_array_equal(found.weights(moments[130:190]), whole[130:190])


def test_curves_move_as_brows_do() -> None:
    """No corner, no twitch: not faster than full motion in a tenth of a second."""
    for name in CLIPS:
        samples = voices.clip(name)
        weights = heard(samples).weights(times_of(samples, 1000))
        assert weights.min() >= 0.0 and weights.max() < 0.7
        speed = np.diff(weights, axis=0) * 1000
        assert np.abs(speed).max() < 10.0
        assert np.abs(np.diff(speed, axis=0)).max() * 1000 < 250.0


def test_the_seed_varies_sides_and_timing_a_little() -> None:
    samples = voices.clip("kokoro")
    moments = times_of(samples)
    first, again, other = (heard(samples, seed).weights(moments) for seed in (0, 0, 7))
    np.testing.assert_array_equal(first, again)
    difference = np.abs(other - first).max()
    assert 0.02 < difference < 0.35
    left, right = column(first, "browOuterUpLeft"), column(first, "browOuterUpRight")
    assert 0.01 < np.abs(left - right).max() < 0.2 * left.max()


@pytest.mark.parametrize("count", [0, 1, 400, 1600, 4800, 16000])
def test_the_shortest_clips_have_gestures(count: int) -> None:
    """Cut from the middle of a vowel; at rest or within the range, never an error."""
    samples = voices.clip("kokoro")[int(3.7 * RATE) :][:count]
    found, moments = heard(samples), np.arange(20) / 30
    weights = found.weights(moments)
    assert weights.shape == (20, len(GESTURES))
    assert weights.min() >= 0.0 and weights.max() < 0.7
    assert 0.84 < found.mouth_range(moments).min() <= found.mouth_range(moments).max() < 1.31


def test_a_longer_clip_keeps_the_timing_of_its_events() -> None:
    found = heard(voices.clip("kokoro"))
    shorter = replace(found, accents=found.accents[:3])
    until = np.arange(0, found.accents[3].time - 0.11, 0.01)
    np.testing.assert_array_equal(found.weights(until), shorter.weights(until))
