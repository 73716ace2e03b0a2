"""Brow, cheek and nose shapes: skin sliding over bone as tangential bumps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder.fields import Face, bump, smoothstep

Array = npt.NDArray[np.float64]

Bump = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

_LEFT: dict[str, list[Bump]] = {
    "browDownLeft": [
        ((1.9, 1.9, 9.3), (1.5, 1.25, 2.5), (-0.16, -0.58, 0.1)),
        ((3.9, 1.8, 8.4), (1.5, 1.1, 2.5), (-0.1, -0.38, 0.04)),
        ((1.0, 0.9, 9.4), (0.7, 0.8, 2.0), (-0.06, -0.12, 0.06)),
    ],
    "browOuterUpLeft": [((4.2, 2.2, 8.0), (1.9, 1.8, 2.8), (0.02, 0.56, 0.02))],
    "cheekSquintLeft": [
        ((4.2, -2.6, 7.8), (1.8, 1.2, 2.2), (0.02, 0.46, 0.2)),
        ((5.3, -0.6, 6.8), (0.8, 0.9, 1.6), (-0.08, 0.08, 0.05)),
    ],
    "noseSneerLeft": [
        ((1.5, -3.8, 9.7), (0.85, 0.95, 1.6), (0.1, 0.52, 0.0)),
        ((1.7, -5.3, 9.3), (1.1, 0.9, 1.8), (0.03, 0.3, 0.08)),
        ((1.1, -1.6, 9.3), (0.75, 1.0, 1.5), (-0.04, 0.28, 0.1)),
        ((1.2, 1.3, 9.5), (0.9, 0.8, 1.8), (-0.05, -0.14, 0.04)),
    ],
}
_INNER_UP: list[Bump] = [
    ((1.0, 2.3, 9.5), (1.25, 1.7, 2.8), (0.0, 0.5, 0.0)),
    ((2.1, 1.9, 9.2), (1.1, 1.3, 2.6), (-0.06, 0.3, 0.02)),
]


def _sum(face: Face, table: list[Bump], half: Array | float) -> Array:
    total = np.zeros_like(face.points)
    for centre, radii, move in table:
        travel = np.array(move) * face.measures.flesh
        total += (bump(face.places, centre, radii) * face.mask * half)[:, None] * travel
    return face.tangential(total, keep=0.35)


def brow_shapes(face: Face) -> dict[str, Array]:
    """Brow, cheekSquint and noseSneer shapes [V, 3]; cheekPuff belongs to the mouth."""
    ahead = smoothstep(0.0, 3.0, face.places[:, 2])
    shapes: dict[str, Array] = {}
    for name, table in _LEFT.items():
        shapes[name] = _sum(face, table, ahead * face.left_weight(0.8))
        shapes[name.replace("Left", "Right")] = face.mirrored(shapes[name])
    inner = _sum(face, _INNER_UP, ahead)
    shapes["browInnerUp"] = inner + face.mirrored(inner)
    return shapes
