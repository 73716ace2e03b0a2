"""Paths of files as artists write them into attributes."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from maya.api import OpenMaya as om


def resolved(path: str) -> str:
    """The full path of a file.

    Environment variables and a leading ``~`` are expanded; a relative path is looked for the way
    Maya looks for its own files, first of all in the project.

    Parameters
    ----------
    path : str
        Empty stays empty.
    """
    if not path:
        return ""
    expanded = os.path.expanduser(os.path.expandvars(path))  # noqa: PTH111 - must not raise
    if Path(expanded).is_absolute() or PurePosixPath(expanded).is_absolute():
        return expanded
    file = om.MFileObject()
    file.setRawFullName(expanded)
    file.resolveMethod = om.MFileObject.kInputFile
    return str(file.resolvedFullName() or expanded)
