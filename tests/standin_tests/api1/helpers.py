"""Small things that the tests of API 1.0 share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import maya.OpenMaya as om
import numpy as np
from maya import cmds


def mobject(name: str) -> om.MObject:
    """The node of a name."""
    selection, node = om.MSelectionList(), om.MObject()
    selection.add(name)
    selection.getDependNode(0, node)
    return node


def dag_path(name: str) -> om.MDagPath:
    """The path of a name."""
    selection, path = om.MSelectionList(), om.MDagPath()
    selection.add(name)
    selection.getDagPath(0, path)
    return path


def plug(name: str) -> om.MPlug:
    """The plug of a name."""
    selection, found = om.MSelectionList(), om.MPlug()
    selection.add(name)
    selection.getPlug(0, found)
    return found


def numbers(array: Any) -> list[Any]:
    """The items of an array of API 1.0."""
    return [array[place] for place in range(array.length())]


def rows(points: Any) -> np.ndarray:
    """The points of an MPointArray, (N, 3)."""
    return np.array([[points[i].x, points[i].y, points[i].z] for i in range(points.length())])


def positions(shape: str) -> np.ndarray:
    """Positions of mesh vertices as cmds tells them, (N, 3)."""
    return np.array(cmds.xform(f"{shape}.vtx[*]", query=True, translation=True)).reshape(-1, 3)


def load(folder: Path, name: str, source: str) -> None:
    """Write a plug-in file and load it."""
    file = folder / f"{name}.py"
    file.write_text(source, encoding="utf-8")
    assert cmds.loadPlugin(file.as_posix()) == [name]
