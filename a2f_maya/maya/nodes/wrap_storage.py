"""What an ``a2fWrap`` is bound to, in and out of its node."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from maya import cmds

from a2f_maya.maya.nodes.wrap_attributes import SURFACE, VERTEX
from a2f_maya.maya.nodes.wrap_motion import StoredBinding
from a2f_maya.transfer.lids import LidCorrection
from a2f_maya.transfer.wrap import WrapBinding


def store_binding(node: str, binding: WrapBinding) -> None:
    """Bind a node to places on the surface of its driver; undoable.

    Parameters
    ----------
    node : str
    binding : WrapBinding
        In centimetres and the space of the driven mesh.
    """
    _store(node, SURFACE, binding.rest_driver, binding.rest_driven)
    _set_whole_numbers(node, "bindCorners", binding.corners)
    _set_doubles(node, "bindBarycentrics", binding.barycentrics)
    _set_whole_numbers(node, "bindReliable", binding.reliable)
    _store_lids(node, LidCorrection.none())


def store_rest_shapes(
    node: str,
    rest_driver: npt.ArrayLike,
    rest_driven: npt.ArrayLike,
    lids: LidCorrection | None = None,
) -> None:
    """Bind a node to a driver with the same vertices, vertex by vertex; undoable.

    Parameters
    ----------
    node : str
    rest_driver, rest_driven : np.ndarray [shape=(V, 3)]
        In centimetres and the space of the driven mesh.
    lids : LidCorrection, optional
        What closes the lids of the driven mesh, in centimetres.
    """
    _store(node, VERTEX, rest_driver, rest_driven)
    _set_whole_numbers(node, "bindCorners", ())
    _set_doubles(node, "bindBarycentrics", ())
    _set_whole_numbers(node, "bindReliable", ())
    _store_lids(node, lids or LidCorrection.none())


def read_binding(node: str) -> WrapBinding:
    """The places that a node is bound to.

    Parameters
    ----------
    node : str

    Raises
    ------
    MeshError
        If the node is not bound to places on a surface, or the arrays do not fit together.
    """
    return _stored(node).surface


def read_rest_shapes(node: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Driver and driven mesh at rest [shapes=(Vd, 3), (n, 3)]; empty for a node that is not bound.

    Parameters
    ----------
    node : str

    Raises
    ------
    MeshError
        If the arrays are no points.
    """
    return _stored(node).rest_points


def read_lids(node: str) -> LidCorrection:
    """What closes the lids of the mesh that a node drives.

    Parameters
    ----------
    node : str

    Raises
    ------
    MeshError
        If the arrays do not fit together.
    """
    return _stored(node).lids


def _store_lids(node: str, lids: LidCorrection) -> None:
    _set_whole_numbers(node, "lidVertices", lids.vertices)
    _set_doubles(node, "lidPoses", lids.poses)
    _set_doubles(node, "lidMissing", lids.missing)


def _stored(node: str) -> StoredBinding:
    def array(name: str, kind: Any) -> npt.NDArray[Any]:
        return np.array(cmds.getAttr(f"{node}.{name}") or [], kind)

    return StoredBinding(
        array("restDriver", np.float64),
        array("restDriven", np.float64),
        array("bindCorners", np.int32),
        array("bindBarycentrics", np.float64),
        array("bindReliable", np.int32),
        array("lidVertices", np.int32),
        array("lidPoses", np.float64),
        array("lidMissing", np.float64),
    )


def _store(node: str, mode: int, rest_driver: npt.ArrayLike, rest_driven: npt.ArrayLike) -> None:
    cmds.setAttr(f"{node}.bindMode", mode)
    _set_doubles(node, "restDriver", rest_driver)
    _set_doubles(node, "restDriven", rest_driven)


def _set_doubles(node: str, name: str, values: npt.ArrayLike) -> None:
    _set(f"{node}.{name}", np.asarray(values, np.float64).ravel().tolist(), "doubleArray")


def _set_whole_numbers(node: str, name: str, values: npt.ArrayLike) -> None:
    _set(f"{node}.{name}", np.asarray(values, np.int64).ravel().tolist(), "Int32Array")


def _set(plug: str, values: list[Any], kind: str) -> None:
    if values or cmds.getAttr(plug):
        cmds.setAttr(plug, values, type=kind)
