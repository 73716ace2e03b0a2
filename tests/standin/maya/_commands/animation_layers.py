"""animLayer."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.key_selection import keyable_plugs
from maya._core import animation_layers as layers
from maya._core import keyframes, shapes
from maya._core.dag import DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

STATES = (
    "collapse",
    "lock",
    "mute",
    "override",
    "passthrough",
    "preferred",
    "selected",
    "solo",
    "weight",
)
_MISSING = (
    "addRelatedKG copy copyAnimation copyNoAnimation excludeBoolean excludeDynamic excludeEnum excludeProxy excludeRotate "
    "excludeScale excludeTranslate excludeVisibility extractAnimation moveLayerAfter moveLayerBefore writeBlendnodeDestinations "
    "bestAnimLayer maxLayers"
)


@graph_command("animLayer", missing=_MISSING, harmless="forceUIRebuild forceUIRefresh")
def _anim_layer(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(flags, given)
    if flags.edit:
        for name in given or ():
            _edit(names.node(name), flags)
        return None
    if given and _exists(given[0]):
        _edit(names.node(given[0]), flags)
        return given[0]
    if not given and (flags.get("forceUIRebuild") or flags.get("forceUIRefresh")):
        return None
    parent = names.node(flags["parent"]) if flags.get("parent") else None
    layer = layers.make_layer(given[0] if given else None, parent)
    _edit(layer, flags)
    return layer.name


def _exists(name: str) -> bool:
    return any(node.name == name for node in session.scene.nodes if node.type.is_a("animLayer"))


def _selected_plugs() -> list[Plug]:
    found: dict[Plug, None] = {}
    for item in session.scene.selection:
        node = names.node_of(item)
        found.update(dict.fromkeys(keyable_plugs(node)))
        if isinstance(item, DagPath) and node.is_transform:
            shape = shapes.shape_of(item)
            if shape is not None:
                found.update(dict.fromkeys(keyable_plugs(shape.node)))
    return list(found)


def _leaves(names_of_plugs: list[str]) -> list[Plug]:
    return [leaf for name in names_of_plugs for leaf in names.plug(name).leaves()]


def _edit(layer: Node, flags: Flags) -> None:
    for state in STATES:
        if flags.get(state) is not None:
            layer.plug(state).set(flags[state])
    for plug in _leaves(flags.get("attribute") or []):
        layers.add_plug(layer, plug)
    if flags.get("addSelectedObjects"):
        for plug in _selected_plugs():
            layers.add_plug(layer, plug)
    for plug in _leaves(flags.get("removeAttribute") or []):
        layers.remove_plug(layer, plug)
    if flags.get("removeSelectedObjects"):
        for plug in _selected_plugs():
            layers.remove_plug(layer, plug)
    if flags.get("removeAllAttributes"):
        for plug in layers.plugs_in(layer):
            layers.remove_plug(layer, plug)


def _query(flags: Flags, given: tuple[str, ...]) -> Any:
    if "root" in flags:
        root = layers.root_layer()
        return root.name if root is not None else None
    if "exists" in flags:
        return bool(given) and _exists(given[0])
    if "affectedLayers" in flags:
        plugs = set(_selected_plugs())
        return [
            layer.name for layer in layers.layers() if plugs & set(layers.plugs_in(layer))
        ] or None
    if "bestLayer" in flags:
        best = layers.best_layer(names.plug(given[0]))
        return best.name if best is not None else None
    layer = names.node(given[0])
    for state in STATES:
        if state in flags:
            return layer.plug(state).get()
    if "attribute" in flags:
        return [names.text(plug) for plug in layers.plugs_in(layer)] or None
    if "children" in flags:
        return [child.name for child in layers.children_of(layer)] or None
    if "parent" in flags:
        parent = layers.parent_of(layer)
        return parent.name if parent is not None else None
    if "blendNodes" in flags:
        return [node.name for node in layers.blends_of(layer)] or None
    if "animCurves" in flags or "baseAnimCurves" in flags:
        return [curve.name for curve in _curves(layer, "baseAnimCurves" in flags)] or None
    if "findCurveForPlug" in flags:
        curve = layers.layer_curve(layer, names.plug(flags["findCurveForPlug"]))
        return [curve.name] if curve is not None else None
    if "layeredPlug" in flags:
        blend = layers.blend_for(layer, names.plug(flags["layeredPlug"]))
        return names.text(blend.plug("inputB")) if blend is not None else None
    return None


def _curves(layer: Node, base: bool) -> list[Node]:
    found = []
    for node in layers.blends_of(layer):
        source = node.plug("inputA" if base else "inputB").effective_source()
        if source is not None and keyframes.is_curve(source.node):
            found.append(source.node)
    return found
