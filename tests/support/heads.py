"""Heads for tests: other identities of our head, and other tessellations of them.

An identity is a smooth symmetric warp of our head, so where each point of our head belongs on it
is known exactly. A tessellation moves the vertices over the surface and cuts the faces otherwise,
so that nothing in the mesh tells which vertex was which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.correspondence import Pair, SurfacePoint, positions
from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.surface import Surface

DoubleArray = npt.NDArray[np.float64]

GIVEN = (
    "mouth_corner_right",
    "mouth_corner_left",
    "lip_upper_border",
    "lip_lower_border",
    "nose_bridge",
    "nose_tip",
    "subnasale",
    "chin",
    "menton",
    "forehead",
    "eye_inner_left",
    "eye_inner_right",
    "eye_outer_left",
    "eye_outer_right",
    "lid_lower_left",
    "lid_lower_right",
    "lid_upper_left",
    "lid_upper_right",
    "brow_inner_left",
    "brow_inner_right",
    "brow_outer_left",
    "brow_outer_right",
    "nose_wing_left",
    "nose_wing_right",
    "jaw_angle_left",
    "jaw_angle_right",
    "jaw_middle_left",
    "jaw_middle_right",
    "tragus_left",
    "tragus_right",
)
"""Thirty landmarks of our head that the tests mark."""


@dataclass(frozen=True)
class Warp:
    """Smooth symmetric motion of the space around our head, in centimetres.

    Attributes
    ----------
    centres, shifts : np.ndarray [shape=(n, 3)]
    widths : np.ndarray [shape=(n,)]
    scale : np.ndarray [shape=(3,)]
    """

    centres: DoubleArray
    shifts: DoubleArray
    widths: DoubleArray
    scale: DoubleArray

    def __call__(self, points: DoubleArray) -> DoubleArray:
        moved = np.asarray(points, float).copy()
        for centre, shift, width in zip(self.centres, self.shifts, self.widths, strict=True):
            for mirror in ((1.0, 1.0, 1.0), (-1.0, 1.0, 1.0)):
                distance = ((points - centre * mirror) ** 2).sum(axis=1)
                moved += np.exp(-0.5 * distance / width**2)[:, None] * (shift * mirror)
        return moved * self.scale


def identity(seed: int, strength: float = 1.0) -> Warp:
    """Another person: wide changes of the skull, narrower ones of features."""
    random = np.random.default_rng(seed)
    head = load_head()
    wide = random.uniform([0, -14, -8], [8, 10, 10], (8, 3))
    names = [name for name in head.landmarks if not name.endswith("right")]
    chosen = [head.landmarks[name] for name in random.choice(names, 14, replace=False)]
    narrow = head.skin.points[chosen].astype(float)
    centres = np.concatenate([wide, narrow])
    widths = np.concatenate([random.uniform(3, 6, 8), random.uniform(0.8, 2.2, 14)])
    amounts = np.concatenate([np.full(8, 0.55), 0.16 * widths[8:]]) * strength
    shifts = random.normal(size=(22, 3)) * amounts[:, None] / np.sqrt(3) * 1.2
    centred = np.abs(centres[:, 0]) < 0.5
    shifts[centred] *= [0, 0.5, 0.5]
    return Warp(centres, shifts, widths, 1 + 0.05 * strength * random.normal(size=3))


def warped(mesh: Mesh, warp: Warp, name: str = "target") -> Mesh:
    """The same faces on the other person."""
    return Mesh(
        name, warp(mesh.points).astype(np.float32), mesh.face_counts, mesh.face_indices, mesh.uvs
    )


def with_centres(mesh: Mesh, count: int, seed: int = 0) -> Mesh:
    """Cut so many random faces into triangles around a new vertex in their middle."""
    random = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(mesh.face_counts)])
    cut = np.zeros(len(mesh.face_counts), bool)
    cut[random.choice(len(cut), count, replace=False)] = True
    faces: list[list[int]] = []
    points = list(mesh.points)
    for face, is_cut in enumerate(cut):
        corners = mesh.face_indices[starts[face] : starts[face + 1]].tolist()
        if not is_cut:
            faces.append(corners)
            continue
        middle = len(points)
        points.append(mesh.points[corners].mean(axis=0))
        faces += [[a, b, middle] for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    return mesh_of(mesh.name, np.array(points), faces)


def mesh_of(name: str, points: npt.ArrayLike, faces: list[list[int]]) -> Mesh:
    """A mesh of lists of corners."""
    return Mesh(
        name,
        np.asarray(points, np.float32),
        np.array([len(face) for face in faces], np.int32),
        np.array([corner for face in faces for corner in face], np.int32),
    )


def retessellated(mesh: Mesh, seed: int, amount: float = 0.2) -> Mesh:
    """Random diagonals, and vertices moved over the surface by a share of their shortest edge."""
    random = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(mesh.face_counts)[:-1]])
    quads = np.flatnonzero(mesh.face_counts == 4)
    turned = mesh.face_indices.copy()
    chosen = quads[random.random(len(quads)) < 0.5]
    corners = starts[chosen][:, None] + np.arange(4)
    turned[corners] = mesh.face_indices[np.roll(corners, -1, axis=1)]
    triangles = triangulate(Mesh(mesh.name, mesh.points, mesh.face_counts, turned)).astype(np.int64)
    points = mesh.points.astype(float)
    shortest = np.full(len(points), np.inf)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        length = np.linalg.norm(points[triangles[:, a]] - points[triangles[:, b]], axis=1)
        np.minimum.at(shortest, triangles[:, a], length)
        np.minimum.at(shortest, triangles[:, b], length)
    surface = Surface(points, triangulate(mesh))
    step = random.normal(size=points.shape) * amount * shortest[:, None]
    normals = surface.vertex_normals
    step -= normals * (normals * step).sum(axis=1, keepdims=True)
    border = _border(triangles, len(points))
    step[border] = 0
    moved = surface.closest(points + step, normals, 0.3).positions
    moved[border] = points[border]
    return mesh_of(mesh.name, moved, triangles.tolist())


def _border(triangles: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    sides = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    )
    edges, times = np.unique(sides, axis=0, return_counts=True)
    return np.unique(edges[times == 1])


def mark(source: Mesh, target: Mesh, warp: Warp, names: Sequence[str] = GIVEN) -> tuple[Pair, ...]:
    """Pairs as an artist would mark them: on our head and at the same places of the other."""
    head = load_head()
    surface = Surface.of(target)
    owners = np.repeat(np.arange(len(target.face_counts)), target.face_counts - 2)
    pairs = []
    for name in names:
        vertex = head.landmarks[name]
        place = warp(head.skin.points[[vertex]].astype(float))
        hit = surface.closest(place)
        face = int(owners[hit.triangles[0]])
        start = int(target.face_counts[:face].sum())
        corners = target.face_indices[start : start + target.face_counts[face]]
        weights = np.zeros(len(corners))
        for corner, weight in zip(
            surface.triangles[hit.triangles[0]], hit.barycentrics[0], strict=True
        ):
            weights[np.flatnonzero(corners == corner)[0]] += weight
        pairs.append(
            Pair(
                SurfacePoint(vertex=vertex),
                SurfacePoint(face=face, barycentric=tuple(weights.tolist())),
                name,
            )
        )
    assert np.isfinite(positions([pair.target for pair in pairs], target)).all()
    assert len(source.points) >= len(head.skin.points)
    return tuple(pairs)
