"""pairBlend nodes: what Maya puts between animation and a constraint of the same channels."""

from __future__ import annotations

from maya._core.attributes import Attribute
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

BLENDED = {"translate": ("inTranslate", "outTranslate"), "rotate": ("inRotate", "outRotate")}


def is_animated(plug: Plug) -> bool:
    """Whether a curve or an animation layer drives a channel."""
    source = plug.source
    return source is not None and source.node.type.name.startswith(("animCurve", "animBlendNode"))


def needs_blending(driven: DagNode, attribute: str) -> bool:
    """Whether a constraint has to share the channels of an attribute with animation."""
    return attribute in BLENDED and any(
        is_animated(plug) for plug in driven.plug(attribute).children
    )


def blend_of(driven: DagNode, kind: str, known: dict[str, Node]) -> Node:
    """The pairBlend of a new constraint, with the attribute of the driven node that weighs it."""
    if "node" not in known:
        blend = known["node"] = session.scene.create("pairBlend")
        stem = kind.removesuffix("Constraint").capitalize()
        number = 1
        while driven.find_attribute(f"blend{stem}{number}") is not None:
            number += 1
        name = f"blend{stem}{number}"
        weight = Attribute(
            name, name, "double", default=1.0, minimum=0.0, maximum=1.0, keyable=True
        )
        driven.add_attribute(weight)
        session.scene.connect(driven.plug(weight), blend.plug("weight"), convert=False)
        session.scene.connect(driven.plug("rotateOrder"), blend.plug("rotateOrder"), convert=False)
    return known["node"]


def put_between(blend: Node, attribute: str, place: int, source: Plug, target: Plug) -> None:
    """Let a channel be blended from what drives it now and from a constraint."""
    entry, result = BLENDED[attribute]
    first = blend.plug(f"{entry}1").children[place]
    scene = session.scene
    if target.source is not None:
        curve = target.source
        scene.disconnect(curve, target)
        scene.connect(curve, first, convert=False)
    else:
        first.set(target.get())
    scene.connect(source, blend.plug(f"{entry}2").children[place], convert=False)
    scene.connect(blend.plug(result).children[place], target, convert=False)


def before_delete(constraint: Node) -> None:
    """Give the channels back to their curves when the constraint goes."""
    blends = {
        end.node
        for plug in constraint.known_plugs()
        for end in plug.destinations
        if end.node.type.name == "pairBlend"
    }
    for blend in blends:
        weight = blend.plug("weight").source
        for entry, result in BLENDED.values():
            for first, out in zip(
                blend.plug(f"{entry}1").children, blend.plug(result).children, strict=True
            ):
                _give_back(first, out)
        if weight is not None:
            session.scene.disconnect(weight, blend.plug("weight"))
            if weight.attribute.dynamic:
                weight.node.remove_attribute(weight.attribute)
        session.scene.delete([blend])


def _give_back(first: Plug, out: Plug) -> None:
    scene = session.scene
    curve = first.source
    for target in list(out.destinations):
        scene.disconnect(out, target)
        if curve is not None:
            scene.disconnect(curve, first)
            scene.connect(curve, target, convert=False)
