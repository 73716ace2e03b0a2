"""What the plug-ins of the probes did; a plug-in file is no module that a test could import."""

from __future__ import annotations

calls: list[str] = []
answers: dict[str, object] = {}


def clear() -> None:
    calls.clear()
    answers.clear()
