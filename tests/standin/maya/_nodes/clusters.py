"""cluster, softMod, tweak, their handles, and the lattice deformer."""

from __future__ import annotations

from math import comb

import numpy as np
from maya._core.attributes import Attribute
from maya._core.data import LatticeData
from maya._core.evaluation import Block
from maya._core.nodes import NodeType
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import register
from maya._nodes.dag_nodes import SHAPE
from maya._nodes.deformers import DEFORM, GEOMETRY_FILTER, WEIGHT_FILTER, FilterTask, weights_of
from maya._nodes.mesh import compound


def affects_output(kind: NodeType, *names: str) -> None:
    """Declare that attributes (with all below them) change the output geometry."""
    for name in names:
        for part in kind.attribute(name).walk():
            kind.affect(part, "outputGeometry")


def to_local(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """World positions in the space of a matrix."""
    inverse = np.linalg.inv(matrix)
    return points @ inverse[:3, :3] + inverse[3, :3]


def moved(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Positions after a matrix."""
    return points @ matrix[:3, :3] + matrix[3, :3]


def envelope_weights(task: FilterTask, block: Block) -> np.ndarray:
    """Envelope times painted weights of the affected points, (N, 1)."""
    envelope = block.read(task.node.plug("envelope"))
    return envelope * weights_of(task.node, task.index, task.indices, block)[:, None]


# -- cluster ---------------------------------------------------------------------------------------


def _cluster(task: FilterTask, block: Block) -> None:
    node = task.node
    world = task.world_points()
    handle = block.read(node.plug("bindPreMatrix")) @ block.read(node.plug("matrix"))
    goal = moved(world, handle)
    mixed = world + (goal - world) * envelope_weights(task, block)
    task.points = to_local(mixed, task.matrix)


CLUSTER = register(
    NodeType(
        "cluster",
        WEIGHT_FILTER,
        mfn_names=("kClusterFilter",),
        attributes=attributes(
            """
            relative rel bool
            usePartialResolution upr enum 0:full,1:partial
            percentResolution prs double =5 +k
            bindPreMatrix pm matrix
            geomMatrix gm matrix []
            matrix ma matrix
            weightedMatrix wt matrix -writable
            angleInterpolation ait enum 0:Closest,1:Positive,2:Negative
            clusterXforms x compound -readable
            .preMatrix pre matrix
            .weightedPreMatrix wpr matrix
            .postMatrix post matrix
            .weightedPostMatrix wpo matrix
            """
        ),
    )
)
affects_output(CLUSTER, "bindPreMatrix", "matrix", "relative")
DEFORM["cluster"] = _cluster

CLUSTER_HANDLE = register(
    NodeType(
        "clusterHandle",
        SHAPE,
        mfn_names=("kCluster",),
        attributes=attributes(
            """
            origin or length3
            weightedNode wn message
            clusterTransforms x compound [] -writable -storable
            .preMatrix pre matrix
            .weightedPreMatrix wpr matrix
            .postMatrix post matrix
            .weightedPostMatrix wpo matrix
            bindPreMatrix bpm matrix
            """
        ),
    )
)

# -- softMod -------------------------------------------------------------------------------------------


def _soft_mod(task: FilterTask, block: Block) -> None:
    node = task.node
    world = task.world_points()
    centre = np.array([block.read(part) for part in node.plug("falloffCenter").children])
    radius = max(block.read(node.plug("falloffRadius")), 1e-12)
    distance = np.linalg.norm(world - centre, axis=1) / radius
    # the default curve runs from 1 at the centre to 0 at the radius with flat ends
    near = np.clip(1.0 - distance, 0.0, 1.0)
    falloff = (near * near * (3.0 - 2.0 * near))[:, None]
    handle = block.read(node.plug("bindPreMatrix")) @ block.read(node.plug("matrix"))
    mixed = world + (moved(world, handle) - world) * falloff * envelope_weights(task, block)
    task.points = to_local(mixed, task.matrix)


SOFT_MOD = register(
    NodeType(
        "softMod",
        WEIGHT_FILTER,
        mfn_names=("kSoftModFilter",),
        attributes=attributes(
            """
            relative rel bool
            falloffRadius fr double =5 0.. +k
            falloffCenter fc length3
            falloffMode fom enum 0:Volume,1:Surface
            bindPreMatrix pm matrix
            geomMatrix gm matrix []
            matrix ma matrix
            """
        ),
    )
)
affects_output(SOFT_MOD, "falloffRadius", "falloffCenter", "bindPreMatrix", "matrix")
DEFORM["softMod"] = _soft_mod
SOFT_MOD_HANDLE = register(
    NodeType(
        "softModHandle",
        SHAPE,
        mfn_names=("kSoftMod",),
        attributes=attributes("origin or length3\nweightedNode wn message"),
    )
)

# -- tweak ---------------------------------------------------------------------------------------------


def _tweak(task: FilterTask, block: Block) -> None:
    entry = task.node.plug("vlist").elements.get(task.index)
    if entry is None:
        return
    points = task.points
    place = {int(number): row for row, number in enumerate(task.indices)}
    envelope = block.read(task.node.plug("envelope"))
    for vertex in entry.child("vertex").existing():
        row = place.get(vertex.index)
        if row is not None:
            points[row] += envelope * np.array([block.read(part) for part in vertex.children])
    task.points = points


def _vertex_list(name: str, short: str) -> Attribute:
    return Attribute(name, short, "compound", is_array=True)


TWEAK = register(
    NodeType(
        "tweak",
        GEOMETRY_FILTER,
        mfn_names=("kTweak",),
        attributes=[
            Attribute("relativeTweak", "rtw", "bool", default=True),
            _vertex_list("plist", "pl"),
            _vertex_list("vlist", "vl"),
            *attributes("yankPointsFlag ypf int [] +h"),
        ],
    )
)
TWEAK.attribute("plist").add_child(
    compound(
        "controlPoints",
        "cp",
        "double3",
        [("xValue", "xv"), ("yValue", "yv"), ("zValue", "zv")],
        is_array=True,
        child_kind="doubleLinear",
    )
)
TWEAK.attribute("vlist").add_child(
    compound(
        "vertex",
        "vt",
        "float3",
        [("xVertex", "vx"), ("yVertex", "vy"), ("zVertex", "vz")],
        is_array=True,
    )
)
for _name in ("plist", "vlist"):
    for _part in TWEAK.attribute(_name).walk():
        _part.owner = TWEAK
affects_output(TWEAK, "vlist", "plist")
DEFORM["tweak"] = _tweak

# -- lattice -------------------------------------------------------------------------------------------


def _bernstein(count: int, values: np.ndarray) -> np.ndarray:
    degree = count - 1
    return np.stack(
        [comb(degree, i) * values**i * (1 - values) ** (degree - i) for i in range(count)], axis=1
    )


def _lattice(task: FilterTask, block: Block) -> None:
    """Free-form deformation after Sederberg and Parry 1986, all lattice points at once."""
    node = task.node
    lattice = block.read(node.plug("deformedLatticePoints"))
    if not isinstance(lattice, LatticeData):
        return
    base = block.read(node.plug("baseLatticeMatrix"))
    current = block.read(node.plug("deformedLatticeMatrix"))
    world = task.world_points()
    local = to_local(world, base) + 0.5
    inside = ((local >= -1e-9) & (local <= 1 + 1e-9)).all(axis=1)
    if block.read(node.plug("outsideLattice")) == 1:
        inside[:] = True
    weights = [_bernstein(lattice.points.shape[axis], local[:, axis]) for axis in range(3)]
    goal = moved(np.einsum("ns,nt,nu,stuc->nc", *weights, lattice.points), current)
    mask = inside[:, None] * envelope_weights(task, block)
    task.points = to_local(world + (goal - world) * mask, task.matrix)


FFD = register(
    NodeType(
        "ffd",
        WEIGHT_FILTER,
        mfn_names=("kFFD",),
        attributes=attributes(
            """
            deformedLattice dl compound -readable
            .deformedLatticePoints dlp typed:lattice
            .deformedLatticeMatrix dlm matrix
            baseLatticeMatrix blm matrix
            localInfluenceS lis int =2 0.. +k
            localInfluenceT lit int =2 0.. +k
            localInfluenceU liu int =2 0.. +k
            local lo bool
            outsideLattice ot enum 0:Inside,1:All,2:Falloff
            outsideFalloffDist ofd double =1 0..
            bindToOriginalGeometry bog bool
            freezeGeometry fg bool
            """
        ),
    )
)
affects_output(FFD, "deformedLattice", "baseLatticeMatrix", "local", "outsideLattice")
DEFORM["ffd"] = _lattice
