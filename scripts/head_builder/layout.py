"""Where the grid's vertices lie: a first placement by rays, then relaxation on the surface."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.interpolate import PchipInterpolator
from scipy.sparse.linalg import splu

from head_builder import anatomy
from head_builder.grid import COLUMNS, ROWS, IntArray, Topology

Array = npt.NDArray[np.float64]

# Row -> height (cm) of the rays; above SKULL_ROW they look upwards, below JAW_ROW is the neck.
_SKULL_ROW, _JAW_ROW, _THROAT_ROW = 16, 73, 83
_ROW_HEIGHTS = {16: 4.6, 24: 1.45, 32: -1.5, 48: -4.5, 51: -4.95, 54: -5.7, 62: -8.4, 73: -11.2}
# Column -> angle (degrees from the front) at the eyes and at the mouth.
_EYE_ANGLES = {0: 0, 9: 6.6, 25: 39.5, 34: 77, 42: 101, 56: 180}
_MOUTH_ANGLES = {0: 0, 14: 22.5, 25: 47, 34: 79, 42: 101, 56: 180}
_NECK_BOTTOM = -18.5
RING_LENGTH, LOOP_LENGTH, SPOKE_LENGTH = 0.22, 0.45, 0.16
# Wider, so that the loops round the eye reach up into the brow.
EYE_SPOKE_LENGTH = 0.26


def _angles(table: dict[int, float]) -> Array:
    half = COLUMNS // 2
    column = np.arange(COLUMNS)
    signed = np.where(column <= half, column, column - COLUMNS)
    curve = PchipInterpolator(list(table), list(table.values()))
    result: Array = np.radians(np.sign(signed) * curve(np.abs(signed)))
    return result


def _coordinates() -> tuple[Array, Array, Array]:
    """Ray heights [ROWS] (cm), azimuths [ROWS, COLUMNS] and elevations [ROWS] (radians)."""
    row = np.arange(ROWS)
    heights = PchipInterpolator(list(_ROW_HEIGHTS), list(_ROW_HEIGHTS.values()))(
        np.clip(row, _SKULL_ROW, _JAW_ROW)
    )
    mouth_like = np.clip((-heights - 1.0) / 4.0, 0.0, 1.0)[:, None]
    azimuth = (1 - mouth_like) * _angles(_EYE_ANGLES) + mouth_like * _angles(_MOUTH_ANGLES)
    elevation = np.radians(np.interp(row, [0, _SKULL_ROW], [62.0, 3.0]) * (row < _SKULL_ROW))
    return heights, azimuth, elevation


def initial_grid() -> Array:
    """First positions [ROWS, COLUMNS, 3] of all grid vertices, those inside holes included."""
    heights, azimuth, elevation = _coordinates()
    elevation = elevation[:, None]
    direction = np.stack(
        [
            np.sin(azimuth) * np.cos(elevation),
            np.broadcast_to(np.sin(elevation), azimuth.shape),
            np.cos(azimuth) * np.cos(elevation),
        ],
        axis=-1,
    )
    origin = np.zeros_like(direction)
    origin[..., 1] = heights[:, None]
    points = np.empty_like(direction)
    head = slice(0, _JAW_ROW + 1)
    points[head] = anatomy.cast(
        origin[head].reshape(-1, 3), direction[head].reshape(-1, 3)
    ).reshape(-1, COLUMNS, 3)
    for stop, level in ((_THROAT_ROW, -12.6), (ROWS - 1, _NECK_BOTTOM)):
        start = _JAW_ROW if stop == _THROAT_ROW else _THROAT_ROW
        flat = direction[_JAW_ROW] * [1.0, 0.0, 1.0]
        base = np.tile([0.0, level, -2.4], (COLUMNS, 1))
        end = anatomy.cast(base, flat, reach=12.0)
        share = np.linspace(0, 1, stop - start + 1)[1:, None, None]
        points[start + 1 : stop + 1] = (1 - share) * points[start] + share * end
    result: Array = points
    return result


def place_grid(topology: Topology) -> Array:
    """Positions of all vertices; rings start on straight lines towards their hole's centre."""
    points = np.zeros((topology.count, 3))
    first = initial_grid()
    used = topology.grid >= 0
    points[topology.grid[used]] = first[used]
    crown = topology.crown
    span = crown.shape[0] - 1
    s = np.linspace(0, 1, span + 1)
    a, b = s[None, :, None], s[:, None, None]
    p = points[crown]
    edges = (1 - b) * p[:1] + b * p[-1:] + (1 - a) * p[:, :1] + a * p[:, -1:]
    corners = (1 - a) * (1 - b) * p[0, 0] + a * (1 - b) * p[0, -1]
    corners = corners + (1 - a) * b * p[-1, 0] + a * b * p[-1, -1]
    inner = (edges - corners)[1:-1, 1:-1] + [0.0, 2.0, 0.0]
    points[crown[1:-1, 1:-1]] = anatomy.project(inner.reshape(-1, 3), 4, 2.0).reshape(inner.shape)
    return points


