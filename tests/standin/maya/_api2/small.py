"""Small values: bounding boxes, type ids, UUIDs, planes, iterator filters."""

from __future__ import annotations

import uuid as uuids
from typing import Any

import numpy as np
from maya._api2.arrays import MIntArray
from maya._api2.rows import MPoint, MVector, as_number
from maya._core import mfn


class MFn:
    """Names of function sets and object types, with numbers of the stand-in's own."""

    __slots__ = ()


_ABSENT = {"kAttribute2Long", "kAttribute3Long", "kData2Long", "kData3Long", "kLast"}
for _name, _number in mfn.NUMBERS.items():
    if _name not in _ABSENT:
        setattr(MFn, _name, _number)


class MBoundingBox:
    """An axis-aligned box."""

    __slots__ = ("_max", "_min")

    def __init__(self, *arguments: Any) -> None:
        self.clear()
        if len(arguments) == 1 and isinstance(arguments[0], MBoundingBox):
            self._min, self._max = arguments[0]._min.copy(), arguments[0]._max.copy()
        elif len(arguments) == 2:
            self._include(np.array([MPoint(point)._a[:3] for point in arguments]))
        elif arguments:
            raise TypeError("MBoundingBox takes a box, or two points")

    @classmethod
    def _of(cls, points: np.ndarray) -> MBoundingBox:
        box = cls()
        if len(points):
            box._include(np.asarray(points, float)[:, :3])
        return box

    def _empty(self) -> bool:
        return bool((self._min > self._max).any())

    def _include(self, points: np.ndarray) -> None:
        self._min = np.minimum(self._min, points.min(axis=0))
        self._max = np.maximum(self._max, points.max(axis=0))

    def clear(self) -> MBoundingBox:
        """Make the box empty."""
        self._min, self._max = np.full(3, 1e20), np.full(3, -1e20)
        return self

    def expand(self, obj: Any) -> MBoundingBox:
        """Grow to hold a point or another box."""
        if isinstance(obj, MBoundingBox):
            if not obj._empty():
                self._include(np.array([obj._min, obj._max]))
        else:
            self._include(MPoint(obj)._a[None, :3])
        return self

    def contains(self, point: Any) -> bool:
        """Whether a point lies inside."""
        value = MPoint(point)._a[:3]
        return bool((self._min <= value).all() and (value <= self._max).all())

    def intersects(self, box: MBoundingBox, tolerance: float = 0.0) -> bool:
        """Whether two boxes overlap."""
        return bool(
            (self._min - tolerance <= box._max).all() and (box._min - tolerance <= self._max).all()
        )

    def transformUsing(self, matrix: Any) -> MBoundingBox:
        """Become the box around the transformed corners."""
        if not self._empty():
            low, high = self._min, self._max
            corners = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)])
            points = low + corners * (high - low)
            moved = points @ matrix._m[:3, :3] + matrix._m[3, :3]
            self.clear()._include(moved)
        return self

    @property
    def min(self) -> MPoint:
        """The corner with the lowest coordinates; the origin if empty."""
        return MPoint() if self._empty() else MPoint(self._min)

    @property
    def max(self) -> MPoint:
        """The corner with the highest coordinates; the origin if empty."""
        return MPoint() if self._empty() else MPoint(self._max)

    @property
    def center(self) -> MPoint:
        """The middle."""
        return MPoint() if self._empty() else MPoint(0.5 * (self._min + self._max))

    def _size(self, axis: int) -> float:
        return 0.0 if self._empty() else float(self._max[axis] - self._min[axis])

    @property
    def width(self) -> float:
        """Size in x."""
        return self._size(0)

    @property
    def height(self) -> float:
        """Size in y."""
        return self._size(1)

    @property
    def depth(self) -> float:
        """Size in z."""
        return self._size(2)

    def __str__(self) -> str:
        return f"({self.min}, {self.max})"

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.MBoundingBox{self}"


class MTypeId:
    """Identifies a node or data type."""

    __slots__ = ("_id",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, *arguments: Any) -> None:
        if not arguments:
            self._id = 0
        elif len(arguments) == 2:
            self._id = ((int(arguments[0]) << 8) | (int(arguments[1]) & 0xFF)) & 0xFFFFFFFF
        elif isinstance(arguments[0], MTypeId):
            self._id = arguments[0]._id
        elif hasattr(arguments[0], "__index__"):
            self._id = arguments[0].__index__() & 0xFFFFFFFF
        else:
            raise TypeError(f"an integer is required, not {type(arguments[0]).__name__}")

    def id(self) -> int:
        """The number."""
        return self._id

    def __eq__(self, other: object) -> Any:
        return self._id == other._id if isinstance(other, MTypeId) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._id != other._id if isinstance(other, MTypeId) else NotImplemented

    def __str__(self) -> str:
        return f"0x{self._id:x}"

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.MTypeId(0x{self._id:x})"


