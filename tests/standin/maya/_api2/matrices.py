"""``MMatrix`` and ``MFloatMatrix``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.rows import MatrixBase, as_number, is_number, spell


class Matrix(MatrixBase):
    """Sixteen numbers that act on row vectors."""

    __slots__ = ("_m",)
    __hash__ = None  # type: ignore[assignment]
    _DTYPE: Any = np.float64
    kTolerance = 1e-10

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._m = np.eye(4, dtype=cls._DTYPE)
        return self

    def __init__(self, *arguments: Any) -> None:
        if not arguments:
            return
        if len(arguments) > 1:
            raise TypeError(f"{type(self).__name__} takes at most 1 argument")
        source = arguments[0]
        if isinstance(source, Matrix):
            self._m[:] = source._m
            return
        if isinstance(source, (str, bytes)) or not hasattr(source, "__len__"):
            raise TypeError(f"a matrix cannot be made from {type(source).__name__}")
        values = list(source)
        if len(values) == 4:
            values = [value for row in values for value in row]
        if len(values) != 16:
            raise ValueError("sequence must contain 16 floats or 4 sequences of 4 floats")
        self._m[:] = np.array([as_number(value) for value in values]).reshape(4, 4)

    @classmethod
    def _family(cls) -> type:
        return MMatrix if issubclass(cls, MMatrix) else MFloatMatrix

    @classmethod
    def _of(cls, values: Any):
        self = object.__new__(cls)
        self._m = np.array(values, dtype=cls._DTYPE).reshape(4, 4)
        return self

    @classmethod
    def _view(cls, values: np.ndarray):
        self = object.__new__(cls)
        self._m = values.reshape(4, 4)
        return self

    @classmethod
    def _new(cls, values: Any):
        return cls._family()._of(values)

    def __len__(self) -> int:
        return 16

    def __iter__(self):
        return iter(self._m.ravel().tolist())

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.array(self._m.ravel(), dtype=dtype or np.float64)

    def __getitem__(self, index: int) -> float:
        return float(self._m[self._place(index)])

    def __setitem__(self, index: int, value: float) -> None:
        self._m[self._place(index)] = as_number(value)

    def __delitem__(self, index: int) -> None:
        raise TypeError("matrices do not support item deletion")

    def _place(self, index: Any) -> tuple[int, int]:
        if isinstance(index, slice) or not hasattr(index, "__index__"):
            raise TypeError(f"sequence index must be integer, not '{type(index).__name__}'")
        place = index.__index__()
        if place < 0:
            place += 16
        if not 0 <= place < 16:
            raise IndexError("matrix index out of range")
        return divmod(place, 4)

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, Matrix):
            return NotImplemented
        return bool((self._m == other._m).all())

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __str__(self) -> str:
        rows = (", ".join(spell(value) for value in row) for row in self._m)
        return "(" + ", ".join(f"({row})" for row in rows) + ")"

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.{type(self)._family().__name__}({self})"

    def __add__(self, other: Any):
        return self._new(self._m + other._m) if isinstance(other, Matrix) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any):
        return self._new(self._m - other._m) if isinstance(other, Matrix) else NotImplemented

    def __rsub__(self, other: Any):
        return NotImplemented

    def __mul__(self, other: Any):
        if isinstance(other, Matrix):
            return self._new(self._m @ other._m)
        return self._new(self._m * other) if is_number(other) else NotImplemented

    def __rmul__(self, other: Any):
        return self._new(self._m * other) if is_number(other) else NotImplemented

    def _in_place(self, result: Any):
        self._m[:] = result._m
        return self

    def __iadd__(self, other: Any):
        return self._in_place(self + other)

    def __isub__(self, other: Any):
        return self._in_place(self - other)

    def __imul__(self, other: Any):
        return self._in_place(self * other)

    def getElement(self, row: int, col: int) -> float:
        """One number."""
        return float(self._m[_four(row), _four(col)])

    def setElement(self, row: int, col: int, value: float):
        """Set one number."""
        self._m[_four(row), _four(col)] = as_number(value)
        return self

    def setToIdentity(self):
        """Become the identity."""
        self._m[:] = np.eye(4)
        return self

    def setToProduct(self, left: Any, right: Any):
        """Become ``left * right``."""
        self._m[:] = left._m @ right._m
        return self

    def transpose(self):
        """A transposed copy."""
        return self._new(self._m.T)

    def inverse(self):
        """The inverse; that of a singular matrix is made as numbers allow, as in Maya."""
        values = self._m.astype(float)
        try:
            return self._new(np.linalg.inv(values))
        except np.linalg.LinAlgError:
            return self._new(np.linalg.pinv(values))

    def adjoint(self):
        """The adjugate: transposed matrix of cofactors."""
        values = self._m.astype(float)
        result = np.empty((4, 4))
        for row in range(4):
            for column in range(4):
                minor = np.delete(np.delete(values, row, 0), column, 1)
                result[column, row] = (-1) ** (row + column) * np.linalg.det(minor)
        return self._new(result)

    def homogenize(self):
        """A copy with the rows made orthogonal and of length one."""
        result = self._m.astype(float).copy()
        from maya._core.maths import split_linear

        result[:3, :3] = split_linear(result)[2]
        return self._new(result)

    def det3x3(self) -> float:
        """Determinant of the upper left 3x3 block."""
        return float(np.linalg.det(self._m[:3, :3].astype(float)))

    def det4x4(self) -> float:
        """Determinant."""
        return float(np.linalg.det(self._m.astype(float)))

    def isEquivalent(self, other: Any, tolerance: float | None = None) -> bool:
        """Whether all numbers agree within the tolerance."""
        if not isinstance(other, Matrix):
            raise TypeError(f"argument must be a matrix, not {type(other).__name__}")
        limit = type(self).kTolerance if tolerance is None else tolerance
        return bool((np.abs(self._m.astype(float) - other._m) <= limit).all())


def _four(index: int) -> int:
    if not 0 <= index < 4:
        raise IndexError("matrix index out of range")
    return int(index)


class MMatrix(Matrix):
    """4x4 matrix with double precision."""

    __slots__ = ()

    def isSingular(self) -> bool:
        """Whether there is no inverse."""
        return abs(self.det4x4()) < 1e-15


class MFloatMatrix(Matrix):
    """4x4 matrix with single precision."""

    __slots__ = ()
    _DTYPE = np.float32
    kTolerance = float(np.float32(1e-5))


MMatrix.kIdentity = MMatrix()
