"""``MRampAttribute``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MColorArray, MFloatArray, MIntArray
from maya._api2.colors import MColor
from maya._api2.objects import INCOMPATIBLE, MObject, attribute_of, changes_scene, node_of, wrap
from maya._api2.plugs import MPlug
from maya._core.attributes import Attribute, numeric_compound
from maya._core.plugs import Plug

_INTERPOLATION = {0: "None", 1: "Linear", 2: "Smooth", 3: "Spline"}


def make_ramp(long: str, short: str, color: bool) -> Attribute:
    """A ramp: an array of position, value and interpolation."""
    ramp = Attribute(long, short, "compound", is_array=True, uses_array_data_builder=True)
    ramp.add_child(Attribute(f"{long}_Position", f"{short}p", "float", default=0.0))
    if color:
        ramp.add_child(numeric_compound(f"{long}_Color", f"{short}c", "float3", "RGB"))
    else:
        ramp.add_child(Attribute(f"{long}_FloatValue", f"{short}fv", "float", default=0.0))
    fields = dict(_INTERPOLATION)
    ramp.add_child(
        Attribute(f"{long}_Interp", f"{short}i", "enum", minimum=0, maximum=3, fields=fields)
    )
    return ramp


class MRampAttribute:
    """A ramp of numbers or colours."""

    kNone, kLinear, kSmooth, kSpline = range(4)

    def __init__(self, *arguments: Any) -> None:
        self._ramp: Plug | None = None
        if len(arguments) == 1 and isinstance(arguments[0], MRampAttribute):
            self._ramp = arguments[0]._ramp
        elif len(arguments) == 1 and isinstance(arguments[0], MPlug):
            self._ramp = arguments[0]._plug()
        elif len(arguments) >= 2:
            self._ramp = node_of(arguments[0]).plug(attribute_of(arguments[1]))
        elif arguments:
            raise TypeError("a plug, or a node and an attribute are needed")
        if self._ramp is not None and len(self._ramp.attribute.children) < 3:
            raise RuntimeError(INCOMPATIBLE)

    @staticmethod
    def createRamp(longName: str, shortName: str) -> MObject:
        """Make a ramp of numbers."""
        return wrap(make_ramp(longName, shortName, False))

    @staticmethod
    def createCurveRamp(longName: str, shortName: str) -> MObject:
        """Make a ramp of numbers."""
        return wrap(make_ramp(longName, shortName, False))

    @staticmethod
    def createColorRamp(longName: str, shortName: str) -> MObject:
        """Make a ramp of colours."""
        return wrap(make_ramp(longName, shortName, True))

    @property
    def isColorRamp(self) -> bool:
        """Whether values are colours."""
        return self._plug().attribute.children[1].is_compound

    @property
    def isCurveRamp(self) -> bool:
        """Whether values are numbers."""
        return not self.isColorRamp

    def _plug(self) -> Plug:
        if self._ramp is None:
            raise RuntimeError("(kFailure): the ramp has no plug")
        return self._ramp

    def numEntries(self) -> int:
        """Number of entries."""
        return len(self._plug().indices())

    def hasIndex(self, index: int) -> bool:
        """Whether an entry exists."""
        return index in self._plug().indices()

    def _entries(self) -> list[tuple[int, float, Any, int]]:
        found = []
        for element in self._plug().existing():
            position, value, interpolation = element.children
            found.append((element.index, position.get(), value.get(), interpolation.get()))
        return found

    def getEntries(self) -> tuple[Any, ...]:
        """Indices, positions, values and interpolations."""
        entries = self._entries()
        kind = MColorArray if self.isColorRamp else MFloatArray
        return (
            MIntArray([entry[0] for entry in entries]),
            MFloatArray([entry[1] for entry in entries]),
            kind([entry[2] for entry in entries]),
            MIntArray([entry[3] for entry in entries]),
        )

    def _put(self, element: Plug, position: Any, value: Any, interpolation: Any) -> None:
        place, content, kind = element.children
        element.make_exist()
        if position is not None:
            place.set(float(position))
        if value is not None:
            content.set(list(MColor(value))[:3] if content.is_compound else float(value))
        if interpolation is not None:
            kind.set(int(interpolation))

    @changes_scene
    def addEntries(self, positions: Any, values: Any, interps: Any) -> MRampAttribute:
        """Add entries."""
        for position, value, kind in zip(positions, values, interps, strict=True):
            index = self._plug().next_index()
            self._put(self._plug().element(index, create=True), position, value, kind)
        return self

    @changes_scene
    def deleteEntries(self, indices: Any) -> MRampAttribute:
        """Remove entries."""
        for index in indices:
            self._plug().remove_element(int(index))
        return self

    @changes_scene
    def setRamp(self, values: Any, positions: Any = None, interps: Any = None) -> MRampAttribute:
        """Replace all entries."""
        values = list(values)
        count = len(values)
        places = list(positions) if positions is not None else list(np.linspace(0, 1, count))
        kinds = list(interps) if interps is not None else [self.kLinear] * count
        for index in self._plug().indices():
            self._plug().remove_element(index)
        return self.addEntries(places, values, kinds)

    def _existing(self, index: int) -> Plug:
        if not self.hasIndex(index):
            raise RuntimeError("(kInvalidParameter): no entry at this index")
        return self._plug().element(index)

    @changes_scene
    def setValueAtIndex(self, value: Any, index: int) -> MRampAttribute:
        """Set the value of an entry."""
        self._put(self._existing(index), None, value, None)
        return self

    @changes_scene
    def setPositionAtIndex(self, position: float, index: int) -> MRampAttribute:
        """Set the position of an entry."""
        self._put(self._existing(index), position, None, None)
        return self

    @changes_scene
    def setInterpolationAtIndex(self, interp: int, index: int) -> MRampAttribute:
        """Set the interpolation of an entry."""
        self._put(self._existing(index), None, None, interp)
        return self

    def sort(self, ascending: bool = True) -> MRampAttribute:
        """Order the entries by position."""
        entries = sorted(self._entries(), key=lambda entry: entry[1], reverse=not ascending)
        return self.setRamp(
            [entry[2] for entry in entries],
            [entry[1] for entry in entries],
            [entry[3] for entry in entries],
        )

    def pack(self) -> MRampAttribute:
        """Number the entries without holes."""
        entries = self._entries()
        return self.setRamp(
            [entry[2] for entry in entries],
            [entry[1] for entry in entries],
            [entry[3] for entry in entries],
        )

    def getValueAtPosition(self, position: float) -> Any:
        """Value at a position."""
        entries = sorted(self._entries(), key=lambda entry: entry[1])
        values = [np.atleast_1d(np.array(entry[2], dtype=float)) for entry in entries]
        if not entries:
            result = np.zeros(3 if self.isColorRamp else 1)
        else:
            result = _blend([entry[1] for entry in entries], values, entries, float(position))
        return MColor(list(result)) if self.isColorRamp else float(result[0])


def _blend(places: list[float], values: list[Any], entries: list[Any], at: float) -> np.ndarray:
    if at <= places[0]:
        return values[0]
    if at >= places[-1]:
        return values[-1]
    right = next(number for number, place in enumerate(places) if place > at)
    left = right - 1
    part = (at - places[left]) / (places[right] - places[left])
    kind = entries[left][3]
    if kind == MRampAttribute.kNone:
        return values[left]
    if kind == MRampAttribute.kSmooth:
        part = part * part * (3.0 - 2.0 * part)
    if kind != MRampAttribute.kSpline:
        return values[left] * (1.0 - part) + values[right] * part
    before = values[max(left - 1, 0)]
    after = values[min(right + 1, len(values) - 1)]
    slopes = 0.5 * (values[right] - before), 0.5 * (after - values[left])
    square, cube = part * part, part * part * part
    return (
        values[left] * (2 * cube - 3 * square + 1)
        + slopes[0] * (cube - 2 * square + part)
        + values[right] * (3 * square - 2 * cube)
        + slopes[1] * (cube - square)
    )
