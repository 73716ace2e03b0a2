"""Values of typed attributes that are more than a number, a text or an array."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

TICKS_PER_SECOND = 141_120_000


@dataclass(eq=False, kw_only=True)
class GeometryData:
    """What all kinds of geometry carry besides their points.

    ``matrix`` takes the points to world space (set by world space outputs of shapes), ``tags`` maps
    names of component tags to component texts, ``groups`` a groupId to the numbers of its points
    (the wiring before component tags).
    """

    matrix: np.ndarray | None = None
    tags: dict[str, list[str]] = field(default_factory=dict)
    groups: dict[int, np.ndarray] = field(default_factory=dict)

    def carried(self) -> dict[str, Any]:
        """These values for a copy."""
        return {"matrix": self.matrix, "tags": dict(self.tags), "groups": dict(self.groups)}


@dataclass(eq=False)
class MeshData(GeometryData):
    """A polygon mesh as it flows through connections.

    Never changed in place once it has left the node that made it: `copy` first.
    ``counts`` corners per face, ``corners`` vertex numbers face after face.
    """

    points: np.ndarray  # (V, 3) float64
    counts: np.ndarray  # (F,) int
    corners: np.ndarray  # (sum of counts,) int
    edges: np.ndarray | None = None  # (E, 2) int; made when asked for
    uv_sets: dict[str, UvSet] = field(default_factory=dict)
    color_sets: dict[str, Any] = field(default_factory=dict)
    smooth_edges: np.ndarray | None = None
    face_normals_locked: dict[Any, Any] = field(default_factory=dict)

    def copy(self) -> MeshData:
        """Points anew, topology shared."""
        copy = MeshData(
            self.points.copy(),
            self.counts,
            self.corners,
            self.edges,
            dict(self.uv_sets),
            dict(self.color_sets),
            self.smooth_edges,
            dict(self.face_normals_locked),
            **self.carried(),
        )
        copy.__dict__["_topology"] = self.__dict__.setdefault("_topology", {})
        return copy

    def with_points(self, points: np.ndarray) -> MeshData:
        """The same topology elsewhere; meshes keep positions in single precision."""
        copy = self.copy()
        copy.points = np.asarray(points, dtype=np.float32).astype(float).reshape(-1, 3)
        return copy

    def face_starts(self) -> np.ndarray:
        """Where each face's corners begin in ``corners``; one entry more than faces."""
        return np.concatenate([[0], np.cumsum(self.counts)]).astype(int)

    @classmethod
    def empty(cls) -> MeshData:
        """A mesh without anything."""
        return cls(np.zeros((0, 3)), np.zeros(0, int), np.zeros(0, int))


@dataclass(eq=False)
class UvSet:
    """Texture coordinates: values, and per face corner an index into them (-1: unmapped)."""

    u: np.ndarray
    v: np.ndarray
    counts: np.ndarray
    ids: np.ndarray


@dataclass(eq=False)
class CurveData(GeometryData):
    """A NURBS curve: control points (N, 4), knots, degree, form (1 open, 2 closed, 3 periodic)."""

    points: np.ndarray
    knots: np.ndarray
    degree: int = 3
    form: int = 1

    def copy(self) -> CurveData:
        """Control points anew."""
        return CurveData(
            self.points.copy(), self.knots.copy(), self.degree, self.form, **self.carried()
        )


@dataclass(eq=False)
class SurfaceData(GeometryData):
    """A NURBS surface: control points (U, V, 4), knots and degrees of both directions."""

    points: np.ndarray
    knots_u: np.ndarray
    knots_v: np.ndarray
    degrees: tuple[int, int] = (3, 3)
    forms: tuple[int, int] = (1, 1)

    def copy(self) -> SurfaceData:
        """Control points anew."""
        return SurfaceData(
            self.points.copy(),
            self.knots_u.copy(),
            self.knots_v.copy(),
            self.degrees,
            self.forms,
            **self.carried(),
        )


@dataclass(eq=False)
class LatticeData(GeometryData):
    """Lattice points (S, T, U, 3)."""

    points: np.ndarray

    def copy(self) -> LatticeData:
        """Points anew."""
        return LatticeData(self.points.copy(), **self.carried())


@dataclass(eq=False)
class PluginData:
    """An instance of an MPxData class."""

    type_name: str
    type_id: int
    user: Any


@dataclass(eq=False)
class ComponentList:
    """Components as MEL writes them: ``vtx[0:5]``, ``f[3]``, ``e[*]``."""

    items: list[str] = field(default_factory=list)


def expand_components(items: list[str], prefix: str, count: int) -> np.ndarray:
    """Numbers named by texts such as ``vtx[0:5]`` or ``vtx[*]``, in the order given."""
    numbers: list[int] = []
    for item in items:
        name, _, inside = item.partition("[")
        if name.rpartition(".")[2] != prefix or not inside:
            continue
        inside = inside.rstrip("]")
        if inside == "*":
            numbers.extend(range(count))
        elif ":" in inside:
            first, last = inside.split(":")
            stop = count - 1 if last in ("", "*") else int(last)
            numbers.extend(range(int(first or 0), stop + 1))
        else:
            numbers.append(int(inside))
    return np.array(numbers, dtype=int)


def compress_components(prefix: str, numbers: Any) -> list[str]:
    """Texts for sorted vertex numbers: ``[0, 1, 2, 5]`` gives ``vtx[0:2]`` and ``vtx[5]``."""
    items: list[str] = []
    values = [int(number) for number in numbers]
    start = 0
    while start < len(values):
        stop = start
        while stop + 1 < len(values) and values[stop + 1] == values[stop] + 1:
            stop += 1
        span = f"{values[start]}" if start == stop else f"{values[start]}:{values[stop]}"
        items.append(f"{prefix}[{span}]")
        start = stop + 1
    return items
