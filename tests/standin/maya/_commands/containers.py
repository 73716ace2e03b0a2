"""container: nodes gathered under one, with published names."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import lookup
from maya._core.nodes import Node
from maya._core.session import session

ADDING = "includeHierarchyAbove includeHierarchyBelow includeNetwork includeNetworkDetails includeShaders includeShapes includeTransform"
PUBLISHING = (
    "bindAttr publishAndBind publishAsChild publishAsParent publishAsRoot publishAttr publishConnections publishName "
    "unbindAndUnpublish unbindAttr unbindChild unbindParent unpublishChild unpublishName unpublishParent assetMember "
    "connectionList fileName preview"
)


def _layout(container: Node, create: bool) -> Node | None:
    """The hyperLayout node that holds the members."""
    plug = container.plug("hyperLayout")
    if plug.source is None and create:
        layout = session.scene.create("hyperLayout", "hyperLayout1")
        session.scene.connect(layout.plug("message"), plug)
    return plug.source.node if plug.source is not None else None


def members(container: Node) -> list[Node]:
    """Nodes in a container."""
    layout = _layout(container, create=False)
    if layout is None:
        return []
    entries = layout.plug("hyperPosition").existing()
    found = [entry.child("dependNode").source for entry in entries]
    return [source.node for source in found if source is not None]


def container_of(node: Node) -> Node | None:
    """The container that a node is in."""
    for destination in node.plug("message").destinations:
        if destination.node.type.name == "hyperLayout":
            for end in destination.node.plug("message").destinations:
                if end.attribute.name == "hyperLayout":
                    return end.node
    return None


def _add(container: Node, nodes: list[Node], force: bool) -> None:
    array = _layout(container, create=True).plug("hyperPosition")
    for node in nodes:
        other = container_of(node)
        if other is container:
            continue
        if other is not None:
            if not force:
                raise RuntimeError(
                    f"'{names.text(node)}' is in container '{names.text(other)}' already."
                )
            _remove(other, [node])
        entry = array.element(array.next_index(), create=True)
        session.scene.connect(node.plug("message"), entry.child("dependNode"))


def _remove(container: Node, nodes: list[Node]) -> None:
    layout = _layout(container, create=False)
    if layout is None:
        return
    array = layout.plug("hyperPosition")
    for entry in array.existing():
        place = entry.child("dependNode")
        if place.source is not None and place.source.node in nodes:
            session.scene.disconnect(place.source, place)
            array.remove_element(entry.index)


def _query(flags: Flags, given: tuple[str, ...]) -> Any:
    if "findContainer" in flags:
        wanted = flags["findContainer"]
        found = container_of(names.node(wanted if isinstance(wanted, str) else given[0]))
        return None if found is None else names.text(found)
    node = names.node(given[0])
    if flags.get("isContainer"):
        return node.type.is_a("container") or node.type.is_a("dagContainer")
    if flags.get("nodeList"):
        return [names.text(each) for each in members(node)] or None
    if flags.get("parentContainer"):
        above = container_of(node)
        return None if above is None else names.text(above)
    if flags.get("type"):
        return node.type.name
    raise RuntimeError("container: nothing was asked for.")


def _named(names_given: Any) -> list[Node]:
    texts = [names_given] if isinstance(names_given, str) else list(names_given)
    return [names.node_of(item) for text in texts for item in lookup.find(text)]


@graph_command(
    "container",
    missing=f"{PUBLISHING} {ADDING}",
    harmless="current nodeNamePrefix asset unsortedOrder",
)
def _container(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(flags, given)
    if flags.edit:
        node = names.node(given[0])
    else:
        node = session.scene.create(
            flags.get("type", "container"), flags.get("name") or "container1"
        )
    if "addNode" in flags:
        _add(node, _named(flags["addNode"]), bool(flags.get("force")))
    if "removeNode" in flags:
        _remove(node, _named(flags["removeNode"]))
    if flags.get("removeContainer"):
        _remove(node, members(node))
        session.scene.delete([node])
        return None
    return names.text(node)