class MUuid:
    """A universally unique identifier."""

    __slots__ = ("_text",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = None) -> None:
        if source is None:
            self._text = str(uuids.UUID(int=0)).upper()
        elif isinstance(source, MUuid):
            self._text = source._text
        elif isinstance(source, str):
            try:
                self._text = str(uuids.UUID(source)).upper()
            except ValueError:
                self._text = str(uuids.UUID(int=0)).upper()
        elif isinstance(source, (bytes, bytearray)) and len(source) == 16:
            self._text = str(uuids.UUID(bytes=bytes(source))).upper()
        else:
            raise TypeError(f"an MUuid cannot be made from {type(source).__name__}")

    def asString(self) -> str:
        """The UUID as text."""
        return self._text

    def valid(self) -> bool:
        """Whether it is not all zero."""
        return self._text.strip("0-") != ""

    def generate(self) -> MUuid:
        """Become a new random UUID."""
        self._text = str(uuids.uuid4()).upper()
        return self

    def copy(self, source: MUuid) -> MUuid:
        """Take over another UUID."""
        self._text = source._text
        return self

    def __eq__(self, other: object) -> Any:
        return self._text == other._text if isinstance(other, MUuid) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._text != other._text if isinstance(other, MUuid) else NotImplemented

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.MUuid({self._text})"


class MPlane:
    """A plane ``normal * point + distance = 0``."""

    __slots__ = ("_distance", "_normal")

    def __init__(self) -> None:
        self._normal, self._distance = MVector(0.0, 1.0, 0.0), 0.0

    def setPlane(self, *arguments: Any) -> MPlane:
        """Set from a normal and a distance, or from four numbers."""
        if len(arguments) == 4:
            normal, distance = MVector(*arguments[:3]), arguments[3]
        else:
            normal, distance = MVector(arguments[0]), arguments[1]
        self._normal, self._distance = normal.normal(), as_number(distance)
        return self

    def normal(self) -> MVector:
        """Normal of length one."""
        return MVector(self._normal)

    def distance(self) -> float:
        """The constant of the plane's equation."""
        return self._distance

    def distanceToPoint(self, point: Any, signed: bool = False) -> float:
        """Distance of a point."""
        value = float(np.dot(self._normal._a, MVector(point)._a)) + self._distance
        return value if signed else abs(value)


class MWeight:
    """Weight of a component in a soft selection."""

    __slots__ = ("_influence", "_seam")

    def __init__(self, source: MWeight | None = None) -> None:
        self._influence = 1.0 if source is None else source._influence
        self._seam = 1.0 if source is None else source._seam

    @property
    def influence(self) -> float:
        """How much the component takes part."""
        return self._influence

    @influence.setter
    def influence(self, value: float) -> None:
        self._influence = as_number(value)

    @property
    def seam(self) -> float:
        """Weight at the seam of symmetry."""
        return self._seam

    @seam.setter
    def seam(self, value: float) -> None:
        self._seam = as_number(value)


class MUserData:
    """Base class of data that drawing code keeps."""

    def __init__(self, *arguments: Any) -> None:
        self._delete = bool(arguments[0]) if arguments else False

    def deleteAfterUse(self) -> bool:
        """Whether Maya throws the data away after drawing."""
        return getattr(self, "_delete", False)

    def setDeleteAfterUse(self, delete: bool) -> MUserData:
        """Set `deleteAfterUse`."""
        self._delete = bool(delete)
        return self


class MIteratorType:
    """What an iterator walks over, and which objects it lets through."""

    __slots__ = ("_filter", "_list", "_object")
    kMObject, kMDagPathObject, kMPlugObject = 0, 1, 2

    def __init__(self) -> None:
        self._filter, self._list, self._object = 0, None, 0

    @property
    def filterType(self) -> int:
        """The one type that is let through."""
        return self._filter

    @filterType.setter
    def filterType(self, value: int) -> None:
        self._filter, self._list = int(value), None

    @property
    def filterList(self) -> MIntArray:
        """The types that are let through."""
        return MIntArray(self._list or [])

    @filterList.setter
    def filterList(self, values: Any) -> None:
        self._list = list(values)

    @property
    def filterListEnabled(self) -> bool:
        """Whether the list counts instead of the one type."""
        return self._list is not None

    @property
    def objectType(self) -> int:
        """What the iterator starts from."""
        return self._object

    @objectType.setter
    def objectType(self, value: int) -> None:
        self._object = int(value)

    def _filters(self) -> list[int]:
        if self._list is not None:
            return list(self._list)
        return [self._filter] if self._filter else []
