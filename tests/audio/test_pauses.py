from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.audio.pauses import pause_times


def clip(*parts: tuple[float, float]) -> np.ndarray:
    """Noise of the given (seconds, level) parts."""
    random = np.random.default_rng(1)
    pieces = [random.normal(0, level, int(16000 * seconds)) for seconds, level in parts]
    return np.concatenate(pieces).astype(np.float32)


def test_pauses_are_found_in_their_middles() -> None:
    samples = clip((1.0, 0.1), (0.4, 0.001), (1.0, 0.1), (0.1, 0.001), (0.5, 0.1), (0.6, 0.0))
    assert pause_times(samples, 16000) == pytest.approx([1.2, 3.3], abs=0.03)


def test_level_does_not_matter() -> None:
    samples = clip((1.0, 0.1), (0.4, 0.001), (1.0, 0.1))
    assert pause_times(samples * 0.01, 16000) == pause_times(samples, 16000)


def test_continuous_sound_and_nothing_have_no_pause() -> None:
    assert pause_times(clip((2.0, 0.1)), 16000) == []
    assert pause_times(np.zeros(100, np.float32), 16000) == []
