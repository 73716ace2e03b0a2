"""Which vertices a deformer moves and how much, read in bulk (API 1.0).

An iterator says how many vertices it visits at once but which ones only one by one, a thousand
times slower. So the numbers are kept as long as nothing that they follow from is different: the
group, the expression of component tags, and what the geometry's groups and tags hold.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt
from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx

from a2f_maya.maya.arrays import whole_numbers

Indices = npt.NDArray[np.int64]


class Membership:
    """The members of one deformer, by the geometries' numbers."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Hashable, Indices]] = {}

    def members(
        self, element: Any, iterator: Any, number: int, vertex_count: int
    ) -> Indices | None:
        """Numbers of the visited vertices in their order, or None for all vertices.

        Parameters
        ----------
        element : MDataHandle
            ``input[number]`` of the deformer.
        iterator : MItGeometry
            Is at its first vertex before and after.
        number : int
            Logical index of the geometry.
        vertex_count : int
            Vertices of the whole geometry.
        """
        count = iterator.exactCount()
        if count == vertex_count:
            self._known.pop(number, None)
            return None
        cause = (count, vertex_count, *_causes(element))
        known = self._known.get(number)
        if known is None or known[0] != cause:
            known = (cause, _visited(iterator, count))
            self._known[number] = known
        return known[1]


class PaintedWeights:
    """The painted weights of one deformer, read once until they change."""

    def __init__(self) -> None:
        self._known: dict[int, npt.NDArray[np.float64] | None] = {}

    def forget(self) -> None:
        """Read them anew the next time."""
        self._known = {}

    def of(self, block: Any, number: int, vertex_count: int) -> npt.NDArray[np.float64] | None:
        """Weights of all vertices [shape=(vertex_count,)], or None where nothing was painted.

        Parameters
        ----------
        block : MDataBlock
        number : int
            Logical index of the geometry.
        vertex_count : int
        """
        if number not in self._known:
            self._known[number] = _painted(block, number, vertex_count)
        known = self._known[number]
        if known is not None and len(known) != vertex_count:
            known = self._known[number] = _painted(block, number, vertex_count)
        return known


def filter_attribute(name: str) -> Any:
    """An attribute that every deformer has: ``input``, ``inputGeom``, ``outputGeom``, ``envelope``.

    Also ``groupId``, ``componentTagExpression``, and ``weightList`` and ``weights`` of painted
    weights. Older releases have some of them as global variables only, newer ones also as members
    of the class.
    """
    kind = "MPxDeformerNode" if name in ("weightList", "weights") else "MPxGeometryFilter"
    found = getattr(ompx.cvar, f"{kind}_{name}", None)
    return getattr(getattr(ompx, kind), name) if found is None else found


def _causes(element: Any) -> tuple[Hashable, ...]:
    """What decides on the members: the group's and the tags' contents."""
    group = element.child(filter_attribute("groupId")).asLong()
    expression = element.child(filter_attribute("componentTagExpression")).asString()
    geometry = om1.MFnGeometryData(element.child(filter_attribute("inputGeom")).data())
    causes: list[Hashable] = [group, expression]
    if group and geometry.hasObjectGroup(group):
        causes.append(_elements(geometry.objectGroupComponent(group)))
    if expression:
        names: list[str] = []
        geometry.componentTags(names)
        causes += [(name, _elements(geometry.componentTagContents(name))) for name in names]
    return tuple(causes)


def _elements(component: Any) -> bytes:
    """The elements of a component as bytes, to be compared; empty for those that have no list."""
    if component.isNull() or not component.hasFn(om1.MFn.kSingleIndexedComponent):
        return b""
    function = om1.MFnSingleIndexedComponent(component)
    if function.isComplete():
        return b"*"
    elements = om1.MIntArray()
    function.getElements(elements)
    return whole_numbers(elements).tobytes()


def _visited(iterator: Any, count: int) -> Indices:
    indices = np.empty(count, np.int64)
    iterator.reset()
    for place in range(count):
        indices[place] = iterator.index()
        iterator.next()
    iterator.reset()
    return indices


def _painted(block: Any, number: int, vertex_count: int) -> npt.NDArray[np.float64] | None:
    lists = block.inputArrayValue(filter_attribute("weightList"))
    for place in range(lists.elementCount()):
        lists.jumpToArrayElement(place)
        if lists.elementIndex() == number:
            break
    else:
        return None
    painted = om1.MArrayDataHandle(lists.inputValue().child(filter_attribute("weights")))
    if not painted.elementCount():
        return None
    weights = np.ones(vertex_count)
    for place in range(painted.elementCount()):
        painted.jumpToArrayElement(place)
        vertex = painted.elementIndex()
        if vertex < vertex_count:
            weights[vertex] = painted.inputValue().asFloat()
    return weights
