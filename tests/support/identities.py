"""Heads of other people on the topology of ours, each with its own 52 shapes as ground truth.

The man's anatomy is warped so that its landmarks land where the other person's are; the eyes are
placed as balls with lids of another opening. The shapes are not warped: the rig of
``scripts/head_builder`` makes them anew on the other head. Its jaw turns about the other head's
joint, its lids slide over the other eyeball to the other closing line, its lips and muscles
travel in proportion to the other mouth and face. What is shared is which vertex belongs to which
muscle, as in any rig that serves several characters.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh, ShapedMesh

Array = npt.NDArray[np.float64]
Triple = tuple[float, float, float]

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
if str(SCRIPTS) not in sys.path:
    sys.path.append(str(SCRIPTS))

MIRROR = np.array([-1.0, 1.0, 1.0])
EYE_RINGS = 13
EYE_SURFACE = 1.45
NECK = ((0.0, -18.5, 2.2), (5.0, -18.5, -2.5), (0.0, -18.5, -7.8))


@dataclass(frozen=True)
class Person:
    """How somebody differs from the man of the head builder.

    Attributes
    ----------
    scale : 3 floats
        Along x, y, z about the middle of the head.
    moves : dict
        Further displacement (cm of the man) of a landmark; left ones count for both sides.
    eye_centre : 3 floats
        Of the left eyeball, in centimetres of the person.
    eye_size, aperture, open_angle : float
        Factors; see `head_builder.measures.Measures`.
    """

    scale: Triple
    moves: dict[str, Triple]
    eye_centre: Triple
    eye_size: float = 1.0
    aperture: float = 1.0
    open_angle: float = 1.0
    name: str = field(default="", kw_only=True)


PEOPLE: dict[str, Person] = {
    "narrow": Person(
        (0.86, 1.12, 1.02),
        {
            "nose_tip": (0.0, -0.7, 1.3),
            "nose_bridge": (0.0, 0.1, 0.6),
            "nose_wing_left": (0.1, -0.5, 0.3),
            "chin": (0.0, -0.6, 0.7),
            "menton": (0.0, -0.8, 0.5),
            "jaw_angle_left": (-0.5, 0.3, 0.0),
            "cheek_left": (-0.3, 0.0, -0.4),
            "mouth_corner_left": (-0.15, 0.0, 0.0),
            "brow_middle_left": (0.0, -0.1, 0.2),
        },
        (2.75, 0.05, 7.35),
        eye_size=0.96,
        aperture=0.78,
    ),
    "baby": Person(
        (0.66, 0.58, 0.64),
        {
            "forehead": (0.0, 1.0, 1.0),
            "crown": (0.0, 3.0, 0.0),
            "occiput": (0.0, 2.0, -2.0),
            "temple_left": (1.2, 1.0, 0.3),
            "cheek_left": (0.2, -0.6, 0.5),
            "cheek_bone_left": (0.2, -0.6, 0.9),
            "nose_tip": (0.0, 0.6, -0.9),
            "nose_bridge": (0.0, -0.6, -0.9),
            "nose_wing_left": (-0.2, 0.4, -0.4),
            "subnasale": (0.0, 0.6, -0.1),
            "chin": (0.0, 1.8, -0.9),
            "menton": (0.0, 1.7, -0.6),
            "jaw_angle_left": (-0.6, 1.6, 0.4),
            "jaw_middle_left": (-0.1, 1.4, 0.2),
            "mouth_corner_left": (-0.55, 0.7, 0.0),
            "lip_upper_border": (0.0, 0.75, 0.1),
            "lip_upper_inner": (0.0, 0.75, 0.1),
            "lip_lower_inner": (0.0, 0.75, 0.1),
            "lip_lower_border": (0.0, 0.85, 0.0),
            "glabella": (0.0, -0.3, -0.2),
            "brow_middle_left": (0.2, 0.0, 0.0),
        },
        (2.15, -0.3, 4.5),
        eye_size=0.74,
        aperture=1.25,
        open_angle=0.85,
    ),
    "heavy": Person(
        (1.12, 1.0, 1.05),
        {
            "jaw_angle_left": (1.3, -0.8, 0.2),
            "jaw_middle_left": (1.0, -0.7, 0.3),
            "cheek_left": (0.4, -0.6, 0.6),
            "throat": (0.0, -0.8, 2.2),
            "menton": (0.0, -0.5, 0.0),
            "nose_tip": (0.0, -0.5, 0.4),
            "nose_wing_left": (0.4, -0.2, 0.0),
            "brow_middle_left": (0.0, -0.45, 0.2),
            "brow_outer_left": (0.0, -0.7, 0.1),
            "mouth_corner_left": (0.2, -0.35, 0.0),
            "lip_upper_border": (0.0, -0.1, -0.15),
            "lip_lower_border": (0.0, 0.1, -0.15),
            "crown": (0.0, -0.4, 0.0),
        },
        (3.5, -0.1, 7.45),
        eye_size=1.02,
        aperture=0.7,
        open_angle=0.85,
    ),
}


@dataclass(frozen=True)
class Identity:
    """Somebody's skin at rest, the true shapes, and the man that they can be made from.

    Attributes
    ----------
    shapes : ShapedMesh
        The person's neutral skin with its own 52 shapes.
    man : ShapedMesh
        The built-in head on the same topology.
    """

    shapes: ShapedMesh
    man: ShapedMesh


@cache
def identity(name: str) -> Identity:
    """Make one of `PEOPLE`; once a process."""
    from head_builder.fields import Face
    from head_builder.grid import build_topology
    from head_builder.shapes import skin_shapes

    head = load_head()
    places = head.skin.points.astype(np.float64)
    topology = build_topology()
    warp = Warp(PEOPLE[name])
    points = _with_eyes(warp(places), places, PEOPLE[name], topology)
    measures = _measures(PEOPLE[name], warp, places, points)
    deltas = skin_shapes(Face(topology, points, measures, places))
    names = tuple(head.skin_shapes)
    person = Mesh(name, points.astype(np.float32), head.skin.face_counts, head.skin.face_indices)
    return Identity(
        ShapedMesh(person, names, np.stack([deltas[n] for n in names]).astype(np.float32)),
        man_shapes(),
    )


@cache
def man_shapes() -> ShapedMesh:
    """The built-in head with its 52 shapes."""
    head = load_head()
    return ShapedMesh(head.skin, tuple(head.skin_shapes), np.stack([*head.skin_shapes.values()]))


@cache
def tongue(name: str) -> ShapedMesh:
    """The tongue of one of `PEOPLE` with its own 16 poses; once a process.

    Made anew by the man's rig, as the skin is: of other proportions, bent by the same angles.
    """
    from head_builder.tongue import Bend, Size, pose_deltas, posture

    head = load_head()
    warp, skin = Warp(PEOPLE[name]), identity(name).shapes.mesh.points.astype(np.float64)
    size = Size(*_mouth(head.skin.points.astype(np.float64), skin))
    points, deltas = posture(Bend(), size), pose_deltas(size)
    place = warp(head.tongue.points.astype(np.float64)).mean(axis=0) - points.mean(axis=0)
    names = tuple(head.tongue_shapes)
    mesh = head.tongue.with_points((points + place).astype(np.float32))
    return ShapedMesh(mesh, names, np.stack([deltas[n] for n in names]).astype(np.float32))


class Warp:
    """Smooth map from the man to a person: |r|^3 radial functions and an affine part."""

    def __init__(self, person: Person) -> None:
        from head_builder.anatomy import EYE_CENTRE

        head = load_head()
        source, target = [], []
        for mark, vertex in head.landmarks.items():
            if "eye_" in mark or "lid_" in mark:
                continue
            place = head.skin.points[vertex].astype(np.float64)
            side = mark.replace("_right", "_left")
            move = np.array(person.moves.get(side, (0.0, 0.0, 0.0)))
            source.append(place)
            target.append(place + (move * MIRROR if mark.endswith("_right") else move))
        for place in NECK:
            for sign in (1.0, -1.0) if place[0] else (1.0,):
                source.append(np.array(place) * [sign, 1, 1])
                target.append(source[-1])
        self.source = np.array(source)
        target = np.array(target) * person.scale
        for sign in (1.0, -1.0):
            for axis in (*np.eye(3), *-np.eye(3)):
                around = EYE_SURFACE * axis
                self.source = np.vstack([self.source, EYE_CENTRE * [sign, 1, 1] + around])
                eye = np.array(person.eye_centre) * [sign, 1, 1] + person.eye_size * around
                target = np.vstack([target, eye])
        count = len(self.source)
        kernel = self._kernel(self.source) + 1e-1 * np.eye(count)
        tail = np.column_stack([np.ones(count), self.source])
        system = np.block([[kernel, tail], [tail.T, np.zeros((4, 4))]])
        self.weights = np.linalg.solve(system, np.vstack([target, np.zeros((4, 3))]))

    def _kernel(self, points: Array) -> Array:
        kernel: Array = np.linalg.norm(points[:, None] - self.source[None], axis=2) ** 3
        return kernel

    def __call__(self, points: Array) -> Array:
        terms = np.column_stack([self._kernel(points), np.ones(len(points)), points])
        moved: Array = terms @ self.weights
        return moved


def _with_eyes(warped: Array, places: Array, person: Person, topology: object) -> Array:
    """Set the lids on the person's eyeballs and blend the skin round them into the warp."""
    from head_builder.anatomy import EYE_CENTRE
    from head_builder.eyelids import FIRST_FIXED

    points = warped.copy()
    rings = topology.holes["eye_left"].rings  # type: ignore[attr-defined]
    q = places[rings[FIRST_FIXED:]] - EYE_CENTRE
    length = np.linalg.norm(q, axis=-1)
    q[..., 1] *= person.aperture
    flat = (q[..., :2] ** 2).sum(axis=-1)
    # the distance from the centre of the ball stays, so lids of any opening lie on it
    q[..., 2] = np.sqrt(np.maximum(length**2 - flat, 0.05))
    points[rings[FIRST_FIXED:]] = np.array(person.eye_centre) + person.eye_size * q
    gap = points[rings[FIRST_FIXED]] - warped[rings[FIRST_FIXED]]
    for k in range(1, FIRST_FIXED):
        share = k / FIRST_FIXED
        points[rings[k]] = warped[rings[k]] + share * share * (3 - 2 * share) * gap
    left = rings[1:].ravel()
    mirror = topology.mirror  # type: ignore[attr-defined]
    points[mirror[left]] = points[left] * MIRROR
    return 0.5 * (points + points[mirror] * MIRROR)


