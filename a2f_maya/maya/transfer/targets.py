"""Targets of Maya's own blendShape nodes, read and written as plain arrays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import MeshError
from a2f_maya.maya import undo
from a2f_maya.maya.scene.blend_shapes import target_indices
from a2f_maya.maya.scene.nodes import plug_of, source_of
from a2f_maya.mesh import ShapedMesh

FULL = 6000
"""Where a target's shape for weight 1 lies among its in-betweens."""

FloatArray = npt.NDArray[np.float32]
_RANGE = re.compile(r"\[(?:(\d+)(?::(\d+))?|\*)\]$")


class _WriteTargets:
    """Writes displacements into a blendShape; Maya's own modifier undoes that."""

    def __init__(self, blend_shape: str, geometry: int, deltas: Mapping[int, FloatArray]) -> None:
        self._modifier = om.MDGModifier()
        for index, rows in deltas.items():
            moved = np.flatnonzero(rows.any(axis=1))
            item = _item(blend_shape, geometry, index)
            points = om.MPointArray(rows[moved].astype(np.float64).tolist())
            values = {
                "inputPointsTarget": om.MFnPointArrayData().create(points),
                "inputComponentsTarget": _components(moved),
            }
            for name, value in values.items():
                self._modifier.newPlugValue(plug_of(f"{item}.{name}"), value)

    def do(self) -> None:
        self._modifier.doIt()

    def undo(self) -> None:
        self._modifier.undoIt()

    def redo(self) -> None:
        self._modifier.doIt()


def write_targets(blend_shape: str, shaped: ShapedMesh, geometry: int = 0) -> None:
    """Give a blendShape named targets; those that it has of these names get other shapes.

    Only vertices that move are stored.

    Parameters
    ----------
    blend_shape : str
    shaped : ShapedMesh
        Displacements in centimetres and the space of the mesh.
    geometry : int
        Number of the mesh in the node.
    """
    known = target_indices(blend_shape)
    taken = cmds.getAttr(f"{blend_shape}.weight", multiIndices=True) or []
    fresh = max(taken, default=-1) + 1
    indices: dict[str, int] = {}
    for name in shaped.names:
        indices[name] = known.get(name, fresh)
        if name not in known:
            cmds.setAttr(f"{blend_shape}.weight[{fresh}]", 0.0)
            cmds.aliasAttr(name, f"{blend_shape}.weight[{fresh}]")
            fresh += 1
    deltas = () if shaped.deltas is None else shaped.deltas
    rows = dict(zip(indices.values(), deltas, strict=True))
    undo.apply(_WriteTargets(blend_shape, geometry, rows))
    _list_in_shape_editor(blend_shape, list(indices.values()))


def read_targets(blend_shape: str, vertex_count: int, geometry: int = 0) -> dict[str, FloatArray]:
    """Displacements of all named targets at weight 1, in the order of their weights.

    Those of targets whose mesh is still connected are taken from that mesh, in local space.

    Parameters
    ----------
    blend_shape : str
    vertex_count : int
    geometry : int
        Number of the mesh in the node.

    Returns
    -------
    dict of np.ndarray [shape=(vertex_count, 3), float32]
        Centimetres, in the space of the mesh.

    Raises
    ------
    MeshError
        If a connected mesh has another number of vertices.
    """
    base = f"{blend_shape}.input[{geometry}].inputGeometry"
    found = {}
    for name, index in target_indices(blend_shape).items():
        item = _item(blend_shape, geometry, index)
        live = source_of(f"{item}.inputGeomTarget")
        rows = _live(live, base, name) if live else _stored(item, vertex_count)
        found[name] = rows.astype(np.float32)
    return found


def _live(target: str, base: str, name: str) -> npt.NDArray[np.float64]:
    one, other = _points(target), _points(base)
    if one.shape != other.shape:
        raise MeshError(
            f"The mesh of the target '{name}' has {len(one)} vertices and its base {len(other)}; "
            "delete that target."
        )
    return one - other


def _points(plug: str) -> npt.NDArray[np.float64]:
    """Points of the mesh that a plug gives, in its own space [shape=(V, 3)]."""
    function = om.MFnMesh(plug_of(plug).asMObject())
    rows: npt.NDArray[np.float64] = np.array(function.getPoints(), np.float64)[:, :3]
    return rows


def _stored(item: str, vertex_count: int) -> FloatArray:
    whole = np.zeros((vertex_count, 3), np.float32)
    points = cmds.getAttr(f"{item}.inputPointsTarget") or []
    texts = cmds.getAttr(f"{item}.inputComponentsTarget") or []
    places = [_places(str(text), vertex_count) for text in texts]
    if places:
        vertices = np.concatenate(places)[: len(points)]
        rows = np.array(points, np.float64).reshape(len(points), -1)[: len(vertices), :3]
        whole[vertices] = rows
    return whole


def _places(text: str, vertex_count: int) -> npt.NDArray[np.int64]:
    """Vertices of ``vtx[3]``, ``vtx[3:7]`` or ``vtx[*]`` that the mesh has."""
    found = _RANGE.search(text)
    if found is None:
        return np.zeros(0, np.int64)
    if found.group(1) is None:
        return np.arange(vertex_count)
    first = int(found.group(1))
    last = int(found.group(2) or first)
    return np.arange(first, min(last, vertex_count - 1) + 1)


def _item(blend_shape: str, geometry: int, index: int) -> str:
    group = f"{blend_shape}.inputTarget[{geometry}].inputTargetGroup[{index}]"
    return f"{group}.inputTargetItem[{FULL}]"


def _components(vertices: npt.NDArray[np.int64]) -> Any:
    data = om.MFnComponentListData()
    holder = data.create()
    if len(vertices):
        function = om.MFnSingleIndexedComponent()
        component = function.create(om.MFn.kMeshVertComponent)
        function.addElements(vertices.tolist())
        data.add(component)
    return holder


def _list_in_shape_editor(blend_shape: str, indices: list[int]) -> None:
    """Maya's Shape Editor shows what stands in this list."""
    plug = f"{blend_shape}.targetDirectory[0].childIndices"
    listed = [int(index) for index in cmds.getAttr(plug) or []]
    missing = [index for index in indices if index not in listed]
    if missing:
        cmds.setAttr(plug, listed + missing, type="Int32Array")
