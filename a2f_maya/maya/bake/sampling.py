"""Reading plugs frame by frame, without moving the current time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import SceneError
from a2f_maya.maya import evaluations
from a2f_maya.maya.host import evaluated_at
from a2f_maya.maya.scene.audio_player import clip_frames
from a2f_maya.maya.scene.character import Character
from a2f_maya.maya.scene.nodes import plug_of
from a2f_maya.progress import Progress

FloatTable = npt.NDArray[np.float64]
_WHOLE = 1e-6
_MOST_JOBS = 3
"""A node may ask for its network first and for its recording then."""


def bake_frames(character: Character, start: float | None, end: float | None) -> range:
    """The whole frames of a bake: as asked for, or else those of the recording.

    Parameters
    ----------
    character : Character
    start, end : float, optional
        First and last frame of the time line. Left out, the recording's, or the playback range's
        where there is no recording.

    Raises
    ------
    SceneError
        If no frame is left.
    """
    first, last = _recorded(character)
    first = first if start is None else start
    last = last if end is None else end
    frames = range(math.ceil(first - _WHOLE), math.floor(last + _WHOLE) + 1)
    if not frames:
        raise SceneError(
            f"There is no frame from {first:g} to {last:g}; give an end behind the start."
        )
    return frames


def wait_until_ready(character: Character, frames: range, progress: Progress) -> None:
    """Let network and recording be opened, however long that takes.

    Parameters
    ----------
    character : Character
    frames : range
    progress : Progress

    Raises
    ------
    SceneError
        With what the instance says is missing.
    CancelledError
    """
    core = character.core
    ready, status = plug_of(f"{core}.ready"), plug_of(f"{core}.status")
    for _ in range(_MOST_JOBS):
        with evaluated_at(frames[0]):
            if ready.asBool():
                return
            reason = status.asString()
        evaluations.finish(progress)
    raise SceneError(f"'{core}' cannot be baked: {reason}")


def sample_rows(
    frames: range, read: Callable[[], Sequence[float]], progress: Progress, message: str
) -> FloatTable:
    """Numbers at each frame.

    Parameters
    ----------
    frames : range
    read : callable
        Gives the numbers of the moment that is evaluated.
    progress : Progress
    message : str

    Returns
    -------
    np.ndarray [shape=(T, n), float64]
    """
    rows = []
    for done, frame in enumerate(frames):
        progress.update(done / len(frames), message)
        with evaluated_at(frame):
            rows.append(list(read()))
    return np.array(rows, dtype=np.float64)


def numbers_of(plugs: Sequence[str]) -> Callable[[], list[float]]:
    """A reader of number plugs for `sample_rows`: lengths in centimetres, angles in radians."""
    found = [plug_of(plug) for plug in plugs]
    return lambda: [plug.asDouble() for plug in found]


def matrices_of(plugs: Sequence[str]) -> Callable[[], list[float]]:
    """A reader of matrix plugs for `sample_rows`: sixteen numbers each."""
    found = [plug_of(plug) for plug in plugs]
    return lambda: [
        number for plug in found for number in om.MFnMatrixData(plug.asMObject()).matrix()
    ]


def _recorded(character: Character) -> tuple[float, float]:
    player = character.player
    if player and cmds.getAttr(f"{player}.outAudioFile"):
        return clip_frames(player)
    return (
        float(cmds.playbackOptions(query=True, minTime=True)),
        float(cmds.playbackOptions(query=True, maxTime=True)),
    )
