"""The rest of what every DAG node and transform has: drawing, bounding boxes, limits, containers."""

from __future__ import annotations

import numpy as np
from maya._core import maths
from maya._core.attributes import Attribute
from maya._core.dag import DagNode
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.dag_nodes import DAG_NODE, JOINT, TRANSFORM


def _add(kind: NodeType, table: str) -> None:
    for attribute in attributes(table):
        if kind.attribute(attribute.name) is None:
            kind.add_attribute(attribute)


def _gather(
    kind: NodeType, name: str, short: str, table: str, kept: tuple[str, ...], **options: bool
) -> None:
    """Put attributes that exist already, and those of the table, under one compound."""
    compound = Attribute(name, short, "compound", **options)
    place = min((kind.own_attributes.index(kind.attribute(each)) for each in kept), default=0)
    for each in kept:
        attribute = kind.attribute(each)
        kind.own_attributes.remove(attribute)
        compound.add_child(attribute)
    for attribute in attributes(table):
        compound.add_child(attribute)
    kind.own_attributes.insert(place, compound)
    for part in compound.walk():
        part.owner = kind


_gather(
    DAG_NODE,
    "boundingBox",
    "bb",
    "boundingBoxSize bbsi length3 -writable -storable",
    ("boundingBoxMin", "boundingBoxMax"),
    writable=False,
    storable=False,
)
for _name, _letters in (
    ("boundingBoxMin", "bbn"),
    ("boundingBoxMax", "bbx"),
    ("boundingBoxSize", "bbs"),
):
    for _child, _letter in zip(DAG_NODE.attribute(_name).children, "xyz", strict=True):
        _child.kind, _child.short = "doubleLinear", f"{_letters}{_letter}"
_add(
    DAG_NODE,
    """
    blackBox bbx bool
    borderConnections boc message []
    containerType ctyp string
    creationDate cdat string
    creator ctor string
    customTreatment ctrt string
    uiTreatment uit enum 0:standard,1:dark
    templateName tna string
    templatePath tpt string
    templateVersion tpv long
    viewMode vwm enum 0:private,1:public,2:all =2
    viewName vwn string
    iconName icn string
    rmbCommand rmc string
    isCollapsed isc bool
    hyperLayout hl message
    publishedNodeInfo pni compound []
    .publishedNode pnod message
    .isHierarchicalNode ihn bool
    .publishedNodeType pntp string
    objectColor oc short 0..7
    wireColorRGB wfcc color
    useOutlinerColor uocol bool
    outlinerColor oclr color
    selectionChildHighlighting sech bool =1
    ghosting gh bool
    ghostDriver gdr message
    ghostingMode gm enum 0:Custom_Frames,1:Pre_and_Post_Frames,2:Custom_Frame_Steps,3:Custom_Key_Steps,4:Keyframes
    ghostDriver gdr message
    ghostUseDriver gud bool
    ghostFrames gf typed:Int32Array
    ghostCustomSteps gcs compound
    .ghostPreFrames gprf long =3
    .ghostPostFrames gpof long =3
    .ghostsStep gstp long =1 1..
    ghostOpacityRange golr float2
    .ghostNearOpacity gnro float =0.5 0..1
    .ghostFarOpacity gfro float =0.15 0..1
    ghostColorPre gcp float3
    .ghostColorPreR grr float =0.447 0..1
    .ghostColorPreG gpg float =1 0..1
    .ghostColorPreB gpb float =1 0..1
    ghostColorPost gac float3
    .ghostColorPostR gar float =0.878 0..1
    .ghostColorPostG gag float =0.678 0..1
    .ghostColorPostB gab float =0.663 0..1
    isHierarchicalConnection ish bool [] -writable
    renderLayerInfo rlio compound []
    .renderLayerId rli short =-1
    .renderLayerRenderable rlr bool =1
    .renderLayerColor rlc short
    renderInfo ri compound
    .identification rlid short
    .layerRenderable rndr bool =1
    .layerOverrideColor lovc byte
    """,
)
_gather(
    DAG_NODE,
    "drawOverride",
    "do",
    """
    overrideLevelOfDetail ovlod enum 0:Full,1:Bounding_Box
    overrideShading ovs bool =1
    overrideTexturing ovt bool =1
    overridePlayback ovp bool =1
    hideOnPlayback hpb bool
    overrideRGBColors ovrgbf bool
    overrideColorRGB ovrgb color
    overrideColorA ovca float =1 0..1
    """,
    ("overrideDisplayType", "overrideEnabled", "overrideVisibility", "overrideColor"),
)
_ORDER = (
    "overrideDisplayType",
    "overrideLevelOfDetail",
    "overrideShading",
    "overrideTexturing",
    "overridePlayback",
    "overrideEnabled",
    "overrideVisibility",
    "hideOnPlayback",
    "overrideRGBColors",
    "overrideColor",
    "overrideColorRGB",
    "overrideColorA",
)  # as in a display layer's drawInfo: connections go child by child
DAG_NODE.attribute("drawOverride").children.sort(key=lambda child: _ORDER.index(child.name))
for _child, _letter in zip(DAG_NODE.attribute("overrideColorRGB").children, "RGB", strict=True):
    _child.name, _child.short = f"overrideColor{_letter}", f"ovc{_letter.lower()}"
