"""Run a package of unittest files inside a Maya of its own; what came out goes into a JSON file.

    python run_unittest.py PACKAGE RESULT.json

Runs as a process of its own: the tests belong to others and may leave anything behind.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
import unittest
from pathlib import Path
from types import TracebackType

Failure = tuple[type[BaseException], BaseException, TracebackType]


class Outcomes(unittest.TestResult):
    """Keeps one word and the last lines of the traceback for each test."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: dict[str, dict[str, str]] = {}

    def _note(self, test: unittest.TestCase, outcome: str, error: object = None) -> None:
        text = "".join(traceback.format_exception(*error)) if isinstance(error, tuple) else ""
        self.outcomes[test.id()] = {"outcome": outcome, "traceback": text or str(error or "")}

    def addSuccess(self, test: unittest.TestCase) -> None:
        super().addSuccess(test)
        # A failed subtest does not stop addSuccess from being skipped, so nothing is overwritten.
        self._note(test, "passed")

    def addFailure(self, test: unittest.TestCase, err: Failure) -> None:
        super().addFailure(test, err)
        self._note(test, "failed", err)

    def addError(self, test: unittest.TestCase, err: Failure) -> None:
        super().addError(test, err)
        self._note(test, "failed", err)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self._note(test, "skipped", reason)

    def addSubTest(
        self, test: unittest.TestCase, subtest: unittest.TestCase, err: Failure | None
    ) -> None:
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._note(test, "failed", err)


def modules_with_tests(package: str) -> list[str]:
    """Names of all modules ``test_*`` below a package."""
    folder = Path(str(importlib.import_module(package).__file__)).parent
    files = sorted(folder.rglob("test_*.py"))
    return [".".join([package, *file.relative_to(folder).with_suffix("").parts]) for file in files]


def main(package: str, result: Path) -> None:
    """Start Maya, run everything, write the outcomes."""
    from maya import standalone

    standalone.initialize(name="python")
    # Some packages put mock objects in the place of a module of Maya that cannot be imported.
    for name in ("cmds", "OpenMaya", "api.OpenMaya", "api.OpenMayaAnim"):
        importlib.import_module(f"maya.{name}")
    outcomes = Outcomes()
    loader = unittest.defaultTestLoader
    for name in modules_with_tests(package):
        loader.loadTestsFromModule(importlib.import_module(name)).run(outcomes)
    result.write_text(json.dumps(outcomes.outcomes, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
