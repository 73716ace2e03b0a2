"""mesh, and what it shares with other shapes made of control points."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import evaluation
from maya._core.attributes import Attribute
from maya._core.dag import DagNode
from maya._core.data import MeshData
from maya._core.evaluation import Block
from maya._core.geometry import bounding_box
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.polygon_primitives import rounded
from maya._core.shapes import clear_tweaks, plugs_of, read_stored, set_stored, stored, tweak_array
from maya._nodes.base import register
from maya._nodes.dag_nodes import CONTROL_POINT, DAG_NODE, DEFORMABLE_SHAPE


def compound(
    name: str, short: str, kind: str, parts: list[tuple[str, str]], **options: Any
) -> Attribute:
    """A numeric compound whose children have names of their own."""
    child_kind = options.pop("child_kind", kind.rstrip("234"))
    attribute = Attribute(name, short, kind, **options)
    for part, part_short in parts:
        attribute.add_child(Attribute(part, part_short, child_kind, default=0))
    return attribute


def group(name: str, short: str, children: list[Attribute], **options: Any) -> Attribute:
    """A compound attribute with children."""
    attribute = Attribute(name, short, "compound", **options)
    for child in children:
        attribute.add_child(child)
    return attribute


def flags(table: str) -> list[Attribute]:
    """Simple attributes: one a line, ``name short kind default``."""
    found = []
    for line in table.strip().splitlines():
        name, short, kind, default = line.split()
        value: Any = {"yes": True, "no": False}.get(default)
        if value is None:
            value = int(default) if kind in ("long", "short", "enum", "byte") else float(default)
        found.append(Attribute(name, short, kind, default=value))
    return found


def text(name: str, short: str, default: str | None = None) -> Attribute:
    """A string attribute."""
    return Attribute(name, short, "typed", data_type="string", default=default)


DEFORMABLE_SHAPE.add_attribute(
    group(
        "componentTags",
        "gtag",
        [
            text("componentTagName", "gtagnm"),
            Attribute("componentTagContents", "gtagcmp", "typed", data_type="componentList"),
        ],
        is_array=True,
    )
)
for _attribute in (
    compound(
        "controlPoints",
        "cp",
        "double3",
        [("xValue", "xv"), ("yValue", "yv"), ("zValue", "zv")],
        is_array=True,
        child_kind="doubleLinear",
    ),
    Attribute("weights", "wt", "double", default=1.0, is_array=True),
    *flags("tweak tw bool no\nrelativeTweak rtw bool yes"),
    Attribute("tweakLocation", "twl", "typed", data_type="vectorArray"),
    group(
        "uvSet",
        "uvst",
        [
            text("uvSetName", "uvsn"),
            compound(
                "uvSetPoints",
                "uvsp",
                "float2",
                [("uvSetPointsU", "uvpu"), ("uvSetPointsV", "uvpv")],
                is_array=True,
            ),
            Attribute("uvSetTweakLocation", "uvtw", "typed", data_type="vectorArray"),
        ],
        is_array=True,
    ),
    text("currentUVSet", "cuvs"),
    text("displayColorChannel", "dcc", "Ambient+Diffuse"),
    Attribute("instMaterialAssign", "imtla", "message", is_array=True),
    group(
        "compInstObjGroups",
        "ciog",
        [
            group(
                "compObjectGroups",
                "cog",
                [
                    Attribute("compObjectGroupId", "cgid", "long", default=-1),
                    Attribute("compObjectGrpCompList", "cgcl", "typed", data_type="componentList"),
                ],
                is_array=True,
            )
        ],
        is_array=True,
        storable=False,
    ),
):
    CONTROL_POINT.add_attribute(_attribute)

SURFACE_SHAPE = register(
    NodeType(
        "surfaceShape",
        CONTROL_POINT,
        abstract=True,
        attributes=flags(
            """castsShadows csh bool yes
            receiveShadows rcsh bool yes
            primaryVisibility vis bool yes
            visibleInReflections vir bool no
            visibleInRefractions vif bool no
            doubleSided ds bool yes
            opposite op bool no
            smoothShading smo bool yes
            ignoreSelfShadowing iss bool no
            motionBlur mb bool yes
            holdOut hot bool no
            maxVisibilitySamplesOverride vbo bool no
            maxVisibilitySamples mvs long 1
            geometryAntialiasingOverride gao bool no
            antialiasingLevel gal long 1
            shadingSamplesOverride sso bool no
            shadingSamples ssa long 1
            ignoreHwShader ih bool no"""
        ),
    )
)


class ShapeNode(DagNode):
    """A shape with geometry."""

    def created(self) -> None:
        """The visibility of shapes is not keyable."""
        self.plug("visibility").keyable = False

    def tags(self, block: Block) -> dict[str, list[str]]:
        """Component tags stored on this shape."""
        found = {}
        for entry in self.plug("componentTags").existing():
            name = block.read(entry.child("componentTagName"))
            contents = block.read(entry.child("componentTagContents"))
            if name:
                found[name] = list(getattr(contents, "items", contents) or [])
        return found

    def tweaks(self, block: Block) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of the moved points and their values, (N,) and (N, 3)."""
        array = tweak_array(self)
        numbers = array.indices()
        values = [[block.read(part) for part in array.elements[n].children] for n in numbers]
        return np.array(numbers, dtype=int), np.array(values, dtype=float).reshape(-1, 3)


