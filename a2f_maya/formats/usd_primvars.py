"""Texture coordinates and colours of a USD mesh, one for each vertex."""

from __future__ import annotations

from typing import Any

import numpy as np

from a2f_maya.formats.usd_stage import import_pxr
from a2f_maya.mesh import FloatArray, Mesh

TEXTURE_NAMES = ("st", "map1", "UVMap", "uv", "st0")
"""What exporters call the first set of texture coordinates, USD's own name first."""


def vertex_uvs(prim: Any, mesh: Mesh, time: Any) -> FloatArray | None:
    """Texture coordinates [shape=(V, 2), float32]; on a seam those of the first corner."""
    variables = import_pxr("UsdGeom").PrimvarsAPI(prim)
    for name in TEXTURE_NAMES:
        values = _vertex_values(variables.GetPrimvar(name), mesh, time, 2)
        if values is not None:
            return values
    return None


def vertex_colors(prim: Any, mesh: Mesh, time: Any) -> FloatArray | None:
    """Display colours [shape=(V, 3), float32] if they differ from vertex to vertex."""
    variables = import_pxr("UsdGeom").PrimvarsAPI(prim)
    return _vertex_values(variables.GetPrimvar("displayColor"), mesh, time, 3)


def _vertex_values(variable: Any, mesh: Mesh, time: Any, columns: int) -> FloatArray | None:
    """Values for each vertex; None where there are none, or not as many as there should be."""
    geom = import_pxr("UsdGeom")
    flat = variable.ComputeFlattened(time) if variable and variable.HasValue() else None
    values = np.array([] if flat is None else flat, dtype=np.float32)
    if values.ndim != 2 or values.shape[1] != columns or not np.isfinite(values).all():
        return None
    interpolation = variable.GetInterpolation()
    if interpolation in {geom.Tokens.vertex, geom.Tokens.varying}:
        return values if len(values) == len(mesh.points) else None
    if interpolation != geom.Tokens.faceVarying or len(values) != len(mesh.face_indices):
        return None
    spread = np.zeros((len(mesh.points), columns), np.float32)
    vertices, first = np.unique(mesh.face_indices, return_index=True)
    spread[vertices] = values[first]
    return spread
