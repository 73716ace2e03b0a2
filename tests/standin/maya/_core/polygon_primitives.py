"""Polygon primitives with the numbering of vertices, edges and faces that Maya's creators use."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from maya._core.data import MeshData, UvSet, compress_components

Faces = list[list[int]]


def rounded(points: np.ndarray) -> np.ndarray:
    """Positions as meshes store them: single precision."""
    return np.asarray(points, dtype=np.float32).astype(float).reshape(-1, 3)


def build(
    points: np.ndarray,
    faces: Faces,
    edges: list[tuple[int, int]] | None = None,
    uvs: tuple[np.ndarray, Faces] | None = None,
) -> MeshData:
    """A mesh from lists."""
    counts = np.array([len(face) for face in faces], dtype=int)
    corners = np.array([vertex for face in faces for vertex in face], dtype=int)
    data = MeshData(rounded(points), counts, corners)
    if edges is not None:
        data.edges = np.array(edges, dtype=int).reshape(-1, 2)
    if uvs is not None:
        values, ids = uvs
        values = np.asarray(values, dtype=np.float32).astype(float)
        flat = np.array([number for face in ids for number in face], dtype=int)
        data.uv_sets["map1"] = UvSet(values[:, 0], values[:, 1], counts.copy(), flat)
    return data


def oriented(
    data: MeshData, axis: tuple[float, float, float], baseline: float, height: float
) -> MeshData:
    """Turn the Y axis to another one; ``heightBaseline`` -1 puts the base at the origin."""
    points = data.points.copy()
    points[:, 1] -= baseline * height / 2.0
    target = np.array(axis, dtype=float)
    length = np.linalg.norm(target)
    target = target / length if length else np.array([0.0, 1.0, 0.0])
    up = np.array([0.0, 1.0, 0.0])
    cross, cosine = np.cross(up, target), float(up @ target)
    if cosine < -1 + 1e-12:
        points = points * (1.0, -1.0, -1.0)
    elif np.linalg.norm(cross) > 1e-12:
        skew = np.array(
            [[0, -cross[2], cross[1]], [cross[2], 0, -cross[0]], [-cross[1], cross[0], 0]]
        )
        turn = np.eye(3) + skew + skew @ skew / (1.0 + cosine)
        points = points @ turn.T
    data.points = rounded(points)
    return data


def cube(width: float, height: float, depth: float, sw: int, sh: int, sd: int) -> MeshData:
    """Rows of vertices around the X axis: front, top, back, bottom; then the two sides."""
    xs = np.linspace(-width / 2, width / 2, sw + 1)
    ring = [(y, depth / 2) for y in np.linspace(-height / 2, height / 2, sh + 1)[:-1]]
    ring += [(height / 2, z) for z in np.linspace(depth / 2, -depth / 2, sd + 1)[:-1]]
    ring += [(y, -depth / 2) for y in np.linspace(height / 2, -height / 2, sh + 1)[:-1]]
    ring += [(-height / 2, z) for z in np.linspace(-depth / 2, depth / 2, sd + 1)[:-1]]
    rows, columns = len(ring), sw + 1
    points = [(x, y, z) for y, z in ring for x in xs]
    edges = [(row * columns + i, row * columns + i + 1) for row in range(rows) for i in range(sw)]
    edges += [
        (row * columns + i, (row + 1) % rows * columns + i)
        for row in range(rows)
        for i in range(columns)
    ]
    faces = [_quad(row, i, rows, columns) for row in range(rows) for i in range(sw)]
    uv_faces = [
        [
            row * columns + i,
            row * columns + i + 1,
            (row + 1) * columns + i + 1,
            (row + 1) * columns + i,
        ]
        for row in range(rows)
        for i in range(sw)
    ]
    uvs = _cube_uvs(sw, sh, sd)
    for side in (sw, 0):
        _cube_side(points, edges, faces, uvs, uv_faces, side, (sw, sh, sd), xs[side])
    data = build(np.array(points), faces, edges, (np.array(uvs), uv_faces))
    strip = np.cumsum([0, sh * sw, sd * sw, sh * sw, sd * sw, sh * sd, sh * sd])
    names = ("front", "top", "back", "bottom", "right", "left")
    spans = dict(zip(names, pairwise(strip), strict=True))
    data.tags = {name: compress_components("f", range(*spans[name])) for name in sorted(names)}
    return data


def _quad(row: int, i: int, rows: int, columns: int) -> list[int]:
    below, above = row * columns + i, (row + 1) % rows * columns + i
    return [below, below + 1, above + 1, above]


def _cube_uvs(sw: int, sh: int, sd: int) -> list[tuple[float, float]]:
    vs = [
        part + 0.25 * step / count
        for part, count in ((0.0, sh), (0.25, sd), (0.5, sh), (0.75, sd))
        for step in range(count)
    ]
    return [(0.375 + 0.25 * i / sw, v) for v in [*vs, 1.0] for i in range(sw + 1)]


def _cube_side(points, edges, faces, uvs, uv_faces, column, sizes, x) -> None:
    """The right (last column) or left side of a cube, with its inner vertices."""
    sw, sh, sd = sizes
    columns, rows = sw + 1, 2 * (sh + sd)
    right = column == sw
    height_low, depth_high = points[0][1], points[0][2]
    inner: dict[tuple[int, int], int] = {}
    uv_of: dict[tuple[int, int], int] = {}

    def vertex(j: int, k: int) -> int:
        """Corner ``j`` steps up and ``k`` steps back from the lower front."""
        if k == 0:
            return j * columns + column
        if j == sh:
            return (sh + k) * columns + column
        if k == sd:
            return (sh + sd + sh - j) * columns + column
        if j == 0:
            return (rows - k) % rows * columns + column
        if (j, k) not in inner:
            inner[j, k] = len(points)
            points.append((x, height_low * (1 - 2 * j / sh), depth_high * (1 - 2 * k / sd)))
        return inner[j, k]

    def uv(j: int, k: int) -> int:
        if k == 0:
            return j * columns + column
        if (j, k) not in uv_of:
            uv_of[j, k] = len(uvs)
            u = 0.625 + 0.25 * k / sd if right else 0.375 - 0.25 * k / sd
            uvs.append((u, 0.25 * j / sh))
        return uv_of[j, k]

    known = {frozenset(edge) for edge in edges}
    for j in range(sh):
        for k in range(sd) if right else range(sd - 1, -1, -1):
            corners = [(j, k), (j, k + 1), (j + 1, k + 1), (j + 1, k)]
            if not right:
                corners = [(j, k + 1), (j, k), (j + 1, k), (j + 1, k + 1)]
            face = [vertex(*corner) for corner in corners]
            for one, other in zip(face, face[1:] + face[:1], strict=True):
                if frozenset((one, other)) not in known:
                    known.add(frozenset((one, other)))
                    edges.append((one, other))
            faces.append(face)
            uv_faces.append([uv(*corner) for corner in corners])


def plane(width: float, height: float, sw: int, sh: int) -> MeshData:
    """Rows along X, starting at +Z."""
    columns = sw + 1
    points = [
        (x, 0.0, z)
        for z in np.linspace(height / 2, -height / 2, sh + 1)
        for x in np.linspace(-width / 2, width / 2, columns)
    ]
    faces, edges = [], []
    known: set[tuple[int, int]] = set()
    for row in range(sh):
        for i in range(sw):
            a = row * columns + i
            b, c, d = a + 1, a + columns + 1, a + columns
            faces.append([a, b, c, d])
            for edge in ((a, b), (a, d), (b, c), (d, c)):
                if edge not in known:
                    known.add(edge)
                    edges.append(edge)
    uvs = [(i / sw, row / sh) for row in range(sh + 1) for i in range(columns)]
    return build(np.array(points), faces, edges, (np.array(uvs), faces))


def _circle(count: int, radius: float, y: float) -> list[tuple[float, float, float]]:
    angles = [2 * math.pi * (i + 1) / count for i in range(count)]
    return [(radius * math.cos(a), y, -radius * math.sin(a)) for a in angles]


def _revolved(
    rings: list[tuple[float, float]], count: int, low: float | None, high: float | None
) -> tuple[list, list, list, list]:
    """Points, edges, quads, pole triangles of rings (radius, y) from bottom to top."""
    points = [point for radius, y in rings for point in _circle(count, radius, y)]
    steps = [(i, (i + 1) % count) for i in range(count)]
    edges = [(row * count + i, row * count + j) for row in range(len(rings)) for i, j in steps]
    edges += [
        (row * count + i, (row + 1) * count + i)
        for row in range(len(rings) - 1)
        for i in range(count)
    ]
    quads = [
        [row * count + i, row * count + j, (row + 1) * count + j, (row + 1) * count + i]
        for row in range(len(rings) - 1)
        for i, j in steps
    ]
    triangles = []
    if low is not None:
        pole = len(points)
        points.append((0.0, low, 0.0))
        edges += [(pole, i) for i in range(count)]
        triangles += [[j, i, pole] for i, j in steps]
    if high is not None:
        pole, last = len(points), (len(rings) - 1) * count
        points.append((0.0, high, 0.0))
        edges += [(last + i, pole) for i in range(count)]
        triangles += [[last + i, last + j, pole] for i, j in steps]
    return points, edges, quads, triangles


def sphere(radius: float, sa: int, sh: int) -> MeshData:
    """Rings from bottom to top, then the two poles."""
    angles = [math.pi * (row / sh - 0.5) for row in range(1, sh)]
    rings = [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
    points, edges, quads, triangles = _revolved(rings, sa, -radius, radius)
    uvs = [(i / sa, row / sh) for row in range(1, sh) for i in range(sa + 1)]
    uvs += [((i + 0.5) / sa, 0.0) for i in range(sa)] + [((i + 0.5) / sa, 1.0) for i in range(sa)]
    wide, pole = sa + 1, (sa + 1) * (sh - 1)
    ids = [
        [row * wide + i, row * wide + i + 1, (row + 1) * wide + i + 1, (row + 1) * wide + i]
        for row in range(sh - 2)
        for i in range(sa)
    ]
    last = (sh - 2) * wide
    ids += [[i + 1, i, pole + i] for i in range(sa)]
    ids += [[last + i, last + i + 1, pole + sa + i] for i in range(sa)]
    return build(np.array(points), quads + triangles, edges, (np.array(uvs), ids))


def cylinder(radius: float, height: float, sa: int, sh: int, sc: int) -> MeshData:
    """Inner rings of the lower cap outwards, the side upwards, the upper cap inwards, the poles."""
    half = height / 2
    rings = [(radius * step / sc, -half) for step in range(1, sc)]
    rings += [(radius, -half + height * step / sh) for step in range(sh + 1)]
    rings += [(radius * step / sc, half) for step in range(sc - 1, 0, -1)]
    low, high = (-half, half) if sc else (None, None)
    points, edges, quads, triangles = _revolved(rings, sa, low, high)
    faces = quads + triangles
    if not sc:
        last = sh * sa
        faces = [*quads, [(sa - i) % sa for i in range(sa)], [last + i for i in range(sa)]]
        return build(np.array(points), faces, edges)
    if sc > 1:  # side faces come first
        inner = (sc - 1) * sa
        quads = quads[inner : len(quads) - inner] + quads[:inner] + quads[len(quads) - inner :]
        return build(np.array(points), quads + triangles, edges)
    return build(np.array(points), faces, edges, _cylinder_uvs(sa, sh))


def _cylinder_uvs(sa: int, sh: int) -> tuple[np.ndarray, Faces]:
    def cap(v: float) -> list[tuple[float, float]]:
        return [(0.5 + 0.15625 * x, v + 0.15625 * z) for x, _, z in _circle(sa, 1.0, 0.0)]

    uvs = cap(0.15625)
    uvs += [
        (0.375 + 0.25 * i / sa, 0.3125 + 0.375 * row / sh)
        for row in range(sh + 1)
        for i in range(sa + 1)
    ]
    top = len(uvs)
    uvs += [*cap(0.84375), (0.5, 0.15625), (0.5, 0.84375)]
    wide = sa + 1
    ids = [
        [
            sa + row * wide + i,
            sa + row * wide + i + 1,
            sa + (row + 1) * wide + i + 1,
            sa + (row + 1) * wide + i,
        ]
        for row in range(sh)
        for i in range(sa)
    ]
    ids += [[(i + 1) % sa, i, len(uvs) - 2] for i in range(sa)]
    ids += [[top + i, top + (i + 1) % sa, len(uvs) - 1] for i in range(sa)]
    return np.array(uvs), ids


def cone(radius: float, height: float, sa: int, sh: int, sc: int) -> MeshData:
    """The base polygon (or cap rings), rings upwards, the apex last."""
    half = height / 2
    caps = [(radius * step / sc, -half) for step in range(1, sc)]
    rings = caps + [(radius * (1 - step / sh), -half + height * step / sh) for step in range(sh)]
    points, edges, quads, triangles = _revolved(rings, sa, -half if sc else None, half)
    if sc:
        return build(np.array(points), quads + triangles, edges)
    faces = [[(sa - i) % sa for i in range(sa)], *quads, *triangles]
    return build(np.array(points), faces, edges)


def torus(radius: float, section: float, twist: float, sa: int, sh: int) -> MeshData:
    """Rings of the section from the inner side downwards; ``twist`` in radians."""
    points = []
    for row in range(sh):
        angle = math.pi + 2 * math.pi * row / sh + twist
        points += _circle(sa, radius + section * math.cos(angle), section * math.sin(angle))
    faces, edges = [], []
    steps = [(i, (i + 1) % sa) for i in range(sa)]
    for row in range(sh):
        edges += [(row * sa + i, row * sa + j) for i, j in steps]
    for row in range(sh):
        above = (row + 1) % sh
        edges += [(row * sa + i, above * sa + i) for i in range(sa)]
        faces += [[row * sa + i, row * sa + j, above * sa + j, above * sa + i] for i, j in steps]
    uvs = [(i / sa, row / sh) for row in range(sh + 1) for i in range(sa + 1)]
    wide = sa + 1
    ids = [
        [row * wide + i, row * wide + i + 1, (row + 1) * wide + i + 1, (row + 1) * wide + i]
        for row in range(sh)
        for i in range(sa)
    ]
    return build(np.array(points), faces, edges, (np.array(uvs), ids))
