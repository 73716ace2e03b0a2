"""Factors of symmetric positive definite matrices."""

from __future__ import annotations

from typing import Any

from scipy import sparse
from scipy.sparse.linalg import splu

MINIMUM_DEGREE, AS_IT_IS = "MMD_AT_PLUS_A", "NATURAL"
"""Orders of elimination: found anew, or that of the matrix."""


def factor(matrix: sparse.spmatrix, order: str = MINIMUM_DEGREE) -> Any:
    """Factor a matrix, with the fewest fills and without pivoting.

    Parameters
    ----------
    matrix : sparse matrix [shape=(n, n)]
        Symmetric and positive definite.
    order : str
        `MINIMUM_DEGREE` or `AS_IT_IS`.

    Returns
    -------
    scipy.sparse.linalg.SuperLU
    """
    return splu(
        matrix.tocsc(),
        permc_spec=order,
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