DAG_NODE.attribute("overrideColor").maximum = 31
DAG_NODE.attribute("objectColorRGB").short = "obcc"
for _child, _letter in zip(DAG_NODE.attribute("wireColorRGB").children, "RGB", strict=True):
    _child.name, _child.short = f"wireColor{_letter}", f"wfc{_letter.lower()}"
_centre = attributes("center c length3 -writable -storable")[0]
for _child, _letter in zip(_centre.children, "XYZ", strict=True):
    _child.name, _child.short = f"boundingBoxCenter{_letter}", f"bc{_letter.lower()}"
DAG_NODE.add_attribute(_centre)

_LIMITS = "\n".join(
    f"""
    {side}{word}Limit {letter}{short}l {kind}
    .{side}{name}XLimit {letter}{one}xl {part} ={value}
    .{side}{name}YLimit {letter}{one}yl {part} ={value}
    .{side}{name}ZLimit {letter}{one}zl {part} ={value}
    {side}{word}LimitEnable {enable}{one}le compound
    .{side}{name}XLimitEnable {enable}{one}xe bool
    .{side}{name}YLimitEnable {enable}{one}ye bool
    .{side}{name}ZLimitEnable {enable}{one}ze bool
    """
    for side, letter, enable, sign in (("min", "m", "m", "-"), ("max", "x", "x", ""))
    for word, name, short, one, kind, part, size in (
        ("Trans", "Trans", "nt" if side == "min" else "t", "t", "double3", "length", "1"),
        ("Rot", "Rot", "nr" if side == "min" else "r", "r", "double3", "angle", "45deg"),
        ("Scale", "Scale", "ns" if side == "min" else "s", "s", "double3", "double", "1"),
    )
    for value in (sign + size,)
)
TRANSFORM.own_attributes = [
    each for each in TRANSFORM.own_attributes if each.name != "minTransLimitEnable"
]
_add(TRANSFORM, _LIMITS.replace("\n\n", "\n"))
for _side, _prefix in (("min", "mn"), ("max", "mx")):
    for _word, _letter in (("Trans", "t"), ("Rot", "r"), ("Scale", "s")):
        TRANSFORM.attribute(f"{_side}{_word}Limit").short = f"{_prefix}{_letter}l"
_add(
    TRANSFORM,
    """
    displayScalePivot dsp bool
    selectHandle hdl length3
    showManipDefault smd enum 0:None,1:Translate,2:Rotate,3:Scale,4:Transform,5:Global_Default,6:Smart,7:Specified
    specifiedManipLocation sml typed:pointArray
    dynamics dyn bool
    rotateQuaternion rq double4 XYZW
    transMinusRotatePivot tmrp length3 -writable -storable
    rotationInterpolation roti enum 1:None,2:Euler-Angle,3:Quaternion =1
    dagLocalMatrix dlm matrix -writable -storable
    dagLocalInverseMatrix dlim matrix -writable -storable
    """,
)

_BOXES = ("boundingBoxMin", "boundingBoxMax", "boundingBoxSize", "center")


