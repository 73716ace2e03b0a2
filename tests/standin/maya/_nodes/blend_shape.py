"""blendShape: targets as meshes or as deltas, in-betweens, painted weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.data import ComponentList
from maya._core.evaluation import NORMAL, Block
from maya._core.geometry import get_points, point_count, point_numbers, point_texts
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import register
from maya._nodes.clusters import affects_output, to_local
from maya._nodes.deformers import DEFORM, GEOMETRY_FILTER, DeformerNode, FilterTask, array_values

FULL = 6000


def item_number(weight: float) -> int:
    """Where a target for a weight lies in ``inputTargetItem``: 6000 for 1, 5500 for 0.5."""
    return 5000 + round(1000 * weight)


def item_weight(number: int) -> float:
    """The weight of an ``inputTargetItem``."""
    return (number - 5000) / 1000.0


def live_deltas(item: Plug, base: Any, block: Block) -> tuple[np.ndarray, np.ndarray] | None:
    """Moved points and their offsets from the connected target mesh; None if it does not fit."""
    target = block.read(item.child("inputGeomTarget"))
    if target is None or base is None:
        return None
    points, positions = get_points(base), get_points(target)
    if (
        block.read(item.node.plug("origin")) == 0
        and base.matrix is not None
        and target.matrix is not None
    ):
        positions = to_local(positions @ target.matrix[:3, :3] + target.matrix[3, :3], base.matrix)
    if len(points) != len(positions):
        if block.read(item.node.plug("topologyCheck")):
            return None
        count = min(len(points), len(positions))
        points, positions = points[:count], positions[:count]
    offsets = positions - points
    numbers = np.flatnonzero(np.abs(offsets).max(axis=1, initial=0.0) > 1e-10)
    return numbers, offsets[numbers]


def stored_deltas(item: Plug, base: Any, block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Moved points and their offsets from ``inputPointsTarget``."""
    offsets = block.read(item.child("inputPointsTarget"))
    components = block.read(item.child("inputComponentsTarget"))
    texts = list(getattr(components, "items", components) or [])
    if offsets is None or not texts:
        return np.zeros(0, int), np.zeros((0, 3))
    numbers = _ordered_numbers(base, texts)
    count = min(len(numbers), len(offsets))
    return numbers[:count], np.asarray(offsets, dtype=float)[:count, :3]


def _ordered_numbers(base: Any, texts: list[str]) -> np.ndarray:
    """Point numbers in the order of the component texts, as the deltas are."""
    return np.concatenate([point_numbers(base, [text]) for text in texts])


def write_deltas(
    item: Plug, base: Any, numbers: np.ndarray, offsets: np.ndarray, block: Block
) -> None:
    """Put deltas where the stored ones are."""
    points = np.concatenate([offsets, np.ones((len(offsets), 1))], axis=1)
    block.write(item.child("inputPointsTarget"), points)
    block.write(item.child("inputComponentsTarget"), ComponentList(point_texts(base, numbers)))


def write_live_deltas(node: Node, index: int, base: Any, block: Block) -> None:
    """Put the deltas of all connected targets of a geometry where a plug-in reads them."""
    entry = node.plug("inputTarget").elements.get(index)
    if entry is None or not entry.exists:
        return
    for target in entry.child("inputTargetGroup").existing():
        for item in target.child("inputTargetItem").existing():
            if item.child("inputGeomTarget").effective_source() is not None:
                live = live_deltas(item, base, block)
                if live is not None:
                    write_deltas(item, base, *live, block)


def deltas_of(item: Plug, base: Any, block: Block) -> np.ndarray:
    """Offsets of all points (V, 3) of one target item."""
    whole = np.zeros((point_count(base), 3))
    numbers, offsets = None, None
    if item.child("inputGeomTarget").effective_source() is not None:
        live = live_deltas(item, base, block)
        if live is not None:
            numbers, offsets = live
            write_deltas(item, base, numbers, offsets, block)
    if numbers is None:
        numbers, offsets = stored_deltas(item, base, block)
    inside = numbers < len(whole)
    whole[numbers[inside]] = offsets[inside]
    return whole


def mixed(items: list[tuple[float, np.ndarray]], weight: float) -> np.ndarray:
    """Offsets at a weight: piecewise linear between the items and 0, straight on outside."""
    if not items:
        raise ValueError("a target without items")
    zero = np.zeros_like(items[0][1])
    knots = sorted(
        [(0.0, zero), *((w, offsets) for w, offsets in items if w != 0.0)], key=lambda knot: knot[0]
    )
    weights = [w for w, _ in knots]
    last = len(knots) - 2
    place = min(max(int(np.searchsorted(weights, weight, side="right")) - 1, 0), last)
    (low, first), (high, second) = knots[place], knots[place + 1]
    part = (weight - low) / (high - low)
    return first + part * (second - first)


def _painted(array: Plug, count: int, block: Block) -> np.ndarray:
    return array_values(array, np.arange(count), block, 1.0)


