"""BlendShapes of the scene as files for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from maya import cmds

from a2f_maya.errors import OutputError, SceneError
from a2f_maya.files import make_folder
from a2f_maya.formats.shape_files import USD_ENDINGS, write_shapes
from a2f_maya.formats.usd_stage import StageSpace
from a2f_maya.maya.host import scene_errors
from a2f_maya.maya.scene.blend_shapes import target_indices
from a2f_maya.maya.scene.nodes import is_type, mesh_shape, only_node
from a2f_maya.maya.transfer.chains import deformers_of
from a2f_maya.maya.transfer.meshes import rest_mesh, short_name, transform_of
from a2f_maya.maya.transfer.targets import read_targets
from a2f_maya.mesh import ShapedMesh
from a2f_maya.progress import Progress

METERS_PER_CENTIMETRE = 0.01


def export_blend_shapes(
    meshes: str | Sequence[str], path: str | Path, progress: Progress | None = None
) -> list[Path]:
    """Write meshes at rest with the targets of their blendShapes.

    Parameters
    ----------
    meshes : str or sequence of str
        Meshes, their transforms, or blendShape nodes; for example the skin and the tongue.
    path : str or Path
        ``.usda`` or ``.usdc`` for one USD file (UsdSkel), in centimetres and with the up axis of
        the scene. ``.obj`` for a folder of that name without the ending, with one OBJ file for
        each target and ``neutral.obj``, in a folder for each mesh where there are several.
    progress : Progress, optional

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    OutputError
        If the ending is another one, two meshes or targets need one file name, or a file cannot be
        written.
    SceneError
        If a mesh has no blendShape.
    MissingDependencyError
        For USD without the USD library.
    """
    chosen = [meshes] if isinstance(meshes, str) else list(meshes)
    target = Path(path)
    with scene_errors("Export Blend Shapes"):
        parts = [_shaped(name) for name in chosen]
    if not parts:
        raise SceneError("There is nothing to export; select a mesh with blendShapes.")
    if target.suffix not in (*USD_ENDINGS, ".obj"):
        raise OutputError(f"Cannot write {target}: its name must end in .usda, .usdc or .obj.")
    axis = str(cmds.upAxis(query=True, axis=True))
    make_folder(target.parent)
    return write_shapes(target, parts, StageSpace(axis, METERS_PER_CENTIMETRE), progress)


def _shaped(name: str) -> ShapedMesh:
    """A mesh with the targets of its blendShape, from the name of either."""
    node = only_node(name)
    if is_type(node, ["blendShape"]):
        shape = str((cmds.deformer(node, query=True, geometry=True) or [""])[0])
        if not shape:
            raise SceneError(f"'{node}' deforms no mesh; choose another blendShape.")
        nodes = [node]
    else:
        shape = mesh_shape(node)
        nodes = deformers_of(shape, "blendShape")
    mesh = rest_mesh(shape)
    found: dict[str, np.ndarray] = {}
    # the first in the chain is the last of this list
    for each in reversed(nodes):
        if target_indices(each):
            for target, deltas in read_targets(
                each, len(mesh.points), _number(each, shape)
            ).items():
                found.setdefault(target, deltas)
    if not found:
        raise SceneError(
            f"'{mesh.name}' has no blendShape with targets; generate blendShapes for it first."
        )
    named = replace(mesh, name=short_name(transform_of(shape)))
    return ShapedMesh(named, tuple(found), np.stack(list(found.values())))


def _number(blend_shape: str, shape: str) -> int:
    """Number of a mesh in a blendShape."""
    shapes = cmds.ls(cmds.deformer(blend_shape, query=True, geometry=True) or [], long=True)
    numbers = cmds.deformer(blend_shape, query=True, geometryIndices=True) or []
    return int(dict(zip(shapes, numbers, strict=True))[cmds.ls(shape, long=True)[0]])
