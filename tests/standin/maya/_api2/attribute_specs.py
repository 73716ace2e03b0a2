"""``MAttributeIndex``, ``MAttributeSpec``, ``MAttributeSpecArray`` and ``MAttributePattern``."""

from __future__ import annotations

from typing import Any

from maya._api2.arrays import ObjectArray
from maya._api2.objects import MObject, attribute_of, wrap
from maya._core.session import session


class MAttributeIndex:
    """An index or a range of indices in a text such as ``vtx[2:5]``."""

    __hash__ = None  # type: ignore[assignment]
    kInteger, kFloat = 0, 1

    def __init__(self, *arguments: Any) -> None:
        self._type = self.kInteger
        self._lower: float | None = None
        self._upper: float | None = None
        if len(arguments) == 1 and isinstance(arguments[0], MAttributeIndex):
            self.copy(arguments[0])
        elif arguments:
            self._type = int(any(isinstance(value, float) for value in arguments))
            self._lower, self._upper = arguments[0], arguments[-1]

    def copy(self, source: MAttributeIndex) -> MAttributeIndex:
        """Take over another one."""
        self._type, self._lower, self._upper = source._type, source._lower, source._upper
        return self

    def type(self) -> int:
        """Integers or floats."""
        return self._type

    def setType(self, type: int) -> MAttributeIndex:
        """Choose integers or floats."""
        self._type = int(type)
        return self

    def isBounded(self) -> bool:
        """Whether there is a bound."""
        return self._lower is not None or self._upper is not None

    def hasLowerBound(self) -> bool:
        """Whether there is a lower bound."""
        return self._lower is not None

    def hasUpperBound(self) -> bool:
        """Whether there is an upper bound."""
        return self._upper is not None

    def hasRange(self) -> bool:
        """Whether more than one index is meant."""
        return self._lower != self._upper

    def hasValidRange(self) -> bool:
        """Whether the lower bound is not above the upper one."""
        if self._lower is None or self._upper is None:
            return True
        return self._lower <= self._upper

    def getValue(self) -> float:
        """The index."""
        return self._lower if self._lower is not None else 0

    def getLower(self) -> float:
        """The lower bound."""
        return self.getValue()

    def getUpper(self) -> float:
        """The upper bound."""
        return self._upper if self._upper is not None else 0

    def setValue(self, value: float) -> MAttributeIndex:
        """Set the index."""
        self._lower = self._upper = value
        return self

    def setLower(self, value: float) -> MAttributeIndex:
        """Set the lower bound."""
        self._lower = value
        return self

    def setUpper(self, value: float) -> MAttributeIndex:
        """Set the upper bound."""
        self._upper = value
        return self

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, MAttributeIndex):
            return NotImplemented
        return (self._lower, self._upper) == (other._lower, other._upper)

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result


class MAttributeSpec:
    """A name with indices."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = "") -> None:
        if isinstance(source, MAttributeSpec):
            self.copy(source)
            return
        name, _, rest = str(source).partition("[")
        self.name, self._indices = name, []
        for part in rest.replace("]", "").split("[") if rest else []:
            first, _, last = part.partition(":")
            numbers = [None if text in ("", "*") else int(text) for text in (first, last or first)]
            index = MAttributeIndex()
            index._lower, index._upper = numbers[0], numbers[1]
            self._indices.append(index)

    def copy(self, source: MAttributeSpec) -> MAttributeSpec:
        """Take over another one."""
        self.name, self._indices = source.name, [MAttributeIndex(i) for i in source._indices]
        return self

    @property
    def dimensions(self) -> int:
        """Number of indices."""
        return len(self._indices)

    @dimensions.setter
    def dimensions(self, value: int) -> None:
        del self._indices[value:]
        while len(self._indices) < value:
            self._indices.append(MAttributeIndex())

    def __len__(self) -> int:
        return len(self._indices)

    def __getitem__(self, index: int) -> MAttributeIndex:
        return self._indices[index]

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, MAttributeSpec):
            return NotImplemented
        return self.name == other.name and self._indices == other._indices

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result


class MAttributeSpecArray(ObjectArray):
    """Array of specs."""

    __slots__ = ()

    def _kind(self) -> type:
        return MAttributeSpec


class MAttributePattern:
    """A named group of attributes that can be added to nodes."""

    def __init__(self, source: Any) -> None:
        self._name = source._name if isinstance(source, MAttributePattern) else str(source)
        self._attributes: list[MObject] = list(getattr(source, "_attributes", ()))
        if not isinstance(source, MAttributePattern):
            _patterns().append(self)

    def name(self) -> str:
        """Name of the pattern."""
        return self._name

    def addRootAttr(self, attr: MObject) -> None:
        """Add an attribute."""
        self._attributes.append(wrap(attribute_of(attr)))

    def removeRootAttr(self, which: Any) -> None:
        """Remove an attribute, given by itself or by position."""
        if isinstance(which, MObject):
            self._attributes.remove(which)
        else:
            del self._attributes[which]

    def rootAttr(self, idx: int) -> MObject:
        """An attribute by position."""
        return self._attributes[idx]

    def rootAttrCount(self) -> int:
        """Number of attributes."""
        return len(self._attributes)

    @staticmethod
    def attrPatternCount() -> int:
        """Number of patterns."""
        return len(_patterns())

    @staticmethod
    def attrPattern(n: int) -> MAttributePattern:
        """A pattern by position."""
        return _patterns()[n]

    @staticmethod
    def findPattern(name: str) -> MAttributePattern | None:
        """A pattern by name."""
        return next((each for each in _patterns() if each._name == name), None)

    def __str__(self) -> str:
        return self._name


def _patterns() -> list[MAttributePattern]:
    return session.state.setdefault("attribute_patterns", [])


class MPxAttributePatternFactory:
    """Reads attribute patterns from files; never called."""

    def __init__(self, *arguments: Any) -> None:
        pass
