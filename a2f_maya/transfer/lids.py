"""Lids that close in live motion on an eye of another form.

Motion that is carried vertex by vertex keeps the source's aperture, so a blink does not close a
rounder eye. What the transferred poses of the lids do beyond carried motion is therefore added in
proportion to how much of each pose the motion holds; see `a2f_maya.transfer.lid_correction`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError

DoubleArray = npt.NDArray[np.float64]
IndexArray = npt.NDArray[np.int64]

RIDGE = 0.1
"""Of the mean diagonal: keeps poses that look alike from working against each other."""

LEAST_WEIGHT, LARGEST_WEIGHT = -1.0, 2.0
"""A pose is never taken to be done more than this, whatever else the mesh does."""


@dataclass(frozen=True)
class LidCorrection:
    """Poses of the lids, and what carried motion lacks in them; plain arrays that can be stored.

    Attributes
    ----------
    vertices : np.ndarray [shape=(n,), int64]
        Round both eyes.
    poses : np.ndarray [shape=(K, n, 3), float64]
        Displacements of the driver's vertices.
    missing : np.ndarray [shape=(K, n, 3), float64]
        What has to be added to the driven ones.

    Raises
    ------
    MeshError
        If the arrays do not fit together.
    """

    vertices: IndexArray
    poses: DoubleArray
    missing: DoubleArray

    def __post_init__(self) -> None:
        shape = (len(self.poses), len(self.vertices), 3)
        if self.poses.shape != shape or self.missing.shape != shape:
            raise MeshError("The arrays of the lids' correction do not fit; wrap the mesh again.")

    @classmethod
    def none(cls) -> LidCorrection:
        """One that corrects nothing."""
        return cls(np.zeros(0, np.int64), np.zeros((0, 0, 3)), np.zeros((0, 0, 3)))

    def solver(self) -> DoubleArray:
        """Takes the motion of the vertices to the weights of the poses [shape=(K, 3 n)]."""
        rows = self.poses.reshape(len(self.poses), -1)
        products = rows @ rows.T
        ridge = RIDGE * max(float(np.diagonal(products).mean()), 1e-300)
        system = products + ridge * np.eye(len(rows))
        solved: DoubleArray = np.asarray(np.linalg.solve(system, rows), np.float64)
        return solved


class LidCloser:
    """Adds a correction to carried motion.

    Parameters
    ----------
    correction : LidCorrection
    """

    def __init__(self, correction: LidCorrection) -> None:
        self._correction = correction
        self._solver = correction.solver()

    def add_to(self, carried: DoubleArray, motion: DoubleArray) -> None:
        """Correct carried displacements [shape=(V, 3)] of a motion of the driver [shape=(V, 3)]."""
        vertices = self._correction.vertices
        weights = np.clip(self._solver @ motion[vertices].ravel(), LEAST_WEIGHT, LARGEST_WEIGHT)
        carried[vertices] += np.einsum("k,knc->nc", weights, self._correction.missing)
