"""The node ``a2fPlayer``: which moment of which recording is heard at a time of the scene."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from maya.api import OpenMaya as om

from a2f_maya.audio.files import recording_seconds
from a2f_maya.errors import A2FError
from a2f_maya.maya.nodes import making
from a2f_maya.maya.nodes.file_paths import resolved

TYPE_NAME = "a2fPlayer"


@dataclass(frozen=True)
class PlayerTimes:
    """The times of a player, all in seconds.

    Attributes
    ----------
    time : float
        Of the scene.
    offset : float
        Where the recording lies in the scene.
    start, end : float
        What is left of the file after trimming; an end of 0 is that of the file. The sound at
        ``start`` is heard at ``offset``, as Maya plays it.
    range_start, range_end : float
        What is performed, in times of the file; an end of 0 is that of the file.
    """

    time: float
    offset: float = 0.0
    start: float = 0.0
    end: float = 0.0
    range_start: float = 0.0
    range_end: float = 0.0


def audio_moment(times: PlayerTimes, duration: float, loop: bool) -> tuple[float, bool]:
    """Which moment of a recording is heard.

    Parameters
    ----------
    times : PlayerTimes
    duration : float
        Length of the file in seconds; infinite if it is not known.
    loop : bool
        Begin again behind the end.

    Returns
    -------
    tuple of float and bool
        Seconds into the file, held at the ends of what is performed, and whether the time lies
        inside it.
    """
    first = max(times.start, times.range_start, 0.0)
    last = min(value for value in (times.end, times.range_end, duration) if value > 0.0)
    moment = times.time - times.offset + times.start
    length = last - first
    if loop and 0.0 < length < math.inf and moment >= first:
        return first + (moment - first) % length, True
    return min(max(moment, first), max(first, last)), first <= moment < last


class PlayerNode(om.MPxNode):  # type: ignore[misc]
    """``a2fPlayer``. Connect it to Maya's ``audio`` node, or give it a file."""

    audio_file: Any = None
    times: tuple[Any, ...] = ()
    loop: Any = None
    audio_time: Any = None
    out_audio_file: Any = None
    active: Any = None

    @staticmethod
    def create() -> Any:
        """A new node, as Maya asks for it."""
        return PlayerNode()

    @classmethod
    def initialize(cls) -> None:
        """Make the attributes."""
        cls.audio_file = making.text("audioFile", "af", is_file=True)
        cls.times = (
            making.time("time", "t"),
            making.time("audioOffset", "ao"),
            making.time("audioStart", "as"),
            making.time("audioEnd", "ae"),
            making.time("rangeStart", "rs"),
            making.time("rangeEnd", "re"),
        )
        cls.loop = making.flag("loop", "lp")
        cls.audio_time = making.number("audioTime", "at")[1]
        cls.out_audio_file = making.text("outAudioFile", "oaf")
        cls.active = making.flag("active", "act")
        outputs = (cls.audio_time, cls.out_audio_file, cls.active)
        making.make_output(*outputs)
        for attribute in (cls.audio_file, *cls.times, cls.loop, *outputs):
            cls.addAttribute(attribute)
        making.affect(cls, (*cls.times, cls.loop), (cls.audio_time, cls.active))
        making.affect(cls, (cls.audio_file,), outputs)

    def compute(self, plug: Any, block: Any) -> Any:
        """Answer for one output; all values come from the data block."""
        attribute = plug.attribute()
        if attribute == self.out_audio_file:
            path = resolved(block.inputValue(self.audio_file).asString())
            block.outputValue(self.out_audio_file).setString(path)
            block.setClean(plug)
            return self
        if attribute not in (self.audio_time, self.active):
            return None
        path = resolved(block.inputValue(self.audio_file).asString())
        times = PlayerTimes(
            *(block.inputValue(time).asTime().asUnits(om.MTime.kSeconds) for time in self.times)
        )
        loop = block.inputValue(self.loop).asBool()
        duration = _duration(path) if path else math.inf
        moment, active = audio_moment(times, duration, loop)
        block.outputValue(self.audio_time).setDouble(moment)
        block.outputValue(self.active).setBool(active and duration < math.inf)
        for output in (self.audio_time, self.active):
            block.setClean(output)
        return self

    def getCacheSetup(  # noqa: N802 - Maya's name
        self, node: Any, disabling: Any, setup: Any, monitored: Any
    ) -> None:
        """Cached Playback may keep what this node gives."""
        om.MPxNode.getCacheSetup(self, node, disabling, setup, monitored)
        setup.setPreference(setup.kWantToCacheByDefault, True)


def _duration(path: str) -> float:
    """Length of a recording in seconds; infinite if it cannot be read, of which the core speaks."""
    try:
        status = Path(path).stat()
        return _seconds(path, status.st_mtime_ns, status.st_size)
    except (A2FError, OSError):
        return math.inf


@lru_cache(maxsize=64)
def _seconds(path: str, _changed: int, _size: int) -> float:
    return recording_seconds(Path(path))
