"""Wraps of the user's choice: one mesh drives others, such as a face its brows and moustache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.nodes import mesh_shape, to_ui_length
from a2f_maya.maya.transfer.chains import deformers_of, feeding_node
from a2f_maya.maya.transfer.meshes import transform_of, world_matrix, world_matrix_plug
from a2f_maya.maya.transfer.placing import Choice, put_wrap, remove_wrap
from a2f_maya.maya.transfer.wraps import WRAP_TYPE, bind_surface, refuse_cycle

Choose = Callable[[str, str], Choice]
"""Asked with a mesh and the node that feeds it."""


@dataclass(frozen=True)
class WrapResult:
    """What was wrapped.

    Attributes
    ----------
    driver : str
        Transform.
    deformers : dict of str
        Transform of each driven mesh -> its new ``a2fWrap``.
    kept : tuple of str
        Transforms of the meshes that were left alone.
    """

    driver: str
    deformers: dict[str, str]
    kept: tuple[str, ...]


@action("Wrap")
def wrap(
    driver: str,
    driven: Sequence[str],
    *,
    use_max_distance: bool = False,
    max_distance: float = 1.0,
    face_tangent_space: bool = True,
    choose: Choose | None = None,
) -> WrapResult:
    """Let meshes follow the surface of another one.

    They are bound as they lie in the world now, each at its rest before all deformers. Moving,
    turning or scaling the transform of the driver moves the driven meshes, too.

    Parameters
    ----------
    driver : str
        A mesh or its transform.
    driven : sequence of str
    use_max_distance : bool
        Points farther from the driver than ``max_distance`` do not move.
    max_distance : float
        Centimetres in the space of the driven mesh.
    face_tangent_space : bool
        Turn the offsets of the points with the surface; else they keep their direction.
    choose : callable, optional
        Asked for each mesh that has an incoming connection; such meshes are kept if left out.

    Raises
    ------
    MeshError
        If a mesh has no faces or its coordinates are not numbers.
    SceneError
        If a name is no mesh, a mesh would drive itself, or a node cannot be replaced.
    """
    leader = transform_of(driver)
    followers = list(dict.fromkeys(transform_of(mesh) for mesh in driven))
    if not followers:
        raise SceneError("There is no mesh to drive; select the driver first, then the others.")
    if leader in followers:
        raise SceneError(f"'{leader}' cannot drive itself; leave it out of the driven meshes.")
    for mesh in followers:
        refuse_cycle(leader, mesh)
    made: dict[str, str] = {}
    for mesh in followers:
        upstream = feeding_node(mesh_shape(mesh))
        choice = (
            Choice.INSERT if not upstream else choose(mesh, upstream) if choose else Choice.KEEP
        )
        if choice is not Choice.KEEP:
            made[mesh] = deformer = put_wrap(mesh, upstream, choice)
            _bind(deformer, leader, mesh)
            cmds.setAttr(f"{deformer}.useMaxDistance", use_max_distance)
            cmds.setAttr(f"{deformer}.maxDistance", to_ui_length(max_distance))
            cmds.setAttr(f"{deformer}.faceTangentSpace", face_tangent_space)
    return WrapResult(leader, made, tuple(mesh for mesh in followers if mesh not in made))


def wrap_selection(
    *,
    use_max_distance: bool = False,
    max_distance: float = 1.0,
    face_tangent_space: bool = True,
    choose: Choose | None = None,
) -> WrapResult:
    """Let the first selected mesh drive the others; see `wrap`.

    Raises
    ------
    SceneError
        If fewer than two meshes are selected.
    """
    meshes = selected_meshes()
    if len(meshes) < 2:
        raise SceneError("Select the driver first and then the meshes that it should drive.")
    return wrap(
        meshes[0],
        meshes[1:],
        use_max_distance=use_max_distance,
        max_distance=max_distance,
        face_tangent_space=face_tangent_space,
        choose=choose,
    )


def selected_meshes() -> list[str]:
    """Transforms of the selected meshes in the order of selecting."""
    tracked = cmds.selectPref(query=True, trackSelectionOrder=True)
    order = {"orderedSelection": True} if tracked else {"selection": True}
    found = cmds.ls(long=True, objectsOnly=True, **order) or []
    if not found:  # ls of nothing is ls of everything
        return []
    shapes = cmds.ls(found, dagObjects=True, type="mesh", noIntermediate=True, long=True)
    return list(dict.fromkeys(transform_of(shape) for shape in shapes or []))


@action("Delete Wrap")
def delete_wrap(driven: str) -> None:
    """Take the wraps off a mesh; what they had disconnected is connected again.

    Parameters
    ----------
    driven : str
        A mesh or its transform.

    Raises
    ------
    SceneError
        If it has none, or one comes from a referenced file.
    """
    mesh = transform_of(driven)
    deformers = deformers_of(mesh_shape(mesh), WRAP_TYPE)
    if not deformers:
        raise SceneError(f"'{mesh}' has no wrap.")
    for deformer in deformers:
        remove_wrap(mesh, deformer)


def _bind(deformer: str, driver: str, driven: str) -> None:
    relation = world_matrix(driver) @ np.linalg.pinv(world_matrix(driven))
    bind_surface(deformer, driver, driven, relation)
    for mesh, attribute in ((driver, "driverMatrix"), (driven, "drivenMatrix")):
        cmds.connectAttr(world_matrix_plug(mesh_shape(mesh)), f"{deformer}.{attribute}")
