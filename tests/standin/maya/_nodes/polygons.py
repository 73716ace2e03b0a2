"""Creators of polygon primitives, groupId and groupParts."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from maya._core import mesh_edits
from maya._core import polygon_primitives as primitives
from maya._core.attributes import Attribute, numeric_compound
from maya._core.data import MeshData
from maya._core.evaluation import Block
from maya._core.geometry import point_numbers
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.mesh import text

POLY_BASE = register(
    NodeType(
        "polyBase",
        DEPEND_NODE,
        abstract=True,
        attributes=[
            Attribute("output", "out", "typed", data_type="mesh", writable=False, storable=False),
        ],
        serves=("output",),
    )
)
POLY_CREATOR = register(
    NodeType("polyCreator", POLY_BASE, mfn_names=("kPolyCreator",), abstract=True)
)


def _axis() -> Attribute:
    return numeric_compound(
        "axis", "ax", "double3", child_kind="doubleLinear", default=(0.0, 1.0, 0.0)
    )


POLY_PRIMITIVE = register(
    NodeType(
        "polyPrimitive",
        POLY_CREATOR,
        mfn_names=("kPolyPrimitive",),
        abstract=True,
        attributes=[
            _axis(),
            Attribute("paramWarn", "pw", "bool", default=True, hidden=True),
            text("uvSetName", "uvs"),
            Attribute("heightBaseline", "hbl", "doubleLinear", default=0.0),
            Attribute("componentTagCreate", "ctc", "bool", default=True),
            text("componentTagPrefix", "pfx"),
            text("componentTagSuffix", "sfx"),
        ],
    )
)
Make = Callable[[dict[str, Any]], MeshData]


def _length(name: str, short: str, default: float) -> Attribute:
    return Attribute(name, short, "doubleLinear", default=default, minimum=0.0, keyable=True)


def _count(name: str, short: str, default: int, minimum: int = 1) -> Attribute:
    return Attribute(name, short, "long", default=default, minimum=minimum, keyable=True)


def _uvs(default: int) -> Attribute:
    return Attribute(
        "createUVs",
        "cuv",
        "enum",
        default=default,
        minimum=0,
        maximum=5,
        fields={
            0: "None",
            1: "Normalization Off",
            2: "Normalize Each Face Separately",
            3: "Normalize Collectively",
            4: "Normalize and Preserve Aspect Ratio",
        },
    )


def _tagged(node: Node, block: Block, data: MeshData) -> None:
    if not block.read(node.plug("componentTagCreate")):
        data.tags = {}
        return
    before = block.read(node.plug("componentTagPrefix")) or ""
    after = block.read(node.plug("componentTagSuffix")) or ""
    data.tags = {f"{before}{name}{after}": items for name, items in data.tags.items()}


def primitive(
    name: str, mfn: str, attributes: list[Attribute], make: Make, tall: bool = True
) -> NodeType:
    """Register a creator; ``make`` gets the values by long names."""

    def compute(node: Node, plug: Plug, block: Block) -> bool | None:
        if plug.attribute.name != "output":
            return False
        values = {each.name: block.read(node.plug(each)) for each in attributes}
        data = make(values)
        axis = tuple(block.read(part) for part in node.plug("axis").children)
        height = values.get("height", 2 * values.get("radius", 0.0)) if tall else 0.0
        data = primitives.oriented(data, axis, block.read(node.plug("heightBaseline")), height)
        _tagged(node, block, data)
        uv_set = block.read(node.plug("uvSetName"))
        if uv_set and data.uv_sets:
            data.uv_sets = {uv_set: next(iter(data.uv_sets.values()))}
        block.write(plug, data)
        block.set_clean(plug)
        return None

    kind = register(
        NodeType(name, POLY_PRIMITIVE, mfn_names=(mfn,), attributes=attributes, compute=compute)
    )
    for each in (
        *attributes,
        *(
            POLY_PRIMITIVE.attribute(n)
            for n in (
                "axis",
                "heightBaseline",
                "componentTagCreate",
                "componentTagPrefix",
                "componentTagSuffix",
                "uvSetName",
            )
        ),
    ):
        for part in each.walk():
            kind.affect(part, "output")
    return kind


primitive(
    "polyCube",
    "kPolyCube",
    [
        _length("width", "w", 1.0),
        _length("height", "h", 1.0),
        _length("depth", "d", 1.0),
        _count("subdivisionsWidth", "sw", 1),
        _count("subdivisionsHeight", "sh", 1),
        _count("subdivisionsDepth", "sd", 1),
        Attribute("texture", "tx", "enum", default=1, fields={0: "none", 1: "object"}),
        _uvs(3),
    ],
    lambda v: primitives.cube(
        v["width"],
        v["height"],
        v["depth"],
        v["subdivisionsWidth"],
        v["subdivisionsHeight"],
        v["subdivisionsDepth"],
    ),
)
primitive(
    "polySphere",
    "kPolySphere",
    [
        _length("radius", "r", 1.0),
        _count("subdivisionsAxis", "sa", 20, 3),
        _count("subdivisionsHeight", "sh", 20, 3),
        _uvs(2),
    ],
    lambda v: primitives.sphere(v["radius"], v["subdivisionsAxis"], v["subdivisionsHeight"]),
)
primitive(
    "polyCylinder",
    "kPolyCylinder",
    [
        _length("radius", "r", 1.0),
        _length("height", "h", 2.0),
        _count("subdivisionsAxis", "sa", 20, 3),
        _count("subdivisionsHeight", "sh", 1),
        _count("subdivisionsCaps", "sc", 1, 0),
        _uvs(2),
    ],
    lambda v: primitives.cylinder(
        v["radius"],
        v["height"],
        v["subdivisionsAxis"],
        v["subdivisionsHeight"],
        v["subdivisionsCaps"],
    ),
)
primitive(
    "polyCone",
    "kPolyCone",
    [
        _length("radius", "r", 1.0),
        _length("height", "h", 2.0),
        _count("subdivisionsAxis", "sa", 20, 3),
        _count("subdivisionsHeight", "sh", 1),
        _count("subdivisionsCap", "sc", 0, 0),
        _uvs(2),
    ],
    lambda v: primitives.cone(
        v["radius"],
        v["height"],
        v["subdivisionsAxis"],
        v["subdivisionsHeight"],
        v["subdivisionsCap"],
    ),
)
primitive(
    "polyPlane",
    "kPolyMesh",
    [
        _length("width", "w", 1.0),
        _length("height", "h", 1.0),
        _count("subdivisionsWidth", "sw", 10),
        _count("subdivisionsHeight", "sh", 10),
        Attribute("texture", "tx", "enum", default=1, fields={0: "none", 1: "object"}),
        _uvs(2),
    ],
    lambda v: primitives.plane(
        v["width"], v["height"], v["subdivisionsWidth"], v["subdivisionsHeight"]
    ),
    tall=False,
)
primitive(
    "polyTorus",
    "kPolyTorus",
    [
        _length("radius", "r", 1.0),
        _length("sectionRadius", "sr", 0.5),
        Attribute("twist", "tw", "doubleAngle", default=0.0, keyable=True),
        _count("subdivisionsAxis", "sa", 20, 3),
        _count("subdivisionsHeight", "sh", 20, 3),
        _uvs(1),
    ],
    lambda v: primitives.torus(
        v["radius"], v["sectionRadius"], v["twist"], v["subdivisionsAxis"], v["subdivisionsHeight"]
    ),
    tall=False,
)


# -- groups of components ------------------------------------------------------------------------


class GroupIdNode(Node):
    """groupId: every one has a number of its own."""

    last = 0

    def created(self) -> None:
        """Take the next number."""
        GroupIdNode.last += 1
        self.plug("groupId").value = GroupIdNode.last


GROUP_ID = register(
    NodeType(
        "groupId",
        DEPEND_NODE,
        mfn_names=("kGroupId",),
        node_class=GroupIdNode,
        attributes=[Attribute("groupId", "id", "long", default=0)],
        serves=("groupId",),
    )
)


def _group_parts(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "outputGeometry":
        return False
    data = block.read(node.plug("inputGeometry"))
    if data is not None:
        data = data.copy()
        components = block.read(node.plug("inputComponents"))
        texts = list(getattr(components, "items", components) or [])
        number = block.read(node.plug("groupId"))
        data.groups[number] = np.unique(point_numbers(data, texts))
    block.write(plug, data)
    block.set_clean(plug)
    return None


GROUP_PARTS = register(
    NodeType(
        "groupParts",
        DEPEND_NODE,
        mfn_names=("kGroupParts",),
        attributes=[
            Attribute("inputGeometry", "ig", "typed", data_type="geometry"),
            Attribute("groupId", "gi", "long", default=0),
            Attribute("inputComponents", "ic", "typed", data_type="componentList"),
            Attribute("inputRemoveComponent", "irc", "typed", data_type="componentList"),
            Attribute(
                "outputGeometry",
                "og",
                "typed",
                data_type="geometry",
                writable=False,
                storable=False,
            ),
        ],
        compute=_group_parts,
        serves=("outputGeometry",),
    )
)
for _name in ("inputGeometry", "groupId", "inputComponents"):
    GROUP_PARTS.affect(_name, "outputGeometry")


def _modifier(name: str, mfn: str, attributes: list[Attribute], change: Any) -> NodeType:
    """Register a node that changes a mesh; ``change`` gets the copy and the values."""

    def compute(node: Node, plug: Plug, block: Block) -> bool | None:
        if plug.attribute.name != "output":
            return False
        data = block.read(node.plug("inputPolymesh"))
        if data is not None:
            data = data.copy()
            values = {each.name: block.read(node.plug(each)) for each in attributes}
            components = block.read(node.plug("inputComponents"))
            change(data, values, list(getattr(components, "items", components) or []))
        block.write(plug, data)
        block.set_clean(plug)
        return None

    kind = register(
        NodeType(name, POLY_MODIFIER, mfn_names=(mfn,), attributes=attributes, compute=compute)
    )
    for each in (*POLY_MODIFIER.own_attributes, *attributes):
        kind.affect(each, "output")
    return kind


POLY_MODIFIER = register(
    NodeType(
        "polyModifier",
        POLY_BASE,
        mfn_names=("kMidModifier",),
        abstract=True,
        attributes=[
            Attribute("inputPolymesh", "ip", "typed", data_type="mesh"),
            Attribute("inputComponents", "ics", "typed", data_type="componentList"),
        ],
    )
)
_modifier(
    "polySoftEdge",
    "kPolySoftEdge",
    [Attribute("angle", "a", "doubleAngle", default=math.radians(30), keyable=True)],
    lambda data, values, texts: mesh_edits.soften(data, values["angle"], texts),
)
_modifier(
    "polyNormal",
    "kPolyNormal",
    [Attribute("normalMode", "nm", "enum", default=0)],
    lambda data, values, texts: mesh_edits.reverse(data),
)


def _unite(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    parts = []
    for entry in node.plug("inputPoly").existing():
        data = block.read(entry)
        matrix = node.plug("inputMat").element(entry.index)
        if data is not None:
            parts.append((data, block.read(matrix)))
    block.write(plug, united(parts))
    block.set_clean(plug)
    return None


def united(parts: list[tuple[MeshData, np.ndarray]]) -> MeshData:
    """Several meshes, each after its matrix, as one."""
    if not parts:
        return MeshData.empty()
    points = [data.points @ matrix[:3, :3] + matrix[3, :3] for data, matrix in parts]
    starts = np.cumsum([0, *(len(part) for part in points)])
    corners = [data.corners + start for (data, _), start in zip(parts, starts, strict=False)]
    from maya._core.mesh_topology import edges_of

    result = MeshData(
        primitives.rounded(np.concatenate(points)),
        np.concatenate([data.counts for data, _ in parts]),
        np.concatenate(corners),
    )
    result.edges = np.concatenate(
        [edges_of(data) + start for (data, _), start in zip(parts, starts, strict=False)]
    )
    return result


POLY_UNITE = register(
    NodeType(
        "polyUnite",
        POLY_CREATOR,
        mfn_names=("kPolyUnite",),
        attributes=[
            Attribute("inputPoly", "ip", "typed", data_type="mesh", is_array=True),
            Attribute("inputMat", "im", "matrix", is_array=True),
            Attribute("mergeUVSets", "muv", "enum", default=1),
        ],
        compute=_unite,
    )
)
POLY_UNITE.affect("inputPoly", "output")
POLY_UNITE.affect("inputMat", "output")
