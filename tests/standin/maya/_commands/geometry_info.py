"""geometryAttrInfo, componentTag, bakePartialHistory, polyNormal and colours of vertices."""

from __future__ import annotations

import fnmatch
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import deformer_chain, mesh_edits, mesh_topology, shapes
from maya._core.component_tags import affected, resolve, tag_category
from maya._core.dag import DagNode, DagPath
from maya._core.data import ComponentList, MeshData, compress_components
from maya._core.geometry import get_points, point_count, point_numbers, point_texts
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

# -- geometryAttrInfo --------------------------------------------------------------------------------


def _geometry_plug(name: str) -> Plug:
    plug = names.plug(name)
    if plug.is_array:
        plug = plug.element(0)
    return plug


def _plug_chain(plug: Plug) -> list[Plug]:
    """Plugs from the first source of geometry to this one."""
    found: list[Plug] = []
    current: Plug | None = plug
    while current is not None and current not in found:
        found.append(current)
        if current.effective_source() is not None:
            current = current.effective_source()
            continue
        node = current.node
        if shapes.kind_of(node) is not None:
            into = node.plug(shapes.plugs_of(node).into)
            current = into if current is not into and into.source is not None else None
        else:
            current = next(deformer_chain.steps_up(current), None)
    return found[::-1]


def _node_chain(plug: Plug) -> list[Node]:
    return list(dict.fromkeys(each.node for each in _plug_chain(plug)))


def _subset(data: Any, flags: Flags) -> np.ndarray:
    if "componentTagExpression" in flags:
        return resolve(data, flags["componentTagExpression"] or "*")
    if "groupId" in flags:
        return affected(data, "", flags["groupId"])
    return np.arange(point_count(data))


def _components(data: Any, numbers: np.ndarray, flags: Flags) -> list[str]:
    texts = point_texts(data, numbers)
    if isinstance(data, MeshData):
        for flag, kind in (("castToEdges", "e"), ("castToFaces", "f")):
            if flags.get(flag):
                return mesh_topology.cast_components(data, texts, kind, internal=True)
    return texts


@graph_command(
    "geometryAttrInfo",
    missing="componentTagHash componentTagHistoryHash componentTagHistory",
    harmless="castToVerts",
    undoable=False,
)
def _geometry_attr_info(flags: Flags, *given: str) -> Any:
    plug = _geometry_plug(given[0])
    chains = {
        "nodeChain": lambda: [session.scene.short_name(node) for node in _node_chain(plug)],
        "deformerChain": lambda: [
            node.name for node in _node_chain(plug) if deformer_chain.is_deformer(node)
        ],
        "plugChain": lambda: [names.text(each) for each in _plug_chain(plug)],
        "outputPlugChain": lambda: [
            names.text(each) for each in _plug_chain(plug) if not each.attribute.writable
        ],
        "originalGeometry": lambda: _original(plug),
    }
    for flag, answer in chains.items():
        if flags.get(flag):
            return answer()
    data = plug.get()
    if data is None or not hasattr(data, "tags"):
        raise RuntimeError(f"{given[0]} contains no geometry.")
    return _about(data, plug, flags)


def _original(plug: Plug) -> str | None:
    node = plug.node
    if isinstance(node, DagNode):
        found = deformer_chain.original_of(node)
        start = found or node
        return f"{session.scene.short_name(start)}.{shapes.plugs_of(start).original}"
    start = deformer_chain.input_shape(node, plug.index or 0)
    return (
        None
        if start is None
        else f"{session.scene.short_name(start)}.{shapes.plugs_of(start).original}"
    )


def _about(data: Any, plug: Plug, flags: Flags) -> Any:
    if flags.get("componentTagNames"):
        return sorted(data.tags) or None
    if flags.get("componentTagCategory"):
        pattern = flags.get("componentTagExpression", "*")
        return [
            tag_category(texts)
            for name, texts in sorted(data.tags.items())
            if fnmatch.fnmatchcase(name, pattern)
        ]
    numbers = _subset(data, flags)
    if flags.get("matrix"):
        return (np.eye(4) if data.matrix is None else data.matrix).ravel().tolist()
    if flags.get("elementCount") or flags.get("pointCount"):
        return len(numbers)
    if flags.get("pointIndices"):
        return numbers.tolist()
    if flags.get("points"):
        return [float(value) for value in get_points(data)[numbers].ravel()]
    if flags.get("boundingBox"):
        points = get_points(data)[numbers]
        low, high = points.min(axis=0), points.max(axis=0)
        return [float(value) for pair in zip(low, high, strict=True) for value in pair]
    if flags.get("subsetState"):
        return 2 if len(numbers) == point_count(data) else 1 if not len(numbers) else 3
    if flags.get("components"):
        return _components(data, numbers, flags)
    return None


