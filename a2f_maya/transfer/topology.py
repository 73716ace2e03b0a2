"""How the faces of a mesh hang together: edges, borders, shells, the faces of triangles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from a2f_maya.mesh import Mesh

IndexArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def polygon_edges(mesh: Mesh) -> IndexArray:
    """Edges of the polygons, without the diagonals of a triangulation.

    Returns
    -------
    np.ndarray [shape=(E, 2), int64]
        Each once, the lower vertex first.
    """
    edges: IndexArray = np.unique(_sides(mesh), axis=0)
    return edges


def border_edges(mesh: Mesh) -> IndexArray:
    """Edges that only one face has [shape=(B, 2), int64], the lower vertex first."""
    edges, counts = np.unique(_sides(mesh), axis=0, return_counts=True)
    border: IndexArray = edges[counts == 1]
    return border


def crowded_edges(mesh: Mesh) -> IndexArray:
    """Edges of more than two faces [shape=(N, 2), int64]: there the mesh is no surface."""
    edges, counts = np.unique(_sides(mesh), axis=0, return_counts=True)
    crowded: IndexArray = edges[counts > 2]
    return crowded


def adjacency(edges: IndexArray, vertex_count: int) -> sparse.csr_matrix:
    """Neighbours as a symmetric matrix of ones [shape=(V, V)]."""
    ones = np.ones(len(edges))
    half = sparse.csr_matrix((ones, (edges[:, 0], edges[:, 1])), shape=(vertex_count,) * 2)
    return (half + half.T).tocsr()


def shells(mesh: Mesh) -> IndexArray:
    """Number of the connected piece of each vertex [shape=(V,), int64].

    A vertex without a face is a piece of its own.
    """
    graph = adjacency(polygon_edges(mesh), len(mesh.points))
    _, labels = connected_components(graph, directed=False)
    pieces: IndexArray = labels.astype(np.int64)
    return pieces


def triangle_faces(mesh: Mesh) -> IndexArray:
    """The face of each triangle of `a2f_maya.mesh.triangulate` [shape=(M,), int64]."""
    return np.repeat(np.arange(len(mesh.face_counts)), mesh.face_counts.astype(np.int64) - 2)


def within_steps(graph: sparse.csr_matrix, pairs: IndexArray, steps: int) -> BoolArray:
    """Whether the two vertices of each pair are at most so many edges apart.

    Parameters
    ----------
    graph : sparse.csr_matrix [shape=(V, V)]
        See `adjacency`.
    pairs : np.ndarray [shape=(n, 2), int64]
    steps : int

    Returns
    -------
    np.ndarray [shape=(n,), bool]
    """
    if not len(pairs):
        return np.zeros(0, bool)
    vertices, rows = np.unique(pairs[:, 0], return_inverse=True)
    reach = sparse.csr_matrix(
        (np.ones(len(vertices)), (np.arange(len(vertices)), vertices)),
        shape=(len(vertices), graph.shape[0]),
    )
    apart = np.ones(len(pairs), bool)
    for _ in range(steps + 1):
        # only rows with pairs that are still apart grow on
        open_pairs = np.flatnonzero(apart)
        found = np.asarray(reach[rows[open_pairs], pairs[open_pairs, 1]]).ravel() > 0
        apart[open_pairs[found]] = False
        left = np.zeros(len(vertices))
        left[rows[apart]] = 1.0
        reach = sparse.diags(left) @ (reach + reach @ graph)
        reach.eliminate_zeros()
        reach.data[:] = 1.0
        if not apart.any():
            break
    return ~apart


def _sides(mesh: Mesh) -> IndexArray:
    """Both ends of each side of each face [shape=(sum(face_counts), 2)], the lower one first."""
    indices = mesh.face_indices.astype(np.int64)
    ends = np.cumsum(mesh.face_counts).astype(np.int64)
    following = np.arange(1, len(indices) + 1)
    following[ends - 1] = np.concatenate([[0], ends[:-1]])
    return np.sort(np.stack([indices, indices[following]], axis=1), axis=1)
