"""What actions of the menu ask the user for: files, folders and the selection."""

from __future__ import annotations

from maya import cmds

from a2f_maya.errors import CancelledError

EXISTING_FILE, FOLDER, NEW_FILE = 1, 3, 0
"""Modes of Maya's file dialog."""


def ask_for_file(caption: str, file_filter: str, mode: int = EXISTING_FILE) -> str:
    """A path that the user picks.

    Parameters
    ----------
    caption : str
    file_filter : str
        As Maya's dialog wants it: ``JSON (*.json);;All files (*.*)``.
    mode : int
        `EXISTING_FILE` or `NEW_FILE`.

    Raises
    ------
    CancelledError
    """
    chosen = cmds.fileDialog2(caption=caption, fileFilter=file_filter, fileMode=mode)
    if not chosen:
        raise CancelledError
    return str(chosen[0])


def ask_for_folder(caption: str) -> str:
    """A folder that the user picks.

    Raises
    ------
    CancelledError
    """
    chosen = cmds.fileDialog2(caption=caption, fileMode=FOLDER)
    if not chosen:
        raise CancelledError
    return str(chosen[0])


def selected_meshes() -> list[str]:
    """Long names of the visible mesh shapes that are selected, or below what is selected."""
    found = cmds.ls(selection=True, dagObjects=True, type="mesh", noIntermediate=True, long=True)
    return [str(mesh) for mesh in found or []]
