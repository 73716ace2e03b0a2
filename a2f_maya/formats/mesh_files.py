"""Meshes in files of any kind that this package reads and writes: OBJ and USD, by the ending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.obj import read_obj, read_obj_parts, write_obj
from a2f_maya.formats.usd_head import write_usd_head
from a2f_maya.formats.usd_meshes import READ_ENDINGS, read_usd_meshes, write_usd_meshes
from a2f_maya.formats.usd_stage import CENTIMETRES, StageSpace
from a2f_maya.mesh import ShapedMesh

WRITE_ENDINGS = (".obj", ".usda", ".usdc")
SKIN = "skin"


@dataclass(frozen=True)
class MeshFile:
    """What a mesh file holds.

    Attributes
    ----------
    parts : tuple of ShapedMesh
        At least one, in the order of the file and in its own unit.
    up_axis : str or None
        ``y`` or ``z``; None where the format does not say.
    meters_per_unit : float or None
        None where the format does not say.
    """

    parts: tuple[ShapedMesh, ...]
    up_axis: str | None = None
    meters_per_unit: float | None = None

    @property
    def space(self) -> StageSpace:
        """Up axis and unit for a USD file of the same coordinates."""
        if self.up_axis is None or self.meters_per_unit is None:
            return CENTIMETRES
        return StageSpace(self.up_axis, self.meters_per_unit)


def read_meshes(path: Path) -> MeshFile:
    """Read all meshes of a file, with blendshapes where the format has them.

    Parameters
    ----------
    path : Path
        ``.obj``, ``.usda``, ``.usdc`` or ``.usd``.

    Raises
    ------
    FormatError
        If the ending is another one, the file is damaged, or there is no mesh in it.
    MissingDependencyError
        For USD without the USD library.
    """
    ending = path.suffix.lower()
    if ending == ".obj":
        return MeshFile(tuple(ShapedMesh(mesh) for mesh in read_obj_parts(path)))
    if ending in READ_ENDINGS:
        parts, space = read_usd_meshes(path)
        return MeshFile(tuple(parts), space.up_axis, space.meters_per_unit)
    raise FormatError(
        f"Cannot read {path}: a mesh file must end in .obj, {', '.join(READ_ENDINGS)}; export it "
        "as one of these."
    )


def read_mesh(path: Path, name: str | None = None) -> ShapedMesh:
    """Read one mesh of a file: the named one, the only one, the one called skin, or the largest.

    Parameters
    ----------
    path : Path
        See `read_meshes`.
    name : str, optional
        A mesh of the file; in an OBJ also a group.

    Raises
    ------
    FormatError
        As `read_meshes`, or if there is no such mesh.
    MissingDependencyError
    """
    return choose_mesh(path, read_meshes(path), name)


def choose_mesh(path: Path, content: MeshFile, name: str | None = None) -> ShapedMesh:
    """Choose one mesh of a file that was read, as `read_mesh` does."""
    parts = {part.mesh.name: part for part in content.parts}
    if name is None:
        only_or_largest = max(content.parts, key=lambda part: len(part.mesh.points))
        return parts.get(SKIN, only_or_largest)
    if name in parts:
        return parts[name]
    if path.suffix.lower() == ".obj":
        return ShapedMesh(read_obj(path, name))
    raise FormatError(f"Cannot read {path}: it has no mesh '{name}', only {', '.join(parts)}.")


def write_meshes(path: Path, parts: Sequence[ShapedMesh], space: StageSpace = CENTIMETRES) -> None:
    """Write meshes as OBJ or USD, by the ending; only USD keeps blendshapes.

    Parameters
    ----------
    path : Path
        ``.obj``, ``.usda`` or ``.usdc``.
    parts : sequence of ShapedMesh
    space : StageSpace
        Up axis and unit that a USD file states.

    Raises
    ------
    OutputError
        If the ending is another one or the file cannot be written.
    MissingDependencyError
        For USD without the USD library.
    """
    check_ending(path, WRITE_ENDINGS)
    if path.suffix == ".obj":
        write_obj(path, [part.mesh for part in parts])
    elif any(part.names for part in parts):
        write_usd_head(path, parts, space=space)
    else:
        write_usd_meshes(path, [part.mesh for part in parts], space)


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Refuse a file name with another ending.

    Raises
    ------
    OutputError
    """
    if path.suffix not in endings:
        raise OutputError(f"Cannot write {path}: its name must end in {' or '.join(endings)}.")
