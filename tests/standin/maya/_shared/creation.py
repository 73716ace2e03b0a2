"""Making nodes: at once, or ahead of the moment when a modifier puts them into the scene."""

from __future__ import annotations

from maya._core import naming
from maya._core.dag import DagNode
from maya._core.nodes import Node, NodeType
from maya._core.session import session

#: What names of new shapes start with, where it is not the type's own name.
_STEMS = {"mesh": "polySurface", "nurbsCurve": "curve", "nurbsSurface": "surface"}


def default_name(kind: NodeType) -> str:
    """What the API calls a node that nobody named: Maya's own shapes have ``Shape`` in it."""
    if kind.is_a("shape") and kind.plugin is None:
        return f"{_STEMS.get(kind.name, kind.name)}Shape1"
    return f"{kind.name}1"


def create_dag(
    kind: NodeType, name: str | None, parent: DagNode | None, stem: str = "transform"
) -> tuple[Node, Node]:
    """A DAG node, and the transform made for a shape without a parent (else the node itself)."""
    scene = session.scene
    if parent is not None and parent.is_world:
        parent = None
    if not kind.is_a("shape"):
        node = scene.create(kind, name or free_stem(f"{kind.name}1"), parent)
        return node, node
    if parent is not None:
        node = scene.create(kind, name or free_stem(default_name(kind)), parent)
        return node, node
    above = scene.create("transform", name or free_stem(f"{stem}1"))
    own = default_name(kind) if name is None and stem == "transform" else shape_name(above.name)
    return scene.create(kind, free_stem(own) if name is None else own, above), above


def shape_name(transform: str) -> str:
    """``pCube1`` gives ``pCubeShape1``."""
    stem = transform.rstrip("0123456789")
    return f"{stem}Shape{transform[len(stem) :]}"


def free_stem(name: str) -> str:
    """A name that no node anywhere has."""
    return naming.free_name(session.scene, None, name, None, False)


def prepare(kind: NodeType) -> Node:
    """A node that is in memory but not in the scene."""
    scene = session.scene
    node = kind.node_class(kind, "")
    while node.uuid in scene.by_uuid:
        node = kind.node_class(kind, "")
    node.awaiting, node.api_scene = True, scene
    node.name = free_stem(default_name(kind))
    if kind.creator is not None:
        node.user = kind.creator()
        attach = getattr(node.user, "_attach", None)
        if attach is not None:
            attach(node)
    constructed = getattr(node.user, "_constructed", None)
    if constructed is not None:
        constructed()
    return node


def place(node: Node, parent: DagNode | None, wanted: str | None = None) -> None:
    """Put a prepared node into the scene; recorded."""
    scene = session.scene
    is_dag = isinstance(node, DagNode)
    above = (parent or scene.world) if is_dag else None
    node.name = naming.free_name(scene, node, wanted or node.name, above, wanted is not None)
    node.awaiting = False
    session.undo.apply(lambda: scene.insert(node), lambda: scene.take_out(node))
    if above is not None:
        scene.add_child(above, node)
    node.created()
    session.events.send("node_added", node)
