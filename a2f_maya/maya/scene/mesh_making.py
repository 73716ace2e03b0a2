"""Meshes from plain arrays, made through the API and yet undoable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.maya import undo
from a2f_maya.maya.scene.nodes import object_of, plug_of
from a2f_maya.mesh import Mesh

COLOR_SET = "colorSet1"
Maker = Callable[[om.MObject], om.MObject]
"""Makes a mesh shape below a transform."""


class _FillTransform:
    """Puts a mesh shape below a transform; undo takes the shape away again."""

    def __init__(self, transform: str, make: Maker) -> None:
        self._parent = om.MObjectHandle(object_of(transform))
        self._make = make
        self._removal: Any = None
        self._shape = om.MObjectHandle()

    def do(self) -> None:
        self._shape = om.MObjectHandle(self._make(self._parent.object()))

    def undo(self) -> None:
        self._removal = om.MDagModifier()
        self._removal.deleteNode(self._shape.object())
        self._removal.doIt()

    def redo(self) -> None:
        self._removal.undoIt()


def create_mesh(mesh: Mesh, name: str, parent: str = "") -> str:
    """Make a transform with a mesh shape.

    Parameters
    ----------
    mesh : Mesh
        Points in centimetres, in the space of the parent.
    name : str
    parent : str
        Transform to put it under; the world if left out.

    Returns
    -------
    str
        The transform; its shape is called ``<transform>Shape``.
    """
    transform, shape = _fill(name, parent, lambda above: _create(mesh, above))
    if mesh.colors is not None:
        cmds.setAttr(f"{shape}.displayColors", True)
    return transform


def copy_mesh(
    geometry: str, points: npt.NDArray[np.floating[Any]], name: str, parent: str = ""
) -> str:
    """Make a transform with a copy of a mesh on other points.

    Texture coordinates, colours and hard edges are those of the original; normals follow the new
    points.

    Parameters
    ----------
    geometry : str
        A plug that gives a mesh.
    points : np.ndarray [shape=(V, 3)]
        Centimetres, in the space of the parent.
    name, parent : str
        As for `create_mesh`.

    Returns
    -------
    str
        The transform.
    """
    return _fill(name, parent, lambda above: _copy(geometry, points, above))[0]


def _fill(name: str, parent: str, make: Maker) -> tuple[str, str]:
    """A new transform, and the shape that is made below it."""
    place = {"parent": parent} if parent else {}
    transform = str(cmds.createNode("transform", name=name, skipSelect=True, **place))
    undo.apply(_FillTransform(transform, make))
    shape = cmds.listRelatives(transform, shapes=True, path=True)[0]
    # a colon in front: not relative to the current namespace
    leaf = transform.rsplit("|", 1)[-1]
    return transform, str(cmds.rename(shape, f":{leaf}Shape" if ":" in leaf else f"{leaf}Shape"))


def _copy(geometry: str, points: npt.NDArray[np.floating[Any]], parent: om.MObject) -> om.MObject:
    function = om.MFnMesh()
    function.copy(plug_of(geometry).asMObject(), parent)
    function.setPoints(om.MPointArray(points.tolist()))
    # locked normals would still be those of the other points
    function.unlockVertexNormals(list(range(len(points))))
    function.updateSurface()
    return function.object()


def _create(mesh: Mesh, parent: om.MObject) -> om.MObject:
    """Make the shape with its texture coordinates, soft edges and colours."""
    function = om.MFnMesh()
    counts, corners = mesh.face_counts.tolist(), mesh.face_indices.tolist()
    points = om.MPointArray(mesh.points.tolist())
    uvs: list[list[float]] = []
    if mesh.uvs is not None:
        uvs = np.ascontiguousarray(mesh.uvs.T).tolist()
    function.create(points, counts, corners, *uvs, parent=parent)
    if uvs:
        function.assignUVs(counts, corners)
    edges = range(function.numEdges)
    function.setEdgeSmoothings(list(edges), [True] * len(edges))
    function.cleanupEdgeSmoothing()
    if mesh.colors is not None:
        function.createColorSet(COLOR_SET, False)
        function.setCurrentColorSetName(COLOR_SET)
        colors = om.MColorArray([om.MColor((*color, 1.0)) for color in mesh.colors.tolist()])
        function.setVertexColors(colors, list(range(len(mesh.points))))
    function.updateSurface()
    return function.object()
