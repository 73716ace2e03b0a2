"""The neutral skin: topology, features and relaxation put together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder import anatomy, ears, eyelids, layout, mouth, nose, paint
from head_builder.grid import IntArray, Topology

Array = npt.NDArray[np.float64]

HAIR_HEIGHT = 0.2
BROW_HEIGHT = 0.06


def _fill_block(points: Array, block: IntArray) -> None:
    """Coons patch over a block whose boundary is placed."""
    n, m = block.shape
    b = np.linspace(0, 1, n)[:, None, None]
    a = np.linspace(0, 1, m)[None, :, None]
    p = points[block]
    edges = (1 - b) * p[:1] + b * p[-1:] + (1 - a) * p[:, :1] + a * p[:, -1:]
    corners = (1 - a) * ((1 - b) * p[0, 0] + b * p[-1, 0]) + a * (
        (1 - b) * p[0, -1] + b * p[-1, -1]
    )
    points[block[1:-1, 1:-1]] = (edges - corners)[1:-1, 1:-1]


def _set_ring_system(
    points: Array, topology: Topology, name: str, rings: Array, first: int
) -> None:
    hole = topology.holes[name]
    ids = hole.rings[first:]
    points[ids] = rings
    boundary = points[hole.rings[0]]
    for k in range(1, first):
        t = k / first
        points[hole.rings[k]] = (1 - t) * boundary + t * rings[0]
    if hole.cap is not None:
        _fill_block(points, hole.cap)
    if name.endswith("left"):
        ids = np.concatenate(
            [hole.rings[1:].ravel(), [] if hole.cap is None else hole.cap[1:-1, 1:-1].ravel()]
        ).astype(int)
        points[topology.mirror[ids]] = points[ids] * [-1.0, 1.0, 1.0]


def fixed_first(name: str) -> int:
    """Number of the first ring of a hole that is not relaxed."""
    module = {"eye": eyelids, "mouth": mouth, "nostril": nose, "ear": ears}[name.partition("_")[0]]
    return int(module.FIRST_FIXED)


def _free_vertices(topology: Topology) -> IntArray:
    free = np.zeros(topology.count, bool)
    free[topology.grid[topology.grid >= 0]] = True
    free[topology.crown.ravel()] = True
    free[topology.grid[-1]] = False
    for name, hole in topology.holes.items():
        free[hole.rings[: fixed_first(name)].ravel()] = True
    return np.flatnonzero(free)


def _ear_cap(points: Array, topology: Topology, plane: Array) -> None:
    hole = topology.holes["ear_left"]
    assert hole.cap is not None
    uv = np.zeros((len(points), 3))
    uv[hole.rings[-1], :2] = plane
    _fill_block(uv, hole.cap)
    ids = hole.cap[1:-1, 1:-1]
    points[ids] = ears.ear_point(uv[ids, 0], uv[ids, 1])
    points[topology.mirror[ids]] = points[ids] * [-1.0, 1.0, 1.0]


def build_neutral(topology: Topology) -> Array:
    """Rest positions [V, 3] of the skin in centimetres."""
    points = layout.place_grid(topology)
    n = {name: hole.spokes for name, hole in topology.holes.items()}
    ear_rings, ear_plane = ears.ear_rings(n["ear_left"])
    systems = {
        "eye_left": eyelids.lid_rings(n["eye_left"]),
        "mouth": mouth.lip_rings(n["mouth"]),
        "nostril_left": nose.nostril_rings(n["nostril_left"]),
        "ear_left": ear_rings,
    }
    for name, rings in systems.items():
        _set_ring_system(points, topology, name, rings, fixed_first(name))
    _ear_cap(points, topology, ear_plane)
    points = layout.symmetrise(points, topology.mirror)
    points = _smooth_ears(topology, points)
    free = _free_vertices(topology)
    for strength, rounds in ((6.0, 8), (1.5, 6), (0.5, 3)):
        points = layout.relax(topology, points, free, strength, rounds)
    half = free[points[free, 0] >= 0.0]
    points[half] = anatomy.project(points[half], 2)
    points[topology.mirror[half]] = points[half] * [-1.0, 1.0, 1.0]
    return layout.symmetrise(_with_hair(points), topology.mirror)


def _smooth_ears(topology: Topology, points: Array) -> Array:
    """Take the unevenness out of the ear's relief; the foot on the head stays."""
    ids: list[IntArray] = []
    deep: list[IntArray] = []
    for side in ("left", "right"):
        hole = topology.holes[f"ear_{side}"]
        assert hole.cap is not None
        ids += [hole.rings[2:].ravel(), hole.cap[1:-1, 1:-1].ravel()]
        deep += [hole.rings[14:].ravel(), hole.cap[1:-1, 1:-1].ravel()]
    laplacian = layout.graph_laplacian(topology.quads, topology.count)
    p = points.copy()
    for chosen, rounds in ((np.concatenate(deep), 6), (np.concatenate(ids), 2)):
        rows = laplacian[chosen]
        for _ in range(rounds):
            p[chosen] -= 0.5 * (rows @ p)
    return p


def _with_hair(points: Array) -> Array:
    """Raise cropped hair and brows a little over the skin."""
    g = anatomy.gradient(points)
    normal = g / np.maximum(np.linalg.norm(g, axis=1, keepdims=True), 1e-9)
    height = HAIR_HEIGHT * paint.hair_weight(points) + BROW_HEIGHT * paint.brow_weight(points)
    out = np.abs(anatomy.distance(points)) < 0.05
    result: Array = points + (height * out)[:, None] * normal
    return result
