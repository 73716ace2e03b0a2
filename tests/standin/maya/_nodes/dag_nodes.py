"""dagNode, transform, joint, shape and the plain shapes: matrices and visibility."""

from __future__ import annotations

import numpy as np
from maya._core import maths
from maya._core.attributes import Attribute, numeric_compound
from maya._core.dag import DagNode, DagPath
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.base import DEPEND_NODE, register

ROTATE_ORDERS = ("xyz", "yzx", "zxy", "xzy", "yxz", "zyx")


def _world_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = plug.attribute.name
    if name not in ("worldMatrix", "worldInverseMatrix", "parentMatrix", "parentInverseMatrix"):
        return False
    array = plug.array or plug
    for number, path in enumerate(node.paths()):
        if name.startswith("parent"):
            # must not read the node's own matrix, which may follow this one; the offset is in it
            matrix = DagPath(path.nodes[:-1]).world_matrix(block.context)
            if node.find_attribute("offsetParentMatrix") is not None:
                matrix = block.read(node.plug("offsetParentMatrix")) @ matrix
        else:
            matrix = path.world_matrix(block.context)
        element = array.element(number)
        block.write(element, np.linalg.inv(matrix) if "Inverse" in name else matrix)
        block.set_clean(element)
    block.set_clean(plug)
    return None


def _matrix_array(name: str, short: str) -> Attribute:
    return Attribute(
        name, short, "matrix", is_array=True, writable=False, storable=False, world_space=True
    )


DAG_NODE = register(
    NodeType(
        "dagNode",
        DEPEND_NODE,
        mfn_names=("kDagNode",),
        node_class=DagNode,
        abstract=True,
        attributes=[
            numeric_compound("boundingBoxMin", "bbmn", "double3", writable=False, storable=False),
            numeric_compound("boundingBoxMax", "bbmx", "double3", writable=False, storable=False),
            Attribute("visibility", "v", "bool", default=True, keyable=True),
            Attribute("intermediateObject", "io", "bool", default=False),
            Attribute("template", "tmp", "bool", default=False),
            Attribute("instObjGroups", "iog", "compound", is_array=True, storable=False),
            Attribute("objectColorRGB", "obcolor", "float3"),
            Attribute("useObjectColor", "uoc", "enum", fields={0: "None", 1: "Index", 2: "RGB"}),
            Attribute("overrideEnabled", "ove", "bool", default=False),
            Attribute(
                "overrideDisplayType",
                "ovdt",
                "enum",
                fields={0: "Normal", 1: "Template", 2: "Reference"},
            ),
            Attribute("overrideColor", "ovc", "byte", default=0),
            Attribute("overrideVisibility", "ovv", "bool", default=True),
            Attribute("lodVisibility", "lodv", "bool", default=True),
            Attribute("hiddenInOutliner", "hio", "bool", default=False),
            _matrix_array("parentMatrix", "pm"),
            _matrix_array("worldMatrix", "wm"),
            _matrix_array("parentInverseMatrix", "pim"),
            _matrix_array("worldInverseMatrix", "wim"),
            Attribute("inverseMatrix", "im", "matrix", writable=False, storable=False),
            Attribute("matrix", "m", "matrix", writable=False, storable=False),
        ],
        compute=_world_compute,
    )
)
_groups = DAG_NODE.attribute("instObjGroups")
_object_groups = _groups.add_child(Attribute("objectGroups", "og", "compound", is_array=True))
for _child in (
    Attribute("objectGrpCompList", "gcl", "typed", data_type="componentList"),
    Attribute("objectGroupId", "gid", "long", default=-1),
    Attribute("objectGrpColor", "gco", "short", default=0),
):
    _object_groups.add_child(_child)
for _suffix, _short in (("R", "r"), ("G", "g"), ("B", "b")):
    DAG_NODE.attribute("objectColorRGB").add_child(
        Attribute(f"objectColor{_suffix}", f"obc{_short}", "float")
    )
for _part in (*_groups.walk(), *DAG_NODE.attribute("objectColorRGB").walk()):
    _part.owner = DAG_NODE
