"""geometryFilter and weightGeometryFilter: what all deformers share.

How a deformer type plugs in: an entry in `DEFORM` for built-in types, or, for plug-in nodes, an
object in ``node.user`` with ``_deform(task, block)``. Both change ``task.points``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from maya._core.attributes import Attribute
from maya._core.component_tags import affected
from maya._core.evaluation import Block
from maya._core.geometry import get_points, set_points
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session
from maya._nodes.base import DEPEND_NODE, register

HAS_NO_EFFECT = (1, 4)


class FilterTask:
    """One geometry on its way through a deformer.

    Attributes
    ----------
    data : MeshData or CurveData or SurfaceData or LatticeData
        The output geometry, a copy of the input that may be changed in place.
    index : int
        Logical index of the geometry in ``input`` and ``outputGeometry``.
    indices : numpy.ndarray
        Numbers of the affected points.
    matrix : numpy.ndarray
        Local to world, (4, 4), row vectors.
    """

    def __init__(self, node: Node, index: int, data: Any, indices: np.ndarray) -> None:
        self.node = node
        self.index = index
        self.data = data
        self.indices = indices
        self.matrix = np.eye(4) if data.matrix is None else np.array(data.matrix)

    @property
    def points(self) -> np.ndarray:
        """A copy of the affected positions, (N, 3), object space."""
        return get_points(self.data)[self.indices]

    @points.setter
    def points(self, points: np.ndarray) -> None:
        whole = get_points(self.data).copy()
        whole[self.indices] = points
        set_points(self.data, whole)

    def world_points(self) -> np.ndarray:
        """A copy of the affected positions in world space."""
        return self.points @ self.matrix[:3, :3] + self.matrix[3, :3]


Deform = Callable[[FilterTask, Block], None]
DEFORM: dict[str, Deform] = {}


def prepare(node: Node, index: int, block: Block) -> FilterTask | None:
    """Evaluate the input geometry ``index``, copy it, find the affected points.

    None if nothing is connected there.
    """
    entry = node.plug("input").element(index)
    geometry = block.read(entry.child("inputGeometry"))
    if geometry is None:
        return None
    expression = block.read(entry.child("componentTagExpression"))
    group = block.read(entry.child("groupId"))
    data = geometry.copy()
    return FilterTask(node, index, data, affected(data, expression, group))


def finish(node: Node, index: int, block: Block, data: Any) -> None:
    """Put a result into ``outputGeometry[index]`` and declare it clean."""
    plug = node.plug("outputGeometry").element(index)
    block.write(plug, data)
    block.set_clean(plug)


def filter_geometry(node: Node, index: int, block: Block, deform: Deform) -> None:
    """What the base class's ``compute`` does for one output geometry."""
    task = prepare(node, index, block)
    if task is None:
        finish(node, index, block, None)
        return
    if block.read(node.plug("nodeState")) not in HAS_NO_EFFECT:
        deform(task, block)
    finish(node, index, block, task.data)


def weights_of(node: Node, index: int, indices: np.ndarray, block: Block) -> np.ndarray:
    """Values of ``weightList[index].weights`` for points; 1 where nothing was painted."""
    weights = np.ones(len(indices))
    entry = node.plug("weightList").elements.get(index)
    if entry is None or not len(indices):
        return weights
    return array_values(entry.child("weights"), indices, block, 1.0)


def array_values(array: Plug, indices: np.ndarray, block: Block, default: float) -> np.ndarray:
    """Elements of a sparse array plug of numbers."""
    table = np.full(int(indices.max()) + 1 if len(indices) else 0, default)
    for index, element in list(array.elements.items()):
        if element.exists and 0 <= index < len(table):
            table[index] = block.read(element)
    return table[indices]


class DeformerNode(Node):
    """A deformer: chains close when it is deleted."""

    def deleting(self) -> None:
        """Connect what comes in to what goes out; the sets of members go with the deformer."""
        from maya._core.deformer_chain import before_delete

        before_delete(self)
        sets = [
            plug.node
            for plug in self.plug("message").destinations
            if plug.array is not None and plug.attribute.name == "usedBy"
        ]
        session.scene.delete(sets)


