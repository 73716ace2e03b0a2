"""What is drawn of an ``a2fCorrespondence``: plain arrays, and how they are read (API 2.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from maya.api import OpenMaya as om

from a2f_maya.maya.arrays import DoubleArray
from a2f_maya.maya.nodes.correspondence_places import read_pairs


@dataclass(frozen=True)
class DrawnPoints:
    """What is drawn of a correspondence, in the space of its locator.

    Attributes
    ----------
    source, target : np.ndarray [shape=(n, 3), float64]
    selected : np.ndarray [shape=(n,), bool]
        Which pairs are highlighted.
    names : tuple of str
        Text at each target; empty where none is shown.
    radius : float
        Of the spheres.
    lines : bool
        Whether the two points of a pair are joined.
    """

    source: DoubleArray
    target: DoubleArray
    selected: npt.NDArray[np.bool_]
    names: tuple[str, ...]
    radius: float
    lines: bool


def drawn_points(
    source: DoubleArray,
    target: DoubleArray,
    numbers: tuple[int, ...],
    *,
    selected: frozenset[int] = frozenset(),
    names: tuple[str, ...] = (),
    size: float = 1.0,
    lines: bool = True,
    to_locator: DoubleArray | None = None,
) -> DrawnPoints:
    """What is drawn of pairs.

    Parameters
    ----------
    source, target : np.ndarray [shape=(n, 3)]
        In the world.
    numbers : tuple of int
        Which pair each row is.
    selected : frozenset of int
        Highlighted pairs.
    names : tuple of str
        Of all pairs, by their numbers; empty for no names.
    size : float
        Diameter of a point in the world.
    lines : bool
        Join the points of a pair.
    to_locator : np.ndarray [shape=(4, 4)], optional
        From the world to the locator, for row vectors.
    """
    matrix = np.eye(4) if to_locator is None else to_locator
    return DrawnPoints(
        source=source @ matrix[:3, :3] + matrix[3, :3],
        target=target @ matrix[:3, :3] + matrix[3, :3],
        selected=np.array([number in selected for number in numbers], np.bool_),
        names=tuple(names[number] for number in numbers) if names else ("",) * len(numbers),
        # a scaled locator must not scale what it shows
        radius=0.5 * max(size, 0.0) * abs(float(np.linalg.det(matrix[:3, :3]))) ** (1 / 3),
        lines=lines,
    )


def drawing_of(path: Any) -> DrawnPoints:
    """What is drawn of a locator at the moment.

    Parameters
    ----------
    path : MDagPath
        The locator.
    """
    node = om.MFnDependencyNode(path.node())
    names: tuple[str, ...] = ()
    if _plug(node, "showNames").asBool():
        pairs, _ = read_pairs(_plug(node, "correspondence").asString())
        names = tuple(pair.name or str(number) for number, pair in enumerate(pairs))
    return drawn_points(
        _vectors(_plug(node, "sourcePoints")),
        _vectors(_plug(node, "targetPoints")),
        tuple(_whole_numbers(_plug(node, "drawnPairs"))),
        selected=frozenset(_whole_numbers(_plug(node, "selectedPairs"))),
        names=names,
        size=_plug(node, "displaySize").asDouble(),
        lines=_plug(node, "showLines").asBool(),
        to_locator=np.array(list(path.inclusiveMatrixInverse()), float).reshape(4, 4),
    )


def box_of(drawn: DrawnPoints) -> Any:
    """An ``MBoundingBox`` round everything that is drawn; a point at the locator for nothing."""
    points = np.concatenate([drawn.source, drawn.target])
    if not len(points):
        return om.MBoundingBox(om.MPoint(), om.MPoint())
    low, high = points.min(axis=0) - drawn.radius, points.max(axis=0) + drawn.radius
    return om.MBoundingBox(om.MPoint(*low.tolist()), om.MPoint(*high.tolist()))


def _plug(node: Any, name: str) -> Any:
    return node.findPlug(name, False)


def _whole_numbers(plug: Any) -> list[int]:
    return list(om.MFnIntArrayData(plug.asMObject()).array())


def _vectors(plug: Any) -> DoubleArray:
    rows = [list(vector) for vector in om.MFnVectorArrayData(plug.asMObject()).array()]
    return np.array(rows, float).reshape(-1, 3)
