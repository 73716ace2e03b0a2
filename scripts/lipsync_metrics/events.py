"""Lips that should close, stay open, rest or start to move at a known moment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.alignments import Phone
from scripts.lipsync_metrics.clips import Clip, Scale, is_silence
from scripts.lipsync_metrics.phones import (
    BILABIALS,
    LABIODENTALS,
    OPEN_CONSONANTS,
    OPEN_VOWELS,
    SILENCE,
)

Floats = npt.NDArray[np.float64]

_SHORTEST_VOWEL = 0.06
_SHORTEST_CONSONANT = 0.04
_CLOSURE_REACH = 0.12
_CLOSURE_BOTTOM = 0.05
_VISIBLE_DIP = 0.2
_REST = 0.3
_REST_EDGE = 0.12
_ONSET_PAUSE, _ONSET_REACH = 0.2, 0.3
_RELEASE_PAUSE, _RELEASE_BEFORE, _RELEASE_AFTER = 0.25, 0.15, 0.35


def closure_hits(clips: Sequence[Clip], scale: Scale) -> list[bool]:
    """Whether the lips close in each p, b and m."""
    return [
        bool(clip.gap[clip.around(phone)].min() <= scale.closed)
        for clip in clips
        for _, phone, _ in clip.judged_phones()
        if phone.name in BILABIALS
    ]


def closure_delays(clips: Sequence[Clip], scale: Scale) -> list[float]:
    """Seconds from the middle of each p, b and m to the middle of the lips' closure.

    Only where the closure stands in speech and can be seen as a dip of the gap.
    """
    return [
        delay
        for clip in clips
        for before, phone, after in clip.judged_phones()
        if phone.name in BILABIALS and _in_speech(before, after)
        for delay in _closure_delay(clip, phone, scale)
    ]


def _in_speech(before: Phone | None, after: Phone | None) -> bool:
    stands_inside = before is not None and after is not None
    return stands_inside and not is_silence(before) and not is_silence(after)


def _closure_delay(clip: Clip, phone: Phone, scale: Scale) -> list[float]:
    near = clip.around(phone, _CLOSURE_REACH, _CLOSURE_REACH)
    gap, times = clip.gap[near], clip.times[near]
    if gap.max() - gap.min() <= _VISIBLE_DIP * scale.reference:
        return []
    bottom = np.flatnonzero(gap <= gap.min() + _CLOSURE_BOTTOM * scale.reference)
    dips = np.split(bottom, np.flatnonzero(np.diff(bottom) > 1) + 1)
    return [min((float(times[dip].mean()) - phone.middle for dip in dips), key=abs)]


def closed_vowels(clips: Sequence[Clip], scale: Scale) -> list[bool]:
    """Whether the lips are closed all through the middle of each open vowel: an error."""
    return [
        bool(clip.gap[clip.middle(phone)].max() <= scale.closed)
        for clip in clips
        for _, phone, _ in clip.judged_phones()
        if phone.name in OPEN_VOWELS and phone.length >= _SHORTEST_VOWEL
    ]


def closed_consonants(clips: Sequence[Clip], scale: Scale) -> list[bool]:
    """Whether the lips are closed in each consonant that is made behind open lips: an error.

    Those beside labials and pauses are left out, for there the lips may be closed rightly.
    """
    excused = BILABIALS | LABIODENTALS | {SILENCE}
    return [
        bool(clip.gap[clip.middle(phone)].max() <= scale.closed)
        for clip in clips
        for before, phone, after in clip.judged_phones()
        if phone.name in OPEN_CONSONANTS
        and phone.length >= _SHORTEST_CONSONANT
        and before is not None
        and after is not None
        and not {before.name, after.name} & excused
    ]


def rest_closures(clips: Sequence[Clip], scale: Scale) -> list[bool]:
    """Whether the lips are closed at each time of the pauses, away from the speech beside them."""
    closed: list[bool] = []
    for clip in clips:
        for before, phone, after in clip.judged_phones():
            if not is_silence(phone) or phone.length < _REST:
                continue
            start = phone.start + (_REST_EDGE if before else 0.0)
            end = phone.end - (_REST_EDGE if after else 0.0)
            closed += (clip.gap[clip.between(start, end)] <= scale.closed).tolist()
    return closed


def onset_delays(clips: Sequence[Clip], scale: Scale) -> list[float]:
    """Seconds from the end of each pause to the moment at which the lips part; 0.3 where never."""
    return [
        _onset_delay(clip, phone.end, scale)
        for clip in clips
        for _, phone, after in clip.judged_phones()
        if is_silence(phone) and phone.length >= _ONSET_PAUSE and _is_not_labial(after)
    ]


def _is_not_labial(phone: Phone | None) -> bool:
    return phone is not None and phone.name not in BILABIALS | LABIODENTALS


def _onset_delay(clip: Clip, moment: float, scale: Scale) -> float:
    near = clip.between(moment - _ONSET_REACH, moment + _ONSET_REACH)
    gap = clip.gap[near]
    opened = np.flatnonzero(gap > scale.closed)
    if not len(opened) or gap[:3].max() > scale.closed:
        return _ONSET_REACH
    return float(clip.times[near][opened[0]] - moment)


def release_delays(clips: Sequence[Clip], scale: Scale) -> list[float]:
    """Seconds from the start of each pause to the moment at which the lips have closed."""
    delays = []
    for clip in clips:
        for before, phone, _ in clip.judged_phones():
            if not is_silence(phone) or phone.length < _RELEASE_PAUSE or not _is_not_labial(before):
                continue
            near = clip.between(phone.start - _RELEASE_BEFORE, phone.start + _RELEASE_AFTER)
            opened = np.flatnonzero(clip.gap[near] > scale.closed)
            if len(opened):
                delays.append(float(clip.times[near][opened[-1]] - phone.start))
    return delays
