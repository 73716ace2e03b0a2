"""Where a wrap goes in the history of a mesh, and how that becomes as it was again."""

from __future__ import annotations

from enum import Enum

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya.scene.bindings import INSTANCE, OWNED, Binding, bind, binding_of, bindings, read
from a2f_maya.maya.scene.deleting import delete_existing
from a2f_maya.maya.scene.nodes import (
    destinations_of,
    driver_of,
    is_type,
    mesh_shape,
    node_of,
    refuse_referenced,
    source_of,
)
from a2f_maya.maya.transfer.chains import geometry_input, original_plug
from a2f_maya.maya.transfer.wraps import had_history, put_deformer, remember, take_off, wrap_name

WRAP_KIND, BYPASSED_KIND = "wrap", "bypassed"
PLUG = "plug"
REPLACEABLE = ("geometryFilter", "polyBase", "transformGeometry")
"""Node types that deform or make a mesh, and nothing else."""


class Choice(Enum):
    """What becomes of a mesh that has an incoming connection already."""

    KEEP = "keep"
    """The mesh is left alone and gets no wrap."""
    REPLACE = "replace"
    """The node next to the mesh is deleted, and the wrap takes its place."""
    INSERT = "insert"
    """The node next to the mesh is disconnected from it but not deleted; the wrap takes over."""


def remove_wrap(mesh: str, deformer: str) -> None:
    """Take one wrap off a mesh.

    Raises
    ------
    SceneError
        If it comes from a referenced file.
    """
    refuse_referenced(deformer)
    shape = mesh_shape(mesh)
    original = driver_of(f"{deformer}.originalGeometry[0]")
    owners, bypassed = _owners(deformer), bindings(deformer, BYPASSED_KIND)
    for binding in bypassed:
        if binding.target:
            plug = f"{binding.target}.{binding.former[PLUG]}"
            # the original shape holds edited points, which a maker alone would lose
            end = shape if geometry_input(plug) else original
            cmds.connectAttr(plug, f"{end}.inMesh", force=True)
    for owner in owners:
        take_off(owner)
    delete_existing([deformer, *(binding.node for binding in bypassed)])


def _owners(deformer: str) -> list[Binding]:
    """The bindings that a wrap was made with: its own one, or that of a post wrap."""
    return [
        read(node_of(plug))
        for plug in destinations_of(f"{deformer}.message", "network")
        if f".{OWNED}[" in plug
    ]


def put_wrap(mesh: str, upstream: str, choice: Choice) -> str:
    """Put a wrap, which moves nothing yet, next to a mesh in place of what feeds it.

    Parameters
    ----------
    mesh : str
        Transform.
    upstream : str
        The node that feeds it; empty if there is none.
    choice : Choice
        REPLACE or INSERT.

    Raises
    ------
    SceneError
        If the node cannot be replaced.
    """
    shape = mesh_shape(mesh)
    ours = binding_of(shape) is not None
    had = had_history(mesh)
    inherited = bindings(upstream, BYPASSED_KIND) if upstream else []
    if choice is Choice.REPLACE:
        _delete_upstream(mesh, upstream)
    if not ours:
        had = had_history(mesh)
    bypassed = source_of(f"{shape}.inMesh") if upstream and choice is Choice.INSERT else ""
    original = original_plug(shape)
    deformer = put_deformer(mesh, wrap_name(mesh), front=False)
    if bypassed and geometry_input(bypassed):
        _bypass_deformer(deformer, bypassed, original)
    elif bypassed:
        _bypass_maker(deformer, bypassed)
    if choice is Choice.REPLACE:
        for binding in inherited:
            cmds.connectAttr(f"{deformer}.message", f"{binding.node}.{INSTANCE}", force=True)
    remember(deformer, WRAP_KIND, mesh, deformer, had)
    return deformer


def _bypass_deformer(deformer: str, bypassed: str, original: str) -> None:
    """Feed a wrap by the original geometry instead of by the deformer next to the mesh."""
    entry = f"{deformer}.input[0].inputGeometry"
    if source_of(entry) and is_type(node_of(source_of(entry)), ["groupParts"]):
        entry = geometry_input(source_of(entry))
    cmds.connectAttr(original, entry, force=True)
    _remember_bypass(deformer, bypassed)


def _bypass_maker(deformer: str, bypassed: str) -> None:
    """Cut off the node that makes a mesh; the original shape keeps what it has made."""
    original = driver_of(f"{deformer}.originalGeometry[0]")
    cmds.disconnectAttr(bypassed, f"{original}.inMesh")
    _remember_bypass(deformer, bypassed)


def _remember_bypass(deformer: str, bypassed: str) -> None:
    node, plug = bypassed.split(".", 1)
    bind(deformer, BYPASSED_KIND, node, former={PLUG: plug})


def _delete_upstream(mesh: str, upstream: str) -> None:
    """Delete the node that feeds a mesh; the mesh must not change its vertices by that.

    Raises
    ------
    SceneError
    """
    if not is_type(upstream, REPLACEABLE):
        raise SceneError(
            f"'{upstream}', which feeds '{mesh}', is a {cmds.nodeType(upstream)} node and no "
            "deformer; disconnect it yourself, or keep or insert."
        )
    refuse_referenced(upstream)
    before = cmds.polyEvaluate(mesh_shape(mesh), vertex=True)
    records = [owner.node for owner in _owners(upstream)]
    delete_existing([upstream, *records])
    if cmds.polyEvaluate(mesh_shape(mesh), vertex=True) != before:
        raise SceneError(
            f"'{mesh}' would lose its vertices with '{upstream}'; delete its history first."
        )
