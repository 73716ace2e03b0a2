"""The arrays of API 2.0: sequences that keep numpy inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from maya._api2.colors import MColor
from maya._api2.matrices import MMatrix
from maya._api2.rows import (
    MFloatPoint,
    MFloatVector,
    MPoint,
    MVector,
    Row,
    as_number,
    spell,
)


class ArrayBase:
    """The sequence protocol that all arrays share."""

    __slots__ = ("_step",)

    def __init__(self, *arguments: Any) -> None:
        if not arguments:
            return
        if len(arguments) == 2 and isinstance(arguments[0], (int, np.integer)):
            self._fill([self._one(arguments[1])] * int(arguments[0]))
        elif len(arguments) == 1:
            self.copy(arguments[0])
        else:
            raise TypeError(f"{type(self).__name__} takes at most 2 arguments")

    @property
    def sizeIncrement(self) -> int:
        """By how many elements room is made when the array grows."""
        return self._step

    @sizeIncrement.setter
    def sizeIncrement(self, value: int) -> None:
        self._step = int(value)

    def _place(self, index: Any, extra: int = 0) -> int:
        if not hasattr(index, "__index__"):
            raise TypeError(f"array indices must be integers, not {type(index).__name__}")
        place = index.__index__()
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self) + extra:
            raise IndexError("array index out of range")
        return place

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._part(index)
        return self._element(self._place(index))

    def __contains__(self, value: Any) -> bool:
        return any(value == element for element in self)

    def __iter__(self) -> Iterator[Any]:
        for place in range(len(self)):
            yield self._element(place)

    def __add__(self, other: Any):
        result = type(self)(self)
        result._extend(other)
        return result

    def __iadd__(self, other: Any):
        self._extend(other)
        return self

    def __mul__(self, times: Any):
        if not hasattr(times, "__index__"):
            return NotImplemented
        result = type(self)()
        for _ in range(max(0, times.__index__())):
            result._extend(self)
        return result

    __rmul__ = __mul__

    def __imul__(self, times: int):
        self.copy(self * times)
        return self

    def __str__(self) -> str:
        return "[" + ", ".join(self._spell(element) for element in self) + "]"

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.{_name(self)}({self})"

    def _spell(self, element: Any) -> str:
        return repr(element)

    def _listed(self, sequence: Any) -> Any:
        if isinstance(sequence, (str, bytes)) or not hasattr(sequence, "__iter__"):
            raise TypeError(f"{_name(self)} cannot be made from {type(sequence).__name__}")
        return sequence


def _name(value: Any) -> str:
    kind = type(value)
    while kind.__bases__[0] not in (NumberArray, RowArray, ObjectArray, ArrayBase):
        kind = kind.__bases__[0]
    return kind.__name__


class BufferArray(ArrayBase):
    """Elements in a numpy buffer with room at its end."""

    __slots__ = ("_b", "_n")
    _DTYPE: Any = np.float64
    _SHAPE: tuple[int, ...] = ()

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._b = np.zeros((0, *cls._SHAPE), cls._DTYPE)
        self._n = 0
        self._step = 64
        return self

    @classmethod
    def _of(cls, values: Any):
        """An array of the given numbers; the buffer is a copy."""
        self = cls.__new__(cls)
        self._b = np.array(values, dtype=cls._DTYPE).reshape(-1, *cls._SHAPE)
        self._n = len(self._b)
        return self

    @property
    def _a(self) -> np.ndarray:
        return self._b[: self._n]

    def __len__(self) -> int:
        return self._n

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.array(self._a, dtype=dtype)

    def _fill(self, values: Any) -> None:
        self._b = np.array(values, dtype=self._DTYPE).reshape(-1, *self._SHAPE)
        self._n = len(self._b)

    def _room(self, size: int) -> None:
        if size > len(self._b):
            buffer = np.zeros((max(size, 2 * len(self._b), 8), *self._SHAPE), self._DTYPE)
            buffer[: self._n] = self._a
            self._b = buffer

    def _extend(self, other: Any) -> None:
        values = self._many(other)
        self._room(self._n + len(values))
        self._b[self._n : self._n + len(values)] = values
        self._n += len(values)

    def _part(self, part: slice):
        return type(self)._of(self._a[part])

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            values = self._many(value)
            if index.step not in (None, 1):
                self._a[index] = values
                return
            start, stop, _ = index.indices(self._n)
            self._fill(np.concatenate([self._a[:start], values, self._a[max(start, stop) :]]))
            return
        self._b[self._place(index)] = self._one(value)

    def __delitem__(self, index: Any) -> None:
        if not isinstance(index, slice):
            index = self._place(index)
        self._fill(np.delete(self._a, index, axis=0))

    def append(self, value: Any):
        """Add an element at the end."""
        one = self._one(value)
        self._room(self._n + 1)
        self._b[self._n] = one
        self._n += 1
        return self

    def insert(self, value: Any, index: int):
        """Put an element before another one."""
        self._fill(np.insert(self._a, self._place(index, 1), self._one(value), axis=0))
        return self

    def remove(self, index: int):
        """Take an element out."""
        del self[index]
        return self

    def copy(self, source: Any):
        """Take over the elements of another array or sequence."""
        self._fill(self._many(source))
        return self

    def clear(self):
        """Remove all elements."""
        self._n = 0
        return self

    def setLength(self, size: int):
        """Make the array longer or shorter; new elements have the default value."""
        if size < 0:
            raise ValueError("length must not be negative")
        old = self._n
        self._room(size)
        self._n = int(size)
        if size > old:
            self._b[old:size] = self._default()
        return self

    def _default(self) -> Any:
        return 0


class NumberArray(BufferArray):
    """An array of plain numbers, which come out as values."""

    __slots__ = ()
    _KINDS = "biuf"

    def __iter__(self) -> Iterator[Any]:
        return iter(self._a.tolist())

    def __contains__(self, value: Any) -> bool:
        return bool((self._a == value).any())

    def _element(self, place: int) -> Any:
        return self._b[place].item()

    def _one(self, value: Any) -> Any:
        if self._KINDS == "biuf":
            return as_number(value)
        if not hasattr(value, "__index__"):
            raise TypeError(f"an integer is required, not {type(value).__name__}")
        return self._within(value.__index__())

    def _within(self, value: int) -> int:
        limits = np.iinfo(self._DTYPE)
        if not limits.min <= value <= limits.max:
            raise OverflowError(f"{value} does not fit into {_name(self)}")
        return value

    def _many(self, sequence: Any) -> np.ndarray:
        if isinstance(sequence, NumberArray):
            sequence = sequence._a
        values = np.asarray(
            sequence if isinstance(sequence, np.ndarray) else list(self._listed(sequence))
        )
        if len(values) == 0:
            return np.zeros(0, self._DTYPE)
        if values.ndim != 1 or values.dtype.kind not in self._KINDS:
            values = np.array([self._one(value) for value in values])
        return values.astype(self._DTYPE)

    def _spell(self, element: Any) -> str:
        return spell(element) if isinstance(element, float) else str(element)


class MDoubleArray(NumberArray):
    """Array of doubles."""

    __slots__ = ()


class MFloatArray(NumberArray):
    """Array of floats."""

    __slots__ = ()
    _DTYPE = np.float32


class MIntArray(NumberArray):
    """Array of integers."""

    __slots__ = ()
    _DTYPE = np.int32
    _KINDS = "biu"


class MUintArray(NumberArray):
    """Array of integers without sign."""

    __slots__ = ()
    _DTYPE = np.uint32
    _KINDS = "biu"


class MInt64Array(NumberArray):
    """Array of long integers."""

    __slots__ = ()
    _DTYPE = np.int64
    _KINDS = "biu"


class MUint64Array(NumberArray):
    """Array of long integers without sign."""

    __slots__ = ()
    _DTYPE = np.uint64
    _KINDS = "biu"


class RowArray(BufferArray):
    """An array of vectors, points, colours or matrices; elements are references into it."""

    __slots__ = ()
    _KIND: Any = MPoint

    def _element(self, place: int) -> Any:
        return self._KIND._view(self._b[place])

    def _one(self, value: Any) -> np.ndarray:
        made = value if isinstance(value, self._KIND) else self._KIND(value)
        return made._a if isinstance(made, Row) else made._m.ravel()

    def _default(self) -> Any:
        return self._one(self._KIND())

    def _many(self, sequence: Any) -> np.ndarray:
        if isinstance(sequence, BufferArray):
            sequence = sequence._a
        width = self._SHAPE[0]
        values = sequence if isinstance(sequence, np.ndarray) else self._rows(sequence)
        if isinstance(values, np.ndarray) and values.ndim == 2:
            if values.dtype.kind not in "biuf" or values.shape[1] not in (3, width):
                raise TypeError(f"{_name(self)} cannot be made from rows of {values.shape[1]}")
            result = np.empty((len(values), width), self._DTYPE)
            result[:] = self._default()
            result[:, : values.shape[1]] = values[:, :width]
            return result
        rows = [self._one(value) for value in values]
        return np.array(rows, dtype=self._DTYPE).reshape(-1, width)

    def _rows(self, sequence: Any) -> Any:
        items = list(self._listed(sequence))
        if items and all(type(item) in (tuple, list) and len(item) == 3 for item in items):
            try:
                return np.array(items)
            except ValueError:
                return items
        return items


class MPointArray(RowArray):
    """Array of points."""

    __slots__ = ()
    _KIND, _SHAPE = MPoint, (4,)


class MFloatPointArray(RowArray):
    """Array of float points."""

    __slots__ = ()
    _KIND, _SHAPE, _DTYPE = MFloatPoint, (4,), np.float32


class MVectorArray(RowArray):
    """Array of vectors."""

    __slots__ = ()
    _KIND, _SHAPE = MVector, (3,)


class MFloatVectorArray(RowArray):
    """Array of float vectors."""

    __slots__ = ()
    _KIND, _SHAPE, _DTYPE = MFloatVector, (3,), np.float32


class MColorArray(RowArray):
    """Array of colours."""

    __slots__ = ()
    _KIND, _SHAPE, _DTYPE = MColor, (4,), np.float32


class MMatrixArray(RowArray):
    """Array of matrices."""

    __slots__ = ()
    _KIND, _SHAPE = MMatrix, (16,)


class ObjectArray(ArrayBase):
    """An array of Maya objects."""

    __slots__ = ("_items",)

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._items = []
        self._step = 64
        return self

    @classmethod
    def _of(cls, items: Any):
        self = cls.__new__(cls)
        self._items = list(items)
        return self

    def __len__(self) -> int:
        return len(self._items)

    def _element(self, place: int) -> Any:
        return self._items[place]

    def _kind(self) -> type:
        raise NotImplementedError

    def _one(self, value: Any) -> Any:
        kind = self._kind()
        if not isinstance(value, kind):
            raise TypeError(f"{_name(self)} takes {kind.__name__}, not {type(value).__name__}")
        return value

    def _fill(self, items: Any) -> None:
        self._items = list(items)

    def _extend(self, other: Any) -> None:
        self._items += [self._one(item) for item in self._listed(other)]

    def _part(self, part: slice):
        return type(self)._of(self._items[part])

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            self._items[index] = [self._one(item) for item in value]
        else:
            self._items[self._place(index)] = self._one(value)

    def __delitem__(self, index: Any) -> None:
        del self._items[index if isinstance(index, slice) else self._place(index)]

    def append(self, value: Any):
        """Add an element at the end."""
        self._items.append(self._one(value))
        return self

    def insert(self, value: Any, index: int):
        """Put an element before another one."""
        self._items.insert(self._place(index, 1), self._one(value))
        return self

    def remove(self, index: int):
        """Take an element out."""
        del self._items[self._place(index)]
        return self

    def copy(self, source: Any):
        """Take over the elements of another array or sequence."""
        self._items = [self._one(item) for item in self._listed(source)]
        return self

    def clear(self):
        """Remove all elements."""
        self._items = []
        return self

    def setLength(self, size: int):
        """Make the array longer or shorter; new elements are empty objects."""
        del self._items[size:]
        while len(self._items) < size:
            self._items.append(self._kind()())
        return self


class MCallbackIdArray(ObjectArray):
    """Array of callback ids."""

    __slots__ = ()

    def _kind(self) -> type:
        return int
