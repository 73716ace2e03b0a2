"""Mesh Fitting: a mesh takes the shape of another head and keeps its own topology.

First a similarity and a smooth warp of space bring the marked pairs together. Then, from stiff to
soft, every visible vertex is drawn to the closest place of the target that faces as it does
(non-rigid iterative closest points, Amberg, Romdhani and Vetter 2007) while the mesh keeps its
shape as rigidly as possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from a2f_maya.correspondence import Correspondence, SurfacePoint, corner_weights, positions
from a2f_maya.errors import ParameterError
from a2f_maya.mesh import Mesh, triangulate, vertex_normals
from a2f_maya.progress import Progress
from a2f_maya.transfer.checking import (
    check_mesh,
    check_pairs,
    check_same_topology,
    mesh_size,
    turned,
)
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.fitting_report import FittingReport, flipped_triangles, report_fit
from a2f_maya.transfer.lips import LipKeeper
from a2f_maya.transfer.matching import Matcher, Matches
from a2f_maya.transfer.point_to_plane import INERTIA, Level, Springs
from a2f_maya.transfer.shape_keeping import ShapeKeeper
from a2f_maya.transfer.similarity import fit_similarity, radial_warp
from a2f_maya.transfer.topology import adjacency, border_edges, polygon_edges

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

LEVELS = 6
FIRST_LEVEL, LAST_LEVEL = 10.0, 1 / 200
"""Stiffness of the first and the last level, as multiples of what the user sets."""

STEPS = 4
FIRST_PAIR_WEIGHT, LAST_PAIR_WEIGHT = 10.0, 0.1
"""Pairs guide the stiff mesh; to the soft one a point that was picked a little off does no harm."""

BORDER_WEIGHT = 0.3
HIDDEN, SEEN = 0.10, 0.25
"""Exposure below which a vertex is not drawn to the target, and above which it is wholly."""

REACH, LEAST_REACH = 0.08, 0.04
"""Farthest match at the first and at the last level, as shares of the target's height."""

LEAST_USUAL = 1e-3
"""Matches are not called far below three times this share of the height."""

REPAIRS = ((2, 0.1), (1, 0.0), (2, 0.0), (3, 0.03), (4, 0.03))
"""Rings of vertices round turned triangles that are mended, and how much matches pull there."""

POLISH = 0.5

MOST_ITERATIONS = 1000


@dataclass(frozen=True)
class FittingOptions:
    """The manual's two settings.

    Attributes
    ----------
    iterations : int
        Fitting Iterations: how often the closest places are looked up at each stiffness level.
    stiffness : float
        Fitting Stiffness: how much the mesh tries to keep its own contour.

    Raises
    ------
    ParameterError
        If one is out of its range.
    """

    iterations: int = 3
    stiffness: float = 100.0

    def __post_init__(self) -> None:
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise ParameterError(
                f"Fitting Iterations is {self.iterations}; choose 1 to {MOST_ITERATIONS}."
            )
        if not (np.isfinite(self.stiffness) and self.stiffness > 0):
            raise ParameterError(f"Fitting Stiffness is {self.stiffness}; choose more than 0.")


@dataclass(frozen=True)
class Fitting:
    """A fitted mesh and how good it is.

    Attributes
    ----------
    mesh : Mesh
        Faces of the source, points in the space and unit of the target.
    report : FittingReport
    """

    mesh: Mesh
    report: FittingReport


def fit_mesh(
    source: Mesh,
    target: Mesh,
    pairs: Correspondence,
    options: FittingOptions | None = None,
    open_mouth: Mesh | None = None,
    progress: Progress | None = None,
) -> Fitting:
    """Fit a mesh to another head.

    Both may have any position, orientation and scale; the pairs tell how they lie.

    Parameters
    ----------
    source : Mesh
        Any polygons; the mouth is closed.
    target : Mesh
    pairs : Correspondence
        At least four.
    options : FittingOptions, optional
    open_mouth : Mesh, optional
        The source with open mouth: tells the lips apart, so that they do not pass through each
        other.
    progress : Progress, optional

    Returns
    -------
    Fitting

    Raises
    ------
    MeshError
        If a mesh cannot be used or the open mouth has another topology.
    CorrespondenceError
        If the pairs cannot guide the fit; see `check_pairs`.
    CancelledError
    """
    progress = progress or Progress()
    progress.update(0.0, "Checking the meshes")
    if open_mouth is not None:
        check_same_topology(open_mouth, source, "open-mouth", "source")
    facing = check_mesh(source, "source")
    outside = check_mesh(target, "target")
    check_pairs(source, target, pairs)
    if open_mouth is not None and facing is not source:
        open_mouth = turned(open_mouth)
    frame = _Frame.of(outside)
    places = frame.into(positions([pair.target for pair in pairs], target))
    marks = Springs(
        point_operator([pair.source for pair in pairs], source), places, FIRST_PAIR_WEIGHT
    )
    problem = _Problem(facing, frame.mesh_into(outside), marks, open_mouth)
    points = problem.solve(options or FittingOptions(), progress)
    report = problem.report(points).scaled(frame.height)
    progress.update(1.0, report.sentence())
    return Fitting(source.with_points(frame.out_of(points).astype(np.float32)), report)


