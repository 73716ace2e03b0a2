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
    "tongueNarrow",
    "tongueRollUp",
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
        "browInnerUp": 0.75,
        "browOuterUp": 0.85,
        "eyeWide": 0.8,
        "jawOpen": 0.18,
        "mouthFunnel": 0.08,
    },
    "anger": {
        "browDown": 1.0,
        "noseSneer": 0.5,
        "eyeSquint": 0.4,
        "mouthPress": 0.3,
        "mouthFrown": 0.3,
        "jawForward": 0.2,
        "mouthUpperUp": 0.12,
        "mouthStretch": 0.12,
    },
    "cheekiness": {
        "mouthSmile": 0.45,
        "mouthDimple": 0.4,
        "cheekSquint": 0.35,
        "eyeSquint": 0.25,
        "browOuterUp": 0.5,
    },
    "disgust": {
        "noseSneer": 0.95,
        "mouthUpperUp": 0.35,
        "browDown": 0.6,
        "eyeSquint": 0.45,
        "cheekSquint": 0.3,
        "mouthFrown": 0.35,
        "mouthShrugLower": 0.3,
    },
    "fear": {
        "browInnerUp": 0.95,
        "browOuterUp": 0.3,
        "eyeWide": 0.9,
        "mouthStretch": 0.45,
        "mouthFrown": 0.15,
        "jawOpen": 0.08,
    },
    "grief": {
        "browInnerUp": 1.0,
        "browDown": 0.3,
        "eyeSquint": 0.5,
        "mouthFrown": 0.6,
        "mouthStretch": 0.2,
        "mouthShrugLower": 0.35,
        "cheekSquint": 0.25,
    },
    "joy": {
        "mouthSmile": 0.65,
        "mouthDimple": 0.15,
        "cheekSquint": 0.65,
        "eyeSquint": 0.35,
        "browOuterUp": 0.2,
    },
    "outofbreath": {
        "jawOpen": 0.16,
        "mouthFunnel": 0.06,
        "mouthLowerDown": 0.08,
        "browInnerUp": 0.5,
        "noseSneer": 0.2,
    },
    "pain": {
        "browDown": 0.85,
        "browInnerUp": 0.35,
        "eyeSquint": 0.95,
        "noseSneer": 0.5,
        "cheekSquint": 0.6,
        "mouthStretch": 0.4,
        "mouthUpperUp": 0.25,
    },
    "sadness": {
        "browInnerUp": 0.85,
        "eyeSquint": 0.3,
        "mouthFrown": 0.5,
        "mouthShrugLower": 0.2,
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
