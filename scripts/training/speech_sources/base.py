"""What every synthesiser hands over, and the seed of one clip."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from phones import Segment


@dataclass(frozen=True)
class Utterance:
    """One synthesised clip: audio float [n] at `rate` Hz and its phone segments in seconds."""

    audio: npt.NDArray[np.floating]
    rate: int
    segments: list[Segment]
    text: str
    language: str
    voice: str


@dataclass(frozen=True)
class ClipSeed:
    """The random streams of one clip, so that any clip can be made again alone."""

    choice: random.Random
    numbers: np.random.Generator


def clip_seed(source: str, seed: int, index: int) -> ClipSeed:
    """Return the random streams of clip `index` of a source."""
    words = [seed, index, *source.encode("utf-8")]
    return ClipSeed(random.Random(f"{source}/{seed}/{index}"), np.random.default_rng(words))