def edge_list(quads: IntArray) -> IntArray:
    """Unique undirected edges [E, 2] of quads."""
    pairs = np.concatenate([quads[:, [k, (k + 1) % 4]] for k in range(4)])
    result: IntArray = np.unique(np.sort(pairs, axis=1), axis=0)
    return result


def graph_laplacian(
    quads: IntArray, count: int, lengths: dict[tuple[int, int], float] | None = None
) -> sparse.csr_matrix:
    """Row-normalised graph Laplacian: ``L @ p`` is a vertex minus a mean of its neighbours.

    Neighbours weigh the inverse of the wanted edge length (default: all alike).
    """
    edges = edge_list(quads)
    weights = np.ones(len(edges))
    if lengths is not None:
        weights = np.array([1.0 / lengths.get((int(a), int(b)), RING_LENGTH) for a, b in edges])
    half = sparse.coo_matrix((weights, (edges[:, 0], edges[:, 1])), shape=(count, count))
    adjacency = (half + half.T).tocsr()
    degree = np.asarray(adjacency.sum(axis=1)).ravel()
    scale = sparse.diags(1 / np.maximum(degree, 1e-9))
    return sparse.identity(count, format="csr") - scale @ adjacency


def wanted_lengths(topology: Topology) -> dict[tuple[int, int], float]:
    """Wanted length (cm) of the grid's edges, so that dense rows and columns stay dense."""
    heights, azimuth, elevation = _coordinates()
    down = np.abs(np.diff(heights)) + 9.0 * np.abs(np.diff(elevation))
    down[_JAW_ROW:] = 0.45
    across = 9.0 * np.abs(
        np.diff(np.unwrap(azimuth, axis=1), axis=1, append=azimuth[:, :1] + 2 * np.pi)
    )
    across = np.minimum(across, np.roll(across[:, ::-1], -1, axis=1))
    grid = topology.grid
    right = np.roll(grid, -1, axis=1)
    wanted: dict[tuple[int, int], float] = {}
    for a, b, length in (
        (grid, right, across),
        (grid[:-1], grid[1:], np.repeat(down[:, None], COLUMNS, axis=1)),
    ):
        used = (a >= 0) & (b >= 0)
        low, high = np.minimum(a, b)[used], np.maximum(a, b)[used]
        wanted.update(
            zip(zip(low.tolist(), high.tolist(), strict=True), length[used].tolist(), strict=True)
        )
    _loosen_loops(topology, wanted)
    return wanted


def _loosen_loops(topology: Topology, wanted: dict[tuple[int, int], float]) -> None:
    """Let the loops round a hole give way sideways, or they would shrink over its fixed rim."""
    for name, hole in topology.holes.items():
        for ring in hole.rings[:-1]:
            for a, b in zip(ring.tolist(), np.roll(ring, -1).tolist(), strict=True):
                wanted[min(a, b), max(a, b)] = LOOP_LENGTH
        spoke = EYE_SPOKE_LENGTH if name.startswith("eye") else SPOKE_LENGTH
        for outer, inner in zip(hole.rings[:-1].tolist(), hole.rings[1:].tolist(), strict=True):
            for a, b in zip(outer, inner, strict=True):
                wanted[min(a, b), max(a, b)] = spoke


def symmetrise(points: Array, mirror: IntArray) -> Array:
    """Make points exactly mirror-symmetric about x = 0, taking the half with x of the left side."""
    twin = points[mirror] * [-1.0, 1.0, 1.0]
    return 0.5 * (points + twin)


def relax(topology: Topology, points: Array, free: IntArray, strength: float, rounds: int) -> Array:
    """Spread the free vertices evenly over the surface of the anatomy; all others stay.

    Each round is one implicit Laplacian step (Desbrun et al. 1999) and one projection.
    """
    laplacian = graph_laplacian(topology.quads, topology.count, wanted_lengths(topology))
    inner = laplacian[free][:, free]
    outer = laplacian[free]
    solver = splu((sparse.identity(len(free)) + strength * inner).tocsc())
    p = points.copy()
    half = free[(p[free, 0] >= -1e-9)]
    on_plane = half[topology.mirror[half] == half]
    for _ in range(rounds):
        step = solver.solve(strength * (outer @ p))
        # Only the tangential part, or vertices would leave protruding places such as the nose.
        normal = anatomy.gradient(p[half])
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        move = np.zeros_like(p)
        move[free] = step
        p[half] -= move[half] - (move[half] * normal).sum(1, keepdims=True) * normal
        p[half] = anatomy.project(p[half], 1)
        p[topology.mirror[half]] = p[half] * [-1.0, 1.0, 1.0]
        p[on_plane, 0] = 0.0
    return p
