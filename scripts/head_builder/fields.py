"""Smooth displacement fields on the skin: bumps, side weights, screened bi-Laplacian spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import splu

from head_builder import anatomy, mouth
from head_builder.grid import IntArray, Topology
from head_builder.layout import graph_laplacian
from head_builder.measures import Measures

Array = npt.NDArray[np.float64]


def smoothstep(a: float, b: float, x: Array) -> Array:
    """Cubic step from 0 at ``a`` to 1 at ``b`` (``a`` may lie above ``b``)."""
    t = np.clip((x - a) / (b - a), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def bump(points: Array, centre: Sequence[float], radii: Sequence[float]) -> Array:
    """Gaussian bump [V] round a centre with one radius per axis (cm)."""
    q = (points - np.asarray(centre, float)) / np.asarray(radii, float)
    result: Array = np.exp(-(q * q).sum(-1))
    return result


def rotate_x(points: Array, pivot: Array, angle: Array) -> Array:
    """Displacement of points turned about the X axis through ``pivot`` by angles [V] (radians).

    Positive angles move the front of the head down.
    """
    y, z = points[:, 1] - pivot[1], points[:, 2] - pivot[2]
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([0 * y, c * y - s * z - y, s * y + c * z - z], axis=1)


class Solver(Protocol):
    """A factored linear system."""

    def solve(self, right: Array) -> Array:
        """Solution for right-hand sides [n, 3]."""
        ...


@dataclass
class Face:
    """The neutral skin with everything that the shapes are made from.

    ``places`` say where each vertex lies on the man, for whom the tables of muscles and masks are
    given; they are the points themselves unless the head is another one's.
    """

    topology: Topology
    points: Array
    measures: Measures = field(default_factory=Measures)
    places: Array = field(default_factory=lambda: np.empty((0, 3)))
    lips: IntArray = field(init=False)
    s: Array = field(init=False)
    side: Array = field(init=False)
    mask: Array = field(init=False)

    def __post_init__(self) -> None:
        if not len(self.places):
            self.places = self.points
        hole = self.topology.holes["mouth"]
        self.lips = hole.rings[mouth.BORDER : mouth.CONTACT + 1]
        self.s, self.side = mouth.spoke_parameter(hole.spokes)
        self.mask = self._outer_mask()
        self._solvers: dict[str, tuple[Solver, IntArray, float]] = {}

    def _outer_mask(self) -> Array:
        """1 on skin that moves with bumps; 0 in the lips, the bag and on the lids themselves."""
        mask = np.ones(self.topology.count)
        for name, hole in self.topology.holes.items():
            if name == "mouth":
                mask[hole.rings[mouth.BORDER + 1 :]] = 0.0
                if hole.cap is not None:
                    mask[hole.cap] = 0.0
            elif name.startswith("eye"):
                for k, value in enumerate((1.0, 1.0, 1.0, 0.92, 0.8, 0.64, 0.48, 0.38, 0.22, 0.08)):
                    mask[hole.rings[k]] = value
                mask[hole.rings[10:]] = 0.0
        return mask

    def left_weight(self, softness: float = 0.9) -> Array:
        """Smooth 0..1 weight [V] of the character's left side; left + right = 1."""
        return smoothstep(-softness, softness, self.places[:, 0])

    def tangential(self, displacement: Array, keep: float = 0.25) -> Array:
        """Remove most of the part of a displacement along the surface normal."""
        g = anatomy.gradient(self.places)
        n = g / np.maximum(np.linalg.norm(g, axis=1, keepdims=True), 1e-9)
        along = (displacement * n).sum(1, keepdims=True) * n
        result: Array = displacement - (1.0 - keep) * along
        return result

    def mirrored(self, displacement: Array) -> Array:
        """The displacement of the other side's shape."""
        return displacement[self.topology.mirror] * [-1.0, 1.0, 1.0]

    def distance_to_mouth(self) -> Array:
        """Distance [V] from the lip line on the man (cm)."""
        line = self.places[self.lips[-1]]
        delta = self.places[:, None, :] - line[None, ::3, :]
        result: Array = np.sqrt((delta**2).sum(-1)).min(1)
        return result

    def _anchor(self, reach: float) -> Array:
        d = self.distance_to_mouth()
        p = self.places
        anchor = 10.0 ** (-5.5 + 5.0 * smoothstep(0.3 * reach, reach, d))
        nose = smoothstep(-5.2, -4.4, p[:, 1]) * smoothstep(8.2, 9.2, p[:, 2])
        anchor = np.maximum(anchor, 0.05 * nose)
        for side in ("left", "right"):
            anchor[self.topology.holes[f"nostril_{side}"].rings] = 0.5
        bag = self.topology.holes["mouth"].rings[mouth.CONTACT + 1 :]
        anchor[bag] = 1.0
        return anchor

    def spread(self, lip_target: Array, reach: float = 4.6) -> Array:
        """Smoothest displacement [V, 3] with given values on the lips that dies out with distance.

        Minimises |L d|^2 + sum of anchors |d|^2 with the lips as soft but stiff conditions.
        """
        key = f"{reach:.3f}"
        if key not in self._solvers:
            self._solvers[key] = self._factor(reach)
        solver, region, weight = self._solvers[key]
        right = np.zeros((self.topology.count, 3))
        right[self.lips] = lip_target * weight
        result = np.zeros_like(right)
        result[region] = solver.solve(right[region])
        return result

    def _factor(self, reach: float) -> tuple[Solver, IntArray, float]:
        weight = 30.0
        anchor = self._anchor(reach)
        anchor[self.lips] = weight
        region = np.flatnonzero(self.distance_to_mouth() < 1.6 * reach)
        laplacian = graph_laplacian(self.topology.quads, self.topology.count)[:, region]
        system = laplacian.T @ laplacian + sparse.diags(anchor[region])
        return splu(system.tocsc()), region, weight

    def follow_bag(self, displacement: Array, base: Array | None = None) -> Array:
        """Let the mouth bag follow the lips near the opening and ``base`` [V, 3] further back."""
        hole = self.topology.holes["mouth"]
        rest = np.zeros_like(displacement) if base is None else base
        lip = displacement[hole.rings[mouth.CONTACT]]
        shares = (0.0, 0.25, 0.55, 0.8, 0.95, 1.0, 1.0, 1.0)
        out = displacement.copy()
        for ring, share in zip(hole.rings[mouth.CONTACT + 1 :], shares, strict=True):
            out[ring] = (1 - share) * lip + share * rest[ring]
        if hole.cap is not None:
            inner = hole.cap[1:-1, 1:-1]
            out[inner] = rest[inner]
        return out
