"""How curves and contacts become skin and tongue channels: tables of factors, no code.

A channel is (sum of curves) x (1 - sum of what gives way) + (sum of contacts).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Table = Mapping[str, Mapping[str, float]]

# The lips together, the lower lip at the teeth, both at once, the lips in a plosive.
CONTACTS = ("lips", "teeth", "both", "plosive")

CURVE_SHAPES: Table = {
    "jawOpen": {"jaw": 1.0},
    "jawForward": {"funnel": 0.15},
    "mouthFunnel": {"funnel": 1.0},
    "mouthPucker": {"pucker": 1.0},
    "mouthStretch": {"stretch": 1.0},
    "mouthSmile": {"smile": 1.0},
    "mouthDimple": {"smile": 0.2},
    "mouthUpperUp": {"upper": 0.8},
    "mouthLowerDown": {"lower": 0.5},
    "cheekSquint": {"smile": 0.15},
}
_LIPS_NEEDED = {"lips": 1.0, "teeth": 1.0, "both": -1.0}
GIVES_WAY: Table = {
    "jawOpen": {"lips": 0.35, "teeth": 0.5},
    "mouthFunnel": {"lips": 0.6},
    "mouthUpperUp": _LIPS_NEEDED,
    "mouthLowerDown": _LIPS_NEEDED,
}
CONTACT_SHAPES: Table = {
    "mouthPress": {"lips": 0.32},
    "mouthRollLower": {"lips": 0.2, "teeth": 0.62},
    "mouthRollUpper": {"lips": 0.16},
    "mouthShrugLower": {"lips": 0.25},
    "mouthShrugUpper": {"lips": 0.12},
    "mouthUpperUp": {"teeth": 0.2},
    "cheekPuff": {"plosive": 0.15},
}
TONGUE_SHAPES: Table = {
    "tongueTipUp": {"tongue_tip": 1.0},
    "tongueUp": {"tongue_body": 1.0},
    "tongueStretch": {"tongue_forward": 1.0},
    "tongueDown": {"tongue_low": 1.0},
}
TONGUE_GROUPS: Table = {
    "tongueIn": {"retracted": 0.4},
    "tongueWide": {"braced": 0.4},
    "tongueNarrow": {"grooved": 0.3},
    "tongueRollUp": {"bunched": 0.3},
}


def matrix(
    table: Table, channels: Sequence[str], sources: Sequence[str]
) -> npt.NDArray[np.float32]:
    """Return a table as the kernel [channels, sources, 1] of a pointwise convolution."""
    result = np.zeros((len(channels), len(sources), 1), np.float32)
    for channel, parts in table.items():
        for source, factor in parts.items():
            result[channels.index(channel), sources.index(source)] = factor
    return result