DAG_NODE.affect("matrix", "worldMatrix", "worldInverseMatrix")


def _angles(name: str, short: str, **options: bool) -> Attribute:
    return numeric_compound(name, short, "double3", child_kind="doubleAngle", **options)


def _lengths(name: str, short: str, **options: bool) -> Attribute:
    return numeric_compound(name, short, "double3", child_kind="doubleLinear", **options)


def local_matrix(node: Node, block: Block) -> np.ndarray:
    """Matrix of a transform from its plugs, row vectors (the order of Maya's xform manual)."""

    def vector(name: str) -> np.ndarray:
        return np.array([block.read(plug) for plug in node.plug(name).children], dtype=float)

    parts = maths.TransformParts(
        translation=vector("translate"),
        rotation=vector("rotate"),
        order=int(block.read(node.plug("rotateOrder"))),
        scale=vector("scale"),
        shear=vector("shear"),
        orientation=vector("rotateAxis"),
        rotate_pivot=vector("rotatePivot"),
        rotate_pivot_translation=vector("rotatePivotTranslate"),
        scale_pivot=vector("scalePivot"),
        scale_pivot_translation=vector("scalePivotTranslate"),
    )
    if node.find_attribute("jointOrient") is None:
        return maths.compose(parts)
    inverse = np.ones(3)
    if block.read(node.plug("segmentScaleCompensate")):
        above = vector("inverseScale")
        inverse = 1.0 / np.where(above == 0, 1.0, above)
    return maths.compose_joint(parts, vector("jointOrient"), inverse)


def _transform_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name not in ("matrix", "inverseMatrix", "xformMatrix"):
        return False
    matrix = local_matrix(node, block)
    block.write(plug, np.linalg.inv(matrix) if plug.attribute.name == "inverseMatrix" else matrix)
    block.set_clean(plug)
    return None


TRANSFORM = register(
    NodeType(
        "transform",
        DAG_NODE,
        mfn_names=("kTransform",),
        attributes=[
            _lengths("translate", "t", keyable=True),
            _angles("rotate", "r", keyable=True),
            Attribute(
                "rotateOrder",
                "ro",
                "enum",
                fields=dict(enumerate(ROTATE_ORDERS)),
                minimum=0,
                maximum=5,
            ),
            numeric_compound("scale", "s", "double3", default=(1.0, 1.0, 1.0), keyable=True),
            Attribute("shear", "sh", "double3"),
            _lengths("rotatePivot", "rp"),
            _lengths("rotatePivotTranslate", "rpt"),
            _lengths("scalePivot", "sp"),
            _lengths("scalePivotTranslate", "spt"),
            _angles("rotateAxis", "ra"),
            Attribute("inheritsTransform", "it", "bool", default=True),
            Attribute("offsetParentMatrix", "opm", "matrix"),
            Attribute("xformMatrix", "xm", "matrix", writable=False, storable=False),
            Attribute("displayLocalAxis", "dla", "bool", default=False),
            Attribute("displayHandle", "dh", "bool", default=False),
            Attribute("displayRotatePivot", "drp", "bool", default=False),
            Attribute("minTransLimitEnable", "mtle", "bool", default=False),
        ],
        compute=_transform_compute,
    )
)
for _name, _short in (("shearXY", "shxy"), ("shearXZ", "shxz"), ("shearYZ", "shyz")):
    TRANSFORM.attribute("shear").add_child(
        Attribute(_name, _short, "double", default=0.0, owner=TRANSFORM)
    )
for _attribute in (
    "translate",
    "rotate",
    "rotateOrder",
    "scale",
    "shear",
    "rotatePivot",
    "rotatePivotTranslate",
    "scalePivot",
    "scalePivotTranslate",
    "rotateAxis",
):
    for _part in TRANSFORM.attribute(_attribute).walk():
        TRANSFORM.affect(
            _part, "matrix", "inverseMatrix", "xformMatrix", "worldMatrix", "worldInverseMatrix"
        )
