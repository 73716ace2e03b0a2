"""docs/maya-assumptions.md lists the probes: all of them, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "maya-assumptions.md"


def probes() -> set[str]:
    return {
        f"{file.stem}.{node.name}"
        for file in HERE.glob("test_*.py")
        if file != Path(__file__)
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_probe_is_listed_once() -> None:
    listed = re.findall(r"`(test_\w+\.test_\w+)`", PAGE.read_text(encoding="utf-8"))
    assert len(listed) == len(set(listed))
    assert set(listed) == probes()
