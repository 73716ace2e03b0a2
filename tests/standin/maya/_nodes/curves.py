"""nurbsCurve, nurbsSurface, lattice and the creators of curves."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import curve_evaluation
from maya._core.attributes import Attribute, numeric_compound
from maya._core.data import CurveData, LatticeData
from maya._core.evaluation import Block
from maya._core.geometry import get_points, point_count, set_points
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.shapes import has_history, plugs_of, read_stored, stored
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.dag_nodes import CONTROL_POINT
from maya._nodes.mesh import SURFACE_SHAPE, ShapeNode, compound, flags, write_box, write_world


class CurveNode(ShapeNode):
    """A shape of control points: ``controlPoints`` are positions, offsets if there is history."""

    def _own(self, plug: Plug) -> bool:
        return (
            plug.parent is not None
            and plug.parent.attribute.name == "controlPoints"
            and plug.parent.index is not None
            and not has_history(self)
        )

    def set_internal(self, plug: Plug, value: Any) -> bool:
        """Without history a control point is moved for good."""
        if not self._own(plug):
            return super().set_internal(plug, value)
        data = stored(self)
        index = plug.parent.index
        if data is None or index >= point_count(data):
            return True
        points = get_points(data).copy()
        points[index, plug.parent.children.index(plug)] = value
        data = data.copy()
        set_points(data, points)
        into = self.plug(plugs_of(self).into)
        into.value = None
        self.plug(plugs_of(self).stored).store(data)
        return True

    def get_internal(self, plug: Plug) -> Any:
        """Without history the position itself."""
        if not self._own(plug):
            return super().get_internal(plug)
        data = stored(self)
        index = plug.parent.index
        if data is None or not 0 <= index < point_count(data):
            return 0.0
        return float(get_points(data)[index, plug.parent.children.index(plug)])


def _tweaked(node: CurveNode, block: Block) -> Any:
    data = read_stored(node, block)
    if data is None:
        return None
    data = data.copy()
    data.matrix = None
    data.tags.update(node.tags(block))
    if has_history(node):
        numbers, offsets = node.tweaks(block)
        inside = numbers < point_count(data)
        points = get_points(data).copy()
        points[numbers[inside]] += offsets[inside]
        set_points(data, points)
    return data


def _list_points(node: Node, block: Block) -> None:
    data = read_stored(node, block)
    array = node.plug("controlPoints")
    if data is not None and not has_history(node):
        for index in range(point_count(data)):
            array.element(index).exists = True
    for place in (array, *array.below()):
        place.dirty = False


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = (plug.array or plug).attribute.name
    names = plugs_of(node)
    if name == names.local:
        block.write(plug, _tweaked(node, block))
        block.set_clean(plug)
    elif name == names.world:
        write_world(node, block, node.plug(names.world), block.read(node.plug(names.local)))
    elif name.startswith("boundingBox"):
        write_box(node, block, block.read(node.plug(names.local)), plug)
    elif name in ("controlPoints", "xValue", "yValue", "zValue"):
        if plug.is_leaf and has_history(node):
            block.set_clean(plug)
        else:
            _list_points(node, block)
    elif name in _CURVE_FACTS:
        data = block.read(node.plug(names.local))
        block.write(plug, _CURVE_FACTS[name](data) if data is not None else 0)
        block.set_clean(plug)
    else:
        return False
    return None


_CURVE_FACTS = {
    "form": lambda data: data.form - 1,
    "degree": lambda data: data.degree,
    "spans": curve_evaluation.span_count,
    "minValue": lambda data: curve_evaluation.domain(data)[0],
    "maxValue": lambda data: curve_evaluation.domain(data)[1],
}


def _geometry(data_type: str, name: str, short: str, **options: Any) -> Attribute:
    return Attribute(name, short, "typed", data_type=data_type, **options)


def _flow(data_type: str, names: tuple[tuple[str, str], ...]) -> list[Attribute]:
    """Input, stored, local output and world output."""
    into, kept, local, world = names
    return [
        _geometry(data_type, *into),
        _geometry(data_type, *kept, hidden=True),
        _geometry(data_type, *local, writable=False, storable=False),
        _geometry(
            data_type, *world, is_array=True, writable=False, storable=False, world_space=True
        ),
    ]


_NURBS_FLOW = (("create", "cr"), ("cached", "cc"), ("local", "l"), ("worldSpace", "ws"))


def _declare(kind: NodeType, *further: str) -> None:
    names = plugs_of_name(kind.name)
    outputs = (names.local, names.world, "boundingBoxMin", "boundingBoxMax", *further)
    for name in (names.into, names.stored, "componentTags", "controlPoints"):
        for part in kind.attribute(name).walk():
            kind.affect(part, *outputs)
    for name in (names.into, names.stored):
        kind.affect(name, "controlPoints")


def plugs_of_name(name: str) -> Any:
    """Plug names of a kind of shape."""
    from maya._core.shapes import PLUGS

    return PLUGS[name]


CURVE_SHAPE = register(NodeType("curveShape", CONTROL_POINT, abstract=True))
NURBS_CURVE = register(
    NodeType(
        "nurbsCurve",
        CURVE_SHAPE,
        mfn_names=("kNurbsCurve", "kCurve"),
        node_class=CurveNode,
        classification="geometry",
        attributes=[
            *_flow("nurbsCurve", _NURBS_FLOW),
            Attribute(
                "form", "f", "enum", writable=False, fields={0: "Open", 1: "Closed", 2: "Periodic"}
            ),
            Attribute("degree", "d", "short", writable=False),
            Attribute("spans", "s", "long", writable=False),
            compound(
                "minMaxValue",
                "mmv",
                "double2",
                [("minValue", "min"), ("maxValue", "max")],
                writable=False,
            ),
            compound(
                "editPoints",
                "eps",
                "double3",
                [("xValueEp", "xve"), ("yValueEp", "yve"), ("zValueEp", "zve")],
                is_array=True,
                child_kind="doubleLinear",
                writable=False,
                storable=False,
            ),
            *flags(
                """tweakSize ts long -1
                dispCV dcv bool no
                dispEP dep bool no
                dispHull dh bool no
                dispCurveEndPoints dce bool no
                dispGeometry dg bool yes
                lineWidth ls double -1
                inPlace ipo bool no
                alwaysDrawOnTop adot bool no"""
            ),
        ],
        compute=_compute,
    )
)
_declare(NURBS_CURVE, "form", "degree", "spans", "minValue", "maxValue")

NURBS_SURFACE = register(
    NodeType(
        "nurbsSurface",
        SURFACE_SHAPE,
        mfn_names=("kNurbsSurface",),
        node_class=CurveNode,
        classification="geometry",
        attributes=[
            *_flow("nurbsSurface", _NURBS_FLOW),
            Attribute(
                "formU",
                "fu",
                "enum",
                writable=False,
                fields={0: "Open", 1: "Closed", 2: "Periodic"},
            ),
            Attribute(
                "formV",
                "fv",
                "enum",
                writable=False,
                fields={0: "Open", 1: "Closed", 2: "Periodic"},
            ),
            compound(
                "degreeUV", "d", "short2", [("degreeU", "du"), ("degreeV", "dv")], writable=False
            ),
            compound(
                "spansUV", "sp", "long2", [("spansU", "su"), ("spansV", "sv")], writable=False
            ),
            compound(
                "minMaxRangeU",
                "mmu",
                "double2",
                [("minValueU", "mnu"), ("maxValueU", "mxu")],
                writable=False,
            ),
            compound(
                "minMaxRangeV",
                "mmv",
                "double2",
                [("minValueV", "mnv"), ("maxValueV", "mxv")],
                writable=False,
            ),
        ],
        compute=_compute,
    )
)
_declare(NURBS_SURFACE)


def default_lattice(s: int, t: int, u: int) -> LatticeData:
    """Points of a unit lattice about the origin."""
    axes = [np.linspace(-0.5, 0.5, count) for count in (s, t, u)]
    return LatticeData(np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1))


class LatticeNode(CurveNode):
    """A lattice; its points begin as a unit cube."""

    def created(self) -> None:
        """Give the new lattice its points."""
        super().created()
        self.plug("cached").value = default_lattice(2, 5, 2)


LATTICE = register(
    NodeType(
        "lattice",
        CONTROL_POINT,
        mfn_names=("kLattice",),
        node_class=LatticeNode,
        attributes=[
            *_flow(
                "lattice",
                (
                    ("latticeInput", "li"),
                    ("cached", "cc"),
                    ("latticeOutput", "lo"),
                    ("worldLattice", "wl"),
                ),
            ),
            *flags("sDivisions sd long 2\ntDivisions td long 5\nuDivisions ud long 2"),
        ],
        compute=_compute,
    )
)
_declare(LATTICE)
BASE_LATTICE = register(
    NodeType("baseLattice", CONTROL_POINT, mfn_names=("kBaseLattice",), node_class=ShapeNode)
)

# -- creators --------------------------------------------------------------------------------

ABSTRACT_CREATE = register(
    NodeType("abstractBaseCreate", DEPEND_NODE, mfn_names=("kCreate",), abstract=True)
)


def _make_circle(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "outputCurve":
        return False
    read = {name: block.read(node.plug(name)) for name in ("radius", "sections", "degree", "sweep")}
    degree = 3 if read["degree"] == 3 else 1
    data = curve_evaluation.circle(read["radius"], read["sections"], degree, read["sweep"])
    normal, center = (
        np.array([block.read(part) for part in node.plug(name).children])
        for name in ("normal", "center")
    )
    points = data.points.copy()
    points[:, :3] = points[:, :3] @ _frame(normal) + center
    block.write(plug, CurveData(points, data.knots, data.degree, data.form))
    block.set_clean(plug)
    return None


def _frame(normal: np.ndarray) -> np.ndarray:
    """Rows: the plane's axes and its normal."""
    length = float(np.linalg.norm(normal))
    z = normal / length if length else np.array([0.0, 0.0, 1.0])
    guess = np.array([1.0, 0.0, 0.0]) if abs(z[0]) < 0.9 else np.array([0.0, 0.0, -1.0])
    x = guess - z * (guess @ z)
    x /= np.linalg.norm(x)
    return np.array([x, np.cross(z, x), z])


