"""Rotations of the eyeballs: what the network says, plus recorded small movements (saccades)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.face.params import FaceParameters
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FloatArray

SACCADES_PER_SECOND = 30


def saccade_indices(
    frame_count: int, rate: FrameRate, seed: int, length: int, first_frame: int = 0
) -> npt.NDArray[np.int64]:
    """Row of the recording that each frame shows: ``floor(seed + 30 * time)`` modulo its length.

    Whole numbers throughout, so that a frame rate of 30000/1001 does not drift.

    Parameters
    ----------
    frame_count : int
    rate : FrameRate
    seed : int
        Row shown at time 0.
    length : int
        Number of rows; the recording repeats.
    first_frame : int
        Number of the first frame wanted.

    Returns
    -------
    np.ndarray [shape=(frame_count,), int64]
    """
    frames = np.arange(first_frame, first_frame + frame_count, dtype=np.int64)
    elapsed = frames * (SACCADES_PER_SECOND * rate.denominator) // rate.numerator
    rows: npt.NDArray[np.int64] = (seed + elapsed) % length
    return rows


def eye_rotations(
    eyes: FloatArray,
    saccades: FloatArray,
    parameters: FaceParameters,
    rate: FrameRate,
    first_frame: int = 0,
) -> FloatArray:
    """Rotation of both eyeballs (Audio2Face-3D-SDK eyes animator).

    Parameters
    ----------
    eyes : np.ndarray [shape=(T, 2, 2), float32]
        From the network: right then left, pitch (X) and yaw (Y) in degrees.
    saccades : np.ndarray [shape=(N, 2), float32]
        Recorded pitch and yaw in degrees, 30 rows a second; both eyes share them.
    parameters : FaceParameters
    rate : FrameRate
    first_frame : int
        Number of the first row of ``eyes`` in the clip.

    Returns
    -------
    np.ndarray [shape=(T, 2, 3), float32]
        Right then left: X, Y, Z in degrees; Z is 0.
    """
    offsets = np.array(
        [
            [parameters.right_eye_rot_x_offset, parameters.right_eye_rot_y_offset],
            [parameters.left_eye_rot_x_offset, parameters.left_eye_rot_y_offset],
        ],
        dtype=np.float32,
    )
    rows = saccade_indices(len(eyes), rate, parameters.eye_saccade_seed, len(saccades), first_frame)
    rotations = np.zeros((len(eyes), 2, 3), dtype=np.float32)
    rotations[:, :, :2] = offsets + np.float32(parameters.eyeballs_strength) * eyes
    rotations[:, :, :2] += np.float32(parameters.saccade_strength) * saccades[rows][:, None]
    return rotations
