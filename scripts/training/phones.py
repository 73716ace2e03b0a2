"""The phone set of the training data and the maps into it from IPA and from Festival's names.

The set is CMU's 39 phones plus AX (schwa), UE (front rounded vowels) and SIL: what lips can show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PHONES: tuple[str, ...] = (
    "SIL",
    "AA",
    "AE",
    "AH",
    "AO",
    "AW",
    "AY",
    "AX",
    "B",
    "CH",
    "D",
    "DH",
    "EH",
    "ER",
    "EY",
    "F",
    "G",
    "HH",
    "IH",
    "IY",
    "JH",
    "K",
    "L",
    "M",
    "N",
    "NG",
    "OW",
    "OY",
    "P",
    "R",
    "S",
    "SH",
    "T",
    "TH",
    "UH",
    "UW",
    "V",
    "W",
    "Y",
    "Z",
    "ZH",
    "UE",
)
PHONE_INDEX: dict[str, int] = {name: index for index, name in enumerate(PHONES)}
SILENCE = PHONE_INDEX["SIL"]
VOWELS = frozenset(
    [
        "AA",
        "AE",
        "AH",
        "AO",
        "AW",
        "AY",
        "AX",
        "EH",
        "ER",
        "EY",
        "IH",
        "IY",
        "OW",
        "OY",
        "UH",
        "UW",
        "UE",
    ]
)
BILABIALS = frozenset(["P", "B", "M"])
LABIODENTALS = frozenset(["F", "V"])

_IPA_GROUPS: dict[str, str] = {
    "AA": "ɑa",
    "AX": "ɐəᵊ",
    "AE": "æ",
    "AH": "ʌ",
    "AO": "ɔɒ",
    "ER": "ɚɜɝ",
    "EH": "ɛ",
    "EY": "eA",
    "IH": "ɪᵻɨɯ",
    "IY": "i",
    "OW": "oOQ",
    "UW": "u",
    "UH": "ʊ",
    "UE": "yʏøœɥ",
    "AY": "I",
    "AW": "W",
    "OY": "Y",
    "B": "bβ",
    "D": "dɾT",
    "DH": "ð",
    "F": "fɸ",
    "G": "ɡgɣ",
    "HH": "hʁ",
    "K": "kxχcq",
    "Y": "jʝ",
    "L": "lɫʎ",
    "M": "m",
    "N": "nɲɳ",
    "NG": "ŋ",
    "P": "p",
    "R": "ɹrɻ",
    "S": "sʦ",
    "SH": "ʃʂɕç",
    "T": "tʈʔ",
    "TH": "θ",
    "V": "vʋ",
    "W": "w",
    "Z": "zʣ",
    "ZH": "ʒʐʑ",
    "CH": "ʧʨ",
    "JH": "ʤʥ",
}
IPA: dict[str, str] = {char: phone for phone, chars in _IPA_GROUPS.items() for char in chars}
# Marks that lengthen or colour the phone before them.
IPA_MODIFIERS = frozenset("ːˑ̃ʲʰ‿͡'̩̪̯̥")
# Marks that belong to the phone after them.
IPA_STRESS = frozenset("ˈˌ")
_AFFRICATES = {("T", "SH"): "CH", ("D", "ZH"): "JH"}
_DIPHTHONGS = {
    ("AA", "ɪ"): "AY",
    ("AA", "ʊ"): "AW",
    ("EY", "ɪ"): "EY",
    ("OW", "ʊ"): "OW",
    ("AX", "ʊ"): "OW",
    ("AO", "ɪ"): "OY",
}
_FESTIVAL_SILENCES = frozenset(("PAU", "#", "SSIL", "H#", "BRTH", "SIL"))
_FESTIVAL = {
    "AXR": "ER",
    "DX": "D",
    "IX": "IH",
    "EN": "N",
    "EL": "L",
    "EM": "M",
    "NX": "N",
    "UX": "UW",
    "HV": "HH",
    "Q": "T",
}


@dataclass
class Segment:
    """One phone and its time; `phone` is None where a text boundary took time of its own."""

    phone: str | None
    start: float
    end: float


def festival_phone(name: str) -> str:
    """Return the phone of a Festival or flite phone name (the radio and MRPA-free US sets)."""
    name = name.upper()
    if name in _FESTIVAL_SILENCES:
        return "SIL"
    return _FESTIVAL.get(name, name if name in PHONE_INDEX else "AX")


def segments_from_ipa(characters: Sequence[str], seconds: Iterable[float]) -> list[Segment]:
    """Turn IPA characters with their durations (seconds) into segments.

    Stress marks give their time to the next phone and length marks to the one before; affricates
    and diphthongs written as two characters become one phone; every other character (spaces,
    punctuation, start and end tokens) becomes a segment without a phone.
    """
    segments: list[Segment] = []
    clock = 0.0
    carried_start: float | None = None
    for char, duration in zip(characters, seconds, strict=True):
        start, clock = clock, clock + float(duration)
        if char in IPA_STRESS:
            carried_start = start if carried_start is None else carried_start
            continue
        last = segments[-1] if segments else None
        if char in IPA_MODIFIERS and last is not None:
            last.end = clock
            continue
        phone = IPA.get(char)
        if last is not None and last.phone is not None and phone is not None:
            merged = _AFFRICATES.get((last.phone, phone)) or _DIPHTHONGS.get((last.phone, char))
            if merged is not None and carried_start is None:
                last.phone, last.end = merged, clock
                continue
        if carried_start is not None:
            start, carried_start = carried_start, None
        segments.append(Segment(phone, start, clock))
    return segments
