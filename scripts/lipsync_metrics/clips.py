"""Curves and phones of one clip on one clock, and the scale on which all clips are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.alignments import Alignment, Phone
from scripts.lipsync_metrics.channels import arkit_channels
from scripts.lipsync_metrics.curves import Curves, sampled
from scripts.lipsync_metrics.phones import CLASS_OF_PHONE, SILENCE
from scripts.lipsync_metrics.signals import LipSignals, lip_signals

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

RATE = 50
"""Times per second at which faces are judged."""

_NEAR = 0.03
_CLOSED_SHARE = 0.2
_TINY = 1e-6


@dataclass(frozen=True)
class Clip:
    """One clip of one system, sampled at `RATE`.

    Attributes
    ----------
    phones : tuple of Phone
    times : np.ndarray [shape=(T,), float64]
        Seconds.
    signals : LipSignals
    weights : np.ndarray [shape=(T, N), float64]
        All curves as the system wrote them.
    classes : np.ndarray [shape=(T,), int64]
        Viseme class of the phone at each time; 0 is silence.
    """

    phones: tuple[Phone, ...]
    times: Floats
    signals: LipSignals
    weights: Floats
    classes: npt.NDArray[np.int64]

    @property
    def gap(self) -> Floats:
        """The gap between the lips [shape=(T,)]."""
        return self.signals.gap

    @property
    def in_speech(self) -> Mask:
        """Whether each time lies in a phone that is not silence [shape=(T,)]."""
        return np.asarray(self.classes != 0)

    def around(self, phone: Phone, before: float = _NEAR, after: float = _NEAR) -> Mask:
        """Times of a phone and some seconds before and after it [shape=(T,)]."""
        return self.between(phone.start - before, phone.end + after)

    def between(self, start: float, end: float) -> Mask:
        """Times from one second to another, both included [shape=(T,)]."""
        return np.asarray((self.times >= start) & (self.times <= end))

    def middle(self, phone: Phone) -> Mask:
        """Times in the middle half of a phone, or the one nearest to its middle [shape=(T,)]."""
        quarter = 0.25 * phone.length
        inside = self.between(phone.start + quarter, phone.end - quarter)
        if not inside.any():
            inside[min(len(self.times) - 1, int(phone.middle * RATE))] = True
        return inside

    def judged_phones(self) -> Iterator[tuple[Phone | None, Phone, Phone | None]]:
        """Each phone that the clip's times reach, with its neighbours."""
        neighbours: Sequence[Phone | None] = (None, *self.phones, None)
        for before, phone, after in zip(neighbours, self.phones, neighbours[2:], strict=False):
            if self.around(phone).any():
                yield before, phone, after

    def along(self, value: Callable[[Phone], float]) -> Floats:
        """A value of the phone at each time, 0 outside all phones [shape=(T,)]."""
        track = np.zeros(len(self.times))
        for phone in self.phones:
            track[(self.times >= phone.start) & (self.times < phone.end)] = value(phone)
        return track


@dataclass(frozen=True)
class Scale:
    """What counts as open and closed for a system.

    Attributes
    ----------
    reference : float
        90th percentile of the gap in speech.
    """

    reference: float

    @property
    def closed(self) -> float:
        """The widest gap that counts as closed lips."""
        return _CLOSED_SHARE * self.reference


def clip_of(alignment: Alignment, curves: Curves) -> Clip:
    """Bring the curves of a clip onto the clock of the metrics."""
    times = np.arange(int(alignment.duration * RATE)) / RATE
    channels = arkit_channels(curves.names, curves.weights)
    clip = Clip(
        phones=alignment.phones,
        times=times,
        signals=lip_signals(sampled(times, curves.times, channels)),
        weights=sampled(times, curves.times, curves.weights),
        classes=np.zeros(len(times), np.int64),
    )
    classes = clip.along(lambda phone: CLASS_OF_PHONE[phone.name])
    return replace(clip, classes=classes.astype(np.int64))


def clips_of(system: Mapping[str, Curves], alignments: Sequence[Alignment]) -> list[Clip]:
    """All clips that a system has curves of."""
    return [
        clip_of(alignment, system[alignment.identity])
        for alignment in alignments
        if alignment.identity in system
    ]


def from_resting_gap(clips: Sequence[Clip]) -> list[Clip]:
    """Measure gaps from the resting mouth, for rigs whose closed mouth is not all zeros.

    The rest is the median gap in silence, at most half of the wide gaps.
    """
    silent = np.concatenate([clip.gap[~clip.in_speech] for clip in clips])
    widest = np.percentile(np.concatenate([clip.gap for clip in clips]), 90)
    rest = min(float(np.median(silent)) if len(silent) else 0.0, 0.5 * float(widest))
    return [replace(clip, signals=clip.signals.with_resting_gap(rest)) for clip in clips]


def scale_of(clips: Sequence[Clip]) -> Scale:
    """Scale of all clips of a system.

    Raises
    ------
    ValueError
        If the clips hold no speech.
    """
    gaps = np.concatenate([clip.gap[clip.in_speech] for clip in clips])
    if not len(gaps):
        raise ValueError("The clips hold no speech; choose others.")
    return Scale(max(float(np.percentile(gaps, 90)), _TINY))


def is_silence(phone: Phone | None) -> bool:
    """Whether a phone is a pause; False where there is none."""
    return phone is not None and phone.name == SILENCE
