"""``MDataBlock`` and the array handles: how compute reaches its values."""

from __future__ import annotations

from typing import Any

from maya._api2.contexts import MDGContext
from maya._api2.handles import MDataHandle, _Detached, _Place
from maya._api2.objects import INCOMPATIBLE, attribute_of
from maya._api2.plugs import MPlug
from maya._core import evaluation
from maya._core.plugs import Plug


class MDataBlock:
    """The values of a node in a context."""

    __slots__ = ("_block",)

    def __init__(self, source: MDataBlock | None = None) -> None:
        self._block = None if source is None else source._block

    @classmethod
    def _of(cls, block: Any) -> MDataBlock:
        self = object.__new__(cls)
        self._block = block
        return self

    def _plug(self, which: Any) -> Plug:
        if isinstance(which, MPlug):
            return which._plug()
        attribute = attribute_of(which)
        if not self._block.node.has_attribute(attribute):
            raise RuntimeError("(kInvalidParameter): the attribute does not belong to this node")
        try:
            return self._block.node.plug(attribute)
        except KeyError:
            raise RuntimeError("(kInvalidParameter): the attribute lies inside an array") from None

    def _single(self, which: Any) -> Plug:
        plug = self._plug(which)
        if plug.is_array:
            raise RuntimeError("(kInvalidParameter): the attribute is an array")
        return plug

    def _many(self, which: Any) -> Plug:
        plug = self._plug(which)
        if not plug.is_array:
            raise RuntimeError("(kInvalidParameter): the attribute is not an array")
        return plug

    def inputValue(self, which: Any) -> MDataHandle:
        """The evaluated value of a plug or attribute."""
        plug = self._single(which)
        _pull(self._block, plug)
        return MDataHandle._of(_Place(self._block, plug))

    def outputValue(self, which: Any) -> MDataHandle:
        """The place of a value, without evaluation."""
        return MDataHandle._of(_Place(self._block, self._single(which)))

    def inputArrayValue(self, which: Any) -> MArrayDataHandle:
        """The evaluated elements of an array."""
        plug = self._many(which)
        _pull(self._block, plug)
        return MArrayDataHandle._of(self._block, plug)

    def outputArrayValue(self, which: Any) -> MArrayDataHandle:
        """The elements of an array, without evaluation."""
        return MArrayDataHandle._of(self._block, self._many(which))

    def setClean(self, which: Any) -> MDataBlock:
        """Mark a plug or attribute as computed."""
        self._block.set_clean(self._plug(which))
        return self

    def isClean(self, which: Any) -> bool:
        """Whether reading would compute nothing."""
        return self._block.is_clean(self._plug(which))

    def context(self) -> MDGContext:
        """The context of the values."""
        return MDGContext._of(self._block.context)

    def setContext(self, ctx: MDGContext) -> MDataBlock:
        """Look at another context."""
        self._block = evaluation.Block(self._block.node, ctx._context)
        return self


def _pull(block: Any, plug: Plug) -> None:
    if plug.is_array:
        block.read(plug)
        for element in plug.existing():
            _pull(block, element)
    elif plug.is_compound:
        for child in plug.children:
            _pull(block, child)
    else:
        value = block.read(plug)
        if value is not block.peek(plug) and plug.node.get_internal(plug) is not None:
            block.write(plug, value)


