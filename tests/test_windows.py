"""The window rule against the vectors of NVIDIA's own unit tests and against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a2f_maya.timing import FrameRate
from a2f_maya.windows import WindowRule, cut, cut_windows


def ready(rule: WindowRule, samples: int, *, closed: bool) -> list[tuple[int, int, int]]:
    count = rule.ready_count(samples, closed=closed)
    return [(rule.start(i), rule.target(i), rule.end(i)) for i in range(count)]


def test_windows_of_three_samples() -> None:
    rule = WindowRule(3, 0, 1, 2, 1)
    five = [(0, 1, 3), (2, 3, 5), (4, 5, 7), (6, 7, 9), (8, 9, 11)]
    assert ready(rule, 10, closed=False) == five[:4]
    assert ready(rule, 10, closed=True) == five
    assert ready(rule, 11, closed=True) == five
    assert ready(rule, 12, closed=True) == [*five, (10, 11, 13)]


def test_windows_with_a_fractional_stride() -> None:
    rule = WindowRule(8, -4, 4, 10, 3)
    six = [(-4, 0, 4), (-1, 3, 7), (2, 6, 10), (6, 10, 14), (9, 13, 17), (12, 16, 20)]
    assert ready(rule, 10, closed=False) == six[:3]
    assert ready(rule, 17, closed=False) == six[:5]
    assert ready(rule, 17, closed=True) == six


def test_windows_that_begin_far_before_the_audio() -> None:
    rule = WindowRule(16000, -16000, 1, 8000, 1)
    assert ready(rule, 16000, closed=False) == [
        (-16000, -15999, 0),
        (-8000, -7999, 8000),
        (0, 1, 16000),
    ]


def test_windows_of_the_regression_networks() -> None:
    rule = WindowRule(8320, -4160, 4160, 16000, 30)
    targets = [target for _, target, _ in ready(rule, 7360, closed=False)]
    assert targets == [0, 533, 1066, 1600, 2133, 2666, 3200]
    assert rule == WindowRule.for_frames(
        FrameRate(30), size=8320, target_offset=4160, sample_rate=16000
    )


def test_windows_of_one_sample() -> None:
    rule = WindowRule(1, -2, 0, 1, 1)
    assert [start for start, _, _ in ready(rule, 4, closed=False)] == [-2, -1, 0, 1, 2, 3]


RULES = st.builds(
    WindowRule,
    st.integers(1, 50),
    st.integers(-60, 5),
    st.integers(0, 40),
    st.integers(1, 90),
    st.integers(1, 7),
)


@given(RULES, st.integers(0, 300), st.booleans())
def test_ready_count_equals_the_loop(rule: WindowRule, samples: int, closed: bool) -> None:
    index = 0
    while rule.is_ready(index, samples, closed=closed):
        index += 1
    assert rule.ready_count(samples, closed=closed) == index
    np.testing.assert_array_equal(rule.starts(0, 20), [rule.start(i) for i in range(20)])


@pytest.mark.parametrize(
    ("start", "size"), [(-5, 3), (-2, 5), (0, 10), (7, 9), (10, 4), (40, 2), (-3, 30)]
)
def test_outside_the_audio_is_silence(start: int, size: int) -> None:
    samples = np.arange(1, 11, dtype=np.float32)
    padded = np.pad(samples, 100)
    expected = padded[100 + start : 100 + start + size]
    np.testing.assert_array_equal(cut(samples, start, size), expected)
    np.testing.assert_array_equal(cut_windows(samples, np.array([start]), size), expected[None])
