"""Matrices of both precisions; row vectors, translation in the last row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import pointers
from .swig import SwigObject, named, real, wrong_arguments


class _Matrix(SwigObject):
    """A 4 by 4 matrix; ``matrix[row]`` is a pointer into its memory, ``matrix(r, c)`` a number."""

    _dtype: Any = np.float64
    _kind = "double"
    _tolerance = 1e-10

    def __init__(self, *values: Any) -> None:
        self._a = np.eye(4, dtype=self._dtype)
        if not values:
            return
        source = values[0]
        if len(values) == 1 and isinstance(source, _Matrix):
            self._a[...] = source._a
        elif len(values) == 1 and pointers.is_pointer(source):
            inner = getattr(source, "_pointer", source)
            self._a[...] = pointers.load_rows(source, inner._kind, 4, 4)
        else:
            raise wrong_arguments(f"new_{type(self).__name__}", values)

    @classmethod
    def _made(cls, array: Any) -> Any:
        new = cls.__new__(cls)
        new._a = np.array(array, dtype=cls._dtype).reshape(4, 4)
        return new

    @property
    def matrix(self) -> Any:
        """The memory as ``double (*)[4]``."""
        return pointers.pointer_to(self._kind, self._a, 4)

    def assign(self, other: Any) -> Any:
        """Take over another matrix."""
        self._a[...] = self._other(other)
        return self

    def _other(self, other: Any) -> np.ndarray:
        if not isinstance(other, _Matrix):
            raise wrong_arguments(f"{type(self).__name__}", (other,))
        return other._a

    def __call__(self, row: int, column: int) -> float:
        if not (0 <= row < 4 and 0 <= column < 4):
            raise IndexError("index out of range")
        return float(self._a[row, column])

    def __getitem__(self, row: int) -> Any:
        if not 0 <= row < 4:
            raise IndexError("index out of range")
        return pointers.pointer_to(self._kind, self._a[row])

    def get(self, destination: Any) -> None:
        """Write to memory of the type ``double (*)[4]`` or ``float (*)[4]``."""
        inner = getattr(destination, "_pointer", destination)
        kind = getattr(inner, "_kind", self._kind)
        pointers.store_rows(destination, kind, self._a)

    def __mul__(self, other: Any) -> Any:
        if type(other) is type(self):
            return self._made(self._a @ other._a)
        if isinstance(other, (int, float)):
            return self._made(self._a * float(other))
        return NotImplemented

    def __imul__(self, other: Any) -> Any:
        product = self * other
        if product is NotImplemented:
            return product
        self._a[...] = product._a
        return self

    def __add__(self, other: Any) -> Any:
        return self._made(self._a + self._other(other))

    def __sub__(self, other: Any) -> Any:
        return self._made(self._a - self._other(other))

    def __iadd__(self, other: Any) -> Any:
        self._a += self._other(other)
        return self

    def __isub__(self, other: Any) -> Any:
        self._a -= self._other(other)
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Matrix):
            return NotImplemented
        return bool(np.array_equal(self._a, other._a))

    def __ne__(self, other: object) -> bool:
        if not isinstance(other, _Matrix):
            return NotImplemented
        return not np.array_equal(self._a, other._a)

    __hash__ = None  # type: ignore[assignment]

    def isEquivalent(self, other: Any, tolerance: float | None = None) -> bool:
        """Whether all numbers agree within a tolerance."""
        limit = self._tolerance if tolerance is None else real(tolerance)
        return bool((np.abs(self._a - self._other(other)) <= limit).all())

    def transpose(self) -> Any:
        """The transposed matrix."""
        return self._made(self._a.T)

    def inverse(self) -> Any:
        """The inverse; of a singular matrix the identity (Maya leaves it undefined)."""
        values = self._a.astype(np.float64)
        if np.linalg.det(values) == 0.0:
            return self._made(np.eye(4))
        return self._made(np.linalg.inv(values))

    def adjoint(self) -> Any:
        """The transposed matrix of cofactors."""
        values = self._a.astype(np.float64)
        result = np.empty((4, 4))
        for row in range(4):
            for column in range(4):
                minor = np.delete(np.delete(values, row, 0), column, 1)
                result[column, row] = (-1) ** (row + column) * np.linalg.det(minor)
        return self._made(result)

    def homogenize(self) -> Any:
        """The rotation part without scale, and without translation."""
        result = np.eye(4)
        rows = self._a[:3, :3].astype(np.float64)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        result[:3, :3] = rows / np.where(lengths == 0.0, 1.0, lengths)
        return self._made(result)

    def det4x4(self) -> float:
        """The determinant."""
        return float(np.linalg.det(self._a.astype(np.float64)))

    def det3x3(self) -> float:
        """The determinant of the upper left part."""
        return float(np.linalg.det(self._a[:3, :3].astype(np.float64)))

    def setToIdentity(self) -> Any:
        """Make this the identity."""
        self._a[...] = np.eye(4)
        return self

    def setToProduct(self, left: Any, right: Any) -> Any:
        """Make this ``left * right``."""
        self._a[...] = self._other(left) @ self._other(right)
        return self


@named("MMatrix")
class MMatrix(_Matrix):
    """Doubles."""

    identity: Any = None

    def isSingular(self) -> bool:
        """Whether there is no inverse."""
        return abs(self.det4x4()) < 1e-10


@named("MFloatMatrix")
class MFloatMatrix(_Matrix):
    """Floats."""

    _dtype = np.float32
    _kind = "float"
    _tolerance = 1e-5


MMatrix.identity = MMatrix()
matrix_of: Callable[[Any], MMatrix] = MMatrix._made
