"""Where model packages are found by name."""

from __future__ import annotations

import os
from pathlib import Path

from a2f_maya.errors import PackageError
from a2f_maya.names import RESOURCES

DEFAULT_NETWORK = "anton"
FOLDERS_VARIABLE = "A2F_MODEL_DIRS"


def search_folders() -> list[Path]:
    """Folders whose sub-folders are packages: those of ``A2F_MODEL_DIRS``, then the built-in one.

    The variable holds folders separated by semicolons on every system, as Maya-ACE has it.
    """
    stated = os.environ.get(FOLDERS_VARIABLE, "").split(";")
    return [*(Path(folder) for folder in stated if folder.strip()), RESOURCES / "networks"]


def list_packages() -> list[Path]:
    """Folders of all packages that have a ``model.json``; of equal names the first one counts."""
    found: dict[str, Path] = {}
    for folder in search_folders():
        for model in sorted(folder.glob("*/model.json")):
            found.setdefault(model.parent.name, model.parent)
    return [found[name] for name in sorted(found)]


def find_package(name: str) -> Path:
    """The folder of a package that is given by name, by folder or by its ``model.json``.

    Raises
    ------
    PackageError
        If there is none.
    """
    packages = {path.name: path for path in list_packages()}
    if name in packages:
        return packages[name]
    path = Path(name)
    if path.exists():
        return path
    raise PackageError(
        f"There is no network '{name}': it is neither a folder nor one of {', '.join(packages)}; "
        f"put packages into a folder of {FOLDERS_VARIABLE}."
    )
