"""Makes a head's carried poses touch where the poses that they come from touch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.transfer.contact import APART, CORRECTIVES, TOUCHING, ContactPairs
from a2f_maya.transfer.factoring import factor
from a2f_maya.transfer.similarity import rotations_of
from a2f_maya.transfer.topology import adjacency

BoolArray = npt.NDArray[np.bool_]
DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

EXACT, LOOSE = 1e4, 30.0
"""Stiffness of the contacts against the smoothness of the correction: for pairs of vertices that
belong together, and for places that were looked for on another mesh and may be a little off."""

FALL_OFF = 0.01
"""Pull of the correction towards nothing, per vertex; its reach is one over the root, in edges."""

LEAST_SHARE, TRUSTED_SHARE = 1e-3, 0.2
"""Of the largest motion of a pair: less is no motion, and pairs above count in full."""

LEAST_MOTION = 1e-3
"""In heights: a pose that moves a pair less says nothing about its contact."""


@dataclass(frozen=True)
class Posed:
    """A head at rest and in its poses.

    Attributes
    ----------
    rest : np.ndarray [shape=(V, 3), float64]
    deltas : np.ndarray [shape=(P, V, 3), float64]
    names : tuple of str
    """

    rest: DoubleArray
    deltas: DoubleArray
    names: tuple[str, ...]

    @property
    def height(self) -> float:
        """Largest extent at rest."""
        return float(np.ptp(self.rest, axis=0).max(initial=0.0))


def keep_contacts(
    source: Posed,
    source_pairs: ContactPairs,
    target: Posed,
    target_pairs: ContactPairs,
    similarities: DoubleArray,
    target_edges: IndexArray,
    stiffness: float = EXACT,
    only_touching: bool = False,
) -> DoubleArray:
    """Correct a target's poses so that its pairs close as far as the source's do.

    Parameters
    ----------
    source, target : Posed
        With the same poses.
    source_pairs, target_pairs : ContactPairs
        The same pairs on both.
    similarities : np.ndarray [shape=(n, 3, 3)]
        Scale times rotation from source to target at each pair.
    target_edges : np.ndarray [shape=(E, 2), int64]
    stiffness : float
        `EXACT` or `LOOSE`.
    only_touching : bool
        Leave pairs alone in poses in which they do not touch.

    Returns
    -------
    np.ndarray [shape=(P, Vt, 3), float64]
        The poses; those in which no pair moves are unchanged.

    Notes
    -----
    A pair that is apart at rest keeps the share of its gap that is open: an eye that is rounder
    closes as completely, and opens as much wider. A pair that touches keeps touching. The
    correction is the smoothest field that does so, where each vertex counts as much as it already
    moves: the lid that does the closing does the rest of it, too.
    """
    rule = _Rule(source, source_pairs, target, target_pairs, similarities)
    deltas = target.deltas.copy()
    graph = adjacency(target_edges, len(target.rest))
    partners = _partners(source.names)
    for pose in range(len(deltas)):
        partner = partners.get(pose)
        before = source.deltas[pose]
        after = deltas[pose]
        if partner is not None:
            before, after = before + source.deltas[partner], after + deltas[partner]
        rows, missing = rule.missing(before, after, source.deltas[pose])
        if only_touching:
            touching = rule.touches(before)[rows]
            rows, missing = rows[touching], missing[touching]
        if len(rows):
            pairs = target_pairs.chosen(rows)
            deltas[pose] += _correction(
                deltas[pose], pairs, missing, rule.trust[rows], graph, stiffness
            )
    return deltas


def _partners(names: tuple[str, ...]) -> dict[int, int]:
    """For each pose that is made to be seen with another one, that one."""
    numbers = {name.lower(): number for number, name in enumerate(names)}
    return {
        numbers[pose]: numbers[other]
        for pose, other in CORRECTIVES.items()
        if pose in numbers and other in numbers
    }


class _Rule:
    """Which gap each pair of the target should have when the source's pair has a given one."""

    def __init__(
        self,
        source: Posed,
        source_pairs: ContactPairs,
        target: Posed,
        target_pairs: ContactPairs,
        similarities: DoubleArray,
    ) -> None:
        self._source_pairs, self._target_pairs = source_pairs, target_pairs
        self._height = source.height
        self._source_rest = source_pairs.gaps(source.rest)
        self._target_rest = target_pairs.gaps(target.rest)
        self._apart = np.linalg.norm(self._source_rest, axis=1) > APART * source.height
        opened = np.linalg.norm(self._target_rest, axis=1) > TOUCHING * target.height
        self._maps = similarities.copy()
        # at the corners of an eye it is hard to say what opens and what touches
        share = np.linalg.norm(self._source_rest, axis=1) / (APART * source.height)
        posed = self._source_rest + source_pairs.gaps(source.deltas)
        closest = np.linalg.norm(posed, axis=2).min(axis=0, initial=np.inf)
        opens = np.clip(3.0 * (share - 1.0), 0.0, 1.0)
        closes = np.clip(2.0 - 2.0 * closest / (TOUCHING * source.height), 0.0, 1.0)
        self.trust: DoubleArray = np.where(self._apart, opens * closes, 1.0)
        # lips that are parted on this head have no contact to keep
        self._resting = ~self._apart & ~opened
        closing = self._apart & opened
        self._maps[closing] = _turns(self._source_rest[closing], self._target_rest[closing])

    def missing(
        self, before: DoubleArray, after: DoubleArray, own: DoubleArray
    ) -> tuple[IndexArray, DoubleArray]:
        """Pairs that a pose concerns, and what their gaps [shape=(k, 3)] lack.

        ``before`` and ``after`` are the displacements of source and target; ``own`` those of the
        pose alone, where it is seen with another one.
        """
        change = self._source_pairs.gaps(before)
        moves = np.linalg.norm(self._source_pairs.gaps(own), axis=1) > LEAST_MOTION * self._height
        stays = self.touches(before)
        rows = np.flatnonzero((self._apart & moves) | (self._resting & stays & self._any(own)))
        wanted = self._target_rest + np.einsum("nij,nj->ni", self._maps, change)
        carried = self._target_pairs.gaps(after)
        missing = wanted - self._target_rest - carried
        # lids close along their way; beside it the rims of another eye may lie differently
        squared = np.maximum((carried**2).sum(axis=1, keepdims=True), 1e-300)
        along = (missing * carried).sum(axis=1, keepdims=True) * carried / squared
        along *= self._closing_share(change)
        return rows, np.where(self._apart[:, None], along, missing)[rows]

    def _closing_share(self, change: DoubleArray) -> DoubleArray:
        """How much of each gap's change opens or closes it; the rest is a slide [shape=(n, 1)]."""
        rest = self._source_rest
        across = (change * rest).sum(axis=1) ** 2
        lengths = (change**2).sum(axis=1) * (rest**2).sum(axis=1)
        share: DoubleArray = np.sqrt(across / np.maximum(lengths, 1e-300))[:, None]
        return share

    def touches(self, before: DoubleArray) -> BoolArray:
        """Which pairs of the source touch in a pose."""
        gap = self._source_rest + self._source_pairs.gaps(before)
        return np.asarray(np.linalg.norm(gap, axis=1) < TOUCHING * self._height)

    def _any(self, own: DoubleArray) -> BoolArray:
        motion = np.linalg.norm(own, axis=1)[:, None]
        moved = self._source_pairs.means(motion)[:, 0] > LEAST_MOTION * self._height
        return np.asarray(moved)