def point_operator(points: Sequence[SurfacePoint], mesh: Mesh) -> sparse.csr_matrix:
    """The linear map from vertices to places on a mesh [shape=(len(points), V)].

    Raises
    ------
    CorrespondenceError
        If a point does not exist on this mesh.
    """
    rows = corner_weights(points, mesh)
    lengths = [len(vertices) for vertices, _ in rows]
    return sparse.csr_matrix(
        (
            np.concatenate([weights for _, weights in rows]),
            (np.repeat(np.arange(len(rows)), lengths), np.concatenate([v for v, _ in rows])),
        ),
        shape=(len(rows), len(mesh.points)),
    )


@dataclass(frozen=True)
class _Frame:
    """The target's own frame: its middle is 0 and its height 1."""

    centre: DoubleArray
    height: float

    @classmethod
    def of(cls, mesh: Mesh) -> _Frame:
        used = mesh.points[np.unique(mesh.face_indices)].astype(np.float64)
        return cls((used.max(axis=0) + used.min(axis=0)) / 2, mesh_size(mesh))

    def into(self, points: DoubleArray) -> DoubleArray:
        return (points - self.centre) / self.height

    def out_of(self, points: DoubleArray) -> DoubleArray:
        return points * self.height + self.centre

    def mesh_into(self, mesh: Mesh) -> Mesh:
        return mesh.with_points(self.into(mesh.points.astype(np.float64)).astype(np.float32))


