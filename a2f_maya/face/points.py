"""Vertices of a tuned face, made block by block and only where somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from a2f_maya.face.model import FaceModel
from a2f_maya.tracks import FaceTrack, FloatArray, PointStream

Frames = slice | npt.NDArray[np.int64]
ALL_FRAMES = slice(None)

BLOCK_VERTICES = 1024
ALL_OF_ONE_FACE = 1e-6
"""Share of the other face below which a vertex does not show it in single precision."""

BLOCK_BYTES = 48_000_000
"""About the most that one block of vertices and its work space take."""


def skin_points(
    track: FaceTrack, model: FaceModel, mask: FloatArray, frames: Frames = ALL_FRAMES
) -> FloatArray:
    """Compute the skin vertices of the wanted frames.

    Parameters
    ----------
    track : FaceTrack
    model : FaceModel
    mask : np.ndarray [shape=(V,), float32]
        See `a2f_maya.face.model.face_mask`.
    frames : slice or array of int
        Which frames; all by default. See `skin_stream` for long clips.

    Returns
    -------
    np.ndarray [shape=(t, V, 3), float32]
    """
    basis = model.skin_basis.reshape(len(model.skin_basis), -1)
    upper, lower = track.upper[frames], track.lower[frames]
    both = np.concatenate([upper, lower])
    points = np.empty((len(upper), basis.shape[1]), dtype=np.float32)
    for start in range(0, len(mask), BLOCK_VERTICES):
        block = slice(3 * start, 3 * (start + BLOCK_VERTICES))
        share = mask[start : start + BLOCK_VERTICES]
        # Most blocks lie wholly in the upper or the lower face and need only one product.
        if share.max() < ALL_OF_ONE_FACE:
            points[:, block] = upper @ basis[:, block]
        elif share.min() > 1 - ALL_OF_ONE_FACE:
            points[:, block] = lower @ basis[:, block]
        else:
            high, low = np.split(both @ basis[:, block], 2)
            points[:, block] = high + np.repeat(share, 3) * (low - high)
    points += model.skin_neutral.reshape(-1)
    return points.reshape(-1, *model.skin_neutral.shape)


def tongue_points(track: FaceTrack, model: FaceModel, frames: Frames = ALL_FRAMES) -> FloatArray:
    """Compute the tongue vertices of the wanted frames, in the space of the jaw at rest.

    Parameters
    ----------
    track : FaceTrack
    model : FaceModel
    frames : slice or array of int

    Returns
    -------
    np.ndarray [shape=(t, Vt, 3), float32]
        Move them by the frame's jaw matrix to follow the jaw.
    """
    basis = model.tongue_basis.reshape(len(model.tongue_basis), -1)
    points: FloatArray = track.tongue[frames] @ basis
    points += (model.tongue_neutral + track.tongue_offset).reshape(-1)
    return points.reshape(-1, *model.tongue_neutral.shape)


def skin_stream(
    track: FaceTrack, model: FaceModel, mask: FloatArray, name: str = "skin"
) -> PointStream:
    """Stream the skin of a whole clip with bounded memory."""

    def blocks() -> Iterator[FloatArray]:
        for frames in _frame_blocks(len(track), len(model.skin_neutral)):
            yield skin_points(track, model, mask, frames)

    return PointStream(track.rate, name, len(track), len(model.skin_neutral), blocks)


def tongue_stream(track: FaceTrack, model: FaceModel, name: str = "tongue") -> PointStream:
    """Stream the tongue of a whole clip with bounded memory."""

    def blocks() -> Iterator[FloatArray]:
        for frames in _frame_blocks(len(track), len(model.tongue_neutral)):
            yield tongue_points(track, model, frames)

    return PointStream(track.rate, name, len(track), len(model.tongue_neutral), blocks)


def _frame_blocks(frame_count: int, vertex_count: int) -> Iterator[slice]:
    bytes_per_frame = 2 * 3 * vertex_count * np.dtype(np.float32).itemsize
    size = max(1, BLOCK_BYTES // bytes_per_frame)
    for start in range(0, frame_count, size):
        yield slice(start, min(start + size, frame_count))
