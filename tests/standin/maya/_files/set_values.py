"""``setAttr`` statements of scene files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maya._core import lookup, units
from maya._core.attributes import INTEGER_KINDS, MATRIX_KINDS
from maya._core.plugs import Plug
from maya._core.shapes import kind_of
from maya._files import plugin_data, values
from maya._files.mesh_text import MeshBuilder
from maya._files.tokens import Quoted
from maya._files.values import Words, truth

if TYPE_CHECKING:
    from maya._files.reader import FileReader

_FLAGS = {
    "s": 1, "size": 1, "k": 1, "keyable": 1, "l": 1, "lock": 1, "cb": 1, "channelBox": 1, "ch": 1,
    "capacityHint": 1, "type": 1, "typ": 1, "av": 0, "alteredValue": 0, "c": 0, "clamp": 0, "ca": 1, "caching": 1,
}  # fmt: skip
_LONG = {"s": "size", "k": "keyable", "l": "lock", "cb": "channelBox", "typ": "type"}


def split(words: list[str]) -> tuple[dict[str, str], str, list[str]]:
    """Flags by long names, the attribute's name, and the words of the value."""
    flags: dict[str, str] = {}
    name = ""
    place = 0
    while place < len(words):
        word = words[place]
        if word[:1] == "-" and not isinstance(word, Quoted) and word[1:] in _FLAGS:
            count = _FLAGS[word[1:]]
            flags[_LONG.get(word[1:], word[1:])] = words[place + 1] if count else "on"
            place += 1 + count
        elif not name:
            name = str(word)
            place += 1
        else:
            break
    return flags, name, words[place:]


def set_attribute(reader: FileReader, words: list[str]) -> None:
    """Set values and states of the plugs that a statement names."""
    from maya._files.reader import is_unknown, raw

    flags, name, rest = split(words)
    owner = name.partition(".")[0]
    node = reader.find_node(owner) if owner else reader.current
    if node is None:
        if owner:
            raise RuntimeError(f"No object matches name: {name}")
        return
    attribute = name.partition(".")[2]
    taken = Words(rest)
    if _special(reader, node, attribute, flags, taken):
        return
    plugs = list(lookup.resolve_plugs(node, attribute))
    if not plugs:
        if is_unknown(node) or node.type.plugin is None:
            node.unknown_lines.append(raw("setAttr", words))
            return
        raise RuntimeError(f"No object matches name: {name}")
    kind = flags.get("type")
    if (
        kind
        and plugs[0].is_leaf
        and not plugs[0].attribute.is_numeric
        and kind not in values.KINDS
        and plugin_data.find(kind) is None
    ):
        node.unknown_lines.append(raw("setAttr", words))
        return
    apply_values(plugs, kind, taken)
    for plug in plugs:
        apply_states(plug, flags)


def apply_states(plug: Plug, flags: dict[str, str]) -> None:
    """Locks and where the plug is shown."""
    for flag, state in (("keyable", "keyable"), ("channelBox", "channel_box"), ("lock", "locked")):
        if flag in flags:
            plug.set_state(state, truth(flags[flag]))


def _special(
    reader: FileReader, node: Any, attribute: str, flags: dict[str, str], words: Words
) -> bool:
    """Forms that do not go through plugs; says whether this was one."""
    kind = flags.get("type")
    if kind == "attributeAlias":
        while words:
            alias, target = str(words.next()), str(words.next())
            for plug in lookup.resolve_plugs(node, target):
                plug.set_state("alias", alias)
        return True
    if kind == "dataReferenceEdits":
        from maya._files.references import read_edits

        read_edits(reader, node, words)
        return True
    if kind_of(node) == "mesh":
        return _mesh(reader, node, attribute, words)
    return False


def _mesh(reader: FileReader, node: Any, attribute: str, words: Words) -> bool:
    name, _, inside = attribute.partition("[")
    if name in (
        "vt",
        "vrts",
        "ed",
        "edge",
        "fc",
        "face",
        "uvst",
        "uvSet",
        "n",
        "normals",
        "clst",
        "colorSet",
    ):
        builder = reader.builders.setdefault(node, MeshBuilder())
        start = int(inside.split("]")[0].split(":")[0] or 0) if inside else 0
        if not words:
            return True
        if name in ("vt", "vrts"):
            builder.add_points(start, words)
        elif name in ("ed", "edge"):
            builder.add_edges(words)
        elif name in ("fc", "face"):
            builder.add_faces(words)
        elif name in ("uvst", "uvSet"):
            part = attribute.rsplit(".", maxsplit=1)[-1]
            if part in ("uvsn", "uvSetName"):
                builder.uv_names[start] = str(words.next())
            elif part.startswith(("uvsp", "uvSetPoints")):
                builder.uv_values[start] = words.array(len(words.words)).reshape(-1, 2)
        return True
    return False


def apply_values(plugs: list[Plug], kind: str | None, words: Words) -> None:
    """Give words to plugs, one after the other."""
    if not words:
        return
    for plug in plugs:
        if not words:
            return
        _apply(plug, kind, words)


def _apply(plug: Plug, kind: str | None, words: Words) -> None:
    if plug.is_array:
        # rows of a sparse array: how many, then pairs of index and value
        for _ in range(words.integer()):
            _apply(plug.element(words.integer(), create=True), kind, words)
        return
    if plug.attribute.is_compound:
        for leaf in plug.leaves():
            if words:
                leaf.set(scalar(leaf, words.next()))
        return
    if plug.attribute.is_numeric:
        plug.set(scalar(plug, words.next()))
    elif plug.attribute.kind == "typed" and kind is None:
        raise RuntimeError(f"The type of '{plug.name()}' has to be given")
    elif kind is not None:
        plug.set(_typed(plug, kind, words))
    elif plug.attribute.kind in MATRIX_KINDS:
        plug.set(words.array(16).reshape(4, 4))
    elif plug.attribute.kind == "generic":
        plug.set(float(words.next()))


def _typed(plug: Plug, kind: str, words: Words) -> Any:
    registered = plugin_data.find(kind)
    if registered is not None:
        return plugin_data.read(registered, words.take(len(words.words) - words.place))
    return values.read(kind, words)


def scalar(plug: Plug, word: str) -> Any:
    """A word as the value of a numeric plug, from the units of the file."""
    attribute = plug.attribute
    if attribute.kind == "bool":
        return truth(word)
    if attribute.kind in INTEGER_KINDS:
        return (
            int(truth(word))
            if word in ("yes", "no", "on", "off", "true", "false")
            else int(float(word))
        )
    return units.from_ui(attribute, float(word))
