"""Reading meshes with their blendshapes out of USD files, and writing plain ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from a2f_maya.errors import FormatError, MeshError, OutputError
from a2f_maya.formats.usd_primvars import vertex_colors, vertex_uvs
from a2f_maya.formats.usd_reading import (
    DoubleArray,
    opened_stage,
    reading_time,
    stage_space,
    visible_meshes,
    world_matrix,
)
from a2f_maya.formats.usd_stage import (
    CENTIMETRES,
    StageSpace,
    define_mesh,
    extent,
    import_pxr,
    prim_name,
    set_metadata,
    usd_path,
)
from a2f_maya.formats.weight_tables import check_finite
from a2f_maya.mesh import FloatArray, IntArray, Mesh, ShapedMesh
from a2f_maya.timing import FrameRate

READ_ENDINGS = (".usda", ".usdc", ".usd")


def read_usd_meshes(path: Path) -> tuple[list[ShapedMesh], StageSpace]:
    """Read every visible mesh of a stage with its blendshapes, in world space and at rest.

    Rest is the default time, or the first sample of what has no default. Faces are counter-
    clockwise seen from outside whatever orientation or mirroring the file uses. Hidden meshes and
    guides are left out, instances count as meshes of their own; subdivision, skinning and inbetween
    shapes are passed over.

    Parameters
    ----------
    path : Path
        ``.usda``, ``.usdc`` or ``.usd``.

    Returns
    -------
    meshes : list of ShapedMesh
        In the order of the stage, named after their prims; where two prims share a name, after
        their whole paths.
    space : StageSpace

    Raises
    ------
    FormatError
        If the file cannot be read, has no visible mesh, or a mesh or shape is damaged.
    MissingDependencyError
        Without the USD library.
    """
    with opened_stage(path) as stage:
        prims = visible_meshes(stage)
        if not prims:
            raise FormatError(
                f"Cannot read {path}: it has no visible mesh with faces; choose another file."
            )
        counted = Counter(prim.GetName() for prim in prims)
        meshes = [
            _shaped_mesh(path, prim, _unique_name(prim, counted[prim.GetName()])) for prim in prims
        ]
        return meshes, stage_space(stage)


def write_usd_meshes(path: Path, meshes: Sequence[Mesh], space: StageSpace = CENTIMETRES) -> None:
    """Write ``/World/<mesh>`` for each mesh, without time, skeleton or shapes.

    Parameters
    ----------
    path : Path
        ``.usda`` or ``.usdc``.
    meshes : sequence of Mesh
    space : StageSpace

    Raises
    ------
    OutputError
        If two meshes have one name, a position is not finite or the file cannot be written.
    MissingDependencyError
        Without the USD library.
    """
    names = [prim_name(mesh.name) for mesh in meshes]
    if not names or len(set(names)) < len(names):
        raise OutputError(f"Cannot write {path}: give at least one mesh and each its own name.")
    for mesh in meshes:
        check_finite(path, mesh.points, ["x", "y", "z"], "vertex")
    with usd_path(path) as temporary:
        usd, geom, vt = import_pxr("Usd"), import_pxr("UsdGeom"), import_pxr("Vt")
        stage = usd.Stage.CreateInMemory()
        set_metadata(stage, FrameRate(1), 0, space)
        stage.SetDefaultPrim(geom.Xform.Define(stage, "/World").GetPrim())
        for mesh, name in zip(meshes, names, strict=True):
            prim = define_mesh(stage, f"/World/{name}", mesh)
            prim.CreatePointsAttr(vt.Vec3fArray.FromNumpy(np.ascontiguousarray(mesh.points)))
            prim.CreateExtentAttr(vt.Vec3fArray.FromNumpy(extent(mesh.points)))
        if not stage.GetRootLayer().Export(str(temporary)):
            raise OutputError(
                f"Cannot write {path}: the USD library refused it; choose another folder."
            )


def read_usd_mesh(path: Path, prim: Any, name: str) -> Mesh:
    """One mesh prim in world space and at rest.

    Raises
    ------
    FormatError
        If it is damaged.
    """
    geom = import_pxr("UsdGeom").Mesh(prim)
    time = reading_time(prim)
    points = np.array(geom.GetPointsAttr().Get(time), dtype=np.float32).reshape(-1, 3)
    counts = _whole_numbers(geom.GetFaceVertexCountsAttr(), time)
    indices = _whole_numbers(geom.GetFaceVertexIndicesAttr(), time)
    matrix = world_matrix(prim, time)
    for what, table in (("vertex", points), ("row of the transform", matrix)):
        if not np.isfinite(table).all():
            row = int(np.argwhere(~np.isfinite(table))[0, 0])
            raise FormatError(
                f"Cannot read {path}: {what} {row} of mesh '{name}' is not finite; export it again."
            )
    placed = (points.astype(np.float64) @ matrix[:3, :3] + matrix[3, :3]).astype(np.float32)
    try:
        mesh = Mesh(name, placed, counts, indices)
    except MeshError as error:
        raise FormatError(f"Cannot read {path}: {error}") from error
    left_handed = geom.GetOrientationAttr().Get(time) == import_pxr("UsdGeom").Tokens.leftHanded
    turned = left_handed != bool(np.linalg.det(matrix[:3, :3]) < 0)
    return Mesh(
        name,
        placed,
        counts,
        _turned(counts, indices) if turned else indices,
        vertex_uvs(prim, mesh, time),
        vertex_colors(prim, mesh, time),
    )


def _whole_numbers(attribute: Any, time: Any) -> IntArray:
    values = attribute.Get(time)
    return np.array([] if values is None else values, dtype=np.int32)


def _turned(counts: IntArray, indices: IntArray) -> IntArray:
    """Every face walked the other way round, from the same first corner."""
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    inside = np.arange(len(indices)) - starts
    order = starts + (np.repeat(counts, counts) - inside) % np.repeat(counts, counts)
    turned: IntArray = indices[order]
    return turned


def _unique_name(prim: Any, count: int) -> str:
    return str(prim.GetName()) if count == 1 else str(prim.GetPath())


def _shaped_mesh(path: Path, prim: Any, name: str) -> ShapedMesh:
    mesh = read_usd_mesh(path, prim, name)
    binding = import_pxr("UsdSkel").BindingAPI(prim)
    names = tuple(str(token) for token in binding.GetBlendShapesAttr().Get() or ())
    targets = binding.GetBlendShapeTargetsRel().GetTargets()
    if len(names) != len(targets):
        raise FormatError(
            f"Cannot read {path}: mesh '{name}' names {len(names)} blendshapes, but refers to "
            f"{len(targets)}; export it again."
        )
    if not names:
        return ShapedMesh(mesh)
    linear = world_matrix(prim, reading_time(prim))[:3, :3]
    deltas = np.zeros((len(names), len(mesh.points), 3), np.float32)
    for row, pose, target in zip(deltas, names, targets, strict=True):
        shape = prim.GetStage().GetPrimAtPath(target)
        _fill_shape(row, shape, linear, f"Cannot read {path}: blendshape '{pose}' of '{name}'")
    try:
        return ShapedMesh(mesh, names, deltas)
    except MeshError as error:
        raise FormatError(f"Cannot read {path}: {error}") from error


def _fill_shape(deltas: FloatArray, prim: Any, linear: DoubleArray, complaint: str) -> None:
    skel = import_pxr("UsdSkel")
    if not prim or not prim.IsA(skel.BlendShape):
        raise FormatError(f"{complaint} is not in the file; export it again.")
    shape = skel.BlendShape(prim)
    offsets = np.array(shape.GetOffsetsAttr().Get() or [], dtype=np.float64).reshape(-1, 3)
    listed = shape.GetPointIndicesAttr().Get()
    rows = np.array(listed if listed else range(len(deltas)), dtype=np.int64)
    outside = bool(((rows < 0) | (rows >= len(deltas))).any())
    if len(rows) != len(offsets) or outside:
        raise FormatError(f"{complaint} does not fit the {len(deltas)} vertices; export it again.")
    if not np.isfinite(offsets).all():
        raise FormatError(f"{complaint} has an offset that is not finite; export it again.")
    deltas[rows] = offsets @ linear
