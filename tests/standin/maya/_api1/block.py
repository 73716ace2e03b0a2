"""Data blocks and handles to their arrays."""

from __future__ import annotations

from typing import Any

from maya._core.plugs import Plug
from maya._shared import errors

from .data_handle import MDataHandle
from .objects import attribute_of
from .plugs import MPlug
from .stores import PlugStore, Slot, copy_store
from .swig import SwigObject, named, unsigned, wrong_arguments


@named("MArrayDataBuilder")
class MArrayDataBuilder(SwigObject):
    """Makes the elements of an output array."""

    def __init__(self, *values: Any) -> None:
        if len(values) == 1 and isinstance(values[0], MArrayDataBuilder):
            self._slot = values[0]._slot
        elif len(values) == 3 and isinstance(values[0], MDataBlock):
            self._slot = Slot(attribute_of(values[1]), is_element=False)
        elif len(values) == 2:
            self._slot = Slot(attribute_of(values[0]), is_element=False)
        else:
            raise wrong_arguments("new_MArrayDataBuilder", values)

    @classmethod
    def _from(cls, store: Any) -> MArrayDataBuilder:
        made = cls.__new__(cls)
        made._slot = Slot(store.attribute, is_element=False)
        copy_store(store, made._slot)
        return made

    def assign(self, other: Any) -> MArrayDataBuilder:
        """Share the elements of another builder."""
        self._slot = other._slot
        return self

    def addElement(self, index: int) -> MDataHandle:
        """The element with a logical index, made if needed."""
        return MDataHandle._of(self._slot.element(unsigned(index)))

    def addElementArray(self, index: int) -> MArrayDataHandle:
        """An element as an array."""
        return MArrayDataHandle._of(self._slot.element(unsigned(index)))

    def _next(self) -> int:
        return max(self._slot.indices(), default=-1) + 1

    def addLast(self) -> MDataHandle:
        """A new element after all others."""
        return self.addElement(self._next())

    def addLastArray(self) -> MArrayDataHandle:
        """A new element after all others, as an array."""
        return self.addElementArray(self._next())

    def elementCount(self) -> int:
        """How many elements there are."""
        return len(self._slot.indices())

    def removeElement(self, index: int) -> None:
        """Take an element out."""
        if self._slot.elements.pop(unsigned(index), None) is None:
            raise errors.no_element()

    def growArray(self, amount: int) -> None:
        """Make room; Python needs none."""
        unsigned(amount)

    setGrowSize = growArray


