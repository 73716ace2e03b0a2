"""Putting a historySwitch node at the end of a shape's history."""

from __future__ import annotations

from maya._core import deformer_chain, shapes
from maya._core.dag import DagPath
from maya._core.nodes import Node
from maya._core.session import session


def create_history_switch(path: DagPath) -> Node:
    """The shape's historySwitch; made if it has none."""
    for node in deformer_chain.deformers_of(path.node):
        if node.type.is_a("historySwitch"):
            return node
    scene = session.scene
    switch = scene.create("historySwitch")
    index = deformer_chain.attach(switch, path)
    original = deformer_chain.input_shape(switch, index)
    world = original.plug(shapes.plugs_of(original).world).element(0)
    scene.connect(world, switch.plug("undeformedGeometry").element(index))
    return switch
