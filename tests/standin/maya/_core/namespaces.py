"""Namespaces of the scene; absolute names without the leading colon, the root is the empty text."""

from __future__ import annotations

from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.session import session


def absolute(name: str, parent: str | None = None) -> str:
    """An absolute name; names without a leading colon are meant inside ``parent`` or the current one."""
    if name.startswith(":"):
        return name.strip(":")
    inside = session.scene.current_namespace if parent is None else parent
    name = name.strip(":")
    return f"{inside}:{name}" if inside and name else name or inside


def exists(space: str) -> bool:
    """Whether an absolute namespace exists."""
    return space in session.scene.namespaces


def add(space: str) -> None:
    """Make an absolute namespace and those around it; undoable."""
    for depth in range(1, space.count(":") + 2):
        name = ":".join(space.split(":")[:depth])
        if name and not exists(name):
            _change([*session.scene.namespaces, name])


def drop(space: str) -> None:
    """Forget an empty namespace; undoable."""
    if session.scene.current_namespace == space:
        set_current(space.rpartition(":")[0])
    _change([name for name in session.scene.namespaces if name != space])


def _change(names: list[str]) -> None:
    scene = session.scene
    old = list(scene.namespaces)

    def put(value: list[str]) -> None:
        scene.namespaces[:] = value

    session.undo.apply(lambda: put(names), lambda: put(old))


def set_current(space: str) -> None:
    """Switch to an absolute namespace; undoable."""
    scene = session.scene
    old = scene.current_namespace

    def put(value: str) -> None:
        scene.current_namespace = value

    session.undo.apply(lambda: put(space), lambda: put(old))


def of(node: Node) -> str:
    """The namespace that a node is in."""
    return node.name.rpartition(":")[0]


def nodes_in(space: str, recurse: bool = False) -> list[Node]:
    """Nodes of a namespace, in order of creation."""
    return [
        node
        for node in session.scene.nodes
        if not (isinstance(node, DagNode) and node.is_world)
        and (of(node) == space or (recurse and _below(of(node), space)))
    ]


def _below(space: str, above: str) -> bool:
    return space != above and (not above or space.startswith(f"{above}:"))


def children(space: str, recurse: bool = False) -> list[str]:
    """Namespaces inside one."""
    found = [name for name in session.scene.namespaces if name and _below(name, space)]
    return found if recurse else [name for name in found if name.rpartition(":")[0] == space]


def move_content(source: str, target: str) -> None:
    """Take all nodes and inner namespaces of one namespace to another."""
    for inner in children(source, recurse=True):
        add(_moved(inner, source, target))
    for node in nodes_in(source, recurse=True):
        leaf = node.name.rpartition(":")[2]
        space = _moved(of(node), source, target)
        session.scene.rename(node, f":{space}:{leaf}" if space else f":{leaf}")
    for inner in sorted(children(source, recurse=True), key=len, reverse=True):
        if not (target == inner or target.startswith(f"{inner}:")):
            drop(inner)


def _moved(space: str, source: str, target: str) -> str:
    rest = space[len(source) :].lstrip(":") if source else space
    return ":".join(part for part in (target, rest) if part)


def ensure_for(name: str) -> None:
    """Make the namespaces that a new node's name asks for."""
    space = name.rpartition("|")[2].rpartition(":")[0]
    if space.strip(":"):
        add(absolute(f":{space}" if name.startswith(":") else space))
