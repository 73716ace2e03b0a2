"""Reading and writing Wavefront OBJ meshes; the order of the vertices is kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from a2f_maya.errors import FormatError
from a2f_maya.files import atomic_path, make_folder
from a2f_maya.formats.decimals import decimal_rows
from a2f_maya.formats.weight_tables import check_finite, read_text
from a2f_maya.mesh import FloatArray, Mesh, triangulate, vertex_normals
from a2f_maya.progress import Progress

DECIMALS = 6


def write_obj(path: Path, meshes: Sequence[Mesh], normals: bool = False) -> None:
    """Write meshes as one object each.

    Numbers have six decimals. Texture coordinates are written where a mesh has them, colours as
    three more numbers behind a position.

    Parameters
    ----------
    path : Path
    meshes : sequence of Mesh
    normals : bool
        Also write smooth vertex normals.

    Raises
    ------
    OutputError
        If a number is not finite or the file cannot be written.
    """
    text = _obj_text(path, meshes, normals)
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_obj_files(files: Mapping[Path, Sequence[Mesh]], progress: Progress | None = None) -> None:
    """Write several OBJ files, all of them or none.

    Parameters
    ----------
    files : mapping of Path to sequence of Mesh
        See `write_obj`. Missing folders are made.
    progress : Progress, optional

    Raises
    ------
    OutputError
        As `write_obj`.
    CancelledError
    """
    progress = progress or Progress()
    with ExitStack() as waiting:
        for done, (path, meshes) in enumerate(files.items()):
            progress.update(done / len(files), f"Writing {path.name}")
            text = _obj_text(path, meshes, normals=False)
            waiting.enter_context(_folder_of(path))
            temporary = waiting.enter_context(atomic_path(path))
            temporary.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _folder_of(path: Path) -> Iterator[None]:
    """Make the folder of a file; should nothing be written into it, take it away again."""
    missing = [folder for folder in path.parents if not folder.exists()]
    make_folder(path.parent)
    try:
        yield
    finally:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()


def _obj_text(path: Path, meshes: Sequence[Mesh], normals: bool) -> str:
    lines: list[str] = []
    starts = [0, 0, 0]
    for mesh in meshes:
        tables = _tables(mesh, normals)
        lines.append(f"o {mesh.name}")
        for keyword, table in tables.items():
            check_finite(path, table, [f"{keyword} of {mesh.name}"] * table.shape[1], "row")
            lines += [f"{keyword} {row}" for row in decimal_rows(table, DECIMALS, " ", trim=False)]
        lines += _face_lines(mesh, starts, [keyword in tables for keyword in ("v", "vt", "vn")])
        for slot, keyword in enumerate(("v", "vt", "vn")):
            starts[slot] += len(tables.get(keyword, ()))
    return "\n".join([*lines, ""])


def _tables(mesh: Mesh, normals: bool) -> dict[str, FloatArray]:
    points = mesh.points if mesh.colors is None else np.hstack([mesh.points, mesh.colors])
    tables = {"v": points}
    if mesh.uvs is not None:
        tables["vt"] = mesh.uvs
    if normals:
        tables["vn"] = vertex_normals(mesh.points, triangulate(mesh))
    return tables


def _face_lines(mesh: Mesh, starts: Sequence[int], present: Sequence[bool]) -> Iterator[str]:
    corners = [
        "/".join(
            str(index + start + 1) if used else ""
            for start, used in zip(starts, present, strict=True)
        )
        for index in range(len(mesh.points))
    ]
    corners = [corner.rstrip("/") for corner in corners]
    indices = mesh.face_indices.tolist()
    ends = np.cumsum(mesh.face_counts).tolist()
    for start, end in pairwise([0, *ends]):
        yield "f " + " ".join(corners[index] for index in indices[start:end])


def read_obj(path: Path, name: str | None = None) -> Mesh:
    """Read all faces of a file as one mesh, or those of one object or group.

    The whole file keeps all its vertices in their order. One object or group keeps the vertices
    that its faces use, in the order of the file. A vertex on a texture seam gets the coordinates of
    the corner that comes first. Normals, materials, lines and curves are passed over.

    Parameters
    ----------
    path : Path
    name : str, optional
        An object or group; see `obj_names`.

    Returns
    -------
    Mesh
        Named after the object or group, or else after the file.

    Raises
    ------
    FormatError
        Naming the line that is wrong, or if there is no such object, group or no face at all.
    """
    content = _parse(path)
    faces = content.faces
    if name is not None:
        faces = [face for face in faces if name in face.owners]
    if not faces:
        raise _without_faces(path, name)
    return _mesh(name or path.stem, content, faces, everything=name is None)


def read_obj_parts(path: Path) -> list[Mesh]:
    """Read the meshes that a file consists of.

    A file is cut into its objects, or where it has none into its groups. Where two of them share a
    vertex they are regions of one mesh, and the whole file is that mesh.

    Returns
    -------
    list of Mesh
        In the order of the file. A file of one mesh keeps all its vertices in their order, others
        the vertices that their faces use, as `read_obj` does.

    Raises
    ------
    FormatError
        Naming the line that is wrong, or if there is no face at all.
    """
    content = _parse(path)
    if not content.faces:
        raise _without_faces(path)
    labels = [face.owners[0] if face.owners else "" for face in content.faces]
    faces: dict[str, list[_Face]] = {}
    for label, face in zip(labels, content.faces, strict=True):
        faces.setdefault(label, []).append(face)
    used = [{v for face in group for v in face.vertices} for group in faces.values()]
    if len(faces) == 1 or sum(map(len, used)) > len(set().union(*used)):
        name = labels[0] if len(faces) == 1 else ""
        return [_mesh(name or path.stem, content, content.faces, everything=True)]
    return [
        _mesh(label or path.stem, content, group, everything=False)
        for label, group in faces.items()
    ]


def obj_names(path: Path) -> tuple[str, ...]:
    """List the objects and groups that have faces, in the order of the file.

    Raises
    ------
    FormatError
        Naming the line that is wrong.
    """
    return tuple(dict.fromkeys(name for face in _parse(path).faces for name in face.owners))


def _without_faces(path: Path, name: str | None = None) -> FormatError:
    what = "it has no face" if name is None else f"it has no faces in an object or group '{name}'"
    return FormatError(f"Cannot read {path}: {what}; choose another file or name.")


@dataclass(frozen=True)
class _Face:
    owners: tuple[str, ...]
    vertices: list[int]
    uvs: list[int] | None


@dataclass
class _Content:
    points: list[list[float]] = field(default_factory=list)
    colors: list[list[float]] = field(default_factory=list)
    uvs: list[list[float]] = field(default_factory=list)
    normal_count: int = 0
    faces: list[_Face] = field(default_factory=list)
    object_name: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def v(self, words: list[str]) -> None:
        numbers = _numbers(words, 3)
        self.points.append(numbers[:3])
        if len(numbers) >= 6:
            self.colors.append(numbers[3:6])

    def vt(self, words: list[str]) -> None:
        numbers = _numbers(words, 1)
        self.uvs.append([*numbers, 0.0][:2])

    def vn(self, words: list[str]) -> None:
        _numbers(words, 3)
        self.normal_count += 1

    def o(self, words: list[str]) -> None:
        self.object_name = (" ".join(words),)
        self.groups = ()

    def g(self, words: list[str]) -> None:
        self.groups = tuple(words)

    def f(self, words: list[str]) -> None:
        if len(words) < 3:
            raise ValueError("a face has fewer than three corners")
        corners = [word.split("/") for word in words]
        counts = (len(self.points), len(self.uvs), self.normal_count)
        columns = [
            [
                _index(corner[slot], count)
                for corner in corners
                if len(corner) > slot and corner[slot]
            ]
            for slot, count in enumerate(counts)
        ]
        if any(len(column) not in (0, len(words)) for column in columns) or not columns[0]:
            raise ValueError("the corners of a face are not alike")
        owners = (*self.object_name, *self.groups)
        self.faces.append(_Face(owners, columns[0], columns[1] or None))


def _numbers(words: list[str], least: int) -> list[float]:
    numbers = [float(word) for word in words]
    if len(numbers) < least:
        raise ValueError(f"there are fewer than {least} numbers")
    if not all(map(math.isfinite, numbers)):
        raise ValueError("a number is not finite")
    return numbers


def _index(text: str, count: int) -> int:
    """Index from 0 of a reference that counts from 1, or from -1 backwards."""
    number = int(text)
    index = number - 1 if number > 0 else count + number
    if number == 0 or not 0 <= index < count:
        raise ValueError(f"{text} refers to something that is not there (of {count})")
    return index


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, with continued ones joined, and the number of their first line."""
    waiting, first = "", 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].rstrip()
        first = first or number
        if line.endswith("\\"):
            waiting += line[:-1] + " "
            continue
        yield first, waiting + line
        waiting, first = "", 0
    if waiting:
        yield first, waiting


