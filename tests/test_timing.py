"""Laws of the time functions, checked with exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a2f_maya.errors import ParameterError
from a2f_maya.timing import FrameRate

RATES = st.builds(FrameRate, st.integers(1, 120000), st.integers(1, 1001))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", (60, 1)),
        ("23.976", (24000, 1001)),
        ("23.98", (24000, 1001)),
        ("29.97", (30000, 1001)),
        (29.97, (30000, 1001)),
        ("47.952", (48000, 1001)),
        ("59.94", (60000, 1001)),
        ("30000/1001", (30000, 1001)),
        ("24", (24, 1)),
        (25.0, (25, 1)),
        ("12.5", (25, 2)),
    ],
)
def test_rates_are_read_as_people_write_them(text: str | float, expected: tuple[int, int]) -> None:
    rate = FrameRate.parse(text)
    assert (rate.numerator, rate.denominator) == expected


@pytest.mark.parametrize("text", ["", "fast", "0", "-24", "nan", "inf", "1/0", "5000"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match="frame rate"):
        FrameRate.parse(text)


def test_rates_are_in_lowest_terms() -> None:
    assert FrameRate(48000, 2002) == FrameRate(24000, 1001)
    assert str(FrameRate(24000, 1001)) == "24000/1001"
    with pytest.raises(ParameterError):
        FrameRate(0)


@given(RATES, st.integers(0, 10**7))
def test_frames_survive_the_way_to_seconds_and_back(rate: FrameRate, frame: int) -> None:
    seconds = Fraction(frame * rate.denominator, rate.numerator)
    assert (
        rate.frame_floor(seconds) == rate.frame_round(seconds) == rate.frame_ceil(seconds) == frame
    )
    assert rate.frame_round(rate.seconds_of_frame(frame)) == frame


@given(RATES, st.fractions(0, 10**5))
def test_floor_and_ceil_enclose(rate: FrameRate, seconds: Fraction) -> None:
    floor, ceil = rate.frame_floor(seconds), rate.frame_ceil(seconds)
    exact = seconds * rate.numerator / rate.denominator
    assert floor <= exact <= ceil
    assert ceil - floor == (0 if exact.denominator == 1 else 1)
    assert abs(rate.frame_round(seconds) - exact) <= Fraction(1, 2)


@given(RATES, st.integers(0, 10**7))
def test_frames_end_where_the_audio_ends(rate: FrameRate, samples: int) -> None:
    count = rate.frame_count(samples, 16000)
    end = Fraction(samples, 16000)
    assert Fraction(count * rate.denominator, rate.numerator) >= end
    assert count == 0 or Fraction((count - 1) * rate.denominator, rate.numerator) < end


@given(st.integers(0, 10**8))
def test_frame_count_at_60_is_nvidias(samples: int) -> None:
    assert FrameRate(60).frame_count(samples, 16000) == (samples * 60 + 15999) // 16000
