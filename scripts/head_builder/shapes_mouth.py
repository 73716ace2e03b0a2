"""Mouth shapes: prescribed lip curves, spread over the face, and cheek bumps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from head_builder.fields import Face, bump, smoothstep

Array = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

# Curvature of the dental arch under the lips: z = z0 - ARCH * x^2.
ARCH = 0.155


class Lips:
    """Rest lips as arrays [rings, spokes] and the means to say where they go."""

    def __init__(self, face: Face) -> None:
        self.travel = face.measures.mouth
        self.rest = face.points[face.lips] / self.travel
        self.s = np.broadcast_to(face.s, face.lips.shape)
        self.u = np.abs(self.s)
        self.upper = np.broadcast_to(face.side > 0, face.lips.shape)
        self.lower = np.broadcast_to(face.side < 0, face.lips.shape)
        self.side = np.broadcast_to(face.side, face.lips.shape)
        # 1 on the red border, 0 on the contact line.
        self.q = np.linspace(1, 0, face.lips.shape[0])[:, None] * np.ones(face.lips.shape[1])
        self.middle = np.sqrt(np.clip(1 - self.s**2, 0, 1))
        self.left = smoothstep(-0.55, 0.55, self.s)
        self.height = self.rest[..., 1] - self.rest[-1:, :, 1]

    def move(self, dx: Array | float, dy: Array | float, dz: Array | float) -> Array:
        """Displacement that slides along the dental arch sideways, plus height and depth."""
        zero = np.zeros_like(self.s)
        x = self.rest[..., 0]
        arch = -ARCH * ((x + dx) ** 2 - x**2)
        moved = np.stack([zero + dx, zero + dy, zero + dz + arch], axis=-1)
        result: Array = moved * self.travel
        return result


Vector = tuple[float, float, float]
# Centre, radii and displacement of a bump on the cheeks or chin.
Bump = tuple[Vector, Vector, Vector]
Recipe = Callable[[Lips], Array]


def _corner(lips: Lips, start: float = -0.15, power: float = 1.25) -> Array:
    return smoothstep(start, 1.0, lips.s) ** power


def _smile(lips: Lips) -> Array:
    c = _corner(lips, -0.3, 1.1)
    thin = -0.22 * lips.height * c
    lift = 0.56 * c**1.15 + 0.05 * lips.left
    return lips.move(0.86 * c, lift + thin, -0.1 * c - 0.08 * lips.left)


def _frown(lips: Lips) -> Array:
    c = _corner(lips, 0.0, 1.4)
    lift = 0.06 * lips.middle * lips.left
    return lips.move(0.12 * c, -0.68 * c + lift, -0.05 * c)


def _dimple(lips: Lips) -> Array:
    c = _corner(lips, 0.1, 1.2)
    return lips.move(0.45 * c, 0.1 * c - 0.2 * lips.height * c, -0.28 * c)


def _stretch(lips: Lips) -> Array:
    c = _corner(lips, -0.1, 1.1)
    return lips.move(0.82 * c, -0.26 * c - 0.25 * lips.height * c, -0.05 * c)


def _press(lips: Lips) -> Array:
    h = lips.left
    flat = np.sin(np.pi * np.clip(lips.q, 0, 1)) * lips.middle
    return lips.move(0.0, -0.42 * lips.height * h, (-0.2 * flat - 0.1 * lips.middle) * h)


def _upper_up(lips: Lips) -> Array:
    profile = np.exp(-(((lips.s - 0.42) / 0.42) ** 2)) * lips.middle**0.7 * lips.upper
    return lips.move(0.0, 0.62 * profile, (0.08 + 0.1 * (1 - lips.q)) * profile)


def _lower_down(lips: Lips) -> Array:
    profile = np.exp(-(((lips.s - 0.4) / 0.45) ** 2)) * lips.middle**0.7 * lips.lower
    return lips.move(0.05 * profile, -0.66 * profile, 0.05 * (1 - lips.q) * profile)


def _roll(lips: Lips, chosen: BoolArray, lift: float) -> Array:
    m = lips.middle**1.3 * chosen
    q = lips.q
    inward = -(0.36 + 0.3 * np.sin(np.pi * q) * (1 - 0.4 * q) - 0.22 * q)
    return lips.move(0.0, (-0.62 * lips.height + lift * (1 - q)) * m, inward * m)


def _shrug_lower(lips: Lips) -> Array:
    m = lips.middle**2
    up = np.where(lips.lower, 0.34 + 0.12 * lips.q, 0.34 - 0.1 * lips.q)
    out = np.where(lips.lower, 0.12 + 0.16 * lips.q, 0.04)
    return lips.move(0.0, up * m, out * m)


def _shrug_upper(lips: Lips) -> Array:
    m = lips.middle**2
    up = np.where(lips.upper, 0.26 + 0.08 * lips.q, 0.24 - 0.16 * lips.q)
    out = np.where(lips.upper, 0.16, 0.02)
    return lips.move(0.0, up * m, out * m)


def _pucker(lips: Lips) -> Array:
    x = lips.rest[..., 0]
    narrow = -0.43 * x
    fuller = 0.16 * lips.height
    z = 0.45 + 0.18 * lips.middle + 0.12 * (1 - lips.q) * lips.middle
    return lips.move(narrow, fuller, z)


def _funnel(lips: Lips) -> Array:
    x = lips.rest[..., 0]
    opening = np.where(lips.upper, 0.42, -0.52) * np.abs(lips.side) * lips.middle**1.1
    z = 0.2 + 0.38 * lips.middle + 0.1 * (1 - lips.q) * lips.middle
    return lips.move(-0.24 * x, opening + 0.14 * lips.height, z)


def _sideways(lips: Lips) -> Array:
    ends = 0.72 + 0.13 * lips.middle
    tilt = 0.1 * lips.s
    return lips.move(ends, tilt * lips.left, 0.0)


def _puff(lips: Lips) -> Array:
    c = lips.middle
    return lips.move(-0.04 * lips.rest[..., 0], -0.14 * lips.height, 0.1 * c + 0.12 * c * lips.q)


def _tongue_out(lips: Lips) -> Array:
    m = lips.middle
    y = np.where(lips.upper, 0.24, -1.08) * np.abs(lips.side) * m**0.8
    z = np.where(lips.upper, 0.06, 0.12) * m
    return lips.move(-0.1 * lips.rest[..., 0], y, z)


_LEFT: dict[str, tuple[Recipe, list[Bump]]] = {
    "mouthSmileLeft": (
        _smile,
        [
            ((2.9, -6.9, 8.5), (1.5, 1.3, 2.0), (0.6, 0.42, -0.35)),
            ((4.2, -3.5, 7.4), (1.8, 1.3, 2.2), (0.08, 0.46, 0.34)),
            ((4.3, -5.6, 7.0), (1.2, 1.4, 2.0), (0.2, 0.26, 0.16)),
            ((4.4, -1.6, 7.6), (1.3, 0.7, 1.6), (0.0, 0.14, 0.06)),
        ],
    ),
    "mouthFrownLeft": (
        _frown,
        [
            ((2.9, -6.9, 8.5), (1.4, 1.2, 2.0), (0.08, -0.42, -0.02)),
            ((3.0, -8.4, 8.0), (1.2, 1.1, 2.0), (0.05, -0.25, 0.05)),
        ],
    ),
    "mouthDimpleLeft": (
        _dimple,
        [
            ((2.9, -6.9, 8.5), (1.3, 1.2, 2.0), (0.3, 0.05, -0.3)),
            ((3.9, -6.9, 7.4), (1.0, 1.3, 2.0), (0.05, 0.0, -0.16)),
        ],
    ),
    "mouthStretchLeft": (
        _stretch,
        [
            ((2.9, -6.9, 8.5), (1.5, 1.3, 2.0), (0.6, -0.18, -0.32)),
            ((4.6, -8.2, 5.8), (1.8, 2.0, 2.5), (0.22, -0.2, -0.05)),
            ((4.4, -13.0, 2.0), (1.6, 2.2, 2.5), (0.22, -0.1, 0.15)),
        ],
    ),
    "mouthPressLeft": (_press, [((2.4, -8.2, 8.8), (1.2, 0.9, 2.0), (0.0, 0.06, 0.08))]),
    "mouthUpperUpLeft": (_upper_up, [((2.3, -4.7, 9.0), (1.1, 1.2, 2.0), (0.08, 0.3, 0.1))]),
    "mouthLowerDownLeft": (_lower_down, [((1.5, -9.0, 9.2), (1.4, 1.0, 2.0), (0.02, -0.22, 0.02))]),
}

_CENTRE: dict[str, tuple[Recipe, list[Bump]]] = {
    "mouthFunnel": (_funnel, [((4.4, -6.0, 6.9), (1.4, 1.8, 2.0), (-0.16, 0.0, 0.06))]),
    "mouthPucker": (
        _pucker,
        [
            ((2.9, -6.9, 8.5), (1.7, 1.5, 2.0), (-0.6, 0.0, 0.4)),
            ((4.2, -6.2, 7.0), (1.5, 1.8, 2.0), (-0.28, 0.0, 0.12)),
        ],
    ),
    "mouthRollLower": (
        lambda lips: _roll(lips, lips.lower, 0.06),
        [((0.0, -8.8, 9.4), (2.2, 0.8, 2.0), (0.0, 0.1, -0.06))],
    ),
    "mouthRollUpper": (lambda lips: _roll(lips, lips.upper, -0.04), []),
    "mouthShrugLower": (_shrug_lower, [((0.0, -9.8, 9.4), (1.7, 1.2, 2.0), (0.0, 0.34, 0.1))]),
    "mouthShrugUpper": (_shrug_upper, [((1.2, -5.3, 9.6), (1.2, 0.8, 2.0), (0.0, 0.12, 0.04))]),
    "cheekPuff": (
        _puff,
        [
            ((4.4, -5.9, 6.4), (1.9, 2.1, 2.6), (0.95, 0.0, 0.6)),
            ((2.4, -8.3, 8.8), (1.4, 0.9, 1.6), (0.1, 0.0, 0.22)),
            ((1.6, -5.6, 9.4), (1.3, 0.7, 1.6), (0.02, 0.0, 0.2)),
        ],
    ),
    "tongueOut": (_tongue_out, [((0.0, -9.6, 9.0), (2.4, 1.8, 2.4), (0.0, -0.62, -0.12))]),
}

# The cheek is pushed up where the mouth goes and stretched flat where it comes from.
_SIDEWAYS_CHEEKS: list[Bump] = [
    ((4.1, -6.2, 7.4), (1.1, 1.4, 1.8), (0.26, 0.1, 0.2)),
    ((-3.6, -5.8, 8.0), (1.4, 1.6, 2.0), (0.16, 0.0, -0.12)),
]


def _assemble(face: Face, lips: Lips, recipe: Recipe, bumps: Array) -> Array:
    mask = face.mask.copy()
    mask[face.topology.holes["mouth"].rings.ravel()] = 1.0
    extra = bumps * mask[:, None]
    target = recipe(lips)
    return face.follow_bag(extra + face.spread(target - extra[face.lips]))


def _bumps(face: Face, table: list[Bump], both: bool) -> Array:
    total = np.zeros_like(face.points)
    for centre, radii, move in table:
        travel = np.array(move) * face.measures.flesh
        shape = bump(face.places, centre, radii)[:, None] * travel
        total += shape
        if both and centre[0] > 0:
            total += face.mirrored(shape)
    return total


def mouth_shapes(face: Face, jaw_open: Array) -> dict[str, Array]:
    """All mouth shapes [V, 3], cheekPuff and the skin's tongueOut included."""
    lips = Lips(face)
    shapes: dict[str, Array] = {}
    for name, (recipe, table) in _LEFT.items():
        shapes[name] = _assemble(face, lips, recipe, _bumps(face, table, both=False))
        shapes[name.replace("Left", "Right")] = face.mirrored(shapes[name])
    for name, (recipe, table) in _CENTRE.items():
        shapes[name] = _assemble(face, lips, recipe, _bumps(face, table, both=True))
    pushed = _bumps(face, _SIDEWAYS_CHEEKS, both=False)
    shapes["mouthLeft"] = _assemble(face, lips, _sideways, pushed)
    shapes["mouthRight"] = face.mirrored(shapes["mouthLeft"])
    shapes["mouthClose"] = mouth_close(face, jaw_open)
    return shapes


def mouth_close(face: Face, jaw_open: Array) -> Array:
    """ARKit's corrective: with jawOpen at the same weight the lips meet in between.

    Each pair of facing lip vertices goes to one common place, so the lips stay together for every
    equal weight of the two shapes.
    """
    opened = jaw_open[face.lips]
    n = face.s.shape[0]
    partner = (-np.arange(n)) % n
    facing = opened[-1, partner]
    upper_share = 0.42
    share_self = np.where(face.side > 0, 1 - upper_share, np.where(face.side < 0, upper_share, 0.5))
    meeting = share_self[:, None] * opened[-1] + (1 - share_self)[:, None] * facing
    meeting[:, 2] += 0.12 * np.sqrt(np.clip(1 - face.s**2, 0, 1)) * face.measures.mouth[2]
    q = np.linspace(1, 0, opened.shape[0])[:, None, None]
    # The red border keeps a little of its own jaw motion: the lips are stretched thin.
    target = meeting[None] + 0.1 * q * (opened - meeting[None]) - opened
    return face.follow_bag(face.spread(target, reach=4.6))
