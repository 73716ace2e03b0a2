"""From the inputs of ``a2fCore`` to one face: all that the node says, before Maya's types."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import A2FError
from a2f_maya.performing.blend import FaceFrame
from a2f_maya.performing.settings import moment_performance
from a2f_maya.performing.store import NotReadyError, PerformingStore
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.timing import FrameRate

READY = "Ready."
NO_RECORDING = "There is no recording: connect an Audio Player or set audioFile."
SWITCHED_OFF = "The node is switched off (its nodeState is not Normal)."


@dataclass(frozen=True)
class Moment:
    """What a core is asked for.

    Attributes
    ----------
    package, audio_file : str
    seconds : float
        Into the recording.
    numerator, denominator : int
        Frame rate of the computed frames.
    source_shot : str
    source_frame : int
    emotions, tuning : dict of float
    is_off : bool
    """

    package: str
    audio_file: str
    seconds: float
    numerator: int
    denominator: int
    source_shot: str
    source_frame: int
    emotions: dict[str, float]
    tuning: dict[str, float]
    is_off: bool = False

    def performance(self, pipeline: FacePipeline) -> Performance:
        """The settings of this moment for a package."""
        return moment_performance(
            pipeline, self.tuning, self.emotions, self.source_shot, self.source_frame
        )


@dataclass(frozen=True)
class Answer:
    """What a core gives.

    Attributes
    ----------
    frame : FaceFrame or None
        None is the rest pose of a package that is not known (yet).
    status : str
    is_ready : bool
    is_failure : bool
        Something is wrong that the user should hear of.
    milliseconds : float
    """

    frame: FaceFrame | None
    status: str = READY
    is_ready: bool = False
    is_failure: bool = False
    milliseconds: float = 0.0


def answer(
    store: PerformingStore,
    moment: Moment,
    *,
    solve: bool,
    waiting: tuple[Hashable, object] | None = None,
) -> Answer:
    """Compute one moment; what is wrong becomes the rest pose and a status.

    Parameters
    ----------
    store : PerformingStore
    moment : Moment
    solve : bool
        Whether the blendshape weights are wanted.
    waiting : tuple of (hashable, object), optional
        Who is told when more is ready, see `PerformingStore.pipeline`.
    """
    began = time.perf_counter()
    try:
        frame = _performed(store, moment, solve, waiting)
    except NotReadyError as error:
        return Answer(_rest(store, moment), str(error))
    except A2FError as error:
        return Answer(_rest(store, moment), str(error), is_failure=True)
    if frame is None:
        return Answer(_rest(store, moment), SWITCHED_OFF)
    return Answer(frame, is_ready=True, milliseconds=1e3 * (time.perf_counter() - began))


def _performed(
    store: PerformingStore,
    moment: Moment,
    solve: bool,
    waiting: tuple[Hashable, object] | None,
) -> FaceFrame | None:
    if moment.is_off:
        return None
    rate = FrameRate(moment.numerator, moment.denominator)
    if not moment.audio_file:
        raise A2FError(NO_RECORDING)
    clip = store.clip(
        moment.package, Path(moment.audio_file), rate, moment.performance, waiting=waiting
    )
    seconds = moment.seconds if np.isfinite(moment.seconds) else 0.0
    return clip.frame(seconds, moment.performance(clip.pipeline), solve=solve)


def _rest(store: PerformingStore, moment: Moment) -> FaceFrame | None:
    """The rest pose in the sizes of the package, as far as it can be opened without waiting."""
    pipeline = store.pipeline_at_hand(moment.package)
    if pipeline is None:
        return None
    model = pipeline.model
    rows = len(model.skin_basis)
    return FaceFrame(
        np.zeros(rows, np.float32),
        np.zeros(rows, np.float32),
        np.zeros(len(model.tongue_basis), np.float32),
        np.zeros(3, np.float32),
        np.eye(4, dtype=np.float32),
        np.zeros((2, 3), np.float32),
        np.zeros(len(pipeline.pose_names), np.float32),
    )


def angles_of(rotation: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Angles about X, then Y, then Z of a rotation for column vectors, in radians.

    Parameters
    ----------
    rotation : np.ndarray [shape=(3, 3)]
    """
    matrix = rotation
    across = float(np.hypot(matrix[2, 1], matrix[2, 2]))
    return (
        float(np.arctan2(matrix[2, 1], matrix[2, 2])),
        float(np.arctan2(-matrix[2, 0], across)),
        float(np.arctan2(matrix[1, 0], matrix[0, 0])),
    )
