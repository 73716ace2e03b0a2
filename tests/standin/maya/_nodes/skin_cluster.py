"""skinCluster (classic linear, dual quaternion and their blend) and dagPose."""

from __future__ import annotations

import numpy as np
from maya._core import maths
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


def dual_quaternion_blend(
    world: np.ndarray, weights: np.ndarray, matrices: np.ndarray
) -> np.ndarray:
    """Points moved by blended rigid motions (Kavan et al. 2007, "dual quaternion linear blending").

    Parameters
    ----------
    world : ndarray, shape (N, 3)
    weights : ndarray, shape (N, influences)
    matrices : ndarray, shape (influences, 4, 4)
        Row-vector matrices; only their rotations and translations count.
    """
    real = np.array([maths.matrix_to_quaternion(maths.split_linear(each)[2]) for each in matrices])
    shift = np.concatenate([matrices[:, 3, :3], np.zeros((len(matrices), 1))], axis=1)
    dual = 0.5 * _hamilton(shift, real)
    # antipodal quaternions mean the same turn: count from the influence that matters most
    pivot = real[np.argmax(weights, axis=1)]
    signs = np.where(np.einsum("nk,ik->ni", pivot, real) < 0.0, -1.0, 1.0)
    blended_real = (weights * signs) @ real
    blended_dual = (weights * signs) @ dual
    length = np.linalg.norm(blended_real, axis=1, keepdims=True)
    length = np.where(length > 1e-12, length, 1.0)
    blended_real, blended_dual = blended_real / length, blended_dual / length
    vector, scalar = blended_real[:, :3], blended_real[:, 3:]
    turned = world + 2.0 * np.cross(vector, np.cross(vector, world) + scalar * world)
    conjugate = blended_real * np.array([-1.0, -1.0, -1.0, 1.0])
    return turned + 2.0 * _hamilton(blended_dual, conjugate)[:, :3]


def _hamilton(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Products of quaternions (x, y, z, w) in Hamilton's order, (N, 4)."""
    one, other = first[:, :3], second[:, :3]
    w, v = first[:, 3:], second[:, 3:]
    vector = w * other + v * one + np.cross(one, other)
    return np.concatenate([vector, w * v - (one * other).sum(axis=1, keepdims=True)], axis=1)


def _blend_weights(node: Node, numbers: np.ndarray, block: Block) -> np.ndarray:
    """How much of dual quaternion skinning every point takes, 0 where nothing is painted."""
    elements = node.plug("blendWeights").elements
    known = {index: plug for index, plug in elements.items() if plug.exists}
    return np.array([block.read(known[n]) if n in known else 0.0 for n in numbers.tolist()])


def _deform(task: FilterTask, block: Block) -> None:
    node = task.node
    method = block.read(node.plug("skinningMethod"))
    if method != 0 and block.read(node.plug("dqsSupportNonRigid")):
        raise NotImplementedError("stand-in: skinCluster with dqsSupportNonRigid")
    logical = node.plug("matrix").indices()
    if not logical:
        return
    weights = influence_weights(node, task.indices, logical, block)
    bind = block.read(node.plug("geomMatrix"))
    points = task.points
    world = moved(points, bind)
    matrices = np.array(
        [
            block.read(node.plug("bindPreMatrix").element(index))
            @ block.read(node.plug("matrix").element(index))
            for index in logical
        ]
    )
    goal = np.zeros_like(world)
    for place, matrix in enumerate(matrices):
        goal += weights[:, place : place + 1] * moved(world, matrix)
    if method != 0:
        smooth = dual_quaternion_blend(world, weights, matrices)
        share = 1.0 if method == 1 else _blend_weights(node, task.indices, block)[:, None]
        goal = goal + share * (smooth * weights.sum(axis=1, keepdims=True) - goal)
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
    "dqsSupportNonRigid",
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