# -- componentTag ----------------------------------------------------------------------------------------


def _by_shape(items: list[Any]) -> dict[DagPath, list[str]]:
    found: dict[DagPath, list[str]] = {}
    for item in items:
        if isinstance(item, Components):
            found.setdefault(item.path, []).append(item.text)
        elif isinstance(item, DagPath) and shapes.shape_of(item) is not None:
            found.setdefault(shapes.shape_of(item), [])
    return found


def _holder(path: DagPath) -> DagNode:
    """The shape that keeps the tags: the original one if there are deformers."""
    return deformer_chain.original_of(path.node) or path.node


def _matching(holder: DagNode, patterns: list[str]) -> list[tuple[str, Plug]]:
    return [
        (name, entry)
        for name, entry in deformer_chain.tag_entries(holder).items()
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    ]


@graph_command("componentTag", missing="injectionLocation queryEdit")
def _component_tag(flags: Flags, *given: str) -> Any:
    targets = _by_shape(names.given_or_selected(given))
    patterns = flags.get("tagName") or []
    result: Any = None
    for path, texts in targets.items():
        holder = _holder(path)
        if flags.get("create"):
            result = _create_tag(holder, flags, texts)
        elif flags.get("delete"):
            for _, entry in _matching(holder, patterns):
                holder.plug("componentTags").remove_element(entry.index)
            result = True
        elif flags.get("rename"):
            for _, entry in _matching(holder, patterns):
                entry.child("componentTagName").set(flags["newTagName"])
            result = True
        elif flags.get("modify"):
            for _, entry in _matching(holder, patterns):
                _modify(holder, entry, flags["modify"], texts)
            result = True
    return result


def _create_tag(holder: DagNode, flags: Flags, texts: list[str]) -> str:
    name = flags.get("newTagName") or "tag1"
    taken = deformer_chain.tag_entries(holder)
    if name in taken and not flags.get("uniqueTagName", True):
        raise RuntimeError(f"A component tag named {name} exists already.")
    return deformer_chain.add_tag(holder, name, texts)


def _modify(holder: DagNode, entry: Plug, mode: str, texts: list[str]) -> None:
    contents = entry.child("componentTagContents")
    before = list(contents.get().items) if contents.get() is not None else []
    kind = (texts or before or ["vtx["])[0].partition("[")[0]
    data = shapes.geometry(holder)

    def numbers(items: list[str]) -> set[int]:
        if isinstance(data, MeshData) and kind in ("e", "f"):
            return set(mesh_topology.cast_numbers(data, items, kind).tolist())
        return set(point_numbers(data, items).tolist())

    old, new = numbers(before) if before else set(), numbers(texts) if texts else set()
    joined = {"add": old | new, "remove": old - new, "replace": new, "clear": set()}.get(mode)
    if joined is None:
        raise RuntimeError(f"Invalid way to modify a component tag: {mode}")
    contents.set(ComponentList(compress_components(kind, sorted(joined))))


# -- history --------------------------------------------------------------------------------------------------


@graph_command(
    "bakePartialHistory", missing="postSmooth preCache", harmless="preDeformers prePostDeformers"
)
def _bake_partial(flags: Flags, *given: str) -> Any:
    """Bake what lies before the deformers, keep these (``prePostDeformers``, ``preDeformers``)."""
    from maya._commands.history_deletion import bake_history

    baked = []
    paths = list(_by_shape(names.given_or_selected(given)))
    if flags.get("allShapes"):
        nodes = [node for node in session.scene.nodes if shapes.kind_of(node) is not None]
        paths = [node.path() for node in nodes if not node.plug("intermediateObject").get()]
    for path in paths:
        holder = deformer_chain.original_of(path.node)
        if holder is not None:
            bake_history(holder)
        elif not deformer_chain.deformers_of(path.node):
            bake_history(path.node)
        baked.append(session.scene.short_name(path.node))
    return baked if flags.query else None


# -- normals and colours -----------------------------------------------------------------------------------------


def _replace_mesh(path: DagPath, change: Any) -> None:
    """Change the mesh data of a shape; with history its result is baked into the original shape."""
    holder = _holder(path)
    if shapes.has_history(holder):
        raise NotImplementedError("stand-in: this command on a mesh with construction history")
    data = shapes.stored(holder).copy()
    change(data)
    shapes.set_stored(holder, data)


def _modify_mesh(path: DagPath, kind: str, values: dict[str, Any], change: Any) -> None:
    """Change a mesh: by a node in its history if it has one, else for good."""
    holder = _holder(path)
    if not shapes.has_history(holder):
        _replace_mesh(path, change)
        return
    scene = session.scene
    node = scene.create(kind)
    for name, value in values.items():
        node.plug(name).set(value)
    into = holder.plug(shapes.plugs_of(holder).into)
    source = into.source
    scene.disconnect(source, into)
    scene.connect(source, node.plug("inputPolymesh"))
    scene.connect(node.plug("output"), into)


