"""Where values of a data block are: on a plug, or in memory of their own."""

from __future__ import annotations

import struct
from typing import Any

from maya._core import evaluation
from maya._core.attributes import Attribute
from maya._core.plugs import Plug


class PlugStore:
    """A plug's value in a data block; ``evaluate`` pulls it when it is read."""

    def __init__(self, block: evaluation.Block, plug: Plug, evaluate: bool) -> None:
        self.block, self.plug, self.evaluate = block, plug, evaluate
        self.attribute = plug.attribute

    def read(self) -> Any:
        """The value of a leaf."""
        return self.block.read(self.plug) if self.evaluate else self.block.peek(self.plug)

    def read_all(self) -> Any:
        """The value, of compounds a list."""
        if self.plug.is_compound and not self.plug.is_array:
            return [self.child(child).read_all() for child in self.attribute.children]
        return self.read()

    def write(self, value: Any) -> None:
        """Store a value."""
        self.block.write(self.plug, value)

    def write_all(self, values: Any) -> None:
        """Store the values of children."""
        for child, value in zip(self.attribute.children, values, strict=True):
            self.child(child).write(value)

    def child(self, attribute: Attribute) -> PlugStore:
        """A child of a compound."""
        return PlugStore(self.block, self.plug.child(attribute), self.evaluate)

    def indices(self) -> list[int]:
        """Logical indices of elements."""
        if self.evaluate:
            evaluation.value(self.plug, self.block.context)
        return self.plug.indices()

    def element(self, index: int) -> PlugStore:
        """An element, made if it is not there."""
        plug = self.plug.element(index)
        plug.exists = True
        return PlugStore(self.block, plug, self.evaluate)

    def keep_only(self, indices: list[int]) -> None:
        """Drop all other elements."""
        for index in self.plug.indices():
            if index not in indices:
                element = self.plug.elements[index]
                if element.source is None and not element.destinations:
                    element.exists = False

    def set_clean(self) -> None:
        """Declare the plug as computed."""
        self.block.set_clean(self.plug)


class Slot:
    """A value of its own outside of any data block, shaped by an attribute."""

    def __init__(self, attribute: Attribute, is_element: bool = True) -> None:
        self.attribute = attribute
        self.is_element = is_element
        self.value = attribute.default_value() if not attribute.is_compound else None
        self.children: dict[Attribute, Slot] = {}
        self.elements: dict[int, Slot] = {}
        self.block = None

    def read(self) -> Any:
        """The value of a leaf."""
        return self.value

    def read_all(self) -> Any:
        """The value, of compounds a list."""
        if self.attribute.is_compound:
            return [self.child(child).read_all() for child in self.attribute.children]
        return self.value

    def write(self, value: Any) -> None:
        """Store a value."""
        self.value = value

    def write_all(self, values: Any) -> None:
        """Store the values of children."""
        for child, value in zip(self.attribute.children, values, strict=True):
            self.child(child).write(value)

    def child(self, attribute: Attribute) -> Slot:
        """A child of a compound."""
        if attribute not in self.children:
            self.children[attribute] = Slot(attribute, not attribute.is_array)
        return self.children[attribute]

    def indices(self) -> list[int]:
        """Logical indices of elements."""
        return sorted(self.elements)

    def element(self, index: int) -> Slot:
        """An element, made if it is not there."""
        if index not in self.elements:
            self.elements[index] = Slot(self.attribute)
        return self.elements[index]

    def keep_only(self, indices: list[int]) -> None:
        """Drop all other elements."""
        self.elements = {index: self.elements[index] for index in indices}

    def set_clean(self) -> None:
        """Nothing depends on it."""


def copy_store(source: Any, target: Any) -> None:
    """Copy values, children and elements from one place to another of the same shape."""
    attribute = source.attribute
    array = attribute.is_array and not _is_element(source)
    if array:
        for index in source.indices():
            copy_store(source.element(index), target.element(index))
    elif attribute.is_compound:
        for mine, theirs in zip(attribute.children, target.attribute.children, strict=True):
            copy_store(source.child(mine), target.child(theirs))
    else:
        target.write(source.read())


def _is_element(store: Any) -> bool:
    return store.plug.is_element if isinstance(store, PlugStore) else store.is_element


class Live:
    """Numbers that are written where they were read from; stands in for a list of them."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._numbers = [float(value) for value in store.read_all()]

    def __getitem__(self, index: Any) -> Any:
        return self._numbers[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._numbers[index] = value
        self._store.write_all(self._numbers)

    def tolist(self) -> list[float]:
        """Plain numbers."""
        return list(self._numbers)


FORMATS = {
    "double": "<d",
    "doubleAngle": "<d",
    "doubleLinear": "<d",
    "float": "<f",
    "floatAngle": "<f",
    "floatLinear": "<f",
    "bool": "<?",
    "byte": "<b",
    "char": "<b",
    "short": "<h",
    "enum": "<h",
    "long": "<i",
    "long64": "<q",
    "time": "<q",
    "addr": "<q",
}
_WHOLE = frozenset({"bool", "byte", "char", "short", "enum", "long", "long64"})


def reinterpreted(value: Any, stored: str, wanted: str) -> Any:
    """What Maya finds if the accessor does not match the attribute: other bits of the memory."""
    have, want = FORMATS[stored], FORMATS[wanted]
    if have == want:
        return value
    if stored in _WHOLE and wanted in _WHOLE:
        return bool(value) if wanted == "bool" else int(value)
    raw = struct.pack(have, value).ljust(8, b"\0")
    if wanted == "bool":
        return raw[0] != 0
    return struct.unpack(want, raw[: struct.calcsize(want)])[0]
