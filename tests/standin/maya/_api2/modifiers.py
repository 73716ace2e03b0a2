"""``MDGModifier`` and ``MDagModifier``: changes that are collected, made, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maya._api2 import values
from maya._api2.functions import add_attribute, remove_attribute
from maya._api2.node_class import find_type
from maya._api2.objects import (
    INCOMPATIBLE,
    MISSING,
    MObject,
    attribute_of,
    dag_node_of,
    node_of,
    require_object,
    wrap,
)
from maya._api2.plugs import MPlug, write
from maya._api2.quantities import MAngle, MDistance, MTime
from maya._api2.rows import as_number
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import main_thread_only
from maya._core.undo import Entry
from maya._shared import creation

Operation = Callable[[], None]


class MDGModifier:
    """Changes of the dependency graph."""

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._pending = []
        self._made = []
        self._undone = False
        return self

    def __init__(self) -> None:
        pass

    def _later(self, operation: Operation) -> Any:
        self._pending.append(operation)
        return self

    # -- making and taking back --------------------------------------------------------------

    def doIt(self) -> MDGModifier:
        """Make the changes that were added since the last time; all of them after `undoIt`."""
        main_thread_only("MDGModifier.doIt")
        if self._undone:
            self._replay(self._made, "redo")
            self._undone = False
        pending, self._pending = self._pending, []
        for operation in pending:
            self._make(operation)
        return self

    def _make(self, operation: Operation) -> None:
        entry: Entry | None = None
        try:
            with session.undo.capture() as entry:
                operation()
        except Exception as error:
            if entry is not None:
                with session.undo.suspended():
                    entry.undo()
            if isinstance(error, RuntimeError):
                raise
            raise RuntimeError(f"(kFailure): Unexpected Internal Failure: {error}") from error
        self._made.append(entry)

    @staticmethod
    def _replay(entries: list[Entry], method: str) -> None:
        with session.undo.suspended():
            for entry in entries:
                getattr(entry, method)()

    def undoIt(self) -> MDGModifier:
        """Take all changes back."""
        main_thread_only("MDGModifier.undoIt")
        if not self._undone:
            self._replay(list(reversed(self._made)), "undo")
            self._undone = True
        return self

    # -- nodes -------------------------------------------------------------------------------

    def createNode(self, typeId: Any) -> MObject:
        """Make a node; it comes into the scene with `doIt`."""
        kind = find_type(typeId)
        if issubclass(kind.node_class, DagNode):
            raise TypeError("no valid DG node type was given")
        node = creation.prepare(kind)
        self._later(lambda: creation.place(node, None))
        return wrap(node)

    def deleteNode(self, node: MObject, includeParents: bool = True) -> MDGModifier:
        """Delete a node."""
        target = node_of(node)
        return self._later(lambda: session.scene.delete([target]))

    def renameNode(self, node: MObject, newName: str) -> MDGModifier:
        """Rename a node."""
        if not isinstance(newName, str):
            raise TypeError(f"name must be str, not {type(newName).__name__}")
        target = node_of(node)
        return self._later(lambda: _rename(target, newName))

    def setNodeLockState(self, node: MObject, newState: bool) -> MDGModifier:
        """Lock or unlock a node."""
        target = node_of(node)

        def put(value: bool) -> None:
            target.locked = value

        def lock() -> None:
            old = target.locked
            session.undo.apply(lambda: put(bool(newState)), lambda: put(old))

        return self._later(lock)

    # -- connections -------------------------------------------------------------------------

    def _ends(self, arguments: tuple[Any, ...]) -> Callable[[], tuple[Plug, Plug]]:
        """Two plugs, or two nodes with attributes that may have to be added first."""
        if len(arguments) == 4:
            for each in arguments:
                require_object(each)
            one, other = arguments[:2], arguments[2:]
            return lambda: (_first(MPlug(*one)), _first(MPlug(*other)))
        if len(arguments) != 2:
            raise TypeError("two plugs, or two nodes with their attributes are needed")
        for plug in arguments:
            if not isinstance(plug, MPlug):
                raise TypeError(f"argument must be MPlug, not {type(plug).__name__}")
            if plug.isNull:
                raise RuntimeError("(kInvalidParameter): a plug is null")
        kept = [MPlug(plug) for plug in arguments]
        return lambda: (kept[0]._plug(), kept[1]._plug())

    def connect(self, *arguments: Any) -> MDGModifier:
        """Connect two plugs."""
        ends = self._ends(arguments)
        return self._later(lambda: _connect(*ends()))

    def disconnect(self, *arguments: Any) -> MDGModifier:
        """Disconnect two plugs."""
        ends = self._ends(arguments)
        return self._later(lambda: _disconnect(*ends()))

    # -- attributes --------------------------------------------------------------------------

    def addAttribute(self, node: MObject, attribute: MObject) -> MDGModifier:
        """Give a node a dynamic attribute."""
        target, _ = node_of(node), attribute_of(attribute)
        return self._later(lambda: add_attribute(target, attribute))

    def removeAttribute(self, node: MObject, attribute: MObject) -> MDGModifier:
        """Take a dynamic attribute away."""
        target, found = node_of(node), attribute_of(attribute)
        return self._later(lambda: remove_attribute(target, found))

    def renameAttribute(
        self, node: MObject, attribute: MObject, newShortName: str, newLongName: str
    ) -> MDGModifier:
        """Give a dynamic attribute other names."""
        target, found = node_of(node), attribute_of(attribute)
        if found not in target.dynamic:
            raise RuntimeError(INCOMPATIBLE)

        def put(short: str, long: str) -> None:
            found.short, found.name = short, long

        def rename() -> None:
            old = (found.short, found.name)
            session.undo.apply(lambda: put(newShortName, newLongName), lambda: put(*old))

        return self._later(rename)

    def removeMultiInstance(self, plug: MPlug, breakConnections: bool) -> MDGModifier:
        """Take an element of an array away."""
        if not isinstance(plug, MPlug):
            raise TypeError(f"argument must be MPlug, not {type(plug).__name__}")
        if not plug.isElement:
            raise RuntimeError(INCOMPATIBLE)
        return self._later(lambda: _remove_element(plug._plug(), breakConnections))

    def addExtensionAttribute(self, nodeClass: Any, attribute: MObject) -> MDGModifier:
        """Give all nodes of a type one more attribute."""
        return self._later(lambda: _apply_extension(nodeClass, attribute, True))

    def removeExtensionAttribute(self, nodeClass: Any, attribute: MObject) -> MDGModifier:
        """Take an added attribute away from all nodes."""
        return self._later(lambda: _apply_extension(nodeClass, attribute, False))

    def removeExtensionAttributeIfUnset(self, nodeClass: Any, attribute: MObject) -> MDGModifier:
        """Take an added attribute away if no node has a value for it."""

        def remove() -> None:
            found = attribute_of(attribute)
            nodes = [node for node in session.scene.nodes if node.has_attribute(found)]
            if not any(node.plug(found).is_set for node in nodes):
                _apply_extension(nodeClass, attribute, False)

        return self._later(remove)

    def linkExtensionAttributeToPlugin(self, plugin: MObject, attribute: MObject) -> MDGModifier:
        """Note that an added attribute belongs to a plug-in."""
        owner, found = require_object(plugin), attribute_of(attribute)
        return self._later(lambda: setattr(found, "plugin", owner))

    def unlinkExtensionAttributeFromPlugin(
        self, plugin: MObject, attribute: MObject
    ) -> MDGModifier:
        """Note that an added attribute belongs to a plug-in no longer."""
        found = attribute_of(attribute)
        return self._later(lambda: setattr(found, "plugin", None))

    # -- commands ----------------------------------------------------------------------------

    def commandToExecute(self, command: str) -> MDGModifier:
        """Run MEL."""
        if not isinstance(command, str):
            raise TypeError(f"command must be str, not {type(command).__name__}")

        def run() -> None:
            from maya import mel

            mel.eval(command)

        return self._later(run)

    def pythonCommandToExecute(self, command: Any) -> MDGModifier:
        """Run Python: a text, or something to call."""
        if callable(command):
            return self._later(lambda: command() and None)
        if not isinstance(command, str):
            raise TypeError("a text or a callable is needed")

        def run() -> None:
            import __main__

            exec(compile(command, "<maya console>", "exec"), __main__.__dict__)

        return self._later(run)

    # -- values ------------------------------------------------------------------------------

    def _value(self, plug: MPlug, value: Any) -> MDGModifier:
        if not isinstance(plug, MPlug):
            raise TypeError(f"argument must be MPlug, not {type(plug).__name__}")
        target = plug._plug()
        if not target.is_leaf:
            raise RuntimeError("(kFailure): Unexpected Internal Failure")
        new = values.to_internal(target.attribute, value)
        return self._later(lambda: write(target, new))

    def newPlugValue(self, plug: MPlug, value: MObject) -> MDGModifier:
        """Set data."""
        target, new = plug._plug(), values.plain(value)

        def put() -> None:
            if target.is_compound:
                for child, part in zip(target.children, new, strict=True):
                    write(child, part)
            else:
                write(target, new)

        return self._later(put)

    def newPlugValueBool(self, plug: MPlug, value: bool) -> MDGModifier:
        """Set a truth value."""
        return self._value(plug, bool(value))

    def newPlugValueInt(self, plug: MPlug, value: int) -> MDGModifier:
        """Set an integer."""
        if not hasattr(value, "__index__"):
            raise TypeError(f"an integer is required (got type {type(value).__name__})")
        return self._value(plug, value.__index__())

    def newPlugValueDouble(self, plug: MPlug, value: float) -> MDGModifier:
        """Set a number in internal units."""
        return self._value(plug, as_number(value))

    def newPlugValueString(self, plug: MPlug, value: str) -> MDGModifier:
        """Set a text."""
        if not isinstance(value, str):
            raise TypeError(f"value must be str, not {type(value).__name__}")
        return self._value(plug, value)

    def newPlugValueMAngle(self, plug: MPlug, value: MAngle) -> MDGModifier:
        """Set an angle."""
        return self._value(plug, MAngle(value))

    def newPlugValueMDistance(self, plug: MPlug, value: MDistance) -> MDGModifier:
        """Set a length."""
        return self._value(plug, MDistance(value))

    def newPlugValueMTime(self, plug: MPlug, value: MTime) -> MDGModifier:
        """Set a time."""
        return self._value(plug, MTime(value))

    newPlugValueChar = newPlugValueShort = newPlugValueInt
    newPlugValueFloat = newPlugValueDouble


class MDagModifier(MDGModifier):
    """Changes of the hierarchy, too."""

    def createNode(self, typeId: Any, parent: MObject | None = None) -> MObject:
        """Make a DAG node; a shape without a parent gets a transform, which is given back."""
        kind = find_type(typeId)
        if not issubclass(kind.node_class, DagNode):
            raise TypeError("no valid DAG node type was given")
        above = None if parent is None or parent.isNull() else dag_node_of(parent)
        if kind.is_a("shape") and above is None:
            return self._create_with_transform(kind)
        if above is not None and not (above.is_transform or above.is_world):
            raise TypeError("parent is no transform")
        node = creation.prepare(kind)
        self._later(lambda: creation.place(node, above))
        return wrap(node)

    def _create_with_transform(self, kind: Any) -> MObject:
        above = creation.prepare(session.node_types["transform"])
        node = creation.prepare(kind)

        def put() -> None:
            creation.place(above, None)
            creation.place(node, above)

        self._later(put)
        return wrap(above)

    def reparentNode(self, node: MObject, newParent: MObject | None = None) -> MDagModifier:
        """Put a node below another one, or at the top; its own transform stays."""
        target = dag_node_of(node)
        above = session.scene.world
        if newParent is not None and not newParent.isNull():
            above = dag_node_of(newParent)
        if above is target or above in target.below() or above.is_shape:
            raise RuntimeError(INCOMPATIBLE)
        if target.is_shape and above.is_world:
            raise RuntimeError(INCOMPATIBLE)
        return self._later(lambda: _reparent(target, above))


def _first(plug: MPlug) -> Plug:
    """Element 0 of an array; other plugs as they are."""
    return (plug.elementByLogicalIndex(0) if plug.isArray else plug)._plug()


def _rename(node: Node, name: str) -> None:
    if not node.in_scene:
        raise RuntimeError(MISSING)
    session.scene.rename(node, name)


def _connect(source: Plug, destination: Plug) -> None:
    if destination.source is source:
        return
    session.scene.connect(source, destination)


def _disconnect(source: Plug, destination: Plug) -> None:
    arriving = destination.source
    by_conversion = arriving is not None and arriving.node.is_conversion
    if by_conversion and arriving.node.plug("input").source is source:
        session.scene.disconnect(arriving, destination)
        if not arriving.destinations and arriving.node.in_scene:
            session.scene.delete([arriving.node])
        return
    session.scene.disconnect(source, destination)
    if destination.is_element and destination.attribute.disconnect_behavior == 0:
        destination.array.remove_element(destination.index)


def _remove_element(plug: Plug, break_connections: bool) -> None:
    inside = [plug, *plug.below()]
    connected = [place for place in inside if place.source is not None or place.destinations]
    if connected and not break_connections:
        raise RuntimeError("(kFailure): the element is connected")
    for place in connected:
        if place.source is not None:
            session.scene.disconnect(place.source, place)
        for destination in list(place.destinations):
            session.scene.disconnect(place, destination)
    plug.array.remove_element(plug.index)


def _apply_extension(node_class: Any, attribute: MObject, add: bool) -> None:
    put = lambda: node_class.addExtensionAttribute(attribute)  # noqa: E731
    take = lambda: node_class.removeExtensionAttribute(attribute)  # noqa: E731
    session.undo.apply(*((put, take) if add else (take, put)))


def _reparent(node: DagNode, above: DagNode) -> None:
    from maya._core import naming

    if node.parents == [above]:
        return
    for parent in list(node.parents):
        session.scene.remove_child(parent, node)
    session.scene.add_child(above, node)
    free = naming.free_name(session.scene, node, f":{node.name}", above, True)
    if free != node.name:
        session.scene.rename(node, f":{free}")