@graph_command(
    "polyNormal",
    missing="userNormalMode",
    harmless="caching constructionHistory frozen name nodeState useInputComp",
)
def _poly_normal(flags: Flags, *given: str) -> None:
    """Mode 0 reverses faces."""
    if flags.get("normalMode", 0) not in (0, 4):
        raise NotImplementedError("stand-in: polyNormal with a mode other than 0")
    for path in _by_shape(names.given_or_selected(given)):
        _modify_mesh(path, "polyNormal", {}, mesh_edits.reverse)


@graph_command(
    "polySoftEdge",
    missing="worldSpace",
    harmless="caching constructionHistory frozen name nodeState useInputComp",
)
def _soft_edge(flags: Flags, *given: str) -> Any:
    angle = np.radians(flags.get("angle", 30.0))
    for path, texts in _by_shape(names.given_or_selected(given)).items():
        _modify_mesh(
            path,
            "polySoftEdge",
            {"angle": angle, "inputComponents": ComponentList(texts or ["e[*]"])},
            lambda data, texts=texts: mesh_edits.soften(data, angle, texts),
        )
    return None


@graph_command(
    "polyColorPerVertex",
    missing="clamped colorDisplayOption representation",
    harmless="notUndoable",
)
def _color_per_vertex(flags: Flags, *given: str) -> Any:
    """Colours of vertices in the set ``colorSet1``, kept as (V, 4)."""
    targets = _by_shape(names.given_or_selected(given))
    if flags.query:
        return _query_colors(targets, flags)
    for path, texts in targets.items():
        _replace_mesh(path, lambda data, texts=texts: _paint(data, texts, flags))
    return len(targets)


def _paint(data: MeshData, texts: list[str], flags: Flags) -> None:
    count = len(data.points)
    if flags.get("remove"):
        data.color_sets = {}
        return
    colors = np.array(data.color_sets.get("colorSet1", np.tile([0.0, 0.0, 0.0, 1.0], (count, 1))))
    numbers = point_numbers(data, texts) if texts else np.arange(count)
    values = dict(zip(range(3), flags.get("colorRGB") or (), strict=False))
    for place, flag in enumerate(("colorR", "colorG", "colorB", "alpha")):
        if flags.get(flag) is not None:
            values[place] = flags[flag]
    for place, value in values.items():
        colors[numbers, place] = colors[numbers, place] + value if flags.get("relative") else value
    data.color_sets = {**data.color_sets, "colorSet1": colors}


def _query_colors(targets: dict[DagPath, list[str]], flags: Flags) -> list[float] | None:
    found: list[float] = []
    wanted = [
        place for place, flag in enumerate(("colorR", "colorG", "colorB", "alpha")) if flag in flags
    ]
    wanted = [0, 1, 2] if "colorRGB" in flags else wanted
    for path, texts in targets.items():
        data = shapes.geometry(path.node)
        colors = data.color_sets.get("colorSet1")
        if colors is None:
            raise RuntimeError("Vertex colours do not exist on this mesh.")
        numbers = point_numbers(data, texts) if texts else range(len(colors))
        found += [float(colors[number][place]) for number in numbers for place in wanted]
    return found or None


@graph_command(
    "polyUVSet",
    missing="allUVSetsIndices allUVSetsWithCount copy currentLastUVSet currentPerInstanceUVSet genNewUVSet perInstance projections reorder shareInstances unshared",
)
def _uv_set(flags: Flags, *given: str) -> Any:
    paths = _by_shape(names.given_or_selected(given))
    for path in paths:
        data = shapes.geometry(path.node)
        if flags.query:
            if "allUVSets" in flags:
                return list(data.uv_sets) or None
            return [path.node.plug("currentUVSet").get() or next(iter(data.uv_sets), "map1")]
        if flags.get("currentUVSet"):
            path.node.plug("currentUVSet").set(flags["uvSet"])
        elif flags.get("create"):
            _replace_mesh(
                path,
                lambda data: data.uv_sets.setdefault(flags.get("uvSet", "uvSet"), _no_uvs(data)),
            )
        elif flags.get("rename"):
            _replace_mesh(
                path,
                lambda data: data.uv_sets.update(
                    {flags["newUVSet"]: data.uv_sets.pop(flags["uvSet"])}
                ),
            )
        elif flags.get("delete"):
            _replace_mesh(path, lambda data: data.uv_sets.pop(flags["uvSet"], None))
    return None


def _no_uvs(data: MeshData) -> Any:
    from maya._core.data import UvSet

    return UvSet(np.zeros(0), np.zeros(0), np.zeros(len(data.counts), int), np.zeros(0, int))
