"""Which samples make which frame: the window rule of Audio2Face-3D-SDK, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.timing import FrameRate


@dataclass(frozen=True)
class WindowRule:
    """Windows that slide over a stream of samples.

    Window ``i`` starts at ``floor(i * stride_numerator / stride_denominator) + start_offset`` and
    is ``size`` samples long; the frame that it makes belongs to the sample ``target_offset`` after
    its start (Audio2Face-3D-SDK, "window progress").

    Attributes
    ----------
    size, start_offset, target_offset : int
        In samples.
    stride_numerator, stride_denominator : int
        Their ratio is the number of samples from one window to the next.
    """

    size: int
    start_offset: int
    target_offset: int
    stride_numerator: int
    stride_denominator: int

    @classmethod
    def for_frames(
        cls, rate: FrameRate, *, size: int, target_offset: int, sample_rate: int
    ) -> WindowRule:
        """One window a frame, with frame ``i`` at exactly ``i / rate`` seconds.

        Parameters
        ----------
        rate : FrameRate
        size, target_offset : int
            ``buffer_len`` and ``buffer_ofs`` of the package, in samples.
        sample_rate : int
            Samples per second.
        """
        return cls(
            size, -target_offset, target_offset, sample_rate * rate.denominator, rate.numerator
        )

    def start(self, index: int) -> int:
        """First sample of window ``index``; may lie before the audio."""
        return index * self.stride_numerator // self.stride_denominator + self.start_offset

    def target(self, index: int) -> int:
        """Sample that the frame of window ``index`` belongs to."""
        return self.start(index) + self.target_offset

    def end(self, index: int) -> int:
        """First sample after window ``index``."""
        return self.start(index) + self.size

    def is_ready(self, index: int, sample_count: int, *, closed: bool) -> bool:
        """Whether window ``index`` may be evaluated when ``sample_count`` samples have arrived.

        While more may come, the whole window must be there; once the stream is closed, its target
        must be.
        """
        if closed:
            return self.target(index) < sample_count
        return self.end(index) <= sample_count

    def ready_count(self, sample_count: int, *, closed: bool) -> int:
        """Number of windows, from 0 on, that may be evaluated."""
        reach = self.target_offset + 1 if closed else self.size
        last_stride = sample_count - reach - self.start_offset
        if last_stride < 0:
            return 0
        # floor(i * n / d) <= s holds up to i = floor(((s + 1) * d - 1) / n)
        return ((last_stride + 1) * self.stride_denominator - 1) // self.stride_numerator + 1

    def starts(self, first: int, count: int) -> npt.NDArray[np.int64]:
        """First samples of ``count`` windows from window ``first`` on [shape=(count,), int64]."""
        indices = np.arange(first, first + count, dtype=np.int64)
        return indices * self.stride_numerator // self.stride_denominator + self.start_offset


def cut(samples: npt.NDArray[np.float32], start: int, size: int) -> npt.NDArray[np.float32]:
    """Samples ``start`` to ``start + size``; everything outside the audio reads as zero.

    Parameters
    ----------
    samples : np.ndarray [shape=(n,), float32]
    start, size : int

    Returns
    -------
    np.ndarray [shape=(size,), float32]
    """
    first, last = max(start, 0), min(start + size, len(samples))
    if first == start and last == start + size:
        return samples[first:last]
    piece = np.zeros(size, np.float32)
    if first < last:
        piece[first - start : last - start] = samples[first:last]
    return piece


def cut_windows(
    samples: npt.NDArray[np.float32], starts: npt.NDArray[np.int64], size: int
) -> npt.NDArray[np.float32]:
    """One row of ``size`` samples a start [shape=(len(starts), size)], zero outside the audio."""
    return np.stack([cut(samples, int(start), size) for start in starts])