def _lengths(name: str, short: str, default: tuple[float, float, float]) -> Attribute:
    return numeric_compound(name, short, "double3", child_kind="doubleLinear", default=default)


MAKE_CIRCLE = register(
    NodeType(
        "makeNurbCircle",
        ABSTRACT_CREATE,
        mfn_names=("kCircle",),
        attributes=[
            Attribute(
                "outputCurve", "oc", "typed", data_type="nurbsCurve", writable=False, storable=False
            ),
            Attribute("normal", "nr", "double3"),
            _lengths("center", "c", (0.0, 0.0, 0.0)),
            _lengths("first", "fp", (1.0, 0.0, 0.0)),
            Attribute("radius", "r", "doubleLinear", default=1.0, keyable=True),
            Attribute("sweep", "sw", "doubleAngle", default=2 * np.pi, keyable=True),
            Attribute("degree", "d", "enum", default=3, fields={1: "Linear", 3: "Cubic"}),
            Attribute("sections", "s", "long", default=8, minimum=1, keyable=True),
            Attribute("fixCenter", "fc", "bool", default=True),
            Attribute("tolerance", "tol", "double", default=0.01),
            Attribute("useTolerance", "ut", "bool", default=False),
        ],
        compute=_make_circle,
        serves=("outputCurve",),
    )
)
for _suffix, _default in (("X", 0.0), ("Y", 0.0), ("Z", 1.0)):
    MAKE_CIRCLE.attribute("normal").add_child(
        Attribute(
            f"normal{_suffix}",
            f"nr{_suffix.lower()}",
            "double",
            default=_default,
            owner=MAKE_CIRCLE,
        )
    )
for _name in ("normal", "center", "radius", "sweep", "degree", "sections"):
    for _part in MAKE_CIRCLE.attribute(_name).walk():
        MAKE_CIRCLE.affect(_part, "outputCurve")
