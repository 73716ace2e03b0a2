"""A polygon mesh and its poses as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Mesh:
    """Points and faces of one mesh.

    Attributes
    ----------
    name : str
    points : np.ndarray [shape=(V, 3), float32]
        Centimetres for our head, Y up, Z forward.
    face_counts : np.ndarray [shape=(F,), int32]
        Corners of each face, at least 3; counter-clockwise seen from outside.
    face_indices : np.ndarray [shape=(sum(face_counts),), int32]
        Vertex of each corner.
    uvs : np.ndarray [shape=(V, 2), float32], optional
        One texture coordinate a vertex.
    colors : np.ndarray [shape=(V, 3), float32], optional
        RGB in 0..1, for previews.

    Raises
    ------
    MeshError
        If the arrays do not fit together.
    """

    name: str
    points: FloatArray
    face_counts: IntArray
    face_indices: IntArray
    uvs: FloatArray | None = None
    colors: FloatArray | None = None

    def __post_init__(self) -> None:
        if self.points.ndim != 2 or self.points.shape[1] != 3:
            raise MeshError(f"The points of mesh '{self.name}' are not a table of x, y, z.")
        if len(self.face_counts) and int(self.face_counts.min()) < 3:
            raise MeshError(f"Mesh '{self.name}' has a face with fewer than 3 corners.")
        if int(self.face_counts.sum()) != len(self.face_indices):
            raise MeshError(f"The face counts and face indices of mesh '{self.name}' disagree.")
        if len(self.face_indices) and not (
            int(self.face_indices.min()) >= 0 and int(self.face_indices.max()) < len(self.points)
        ):
            raise MeshError(f"A face of mesh '{self.name}' names a vertex that does not exist.")

    def with_points(self, points: FloatArray) -> Mesh:
        """The same faces on other points [shape=(V, 3)]."""
        return replace(self, points=points)


@dataclass(frozen=True)
class ShapedMesh:
    """A mesh with its poses.

    Attributes
    ----------
    mesh : Mesh
        In the rest pose.
    names : tuple of str
        Poses, for example ``jawOpen``; no two differ in case only.
    deltas : np.ndarray [shape=(P, V, 3), float32], optional
        Displacement of each vertex from the rest pose at weight 1; left out where there is no pose.

    Raises
    ------
    MeshError
        If names, displacements and mesh do not fit together.
    """

    mesh: Mesh
    names: tuple[str, ...] = ()
    deltas: FloatArray | None = None

    def __post_init__(self) -> None:
        shape = (len(self.names), len(self.mesh.points), 3)
        found = (0, *shape[1:]) if self.deltas is None else self.deltas.shape
        if found != shape:
            raise MeshError(
                f"The poses of mesh '{self.mesh.name}' have the shape {found} instead of {shape}; "
                "give one displacement for each vertex of each named pose."
            )
        seen: set[str] = set()
        for name in self.names:
            if name.lower() in seen:
                raise MeshError(f"Mesh '{self.mesh.name}' has two poses '{name}'; rename one.")
            seen.add(name.lower())

    def posed(self, index: int) -> Mesh:
        """The mesh in pose number ``index`` at weight 1."""
        if self.deltas is None:
            raise MeshError(f"Mesh '{self.mesh.name}' has no pose.")
        return self.mesh.with_points(self.mesh.points + self.deltas[index])


def same_faces(one: Mesh, other: Mesh) -> bool:
    """Whether two meshes have the same vertices and faces in the same order."""
    return (
        len(one.points) == len(other.points)
        and np.array_equal(one.face_counts, other.face_counts)
        and np.array_equal(one.face_indices, other.face_indices)
    )


def triangulate(mesh: Mesh) -> IntArray:
    """Triangles of all faces by fans from each face's first corner.

    Returns
    -------
    np.ndarray [shape=(sum(face_counts - 2), 3), int32]
        In the order of the faces.
    """
    starts = np.concatenate([[0], np.cumsum(mesh.face_counts)[:-1]]).astype(np.int64)
    fan_sizes = mesh.face_counts.astype(np.int64) - 2
    first = np.repeat(starts, fan_sizes)
    step = np.arange(fan_sizes.sum()) - np.repeat(np.cumsum(fan_sizes) - fan_sizes, fan_sizes)
    corners = np.stack([first, first + step + 1, first + step + 2], axis=1)
    triangles: IntArray = mesh.face_indices[corners].astype(np.int32)
    return triangles


def vertex_normals(
    points: npt.NDArray[np.floating[Any]], triangles: npt.NDArray[np.integer[Any]]
) -> FloatArray:
    """Unit normals, each the area-weighted mean of the vertex's triangles.

    Parameters
    ----------
    points : np.ndarray [shape=(V, 3)]
    triangles : np.ndarray [shape=(M, 3)]

    Returns
    -------
    np.ndarray [shape=(V, 3), float32]
        Zero for a vertex without a triangle of positive area.
    """
    a, b, c = (points[triangles[:, k]] for k in range(3))
    face_normals = np.cross(b - a, c - a)
    normals = np.stack(
        [
            np.bincount(
                triangles.ravel(), np.repeat(face_normals[:, axis], 3), minlength=len(points)
            )
            for axis in range(3)
        ],
        axis=1,
    )
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    unit: FloatArray = (normals / np.maximum(lengths, 1e-20)).astype(np.float32)
    return unit
