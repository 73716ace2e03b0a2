"""How deformers hang on shapes: original shapes, chains, membership; all changes undoable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from maya._core import shapes
from maya._core.component_tags import as_texts
from maya._core.dag import DagNode, DagPath
from maya._core.data import ComponentList
from maya._core.geometry import get_points, point_count
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def is_deformer(node: Node) -> bool:
    """Whether a node is a geometryFilter."""
    return node.type.is_a("geometryFilter")


# -- reading chains ----------------------------------------------------------------------------


def steps_up(plug: Plug) -> Iterator[Plug]:
    """Geometry inputs of the node that ``plug`` is an output of, towards the original."""
    node = plug.node
    if is_deformer(node):
        yield node.plug("input").element(plug.index or 0).child("inputGeometry")
    elif node.type.is_a("groupParts"):
        yield node.plug("inputGeometry")
    elif node.find_attribute("inputPolymesh") is not None:
        yield node.plug("inputPolymesh")
    elif node.find_attribute("undeformedGeometry") is not None:
        yield node.plug("undeformedGeometry").element(plug.index or 0)


def chain_above(shape: DagNode) -> list[Plug]:
    """Output plugs of the chain from the one next to the shape up to the original shape's."""
    found: list[Plug] = []
    plug = shape.plug(shapes.plugs_of(shape).into)
    while plug is not None and plug.source is not None:
        source = plug.source
        if source in found:
            break
        found.append(source)
        plug = next(steps_up(source), None)
    return found


def deformers_of(shape: DagNode) -> list[Node]:
    """Deformers of a shape, the last one of the chain first."""
    return [plug.node for plug in chain_above(shape) if is_deformer(plug.node)]


def original_of(shape: DagNode) -> DagNode | None:
    """The intermediate shape at the start of the chain."""
    chain = chain_above(shape)
    if chain and isinstance(chain[-1].node, DagNode):
        return chain[-1].node
    return None


def downstream_shapes(plug: Plug) -> list[DagNode]:
    """Shapes that an output geometry ends in, through further deformers."""
    found: list[DagNode] = []
    waiting, seen = [plug], {plug}
    while waiting:
        for target in waiting.pop(0).destinations:
            node = target.node
            following: Plug | None = None
            if shapes.kind_of(node) is not None:
                if target.attribute.name == shapes.plugs_of(node).into and node not in found:
                    found.append(node)
            elif is_deformer(node) and target.attribute.name == "inputGeometry":
                following = node.plug("outputGeometry").element(target.parent.index)
            elif node.type.is_a("groupParts") and target.attribute.name == "inputGeometry":
                following = node.plug("outputGeometry")
            if following is not None and following not in seen:
                seen.add(following)
                waiting.append(following)
    return found


def geometry_of(deformer: Node) -> list[tuple[int, DagNode]]:
    """Logical index and shape of everything that a deformer drives."""
    return [
        (element.index, shape)
        for element in deformer.plug("outputGeometry").existing()
        for shape in downstream_shapes(element)[:1]
    ]


def index_of(deformer: Node, shape: DagNode) -> int | None:
    """The logical index of a shape in a deformer."""
    return next((index for index, each in geometry_of(deformer) if each is shape), None)


def input_shape(deformer: Node, index: int) -> DagNode | None:
    """The original shape whose geometry comes in at ``index``."""
    plug: Plug | None = deformer.plug("input").element(index).child("inputGeometry")
    while plug is not None and plug.source is not None:
        if isinstance(plug.source.node, DagNode):
            return plug.source.node
        plug = next(steps_up(plug.source), None)
    return None


# -- building chains ------------------------------------------------------------------------------


def ensure_original(path: DagPath) -> Plug:
    """The plug that gives the undeformed geometry; a shape ``...Orig`` is made if there is none."""
    shape = path.node
    names = shapes.plugs_of(shape)
    scene = session.scene
    chain = chain_above(shape)
    if chain and any(is_deformer(plug.node) or plug.node.type.is_a("groupParts") for plug in chain):
        return chain[-1]
    parent = path.nodes[-2] if len(path.nodes) > 1 else shape.parents[0]
    first = chain[-1].node if chain else None
    if isinstance(first, DagNode) and parent in first.parents:
        return chain[-1]
    leaf = shape.name.rpartition(":")
    original = scene.create(shape.type, f"{leaf[0]}{leaf[1]}{leaf[2]}Orig", parent=parent)
    original.plug("intermediateObject").set(True)
    into = shape.plug(names.into)
    _copy_geometry(shape, original)
    if into.source is not None:
        source = into.source
        scene.disconnect(source, into)
        scene.connect(source, original.plug(names.into))
    return original.plug(names.world).element(0)


