"""A USD point cache: meshes with time-sampled points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a2f_maya.errors import OutputError
from a2f_maya.formats.point_blocks import checked_blocks
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
from a2f_maya.mesh import Mesh
from a2f_maya.progress import Progress
from a2f_maya.tracks import FloatArray, PointStream

_BYTES_IN_MEMORY = 32 * 2**20


def write_usd_points(
    path: Path,
    parts: Sequence[tuple[Mesh, PointStream]],
    subdivision: str = "none",
    progress: Progress | None = None,
    space: StageSpace = CENTIMETRES,
    first_frame: int = 0,
) -> None:
    """Write ``/World/<mesh>`` for each part, with ``points`` and ``extent`` sampled at every frame.

    The file grows block by block, so memory does not depend on the length of the clip. A time code
    is the number of a frame.

    Parameters
    ----------
    path : Path
        Ends in ``.usdc``.
    parts : sequence of (Mesh, PointStream)
        Topology, texture coordinates and colours come from the mesh, positions from the stream. All
        streams have one rate and one length.
    subdivision : str
        USD's subdivisionScheme, ``none`` or ``catmullClark``.
    progress : Progress, optional
    space : StageSpace
        Up axis and unit of the meshes.
    first_frame : int
        Time code of the streams' first frame.

    Raises
    ------
    OutputError
        If the parts do not fit together, a position is not finite or the file cannot be written.
    MissingDependencyError
        Without the USD library.
    """
    _check_parts(path, parts)
    names = [prim_name(mesh.name) for mesh, _ in parts]
    if len(set(names)) != len(names):
        raise OutputError(
            f"Cannot write {path}: two meshes have the same name; rename one ({', '.join(names)})."
        )
    with usd_path(path) as temporary:
        layout = _Layout(names, subdivision, space, first_frame)
        _write_layer(temporary, parts, layout, progress or Progress())


@dataclass(frozen=True)
class _Layout:
    names: Sequence[str]
    subdivision: str
    space: StageSpace
    first_frame: int


def _check_parts(path: Path, parts: Sequence[tuple[Mesh, PointStream]]) -> None:
    if path.suffix != ".usdc":
        raise OutputError(f"Cannot write {path}: the name of a USD point cache must end in .usdc.")
    if not parts:
        raise OutputError(f"Cannot write {path}: there is no mesh; choose at least one.")
    first = parts[0][1]
    for mesh, stream in parts:
        if len(mesh.points) != stream.vertex_count or not stream.vertex_count:
            raise OutputError(
                f"Cannot write {path}: mesh '{mesh.name}' has {len(mesh.points)} vertices, but its "
                f"animation has {stream.vertex_count}; use the mesh that was animated."
            )
        if (stream.rate, stream.frame_count) != (first.rate, first.frame_count):
            raise OutputError(
                f"Cannot write {path}: '{stream.name}' and '{first.name}' differ in rate or "
                "length; bake them together."
            )


def _write_layer(
    path: Path,
    parts: Sequence[tuple[Mesh, PointStream]],
    layout: _Layout,
    progress: Progress,
) -> None:
    # Stage and layer live in this function only: the library keeps the file open as long as they
    # do.
    sdf, usd, geom = import_pxr("Sdf"), import_pxr("Usd"), import_pxr("UsdGeom")
    layer = sdf.Layer.CreateNew(str(path))
    stage = usd.Stage.Open(layer)
    clip = parts[0][1]
    set_metadata(stage, clip.rate, clip.frame_count, layout.space, layout.first_frame)
    stage.SetDefaultPrim(geom.Xform.Define(stage, "/World").GetPrim())
    total = clip.frame_count * len(parts)
    for index, ((mesh, stream), name) in enumerate(zip(parts, layout.names, strict=True)):
        prim = define_mesh(stage, f"/World/{name}", mesh, layout.subdivision)
        attributes = prim.CreatePointsAttr(), prim.CreateExtentAttr()
        waiting = 0
        for done_frames, block in checked_blocks(path, stream):
            _set_samples(attributes, layout.first_frame + done_frames, block)
            waiting += block.nbytes
            if waiting >= _BYTES_IN_MEMORY:
                # Saving moves the samples from memory into the file.
                layer.Save()
                waiting = 0
            done = index * stream.frame_count + done_frames + len(block)
            progress.update(done / total, f"Writing {mesh.name}")
        layer.Save()


def _set_samples(attributes: tuple[Any, Any], first_frame: int, block: FloatArray) -> None:
    vt = import_pxr("Vt")
    points, corners = attributes
    for frame, positions in enumerate(block, start=first_frame):
        points.Set(vt.Vec3fArray.FromNumpy(positions), frame)
        corners.Set(vt.Vec3fArray.FromNumpy(extent(positions)), frame)
