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
    ours : float
    reference : float, optional
        The same work done by a reference, on the same machine in the same run.
    target : str
        What is wanted, in words.
    met : bool, optional
        Whether it is; None where nothing is wanted.
    unit : str
        Of ``ours`` and ``reference``.
    """

    name: str
    ours: float
    reference: float | None = None
    target: str = ""
    met: bool | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        """How many times more the reference takes."""
        if self.reference is None:
            return None
        return self.reference / self.ours


def best_of(work: Callable[[], object], repeats: int = 5) -> float:
    """Shortest of several running times in seconds; other work on the machine only lengthens it."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def amount(value: float, unit: str) -> str:
    """Write a number with its unit; short times in milliseconds."""
    if unit == "s" and value < 1:
        return f"{1e3 * value:.4g} ms"
    return f"{value:.4g} {unit}"


def as_text(rows: Sequence[Row]) -> str:
    """Lay the rows out as a Markdown table."""
    lines = ["| what | ours | reference | ratio | target | met |", "|---|---|---|---|---|---|"]
    for row in rows:
        reference = "" if row.reference is None else amount(row.reference, row.unit)
        ratio = "" if row.ratio is None else f"{row.ratio:.3g} x"
        met = {None: "", True: "yes", False: "no"}[row.met]
        ours = amount(row.ours, row.unit)
        lines.append(f"| {row.name} | {ours} | {reference} | {ratio} | {row.target} | {met} |")
    return "\n".join(lines)


def print_table(rows: Sequence[Row]) -> None:
    """Print the rows as a Markdown table."""
    print(as_text(rows))
