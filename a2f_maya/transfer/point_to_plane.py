"""One stiffness level of a fit: vertices are drawn to planes and may slide along them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from a2f_maya.transfer.factoring import AS_IT_IS, MINIMUM_DEGREE, factor
from a2f_maya.transfer.matching import Matches

DoubleArray = npt.NDArray[np.float64]

ALONG = 0.02
"""How much a match holds a vertex along its plane, as a share of how much across it."""

INERTIA = 1e-9
"""Keeps vertices where they are that nothing else holds, such as those without faces."""


@dataclass(frozen=True)
class Springs:
    """Linear conditions ``operator @ x = wanted`` in the least-squares sense.

    Attributes
    ----------
    operator : sparse matrix [shape=(S, V)]
    wanted : np.ndarray [shape=(S, 3), float64]
    weight : float
    """

    operator: sparse.csr_matrix
    wanted: DoubleArray
    weight: float


class Level:
    """The system of one stiffness level.

    ``sum c |n.(x - q)|^2 + ALONG c |x - q|^2 + stiffness |L x - d|^2 + springs``. Its matrix ties
    x, y and z together. A simpler one, which has the whole of ``c`` for each of them, is factored
    once and preconditions conjugate gradients on the true one.

    Parameters
    ----------
    weights : np.ndarray [shape=(V,)]
        ``c``: how much each vertex's match counts.
    stiffness : float
    laplacian : sparse matrix [shape=(V, V)]
        ``L``.
    springs : sequence of Springs
    free : np.ndarray [shape=(V,), bool], optional
        Vertices that may move; all if left out.
    order : np.ndarray [shape=(V,), int64], optional
        The `order` of another level of the same mesh, which saves finding it again.

    Attributes
    ----------
    order : np.ndarray [shape=(k,), int64]
        The free vertices, so that the factor stays sparse.
    """

    def __init__(
        self,
        weights: DoubleArray,
        stiffness: float,
        laplacian: sparse.csr_matrix,
        springs: tuple[Springs, ...],
        free: npt.NDArray[np.bool_] | None = None,
        order: npt.NDArray[np.int64] | None = None,
    ) -> None:
        self._weights = weights
        rows = order
        if rows is None:
            rows = np.arange(len(weights)) if free is None else np.flatnonzero(free)
        count = len(weights)
        self._drawn_to_shape = (stiffness * laplacian.T).tocsr()
        own = sparse.identity(count) * INERTIA + self._drawn_to_shape @ laplacian
        for spring in springs:
            own = own + spring.weight * (spring.operator.T @ spring.operator)
        self._own = own.tocsr()
        system = (self._own + sparse.diags(weights)).tocsr()[rows][:, rows]
        self._factor = factor(system, MINIMUM_DEGREE if order is None else AS_IT_IS)
        self._rows = rows
        self.order = rows[np.argsort(self._factor.perm_c)] if order is None else order

    def improve(
        self,
        points: DoubleArray,
        matches: Matches,
        wanted: DoubleArray,
        springs: tuple[Springs, ...],
        steps: int,
    ) -> DoubleArray:
        """Move the points towards the optimum by some steps of conjugate gradients.

        Parameters
        ----------
        points : np.ndarray [shape=(V, 3)]
            Where to start.
        matches : Matches
        wanted : np.ndarray [shape=(V, 3)]
            ``d``: what `ShapeKeeper.wanted` gives.
        springs : tuple of Springs
            Those of the system with what they want now.
        steps : int

        Returns
        -------
        np.ndarray [shape=(V, 3), float64]
        """
        across = (self._weights * matches.found)[:, None]
        normals = matches.normals
        # a match on a border has no plane and holds in all directions
        along = np.where(normals.any(axis=1), ALONG, 1.0)[:, None]

        def drawn(vectors: DoubleArray) -> DoubleArray:
            in_normal = normals * (normals * vectors).sum(axis=1, keepdims=True)
            held: DoubleArray = across * ((1 - along) * in_normal + along * vectors)
            return held

        right = drawn(matches.positions) + self._drawn_to_shape @ wanted + INERTIA * points
        for spring in springs:
            right += spring.weight * (spring.operator.T @ spring.wanted)
        residual = right - drawn(points) - self._own @ points
        direction = step = self._precondition(residual)
        product = (residual * step).sum()
        for remaining in reversed(range(steps)):
            image = drawn(direction) + self._own @ direction
            length = (direction * image).sum()
            if length <= 0 or product <= 0:
                break
            points = points + (product / length) * direction
            if not remaining:
                break
            residual = residual - (product / length) * image
            step = self._precondition(residual)
            former, product = product, (residual * step).sum()
            direction = step + (product / former) * direction
        return points

    def _precondition(self, residual: DoubleArray) -> DoubleArray:
        """Solve the simpler system for the free vertices; the others stay."""
        step = np.zeros_like(residual)
        step[self._rows] = self._factor.solve(residual[self._rows])
        return step
