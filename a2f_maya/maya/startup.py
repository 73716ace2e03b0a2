"""Loading the plug-ins, with the packages that they need."""

from __future__ import annotations

from pathlib import Path

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import MissingDependencyError
from a2f_maya.packages import require_packages

PLUGINS = ("a2f_nodes.py", "a2f_deformers.py")
ROOT = Path(__file__).resolve().parents[2]
"""Folder of the Maya module: the one with plug-ins/, scripts/ and icons/."""


def load_plugins() -> None:
    """Load both plug-ins, if they are not loaded yet.

    Raises
    ------
    MissingDependencyError
        If a Python package is missing.
    RuntimeError
        If Maya cannot load one.
    """
    require_packages(ROOT)
    for name in PLUGINS:
        if not cmds.pluginInfo(name, query=True, loaded=True):
            cmds.loadPlugin(str(ROOT / "plug-ins" / name), quiet=True)


def unload_plugins() -> None:
    """Unload both plug-ins.

    Raises
    ------
    RuntimeError
        If nodes of the scene or of the undo queue still need one.
    """
    for name in reversed(PLUGINS):
        if cmds.pluginInfo(name, query=True, loaded=True):
            cmds.unloadPlugin(name)


def load_quietly() -> None:
    """Load both plug-ins when Maya starts; what is wrong is said in one line, never raised."""
    try:
        load_plugins()
    except (MissingDependencyError, RuntimeError) as error:
        om.MGlobal.displayWarning(f"Audio2Face: {error}")
