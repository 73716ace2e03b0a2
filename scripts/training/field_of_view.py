"""How much sound one output of the network sees, in numbers that need no torch."""

from __future__ import annotations

from collections.abc import Sequence

from melspectrum import HOP, WINDOW

DILATIONS = (2, 2, 1, 1, 1, 1, 1)
# How many phone logits there are before the first curve, and after the last.
EXTRA_LOGITS = 2


def context(dilations: Sequence[int] = DILATIONS) -> int:
    """Return how many targets lie inside the field of view before the target of an output."""
    return 1 + sum(dilations) + EXTRA_LOGITS


def field_of_view(dilations: Sequence[int] = DILATIONS) -> tuple[int, int]:
    """Return (samples of audio that one output needs, sample of them that it belongs to)."""
    frames = 4 * context(dilations) + 2
    samples = (frames - 1) * HOP + WINDOW
    return samples, samples // 2