def _turns(source: DoubleArray, target: DoubleArray) -> DoubleArray:
    """Scale times smallest rotation that takes each vector to another one [shape=(n, 3, 3)]."""
    a = source / np.linalg.norm(source, axis=1, keepdims=True)
    b = target / np.linalg.norm(target, axis=1, keepdims=True)
    middle = a + b
    length = np.maximum(np.linalg.norm(middle, axis=1, keepdims=True), 1e-9)
    middle = middle / length
    # two half turns: first about a, then about the vector halfway
    flip = 2 * middle[:, :, None] * middle[:, None] - np.eye(3)
    first = 2 * a[:, :, None] * a[:, None] - np.eye(3)
    scale = np.linalg.norm(target, axis=1) / np.linalg.norm(source, axis=1)
    turned: DoubleArray = scale[:, None, None] * rotations_of(flip @ first)
    return turned


def _correction(
    delta: DoubleArray,
    pairs: ContactPairs,
    missing: DoubleArray,
    trust: DoubleArray,
    graph: sparse.csr_matrix,
    stiffness: float,
) -> DoubleArray:
    """The smoothest field that adds what is missing, in proportion to how much vertices move."""
    motion = np.linalg.norm(delta, axis=1)
    full = float(motion[pairs.corners].max(initial=0.0))
    if full <= 0:
        return np.zeros_like(delta)
    near = np.flatnonzero(motion > LEAST_SHARE * full)
    # what two lids lack is split as their squares: in proportion to their motions
    share = np.sqrt(np.minimum(motion[near] / full, 1.0))
    inner = graph[near][:, near]
    degree = np.asarray(inner.sum(axis=1)).ravel()
    smooth = sparse.diags(degree + FALL_OFF) - inner
    # a pair that hardly moves must not pull its neighbours along
    moved = pairs.means(motion[:, None])[:, 0]
    trust = trust * np.minimum(moved / (TRUSTED_SHARE * full), 1.0)
    size = np.linalg.norm(missing, axis=1)
    missing = missing * np.minimum(1.0, moved / np.maximum(size, 1e-300))[:, None]
    contact = sparse.diags(trust) @ pairs.matrix(len(delta))[:, near] @ sparse.diags(share)
    system = smooth + stiffness * (contact.T @ contact)
    result = np.zeros_like(delta)
    result[near] = share[:, None] * factor(system).solve(
        stiffness * (contact.T @ (trust[:, None] * missing))
    )
    return result
