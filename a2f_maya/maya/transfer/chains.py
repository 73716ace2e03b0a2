"""What deforms a mesh, in order, and where its geometry comes from before all of that."""

from __future__ import annotations

import re

from maya import cmds

from a2f_maya.maya.scene.nodes import is_type, node_of, parent_of, source_of

DEFORMING_TYPES = ("geometryFilter", "historySwitch")
"""Nodes that move points and pass the faces on."""

_INDEX = re.compile(r"\[(\d+)\]")


def upstream_plugs(shape: str) -> list[str]:
    """Plugs that feed a mesh, from the one next to it to its original geometry.

    Parameters
    ----------
    shape : str

    Returns
    -------
    list of str
        Outputs of deformers, of shapes and, in scenes without component tags, of groupParts; the
        last one is of anything else or is the original shape's. Empty without history.
    """
    found: list[str] = []
    plug = source_of(f"{shape}.inMesh")
    while plug and plug not in found:
        found.append(plug)
        entry = geometry_input(plug)
        plug = source_of(entry) if entry else ""
    return found


def geometry_input(plug: str) -> str:
    """The input that belongs to a geometry output; empty for what does not pass geometry on.

    Parameters
    ----------
    plug : str
        Such as ``skinCluster1.outputGeometry[0]``.
    """
    node = node_of(plug)
    number = (_INDEX.findall(plug) or ["0"])[-1]
    if is_type(node, ["geometryFilter"]):
        return f"{node}.input[{number}].inputGeometry"
    if is_type(node, ["groupParts"]):
        return f"{node}.inputGeometry"
    if is_type(node, ["historySwitch"]):
        return f"{node}.undeformedGeometry[{number}]"
    if is_type(node, ["mesh"]):
        return f"{node}.inMesh"
    return ""


def deformers_of(shape: str, *types: str) -> list[str]:
    """Deformers of a mesh, the one next to it first; those of one of the types if there are any.

    What deforms the driver of a wrap is not among them.
    """
    found = []
    for plug in upstream_plugs(shape):
        if is_type(node_of(plug), ["mesh"]):
            break
        if is_type(node_of(plug), types or ["geometryFilter"]):
            found.append(node_of(plug))
    return found


def original_plug(shape: str) -> str:
    """The plug that gives a mesh as it is before all deformers, in its own space.

    Parameters
    ----------
    shape : str
    """
    plugs = [plug for plug in upstream_plugs(shape) if not is_type(node_of(plug), ["groupParts"])]
    deforming = [
        place for place, plug in enumerate(plugs) if is_type(node_of(plug), DEFORMING_TYPES)
    ]
    if not deforming:
        return f"{shape}.outMesh"
    if deforming[-1] + 1 == len(plugs):
        return geometry_input(plugs[-1])
    first = plugs[deforming[-1] + 1]
    # a mesh gives its points in the world's space or in its own one
    return f"{node_of(first)}.outMesh" if is_type(node_of(first), ["mesh"]) else first


def feeding_node(shape: str) -> str:
    """The node next to a mesh that makes or deforms it; empty if there is none.

    The original shape that a deleted deformer has left behind is not meant.

    Parameters
    ----------
    shape : str
    """
    for plug in upstream_plugs(shape):
        node = node_of(plug)
        if is_type(node, ["groupParts"]):
            continue
        if is_type(node, ["mesh"]) and parent_of(node) == parent_of(shape):
            continue
        return node
    return ""


def is_downstream(node: str, of: str) -> bool:
    """Whether a shape is made from another one, through whatever lies between them.

    Parameters
    ----------
    node, of : str
        Shapes.
    """
    history = cmds.ls(cmds.listHistory(node) or [], long=True)
    return bool(set(history) & set(cmds.ls(of, long=True)))
