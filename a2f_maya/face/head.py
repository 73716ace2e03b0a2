"""The built-in head: meshes, shapes and the rigid motion of jaw and eyes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import FormatError
from a2f_maya.mesh import Mesh
from a2f_maya.names import NEUTRAL, RESOURCES

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]

PARTS: tuple[str, ...] = ("skin", "tongue", "teeth_upper", "teeth_lower", "eye_left", "eye_right")
"""The meshes of a head in the order in which they are drawn and exported."""

HEAD_FILE = RESOURCES / "head" / "head.npz"
SKIN_SHAPES_FILE = RESOURCES / "networks" / "anton" / "bs_skin.npz"
TONGUE_SHAPES_FILE = RESOURCES / "networks" / "anton" / "bs_tongue.npz"


@dataclass(frozen=True)
class Head:
    """A rigged head as plain data. Centimetres, Y up, Z forward, +X the character's left.

    Attributes
    ----------
    parts : dict of Mesh
        One rest mesh for each name in `PARTS`, all in head space.
    tongue_out : np.ndarray [shape=(Vt, 3), float32]
        The tongue's own displacement that belongs to the skin's tongueOut.
    frontal_mask : np.ndarray [shape=(n,), int32]
        Skin vertices of the face that count when weights are solved.
    neutral_jaw : np.ndarray [shape=(5, 3), float32]
        Rigid key points on the lower teeth.
    jaw_deltas : np.ndarray [shape=(4, 5, 3), float32]
        Displacements of the key points for jawOpen, jawForward, jawLeft, jawRight at 1.
    jaw_pivot : np.ndarray [shape=(3,), float32]
    eye_pivots : np.ndarray [shape=(2, 3), float32]
        Centres of the eyeballs, left then right.
    skin_mirror : np.ndarray [shape=(V,), int32]
        The vertex on the other side of x = 0.
    landmarks : dict of int
        Skin vertex by name.
    lip_pairs, lid_pairs : np.ndarray [shape=(n, 2), int32]
        Facing (upper, lower) skin vertices: touching at rest; meeting when the eyes are closed.
    """

    parts: dict[str, Mesh]
    tongue_out: FloatArray
    frontal_mask: IntArray
    neutral_jaw: FloatArray
    jaw_deltas: FloatArray
    jaw_pivot: FloatArray
    eye_pivots: FloatArray
    skin_mirror: IntArray
    landmarks: dict[str, int]
    lip_pairs: IntArray
    lid_pairs: IntArray

    @property
    def skin(self) -> Mesh:
        """The skin at rest."""
        return self.parts["skin"]

    @property
    def tongue(self) -> Mesh:
        """The tongue at rest."""
        return self.parts["tongue"]

    # A bake reads the same shapes from its package, so they are loaded only when asked for here.

    @cached_property
    def skin_shapes(self) -> dict[str, FloatArray]:
        """Displacement from the neutral skin [shape=(V, 3), float32] by ARKit name."""
        return _shapes(SKIN_SHAPES_FILE)

    @cached_property
    def tongue_shapes(self) -> dict[str, FloatArray]:
        """Displacement from the neutral tongue [shape=(Vt, 3)] by pose, in jaw-at-rest space."""
        return _shapes(TONGUE_SHAPES_FILE)


class _Archive(dict[str, npt.NDArray[np.generic]]):
    """The arrays of one file; a missing one is reported with the file's name."""

    def __init__(self, path: Path, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        super().__init__(arrays)
        self.path = path

    def __missing__(self, key: str) -> npt.NDArray[np.generic]:
        raise FormatError(f"The head file {self.path} has no '{key}'; install the package again.")


def _arrays(path: Path, wanted: tuple[str, ...] = ()) -> _Archive:
    """Read the wanted arrays of a file, or all."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            names = [key for key in archive.files if not wanted or key in wanted]
            return _Archive(path, {key: archive[key] for key in names})
    except (OSError, ValueError, BadZipFile) as error:
        raise FormatError(
            f"The head file {path} cannot be read: {error}; install the package again."
        ) from error


def _shapes(path: Path) -> dict[str, FloatArray]:
    arrays = _arrays(path)
    names = [name.decode("ascii") for name in arrays["poseNames"].tolist()]
    return {name: arrays[name].astype(np.float32) for name in names[1:]}


def _part(arrays: _Archive, name: str, points: FloatArray) -> Mesh:
    return Mesh(
        name,
        points,
        arrays[f"{name}_face_counts"].astype(np.int32),
        arrays[f"{name}_face_indices"].astype(np.int32),
        arrays[f"{name}_uvs"].astype(np.float32),
        arrays[f"{name}_colors"].astype(np.float32),
    )


@cache
def load_head() -> Head:
    """The built-in "Male Head"; read once, then shared, so its arrays must not be written to.

    Raises
    ------
    FormatError
        If a file of the head is missing or damaged.
    """
    arrays = _arrays(HEAD_FILE)
    skin = _arrays(SKIN_SHAPES_FILE, (NEUTRAL, "frontalMask"))
    tongue = _arrays(TONGUE_SHAPES_FILE, (NEUTRAL,))
    deformed = {"skin": skin[NEUTRAL], "tongue": tongue[NEUTRAL]}
    parts: dict[str, Mesh] = {}
    for name in PARTS:
        rest = deformed[name] if name in deformed else arrays[f"{name}_points"]
        parts[name] = _part(arrays, name, rest.astype(np.float32))
    names = arrays["landmark_names"].tolist()
    vertices = arrays["landmark_vertices"].tolist()
    return Head(
        parts=parts,
        tongue_out=arrays["tongue_out"].astype(np.float32),
        frontal_mask=skin["frontalMask"].astype(np.int32),
        neutral_jaw=arrays["neutral_jaw"].astype(np.float32),
        jaw_deltas=arrays["jaw_deltas"].astype(np.float32),
        jaw_pivot=arrays["jaw_pivot"].astype(np.float32),
        eye_pivots=arrays["eye_pivots"].astype(np.float32),
        skin_mirror=arrays["skin_mirror"].astype(np.int32),
        landmarks={str(name): int(v) for name, v in zip(names, vertices, strict=True)},
        lip_pairs=arrays["lip_pairs"].astype(np.int32),
        lid_pairs=arrays["lid_pairs"].astype(np.int32),
    )


def open_mouth(head: Head) -> Mesh:
    """The open-mouth twin of the neutral skin: neutral + jawOpen."""
    return head.skin.with_points(head.skin.points + head.skin_shapes["jawOpen"])
