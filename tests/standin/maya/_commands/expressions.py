"""expression and scriptNode."""

from __future__ import annotations

import re
from typing import Any

from maya._commands.declared import declared
from maya._commands.flags import Flags
from maya._core import lookup
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._files import expressions, mel

_CONVERSIONS = {"all": 0, "none": 1, "angularOnly": 2}


def _needed(names: tuple[Any, ...], kind: str) -> Node:
    found = lookup.find_nodes(names[0]) if names else []
    node = getattr(found[0], "node", found[0]) if found else None
    if node is None or not node.type.is_a(kind):
        raise RuntimeError(f"Object is not found or is no {kind}: {names[0] if names else ''}\n")
    return node


@declared("expression", undoable=True)
def expression(flags: Flags, *names: Any) -> Any:
    """Make, edit and ask about expressions."""
    if flags.query:
        return _query(flags, _needed(names, "expression"))
    node = (
        _needed(names, "expression")
        if flags.edit
        else session.scene.create("expression", flags.get("name") or "expression1")
    )
    if flags.edit and "name" in flags:
        session.scene.rename(node, flags["name"])
    if "unitConversion" in flags:
        node.plug("unitConversion").set(_CONVERSIONS[flags["unitConversion"]])
    always = flags.get("alwaysEvaluate", flags.get("animated"))
    if always is not None:
        node.plug("animated").set(int(always))
    if "string" in flags:
        _set_text(node, flags["string"], flags.get("object", ""), flags.get("attribute", ""))
    return node.name


def _set_text(node: Node, text: str, owner: str, attribute: str) -> None:
    """Connect what the text reads and drives; the node keeps places instead of names."""
    scene = session.scene
    reads, drives, timed = expressions.plugs_of(_with_owner(text, owner, attribute))
    text = _with_owner(text, owner, attribute)
    inputs = [_plug(name) for name in reads]
    outputs = [_plug(name) for name in drives]
    for plug in [*node.known_plugs()]:
        if plug.source is not None and plug.attribute.name in ("input", "time"):
            scene.disconnect(plug.source, plug)
        for destination in list(plug.destinations):
            scene.disconnect(plug, destination)
    for letter, names in (("I", reads), ("O", drives)):
        for place, name in sorted(enumerate(names), key=lambda pair: -len(pair[1])):
            text = re.sub(rf"(?<![\w.|:]){re.escape(name)}(?![\w\[])", f".{letter}[{place}]", text)
    node.plug("expression").set(text)
    for place, plug in enumerate(inputs):
        scene.connect(plug, node.plug("input").element(place))
    if timed:
        scene.connect(scene.time_node.plug("outTime"), node.plug("time"))
    for place, plug in enumerate(outputs):
        if plug.source is not None:
            raise RuntimeError(
                f"Attribute already controlled by an expression, keyframe, or other connection: {plug.name()}\n"
            )
        scene.connect(node.plug("output").element(place), plug)


def _with_owner(text: str, owner: str, attribute: str) -> str:
    if owner and attribute:
        text = re.sub(rf"(?<![\w.$]){re.escape(attribute)}(?=\s*=)", f"{owner}.{attribute}", text)
    elif owner:
        text = re.sub(r"(?m)^(\s*)([A-Za-z_]\w*)(?=\s*=[^=])", rf"\1{owner}.\2", text)
    return text


def _plug(name: str) -> Plug:
    found = lookup.find_plugs(name)
    if not found:
        raise RuntimeError(f"Attribute not found or variable missing '$': {name}.\n")
    return found[0]


def _shown(node: Node) -> str:
    """The text with the names of plugs again."""

    def name(match: re.Match[str]) -> str:
        index = int(match.group(2))
        if match.group(1) == "I":
            plug: Plug | None = node.plug("input").element(index).source
        else:
            plug = next(iter(node.plug("output").element(index).destinations), None)
        if plug is not None and plug.node.is_conversion:
            inner = (
                plug.node.plug("input").source
                if match.group(1) == "I"
                else next(iter(plug.node.plug("output").destinations), None)
            )
            plug = inner
        return match.group() if plug is None else plug.name()

    return re.sub(r"\.([IO])\[(\d+)\]", name, node.plug("expression").get() or "")


def _query(flags: Flags, node: Node) -> Any:
    if flags.get("string"):
        return _shown(node)
    if flags.get("name"):
        return node.name
    if flags.get("timeDependent"):
        return node.plug("time").source is not None
    if flags.get("unitConversion"):
        return next(
            word
            for word, number in _CONVERSIONS.items()
            if number == node.plug("unitConversion").get()
        )
    if flags.get("alwaysEvaluate") or flags.get("animated"):
        return node.plug("animated").get()
    if flags.get("safe"):
        return True
    if flags.get("object") or flags.get("attribute"):
        drives = expressions.plugs_of(_shown(node))[1]
        return drives[0].partition(".")[0 if flags.get("object") else 2] if drives else ""
    return None


@declared("scriptNode", undoable=True)
def script_node(flags: Flags, *names: Any) -> Any:
    """Nodes with scripts that run at certain times."""
    if flags.get("executeBefore") or flags.get("executeAfter"):
        node = _needed(names, "script")
        text = node.plug("before" if flags.get("executeBefore") else "after").get()
        return mel.run_text(text or "", "python" if node.plug("sourceType").get() == 1 else "mel")
    if flags.query:
        node = _needed(names, "script")
        plugs = {"beforeScript": "before", "afterScript": "after", "scriptType": "scriptType"}
        for flag, name in plugs.items():
            if flags.get(flag):
                return node.plug(name).get()
        return "python" if node.plug("sourceType").get() == 1 else "mel"
    node = (
        _needed(names, "script")
        if flags.edit
        else session.scene.create("script", flags.get("name") or "script1")
    )
    for flag, name in (
        ("beforeScript", "before"),
        ("afterScript", "after"),
        ("scriptType", "scriptType"),
    ):
        if flag in flags:
            node.plug(name).set(flags[flag])
    if "sourceType" in flags:
        node.plug("sourceType").set(1 if flags["sourceType"] == "python" else 0)
    return node.name
