"""The channels of the package and what styles and emotions do to them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from coarticulation import LATENTS

SKIN_CHANNELS = (
    "jawOpen",
    "jawForward",
    "mouthClose",
    "mouthFunnel",
    "mouthPucker",
    "mouthStretch",
    "mouthSmile",
    "mouthFrown",
    "mouthDimple",
    "mouthPress",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "mouthUpperUp",
    "mouthLowerDown",
    "cheekPuff",
    "cheekSquint",
    "noseSneer",
    "eyeSquint",
    "eyeWide",
    "browDown",
    "browInnerUp",
    "browOuterUp",
)
TONGUE_CHANNELS = (
    "tongueTipUp",
    "tongueUp",
    "tongueStretch",
    "tongueDown",
    "tongueIn",
    "tongueWide",
)
# Channels that emotions move whether or not the lips are busy.
UPPER_FACE = frozenset(
    ("cheekSquint", "noseSneer", "eyeSquint", "eyeWide", "browDown", "browInnerUp", "browOuterUp")
)
# Emotion shapes that give way to rounded lips.
SPREADING = frozenset(("mouthSmile", "mouthStretch", "mouthFrown", "mouthDimple"))

EMOTIONS = (
    "amazement",
    "anger",
    "cheekiness",
    "disgust",
    "fear",
    "grief",
    "joy",
    "outofbreath",
    "pain",
    "sadness",
)
EMOTION_SHAPES: dict[str, dict[str, float]] = {
    "amazement": {
        "browInnerUp": 0.55,
        "browOuterUp": 0.6,
        "eyeWide": 0.55,
        "jawOpen": 0.16,
        "mouthFunnel": 0.08,
    },
    "anger": {
        "browDown": 0.75,
        "noseSneer": 0.35,
        "eyeSquint": 0.25,
        "mouthPress": 0.2,
        "mouthFrown": 0.2,
        "jawForward": 0.15,
        "mouthUpperUp": 0.08,
        "mouthStretch": 0.1,
    },
    "cheekiness": {
        "mouthSmile": 0.35,
        "mouthDimple": 0.3,
        "cheekSquint": 0.25,
        "eyeSquint": 0.15,
        "browOuterUp": 0.3,
    },
    "disgust": {
        "noseSneer": 0.7,
        "mouthUpperUp": 0.28,
        "browDown": 0.4,
        "eyeSquint": 0.3,
        "cheekSquint": 0.2,
        "mouthFrown": 0.25,
        "mouthShrugLower": 0.25,
    },
    "fear": {
        "browInnerUp": 0.7,
        "browOuterUp": 0.25,
        "eyeWide": 0.6,
        "mouthStretch": 0.4,
        "mouthFrown": 0.1,
        "jawOpen": 0.06,
    },
    "grief": {
        "browInnerUp": 0.8,
        "browDown": 0.2,
        "eyeSquint": 0.35,
        "mouthFrown": 0.5,
        "mouthStretch": 0.15,
        "mouthShrugLower": 0.3,
        "cheekSquint": 0.15,
    },
    "joy": {
        "mouthSmile": 0.55,
        "mouthDimple": 0.12,
        "cheekSquint": 0.45,
        "eyeSquint": 0.2,
        "browOuterUp": 0.12,
    },
    "outofbreath": {
        "jawOpen": 0.14,
        "mouthFunnel": 0.06,
        "mouthLowerDown": 0.08,
        "browInnerUp": 0.35,
        "noseSneer": 0.1,
    },
    "pain": {
        "browDown": 0.6,
        "browInnerUp": 0.2,
        "eyeSquint": 0.65,
        "noseSneer": 0.35,
        "cheekSquint": 0.4,
        "mouthStretch": 0.35,
        "mouthUpperUp": 0.22,
    },
    "sadness": {
        "browInnerUp": 0.6,
        "eyeSquint": 0.15,
        "mouthFrown": 0.4,
        "mouthShrugLower": 0.15,
    },
}

# What the numbers of the implicit vector mean; the others are not read.
IMPLICIT_LENGTH = 16
STYLE_GAINS: tuple[tuple[str, ...], ...] = (
    ("jaw",),
    ("funnel", "pucker"),
    ("stretch", "smile"),
    ("upper", "lower"),
    ("tongue_tip", "tongue_body", "tongue_forward", "tongue_low"),
)
STYLE_OFFSETS: tuple[dict[str, float], ...] = (
    {"mouthSmile": 1.0},
    {"browInnerUp": 0.5, "browOuterUp": 1.0},
    {"eyeSquint": 1.0},
)


@dataclass(frozen=True)
class Shot:
    """A named speaking style: changes of the gains and offsets above, in their order."""

    gains: tuple[float, ...] = (0.0,) * len(STYLE_GAINS)
    offsets: tuple[float, ...] = field(default=(0.0,) * len(STYLE_OFFSETS))


SHOTS: dict[str, Shot] = {
    "neutral": Shot(),
    "articulate": Shot((0.22, 0.25, 0.3, 0.25, 0.15), (0.0, 0.04, 0.0)),
    "relaxed": Shot((-0.18, -0.15, -0.15, -0.15, -0.1), (0.05, 0.0, 0.03)),
    "mumbled": Shot((-0.5, -0.4, -0.5, -0.45, -0.3), (0.0, 0.0, 0.05)),
}


def style_gains() -> npt.NDArray[np.float32]:
    """Return how the implicit vector changes the gain of each latent [16, 13]."""
    gains = np.zeros((IMPLICIT_LENGTH, len(LATENTS)), np.float32)
    for row, names in enumerate(STYLE_GAINS):
        gains[row, [LATENTS.index(name) for name in names]] = 1.0
    return gains


def expression_shapes() -> npt.NDArray[np.float32]:
    """Return what the implicit vector and the emotions add to each skin channel [26, 24]."""
    shapes = np.zeros((IMPLICIT_LENGTH + len(EMOTIONS), len(SKIN_CHANNELS)), np.float32)
    rows = list(enumerate(STYLE_OFFSETS, len(STYLE_GAINS)))
    rows += [(IMPLICIT_LENGTH + k, EMOTION_SHAPES[name]) for k, name in enumerate(EMOTIONS)]
    for row, recipe in rows:
        for name, value in recipe.items():
            shapes[row, SKIN_CHANNELS.index(name)] = value
    return shapes
