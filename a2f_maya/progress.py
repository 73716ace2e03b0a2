"""Progress and cancelling, the same for the command line, mayapy and the windows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from a2f_maya.errors import CancelledError

ProgressCallback = Callable[[float, str], None]


def _ignore(fraction: float, message: str) -> None:
    pass


@dataclass
class Progress:
    """What a long function reports to and asks whether it should stop.

    Parameters
    ----------
    report : callable, optional
        Called with the finished fraction in 0..1 and a short message.
    cancelled : threading.Event, optional
        Set by another thread or a signal handler to stop the work.
    start, end : float
        The part of the whole that this object stands for; see `part`.
    """

    report: ProgressCallback = _ignore
    cancelled: threading.Event = field(default_factory=threading.Event)
    start: float = 0.0
    end: float = 1.0

    def update(self, fraction: float, message: str = "") -> None:
        """Report that ``fraction`` (0..1) of this part is done, and stop here if cancelled.

        Raises
        ------
        CancelledError
            If the `cancelled` event is set.
        """
        if self.cancelled.is_set():
            raise CancelledError
        fraction = min(max(fraction, 0.0), 1.0)
        self.report(self.start + (self.end - self.start) * fraction, message)

    def part(self, start: float, end: float) -> Progress:
        """Progress of a sub-task that covers ``start`` to ``end`` (0..1) of this one."""
        span = self.end - self.start
        return Progress(
            self.report, self.cancelled, self.start + span * start, self.start + span * end
        )

    def step(self, index: int, count: int) -> Progress:
        """Progress of number ``index`` (from 0) of ``count`` equal steps."""
        return self.part(index / count, (index + 1) / count)
