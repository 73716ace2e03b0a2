"""From the names of any system to ARKit's channels of the lips.

Left and right are one channel here. Viseme systems have no lip channels: each of their shapes is
given the ARKit weights that an artist would sculpt it from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Shape = Mapping[str, float]

CHANNELS = (
    "jawOpen",
    "mouthClose",
    "mouthFunnel",
    "mouthPucker",
    "mouthStretch",
    "mouthSmile",
    "mouthPress",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthUpperUp",
    "mouthLowerDown",
)
_INDEX = {name.lower(): number for number, name in enumerate(CHANNELS)}

OCULUS_VISEMES: dict[str, Shape] = {
    "sil": {},
    "PP": {"mouthPress": 0.5, "mouthRollLower": 0.3, "mouthRollUpper": 0.3},
    "FF": {"jawOpen": 0.06, "mouthRollLower": 0.6, "mouthUpperUp": 0.25},
    "TH": {"jawOpen": 0.18, "mouthLowerDown": 0.2},
    "DD": {"jawOpen": 0.15, "mouthLowerDown": 0.2, "mouthUpperUp": 0.1},
    "kk": {"jawOpen": 0.2, "mouthLowerDown": 0.15},
    "CH": {"jawOpen": 0.12, "mouthFunnel": 0.5, "mouthLowerDown": 0.15, "mouthUpperUp": 0.15},
    "SS": {"jawOpen": 0.06, "mouthStretch": 0.3, "mouthLowerDown": 0.25, "mouthUpperUp": 0.15},
    "nn": {"jawOpen": 0.15, "mouthLowerDown": 0.15},
    "RR": {"jawOpen": 0.15, "mouthFunnel": 0.3, "mouthPucker": 0.2},
    "aa": {"jawOpen": 0.6, "mouthLowerDown": 0.3, "mouthUpperUp": 0.15},
    "E": {"jawOpen": 0.35, "mouthStretch": 0.35, "mouthLowerDown": 0.25, "mouthUpperUp": 0.1},
    "I": {"jawOpen": 0.18, "mouthStretch": 0.3, "mouthSmile": 0.3, "mouthLowerDown": 0.2},
    "O": {"jawOpen": 0.4, "mouthFunnel": 0.6},
    "U": {"jawOpen": 0.18, "mouthPucker": 0.8, "mouthFunnel": 0.2},
}
_OTHER_SPELLINGS = {
    "aa": "aa",
    "e": "E",
    "ee": "E",
    "i": "I",
    "ih": "I",
    "kk": "kk",
    "nn": "nn",
    "o": "O",
    "oh": "O",
    "ou": "U",
    "u": "U",
}

RHUBARB_SHAPES: dict[str, Shape] = {
    "A": OCULUS_VISEMES["PP"],
    "B": {"jawOpen": 0.12, "mouthStretch": 0.3, "mouthLowerDown": 0.25, "mouthUpperUp": 0.1},
    "C": {"jawOpen": 0.4, "mouthLowerDown": 0.3, "mouthStretch": 0.2, "mouthUpperUp": 0.1},
    "D": {"jawOpen": 0.7, "mouthLowerDown": 0.3, "mouthUpperUp": 0.15},
    "E": {"jawOpen": 0.35, "mouthFunnel": 0.5},
    "F": {"jawOpen": 0.15, "mouthPucker": 0.8, "mouthFunnel": 0.2},
    "G": OCULUS_VISEMES["FF"],
    "H": {"jawOpen": 0.3, "mouthLowerDown": 0.25},
    "X": {},
}

FIVE_VOWELS: dict[str, Shape] = {
    "A": OCULUS_VISEMES["aa"],
    "I": OCULUS_VISEMES["I"],
    "U": OCULUS_VISEMES["U"],
    "E": OCULUS_VISEMES["E"],
    "O": OCULUS_VISEMES["O"],
    "N": {},
    "-": {},
}


def arkit_channels(names: Sequence[str], weights: Floats) -> Floats:
    """Weights of the lips' ARKit channels.

    Parameters
    ----------
    names : sequence of str
        N names in any case, with or without a mesh's name before a dot, ``viseme_``, or
        underscores.
    weights : np.ndarray [shape=(T, N), float64]

    Returns
    -------
    np.ndarray [shape=(T, len(CHANNELS)), float64]
        In the order of `CHANNELS`; zero where a system has no such channel.
    """
    if any("jawopen" in _plain(name) for name in names):
        return _from_blendshapes(names, weights)
    return _from_shapes(names, weights)


def _plain(name: str) -> str:
    return name.lower().replace("viseme_", "").rsplit(".", 1)[-1].replace("_", "")


def _without_side(name: str) -> str:
    for side in ("left", "right"):
        if name.endswith(side):
            return name.removesuffix(side)
    if name not in _INDEX and name[-1:] in ("l", "r") and name[:-1] in _INDEX:
        return name[:-1]
    return name


def _from_blendshapes(names: Sequence[str], weights: Floats) -> Floats:
    """Mean of left and right."""
    channels = np.zeros((len(weights), len(CHANNELS)))
    sides = np.zeros(len(CHANNELS))
    for column, name in enumerate(names):
        number = _INDEX.get(_without_side(_plain(name)))
        if number is not None:
            channels[:, number] += weights[:, column]
            sides[number] += 1
    return np.asarray(channels / np.maximum(sides, 1))


def _from_shapes(names: Sequence[str], weights: Floats) -> Floats:
    bare = [name.replace("viseme_", "") for name in names]
    channels = np.zeros((len(weights), len(CHANNELS)))
    for column, shape in enumerate(_shapes(bare)):
        for channel, amount in shape.items():
            channels[:, _INDEX[channel.lower()]] += amount * weights[:, column]
    return channels


def _shapes(names: Sequence[str]) -> list[Shape]:
    """The sculpted shape of each name; an unknown name moves nothing."""
    if {"X", "G", "H"} <= set(names):
        return [RHUBARB_SHAPES.get(name, {}) for name in names]
    if set(names) <= set(FIVE_VOWELS):
        return [FIVE_VOWELS[name] for name in names]
    known = [
        name if name in OCULUS_VISEMES else _OTHER_SPELLINGS.get(name.lower(), "") for name in names
    ]
    return [OCULUS_VISEMES.get(name, {}) for name in known]
