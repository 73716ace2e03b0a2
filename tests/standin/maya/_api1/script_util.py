"""MScriptUtil and the small pointer classes: memory for out-parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import pointers
from .pointers import DTYPES, SwigPyObject
from .swig import SwigObject, integer, real, unsigned

_NO_STORAGE = (
    "a default-constructed MScriptUtil has no memory behind its pointers; call createFromInt, "
    "createFromDouble or createFromList first (Maya may crash here)"
)


class MScriptUtil(SwigObject):
    """Memory for numbers, and functions that read and write behind pointers."""

    def __init__(self, *values: Any) -> None:
        self._block = np.zeros(4, np.float64)
        self._kind = "double"
        self._count = 0
        if len(values) == 1 and pointers.is_pointer(values[0]):
            self._adopt(values[0])
        elif len(values) == 2 and isinstance(values[0], (list, tuple)):
            self.createFromList(*values)
        elif values:
            kind = "int" if all(isinstance(value, int) for value in values) else "double"
            self._create(kind, [real(value) for value in values])

    def _adopt(self, pointer: Any) -> None:
        inner = getattr(pointer, "_pointer", pointer)
        memory = inner.memory()
        self._create(inner._kind, memory.tolist())

    def _create(self, kind: str, values: list[Any]) -> None:
        self._block = np.zeros(max(len(values), 1), np.float64)
        self._kind, self._count = kind, len(values)
        self._view(kind)[: len(values)] = values

    def createFromInt(self, *values: int) -> None:
        """Room for whole numbers."""
        if not values:
            raise TypeError("createFromInt expects at least one number")
        self._create("int", [integer(value) for value in values])

    def createFromDouble(self, *values: float) -> None:
        """Room for real numbers."""
        if not values:
            raise TypeError("createFromDouble expects at least one number")
        self._create("double", [real(value) for value in values])

    def createFromList(self, values: Any, length: int) -> None:
        """Room for the numbers of a list."""
        listed = [real(value) for value in values]
        if integer(length) > len(listed):
            raise ValueError(f"createFromList: the list has {len(listed)} items, not {length}")
        self._create("double", listed[:length])

    def _view(self, kind: str) -> np.ndarray:
        return self._block.view(DTYPES[kind])

    def _as(self, kind: str) -> np.ndarray:
        """The memory as numbers of a kind; values are converted when the kind changes."""
        if kind != self._kind:
            values = self._view(self._kind)[: self._count].copy()
            self._block[:] = 0
            with np.errstate(invalid="ignore", over="ignore"):
                self._view(kind)[: self._count] = values.astype(DTYPES[kind])
            self._kind = kind
        return self._view(kind)[: self._count] if self._count else self._view(kind)[:1]

    def _pointer_of(self, kind: str, width: int) -> SwigPyObject:
        memory = self._as(kind)
        fault = None if self._count else _NO_STORAGE
        return SwigPyObject(kind, memory, width, self, fault)

    def _value(self, kind: str) -> Any:
        return self._as(kind)[0].item()

    @staticmethod
    def createMatrixFromList(values: Any, matrix: Any) -> bool:
        """Fill an MMatrix from 16 numbers."""
        matrix._a[...] = _listed(values, 16).reshape(4, 4)
        return True

    @staticmethod
    def createFloatMatrixFromList(values: Any, matrix: Any) -> bool:
        """Fill an MFloatMatrix from 16 numbers."""
        matrix._a[...] = _listed(values, 16).reshape(4, 4)
        return True

    @staticmethod
    def createIntArrayFromList(values: Any, array: Any) -> bool:
        """Fill an MIntArray."""
        array._set_all(np.array([integer(value) for value in values], np.int32))
        return True

    @staticmethod
    def createFloatArrayFromList(values: Any, array: Any) -> bool:
        """Fill an MFloatArray."""
        array._set_all(np.array([real(value) for value in values], np.float32))
        return True


def _listed(values: Any, count: int) -> np.ndarray:
    numbers = np.array([real(value) for value in values], np.float64)
    if len(numbers) != count:
        raise ValueError(f"a list of {count} numbers is needed, not of {len(numbers)}")
    return numbers


_WORDS = {  # the word in method names, the C type, whether as...() exists
    "Bool": "bool",
    "Char": "char",
    "Uchar": "unsigned char",
    "Short": "short",
    "Ushort": "unsigned short",
    "Int": "int",
    "Uint": "unsigned int",
    "Float": "float",
    "Double": "double",
}
_PLAIN_VALUES = ("Bool", "Short", "Int", "Uint", "Float", "Double")
_ROWS = ("Short", "Int", "Uint", "Float", "Double")


def _number(kind: str) -> Callable[[Any], Any]:
    if kind in ("float", "double"):
        return real
    if kind == "bool":
        return bool
    return unsigned if kind.startswith("unsigned") else integer


def _as_value(kind: str) -> Any:
    return lambda self: self._value(kind)


def _as_pointer(kind: str, width: int) -> Any:
    return lambda self: self._pointer_of(kind, width)


def _getter(kind: str) -> Any:
    return lambda pointer: pointers.load(pointer, kind, 1)[0]


def _setter(kind: str) -> Any:
    convert = _number(kind)
    return lambda pointer, value: pointers.store(pointer, kind, convert(value))


def _item_getter(kind: str) -> Any:
    def get(pointer: Any, index: int) -> Any:
        return pointers._checked(pointer, kind, (1,), unsigned(index) + 1)[index].item()

    return get


def _item_setter(kind: str) -> Any:
    convert = _number(kind)

    def put(pointer: Any, index: int, value: Any) -> None:
        pointers._checked(pointer, kind, (1,), unsigned(index) + 1)[index] = convert(value)

    return put


def _row_getter(kind: str, width: int) -> Any:
    def get(pointer: Any, row: int, column: int) -> Any:
        place = _place(row, column, width)
        return pointers._checked(pointer, kind, (width,), place + 1)[place].item()

    return get


def _row_setter(kind: str, width: int) -> Any:
    convert = _number(kind)

    def put(pointer: Any, row: int, column: int, value: Any) -> bool:
        place = _place(row, column, width)
        pointers._checked(pointer, kind, (width,), place + 1)[place] = convert(value)
        return True

    return put


def _place(row: int, column: int, width: int) -> int:
    if not 0 <= column < width:
        raise IndexError(f"column {column} of a row of {width}")
    return unsigned(row) * width + column


def _install() -> None:
    for word, kind in _WORDS.items():
        setattr(MScriptUtil, f"as{word}Ptr", _as_pointer(kind, 1))
        setattr(MScriptUtil, f"get{word}ArrayItem", staticmethod(_item_getter(kind)))
        setattr(MScriptUtil, f"set{word}Array", staticmethod(_item_setter(kind)))
        if word != "Ushort":
            setattr(MScriptUtil, f"get{word}", staticmethod(_getter(kind)))
            setattr(MScriptUtil, f"set{word}", staticmethod(_setter(kind)))
    for word in _PLAIN_VALUES:
        setattr(MScriptUtil, f"as{word}", _as_value(_WORDS[word]))
    for word in _ROWS:
        for width in (2, 3, 4):
            kind = _WORDS[word]
            setattr(MScriptUtil, f"as{word}{width}Ptr", _as_pointer(kind, width))
            getter, setter = _row_getter(kind, width), _row_setter(kind, width)
            setattr(MScriptUtil, f"get{word}{width}ArrayItem", staticmethod(getter))
            setattr(MScriptUtil, f"set{word}{width}ArrayItem", staticmethod(setter))


_install()


class _NumberPointer(SwigObject):
    """A number with an address."""

    _kind = "int"

    def __init__(self) -> None:
        self._memory = np.zeros(1, DTYPES[self._kind])
        self._pointer = SwigPyObject(self._kind, self._memory)

    def assign(self, value: Any) -> None:
        """Set the number."""
        self._memory[0] = _number(self._kind)(value)

    def value(self) -> Any:
        """The number."""
        return self._memory[0].item()

    def cast(self) -> SwigPyObject:
        """The plain pointer."""
        return self._pointer

    @classmethod
    def frompointer(cls, pointer: Any) -> Any:
        """The same memory under a plain pointer."""
        made = cls()
        made._memory = pointers._checked(pointer, cls._kind, (1,), 1)[:1]
        made._pointer = SwigPyObject(cls._kind, made._memory)
        return made


class boolPtr(_NumberPointer):
    """A bool with an address."""

    _kind = "bool"


class charPtr(_NumberPointer):
    """A char with an address."""

    _kind = "char"


class doublePtr(_NumberPointer):
    """A double with an address."""

    _kind = "double"


class floatPtr(_NumberPointer):
    """A float with an address."""

    _kind = "float"


class intPtr(_NumberPointer):
    """An int with an address."""

    _kind = "int"


class shortPtr(_NumberPointer):
    """A short with an address."""

    _kind = "short"


class uCharPtr(_NumberPointer):
    """An unsigned char with an address."""

    _kind = "unsigned char"


class uIntPtr(_NumberPointer):
    """An unsigned int with an address."""

    _kind = "unsigned int"


createBoolRef, createCharRef, createDoubleRef = boolPtr, charPtr, doublePtr
createFloatRef, createIntRef, createShortRef = floatPtr, intPtr, shortPtr
createUCharRef, createUIntRef = uCharPtr, uIntPtr


def setRefValue(reference: Any, value: Any) -> None:
    """Set the number behind a reference made by ``create...Ref``."""
    reference.assign(value)


def _reference_value(reference: Any) -> Any:
    return reference.value()


boolRefValue = charRefValue = doubleRefValue = floatRefValue = _reference_value
intRefValue = shortRefValue = uCharRefValue = uIntRefValue = _reference_value
