"""Animation over time as plain arrays: what travels between the rooms.

Time comes first in every array. Frame ``i`` is at ``i / rate`` seconds after the start of the clip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.timing import FrameRate

FloatArray = npt.NDArray[np.float32]

PROSODY_RATE = 100
"""Frames of a `Prosody` per second."""


@dataclass(frozen=True)
class Prosody:
    """How something is said; frame ``i`` is at ``i / PROSODY_RATE`` seconds of the recording.

    Attributes
    ----------
    voiced : np.ndarray [shape=(N,), bool]
        Where the vocal folds of a speaker sound.
    speech : np.ndarray [shape=(N,), bool]
        Where somebody speaks or whispers, loud enough to be heard; nowhere in noise, hum, breath
        and most music.
    pitch : np.ndarray [shape=(N,), float32]
        Semitones from the clip's median; straight lines across what is not voiced.
    loudness : np.ndarray [shape=(N,), float32]
        dB from the loud parts of the speech.
    balance : np.ndarray [shape=(N,), float32]
        Power from 1 to 5 kHz over that from 50 to 1000 Hz in dB (alpha ratio): effort raises it.
    median_pitch : float
        Hertz; 0 if nothing is voiced.
    """

    voiced: npt.NDArray[np.bool_]
    speech: npt.NDArray[np.bool_]
    pitch: FloatArray
    loudness: FloatArray
    balance: FloatArray
    median_pitch: float

    def __len__(self) -> int:
        return len(self.pitch)


@dataclass(frozen=True)
class CoefficientTrack:
    """What a network says about a clip, before any tuning.

    Attributes
    ----------
    rate : FrameRate
    skin : np.ndarray [shape=(T, K), float32]
        Coefficients of the package's skin basis.
    tongue : np.ndarray [shape=(T, Kt), float32]
        Coefficients of the package's tongue basis.
    jaw : np.ndarray [shape=(T, 5, 3), float32]
        Displacements of the five rigid key points on the lower teeth, in the package's length unit.
    eyes : np.ndarray [shape=(T, 2, 2), float32]
        Right then left eyeball: pitch (X), yaw (Y) in degrees.
    """

    rate: FrameRate
    skin: FloatArray
    tongue: FloatArray
    jaw: FloatArray
    eyes: FloatArray

    def __len__(self) -> int:
        return len(self.skin)


@dataclass(frozen=True)
class FaceTrack:
    """The tuned face in coefficient space; vertices are made from it only where they are looked at.

    The skin is moved by an *extended* basis of ``K + 2 + G`` rows: the package's ``K`` rows, then
    its eye-close and its lip-open pose delta, then those of its blendshape poses that follow the
    voice, so constant offsets, blinks and gestures are coefficients like all others::

        points = neutral + (1 - mask) * (upper @ basis) + mask * (lower @ basis)

    Attributes
    ----------
    rate : FrameRate
    upper, lower : np.ndarray [shape=(T, K + 2 + G), float32]
        Coefficients of the upper and of the lower face, strengths and smoothing applied.
    tongue : np.ndarray [shape=(T, Kt), float32]
        Tongue coefficients, strength applied.
    tongue_offset : np.ndarray [shape=(3,), float32]
        Constant shift of the whole tongue (0, height, depth) in the package's length unit.
    jaw : np.ndarray [shape=(T, 4, 4), float32]
        Rigid motion of the lower teeth, column vectors: ``p' = jaw @ p``.
    eyes : np.ndarray [shape=(T, 2, 3), float32]
        Right then left eyeball: rotation about X, Y, Z in degrees.
    """

    rate: FrameRate
    upper: FloatArray
    lower: FloatArray
    tongue: FloatArray
    tongue_offset: FloatArray
    jaw: FloatArray
    eyes: FloatArray

    def __len__(self) -> int:
        return len(self.upper)


@dataclass(frozen=True)
class WeightTrack:
    """Blendshape weights over time.

    Attributes
    ----------
    rate : FrameRate
    names : tuple of str
        Pose names in lower camel case, for example ``jawOpen``.
    weights : np.ndarray [shape=(T, P), float32]
    """

    rate: FrameRate
    names: tuple[str, ...]
    weights: FloatArray

    def __len__(self) -> int:
        return len(self.weights)


@dataclass(frozen=True)
class PointStream:
    """Vertex positions of one mesh over time, made block by block so that memory stays bounded.

    Attributes
    ----------
    rate : FrameRate
    name : str
        Name of the mesh.
    frame_count, vertex_count : int
    blocks : callable
        Each call starts anew and yields the frames in order as arrays [shape=(t, V, 3), float32] of
        any t >= 1: positions in the package's length unit (centimetres for our head), Y up, Z
        forward.
    """

    rate: FrameRate
    name: str
    frame_count: int
    vertex_count: int
    blocks: Callable[[], Iterator[FloatArray]]
