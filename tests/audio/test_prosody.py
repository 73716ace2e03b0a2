"""The analysis against voices whose melody is known."""

from __future__ import annotations

import json

import numpy as np
import pytest

from a2f_maya.audio.prosody import prosody
from a2f_maya.tracks import PROSODY_RATE
from tests.support import voices
from tests.support.voices import RATE, SPEECH


def wavy(base: float, seconds: float = 2.5) -> np.ndarray:
    moments = np.arange(int(seconds * RATE)) / RATE
    waves = 3 * np.sin(2 * np.pi * 0.7 * moments) + np.sin(2 * np.pi * 3 * moments)
    return base * 2 ** (waves / 12)


def spoken(sound: np.ndarray) -> np.ndarray:
    """The sound with silence on both sides, as a clip has it."""
    silence = np.zeros(RATE // 2, np.float32)
    return np.concatenate([silence, sound, silence])


@pytest.mark.parametrize("base", [90.0, 120.0, 170.0, 230.0, 310.0, 370.0])
@pytest.mark.parametrize("formants", [voices.AH, voices.EE, voices.OO])
@pytest.mark.parametrize("noise", [1e-3, 2e-2])
def test_pitch_is_that_of_the_glottal_pulses(base: float, formants: tuple, noise: float) -> None:
    melody = wavy(base)
    heard = prosody(spoken(voices.voice(melody, formants, noise)), RATE)
    times = np.arange(len(heard)) / PROSODY_RATE - 0.5
    inside = (times > 0.05) & (times < 2.45)
    assert heard.voiced[inside].mean() > 0.97
    assert not heard.voiced[(times < -0.05) | (times > 2.55)].any()
    ours = heard.median_pitch * 2 ** (heard.pitch / 12)
    frames = np.flatnonzero(inside & heard.voiced)
    true = melody[(times[frames] * RATE).astype(int)]
    error = 12 * np.log2(ours[frames] / true)
    assert (np.abs(error) > 6).mean() < 0.01
    assert np.median(np.abs(error)) < 0.1
    assert heard.median_pitch == pytest.approx(np.median(true), rel=0.02)


@pytest.mark.parametrize("name", ["flite", "festival", "kokoro"])
def test_speech_is_where_the_labels_say(name: str) -> None:
    labels = json.loads((SPEECH / f"{name}.json").read_text(encoding="utf-8"))
    heard = prosody(voices.clip(name), RATE)
    times = np.arange(len(heard)) / PROSODY_RATE
    vowel, pause = np.zeros((2, len(heard)), bool)
    for phone, start, end in labels["phones"]:
        if phone[0] in "AEIOU" and end - start > 0.06:
            vowel |= (times > start + 0.02) & (times < end - 0.02)
        if phone == "SIL" and end - start > 0.3:
            pause |= (times > start + 0.1) & (times < end - 0.1)
    assert heard.speech[vowel].mean() > 0.93
    assert heard.voiced[vowel].mean() > 0.8
    assert heard.speech[pause].mean() < 0.05


@pytest.mark.parametrize("name", voices.NOT_SPEECH)
def test_other_sounds_are_not_speech(name: str) -> None:
    heard = prosody(voices.NOT_SPEECH[name](), RATE)
    assert heard.speech.mean() < 0.02
    assert heard.voiced.mean() < 0.02


def test_a_whisper_is_speech_without_a_voice() -> None:
    for name in ("flite", "festival", "kokoro"):
        normal = prosody(voices.clip(name), RATE)
        whisper = prosody(voices.whispered(voices.clip(name)), RATE)
        assert whisper.speech.sum() > 0.8 * normal.speech.sum()
        assert whisper.voiced.sum() < 0.1 * normal.voiced.sum()


@pytest.mark.parametrize("decibels", [-30.0, -12.0])
def test_the_level_of_the_recording_does_not_matter(decibels: float) -> None:
    samples = voices.clip("kokoro")
    usual = prosody(samples, RATE)
    quiet = prosody(samples * np.float32(10 ** (decibels / 20)), RATE)
    np.testing.assert_array_equal(quiet.voiced, usual.voiced)
    np.testing.assert_array_equal(quiet.speech, usual.speech)
    np.testing.assert_allclose(quiet.pitch[quiet.voiced], usual.pitch[usual.voiced], atol=0.01)
    loud = usual.loudness > -40
    np.testing.assert_allclose(quiet.loudness[loud], usual.loudness[loud], atol=0.05)
    assert np.abs(usual.loudness[usual.voiced]).max() < 45


def test_balance_is_the_ratio_of_the_bands() -> None:
    moments = np.arange(RATE) / RATE
    low, high = np.sin(2 * np.pi * 500 * moments), np.sin(2 * np.pi * 2500 * moments)
    for decibels in (-20.0, 0.0, 10.0):
        mixed = 0.1 * (low + 10 ** (decibels / 20) * high)
        heard = prosody(mixed.astype(np.float32), RATE)
        assert np.median(heard.balance) == pytest.approx(decibels, abs=0.1)


def test_clips_of_any_length_have_a_frame_every_hundredth() -> None:
    for count in (0, 1, 159, 160, 5000):
        heard = prosody(np.zeros(count, np.float32), RATE)
        assert len(heard) == count // 160 + 1
        assert not heard.speech.any() and heard.median_pitch == 0.0
