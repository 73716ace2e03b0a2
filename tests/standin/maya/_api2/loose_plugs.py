"""A plug whose place inside its arrays is not known."""

from __future__ import annotations

from maya._core.attributes import Attribute
from maya._core.nodes import Node
from maya._core.plugs import Plug


class Loose:
    """A plug inside arrays some of whose indices are not given yet."""

    def __init__(self, node: Node, attribute: Attribute, indices: dict[Attribute, int]) -> None:
        self.node = node
        self.attribute = attribute
        self.indices = indices

    def same_as(self, other: Loose) -> bool:
        """Whether both stand for the same plug."""
        same = self.node is other.node and self.attribute is other.attribute
        return same and self.indices == other.indices

    def resolve(self) -> Plug | None:
        """The plug, if all indices are known."""
        chain = [*reversed(self.attribute.ancestors()), self.attribute]
        plug = self.node.plug(chain[0])
        for number, step in enumerate(chain):
            if number:
                plug = plug.child(step)
            last = number == len(chain) - 1
            if step.is_array:
                if step in self.indices:
                    plug = plug.element(self.indices[step])
                elif not last:
                    return None
        return plug
