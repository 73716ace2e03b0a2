"""Reading an animated mesh out of a USD file: points or transforms with time samples."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from a2f_maya.errors import FormatError, ParameterError
from a2f_maya.formats.mesh_files import choose_mesh, read_meshes
from a2f_maya.formats.usd_reading import (
    opened_stage,
    position_attributes,
    visible_meshes,
    world_matrix,
)
from a2f_maya.mesh import FloatArray, Mesh
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import PointStream


@dataclass(frozen=True)
class PointCache:
    """A mesh that moves.

    Attributes
    ----------
    mesh : Mesh
        At rest, see `a2f_maya.formats.usd_meshes.read_usd_meshes`.
    stream : PointStream
        World positions at each whole time code; a single frame where nothing moves.
    first_frame : int
        Time code of the first frame.
    """

    mesh: Mesh
    stream: PointStream
    first_frame: int


def read_usd_points(path: Path, name: str | None = None) -> PointCache:
    """Read how one mesh of a stage moves.

    Parameters
    ----------
    path : Path
        ``.usda``, ``.usdc`` or ``.usd``.
    name : str, optional
        See `a2f_maya.formats.mesh_files.read_mesh`.

    Returns
    -------
    PointCache
        Its stream opens the file again whenever it is read, one frame a block.

    Raises
    ------
    FormatError
        If the file cannot be read, the mesh is damaged or there is none; the stream too, if the
        number of points changes.
    MissingDependencyError
        Without the USD library.
    """
    content = read_meshes(path)
    chosen = choose_mesh(path, content, name)
    number = next(i for i, part in enumerate(content.parts) if part is chosen)
    with opened_stage(path) as stage:
        rate = _rate(path, stage)
        first, count = _frames(visible_meshes(stage)[number])
    vertex_count = len(chosen.mesh.points)

    def blocks() -> Iterator[FloatArray]:
        with opened_stage(path) as stage:
            prim = visible_meshes(stage)[number]
            for frame in range(first, first + count):
                yield _points(path, prim, frame, vertex_count)[None]

    stream = PointStream(rate, chosen.mesh.name, count, vertex_count, blocks)
    return PointCache(chosen.mesh, stream, first)


def _rate(path: Path, stage: Any) -> FrameRate:
    rate = stage.GetTimeCodesPerSecond()
    try:
        return FrameRate.parse(rate)
    except ParameterError as error:
        raise FormatError(f"Cannot read {path}: {error}") from error


def _frames(prim: Any) -> tuple[int, int]:
    """First whole time code and the number of them, from the first sample to the last."""
    times = [time for attribute in position_attributes(prim) for time in attribute.GetTimeSamples()]
    if not times:
        return 0, 1
    first = math.ceil(min(times))
    return first, max(math.floor(max(times)) - first + 1, 1)


def _points(path: Path, prim: Any, frame: int, vertex_count: int) -> FloatArray:
    from_usd = prim.GetAttribute("points").Get(frame)
    points = np.array([] if from_usd is None else from_usd, np.float64).reshape(-1, 3)
    if len(points) != vertex_count:
        raise FormatError(
            f"Cannot read {path}: mesh '{prim.GetName()}' has {len(points)} points at frame "
            f"{frame} instead of {vertex_count}; export a mesh of constant topology."
        )
    matrix = world_matrix(prim, frame)
    placed: FloatArray = (points @ matrix[:3, :3] + matrix[3, :3]).astype(np.float32)
    return placed
