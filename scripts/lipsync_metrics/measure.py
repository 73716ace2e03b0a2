"""All figures of one system."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scripts.lipsync_metrics import contrasts, events, motion
from scripts.lipsync_metrics.alignments import Alignment
from scripts.lipsync_metrics.clips import Clip, Scale, clips_of, from_resting_gap, scale_of
from scripts.lipsync_metrics.curves import Curves
from scripts.lipsync_metrics.probe import probe_score

_ALWAYS_CLOSED = 0.9


@dataclass(frozen=True)
class Scores:
    """The figures of one system; NaN where the clips hold nothing to judge.

    Attributes
    ----------
    score : float
        Mean of seven of the others, 100 for a perfect face.
    bil_hit : float
        Share of p b m in which the lips close.
    bil_false, false_v, false_c : float
        Share of vowels and of open consonants with closed lips: their mean, and each.
    bil_J : float
        ``bil_hit - bil_false``: Youden's index, 0 for a mouth that never moves.
    bil_ms, bil_abs : float
        Median of the closures' delays, and of their sizes, in milliseconds.
    fv_auc, round_auc, spread_auc, open_auc : float
        How well lips show f and v, rounding, spreading, and wide vowels: 0.5 is chance.
    sil : float
        Share of the pauses' time with closed lips.
    onset_abs, off_ms : float
        Median milliseconds between first sound and first opening (300: never), and between last
        sound and closing.
    r, lag, r_best : float
        Correlation of the gap with the phones' aperture, the face's lag in milliseconds (above 0
        it is late), and the correlation without the lag.
    jitter : float
        Root mean square acceleration of the gap.
    probeF1 : float
        How much a linear probe reads from one frame.
    n : int
        Number of clips.
    """

    score: float
    bil_hit: float
    bil_false: float
    false_v: float
    false_c: float
    bil_J: float  # noqa: N815 - names of columns in reports
    bil_ms: float
    bil_abs: float
    fv_auc: float
    round_auc: float
    spread_auc: float
    open_auc: float
    sil: float
    onset_abs: float
    off_ms: float
    r: float
    lag: float
    r_best: float
    jitter: float
    probeF1: float  # noqa: N815
    n: int


def measure(
    system: Mapping[str, Curves], alignments: Sequence[Alignment], *, relative: bool = False
) -> Scores | None:
    """Measure the curves of a system.

    Parameters
    ----------
    system : mapping of str to Curves
        Curves of each clip by its name.
    alignments : sequence of Alignment
    relative : bool
        Measure gaps from the resting mouth (see `clips.from_resting_gap`).

    Returns
    -------
    Scores or None
        None if no alignment has curves.
    """
    clips = clips_of(system, alignments)
    if not clips:
        return None
    if relative:
        clips = from_resting_gap(clips)
    return scores_of(clips, scale_of(clips))


def scores_of(clips: Sequence[Clip], scale: Scale) -> Scores:
    """All figures of clips on a scale."""
    hit = _mean(events.closure_hits(clips, scale))
    false_v = _mean(events.closed_vowels(clips, scale))
    false_c = _mean(events.closed_consonants(clips, scale))
    bil_false = (false_v + false_c) / 2
    delays = events.closure_delays(clips, scale)
    rest = _mean(events.rest_closures(clips, scale))
    labiodental = contrasts.labiodental_contrast(clips, scale)
    rounding = contrasts.rounding_contrast(clips)
    openness = contrasts.openness_contrast(clips)
    with_speech = motion.agreement(clips, scale)
    probe = probe_score(clips)
    calm = 0.0 if bil_false >= _ALWAYS_CLOSED else rest
    parts = [hit - bil_false, *(2 * area - 1 for area in (labiodental, rounding, openness))]
    parts += [calm, max(0.0, with_speech.correlation), probe]
    return Scores(
        score=100 * _mean([part for part in parts if not math.isnan(part)]),
        bil_hit=hit,
        bil_false=bil_false,
        false_v=false_v,
        false_c=false_c,
        bil_J=hit - bil_false,
        bil_ms=1000 * _median(delays),
        bil_abs=1000 * _median([abs(delay) for delay in delays]),
        fv_auc=labiodental,
        round_auc=rounding,
        spread_auc=contrasts.spreading_contrast(clips),
        open_auc=openness,
        sil=rest,
        onset_abs=1000 * _median([abs(delay) for delay in events.onset_delays(clips, scale)]),
        off_ms=1000 * _median(events.release_delays(clips, scale)),
        r=with_speech.correlation,
        lag=1000 * with_speech.lag,
        r_best=with_speech.best_correlation,
        jitter=motion.jitter(clips, scale),
        probeF1=probe,
        n=len(clips),
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else math.nan


def _median(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else math.nan
