"""deleteAttr, renameAttr, aliasAttr, removeMultiInstance, copyAttr."""

from __future__ import annotations

import re
from typing import Any

from maya._commands import names
from maya._commands.attribute_making import _NAME, set_field
from maya._commands.attribute_values import is_settable
from maya._commands.connections import break_source
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import lookup
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def _dynamic(plug: Plug) -> Plug:
    if not plug.attribute.dynamic:
        raise RuntimeError(f"Attribute '{plug.name()}' is not a dynamic attribute.")
    return plug


def disconnect_inside(plug: Plug) -> None:
    """Break all connections of a plug and of what is in it."""
    for each in (plug, *plug.below()):
        if each.source is not None:
            break_source(each)
        for end in list(each.destinations):
            if end.source is each:
                break_source(end)


def delete_attribute(plug: Plug) -> None:
    """Take a dynamic attribute from its node, with its connections."""
    if plug.attribute.parent is not None:
        raise RuntimeError(
            f"Attribute '{plug.name()}' is a child of a compound attribute and cannot be deleted."
        )
    if plug.is_locked:
        raise RuntimeError(f"Attribute '{plug.name()}' is locked and cannot be deleted.")
    disconnect_inside(plug)
    plug.node.remove_attribute(plug.attribute)


@graph_command("deleteAttr")
def _delete_attr(flags: Flags, *given: str) -> None:
    if flags.query:
        raise NotImplementedError("stand-in: deleteAttr -query")
    if "attribute" in flags:
        wanted = [f"{names.text(node)}.{flags['attribute']}" for node in names.nodes(given)]
    else:
        wanted = names.texts(given)
    for name in wanted:
        delete_attribute(_dynamic(names.plug(name)))


@graph_command("renameAttr")
def _rename_attr(flags: Flags, name: str, new: str) -> str:
    plug = _dynamic(names.plug(name))
    if not _NAME.match(new):
        raise RuntimeError(f"'{new}' is not a valid attribute name.")
    if plug.node.find_attribute(new) not in (None, plug.attribute):
        raise RuntimeError(f"An attribute of the name '{new}' exists already.")
    attribute = plug.attribute
    if attribute.short == attribute.name:
        set_field(attribute, "short", new)
    set_field(attribute, "name", new)
    return new


# -- aliases -------------------------------------------------------------------------------------


def aliases(node: Node) -> list[Plug]:
    """Plugs of a node that have an alias, by attribute and index."""
    found = [plug for plug in node.known_plugs() if plug.alias]
    return sorted(
        found, key=lambda plug: (plug.attribute.name, plug.index if plug.index is not None else -1)
    )


@graph_command("aliasAttr")
def _alias_attr(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query_aliases(given)
    if flags.get("remove"):
        for name in given:
            plug = names.plug(name)
            if not plug.alias:
                raise RuntimeError(f"The attribute '{name}' has no alias.")
            plug.set_state("alias", None)
        return None
    if len(given) % 2:
        raise RuntimeError("aliasAttr needs pairs of an alias and an attribute.")
    for alias, target in zip(given[::2], given[1::2], strict=True):
        set_alias(names.plug(target), alias.rpartition(".")[2])
    return None


def set_alias(plug: Plug, alias: str) -> None:
    """Give a plug another name on its node, undoably."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", alias):
        raise RuntimeError(f"'{alias}' is not a valid alias.")
    taken = plug.node.find_attribute(alias)
    if taken is not None or any(
        each.alias == alias and each is not plug for each in plug.node.known_plugs()
    ):
        raise RuntimeError(f"The name '{alias}' is in use on '{names.text(plug.node)}' already.")
    plug.make_exist()
    plug.set_state("alias", alias)


def _query_aliases(given: tuple[str, ...]) -> Any:
    item = names.find(given[0])[0]
    if isinstance(item, Plug):
        return item.alias or ""
    pairs: list[str] = []
    for plug in aliases(names.node_of(item)):
        pairs += [plug.alias, plug.leaf_name(long=True)]
    return pairs or None


# -- elements ------------------------------------------------------------------------------------


@graph_command("removeMultiInstance", missing="allChildren")
def _remove_multi_instance(flags: Flags, *given: str) -> None:
    for name in given:
        for plug in names.plugs(name):
            if not plug.is_element:
                raise RuntimeError(f"'{plug.name()}' is not an element of a multi attribute.")
            remove_element(plug, bool(flags.get("b")))


def remove_element(plug: Plug, break_connections: bool = False) -> None:
    """Take an element away; its connections have to be broken or allowed to break."""
    connected = [
        each for each in (plug, *plug.below()) if each.source is not None or each.destinations
    ]
    if not break_connections and any(each.source is not None for each in connected):
        raise RuntimeError(f"Cannot remove '{plug.name()}': it has incoming connections.")
    disconnect_inside(plug)
    if plug.alias:
        plug.set_state("alias", None)
    plug.array.remove_element(plug.index)


@graph_command(
    "copyAttr", missing="containerParentChild keepSourceConnections renameTargetContainer"
)
def _copy_attr(flags: Flags, source_name: str, *targets: str) -> None:
    source = names.node(source_name)
    wanted = flags.get("attribute")
    for target in names.nodes(targets):
        for top in source.attributes:
            if wanted and top.name not in wanted and top.short not in wanted:
                continue
            for leaf in source.plug(top).leaves():
                _copy_leaf(flags, leaf, target)


def _copy_leaf(flags: Flags, leaf: Plug, target: Node) -> None:
    found = list(lookup.resolve_plugs(target, leaf.partial_name()))
    if not found:
        return
    other = found[0]
    if flags.get("inConnections") and leaf.source is not None and other.source is None:
        session.scene.connect(leaf.source, other)
    elif (
        flags.get("values")
        and is_settable(other)
        and leaf.attribute.kind != "message"
        and leaf.attribute.writable
    ):
        other.set(leaf.get())
    if flags.get("outConnections"):
        for end in list(leaf.destinations):
            session.scene.disconnect(leaf, end)
            session.scene.connect(other, end)
