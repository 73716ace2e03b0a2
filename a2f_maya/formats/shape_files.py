"""Meshes with all their poses: a USD head, or a folder with one OBJ file a pose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from a2f_maya.errors import OutputError
from a2f_maya.formats.obj import write_obj_files
from a2f_maya.formats.usd_head import write_usd_head
from a2f_maya.formats.usd_stage import CENTIMETRES, StageSpace
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.names import NEUTRAL
from a2f_maya.progress import Progress

USD_ENDINGS = (".usda", ".usdc")


def write_shapes(
    out: Path,
    parts: Sequence[ShapedMesh],
    space: StageSpace = CENTIMETRES,
    progress: Progress | None = None,
) -> list[Path]:
    """Write meshes with their poses.

    Parameters
    ----------
    out : Path
        ``.usda`` or ``.usdc``; else a folder for ``neutral.obj`` and one OBJ file for each pose,
        with a folder in it for each mesh where there are several. ``.obj`` at the end of the
        folder's name is left out.
    parts : sequence of ShapedMesh
    space : StageSpace
        Up axis and unit that a USD file states.
    progress : Progress, optional

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    OutputError
        If two poses need one file name, a number is not finite or a file cannot be written; then
        nothing is.
    MissingDependencyError
        For USD without the USD library.
    """
    if out.suffix in USD_ENDINGS:
        write_usd_head(out, parts, progress=progress, space=space)
        return [out]
    top = shape_folder(out)
    files: dict[Path, Sequence[Mesh]] = {}
    for part in parts:
        folder = top if len(parts) == 1 else top / _file_name(part.mesh.name)
        posed = {folder / f"{NEUTRAL}.obj": [part.mesh]}
        for index, name in enumerate(part.names):
            posed[folder / f"{_file_name(name)}.obj"] = [part.posed(index)]
        if len(posed) < len(part.names) + 1 or set(posed) & set(files):
            raise OutputError(
                f"Cannot write {out}: two meshes or poses need one file name; rename one."
            )
        files.update(posed)
    write_obj_files(files, progress)
    return list(files)


def shape_folder(out: Path) -> Path:
    """The folder that `write_shapes` fills."""
    return out.with_suffix("") if out.suffix == ".obj" else out


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.+-]", "_", name)
