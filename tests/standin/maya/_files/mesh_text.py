"""Meshes as words of scene files: typed data, and the attributes of a mesh node."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from maya._core.data import MeshData, UvSet
from maya._core.mesh_topology import corner_edges, edges_of

if TYPE_CHECKING:
    from maya._files.values import Words


def _text(value: float) -> str:
    text = str(np.float32(value))
    return text.removesuffix(".0")


def _row(values: np.ndarray) -> str:
    return " ".join(map(_text, values))


def directed_edges(mesh: MeshData) -> np.ndarray:
    """Edge of each face corner, ``-edge - 1`` where the face runs along it backwards."""
    numbers = corner_edges(mesh).astype(int)
    starts = edges_of(mesh)[numbers, 0] if len(numbers) else np.zeros(0, int)
    return np.where(starts == mesh.corners, numbers, -numbers - 1)


def _smooth(mesh: MeshData) -> np.ndarray:
    count = len(edges_of(mesh))
    return (
        np.ones(count, bool) if mesh.smooth_edges is None else np.asarray(mesh.smooth_edges, bool)
    )


def _face_slices(mesh: MeshData) -> list[slice]:
    starts = mesh.face_starts()
    return [slice(int(one), int(two)) for one, two in itertools.pairwise(starts)]


# -- typed data ------------------------------------------------------------------------------------


def written(mesh: MeshData) -> str:
    """What follows ``-type "mesh"``."""
    lines = ["", f'"v" {len(mesh.points)}', *map(_row, mesh.points)]
    uv = next(iter(mesh.uv_sets.values()), None)
    if uv is not None and len(uv.u):
        lines += [
            f'"vt" {len(uv.u)}',
            *(f"{_text(u)} {_text(v)}" for u, v in zip(uv.u, uv.v, strict=True)),
        ]
    edges = edges_of(mesh)
    if len(edges):
        words = np.where(_smooth(mesh), '"smooth"', '"hard"')
        lines.append(f'"e" {len(edges)}')
        lines += [
            f"{one} {two} {word}" for (one, two), word in zip(edges.tolist(), words, strict=True)
        ]
        directed = directed_edges(mesh)
        for place, part in enumerate(_face_slices(mesh)):
            lines.append(
                f'"face" "l" {mesh.counts[place]} {" ".join(map(str, directed[part].tolist()))}'
            )
            if uv is not None and place < len(uv.counts) and uv.counts[place]:
                start = int(np.sum(uv.counts[:place]))
                ids = uv.ids[start : start + int(uv.counts[place])]
                lines.append(f'"lt" {len(ids)} {" ".join(map(str, ids.tolist()))}')
    return "\n\t\t".join(lines)


def read(words: Words) -> MeshData:
    """Take mesh data from the words after its type."""
    builder = MeshBuilder()
    loops: list[list[int]] = []
    uvs: list[list[int]] = []
    while words.peek() in ("v", "vn", "vt", "e", "face"):
        word = words.next()
        if word == "v":
            builder.points = words.array(3 * words.integer()).reshape(-1, 3)
        elif word == "vn":
            words.array(3 * words.integer())
        elif word == "vt":
            pairs = words.array(2 * words.integer()).reshape(-1, 2)
            builder.uv_values["map1"] = pairs
        elif word == "e":
            for _ in range(words.integer()):
                builder.edges.append((words.integer(), words.integer()))
                builder.smooth.append(words.next() == "smooth")
        else:
            while words.peek() in ("l", "lt", "h"):
                kind = words.next()
                items = [words.integer() for _ in range(words.integer())]
                if kind == "l":
                    loops.append(items)
                    uvs.append([])
                elif kind == "lt":
                    uvs[-1] = items
    builder.faces = loops
    builder.face_uvs = {0: uvs} if builder.uv_values else {}
    return builder.build()


# -- attributes of a mesh node ---------------------------------------------------------------------


@dataclass
class MeshBuilder:
    """Collects what a file says about a mesh node until it is complete."""

    points: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    edges: list[tuple[int, int]] = field(default_factory=list)
    smooth: list[bool] = field(default_factory=list)
    faces: list[list[int]] = field(default_factory=list)
    face_uvs: dict[int, list[list[int]]] = field(default_factory=dict)
    uv_names: dict[int, str] = field(default_factory=dict)
    uv_values: dict[str | int, np.ndarray] = field(default_factory=dict)

    def add_points(self, start: int, words: Words) -> None:
        """``.vt[a:b]``."""
        values = np.array(words.take(len(words.words) - words.place), float).reshape(-1, 3)
        stop = start + len(values)
        if stop > len(self.points):
            self.points = np.vstack([self.points, np.zeros((stop - len(self.points), 3))])
        self.points[start:stop] = values

    def add_edges(self, words: Words) -> None:
        """``.ed[a:b]``: two vertices and whether the edge is smooth."""
        while words:
            self.edges.append((words.integer(), words.integer()))
            self.smooth.append(bool(words.integer()))

    def add_faces(self, words: Words) -> None:
        """``.fc[a:b] -type "polyFaces"``."""
        while words:
            word = words.next()
            if word == "f":
                self.faces.append([words.integer() for _ in range(words.integer())])
            elif word == "mu":
                number = words.integer()
                ids = [words.integer() for _ in range(words.integer())]
                rows = self.face_uvs.setdefault(number, [])
                rows.extend([] for _ in range(len(self.faces) - len(rows)))
                rows[len(self.faces) - 1] = ids
            elif word == "mc":
                words.integer()
                words.take(words.integer())
            elif word in ("h", "mf", "fc"):
                words.take(words.integer())
            else:
                raise RuntimeError(f"Cannot read polyFaces at '{word}'")

    def build(self) -> MeshData:
        """The mesh."""
        edges = np.array(self.edges, int).reshape(-1, 2)
        counts = np.array([len(face) for face in self.faces], int)
        directed = np.array([edge for face in self.faces for edge in face], int)
        forward = directed >= 0
        numbers = np.where(forward, directed, -directed - 1)
        corners = (
            np.where(forward, edges[numbers, 0], edges[numbers, 1])
            if len(directed)
            else np.zeros(0, int)
        )
        mesh = MeshData(self.points.astype(float), counts, corners.astype(int), edges)
        mesh.smooth_edges = np.array(self.smooth, bool) if not all(self.smooth) else None
        numbers_of_sets = {*self.face_uvs, *(key for key in self.uv_values if isinstance(key, int))}
        for number in sorted(numbers_of_sets):
            name = self.uv_names.get(number, "map1" if number == 0 else f"map{number + 1}")
            values = self.uv_values.get(number, self.uv_values.get(name, np.zeros((0, 2))))
            rows = self.face_uvs.get(number, [])
            rows = rows + [[] for _ in range(len(counts) - len(rows))]
            mesh.uv_sets[name] = UvSet(
                values[:, 0].copy(),
                values[:, 1].copy(),
                np.array([len(row) for row in rows], int),
                np.array([uv for row in rows for uv in row], int),
            )
        return mesh


def node_lines(mesh: MeshData) -> list[str]:
    """``setAttr`` statements of a mesh node without history."""
    lines: list[str] = []
    for number, (name, uv) in enumerate(mesh.uv_sets.items()):
        lines.append(f'setAttr ".uvst[{number}].uvsn" -type "string" "{name}";')
        if len(uv.u):
            pairs = "\n\t\t".join(f"{_text(u)} {_text(v)}" for u, v in zip(uv.u, uv.v, strict=True))
            span = f"0:{len(uv.u) - 1}" if len(uv.u) > 1 else "0"
            lines.append(
                f'setAttr -s {len(uv.u)} ".uvst[{number}].uvsp[{span}]" -type "float2" {pairs};'
            )
    lines += _points_and_edges(mesh)
    lines += _faces(mesh)
    return lines


def _span(count: int) -> str:
    return f"[0:{count - 1}]" if count > 1 else "[0]"


def _points_and_edges(mesh: MeshData) -> list[str]:
    lines = []
    if len(mesh.points):
        rows = "\n\t\t".join(map(_row, mesh.points))
        lines.append(f'setAttr -s {len(mesh.points)} ".vt{_span(len(mesh.points))}"  {rows};')
    edges = edges_of(mesh)
    if len(edges):
        rows = "\n\t\t".join(
            f"{one} {two} {int(smooth)}"
            for (one, two), smooth in zip(edges.tolist(), _smooth(mesh), strict=True)
        )
        lines.append(f'setAttr -s {len(edges)} ".ed{_span(len(edges))}"  {rows};')
    return lines


def _faces(mesh: MeshData) -> list[str]:
    if not len(mesh.counts):
        return []
    directed = directed_edges(mesh)
    rows = []
    starts = {
        name: np.concatenate([[0], np.cumsum(uv.counts)]).astype(int)
        for name, uv in mesh.uv_sets.items()
    }
    for place, part in enumerate(_face_slices(mesh)):
        rows.append(f"f {mesh.counts[place]} {' '.join(map(str, directed[part].tolist()))}")
        for number, (name, uv) in enumerate(mesh.uv_sets.items()):
            if place < len(uv.counts) and uv.counts[place]:
                ids = uv.ids[starts[name][place] : starts[name][place + 1]]
                rows.append(f"mu {number} {len(ids)} {' '.join(map(str, ids.tolist()))}")
    body = "\n\t\t".join(rows)
    count = len(mesh.counts)
    return [
        f'setAttr -s {count} -ch {len(mesh.corners)} ".fc{_span(count)}" -type "polyFaces" \n\t\t{body};'
    ]