class MArrayDataHandle:
    """The elements of an array in a data block."""

    __slots__ = ("_block", "_plug", "_position")

    def __init__(self, source: Any = None) -> None:
        self._block = self._plug = None
        self._position = 0
        if isinstance(source, MArrayDataHandle):
            self._block, self._plug, self._position = source._block, source._plug, source._position
        elif isinstance(source, MDataHandle):
            place = source._here()
            if not place.plug.is_array:
                raise RuntimeError(INCOMPATIBLE)
            self._block, self._plug = place.block, place.plug

    @classmethod
    def _of(cls, block: Any, plug: Plug) -> MArrayDataHandle:
        self = cls()
        self._block, self._plug = block, plug
        return self

    def _indices(self) -> list[int]:
        return self._plug.indices()

    def __len__(self) -> int:
        return len(self._indices())

    def isDone(self) -> bool:
        """Whether all elements were visited."""
        return self._position >= len(self)

    def next(self) -> bool:
        """Go to the next element; says whether there is one."""
        self._position += 1
        return not self.isDone()

    def jumpToPhysicalElement(self, position: int) -> MArrayDataHandle:
        """Go to a position among the existing elements."""
        if not 0 <= position < len(self):
            raise IndexError("(kInvalidParameter): no element at the given position")
        self._position = position
        return self

    def jumpToLogicalElement(self, index: int) -> MArrayDataHandle:
        """Go to the element with an index."""
        indices = self._indices()
        if index not in indices:
            raise RuntimeError("(kInvalidParameter): No element at given index")
        self._position = indices.index(index)
        return self

    def elementLogicalIndex(self) -> int:
        """Index of the present element."""
        return self._element().index

    def _element(self) -> Plug:
        if self.isDone():
            raise RuntimeError("(kFailure): no element left in the array")
        return self._plug.existing()[self._position]

    def inputValue(self) -> MDataHandle:
        """The evaluated present element."""
        _pull(self._block, self._element())
        return MDataHandle._of(_Place(self._block, self._element()))

    def outputValue(self) -> MDataHandle:
        """The place of the present element."""
        return MDataHandle._of(_Place(self._block, self._element()))

    def inputArrayValue(self) -> MArrayDataHandle:
        """The array inside the present element."""
        _pull(self._block, self._element())
        return MArrayDataHandle._of(self._block, self._element())

    outputArrayValue = inputArrayValue

    def builder(self) -> MArrayDataBuilder:
        """A builder with the present elements."""
        return MArrayDataBuilder._of(self._plug, dict.fromkeys(self._indices()), self._block)

    def set(self, builder: MArrayDataBuilder) -> MArrayDataHandle:
        """Put the elements of a builder here; others go."""
        builder._commit(self._block, self._plug)
        self._position = 0
        return self

    def copy(self, source: MArrayDataHandle) -> MArrayDataHandle:
        """Take over the elements of another array."""
        for index in self._indices():
            if index not in source._indices():
                self._plug.elements[index].exists = False
        for element in source._plug.existing():
            target = self._plug.element(element.index)
            target.exists = True
            MDataHandle._of(_Place(self._block, target)).copy(
                MDataHandle._of(_Place(source._block, element))
            )
        return self

    def setClean(self) -> MArrayDataHandle:
        """Mark the present element as computed."""
        self._block.set_clean(self._element())
        return self

    def setAllClean(self) -> MArrayDataHandle:
        """Mark all elements as computed."""
        self._block.set_clean(self._plug)
        return self


class MArrayDataBuilder:
    """Makes elements of an array that has ``usesArrayDataBuilder``."""

    __slots__ = ("_block", "_indices", "_plug")

    def __init__(self, *arguments: Any) -> None:
        if len(arguments) == 1 and isinstance(arguments[0], MArrayDataBuilder):
            self.copy(arguments[0])
        elif len(arguments) in (2, 3):
            block, attribute = arguments[0], arguments[1]
            self._plug, self._indices = block._many(attribute), {}
            self._block = _Detached(block._block.context)
        else:
            raise TypeError("MArrayDataBuilder takes a data block, an attribute and a size")

    @classmethod
    def _of(cls, plug: Plug, indices: dict[int, None], block: Any) -> MArrayDataBuilder:
        self = object.__new__(cls)
        self._plug, self._indices = plug, dict(indices)
        self._block = _Detached(block.context)
        return self

    def __len__(self) -> int:
        return len(self._indices)

    def copy(self, source: MArrayDataBuilder) -> MArrayDataBuilder:
        """Take over another builder."""
        self._plug, self._indices = source._plug, dict(source._indices)
        self._block = _Detached(source._block.context)
        self._block.values = dict(source._block.values)
        return self

    def addElement(self, index: int) -> MDataHandle:
        """The element with an index, made if needed."""
        self._indices[int(index)] = None
        return MDataHandle._of(_Place(self._block, self._plug.element(int(index))))

    def addElementArray(self, index: int) -> MArrayDataHandle:
        """The element with an index, as an array."""
        self._indices[int(index)] = None
        return MArrayDataHandle._of(self._block, self._plug.element(int(index)))

    def addLast(self) -> MDataHandle:
        """A new element after all others."""
        return self.addElement(max(self._indices, default=-1) + 1)

    def addLastArray(self) -> MArrayDataHandle:
        """A new element after all others, as an array."""
        return self.addElementArray(max(self._indices, default=-1) + 1)

    def removeElement(self, index: int) -> MArrayDataBuilder:
        """Take an element away."""
        if int(index) not in self._indices:
            raise RuntimeError("(kInvalidParameter): No element at given index")
        del self._indices[int(index)]
        return self

    def growArray(self, amount: int) -> MArrayDataBuilder:
        """Make room for more elements."""
        for _ in range(amount):
            self.addLast()
        return self

    def setGrowSize(self, size: int) -> MArrayDataBuilder:
        """By how many elements room is made; it has no visible effect."""
        int(size)
        return self

    def _commit(self, block: Any, plug: Plug) -> None:
        for index in plug.indices():
            if index not in self._indices:
                plug.elements[index].exists = False
        for index in self._indices:
            plug.element(index).exists = True
        for leaf, value in self._block.values.items():
            block.write(leaf, value)
        # Handles that addElement returned write into the array from now on.
        self._block.target = block
