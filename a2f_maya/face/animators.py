"""From what the network says to the tuned face, all in coefficients.

The order of work is that of the Audio2Face-3D-SDK animators: skin strength and constant offsets,
smoothing, strengths of the upper and lower face. Every step is linear in the coefficients, so the
vertices come out the same as if each of them had been processed, at a few hundred numbers a frame.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from a2f_maya.errors import PackageError
from a2f_maya.face.blinks import blink_offsets
from a2f_maya.face.eyes import eye_rotations
from a2f_maya.face.filters import smooth_track
from a2f_maya.face.jaw import jaw_transforms
from a2f_maya.face.model import FaceModel
from a2f_maya.face.params import FaceParameters
from a2f_maya.tracks import CoefficientTrack, FaceTrack, FloatArray


def animate(
    track: CoefficientTrack,
    parameters: FaceParameters,
    model: FaceModel,
    *,
    pauses: Sequence[float] = (),
    blink: FloatArray | None = None,
    smooth: bool = True,
    first_frame: int = 0,
) -> FaceTrack:
    """Tune a clip.

    Parameters
    ----------
    track : CoefficientTrack
    parameters : FaceParameters
    model : FaceModel
    pauses : sequence of float
        Seconds at which an automatic blink looks natural, ascending.
    blink : np.ndarray [shape=(T,)], optional
        Blink offset of each frame in 0..1, instead of the constant one and the automatic blinks.
    smooth : bool
        False leaves the frames unsmoothed, as a single frame is shown while scrubbing.
    first_frame : int
        Number of the track's first frame in the clip; blinks and saccades go by it.

    Returns
    -------
    FaceTrack

    Raises
    ------
    PackageError
        If the track has another number of coefficients than the model.
    """
    _check_sizes(track, model)
    if blink is None:
        blink = blink_offsets(len(track), track.rate, parameters, pauses, first_frame)
    skin = extended_skin(track.skin, blink, parameters)
    dt = track.rate.frame_duration if smooth else 0.0
    upper_smoothing = parameters.upper_face_smoothing if smooth else 0.0
    lower_smoothing = parameters.lower_face_smoothing if smooth else 0.0
    offset = (0.0, parameters.tongue_height_offset, parameters.tongue_depth_offset)
    return FaceTrack(
        rate=track.rate,
        upper=np.float32(parameters.upper_face_strength) * smooth_track(skin, upper_smoothing, dt),
        lower=np.float32(parameters.lower_face_strength) * smooth_track(skin, lower_smoothing, dt),
        tongue=np.float32(parameters.tongue_strength) * track.tongue,
        tongue_offset=np.array(offset, dtype=np.float32),
        jaw=jaw_transforms(track.jaw, model.neutral_jaw, parameters),
        eyes=eye_rotations(track.eyes, model.saccades, parameters, track.rate, first_frame),
    )


def extended_skin(skin: FloatArray, blink: FloatArray, parameters: FaceParameters) -> FloatArray:
    """Coefficients of the extended basis before smoothing.

    Parameters
    ----------
    skin : np.ndarray [shape=(T, K), float32]
    blink : np.ndarray [shape=(T,)]
        Blink offset of each frame.
    parameters : FaceParameters

    Returns
    -------
    np.ndarray [shape=(T, K + 2), float32]
        The network's K, then eye close, then lip open.
    """
    extended = np.empty((len(skin), skin.shape[1] + 2), dtype=np.float32)
    extended[:, :-2] = np.float32(parameters.skin_strength) * skin
    extended[:, -2] = blink * np.float32(parameters.blink_strength) - parameters.eyelid_open_offset
    extended[:, -1] = parameters.lip_open_offset
    return extended


def _check_sizes(track: CoefficientTrack, model: FaceModel) -> None:
    for part, found, wanted in (
        ("skin", track.skin.shape[1], model.skin_shape_count),
        ("tongue", track.tongue.shape[1], len(model.tongue_basis)),
    ):
        if found != wanted:
            raise PackageError(
                f"The network gives {found} {part} coefficients and the model data has {wanted} "
                f"{part} shapes; the files of the package do not belong together."
            )
