"""deformer, cluster, softMod, lattice, percent, reorderDeformers, findDeformers, makePaintable."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import deformer_options as options
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import deformer_chain, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.geometry import get_points, point_numbers
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.session import session

_MISSING = options.NOT_DONE + " selectedComponents"


def _set_up_accessories(node: Node) -> None:
    """Let a plug-in deformer make its helper nodes."""
    set_up = getattr(node.user, "accessoryNodeSetup", None)
    if set_up is None:
        return
    from maya import OpenMaya

    modifier = OpenMaya.MDagModifier()
    set_up(modifier)
    modifier.doIt()
    session.undo.record(modifier.doIt, modifier.undoIt)


@graph_command("deformer", missing=_MISSING, harmless=options.HARMLESS)
def _deformer(flags: Flags, *given: str) -> Any:
    if flags.query:
        answer = options.query_members(options.deformer_named(given), flags)
        return None if answer is NotImplemented else answer
    if flags.edit:
        options.edit_members(options.deformer_named(given), flags)
        return None
    kind = session.node_types.get(flags.get("type") or "")
    if kind is None or not kind.is_a("geometryFilter") or kind.abstract:
        raise RuntimeError(f"deformer: Unknown deformer type: {flags.get('type')}")
    members = options.members_given(given)
    node = session.scene.create(kind, flags.get("name"))
    options.attach_all(node, members, flags)
    _set_up_accessories(node)
    return [node.name]


# -- clusters -----------------------------------------------------------------------------------------


def _centre(members: options.Members) -> np.ndarray:
    boxes = []
    for path, numbers in members.items():
        points = get_points(shapes.geometry(path.node))
        points = points if numbers is None else points[numbers]
        matrix = path.world_matrix()
        boxes.append(points @ matrix[:3, :3] + matrix[3, :3])
    points = np.concatenate(boxes)
    return (points.min(axis=0) + points.max(axis=0)) / 2.0


def _handle(node: Node, shape_type: str, centre: np.ndarray) -> DagNode:
    scene = session.scene
    transform = scene.create("transform", f"{node.name}Handle")
    shape = scene.create(shape_type, f"{node.name}HandleShape", parent=transform)
    shape.plug("origin").set(centre)
    for name in ("rotatePivot", "scalePivot"):
        transform.plug(name).set(centre)
    if node.type.name == "cluster":
        scene.connect(shape.plug("clusterTransforms").element(0), node.plug("clusterXforms"))
    return transform


def _drive(node: Node, transform: DagNode, relative: bool) -> None:
    plug = transform.plug("matrix") if relative else transform.plug("worldMatrix").element(0)
    session.scene.connect(plug, node.plug("matrix"))


def _made_with_handle(
    kind: str, shape_type: str, flags: Flags, given: tuple[str, ...]
) -> list[str]:
    scene = session.scene
    members = options.members_given(given)
    node = scene.create(kind, flags.get("name"))
    indices = options.attach_all(node, members, flags)
    for index, path in zip(indices, members, strict=True):
        node.plug("geomMatrix").element(index, create=True).set(path.world_matrix())
    relative = bool(flags.get("relative"))
    node.plug("relative").set(relative)
    if flags.get("envelope") is not None:
        node.plug("envelope").set(flags["envelope"])
    weighted = flags.get("weightedNode")
    if weighted:
        transform = names.node(weighted[0])
        if flags.get("bindState"):
            node.plug("bindPreMatrix").set(np.linalg.inv(transform.path().world_matrix()))
    else:
        transform = _handle(node, shape_type, _centre(members))
    _drive(node, transform, relative)
    if node.type.name == "softMod":
        node.plug("falloffCenter").set(_centre(members))
    scene.select([transform.path()])
    return [node.name, scene.short_name(transform)]


@graph_command("cluster", missing=_MISSING, harmless=options.HARMLESS)
def _cluster(flags: Flags, *given: str) -> Any:
    if not (flags.query or flags.edit):
        return _made_with_handle("cluster", "clusterHandle", flags, given)
    node = options.deformer_named(given, "cluster")
    if flags.query:
        if "envelope" in flags:
            return node.plug("envelope").get()
        if "weightedNode" in flags:
            return (options.tools_of(node) or [None])[0]
        answer = options.query_members(node, flags)
        return None if answer is NotImplemented else answer
    if flags.get("envelope") is not None:
        node.plug("envelope").set(flags["envelope"])
    if flags.get("resetGeometry") or flags.get("weightedNode"):
        raise NotImplementedError("stand-in: cluster -edit -resetGeometry/-weightedNode")
    options.edit_members(node, flags)
    return None


@graph_command(
    "softMod",
    missing=_MISSING
    + " curveInterpolation curvePoint curveValue falloffAroundSelection falloffBasedOnX "
    "falloffBasedOnY falloffBasedOnZ falloffMasking bindState weightedNode",
    harmless=options.HARMLESS,
)
def _soft_mod(flags: Flags, *given: str) -> Any:
    values = {
        "falloffRadius": flags.get("falloffRadius"),
        "falloffCenter": flags.get("falloffCenter"),
        "falloffMode": flags.get("falloffMode"),
    }
    if flags.query:
        node = options.deformer_named(given, "softMod")
        wanted = next((name for name in (*values, "envelope") if name in flags), None)
        if wanted:
            return node.plug(wanted).get()
        answer = options.query_members(node, flags)
        return None if answer is NotImplemented else answer
    if flags.edit:
        node, result = options.deformer_named(given, "softMod"), None
        options.edit_members(node, flags)
    else:
        result = _made_with_handle("softMod", "softModHandle", flags, given)
        node = names.node(result[0])
    for name, value in values.items():
        if value is not None:
            node.plug(name).set(value)
    return result


# -- lattice --------------------------------------------------------------------------------------------


@graph_command(
    "lattice",
    missing=_MISSING
    + " commonParent dualBase freezeMapping freePoints latticeReset removeTweaks ldivisions minimumSize outsideFalloffDistance "
    "position rotation scale",
    harmless=options.HARMLESS + " objectCentered",
)
def _lattice(flags: Flags, *given: str) -> Any:
    if flags.query or flags.edit:
        return _lattice_edit(flags, given)
    from maya._nodes.curves import default_lattice

    scene = session.scene
    members = options.members_given(given)
    centre = _centre(members)
    box = _box(members)
    size = np.where(box[1] - box[0] < 1e-9, 1.0, box[1] - box[0])
    node = scene.create("ffd", flags.get("name"))
    options.attach_all(node, members, flags)
    made: list[DagNode] = []
    for suffix, kind in (("Lattice", "lattice"), ("Base", "baseLattice")):
        transform = scene.create("transform", f"{node.name}{suffix}")
        scene.create(kind, f"{node.name}{suffix}Shape", parent=transform)
        transform.plug("translate").set(centre)
        transform.plug("scale").set(size)
        made.append(transform)
    lattice, base = made
    shape = lattice.shapes[0]
    divisions = flags.get("divisions") or (2, 5, 2)
    for name, count in zip(("sDivisions", "tDivisions", "uDivisions"), divisions, strict=True):
        shape.plug(name).set(count)
    shapes.set_stored(shape, default_lattice(*divisions))
    scene.connect(shape.plug("latticeOutput"), node.plug("deformedLatticePoints"))
    scene.connect(lattice.plug("worldMatrix").element(0), node.plug("deformedLatticeMatrix"))
    scene.connect(base.plug("worldMatrix").element(0), node.plug("baseLatticeMatrix"))
    if flags.get("outsideLattice") is not None:
        node.plug("outsideLattice").set(flags["outsideLattice"])
    if flags.get("envelope") is not None:
        node.plug("envelope").set(flags["envelope"])
    scene.select([lattice.path()])
    return [node.name, scene.short_name(lattice), scene.short_name(base)]


def _box(members: options.Members) -> np.ndarray:
    found = []
    for path, numbers in members.items():
        points = get_points(shapes.geometry(path.node))
        points = points if numbers is None else points[numbers]
        matrix = path.world_matrix()
        found.append(points @ matrix[:3, :3] + matrix[3, :3])
    points = np.concatenate(found)
    return np.array([points.min(axis=0), points.max(axis=0)])


def _lattice_edit(flags: Flags, given: tuple[str, ...]) -> Any:
    node = options.deformer_named(given, "ffd")
    if flags.query:
        lattice = node.plug("deformedLatticePoints").source
        if "divisions" in flags and lattice is not None:
            return [
                lattice.node.plug(name).get() for name in ("sDivisions", "tDivisions", "uDivisions")
            ]
        if "outsideLattice" in flags or "envelope" in flags:
            return node.plug("outsideLattice" if "outsideLattice" in flags else "envelope").get()
        answer = options.query_members(node, flags)
        return None if answer is NotImplemented else answer
    for name in ("envelope", "outsideLattice"):
        if flags.get(name) is not None:
            node.plug(name).set(flags[name])
    options.edit_members(node, flags)
    return None


# -- weights ----------------------------------------------------------------------------------------------


def _weight_plugs(node: Node, items: list[Any]) -> list[Any]:
    found = []
    for item in items:
        path = item.path if isinstance(item, Components) else shapes.shape_of(item)
        index = None if path is None else deformer_chain.index_of(node, path.node)
        if index is None:
            continue
        data = shapes.geometry(path.node)
        texts = [item.text] if isinstance(item, Components) else None
        numbers = point_numbers(data, texts) if texts else range(len(get_points(data)))
        array = node.plug("weightList").element(index, create=True).child("weights")
        found += [array.element(int(number)) for number in numbers]
    return found


@graph_command(
    "percent", missing="dropoffAxis dropoffCurve dropoffDistance dropoffPosition dropoffType"
)
def _percent(flags: Flags, *given: str) -> Any:
    node = names.node(given[0])
    items = names.given_or_selected(given[1:])
    plugs = _weight_plugs(node, [item for item in items if isinstance(item, (Components, DagPath))])
    if flags.query:
        return [plug.get() for plug in plugs]
    value = flags.get("value", 1.0)
    for plug in plugs:
        if flags.get("addPercent"):
            plug.set(plug.get() + value)
        elif flags.get("multiplyPercent"):
            plug.set(plug.get() * value)
        else:
            plug.set(value)
    return None


@graph_command("findDeformers", undoable=False)
def _find_deformers(flags: Flags, *given: str) -> list[str] | None:
    found: dict[str, None] = {}
    for path in options.members_given(given):
        found.update({node.name: None for node in deformer_chain.deformers_of(path.node)})
    return list(found) or None


@graph_command("reorderDeformers")
def _reorder(flags: Flags, *given: str) -> None:
    """Put the second deformer before the first one in a shape's chain."""
    name = flags.get("name") or given[-1]
    upper, lower = (names.node(each) for each in given[:2])
    path = shapes.shape_of(names.dag_path(name))
    if path is None:
        raise RuntimeError(f"'{name}' is not deformable geometry.")
    chain = deformer_chain.deformers_of(path.node)
    if upper not in chain or lower not in chain:
        raise RuntimeError("The deformers do not deform this geometry.")
    scene = session.scene
    upper_index, lower_index = (deformer_chain.index_of(node, path.node) for node in (upper, lower))
    deformer_chain.bypass(lower, lower_index)
    entry = upper.plug("input").element(upper_index).child("inputGeometry")
    source, target = entry.source, lower.plug("input").element(lower_index).child("inputGeometry")
    if target.source is not None:
        scene.disconnect(target.source, target)
    scene.disconnect(source, entry)
    scene.connect(source, target)
    scene.connect(lower.plug("outputGeometry").element(lower_index), entry)


@graph_command("makePaintable", harmless="activate activateAll altAttribute uiName", undoable=False)
def _make_paintable(flags: Flags, *given: str) -> Any:
    """Keeps a list of what is paintable: there is no Artisan to show it."""
    known: dict[tuple[str, str], dict[str, Any]] = session.state.setdefault("paintable", {})
    if flags.get("clearAll"):
        known.clear()
        return None
    key = (given[0], given[1]) if len(given) > 1 else None
    if flags.query:
        entry = known.get(key) if key else None
        if "attrType" in flags or "shapeMode" in flags:
            name = "attrType" if "attrType" in flags else "shapeMode"
            return entry.get(name) if entry else None
        return entry is not None
    if flags.get("remove"):
        known.pop(key, None)
    else:
        known[key] = {
            "attrType": flags.get("attrType", "multiFloat"),
            "shapeMode": flags.get("shapeMode", "deformer"),
        }
    return None
