"""What all USD readers share: opening a stage, and where its visible meshes are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import FormatError
from a2f_maya.formats.usd_stage import StageSpace, import_pxr

DoubleArray = npt.NDArray[np.float64]


@contextmanager
def opened_stage(path: Path) -> Iterator[Any]:
    """A stage for reading; what the library complains about becomes one sentence.

    Raises
    ------
    FormatError
        If the file cannot be opened.
    MissingDependencyError
        Without the USD library.
    """
    errors, usd = import_pxr("Tf").ErrorException, import_pxr("Usd")
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise FormatError(
            f"Cannot read {path}: {error.strerror or error}; check the name and its rights."
        ) from error
    try:
        yield usd.Stage.Open(str(path))
    except errors as error:
        raise FormatError(
            f"Cannot read {path}: it is not a USD file, or a damaged one; export it again."
        ) from error


def stage_space(stage: Any) -> StageSpace:
    """Up axis and unit of a stage, USD's own defaults where it says nothing."""
    geom = import_pxr("UsdGeom")
    up_axis = "z" if geom.GetStageUpAxis(stage) == geom.Tokens.z else "y"
    return StageSpace(up_axis, float(geom.GetStageMetersPerUnit(stage)))


def visible_meshes(stage: Any) -> list[Any]:
    """All mesh prims with faces that are neither hidden nor guides, instances included."""
    usd, geom = import_pxr("Usd"), import_pxr("UsdGeom")
    everything = usd.PrimRange.Stage(stage, usd.TraverseInstanceProxies())
    return [prim for prim in everything if prim.IsA(geom.Mesh) and _is_shown(geom.Mesh(prim))]


def _is_shown(mesh: Any) -> bool:
    geom = import_pxr("UsdGeom")
    if mesh.ComputePurpose() == geom.Tokens.guide:
        return False
    time = reading_time(mesh.GetPrim())
    if mesh.ComputeVisibility(time) == geom.Tokens.invisible:
        return False
    return bool(mesh.GetPointsAttr().Get(time)) and bool(mesh.GetFaceVertexCountsAttr().Get(time))


def reading_time(prim: Any) -> Any:
    """The default time, or the earliest if points or transforms exist only as samples."""
    usd = import_pxr("Usd")
    only_samples = any(
        attribute.GetNumTimeSamples() and attribute.Get(usd.TimeCode.Default()) is None
        for attribute in position_attributes(prim)
    )
    return usd.TimeCode.EarliestTime() if only_samples else usd.TimeCode.Default()


def position_attributes(prim: Any) -> list[Any]:
    """The attributes that say where a mesh prim's points are: its own and those of its parents."""
    geom = import_pxr("UsdGeom")
    attributes = [geom.Mesh(prim).GetPointsAttr()]
    while not prim.IsPseudoRoot():
        if prim.IsA(geom.Xformable):
            attributes += [op.GetAttr() for op in geom.Xformable(prim).GetOrderedXformOps()]
        prim = prim.GetParent()
    return attributes


def world_matrix(prim: Any, time: Any) -> DoubleArray:
    """A prim's place in the world [shape=(4, 4), float64], for row vectors."""
    matrix = import_pxr("UsdGeom").Xformable(prim).ComputeLocalToWorldTransform(time)
    return np.array(matrix, dtype=np.float64)
