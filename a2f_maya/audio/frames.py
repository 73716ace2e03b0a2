"""Overlapping stretches of a signal."""

from __future__ import annotations

import numpy as np

from a2f_maya.tracks import FloatArray

BLOCK_FRAMES = 1024
"""Frames that are transformed at once, so that spectra of a long clip take no more memory."""

WORKERS = 2
"""Threads that transform a block; more of them gain little on so short frames."""


def centered_frames(samples: FloatArray, width: int, hop: int, count: int) -> FloatArray:
    """Stretches around every ``hop``-th sample, zeros outside of the signal; a view, not a copy.

    Parameters
    ----------
    samples : np.ndarray [shape=(n,), float32]
    width, hop, count : int
        Samples a frame, samples from frame to frame, and number of frames.

    Returns
    -------
    np.ndarray [shape=(count, width), float32]
    """
    padded = np.zeros(max((count - 1) * hop, len(samples)) + 2 * width, dtype=np.float32)
    padded[width // 2 : width // 2 + len(samples)] = samples
    return np.lib.stride_tricks.sliding_window_view(padded, width)[::hop][:count]
