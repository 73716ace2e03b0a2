"""Arrays of numbers, points, vectors, colours and objects."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import pointers
from .matrices import MMatrix
from .swig import SwigObject, integer, named, real, unsigned, wrong_arguments
from .tuples import MColor, MFloatPoint, MFloatVector, MPoint, MVector
from .units import MTime


class _Array(SwigObject):
    """Growing memory of numpy; ``_data`` has room for more than ``_n`` items."""

    _dtype: Any = np.float64
    _width = 1
    _kind = "double"

    def __init__(self, *values: Any) -> None:
        self._n = 0
        self._increment = 1
        self._data = self._room(0)
        if values:
            self._construct(values)

    def _construct(self, values: tuple[Any, ...]) -> None:
        first = values[0]
        if len(values) == 1 and isinstance(first, type(self)):
            self._set_all(first._array())
        elif len(values) == 2 and pointers.is_pointer(first):
            inner = getattr(first, "_pointer", first)
            self._set_all(pointers.load_rows(first, inner._kind, unsigned(values[1]), self._width))
        elif len(values) == 1 and isinstance(first, int):
            self.setLength(first)
        elif len(values) == 2 and isinstance(first, int):
            self.setLength(first)
            self._data[:first] = self._item(values[1])
        elif len(values) == 1 and isinstance(first, (list, tuple)):
            self._set_all(self._listed(first))
        else:
            raise wrong_arguments(f"new_{type(self).__name__}", values)

    def _listed(self, items: Any) -> np.ndarray:
        rows = [self._item(item) for item in items]
        shape = (len(rows),) if self._width == 1 else (len(rows), self._width)
        return np.array(rows, self._dtype).reshape(shape)

    @classmethod
    def _made(cls, array: Any) -> Any:
        new = cls()
        new._set_all(np.asarray(array))
        return new

    def _room(self, count: int) -> np.ndarray:
        shape = count if self._width == 1 else (count, self._width)
        return np.zeros(shape, self._dtype)

    def _array(self) -> np.ndarray:
        """The items in use, without a copy."""
        return self._data[: self._n]

    def _set_all(self, array: np.ndarray) -> None:
        """Become a copy of a numpy array; points may come without w."""
        if self._width == 4 and array.ndim == 2 and array.shape[1] == 3:
            self._data = np.ones((len(array), 4), self._dtype)
            self._data[:, :3] = array
        else:
            self._data = np.array(array, self._dtype, order="C")
            self._data = self._data.reshape(self._room(len(array)).shape)
        self._n = len(array)

    def _reserve(self, count: int) -> None:
        if count > len(self._data):
            data = self._room(max(count, 2 * len(self._data), 8))
            data[: self._n] = self._data[: self._n]
            self._data = data

    def _item(self, value: Any) -> Any:
        raise NotImplementedError

    def _given(self, row: Any) -> Any:
        raise NotImplementedError

    def _place(self, index: Any) -> int:
        place = integer(index, "index")
        if not 0 <= place < self._n:
            raise IndexError("array index out of range")
        return place

    def __getitem__(self, index: int) -> Any:
        return self._given(self._data[self._place(index)])

    def length(self) -> int:
        """The number of items."""
        return self._n

    def append(self, *value: Any) -> None:
        """Add an item at the end."""
        self._reserve(self._n + 1)
        self._data[self._n] = self._item(*value)
        self._n += 1

    def set(self, *values: Any) -> None:
        """Set an item: ``set(value, index)``."""
        if len(values) < 2:
            raise wrong_arguments(f"{type(self).__name__}_set", values)
        self._data[self._place(values[-1])] = self._item(*values[:-1])

    def insert(self, value: Any, index: int) -> None:
        """Put an item before the one at a place."""
        place = unsigned(index)
        if place > self._n:
            raise IndexError("array index out of range")
        self._reserve(self._n + 1)
        self._data[place + 1 : self._n + 1] = self._data[place : self._n].copy()
        self._data[place] = self._item(value)
        self._n += 1

    def remove(self, index: int) -> None:
        """Take an item out."""
        place = self._place(index)
        self._data[place : self._n - 1] = self._data[place + 1 : self._n].copy()
        self._n -= 1

    def clear(self) -> None:
        """Take all items out."""
        self._n = 0

    def setLength(self, length: int) -> None:
        """Shorten, or lengthen by zeros."""
        count = unsigned(length)
        self._reserve(count)
        self._data[self._n : count] = 0
        if self._width == 4 and self._n < count:
            self._data[self._n : count, 3] = 1
        self._n = count

    def copy(self, source: Any) -> Any:
        """Become a copy of another array."""
        if not isinstance(source, _Array):
            raise wrong_arguments(f"{type(self).__name__}_copy", (source,))
        self._set_all(source._array())
        return self

    assign = copy

    def get(self, destination: Any) -> None:
        """Write all items to memory."""
        inner = getattr(destination, "_pointer", destination)
        kind = self._kind
        if pointers.is_pointer(inner) and kind in ("double", "float"):
            kind = inner._kind
        pointers.store_rows(destination, kind, self._array())

    def setSizeIncrement(self, increment: int) -> None:
        """How many items memory grows by."""
        self._increment = unsigned(increment)

    def sizeIncrement(self) -> int:
        """How many items memory grows by."""
        return self._increment


class _NumberArray(_Array):
    """Arrays of plain numbers are sequences for Python."""

    def _item(self, value: Any) -> Any:
        return real(value) if self._kind in ("double", "float") else integer(value)

    def _given(self, row: Any) -> Any:
        return row.item()

    def _place(self, index: Any) -> int:
        place = integer(index, "index")
        return super()._place(place + self._n if place < 0 else place)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._made(self._array()[index])
        return super().__getitem__(index)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            items = list(self._array())
            items[index] = [self._item(each) for each in value]
            self._set_all(np.array(items, self._dtype))
            return
        self._data[self._place(index)] = self._item(value)

    def __delitem__(self, index: Any) -> None:
        where = index if isinstance(index, slice) else self._place(index)
        self._set_all(np.delete(self._array(), where))

    def __len__(self) -> int:
        return self._n

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _NumberArray):
            return bool(np.array_equal(self._array(), other._array()))
        if isinstance(other, (list, tuple)):
            return self._array().tolist() == list(other)
        return NotImplemented

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Any) -> Any:
        return self._made([*self._array().tolist(), *self._items_of(other)])

    def __radd__(self, other: Any) -> Any:
        return self._made([*self._items_of(other), *self._array().tolist()])

    def __iadd__(self, other: Any) -> Any:
        self._set_all(np.array([*self._array().tolist(), *self._items_of(other)]))
        return self

    def _items_of(self, other: Any) -> list[Any]:
        if isinstance(other, _NumberArray):
            return other._array().tolist()
        return [self._item(value) for value in other]

    def __repr__(self) -> str:
        return repr(self._array().tolist())


class _TupleArray(_Array):
    """Arrays of points and the like; an item that is read refers to the memory of the array."""

    _class: Any = MPoint

    def _item(self, *values: Any) -> Any:
        return self._class(*values)._list()

    def _given(self, row: Any) -> Any:
        return self._class._row(row)


@named("MDoubleArray")
class MDoubleArray(_NumberArray):
    """Doubles."""


@named("MFloatArray")
class MFloatArray(_NumberArray):
    """Floats."""

    _dtype, _kind = np.float32, "float"


@named("MIntArray")
class MIntArray(_NumberArray):
    """Whole numbers of 32 bits."""

    _dtype, _kind = np.int32, "int"


@named("MUintArray")
class MUintArray(_NumberArray):
    """Whole numbers of 32 bits without sign."""

    _dtype, _kind = np.uint32, "unsigned int"


@named("MInt64Array")
class MInt64Array(_NumberArray):
    """Whole numbers of 64 bits."""

    _dtype, _kind = np.int64, "int64"


@named("MUint64Array")
class MUint64Array(_NumberArray):
    """Whole numbers of 64 bits without sign."""

    _dtype, _kind = np.uint64, "unsigned int64"


@named("MPointArray")
class MPointArray(_TupleArray):
    """Points of doubles."""

    _width, _class = 4, MPoint


@named("MFloatPointArray")
class MFloatPointArray(_TupleArray):
    """Points of floats."""

    _width, _class, _dtype, _kind = 4, MFloatPoint, np.float32, "float"


@named("MVectorArray")
class MVectorArray(_TupleArray):
    """Vectors of doubles."""

    _width, _class = 3, MVector


@named("MFloatVectorArray")
class MFloatVectorArray(_TupleArray):
    """Vectors of floats."""

    _width, _class, _dtype, _kind = 3, MFloatVector, np.float32, "float"


@named("MColorArray")
class MColorArray(_TupleArray):
    """Colours."""

    _width, _class, _dtype, _kind = 4, MColor, np.float32, "float"


class ObjectArray(SwigObject):
    """Base of arrays of whole objects; items are kept as they are given, copied."""

    _class: Any = object

    def __init__(self, *values: Any) -> None:
        self._items: list[Any] = []
        self._increment = 1
        if not values:
            return
        first = values[0]
        if len(values) == 1 and isinstance(first, (type(self), list, tuple)):
            self._items = [self._copied(item) for item in getattr(first, "_items", first)]
        elif isinstance(first, int) and len(values) in (1, 2):
            self.setLength(first)
            if len(values) == 2:
                self._items = [self._copied(values[1]) for _ in range(first)]
        else:
            raise wrong_arguments(f"new_{type(self).__name__}", values)

    @classmethod
    def _made(cls, items: Any) -> Any:
        new = cls()
        new._items = list(items)
        return new

    def _copied(self, item: Any) -> Any:
        if not isinstance(item, self._class):
            raise wrong_arguments(f"{type(self).__name__}", (item,))
        return self._class(item)

    def _set_all(self, items: Any) -> None:
        self._items = list(items)

    def _place(self, index: Any) -> int:
        place = integer(index, "index")
        if not 0 <= place < len(self._items):
            raise IndexError("array index out of range")
        return place

    def __getitem__(self, index: int) -> Any:
        return self._items[self._place(index)]

    def length(self) -> int:
        """The number of items."""
        return len(self._items)

    def append(self, item: Any) -> None:
        """Add an item at the end."""
        self._items.append(self._copied(item))

    def set(self, item: Any, index: int) -> None:
        """Set an item."""
        self._items[self._place(index)] = self._copied(item)

    def insert(self, item: Any, index: int) -> None:
        """Put an item before the one at a place."""
        self._items.insert(unsigned(index), self._copied(item))

    def remove(self, index: int) -> None:
        """Take an item out."""
        del self._items[self._place(index)]

    def clear(self) -> None:
        """Take all items out."""
        self._items = []

    def setLength(self, length: int) -> None:
        """Shorten, or lengthen by empty items."""
        del self._items[unsigned(length) :]
        while len(self._items) < length:
            self._items.append(self._class())

    def copy(self, source: Any) -> Any:
        """Become a copy of another array."""
        self._items = [self._copied(item) for item in source._items]
        return self

    assign = copy

    def setSizeIncrement(self, increment: int) -> None:
        """How many items memory grows by."""
        self._increment = unsigned(increment)

    def sizeIncrement(self) -> int:
        """How many items memory grows by."""
        return self._increment


@named("MTimeArray")
class MTimeArray(ObjectArray):
    """Times."""

    _class = MTime


@named("MMatrixArray")
class MMatrixArray(ObjectArray):
    """Matrices."""

    _class = MMatrix


@named("MCallbackIdArray")
class MCallbackIdArray(ObjectArray):
    """Identifiers of callbacks."""

    _class = object

    def _copied(self, item: Any) -> Any:
        return item
