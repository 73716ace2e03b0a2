"""Meshes of the scene as plain data: at rest in their own space, or posed in the world's."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.maya.scene.nodes import matrix, mesh_shape, only_node, parent_of, path_of, plug_of
from a2f_maya.maya.transfer.chains import original_plug
from a2f_maya.mesh import Mesh

DoubleArray = npt.NDArray[np.float64]

DEFAULT_SHADING = "initialShadingGroup"
PLACE_TOLERANCE = 1e-6
"""Of the largest number: two transforms whose matrices differ less lie at one place."""


def transform_of(mesh: str) -> str:
    """The transform of a mesh, given by itself or by its shape.

    Raises
    ------
    SceneError
        If it is no mesh.
    """
    shape = mesh_shape(mesh)
    node = only_node(mesh)
    return node if node != shape else parent_of(shape)


def short_name(node: str) -> str:
    """A node's own name without path and namespace, to name others after it."""
    return node.rsplit("|", 1)[-1].rsplit(":", 1)[-1]


def rest_mesh(mesh: str) -> Mesh:
    """A mesh before all its deformers, whatever the current frame.

    Parameters
    ----------
    mesh : str
        A mesh or its transform.

    Returns
    -------
    Mesh
        Named after the transform; in its own space, in centimetres.

    Raises
    ------
    MeshError
        If it has no faces or coordinates that are not numbers.
    SceneError
        If it is no mesh.
    """
    shape = mesh_shape(mesh)
    transform = parent_of(shape)
    try:
        function = om.MFnMesh(plug_of(original_plug(shape)).asMObject())
    except RuntimeError as error:
        raise SceneError(
            f"'{transform}' gives no mesh: what makes it is broken; delete its history."
        ) from error
    return checked(plain_mesh(function, transform))


def posed_mesh(mesh: str) -> Mesh:
    """A mesh as it is seen now, in the world's space.

    Parameters
    ----------
    mesh : str
        A mesh or its transform.

    Raises
    ------
    SceneError
        If it is no mesh.
    """
    shape = mesh_shape(mesh)
    function = om.MFnMesh(path_of(shape))
    return plain_mesh(function, parent_of(shape), om.MSpace.kWorld)


def plain_mesh(function: Any, name: str, space: int = om.MSpace.kObject) -> Mesh:
    """Points, faces and, where no vertex has two, texture coordinates of a mesh.

    Parameters
    ----------
    function : maya.api.OpenMaya.MFnMesh
    name : str
    space : int
        Of ``MSpace``; data know their own only.
    """
    counts, indices = function.getVertices()
    points = np.array(function.getPoints(space), np.float64).reshape(-1, 4)[:, :3]
    return Mesh(
        name,
        points.astype(np.float32),
        np.array(counts, np.int32),
        np.array(indices, np.int32),
        _uvs(function, np.array(indices, np.int64), len(points)),
    )


def checked(mesh: Mesh) -> Mesh:
    """The mesh, if it has faces and all its coordinates are numbers.

    Raises
    ------
    MeshError
    """
    if not len(mesh.face_counts):
        raise MeshError(f"'{mesh.name}' has no faces; choose a mesh with a surface.")
    if not np.isfinite(mesh.points).all():
        raise MeshError(f"'{mesh.name}' has points that are not numbers; clean it up.")
    return mesh


def world_matrix(mesh: str) -> DoubleArray:
    """From a mesh's own space to the world's [shape=(4, 4)], for rows of points."""
    return np.array(matrix(world_matrix_plug(mesh_shape(mesh)))).reshape(4, 4)


def world_matrix_plug(shape: str) -> str:
    """The plug of a shape's matrix to the world; of the right one where there are instances."""
    return f"{shape}.worldMatrix[{path_of(shape).instanceNumber()}]"


def moved(points: npt.ArrayLike, by: DoubleArray) -> DoubleArray:
    """Points [shape=(n, 3)] times a matrix [shape=(4, 4)] for rows, without rounding."""
    rows: DoubleArray = np.asarray(points, np.float64) @ by[:3, :3] + by[3, :3]
    return rows


def relation(mesh: str, other: str) -> DoubleArray:
    """From the space of one mesh to that of another [shape=(4, 4)], for rows of points.

    Exactly nothing where both lie at one place.

    Parameters
    ----------
    mesh, other : str
        Meshes or their transforms.
    """
    one, two = world_matrix(mesh), world_matrix(other)
    if np.abs(one - two).max() <= PLACE_TOLERANCE * max(float(np.abs(two).max()), 1.0):
        return np.eye(4)
    product: DoubleArray = one @ np.linalg.pinv(two)
    return product


def place_over(transform: str, other: str) -> None:
    """Give a transform the place, turn and size of another one under the same parent."""
    numbers = cmds.xform(other, query=True, matrix=True, worldSpace=True)
    cmds.xform(transform, matrix=numbers, worldSpace=True)


def _uvs(
    function: Any, indices: npt.NDArray[np.int64], vertex_count: int
) -> npt.NDArray[np.float32] | None:
    """One texture coordinate a vertex, or None where a seam gives a vertex several."""
    _, ids = function.getAssignedUVs()
    if len(ids) != len(indices) or not len(ids):
        return None
    of_vertex = np.zeros(vertex_count, np.int64)
    of_vertex[indices] = ids
    if not np.array_equal(of_vertex[indices], ids):
        return None
    table = np.array(function.getUVs(), np.float32).T
    return np.ascontiguousarray(table[of_vertex])
