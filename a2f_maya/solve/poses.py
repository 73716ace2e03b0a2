"""Blendshape targets: a neutral mesh, named displacements and the vertices that count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError
from a2f_maya.names import index_by_name
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
