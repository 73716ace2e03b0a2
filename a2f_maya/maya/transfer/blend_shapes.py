"""A full set of blendShapes for a target head, made from the poses of the A2F mesh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya.host import action, scene_errors
from a2f_maya.maya.scene.bindings import bindings
from a2f_maya.maya.scene.nodes import mesh_shape
from a2f_maya.maya.transfer.locators import (
    FITTED,
    ROLE_NAMES,
    SOURCE,
    TARGET,
    check_faces,
    follow_shapes,
    locator_of,
    needed_mesh,
)
from a2f_maya.maya.transfer.meshes import moved, relation, rest_mesh, short_name, transform_of
from a2f_maya.maya.transfer.poses import shaped_source
from a2f_maya.maya.transfer.resting import rest_on_undo
from a2f_maya.maya.transfer.running import Runner, run_here
from a2f_maya.maya.transfer.targets import write_targets
from a2f_maya.maya.transfer.tongues import tongue_with_poses
from a2f_maya.maya.transfer.wraps import had_history, remember, take_off
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.blendshape_transfer import transfer_shapes

SHAPES_KIND = "blendShapes"
SKIN_PART = 0.8
"""Of the whole work, where there is a tongue, too."""


@dataclass(frozen=True)
class BlendShapes:
    """What was made.

    Attributes
    ----------
    blend_shape : str
        The node on the target.
    names : tuple of str
        Its targets.
    tongue_blend_shape : str
        The node on the tongue; empty without one.
    tongue_names : tuple of str
    """

    blend_shape: str
    names: tuple[str, ...]
    tongue_blend_shape: str = ""
    tongue_names: tuple[str, ...] = ()


def generate_blend_shapes(
    node: str,
    progress: Progress | None = None,
    tongue: str | None = None,
    run: Runner = run_here,
) -> BlendShapes:
    """Give the target a blendShape node with the poses of the A2F mesh, named as those.

    The node comes first in the chain, so that a skin cluster behind it carries the face along.
    Made again, it keeps its node and what is connected to that, and gets other shapes. While a post
    wrap is live too, both move the target: use one of them at a time.

    Parameters
    ----------
    node : str
        The correspondence locator, with a fitted mesh.
    progress : Progress, optional
    tongue : str, optional
        Tongue mesh of the target, which gets the poses of the Male Head's tongue: 16 of its
        own, and those of the jaw and ``tongueOut``, which take it along.
    run : callable
        As for `fit`.

    Raises
    ------
    MeshError
        If a mesh cannot be used.
    SceneError
        If a mesh is missing or the A2F mesh has no poses.
    CancelledError
    """
    work = progress or Progress()
    with scene_errors("Blendshape Transfer"):
        locator = locator_of(node)
        source, fitted, target = _input_of(locator)
        mouth = _tongue_input(locator, tongue) if tongue else None
    end = SKIN_PART if mouth else 1.0
    shaped = run(lambda: transfer_shapes(source, fitted, target, progress=work.part(0.0, end)))
    parts = {needed_mesh(locator, TARGET): shaped}
    if mouth and tongue:
        name, mesh, to_target = mouth
        parts[name] = run(
            lambda: tongue_with_poses(source.mesh, fitted, mesh, to_target, work.part(end, 1.0))
        )
    nodes = _show(locator, parts)
    names = [part.names for part in parts.values()]
    if mouth is None:
        return BlendShapes(nodes[0], names[0])
    return BlendShapes(nodes[0], names[0], nodes[1], names[1])


def blend_shapes_of(locator: str) -> list[str]:
    """The blendShape nodes that were made for a locator, the target's first."""
    return [node for binding in bindings(locator, SHAPES_KIND) for node in binding.owned]


def remove_blend_shapes(locator: str) -> None:
    """Delete the blendShape nodes that were made for a locator.

    Raises
    ------
    SceneError
        If one comes from a referenced file.
    """
    for binding in reversed(bindings(locator, SHAPES_KIND)):
        take_off(binding)


def _input_of(locator: str) -> tuple[ShapedMesh, Mesh, Mesh]:
    """Source with poses, fitted mesh and target, the last two in the target's space."""
    source, target = needed_mesh(locator, SOURCE), needed_mesh(locator, TARGET)
    fitted = needed_mesh(locator, FITTED)
    check_faces(fitted, source, ROLE_NAMES[FITTED])
    mesh = rest_mesh(fitted)
    points = moved(mesh.points, relation(fitted, target)).astype(np.float32)
    return shaped_source(source), mesh.with_points(points), rest_mesh(target)


def _tongue_input(locator: str, tongue: str) -> tuple[str, Mesh, np.ndarray]:
    """Name and mesh of a tongue, and the matrix from its space to the target's."""
    name, target = transform_of(tongue), needed_mesh(locator, TARGET)
    if name in (target, needed_mesh(locator, SOURCE), needed_mesh(locator, FITTED)):
        raise SceneError(f"'{name}' is no tongue but a mesh of the transfer; choose the tongue.")
    return name, rest_mesh(name), relation(name, target)


@action("Blendshape Transfer")
def _show(locator: str, parts: dict[str, ShapedMesh]) -> list[str]:
    """Write the poses of each mesh into the scene; gives the nodes."""
    nodes = []
    for mesh, shaped in parts.items():
        nodes.append(_node_on(locator, mesh))
        write_targets(nodes[-1], shaped)
    follow_shapes(locator)
    return nodes


def _node_on(locator: str, mesh: str) -> str:
    """The blendShape that we had put on a mesh, or a new one."""
    shape = mesh_shape(mesh)
    for binding in bindings(locator, SHAPES_KIND):
        if binding.target and cmds.ls(binding.target, long=True) == cmds.ls(shape, long=True):
            if binding.owned:
                return binding.owned[0]
            cmds.delete(binding.node)
    had = had_history(mesh)
    rest_on_undo(shape)
    name = f"{short_name(mesh)}_a2fShapes"
    node = str(cmds.blendShape(shape, name=name, frontOfChain=True, origin="local")[0])
    remember(locator, SHAPES_KIND, mesh, node, had)
    return node
