"""Time as rational numbers: frame rates, and the conversions between seconds, frames and samples.

The rounding is in the name of each function. Nothing here accumulates: frame ``i`` is always at
exactly ``i * denominator / numerator`` seconds, also for the NTSC rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from a2f_maya.errors import ParameterError

_NTSC_DENOMINATOR = 1001
_NTSC_NUMERATORS = (24000, 30000, 48000, 60000, 120000)


@dataclass(frozen=True)
class FrameRate:
    """Frames per second as the exact ratio ``numerator / denominator``.

    Parameters
    ----------
    numerator, denominator : int
        Positive; stored in lowest terms, so 48000/2002 equals 24000/1001.

    Raises
    ------
    ParameterError
        If either is not a positive integer.
    """

    numerator: int
    denominator: int = 1

    def __post_init__(self) -> None:
        if self.numerator <= 0 or self.denominator <= 0:
            raise ParameterError(
                f"The frame rate {self.numerator}/{self.denominator} is not positive; give for "
                f"example 24 or 30000/1001."
            )
        divisor = gcd(self.numerator, self.denominator)
        object.__setattr__(self, "numerator", self.numerator // divisor)
        object.__setattr__(self, "denominator", self.denominator // divisor)

    @classmethod
    def parse(cls, text: str | float) -> FrameRate:
        """Read a rate from ``"60"``, ``"23.976"``, ``"30000/1001"``, ``29.97`` or ``24``.

        Decimals within 0.005 of an NTSC rate (23.976, 29.97, 47.952, 59.94, 119.88) become that
        exact rate.

        Raises
        ------
        ParameterError
            If the text is not a number or not between 1 and 1000 frames per second.
        """
        try:
            value = Fraction(str(text).strip())
        except (ValueError, ZeroDivisionError):
            raise ParameterError(
                f"'{text}' is not a frame rate; give for example 60, 23.976 or 30000/1001."
            ) from None
        if not 1 <= value <= 1000:
            raise ParameterError(
                f"The frame rate {text} is not between 1 and 1000 frames per second."
            )
        if value.denominator != 1:
            for numerator in _NTSC_NUMERATORS:
                ntsc = Fraction(numerator, _NTSC_DENOMINATOR)
                if abs(value - ntsc) <= Fraction(1, 200):
                    value = ntsc
        return cls(value.numerator, value.denominator)

    @property
    def fps(self) -> float:
        """Frames per second as the nearest float."""
        return self.numerator / self.denominator

    @property
    def frame_duration(self) -> float:
        """Seconds from one frame to the next."""
        return self.denominator / self.numerator

    def seconds_of_frame(self, frame: float) -> float:
        """Time of a frame (or sub-frame) in seconds, as the nearest float."""
        return frame * self.denominator / self.numerator

    def frame_floor(self, seconds: float | Fraction) -> int:
        """Last frame that is not later than ``seconds``."""
        return self._frames(seconds).__floor__()

    def frame_ceil(self, seconds: float | Fraction) -> int:
        """First frame that is not earlier than ``seconds``."""
        return self._frames(seconds).__ceil__()

    def frame_round(self, seconds: float | Fraction) -> int:
        """Frame nearest to ``seconds``; a tie goes to the later frame."""
        return (self._frames(seconds) + Fraction(1, 2)).__floor__()

    def _frames(self, seconds: float | Fraction) -> Fraction:
        return Fraction(seconds) * self.numerator / self.denominator

    def frame_count(self, sample_count: int, sample_rate: int) -> int:
        """Number of frames whose time lies inside a clip: ``ceil(samples * fps / sample_rate)``.

        The rule of Audio2Face-3D-SDK: frame ``i`` exists while its time is before the end of the
        audio.
        """
        return -(-sample_count * self.numerator // (sample_rate * self.denominator))

    def __str__(self) -> str:
        if self.denominator == 1:
            return str(self.numerator)
        return f"{self.numerator}/{self.denominator}"
