"""skinCluster (classic linear) and dagPose."""

from __future__ import annotations

import numpy as np
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.clusters import affects_output, moved, to_local
from maya._nodes.deformers import DEFORM, GEOMETRY_FILTER, FilterTask


def influence_weights(
    node: Node, numbers: np.ndarray, logical: list[int], block: Block
) -> np.ndarray:
    """Weights (N, influences) by logical indices of the influences."""
    column = {index: place for place, index in enumerate(logical)}
    weights = np.zeros((len(numbers), len(logical)))
    elements = node.plug("weightList").elements
    for row, number in enumerate(numbers.tolist()):
        entry = elements.get(number)
        if entry is None or not entry.exists:
            continue
        for weight in entry.child("weights").existing():
            place = column.get(weight.index)
            if place is not None:
                weights[row, place] = block.read(weight)
    return weights


def _deform(task: FilterTask, block: Block) -> None:
    node = task.node
    method = block.read(node.plug("skinningMethod"))
    if method != 0:
        raise NotImplementedError(
            "stand-in: skinCluster with a skinningMethod other than classic linear"
        )
    logical = node.plug("matrix").indices()
    if not logical:
        return
    weights = influence_weights(node, task.indices, logical, block)
    bind = block.read(node.plug("geomMatrix"))
    points = task.points
    world = moved(points, bind)
    goal = np.zeros_like(world)
    for place, index in enumerate(logical):
        matrix = block.read(node.plug("bindPreMatrix").element(index)) @ block.read(
            node.plug("matrix").element(index)
        )
        goal += weights[:, place : place + 1] * moved(world, matrix)
    total = weights.sum(axis=1, keepdims=True)
    if block.read(node.plug("normalizeWeights")) == 2:
        goal = np.divide(goal, total, out=world.copy(), where=total > 0)
    else:
        goal = np.where(total > 0, goal, world)
    local = to_local(goal, bind)
    task.points = points + block.read(node.plug("envelope")) * (local - points)


SKIN_CLUSTER = register(
    NodeType(
        "skinCluster",
        GEOMETRY_FILTER,
        mfn_names=("kSkinClusterFilter",),
        attributes=attributes(
            """
            weightList wl compound []
            .weights w double []
            bindPreMatrix pm matrix []
            geomMatrix gm matrix
            matrix ma matrix []
            dropoffRate dr double =4 0.1..
            dropoff dpf double [] =4
            smoothness smt double [] =0
            lockWeights lw bool []
            maintainMaxInfluences mmi bool
            maxInfluences mi int =2 1..
            bindMethod bm enum 0:ClosestDistance,1:ClosestInHierarchy
            driverPoints drp typed:mesh []
            basePoints bsp typed:mesh []
            baseDirty bsd bool []
            paintWeights ptw typed:doubleArray
            paintTrans ptt message
            paintArrDirty pad bool []
            useComponents uc bool
            nurbsSamples ns int [] =10
            useComponentsMatrix ucm bool
            normalizeWeights nw enum =1 0:None,1:Interactive,2:Post
            weightDistribution wd enum 0:Distance,1:Neighbors
            deformUserNormals dun bool =1
            wtDrty wdt bool
            bindPose bp message
            bindVolume bv message
            heatmapFalloff hmf double =0 0..1
            influenceColor ifcl color []
            blendWeights bw double []
            skinningMethod skm enum 0:Classic_Linear,1:Dual_Quaternion,2:Weight_Blended
            dqsSupportNonRigid dqsnr bool
            dqsScale dqs double3 =1,1,1 XYZ
            cacheSetup csp bool
            relativeSpaceMode rsm enum 0:Off,1:Use_relative_space_matrix
            relativeSpaceMatrix rsma matrix
            """
        ),
    )
)
affects_output(
    SKIN_CLUSTER,
    "weightList",
    "bindPreMatrix",
    "geomMatrix",
    "matrix",
    "normalizeWeights",
    "skinningMethod",
    "blendWeights",
)
DEFORM["skinCluster"] = _deform
PLUGIN_SKIN = register(
    NodeType("THskinCluster", SKIN_CLUSTER, mfn_names=("kPluginSkinCluster",), abstract=True)
)
DAG_POSE = register(
    NodeType(
        "dagPose",
        DEPEND_NODE,
        mfn_names=("kDagPose",),
        attributes=attributes(
            """
            worldMatrix wm matrix []
            xformMatrix xm matrix []
            members m message []
            parents p message []
            world w message
            global g bool []
            bindPose bp bool
            """
        ),
    )
)
