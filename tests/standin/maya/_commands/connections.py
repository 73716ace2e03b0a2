"""connectAttr, disconnectAttr and questions about connections."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

CONVERSIONS = ("unitConversion", "unitToTimeConversion", "timeToUnitConversion")


def _end(name: Any, word: str) -> Plug:
    found = names.plugs(names.texts([name])[0])
    if not found:
        raise RuntimeError(f"The {word} attribute '{name}' cannot be found.")
    return found[0]


def next_available(plug: Plug) -> Plug:
    """The first element of an array that nothing is connected to."""
    index = 0
    while (element := plug.elements.get(index)) is not None and (
        element.source is not None or any(inner.source is not None for inner in element.below())
    ):
        index += 1
    return plug.element(index)


@graph_command("connectAttr", harmless="referenceDest")
def _connect_attr(flags: Flags, *given: str) -> str:
    if len(given) != 2:
        raise RuntimeError("Wrong number of arguments on call to connectAttr.")
    source, destination = _end(given[0], "source"), _end(given[1], "destination")
    if flags.get("nextAvailable"):
        destination = _free_destination(destination)
    if source.is_array and not destination.is_array and destination.attribute.kind != "message":
        source = source.element(0, create=True)  # "shape.worldSpace" means its first instance
    if destination.source is not None:
        if _through_conversion(destination) is source:
            if not flags.get("force"):
                raise RuntimeError(
                    f"The attribute '{source.name()}' is already connected to '{destination.name()}'."
                )
            return _message(source, destination)
        if not flags.get("force"):
            raise RuntimeError(
                f"The destination attribute '{destination.name()}' already has an incoming connection "
                f"from '{destination.source.name()}'.  Use the -force flag to override the incoming connection."
            )
        break_source(destination)
    _check_locked(destination)
    _break_inside(flags, destination)
    session.scene.connect(source, destination)
    if flags.get("lock"):
        destination.set_state("locked", True)
    return _message(source, destination)


def _message(source: Plug, destination: Plug) -> str:
    return f"Connected {source.name()} to {destination.name()}."


def _free_destination(plug: Plug) -> Plug:
    array = plug.array or plug
    if not array.is_array:
        raise RuntimeError(f"The destination attribute '{plug.name()}' is not a multi attribute.")
    if array.attribute.index_matters:
        raise RuntimeError(
            f"The -nextAvailable flag cannot be used with '{array.name()}': the indices of the attribute matter."
        )
    return next_available(array)


def _check_locked(plug: Plug) -> None:
    if plug.is_locked:
        raise RuntimeError(f"The destination attribute '{plug.name()}' is locked.")


def _break_inside(flags: Flags, destination: Plug) -> None:
    """A compound that is connected whole cannot have connected children as well."""
    above = [plug for plug in destination.above() if plug.source is not None]
    inside = [
        plug for plug in destination.below() if plug.source is not None and not destination.is_array
    ]
    for plug in (*above, *inside):
        if not flags.get("force"):
            raise RuntimeError(
                f"The destination attribute '{destination.name()}' cannot be connected: "
                f"'{plug.name()}' has an incoming connection."
            )
        break_source(plug)


def break_source(destination: Plug) -> None:
    """Break what comes in; a conversion node that served it alone goes too."""
    source = destination.source
    session.scene.disconnect(source, destination)
    if source.node.type.name in CONVERSIONS and not source.destinations:
        session.scene.delete([source.node])


def _disconnect(destination: Plug) -> None:
    break_source(destination)
    if destination.is_element and destination.attribute.disconnect_behavior == 0:
        destination.array.remove_element(destination.index)


def _through_conversion(destination: Plug) -> Plug | None:
    source = destination.source
    while source is not None and source.node.type.name in CONVERSIONS:
        source = source.node.plug("input").source
    return source


@graph_command("disconnectAttr")
def _disconnect_attr(flags: Flags, *given: str) -> str:
    source = _end(given[0], "source")
    if len(given) == 1:
        ends = list(source.destinations)
        if source.source is not None:
            _disconnect(source)
        for end in ends:
            _disconnect(end)
        return f"Disconnect {source.name()}."
    destination = _end(given[1], "destination")
    if flags.get("nextAvailable"):
        array = destination.array or destination
        destination = next(
            (each for each in array.existing() if _through_conversion(each) is source), destination
        )
    if destination.source is None or (
        _through_conversion(destination) is not source and destination.source is not source
    ):
        raise RuntimeError(
            f"There is no connection from '{source.name()}' to '{destination.name()}' to disconnect"
        )
    if destination.is_locked:
        raise RuntimeError(f"The destination attribute '{destination.name()}' is locked.")
    _disconnect(destination)
    return f"Disconnect {source.name()} from {destination.name()}."


@graph_command("isConnected", undoable=False)
def _is_connected(flags: Flags, *given: str) -> bool:
    source, destination = _end(given[0], "source"), _end(given[1], "destination")
    if destination.source is source:
        return True
    return bool(flags.get("ignoreUnitConversion")) and _through_conversion(destination) is source


def _name(plug: Plug | None) -> str:
    return "" if plug is None else plug.name()


@graph_command("connectionInfo", undoable=False)
def _connection_info(flags: Flags, name: str) -> Any:
    plug = names.plug(name)
    around = [plug, *plug.above()]
    if flags.get("sourceFromDestination"):
        return _name(plug.effective_source())
    if flags.get("destinationFromSource"):
        return [end.name() for end in plug.destinations] or []
    if flags.get("isSource"):
        return any(each.destinations for each in around)
    if flags.get("isExactSource"):
        return bool(plug.destinations)
    if flags.get("isDestination"):
        return any(each.source is not None for each in around)
    if flags.get("isExactDestination"):
        return plug.source is not None
    if flags.get("getExactSource"):
        return _name(next((each for each in around if each.destinations), None))
    if flags.get("getExactDestination"):
        return _name(next((each for each in around if each.source is not None), None))
    if flags.get("isLocked"):
        return plug.is_locked
    if flags.get("getLockedAncestor"):
        return _name(next((each for each in around if each.locked), None))
    raise RuntimeError("connectionInfo needs one flag that says what to tell.")


def _connected_plugs(item: Any) -> list[Plug]:
    if isinstance(item, Plug):
        if item.is_array:
            return [item, *item.existing()]
        return [item]
    node = names.node_of(item)
    order = {part: number for number, top in enumerate(node.attributes) for part in top.walk()}
    plugs = [plug for plug in node.known_plugs() if plug.source is not None or plug.destinations]
    return sorted(plugs, key=lambda plug: (order.get(plug.attribute, 0), *_place(plug)))


def _place(plug: Plug) -> tuple[int, ...]:
    found = [each.index for each in (plug, *plug.above()) if each.index is not None]
    return tuple(found[::-1])


def _other_ends(flags: Flags, plug: Plug) -> list[Plug]:
    ends: list[Plug] = []
    skip = flags.get("skipConversionNodes")
    if flags.get("source", True) and plug.source is not None:
        ends.append(_through_conversion(plug) or plug.source if skip else plug.source)
    if flags.get("destination", True):
        for end in plug.destinations:
            ends += _behind(end) if skip else [end]
    return ends


def _behind(end: Plug) -> list[Plug]:
    if end.node.type.name not in CONVERSIONS:
        return [end]
    return [further for each in end.node.plug("output").destinations for further in _behind(each)]


@graph_command("listConnections", undoable=False)
def _list_connections(flags: Flags, *given: str) -> list[str] | None:
    result: list[str] = []
    for item in names.given_or_selected(given):
        for plug in _connected_plugs(item):
            for end in _other_ends(flags, plug):
                if not _fits(flags, end.node):
                    continue
                if flags.get("connections"):
                    result.append(plug.name())
                result.append(_written(flags, end))
    return result or None


def _fits(flags: Flags, node: Node) -> bool:
    wanted = flags.get("type")
    if not wanted:
        return True
    if flags.get("exactType"):
        return node.type.name == wanted
    if node.type.is_a(wanted):
        return True
    return wanted == "transform" and isinstance(node, DagNode) and node.is_shape


def _written(flags: Flags, end: Plug) -> str:
    node = end.node
    if flags.get("plugs"):
        return f"{names.text(node, bool(flags.get('fullNodeName')))}.{end.leaf_name(alias=True)}"
    if isinstance(node, DagNode) and node.is_shape and not flags.get("shapes"):
        path = node.path().parent()
        if path is not None:
            return names.text(path, bool(flags.get("fullNodeName")))
    return names.text(node, bool(flags.get("fullNodeName")))
