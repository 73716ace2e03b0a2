"""Undoing the first deformer of a mesh brings the mesh back to rest, in any pose.

When only the connection to a mesh is undone, the mesh may keep what last came through it.
"""

from __future__ import annotations

import numpy as np
from maya.api import OpenMaya as om

from a2f_maya.maya import undo
from a2f_maya.maya.scene.nodes import object_of, source_of


class _RestOnUndo:
    """Changes nothing; undone, it gives a mesh its points back if they are others by then."""

    def __init__(self, shape: str) -> None:
        self._handle = om.MObjectHandle(object_of(shape))
        self._points = om.MFnMesh(object_of(shape)).getPoints()

    def do(self) -> None:
        """Nothing."""

    def undo(self) -> None:
        function = om.MFnMesh(self._handle.object())
        if not np.array_equal(np.array(function.getPoints()), np.array(self._points)):
            function.setPoints(self._points)
            function.updateSurface()

    def redo(self) -> None:
        """Nothing."""


def rest_on_undo(shape: str) -> None:
    """To be called before a mesh gets its first deformer.

    Parameters
    ----------
    shape : str
        Nothing happens where it has history: that is connected again.
    """
    if not source_of(f"{shape}.inMesh"):
        undo.apply(_RestOnUndo(shape))
