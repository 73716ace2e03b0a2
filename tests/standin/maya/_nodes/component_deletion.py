"""deleteComponent: a mesh without some of its faces."""

from __future__ import annotations

from maya._core.data import expand_components
from maya._core.evaluation import Block
from maya._core.face_removal import remove_faces
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "outputGeometry":
        return False
    data = block.read(node.plug("inputGeometry"))
    components = block.read(node.plug("deleteComponents"))
    texts = list(getattr(components, "items", components) or [])
    if data is not None and texts:
        data = remove_faces(data, expand_components(texts, "f", len(data.counts)))
    block.write(plug, data)
    block.set_clean(plug)
    return None


DELETE_COMPONENT = register(
    NodeType(
        "deleteComponent",
        DEPEND_NODE,
        mfn_names=("kDeleteComponent",),
        attributes=attributes(
            """
            inputGeometry ig typed:geometry
            deleteComponents dc typed:componentList
            outputGeometry og typed:geometry -writable -storable
            """
        ),
        compute=_compute,
    )
)
DELETE_COMPONENT.affect("inputGeometry", "outputGeometry")
DELETE_COMPONENT.affect("deleteComponents", "outputGeometry")
