"""Public names of poses, emotions and curves; matched by name and ignoring case, never by index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from a2f_maya.errors import FormatError

RESOURCES = Path(__file__).parent / "resources"
NEUTRAL = "neutral"


@cache
def _table(file_name: str) -> dict[str, Any]:
    text = (RESOURCES / "names" / file_name).read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def _faces(key: str) -> tuple[str, ...]:
    return tuple(_table("faces.json")[key])


ARKIT: tuple[str, ...] = _faces("arkit")
"""The 52 ARKit poses in lower camel case, in NVIDIA's order."""

TONGUE: tuple[str, ...] = _faces("tongue")
"""The 16 tongue poses that NVIDIA solves after the 52."""

LIVE_LINK_FACE: tuple[str, ...] = _faces("live_link_face")
"""The 52 ARKit poses in the column order of Live Link Face CSV files."""

LIVE_LINK_FACE_COLUMNS: tuple[str, ...] = _faces("live_link_face_columns")
"""All columns of a Live Link Face CSV file as they are spelt there."""

EMOTIONS: tuple[str, ...] = _faces("emotions")
"""The ten explicit emotions; the position is the index in a network's emotion vector."""

EMOTION_LABELS: dict[str, str] = dict(_table("faces.json")["emotion_labels"])
"""What a window calls each emotion."""

MIRROR_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (left, right)
    for left, right in (
        *_table("faces.json")["arkit_mirror_pairs"],
        *_table("faces.json")["tongue_mirror_pairs"],
    )
)
"""Pose names that change places when a face is mirrored."""


@cache
def metahuman_curves() -> dict[str, dict[str, float]]:
    """MetaHuman control curves that each ARKit pose drives: pose -> {curve: factor}.

    A curve is the sum of ``factor * weight`` over all poses.
    """
    curves: dict[str, dict[str, float]] = _table("metahuman.json")["curves"]
    return curves


def index_by_name(names: Iterable[str]) -> dict[str, int]:
    """Position of each name, keyed by the name in lower case.

    Raises
    ------
    FormatError
        If two names differ only in case.
    """
    positions: dict[str, int] = {}
    for index, name in enumerate(names):
        key = name.lower()
        if key in positions:
            raise FormatError(f"The pose name '{name}' occurs twice; give each pose one name.")
        positions[key] = index
    return positions


def find_all(wanted: Sequence[str], names: Sequence[str]) -> list[int | None]:
    """Position in ``names`` of each wanted name, ignoring case; None where it is missing."""
    positions = index_by_name(names)
    return [positions.get(name.lower()) for name in wanted]
