"""Function sets of components."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from maya._core import mfn
from maya._core.data import compress_components
from maya._shared import errors

from . import pointers
from .arrays import MIntArray
from .fn_base import MFnBase
from .objects import (
    DOUBLE_COMPONENTS,
    SINGLE_COMPONENTS,
    TRIPLE_COMPONENTS,
    Component,
    MObject,
)
from .swig import SwigObject, expect, integer, named, real

_KINDS = {"vtx": "kMeshVertComponent", "e": "kMeshEdgeComponent", "f": "kMeshPolygonComponent"}
_KINDS |= {"map": "kMeshMapComponent", "cv": "kCurveCVComponent", "ep": "kCurveEPComponent"}
_KINDS |= {"vtxFace": "kMeshVtxFaceComponent", "pt": "kLatticeComponent"}
_TEXT = re.compile(r"(?:.*\.)?(\w+)((?:\[[^\]]*\])+)$")


def _span(text: str) -> tuple[int, int | None]:
    """``3`` gives (3, 3), ``2:5`` gives (2, 5), ``*`` gives (0, None)."""
    if text == "*":
        return 0, None
    first, colon, last = text.partition(":")
    start = int(first or 0)
    if not colon:
        return start, start
    return start, None if last in ("", "*") else int(last)


def component_of(text: str, counts: Any = None) -> Component:
    """Components named by a text such as ``vtx[0:3]``.

    ``counts`` gives the number of components of a kind, for texts such as ``vtx[*]``.
    """
    match = _TEXT.match(text)
    if match is None:
        raise errors.not_found()
    word, indices = match.group(1), re.findall(r"\[([^\]]*)\]", match.group(2))
    name = _KINDS.get(word, "kMeshVertComponent")
    if word == "cv" and len(indices) == 2:
        name = "kSurfaceCVComponent"
    ranges = []
    for place, part in enumerate(indices):
        first, last = _span(part)
        if last is None:
            total = counts(word, place) if counts is not None else None
            if total is None:
                return Component(name, [], complete=0)
            last = total - 1
        ranges.append(range(first, last + 1))
    component = Component(name, _product(ranges))
    if len(indices) == 1 and indices[0] == "*":
        component.complete = len(component.elements)
    return component


def _product(ranges: list[range]) -> list[Any]:
    if len(ranges) == 1:
        return list(ranges[0])
    result: list[tuple[int, ...]] = [()]
    for numbers in ranges:
        result = [(*head, number) for head in result for number in numbers]
    return result


def components_of(texts: Any, counts: Any = None) -> list[Component]:
    """Components of several texts, those of one kind together."""
    joined: dict[str, Component] = {}
    for text in texts:
        component = component_of(text, counts)
        known = joined.setdefault(component.name, component)
        if known is not component:
            known.elements += [
                each for each in component.elements if each not in set(known.elements)
            ]
    return list(joined.values())


def texts_of(component: Component) -> list[str]:
    """Components as MEL writes them."""
    if component.complete is not None:
        word = SINGLE_COMPONENTS.get(component.name, "cv")
        return [f"{word}[*]"]
    if component.name in SINGLE_COMPONENTS:
        return compress_components(SINGLE_COMPONENTS[component.name], sorted(component.elements))
    word = {**DOUBLE_COMPONENTS, **TRIPLE_COMPONENTS}[component.name]
    return [word + "".join(f"[{number}]" for number in each) for each in component.elements]


@named("MFnComponent")
class MFnComponent(MFnBase):
    """What all components have."""

    _fits = "kComponent"
    _allowed: ClassVar[dict[str, str]] = {}

    def _create(self, kind: int) -> MObject:
        """Make an empty component of a kind."""
        name = mfn.name(integer(kind))
        if name not in self._allowed:
            raise errors.invalid("The kind of component does not fit the function set")
        self._entity = Component(name)
        return MObject._of(self._entity)

    def componentType(self) -> int:
        """The kind."""
        return mfn.NUMBERS[self._have().name]

    def elementCount(self) -> int:
        """How many elements there are."""
        component = self._have()
        return component.complete if component.complete is not None else len(component.elements)

    def isEmpty(self) -> bool:
        """Whether there are no elements."""
        return self.elementCount() == 0

    def isComplete(self) -> bool:
        """Whether all elements of the shape are meant."""
        return self._have().complete is not None

    def setComplete(self, *complete: Any) -> None:
        """Mean all elements."""
        self._have().complete = len(self._entity.elements)

    def isEqual(self, other: Any) -> bool:
        """Whether another component has the same elements."""
        theirs = other._entity
        return (
            isinstance(theirs, Component)
            and self._have().name == theirs.name
            and set(self._entity.elements) == set(theirs.elements)
        )

    def hasWeights(self) -> bool:
        """Whether elements have weights (soft selection)."""
        return bool(self._have().weights)

    def weight(self, place: int) -> Any:
        """The weight of an element."""
        weights = self._have().weights
        if place not in weights:
            raise errors.failure("The element has no weight")
        return MWeight(weights[place])

    def setWeight(self, place: int, weight: Any) -> None:
        """Set the weight of an element."""
        self._have().weights[integer(place)] = MWeight(expect(weight, MWeight))

    def setWeights(self, start: int, weights: Any) -> None:
        """Set weights of elements one after the other."""
        for offset, weight in enumerate(weights):
            self.setWeight(start + offset, weight)

    def _add(self, element: Any) -> bool:
        component = self._have()
        component.complete = None
        if element in component.elements[-1:] or element in set(component.elements):
            return False
        component.elements.append(element)
        component.elements.sort()
        return True


@named("MFnSingleIndexedComponent")
class MFnSingleIndexedComponent(MFnComponent):
    """Components with one number: vertices, edges, faces, curve points."""

    _fits = "kSingleIndexedComponent"
    _allowed = SINGLE_COMPONENTS
    create = MFnComponent._create

    def addElement(self, number: int) -> None:
        """Add an element."""
        self._add(integer(number))

    def addElements(self, numbers: Any) -> None:
        """Add the elements of an MIntArray."""
        component = self._have()
        component.complete = None
        both = set(component.elements) | set(expect(numbers, MIntArray)._array().tolist())
        component.elements = sorted(both)

    def element(self, place: int) -> int:
        """The number at a place."""
        component = self._have()
        if component.complete is not None and not component.elements:
            return integer(place)
        if not 0 <= integer(place) < len(component.elements):
            raise errors.out_of_range()
        return component.elements[place]

    def getElements(self, numbers: Any) -> None:
        """Fill an MIntArray."""
        component = self._have()
        found = component.elements
        if component.complete is not None and not found:
            found = list(range(component.complete))
        expect(numbers, MIntArray)._set_all(MIntArray(list(found))._array())

    def setCompleteData(self, count: int) -> None:
        """Mean all of so many elements."""
        self._have().elements = list(range(integer(count)))
        self._entity.complete = integer(count)

    def getCompleteData(self, place: Any) -> None:
        """Write the number of elements to memory."""
        pointers.store(place, "int", self._have().complete or 0)


@named("MFnDoubleIndexedComponent")
class MFnDoubleIndexedComponent(MFnComponent):
    """Components with two numbers."""

    _fits = "kDoubleIndexedComponent"
    _allowed = DOUBLE_COMPONENTS
    create = MFnComponent._create

    def addElement(self, first: int, second: int) -> None:
        """Add an element."""
        self._add((integer(first), integer(second)))

    def addElements(self, first: Any, second: Any) -> None:
        """Add the elements of two MIntArrays."""
        for pair in zip(first, second, strict=True):
            self._add((int(pair[0]), int(pair[1])))

    def getElement(self, place: int, first: Any, second: Any) -> None:
        """Write the numbers at a place to memory."""
        if not 0 <= place < len(self._have().elements):
            raise errors.out_of_range()
        for pointer, number in zip((first, second), self._entity.elements[place], strict=True):
            pointers.store(pointer, "int", number)

    def getElements(self, first: Any, second: Any) -> None:
        """Fill two MIntArrays."""
        for place, array in enumerate((first, second)):
            array._set_all(MIntArray([each[place] for each in self._have().elements])._array())

    def setCompleteData(self, first: int, second: int) -> None:
        """Mean all of so many elements."""
        self._have().elements = _product([range(first), range(second)])
        self._entity.complete = first * second

    def getCompleteData(self, first: Any, second: Any) -> None:
        """Write the numbers of elements to memory."""
        _store_extent(self._have(), (first, second))


@named("MFnTripleIndexedComponent")
class MFnTripleIndexedComponent(MFnComponent):
    """Components with three numbers: lattice points."""

    _fits = "kTripleIndexedComponent"
    _allowed = TRIPLE_COMPONENTS
    create = MFnComponent._create

    def addElement(self, first: int, second: int, third: int) -> None:
        """Add an element."""
        self._add((integer(first), integer(second), integer(third)))

    def addElements(self, *arrays: Any) -> None:
        """Add the elements of three MIntArrays."""
        for triple in zip(*arrays, strict=True):
            self._add(tuple(int(number) for number in triple))

    def getElement(self, place: int, *targets: Any) -> None:
        """Write the numbers at a place to memory."""
        if not 0 <= place < len(self._have().elements):
            raise errors.out_of_range()
        for pointer, number in zip(targets, self._entity.elements[place], strict=True):
            pointers.store(pointer, "int", number)

    def getElements(self, *arrays: Any) -> None:
        """Fill three MIntArrays."""
        for place, array in enumerate(arrays):
            array._set_all(MIntArray([each[place] for each in self._have().elements])._array())

    def setCompleteData(self, first: int, second: int, third: int) -> None:
        """Mean all of so many elements."""
        self._have().elements = _product([range(first), range(second), range(third)])
        self._entity.complete = first * second * third

    def getCompleteData(self, *targets: Any) -> None:
        """Write the numbers of elements to memory."""
        _store_extent(self._have(), targets)


def _store_extent(component: Component, targets: tuple[Any, ...]) -> None:
    for place, pointer in enumerate(targets):
        extent = max((each[place] for each in component.elements), default=-1) + 1
        pointers.store(pointer, "int", extent)


@named("MWeight")
class MWeight(SwigObject):
    """Influence and seam of a softly selected component."""

    def __init__(self, other: Any = None) -> None:
        self._influence = 1.0 if other is None else other._influence
        self._seam = 0.0 if other is None else other._seam

    def influence(self) -> float:
        """The influence."""
        return self._influence

    def setInfluence(self, value: float) -> None:
        """Set the influence."""
        self._influence = real(value)

    def seam(self) -> float:
        """The seam weight."""
        return self._seam

    def setSeam(self, value: float) -> None:
        """Set the seam weight."""
        self._seam = real(value)

    def assign(self, other: Any) -> MWeight:
        """Take over both."""
        self._influence, self._seam = other._influence, other._seam
        return self