def _deform_of(node: Node) -> Deform | None:
    own = getattr(node.user, "_deform", None)
    if own is not None:
        return own
    return next((DEFORM[kind.name] for kind in node.type.chain() if kind.name in DEFORM), None)


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "outputGeometry":
        return False
    indices = node.plug("input").indices() if plug.is_array else [plug.index]
    for index in indices:
        element = node.plug("outputGeometry").element(index)
        if plug.is_array and block.is_clean(element) and element.exists:
            continue
        filter_geometry(node, index, block, _deform_of(node) or (lambda task, block: None))
    if plug.is_array:
        block.set_clean(plug)
    return None


def _input() -> Attribute:
    entry = Attribute("input", "ip", "compound", is_array=True)
    entry.add_child(Attribute("inputGeometry", "ig", "typed", data_type="geometry"))
    entry.add_child(Attribute("groupId", "gi", "long", default=0))
    entry.add_child(
        Attribute("componentTagExpression", "gtg", "typed", data_type="string", default="*")
    )
    return entry


def _envelope_weights() -> Attribute:
    entry = Attribute(
        "envelopeWeightsList", "ocw", "compound", is_array=True, writable=False, storable=False
    )
    entry.add_child(
        Attribute("envelopeWeights", "owt", "float", default=1.0, is_array=True, storable=False)
    )
    return entry


def _function() -> Attribute:
    function = Attribute("function", "f", "long3", hidden=True, readable=False, storable=False)
    for number in (1, 2, 3):
        function.add_child(Attribute(f"fchild{number}", f"f{number}", "long", hidden=True))
    return function


GEOMETRY_FILTER = register(
    NodeType(
        "geometryFilter",
        DEPEND_NODE,
        mfn_names=("kGeometryFilt",),
        node_class=DeformerNode,
        abstract=True,
        classification="geometry",
        attributes=[
            _input(),
            Attribute("originalGeometry", "orggeom", "typed", data_type="geometry", is_array=True),
            Attribute(
                "envelope",
                "en",
                "float",
                default=1.0,
                soft_minimum=0.0,
                soft_maximum=1.0,
                keyable=True,
            ),
            _envelope_weights(),
            Attribute("blockGPU", "bgp", "bool", default=False),
            _function(),
            Attribute("map64BitIndices", "map", "typed", data_type="int64Array"),
            Attribute(
                "outputGeometry",
                "og",
                "typed",
                data_type="geometry",
                is_array=True,
                writable=False,
                storable=False,
            ),
        ],
        compute=_compute,
        serves=("outputGeometry",),
    )
)
for _name in (
    "input",
    "inputGeometry",
    "groupId",
    "componentTagExpression",
    "envelope",
    "nodeState",
):
    GEOMETRY_FILTER.affect(GEOMETRY_FILTER.attribute(_name), "outputGeometry")


def _weight_list() -> Attribute:
    entry = Attribute("weightList", "wl", "compound", is_array=True)
    entry.add_child(
        Attribute(
            "weights",
            "w",
            "float",
            default=1.0,
            is_array=True,
            keyable=True,
            uses_array_data_builder=True,
        )
    )
    return entry


WEIGHT_FILTER = register(
    NodeType(
        "weightGeometryFilter",
        GEOMETRY_FILTER,
        mfn_names=("kWeightGeometryFilt",),
        abstract=True,
        classification="deformer",
        attributes=[_weight_list()],
    )
)
WEIGHT_FILTER.affect("weightList", "outputGeometry")
WEIGHT_FILTER.affect(WEIGHT_FILTER.attribute("weights"), "outputGeometry")

# the bases of plug-in nodes, as ``nodeType -inherited`` shows them
PLUGIN_FILTER = register(
    NodeType(
        "THgeometryFilter", GEOMETRY_FILTER, mfn_names=("kPluginGeometryFilter",), abstract=True
    )
)
PLUGIN_DEFORMER = register(
    NodeType("THdeformer", WEIGHT_FILTER, mfn_names=("kPluginDeformerNode",), abstract=True)
)
