"""Curves of a face over time: reading the files that systems write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """Weights of one clip as a system wrote them.

    Attributes
    ----------
    rate : float
        Frames per second.
    names : tuple of str
        ARKit blendshapes, Oculus visemes, Rhubarb's mouth shapes or five vowels.
    weights : np.ndarray [shape=(T, N), float64]
    start : float
        Seconds of the first frame.
    """

    rate: float
    names: tuple[str, ...]
    weights: Floats
    start: float = 0.0

    @property
    def times(self) -> Floats:
        """Seconds of all frames."""
        return np.asarray(np.arange(len(self.weights)) / self.rate + self.start, np.float64)


def sampled(times: Floats, own_times: Floats, columns: Floats) -> Floats:
    """Interpolate columns [T, N] linearly at other times; held before the first and after the last.

    Returns
    -------
    np.ndarray [shape=(len(times), N), float64]
    """
    return np.stack([np.interp(times, own_times, column) for column in columns.T], 1)


def read_curves(path: Path) -> Curves:
    """Read ``{"fps", "names", "weights", "t0"}`` or Audio2Face's own weights file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "weightMat" in content:
        rate, names, rows = content["exportFps"], content["facsNames"], content["weightMat"]
    else:
        rate, names, rows = content["fps"], content["names"], content["weights"]
    weights = np.asarray(rows, np.float64).reshape(-1, len(names))
    return Curves(float(rate), tuple(names), weights, float(content.get("t0", 0.0)))


def read_system(folder: Path, identities: Iterable[str]) -> dict[str, Curves]:
    """Read the curves of clips from ``<id>.json`` or ``<id>_bsweight.json``; missing ones are left.

    Parameters
    ----------
    folder : Path
    identities : iterable of str
        Names of the clips.
    """
    system = {}
    for identity in identities:
        for name in (f"{identity}.json", f"{identity}_bsweight.json"):
            if (folder / name).exists():
                system[identity] = read_curves(folder / name)
                break
    return system
