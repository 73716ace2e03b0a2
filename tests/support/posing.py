"""Poses of our head carried to other tessellations of it by where their points lie on it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh
from a2f_maya.transfer.surface import Surface

Array = npt.NDArray[np.float64]


class Places:
    """Where the points of a mesh lie on another one of the same form."""

    def __init__(self, mesh: Mesh, on: Mesh) -> None:
        surface = Surface.of(on)
        normals = Surface.of(mesh).vertex_normals
        hits = surface.closest(mesh.points.astype(np.float64), normals, 0.3)
        self._corners = surface.triangles[hits.triangles]
        self._weights = hits.barycentrics

    def __call__(self, field: npt.NDArray[np.floating]) -> Array:
        """Values [shape=(..., V, 3)] of the other mesh at the places."""
        values = np.asarray(field, np.float64)[..., self._corners, :]
        result: Array = np.einsum("nk,...nkc->...nc", self._weights, values)
        return result