def _measures(person: Person, warp: Warp, places: Array, points: Array) -> object:
    from head_builder.measures import Measures

    man = Measures()
    width, height, depth = _mouth(places, points)
    face = (
        _ratio(places, points, "cheek_bone_left", "cheek_bone_right", 0),
        _ratio(places, points, "glabella", "menton", 1),
        depth,
    )
    level = np.array([0.0, man.jaw_pivot[1], 0.0])
    pivots = warp(np.stack([man.jaw_pivot, man.swing_pivot + level]))
    return Measures(
        eye_centre=np.array(person.eye_centre),
        eye_size=person.eye_size,
        aperture=person.aperture,
        jaw_pivot=pivots[0] * [0, 1, 1],
        swing_pivot=pivots[1],
        open_angle=man.open_angle * person.open_angle,
        mouth=np.array([width, height, depth]),
        flesh=np.array(face),
    )


def _mouth(places: Array, points: Array) -> Triple:
    """How much wider, higher and deeper than the man's a mouth is."""
    return (
        _ratio(places, points, "mouth_corner_left", "mouth_corner_right", 0),
        _ratio(places, points, "subnasale", "menton", 1),
        _ratio(places, points, "nose_bridge", "tragus_left", 2),
    )


def _ratio(places: Array, points: Array, a: str, b: str, axis: int) -> float:
    marks = load_head().landmarks
    before, after = (abs(p[marks[a], axis] - p[marks[b], axis]) for p in (places, points))
    return float(after / before)
