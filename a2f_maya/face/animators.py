"""From what the network says to the tuned face, all in coefficients.

The order of work is that of the Audio2Face-3D-SDK animators: skin strength and constant offsets,
smoothing, strengths of the upper and lower face. Gestures and the vocal effort follow the voice.
Every step is linear in the coefficients, so the vertices come out the same as if each of them had
been processed, at a few hundred numbers a frame.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import PackageError
from a2f_maya.face.blinks import blink_offsets
from a2f_maya.face.eyes import eye_rotations
from a2f_maya.face.filters import smooth_track
from a2f_maya.face.jaw import jaw_transforms
from a2f_maya.face.model import FaceModel
from a2f_maya.face.params import FaceParameters
from a2f_maya.face.voice_gestures import GESTURES, VoiceGestures
from a2f_maya.tracks import CoefficientTrack, FaceTrack, FloatArray


def animate(
    track: CoefficientTrack,
    parameters: FaceParameters,
    model: FaceModel,
    *,
    voice: VoiceGestures | None = None,
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
    voice : VoiceGestures, optional
        What the voice of the whole clip asks for: blinks prefer the ends of its phrases, and the
        voice strengths of the parameters let it move the face.
    blink : np.ndarray [shape=(T,)], optional
        Blink offset of each frame in 0..1, instead of the constant one and the automatic blinks.
    smooth : bool
        False leaves the frames unsmoothed, as a single frame is shown while scrubbing.
    first_frame : int
        Number of the track's first frame in the clip; blinks, gestures and saccades go by it.

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
        blink = _blink_offsets(track, parameters, voice, first_frame)
    frames = np.arange(first_frame, first_frame + len(track), dtype=np.float64)
    times = frames * track.rate.frame_duration
    times -= parameters.prediction_delay
    gestures = gesture_weights(voice, times, blink, parameters, model.gestures)
    skin = extended_skin(track.skin, blink, parameters, gestures)
    dt = track.rate.frame_duration if smooth else 0.0
    upper_smoothing = parameters.upper_face_smoothing if smooth else 0.0
    lower_smoothing = parameters.lower_face_smoothing if smooth else 0.0
    offset = (0.0, parameters.tongue_height_offset, parameters.tongue_depth_offset)
    lower = np.float32(parameters.lower_face_strength) * smooth_track(skin, lower_smoothing, dt)
    jaw = track.jaw
    if voice and parameters.voice_effort_strength:
        # One factor on lips and teeth alike, so that lips that touch still touch.
        effort = 1.0 + parameters.voice_effort_strength * (voice.mouth_range(times) - 1.0)
        effort = effort.astype(np.float32)
        lower[:, : model.skin_shape_count] *= effort[:, None]
        jaw = effort[:, None, None] * jaw
    return FaceTrack(
        rate=track.rate,
        upper=np.float32(parameters.upper_face_strength) * smooth_track(skin, upper_smoothing, dt),
        lower=lower,
        tongue=np.float32(parameters.tongue_strength) * track.tongue,
        tongue_offset=np.array(offset, dtype=np.float32),
        jaw=jaw_transforms(jaw, model.neutral_jaw, parameters),
        eyes=eye_rotations(track.eyes, model.saccades, parameters, track.rate, first_frame),
    )


def gesture_weights(
    voice: VoiceGestures | None,
    times: npt.NDArray[np.float64],
    blink: FloatArray,
    parameters: FaceParameters,
    names: tuple[str, ...],
) -> FloatArray:
    """Weights of the poses that follow the voice, strengths applied.

    Parameters
    ----------
    voice : VoiceGestures or None
    times : np.ndarray [shape=(T,), float64]
        Seconds of the recording, ascending.
    blink : np.ndarray [shape=(T,)]
        Blink offset of each frame; gestures of the lids leave a closed lid closed.
    parameters : FaceParameters
    names : tuple of str
        Some of `GESTURES`.

    Returns
    -------
    np.ndarray [shape=(T, len(names)), float32]
        In 0..1.
    """
    brows, squint = parameters.voice_brow_strength, parameters.voice_squint_strength
    if voice is None or not names or not (brows or squint):
        return np.zeros((len(times), len(names)), dtype=np.float32)
    weights = voice.weights(times)
    wanted = np.empty((len(times), len(names)), dtype=np.float32)
    for column, name in enumerate(names):
        strength = squint if name.startswith(("browDown", "eyeSquint")) else brows
        wanted[:, column] = np.float32(strength) * weights[:, GESTURES.index(name)]
        if name.startswith("eye"):
            wanted[:, column] *= 1.0 - blink
    return np.clip(wanted, 0.0, 1.0)


def extended_skin(
    skin: FloatArray, blink: FloatArray, parameters: FaceParameters, gestures: FloatArray
) -> FloatArray:
    """Coefficients of the extended basis before smoothing.

    Parameters
    ----------
    skin : np.ndarray [shape=(T, K), float32]
    blink : np.ndarray [shape=(T,)]
        Blink offset of each frame.
    parameters : FaceParameters
    gestures : np.ndarray [shape=(T, G), float32]
        See `gesture_weights`.

    Returns
    -------
    np.ndarray [shape=(T, K + 2 + G), float32]
        The network's K, then eye close, then lip open, then the gestures.
    """
    own = skin.shape[1]
    strength = np.float32(parameters.skin_strength)
    extended = np.empty((len(skin), own + 2 + gestures.shape[1]), dtype=np.float32)
    extended[:, :own] = strength * skin
    extended[:, own] = blink * np.float32(parameters.blink_strength) - parameters.eyelid_open_offset
    extended[:, own + 1] = parameters.lip_open_offset
    extended[:, own + 2 :] = strength * gestures
    return extended


def _blink_offsets(
    track: CoefficientTrack,
    parameters: FaceParameters,
    voice: VoiceGestures | None,
    first_frame: int,
) -> FloatArray:
    pauses: tuple[float, ...] = ()
    stressed: tuple[float, ...] = ()
    if voice:
        delay = parameters.prediction_delay
        pauses = tuple(end + delay for end in voice.phrase_ends)
        stressed = tuple(accent.time + delay for accent in voice.accents)
    return blink_offsets(len(track), track.rate, parameters, pauses, stressed, first_frame)


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
