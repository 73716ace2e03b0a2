"""expression: MEL that reads plugs and time and drives other plugs."""

from __future__ import annotations

import sys
from typing import Any

from maya._core.attributes import Attribute
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.units import to_frame
from maya._nodes.base import DEPEND_NODE, register


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    from maya._files import expressions

    outputs = node.plug("output")
    values: dict[str, Any] = {
        f".I[{index}]": float(block.read(outputs_in)) for index, outputs_in in _inputs(node)
    }
    time = block.read(node.plug("time"))
    values["frame"] = to_frame(time)
    values["time"] = time / 141_120_000
    text = block.read(node.plug("expression")) or ""
    try:
        results = expressions.evaluate(text, values)
    except RuntimeError as error:
        sys.stderr.write(f"Error: {node.name}: {error}\n")
        results = {}
    for name, value in results.items():
        element = outputs.element(int(name[3:-1]))
        block.write(element, float(value))
        block.set_clean(element)
    block.set_clean(outputs)
    return None


def _inputs(node: Node) -> list[tuple[int, Plug]]:
    array = node.plug("input")
    return [(index, array.elements[index]) for index in array.indices()]


EXPRESSION = register(
    NodeType(
        "expression",
        DEPEND_NODE,
        mfn_names=("kExpression",),
        attributes=[
            Attribute("input", "in", "double", is_array=True, default=0.0),
            Attribute(
                "output",
                "out",
                "double",
                is_array=True,
                default=0.0,
                writable=False,
                storable=False,
            ),
            Attribute("expression", "ixp", "typed", data_type="string"),
            Attribute(
                "internalExpression",
                "ixpi",
                "typed",
                data_type="string",
                hidden=True,
                storable=False,
            ),
            Attribute("time", "tim", "time", default=0),
            Attribute("frame", "f", "double", default=0.0),
            Attribute("lastTimeEvaluated", "lte", "time", default=0, storable=False),
            Attribute(
                "unitConversion",
                "uc",
                "enum",
                default=0,
                fields={0: "all", 1: "none", 2: "angularOnly"},
            ),
            Attribute(
                "animated", "ani", "enum", default=1, fields={0: "off", 1: "on", 2: "always"}
            ),
            Attribute("attributeUniqueName", "aun", "typed", data_type="string", hidden=True),
            Attribute("objectMsg", "obm", "message"),
        ],
        compute=_compute,
        serves=("output",),
    )
)
for _name in ("input", "expression", "time", "frame"):
    EXPRESSION.affect(_name, "output")