for _attribute in ("translate", "rotate", "scale"):
    TRANSFORM.attribute(_attribute).keyable = False  # the channels are keyable, not what holds them
TRANSFORM.affect(
    "offsetParentMatrix", "worldMatrix", "worldInverseMatrix", "parentMatrix", "parentInverseMatrix"
)
TRANSFORM.affect("inheritsTransform", "worldMatrix", "worldInverseMatrix")

JOINT = register(
    NodeType(
        "joint",
        TRANSFORM,
        mfn_names=("kJoint",),
        attributes=[
            _angles("jointOrient", "jo"),
            numeric_compound("inverseScale", "is", "double3", default=(1.0, 1.0, 1.0)),
            Attribute("segmentScaleCompensate", "ssc", "bool", default=True),
            Attribute("radius", "radi", "float", default=1.0, channel_box=True),
            Attribute(
                "drawStyle", "ds", "enum", fields={0: "Bone", 1: "Multi-child as Box", 2: "None"}
            ),
            Attribute("bindPose", "bps", "matrix"),
            Attribute(
                "type",
                "typ",
                "enum",
                fields=dict(
                    enumerate(
                        (
                            "None",
                            "Root",
                            "Hip",
                            "Knee",
                            "Foot",
                            "Toe",
                            "Spine",
                            "Neck",
                            "Head",
                            "Collar",
                            "Shoulder",
                            "Elbow",
                            "Hand",
                            "Finger",
                            "Thumb",
                            "PropA",
                            "PropB",
                            "PropC",
                            "Other",
                        )
                    )
                ),
            ),
            Attribute("otherType", "oty", "typed", data_type="string"),
            Attribute(
                "side",
                "sd",
                "enum",
                default=3,
                fields=dict(enumerate(("Center", "Left", "Right", "None"))),
            ),
            Attribute("lockInfluenceWeights", "liw", "bool", default=False),
        ],
    )
)
for _attribute in ("jointOrient", "inverseScale", "segmentScaleCompensate"):
    for _part in JOINT.attribute(_attribute).walk():
        JOINT.affect(
            _part, "matrix", "inverseMatrix", "xformMatrix", "worldMatrix", "worldInverseMatrix"
        )


def _locator_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    place = plug.parent or plug
    if place.attribute.name != "worldPosition":
        return False
    array = place.array or place
    local = [block.read(child) for child in node.plug("localPosition").children]
    for number, path in enumerate(node.paths()):
        element = array.element(number)
        position = np.array([*local, 1.0]) @ path.world_matrix(block.context)
        for child, number_there in zip(element.children, position, strict=False):
            block.write(child, float(number_there))
        block.set_clean(element)
    block.set_clean(array)
    return None


SHAPE = register(NodeType("shape", DAG_NODE, mfn_names=("kShape",), abstract=True))
GEOMETRY_SHAPE = register(NodeType("geometryShape", SHAPE, abstract=True))
DEFORMABLE_SHAPE = register(NodeType("deformableShape", GEOMETRY_SHAPE, abstract=True))
CONTROL_POINT = register(NodeType("controlPoint", DEFORMABLE_SHAPE, abstract=True))
LOCATOR = register(
    NodeType(
        "locator",
        GEOMETRY_SHAPE,
        mfn_names=("kLocator",),
        attributes=[
            _lengths("localPosition", "lp", keyable=True),
            numeric_compound("localScale", "los", "double3", default=(1.0, 1.0, 1.0), keyable=True),
            _lengths(
                "worldPosition",
                "wp",
                is_array=True,
                writable=False,
                storable=False,
                world_space=True,
            ),
        ],
        compute=_locator_compute,
    )
)
for _part in LOCATOR.attribute("localPosition").walk():
    LOCATOR.affect(_part, *(each.name for each in LOCATOR.attribute("worldPosition").walk()))


def world(name: str = "world") -> DagNode:
    """The invisible root of a new scene."""
    return DagNode(WORLD, name)


WORLD = NodeType("dagNode", DAG_NODE, mfn_names=("kWorld",))
