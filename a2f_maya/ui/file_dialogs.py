"""Maya's file browser."""

from __future__ import annotations

from maya import cmds

from a2f_maya.errors import CancelledError

_ANY_FILE, _EXISTING_FILE, _FOLDER = 0, 1, 3


def file_to_read(caption: str, file_filter: str) -> str:
    """A file that is there.

    Parameters
    ----------
    caption : str
    file_filter : str
        Such as ``Correspondences (*.json)``; several are separated by two semicolons.

    Raises
    ------
    CancelledError
    """
    return _ask(caption=caption, fileFilter=file_filter, fileMode=_EXISTING_FILE)


def file_to_write(caption: str, file_filter: str) -> str:
    """A new file, or one that the artist agrees to overwrite.

    Raises
    ------
    CancelledError
    """
    return _ask(caption=caption, fileFilter=file_filter, fileMode=_ANY_FILE)


def folder(caption: str) -> str:
    """A folder.

    Raises
    ------
    CancelledError
    """
    return _ask(caption=caption, fileMode=_FOLDER)


def _ask(**options: object) -> str:
    chosen = cmds.fileDialog2(**options)
    if not chosen:
        raise CancelledError
    return str(chosen[0])
