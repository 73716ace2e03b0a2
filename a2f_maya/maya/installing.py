"""Installing for one user: the module file, the Python packages, the plug-ins' autoload."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import A2FError
from a2f_maya.files import atomic_path, make_folder
from a2f_maya.maya import startup
from a2f_maya.packages import install_missing

MODULE_FILE = "a2f_maya.mod"


def user_modules_folder() -> Path:
    """Where Maya looks for this user's module files, for all versions."""
    return Path(cmds.internalVar(userAppDir=True)) / "modules"


def write_module_file(root: Path) -> Path:
    """Write the user's module file, which points at the folder of this package.

    Parameters
    ----------
    root : Path
        The folder with ``mod/a2f_maya.mod``, ``plug-ins/`` and ``scripts/``.

    Returns
    -------
    Path
        The file written.
    """
    lines = (root / "mod" / MODULE_FILE).read_text(encoding="utf-8").splitlines()
    text = "\n".join(
        f"{line[:-3]} {root.as_posix()}" if line.startswith("+ ") and line.endswith(" ..") else line
        for line in lines
    )
    target = user_modules_folder() / MODULE_FILE
    make_folder(target.parent)
    with atomic_path(target) as temporary:
        temporary.write_text(f"{text}\n", encoding="utf-8")
    return target


def add_paths(root: Path) -> None:
    """Make plug-ins, scripts and icons known to the running Maya, which reads modules at start."""
    for variable, folder in (
        ("MAYA_PLUG_IN_PATH", "plug-ins"),
        ("MAYA_SCRIPT_PATH", "scripts"),
        ("XBMLANGPATH", "icons/%B" if sys.platform.startswith("linux") else "icons"),
    ):
        known = [path for path in os.environ.get(variable, "").split(os.pathsep) if path]
        wanted = (root / folder).as_posix()
        if wanted not in known:
            os.environ[variable] = os.pathsep.join([*known, wanted])
    if str(root) not in sys.path:
        sys.path.append(str(root))


def install(root: Path) -> list[str]:
    """Install for this user and load the plug-ins now.

    Parameters
    ----------
    root : Path
        See `write_module_file`.

    Returns
    -------
    list of str
        Packages that were installed.

    Raises
    ------
    MissingDependencyError
        If a package could not be installed; no module file is written then.
    """
    installed = install_missing(root)
    write_module_file(root)
    add_paths(root)
    startup.load_plugins()
    for name in startup.PLUGINS:
        cmds.pluginInfo(name, edit=True, autoload=True)
    return installed


def uninstall() -> None:
    """Unload the plug-ins, switch their autoload off and delete the user's module file.

    Raises
    ------
    RuntimeError
        If the scene still holds nodes of the plug-ins.
    """
    for name in startup.PLUGINS:
        if cmds.pluginInfo(name, query=True, registered=True):
            cmds.pluginInfo(name, edit=True, autoload=False)
    startup.unload_plugins()
    (user_modules_folder() / MODULE_FILE).unlink(missing_ok=True)


def install_from_drop(root: Path) -> None:
    """Install and tell the user how it went, in a dialog and never with a traceback."""
    try:
        installed = install(root)
    except (A2FError, RuntimeError, OSError) as error:
        _tell(f"Audio2Face for Maya could not be installed. {error}")
        return
    packages = f" Installed: {', '.join(installed)}." if installed else ""
    _tell(f"Audio2Face for Maya is ready: open the menu Audio2Face.{packages}")


def _tell(message: str) -> None:
    if cmds.about(batch=True):
        om.MGlobal.displayInfo(message)
    else:
        cmds.confirmDialog(title="Audio2Face for Maya", message=message, button=["OK"])
