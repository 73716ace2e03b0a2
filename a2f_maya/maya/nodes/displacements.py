"""How far the vertices of a part of a package's face are moved, before Maya's types."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError, PackageError
from a2f_maya.face.frame_points import SkinFrame, tongue_displacements
from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.performing.memory import RecentItems
from a2f_maya.tracks import FloatArray

SKIN, TONGUE = 0, 1
PART_NAMES = ("skin", "tongue")
"""Fields of the deformer's attribute ``part``; scenes hold their numbers."""

KEPT_BYTES = 600_000_000
"""Most bytes of bases that are kept in the order of a face mask: three of NVIDIA's largest."""

_skins: RecentItems[SkinFrame] = RecentItems(KEPT_BYTES)


@dataclass(frozen=True)
class Face:
    """What a deformer is told.

    Attributes
    ----------
    part : int
        `SKIN` or `TONGUE`.
    skin : np.ndarray [shape=(2 R,), float32]
        Upper, then lower coefficients; empty where none have come.
    tongue : np.ndarray [shape=(Kt + 3,), float32]
        Coefficients, then the shift of the tongue; empty where none have come.
    jaw : np.ndarray [shape=(4, 4), float32]
        For column vectors.
    mask_level, mask_softness : float
    """

    part: int
    skin: FloatArray
    tongue: FloatArray
    jaw: FloatArray
    mask_level: float
    mask_softness: float

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing moves, whatever the package is."""
        if self.part == SKIN:
            return not self.skin.any()
        return not self.tongue.any() and bool((self.jaw == np.eye(4)).all())

    def key(self) -> Hashable:
        """Equal for equal displacements of one package."""
        if self.part == SKIN:
            return (SKIN, self.skin.tobytes(), self.mask_level, self.mask_softness)
        return (TONGUE, self.tongue.tobytes(), self.jaw.tobytes())


@dataclass
class Displacements:
    """The displacements of a deformer; those of the newest face are kept for its next geometry."""

    _key: Hashable = None
    _model: FaceModel | None = None
    _values: FloatArray | None = field(default=None, repr=False)

    def of(self, model: FaceModel, face: Face) -> FloatArray:
        """Displacements of all vertices [shape=(V, 3), float32].

        Raises
        ------
        PackageError
            If the coefficients come from another package.
        """
        key = face.key()
        if self._values is None or model is not self._model or key != self._key:
            self._values = displacements(model, face)
            self._key, self._model = key, model
        return self._values


def displacements(model: FaceModel, face: Face) -> FloatArray:
    """See `Displacements.of`; nothing is kept here but the bases in the order of their masks."""
    if face.part == SKIN:
        rows = len(model.skin_basis)
        _check_size("skin", len(face.skin), 2 * rows)
        skin = _skin_frame(model, face.mask_level, face.mask_softness)
        return skin.displacements(face.skin[:rows], face.skin[rows:])
    count = len(model.tongue_basis)
    _check_size("tongue", len(face.tongue), count + 3)
    return tongue_displacements(model, face.tongue[:count], face.tongue[count:], face.jaw)


def vertex_count(model: FaceModel, part: int) -> int:
    """Number of vertices of a part."""
    return len(model.skin_neutral if part == SKIN else model.tongue_neutral)


def check_vertex_count(model: FaceModel, part: int, count: int) -> None:
    """Refuse a mesh that is not the package's part.

    Raises
    ------
    MeshError
    """
    wanted = vertex_count(model, part)
    if count != wanted:
        raise MeshError(
            f"The mesh has {count} vertices and the {PART_NAMES[part]} of the package {wanted}; "
            "attach the mesh that belongs to the package."
        )


def add(
    points: npt.NDArray[np.float64],
    moved: npt.NDArray[np.floating[Any]],
    members: npt.NDArray[np.int64] | None,
    weights: npt.NDArray[np.float64] | None,
    envelope: float,
) -> None:
    """Add displacements to points in place.

    Parameters
    ----------
    points : np.ndarray [shape=(n, 3) or wider, float64]
        Points of the members.
    moved : np.ndarray [shape=(V, 3)]
        Displacements of all vertices.
    members : np.ndarray [shape=(n,), int64] or None
        Vertices of the points; None for all.
    weights : np.ndarray [shape=(V,), float64] or None
        Painted weights of all vertices.
    envelope : float
    """
    shifts = moved if members is None else moved[members]
    if weights is not None:
        own = weights if members is None else weights[members]
        points[:, :3] += (envelope * own)[:, None] * shifts
    elif envelope == 1.0:
        points[:, :3] += shifts
    else:
        points[:, :3] += envelope * shifts


def _skin_frame(model: FaceModel, level: float, softness: float) -> SkinFrame:
    key = (id(model), level, softness)
    found = _skins.get(key)
    if found is None or found.model is not model:
        mask = face_mask(model.skin_neutral, level, softness)
        found = SkinFrame(model, mask)
        _skins.put(key, found, found.basis_bytes)
    return found


def _check_size(part: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise PackageError(
            f"{found} {part} coefficients came in and the package has {wanted}; connect outPackage "
            "of the same a2fCore to the deformer's package."
        )
