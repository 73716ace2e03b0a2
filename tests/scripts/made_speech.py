"""Phones drawn at random, and faces made from them by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.alignments import Alignment, Phone
from scripts.lipsync_metrics.curves import Curves

Floats = npt.NDArray[np.float64]

STEP = 0.02
VOWELS = ("AA", "AE", "AY", "AO", "OW", "EH", "EY", "AH", "IY", "IH", "UW", "UH", "ER")
CONSONANTS = ("P", "B", "M", "F", "V", "T", "D", "K", "N", "L", "S", "Z", "W", "R", "SH", "TH", "Y")
OPENING = {
    "AA": 1.0, "AE": 0.9, "AY": 0.9, "AO": 0.75, "EH": 0.65, "AH": 0.6, "EY": 0.55, "OW": 0.55,
    "ER": 0.45, "IH": 0.4, "IY": 0.35, "UH": 0.35, "UW": 0.3,
}  # fmt: skip
# How far a jaw is down in consonants; open lips unless another curve closes them.
BEHIND_CONSONANTS = 0.28
LOOKS: dict[str, Sequence[str]] = {
    "sil": ("SIL",),
    "PP": ("P", "B", "M"),
    "FF": ("F", "V"),
    "TH": ("TH",),
    "DD": ("T", "D", "N", "L"),
    "SS": ("S", "Z"),
    "CH": ("SH",),
    "kk": ("K",),
    "RR": ("R", "ER", "Y"),
    "aa": ("AA", "AE", "AH", "AY"),
    "E": ("EH", "EY", "IH"),
    "I": ("IY",),
    "O": ("AO", "OW"),
    "U": ("UW", "UH", "W"),
}
NAMES = (
    "jawOpen",
    "mouthClose",
    "mouthRollLower",
    "mouthUpperUpLeft",
    "mouthUpperUpRight",
    "mouthPucker",
    "mouthStretchLeft",
    "mouthStretchRight",
)


def clip(number: int, syllables: int = 14) -> Alignment:
    """Consonants and vowels by turns between pauses of 0.5 s, with a pause of 0.4 s amid."""
    rng = np.random.default_rng(number)
    spoken: list[tuple[str, int]] = [("SIL", 25)]
    for syllable in range(syllables):
        if syllable == syllables // 2:
            spoken.append(("SIL", 20))
        spoken.append((str(rng.choice(CONSONANTS)), int(rng.integers(3, 6))))
        spoken.append((str(rng.choice(VOWELS)), int(rng.integers(4, 8))))
    spoken.append(("SIL", 25))
    ends = np.cumsum([steps for _, steps in spoken])
    phones = tuple(
        Phone(name, (int(end) - steps) / 50, int(end) / 50)
        for (name, steps), end in zip(spoken, ends, strict=True)
    )
    return Alignment(f"clip_{number}", "en", "made", phones[-1].end, phones)


def clips(count: int = 8) -> list[Alignment]:
    return [clip(number) for number in range(count)]


def times(alignment: Alignment) -> Floats:
    return np.arange(round(alignment.duration * 50)) / 50


def said_at(alignment: Alignment) -> list[str]:
    """The phone at each of `times`."""
    starts = np.array([phone.start for phone in alignment.phones])
    places = np.searchsorted(starts, times(alignment) + 1e-6, "right") - 1
    return [alignment.phones[place].name for place in places]


def face_of(phone: str) -> dict[str, float]:
    """Curves while a phone is said, without regard to its neighbours."""
    if phone == "SIL":
        return {}
    face = {"jawOpen": 0.7 * OPENING.get(phone, BEHIND_CONSONANTS)}
    if phone in ("P", "B", "M"):
        face["mouthClose"] = face["jawOpen"]
    if phone in ("F", "V"):
        face |= {"mouthRollLower": 0.6, "mouthUpperUpLeft": 0.25, "mouthUpperUpRight": 0.25}
    if phone in ("UW", "UH", "OW", "W", "AO"):
        face["mouthPucker"] = 0.7
    if phone in ("IY", "IH", "EY", "EH", "AE", "S", "Z"):
        face |= {"mouthStretchLeft": 0.5, "mouthStretchRight": 0.5}
    return face


def perfect(alignment: Alignment) -> Curves:
    """A face that does just what each phone asks for, and a column a look for the linear probe."""
    said = said_at(alignment)
    faces = {phone: face_of(phone) for phone in set(said)}
    lips = [[faces[phone].get(name, 0.0) for name in NAMES] for phone in said]
    return Curves(
        50.0,
        NAMES + tuple(f"look {name}" for name in LOOKS),
        np.concatenate([np.array(lips), seen(said)], 1),
    )


def seen(said: Sequence[str]) -> Floats:
    """One column a look: 1 while a phone of it is said."""
    return np.array([[float(phone in phones) for phones in LOOKS.values()] for phone in said])


def system(alignments: Sequence[Alignment]) -> dict[str, Curves]:
    return {alignment.identity: perfect(alignment) for alignment in alignments}


def changed(curves: Curves, columns: Mapping[str, Floats]) -> Curves:
    """The same curves with some columns replaced."""
    weights = curves.weights.copy()
    for name, column in columns.items():
        weights[:, curves.names.index(name)] = column
    return Curves(curves.rate, curves.names, weights, curves.start)


def column(curves: Curves, name: str) -> Floats:
    return np.asarray(curves.weights[:, curves.names.index(name)], np.float64)
