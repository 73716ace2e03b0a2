"""Build the default head's resource files from code: ``python scripts/build_head.py``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from head_builder.build import build, write  # noqa: E402

RESOURCES = ROOT / "a2f_maya" / "resources"


def main() -> int:
    """Read the options, build, write, and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out-head", type=Path, default=RESOURCES / "head")
    parser.add_argument("--out-network", type=Path, default=RESOURCES / "networks" / "anton")
    options = parser.parse_args()
    for path in write(build(), options.out_head, options.out_network):
        print(f"{path}  {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
