"""One mesh of the head as plain arrays, and helpers to put meshes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """Points [V, 3] cm, faces as counts and indices, colours [V, 3] 0..1, uvs [V, 2]."""

    points: Array
    face_counts: IntArray
    face_indices: IntArray
    colors: Array
    uvs: Array

    @staticmethod
    def from_faces(
        points: Array, faces: Sequence[Sequence[int]], colors: Array, uvs: Array
    ) -> Part:
        """Make a part from a list of faces of any size."""
        counts = np.array([len(face) for face in faces])
        indices = np.array([vertex for face in faces for vertex in face])
        return Part(points, counts, indices, colors, uvs)

    def mirrored(self) -> Part:
        """The mirror image about x = 0 with the winding kept outward."""
        starts = np.cumsum(self.face_counts) - self.face_counts
        order = np.concatenate(
            [np.arange(s + n - 1, s - 1, -1) for s, n in zip(starts, self.face_counts, strict=True)]
        )
        return Part(
            self.points * [-1.0, 1.0, 1.0],
            self.face_counts,
            self.face_indices[order],
            self.colors,
            self.uvs,
        )


def joined(parts: Sequence[Part]) -> Part:
    """All parts as one mesh with separate shells."""
    offsets = np.cumsum([0] + [len(part.points) for part in parts])
    return Part(
        np.concatenate([part.points for part in parts]),
        np.concatenate([part.face_counts for part in parts]),
        np.concatenate([p.face_indices + o for p, o in zip(parts, offsets[:-1], strict=True)]),
        np.concatenate([part.colors for part in parts]),
        np.concatenate([part.uvs for part in parts]),
    )


def tube(rings: Array, colors: Array, closed: bool = True, flip: bool = False) -> Part:
    """Mesh through rings [n, m, 3] of m points each; both ends closed by fans when ``closed``.

    Rings run counter-clockwise seen along the direction of growing ring number when ``flip`` is
    false, so that faces point outward.
    """
    n, m = rings.shape[:2]
    ids = np.arange(n * m).reshape(n, m)
    a, b = ids[:-1], ids[1:]
    quads = np.stack([a, np.roll(a, -1, 1), np.roll(b, -1, 1), b], axis=-1).reshape(-1, 4)
    faces: list[list[int]] = quads.tolist()
    points = rings.reshape(-1, 3)
    shade = colors.reshape(-1, 3)
    v, u = np.meshgrid(np.linspace(0, 1, n), np.linspace(0, 1, m), indexing="ij")
    uvs = np.stack([u, v], axis=-1).reshape(-1, 2)
    if closed:
        for ring, order, coordinate in ((ids[0], -1, 0.0), (ids[-1], 1, 1.0)):
            centre = len(points)
            points = np.concatenate([points, points[ring].mean(0, keepdims=True)])
            shade = np.concatenate([shade, shade[ring].mean(0, keepdims=True)])
            uvs = np.concatenate([uvs, [[0.5, coordinate]]])
            loop = ring[::order]
            faces += [[centre, int(loop[k]), int(loop[(k + 1) % m])] for k in range(m)]
    if flip:
        faces = [face[::-1] for face in faces]
    return Part.from_faces(points, faces, shade, uvs)
