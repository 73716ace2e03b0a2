"""Pointers to plain numbers, as SWIG hands them to Python: real memory with a type and a width."""

from __future__ import annotations

import warnings
import weakref
from typing import Any

import numpy as np

DTYPES = {
    "double": np.dtype(np.float64),
    "float": np.dtype(np.float32),
    "int": np.dtype(np.int32),
    "unsigned int": np.dtype(np.uint32),
    "short": np.dtype(np.int16),
    "unsigned short": np.dtype(np.uint16),
    "bool": np.dtype(np.bool_),
    "char": np.dtype(np.int8),
    "unsigned char": np.dtype(np.uint8),
}


class PointerMisuse(RuntimeError, RuntimeWarning):
    """Memory that Maya does not promise: it may work there, be garbage, or crash."""


class SwigPyObject:
    """A pointer such as ``double *`` or ``float (*)[4]``.

    ``array`` is the memory from the address on, one-dimensional and typed. A pointer into an
    ``MScriptUtil`` knows its owner: using it after the owner died is reported.
    """

    def __init__(
        self,
        kind: str,
        array: np.ndarray,
        width: int = 1,
        owner: Any = None,
        fault: str | None = None,
    ) -> None:
        self._kind = kind
        self._array = array
        self._width = width
        self._owner = None if owner is None else weakref.ref(owner)
        self._fault = fault

    @property
    def type_name(self) -> str:
        """The C type in SWIG's spelling."""
        return f"{self._kind} *" if self._width == 1 else f"{self._kind} (*)[{self._width}]"

    def memory(self) -> np.ndarray:
        """The numbers behind the pointer; warns about memory that nobody owns."""
        if self._fault is not None:
            warnings.warn(PointerMisuse(f"stand-in: {self._fault}"), stacklevel=4)
        elif self._owner is not None and self._owner() is None:
            message = "stand-in: the MScriptUtil of this pointer is gone, its memory is garbage"
            warnings.warn(PointerMisuse(message), stacklevel=4)
        return self._array

    def __int__(self) -> int:
        return int(self._array.ctypes.data)

    __index__ = __int__

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SwigPyObject):
            return int(self) == int(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(int(self))

    def __repr__(self) -> str:
        return f"<Swig Object of type '{self.type_name}' at {int(self):#x}>"

    def own(self) -> bool:
        """Whether Python frees the memory."""
        return False

    def disown(self) -> None:
        """Leave the memory to Maya."""

    def acquire(self) -> None:
        """Take the memory from Maya."""

    def next(self) -> None:
        """SWIG's chain of further pointers, always empty."""


def _checked(pointer: Any, kind: str, widths: tuple[int, ...], count: int) -> np.ndarray:
    wanted = f"{kind} *" if widths[0] == 1 else f"{kind} [{widths[0]}]"
    if not isinstance(pointer, SwigPyObject):
        inner = getattr(pointer, "_pointer", None)
        if not isinstance(inner, SwigPyObject):
            given = type(pointer).__name__
            raise TypeError(f"argument of type '{wanted}' expected, got '{given}'")
        pointer = inner
    if pointer._kind != kind or pointer._width not in widths:
        raise TypeError(f"argument of type '{wanted}' expected, got '{pointer.type_name}'")
    memory = pointer.memory()
    if len(memory) < count:
        raise RuntimeError(
            f"stand-in: {count} numbers of type {kind} do not fit into the memory of "
            f"{len(memory)} behind the pointer (Maya would overwrite foreign memory)"
        )
    return memory


def store(pointer: Any, kind: str, *values: Any) -> None:
    """Write numbers through a pointer parameter."""
    widths = (len(values), 1) if len(values) > 1 else (1,)
    memory = _checked(pointer, kind, widths, len(values))
    memory[: len(values)] = values


def store_if(pointer: Any, kind: str, *values: Any) -> None:
    """Write through a pointer that may be None (NULL)."""
    if pointer is not None:
        store(pointer, kind, *values)


def load(pointer: Any, kind: str, count: int) -> list[Any]:
    """Read ``count`` numbers behind an array parameter such as ``const double [3]``."""
    widths = (1, count) if count > 1 else (1,)
    return _checked(pointer, kind, widths, count)[:count].tolist()


def store_rows(pointer: Any, kind: str, rows: np.ndarray) -> None:
    """Fill memory such as ``double (*)[4]`` from an (n, 4) array, or ``double *`` from (n,)."""
    width = rows.shape[1] if rows.ndim == 2 else 1
    memory = _checked(pointer, kind, (width,), rows.size)
    memory[: rows.size] = rows.ravel()


def load_rows(pointer: Any, kind: str, count: int, width: int) -> np.ndarray:
    """Copy ``count`` rows of ``width`` numbers out of memory."""
    memory = _checked(pointer, kind, (width,), count * width)
    rows = memory[: count * width].copy()
    return rows.reshape(count, width) if width > 1 else rows


def is_pointer(value: Any, kind: str | None = None) -> bool:
    """Whether a value is a pointer (of the kind)."""
    inner = getattr(value, "_pointer", value)
    return isinstance(inner, SwigPyObject) and (kind is None or inner._kind == kind)


class SmallArray(SwigPyObject):
    """What ``MDataHandle.asFloat3`` and its kin give: a pointer whose numbers can be indexed."""

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, index: Any) -> Any:
        return self._array.tolist()[index]


def pointer_to(kind: str, array: np.ndarray, width: int = 1) -> SwigPyObject:
    """A pointer to memory that Maya owns, for example the points of a mesh."""
    return SwigPyObject(kind, array.reshape(-1), width)