def _object_box(node: DagNode) -> np.ndarray:
    from maya._commands.bounding_boxes import world_box

    path = node.path()
    box = world_box([path])
    if box is None or not _has_shapes(node):
        return np.zeros((2, 3))
    corners = np.array(
        [[box[i, 0], box[j, 1], box[k, 2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    )
    above = path.parent()
    matrix = above.world_matrix() if above is not None else np.eye(4)
    corners = maths.transform_points(corners, np.linalg.inv(matrix))
    return np.array([corners.min(axis=0), corners.max(axis=0)])


def _has_shapes(node: DagNode) -> bool:
    return node.is_shape or any(each.is_shape for each in node.below())


def _box_values(name: str, box: np.ndarray) -> np.ndarray:
    return {
        "boundingBoxMin": box[0],
        "boundingBoxMax": box[1],
        "boundingBoxSize": box[1] - box[0],
        "center": box.mean(axis=0),
    }[name]


_world_compute = DAG_NODE.own_compute


def _dag_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    top = plug if plug.attribute.name in _BOXES else plug.parent
    if top is None or top.attribute.name not in _BOXES:
        return _world_compute(node, plug, block)
    for child, value in zip(
        top.children, _box_values(top.attribute.name, _object_box(node)), strict=True
    ):
        block.write(
            child, float(value)
        )  # never clean: there is no telling when shapes below change
    return None


DAG_NODE.own_compute = _dag_compute
for _name in ("parentMatrix", "parentInverseMatrix"):
    DAG_NODE.affect("message", _name)  # made by compute; what dirties them is above the node
for _name in _BOXES:
    for _part in DAG_NODE.attribute(_name).walk():
        DAG_NODE.affect("intermediateObject", _part)

_transform_compute = TRANSFORM.own_compute


def _more_transform_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = plug.attribute.name
    if name in ("dagLocalMatrix", "dagLocalInverseMatrix"):
        matrix = block.read(node.plug("matrix")) @ block.read(node.plug("offsetParentMatrix"))
        block.write(plug, np.linalg.inv(matrix) if "Inverse" in name else matrix)
        block.set_clean(plug)
        return None
    if plug.parent is not None and plug.parent.attribute.name == "transMinusRotatePivot":
        parts = zip(
            plug.parent.children,
            node.plug("translate").children,
            node.plug("rotatePivot").children,
            strict=True,
        )
        for child, move, pivot in parts:
            block.write(child, block.read(move) - block.read(pivot))
            block.set_clean(child)
        return None
    return _transform_compute(node, plug, block)


TRANSFORM.own_compute = _more_transform_compute
for _name in (
    "translate",
    "rotate",
    "scale",
    "shear",
    "rotatePivot",
    "offsetParentMatrix",
    "rotateOrder",
):
    for _part in TRANSFORM.attribute(_name).walk():
        TRANSFORM.affect(_part, "dagLocalMatrix", "dagLocalInverseMatrix")
for _name in ("translate", "rotatePivot"):
    for _part in TRANSFORM.attribute(_name).walk():
        for _target in TRANSFORM.attribute("transMinusRotatePivot").walk():
            TRANSFORM.affect(_part, _target)
for _child, _letter in zip(
    TRANSFORM.attribute("transMinusRotatePivot").children, "xyz", strict=True
):
    _child.short = f"tmr{_letter}"
for _name in ("translate", "rotate", "scale"):
    TRANSFORM.attribute(_name).keyable = False  # their children are

JOINT.attribute("side").default = 0
JOINT.attribute("otherType").short = "otp"
_add(
    JOINT,
    """
    stiffness st double3
    .stiffnessX stx double
    .stiffnessY sty double
    .stiffnessZ stz double
    preferredAngle pa angle3
    minRotateDampRange ndr double3
    .minRotateDampRangeX ndx angle
    .minRotateDampRangeY ndy angle
    .minRotateDampRangeZ ndz angle
    minRotateDampStrength nst double3 XYZ
    maxRotateDampRange xdr double3
    .maxRotateDampRangeX xdx angle
    .maxRotateDampRangeY xdy angle
    .maxRotateDampRangeZ xdz angle
    maxRotateDampStrength xst double3 XYZ
    jointTypeX jtx bool =1
    jointTypeY jty bool =1
    jointTypeZ jtz bool =1
    jointType jt string
    jointOrientType jot string
    dofMask dm long =2021227011
    drawLabel dl bool
    bindRotation br angle3
    bindJointOrient bjo double3
    .bindJointOrientX bjx angle
    .bindJointOrientY bjy angle
    .bindJointOrientZ bjz angle
    bindRotateAxis bra angle3
    bindScale bs double3
    .bindScaleX bsx angle =1
    .bindScaleY bsy angle =1
    .bindScaleZ bsz angle =1
    bindInverseScale bis double3
    .bindInverseScaleX bix double =1
    .bindInverseScaleY biy double =1
    .bindInverseScaleZ biz double =1
    bindSegmentScaleCompensate bsc bool =1
    isIKDirtyFlag idf bool
    inIKSolveFlag isf bool
    fkRotate fkr double3
    .fkRotateX frx angle
    .fkRotateY fry angle
    .fkRotateZ frz angle
    ikRotate ikr double3
    .ikRotateX irx angle
    .ikRotateY iry angle
    .ikRotateZ irz angle
    hikNodeID hni long =-1
    hikFkJoint hfk message
    """,
)