class MeshNode(ShapeNode):
    """A polygon mesh: positions are those that came in (``vrts``) plus ``pnts``."""

    def set_internal(self, plug: Plug, value: Any) -> bool:
        """Positions of a mesh without history can be set by ``vrts``."""
        if plug.parent is None or plug.parent.attribute.name != "vrts":
            return super().set_internal(plug, value)
        data = self.plug("cachedInMesh").value or MeshData.empty()
        index = plug.parent.index
        points = np.zeros((max(index + 1, len(data.points)), 3))
        points[: len(data.points)] = data.points
        points[index, plug.parent.children.index(plug)] = value
        self.plug("cachedInMesh").store(data.with_points(points))
        return True

    def get_internal(self, plug: Plug) -> Any:
        """Positions are kept in one array."""
        if plug.parent is None or plug.parent.attribute.name != "vrts":
            return super().get_internal(plug)
        data = stored(self)
        index = plug.parent.index
        if data is None or not 0 <= index < len(data.points):
            return 0.0
        return float(data.points[index, plug.parent.children.index(plug)])


def tweaked(node: MeshNode, block: Block) -> MeshData | None:
    """The mesh as it is drawn."""
    data = read_stored(node, block)
    if data is None:
        return None
    data = data.copy()
    data.matrix = None
    data.tags.update(node.tags(block))
    numbers, offsets = node.tweaks(block)
    inside = numbers < len(data.points)
    if inside.any():
        data.points[numbers[inside]] += offsets[inside]
        data.points = rounded(data.points)
    return data


def write_box(node: Node, block: Block, data: Any, plug: Plug) -> None:
    """Answer one of the bounding box plugs."""
    low, high = bounding_box(data) if data is not None else np.zeros((2, 3))
    for name, corner in (("boundingBoxMin", low), ("boundingBoxMax", high)):
        for place, value in zip(node.plug(name).children, corner, strict=True):
            block.write(place, float(value))
            block.set_clean(place)


def write_world(node: DagNode, block: Block, array: Plug, data: Any) -> None:
    """The geometry for every instance, with the matrix of its path."""
    for number, path in enumerate(node.paths()):
        element = array.element(number)
        placed = None
        if data is not None:
            placed = data.copy()
            placed.matrix = path.world_matrix(block.context)
        block.write(element, placed)
        block.set_clean(element)
    block.set_clean(array)


def _list_vertices(node: Node, block: Block) -> None:
    """Bring an element of ``vrts`` into being for every vertex."""
    data = read_stored(node, block)
    count = 0 if data is None else len(data.points)
    array = node.plug("vrts")
    for index in [index for index in array.elements if index >= count]:
        del array.elements[index]
    for index in range(count):
        array.element(index).exists = True
    block.set_clean(array)


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = (plug.array or plug).attribute.name
    if name == "outMesh":
        block.write(plug, tweaked(node, block))
        block.set_clean(plug)
    elif name == "worldMesh":
        write_world(node, block, node.plug("worldMesh"), block.read(node.plug("outMesh")))
    elif name.startswith("boundingBox"):
        write_box(node, block, block.read(node.plug(plugs_of(node).local)), plug)
    elif name in ("vrts", "vrtx", "vrty", "vrtz"):
        _list_vertices(node, block)
    else:
        return False
    return None


def _mesh(name: str, short: str, **options: Any) -> Attribute:
    return Attribute(name, short, "typed", data_type="mesh", **options)


