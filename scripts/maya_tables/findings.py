"""What a check reports."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """Sorts of mistakes."""

    COMMAND = "unknown command"
    FLAG = "unknown flag"
    MODE = "wrong mode"
    NAME = "unknown name"
    MEMBER = "unknown member"
    ALIAS = "two meanings"


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake in one line of a file."""

    path: str
    line: int
    subject: str
    kind: Kind
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind.value}: {self.message}"
