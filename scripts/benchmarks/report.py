"""What a benchmark says, and how it is printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measurement.

    Attributes
    ----------
    name : str
        What was done, with the unit of work that the times are for.
    ours_seconds : float
    reference_seconds : float, optional
        The same work done by a reference, on the same machine in the same run.
    target : str
        What is wanted, in words.
    met : bool, optional
        Whether it is; None where nothing is wanted.
    """

    name: str
    ours_seconds: float
    reference_seconds: float | None = None
    target: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """How many times faster than the reference."""
        if self.reference_seconds is None:
            return None
        return self.reference_seconds / self.ours_seconds


def best_of(work: Callable[[], object], repeats: int = 5) -> float:
    """Shortest of several running times in seconds; other work on the machine only lengthens it."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def as_text(rows: Sequence[Row]) -> str:
    """Lay the rows out as a Markdown table."""
    lines = ["| what | ours | reference | ratio | target | met |", "|---|---|---|---|---|---|"]
    for row in rows:
        reference = "" if row.reference_seconds is None else f"{1e3 * row.reference_seconds:.4g} ms"
        ratio = "" if row.ratio is None else f"{row.ratio:.3g} x"
        met = {None: "", True: "yes", False: "no"}[row.met]
        ours = f"{1e3 * row.ours_seconds:.4g} ms"
        lines.append(f"| {row.name} | {ours} | {reference} | {ratio} | {row.target} | {met} |")
    return "\n".join(lines)


def print_table(rows: Sequence[Row]) -> None:
    """Print the rows as a Markdown table."""
    print(as_text(rows))
