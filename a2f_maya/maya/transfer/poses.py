"""The poses that an A2F mesh brings along: of the Male Head, of its own rig or of its network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_skin
from a2f_maya.maya.scene.blend_shapes import target_indices
from a2f_maya.maya.scene.character import DEFORMER
from a2f_maya.maya.scene.instance import opened_package
from a2f_maya.maya.scene.nodes import driver_of, mesh_shape
from a2f_maya.maya.scene.pose_matching import match_poses
from a2f_maya.maya.transfer.chains import deformers_of
from a2f_maya.maya.transfer.meshes import rest_mesh
from a2f_maya.maya.transfer.targets import read_targets
from a2f_maya.mesh import Mesh, ShapedMesh, same_faces
from a2f_maya.names import ARKIT


def shaped_source(source: str) -> ShapedMesh:
    """An A2F mesh at rest with its poses.

    A mesh with the faces of the Male Head's skin has the poses of that; any other one those of its
    own blendShape, or of the network that moves it.

    Parameters
    ----------
    source : str
        Transform.

    Raises
    ------
    SceneError
        If it has no poses.
    """
    found = poses_of(source)
    if found is None:
        raise SceneError(
            f"'{source}' has no poses: neither the faces of the Male Head, nor a blendShape with "
            "targets such as jawOpen, nor a network that moves it; use the Male Template."
        )
    return found


def poses_of(source: str) -> ShapedMesh | None:
    """Do as `shaped_source`, but give None for a mesh without poses."""
    mesh = rest_mesh(source)
    if is_male_skin(mesh):
        return replace(shaped_skin(load_head()), mesh=mesh)
    return _own_poses(source, mesh) or _poses_of_network(source, mesh)


def is_male_skin(mesh: Mesh) -> bool:
    """Whether a mesh has the faces of the Male Head's skin."""
    return same_faces(mesh, load_head().skin)


def _own_poses(source: str, mesh: Mesh) -> ShapedMesh | None:
    for node in deformers_of(mesh_shape(source), "blendShape"):
        matched = match_poses(ARKIT, list(target_indices(node)))
        if matched:
            shapes = read_targets(node, len(mesh.points))
            names = tuple(name for name in ARKIT if name in matched)
            return ShapedMesh(mesh, names, np.stack([shapes[matched[name]] for name in names]))
    return None


def _poses_of_network(source: str, mesh: Mesh) -> ShapedMesh | None:
    for node in deformers_of(mesh_shape(source), DEFORMER):
        core = driver_of(f"{node}.package")
        package = opened_package(str(cmds.getAttr(f"{core}.package") or "")) if core else None
        poses = package.skin_poses if package else None
        if poses is not None and poses.vertex_count == len(mesh.points):
            return ShapedMesh(mesh, tuple(poses.pose_names), poses.deltas())
    return None
