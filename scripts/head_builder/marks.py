"""Named vertices of the skin, touching lip pairs and meeting lid pairs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder import mouth
from head_builder.grid import Hole, IntArray, Topology

Array = npt.NDArray[np.float64]

LID_EDGE = 10

# Nearest skin vertices to these places (left side; the right ones follow by mirror).
_CENTRE_PLACES = {
    "glabella": (0.0, 1.5, 9.8),
    "nose_bridge": (0.0, 0.3, 9.6),
    "nose_tip": (0.0, -3.7, 11.8),
    "subnasale": (0.0, -4.9, 10.1),
    "chin": (0.0, -10.1, 9.6),
    "menton": (0.0, -11.5, 8.2),
    "throat": (0.0, -12.6, 3.4),
    "forehead": (0.0, 5.0, 9.4),
    "crown": (0.0, 11.5, -1.0),
    "occiput": (0.0, 3.0, -9.9),
}
_SIDE_PLACES = {
    "brow_inner": (1.3, 1.5, 9.6),
    "brow_middle": (3.0, 1.9, 9.1),
    "brow_outer": (4.9, 1.5, 7.5),
    "nose_wing": (1.75, -4.0, 9.6),
    "cheek": (4.6, -3.2, 7.4),
    "cheek_bone": (6.0, -2.0, 5.4),
    "jaw_angle": (5.7, -8.2, 1.5),
    "jaw_middle": (4.3, -10.2, 5.1),
    "temple": (6.3, 1.6, 4.5),
    "ear_top": (8.2, 0.9, -1.1),
    "ear_lobe": (7.3, -4.8, -0.2),
    "tragus": (6.95, -2.5, 0.4),
}


def _facing(hole: Hole, ring: int) -> IntArray:
    n = hole.spokes
    lower = hole.rings[ring, 1 : n // 2]
    upper = hole.rings[ring, : n // 2 : -1]
    return np.stack([upper, lower], axis=1)


def lip_pairs(topology: Topology) -> IntArray:
    """Facing (upper, lower) vertices of the lip line and of the inner contact ring."""
    hole = topology.holes["mouth"]
    return np.concatenate([_facing(hole, mouth.CONTACT), _facing(hole, mouth.INNER)])


def lid_pairs(topology: Topology) -> IntArray:
    """Facing (upper, lower) vertices of the lid edges, left eye first."""
    return np.concatenate(
        [_facing(topology.holes[f"eye_{side}"], LID_EDGE) for side in ("left", "right")]
    )


def _mouth_marks(topology: Topology) -> dict[str, int]:
    hole = topology.holes["mouth"]
    n = hole.spokes
    down, up = n // 4, 3 * n // 4
    return {
        "lip_upper_border": int(hole.rings[mouth.BORDER, up]),
        "lip_upper_inner": int(hole.rings[mouth.CONTACT, up]),
        "lip_lower_inner": int(hole.rings[mouth.CONTACT, down]),
        "lip_lower_border": int(hole.rings[mouth.BORDER, down]),
        "mouth_corner_right": int(hole.rings[mouth.CONTACT, 0]),
        "mouth_corner_left": int(hole.rings[mouth.CONTACT, n // 2]),
    }


def _eye_marks(topology: Topology) -> dict[str, int]:
    hole = topology.holes["eye_left"]
    n = hole.spokes
    return {
        "eye_inner_left": int(hole.rings[LID_EDGE, 0]),
        "eye_outer_left": int(hole.rings[LID_EDGE, n // 2]),
        "lid_lower_left": int(hole.rings[LID_EDGE, n // 4]),
        "lid_upper_left": int(hole.rings[LID_EDGE, 3 * n // 4]),
        "nostril_left": int(topology.holes["nostril_left"].rings[1, 0]),
    }


def landmarks(topology: Topology, points: Array) -> dict[str, int]:
    """Vertex number of each named place on the skin."""
    marks = _mouth_marks(topology)
    on_plane = np.flatnonzero(topology.mirror == np.arange(topology.count))
    for name, place in _CENTRE_PLACES.items():
        distance = ((points[on_plane] - place) ** 2).sum(1)
        marks[name] = int(on_plane[distance.argmin()])
    left = _eye_marks(topology)
    for name, place in _SIDE_PLACES.items():
        left[f"{name}_left"] = int(((points - place) ** 2).sum(1).argmin())
    for name, vertex in left.items():
        marks[name] = vertex
        marks[name.replace("left", "right")] = int(topology.mirror[vertex])
    return marks


def frontal_mask(topology: Topology, points: Array) -> IntArray:
    """Skin vertices of the face without scalp, ears, neck and cavities, for solving weights."""
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    keep = (z > 1.0 + 0.12 * x) & (y > -12.6) & (y < 6.0) & (y < z + 5.0)
    for name, hole in topology.holes.items():
        first = {"eye": 12, "mouth": mouth.INNER + 1, "nostril": 2, "ear": 0}[
            name.partition("_")[0]
        ]
        keep[hole.rings[first:]] = False
        if hole.cap is not None:
            keep[hole.cap] = False
    return np.flatnonzero(keep)
