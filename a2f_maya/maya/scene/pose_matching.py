"""Which target of a rig means which pose: names are compared by their words, not by letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SIDES = {
    "l": "left",
    "lf": "left",
    "lft": "left",
    "lt": "left",
    "left": "left",
    "r": "right",
    "rt": "right",
    "rgt": "right",
    "right": "right",
}
FEWEST_OF_AN_AFFIX = 3
"""So many targets must share a prefix and suffix that is not the usual one of the rig."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

Affix = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class _Candidate:
    pose: str
    target: str
    affix: Affix


def match_poses(poses: Sequence[str], targets: Sequence[str]) -> dict[str, str]:
    """Find the target of each pose.

    Case, namespaces and underscores do not matter; ``_L``, ``_R``, ``Lf`` and ``Right`` mean sides
    wherever they stand in a name. A rig may put one prefix or suffix to its names, as in
    ``head_jawOpen_geo``; other words beside a pose mean another shape, as ``jawOpen_corrective``.

    Parameters
    ----------
    poses : sequence of str
        Names such as ``eyeBlinkLeft``.
    targets : sequence of str

    Returns
    -------
    dict of str
        Pose to target; each of both at most once.
    """
    keys = {_key(words(pose)): pose for pose in poses}
    candidates = [
        candidate for target in targets if (candidate := _candidate(target, keys)) is not None
    ]
    found: dict[str, str] = {}
    for affix, count in _affixes(candidates):
        if found and count < FEWEST_OF_AN_AFFIX:
            continue
        for candidate in candidates:
            if candidate.affix == affix:
                found.setdefault(candidate.pose, candidate.target)
    return found


def words(name: str) -> list[str]:
    """The words of a name in lower case, without its namespace."""
    return [word.lower() for word in _WORD.findall(name.rsplit(":", 1)[-1])]


def _key(parts: Sequence[str]) -> str:
    """One text for all spellings of a name: its words in order, then its side."""
    side = "".join(SIDES[part] for part in parts if part in SIDES)
    return "".join(part for part in parts if part not in SIDES) + side


def _candidate(target: str, keys: dict[str, str]) -> _Candidate | None:
    """The longest pose that a target's words hold."""
    parts = words(target)
    sides = [part for part in parts if part in SIDES]
    rest = [part for part in parts if part not in SIDES]
    best: _Candidate | None = None
    longest = 0
    for first in range(len(rest)):
        for last in range(first + 1, len(rest) + 1):
            key = _key([*rest[first:last], *sides])
            if key in keys and len(key) > longest:
                longest = len(key)
                best = _Candidate(keys[key], target, (tuple(rest[:first]), tuple(rest[last:])))
    return best


def _affixes(candidates: Sequence[_Candidate]) -> list[tuple[Affix, int]]:
    """Prefixes and suffixes, the most used first; of equals the shorter one."""
    counts = Counter(candidate.affix for candidate in candidates)
    return sorted(counts.items(), key=lambda item: (-item[1], sum(map(len, item[0]))))
