"""Who may touch Maya: the main thread, and evaluation threads for data blocks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_local = threading.local()


def on_main_thread() -> bool:
    """Whether the caller runs on the thread that Maya runs on."""
    return threading.current_thread() is threading.main_thread()


def evaluating() -> bool:
    """Whether the caller runs inside a scheduled evaluation."""
    return getattr(_local, "evaluating", False)


@contextmanager
def evaluation_thread() -> Iterator[None]:
    """Mark this thread as one of the evaluation manager's."""
    _local.evaluating = True
    try:
        yield
    finally:
        _local.evaluating = False


@contextmanager
def drawing() -> Iterator[None]:
    """Mark that a drawing override draws: no plug may be evaluated."""
    _local.drawing = True
    try:
        yield
    finally:
        _local.drawing = False


def refuse_while_drawing() -> None:
    """Refuse an evaluation inside ``addUIDrawables``."""
    if getattr(_local, "drawing", False):
        raise RuntimeError("stand-in: no plug may be evaluated in addUIDrawables")


def main_thread_only(what: str = "Maya") -> None:
    """Refuse a caller from any other thread."""
    if not on_main_thread():
        raise RuntimeError(f"{what} may only be used from the main thread")


def scene_thread_only(what: str = "Maya") -> None:
    """Refuse callers that are neither the main thread nor an evaluation."""
    if not on_main_thread() and not evaluating():
        raise RuntimeError(f"{what} may only be used from the main thread")
