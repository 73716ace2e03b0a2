"""Blendshape targets: a neutral mesh, named displacements and the vertices that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError, PackageError
from a2f_maya.names import NEUTRAL, index_by_name
from a2f_maya.tracks import FloatArray

BLOCK_VERTICES = 2048
"""Vertices that are worked on at once, so that double precision copies stay in the cache."""


@dataclass(frozen=True)
class PoseSet:
    """The poses that weights are solved for.

    Attributes
    ----------
    names : tuple of str
        One a pose, the neutral not among them.
    neutral : np.ndarray [shape=(V, 3), float32]
    deltas : np.ndarray [shape=(P, V, 3), float32]
        Displacement of each pose from the neutral, in its length unit.
    frontal_mask : np.ndarray [shape=(n,), int], optional
        Vertices that the solve looks at; all by default.

    Raises
    ------
    FormatError
        If two names differ only in case.
    MeshError
        If the arrays do not fit together.
    """

    names: tuple[str, ...]
    neutral: FloatArray
    deltas: FloatArray
    frontal_mask: npt.NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        index_by_name(self.names)
        if self.neutral.ndim != 2 or self.neutral.shape[1] != 3 or not len(self.neutral):
            raise MeshError("The neutral pose is not a table of x, y, z; choose another mesh.")
        wanted = (len(self.names), *self.neutral.shape)
        if self.deltas.shape != wanted or not self.names:
            raise MeshError(
                f"The pose displacements have the shape {self.deltas.shape} and should be "
                f"{wanted}; all poses need the topology of the neutral mesh."
            )
        if self.frontal_mask is not None:
            object.__setattr__(self, "frontal_mask", self._checked_mask(self.frontal_mask))

    def _checked_mask(self, mask: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        indices: npt.NDArray[np.int64] = np.unique(np.asarray(mask).astype(np.int64))
        if not len(indices) or indices[0] < 0 or indices[-1] >= len(self.neutral):
            raise MeshError(
                "The frontal mask is empty or names a vertex that the neutral mesh does not have."
            )
        return indices

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> PoseSet:
        """Build from the arrays of a bs_skin.npz or bs_tongue.npz.

        Parameters
        ----------
        arrays : mapping
            ``poseNames`` with "neutral" first, ``neutral``, one displacement array for each other
            pose, and optionally ``frontalMask``.

        Raises
        ------
        PackageError
            If an array is missing, the first pose is not "neutral" or a length is wrong.
        """
        for name in ("poseNames", NEUTRAL):
            if name not in arrays:
                raise PackageError(f"The blendshape data lacks the array '{name}'.")
        names = [_text(name) for name in arrays["poseNames"].reshape(-1)]
        if not names or names[0].lower() != NEUTRAL:
            raise PackageError("The first of 'poseNames' in the blendshape data is not neutral.")
        missing = [name for name in names[1:] if name not in arrays]
        if missing:
            raise PackageError(f"The blendshape data lacks the displacements of '{missing[0]}'.")
        neutral = np.ascontiguousarray(arrays[NEUTRAL], dtype=np.float32).reshape(-1, 3)
        wrong = [name for name in names[1:] if arrays[name].size != neutral.size]
        if wrong:
            raise PackageError(
                f"The pose '{wrong[0]}' of the blendshape data has {arrays[wrong[0]].size} numbers "
                f"and its neutral pose {neutral.size}."
            )
        deltas = np.empty((len(names) - 1, *neutral.shape), dtype=np.float32)
        for row, name in zip(deltas, names[1:], strict=True):
            row[:] = arrays[name].reshape(-1, 3)
        mask = arrays.get("frontalMask")
        frontal = None if mask is None else mask.reshape(-1).astype(np.int64)
        return cls(tuple(names[1:]), neutral, deltas, frontal)

    @property
    def solver_vertices(self) -> npt.NDArray[np.int64]:
        """Vertices that the solve looks at, ascending."""
        if self.frontal_mask is None:
            return np.arange(len(self.neutral), dtype=np.int64)
        return self.frontal_mask

    @property
    def diagonal(self) -> float:
        """Length of the diagonal of the whole neutral mesh's bounding box."""
        return float(np.linalg.norm(np.ptp(self.neutral.astype(np.float64), axis=0)))


def _text(name: Any) -> str:
    return name.decode("utf-8") if isinstance(name, bytes) else str(name)