MESH = register(
    NodeType(
        "mesh",
        SURFACE_SHAPE,
        mfn_names=("kMesh",),
        node_class=MeshNode,
        classification="geometry",
        attributes=[
            _mesh("inMesh", "i"),
            _mesh("outMesh", "o", writable=False, storable=False),
            _mesh("cachedInMesh", "ci", hidden=True),
            _mesh(
                "worldMesh", "w", is_array=True, writable=False, storable=False, world_space=True
            ),
            _mesh("outSmoothMesh", "os", writable=False, storable=False),
            compound(
                "pnts",
                "pt",
                "float3",
                [("pntx", "px"), ("pnty", "py"), ("pntz", "pz")],
                is_array=True,
            ),
            compound(
                "vrts",
                "vt",
                "float3",
                [("vrtx", "vx"), ("vrty", "vy"), ("vrtz", "vz")],
                is_array=True,
            ),
            compound(
                "edge",
                "ed",
                "long3",
                [("edg1", "e1"), ("edg2", "e2"), ("edgh", "eh")],
                is_array=True,
            ),
            Attribute("face", "fc", "typed", data_type="polyFaces", is_array=True),
            compound("uvpt", "uv", "float2", [("uvpx", "ux"), ("uvpy", "uy")], is_array=True),
            compound(
                "colors",
                "clr",
                "float4",
                [("colorR", "clrr"), ("colorG", "clrg"), ("colorB", "clrb"), ("colorA", "clra")],
                is_array=True,
                child_kind="float",
            ),
            compound(
                "normals",
                "n",
                "float3",
                [("normalx", "nx"), ("normaly", "ny"), ("normalz", "nz")],
                is_array=True,
            ),
            compound(
                "smoothOffset", "so", "float3", [("sofx", "sx"), ("sofy", "sy"), ("sofz", "sz")]
            ),
            compound("uvPivot", "pv", "double2", [("uvPivotX", "pvx"), ("uvPivotY", "pvy")]),
            group(
                "colorSet",
                "clst",
                [
                    text("colorName", "clsn"),
                    Attribute("clamped", "clam", "bool"),
                    Attribute("representation", "rprt", "enum", default=3),
                ],
                is_array=True,
            ),
            text("currentColorSet", "ccls"),
            Attribute("uvTweakLocation", "uvtl", "typed", data_type="vectorArray"),
            Attribute("referenceObject", "rob", "message"),
            Attribute(
                "displaySmoothMesh",
                "dsm",
                "enum",
                default=0,
                minimum=0,
                maximum=2,
                fields=dict(
                    enumerate(("Base Mesh Only", "Base and Smooth Mesh", "Smooth Mesh Only"))
                ),
            ),
            *flags(
                """smoothLevel lev short 2
                renderSmoothLevel rsl short 2
                useSmoothPreviewForRender uspr bool yes
                smoothMeshSelectionMode ssm enum 0
                smoothUVs suv bool yes
                smoothWarn sw bool yes
                keepBorder kb bool no
                keepHardEdge khe bool no
                keepMapBorders kmb enum 1
                propagateEdgeHardness peh bool no
                continuity co double 1
                displayColors dcol bool no
                displayEdges de enum 0
                displayBorders db bool no
                displayVertices dv bool no
                displayCenter dc bool no
                displayTriangles dt bool no
                displayUVs duv bool no
                displayNormal dn bool no
                displayTangent dtn bool no
                displayMapBorders dmb bool no
                displayNonPlanar dnp bool no
                displayInvisibleFaces difs bool no
                displayItemNumbers din long 0
                normalSize ns float 0.4
                normalType ndt enum 2
                borderWidth bw float 2
                vertexSize vs float 3
                uvSize usz float 4
                backfaceCulling bck enum 0
                vertexBackfaceCulling vbc bool yes
                allowTopologyMod atm bool yes
                vertexNormalMethod vnm enum 3
                quadSplit qsp enum 2
                useOsdBoundaryMethods uob bool yes
                osdCreaseMethod ocr enum 0
                reuseTriangles rtri bool no
                displayHWEnvironment dhe bool no
                showDisplacements sdis bool no"""
            ),
        ],
        compute=_compute,
    )
)
OUTPUTS = ("outMesh", "worldMesh", "boundingBoxMin", "boundingBoxMax")
for _name in ("inMesh", "cachedInMesh", "pnts", "componentTags"):
    for _part in MESH.attribute(_name).walk():
        MESH.affect(_part, *OUTPUTS)
for _name in ("inMesh", "cachedInMesh"):
    MESH.affect(_name, "vrts")


def set_points(node: MeshNode, points: np.ndarray) -> None:
    """What ``MFnMesh.setPoints`` does: positions anew, tweaks forgotten."""
    data = stored(node)
    if data is None:
        raise RuntimeError("(kFailure): Unexpected Internal Failure")
    into = node.plug("inMesh")
    clear_tweaks(node)
    if into.effective_source() is not None:
        # overwritten by the next evaluation, as in Maya
        data = data.with_points(points)
        into.value, into.dirty = data, False
        evaluation.changed(into)
        return
    set_stored(node, data.with_points(points))


__all__ = [
    "DAG_NODE",
    "MESH",
    "MeshNode",
    "ShapeNode",
    "compound",
    "flags",
    "group",
    "set_points",
    "text",
]
