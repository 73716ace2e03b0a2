"""Eye shapes: lids slide over the ball to new rim curves; the skin round them follows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder import eyelids
from head_builder.anatomy import EYE_CENTRE, EYE_RADIUS
from head_builder.eyelids import ball_radius
from head_builder.fields import Face, bump

Array = npt.NDArray[np.float64]

# Share of the rim's motion that rings 1..13 take (free skin, fold, crease, lid, rim, behind).
_UPPER_SHARE = (0.0, 0.0, 0.01, 0.03, 0.08, 0.17, 0.56, 0.9, 0.985, 1.0, 1.0, 0.8, 0.4)
_LOWER_SHARE = (0.0, 0.02, 0.06, 0.14, 0.27, 0.45, 0.62, 0.82, 0.95, 1.0, 1.0, 0.8, 0.4)
_OPENING_SHARE = (0.02, 0.06, 0.12, 0.2, 0.32, 0.46, 0.58, 0.78, 0.95, 1.0, 1.0, 0.8, 0.4)
_MEETING = 0.24


def _meeting_curve(s: Array, aperture: float) -> Array:
    _, upper, lower = eyelids.rim_curves(s)
    upper, lower = aperture * upper, aperture * lower
    # Level with the corners near them, or the upper lid would be drawn below its own corner.
    reach, level = np.where(s > 0, 0.13, 0.1), np.where(s > 0, 0.6, 0.5)
    share = _MEETING + (level - _MEETING) * np.exp(-(((1.0 - np.abs(s)) / reach) ** 2))
    result: Array = share * upper + (1.0 - share) * lower
    return result


def _lid_motion(face: Face, upper_to: float, lower_to: float) -> Array:
    """Lids of the left eye moved by shares of the way to the closing line (1 = closed)."""
    hole = face.topology.holes["eye_left"]
    curve, s, side = eyelids.rim(hole.spokes)
    size, aperture = face.measures.eye_size, face.measures.aperture
    way = _meeting_curve(s, aperture) - aperture * curve[:, 1]
    travel = np.where(side > 0, upper_to, np.where(side < 0, lower_to, 0.0)) * way
    out = np.zeros_like(face.points)
    for k in range(1, hole.rings.shape[0]):
        above = _UPPER_SHARE if upper_to > 0 else _OPENING_SHARE
        share = np.where(side > 0, above[k - 1], _LOWER_SHARE[k - 1])
        ids = hole.rings[k]
        rest = (face.points[ids] - face.measures.eye_centre) / size
        moved = rest.copy()
        moved[:, 1] += share * travel
        if k >= eyelids.FIRST_FIXED:
            lift = rest[:, 2] - eyelids.depth(rest[:, 0], rest[:, 1], EYE_RADIUS)
            moved[:, 2] = eyelids.depth(moved[:, 0], moved[:, 1], EYE_RADIUS) + lift
            moved = _clear_of_ball(moved, 0.03)
        out[ids] = (moved - rest) * size
    return out


def _clear_of_ball(p: Array, gap: float) -> Array:
    r = np.linalg.norm(p, axis=1)
    need = ball_radius(p / r[:, None]) + gap
    result: Array = p * np.maximum(1.0, need / r)[:, None]
    return result


def _around(
    face: Face, at: tuple[float, ...], radii: tuple[float, ...], move: tuple[float, ...]
) -> Array:
    centre = EYE_CENTRE + np.array(at)
    travel = np.array(move) * face.measures.flesh
    result: Array = (bump(face.places, centre, radii) * face.mask)[:, None] * travel
    return result


def _sideways(face: Face, dx: float) -> Array:
    """The cornea's bulge drags both lids along when the eye turns."""
    hole = face.topology.holes["eye_left"]
    _, s, side = eyelids.rim(hole.spokes)
    out = np.zeros_like(face.points)
    shares = (0.0, 0.02, 0.06, 0.12, 0.2, 0.34, 0.5, 0.75, 0.95, 1.0, 1.0, 0.7, 0.3)
    profile = np.sqrt(np.clip(1 - s * s, 0, 1)) * np.abs(side)
    bulge = np.exp(-(((s - np.sign(dx) * 0.45) / 0.35) ** 2)) * np.abs(side)
    for k, share in enumerate(shares, start=1):
        ids = hole.rings[k]
        out[ids, 0] = share * dx * profile
        out[ids, 1] = share * 0.035 * side * bulge
        out[ids, 2] = share * 0.05 * bulge
    return out * face.measures.eye_size


def eye_shapes(face: Face) -> dict[str, Array]:
    """The fourteen eye shapes [V, 3]."""
    squint_skin = _around(face, (0.2, -1.25, 0.9), (1.7, 0.75, 1.6), (0.0, 0.24, 0.06))
    squint_skin = squint_skin + _around(face, (1.9, -0.2, 0.0), (0.7, 0.8, 1.5), (-0.1, 0.02, 0.02))
    left = {
        "eyeBlinkLeft": _lid_motion(face, 1.0, 1.0),
        "eyeLookDownLeft": _lid_motion(face, 0.5, -0.5),
        "eyeLookInLeft": _sideways(face, -0.1),
        "eyeLookOutLeft": _sideways(face, 0.1),
        "eyeLookUpLeft": _lid_motion(face, -0.2, 0.3)
        + _around(face, (0.0, 1.5, 1.0), (1.9, 0.7, 1.6), (0.0, 0.09, 0.0)),
        "eyeSquintLeft": _lid_motion(face, 0.14, 0.85) + squint_skin,
        "eyeWideLeft": _lid_motion(face, -0.26, -0.35)
        + _around(face, (0.0, 1.6, 1.0), (1.6, 0.8, 1.6), (0.0, 0.14, 0.0)),
    }
    shapes = dict(left)
    for name, delta in left.items():
        shapes[name.replace("Left", "Right")] = face.mirrored(delta)
    return shapes
