"""Where the places of a head probably lie on another one: a start for the user to correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from a2f_maya.correspondence import Correspondence, Pair, positions
from a2f_maya.maya.transfer.meshes import DoubleArray
from a2f_maya.mesh import Mesh
from a2f_maya.transfer.similarity import fit_similarity, radial_warp
from a2f_maya.transfer.suggesting import FEWEST_TO_PREDICT, surface_point
from a2f_maya.transfer.surface import Surface

SAME_PLACE = 0.01
"""In sizes of the source: nearer than this to a marked place, another one is the same."""


def name_one_head_only(pairs: Sequence[Pair]) -> bool:
    """Whether pairs are the places of one head, written twice, as in a preset of landmarks."""
    return bool(pairs) and all(pair.source == pair.target for pair in pairs)


def guessed_targets(
    places: Sequence[Pair], source: Mesh, target: Mesh, marked: Sequence[Pair]
) -> Correspondence:
    """Pairs for the places of a head, with a guess where they lie on the target.

    Parameters
    ----------
    places : sequence of Pair
        Their sources count.
    source, target : Mesh
    marked : sequence of Pair
        Marked by the user; from three on they tell how the heads lie, else their boxes do.

    Returns
    -------
    tuple of Pair
        The marked pairs first, then those that are not among them by name or place.
    """
    taken = positions([pair.source for pair in marked], source)
    wanted = positions([pair.source for pair in places], source)
    gaps = np.linalg.norm(wanted[:, None] - taken[None], axis=2).min(axis=1, initial=np.inf)
    names = {pair.name for pair in marked if pair.name}
    size = float(np.ptp(source.points, axis=0).max())
    new = [
        number
        for number, pair in enumerate(places)
        if pair.name not in names and gaps[number] > SAME_PLACE * size
    ]
    guesses = _moved(wanted[new], source, target, taken, marked)
    surface = Surface.of(target)
    return (
        *marked,
        *(
            replace(places[number], target=surface_point(target, guess, surface))
            for number, guess in zip(new, guesses, strict=True)
        ),
    )


def _moved(
    points: DoubleArray, source: Mesh, target: Mesh, taken: DoubleArray, marked: Sequence[Pair]
) -> DoubleArray:
    if len(marked) < FEWEST_TO_PREDICT:
        low, other_low = (mesh.points.min(axis=0).astype(float) for mesh in (source, target))
        size, other_size = (np.ptp(mesh.points, axis=0).astype(float) for mesh in (source, target))
        boxed: DoubleArray = (points - low) / np.maximum(size, 1e-12) * other_size + other_low
        return boxed
    on_target = positions([pair.target for pair in marked], target)
    placed = fit_similarity(taken, on_target)
    return radial_warp(placed(taken), on_target, placed(points))
