"""The sounds of the frozen check are what their names say, and the same at every run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from scripts.training.regression_sounds import (
    RATE,
    SPEECHLESS,
    in_a_noisy_room,
    noise,
    speechless,
)

Floats = npt.NDArray[np.float32]


def power(samples: npt.NDArray[np.floating], low: float, high: float) -> float:
    """Mean power in dB between two frequencies in Hz."""
    spectrum = np.abs(np.fft.rfft(samples.astype(np.float64))) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(10 * np.log10(spectrum[(hertz >= low) & (hertz < high)].mean()))


def speech_like() -> Floats:
    """Two seconds of a buzz of 120 Hz between pauses of half a second."""
    times = np.arange(3 * RATE) / RATE
    buzz = np.sum([np.sin(2 * np.pi * 120 * k * times) / k for k in range(1, 60)], 0)
    return (0.2 * buzz * ((times > 0.5) & (times < 2.5))).astype(np.float32)


def test_pink_noise_falls_by_three_decibels_an_octave() -> None:
    wave = noise(4 * RATE, 1.0, np.random.default_rng(0))
    assert np.sqrt(np.mean(wave**2)) == pytest.approx(1)
    steps = [power(wave, f, 2 * f) - power(wave, 2 * f, 4 * f) for f in (200.0, 500.0, 1500.0)]
    assert steps == pytest.approx([3.0] * 3, abs=0.5)


def test_a_noisy_room_adds_noise_and_takes_the_high_band() -> None:
    clean = speech_like()
    heard = in_a_noisy_room(clean, 3)
    assert heard.dtype == np.float32
    assert len(heard) == len(clean)
    assert np.abs(heard).max() == pytest.approx(np.abs(clean).max(), rel=1e-5)
    quiet, loud = heard[: RATE // 2], heard[RATE : 2 * RATE]
    # The clip's level counts its pauses; speech of two of three seconds is 1.8 dB above it.
    ratio = 20 * np.log10(np.std(loud) / np.std(quiet))
    assert ratio == pytest.approx(12 + 1.8, abs=1.5)
    assert power(heard, 200, 3000) - power(heard, 5000, 7900) > 25
    # The room rings on after the voice has stopped.
    after = heard[int(2.52 * RATE) : int(2.58 * RATE)]
    assert np.std(after) > 1.1 * np.std(quiet)


def test_rooms_differ_and_come_again() -> None:
    np.testing.assert_array_equal(
        in_a_noisy_room(speech_like(), 1), in_a_noisy_room(speech_like(), 1)
    )
    assert not np.array_equal(in_a_noisy_room(speech_like(), 1), in_a_noisy_room(speech_like(), 2))


@pytest.mark.parametrize("name", SPEECHLESS)
def test_sounds_without_speech_are_heard_and_do_not_clip(name: str) -> None:
    samples = speechless(name)
    assert len(samples) == 3 * RATE
    assert 1e-4 < np.abs(samples).max() < 0.7
    np.testing.assert_array_equal(samples, speechless(name))
