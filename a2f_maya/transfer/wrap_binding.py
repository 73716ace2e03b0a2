"""Where each point of a driven mesh hangs on its driver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from a2f_maya.errors import MeshError
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.surface import ClosestPoints, Surface
from a2f_maya.transfer.topology import adjacency, polygon_edges, shells, within_steps

BoolArray = npt.NDArray[np.bool_]
DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

LEAST_COSINE = 0.3
"""Between the normals of a point and of the triangle it hangs on, or lips bind to the other lip."""

SKIN_DISTANCE, ROOT_DISTANCE = 4e-3, 1e-3
"""In heights of the driver: how far a reliable point of a skin, and a root of a strand, may be."""

MOST_STEPS = 6
"""Along the driver, between the places of two neighbours that belong together."""


@dataclass(frozen=True)
class WrapBinding:
    """How a driven mesh hangs on a driver at rest; plain arrays that can be stored.

    Attributes
    ----------
    rest_driver : np.ndarray [shape=(Vd, 3), float64]
    rest_driven : np.ndarray [shape=(n, 3), float64]
        In the space and unit of the driver.
    corners : np.ndarray [shape=(n, 3), int64]
        Driver vertices of the triangle that each point hangs on.
    barycentrics : np.ndarray [shape=(n, 3), float64]
        Weights of the corners; they sum to 1.
    reliable : np.ndarray [shape=(n,), bool]
        False where a point has no trustworthy place of its own on the driver: it hangs on the
        place of a reliable point near it and moves with the blended motion of those round it.

    Raises
    ------
    MeshError
        If the arrays do not fit together.
    """

    rest_driver: DoubleArray
    rest_driven: DoubleArray
    corners: IndexArray
    barycentrics: DoubleArray
    reliable: BoolArray

    def __post_init__(self) -> None:
        count = len(self.rest_driven)
        fit = self.corners.shape == self.barycentrics.shape == self.rest_driven.shape == (count, 3)
        if not fit or self.reliable.shape != (count,) or self.rest_driver.shape[1:] != (3,):
            raise MeshError("The arrays of the wrap do not have one row a point; bind it again.")
        if count and not 0 <= int(self.corners.min()) <= int(self.corners.max()) < len(
            self.rest_driver
        ):
            raise MeshError("The wrap names a vertex that the driver does not have; bind it again.")

    def operator(self) -> sparse.csr_matrix:
        """Takes a value of the driver's vertices to the driven points [shape=(n, Vd)]."""
        count = len(self.rest_driven)
        return sparse.csr_matrix(
            (self.barycentrics.ravel(), (np.repeat(np.arange(count), 3), self.corners.ravel())),
            shape=(count, len(self.rest_driver)),
        )


def bind_wrap(driver: Mesh, driven: Mesh) -> WrapBinding:
    """Find the place on the driver that each driven point follows.

    Parameters
    ----------
    driver, driven : Mesh
        In one space and unit, both at rest.

    Raises
    ------
    MeshError
        If the driver has no face or a coordinate is not a number.

    Notes
    -----
    A point of a skin hangs on the closest triangle that faces the same way. Where that is
    far away, or where neighbours would be torn apart to different sides of a slit, the point is
    unreliable and hangs on the place of its nearest reliable neighbour along the driven mesh.
    Shells that are no skin (lashes, brow cards) hang on their roots in the same way.
    """
    check_driver(driver, driven)
    surface = Surface.of(driver)
    points = driven.points.astype(np.float64)
    edges = polygon_edges(driven)
    hits, reliable = _places(surface, driven)
    corners, weights = surface.triangles[hits.triangles], hits.barycentrics
    reliable &= ~_torn(corners, weights, reliable, edges, points, driver)
    roots = nearest_roots(points, edges, reliable)
    return WrapBinding(surface.points, points, corners[roots], weights[roots], reliable)


def check_driver(driver: Mesh, driven: Mesh) -> None:
    """Refuse what cannot be bound.

    Raises
    ------
    MeshError
        If the driver has no face or a coordinate is not a number.
    """
    if not len(driver.face_counts):
        raise MeshError(f"Mesh '{driver.name}' has no faces; choose a driver with a surface.")
    for mesh in (driver, driven):
        if not np.isfinite(mesh.points).all():
            raise MeshError(f"Mesh '{mesh.name}' has points that are not numbers; clean it up.")


