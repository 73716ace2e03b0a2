"""The settings of one moment, from numbers that may come from any curve or expression."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from a2f_maya.face.parameter import Parameter
from a2f_maya.face.params import PARAMETERS, FaceParameters
from a2f_maya.pipeline import FacePipeline, Performance

PACKAGE_FRAME = -1
"""Source frame that stands for the package's own."""


def moment_performance(
    pipeline: FacePipeline,
    values: Mapping[str, float],
    emotions: Mapping[str, float],
    source_shot: str = "",
    source_frame: int = PACKAGE_FRAME,
) -> Performance:
    """Make a performance out of the numbers of one moment.

    Curves overshoot and connections carry anything, so numbers outside a range are moved to its
    end, and what is no number counts as the default.

    Parameters
    ----------
    pipeline : FacePipeline
    values : mapping
        Tuning by public name, see `a2f_maya.face.params.PARAMETERS`; the table's defaults for those
        that are missing.
    emotions : mapping
        Explicit emotions; those that the package does not know are passed over.
    source_shot : str
        Empty for the package's own.
    source_frame : int
        `PACKAGE_FRAME` for the package's own in its own shot, and for the first one in any other.

    Raises
    ------
    ParameterError
        If there is no such shot or frame.
    """
    own = pipeline.defaults
    shot = source_shot or own.source_shot
    frame = source_frame
    if frame == PACKAGE_FRAME:
        frame = own.source_frame if shot == own.source_shot else 0
    pipeline.emotions.vector(shot, frame)
    known = {name.lower() for name in pipeline.package.info.explicit_emotions}
    felt = {
        name: min(max(strength, 0.0), 1.0)
        for name, strength in emotions.items()
        if strength > 0.0 and name.lower() in known
    }
    parameters = {
        row.key: _inside(row, values[row.name]) for row in PARAMETERS if row.name in values
    }
    return Performance(FaceParameters(**parameters), shot, frame, felt)


def _inside(row: Parameter, value: float) -> Any:
    if not math.isfinite(value):
        return row.default
    value = min(max(value, row.minimum), row.maximum)
    return row.kind(value) if row.kind is not float else value
