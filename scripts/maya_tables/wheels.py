"""Files of an installed wheel, found without importing it."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path


class TableMissingError(Exception):
    """A wheel with published tables, or a file of it, is not installed."""


def read(distribution: str, path: str) -> str:
    """Text of one file of an installed distribution.

    Parameters
    ----------
    distribution
        Name as pip knows it, such as ``"pymel"``.
    path
        Relative to the folder of installed packages, with forward slashes.
    """
    return locate(distribution, path).read_text(encoding="utf-8")


def locate(distribution: str, path: str) -> Path:
    """Where a file of an installed distribution is."""
    try:
        found = Path(str(metadata.distribution(distribution).locate_file(path)))
    except metadata.PackageNotFoundError:
        raise TableMissingError(
            f"{distribution} is not installed; it comes with: pip install -e .[test]"
        ) from None
    if not found.exists():
        raise TableMissingError(f"{distribution} has no file {path}; install its pinned version.")
    return found
