"""How the long parts that do not touch Maya are run: here, or as a window wants it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

_Result = TypeVar("_Result")


class Runner(Protocol):
    """Calls a function and gives what it gives; what it raises is raised."""

    def __call__(self, work: Callable[[], _Result], /) -> _Result:
        """Run it."""
        ...


def run_here(work: Callable[[], _Result], /) -> _Result:
    """Run a function at once, on this thread."""
    return work()
