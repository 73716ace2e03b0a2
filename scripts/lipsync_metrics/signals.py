"""What the eye reads from the lips: gap, rounding, spreading, lower lip at the teeth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.channels import CHANNELS

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LipSignals:
    """Four signals of one clip, each [shape=(T,), float64].

    Attributes
    ----------
    gap
        How far the lips are apart, in units of ``jawOpen``; never negative.
    rounding, spreading
        Pucker and funnel; stretch and smile.
    labiodental
        Lower lip rolled in under a raised upper lip: the look of f and v.
    """

    gap: Floats
    rounding: Floats
    spreading: Floats
    labiodental: Floats

    def with_resting_gap(self, rest: float) -> LipSignals:
        """Measure the gap from that of the closed mouth."""
        return replace(self, gap=np.clip(self.gap - rest, 0, None))


def lip_signals(channels: Floats) -> LipSignals:
    """Signals of ARKit channels [shape=(T, len(CHANNELS))] in the order of `CHANNELS`."""
    by_name = dict(zip(CHANNELS, channels.T, strict=True))
    jaw, close = by_name["jawOpen"], by_name["mouthClose"]
    funnel, pucker = by_name["mouthFunnel"], by_name["mouthPucker"]
    stretch, smile = by_name["mouthStretch"], by_name["mouthSmile"]
    press, lower, upper = (
        by_name["mouthPress"],
        by_name["mouthRollLower"],
        by_name["mouthRollUpper"],
    )
    raised, lowered = by_name["mouthUpperUp"], by_name["mouthLowerDown"]
    gap = np.clip(jaw - close, 0, None) + 0.3 * lowered + 0.3 * raised + 0.15 * funnel
    gap = gap - 0.3 * press - 0.12 * (lower + upper)
    return LipSignals(
        gap=np.clip(gap, 0, None),
        rounding=pucker + funnel,
        spreading=stretch + smile,
        labiodental=lower - 0.5 * upper + 0.4 * (raised - lowered),
    )
