"""Callbacks about the hierarchy, matrices and members of sets."""

from __future__ import annotations

from typing import Any

from maya._core.dag import DagNode, DagPath
from maya._shared.messages import Message, subscribe


class HierarchyMessage(Message):
    """Messages about the hierarchy and matrices."""

    kInvalidMsg, kParentAdded, kParentRemoved, kChildAdded, kChildRemoved = range(-1, 4)
    kChildReordered, kInstanceAdded, kInstanceRemoved, kLast = range(4, 8)
    kRotateOrder, kAll = 1 << 27, (1 << 28) - 1

    @classmethod
    def _hierarchy(
        cls, messages: list[int], function: Any, data: Any, node: Any, with_message: bool
    ) -> int:
        """Call ``function([message,] child, parent, data)``, about one node or all."""
        only = None if node is None else cls._dag_node(node)

        def handler(wanted: list[int]) -> Any:
            def happened(call: Any, *ends: DagNode) -> None:
                child, parent = ends if len(ends) == 2 else (ends[0], ends[0])
                if only is not None and only not in (child, parent):
                    return
                above = DagPath(()) if parent.is_world else parent.path()
                for message in wanted:
                    instance = message in (cls.kInstanceAdded, cls.kInstanceRemoved)
                    if not instance or len(child.parents) > 1:
                        paths = cls._path(above.child(child)), cls._path(above)
                        call(*([message] if with_message else []), *paths, data)

            return happened

        events = dict.fromkeys(_EVENTS[message] for message in messages)
        handlers = {
            event: handler([message for message in messages if _EVENTS[message] == event])
            for event in events
        }
        return subscribe(handlers, function, only)

    @classmethod
    def addDagCallback(cls, msgType: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(message, child, parent, clientData)`` for one kind of change."""
        return cls._hierarchy([msgType], function, clientData, None, True)

    @classmethod
    def addDagDagPathCallback(
        cls, node: Any, msgType: int, function: Any, clientData: Any = None
    ) -> int:
        """As addDagCallback for one node."""
        return cls._hierarchy([msgType], function, clientData, node, True)

    @classmethod
    def addMatrixModifiedCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, flags, clientData)`` when a matrix changes."""
        owner = cls._dag_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if plug.node is owner and plug.attribute.name == "matrix":
                call(cls._node(owner), cls.kAll, clientData)

        return subscribe({"plug_dirty": dirty}, function, owner)

    @classmethod
    def addWorldMatrixModifiedCallback(
        cls, node: Any, function: Any, clientData: Any = None
    ) -> int:
        """Call ``function(node, flags, clientData)`` when a world matrix changes."""
        owner = cls._dag_node(node)

        def dirty(call: Any, plug: Any) -> None:
            if plug.node is owner and plug.attribute.name == "worldMatrix" and plug.is_element:
                call(cls._node(owner), cls.kAll, clientData)

        owner.plug("worldMatrix").get()  # what was never clean does not become dirty
        return subscribe({"plug_dirty": dirty}, function, owner)


_EVENTS = {
    HierarchyMessage.kParentAdded: "parent_added",
    HierarchyMessage.kParentRemoved: "parent_removed",
    HierarchyMessage.kChildAdded: "parent_added",
    HierarchyMessage.kChildRemoved: "parent_removed",
    HierarchyMessage.kChildReordered: "children_reordered",
    HierarchyMessage.kInstanceAdded: "parent_added",
    HierarchyMessage.kInstanceRemoved: "parent_removed",
}


def _install(name: str, messages: list[int], with_message: bool) -> None:
    def everywhere(cls: Any, function: Any, clientData: Any = None) -> int:
        return cls._hierarchy(messages, function, clientData, None, with_message)

    def at_path(cls: Any, node: Any, function: Any, clientData: Any = None) -> int:
        return cls._hierarchy(messages, function, clientData, node, with_message)

    everywhere.__doc__ = at_path.__doc__ = "Call a function when the hierarchy changes."
    setattr(HierarchyMessage, f"add{name}Callback", classmethod(everywhere))
    setattr(HierarchyMessage, f"add{name}DagPathCallback", classmethod(at_path))


for _word in ("Parent", "Child", "Instance"):
    for _change in ("Added", "Removed"):
        _install(f"{_word}{_change}", [getattr(HierarchyMessage, f"k{_word}{_change}")], False)
_install("ChildReordered", [HierarchyMessage.kChildReordered], False)
_install("AllDagChanges", list(_EVENTS), True)

_start = 1
for _word, _whole, _letters in (
    ("Scale", "Scale", "X Y Z"),
    ("Shear", "Shear", "XY XZ YZ"),
    ("Rotate", "Rotation", "X Y Z"),
    ("Translate", "Translation", "X Y Z"),
    ("ScalePivot", "ScalePivot", "X Y Z"),
    ("RotatePivot", "RotatePivot", "X Y Z"),
    ("ScaleTrans", "ScalePivotTrans", "X Y Z"),
    ("RotateTrans", "RotatePivotTrans", "X Y Z"),
    ("RotateOrient", "RotateOrient", "X Y Z"),
):
    for _place, _letter in enumerate(_letters.split()):
        setattr(HierarchyMessage, f"k{_word}{_letter}", _start << _place)
    setattr(HierarchyMessage, f"k{_whole}", 7 * _start)
    _start <<= 3


class SetMessage(Message):
    """Messages about members of sets."""

    @classmethod
    def addSetMembersModifiedCallback(cls, node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(set, clientData)`` when a set gets other members."""
        owner = cls._node_of(node)

        def changed(call: Any, source: Any, destination: Any, made: bool) -> None:
            names = ("dagSetMembers", "dnSetMembers")
            if destination.node is owner and destination.attribute.name in names:
                call(cls._node(owner), clientData)

        return subscribe({"connection": changed}, function, owner)
