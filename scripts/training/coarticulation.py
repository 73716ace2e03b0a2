"""Phones with times to mouth movement: the targets that the network learns.

Dominance blending after Cohen and Massaro (1993), with the lip rules of JALI (Edwards et al. 2016):
bilabials close, labiodentals touch, rounding starts early and spreads through consonants, sibilants
hold the jaw, consonants made by the tongue leave the lips to their neighbours.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from phones import BILABIALS, LABIODENTALS, PHONE_INDEX, PHONES, SILENCE, VOWELS

Curves = npt.NDArray[np.float32]

ARTICULATORS = (
    "jaw",
    "funnel",
    "pucker",
    "stretch",
    "smile",
    "upper",
    "lower",
    "tongue_tip",
    "tongue_body",
    "tongue_forward",
    "tongue_low",
)
CONTACTS = ("lips", "lip_teeth")
LATENTS = ARTICULATORS + CONTACTS

# phone: jaw funnel pucker stretch smile upper lower | tongue: tip body forward low
_TABLE = """
SIL .00 .00 .00 .00 .00 .00 .00   .00 .00 .00 .00
AA  .62 .04 .00 .02 .02 .14 .30   .00 .05 .00 .70
AE  .52 .00 .00 .26 .12 .18 .34   .00 .10 .10 .60
AH  .42 .03 .00 .05 .03 .12 .26   .00 .15 .00 .45
AX  .26 .04 .02 .04 .03 .08 .18   .05 .20 .00 .20
AO  .48 .40 .12 .00 .00 .10 .22   .00 .25 .00 .50
AW  .55 .10 .05 .04 .02 .14 .28   .00 .15 .00 .60
AY  .55 .00 .00 .14 .08 .15 .30   .00 .25 .05 .50
EH  .38 .00 .00 .24 .12 .14 .28   .05 .30 .10 .30
ER  .24 .32 .18 .00 .00 .10 .18   .35 .35 .00 .05
EY  .30 .00 .00 .30 .18 .14 .26   .05 .50 .15 .10
IH  .24 .00 .00 .22 .12 .10 .22   .05 .50 .10 .10
IY  .18 .00 .00 .36 .24 .10 .22   .00 .70 .20 .00
OW  .34 .40 .32 .00 .00 .06 .14   .00 .40 .00 .25
OY  .40 .38 .22 .00 .00 .08 .18   .00 .35 .00 .30
UH  .22 .30 .30 .00 .00 .06 .14   .00 .45 .00 .10
UW  .16 .25 .62 .00 .00 .03 .06   .00 .60 .00 .05
UE  .16 .28 .58 .04 .00 .04 .08   .00 .65 .15 .00
P   .08 .00 .00 .02 .00 .00 .00   .00 .00 .00 .00
B   .08 .00 .00 .02 .00 .00 .00   .00 .00 .00 .00
M   .10 .00 .00 .02 .00 .00 .00   .00 .00 .00 .00
F   .08 .00 .00 .04 .02 .22 .00   .00 .05 .00 .05
V   .08 .00 .00 .04 .02 .20 .00   .00 .05 .00 .05
TH  .14 .00 .00 .06 .02 .10 .18   .25 .10 .80 .00
DH  .15 .00 .00 .05 .02 .08 .18   .25 .10 .65 .00
T   .15 .00 .00 .08 .03 .09 .21   .85 .15 .05 .00
D   .16 .00 .00 .07 .03 .09 .21   .80 .15 .05 .00
N   .17 .00 .00 .06 .03 .08 .20   .85 .15 .05 .00
L   .20 .00 .00 .05 .03 .08 .20   .90 .05 .15 .10
S   .05 .02 .00 .22 .10 .12 .26   .55 .25 .10 .00
Z   .06 .02 .00 .20 .10 .12 .24   .55 .25 .10 .00
SH  .07 .45 .18 .00 .00 .18 .22   .45 .45 .00 .00
ZH  .08 .42 .18 .00 .00 .16 .20   .45 .45 .00 .00
CH  .07 .45 .18 .00 .00 .16 .20   .65 .35 .00 .00
JH  .08 .42 .18 .00 .00 .16 .20   .65 .35 .00 .00
K   .20 .00 .00 .05 .02 .08 .18   .00 .85 .00 .00
G   .20 .00 .00 .05 .02 .08 .18   .00 .85 .00 .00
NG  .20 .00 .00 .05 .02 .06 .16   .00 .90 .00 .00
HH  .24 .00 .00 .04 .02 .08 .18   .00 .20 .00 .10
R   .18 .30 .22 .00 .00 .10 .14   .55 .30 .00 .00
Y   .16 .00 .00 .28 .18 .09 .20   .00 .75 .15 .00
W   .12 .22 .70 .00 .00 .02 .04   .00 .55 .00 .00
"""
_ROWS = {line.split()[0]: line.split()[1:] for line in _TABLE.strip().splitlines()}
TARGETS = np.array([[float(value) for value in _ROWS[name]] for name in PHONES])

# Which group each articulator belongs to: 0 jaw, 1 lip shape, 2 lip lift, 3 tongue.
_GROUP = np.array([0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3])
# How fast the dominance of a phone falls off outside it, per second: speech and silence.
_DECAY = np.array([48.0, 24.0, 44.0, 50.0])
_SILENCE_DECAY = np.array([35.0, 26.0, 35.0, 30.0])
_LIP_LEAD, _LIP_TAIL = 0.06, 0.055
_TEETH_LEAD, _TEETH_TAIL = 0.06, 0.05


# How strongly phones rule (jaw, lip shape, lip lift, tongue); the last row is for the rest.
_DOMINANCE: dict[str, tuple[float, float, float, float]] = {
    "SIL": (1.0, 0.8, 1.0, 0.7),
    "AX AH IH": (1.0, 0.55, 1.0, 0.8),
    "AA AE AO AW AY EH ER EY IY OW OY UH UW UE": (1.0, 1.0, 1.0, 0.8),
    "P B M": (0.9, 0.25, 3.0, 0.1),
    "F V": (2.0, 0.3, 3.0, 0.1),
    "S Z": (3.0, 0.7, 1.2, 1.8),
    "SH ZH CH JH": (2.5, 1.4, 1.2, 1.8),
    "TH DH": (1.3, 0.25, 1.5, 2.2),
    "W": (1.2, 2.2, 2.0, 0.8),
    "R": (0.7, 0.8, 0.7, 1.4),
    "HH": (0.12, 0.05, 0.12, 0.1),
    "T D N L K G NG Y": (0.7, 0.15, 0.6, 2.0),
}
_DOMINANCE_OF = {name: row for names, row in _DOMINANCE.items() for name in names.split()}
DOMINANCE = np.array([_DOMINANCE_OF[name] for name in PHONES])
_IS_BILABIAL = np.array([name in BILABIALS for name in PHONES])
_IS_LABIODENTAL = np.array([name in LABIODENTALS for name in PHONES])
# A stop's lips part before its burst has died away; a nasal holds to the end.
_LIPS_HELD = np.where(np.arange(len(PHONES)) == PHONE_INDEX["M"], 0.95, 0.75)


def _plateau(
    times: npt.NDArray[np.floating],
    starts: npt.NDArray[np.floating],
    ends: npt.NDArray[np.floating],
    lead: float,
    tail: float,
) -> npt.NDArray[np.float64]:
    """Return 1 inside any [start, end], with raised-cosine ramps of `lead` and `tail` seconds."""
    contact = np.zeros(len(times))
    for start, end in zip(starts, ends, strict=True):
        rise = np.clip((times - (start - lead)) / lead, 0, 1)
        fall = np.clip((end + tail - times) / tail, 0, 1)
        contact = np.maximum(contact, 0.5 - 0.5 * np.cos(np.pi * np.minimum(rise, fall)))
    return contact


def latent_curves(
    phones: npt.NDArray[np.integer],
    bounds: npt.NDArray[np.floating],
    times: npt.NDArray[np.floating],
    effort: npt.NDArray[np.floating] | None = None,
) -> Curves:
    """Return the latent curves [T, 13] (order of `LATENTS`, 0..1) at `times` (s).

    Parameters
    ----------
    phones, bounds
        Phone indices [P] and their boundaries [P+1] in seconds.
    times
        Sample times [T] in seconds.
    effort
        Factor [P] on the jaw of each phone (vocal effort); ones when left out.
    """
    phones = np.asarray(phones, np.int64)
    times = np.asarray(times, np.float64)
    start, end = np.asarray(bounds[:-1], np.float64), np.asarray(bounds[1:], np.float64)
    length = np.asarray(end - start, np.float64)
    # The dominance of a phone is flat over its middle half.
    core_start, core_end = start + 0.25 * length, end - 0.25 * length
    distance = np.maximum(core_start - times[:, None], times[:, None] - core_end)
    distance = np.maximum(distance, 0.0)
    targets = TARGETS[phones].copy()
    if effort is not None:
        targets[:, 0] *= effort
    curves = np.zeros((len(times), len(LATENTS)))
    silent = phones == SILENCE
    for group in range(DOMINANCE.shape[1]):
        decay = np.where(silent, _SILENCE_DECAY[group], _DECAY[group])
        weight = DOMINANCE[phones, group] * np.exp(-decay * distance)
        columns = np.flatnonzero(group == _GROUP)
        total = weight.sum(1, keepdims=True) + 1e-9
        curves[:, columns] = weight @ targets[:, columns] / total
    lips, teeth = _IS_BILABIAL[phones], _IS_LABIODENTAL[phones]
    released = np.asarray(start + _LIPS_HELD[phones] * length, np.float64)
    let_go = np.asarray(start + 0.9 * length, np.float64)
    curves[:, -2] = _plateau(times, start[lips], released[lips], _LIP_LEAD, _LIP_TAIL)
    curves[:, -1] = _plateau(times, start[teeth], let_go[teeth], _TEETH_LEAD, _TEETH_TAIL)
    return np.clip(curves, 0, 1).astype(np.float32)


def vocal_effort(
    phones: npt.NDArray[np.integer],
    bounds: npt.NDArray[np.floating],
    audio: npt.NDArray[np.floating],
    rate: int = 16000,
) -> npt.NDArray[np.float64]:
    """Return a jaw factor [P] of 0.8 to 1.2: vowels louder than the clip's usual open wider."""
    is_vowel = np.array([PHONES[index] in VOWELS for index in phones])
    level = np.full(len(phones), np.nan)
    for number in np.flatnonzero(is_vowel):
        part = audio[int(bounds[number] * rate) : int(bounds[number + 1] * rate)]
        if len(part):
            power = float(np.mean(np.square(part, dtype=np.float64)))
            level[number] = 10 * np.log10(power + 1e-9)
    if np.isfinite(level).sum() < 4:
        return np.ones(len(phones))
    louder = np.nan_to_num(level - np.nanmedian(level))
    return np.asarray(np.clip(1 + 0.25 * louder / 6, 0.8, 1.2), np.float64)
