"""createNode, delete, rename, nodeType and other commands about nodes as such."""

from __future__ import annotations

import re
import sys
from typing import Any

from maya._commands import names
from maya._commands.deleting import delete_items
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import lookup, namespaces, naming
from maya._core.dag import DagNode
from maya._core.nodes import Node, NodeType
from maya._core.session import session

#: What the transform above a new shape is called, where it is not the type's own name.
TRANSFORM_NAMES = {"mesh": "polySurface", "nurbsCurve": "curve", "nurbsSurface": "surface"}


def create_node(kind: NodeType, name: str | None = None, parent: DagNode | None = None) -> Node:
    """Make a node; a shape without a parent gets a transform."""
    if name:
        namespaces.ensure_for(name)
    if not issubclass(kind.node_class, DagNode):
        return session.scene.create(kind, name)
    if kind.is_a("shape") and parent is None and kind.plugin is not None:
        # as Autodesk's devkit tells for its locator: |transform1|footPrint1
        parent = session.scene.create("transform", _free_stem("transform1"))
        name = name or _free_stem(f"{kind.name}1")
    elif kind.is_a("shape") and parent is None:
        stem = TRANSFORM_NAMES.get(kind.name, kind.name)
        parent = session.scene.create("transform", _free_stem(f"{stem}1"))
        name = name or shape_name(parent.name)
    elif kind.is_a("shape") and not name:
        name = shape_name(parent.name)
    return session.scene.create(kind, name, parent)


def _free_stem(name: str) -> str:
    """A name that no node anywhere has, as Maya chooses for nodes that nobody named."""
    return naming.free_name(session.scene, None, name, None, False)


def shape_name(transform: str) -> str:
    """``pCube1`` gives ``pCubeShape1``."""
    leaf = transform.rpartition("|")[2]
    stem = leaf.rstrip("0123456789")
    return f"{stem}Shape{leaf[len(stem) :]}"


@graph_command("createNode")
def _create_node(flags: Flags, kind: str) -> str:
    found = session.node_types.get(kind)
    if found is None:
        return _unrecognized(kind, flags.get("name"))
    if found.abstract:
        raise RuntimeError(f"Cannot create an abstract node type: {kind}")
    parent = names.dag_path(flags["parent"]).node if "parent" in flags else None
    name = flags.get("name")
    if flags.get("shared") and name:
        same = [node for node in map(names.node_of, lookup.find(name)) if node.type is found]
        if same:
            return names.text(same[0])
    node = create_node(found, name, parent)
    if not flags.get("skipSelect"):
        session.scene.select([node.path() if isinstance(node, DagNode) else node])
    return names.text(node)


def _unrecognized(kind: str, name: str | None) -> str:
    from maya._core.plugins import unknown_type

    sys.stderr.write(
        f"Warning: Unrecognized node type '{kind}'; preserving node information during this session.\n"
    )
    return session.scene.create(unknown_type(kind), name or "unknown1").name


@graph_command("shadingNode", missing="isColorManaged")
def _shading_node(flags: Flags, kind: str) -> str:
    uses = ("asLight", "asPostProcess", "asRendering", "asShader", "asTexture", "asUtility")
    if not any(flags.get(use) for use in uses):
        raise RuntimeError("shadingNode needs a flag that says what the node is used as")
    given = {
        key: value
        for key, value in flags.items()
        if key in ("name", "parent", "shared", "skipSelect")
    }
    from maya._commands.flags import COMMANDS

    made = COMMANDS["createNode"](kind, **given)
    node = names.node(made)
    for use, list_name, array in (
        ("asShader", "defaultShaderList1", "shaders"),
        ("asTexture", "defaultTextureList1", "textures"),
        ("asUtility", "defaultRenderUtilityList1", "utilities"),
    ):
        holder = lookup.find(f":{list_name}") if flags.get(use) else []
        if holder:
            places = names.node_of(holder[0]).plug(array)
            session.scene.connect(
                node.plug("message"), places.element(places.next_index(), create=True)
            )
    return made


@graph_command("delete", missing="motionPaths controlPoints hierarchy", harmless="all")
def _delete(flags: Flags, *given: str) -> None:
    delete_items(flags, names.given_or_selected(given))


def may_rename(node: Node) -> None:
    """Refuse locked, default and referenced nodes."""
    if node.locked:
        raise RuntimeError("Cannot rename a locked node.")
    if node.reference is not None or node.is_default:
        raise RuntimeError("Cannot rename a read only node.")


@graph_command("rename")
def _rename(flags: Flags, *given: str) -> str:
    wanted = given[-1]
    if len(given) > 1:
        try:
            node = names.node(given[0])
        except ValueError as error:
            raise RuntimeError(str(error)) from error
    else:
        if not session.scene.selection:
            raise RuntimeError("No object to rename.")
        node = names.node_of(session.scene.selection[0])
    if flags.get("uuid"):
        session.scene.set_uuid(node, wanted)
        return node.uuid
    may_rename(node)
    _check_new_name(wanted)
    old = node.name
    session.scene.rename(node, wanted)
    if isinstance(node, DagNode) and not flags.get("ignoreShape"):
        _rename_shapes(node, old)
    return names.text(node)


