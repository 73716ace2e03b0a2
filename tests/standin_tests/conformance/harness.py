"""Running other people's tests in a process of their own, and saying which of them may fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.maya_host import STANDIN

HERE = Path(__file__).parent
Outcomes = dict[str, dict[str, str]]


def run(runner: str, what: str, folder: Path) -> Outcomes:
    """Outcome and traceback of every test that a runner finds in a package or module."""
    result = folder / "outcomes.json"
    path = os.pathsep.join([str(STANDIN), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, str(HERE / runner), what, str(result)],
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert result.exists(), done.stderr[-4000:]
    found: Outcomes = json.loads(result.read_text(encoding="utf-8"))
    return found


def with_known_failures(names: Iterable[str], known: Mapping[str, str]) -> list[Any]:
    """Parameters for pytest; a test that passes against expectation fails."""
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=known[name], strict=True))
        if name in known
        else name
        for name in names
    ]
