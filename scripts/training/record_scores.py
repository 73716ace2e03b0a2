"""Record how a package does on the frozen clips; tests/network/test_frozen_scores.py compares.

Example: python record_scores.py
Run it after a new network, and look at what has changed before it is committed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from a2f_maya.network.library import DEFAULT_NETWORK, find_package
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from scripts.training.regression_scores import FrozenSpeech, package_figures

FROZEN = Path(__file__).resolve().parents[2] / "tests" / "data" / "heldout_speech"


def main() -> None:
    """Measure, print old and new figures, and write the new ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", default=DEFAULT_NETWORK, help="name or folder")
    parser.add_argument("--clips", type=Path, default=FROZEN / "clips")
    parser.add_argument("--out", type=Path, default=FROZEN / "scores.json")
    options = parser.parse_args()
    pipeline = FacePipeline(open_package(find_package(options.package)))
    new = package_figures(pipeline, FrozenSpeech.read(options.clips))
    old = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    for condition, figures in new.items():
        for name, value in figures.items():
            before = old.get(condition, {}).get(name)
            was = "" if before in (None, value) else f"   (was {before:g})"
            print(f"{condition}: {name} {value:g}{was}")
    text = json.dumps(new, indent=1, ensure_ascii=False) + "\n"
    options.out.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