def _copy_geometry(shape: DagNode, original: DagNode) -> None:
    """Stored geometry, tweaks and tags go to the original shape."""
    data = shapes.stored(shape)
    if data is not None:
        shapes.set_stored(original, data)
    if shape.find_attribute("pnts") is not None or shapes.has_history(shape):
        source, target = shapes.tweak_array(shape), shapes.tweak_array(original)
        moved = source.indices()
        for index in moved:
            for one, other in zip(
                source.elements[index].children, target.element(index, True).children, strict=True
            ):
                other.set(one.get())
        if moved:
            shapes.clear_tweaks(shape)
    tags, target = shape.plug("componentTags"), original.plug("componentTags")
    for index in tags.indices():
        entry = target.element(index, True)
        for name in ("componentTagName", "componentTagContents"):
            entry.child(name).set(tags.elements[index].child(name).get())
    for index in list(tags.indices()):
        tags.remove_element(index)


def attach(
    deformer: Node,
    path: DagPath,
    *,
    numbers: np.ndarray | None = None,
    front: bool = False,
    use_tags: bool = True,
    index: int | None = None,
) -> int:
    """Put a deformer into a shape's chain, at its end or at its front.

    Parameters
    ----------
    numbers : numpy.ndarray, optional
        Points that it is to work on; all by default.
    use_tags : bool
        Membership by component tags, or by groupId, groupParts and a set as before Maya 2022.

    Returns
    -------
    int
        The logical index of the geometry in the deformer.
    """
    scene = session.scene
    shape = path.node
    names = shapes.plugs_of(shape)
    start = ensure_original(path)
    if not use_tags:
        ensure_tweak(path, start)
    if index is None:
        index = max(
            deformer.plug("input").next_index(), deformer.plug("outputGeometry").next_index()
        )
    entry = deformer.plug("input").element(index, create=True)
    target = _insertion(shape, names.into, start, front, use_tags)
    before = target.source or start
    if target.source is not None:
        scene.disconnect(target.source, target)
    scene.connect(before, entry.child("inputGeometry"))
    original = start.node
    if isinstance(original, DagNode):
        local = original.plug(shapes.plugs_of(original).original)
        keep = deformer.plug("originalGeometry").element(index)
        if keep.source is None:
            scene.connect(local, keep)
    scene.connect(deformer.plug("outputGeometry").element(index), target)
    if use_tags:
        _tag_members(deformer, entry, original, numbers)
    else:
        group_members(deformer, index, path, numbers)
    return index


def _insertion(shape: DagNode, into: str, start: Plug, front: bool, use_tags: bool) -> Plug:
    """The input plug that the new deformer's output goes to."""
    last = shape.plug(into)
    if not front:
        return last
    chain = chain_above(shape)
    filters = [plug for plug in chain if is_deformer(plug.node)]
    if not use_tags:
        filters = [plug for plug in filters if not plug.node.type.is_a("tweak")]
    if not filters:
        return last
    first = filters[-1]
    return first.node.plug("input").element(first.index).child("inputGeometry")


def _tag_members(deformer: Node, entry: Plug, original: Any, numbers: np.ndarray | None) -> None:
    if numbers is None or not isinstance(original, DagNode):
        return
    data = shapes.geometry(original)
    if len(numbers) == point_count(data):
        return
    name = add_tag(original, deformer.name.rpartition(":")[2], as_texts(data, numbers))
    entry.child("componentTagExpression").set(name)


def tag_entries(shape: DagNode) -> dict[str, Plug]:
    """Own component tags of a shape by name."""
    return {
        entry.child("componentTagName").get(): entry
        for entry in shape.plug("componentTags").existing()
        if entry.child("componentTagName").get()
    }


def add_tag(shape: DagNode, name: str, texts: list[str]) -> str:
    """A new component tag on a shape; its name gets a number if it is taken."""
    data = shapes.geometry(shape)
    taken = {*tag_entries(shape), *(data.tags if data is not None else ())}
    chosen, number = name, 0
    while chosen in taken:
        number += 1
        chosen = f"{name}{number}"
    entry = shape.plug("componentTags").element(
        shape.plug("componentTags").next_index(), create=True
    )
    entry.child("componentTagName").set(chosen)
    entry.child("componentTagContents").set(ComponentList(list(texts)))
    return chosen


# -- the wiring before component tags ----------------------------------------------------------------


