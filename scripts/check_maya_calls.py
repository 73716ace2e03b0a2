#!/usr/bin/env python3
"""Check that every command, flag, mode, class and constant of Maya in our sources is real.

    python scripts/check_maya_calls.py                       the product
    python scripts/check_maya_calls.py FILE_OR_FOLDER ...    something else

The tables are those of the wheels pymel and maya-stubs, which are read as data; Maya is not needed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("a2f_maya/maya", "a2f_maya/ui", "plug-ins", "scripts")


def main() -> int:
    """Print the findings; 0 if there are none, 1 if there are, 2 without tables."""
    sys.path.insert(0, str(ROOT))
    from scripts.maya_tables import checker, wheels  # noqa: PLC0415 - needs the path
    from scripts.maya_tables.calls import CommandTables  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders")
    paths = parser.parse_args().paths or product_paths()
    try:
        found = checker.check_paths(paths, CommandTables())
    except wheels.TableMissingError as error:
        print(error, file=sys.stderr)
        return 2
    for finding in found:
        print(finding)
    print(f"{len(found)} findings in {', '.join(map(str, paths))}")
    return 1 if found else 0


def product_paths() -> list[Path]:
    """The folders of the product that may use Maya, as far as they exist."""
    return [ROOT / name for name in PRODUCT if (ROOT / name).exists()]


if __name__ == "__main__":
    sys.exit(main())
