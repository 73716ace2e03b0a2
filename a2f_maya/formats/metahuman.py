"""MetaHuman control curves from ARKit weights."""

from __future__ import annotations

import numpy as np

from a2f_maya.names import find_all, metahuman_curves
from a2f_maya.tracks import FloatArray, WeightTrack

PREFIX = "CTRL_expressions_"
"""What Unreal puts before the name of a raw control; Maya writes ``CTRL_expressions.`` there."""

LIPS_TOGETHER = tuple(f"mouthLipsTogether{corner}" for corner in ("UL", "UR", "DL", "DR"))

_SMALLEST_JAW = 0.1


def metahuman_values(
    track: WeightTrack, mouth_close_opens_jaw: bool = False
) -> tuple[tuple[str, ...], FloatArray]:
    """Values of MetaHuman's raw controls for every frame.

    Each curve is the sum of ``factor * weight`` over the poses, limited to 0..1. Epic's table has
    no entry for ``mouthClose``, because there the lips are closed by four controls *whatever the
    jaw does*, while ARKit's ``mouthClose`` brings them together only when it equals ``jawOpen``. So
    the four controls get the closed share of the opening, ``mouthClose / max(jawOpen, 0.1)``; the
    lower limit keeps small noise of a closed jaw from becoming a full press.

    Parameters
    ----------
    track : WeightTrack
        Poses that it lacks count as 0; tongue poses beyond ``tongueOut`` have no curve.
    mouth_close_opens_jaw : bool
        True where the pose ``mouthClose`` was modelled with the jaw open, as in NVIDIA's packages:
        then its weight also opens the MetaHuman's jaw.

    Returns
    -------
    names : tuple of str
        As Unreal spells them, for example ``CTRL_expressions_jawOpen``, in order of first use.
    values : np.ndarray [shape=(T, curves), float32]
    """
    poses = metahuman_curves()
    columns = dict(zip(poses, find_all(list(poses), track.names), strict=True))
    close = _column(track, "mouthClose")
    sums: dict[str, FloatArray] = {}
    for pose, curves in poses.items():
        column = columns[pose]
        weight = np.zeros(len(track), np.float32) if column is None else track.weights[:, column]
        if pose == "jawOpen" and mouth_close_opens_jaw:
            weight = weight + close
        for curve, factor in curves.items():
            sums[curve] = sums.get(curve, np.float32(0)) + np.float32(factor) * weight
        if pose == "jawOpen":
            together = (close / np.maximum(weight, _SMALLEST_JAW)).astype(np.float32)
            sums.update(dict.fromkeys(LIPS_TOGETHER, together))
    values: FloatArray = np.clip(np.stack(list(sums.values()), axis=1), 0, 1).astype(np.float32)
    return tuple(PREFIX + curve for curve in sums), values


def _column(track: WeightTrack, pose: str) -> FloatArray:
    (column,) = find_all([pose], track.names)
    if column is None:
        return np.zeros(len(track), np.float32)
    weights: FloatArray = track.weights[:, column]
    return weights
