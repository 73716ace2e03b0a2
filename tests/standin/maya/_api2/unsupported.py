"""Real members that the stand-in does not have."""

from __future__ import annotations

from typing import Any


def refuse(name: str) -> Any:
    """A function that says that the stand-in does not have it."""

    def refused(*arguments: Any, **options: Any) -> Any:
        raise NotImplementedError(f"stand-in: {name}")

    refused.__name__ = name.rpartition(".")[2]
    return refused
