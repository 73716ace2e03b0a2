"""What was said when: reading phone alignments."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.lipsync_metrics.phones import CLASS_OF_PHONE


@dataclass(frozen=True)
class Phone:
    """One phone of an alignment, from ``start`` to ``end`` in seconds."""

    name: str
    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds that it lasts."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Second of its middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Alignment:
    """The phones of one clip.

    Attributes
    ----------
    identity : str
        Name of the clip; its curves are in files called so.
    language : str
        For example ``en``.
    speaker : str
    duration : float
        Seconds of the clip.
    phones : tuple of Phone
        In order of time.
    """

    identity: str
    language: str
    speaker: str
    duration: float
    phones: tuple[Phone, ...]


def read_alignment(path: Path) -> Alignment:
    """Read one alignment: JSON with ``id``, ``lang``, ``speaker``, ``duration`` and ``phones``.

    Raises
    ------
    ValueError
        If a phone is none of the set.
    """
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    phones = tuple(Phone(name, float(start), float(end)) for name, start, end in content["phones"])
    for phone in phones:
        if phone.name not in CLASS_OF_PHONE:
            raise ValueError(
                f"{path}: '{phone.name}' is not one of CMU's phones, AX, UE or SIL; write them."
            )
    return Alignment(
        content["id"], content["lang"], content["speaker"], float(content["duration"]), phones
    )


def read_alignments(
    folder: Path, languages: Collection[str] = (), speakers: Collection[str] = ()
) -> list[Alignment]:
    """Read all alignments of a folder, or those of some languages or speakers; sorted by file."""
    found = [read_alignment(path) for path in sorted(folder.glob("*.json"))]
    return [
        alignment
        for alignment in found
        if (not languages or alignment.language in languages)
        and (not speakers or alignment.speaker in speakers)
    ]