def ensure_tweak(path: DagPath, start: Plug) -> Node:
    """The tweak node at the front of an old chain."""
    shape = path.node
    found = [node for node in deformers_of(shape) if node.type.is_a("tweak")]
    if found:
        return found[0]
    scene = session.scene
    tweak = scene.create("tweak")
    names = shapes.plugs_of(shape)
    target = _insertion(shape, names.into, start, True, False)
    if target.source is not None:
        scene.disconnect(target.source, target)
    entry = tweak.plug("input").element(0, create=True)
    scene.connect(start, entry.child("inputGeometry"))
    scene.connect(tweak.plug("outputGeometry").element(0), target)
    group_members(tweak, 0, path, None, "tweakSet1")
    return tweak


def group_members(
    deformer: Node, index: int, path: DagPath, numbers: np.ndarray | None, set_name: str = ""
) -> None:
    """Make the groupId, groupParts and objectSet that hold a deformer's members."""
    scene = session.scene
    entry = deformer.plug("input").element(index, create=True)
    entry.child("componentTagExpression").set("")
    source = entry.child("inputGeometry").source
    stem = deformer.name
    group = scene.create("groupId", f"{stem}GroupId" if not set_name else "groupId1")
    parts = scene.create("groupParts", f"{stem}GroupParts" if not set_name else "groupParts1")
    data = source.get()
    everything = numbers is None
    texts = [f"{_prefix(data)}[*]"] if everything else as_texts(data, numbers)
    parts.plug("inputComponents").set(ComponentList(texts))
    scene.disconnect(source, entry.child("inputGeometry"))
    scene.connect(source, parts.plug("inputGeometry"))
    scene.connect(group.plug("groupId"), parts.plug("groupId"))
    scene.connect(group.plug("groupId"), entry.child("groupId"))
    scene.connect(parts.plug("outputGeometry"), entry.child("inputGeometry"))
    _join_set(deformer, group, path, set_name or f"{stem}Set", texts)


def _prefix(data: Any) -> str:
    from maya._core.geometry import prefix_of

    return prefix_of(data)


def _join_set(deformer: Node, group: Node, path: DagPath, name: str, texts: list[str]) -> None:
    scene = session.scene
    if "objectSet" not in session.node_types:
        return
    members = next(
        (
            plug.node
            for plug in deformer.plug("message").destinations
            if plug.node.type.is_a("objectSet")
        ),
        None,
    )
    if members is None:
        members = scene.create("objectSet", name)
        members.plug("verticesOnlySet").set(True)
        scene.connect(
            deformer.plug("message"),
            members.plug("usedBy").element(members.plug("usedBy").next_index()),
        )
    groups = (
        path.node.plug("instObjGroups")
        .element(path.instance_number(), create=True)
        .child("objectGroups")
    )
    entry = groups.element(groups.next_index(), create=True)
    entry.child("objectGrpCompList").set(ComponentList(texts))
    scene.connect(group.plug("groupId"), entry.child("objectGroupId"))
    list_plug = members.plug("dagSetMembers")
    scene.connect(entry, list_plug.element(list_plug.next_index()))
    list_plug = members.plug("groupNodes")
    scene.connect(group.plug("message"), list_plug.element(list_plug.next_index()))


# -- taking away -----------------------------------------------------------------------------------


def detach(deformer: Node, shape: DagNode) -> None:
    """Take a shape out of a deformer; the chain closes again."""
    index = index_of(deformer, shape)
    if index is None:
        raise RuntimeError(f"'{deformer.name}' does not deform '{shape.name}'.")
    bypass(deformer, index)
    for name in ("input", "originalGeometry", "outputGeometry", "weightList"):
        attribute = deformer.find_attribute(name)
        if attribute is None:
            continue
        array = deformer.plug(attribute)
        element = array.elements.get(index)
        if element is None or not element.exists:
            continue
        for plug in (element, *element.below()):
            if plug.source is not None:
                session.scene.disconnect(plug.source, plug)
        array.remove_element(index)


def bypass(deformer: Node, index: int) -> None:
    """Connect what comes in to what goes out."""
    scene = session.scene
    into = deformer.plug("input").element(index).child("inputGeometry")
    source = into.source
    targets = list(deformer.plug("outputGeometry").element(index).destinations)
    for target in targets:
        scene.disconnect(deformer.plug("outputGeometry").element(index), target)
    if source is None:
        return
    if source.node.type.is_a("groupParts"):
        upper = source.node.plug("inputGeometry").source
        scene.disconnect(source, into)
        source = upper or source
    for target in targets:
        scene.connect(source, target)


def before_delete(node: Node) -> None:
    """What Maya does when a deformer is deleted: its chains close."""
    for index, _ in geometry_of(node):
        bypass(node, index)


def points_of(path: DagPath) -> np.ndarray:
    """Evaluated positions of a shape in its own space."""
    data = shapes.geometry(path.node)
    return np.zeros((0, 3)) if data is None else get_points(data)
