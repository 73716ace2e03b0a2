"""Gaps that the training cuts into mel frames are those that a stop of the sound really makes."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

TRAINING = Path(__file__).parents[2] / "scripts" / "training"
RATE, HOP, WINDOW = 16000, 160, 400


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch):
    """The scripts of the training import each other from their own folder."""
    monkeypatch.syspath_prepend(str(TRAINING))
    import interruptions
    import melspectrum

    yield interruptions, melspectrum
    for name in ("interruptions", "melspectrum"):
        sys.modules.pop(name)


def test_a_gap_is_what_a_stop_of_the_sound_makes(training) -> None:
    interruptions, melspectrum = training
    samples = np.random.default_rng(2).normal(0, 0.1, RATE)
    stop = 8000
    stopped = np.where(np.arange(RATE) < stop, samples, 0.0)
    whole, real = melspectrum.log_mel(samples), melspectrum.log_mel(stopped)
    centres = HOP * np.arange(len(whole)) + WINDOW / 2
    share = interruptions.remaining(stop - centres)[:, None]
    made = np.log(np.exp(whole) * share + melspectrum.FLOOR)
    mostly = (share[:, 0] > 0.3) | (share[:, 0] == 0)
    assert mostly.mean() > 0.97
    # of noise, any part of a window has another spectrum, but its mean level is known
    np.testing.assert_allclose(made.mean(1)[mostly], real.mean(1)[mostly], atol=0.6)
    untouched = centres + WINDOW / 2 <= stop
    np.testing.assert_allclose(made[untouched], real[untouched], atol=1e-4)


def test_targets_that_no_live_window_knows_do_not_count(training) -> None:
    interruptions, melspectrum = training
    reach, targets = 12, 270
    silent = np.log(melspectrum.FLOOR)
    for seed in range(20):
        mel = np.zeros((64, 2 * (targets + 2 * reach)), np.float32)
        weight = interruptions.interrupt(mel, reach, np.random.default_rng(seed))
        gone = np.isclose(mel[0], silent, atol=0.1)
        assert weight.shape == (targets,)
        assert gone.any()
        for target in range(targets):
            middle = 2 * (target + reach) + 1  # first mel frame after the target's time
            before = gone[middle - 2 * reach : middle]
            after = gone[middle : middle + 2 * reach]
            heard = int(np.argmax(after)) if after.any() else len(after)
            returns = after[heard:].any() and not after[heard:].all()
            if weight[target] > 0:
                assert not before.any()
                assert not returns
                assert heard >= 3
            if weight[target] == 1:
                assert heard >= 11
