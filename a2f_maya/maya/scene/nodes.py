"""Nodes and plugs by name: finding exactly one, asking what drives it, setting typed values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import SceneError

IDENTITY = tuple(float(row == column) for row in range(4) for column in range(4))
MATRIX_TOLERANCE = 1e-10


def only_node(name: str, *types: str) -> str:
    """The shortest unique name of a node.

    Parameters
    ----------
    name : str
        As the user gave it, also a path or with namespace.
    types : str
        Node types that are wanted, those derived from them included; any if left out.

    Raises
    ------
    SceneError
        If there is no such node, or more than one, or it is of another type.
    """
    found = cmds.ls(name, objectsOnly=True) or []
    if len(found) != 1:
        problem = "There is no node" if not found else f"There are {len(found)} nodes named"
        hint = "check its name" if not found else "give the whole path"
        raise SceneError(f"{problem} '{name}' in the scene; {hint}.")
    node = str(found[0])
    if types and not is_type(node, types):
        raise SceneError(
            f"'{node}' is a {cmds.nodeType(node)} node; give one of the type {' or '.join(types)}."
        )
    return node


def is_type(node: str, types: Iterable[str]) -> bool:
    """Whether a node is of one of the types or derived from it."""
    return bool(set(cmds.nodeType(node, inherited=True) or []) & set(types))


def object_of(name: str) -> om.MObject:
    """The API's object of a node."""
    return om.MSelectionList().add(name).getDependNode(0)


def path_of(name: str) -> om.MDagPath:
    """The API's path of a DAG node."""
    return om.MSelectionList().add(name).getDagPath(0)


def plug_of(name: str) -> om.MPlug:
    """The API's plug of a plug's name; array elements are found although they are not made yet."""
    return om.MSelectionList().add(name).getPlug(0)


def long_name(name: str) -> str:
    """The full path of a DAG node, and any other node's name as it is."""
    return str((cmds.ls(name, long=True) or [name])[0])


def source_of(plug: str) -> str:
    """The plug that drives a plug, seen through unit conversions; empty if nothing does."""
    found = cmds.listConnections(
        plug, source=True, destination=False, plugs=True, skipConversionNodes=True
    )
    return str(found[0]) if found else ""


def driver_of(plug: str) -> str:
    """The node that drives a plug; empty if nothing does."""
    return node_of(source_of(plug))


def node_of(plug: str) -> str:
    """The node part of a plug's name."""
    return plug.split(".", 1)[0]


def destinations_of(plug: str, node_type: str = "") -> list[str]:
    """Plugs that a plug drives, seen through unit conversions, on nodes of one type or on all."""
    found = cmds.listConnections(
        plug, source=False, destination=True, plugs=True, skipConversionNodes=True
    )
    return [
        str(name)
        for name in found or []
        if not node_type or cmds.nodeType(node_of(name)) == node_type
    ]


def driven_nodes(node: str, node_type: str) -> list[str]:
    """Nodes of a type that a node drives through any of its plugs."""
    found = cmds.listConnections(
        node, source=False, destination=True, type=node_type, skipConversionNodes=True
    )
    return list(dict.fromkeys(str(name) for name in found or []))


def connect_number(source: str, plug: str) -> None:
    """Drive a number, so that undo gives it back the value that it had.

    Undoing a connection alone may leave the value that last came through it.
    """
    cmds.setAttr(plug, cmds.getAttr(plug))
    cmds.connectAttr(source, plug)


def refuse_driven(plug: str, advice: str = "disconnect it first") -> None:
    """Raise if something drives a plug or it is locked.

    Raises
    ------
    SceneError
    """
    driver = source_of(plug)
    if driver:
        raise SceneError(f"'{plug}' is already driven by '{driver}'; {advice}.")
    refuse_locked(plug)


def refuse_locked(plug: str) -> None:
    """Raise if a plug is locked.

    Raises
    ------
    SceneError
    """
    if cmds.getAttr(plug, lock=True):
        raise SceneError(f"'{plug}' is locked; unlock it first.")


def refuse_referenced(node: str) -> None:
    """Raise if a node comes from a reference and therefore cannot be deleted.

    Raises
    ------
    SceneError
    """
    if cmds.referenceQuery(node, isNodeReferenced=True):
        raise SceneError(
            f"'{node}' comes from a referenced file; remove the reference or open that file."
        )


def matrix(plug: str) -> tuple[float, ...]:
    """The sixteen numbers of a matrix plug, row by row, lengths in centimetres."""
    value = om.MFnMatrixData(plug_of(plug).asMObject()).matrix()
    return tuple(float(number) for number in value)


def set_matrix(plug: str, numbers: Sequence[float]) -> None:
    """Set a matrix plug, undoably."""
    cmds.setAttr(plug, *(float(number) for number in numbers), type="matrix")


def is_identity(numbers: Sequence[float]) -> bool:
    """Whether a matrix moves nothing."""
    pairs = zip(numbers, IDENTITY, strict=True)
    return all(abs(number - wanted) < MATRIX_TOLERANCE for number, wanted in pairs)


def to_ui_length(centimetres: float) -> float:
    """A length as commands want it: in the unit of the user's settings."""
    return float(om.MDistance.internalToUI(centimetres))


def to_centimetres(length: float) -> float:
    """A length that a command gave, in centimetres."""
    return float(om.MDistance.uiToInternal(length))


def mesh_shape(name: str) -> str:
    """The visible mesh shape of a transform, or the shape itself.

    Raises
    ------
    SceneError
        If there is not exactly one.
    """
    node = only_node(name, "transform", "mesh")
    if is_type(node, ["mesh"]):
        return node
    shapes = cmds.listRelatives(node, shapes=True, noIntermediate=True, path=True, type="mesh")
    if not shapes or len(shapes) > 1:
        count = len(shapes or [])
        raise SceneError(f"'{node}' has {count} mesh shapes; give a mesh or a transform with one.")
    return str(shapes[0])


def parent_of(node: str) -> str:
    """The transform above a DAG node; empty at the top."""
    found = cmds.listRelatives(node, parent=True, path=True)
    return str(found[0]) if found else ""
