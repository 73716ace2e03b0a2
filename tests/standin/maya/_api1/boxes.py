"""Boxes and planes."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from .matrices import MMatrix
from .swig import SwigObject, expect, named, real, wrong_arguments
from .tuples import MPoint, MVector


class MBoundingBox(SwigObject):
    """A box along the axes; empty at first."""

    def __init__(self, *values: Any) -> None:
        self._low: np.ndarray | None = None
        self._high: np.ndarray | None = None
        if len(values) == 1 and isinstance(values[0], MBoundingBox):
            self.assign(values[0])
        elif len(values) == 2:
            self._extend(np.array([expect(value, MPoint)._list()[:3] for value in values]))
        elif values:
            raise wrong_arguments("new_MBoundingBox", values)

    def _extend(self, points: np.ndarray) -> None:
        low, high = points.min(axis=0), points.max(axis=0)
        self._low = low if self._low is None else np.minimum(low, self._low)
        self._high = high if self._high is None else np.maximum(high, self._high)

    def _corners(self) -> tuple[np.ndarray, np.ndarray]:
        zero = np.zeros(3)
        return (
            zero if self._low is None else self._low,
            zero if self._high is None else self._high,
        )

    def assign(self, other: Any) -> MBoundingBox:
        """Take over another box."""
        self._low, self._high = other._low, other._high
        return self

    def clear(self) -> None:
        """Become empty."""
        self._low = self._high = None

    def min(self) -> MPoint:
        """The lowest corner."""
        return MPoint(*self._corners()[0].tolist())

    def max(self) -> MPoint:
        """The highest corner."""
        return MPoint(*self._corners()[1].tolist())

    def center(self) -> MPoint:
        """The middle."""
        low, high = self._corners()
        return MPoint(*(0.5 * (low + high)).tolist())

    def width(self) -> float:
        """The size in x."""
        return float(self._corners()[1][0] - self._corners()[0][0])

    def height(self) -> float:
        """The size in y."""
        return float(self._corners()[1][1] - self._corners()[0][1])

    def depth(self) -> float:
        """The size in z."""
        return float(self._corners()[1][2] - self._corners()[0][2])

    def expand(self, what: Any) -> None:
        """Grow to contain a point or a box."""
        if isinstance(what, MBoundingBox):
            if what._low is not None:
                self._extend(np.array([what._low, what._high]))
            return
        self._extend(np.array([expect(what, MPoint)._list()[:3]]))

    def contains(self, point: Any) -> bool:
        """Whether a point lies inside or on the border."""
        low, high = self._corners()
        place = np.array(expect(point, MPoint)._list()[:3])
        return bool((place >= low).all() and (place <= high).all())

    def intersects(self, box: Any, tolerance: float = 0.0) -> bool:
        """Whether two boxes overlap."""
        low, high = self._corners()
        other_low, other_high = expect(box, MBoundingBox)._corners()
        apart = (low - tolerance > other_high) | (other_low > high + tolerance)
        return not bool(apart.any())

    def transformUsing(self, matrix: Any) -> None:
        """Become the box around the transformed corners."""
        low, high = self._corners()
        sides = zip(low, high, strict=True)
        corners = np.array([[*corner, 1.0] for corner in itertools.product(*sides)])
        moved = corners @ expect(matrix, MMatrix)._a
        self.clear()
        self._extend(moved[:, :3])


@named("MPlane")
class MPlane(SwigObject):
    """A plane ``ax + by + cz + d = 0``."""

    def __init__(self) -> None:
        self._normal = MVector(0.0, 0.0, 1.0)
        self._offset = 0.0

    def setPlane(self, *values: Any) -> None:
        """``(normal, d)`` or ``(a, b, c, d)``."""
        if len(values) == 2:
            self._normal, self._offset = MVector(values[0]), real(values[1])
        elif len(values) == 4:
            self._normal, self._offset = MVector(*values[:3]), real(values[3])
        else:
            raise wrong_arguments("MPlane_setPlane", values)

    def normal(self) -> MVector:
        """The normal."""
        return MVector(self._normal)

    def directedDistance(self, point: Any) -> float:
        """The distance of a point, negative behind the plane."""
        length = self._normal.length() or 1.0
        return (self._normal * MVector(point) + self._offset) / length

    def distance(self, *_: Any) -> float:
        """The distance of the plane from the origin."""
        return self._offset
