"""hide, showHidden, toggle, display layers."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.session import session


def _paths(given: tuple[str, ...]) -> list[DagPath]:
    found = []
    for item in names.given_or_selected(given):
        node = names.node_of(item)
        if isinstance(node, DagNode):
            found.append(item if isinstance(item, DagPath) else node.path())
    return found


def _show(node: Node, visible: bool) -> bool:
    plug = node.plug("visibility")
    if bool(plug.get()) == visible or plug.is_locked or plug.effective_source() is not None:
        return False
    plug.set(visible)
    return True


@graph_command(
    "hide", missing="invertComponents testVisibility", harmless="clearLastHidden clearSelection"
)
def _hide(flags: Flags, *given: str) -> Any:
    if flags.get("allObjects"):
        paths = [DagPath((node,)) for node in session.scene.world.children if not node.shared]
    else:
        paths = _paths(given)
    hidden = [path for path in paths if _show(path.node, False)]
    session.state["last_hidden"] = hidden
    if not given:
        session.scene.select([])
    return [path.short_name() for path in hidden] if flags.get("returnHidden") else None


@graph_command("showHidden")
def _show_hidden(flags: Flags, *given: str) -> None:
    if flags.get("lastHidden"):
        paths = [path for path in session.state.get("last_hidden", []) if path.is_valid]
    elif flags.get("allObjects"):
        paths = [
            node.path()
            for node in session.scene.nodes
            if isinstance(node, DagNode) and node.is_transform
        ]
        paths = [path for path in paths if not path.node.shared]
    else:
        paths = _paths(given)
    for path in paths:
        _show(path.node, True)
        if flags.get("above"):
            for node in path.nodes:
                _show(node, True)
        if flags.get("below"):
            for node in path.node.below():
                _show(node, True)


_TOGGLES = {
    "localAxis": "displayLocalAxis",
    "rotatePivot": "displayRotatePivot",
    "scalePivot": "displayScalePivot",
    "selectHandle": "displayHandle",
    "template": "template",
    "controlVertex": "dispCV",
    "editPoint": "dispEP",
    "hull": "dispHull",
    "vertex": "displayVertices",
    "normal": "displayNormal",
}


@graph_command(
    "toggle",
    missing="boundary boundingBox extent facet geometry highPrecisionNurbs latticePoint latticeShape "
    "newCurve newPolymesh newSurface origin point pointDisplay pointFacet surfaceFace uvCoords",
    harmless="gl doNotWrite above below",
    undoable=False,
)
def _toggle(flags: Flags, *given: str) -> Any:
    wanted = [attribute for flag, attribute in _TOGGLES.items() if flags.get(flag)]
    answers = []
    for path in _paths(given):
        for name in wanted:
            node = path.node
            if node.find_attribute(name) is None:
                node = next(
                    (shape for shape in node.shapes if shape.find_attribute(name) is not None), None
                )
            if node is None:
                continue
            plug = node.plug(name)
            if flags.query:
                answers.append(bool(plug.get()))
            else:
                plug.set(flags.get("state", not plug.get()))
    return answers if flags.query else None


# -- display layers ------------------------------------------------------------------------------


def _layer(name: str) -> Node:
    node = names.node(name)
    if not node.type.is_a("displayLayer"):
        raise RuntimeError(f"'{name}' is not a display layer.")
    return node


def _put_in_layer(layer: Node, path: DagPath) -> None:
    from maya._commands.connections import break_source

    target = path.node.plug("drawOverride")
    if target.source is not None:
        break_source(target)
        for leaf in target.leaves():
            leaf.set(leaf.attribute.default_value())
    if layer.name != "defaultLayer":
        session.scene.connect(layer.plug("drawInfo"), target, convert=False)


def _manager() -> Node | None:
    found = session.scene.by_name.get("layerManager")
    return found[0] if found else None


@graph_command("createDisplayLayer", harmless="number")
def _create_display_layer(flags: Flags, *given: str) -> str:
    layer = session.scene.create("displayLayer", flags.get("name") or "layer1")
    manager = _manager()
    number = 1
    if manager is not None:
        array = manager.plug("displayLayerId")
        number = max(1, array.next_index())
        session.scene.connect(
            array.element(number, create=True), layer.plug("identification"), convert=False
        )
        array.element(number).set(number)
    layer.plug("displayOrder").set(number)
    if not flags.get("empty"):
        for path in _paths(given):
            for each in [path.node, *([] if flags.get("noRecurse") else path.node.below())]:
                if each.is_transform or flags.get("noRecurse"):
                    _put_in_layer(layer, each.path())
    if flags.get("makeCurrent"):
        session.state["current_display_layer"] = layer
    return names.text(layer)


@graph_command("editDisplayLayerMembers", missing="ufeObjects")
def _edit_display_layer_members(flags: Flags, *given: str) -> Any:
    layer = _layer(given[0])
    members = [end.node for end in layer.plug("drawInfo").destinations]
    if flags.query:
        return [names.text(node, bool(flags.get("fullNames"))) for node in members] or None
    if flags.get("clear"):
        for node in members:
            session.scene.disconnect(layer.plug("drawInfo"), node.plug("drawOverride"))
        return None
    for path in _paths(given[1:]):
        for node in [path.node, *([] if flags.get("noRecurse") else path.node.below())]:
            _put_in_layer(layer, node.path())
    return None


@graph_command("editDisplayLayerGlobals", harmless="baseId mergeType useCurrent", undoable=False)
def _edit_display_layer_globals(flags: Flags) -> Any:
    if flags.query:
        current = session.state.get("current_display_layer")
        return "defaultLayer" if current is None or not current.in_scene else names.text(current)
    if "currentDisplayLayer" in flags:
        session.state["current_display_layer"] = _layer(flags["currentDisplayLayer"])
    return None
