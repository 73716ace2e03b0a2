"""Connectivity of the skin: one closed quad grid with ring systems in rectangular holes.

Columns run round the head (column 0 is the front, positive columns the character's left), rows run
from the crown to the neck. A square patch closes the crown, so every face is a quad. Each hole
(eyes, mouth, nostrils, ears) is filled by concentric rings; its four corners are the only poles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

COLUMNS = 112
ROWS = 98
SIDE = COLUMNS // 4
CORNER = SIDE // 2


@dataclass(frozen=True)
class HoleSpec:
    """A block of cells cut from the grid: inclusive vertex rows and columns, and its rings.

    The number of rows must be even, so that spokes 0 and n / 2 are the middles of the sides.
    """

    rows: tuple[int, int]
    columns: tuple[int, int]
    rings: int
    capped: bool


@dataclass
class Hole:
    """Vertex numbers of a hole.

    ``rings`` [rings + 1, n]: ring 0 is the grid's own boundary. Spokes run counter-clockwise seen
    from outside, from the middle of the side with the smallest column through the lower half.
    ``cap`` holds the grid block that closes the last ring, or None.
    """

    rings: IntArray
    cap: IntArray | None

    @property
    def spokes(self) -> int:
        """Number of vertices in each ring."""
        return int(self.rings.shape[1])


@dataclass
class Topology:
    """All vertex numbers and quads of the skin."""

    grid: IntArray
    crown: IntArray
    holes: dict[str, Hole]
    quads: IntArray
    mirror: IntArray
    count: int = 0
    spans: dict[str, HoleSpec] = field(default_factory=dict)


HOLES: dict[str, HoleSpec] = {
    "eye_left": HoleSpec((24, 32), (9, 25), 13, False),
    "eye_right": HoleSpec((24, 32), (-25, -9), 13, False),
    "mouth": HoleSpec((54, 62), (-14, 14), 17, True),
    "nostril_left": HoleSpec((48, 51), (1, 5), 4, True),
    "nostril_right": HoleSpec((48, 51), (-5, -1), 4, True),
    "ear_left": HoleSpec((23, 47), (34, 42), 16, True),
    "ear_right": HoleSpec((23, 47), (-42, -34), 16, True),
}


def _boundary(spec: HoleSpec) -> list[tuple[int, int]]:
    (r0, r1), (c0, c1) = spec.rows, spec.columns
    middle = (r0 + r1) // 2
    loop = [(r, c0) for r in range(middle, r1)]
    loop += [(r1, c) for c in range(c0, c1)]
    loop += [(r, c1) for r in range(r1, r0, -1)]
    loop += [(r0, c) for c in range(c1, c0, -1)]
    loop += [(r, c0) for r in range(r0, middle)]
    return loop


def _strip(outer: IntArray, inner: IntArray) -> IntArray:
    return np.stack([outer, np.roll(outer, -1), np.roll(inner, -1), inner], axis=1)


class _Builder:
    def __init__(self) -> None:
        self.count = 0
        self.quads: list[IntArray] = []
        self.mirror_pairs: list[tuple[IntArray, IntArray]] = []

    def new(self, shape: tuple[int, ...]) -> IntArray:
        size = int(np.prod(shape))
        ids = np.arange(self.count, self.count + size).reshape(shape)
        self.count += size
        return ids

    def pair(self, a: IntArray, b: IntArray) -> None:
        self.mirror_pairs.append((a.ravel(), b.ravel()))


def _block_quads(block: IntArray) -> IntArray:
    """Quads of a [rows, columns] block whose rows run down and columns to the right."""
    result: IntArray = np.stack(
        [block[:-1, :-1], block[1:, :-1], block[1:, 1:], block[:-1, 1:]], axis=-1
    ).reshape(-1, 4)
    return result


def _grid(build: _Builder) -> IntArray:
    keep = np.ones((ROWS, COLUMNS), bool)
    cells = np.ones((ROWS - 1, COLUMNS), bool)
    for spec in HOLES.values():
        (r0, r1), (c0, c1) = spec.rows, spec.columns
        keep[r0 + 1 : r1, np.arange(c0 + 1, c1) % COLUMNS] = False
        cells[r0:r1, np.arange(c0, c1) % COLUMNS] = False
    grid = np.full((ROWS, COLUMNS), -1)
    grid[keep] = build.new((int(keep.sum()),))
    r, j = np.nonzero(cells)
    k = (j + 1) % COLUMNS
    build.quads.append(np.stack([grid[r, j], grid[r + 1, j], grid[r + 1, k], grid[r, k]], axis=1))
    mirrored = grid[:, (-np.arange(COLUMNS)) % COLUMNS]
    build.pair(grid[keep], mirrored[keep])
    return grid


def _crown(build: _Builder, rim: IntArray) -> IntArray:
    patch = np.full((SIDE + 1, SIDE + 1), -1)
    patch[1:-1, 1:-1] = build.new((SIDE - 1, SIDE - 1))
    build.pair(patch[1:-1, 1:-1], patch[1:-1, 1:-1][:, ::-1])
    span = np.arange(SIDE + 1)
    # patch[b, a]: b runs from front to back, a from the character's right to the left.
    patch[0, :] = rim[(span - CORNER) % COLUMNS]
    patch[:, SIDE] = rim[(span + CORNER) % COLUMNS]
    patch[SIDE, ::-1] = rim[(span + CORNER + SIDE) % COLUMNS]
    patch[::-1, 0] = rim[(span + CORNER + 2 * SIDE) % COLUMNS]
    build.quads.append(_block_quads(patch[::-1]))
    return patch


def _ring_mirror(n: int) -> IntArray:
    return (n // 2 - np.arange(n)) % n


def _close(build: _Builder, spec: HoleSpec, last: IntArray) -> IntArray:
    (r0, r1), (c0, c1) = spec.rows, spec.columns
    block = np.full((r1 - r0 + 1, c1 - c0 + 1), -1)
    block[1:-1, 1:-1] = build.new((r1 - r0 - 1, c1 - c0 - 1))
    for vertex, (r, c) in zip(last, _boundary(spec), strict=True):
        block[r - r0, c - c0] = vertex
    build.quads.append(_block_quads(block))
    return block


def _hole(build: _Builder, grid: IntArray, spec: HoleSpec) -> Hole:
    boundary = np.array([grid[r, c % COLUMNS] for r, c in _boundary(spec)])
    rings = np.concatenate([boundary[None], build.new((spec.rings, len(boundary)))])
    for outer, inner in pairwise(rings):
        build.quads.append(_strip(outer, inner))
    return Hole(rings, _close(build, spec, rings[-1]) if spec.capped else None)


def _mirror_map(build: _Builder, holes: dict[str, Hole]) -> IntArray:
    for name, hole in holes.items():
        other = holes[name.replace("left", "right")] if "left" in name else hole
        if "right" in name:
            continue
        build.pair(hole.rings[1:], other.rings[1:, _ring_mirror(hole.spokes)])
        if hole.cap is not None and other.cap is not None:
            build.pair(hole.cap[1:-1, 1:-1], other.cap[1:-1, 1:-1][:, ::-1])
    mirror = np.full(build.count, -1)
    for a, b in build.mirror_pairs:
        mirror[a] = b
        mirror[b] = a
    return mirror


def build_topology() -> Topology:
    """Number all skin vertices and lay all quads, wound counter-clockwise seen from outside."""
    build = _Builder()
    grid = _grid(build)
    crown = _crown(build, grid[0])
    holes = {name: _hole(build, grid, spec) for name, spec in HOLES.items()}
    mirror = _mirror_map(build, holes)
    return Topology(grid, crown, holes, np.concatenate(build.quads), mirror, build.count, HOLES)
