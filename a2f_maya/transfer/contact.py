"""Which places of a head touch in its poses: lids in a blink, lips in most poses of the mouth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.spatial import cKDTree

from a2f_maya.errors import MeshError
from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.surface import Surface, closest_barycentrics
from a2f_maya.transfer.topology import adjacency, polygon_edges, within_steps

BoolArray = npt.NDArray[np.bool_]
DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

TOUCHING, APART = 2e-3, 6e-3
"""In heights of the head: places touch below the one and are apart above the other."""

LEAST_EXPOSURE, LEAST_FACING = 0.1, 0.2
"""Of the two sides of an opening: they can be seen, and their normals point across it."""

CANDIDATES = 12
LEAST_CONTACTS = 4
MUTUAL_STEPS = 2
STEPS_APART = 6
"""Edges between two places at rest that touch without being neighbours."""

CORRECTIVES = {"mouthclose": "jawopen"}
"""Poses that are made to be seen together with another one, in lower case."""


@dataclass(frozen=True)
class ContactPairs:
    """Pairs of places on a mesh that touch in some pose.

    Attributes
    ----------
    corners : np.ndarray [shape=(n, 2, 3), int64]
        Vertices of the triangles that the two places of each pair lie in.
    weights : np.ndarray [shape=(n, 2, 3), float64]
        Of the corners; they sum to 1.
    """

    corners: IndexArray
    weights: DoubleArray

    @classmethod
    def of_vertices(cls, pairs: npt.ArrayLike) -> ContactPairs:
        """Pairs of vertices [shape=(n, 2)]."""
        vertices = np.asarray(pairs, np.int64).reshape(-1, 2)
        weights = np.zeros((len(vertices), 2, 3))
        weights[:, :, 0] = 1.0
        return cls(np.repeat(vertices[:, :, None], 3, axis=2), weights)

    def __len__(self) -> int:
        return len(self.corners)

    def gaps(self, field: DoubleArray) -> DoubleArray:
        """The first place's value minus the second one's [shape=(..., n, 3)].

        Parameters
        ----------
        field : np.ndarray [shape=(..., V, 3)]
            Positions, or displacements.
        """
        places = np.einsum("npk,...npkc->...npc", self.weights, field[..., self.corners, :])
        difference: DoubleArray = places[..., 0, :] - places[..., 1, :]
        return difference

    def means(self, field: DoubleArray) -> DoubleArray:
        """Mean of the two places' values [shape=(n, ...)]; ``field`` has one row a vertex."""
        values = np.einsum("npk,npk...->n...", self.weights, field[self.corners])
        mean: DoubleArray = 0.5 * values
        return mean

    def places(self, points: DoubleArray) -> DoubleArray:
        """Both places of all pairs [shape=(2 n, 3)]."""
        found = np.einsum("npk,npkc->npc", self.weights, points[self.corners])
        result: DoubleArray = found.reshape(-1, 3)
        return result

    def matrix(self, vertex_count: int) -> sparse.csr_matrix:
        """The operator of `gaps` [shape=(n, vertex_count)]."""
        signed = self.weights * np.array([1.0, -1.0])[:, None]
        rows = np.repeat(np.arange(len(self)), 6)
        return sparse.csr_matrix(
            (signed.ravel(), (rows, self.corners.ravel())), shape=(len(self), vertex_count)
        )

    def chosen(self, rows: npt.ArrayLike) -> ContactPairs:
        """Some of the pairs, by a mask or by numbers."""
        index = np.asarray(rows)
        return ContactPairs(self.corners[index], self.weights[index])

    def joined(self, other: ContactPairs) -> ContactPairs:
        """These pairs and then the other ones."""
        return ContactPairs(
            np.concatenate([self.corners, other.corners]),
            np.concatenate([self.weights, other.weights]),
        )

    def check(self, mesh: Mesh) -> None:
        """Refuse pairs that do not lie on a mesh.

        Raises
        ------
        MeshError
            If a vertex does not exist.
        """
        if len(self) and not 0 <= int(self.corners.min()) <= int(self.corners.max()) < len(
            mesh.points
        ):
            raise MeshError(
                f"The contact pairs name a vertex that mesh '{mesh.name}' does not have; give "
                "pairs of its own vertices."
            )


def find_contacts(source: ShapedMesh) -> ContactPairs:
    """Pairs of places that touch at rest, or that close an opening in a pose.

    What meets inside the mouth's bag, and folds of skin that are pushed against each other, are
    left out.

    Parameters
    ----------
    source : ShapedMesh

    Returns
    -------
    ContactPairs
        Each vertex that touches with the closest place on the other side.
    """
    rest = source.mesh.points.astype(np.float64)
    height = float(np.ptp(rest, axis=0).max(initial=0.0))
    finder = _Finder(source.mesh, rest, height)
    found = finder.resting()
    if source.deltas is not None:
        for delta in source.deltas:
            found = found.joined(finder.closing(delta.astype(np.float64)))
    _, first = np.unique(found.corners.reshape(len(found), 6), axis=0, return_index=True)
    return found.chosen(np.sort(first))


