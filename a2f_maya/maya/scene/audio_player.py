"""Recordings in the scene: Maya's audio node, the player that reads it, and its range."""

from __future__ import annotations

import math
from pathlib import Path

from maya import cmds, mel
from maya.api import OpenMaya as om
from maya.api import OpenMayaAnim as oma

from a2f_maya.audio.files import recording_seconds
from a2f_maya.errors import SceneError
from a2f_maya.maya import undo
from a2f_maya.maya.host import action, frame_rate, is_batch, time_of_frame
from a2f_maya.maya.scene.bindings import AUDIO, bind, bindings
from a2f_maya.maya.scene.character import PLAYER, Character
from a2f_maya.maya.scene.nodes import driver_of, is_type, only_node

AUDIO_LINKS = (
    ("filename", "audioFile"),
    ("offset", "audioOffset"),
    ("sourceStart", "audioStart"),
    ("sourceEnd", "audioEnd"),
)
"""Attributes of Maya's audio node and of the player: trimming and moving a clip is followed."""

_WHOLE = 1e-6


@action("Create Audio Player", keeps_selection=False)
def create_audio_player(audio: str | Path | None = None, *, name: str = "a2f_player") -> str:
    """Add a player of a recording.

    Parameters
    ----------
    audio : str or Path, optional
        A recording, or the name of an ``audio`` node of the scene. A recording gets an ``audio``
        node of its own, which the time slider can play.
    name : str

    Returns
    -------
    str
        The ``a2fPlayer``, which is selected.

    Raises
    ------
    AudioError
        If the recording cannot be read.
    SceneError
    """
    player = str(cmds.createNode(PLAYER, name=name, skipSelect=True))
    cmds.connectAttr("time1.outTime", f"{player}.time")
    if audio is not None:
        _connect(player, _existing_audio_node(audio) or _create_audio_node(audio, player))
    cmds.select(player, replace=True)
    return player


@action("Set Audio")
def set_audio(target: str | Character, audio: str | Path) -> None:
    """Give a player another recording; its offset and trimming begin anew.

    Parameters
    ----------
    target : str or Character
        A player, or a character whose player is meant.
    audio : str or Path
        See `create_audio_player`.

    Raises
    ------
    AudioError
        If the recording cannot be read.
    SceneError
        If the character has no player.
    """
    player = player_of(target)
    chosen = _existing_audio_node(audio)
    current = driver_of(f"{player}.audioFile")
    if current and chosen is None:
        _set_recording(current, Path(audio))
    else:
        _connect(player, chosen or _create_audio_node(audio, player))


@action("Set Range Start")
def set_range_start(target: str | Character, frame: float | None = None) -> None:
    """Let the performance begin at a frame.

    Parameters
    ----------
    target : str or Character
        A player, or a character whose player is meant.
    frame : float, optional
        Of the time line; the current one if left out.
    """
    player = player_of(target)
    place = _place_in_recording(player, frame)
    end = cmds.getAttr(f"{player}.rangeEnd")
    if end and place >= end:
        raise SceneError(
            "The range would start at or behind its end; move the end first, or choose an earlier "
            "frame."
        )
    cmds.setAttr(f"{player}.rangeStart", place)


@action("Set Range End")
def set_range_end(target: str | Character, frame: float | None = None) -> None:
    """Let the performance end at a frame; see `set_range_start`."""
    player = player_of(target)
    place = _place_in_recording(player, frame)
    if place <= cmds.getAttr(f"{player}.rangeStart"):
        raise SceneError(
            "The range would end at or before its start; move the start first, or choose a later "
            "frame."
        )
    cmds.setAttr(f"{player}.rangeEnd", place)


def player_of(target: str | Character) -> str:
    """The player that is meant by a player's name, a character or a character's name.

    Raises
    ------
    SceneError
    """
    if isinstance(target, str):
        node = only_node(target)
        if cmds.nodeType(node) == PLAYER:
            return node
        target = Character(only_node(target, "a2fCore"))
    player = target.player
    if not player:
        raise SceneError(
            f"'{target.core}' has no Audio Player; connect the audioTime of one in the Node Editor."
        )
    return player


