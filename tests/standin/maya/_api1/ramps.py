"""MRampAttribute: curves and colours along a line, as arrays of entries."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.attributes import Attribute
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._shared import errors

from . import pointers
from .arrays import MColorArray, MFloatArray, MIntArray
from .objects import MObject, attribute_of, node_of
from .plugs import MPlug, not_recorded
from .swig import SwigObject, expect, integer, named, real, wrong_arguments
from .tuples import MColor


def _ramp(name: str, short: str, color: bool) -> Attribute:
    """An array of compounds: position, value (a number or a colour), interpolation."""
    ramp = Attribute(
        name, short, "compound", is_array=True, keyable=True, uses_array_data_builder=True
    )
    ramp.add_child(Attribute(f"{name}_Position", f"{short}p", "float", keyable=True))
    if color:
        value = Attribute(f"{name}_Color", f"{short}c", "float3", keyable=True, used_as_color=True)
        for letter in "RGB":
            value.add_child(
                Attribute(
                    f"{name}_Color{letter}", f"{short}c{letter.lower()}", "float", keyable=True
                )
            )
    else:
        value = Attribute(f"{name}_FloatValue", f"{short}fv", "float", keyable=True)
    ramp.add_child(value)
    ramp.add_child(
        Attribute(
            f"{name}_Interp",
            f"{short}i",
            "enum",
            fields={0: "None", 1: "Linear", 2: "Smooth", 3: "Spline"},
            keyable=True,
        )
    )
    return ramp


@named("MRampAttribute")
class MRampAttribute(SwigObject):
    """Functions for ramps."""

    kNone, kLinear, kSmooth, kSpline = range(4)

    def __init__(self, *values: Any) -> None:
        self._node: Node | None = None
        self._attribute: Attribute | None = None
        if len(values) == 1 and isinstance(values[0], MPlug):
            plug = values[0]._core()
            self._open(plug.node, plug.attribute)
        elif len(values) == 2 and isinstance(values[0], MObject):
            self._open(node_of(values[0]), attribute_of(values[1]))
        elif len(values) == 1 and isinstance(values[0], MRampAttribute):
            self._node, self._attribute = values[0]._node, values[0]._attribute
        elif values:
            raise wrong_arguments("new_MRampAttribute", values)

    def _open(self, node: Node, attribute: Attribute) -> None:
        if len(attribute.children) != 3 or not attribute.is_array:
            raise errors.invalid("The attribute is no ramp")
        self._node, self._attribute = node, attribute

    def assign(self, other: Any) -> MRampAttribute:
        """Work on another ramp."""
        self._node, self._attribute = other._node, other._attribute
        return self

    # -- creation ----------------------------------------------------------------------------

    @staticmethod
    def createCurveRamp(name: str, short: str) -> MObject:
        """Make the attribute of a curve."""
        return MObject._of(_ramp(name, short, False))

    @staticmethod
    def createColorRamp(name: str, short: str) -> MObject:
        """Make the attribute of colours."""
        return MObject._of(_ramp(name, short, True))

    @staticmethod
    def createRamp(name: str, short: str, *children: Any) -> MObject:
        """Make the attribute of a ramp from parts of one's own."""
        ramp = Attribute(name, short, "compound", is_array=True, uses_array_data_builder=True)
        for child in children:
            ramp.add_child(attribute_of(child))
        return MObject._of(ramp)

    # -- entries -----------------------------------------------------------------------------

    def _array(self) -> Plug:
        if self._node is None:
            raise errors.missing()
        plug: Plug = self._node.plug(self._attribute)
        return plug

    def isColorRamp(self) -> bool:
        """Whether it has colours."""
        self._array()
        return self._attribute.children[1].is_compound

    def isCurveRamp(self) -> bool:
        """Whether it has numbers."""
        return not self.isColorRamp()

    def getNumEntries(self) -> int:
        """How many entries."""
        return len(self._array().indices())

    def _rows(self) -> list[tuple[int, float, Any, int]]:
        """Index, position, value and interpolation of all entries."""
        return [
            (entry.index, *(child.get() for child in entry.children))
            for entry in self._array().existing()
        ]

    def getEntries(self, indices: Any, positions: Any, values: Any, interpolations: Any) -> None:
        """Fill arrays with all entries."""
        rows = self._rows()
        expect(indices, MIntArray)._set_all(np.array([row[0] for row in rows], int))
        expect(positions, MFloatArray)._set_all(np.array([row[1] for row in rows], np.float32))
        if self.isColorRamp():
            table = np.array([[*row[2], 1.0] for row in rows], np.float32).reshape(-1, 4)
            expect(values, MColorArray)._set_all(table)
        else:
            expect(values, MFloatArray)._set_all(np.array([row[2] for row in rows], np.float32))
        expect(interpolations, MIntArray)._set_all(np.array([row[3] for row in rows], int))

    def addEntries(self, positions: Any, values: Any, interpolations: Any) -> None:
        """Add entries."""
        array = self._array()
        with not_recorded():
            for place in range(positions.length()):
                entry = array.element(array.next_index(), create=True)
                value = values[place]
                parts = value._list()[:3] if isinstance(value, MColor) else float(value)
                for child, each in zip(
                    entry.children,
                    (positions[place], parts, interpolations[place]),
                    strict=True,
                ):
                    child.set(each)

    def deleteEntries(self, indices: Any) -> None:
        """Remove entries."""
        with not_recorded():
            for index in expect(indices, MIntArray)._array().tolist():
                self._array().remove_element(index)

    def hasIndex(self, index: int) -> bool:
        """Whether there is an entry."""
        return integer(index) in self._array().indices()

    def _entry(self, index: int) -> Plug:
        if not self.hasIndex(index):
            raise errors.no_element()
        return self._array().element(index)

    def _set(self, index: int, child: int, value: Any) -> None:
        with not_recorded():
            self._entry(index).children[child].set(value)

    def setPositionAtIndex(self, position: float, index: int) -> None:
        """Move an entry."""
        self._set(index, 0, real(position))

    def setValueAtIndex(self, value: float, index: int) -> None:
        """Set the number of an entry."""
        self._set(index, 1, real(value))

    def setColorAtIndex(self, color: Any, index: int) -> None:
        """Set the colour of an entry."""
        self._set(index, 1, expect(color, MColor)._list()[:3])

    def setInterpolationAtIndex(self, kind: int, index: int) -> None:
        """Set how it goes on after an entry."""
        self._set(index, 2, integer(kind))

    def setRamp(self, values: Any, positions: Any, interpolations: Any) -> None:
        """Replace all entries."""
        self.deleteEntries(MIntArray(self._array().indices()))
        self.addEntries(positions, values, interpolations)

    def sort(self, renumber: bool = False) -> None:
        """Put entries in the order of their positions."""
        rows = sorted(self._rows(), key=lambda row: row[1])
        indices = range(len(rows)) if renumber else sorted(row[0] for row in rows)
        with not_recorded():
            for index, row in zip(indices, rows, strict=True):
                for child, value in zip(
                    self._array().element(index).children, row[1:], strict=True
                ):
                    child.set(value)

    def pack(self) -> None:
        """Number entries from zero."""
        rows = self._rows()
        self.deleteEntries(MIntArray([row[0] for row in rows]))
        with not_recorded():
            for index, row in enumerate(rows):
                entry = self._array().element(index, create=True)
                for child, value in zip(entry.children, row[1:], strict=True):
                    child.set(value)

    # -- evaluation --------------------------------------------------------------------------

    def _sample(self, position: float) -> np.ndarray:
        rows = sorted(self._rows(), key=lambda row: row[1])
        if not rows:
            raise errors.failure("The ramp has no entries")
        places = np.array([row[1] for row in rows])
        values = np.array([np.atleast_1d(row[2]) for row in rows], float)
        after = int(np.searchsorted(places, position, side="right"))
        if after == 0 or after == len(rows):
            return values[max(0, after - 1)]
        width = places[after] - places[after - 1]
        along = (position - places[after - 1]) / width if width else 0.0
        return _between(values, after, along, int(rows[after - 1][3]))

    def getValueAtPosition(self, position: float, value: Any) -> None:
        """Write the number at a position to memory."""
        pointers.store(value, "float", float(self._sample(real(position))[0]))

    def getColorAtPosition(self, position: float, color: Any) -> None:
        """Make an MColor the colour at a position."""
        expect(color, MColor)._put([*self._sample(real(position)).tolist(), 1.0])

    def getValuesAtPositions(self, positions: Any, values: Any) -> None:
        """Fill an array with the numbers at positions."""
        found = [self._sample(float(place))[0] for place in positions._array()]
        expect(values, MFloatArray)._set_all(np.array(found, np.float32))

    def getColorsAtPositions(self, positions: Any, colors: Any) -> None:
        """Fill an array with the colours at positions."""
        found = [[*self._sample(float(place)), 1.0] for place in positions._array()]
        expect(colors, MColorArray)._set_all(np.array(found, np.float32).reshape(-1, 4))

    def sampleValueRamp(self, count: int, values: Any) -> None:
        """Fill an array with evenly spaced numbers."""
        found = [self._sample(place)[0] for place in np.linspace(0.0, 1.0, integer(count))]
        expect(values, MFloatArray)._set_all(np.array(found, np.float32))

    def sampleColorRamp(self, count: int, colors: Any) -> None:
        """Fill an array with evenly spaced colours."""
        found = [[*self._sample(place), 1.0] for place in np.linspace(0.0, 1.0, integer(count))]
        expect(colors, MColorArray)._set_all(np.array(found, np.float32).reshape(-1, 4))


def _between(values: np.ndarray, after: int, along: float, kind: int) -> np.ndarray:
    """Interpolation from the entry before ``after``; the spline is Catmull-Rom, ends repeated."""
    one, two = values[after - 1], values[after]
    if kind == MRampAttribute.kNone:
        return one
    if kind == MRampAttribute.kSmooth:
        along = along * along * (3.0 - 2.0 * along)
    if kind != MRampAttribute.kSpline:
        return one + (two - one) * along
    before = values[max(0, after - 2)]
    behind = values[min(len(values) - 1, after + 1)]
    square, cube = along * along, along * along * along
    return 0.5 * (
        2.0 * one
        + (two - before) * along
        + (2.0 * before - 5.0 * one + 4.0 * two - behind) * square
        + (3.0 * one - before - 3.0 * two + behind) * cube
    )
