"""Run the examples in the docstrings of a module inside a Maya of its own.

    python run_doctests.py MODULE RESULT.json

As the module's own test run does it: in the order of the names, without a new scene in between.
"""

from __future__ import annotations

import doctest
import importlib
import json
import sys
from pathlib import Path


def main(module_name: str, result: Path) -> None:
    """Start Maya, run every docstring, write for each what went wrong."""
    from maya import cmds, standalone

    standalone.initialize(name="python")
    cmds.loadPlugin("matrixNodes", quiet=True)
    module = importlib.import_module(module_name)
    outcomes = {}
    for test in sorted(doctest.DocTestFinder(exclude_empty=True).find(module)):
        report: list[str] = []
        failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
        outcomes[test.name] = {
            "outcome": "failed" if failed else "passed",
            "traceback": "".join(report),
        }
    result.write_text(json.dumps(outcomes, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
