"""The function sets of components."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MIntArray
from maya._api2.functions import MFnBase
from maya._api2.objects import WIDTH_OF, Component, MObject, component_of, wrap
from maya._api2.small import MWeight
from maya._core import mfn


class MFnComponent(MFnBase):
    """Any components."""

    _FN = "kComponent"
    _WIDTH = 1

    def _component(self) -> Component:
        return self._entity()

    @property
    def componentType(self) -> int:
        """Object type of the components."""
        return mfn.number(self._component().name)

    @property
    def elementCount(self) -> int:
        """Number of components."""
        return len(self._component())

    @property
    def isComplete(self) -> bool:
        """Whether all components of the shape are meant."""
        return self._component().complete is not None

    @isComplete.setter
    def isComplete(self, value: bool) -> None:
        component = self._component()
        if value and component.complete is None:
            raise NotImplementedError("stand-in: isComplete needs the size; use setCompleteData")
        if not value and component.complete is not None:
            elements = component.listed()
            component.complete = None
            component.add(elements)

    @property
    def isEmpty(self) -> bool:
        """Whether there are none."""
        return self.elementCount == 0

    @property
    def hasWeights(self) -> bool:
        """Whether there are soft selection weights."""
        return self._component().weights is not None

    def weight(self, index: int) -> MWeight:
        """Soft selection weight of a component."""
        weight = MWeight()
        if self.hasWeights:
            weight.influence = float(self._component().weights[index])
        return weight

    def isEqual(self, other: MObject) -> bool:
        """Whether both name the same components."""
        own, theirs = self._component(), component_of(other)
        return theirs is not None and own.name == theirs.name and own.listed() == theirs.listed()

    def _made(self, number: int) -> MObject:
        name = mfn.name(number)
        if WIDTH_OF.get(name) != self._WIDTH:
            raise ValueError("the object type is no component of this kind")
        self._o = wrap(Component(name))
        return MObject(self._o)

    def _place(self, index: int) -> Any:
        elements = self._component().listed()
        if not 0 <= index < len(elements):
            raise IndexError("element index out of range")
        return elements[index]


def _whole(value: Any) -> int:
    if not hasattr(value, "__index__"):
        raise TypeError(f"an integer is required (got type {type(value).__name__})")
    return value.__index__()


class MFnSingleIndexedComponent(MFnComponent):
    """Components with one index: vertices, edges, faces, curve points."""

    _FN = "kSingleIndexedComponent"

    def create(self, type: int) -> MObject:
        """Make components of a type."""
        return self._made(type)

    @property
    def elementMax(self) -> int:
        """One more than the highest index."""
        elements = self._component().listed()
        return elements[-1] + 1 if elements else 0

    def addElement(self, element: int) -> MFnSingleIndexedComponent:
        """Add one."""
        self._component().add([_whole(element)])
        return self

    def addElements(self, elements: Any) -> MFnSingleIndexedComponent:
        """Add several."""
        values = elements._a.tolist() if isinstance(elements, MIntArray) else elements
        self._component().add([_whole(value) for value in values])
        return self

    def element(self, index: int) -> int:
        """Index of one by position."""
        return self._place(index)

    def getElements(self) -> MIntArray:
        """All indices, rising."""
        return MIntArray._of(np.array(self._component().listed(), dtype=np.int32))

    def getCompleteData(self) -> int:
        """Number of components of the shape."""
        return int(self._component().complete or 0)

    def setCompleteData(self, numElements: int) -> MFnSingleIndexedComponent:
        """Mean all components of a shape of this size."""
        self._component().set_complete(_whole(numElements))
        return self


class _Several(MFnComponent):
    """What components with several indices share."""

    def create(self, type: int) -> MObject:
        """Make components of a type."""
        return self._made(type)

    def addElement(self, *index: int) -> Any:
        """Add one."""
        given = index[0] if len(index) == 1 else index
        if len(given) != self._WIDTH:
            raise TypeError(f"{self._WIDTH} indices are needed")
        self._component().add([tuple(_whole(value) for value in given)])
        return self

    def addElements(self, *elements: Any) -> Any:
        """Add several, given as rows or as one array for each index."""
        rows = elements[0] if len(elements) == 1 else list(zip(*elements, strict=True))
        for row in rows:
            self.addElement(*row)
        return self

    def getElement(self, index: int) -> tuple[int, ...]:
        """Indices of one by position."""
        return self._place(index)

    def getElements(self) -> list[tuple[int, ...]]:
        """All indices, rising."""
        return list(self._component().listed())

    def getCompleteData(self) -> tuple[int, ...]:
        """Size of the shape."""
        return tuple(self._component().complete or (0,) * self._WIDTH)

    def setCompleteData(self, *sizes: int) -> Any:
        """Mean all components of a shape of this size."""
        self._component().set_complete(tuple(_whole(size) for size in sizes))
        return self


class MFnDoubleIndexedComponent(_Several):
    """Components with two indices: surface points, face vertices."""

    _FN = "kDoubleIndexedComponent"
    _WIDTH = 2


class MFnTripleIndexedComponent(_Several):
    """Components with three indices: lattice points."""

    _FN = "kTripleIndexedComponent"
    _WIDTH = 3
