"""Procedural eye saccades: fixations of 0.2 to 1 s joined by quick jumps, about straight ahead."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SAMPLES, RATE = 5000, 30
_FINE = 10  # steps per sample, so that short jumps have a course of their own
_SPREAD = (0.9, 1.5)  # degrees: pitch, yaw
_LIMIT = (2.5, 3.5)
_HOME = 0.35  # how often the gaze comes back to the middle
_DRIFT = 0.004  # degrees per fine step


def saccade_rotations(seed: int = 7) -> npt.NDArray[np.float32]:
    """Return pitch and yaw in degrees [5000, 2] at 30 per second.

    The length of a jump follows the main sequence: 21 ms + 2.2 ms per degree (Carpenter 1988).
    """
    rng = np.random.default_rng(seed)
    step = 1.0 / (RATE * _FINE)
    total = SAMPLES * _FINE
    path = np.zeros((total, 2))
    gaze, done = np.zeros(2), 0
    while done < total:
        if rng.random() < _HOME:
            target = rng.normal(0, 0.15, 2)
        else:
            target = np.clip(rng.normal(0, 1, 2) * _SPREAD, np.negative(_LIMIT), _LIMIT)
        amplitude = float(np.linalg.norm(target - gaze))
        jump = max(1, round((0.021 + 0.0022 * amplitude) / step))
        share = np.linspace(0, 1, jump + 1)[1:, None]
        course = gaze + (target - gaze) * (share**2 * (3 - 2 * share))
        still = round(float(np.clip(rng.lognormal(np.log(0.42), 0.45), 0.2, 1.0)) / step)
        rest = course[-1] + np.cumsum(rng.normal(0, _DRIFT, (still, 2)), 0)
        piece = np.concatenate([course, rest])[: total - done]
        path[done : done + len(piece)] = piece
        done += len(piece)
        gaze = piece[-1]
    return path[::_FINE].astype(np.float32)
