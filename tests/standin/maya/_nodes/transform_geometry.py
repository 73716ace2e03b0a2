"""transformGeometry: geometry moved by a matrix, what freezing puts behind a shape with history."""

from __future__ import annotations

import numpy as np
from maya._core import maths
from maya._core.evaluation import Block
from maya._core.geometry import get_points, set_points
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import register
from maya._nodes.curves import ABSTRACT_CREATE


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "outputGeometry":
        return False
    for name in ("freezeNormals", "reverseNormals"):
        if block.read(node.plug(name)):
            raise NotImplementedError(f"stand-in: transformGeometry.{name}")
    data = block.read(node.plug("inputGeometry"))
    if data is not None:
        matrix = block.read(node.plug("transform"))
        if block.read(node.plug("invertTransform")):
            matrix = np.linalg.inv(matrix)
        data = data.copy()
        set_points(data, maths.transform_points(get_points(data), matrix))
    block.write(plug, data)
    block.set_clean(plug)
    return None


TRANSFORM_GEOMETRY = register(
    NodeType(
        "transformGeometry",
        ABSTRACT_CREATE,
        mfn_names=("kTransformGeometry",),
        attributes=attributes(
            """
            inputGeometry ig generic -storable
            transform txf matrix
            invertTransform itf bool
            freezeNormals fn enum =0
            reverseNormals rn bool
            outputGeometry og generic -writable -storable
            """
        ),
        compute=_compute,
        classification="geometry",
        serves=("outputGeometry",),
        needs=("inputGeometry",),
    )
)
for _name in ("inputGeometry", "outputGeometry"):
    TRANSFORM_GEOMETRY.attribute(_name).accepts = ["mesh", "nurbsCurve", "nurbsSurface"]
for _name in ("inputGeometry", "transform", "invertTransform", "freezeNormals", "reverseNormals"):
    TRANSFORM_GEOMETRY.affect(_name, "outputGeometry")
