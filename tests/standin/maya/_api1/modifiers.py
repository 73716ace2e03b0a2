"""MDGModifier and MDagModifier: changes that are collected, made, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maya._core import naming
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import main_thread_only
from maya._core.undo import Entry
from maya._shared import creation, errors

from .fn_node import find_type
from .objects import Data, MObject, MTypeId, attribute_of, entity_of, node_of
from .plugs import MPlug
from .swig import SwigObject, expect, integer, named, real, wrong_arguments
from .units import MAngle, MDistance, MTime

Operation = Callable[[], None]


@named("MDGModifier")
class MDGModifier(SwigObject):
    """Changes of the dependency graph."""

    def __init__(self) -> None:
        self._waiting: list[Operation] = []
        self._made: list[Entry] = []
        self._undone = False

    # -- making and taking back --------------------------------------------------------------

    def doIt(self) -> None:
        """Make the changes added since the last time; all of them after `undoIt`."""
        main_thread_only("MDGModifier")
        if self._undone:
            with session.undo.suspended():
                for entry in self._made:
                    entry.redo()
            self._undone = False
        waiting, self._waiting = self._waiting, []
        for operation in waiting:
            self._make(operation)

    def _make(self, operation: Operation) -> None:
        with session.undo.capture() as entry:
            try:
                operation()
            except Exception as error:
                with session.undo.suspended():
                    entry.undo()
                if isinstance(error, RuntimeError):
                    raise
                raise errors.failure(str(error)) from error
        self._made.append(entry)

    def undoIt(self) -> None:
        """Take all changes back."""
        main_thread_only("MDGModifier")
        if self._undone:
            return
        with session.undo.suspended():
            for entry in reversed(self._made):
                entry.undo()
        self._undone = True

    # -- nodes -------------------------------------------------------------------------------

    def createNode(self, kind: Any) -> MObject:
        """Make a node of a type (name or id); it comes into the scene with `doIt`."""
        if not isinstance(kind, (str, MTypeId)):
            raise wrong_arguments("MDGModifier_createNode", (kind,))
        known = find_type(kind)
        if issubclass(known.node_class, DagNode):
            raise errors.invalid(f"{known.name} is a type of DAG nodes")
        node = creation.prepare(known)
        self._waiting.append(lambda: creation.place(node, None))
        return MObject._of(node)

    def deleteNode(self, node: Any) -> None:
        """Delete a node."""
        target = node_of(node)
        self._waiting.append(lambda: session.scene.delete([target]))

    def renameNode(self, node: Any, name: str) -> None:
        """Rename a node."""
        target = node_of(node)
        if not isinstance(name, str):
            raise wrong_arguments("MDGModifier_renameNode", (node, name))
        self._waiting.append(lambda: session.scene.rename(target, name) and None)

    def setNodeLockState(self, node: Any, locked: bool) -> None:
        """Lock or unlock a node."""
        target = node_of(node)

        def put(state: bool) -> None:
            target.locked = state

        def change() -> None:
            before = target.locked
            session.undo.apply(lambda: put(bool(locked)), lambda: put(before))

        self._waiting.append(change)

    # -- connections -------------------------------------------------------------------------

    @staticmethod
    def _ends(arguments: tuple[Any, ...]) -> tuple[MPlug, MPlug]:
        if len(arguments) == 4:
            arguments = (MPlug(*arguments[:2]), MPlug(*arguments[2:]))
        if len(arguments) != 2:
            raise wrong_arguments("MDGModifier_connect", arguments)
        for plug in arguments:
            if expect(plug, MPlug).isNull():
                raise errors.invalid("A plug is null")
        return arguments[0], arguments[1]

    def connect(self, *arguments: Any) -> None:
        """``(source, destination)`` or ``(node, attribute, node, attribute)``."""
        source, destination = (MPlug(plug) for plug in self._ends(arguments))

        def change() -> None:
            if destination._core().source is not source._core():
                session.scene.connect(source._core(), destination._core())

        self._waiting.append(change)

    def disconnect(self, *arguments: Any) -> None:
        """``(source, destination)`` or ``(node, attribute, node, attribute)``."""
        source, destination = (MPlug(plug) for plug in self._ends(arguments))
        self._waiting.append(lambda: _disconnect(source._core(), destination._core()))

    # -- attributes --------------------------------------------------------------------------

    def addAttribute(self, node: Any, attribute: Any) -> None:
        """Give a node a dynamic attribute."""
        target, new = node_of(node), attribute_of(attribute)

        def change() -> None:
            if any(target.find_attribute(part.name) for part in new.walk()):
                raise errors.failure(f"The node has an attribute {new.name} already")
            target.add_attribute(new)

        self._waiting.append(change)

    def removeAttribute(self, node: Any, attribute: Any) -> None:
        """Take a dynamic attribute away."""
        target, old = node_of(node), attribute_of(attribute)

        def change() -> None:
            if old not in target.dynamic:
                raise errors.invalid("The attribute is not dynamic")
            plug = target.plug(old)
            for place in (plug, *plug.below()):
                _disconnect_all(place)
            target.remove_attribute(old)

        self._waiting.append(change)

    def renameAttribute(self, node: Any, attribute: Any, short: str, long: str) -> None:
        """Give a dynamic attribute other names."""
        target, found = node_of(node), attribute_of(attribute)
        if found not in target.dynamic:
            raise errors.incompatible()

        def put(new_short: str, new_long: str) -> None:
            found.short, found.name = new_short, new_long

        def change() -> None:
            before = (found.short, found.name)
            session.undo.apply(lambda: put(short, long), lambda: put(*before))

        self._waiting.append(change)

    def removeMultiInstance(self, plug: Any, breakConnections: bool) -> None:
        """Take an element of an array away."""
        target = expect(plug, MPlug)._core()
        if not target.is_element:
            raise errors.incompatible()

        def change() -> None:
            inside = [target, *target.below()]
            if not breakConnections and any(p.source or p.destinations for p in inside):
                raise errors.failure("The element is connected")
            for place in inside:
                _disconnect_all(place)
            target.array.remove_element(target.index)

        self._waiting.append(change)

    # -- commands ----------------------------------------------------------------------------

    def commandToExecute(self, command: str) -> None:
        """Run MEL."""

        def run() -> None:
            from maya import mel

            mel.eval(command)

        self._waiting.append(run)

    def pythonCommandToExecute(self, command: Any) -> None:
        """Run Python."""

        def run() -> None:
            import __main__

            if callable(command):
                command()
            else:
                exec(compile(command, "<maya console>", "exec"), vars(__main__))

        self._waiting.append(run)

    # -- values ------------------------------------------------------------------------------

    def _value(self, plug: Any, value: Any) -> None:
        target = MPlug(expect(plug, MPlug))

        def change() -> None:
            place = target._core()
            new = value
            if place.attribute.kind == "time" and not isinstance(value, MTime):
                new = MTime(value, MTime.kSeconds)
            if isinstance(new, MTime):
                new = new._ticks() if place.attribute.kind == "time" else float(new._seconds())
            if place.is_locked:
                raise errors.failure(f"The plug {target.name()} is locked")
            place.set(new)

        self._waiting.append(change)

    def newPlugValue(self, plug: Any, data: Any) -> None:
        """Set data."""
        self._value(plug, entity_of(data, Data).value)

    def newPlugValueBool(self, plug: Any, value: Any) -> None:
        """Set a truth value."""
        self._value(plug, bool(value))

    def newPlugValueInt(self, plug: Any, value: int) -> None:
        """Set a whole number."""
        self._value(plug, integer(value))

    newPlugValueInt64 = newPlugValueShort = newPlugValueInt

    def newPlugValueChar(self, plug: Any, value: Any) -> None:
        """Set a character."""
        self._value(plug, ord(value) if isinstance(value, str) else integer(value))

    def newPlugValueDouble(self, plug: Any, value: float) -> None:
        """Set a number in internal units."""
        self._value(plug, real(value))

    newPlugValueFloat = newPlugValueDouble

    def newPlugValueString(self, plug: Any, value: str) -> None:
        """Set a text."""
        if not isinstance(value, str):
            raise wrong_arguments("MDGModifier_newPlugValueString", (plug, value))
        self._value(plug, value)

    def newPlugValueMAngle(self, plug: Any, value: Any) -> None:
        """Set an angle."""
        self._value(plug, expect(value, MAngle).asRadians())

    def newPlugValueMDistance(self, plug: Any, value: Any) -> None:
        """Set a length."""
        self._value(plug, expect(value, MDistance).asCentimeters())

    def newPlugValueMTime(self, plug: Any, value: Any) -> None:
        """Set a time."""
        self._value(plug, MTime(expect(value, MTime)))


@named("MDagModifier")
class MDagModifier(MDGModifier):
    """Changes of the hierarchy, too."""

    def createNode(self, kind: Any, parent: Any = None) -> MObject:
        """Make a DAG node; a shape without a parent gets a transform, which is given back.

        Types that are no DAG nodes are made as by MDGModifier.
        """
        if not isinstance(kind, (str, MTypeId)):
            raise wrong_arguments("MDagModifier_createNode", (kind, parent))
        known = find_type(kind)
        if not issubclass(known.node_class, DagNode):
            return super().createNode(kind)
        above = None if parent is None or parent.isNull() else entity_of(parent, DagNode)
        if known.is_a("shape") and (above is None or above.is_world):
            return self._with_transform(known)
        node = creation.prepare(known)
        self._waiting.append(lambda: creation.place(node, above))
        return MObject._of(node)

    def _with_transform(self, kind: Any) -> MObject:
        above = creation.prepare(session.node_types["transform"])
        node = creation.prepare(kind)

        def put() -> None:
            creation.place(above, None)
            creation.place(node, above)

        self._waiting.append(put)
        return MObject._of(above)

    def reparentNode(self, node: Any, parent: Any = None) -> None:
        """Put a node below another one, or at the top; its own transform stays."""
        target = entity_of(node, DagNode)
        above = session.scene.world
        if parent is not None and not parent.isNull():
            above = entity_of(parent, DagNode)
        if above is target or above in target.below():
            raise errors.invalid("A node cannot be put below itself")
        self._waiting.append(lambda: _reparent(target, above))


def _disconnect(source: Plug, destination: Plug) -> None:
    arriving = destination.source
    if arriving is not None and arriving.node.is_conversion:
        if arriving.node.plug("input").source is source:
            session.scene.disconnect(arriving, destination)
            if not arriving.destinations and arriving.node.in_scene:
                session.scene.delete([arriving.node])
        return
    session.scene.disconnect(source, destination)


def _disconnect_all(place: Plug) -> None:
    if place.source is not None:
        session.scene.disconnect(place.source, place)
    for destination in list(place.destinations):
        session.scene.disconnect(place, destination)


def _reparent(node: DagNode, above: Node) -> None:
    if node.parents == [above]:
        return
    for parent in list(node.parents):
        session.scene.remove_child(parent, node)
    session.scene.add_child(above, node)
    free = naming.free_name(session.scene, node, f":{node.name}", above, True)
    if free != node.name:
        session.scene.rename(node, f":{free}")
