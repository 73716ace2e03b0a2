"""Scores as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.lipsync_metrics.alignments import Alignment
from scripts.lipsync_metrics.measure import Scores

COLUMNS: dict[str, str] = {
    "score": ".1f",
    "bil_hit": ".2f",
    "false_v": ".2f",
    "false_c": ".2f",
    "bil_J": ".2f",
    "bil_ms": "+.0f",
    "bil_abs": ".0f",
    "fv_auc": ".2f",
    "round_auc": ".2f",
    "spread_auc": ".2f",
    "open_auc": ".2f",
    "sil": ".2f",
    "onset_abs": ".0f",
    "r": ".2f",
    "lag": "+.0f",
    "jitter": ".0f",
    "probeF1": ".2f",
    "n": ".0f",
}
"""What the table shows of `Scores`, and how its numbers are written."""


def summary(alignments: Sequence[Alignment]) -> str:
    """One line that says how much speech is judged."""
    minutes = sum(alignment.duration for alignment in alignments) / 60
    phones = sum(len(alignment.phones) for alignment in alignments)
    return f"{len(alignments)} clips, {minutes:.1f} min, {phones} phones"


def header() -> list[str]:
    """The first two lines of a Markdown table."""
    return [f"| system | {' | '.join(COLUMNS)} |", "|" + "---|" * (len(COLUMNS) + 1)]


def row(name: str, scores: Scores) -> str:
    """One line of the table."""
    figures = asdict(scores)
    cells = [format(figures[column], style) for column, style in COLUMNS.items()]
    return f"| {name} | {' | '.join(cells)} |"


def table(systems: Iterable[tuple[str, Scores]]) -> str:
    """Lay scores out as a Markdown table, one line a system."""
    return "\n".join([*header(), *(row(name, scores) for name, scores in systems)])


def write_json(path: Path, systems: Mapping[str, Scores]) -> None:
    """Write all figures of all systems."""
    content = {name: asdict(scores) for name, scores in systems.items()}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
