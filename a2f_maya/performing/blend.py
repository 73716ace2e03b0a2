"""The face of one moment as plain arrays, and moments between two frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.tracks import FaceTrack, FloatArray

SMALLEST_ANGLE = 1e-9


@dataclass(frozen=True)
class FaceFrame:
    """One row of a `FaceTrack` and of a `WeightTrack`.

    Attributes
    ----------
    upper, lower : np.ndarray [shape=(K + 2 + G,), float32]
    tongue : np.ndarray [shape=(Kt,), float32]
    tongue_offset : np.ndarray [shape=(3,), float32]
    jaw : np.ndarray [shape=(4, 4), float32]
        For column vectors, as in `FaceTrack`.
    eyes : np.ndarray [shape=(2, 3), float32]
        Right, then left; degrees about X, Y, Z.
    weights : np.ndarray [shape=(P,), float32]
        Empty where nobody asked for them.
    """

    upper: FloatArray
    lower: FloatArray
    tongue: FloatArray
    tongue_offset: FloatArray
    jaw: FloatArray
    eyes: FloatArray
    weights: FloatArray


def row(face: FaceTrack, weights: FloatArray | None, index: int) -> FaceFrame:
    """One frame of a track.

    Parameters
    ----------
    face : FaceTrack
    weights : np.ndarray [shape=(T, P), float32] or None
    index : int
    """
    return FaceFrame(
        face.upper[index],
        face.lower[index],
        face.tongue[index],
        face.tongue_offset,
        face.jaw[index],
        face.eyes[index],
        np.empty(0, np.float32) if weights is None else weights[index],
    )


def blend(first: FaceFrame, second: FaceFrame, share: float, jaw_center: FloatArray) -> FaceFrame:
    """A moment between two frames: straight lines, but the jaw stays rigid.

    Parameters
    ----------
    first, second : FaceFrame
    share : float
        0 is the first frame, 1 the second.
    jaw_center : np.ndarray [shape=(3,)]
        The point of the lower teeth at rest that moves on a straight line.
    """

    def mixed(start: FloatArray, end: FloatArray) -> FloatArray:
        return start + np.float32(share) * (end - start)

    return FaceFrame(
        mixed(first.upper, second.upper),
        mixed(first.lower, second.lower),
        mixed(first.tongue, second.tongue),
        mixed(first.tongue_offset, second.tongue_offset),
        blend_rigid(first.jaw, second.jaw, share, jaw_center),
        mixed(first.eyes, second.eyes),
        mixed(first.weights, second.weights),
    )


def blend_rigid(
    first: FloatArray, second: FloatArray, share: float, center: npt.ArrayLike
) -> FloatArray:
    """Turn steadily about one axis from one rigid motion to another, a center moving straight.

    Parameters
    ----------
    first, second : np.ndarray [shape=(4, 4), float32]
        Rotation and translation, for column vectors.
    share : float
    center : array_like [shape=(3,)]

    Returns
    -------
    np.ndarray [shape=(4, 4), float32]
    """
    start, end = first.astype(np.float64), second.astype(np.float64)
    rest = np.append(np.asarray(center, np.float64), 1.0)
    from_place, to_place = start @ rest, end @ rest
    rotation = start[:3, :3] @ _part_of_turn(start[:3, :3].T @ end[:3, :3], share)
    blended = np.eye(4)
    blended[:3, :3] = rotation
    blended[:3, 3] = (from_place + share * (to_place - from_place))[:3] - rotation @ rest[:3]
    return blended.astype(np.float32)


def _part_of_turn(turn: npt.NDArray[np.float64], share: float) -> npt.NDArray[np.float64]:
    """Rodrigues' formula for a share of the angle about the same axis; far from half a turn."""
    axis = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    doubled_sine = float(np.linalg.norm(axis))
    angle = float(np.arctan2(doubled_sine, np.trace(turn) - 1.0))
    if angle < SMALLEST_ANGLE:
        return np.eye(3)
    x, y, z = axis / doubled_sine
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    part = share * angle
    rotation: npt.NDArray[np.float64] = (
        np.eye(3) + np.sin(part) * cross + (1.0 - np.cos(part)) * cross @ cross
    )
    return rotation
