"""A moving mesh as a constant plus coefficients times fixed displacement fields."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.tracks import FaceTrack, FloatArray


@dataclass(frozen=True)
class LinearFace:
    """``vertices = constant + sum of coefficients[r] * rows[r]``.

    Attributes
    ----------
    constant : np.ndarray [shape=(V, 3), float32]
    basis : np.ndarray [shape=(K, V, 3), float32]
    mask : np.ndarray [shape=(V,), float32], optional
        For a skin: how much each vertex belongs to the lower face. The rows are then the basis
        times ``1 - mask`` followed by the basis times ``mask``.
        Without it, for a tongue: the basis followed by unit shifts along X, Y and Z.
    """

    constant: FloatArray
    basis: FloatArray
    mask: FloatArray | None = None

    @classmethod
    def of_skin(
        cls, neutral: FloatArray, extended_basis: FloatArray, mask: FloatArray
    ) -> LinearFace:
        """Describe the skin of a `FaceTrack`: basis [shape=(K + 2 + G, V, 3)] and mask."""
        return cls(neutral, extended_basis, mask)

    @classmethod
    def of_tongue(cls, neutral: FloatArray, basis: FloatArray) -> LinearFace:
        """Describe the tongue of a `FaceTrack`, in the space of the jaw at rest."""
        return cls(neutral, basis)

    @property
    def row_count(self) -> int:
        """R, the number of coefficients."""
        return 2 * len(self.basis) if self.mask is not None else len(self.basis) + 3

    def rows(self, vertices: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Displacement fields on some vertices.

        Parameters
        ----------
        vertices : np.ndarray [shape=(v,), int64]

        Returns
        -------
        np.ndarray [shape=(R, 3 v), float64]
        """
        basis = self.basis[:, vertices].reshape(len(self.basis), -1).astype(np.float64)
        if self.mask is None:
            return np.concatenate([basis, np.tile(np.eye(3), len(vertices))])
        lower = basis * np.repeat(self.mask[vertices].astype(np.float64), 3)
        return np.concatenate([basis - lower, lower])

    def coefficients(self, track: FaceTrack) -> FloatArray:
        """Coefficients [shape=(T, R), float32] of each frame."""
        if self.mask is not None:
            return np.concatenate([track.upper, track.lower], axis=1)
        shifts = np.broadcast_to(track.tongue_offset, (len(track), 3))
        return np.concatenate([track.tongue, shifts], axis=1)
