"""The outline of a sound and the moments worth a picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import ParameterError
from a2f_maya.tracks import PointStream, WeightTrack

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


def envelope(samples: FloatArray, columns: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Find the lowest, highest and root-mean-square value of a sound in equal pieces of time.

    Parameters
    ----------
    samples : np.ndarray [shape=(N,) or (N, channels)]
        Channels are averaged.
    columns : int
        Number of pieces; with fewer samples than pieces, samples are repeated.

    Returns
    -------
    low, high, loudness : np.ndarray [shape=(columns,), float32]
        Zero for an empty sound.

    Raises
    ------
    ParameterError
        If there is not at least one column.
    """
    if columns < 1:
        raise ParameterError("A waveform needs at least one column.")
    sound = samples if samples.ndim == 1 else samples.mean(axis=1)
    if len(sound) == 0:
        silence = np.zeros(columns, dtype=np.float32)
        return silence, silence.copy(), silence.copy()
    starts = np.arange(columns) * len(sound) // columns
    counts = np.maximum(np.diff(np.append(starts, len(sound))), 1)
    low = np.minimum.reduceat(sound, starts)
    high = np.maximum.reduceat(sound, starts)
    power = np.add.reduceat(sound.astype(np.float64) ** 2, starts) / counts
    return (
        low.astype(np.float32),
        high.astype(np.float32),
        np.sqrt(power).astype(np.float32),
    )


def even_frames(frame_count: int, count: int) -> IntArray:
    """Take the middle frame of ``count`` equal slices of a clip; fewer if it is shorter."""
    count = min(count, frame_count)
    if count < 1:
        return np.zeros(0, dtype=np.int64)
    return (2 * np.arange(count) + 1) * frame_count // (2 * count)


def expressive_frames(opening: FloatArray, count: int) -> IntArray:
    """Take the frame with the widest mouth in each of ``count`` equal slices of a clip.

    Slices keep the pictures spread over the clip. Only true peaks count, not the flank of a peak in
    the neighbouring slice; a slice without a peak gives its middle.

    Parameters
    ----------
    opening : np.ndarray [shape=(T,)]
    count : int

    Returns
    -------
    np.ndarray [shape=(min(count, T),), int64]
        Ascending.
    """
    frame_count = len(opening)
    peak = np.zeros(frame_count, dtype=bool)
    peak[1:-1] = (opening[1:-1] > opening[:-2]) & (opening[1:-1] >= opening[2:])
    height = np.where(peak, opening, -np.inf)
    chosen = even_frames(frame_count, count)
    edges = np.arange(len(chosen) + 1) * frame_count // max(len(chosen), 1)
    for number in range(len(chosen)):
        start = edges[number]
        part = height[start : edges[number + 1]]
        if np.isfinite(part).any():
            chosen[number] = start + int(np.argmax(part))
    return chosen


def opening_from_weights(track: WeightTrack) -> FloatArray:
    """Derive the mouth opening 0..1 [shape=(T,)] from ARKit weights: jawOpen less mouthClose.

    ARKit's mouthClose closes the lips over an open jaw, fully where it equals jawOpen.

    Raises
    ------
    ParameterError
        If the track has no pose jawOpen.
    """
    if "jawOpen" not in track.names:
        raise ParameterError(
            "The weights have no pose jawOpen; give the opening of the mouth yourself."
        )
    opening = track.weights[:, track.names.index("jawOpen")].copy()
    if "mouthClose" in track.names:
        opening -= track.weights[:, track.names.index("mouthClose")]
    return np.maximum(opening, 0.0).astype(np.float32)


def opening_from_points(stream: PointStream, lip_pairs: npt.NDArray[np.int32]) -> FloatArray:
    """Measure the widest gap between upper and lower lip at every frame.

    Parameters
    ----------
    stream : PointStream
        The skin.
    lip_pairs : np.ndarray [shape=(n, 2), int32]
        Vertices of the upper and the lower inner lip that touch at rest.

    Returns
    -------
    np.ndarray [shape=(T,), float32]
        In the stream's length unit.
    """
    parts = []
    for block in stream.blocks():
        gap = block[:, lip_pairs[:, 0]] - block[:, lip_pairs[:, 1]]
        parts.append(np.linalg.norm(gap, axis=2).max(axis=1))
    opening: FloatArray = np.concatenate(parts).astype(np.float32)
    return opening


def strongest_poses(track: WeightTrack, count: int) -> list[int]:
    """List the ``count`` columns with the largest root-mean-square weight, strongest first.

    Poses that never exceed 0.01 are left out.
    """
    power = np.sqrt(np.mean(track.weights.astype(np.float64) ** 2, axis=0))
    heard = np.abs(track.weights).max(axis=0) > 0.01
    order = np.argsort(-power, kind="stable")
    return [int(column) for column in order if heard[column]][:count]
