"""Groups of phones: what lips and jaw show in each.

Phones are CMU's without stress digits, and AX (schwa), UE (front rounded vowels) and SIL.
"""

from __future__ import annotations

SILENCE = "SIL"
BILABIALS = frozenset(("P", "B", "M"))
LABIODENTALS = frozenset(("F", "V"))
ROUNDED = frozenset(("UW", "UH", "OW", "W", "AO", "OY", "UE"))
UNROUNDED = frozenset(("IY", "IH", "EY", "EH", "AE", "S", "Z"))
SPREAD = frozenset(("IY", "IH", "EY"))
WIDE_VOWELS = frozenset(("AA", "AE", "AY", "AW"))
NARROW_VOWELS = frozenset(("IY", "IH", "UW", "UH", "UE"))
OPEN_VOWELS = WIDE_VOWELS | {"AO", "OW", "EH", "EY", "AH", "OY", "IY", "ER"}
"""Vowels in which closed lips are an error."""

OPEN_CONSONANTS = frozenset(("T", "D", "K", "G", "N", "L", "R", "TH", "DH", "NG", "HH", "Y"))
"""Consonants made behind open lips, in which closed lips are an error."""

APERTURE = {
    "AA": 1.0, "AE": 0.9, "AY": 0.9, "AW": 0.9, "AO": 0.75, "EH": 0.65, "AH": 0.6, "OY": 0.6,
    "EY": 0.55, "OW": 0.55, "ER": 0.4, "AX": 0.4, "IH": 0.4, "HH": 0.4, "IY": 0.35, "UH": 0.35,
    "L": 0.35, "K": 0.35, "G": 0.35, "NG": 0.35, "R": 0.3, "Y": 0.3, "UW": 0.25, "UE": 0.25,
    "N": 0.25, "D": 0.25, "T": 0.25, "TH": 0.25, "DH": 0.25, "SH": 0.2, "ZH": 0.2, "CH": 0.2,
    "JH": 0.2, "S": 0.15, "Z": 0.15, "W": 0.15, "F": 0.08, "V": 0.08, "P": 0.0, "B": 0.0,
    "M": 0.0, SILENCE: 0.0,
}  # fmt: skip
"""How open the mouth of each phone is to the eye, without coarticulation: 0 closed, 1 widest."""

VISEME_CLASSES: dict[str, tuple[str, ...]] = {
    "sil": (SILENCE,),
    "PP": ("P", "B", "M"),
    "FF": ("F", "V"),
    "TH": ("TH", "DH"),
    "DD": ("T", "D", "N", "L", "HH"),
    "SS": ("S", "Z"),
    "CH": ("SH", "ZH", "CH", "JH"),
    "kk": ("K", "G", "NG"),
    "RR": ("R", "ER", "Y"),
    "aa": ("AA", "AE", "AH", "AY", "AW"),
    "E": ("EH", "EY", "AX", "IH"),
    "I": ("IY",),
    "O": ("AO", "OW", "OY"),
    "U": ("UW", "UH", "W", "UE"),
}
"""Phones that look alike; class 0 is silence."""

CLASS_OF_PHONE: dict[str, int] = {
    phone: number for number, phones in enumerate(VISEME_CLASSES.values()) for phone in phones
}