def placed_contacts(contacts: ContactPairs, mesh: Mesh, target: Mesh) -> ContactPairs:
    """The same pairs on a mesh of another topology that lies on the first one.

    Each place goes to the closest one that faces the same way.
    """
    points = mesh.points.astype(np.float64)
    normals = Surface.of(mesh).vertex_normals
    surface = Surface.of(target)
    corners, weights = np.empty_like(contacts.corners), np.empty_like(contacts.weights)
    for side in range(2):
        share = contacts.weights[:, side, :, None]
        places = (share * points[contacts.corners[:, side]]).sum(axis=1)
        facing = (share * normals[contacts.corners[:, side]]).sum(axis=1)
        hits = surface.closest(places, facing, 0.0)
        corners[:, side] = surface.triangles[hits.triangles]
        weights[:, side] = hits.barycentrics
    return ContactPairs(corners, weights)


class _Finder:
    def __init__(self, mesh: Mesh, rest: DoubleArray, height: float) -> None:
        self.rest, self.height = rest, height
        self.triangles = triangulate(mesh).astype(np.int64)
        self.graph = adjacency(polygon_edges(mesh), len(rest))
        owners = np.repeat(np.arange(len(self.triangles)), 3)
        order = np.argsort(self.triangles.ravel(), kind="stable")
        self._around = owners[order]
        counts = np.bincount(self.triangles.ravel(), minlength=len(rest))
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self._exposure = self._spread_out(exposure(mesh))
        self._normals = Surface(rest, self.triangles).vertex_normals

    def resting(self) -> ContactPairs:
        """Touching at rest, without being neighbours on the mesh."""
        return self._touching(np.arange(len(self.rest)), self.rest, at_rest=True)

    def closing(self, delta: DoubleArray) -> ContactPairs:
        """Touching in a pose and apart at rest."""
        moving = np.linalg.norm(delta, axis=1) > 0.5 * TOUCHING * self.height
        moved = np.flatnonzero(moving & (self._exposure > LEAST_EXPOSURE))
        pairs = self._touching(moved, self.rest + delta, at_rest=False)
        across = pairs.gaps(self.rest)
        across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-300)
        normals = np.einsum("npk,npkc->npc", pairs.weights, self._normals[pairs.corners])
        first, second = np.einsum("npc,nc->pn", normals, across)
        opening = (first < -LEAST_FACING) & (second > LEAST_FACING)
        pairs = pairs.chosen(opening)
        pairs = pairs.chosen(self._mutual(pairs))
        return pairs.chosen(np.full(len(pairs), len(pairs) >= LEAST_CONTACTS))

    def _mutual(self, pairs: ContactPairs) -> BoolArray:
        """Pairs whose second place touches the neighbourhood of the first one in turn."""
        partner = np.full(len(self.rest), -1)
        dominant = pairs.weights[:, 1].argmax(axis=1)
        second = pairs.corners[np.arange(len(pairs)), 1, dominant]
        partner[pairs.corners[:, 0, 0]] = second
        back = np.stack([pairs.corners[:, 0, 0], partner[second]], axis=1)
        mutual = back[:, 1] >= 0
        mutual[mutual] = within_steps(self.graph, back[mutual], MUTUAL_STEPS)
        return mutual

    def _touching(self, vertices: IndexArray, posed: DoubleArray, at_rest: bool) -> ContactPairs:
        none = ContactPairs(np.zeros((0, 2, 3), np.int64), np.zeros((0, 2, 3)))
        if not len(vertices) or not len(self.triangles):
            return none
        used = np.flatnonzero(np.diff(self._starts) > 0)
        count = min(CANDIDATES, len(used))
        _, near = cKDTree(posed[used]).query(posed[vertices], k=count)
        near = used[near.reshape(len(vertices), count)]
        pairs = np.stack([np.repeat(vertices, count), near.ravel()], axis=1)
        pairs = pairs[self._separate(pairs, at_rest)]
        # every triangle round the candidate
        sizes = np.diff(self._starts)[pairs[:, 1]]
        first = np.repeat(self._starts[pairs[:, 1]], sizes)
        step = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        faces, owner = self._around[first + step], np.repeat(pairs[:, 0], sizes)
        clear = np.ones(len(faces), bool)
        for corner in range(3):
            others = np.stack([owner, self.triangles[faces, corner]], axis=1)
            clear &= self._separate(others, at_rest)
        faces, owner = faces[clear], owner[clear]
        corners = posed[self.triangles[faces]]
        weights = closest_barycentrics(posed[owner], corners)
        places = np.einsum("nk,nkc->nc", weights, corners)
        distance = np.linalg.norm(places - posed[owner], axis=1)
        order = np.lexsort((distance, owner))
        order = order[distance[order] < TOUCHING * self.height]
        _, best = np.unique(owner[order], return_index=True)
        best = order[best]
        mine = ContactPairs.of_vertices(np.stack([owner[best]] * 2, axis=1))
        mine.corners[:, 1], mine.weights[:, 1] = self.triangles[faces[best]], weights[best]
        return mine

    def _spread_out(self, values: DoubleArray) -> DoubleArray:
        """The largest value within two edges: a rim is as visible as the skin beside it."""
        edges = self.graph.tocoo()
        for _ in range(2):
            wide = values.copy()
            np.maximum.at(wide, edges.row, values[edges.col])
            values = wide
        return values

    def _separate(self, pairs: IndexArray, at_rest: bool) -> BoolArray:
        """Whether two vertices are of different sides: apart at rest, or far along the mesh."""
        if not at_rest:
            gap = self.rest[pairs[:, 0]] - self.rest[pairs[:, 1]]
            return np.asarray(np.linalg.norm(gap, axis=1) > APART * self.height)
        return ~within_steps(self.graph, pairs, STEPS_APART)