def nearest_roots(points: DoubleArray, edges: IndexArray, chosen: BoolArray) -> IndexArray:
    """For each point the chosen one that is nearest along the edges; itself if it is chosen.

    Where no edge leads to a chosen point, the nearest in space; with none chosen, itself.

    Parameters
    ----------
    points : np.ndarray [shape=(n, 3)]
    edges : np.ndarray [shape=(E, 2), int64]
    chosen : np.ndarray [shape=(n,), bool]
    """
    nearest = np.arange(len(points))
    if chosen.all() or not chosen.any():
        return nearest
    lengths = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    # a stored zero would be no edge at all
    lengths = np.maximum(lengths, 1e-12 * max(float(lengths.max(initial=0.0)), 1e-300))
    graph = sparse.csr_matrix((lengths, (edges[:, 0], edges[:, 1])), shape=(len(points),) * 2)
    distances, _, sources = dijkstra(
        graph,
        directed=False,
        indices=np.flatnonzero(chosen),
        min_only=True,
        return_predecessors=True,
    )
    reached = np.isfinite(distances)
    nearest[reached] = sources[reached]
    if not reached.all():
        candidates = np.flatnonzero(chosen)
        found = _nearest_in_space(points[candidates], points[~reached])
        nearest[~reached] = candidates[found]
    return nearest


def _nearest_in_space(places: DoubleArray, queries: DoubleArray) -> IndexArray:
    found: IndexArray = cKDTree(places).query(queries)[1]
    return found


def _places(surface: Surface, driven: Mesh) -> tuple[ClosestPoints, BoolArray]:
    """Where points hang, and which of them may hang there.

    A shell most of which lies on the driver is a skin: its points look for a triangle that faces
    as they do. Of any other shell the lowest points are its roots, however high above the driver
    the whole shell floats.
    """
    points, labels = driven.points.astype(np.float64), shells(driven)
    height = float(np.ptp(surface.points, axis=0).max())
    normals = Surface(points, triangulate(driven)).vertex_normals if len(labels) else points
    hits = surface.closest(points)
    cosines = np.einsum("nc,nc->n", surface.face_normals[hits.triangles], normals)
    facing = (cosines >= LEAST_COSINE) | ~normals.any(axis=1)
    near = hits.distances <= SKIN_DISTANCE * height
    sizes = np.bincount(labels)
    is_skin = (2 * np.bincount(labels, facing & near) >= sizes)[labels]
    again = np.flatnonzero(is_skin & ~facing)
    better = surface.closest(points[again], normals[again], LEAST_COSINE)
    found = better.distances <= SKIN_DISTANCE * height
    for mine, theirs in (
        (hits.positions, better.positions),
        (hits.distances, better.distances),
        (hits.triangles, better.triangles),
        (hits.barycentrics, better.barycentrics),
    ):
        mine[again[found]] = theirs[found]
    near[again] = found
    lowest = np.full(len(sizes), np.inf)
    np.minimum.at(lowest, labels, hits.distances)
    root = hits.distances <= np.maximum(ROOT_DISTANCE * height, 2.0 * lowest[labels])
    return hits, np.where(is_skin, near, root)


def _torn(
    corners: IndexArray,
    weights: DoubleArray,
    reliable: BoolArray,
    edges: IndexArray,
    points: DoubleArray,
    driver: Mesh,
) -> BoolArray:
    """Points whose neighbours mostly hang far from them along the driver, as across a slit."""
    count = len(points)
    torn = np.zeros(count, bool)
    edges = edges[reliable[edges].all(axis=1)]
    anchors = corners[np.arange(count), weights.argmax(axis=1)]
    driver_edges = polygon_edges(driver)
    step = np.linalg.norm(
        driver.points[driver_edges[:, 0]] - driver.points[driver_edges[:, 1]], axis=1
    )
    lengths = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    needed = np.ceil(lengths / max(float(np.median(step)), 1e-300)) + 2
    edges = edges[needed <= MOST_STEPS]
    bad = ~within_steps(adjacency(driver_edges, len(driver.points)), anchors[edges], MOST_STEPS)
    for _ in range(4):
        open_edges = edges[~torn[edges].any(axis=1)]
        bad_edges = edges[bad & ~torn[edges].any(axis=1)]
        if not len(bad_edges):
            break
        degree = np.maximum(np.bincount(open_edges.ravel(), minlength=count), 1)
        share = np.bincount(bad_edges.ravel(), minlength=count) / degree
        # of the two ends of a bad edge, the one that disagrees with more of its neighbours
        first, second = share[bad_edges[:, 0]], share[bad_edges[:, 1]]
        torn[bad_edges[first >= second, 0]] = True
        torn[bad_edges[second >= first, 1]] = True
    return torn