def _parse(path: Path) -> _Content:
    content = _Content()
    actions: dict[str, Callable[[list[str]], None]] = {
        "v": content.v,
        "vt": content.vt,
        "vn": content.vn,
        "o": content.o,
        "g": content.g,
        "f": content.f,
    }
    for number, line in _logical_lines(read_text(path)):
        keyword, *words = line.split() or [""]
        action = actions.get(keyword)
        if action is None:
            continue
        try:
            action(words)
        except ValueError as error:
            raise FormatError(
                f"Cannot read {path}, line {number}: {error}; export the mesh again."
            ) from error
    return content


def _mesh(name: str, content: _Content, faces: Sequence[_Face], everything: bool) -> Mesh:
    counts = np.array([len(face.vertices) for face in faces], dtype=np.int32)
    indices = np.array([v for face in faces for v in face.vertices], dtype=np.int32)
    points = np.array(content.points, dtype=np.float32)
    used = np.arange(len(points)) if everything else np.unique(indices)
    uvs = _vertex_uvs(content, faces, len(points))
    colors = None
    if len(content.colors) == len(points):
        colors = np.array(content.colors, dtype=np.float32)[used]
    return Mesh(
        name,
        points[used],
        counts,
        np.searchsorted(used, indices).astype(np.int32),
        None if uvs is None else uvs[used],
        colors,
    )


def _vertex_uvs(content: _Content, faces: Iterable[_Face], count: int) -> FloatArray | None:
    pairs = [(face.vertices, face.uvs) for face in faces if face.uvs is not None]
    if not pairs:
        return None
    vertices = np.array([v for corners, _ in pairs for v in corners])
    references = np.array([t for _, texture in pairs for t in texture])
    uvs = np.zeros((count, 2), dtype=np.float32)
    _, first = np.unique(vertices, return_index=True)
    uvs[vertices[first]] = np.array(content.uvs, dtype=np.float32)[references[first]]
    return uvs
