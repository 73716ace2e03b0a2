"""network, choice, remapValue, script, containers: nodes that hold or pass on."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.calculators import calculator
from maya._nodes.dag_nodes import TRANSFORM
from maya._nodes.sets import ENTITY

NETWORK = register(
    NodeType(
        "network",
        DEPEND_NODE,
        mfn_names=("kAffect",),
        classification="utility/general",
        attributes=attributes("affects af generic []\naffectedBy ab generic []"),
    )
)


def _choose(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    index = int(block.read(node.plug("selector")))
    element = node.plug("input").elements.get(index)
    block.write(plug, block.read(element) if element is not None else None)
    block.set_clean(plug)
    return None


CHOICE = register(
    NodeType(
        "choice",
        DEPEND_NODE,
        mfn_names=("kChoice",),
        classification="utility/general",
        attributes=attributes(
            "selector s short +k\ninput i generic []\noutput o generic -writable -storable"
        ),
        compute=_choose,
    )
)
CHOICE.affect("selector", "output")
CHOICE.affect("input", "output")


def _ramp(points: list[dict[str, Any]], position: float, value_name: str, prefix: str) -> Any:
    """The value of a ramp: 0 none (step), 1 linear, 2 smooth, 3 spline (as smooth here)."""
    known = sorted(points, key=lambda point: point[f"{prefix}_Position"])
    if not known:
        return 0.0
    if position <= known[0][f"{prefix}_Position"]:
        return known[0][value_name]
    for one, other in itertools.pairwise(known):
        start, stop = one[f"{prefix}_Position"], other[f"{prefix}_Position"]
        if position < stop:
            inside = (position - start) / (stop - start)
            mode = one[f"{prefix}_Interp"]
            if mode == 0:
                return one[value_name]
            if mode in (2, 3):
                inside = inside * inside * (3.0 - 2.0 * inside)
            return one[value_name] * (1.0 - inside) + other[value_name] * inside
    return known[-1][value_name]


def _remap(
    inputValue: float,
    inputMin: float,
    inputMax: float,
    outputMin: float,
    outputMax: float,
    value: list[dict[str, Any]],
    color: list[dict[str, Any]],
) -> dict[str, Any]:
    width = inputMax - inputMin
    position = min(max((inputValue - inputMin) / width, 0.0), 1.0) if width else 0.0
    made = _ramp(value, position, "value_FloatValue", "value")
    tint = _ramp(color, position, "color_Color", "color")
    return {
        "outValue": outputMin + made * (outputMax - outputMin),
        "outColor": np.broadcast_to(tint, 3),
    }


INTERPOLATIONS = "0:None,1:Linear,2:Smooth,3:Spline"
REMAP_VALUE = calculator(
    "remapValue",
    "kRemapValue",
    f"""
    inputValue i float +k
    inputMin imn float +k
    inputMax imx float =1 +k
    outputMin omn float +k
    outputMax omx float =1 +k
    value vl compound []
    .value_Position vlp float
    .value_FloatValue vlfv float
    .value_Interp vli enum {INTERPOLATIONS}
    color cl compound []
    .color_Position clp float
    .color_Color clc color
    .color_Interp cli enum {INTERPOLATIONS}
    outValue ov float
    outColor oc color
    """,
    _remap,
    "outValue outColor",
)


class RampedNode(Node):
    """A remapValue starts with a straight ramp from 0 to 1."""

    def created(self) -> None:
        for name, value_name in (("value", "value_FloatValue"), ("color", "color_Color")):
            for index, position in ((0, 0.0), (1, 1.0)):
                element = self.plug(name).element(index, create=True)
                element.child(f"{name}_Position").set(position)
                element.child(f"{name}_Interp").set(1)
                place = element.child(value_name)
                place.set([position] * 3 if place.is_compound else position)


REMAP_VALUE.node_class = RampedNode

SCRIPT = register(
    NodeType(
        "script",
        DEPEND_NODE,
        mfn_names=("kScript",),
        attributes=attributes(
            """
            before b string
            after a string
            scriptType st enum 0:Demand,1:Open/Close,2:GUI_Open/Close,3:UI_Configuration,4:Software_Render,5:Software_Frame_Render,6:Scene_Configuration,7:Time_Changed
            sourceType stp enum 0:mel,1:python
            """
        ),
    )
)

_CONTAINER = """
publishedNodeInfo pni compound []
.publishedNode pnod message
.isHierarchicalNode ihn bool
.publishedNodeType pntp string
isCollapsed isc bool
blackBox bbx bool
hyperLayout hl message -readable
rmbCommand rmc string
iconName icn string
containerType ctyp string
creator ctor string
creationDate cdat string
viewMode vwm enum 0:private,1:public,2:all =2
templateName tna string
templatePath tpt string
"""
CONTAINER = register(
    NodeType("container", ENTITY, mfn_names=("kContainer",), attributes=attributes(_CONTAINER))
)
DAG_CONTAINER = register(NodeType("dagContainer", TRANSFORM, mfn_names=("kDagContainer",)))
HYPER_LAYOUT = register(
    NodeType(
        "hyperLayout",
        DEPEND_NODE,
        mfn_names=("kHyperLayout",),
        attributes=attributes(
            """
            hyperPosition hyp compound []
            .positionX x float
            .positionY y float
            .isCollapsed isc bool
            .isFreeform isf bool
            .dependNode dn message -readable
            """
        ),
    )
)
