"""Vertices of one single frame, as fast as memory gives the basis: for a mesh that is looked at."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.face.model import FaceModel
from a2f_maya.face.points import ALL_OF_ONE_FACE
from a2f_maya.tracks import FloatArray


class SkinFrame:
    """Displacements of a skin for one frame after the other.

    Vertices are sorted into those of the upper face, those of the lower face and those between,
    which need both products; vertices that nothing ever moves are left out.

    Parameters
    ----------
    model : FaceModel
    mask : np.ndarray [shape=(V,), float32]
        See `a2f_maya.face.model.face_mask`.

    Attributes
    ----------
    model : FaceModel
    """

    def __init__(self, model: FaceModel, mask: FloatArray) -> None:
        self.model = model
        moves = np.zeros(len(mask), np.bool_)
        for shape in model.skin_basis:
            moves |= shape.any(axis=1)
        upper, lower = mask < ALL_OF_ONE_FACE, mask > 1.0 - ALL_OF_ONE_FACE
        regions = (moves & upper, moves & lower, moves & ~upper & ~lower)
        self._upper, self._lower, self._between = (
            _region(model.skin_basis, region) for region in regions
        )
        self._share = np.repeat(mask[regions[2]], 3)
        sorted_vertices = np.concatenate([np.flatnonzero(region) for region in regions])
        # vertices that never move take the row behind the last one, which is zero
        self._places = np.full(len(mask), len(sorted_vertices), np.intp)
        self._places[sorted_vertices] = np.arange(len(sorted_vertices))

    def displacements(
        self, upper: FloatArray, lower: FloatArray, out: FloatArray | None = None
    ) -> FloatArray:
        """How far each vertex is from the neutral skin.

        Parameters
        ----------
        upper, lower : np.ndarray [shape=(R,), float32]
            Coefficients of `a2f_maya.tracks.FaceTrack`.
        out : np.ndarray [shape=(V, 3), float32], optional
            Where to write the result.

        Returns
        -------
        np.ndarray [shape=(V, 3), float32]
            In the package's length unit.
        """
        counts = [region.shape[1] for region in (self._upper, self._lower, self._between)]
        moved = np.empty(sum(counts) + 3, np.float32)
        high, low, between, still = np.split(moved, np.cumsum(counts))
        np.dot(upper, self._upper, out=high)
        np.dot(lower, self._lower, out=low)
        # two products of one row each: BLAS is slower with both rows in one
        np.dot(upper, self._between, out=between)
        between += self._share * (lower @ self._between - between)
        still[:] = 0.0
        if out is None:
            out = np.empty((len(self._places), 3), np.float32)
        # "clip" spares numpy a copy of the result; no place is outside
        np.take(moved.reshape(-1, 3), self._places, axis=0, out=out, mode="clip")
        return out

    @property
    def basis_bytes(self) -> int:
        """Bytes of the basis that are kept; every frame reads all of them."""
        return self._upper.nbytes + self._lower.nbytes + self._between.nbytes


def _region(basis: FloatArray, vertices: npt.NDArray[np.bool_]) -> FloatArray:
    """Part of the basis in one piece [shape=(R, 3 n)], which a product reads once in order."""
    return np.ascontiguousarray(basis[:, vertices].reshape(len(basis), -1))


def tongue_displacements(
    model: FaceModel, tongue: FloatArray, offset: FloatArray, jaw: FloatArray
) -> FloatArray:
    """How far each vertex of the tongue is from its neutral place in head space.

    Parameters
    ----------
    model : FaceModel
    tongue : np.ndarray [shape=(Kt,), float32]
    offset : np.ndarray [shape=(3,), float32]
        Shift of the whole tongue.
    jaw : np.ndarray [shape=(4, 4), float32]
        For column vectors; the tongue follows it.

    Returns
    -------
    np.ndarray [shape=(Vt, 3), float32]
    """
    neutral = model.tongue_neutral
    own = (tongue @ model.tongue_basis.reshape(len(tongue), -1)).reshape(neutral.shape) + offset
    moved: FloatArray = (neutral + own) @ jaw[:3, :3].T + jaw[:3, 3] - neutral
    return moved
