"""How well signals tell groups of phones apart, as areas under ROC curves: 0.5 is chance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.alignments import Phone
from scripts.lipsync_metrics.clips import Clip, Scale
from scripts.lipsync_metrics.phones import (
    APERTURE,
    BILABIALS,
    LABIODENTALS,
    NARROW_VOWELS,
    ROUNDED,
    SILENCE,
    SPREAD,
    UNROUNDED,
    WIDE_VOWELS,
)

Floats = npt.NDArray[np.float64]
Value = Callable[[Clip, Phone], float]

_SHORTEST_VOWEL = 0.05
_TIE = 1e-12


def area_under_roc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Probability that a value of the first group is above one of the second; ties count half.

    The Mann-Whitney statistic by ranks; NaN where a group is empty.
    """
    if not len(higher) or not len(lower):
        return float("nan")
    values = np.concatenate([np.asarray(higher, np.float64), np.asarray(lower, np.float64)])
    order = np.argsort(values, kind="mergesort")
    ranks = np.empty(len(values))
    ranks[order] = _tied_ranks(values[order])
    count = len(higher)
    above = ranks[:count].sum() - count * (count + 1) / 2
    return float(above / (count * len(lower)))


def _tied_ranks(ordered: Floats) -> Floats:
    """Ranks from 1 of sorted values; values equal to the first of a run share the mean rank."""
    ranks = np.empty(len(ordered))
    first = 0
    while first < len(ordered):
        past = int(np.searchsorted(ordered, ordered[first] + _TIE, "right"))
        ranks[first:past] = (first + past + 1) / 2
        first = past
    return ranks


def _values(clips: Sequence[Clip], phones: Collection[str], value: Value) -> list[float]:
    return [
        value(clip, phone)
        for clip in clips
        for _, phone, _ in clip.judged_phones()
        if phone.name in phones
    ]


def labiodental_contrast(clips: Sequence[Clip], scale: Scale) -> float:
    """Whether lower lip and teeth tell f and v from all other sounds but p, b and m."""

    def tucked(clip: Clip, phone: Phone) -> float:
        middle = clip.middle(phone)
        apart = clip.gap[middle].mean() / scale.reference
        return float(clip.signals.labiodental[middle].mean() - 0.5 * apart)

    others = set(APERTURE) - BILABIALS - LABIODENTALS - {SILENCE}
    return area_under_roc(_values(clips, LABIODENTALS, tucked), _values(clips, others, tucked))


def rounding_contrast(clips: Sequence[Clip]) -> float:
    """Whether pucker and funnel tell rounded phones from unrounded ones."""

    def rounding(clip: Clip, phone: Phone) -> float:
        return float(clip.signals.rounding[clip.middle(phone)].mean())

    return area_under_roc(_values(clips, ROUNDED, rounding), _values(clips, UNROUNDED, rounding))


def spreading_contrast(clips: Sequence[Clip]) -> float:
    """Whether stretch and smile tell ee and ay from rounded phones."""

    def spreading(clip: Clip, phone: Phone) -> float:
        return float(clip.signals.spreading[clip.middle(phone)].mean())

    return area_under_roc(_values(clips, SPREAD, spreading), _values(clips, ROUNDED, spreading))


def openness_contrast(clips: Sequence[Clip]) -> float:
    """Whether the gap tells wide vowels (at their widest) from narrow ones (in their middle)."""
    wide = [
        float(clip.gap[clip.around(phone)].max())
        for clip in clips
        for _, phone, _ in clip.judged_phones()
        if phone.name in WIDE_VOWELS and phone.length > _SHORTEST_VOWEL
    ]
    narrow = [
        float(clip.gap[clip.middle(phone)].mean())
        for clip in clips
        for _, phone, _ in clip.judged_phones()
        if phone.name in NARROW_VOWELS and phone.length > _SHORTEST_VOWEL
    ]
    return area_under_roc(wide, narrow)
