"""What all USD writers share: names, stage metadata and static meshes."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from a2f_maya.errors import MissingDependencyError
from a2f_maya.files import atomic_path, output_error
from a2f_maya.mesh import FloatArray, Mesh
from a2f_maya.timing import FrameRate


@dataclass(frozen=True)
class StageSpace:
    """What the coordinates of a stage mean.

    Attributes
    ----------
    up_axis : str
        ``y`` or ``z``.
    meters_per_unit : float
    """

    up_axis: str = "y"
    meters_per_unit: float = 0.01


CENTIMETRES = StageSpace()
"""The space of our head and of everything that Maya shows: Y up."""


def import_pxr(module: str) -> Any:
    """One module of the USD library, for example ``Sdf``.

    Raises
    ------
    MissingDependencyError
        If there is no USD library.
    """
    try:
        return importlib.import_module(f"pxr.{module}")
    except ImportError as error:
        raise MissingDependencyError(
            "usd-core",
            "This USD file",
            "pip install usd-core (inside Maya: load the plug-in mayaUsdPlugin)",
        ) from error


@contextmanager
def usd_path(target: Path) -> Iterator[Path]:
    """Do as `atomic_path` for a file that the USD library writes, and speak of its errors as ours.

    Raises
    ------
    OutputError
        If the library cannot write the file.
    MissingDependencyError
        If there is no USD library.
    """
    errors = import_pxr("Tf").ErrorException
    with atomic_path(target) as temporary:
        try:
            yield temporary
        except errors as error:
            # the library repeats itself for every block; the system's own words come first
            stated = re.search(r"(?:writing file|for writing)[^:]*: ([^'\n]+)", str(error))
            reason = stated.group(1) if stated else "the USD library could not write it"
            raise output_error(target, OSError(0, reason)) from None


def prim_name(text: str) -> str:
    """Turn a text into a prim name for every USD release: ASCII letters, digits and ``_``."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", text) or "_"
    return f"_{name}" if name[0].isdigit() else name


def rate_number(rate: FrameRate) -> int | float:
    """Frames per second; whole rates as int, because readers of the text expect that."""
    return rate.numerator if rate.denominator == 1 else rate.fps


def set_metadata(
    stage: Any,
    rate: FrameRate,
    frame_count: int,
    space: StageSpace = CENTIMETRES,
    first_frame: int = 0,
) -> None:
    """Say unit, up axis and, if there are frames, that a time code is the number of a frame."""
    geom = import_pxr("UsdGeom")
    geom.SetStageMetersPerUnit(stage, space.meters_per_unit)
    geom.SetStageUpAxis(stage, geom.Tokens.z if space.up_axis == "z" else geom.Tokens.y)
    if frame_count:
        stage.SetFramesPerSecond(rate.fps)
        stage.SetTimeCodesPerSecond(rate.fps)
        stage.SetStartTimeCode(first_frame)
        stage.SetEndTimeCode(first_frame + frame_count - 1)


def extent(points: FloatArray) -> FloatArray:
    """Find the lowest and highest corner [shape=(2, 3)] of points [shape=(V, 3)]."""
    # One axis at a time is ten times as fast as all three at once.
    axes = [points[:, axis] for axis in range(3)]
    return np.array([[a.min() for a in axes], [a.max() for a in axes]], dtype=np.float32)


def define_mesh(stage: Any, path: str, mesh: Mesh, subdivision: str = "none") -> Any:
    """Define a UsdGeomMesh with its faces, texture coordinates and colours, but no points yet.

    Parameters
    ----------
    stage : Usd.Stage
    path : str
    mesh : Mesh
    subdivision : str
        USD's subdivisionScheme: ``none`` shows the polygons as they are, ``catmullClark`` a smooth
        surface.
    """
    geom, sdf, vt = import_pxr("UsdGeom"), import_pxr("Sdf"), import_pxr("Vt")
    prim = geom.Mesh.Define(stage, path)
    prim.CreateSubdivisionSchemeAttr(subdivision)
    prim.CreateFaceVertexCountsAttr(vt.IntArray.FromNumpy(np.ascontiguousarray(mesh.face_counts)))
    prim.CreateFaceVertexIndicesAttr(vt.IntArray.FromNumpy(np.ascontiguousarray(mesh.face_indices)))
    variables = geom.PrimvarsAPI(prim)
    if mesh.uvs is not None:
        types = sdf.ValueTypeNames.TexCoord2fArray
        st = variables.CreatePrimvar("st", types, geom.Tokens.vertex)
        st.Set(vt.Vec2fArray.FromNumpy(np.ascontiguousarray(mesh.uvs)))
    if mesh.colors is not None:
        color = prim.CreateDisplayColorPrimvar(geom.Tokens.vertex)
        color.Set(vt.Vec3fArray.FromNumpy(np.ascontiguousarray(mesh.colors)))
    return prim
