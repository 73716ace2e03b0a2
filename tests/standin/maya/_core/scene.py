"""The scene: which nodes exist, what they are called, how they are connected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maya._core import evaluation, naming
from maya._core.components import merged_components
from maya._core.conversion import compatible, conversion_type, needs_unit_conversion
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session


class Scene:
    """Everything that ``file -new`` throws away.

    Attributes
    ----------
    nodes : dict
        All nodes in order of creation (a dict for its order).
    selection : list
        Nodes, DAG paths, plugs and `maya._core.lookup.Components`, in order of selection.
    namespaces : list of str
        Absolute names without the leading colon; the root is the empty text.
    """

    def __init__(self) -> None:
        self.nodes: dict[Node, None] = {}
        self.by_name: dict[str, list[Node]] = {}
        self.by_uuid: dict[str, Node] = {}
        self.selection: list[Any] = []
        self.namespaces: list[str] = [""]
        self.current_namespace = ""
        self.file_name = ""
        self.file_type = "mayaAscii"
        self.modified = False
        self.units = {"linear": "cm", "angle": "deg", "time": "film"}
        self.up_axis = "y"
        self.file_info: dict[str, str] = {}
        self.references: list[Any] = []
        self.extra: dict[str, Any] = {}
        self.world: Any = None
        self.time_node: Any = None

    # -- nodes -------------------------------------------------------------------------------

    def create(
        self,
        kind: NodeType | str,
        name: str | None = None,
        parent: DagNode | None = None,
        uuid: str | None = None,
    ) -> Node:
        """Make a node of a type, under a parent if it is a DAG node; undoable."""
        if isinstance(kind, str):
            kind = session.node_types[kind]
        is_dag = issubclass(kind.node_class, DagNode)
        parent = (parent or self.world) if is_dag else None
        node = kind.node_class(kind, "", uuid)
        node.name = naming.free_name(self, node, name or f"{kind.name}1", parent, bool(name))
        if node.uuid in self.by_uuid:
            node = kind.node_class(kind, node.name)
        if kind.creator is not None:
            node.user = kind.creator()
            attach = getattr(node.user, "_attach", None)
            if attach is not None:
                attach(node)
        session.undo.apply(lambda: self.insert(node), lambda: self.take_out(node))
        if parent is not None:
            self.add_child(parent, node)
        node.created()
        constructed = getattr(node.user, "_constructed", None)
        if constructed is not None:
            constructed()
        session.events.send("node_added", node)
        return node

    def insert(self, node: Node) -> None:
        """Put a node into the tables; see `create`."""
        self.nodes[node] = None
        self.by_name.setdefault(_leaf(node.name), []).append(node)
        self.by_uuid[node.uuid] = node
        node.in_scene = True
        session.graph_changed()

    def take_out(self, node: Node) -> None:
        """Take a node out of the tables; see `delete`."""
        self.nodes.pop(node, None)
        same = self.by_name.get(_leaf(node.name), [])
        if node in same:
            same.remove(node)
        self.by_uuid.pop(node.uuid, None)
        node.in_scene = False
        session.graph_changed()

    def delete(self, nodes: Iterable[Node]) -> None:
        """Delete nodes, what is below them, and what only served them; undoable."""
        waiting = [node for node in nodes if node.in_scene]
        while waiting:
            node = waiting.pop(0)
            if not node.in_scene:
                continue
            if isinstance(node, DagNode):
                for child in list(node.children):
                    if child.parents == [node]:
                        self.delete([child])
                    else:
                        self.remove_child(node, child)
            node.deleting()
            session.events.send("node_removed", node)
            served = self._disconnect_all(node)
            if isinstance(node, DagNode):
                for parent in list(node.parents):
                    self.remove_child(parent, node)
            self._deselect(node)
            session.undo.apply(
                lambda node=node: self.take_out(node), lambda node=node: self.insert(node)
            )
            session.events.send("node_destroyed", node)
            waiting += [other for other in served if other.in_scene and _left_alone(other)]

    def _deselect(self, node: Node) -> None:
        kept = [item for item in self.selection if node not in naming.nodes_of(item)]
        if len(kept) != len(self.selection):
            self.select(kept)

    def _disconnect_all(self, node: Node) -> list[Node]:
        served: list[Node] = []
        for plug in node.known_plugs():
            if plug.source is not None:
                served.append(plug.source.node)
                self.disconnect(plug.source, plug)
            for destination in list(plug.destinations):
                served.append(destination.node)
                self.disconnect(plug, destination)
        return [other for other in dict.fromkeys(served) if other is not node]

    def rename(self, node: Node, name: str) -> str:
        """Give a node another name; one that is free is made of it."""
        parent = node.parents[0] if isinstance(node, DagNode) and node.parents else None
        new = naming.free_name(self, node, name, parent, True)
        old = node.name
        if new != old:
            session.undo.apply(lambda: self._set_name(node, new), lambda: self._set_name(node, old))
        return new

    def _set_name(self, node: Node, name: str) -> None:
        old = node.name
        self.by_name[_leaf(old)].remove(node)
        node.name = name
        self.by_name.setdefault(_leaf(name), []).append(node)
        session.graph_changed()
        session.events.send("node_renamed", node, old)

    def set_uuid(self, node: Node, uuid: str) -> None:
        """Give a node another UUID."""
        old = node.uuid

        def change(new: str) -> None:
            self.by_uuid.pop(node.uuid, None)
            previous, node.uuid = node.uuid, new
            self.by_uuid[new] = node
            session.events.send("uuid_changed", node, previous)

        session.undo.apply(lambda: change(uuid), lambda: change(old))

    # -- hierarchy ---------------------------------------------------------------------------

    def add_child(self, parent: DagNode, child: DagNode, place: int | None = None) -> None:
        """Put a node under a parent (a further one makes an instance)."""

        def link() -> None:
            parent.children.insert(len(parent.children) if place is None else place, child)
            child.parents.append(parent)
            self._moved(child)
            session.events.send("parent_added", child, parent)

        session.undo.apply(link, lambda: self._unlink(parent, child))

    def remove_child(self, parent: DagNode, child: DagNode) -> None:
        """Take a node away from one of its parents."""
        place, number = parent.children.index(child), child.parents.index(parent)

        def link() -> None:
            parent.children.insert(place, child)
            child.parents.insert(number, parent)
            self._moved(child)

        session.undo.apply(lambda: self._unlink(parent, child), link)

    def _unlink(self, parent: DagNode, child: DagNode) -> None:
        parent.children.remove(child)
        child.parents.remove(parent)
        self._moved(child)
        session.events.send("parent_removed", child, parent)

    def reorder(self, parent: DagNode, children: list[DagNode]) -> None:
        """Give the children of a node another order."""
        old = list(parent.children)

        def put(order: list[DagNode]) -> None:
            parent.children[:] = order
            session.events.send("children_reordered", parent)

        session.undo.apply(lambda: put(children), lambda: put(old))

    def _moved(self, child: DagNode) -> None:
        session.graph_changed()
        for node in (child, *child.below()):
            evaluation.mark_dirty(node.world_plugs())

    def shortest_path_name(self, path: DagPath) -> str:
        """The fewest steps from the end that name only this path."""
        rivals = [
            other.nodes
            for node in self.by_name.get(_leaf(path.node.name), [])
            if isinstance(node, DagNode) and node.name == path.node.name
            for other in node.paths()
            if other.nodes != path.nodes
        ]
        names = [node.name for node in path.nodes]
        for steps in range(1, len(names) + 1):
            tail = names[-steps:]
            if not any([node.name for node in rival[-steps:]] == tail for rival in rivals):
                return "|".join(tail)
        return path.full_name()

    def short_name(self, node: Node) -> str:
        """What cmds calls a node."""
        if isinstance(node, DagNode) and node.in_scene and not node.is_world:
            return self.shortest_path_name(node.path())
        return node.name

    # -- connections -------------------------------------------------------------------------

    def connect(self, source: Plug, destination: Plug, convert: bool = True) -> None:
        """Connect two plugs; undoable.

        Raises
        ------
        RuntimeError
            If the attributes do not fit, or something is connected to the destination already.
        """
        where = f"'{source.name()}' --> '{destination.name()}'"
        if not source.attribute.readable or not destination.attribute.writable:
            raise RuntimeError(
                f"Connection not made: {where}.  Source is not readable or destination is not writable."
            )
        if not (source.attribute.connectable and destination.attribute.connectable):
            raise RuntimeError(f"Connection not made: {where}.  The attribute is not connectable.")
        if destination.is_array != source.is_array and destination.attribute.kind != "message":
            raise RuntimeError(
                f"Connection not made: {where}.  Source and destination are not compatible."
            )
        if not compatible(source.attribute, destination.attribute) or not _legal(
            source, destination
        ):
            raise RuntimeError(
                f"Connection not made: {where}.  Data types of source and destination are not compatible."
            )
        if destination.is_locked:
            raise RuntimeError(f"Connection not made: {where}.  Destination is locked.")
        if destination.source is not None:
            raise RuntimeError(
                f"Connection not made: {where}.  Destination attribute has an incoming connection."
            )
        source.make_exist()
        destination.make_exist()
        if convert and needs_unit_conversion(source.attribute, destination.attribute):
            node = self.create(conversion_type(source.attribute, destination.attribute))
            node.plug("conversionFactor").set(naming.conversion_factor(source, destination))
            self.connect(source, node.plug("input"), convert=False)
            source = node.plug("output")
        session.undo.apply(
            lambda: self._link(source, destination), lambda: self._cut(source, destination)
        )

    def _link(self, source: Plug, destination: Plug) -> None:
        destination.source = source
        source.destinations.append(destination)
        session.graph_changed()
        evaluation.mark_dirty([destination])
        for plug, other, is_source in ((source, destination, True), (destination, source, False)):
            made = getattr(plug.node.user, "_connection_made", None)
            if made is not None:
                made(plug, other, is_source)
        session.events.send("connection", source, destination, True)
        session.events.send("attribute_changed", "connected", destination, source)

    def disconnect(self, source: Plug, destination: Plug) -> None:
        """Break a connection; the destination keeps its newest value; undoable."""
        if destination.source is not source:
            raise RuntimeError(
                f"There is no connection from '{source.name()}' to '{destination.name()}' to disconnect"
            )
        for leaf in destination.leaves():
            if leaf.dirty and (leaf.attribute.is_numeric or _keeps_geometry(leaf)):
                leaf.get()
        session.undo.apply(
            lambda: self._cut(source, destination), lambda: self._link(source, destination)
        )

    def _cut(self, source: Plug, destination: Plug) -> None:
        destination.source = None
        source.destinations.remove(destination)
        session.graph_changed()
        for leaf in destination.leaves():
            leaf.dirty = leaf.node.computes(leaf.attribute)
        destination.node.connection_cut(destination)
        evaluation.changed(destination)
        for plug, other, is_source in ((source, destination, True), (destination, source, False)):
            broken = getattr(plug.node.user, "_connection_broken", None)
            if broken is not None:
                broken(plug, other, is_source)
        session.events.send("connection", source, destination, False)
        session.events.send("attribute_changed", "disconnected", destination, source)

    # -- selection ---------------------------------------------------------------------------

    def select(self, items: list[Any]) -> None:
        """Replace the active selection; undoable."""
        old, new = list(self.selection), merged_components(items)

        def put(value: list[Any]) -> None:
            self.selection = list(value)
            session.events.send("selection_changed")

        if old != new:
            session.undo.apply(lambda: put(new), lambda: put(old))

    # -- time --------------------------------------------------------------------------------

    @property
    def time(self) -> int:
        """The current time in ticks."""
        return int(self.time_node.plug("outTime").value)

    def set_time(self, ticks: int) -> None:
        """Go to another time; undoable."""
        old = self.time
        session.undo.apply(lambda: self._go(ticks), lambda: self._go(old))

    def _go(self, ticks: int) -> None:
        session.events.send("time_changed", ticks)
        plug = self.time_node.plug("outTime")
        plug.value = ticks
        plug.dirty = False
        if session.evaluation_manager.mode == "off":
            evaluation.changed(plug)
        else:
            session.evaluation_manager.play(plug)
        session.events.send("force_update", ticks)


def _leaf(name: str) -> str:
    return name.rpartition(":")[2]


def _keeps_geometry(leaf: Plug) -> bool:
    """Whether a plug goes on with the geometry that came in last: shapes, live blendShape targets."""
    if leaf.attribute.kind != "typed" or not leaf.node.in_scene:
        return False
    return leaf.attribute.data_type in _GEOMETRY and (
        isinstance(leaf.node, DagNode) or leaf.attribute.name == "inputGeomTarget"
    )


_GEOMETRY = frozenset({"mesh", "nurbsCurve", "nurbsSurface", "lattice", "geometry"})


def _left_alone(node: Node) -> bool:
    """Whether a node of a serving type has nobody left to serve, or nothing to serve with."""
    kind = next((kind for kind in node.type.chain() if kind.serves is not None), None)
    if kind is None or node.is_default:
        return False
    if any(node.plug(name).source is None for name in kind.needs):
        return True
    return not any(
        plug.destinations
        for plug in node.known_plugs()
        if plug.attribute.kind != "message"
        and (kind.serves is True or plug.attribute.name in kind.serves)
    )


def _legal(source: Plug, destination: Plug) -> bool:
    for plug, other, is_source in ((source, destination, True), (destination, source, False)):
        ask = getattr(plug.node.user, "_legal_connection", None)
        if ask is not None and ask(plug, other, is_source) is False:
            return False
    return True
