"""Animation layers: a blend node for each layered plug, one chain per plug; undoable."""

from __future__ import annotations

from maya._core import keyframes
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

ROOT = "BaseAnimation"


def root_layer(create: bool = False) -> Node | None:
    """The layer below all others."""
    found = session.scene.extra.get("root_layer")
    if found is not None and found.in_scene:
        return found
    for node in session.scene.nodes:
        if (
            node.type.is_a("animLayer")
            and node.plug("parentLayer").source is None
            and node.name == ROOT
        ):
            return node
    if not create:
        return None
    root = session.scene.create("animLayer", ROOT)
    root.plug("override").set(True)
    session.scene.extra["root_layer"] = root
    return root


def layers() -> list[Node]:
    """All layers but the root, in the order of their making."""
    root = root_layer()
    return [
        node for node in session.scene.nodes if node.type.is_a("animLayer") and node is not root
    ]


def make_layer(name: str | None, parent: Node | None = None) -> Node:
    """A new layer under a parent, by default the root."""
    scene = session.scene
    parent = parent or root_layer(create=True)
    layer = scene.create("animLayer", name or "AnimLayer1")
    children = parent.plug("childrenLayers")
    scene.connect(layer.plug("parentLayer"), children.element(children.next_index()))
    return layer


def children_of(layer: Node) -> list[Node]:
    """Layers under a layer."""
    return [
        element.source.node
        for element in layer.plug("childrenLayers").existing()
        if element.source is not None
    ]


def parent_of(layer: Node) -> Node | None:
    """The layer above in the hierarchy."""
    ends = layer.plug("parentLayer").destinations
    return ends[0].node if ends else None


def plugs_in(layer: Node) -> list[Plug]:
    """Plugs that a layer animates."""
    return [
        element.source
        for element in layer.plug("dnSetMembers").existing()
        if element.source is not None
    ]


def blends_of(layer: Node) -> list[Node]:
    """Blend nodes of a layer."""
    return [
        element.source.node
        for element in layer.plug("blendNodes").existing()
        if element.source is not None
    ]


def chain_of(plug: Plug) -> list[Node]:
    """Blend nodes between a plug and its base animation, the topmost first."""
    found = []
    source = plug.effective_source()
    while source is not None and source.node.type.name.startswith("animBlendNode"):
        found.append(source.node)
        source = source.node.plug("inputA").effective_source()
    return found


def blend_for(layer: Node, plug: Plug) -> Node | None:
    """The blend node of a plug in a layer."""
    own = blends_of(layer)
    return next((node for node in chain_of(plug) if node in own), None)


def add_plug(layer: Node, plug: Plug) -> Node | None:
    """Let a layer animate a plug; gives its blend node."""
    from maya._nodes.anim_layers import BY_KIND

    known = blend_for(layer, plug)
    if known is not None or not keyframes.can_be_keyed(plug):
        return known
    scene = session.scene
    if layer is root_layer():
        return None
    blend = scene.create(
        BY_KIND.get(plug.attribute.kind, "animBlendNodeAdditive"),
        f"{keyframes.curve_name(plug)}_{layer.name}",
    )
    source, value = plug.source, plug.get()
    if source is not None:
        scene.disconnect(source, plug)
        scene.connect(source, blend.plug("inputA"), convert=False)
    else:
        blend.plug("inputA").set(value)
    if layer.plug("override").get():
        blend.plug("inputB").set(value)
    scene.connect(layer.plug("foregroundWeight"), blend.plug("weightB"))
    scene.connect(layer.plug("backgroundWeight"), blend.plug("weightA"))
    scene.connect(blend.plug("output"), plug, convert=False)
    _append(blend.plug("message"), layer.plug("blendNodes"))
    _append(plug, layer.plug("dnSetMembers"))
    return blend


def _append(source: Plug, array: Plug) -> None:
    session.scene.connect(source, array.element(array.next_index()), convert=False)


def remove_plug(layer: Node, plug: Plug) -> None:
    """Take a plug out of a layer; what lies below it goes on."""
    scene = session.scene
    blend = blend_for(layer, plug)
    if blend is None:
        return
    below = blend.plug("inputA").source
    targets = list(blend.plug("output").destinations)
    for target in targets:
        scene.disconnect(blend.plug("output"), target)
    value = blend.plug("inputA").get()
    if below is not None:
        scene.disconnect(below, blend.plug("inputA"))
    for element in layer.plug("dnSetMembers").existing():
        if element.source is plug:
            scene.disconnect(plug, element)
            layer.plug("dnSetMembers").remove_element(element.index)
    if blend.in_scene:
        scene.delete([blend])
    for target in targets:
        if below is not None and below.node.in_scene:
            scene.connect(below, target, convert=False)
        else:
            target.set(value)


def layer_curve(layer: Node, plug: Plug, create: bool = False) -> Node | None:
    """The curve that a layer has for a plug."""
    if layer is root_layer():
        chain = chain_of(plug)
        place = chain[-1].plug("inputA") if chain else plug
    else:
        blend = blend_for(layer, plug) or (add_plug(layer, plug) if create else None)
        if blend is None:
            return None
        place = blend.plug("inputB")
    source = place.effective_source()
    if source is not None and keyframes.is_curve(source.node):
        return source.node
    if not create:
        return None
    curve = session.scene.create(
        keyframes.curve_type(plug.attribute), f"{keyframes.curve_name(plug)}_{layer.name}_inputB"
    )
    session.scene.connect(curve.plug("output"), place, convert=False)
    return curve


def best_layer(plug: Plug) -> Node | None:
    """The preferred or topmost layer that holds a plug."""
    own = [layer for layer in layers() if blend_for(layer, plug) is not None]
    preferred = [layer for layer in own if layer.plug("preferred").get()]
    return (preferred or own or [None])[-1]
