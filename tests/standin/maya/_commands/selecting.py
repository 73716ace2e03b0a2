"""select, selectType, selectPref, filterExpand."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.listing import all_nodes, is_visible
from maya._core import membership
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.plugs import Plug
from maya._core.session import session


def _wanted(flags: Flags, given: tuple[str, ...]) -> list[Any]:
    if flags.get("all"):
        return [DagPath((node,)) for node in session.scene.world.children if not node.shared]
    if flags.get("allDagObjects"):
        return [DagPath((node,)) for node in session.scene.world.children]
    if flags.get("allDependencyNodes"):
        return all_nodes()
    items: list[Any] = []
    for name in names.texts(given):
        for item in names.find(name):
            items += _expanded(flags, item)
    return list(dict.fromkeys(items))


def _expanded(flags: Flags, item: Any) -> list[Any]:
    if isinstance(item, Components):
        return list(names.explicit(item))
    node = names.node_of(item)
    if membership.is_set(node) and not flags.get("noExpand") and not isinstance(item, Plug):
        return membership.members(node)
    return [item]


def _with_hierarchy(items: list[Any]) -> list[Any]:
    from maya._commands.listing import descend

    found: dict[Any, None] = {}
    for item in items:
        found.update(dict.fromkeys(descend(item) if isinstance(item, DagPath) else [item]))
    return list(found)


@graph_command("select", harmless="symmetry symmetrySide containerCentric")
def _select(flags: Flags, *given: str) -> None:
    scene = session.scene
    if flags.get("clear"):
        scene.select([])
        return
    whole = any(flags.get(name) for name in ("all", "allDagObjects", "allDependencyNodes"))
    if not given and not whole and not flags.get("hierarchy") and not flags.get("visible"):
        if flags or given == ():
            _empty_call(flags)
        return
    items = _wanted(flags, given) if given or whole else list(scene.selection)
    if flags.get("hierarchy"):
        items = _with_hierarchy(items)
    if flags.get("visible"):
        items = [item for item in items if not isinstance(item, DagPath) or is_visible(item)]
    old = list(scene.selection)
    if flags.get("add"):
        items = _merged(old, items)
    elif flags.get("addFirst"):
        items = [*items, *[item for item in old if item not in items]]
    elif flags.get("deselect"):
        items = _without(old, items)
    elif flags.get("toggle"):
        items = [*_without(old, items), *[item for item in items if item not in old]]
    scene.select(items)


def _empty_call(flags: Flags) -> None:
    """``select([])`` empties a replaced selection; ``select()`` asks for names."""
    if flags.get("replace"):
        session.scene.select([])
    elif not flags:
        raise RuntimeError("Nothing was given to select.")


def _merged(old: list[Any], items: list[Any]) -> list[Any]:
    merged = [*old]
    for item in items:
        if item not in merged:
            merged.append(item)
    return merged


def _without(old: list[Any], items: list[Any]) -> list[Any]:
    gone = {each for item in items for each in names.flattened(item)}
    kept: list[Any] = []
    for item in old:
        parts = names.flattened(item)
        left = [part for part in parts if part not in gone]
        kept += [item] if len(left) == len(parts) else left
    return kept


# -- masks ---------------------------------------------------------------------------------------

_DEFAULT_OFF = frozenset({"allObjects"})


def _masks() -> dict[str, bool]:
    return session.state.setdefault("select_type", {})


@graph_command("selectType", undoable=False)
def _select_type(flags: Flags) -> Any:
    masks = _masks()
    if flags.query:
        if "queryByName" in flags:
            return masks.get(f"name:{flags['queryByName']}", True)
        name = next(iter(flags))
        return masks.get(name, name not in _DEFAULT_OFF)
    for name, value in flags.items():
        if name == "byName":
            masks.update({f"name:{each}": state for each, state in value})
        else:
            masks[name] = value
    return None


_PREFERENCES: dict[str, Any] = {
    "trackSelectionOrder": False,
    "clickBoxSize": 4,
    "manipClickBoxSize": 4,
    "preSelectHiliteSize": 0.0,
    "preSelectDeadSpace": 10,
    "preSelectTweakDeadSpace": 4,
    "preSelectSize": 4,
    "selectionChildHighlightMode": 0,
    "xformNoSelect": True,
    "affectsActive": True,
}


@graph_command("selectPref", widen="cq", undoable=False)
def _select_pref(flags: Flags) -> Any:
    state = session.state.setdefault("select_pref", {})
    if flags.query:
        name = next(iter(flags))
        return state.get(name, _PREFERENCES.get(name, False))
    state.update(flags)
    return None


# -- filterExpand --------------------------------------------------------------------------------

_COMPONENT_MASKS = {
    28: "cv",
    30: "ep",
    31: "vtx",
    32: "e",
    34: "f",
    35: "map",
    46: "pt",
    70: "vtxFace",
}
_SHAPE_MASKS = {9: "nurbsCurve", 10: "nurbsSurface", 12: "mesh", 22: "locator", 23: "lattice"}


@graph_command("filterExpand", missing="symActive symNegative symPositive symSeam", undoable=False)
def _filter_expand(flags: Flags, *given: str) -> list[str] | None:
    masks = flags.get("selectionMask") or []
    expand = flags.get("expand", True)
    result: list[str] = []
    for item in names.given_or_selected(given):
        if isinstance(item, Components):
            if any(_COMPONENT_MASKS.get(mask) == item.kind for mask in masks):
                parts = names.flattened(item) if expand else [item]
                result += [names.text(part, bool(flags.get("fullPath"))) for part in parts]
        elif isinstance(names.node_of(item), DagNode) and _is_masked(names.node_of(item), masks):
            result.append(names.text(item, bool(flags.get("fullPath"))))
    return result or None


def _is_masked(node: DagNode, masks: list[int]) -> bool:
    shapes = [node] if node.is_shape else node.shapes
    return any(
        shape.type.is_a(_SHAPE_MASKS[mask])
        for mask in masks
        if mask in _SHAPE_MASKS
        for shape in shapes
    )
