"""Node types that are a formula: named inputs go into a function, its results to the outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register

Formula = Callable[..., dict[str, Any]]


def read(block: Block, plug: Plug) -> Any:
    """A value for a formula: compounds of numbers as arrays, arrays as lists, structures as dicts."""
    if plug.is_array:
        if plug.source is not None:
            block.read(plug)
        return [read(block, each) for each in plug.existing()]
    if plug.is_compound:
        if plug.attribute.kind == "compound":
            return {child.attribute.name: read(block, child) for child in plug.children}
        return np.array([block.read(child) for child in plug.children], dtype=float)
    return block.read(plug)


def write(block: Block, plug: Plug, value: Any) -> None:
    """Put a result of a formula into a plug or its children."""
    if plug.is_compound:
        for child, part in zip(plug.children, value, strict=True):
            write(block, child, part)
        return
    is_real = plug.attribute.is_numeric and not isinstance(value, (bool, int))
    block.write(plug, float(value) + 0.0 if is_real else value)
    block.set_clean(plug)


def calculator(
    name: str,
    mfn_name: str,
    table: str,
    formula: Formula,
    outputs: str,
    classification: str = "utility/general",
) -> NodeType:
    """Register a type whose outputs a formula makes from all its other attributes.

    The formula takes the long names of the inputs as keywords.
    """
    own = attributes(table)
    made = outputs.split()
    inputs = [each for each in own if each.name not in made]

    def compute(node: Node, plug: Plug, block: Block) -> bool | None:
        top = plug
        while top.parent is not None or top.array is not None:
            top = top.array or top.parent
        if top.attribute.name not in made:
            return False
        given = {each.name: read(block, node.plug(each)) for each in inputs}
        for output, value in formula(**given).items():
            write(block, node.plug(output), value)
        return None

    for each in own:
        if each.name in made:
            for part in each.walk():
                part.writable = part.storable = False
    kind = NodeType(
        name,
        DEPEND_NODE,
        mfn_names=(mfn_name,),
        attributes=own,
        compute=compute,
        classification=classification,
    )
    for each in inputs:
        for part in each.walk():
            for output in made:
                for target in kind.attribute(output).walk():
                    kind.affect(part, target)
    return register(kind)
