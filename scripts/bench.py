#!/usr/bin/env python3
"""Speed and memory, measured in one run on this machine, with the ratios that matter.

Run ``python scripts/bench.py`` in an environment that has the package installed. Times are the
fastest of several repetitions, because other programs only ever make things slower; ratios are
taken inside one run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.benchmarks import (
    baking,
    deformer,
    fitting,
    network,
    postprocessing,
    solver,
    wrapping,
)
from scripts.benchmarks.report import print_table

ROOMS = {
    "bake": baking,
    "deformer": deformer,
    "fit": fitting,
    "network": network,
    "postprocessing": postprocessing,
    "solver": solver,
    "wrap": wrapping,
}


def main() -> None:
    """Measure the rooms that were asked for and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"{', '.join(ROOMS)} (all)")
    options = parser.parse_args()
    chosen = options.rooms or list(ROOMS)
    unknown = [name for name in chosen if name not in ROOMS]
    if unknown:
        parser.error(f"there is no benchmark '{unknown[0]}'; choose among {', '.join(ROOMS)}")
    print_table([row for name in chosen for row in ROOMS[name].rows()])


if __name__ == "__main__":
    main()
