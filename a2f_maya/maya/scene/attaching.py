"""Meshes of a network's topology, moved by an A2F instance."""

from __future__ import annotations

from typing import Literal

from maya import cmds

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import MESH, bind
from a2f_maya.maya.scene.character import DEFORMER, Character, character_of
from a2f_maya.maya.scene.instance import opened_package
from a2f_maya.maya.scene.nodes import driver_of, mesh_shape
from a2f_maya.network.package import RegressionPackage

Part = Literal["skin", "tongue"]
PARTS: tuple[Part, ...] = ("skin", "tongue")
DEFORMER_LINKS = (
    ("outPackage", "package"),
    ("skinCoefficients", "skinCoefficients"),
    ("tongueCoefficients", "tongueCoefficients"),
    ("jawMatrix", "jawMatrix"),
    ("faceMaskLevel", "faceMaskLevel"),
    ("faceMaskSoftness", "faceMaskSoftness"),
)


@action("Attach Mesh")
def attach_mesh(character: str | Character, mesh: str, part: Part = "skin") -> str:
    """Let an instance move a mesh that has the topology of its package's skin or tongue.

    The deformer comes first in the chain, so that a skin cluster behind it carries the face along.

    Parameters
    ----------
    character : str or Character
    mesh : str
        A mesh or its transform; referenced ones, too.
    part : "skin" or "tongue"

    Returns
    -------
    str
        The ``a2fDeformer``.

    Raises
    ------
    MeshError
        If the mesh has another number of vertices.
    SceneError
        If the mesh is attached already.
    """
    core = character_of(character).core
    if part not in PARTS:
        raise SceneError(f"There is no part '{part}'; choose skin or tongue.")
    shape = mesh_shape(mesh)
    _refuse_attached(shape)
    wanted = vertex_count(opened_package(cmds.getAttr(f"{core}.package") or ""), part)
    found = int(cmds.polyEvaluate(shape, vertex=True))
    if found != wanted:
        raise MeshError(
            f"'{shape}' has {found} vertices and the {part} of the network {wanted}; attach a mesh "
            "of that topology, or drive a blendShape instead."
        )
    had_history = bool(cmds.listConnections(f"{shape}.inMesh", source=True, destination=False))
    base = shape.rsplit("|", 1)[-1].rsplit(":", 1)[-1]
    deformer = str(cmds.deformer(shape, type=DEFORMER, name=f"{base}_a2f", frontOfChain=True)[0])
    cmds.setAttr(f"{deformer}.part", PARTS.index(part))
    for source, destination in DEFORMER_LINKS:
        cmds.connectAttr(f"{core}.{source}", f"{deformer}.{destination}")
    bind(core, MESH, shape, [deformer], {"had_history": had_history})
    return deformer


def vertex_count(package: RegressionPackage, part: Part) -> int:
    """Number of vertices of a package's skin or tongue."""
    info = package.info
    return int(info.skin_vertices if part == "skin" else info.tongue_vertices)


def _refuse_attached(shape: str) -> None:
    for node in cmds.listHistory(shape) or []:
        if cmds.nodeType(node) == DEFORMER:
            core = driver_of(f"{node}.skinCoefficients")
            raise SceneError(
                f"'{shape}' is already attached to '{core or node}'; delete '{node}' first."
            )
