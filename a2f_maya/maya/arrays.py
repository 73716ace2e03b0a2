"""Numbers in and out of Maya's arrays as a whole, never one by one.

Maya's older API (1.0), the only one with deformers, has arrays that Python cannot see into. They
are copied to and from memory that belongs to an ``MScriptUtil`` and that numpy looks at.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
from maya import OpenMaya as om1
from maya.api import OpenMaya as om

DoubleArray = npt.NDArray[np.float64]


class PointMemory:
    """Room for a number of points that both Maya and numpy use.

    Parameters
    ----------
    count : int
        Number of points.

    Attributes
    ----------
    rows : np.ndarray [shape=(count, 4), float64]
        x, y, z, w; changes are seen by `as_points`.
    """

    def __init__(self, count: int) -> None:
        # The script object owns the memory; it must live as long as the view of it.
        self._script = om1.MScriptUtil()
        self._script.createFromList([0.0] * max(4 * count, 4), max(4 * count, 4))
        self._pointer = self._script.asDouble4Ptr()
        self._count = count
        block = (ctypes.c_double * (4 * count)).from_address(int(self._pointer))
        self.rows: DoubleArray = np.ctypeslib.as_array(block).reshape(count, 4)

    def take(self, points: Any) -> None:
        """Copy an ``MPointArray`` of as many points to `rows`."""
        if self._count:
            points.get(self._pointer)

    def as_points(self) -> Any:
        """A new ``MPointArray`` of `rows`."""
        return om1.MPointArray(self._pointer, self._count)


class PointMemories:
    """Rooms for points by their number, so that none is made anew for every frame."""

    MOST = 4

    def __init__(self) -> None:
        self._rooms: dict[int, PointMemory] = {}

    def of(self, count: int) -> PointMemory:
        """A room for ``count`` points."""
        room = self._rooms.pop(count, None) or PointMemory(count)
        self._rooms[count] = room
        while len(self._rooms) > self.MOST:
            self._rooms.pop(next(iter(self._rooms)))
        return room


class NumberMemory:
    """Room for numbers that Maya copies into and numpy looks at; used again and again."""

    def __init__(self) -> None:
        # The script objects own the memories; they must live as long as the views of them.
        self._scripts: dict[str, tuple[Any, int]] = {}

    def doubles(self, values: Any) -> DoubleArray:
        """Numbers of an ``MDoubleArray`` [shape=(n,)], until the next call."""
        return self._view(values, "asDoublePtr", ctypes.c_double)

    def whole_numbers(self, values: Any) -> npt.NDArray[np.int32]:
        """Numbers of an ``MIntArray`` [shape=(n,)], until the next call."""
        return self._view(values, "asIntPtr", ctypes.c_int)

    def _view(self, values: Any, pointer_method: str, kind: Any) -> npt.NDArray[Any]:
        count = values.length()
        if not count:
            return np.empty(0, kind)
        script, room = self._scripts.get(pointer_method, (None, 0))
        if count > room:
            room = count
            script = om1.MScriptUtil()
            zero = 0.0 if kind is ctypes.c_double else 0
            script.createFromList([zero] * room, room)
            self._scripts[pointer_method] = script, room
        pointer = getattr(script, pointer_method)()
        values.get(pointer)
        return np.ctypeslib.as_array((kind * count).from_address(int(pointer)))


def doubles_of_data(data: Any) -> DoubleArray:
    """Numbers of a ``doubleArray`` of the older API, given as the data's ``MObject``.

    Returns
    -------
    np.ndarray [shape=(n,), float64]
        Empty for data that were never set.
    """
    if data.isNull():
        return np.empty(0)
    return NumberMemory().doubles(om1.MFnDoubleArrayData(data).array()).copy()


def whole_numbers(values: Any) -> npt.NDArray[np.int64]:
    """Numbers of an ``MIntArray`` of the older API [shape=(n,), int64]."""
    return NumberMemory().whole_numbers(values).astype(np.int64)


def double_array_data(values: npt.NDArray[np.floating[Any]]) -> Any:
    """A ``doubleArray`` of the newer API as data that a handle takes."""
    return om.MFnDoubleArrayData().create(om.MDoubleArray(values.tolist()))


def rows_of_matrix(matrix: Any) -> DoubleArray:
    """The 16 numbers of an ``MMatrix`` of the older API [shape=(4, 4)], row by row."""
    return np.array([[matrix(row, column) for column in range(4)] for row in range(4)])
