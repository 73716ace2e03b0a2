"""The log-mel spectrum that the network computes in its graph, in numpy for the training."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16000
TRANSFORM, WINDOW, HOP, BANDS = 512, 400, 160, 64
LOWEST, HIGHEST = 50.0, 7600.0
FLOOR = 1e-6

WINDOW_SHAPE = np.hanning(WINDOW).astype(np.float32)


def mel_filters(warp: float = 1.0) -> npt.NDArray[np.float32]:
    """Return triangular mel filters [64, 257]; `warp` stretches their frequencies (vocal tract)."""

    def mel(frequency: float) -> float:
        return 2595.0 * float(np.log10(1.0 + frequency / 700.0))

    edges = 700.0 * (10 ** (np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2) / 2595.0) - 1.0)
    edges = np.minimum(edges * warp, RATE / 2 - 10)
    bins = np.fft.rfftfreq(TRANSFORM, 1 / RATE)
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (bins - low) / (centre - low + 1e-9)
    falling = (high - bins) / (high - centre + 1e-9)
    return np.clip(np.minimum(rising, falling), 0, None).astype(np.float32)


FILTERS = mel_filters()


def log_mel(
    audio: npt.NDArray[np.floating], filters: npt.NDArray[np.float32] = FILTERS
) -> npt.NDArray[np.float32]:
    """Return log-mel frames [1 + (n - 400) // 160, 64]; frame i is centred on 160 i + 200."""
    frames = np.lib.stride_tricks.sliding_window_view(np.asarray(audio, np.float32), WINDOW)[::HOP]
    spectrum = np.fft.rfft(frames * WINDOW_SHAPE, TRANSFORM, axis=1)
    power = (np.abs(spectrum) ** 2).astype(np.float32)
    return np.asarray(np.log(power @ filters.T + np.float32(FLOOR)), np.float32)
