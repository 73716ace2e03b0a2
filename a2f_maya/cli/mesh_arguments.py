"""What the verbs of Character Transfer share: meshes that are given, and files that are written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from a2f_maya.errors import OutputError, ParameterError
from a2f_maya.face.head import load_head, open_mouth
from a2f_maya.face.head_shapes import shaped_parts
from a2f_maya.files import output_error
from a2f_maya.formats.mesh_files import MeshFile, check_ending, choose_mesh, read_meshes
from a2f_maya.formats.shape_files import USD_ENDINGS, shape_folder
from a2f_maya.mesh import Mesh, ShapedMesh

DEFAULT_HEAD = "default"
"""In place of a file: our own head."""


@dataclass(frozen=True)
class GivenMesh:
    """A mesh of the command line and the file that it is from."""

    part: ShapedMesh
    file: MeshFile

    @property
    def mesh(self) -> Mesh:
        """The mesh without its poses."""
        return self.part.mesh


def read_given(path: Path, name: str | None = None) -> GivenMesh:
    """Read a mesh that was named on the command line.

    Raises
    ------
    FormatError
        See `a2f_maya.formats.mesh_files.read_mesh`.
    """
    content = read_meshes(path)
    return GivenMesh(choose_mesh(path, content, name), content)


def read_in_pose(path: Path, name: str | None) -> GivenMesh:
    """Read a mesh in another pose: the only mesh of its file, else the one of the same name.

    Raises
    ------
    FormatError
        See `a2f_maya.formats.mesh_files.read_mesh`.
    """
    content = read_meshes(path)
    return GivenMesh(choose_mesh(path, content, name if len(content.parts) > 1 else None), content)


def read_source(text: str, name: str | None = None) -> GivenMesh:
    """Read a source: a file, or `DEFAULT_HEAD`."""
    if text != DEFAULT_HEAD:
        return read_given(Path(text), name)
    content = MeshFile(shaped_parts(load_head()), "y", 0.01)
    return GivenMesh(choose_mesh(Path(text), content, name), content)


def default_open_mouth(text: str, source: Mesh) -> Mesh | None:
    """The open-mouth twin of our head's skin, where that is the source."""
    head = load_head()
    return open_mouth(head) if text == DEFAULT_HEAD and source is head.skin else None


def check_same_space(meshes: Iterable[tuple[Path, MeshFile]]) -> None:
    """Refuse files that lie over each other only by number: other units or up axes.

    Raises
    ------
    ParameterError
    """
    stated = [(path, file) for path, file in meshes if file.up_axis is not None]
    for path, file in stated[1:]:
        if file.space != stated[0][1].space:
            raise ParameterError(
                f"{stated[0][0]} and {path} have another unit or up axis; export them in one space."
            )


def check_output(out: Path, endings: Sequence[str], inputs: Iterable[Path]) -> None:
    """Refuse a result that cannot be written, before any work is done for it.

    Parameters
    ----------
    out : Path
    endings : sequence of str
        The file's name must have one of these; none stand for a folder.
    inputs : iterable of Path
        Files that must not be written over.

    Raises
    ------
    OutputError
    """
    if endings:
        check_ending(out, endings)
    for path in inputs:
        if path.exists() and out.resolve() == path.resolve():
            raise OutputError(f"Cannot write {out}: it is an input; give the result another name.")
    if out.exists() and out.is_dir() == bool(endings):
        kind = "a folder" if endings else "a file"
        raise OutputError(f"Cannot write {out}: it is {kind}; give the result another name.")
    parents = [folder for folder in (out, *out.parents) if folder.exists() and folder != out]
    if not parents[0].is_dir():
        raise output_error(out, OSError(0, f"{parents[0]} is no folder"))
    if not os.access(parents[0], os.W_OK):
        raise output_error(out, OSError(0, f"{parents[0]} is write-protected"))


def check_shapes_output(out: Path, inputs: Iterable[Path]) -> None:
    """Refuse a place where shapes cannot be written: a USD file, or a folder of OBJ files.

    Raises
    ------
    OutputError
    """
    if out.suffix in USD_ENDINGS:
        check_output(out, USD_ENDINGS, inputs)
        return
    if out.suffix not in {"", ".obj"} and not out.is_dir():
        raise OutputError(
            f"Cannot write {out}: give a name that ends in {' or '.join(USD_ENDINGS)}, or a folder."
        )
    check_output(shape_folder(out), (), inputs)
