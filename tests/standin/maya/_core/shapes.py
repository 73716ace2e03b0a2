"""Geometry of shapes by one way: which plugs take and give it, whatever the kind of shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maya._core.dag import DagNode, DagPath
from maya._core.plugs import Plug


@dataclass(frozen=True)
class GeometryPlugs:
    """Names of a shape's plugs: input, stored data, local output, world space output."""

    into: str
    stored: str
    local: str
    world: str
    original: str


PLUGS = {
    "mesh": GeometryPlugs("inMesh", "cachedInMesh", "outMesh", "worldMesh", "outMesh"),
    "nurbsCurve": GeometryPlugs("create", "cached", "local", "worldSpace", "local"),
    "nurbsSurface": GeometryPlugs("create", "cached", "local", "worldSpace", "local"),
    "lattice": GeometryPlugs(
        "latticeInput", "cached", "latticeOutput", "worldLattice", "latticeOutput"
    ),
}


def kind_of(node: Any) -> str | None:
    """``mesh``, ``nurbsCurve``, ``nurbsSurface``, ``lattice`` or None for anything else."""
    return next((kind for kind in PLUGS if node.type.is_a(kind)), None)


def plugs_of(node: DagNode) -> GeometryPlugs:
    """The plug names of a geometry shape."""
    kind = kind_of(node)
    if kind is None:
        raise RuntimeError(f"'{node.name}' is not a geometry shape.")
    return PLUGS[kind]


def geometry(node: DagNode, context: Any = None) -> Any:
    """Evaluated geometry of a shape in its own space, or None."""
    return node.plug(plugs_of(node).local).get(context)


def stored(node: DagNode) -> Any:
    """Geometry before tweaks: from the input if one was ever connected, or the node's own."""
    names = plugs_of(node)
    return _stored(node.plug(names.into), node.plug(names.stored), lambda plug: plug.get())


def read_stored(node: DagNode, block: Any) -> Any:
    """The same inside of compute."""
    names = plugs_of(node)
    return _stored(node.plug(names.into), node.plug(names.stored), block.read)


def _stored(into: Plug, own: Plug, read: Any) -> Any:
    value = read(into) if into.effective_source() is not None or into.value is not None else None
    return read(own) if value is None else value


def has_history(node: DagNode) -> bool:
    """Whether something is connected to the input."""
    return node.plug(plugs_of(node).into).effective_source() is not None


def set_stored(node: DagNode, data: Any) -> None:
    """Replace the own geometry (it shows while nothing is connected); undoable."""
    names = plugs_of(node)
    into = node.plug(names.into)
    if into.value is not None and into.source is None:
        into.set(None)
    node.plug(names.stored).set(data)


def shape_of(path: DagPath) -> DagPath | None:
    """The path itself if it is a geometry shape, or the first visible geometry shape below."""
    if kind_of(path.node) is not None:
        return path
    shapes = [child for child in path.node.children if kind_of(child) is not None]
    visible = [shape for shape in shapes if not shape.plug("intermediateObject").value]
    chosen = (visible or shapes)[:1]
    return path.child(chosen[0]) if chosen else None


def clear_tweaks(node: DagNode) -> None:
    """Forget moved control points; undoable."""
    array = tweak_array(node)
    for index in list(array.indices()):
        array.remove_element(index)


def tweak_array(node: DagNode) -> Plug:
    """``pnts`` of meshes, ``controlPoints`` of the others."""
    return node.plug("pnts" if node.find_attribute("pnts") is not None else "controlPoints")
