"""A USD head: meshes with blendshapes under a SkelRoot, optionally with their animation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from a2f_maya.errors import OutputError
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
from a2f_maya.formats.weight_tables import check_finite, check_track
from a2f_maya.mesh import FloatArray, ShapedMesh
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack

JOINT = "head"


def write_usd_head(
    path: Path,
    parts: Sequence[ShapedMesh],
    track: WeightTrack | None = None,
    progress: Progress | None = None,
    space: StageSpace = CENTIMETRES,
) -> None:
    """Write ``/World/<stem>``: a SkelRoot with a one-joint Skeleton, meshes and BlendShapes.

    A BlendShape lists only the vertices that move.

    Parameters
    ----------
    path : Path
        ``.usda`` or ``.usdc``.
    parts : sequence of ShapedMesh
        Poses of several meshes may share a name: they move together.
    track : WeightTrack, optional
        Animation, bound to the Skeleton. Its poses are matched with those of the meshes ignoring
        case; poses that no mesh has are left out.
    progress : Progress, optional
    space : StageSpace
        Up axis and unit of the meshes.

    Raises
    ------
    OutputError
        If the parts do not fit together, a number is not finite or the file cannot be written.
    MissingDependencyError
        Without the USD library.
    """
    _check(path, parts, track)
    with usd_path(path) as temporary:
        _write_stage(temporary, path.stem, parts, track, progress or Progress(), space)


def _check(path: Path, parts: Sequence[ShapedMesh], track: WeightTrack | None) -> None:
    if path.suffix not in {".usda", ".usdc"}:
        raise OutputError(f"Cannot write {path}: its name must end in .usda or .usdc.")
    names = [prim_name(part.mesh.name) for part in parts]
    if not names or len(set(names)) < len(names):
        raise OutputError(f"Cannot write {path}: give at least one mesh and each its own name.")
    if not all(len(part.mesh.points) for part in parts):
        raise OutputError(f"Cannot write {path}: a mesh has no vertices; leave it out.")
    for part in parts:
        if len({prim_name(name) for name in part.names}) < len(part.names):
            raise OutputError(
                f"Cannot write {path}: two poses of mesh '{part.mesh.name}' have one name in USD; "
                "rename one."
            )
        check_finite(path, part.mesh.points, ["x", "y", "z"], "vertex")
        if part.deltas is not None:
            check_finite(path, np.abs(part.deltas).max(axis=2).T, part.names, "vertex")
    if track is not None:
        check_track(path, track)


def _write_stage(
    path: Path,
    name: str,
    parts: Sequence[ShapedMesh],
    track: WeightTrack | None,
    progress: Progress,
    space: StageSpace,
) -> None:
    usd, geom, skel = import_pxr("Usd"), import_pxr("UsdGeom"), import_pxr("UsdSkel")
    stage = usd.Stage.CreateInMemory()
    set_metadata(stage, track.rate if track else FrameRate(1), len(track) if track else 0, space)
    stage.SetDefaultPrim(geom.Xform.Define(stage, "/World").GetPrim())
    root = skel.Root.Define(stage, f"/World/{prim_name(name)}")
    lowest_highest = [extent(part.mesh.points) for part in parts]
    _set_extent(root, extent(np.concatenate(lowest_highest)))
    skeleton = _define_skeleton(stage, root)
    for done, part in enumerate(parts, start=1):
        _define_part(stage, root, skeleton, part)
        progress.update(done / len(parts), f"Writing {part.mesh.name}")
    if track is not None:
        _define_animation(stage, root, skeleton, parts, track)
    if not stage.GetRootLayer().Export(str(path)):
        raise OutputError(
            f"Cannot write {path}: the USD library refused it; choose another folder."
        )


def _set_extent(prim: Any, corners: FloatArray) -> None:
    prim.CreateExtentAttr(import_pxr("Vt").Vec3fArray.FromNumpy(corners))


def _define_skeleton(stage: Any, root: Any) -> Any:
    gf, skel = import_pxr("Gf"), import_pxr("UsdSkel")
    skeleton = skel.Skeleton.Define(stage, root.GetPath().AppendChild("Skeleton"))
    skeleton.CreateJointsAttr([JOINT])
    skeleton.CreateBindTransformsAttr([gf.Matrix4d(1.0)])
    skeleton.CreateRestTransformsAttr([gf.Matrix4d(1.0)])
    return skeleton


def _define_part(stage: Any, root: Any, skeleton: Any, part: ShapedMesh) -> None:
    skel, vt = import_pxr("UsdSkel"), import_pxr("Vt")
    path = root.GetPath().AppendChild(prim_name(part.mesh.name))
    prim = define_mesh(stage, path, part.mesh)
    prim.CreatePointsAttr(vt.Vec3fArray.FromNumpy(np.ascontiguousarray(part.mesh.points)))
    _set_extent(prim, extent(part.mesh.points))
    binding = skel.BindingAPI.Apply(prim.GetPrim())
    binding.CreateSkeletonRel().SetTargets([skeleton.GetPath()])
    binding.CreateJointIndicesPrimvar(constant=True, elementSize=1).Set([0])
    binding.CreateJointWeightsPrimvar(constant=True, elementSize=1).Set([1.0])
    if part.deltas is None:
        return
    targets = [
        _define_shape(stage, path.AppendChild(prim_name(name)), deltas)
        for name, deltas in zip(part.names, part.deltas, strict=True)
    ]
    binding.CreateBlendShapesAttr(list(part.names))
    binding.CreateBlendShapeTargetsRel().SetTargets(targets)


def _define_shape(stage: Any, path: Any, deltas: FloatArray) -> Any:
    """Write the vertices that move, at least one because an empty shape is not valid."""
    skel, vt = import_pxr("UsdSkel"), import_pxr("Vt")
    moved = np.flatnonzero(np.any(deltas != 0, axis=1)).astype(np.int32)
    if not len(moved):
        moved = np.zeros(1, dtype=np.int32)
    shape = skel.BlendShape.Define(stage, path)
    shape.CreateOffsetsAttr(vt.Vec3fArray.FromNumpy(np.ascontiguousarray(deltas[moved])))
    shape.CreatePointIndicesAttr(vt.IntArray.FromNumpy(moved))
    return path


def _define_animation(
    stage: Any, root: Any, skeleton: Any, parts: Sequence[ShapedMesh], track: WeightTrack
) -> None:
    gf, skel, vt = import_pxr("Gf"), import_pxr("UsdSkel"), import_pxr("Vt")
    # A SkelAnimation drives shapes by exact name, so the meshes' spelling is the one to use.
    spelling = {name.lower(): name for part in parts for name in part.names}
    columns = [i for i, name in enumerate(track.names) if name.lower() in spelling]
    animation = skel.Animation.Define(stage, root.GetPath().AppendChild("Animation"))
    animation.CreateJointsAttr([JOINT])
    animation.CreateTranslationsAttr([gf.Vec3f(0.0)])
    animation.CreateRotationsAttr([gf.Quatf(1.0)])
    animation.CreateScalesAttr([gf.Vec3h(1.0)])
    animation.CreateBlendShapesAttr([spelling[track.names[i].lower()] for i in columns])
    weights = animation.CreateBlendShapeWeightsAttr()
    rows = np.ascontiguousarray(track.weights[:, columns], dtype=np.float32)
    for frame, row in enumerate(rows):
        weights.Set(vt.FloatArray.FromNumpy(row), frame)
    skel.BindingAPI.Apply(skeleton.GetPrim()).CreateAnimationSourceRel().SetTargets(
        [animation.GetPath()]
    )
