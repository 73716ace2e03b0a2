"""What the commands that make deformers have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flags import Flags
from maya._core import deformer_chain, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.geometry import point_count, point_numbers
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.session import session

NOT_DONE = "after split parallel exclusive"
HARMLESS = "afterReference before ignoreSelected includeHiddenSelections prune"
Members = dict[DagPath, "np.ndarray | None"]


def geometry_paths(path: DagPath) -> Iterable[DagPath]:
    """The shape itself, or all visible geometry shapes below a transform."""
    if shapes.kind_of(path.node) is not None:
        yield path
        return
    for child in path.node.children:
        below = path.child(child)
        if shapes.kind_of(child) is not None:
            if not child.plug("intermediateObject").value:
                yield below
        elif child.is_transform:
            yield from geometry_paths(below)


def members_of(items: Iterable[Any]) -> Members:
    """Shapes to deform, with the numbers of their points (None: all)."""
    found: Members = {}
    for item in items:
        if isinstance(item, DagPath):
            found.update(dict.fromkeys(geometry_paths(item)))
        elif isinstance(item, Components):
            data = shapes.geometry(item.path.node)
            numbers = point_numbers(data, [item.text])
            before = found.get(item.path, np.zeros(0, int))
            if before is None:
                continue
            joined = np.unique(np.concatenate([before, numbers]))
            found[item.path] = joined
    for path, numbers in found.items():
        data = shapes.geometry(path.node)
        if numbers is not None and len(numbers) == point_count(data):
            found[path] = None
    return found


def members_given(given: Iterable[str]) -> Members:
    """The same from names or the selection; refuses if there is nothing to deform."""
    found = members_of(names.given_or_selected(given))
    if not found:
        raise RuntimeError("No deformable objects selected.")
    return found


def uses_tags(flags: Flags) -> bool:
    """Component tags unless the call or the preference says otherwise."""
    value = flags.get("useComponentTags")
    return session.state.get("useComponentTags", True) if value is None else bool(value)


def attach_all(node: Node, members: Members, flags: Flags) -> list[int]:
    """Put a deformer on everything; gives the logical indices."""
    return [
        deformer_chain.attach(
            node,
            path,
            numbers=numbers,
            front=bool(flags.get("frontOfChain")),
            use_tags=uses_tags(flags),
        )
        for path, numbers in members.items()
    ]


def deformer_named(given: Iterable[str], kind: str = "geometryFilter") -> Node:
    """The deformer that an edit or query is about."""
    for name in given:
        node = names.node(name)
        if node.type.is_a(kind):
            return node
        if isinstance(node, DagNode):
            shape = shapes.shape_of(node.path())
            found = [] if shape is None else deformer_chain.deformers_of(shape.node)
            for each in found:
                if each.type.is_a(kind):
                    return each
    raise RuntimeError(f"No {kind} found for {', '.join(given) or 'the selection'}.")


def edit_members(node: Node, flags: Flags) -> bool:
    """``geometry``, with ``remove`` to take it away; says whether the flags asked for that."""
    given = flags.get("geometry")
    if given is None:
        return False
    members = members_of(names.find_all(given))
    for path, numbers in members.items():
        if flags.get("remove"):
            deformer_chain.detach(node, path.node)
        elif deformer_chain.index_of(node, path.node) is None:
            deformer_chain.attach(node, path, numbers=numbers, use_tags=uses_tags(flags))
        elif numbers is not None:
            add_members(node, path, numbers)
    return True


def add_members(node: Node, path: DagPath, numbers: np.ndarray) -> None:
    """Let a deformer work on further points of a shape."""
    from maya._core.component_tags import as_texts, resolve
    from maya._core.data import ComponentList

    index = deformer_chain.index_of(node, path.node)
    plug = node.plug("input").element(index).child("componentTagExpression")
    original = deformer_chain.input_shape(node, index)
    data = shapes.geometry(original)
    joined = np.unique(np.concatenate([resolve(data, plug.get()), numbers]))
    entry = deformer_chain.tag_entries(original).get(plug.get())
    if entry is None:
        plug.set(deformer_chain.add_tag(original, node.name, as_texts(data, joined)))
    else:
        entry.child("componentTagContents").set(ComponentList(as_texts(data, joined)))


def query_members(node: Node, flags: Flags) -> Any:
    """Answers to the queries that all deformers have; NotImplemented for others."""
    pairs = deformer_chain.geometry_of(node)
    if flags.get("geometry"):
        return [session.scene.short_name(shape) for _, shape in pairs] or None
    if flags.get("geometryIndices"):
        return [index for index, _ in pairs] or None
    if flags.get("deformerTools"):
        return tools_of(node) or None
    if flags.get("components"):
        return member_texts(node)
    return NotImplemented


def tools_of(node: Node) -> list[str]:
    """Transforms that drive a deformer: handles, lattices."""
    found: dict[str, None] = {}
    for plug in node.known_plugs():
        source = plug.source
        if source is not None and isinstance(source.node, DagNode) and source.node.is_transform:
            found[session.scene.short_name(source.node)] = None
    return list(found)


def member_texts(node: Node) -> list[str]:
    """Components that a deformer works on."""
    from maya._core.component_tags import affected
    from maya._core.geometry import point_texts

    found = []
    for index, shape in deformer_chain.geometry_of(node):
        entry = node.plug("input").element(index)
        data = entry.child("inputGeometry").get()
        numbers = affected(
            data, entry.child("componentTagExpression").get(), entry.child("groupId").get()
        )
        found += [names.text(Components(shape.path(), text)) for text in point_texts(data, numbers)]
    return found
