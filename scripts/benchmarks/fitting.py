"""Mesh Fitting beside both non-rigid registrations of trimesh, on heads that the tests make.

Our head with 25,000 vertices is fitted to other identities of it, which are cut into other
triangles. Where each vertex belongs is known. Thirty points are marked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import trimesh

from a2f_maya.correspondence import Correspondence, positions
from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh, triangulate, vertex_normals
from a2f_maya.transfer.checking import mesh_size
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.fitting import fit_mesh
from a2f_maya.transfer.fitting_report import VISIBLE, flipped_triangles, surface_errors
from a2f_maya.transfer.surface import Surface
from scripts.benchmarks.report import Row
from tests.support.heads import identity, mark, retessellated, warped, with_centres

DoubleArray = npt.NDArray[np.float64]
Fit = Callable[[Mesh, Mesh, Correspondence], DoubleArray]

SEEDS = (1, 2, 7)
EXTRA_VERTICES = 9000
PEERS = {"Amberg": trimesh.registration.nricp_amberg, "Sumner": trimesh.registration.nricp_sumner}


@dataclass(frozen=True)
class Case:
    """A fit whose result is known.

    Attributes
    ----------
    source, target : Mesh
    pairs : Correspondence
    truth : np.ndarray [shape=(V, 3), float64]
    """

    source: Mesh
    target: Mesh
    pairs: Correspondence
    truth: DoubleArray


@dataclass(frozen=True)
class Score:
    """Errors in percent of the height, and seconds."""

    surface: float
    surface_95: float
    dense: float
    flipped: int
    seconds: float


def rows() -> list[Row]:
    """Measure three identities with ours and the first of them with trimesh."""
    cases = [make_case(seed) for seed in SEEDS]
    ours = [score(case, fit_ours) for case in cases]
    table = []
    for seed, mine in zip(SEEDS, ours, strict=True):
        table += [
            row(f"identity {seed}, surface error, mean", mine.surface, None, 0.005, "%"),
            row(f"identity {seed}, surface error, 95 %", mine.surface_95, None, 0.02, "%"),
            row(f"identity {seed}, error on the face", mine.dense, None, 0.15, "%"),
            row(f"identity {seed}, visible triangles turned", mine.flipped, None, 0, ""),
            row(f"identity {seed}, time", mine.seconds, None, 10, "s"),
        ]
    for name, peer in PEERS.items():
        theirs = score(cases[0], lambda *case, peer=peer: fit_with_trimesh(peer, *case))
        table += [
            row(f"beside trimesh {name}: surface error, mean", ours[0].surface, theirs.surface),
            row(f"beside trimesh {name}: surface, 95 %", ours[0].surface_95, theirs.surface_95),
            row(f"beside trimesh {name}: error on the face", ours[0].dense, theirs.dense),
            row(f"beside trimesh {name}: time", ours[0].seconds, theirs.seconds, unit="s"),
        ]
    return table


def row(
    name: str,
    ours: float,
    reference: float | None,
    at_most: float | None = None,
    unit: str = "%",
) -> Row:
    """One line of the table; errors are in percent of the height."""
    if at_most is None:
        return Row(f"fit, {name}", ours, reference, unit=unit)
    target = f"at most {at_most:g} {unit}".strip()
    return Row(f"fit, {name}", ours, reference, target, ours <= at_most, unit)


def make_case(seed: int) -> Case:
    """Our head with 25,127 vertices and another identity."""
    head = load_head()
    source = with_centres(head.skin, EXTRA_VERTICES)
    warp = identity(seed)
    target = retessellated(warped(head.skin, warp), seed)
    truth = warp(source.points.astype(np.float64))
    return Case(source, target, mark(source, target, warp), truth)


def fit_ours(source: Mesh, target: Mesh, pairs: Correspondence) -> DoubleArray:
    """Points of our fit."""
    return fit_mesh(source, target, pairs).mesh.points.astype(np.float64)


def fit_with_trimesh(
    peer: Callable[..., DoubleArray], source: Mesh, target: Mesh, pairs: Correspondence
) -> DoubleArray:
    """Points of a fit by trimesh, with its default settings."""
    moving = trimesh.Trimesh(source.points, triangulate(source), process=False)
    fixed = trimesh.Trimesh(target.points, triangulate(target), process=False)
    vertices = np.array([pair.source.vertex for pair in pairs])
    places = positions([pair.target for pair in pairs], target)
    return np.asarray(peer(moving, fixed, source_landmarks=vertices, target_positions=places))


def score(case: Case, fit: Fit) -> Score:
    """Run a fit and measure it."""
    start = time.perf_counter()
    points = fit(case.source, case.target, case.pairs)
    seconds = time.perf_counter() - start
    percent = 100 / mesh_size(case.target)
    seen = exposure(case.source)
    triangles = triangulate(case.source).astype(np.int64)
    visible = seen > VISIBLE
    normals = vertex_normals(points, triangles).astype(np.float64)
    errors = surface_errors(points[visible], normals[visible], Surface.of(case.target)) * percent
    rest = case.source.points.astype(np.float64)
    face = visible & (rest[:, 2] > 3) & (rest[:, 1] > -10.5) & (rest[:, 1] < 5)
    misses = np.linalg.norm(points - case.truth, axis=1)[face] * percent
    return Score(
        float(errors.mean()),
        float(np.percentile(errors, 95)),
        float(misses.mean()),
        len(flipped_triangles(rest, points, triangles, seen)),
        seconds,
    )
