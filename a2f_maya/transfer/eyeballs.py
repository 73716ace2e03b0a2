"""Lids slide over eyeballs: their height over the ball is carried from head to head."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from a2f_maya.transfer.contact import APART, ContactPairs
from a2f_maya.transfer.contact_keeping import Posed

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

CLUSTER_DISTANCE = 0.02
"""In heights: places of one rim have a neighbour at most so far away."""

LEAST_PAIRS = 8
WORST_FIT = 0.15
"""Standard deviation of the rims from the ball, in radii."""

INNER_REACH, OUTER_REACH = 1.25, 1.7
"""In radii from the centre of the ball: lids end between these."""


@dataclass(frozen=True)
class Ball:
    """A sphere through the rims of two lids; a little larger than the eye."""

    centre: DoubleArray
    radius: float

    def heights(self, points: DoubleArray) -> DoubleArray:
        """Distance from the centre in radii [shape=(n,)]."""
        distance: DoubleArray = np.linalg.norm(points - self.centre, axis=1) / self.radius
        return distance


def lid_groups(rest: DoubleArray, pairs: ContactPairs) -> list[IndexArray]:
    """Numbers of the pairs that open and close, one array for each eye."""
    height = float(np.ptp(rest, axis=0).max(initial=0.0))
    opening = np.flatnonzero(np.linalg.norm(pairs.gaps(rest), axis=1) > APART * height)
    if not len(opening):
        return []
    middles = pairs.chosen(opening).means(rest)
    near = cKDTree(middles).query_pairs(CLUSTER_DISTANCE * height, output_type="ndarray")
    graph = sparse.csr_matrix((np.ones(len(near)), (near[:, 0], near[:, 1])), (len(opening),) * 2)
    count, labels = connected_components(graph, directed=False)
    groups = [opening[labels == number] for number in range(count)]
    return [group for group in groups if len(group) >= LEAST_PAIRS]


def fit_ball(places: DoubleArray) -> Ball | None:
    """Least-squares sphere through points [shape=(n, 3)]; none where they lie on no sphere."""
    middle = places.mean(axis=0)
    local = places - middle
    terms = np.column_stack([2 * local, np.ones(len(local))])
    solution = np.linalg.lstsq(terms, (local**2).sum(axis=1), rcond=1e-6)[0]
    squared = float(solution[3] + solution[:3] @ solution[:3])
    if squared <= 0:
        return None
    ball = Ball(middle + solution[:3], float(np.sqrt(squared)))
    return ball if float(ball.heights(places).std()) < WORST_FIT else None


def share_of_lids(heights: DoubleArray) -> DoubleArray:
    """How much of a correction points take that are so far from a ball's centre [shape=(n,)].

    Parameters
    ----------
    heights : np.ndarray [shape=(n,)]
        In radii.
    """
    part = np.clip((OUTER_REACH - heights) / (OUTER_REACH - INNER_REACH), 0.0, 1.0)
    smooth: DoubleArray = part * part * (3.0 - 2.0 * part)
    return smooth


def slide_over_balls(
    source: Posed,
    source_pairs: ContactPairs,
    target: Posed,
    target_pairs: ContactPairs,
    carry: sparse.csr_matrix,
) -> DoubleArray:
    """Correct poses so that lids keep the height over the eyeball that they have on the source.

    Parameters
    ----------
    source, target : Posed
        With the same poses.
    source_pairs, target_pairs : ContactPairs
        The same pairs on both; only those that open and close count.
    carry : sparse matrix [shape=(Vt, Vs)]
        Takes a value of the source's vertices to the target's.

    Returns
    -------
    np.ndarray [shape=(P, Vt, 3), float64]
        The target's poses.
    """
    deltas = target.deltas.copy()
    for group in lid_groups(source.rest, source_pairs):
        mine, theirs = source_pairs.chosen(group), target_pairs.chosen(group)
        before, after = fit_ball(mine.places(source.rest)), fit_ball(theirs.places(target.rest))
        if before is None or after is None:
            continue
        at_rest = before.heights(source.rest)
        from_centre = carry @ at_rest
        near = np.flatnonzero(from_centre < OUTER_REACH)
        part = share_of_lids(from_centre[near])
        local = carry[near]
        for pose, delta in enumerate(source.deltas):
            if not delta[mine.corners].any():
                continue
            change = local @ (before.heights(source.rest + delta) - at_rest)
            placed = target.rest[near] + deltas[pose, near]
            wanted = after.heights(target.rest[near]) + change
            factor = wanted / np.maximum(after.heights(placed), 1e-9)
            deltas[pose, near] += ((factor - 1.0) * part)[:, None] * (placed - after.centre)
    return deltas
