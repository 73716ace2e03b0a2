"""Opening and saving whole scenes, as farms do it."""

from __future__ import annotations

from pathlib import Path

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.files import atomic_path
from a2f_maya.maya import host
from a2f_maya.progress import Progress

_FILE_TYPES = {".ma": "mayaAscii", ".mb": "mayaBinary"}


def open_scene(path: Path) -> None:
    """Open a scene in place of the present one.

    Raises
    ------
    SceneError
        If it is missing or Maya cannot read it.
    """
    if not path.is_file():
        raise SceneError(f"There is no file {path}; check the path of the scene.")
    try:
        cmds.file(path.resolve().as_posix(), open=True, force=True, prompt=False)
    except RuntimeError as error:
        # Maya raises for harmless things, too, such as a missing texture; then the nodes are there
        opened = cmds.file(query=True, sceneName=True)
        if not opened or Path(opened) != path.resolve():
            reason = " ".join(str(error).split())
            raise SceneError(f"{path} cannot be opened: {reason.rstrip('.')}.") from error


def open_in_mayapy(path: Path, progress: Progress) -> None:
    """Start Maya inside mayapy if nobody has, load our plug-ins and open a scene.

    Raises
    ------
    SceneError
        If it is missing or Maya cannot read it.
    MissingDependencyError
        If a Python package is missing.
    """
    host.start_standalone()
    host.load_plugins()
    progress.update(0.0, f"Opening {path.name}")
    open_scene(path)


def save_scene(path: Path) -> None:
    """Save to a temporary name and rename, so that a broken file never has the final name.

    Parameters
    ----------
    path : Path
        Ends in ``.ma`` or ``.mb``.

    Raises
    ------
    OutputError, SceneError
        If it cannot be written.
    """
    target = path.resolve()
    with atomic_path(target) as temporary:
        try:
            cmds.file(rename=temporary.as_posix())
            cmds.file(save=True, type=_FILE_TYPES[path.suffix.lower()], force=True)
        except RuntimeError as error:
            reason = " ".join(str(error).split())
            raise SceneError(f"{path} cannot be saved: {reason.rstrip('.')}.") from error
        if not temporary.is_file():
            raise SceneError(f"Maya has not written {path}; check the rights of the folder.")
    cmds.file(rename=target.as_posix())