class _Problem:
    """A source mesh on its way to a target of height 1."""

    def __init__(self, source: Mesh, target: Mesh, marks: Springs, open_mouth: Mesh | None) -> None:
        self._source, self._marks = source, marks
        self._triangles = triangulate(source)
        self._edges = polygon_edges(source)
        self._exposure = exposure(source)
        border = np.unique(border_edges(source))
        self._matcher = Matcher(target, border)
        self._border = border
        at_rest = source.points.astype(np.float64)
        placed = fit_similarity(marks.operator @ at_rest, marks.wanted)(at_rest)
        self._start = radial_warp(marks.operator @ placed, marks.wanted, placed)
        self._order: IndexArray | None = None
        self._keeper = ShapeKeeper(self._start, self._edges)
        self._lips = None if open_mouth is None else LipKeeper(source, open_mouth)

    def solve(self, options: FittingOptions, progress: Progress) -> DoubleArray:
        """Run all levels, then mend what has turned over."""
        points = self._start
        ramp = np.geomspace(FIRST_LEVEL, LAST_LEVEL, LEVELS) * options.stiffness
        pair_weights = np.geomspace(FIRST_PAIR_WEIGHT, LAST_PAIR_WEIGHT, LEVELS)
        for number, stiffness in enumerate(ramp):
            self._marks = replace(self._marks, weight=float(pair_weights[number]))
            part = progress.step(number, LEVELS + 1)
            reach = max(REACH * (1 - 0.2 * number), LEAST_REACH)
            points = self._run_level(points, float(stiffness), reach, options.iterations, part)
        return self._mended(points, float(ramp[-1]), options, progress.step(LEVELS, LEVELS + 1))

    def report(self, points: DoubleArray) -> FittingReport:
        """Measure points [shape=(V, 3)]."""
        misses = np.linalg.norm(self._marks.operator @ points - self._marks.wanted, axis=1)
        return report_fit(
            self._source, points, self._matcher.surface, self._exposure, float(misses.mean())
        )

    def _run_level(
        self,
        points: DoubleArray,
        stiffness: float,
        reach: float,
        iterations: int,
        progress: Progress,
        pull: float = 1.0,
        free: npt.NDArray[np.bool_] | None = None,
    ) -> DoubleArray:
        level = None
        for iteration in range(iterations):
            progress.update(iteration / iterations, "Fitting")
            normals = vertex_normals(points, self._triangles)
            matches = self._matcher.match(points, normals.astype(np.float64), reach)
            springs = self._springs(points)
            if level is None:
                level = Level(
                    self._pull(matches) * pull,
                    stiffness,
                    self._keeper.laplacian,
                    springs,
                    free,
                    self._order if free is None else None,
                )
                if free is None:
                    self._order = level.order
            wanted = self._keeper.wanted(points)
            points = level.improve(points, matches, wanted, springs, STEPS)
        return points

    def _springs(self, points: DoubleArray) -> tuple[Springs, ...]:
        if self._lips is None:
            return (self._marks,)
        return (self._marks, self._lips.springs(points))

    def _pull(self, matches: Matches) -> DoubleArray:
        """How much each vertex's match counts: little if it is hidden or far from its match."""
        pull = np.clip((self._exposure - HIDDEN) / (SEEN - HIDDEN), 0, 1)
        on_border = ~matches.normals[self._border].any(axis=1)
        pull[self._border[on_border]] = BORDER_WEIGHT
        usual = max(_median(matches.distances[matches.found]), LEAST_USUAL)
        far = 1 / (1 + (matches.distances / (3 * usual)) ** 2)
        weights: DoubleArray = pull * far * matches.found
        return weights

    def _mended(
        self, points: DoubleArray, stiffness: float, options: FittingOptions, progress: Progress
    ) -> DoubleArray:
        """Let the surroundings of visible triangles that have turned over find their shape again.

        All else is held, so that nothing new can turn over.
        """
        neighbours = adjacency(self._edges, len(points))
        flipped = self._flipped(points)
        for attempt, (rings, pull) in enumerate(REPAIRS):
            if not len(flipped):
                break
            region = np.zeros(len(points), bool)
            region[self._triangles[flipped]] = True
            for _ in range(rings):
                region |= neighbours @ region > 0
            moved = self._smoothed_into(points, region)
            # what has come right at a weak pull usually stays so at a strong one, and lies better
            for strength in (pull, POLISH):
                part = progress.step(attempt, len(REPAIRS))
                moved = self._run_region(moved, region, strength, stiffness, options, part)
                moved = points = self._better(
                    points, moved, neighbours, region, equal=strength == POLISH
                )
            flipped = self._flipped(points)
        return points

    def _better(
        self,
        points: DoubleArray,
        moved: DoubleArray,
        neighbours: sparse.csr_matrix,
        region: npt.NDArray[np.bool_],
        *,
        equal: bool,
    ) -> DoubleArray:
        """Of each connected part of a region the version with fewer turned triangles.

        With ``equal`` the moved one also where there are as many.
        """
        vertices = np.flatnonzero(region)
        _, labels = connected_components(neighbours[vertices][:, vertices], directed=False)
        label = np.full(len(points), -1)
        label[vertices] = labels
        before, after = (
            np.bincount(
                label[self._triangles[self._flipped(each)]].max(axis=1) + 1,
                minlength=labels.max() + 2,
            )
            for each in (points, moved)
        )
        better = after <= before if equal else after < before
        taken = region & better[label + 1]
        return np.where(taken[:, None], moved, points)

    def _flipped(self, points: DoubleArray) -> IndexArray:
        rest = self._source.points.astype(np.float64)
        return flipped_triangles(rest, points, self._triangles.astype(np.int64), self._exposure)

    def _run_region(
        self,
        points: DoubleArray,
        region: npt.NDArray[np.bool_],
        pull: float,
        stiffness: float,
        options: FittingOptions,
        progress: Progress,
    ) -> DoubleArray:
        """Fit a region at another pull, and hold everything else."""
        return self._run_level(
            points, stiffness, LEAST_REACH, options.iterations, progress, pull, region
        )

    def _smoothed_into(self, points: DoubleArray, region: npt.NDArray[np.bool_]) -> DoubleArray:
        """Carry the motion since the start smoothly from around a region into it."""
        laplacian = self._keeper.laplacian
        motion = points - self._start
        inner = laplacian[region][:, region] + INERTIA * sparse.identity(int(region.sum()))
        right = -(laplacian[region][:, ~region] @ motion[~region])
        smooth = points.copy()
        smooth[region] = self._start[region] + splu(inner.tocsc()).solve(right)
        return smooth


def _median(values: DoubleArray) -> float:
    return float(np.median(values)) if len(values) else 0.0
