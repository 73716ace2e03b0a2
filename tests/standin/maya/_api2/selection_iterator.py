"""``MItSelectionList`` and ``MRichSelection``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maya._api2.matrices import MMatrix
from maya._api2.objects import (
    MObject,
    wrap,
)
from maya._api2.paths import MDagPath
from maya._api2.plugs import MPlug
from maya._api2.selection import (
    Item,
    MSelectionList,
    Part,
)
from maya._api2.small import MPlane
from maya._core.dag import DagPath
from maya._core.plugs import Plug


class MItSelectionList:
    """Walks over a selection list."""

    kUnknownItem, kDagSelectionItem, kAnimSelectionItem = -1, 0, 1
    kDNselectionItem, kPlugSelectionItem = 2, 3

    def __init__(self, list: MSelectionList, filter: int = 0) -> None:
        if not isinstance(list, MSelectionList):
            raise TypeError(f"argument must be MSelectionList, not {type(list).__name__}")
        self._list, self._started = MSelectionList(list), False
        self._filter = filter
        self.reset()

    def setFilter(self, filter: int) -> MItSelectionList:
        """Let only objects of a type through."""
        self._filter = filter
        return self.reset()

    def reset(self) -> MItSelectionList:
        """Start again."""
        self._places = [
            place for place in range(self._list.length()) if self._passes(self._list._items[place])
        ]
        self._position = 0
        self._started = False
        return self

    def _passes(self, item: Item) -> bool:
        if not self._filter:
            return True
        if isinstance(item, Part):
            return wrap(item.component).hasFn(self._filter) or MDagPath._of(item.path).hasFn(
                self._filter
            )
        if isinstance(item, DagPath):
            return MDagPath._of(item).hasFn(self._filter)
        return wrap(item.node if isinstance(item, Plug) else item).hasFn(self._filter)

    def isDone(self) -> bool:
        """Whether all items were visited."""
        return self._position >= len(self._places)

    def next(self) -> MItSelectionList:
        """Go on."""
        self._position += 1
        return self

    def __iter__(self) -> Iterator[MItSelectionList]:
        self.reset()
        return self

    def __next__(self) -> MItSelectionList:
        if self._started:
            self.next()
        self._started = True
        if self.isDone():
            raise StopIteration
        return self

    iter = __iter__
    iternext = __next__

    def _place(self) -> int:
        if self.isDone():
            raise RuntimeError("(kFailure): the iterator is at its end")
        return self._places[self._position]

    def itemType(self) -> int:
        """What kind of item this is."""
        item = self._list._items[self._place()]
        if isinstance(item, Plug):
            return self.kPlugSelectionItem
        return (
            self.kDagSelectionItem if isinstance(item, (DagPath, Part)) else self.kDNselectionItem
        )

    def hasComponents(self) -> bool:
        """Whether the item has components."""
        return isinstance(self._list._items[self._place()], Part)

    def getDependNode(self) -> MObject:
        """The node of the item."""
        return self._list.getDependNode(self._place())

    def getDagPath(self) -> MDagPath:
        """The path of the item."""
        return self._list.getDagPath(self._place())

    def getComponent(self) -> tuple[MDagPath, MObject]:
        """Path and components of the item."""
        return self._list.getComponent(self._place())

    def getPlug(self) -> MPlug:
        """The plug of the item."""
        return self._list.getPlug(self._place())

    def getStrings(self) -> tuple[str, ...]:
        """How cmds writes the item."""
        return self._list.getSelectionStrings(self._place())


class MRichSelection:
    """A selection with weights and symmetry; the stand-in has no soft selection of its own."""

    def __init__(self, source: MRichSelection | None = None) -> None:
        self._selection = MSelectionList(None if source is None else source._selection)
        self._symmetry = MSelectionList(None if source is None else source._symmetry)

    def getSelection(self) -> MSelectionList:
        """The selection."""
        return MSelectionList(self._selection)

    def getSymmetry(self) -> MSelectionList:
        """The symmetric side."""
        return MSelectionList(self._symmetry)

    def setSelection(self, selection: MSelectionList) -> MRichSelection:
        """Set the selection."""
        self._selection = MSelectionList(selection)
        return self

    def clear(self) -> MRichSelection:
        """Empty both sides."""
        self._selection.clear()
        self._symmetry.clear()
        return self

    def getSymmetryMatrix(self, *arguments: Any) -> MMatrix:
        """The mirroring matrix; the identity without symmetry."""
        return MMatrix()

    getRawSymmetryMatrix = getSymmetryMatrix

    def getSymmetryPlane(self, *arguments: Any) -> MPlane:
        """The mirroring plane."""
        return MPlane().setPlane(1.0, 0.0, 0.0, 0.0)
