"""What a command says: results on stdout, progress and errors on stderr, or JSON for machines."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from a2f_maya.progress import Progress

_BAR_WIDTH = 24


def add_verb(verbs: Any, name: str, summary: str, examples: str) -> argparse.ArgumentParser:
    """Add a verb or action with examples under its help, line by line as they are given.

    Parameters
    ----------
    verbs : what ``ArgumentParser.add_subparsers`` gives
    name, summary, examples : str
    """
    parser: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


class Console:
    """Output of one command.

    Parameters
    ----------
    as_json : bool
        Print one JSON document at the end and nothing else on stdout.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._bar_shown = False
        self._has_terminal = sys.stderr.isatty() and not as_json

    def line(self, text: str = "") -> None:
        """Print a line of the result; silent in JSON mode."""
        if not self.as_json:
            self._clear_bar()
            print(text, flush=True)

    def document(self, data: Any) -> None:
        """Print the result for machines; silent otherwise."""
        if self.as_json:
            print(json.dumps(data, indent=1), flush=True)

    def warn(self, text: str) -> None:
        """Print a warning line."""
        self._complain("warning", text)

    def error(self, text: str) -> None:
        """Print an error line."""
        self._complain("error", text)

    def bar(self, fraction: float, message: str) -> None:
        """Draw the progress bar, if somebody is looking."""
        if not self._has_terminal:
            return
        filled = round(fraction * _BAR_WIDTH)
        width = shutil.get_terminal_size().columns - 1
        text = f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] {fraction:4.0%} {message}"
        sys.stderr.write("\r\x1b[K" + text[:width])
        sys.stderr.flush()
        self._bar_shown = True

    def finish(self) -> None:
        """Take the progress bar away."""
        self._clear_bar()

    def _complain(self, kind: str, text: str) -> None:
        self._clear_bar()
        print(f"a2f: {kind}: {' '.join(text.split())}", file=sys.stderr, flush=True)

    def _clear_bar(self) -> None:
        if self._bar_shown:
            sys.stderr.write("\r\x1b[K")
            self._bar_shown = False


@contextmanager
def cancellable(console: Console) -> Iterator[Progress]:
    """A `Progress` that draws the bar and that Ctrl-C (or a farm's SIGTERM) cancels."""
    cancelled = threading.Event()

    def stop(signal_number: int, frame: FrameType | None) -> None:
        if cancelled.is_set():
            raise KeyboardInterrupt
        cancelled.set()

    old = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield Progress(console.bar, cancelled)
    finally:
        console.finish()
        for number, handler in old.items():
            signal.signal(number, handler)
