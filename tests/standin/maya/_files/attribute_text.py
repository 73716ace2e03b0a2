"""The ``setAttr`` and ``addAttr`` statements of a node."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import units
from maya._core.attributes import ROUNDED_TO_SINGLE, Attribute
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.shapes import PLUGS, kind_of
from maya._files import values
from maya._files.mesh_text import node_lines
from maya._files.tokens import quote

_MESH_OWN = frozenset(
    {
        "vrts",
        "edge",
        "face",
        "uvSet",
        "uvpt",
        "colors",
        "normals",
        "inMesh",
        "cachedInMesh",
        "outMesh",
    }
)
_SHAPE_INPUTS = frozenset({"inMesh", "create", "latticeInput"})


def statements(node: Node) -> list[str]:
    """Everything that a file says about a node after ``createNode``."""
    lines = list(node.unknown_lines)
    for attribute in node.dynamic:
        lines += add_attribute(attribute)
    own_mesh = kind_of(node) == "mesh"
    for attribute in node.attributes:
        if own_mesh and attribute.name in _MESH_OWN:
            continue
        if attribute.name in _SHAPE_INPUTS and kind_of(node) is not None:
            continue
        if attribute.storable or attribute.is_compound:
            lines += plug_statements(node.plug(attribute))
    if own_mesh:
        names = PLUGS["mesh"]
        data = node.plug(names.stored).value
        if node.plug(names.into).effective_source() is None:
            data = node.plug(names.into).value if node.plug(names.into).value is not None else data
            if data is not None:
                lines += node_lines(data)
    aliases = [plug for plug in node.known_plugs() if plug.alias]
    if aliases:
        pairs = ",".join(f"{quote(plug.alias)},{quote(_place(plug, True))}" for plug in aliases)
        lines.append(f'setAttr ".aal" -type "attributeAlias" {{{pairs}}};')
    return lines


def _place(plug: Plug, long: bool = False) -> str:
    return plug.leaf_name(long=long)


# -- values ----------------------------------------------------------------------------------------


def plug_statements(plug: Plug) -> list[str]:
    """Statements that bring a plug, and all inside it, to its present state."""
    attribute = plug.attribute
    lines: list[str] = []
    if plug.is_array:
        lines = _array(plug)
    elif attribute.is_compound:
        lines = _compound(plug)
    elif attribute.storable and wants_value(plug):
        text = written_value(plug)
        if text is not None:
            lines = [f'setAttr ".{_place(plug)}" {text};']
    return lines + _state(plug)


def wants_value(plug: Plug) -> bool:
    """Whether a leaf's value belongs into a file: not computed, not connected, not the default."""
    attribute = plug.attribute
    if not attribute.storable or attribute.kind == "message" or not attribute.writable:
        return False
    ask = getattr(plug.node.user, "_should_save", None)
    if ask is not None:
        answer = ask(plug)
        if answer is not None:
            return bool(answer)
    if plug.node.computes(attribute) and not plug.is_set:
        return False
    if plug.effective_source() is not None:
        return False
    if plug.is_set and (plug.is_element or any(each.is_element for each in plug.above())):
        return True
    return not same(current(plug), attribute.default_value())


def current(plug: Plug) -> Any:
    """The stored value without evaluation."""
    internal = plug.node.get_internal(plug)
    return plug.value if internal is None else internal


def same(one: Any, other: Any) -> bool:
    """Whether two stored values are equal."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return (
            isinstance(one, np.ndarray)
            and isinstance(other, np.ndarray)
            and one.shape == other.shape
            and bool(np.array_equal(one, other))
        )
    if one is other:
        return True
    return (type(one) is type(other) and bool(one == other)) or (
        isinstance(one, float) and one == other
    )


def scalar(plug: Plug, value: Any = None) -> str:
    """The text of a numeric leaf, in the units of the scene."""
    attribute = plug.attribute
    value = current(plug) if value is None else value
    if attribute.kind == "bool":
        return values.number(bool(value))
    shown = units.to_ui(attribute, value)
    if attribute.kind in ROUNDED_TO_SINGLE:
        return values.single(shown)
    return values.number(shown)


def written_value(plug: Plug) -> str | None:
    """What follows the attribute's name in ``setAttr``."""
    value = current(plug)
    if plug.attribute.is_numeric:
        return scalar(plug, value)
    if plug.attribute.kind == "generic" and isinstance(value, (bool, int, float)):
        return values.number(value)
    return values.written(plug.attribute.data_type, value)


def _numeric_parts(plug: Plug) -> list[Plug] | None:
    """The leaves of a compound if all are numbers that are to be written at once."""
    leaves = plug.leaves()
    if any(not leaf.attribute.is_numeric or leaf.effective_source() is not None for leaf in leaves):
        return None
    if plug.attribute.kind == "compound" and any(
        child.attribute.is_compound or child.is_array for child in plug.children
    ):
        return None
    return leaves


def _type_words(attribute: Attribute) -> str:
    return (
        ""
        if attribute.kind == "compound" or not attribute.is_compound
        else f' -type "{attribute.kind}"'
    )


