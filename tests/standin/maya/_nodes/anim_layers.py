"""animLayer and the nodes that blend its animation with what lies below."""

from __future__ import annotations

from maya._core.attributes import Attribute
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.sets import OBJECT_SET


def _weights(node: Node, plug: Plug, block: Block) -> bool | None:
    name = plug.attribute.name
    if name not in ("foregroundWeight", "backgroundWeight"):
        return False
    weight = 0.0 if block.read(node.plug("mute")) else block.read(node.plug("weight"))
    # passthrough is on by default and makes no difference to what a full weight covers
    background = 1.0 - weight if block.read(node.plug("override")) else 1.0
    block.write(plug, weight if name == "foregroundWeight" else background)
    block.set_clean(plug)
    return None


ANIM_LAYER = register(
    NodeType(
        "animLayer",
        OBJECT_SET,
        mfn_names=("kAnimLayer",),
        attributes=attributes(
            """
            weight w double =1 0..1 +k
            foregroundWeight fgw double -writable -storable
            backgroundWeight bgw double -writable -storable
            mute mu bool
            solo so bool
            lock l bool
            override ov bool
            passthrough pth bool =1
            preferred pf bool
            selected sel bool
            collapse col bool
            ghost gh bool
            rotationAccumulationMode ram enum 0:By_Component,1:By_Layer
            scaleAccumulationMode sam enum 0:Additive,1:Multiply
            blendNodes bnds message []
            childrenLayers cl message []
            parentLayer pl message
            parentWeight pw double =1
            parentMute pmu bool
            outMute om bool -writable
            """
        ),
        compute=_weights,
    )
)
for _name in ("weight", "mute", "override", "passthrough"):
    ANIM_LAYER.affect(_name, "foregroundWeight", "backgroundWeight")


def _blend(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    first, second = block.read(node.plug("inputA")), block.read(node.plug("inputB"))
    value = first * block.read(node.plug("weightA")) + second * block.read(node.plug("weightB"))
    if plug.attribute.kind in ("short", "long", "time"):
        value = round(value)
    block.write(plug, value)
    block.set_clean(plug)
    return None


def _switch(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    over = (
        block.read(node.plug("weightB")) > block.read(node.plug("weightA"))
        or block.read(node.plug("weightB")) >= 0.5
    )
    block.write(plug, block.read(node.plug("inputB" if over else "inputA")))
    block.set_clean(plug)
    return None


BLEND_BASE = register(
    NodeType("animBlendNodeBase", DEPEND_NODE, mfn_names=("kBlendNodeBase",), abstract=True)
)
_TYPES = {
    "animBlendNodeAdditive": ("double", "kBlendNodeDouble", _blend),
    "animBlendNodeAdditiveDA": ("doubleAngle", "kBlendNodeDoubleAngle", _blend),
    "animBlendNodeAdditiveDL": ("doubleLinear", "kBlendNodeDoubleLinear", _blend),
    "animBlendNodeAdditiveF": ("float", "kBlendNodeFloat", _blend),
    "animBlendNodeAdditiveFA": ("floatAngle", "kBlendNodeFloatAngle", _blend),
    "animBlendNodeAdditiveFL": ("floatLinear", "kBlendNodeFloatLinear", _blend),
    "animBlendNodeAdditiveI16": ("short", "kBlendNodeInt16", _blend),
    "animBlendNodeAdditiveI32": ("long", "kBlendNodeInt32", _blend),
    "animBlendNodeTime": ("time", "kBlendNodeTime", _blend),
    "animBlendNodeBoolean": ("bool", "kBlendNodeBoolean", _switch),
    "animBlendNodeEnum": ("enum", "kBlendNodeEnum", _switch),
}
BY_KIND = {kind: name for name, (kind, _, _) in _TYPES.items()}
for _type, (_kind, _mfn, _function) in _TYPES.items():
    _made = register(
        NodeType(
            _type,
            BLEND_BASE,
            mfn_names=(_mfn,),
            attributes=[
                Attribute("inputA", "ia", _kind, keyable=True),
                Attribute("inputB", "ib", _kind, keyable=True),
                Attribute("output", "o", _kind, writable=False, storable=False),
                *attributes("weightA wa double =1 +k\nweightB wb double =1 +k"),
            ],
            compute=_function,
            serves=("output",),
        )
    )
    for _name in ("inputA", "inputB", "weightA", "weightB"):
        _made.affect(_name, "output")
