"""Small classes: node classes, timers, user data, arrays of numbers, profiling."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from maya._core.session import session
from maya._shared import errors

from . import pointers
from .objects import MObject, MObjectArray, MTypeId, attribute_of
from .swig import SwigObject, expect, integer, named, wrong_arguments


@named("MNodeClass")
class MNodeClass(SwigObject):
    """A node type."""

    def __init__(self, kind: Any) -> None:
        if isinstance(kind, MTypeId):
            found = [each for each in session.node_types.values() if each.type_id == kind.id()]
            self._type = found[0] if found else None
        else:
            self._type = session.node_types.get(kind)

    def _have(self) -> Any:
        if self._type is None:
            raise errors.not_found()
        return self._type

    def typeName(self) -> str:
        """The name; empty for an unknown type."""
        return "" if self._type is None else self._type.name

    def typeId(self) -> MTypeId:
        """The number."""
        return MTypeId(0 if self._type is None else self._type.type_id)

    def classification(self) -> str:
        """How it is filed in the user interface."""
        return self._have().classification

    def pluginName(self) -> str:
        """The plug-in that registered it."""
        return self._have().plugin or ""

    def _attributes(self) -> list[Any]:
        return [part for top in self._have().attributes for part in top.walk()]

    def attributeCount(self) -> int:
        """How many attributes."""
        return len(self._attributes())

    def hasAttribute(self, name: str) -> bool:
        """Whether there is an attribute."""
        return self._have().attribute(name) is not None

    def attribute(self, which: Any) -> MObject:
        """An attribute by name or number."""
        if isinstance(which, str):
            return MObject._of(self._have().attribute(which))
        found = self._attributes()
        if not 0 <= integer(which) < len(found):
            raise errors.out_of_range()
        return MObject._of(found[which])

    def getAttributes(self, attributes: Any) -> None:
        """Fill an array with the attributes."""
        expect(attributes, MObjectArray)._set_all(MObject._of(each) for each in self._attributes())

    def addExtensionAttribute(self, attribute: Any) -> None:
        """Give all nodes of the type an attribute."""
        self._have().add_attribute(attribute_of(attribute))

    def removeExtensionAttribute(self, attribute: Any) -> None:
        """Take an attribute away from all nodes of the type."""
        found = attribute_of(attribute)
        if found not in self._have().own_attributes:
            raise errors.not_found()
        self._type.own_attributes.remove(found)


class MTimer(SwigObject):
    """A stop watch."""

    def __init__(self, *_: Any) -> None:
        self._start = self._end = 0.0

    def beginTimer(self) -> None:
        """Start."""
        self._start = self._end = time.perf_counter()

    def endTimer(self) -> None:
        """Stop."""
        self._end = time.perf_counter()

    def elapsedTime(self) -> float:
        """Seconds between start and stop."""
        return self._end - self._start

    def clear(self) -> None:
        """Forget both."""
        self._start = self._end = 0.0

    def assign(self, other: Any) -> MTimer:
        """Take over another one."""
        self._start, self._end = other._start, other._end
        return self


@named("MComputation")
class MComputation(SwigObject):
    """Long work that the user may interrupt; nobody does."""

    def __init__(self) -> None:
        self._range = (0, 100)
        self._progress = 0

    def beginComputation(self, *_: Any) -> None:
        """Start."""
        self._progress = self._range[0]

    def endComputation(self) -> None:
        """End."""

    def isInterruptRequested(self) -> bool:
        """Whether the user pressed Escape."""
        return False

    def setProgress(self, value: int) -> None:
        """Tell how far it is."""
        self._progress = integer(value)

    def progress(self) -> int:
        """How far it is."""
        return self._progress

    def setProgressRange(self, low: int, high: int) -> None:
        """Set what progress runs between."""
        self._range = (integer(low), integer(high))

    def progressMin(self) -> int:
        """Where progress begins."""
        return self._range[0]

    def progressMax(self) -> int:
        """Where progress ends."""
        return self._range[1]

    def setProgressStatus(self, text: str) -> None:
        """Tell what is done."""
        self._status = str(text)


@named("MUserData")
class MUserData(SwigObject):
    """Data of a plug-in that Maya keeps."""

    def __init__(self, deleteAfterUse: bool = True) -> None:
        self._delete = bool(deleteAfterUse)

    def deleteAfterUse(self) -> bool:
        """Whether Maya deletes it."""
        return self._delete

    def setDeleteAfterUse(self, state: bool) -> None:
        """Let Maya delete it."""
        self._delete = bool(state)


@named("MProfiler")
class MProfiler(SwigObject):
    """Records of how long things take; nothing is recorded."""

    @staticmethod
    def addCategory(name: str, info: str = "") -> int:
        """Make a category."""
        known = session.state.setdefault("profiler_categories", [])
        if name not in known:
            known.append(name)
        return known.index(name)

    @staticmethod
    def eventBegin(*_: Any) -> int:
        """Start an event; its number is -1 as nothing is recorded."""
        return -1

    @staticmethod
    def eventEnd(number: int) -> None:
        """End an event."""

    @staticmethod
    def recordingActive() -> bool:
        """Whether events are recorded."""
        return False


class _NumberTable(SwigObject):
    """Memory of rows of numbers."""

    _kind, _width = "double", 3

    def __init__(self, count: int) -> None:
        self._data = np.zeros((integer(count), self._width), pointers.DTYPES[self._kind])

    def get(self, row: int, column: int) -> Any:
        """A number."""
        return self._data[row, column].item()

    def set(self, row: int, column: int, value: Any) -> None:
        """Set a number."""
        self._data[row, column] = value

    def getptr(self) -> Any:
        """The memory."""
        return pointers.pointer_to(self._kind, self._data, self._width)


class array2dDouble(_NumberTable):
    """Rows of two doubles."""

    _width = 2


class array2dFloat(_NumberTable):
    """Rows of two floats."""

    _kind, _width = "float", 2


class array3dDouble(_NumberTable):
    """Rows of three doubles."""


class array3dFloat(_NumberTable):
    """Rows of three floats."""

    _kind = "float"


class array3dInt(_NumberTable):
    """Rows of three whole numbers."""

    _kind = "int"


class array4dDouble(_NumberTable):
    """Rows of four doubles."""

    _width = 4


class array4dFloat(_NumberTable):
    """Rows of four floats."""

    _kind, _width = "float", 4


class array4dInt(_NumberTable):
    """Rows of four whole numbers."""

    _kind, _width = "int", 4


class MSelectionMask(SwigObject):
    """What can be selected: a set of bits."""

    def __init__(self, *values: Any) -> None:
        self._bits: set[int] = set()
        for value in values:
            self.addMask(value)

    def addMask(self, other: Any) -> None:
        """Add one kind, or those of another mask."""
        if isinstance(other, MSelectionMask):
            self._bits |= other._bits
        elif isinstance(other, (int, str)):
            self._bits.add(hash(other))
        else:
            raise wrong_arguments("MSelectionMask_addMask", (other,))

    def setMask(self, other: Any) -> None:
        """Become another mask."""
        self._bits = set()
        self.addMask(other)

    def intersects(self, other: Any) -> bool:
        """Whether something is in both."""
        other = other if isinstance(other, MSelectionMask) else MSelectionMask(other)
        return bool(self._bits & other._bits)

    def assign(self, other: Any) -> MSelectionMask:
        """Become another mask."""
        self.setMask(other)
        return self

    def __or__(self, other: Any) -> MSelectionMask:
        return MSelectionMask(self, other)


for _number, _name in enumerate(
    [
        "Handles",
        "LocalAxis",
        "IkHandles",
        "IkEndEffectors",
        "Joints",
        "Lights",
        "Cameras",
        "Lattices",
        "Clusters",
        "Sculpts",
        "NurbsCurves",
        "NurbsSurfaces",
        "Meshes",
    ]
):
    setattr(MSelectionMask, f"kSelect{_name}", _number)
MSelectionMask.kSelectLocators = 28