def _compound(plug: Plug) -> list[str]:
    parts = _numeric_parts(plug) if plug.attribute.kind != "compound" else None
    inner = [line for child in plug.children for line in _state(child)]
    if parts is not None:
        if not any(wants_value(part) for part in parts):
            return inner
        text = " ".join(map(scalar, parts))
        return [f'setAttr ".{_place(plug)}"{_type_words(plug.attribute)} {text} ;', *inner]
    return [line for child in plug.children for line in plug_statements(child)]


def _array(plug: Plug) -> list[str]:
    elements = plug.existing()
    attribute = plug.attribute
    if not elements:
        return []
    if attribute.is_numeric or (attribute.is_compound and _flat(attribute)):
        return _numeric_runs(plug, elements)
    lines = []
    if attribute.is_compound:
        for element in elements:
            lines += [line for child in element.children for line in plug_statements(child)]
        return lines
    for element in elements:
        lines += plug_statements(element)
    return lines


def _flat(attribute: Attribute) -> bool:
    return all(child.is_numeric and not child.is_array for child in attribute.children)


def _numeric_runs(plug: Plug, elements: list[Plug]) -> list[str]:
    """Neighbouring elements in one statement: ``.w[0:2] 1 2 3``."""
    runs: list[list[Plug]] = []
    lines: list[str] = []
    for element in elements:
        whole = all(leaf.effective_source() is None for leaf in element.leaves())
        if not whole:
            lines += [line for child in element.children for line in plug_statements(child)]
            continue
        if not any(wants_value(leaf) for leaf in element.leaves()):
            continue
        if runs and runs[-1][-1].index == element.index - 1:
            runs[-1].append(element)
        else:
            runs.append([element])
    for run in runs:
        span = f"{run[0].index}:{run[-1].index}" if len(run) > 1 else f"{run[0].index}"
        size = f"-s {len(elements)} " if len(run) > 1 else ""
        text = " ".join(scalar(leaf) for element in run for leaf in element.leaves())
        lines.append(
            f'setAttr {size}".{_place(plug)}[{span}]"{_type_words(plug.attribute)} {text};'
        )
    for element in elements:
        for place in (element, *element.below()):
            lines += _state(place)
    return lines


def _state(plug: Plug) -> list[str]:
    """Locks, and where it is shown, if these are not the attribute's own."""
    words = []
    if plug.locked and plug.source is None:  # connectAttr locks the others
        words.append("-l on")
    if plug.keyable is not None and plug.keyable != plug.attribute.keyable:
        words.append(f"-k {'on' if plug.keyable else 'off'}")
    if plug.channel_box is not None and plug.channel_box != plug.attribute.channel_box:
        words.append(f"-cb {'on' if plug.channel_box else 'off'}")
    return [f'setAttr {" ".join(words)} ".{_place(plug)}";'] if words else []


# -- dynamic attributes ----------------------------------------------------------------------------


def add_attribute(attribute: Attribute) -> list[str]:
    """``addAttr`` for a dynamic attribute and its children."""
    words = ["-ci true"] if attribute.cached else []
    for name, given, usual in (
        ("-h", attribute.hidden, False),
        ("-r", attribute.readable, True),
        ("-w", attribute.writable, True),
        ("-s", attribute.storable, True),
        ("-k", attribute.keyable, False),
        ("-uac", attribute.used_as_color, False),
        ("-uaf", attribute.used_as_filename, False),
        ("-pxy", attribute.proxy, False),
    ):
        if given != usual:
            words.append(f"{name} {'true' if given else 'false'}")
    if attribute.is_array:
        words.append("-m")
        if not attribute.index_matters:
            words.append("-im false")
    words.append(f"-sn {quote(attribute.short)} -ln {quote(attribute.name)}")
    if attribute.nice_name:
        words.append(f"-nn {quote(attribute.nice_name)}")
    words += [f"-ct {quote(category)}" for category in attribute.categories]
    words += _range_words(attribute)
    if attribute.kind == "enum":
        words.append(f"-en {quote(_fields(attribute.fields))}")
    if attribute.parent is not None:
        words.append(f"-p {quote(attribute.parent.name)}")
    if attribute.kind == "typed":
        words.append(f'-dt "{attribute.data_type}"')
    else:
        words.append(f'-at "{attribute.kind}"')
    if attribute.is_compound:
        words.append(f"-nc {len(attribute.children)}")
    lines = [f"addAttr {' '.join(words)};"]
    return lines + [line for child in attribute.children for line in add_attribute(child)]


def _range_words(attribute: Attribute) -> list[str]:
    if not attribute.is_numeric:
        return []
    words = []
    default = attribute.default_value()
    if default:
        words.append(f"-dv {values.number(float(units.to_ui(attribute, default)))}")
    for flag, limit in (
        ("-min", attribute.minimum), ("-max", attribute.maximum),
        ("-smn", attribute.soft_minimum), ("-smx", attribute.soft_maximum),
    ):  # fmt: skip
        if limit is not None and attribute.kind not in ("bool", "enum"):
            words.append(f"{flag} {values.number(float(units.to_ui(attribute, limit)))}")
    return words


def _fields(fields: dict[int, str]) -> str:
    """``Green:Blue=20:Red``: the number only where it is not one more than the last."""
    texts = []
    following = 0
    for number, name in sorted(fields.items()):
        texts.append(name if number == following else f"{name}={number}")
        following = number + 1
    return ":".join(texts)