def _deform(task: FilterTask, block: Block) -> None:
    node = task.node
    envelope = block.read(node.plug("envelope"))
    entry = node.plug("inputTarget").elements.get(task.index)
    if entry is None or not entry.exists:
        return
    base = task.data
    count = point_count(base)
    total = np.zeros((count, 3))
    for target in entry.child("inputTargetGroup").existing():
        weight = block.read(node.plug("weight").element(target.index))
        found = [
            (item_weight(item.index), deltas_of(item, base, block))
            for item in target.child("inputTargetItem").existing()
        ]
        if found and weight != 0.0:
            strength = _painted(target.child("targetWeights"), count, block)
            total += strength[:, None] * mixed(found, weight)
    strength = _painted(entry.child("baseWeights"), count, block) * envelope
    task.points = task.points + (strength[:, None] * total)[task.indices]


class BlendShapeNode(DeformerNode):
    """A blendShape node: deltas of a live target stay when its mesh goes."""

    def connection_cut(self, plug: Plug) -> None:
        """Keep the deltas of a target that was live until now."""
        if plug.attribute.name != "inputGeomTarget" or plug.value is None or not self.in_scene:
            return
        item = plug.parent
        geometry_index = item.array.parent.array.parent.index
        base = self.plug("input").element(geometry_index).child("inputGeometry").get()
        if base is None:
            return
        block = Block(self, NORMAL)
        live = live_deltas(item, base, block)
        if live is not None:
            write_deltas(item, base, *live, block)
        plug.value = None


BLEND_SHAPE = register(
    NodeType(
        "blendShape",
        GEOMETRY_FILTER,
        mfn_names=("kBlendShape",),
        node_class=BlendShapeNode,
        classification="deformer",
        attributes=attributes(
            """
            topologyCheck tc bool =1
            weight w float [] +k
            icon icn string [] -readable
            inputTarget it compound []
            .baseWeights bw float [] =1
            .normalizationGroup ng compound []
            ..normalizationUseWeights nuw bool
            ..normalizationWeights nw float [] =1
            .paintTargetWeights pwt float [] =1
            .paintTargetIndex pti int
            .sculptTargetIndex sti int =-1
            .sculptInbetweenWeight siw float =1
            .sculptTargetTweaks stt compound
            ..vertex vt float3 [] XYZ
            .inputTargetGroup itg compound []
            ..targetWeights tw float [] =1
            ..normalizationId nid int
            ..postDeformersMode pdm short 0:Off,1:Tangent_Space,2:Transform_Space
            ..targetMatrix tmx matrix
            ..targetBindMatrix bmx matrix
            ..inputTargetItem iti compound []
            ...inputGeomTarget igt typed:geometry
            ...inputRelativePointsTarget irp typed:pointArray
            ...inputRelativeComponentsTarget irc typed:componentList
            ...inputPointsTarget ipt typed:pointArray
            ...inputComponentsTarget ict typed:componentList
            .deformMatrix dmx matrix
            .deformMatrixModified dmm bool
            paintWeights ptw typed:doubleArray
            origin or enum 0:world,1:local,2:user
            baseOrigin bo length3
            targetOrigin to length3
            parallelBlender pb bool
            useTargetCompWeights utcw bool
            supportNegativeWeights sn bool
            inbetweenInfoGroup ibig compound []
            .inbetweenInfo ibi compound []
            ..inbetweenTargetName ibtn string
            ..inbetweenTargetType ibtt int
            ..inbetweenVisibility ibvs bool =1
            ..interpolation ip short
            ..interpolationCurve ic compound []
            ...interpolationCurve_Position icp float
            ...interpolationCurve_FloatValue icfv float
            ...interpolationCurve_Interp ici int
            localVertexFrame lvf typed:doubleArray
            symmetryEdge se int []
            targetVisibility tvs bool [] =1
            targetParentVisibility tpvs bool [] =1
            nextTarget nt int [] =-1
            parentDirectory pndr int []
            targetDirectory tgdt compound []
            .directoryName dtn string
            .directoryVisibility dvs bool =1
            .directoryParentVisibility dpvs bool =1
            .parentIndex pnt int
            .directoryWeight dwgh float =1
            .childIndices cid typed:Int32Array
            nextNode nn int =-1
            midLayerId mlid int =-1
            midLayerParent mlpr int =-1
            offsetDeformer ofd compound []
            .offsetDeformation ofdn int
            deformationOrder dfo short
            """
        ),
    )
)
BLEND_SHAPE.attribute("weight").soft_minimum = 0.0
BLEND_SHAPE.attribute("weight").soft_maximum = 1.0
for _part in BLEND_SHAPE.attribute("inputTarget").walk():
    if _part.name.startswith("deformMatrix") or _part.name.startswith("paint"):
        continue
    if _part.name in ("inputPointsTarget", "inputComponentsTarget", "vertex"):
        continue
    BLEND_SHAPE.affect(_part, "outputGeometry")
affects_output(BLEND_SHAPE, "weight", "topologyCheck", "origin", "supportNegativeWeights")
BLEND_SHAPE.affect(BLEND_SHAPE.attribute("inputPointsTarget"), "outputGeometry")
BLEND_SHAPE.affect(BLEND_SHAPE.attribute("inputComponentsTarget"), "outputGeometry")
DEFORM["blendShape"] = _deform
PLUGIN_BLEND_SHAPE = register(
    NodeType("THblendShape", BLEND_SHAPE, mfn_names=("kPluginBlendShape",), abstract=True)
)
