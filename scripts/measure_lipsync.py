#!/usr/bin/env python3
"""Measure the lip-sync of any system whose curves are in files, against aligned speech.

    python scripts/measure_lipsync.py FOLDER ... --align FOLDER [--lang en,fr] [--json OUT.json]

Each FOLDER is one system and holds a file a clip, ``<id>.json``
(``{"fps", "names", "weights", "t0"}``) or ``<id>_bsweight.json`` as ``a2f bake`` writes it; names
are ARKit's blendshapes, Oculus' visemes, Rhubarb's mouth shapes or five vowels. The folder of
alignments holds ``{"id", "lang", "speaker", "duration", "phones": [[PHONE, start, end], ...]}`` of
each clip. docs/network.md says what the columns mean.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.lipsync_metrics import report
from scripts.lipsync_metrics.alignments import read_alignments
from scripts.lipsync_metrics.curves import read_system
from scripts.lipsync_metrics.measure import Scores, measure


def main() -> None:
    """Measure the systems that were asked for and print one table."""
    options = _options()
    alignments = read_alignments(options.align, options.lang, options.speaker)
    if not alignments:
        sys.exit(f"No alignment in {options.align} fits; give another folder, language or speaker.")
    print(report.summary(alignments), *report.header(), sep="\n", flush=True)
    found: dict[str, Scores] = {}
    for folder in options.folders:
        system = read_system(folder, [alignment.identity for alignment in alignments])
        scores = measure(system, alignments, relative=options.relative)
        if scores is None:
            print(f"{folder} holds no curves of these clips.", file=sys.stderr)
            continue
        found[folder.name] = scores
        print(report.row(folder.name, scores), flush=True)
    if options.json:
        report.write_json(options.json, found)
    if len(found) < len(options.folders):
        sys.exit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--align", type=Path, required=True, help="folder of the alignments")
    parser.add_argument("--lang", type=_listed, default=(), help="only these, for example en,fr")
    parser.add_argument("--speaker", type=_listed, default=(), help="only these speakers")
    parser.add_argument(
        "--relative", action="store_true", help="measure the lips' gap from that of the rest"
    )
    parser.add_argument("--json", type=Path, help="file for all figures")
    return parser.parse_args()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


if __name__ == "__main__":
    main()
