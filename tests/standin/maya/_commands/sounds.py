"""sound: audio nodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maya._commands.declared import declared
from maya._commands.flags import Flags
from maya._core import lookup, units
from maya._core.nodes import Node
from maya._core.session import session
from maya._files import references
from maya._files.sound_files import read_info

_PLUGS = {
    "offset": "offset",
    "endTime": "endFrame",
    "sourceStart": "sourceStart",
    "sourceEnd": "sourceEnd",
}


def make_sound(path: str, name: str | None, offset: float) -> Node:
    """An audio node for a file; its end is the file's."""
    read_info(path)
    stem = Path(path).stem
    node = session.scene.create("audio", name or stem)
    node.plug("filename").set(path)
    node.plug("order").set(sum(1 for other in session.scene.nodes if other.type.is_a("audio")) - 1)
    length = node.plug("duration").get()
    start = units.to_ticks(offset)
    node.plug("offset").set(start)
    node.plug("sourceEnd").set(length)
    node.plug("endFrame").set(start + length)
    return node


def ticks(value: Any) -> int:
    """A time as flags take it: a number of frames, or a text with a unit."""
    if isinstance(value, str):
        for unit in sorted(units.FRAME_RATES, key=len, reverse=True):
            if value.endswith(unit):
                return units.to_ticks(float(value[: -len(unit)]), unit)
        return units.to_ticks(float(value))
    return units.to_ticks(float(value))


@declared("sound", undoable=True)
def sound(flags: Flags, *names: Any) -> Any:
    """Make, edit and ask about audio nodes."""
    if not flags.query and not flags.edit:
        path = flags.get("file")
        node = (
            make_sound(references.resolve(path), flags.get("name"), 0.0)
            if path
            else session.scene.create("audio", flags.get("name") or "audio1")
        )
        _edit(flags, node)
        return node.name
    found = lookup.find_nodes(names[0]) if names else []
    if not found or not found[0].type.is_a("audio"):
        raise RuntimeError(f"No sound node: {names[0] if names else ''}\n")
    node = found[0]
    if flags.edit:
        if "file" in flags:
            path = references.resolve(flags["file"])
            read_info(path)
            node.plug("filename").set(path)
            node.plug("sourceEnd").set(node.plug("duration").get())
        _edit(flags, node)
        return node.name
    return _ask(flags, node)


def _edit(flags: Flags, node: Node) -> None:
    if "offset" in flags:
        moved = ticks(flags["offset"]) - node.plug("offset").get()
        node.plug("offset").set(ticks(flags["offset"]))
        node.plug("endFrame").set(node.plug("endFrame").get() + moved)
    for flag, name in _PLUGS.items():
        if flag in flags and flag != "offset":
            node.plug(name).set(ticks(flags[flag]))
    if "mute" in flags:
        node.plug("mute").set(flags["mute"])


def _ask(flags: Flags, node: Node) -> Any:
    for flag in flags:
        if flag in _PLUGS:
            return units.to_frame(node.plug(_PLUGS[flag]).get())
        if flag == "length":
            return units.to_frame(node.plug("duration").get())
        if flag == "mute":
            return bool(node.plug("mute").get())
        if flag == "file":
            return node.plug("filename").get() or ""
        if flag == "name":
            return node.name
    return None