def _check_new_name(name: str) -> None:
    leaf = name.rpartition("|")[2].rpartition(":")[2]
    if not re.search(r"[A-Za-z0-9_#]", leaf):
        raise RuntimeError("New name has no legal characters.")
    space = name.rpartition("|")[2].rpartition(":")[0]
    if space and not namespaces.exists(
        namespaces.absolute(f":{space}" if name.startswith(":") else space)
    ):
        raise RuntimeError(f"Namespace '{space}' does not exist.")


def _rename_shapes(transform: DagNode, old: str) -> None:
    """Shapes named after their transform follow it."""
    old_leaf, new_leaf = old.rpartition(":")[2], transform.name
    for shape in transform.shapes:
        leaf = shape.name.rpartition(":")[2]
        for suffix in ("", "Orig"):
            if leaf == shape_name(old_leaf) + suffix or leaf == f"{old_leaf}Shape{suffix}":
                session.scene.rename(shape, f":{shape_name(new_leaf)}{suffix}")
                break


@graph_command("objExists", undoable=False)
def _obj_exists(flags: Flags, name: str) -> bool:
    return bool(lookup.find(names.texts([name])[0])) if name else False


def inherited_names(kind: NodeType) -> list[str]:
    """What ``nodeType -inherited`` says of a type.

    The types of plug-ins stand behind an internal one whose name begins with TH; what is no DAG
    node does not tell its root.
    """
    chain = [each.name for each in kind.chain()][::-1]
    if issubclass(kind.node_class, DagNode) and "entity" not in chain:
        chain.insert(1, "entity")
    if "entity" not in chain and len(chain) > 1 and chain[0] == "containerBase":
        chain = chain[1:]
    return chain


@graph_command("nodeType", missing="ufeRuntimeName", undoable=False)
def _node_type(flags: Flags, name: str) -> Any:
    if flags.get("isTypeName"):
        kind = session.node_types.get(name)
        if kind is None:
            raise RuntimeError(f"The node type '{name}' was not found.")
    else:
        found = lookup.find(names.texts([name])[0])
        if not found:
            return None
        kind = names.node_of(names.find(name)[0]).type
    if flags.get("apiType"):
        return kind.mfn_names[0]
    if flags.get("derived"):
        return sorted(each.name for each in session.node_types.values() if each.is_a(kind.name))
    return inherited_names(kind) if flags.get("inherited") else kind.name


@graph_command("objectType", missing="convertTag tagFromType typeFromTag typeTag", undoable=False)
def _object_type(flags: Flags, *given: str) -> Any:
    kind = names.nodes(given)[0].type
    if "isAType" in flags:
        return kind.is_a(flags["isAType"])
    if "isType" in flags:
        return kind.name == flags["isType"]
    return kind.name


@graph_command("allNodeTypes", undoable=False)
def _all_node_types(flags: Flags) -> list[str]:
    kinds = session.node_types.values()
    if flags.get("includeAbstract"):
        return sorted(f"{kind.name} (abstract)" if kind.abstract else kind.name for kind in kinds)
    return sorted(kind.name for kind in kinds if not kind.abstract)


@graph_command("listNodeTypes", undoable=False)
def _list_node_types(flags: Flags, wanted: str) -> list[str] | None:
    found = [
        kind.name
        for kind in session.node_types.values()
        if _satisfies(kind.classification, wanted)
        and not _satisfies(kind.classification, flags.get("exclude"))
    ]
    return sorted(found) or None


def _satisfies(classification: str, wanted: str | None) -> bool:
    parts = [part for part in classification.split(":") if part]
    return bool(wanted) and any(part == wanted or part.startswith(f"{wanted}/") for part in parts)


@graph_command("getClassification", undoable=False)
def _get_classification(flags: Flags, *kinds: str) -> Any:
    found = []
    for name in kinds:
        if name not in session.node_types:
            raise RuntimeError(f"Unknown node type: {name}")
        found.append(session.node_types[name].classification)
    if "satisfies" in flags:
        return _satisfies(found[0], flags["satisfies"])
    return found


def set_locked(node: Node, locked: bool) -> None:
    """Lock or unlock a node, undoably."""
    old = node.locked

    def put(value: bool) -> None:
        node.locked = value

    session.undo.apply(lambda: put(locked), lambda: put(old))


@graph_command("lockNode", missing="lockUnpublished", harmless="ignoreComponents")
def _lock_node(flags: Flags, *given: str) -> Any:
    found = names.nodes(given)
    if flags.query:
        return [node.locked for node in found]
    if "lockName" in flags and "lock" not in flags:
        raise NotImplementedError("stand-in: lockNode -lockName")
    for node in found:
        set_locked(node, flags.get("lock", True))
    return [names.text(node) for node in found]
