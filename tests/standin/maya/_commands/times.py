"""Times as cmds takes them: frames of the scene, or texts with a unit."""

from __future__ import annotations

import re
from typing import Any

from maya._core import units

_TEXT = re.compile(r"\s*([-+]?[0-9.]+(?:[eE][-+]?\d+)?)\s*([A-Za-z0-9.]*)\s*$")


def ticks_of(time: Any) -> int:
    """Ticks of a time such as ``12``, ``12.5`` or ``"2sec"``."""
    if isinstance(time, (list, tuple)):
        time = time[0]
    if isinstance(time, str):
        match = _TEXT.match(time)
        if match is None:
            raise TypeError(f"Invalid arguments for flag 'time'.  Expected time, got {time!r}")
        unit = match.group(2) or None
        if unit is not None and unit not in units.FRAME_RATES:
            raise RuntimeError(f"Invalid unit: '{unit}'")
        return units.to_ticks(float(match.group(1)), unit)
    return units.to_ticks(float(time))
