"""The directed acyclic graph: nodes with parents, paths, instances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session


class DagNode(Node):
    """A node with a place in the hierarchy; several places if it is instanced."""

    def __init__(self, kind: NodeType, name: str, uuid: str | None = None) -> None:
        super().__init__(kind, name, uuid)
        self.parents: list[DagNode] = []
        self.children: list[DagNode] = []

    @property
    def is_world(self) -> bool:
        """Whether this is the invisible root of everything."""
        return self is session.scene.world

    @property
    def is_transform(self) -> bool:
        """Whether this can have children."""
        return self.type.is_a("transform")

    @property
    def is_shape(self) -> bool:
        """Whether this is a shape."""
        return self.type.is_a("shape")

    @property
    def shapes(self) -> list[DagNode]:
        """Child shapes, intermediate ones too."""
        return [child for child in self.children if child.is_shape]

    def paths(self) -> list[DagPath]:
        """All paths to this node, one for each instance."""
        if self.is_world:
            return [DagPath(())]
        return [DagPath((*path.nodes, self)) for parent in self.parents for path in parent.paths()]

    def path(self) -> DagPath:
        """The first path."""
        found = self.paths()
        return found[0] if found else DagPath((self,))

    def below(self) -> Iterator[DagNode]:
        """All descendants, each once, parents first."""
        seen: set[DagNode] = set()
        waiting = list(self.children)
        while waiting:
            node = waiting.pop(0)
            if node not in seen:
                seen.add(node)
                yield node
                waiting = list(node.children) + waiting

    def local_matrix(self, context: Any = None) -> np.ndarray:
        """Matrix of a transform; identity for shapes."""
        attribute = self.find_attribute("matrix")
        return np.eye(4) if attribute is None else self.plug(attribute).get(context)

    def also_dirty(self, plug: Plug, ask_user: bool) -> list[Plug]:
        """World matrices of this node and all below follow the local matrix."""
        plugs = super().also_dirty(plug, ask_user)
        if plug.attribute.name in _MOVES_WORLD:
            for node in (self, *self.below()):
                plugs += node.world_plugs(own=node is not self)
        return plugs

    def world_plugs(self, own: bool = True) -> list[Plug]:
        """Plugs that hold world space results; ``own`` also those made from the parent's."""
        names = _WORLD_OUTPUTS + (_PARENT_OUTPUTS if own else ())
        found = [self.find_attribute(name) for name in names]
        plugs = [self.plug(attribute) for attribute in found if attribute is not None]
        plugs += [
            self.plug(attribute)
            for attribute in self.attributes
            if attribute.world_space and attribute.name not in _WORLD_OUTPUTS + _PARENT_OUTPUTS
        ]
        return [place for plug in plugs for place in (plug, *plug.below())]


_MOVES_WORLD = frozenset({"matrix", "offsetParentMatrix", "inheritsTransform"})
_WORLD_OUTPUTS = ("worldMatrix", "worldInverseMatrix")
_PARENT_OUTPUTS = ("parentMatrix", "parentInverseMatrix")


class DagPath:
    """The nodes from the top of the hierarchy down to one node."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: tuple[DagNode, ...]) -> None:
        self.nodes = nodes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DagPath) and self.nodes == other.nodes

    def __hash__(self) -> int:
        return hash(self.nodes)

    def __repr__(self) -> str:
        return f"<DagPath {self.full_name()}>"

    @property
    def node(self) -> DagNode:
        """The node at the end."""
        return self.nodes[-1] if self.nodes else session.scene.world

    @property
    def is_valid(self) -> bool:
        """Whether every step is still there."""
        above: DagNode = session.scene.world
        for node in self.nodes:
            if not node.in_scene or above not in node.parents:
                return False
            above = node
        return True

    def full_name(self) -> str:
        """``|group1|pCube1|pCubeShape1``."""
        return "".join(f"|{node.name}" for node in self.nodes)

    def short_name(self) -> str:
        """The shortest text that no other path ends with."""
        return session.scene.shortest_path_name(self)

    def parent(self) -> DagPath | None:
        """The path without its last step; None at the top."""
        return DagPath(self.nodes[:-1]) if len(self.nodes) > 1 else None

    def child(self, node: DagNode) -> DagPath:
        """One step further down."""
        return DagPath((*self.nodes, node))

    def instance_number(self) -> int:
        """Which of the node's paths this is."""
        paths = self.node.paths()
        return paths.index(self) if self in paths else 0

    def world_matrix(self, context: Any = None) -> np.ndarray:
        """Row vectors: ``p_world = p_local @ matrix``; includes the node's own matrix."""
        result = np.eye(4)
        for node in self.nodes:
            local = node.local_matrix(context)
            inherits = node.find_attribute("inheritsTransform")
            if inherits is not None and not node.plug(inherits).get(context):
                result = np.eye(4)
            offset = node.find_attribute("offsetParentMatrix")
            if offset is not None:
                local = local @ node.plug(offset).get(context)
            result = local @ result
        return result