def clip_frames(player: str) -> tuple[float, float]:
    """First and last frame of a player's recording on the time line, as far as it is played.

    Parameters
    ----------
    player : str

    Returns
    -------
    tuple of float
        Frames of the scene's rate, not rounded.

    Raises
    ------
    AudioError
        If the recording cannot be read.
    SceneError
        If there is none.
    """
    path = cmds.getAttr(f"{player}.outAudioFile")
    if not path:
        raise SceneError(f"'{player}' has no recording; give it one.")
    offset, start, end, range_start, range_end = (
        float(cmds.getAttr(f"{player}.{name}"))
        for name in ("audioOffset", "audioStart", "audioEnd", "rangeStart", "rangeEnd")
    )
    duration = recording_seconds(Path(path)) * frame_rate().fps
    first = max(start, range_start)
    last = min(value for value in (duration, end, range_end) if value > 0)
    return offset + first - start, offset + last - start


@action("Fit Playback Range")
def fit_playback_range(player: str) -> None:
    """Make the time line as long as a player's recording.

    Parameters
    ----------
    player : str
    """
    first, last = clip_frames(player)
    undo.apply(_SetPlaybackRange(math.floor(first + _WHOLE), math.ceil(last - _WHOLE)))


def show_on_time_slider(player: str) -> None:
    """Show the recording's waveform on the time slider and play its sound; nothing in mayapy."""
    audio = driver_of(f"{player}.audioFile")
    if is_batch() or not audio or not is_type(audio, ["audio"]):
        return
    slider = mel.eval("$a2fPlayBackSlider = $gPlayBackSlider")
    cmds.timeControl(slider, edit=True, sound=audio, displaySound=True)


class _SetPlaybackRange:
    """Sets the time line, which Maya's own command does not undo."""

    def __init__(self, first: float, last: float) -> None:
        wanted = (time_of_frame(first), time_of_frame(last))
        control = oma.MAnimControl
        self._new = (*wanted, *wanted)
        self._old = (
            control.animationStartTime(),
            control.animationEndTime(),
            control.minTime(),
            control.maxTime(),
        )

    def do(self) -> None:
        self._set(self._new)

    def undo(self) -> None:
        self._set(self._old)

    def redo(self) -> None:
        self._set(self._new)

    def _set(self, times: tuple[om.MTime, ...]) -> None:
        oma.MAnimControl.setAnimationStartEndTime(times[0], times[1])
        oma.MAnimControl.setMinMaxTime(times[2], times[3])


def _existing_audio_node(audio: str | Path) -> str | None:
    """The audio node of that name, if the name is not that of a file."""
    if isinstance(audio, Path) or not cmds.objExists(audio):
        return None
    return only_node(audio, "audio")


def _create_audio_node(audio: str | Path, player: str) -> str:
    """An audio node for a recording, which goes away with the player."""
    base = player.rsplit(":", 1)[-1]
    node = str(cmds.createNode("audio", name=f"{base}_audio", skipSelect=True))
    _set_recording(node, Path(audio))
    bind(player, AUDIO, node, [node])
    return node


def _set_recording(audio: str, path: Path) -> None:
    """Let an audio node play a whole file; the time slider goes by its end."""
    frames = recording_seconds(path) * frame_rate().fps
    cmds.setAttr(f"{audio}.filename", path.resolve().as_posix(), type="string")
    cmds.setAttr(f"{audio}.sourceStart", 0)
    cmds.setAttr(f"{audio}.sourceEnd", frames)


def _connect(player: str, audio: str) -> None:
    """Let a player follow an audio node; an audio node that only it had goes away."""
    for binding in bindings(player, AUDIO):
        if binding.target != audio:
            cmds.delete([binding.node, *binding.owned])
    for source, destination in AUDIO_LINKS:
        if driver_of(f"{player}.{destination}") != audio:
            cmds.connectAttr(f"{audio}.{source}", f"{player}.{destination}", force=True)


def _place_in_recording(player: str, frame: float | None) -> float:
    """A frame of the time line as a time within the recording, in frames."""
    if frame is None:
        frame = float(cmds.currentTime(query=True))
    place = frame - cmds.getAttr(f"{player}.audioOffset") + cmds.getAttr(f"{player}.audioStart")
    if place < 0:
        raise SceneError("The recording starts later; choose a frame inside it.")
    return float(place)
