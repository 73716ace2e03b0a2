"""Meshes from plain arrays, made through the API and yet undoable."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.maya import undo
from a2f_maya.maya.scene.nodes import object_of
from a2f_maya.mesh import Mesh

COLOR_SET = "colorSet1"


class _FillTransform:
    """Puts a mesh shape below a transform; undo takes the shape away again."""

    def __init__(self, transform: str, mesh: Mesh) -> None:
        self._parent = om.MObjectHandle(object_of(transform))
        self._mesh = mesh
        self._removal: Any = None
        self._shape = om.MObjectHandle()

    def do(self) -> None:
        shape = _create(self._mesh, self._parent.object())
        self._shape = om.MObjectHandle(shape)

    def undo(self) -> None:
        self._removal = om.MDagModifier()
        self._removal.deleteNode(self._shape.object())
        self._removal.doIt()

    def redo(self) -> None:
        self._removal.undoIt()


def create_mesh(mesh: Mesh, name: str, parent: str) -> str:
    """Make a transform with a mesh shape.

    Parameters
    ----------
    mesh : Mesh
        Points in centimetres, in the space of the parent.
    name : str
    parent : str
        Transform to put it under.

    Returns
    -------
    str
        The transform; its shape is called ``<transform>Shape``.
    """
    transform = str(cmds.createNode("transform", name=name, parent=parent, skipSelect=True))
    undo.apply(_FillTransform(transform, mesh))
    shape = cmds.listRelatives(transform, shapes=True, path=True)[0]
    # a colon in front: not relative to the current namespace
    leaf = transform.rsplit("|", 1)[-1]
    shape = cmds.rename(shape, f":{leaf}Shape" if ":" in leaf else f"{leaf}Shape")
    if mesh.colors is not None:
        cmds.setAttr(f"{shape}.displayColors", True)
    return transform


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
