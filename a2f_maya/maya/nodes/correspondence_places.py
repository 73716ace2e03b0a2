"""Where the pairs of a correspondence lie on two meshes as they are now (API 2.0)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from maya.api import OpenMaya as om

from a2f_maya.correspondence import Correspondence, SurfacePoint, positions
from a2f_maya.errors import CorrespondenceError, FormatError
from a2f_maya.formats.correspondence_json import parse_correspondence
from a2f_maya.mesh import Mesh

DoubleArray = npt.NDArray[np.float64]

_ORIGIN = "the correspondence of the locator"


@dataclass(frozen=True)
class Places:
    """The pairs that lie on both meshes.

    Attributes
    ----------
    numbers : tuple of int
        Which pairs they are.
    source, target : np.ndarray [shape=(len(numbers), 3), float64]
        In the space of the world, in centimetres.
    skipped : int
        Pairs of which a point does not exist on its mesh.
    problem : str
        Why there are no pairs at all; empty if nothing is wrong.
    """

    numbers: tuple[int, ...]
    source: DoubleArray
    target: DoubleArray
    skipped: int = 0
    problem: str = ""


@lru_cache(maxsize=32)
def read_pairs(text: str) -> tuple[Correspondence, str]:
    """The pairs of an attribute's text, and what is wrong with it."""
    if not text.strip():
        return (), ""
    try:
        return parse_correspondence(text, _ORIGIN), ""
    except (FormatError, CorrespondenceError) as error:
        return (), str(error)


def places(
    text: str, source: Any, target: Any, source_matrix: DoubleArray, target_matrix: DoubleArray
) -> Places:
    """Find all pairs on two meshes.

    Parameters
    ----------
    text : str
        JSON of the pairs.
    source, target : MFnMesh or None
        Functions on the data of the meshes; None for a mesh that is missing.
    source_matrix, target_matrix : np.ndarray [shape=(4, 4)]
        To the world, for row vectors.
    """
    pairs, problem = read_pairs(text)
    none = np.empty((0, 3))
    if source is None or target is None or not pairs:
        return Places((), none, none, problem=problem)
    numbers, found = [], []
    for number, pair in enumerate(pairs):
        try:
            found.append((_position(pair.source, source), _position(pair.target, target)))
        except CorrespondenceError:
            continue
        numbers.append(number)
    both = np.array(found).reshape(-1, 2, 3)
    return Places(
        tuple(numbers),
        _in_world(both[:, 0], source_matrix),
        _in_world(both[:, 1], target_matrix),
        skipped=len(pairs) - len(numbers),
    )


def _position(point: SurfacePoint, mesh: Any) -> DoubleArray:
    """One point, on a mesh of its corners alone: the whole one would take too long to read."""
    face = mesh.numPolygons if point.face is None else point.face
    if point.vertex is not None:
        vertices = [point.vertex] if 0 <= point.vertex < mesh.numVertices else []
        alone = SurfacePoint(vertex=0)
    else:
        vertices = list(mesh.getPolygonVertices(face)) if 0 <= face < mesh.numPolygons else []
        alone = SurfacePoint(face=0, barycentric=point.barycentric)
    if not vertices:
        raise CorrespondenceError("The point is not on this mesh; pick it again.")
    corners = [list(mesh.getPoint(vertex, om.MSpace.kObject))[:3] for vertex in vertices]
    is_face = len(vertices) >= 3
    small = Mesh(
        "",
        np.array(corners, np.float32),
        np.full(int(is_face), len(vertices), np.int32),
        np.arange(len(vertices) if is_face else 0, dtype=np.int32),
    )
    place: DoubleArray = positions([alone], small)[0]
    return place


def _in_world(points: DoubleArray, matrix: DoubleArray) -> DoubleArray:
    moved: DoubleArray = points @ matrix[:3, :3] + matrix[3, :3]
    return moved