@named("MArrayDataHandle")
class MArrayDataHandle(SwigObject):
    """An array in a data block, with a current element."""

    def __init__(self, *values: Any) -> None:
        self._store: Any = None
        self._at = 0
        self._indices: list[int] = []
        if len(values) == 1 and isinstance(values[0], MArrayDataHandle):
            self.assign(values[0])
        elif len(values) == 1 and isinstance(values[0], MDataHandle):
            self._open(values[0]._have())
        elif values:
            raise wrong_arguments("new_MArrayDataHandle", values)

    @classmethod
    def _of(cls, store: Any) -> MArrayDataHandle:
        made = cls()
        made._open(store)
        return made

    def _open(self, store: Any) -> None:
        if not store.attribute.is_array:
            raise errors.invalid("The attribute is no array")
        self._store = store
        self._indices = store.indices()

    def assign(self, other: Any) -> MArrayDataHandle:
        """Become a handle to the same array."""
        self._store, self._at, self._indices = other._store, other._at, list(other._indices)
        return self

    def elementCount(self) -> int:
        """How many elements there are."""
        return len(self._indices)

    def elementIndex(self) -> int:
        """The logical index of the current element."""
        return self._current()

    def _current(self) -> int:
        if not 0 <= self._at < len(self._indices):
            raise errors.no_element()
        return self._indices[self._at]

    def next(self) -> None:
        """Go to the next element."""
        if self._at + 1 >= len(self._indices):
            self._at = len(self._indices)
            raise errors.failure("There is no further element")
        self._at += 1

    def jumpToElement(self, index: int) -> None:
        """Go to a logical index."""
        if unsigned(index) not in self._indices:
            raise errors.no_element()
        self._at = self._indices.index(index)

    def jumpToArrayElement(self, place: int) -> None:
        """Go to a place among the existing elements."""
        if not 0 <= unsigned(place) < len(self._indices):
            raise errors.no_element()
        self._at = place

    def inputValue(self) -> MDataHandle:
        """The current element, evaluated."""
        return MDataHandle._of(self._store.element(self._current()))

    def outputValue(self) -> MDataHandle:
        """The current element, as it is."""
        store = self._store.element(self._current())
        if isinstance(store, PlugStore):
            store = PlugStore(store.block, store.plug, False)
        return MDataHandle._of(store)

    def inputArrayValue(self) -> MArrayDataHandle:
        """The current element as an array."""
        return MArrayDataHandle._of(self.inputValue()._store)

    def outputArrayValue(self) -> MArrayDataHandle:
        """The current element as an array."""
        return MArrayDataHandle._of(self.outputValue()._store)

    def builder(self) -> MArrayDataBuilder:
        """A builder with the elements of now."""
        return MArrayDataBuilder._from(self._store)

    def set(self, source: Any) -> None:
        """Take over the elements of a builder or of another array."""
        store = source._slot if isinstance(source, MArrayDataBuilder) else source._store
        self._store.keep_only(
            [index for index in store.indices() if index in self._store.indices()]
        )
        copy_store(store, self._store)
        self._indices = self._store.indices()

    def setClean(self) -> None:
        """Declare the current element as computed."""
        self._store.element(self._current()).set_clean()

    def setAllClean(self) -> None:
        """Declare all elements as computed."""
        for index in self._store.indices():
            self._store.element(index).set_clean()
        self._store.set_clean()


@named("MDataBlock")
class MDataBlock(SwigObject):
    """All values of a node in one context."""

    def __init__(self, *values: Any) -> None:
        self._block: Any = None
        if len(values) == 1 and isinstance(values[0], MDataBlock):
            self._block = values[0]._block
        elif values:
            raise wrong_arguments("new_MDataBlock", values)

    @classmethod
    def _of(cls, block: Any) -> MDataBlock:
        made = cls()
        made._block = block
        return made

    def _find(self, which: Any) -> Plug:
        if self._block is None:
            raise errors.failure("The data block is not valid any more")
        if isinstance(which, MPlug):
            return which._core()
        attribute = attribute_of(which)
        node = self._block.node
        if not node.has_attribute(attribute) or any(p.is_array for p in attribute.ancestors()):
            raise errors.invalid(f"The attribute {attribute.name} cannot be asked for directly")
        plug: Plug = node.plug(attribute)
        return plug

    def inputValue(self, which: Any, *_: Any) -> MDataHandle:
        """A value, evaluated."""
        plug = self._find(which)
        store = PlugStore(self._block, plug, True)
        if plug.is_leaf:
            store.read()
        return MDataHandle._of(store)

    def outputValue(self, which: Any, *_: Any) -> MDataHandle:
        """A value, as it is."""
        return MDataHandle._of(PlugStore(self._block, self._find(which), False))

    def inputArrayValue(self, which: Any, *_: Any) -> MArrayDataHandle:
        """An array, evaluated."""
        return MArrayDataHandle._of(PlugStore(self._block, self._find(which), True))

    def outputArrayValue(self, which: Any, *_: Any) -> MArrayDataHandle:
        """An array, as it is."""
        return MArrayDataHandle._of(PlugStore(self._block, self._find(which), False))

    def setClean(self, which: Any) -> None:
        """Declare a plug as computed."""
        self._block.set_clean(self._find(which))

    def isClean(self, which: Any) -> bool:
        """Whether a plug is computed."""
        return bool(self._block.is_clean(self._find(which)))

    def context(self) -> Any:
        """The context that the values belong to."""
        from .contexts import MDGContext

        return MDGContext._of(self._block.context)

    def setContext(self, context: Any) -> Any:
        """Obsolete in Maya."""
        raise errors.not_standing_in("MDataBlock.setContext")
