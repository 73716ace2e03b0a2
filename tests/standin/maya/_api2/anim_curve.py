"""``MFnAnimCurve`` and ``MAnimCurveChange``."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from maya._api2.functions import MFnDependencyNode
from maya._api2.objects import INCOMPATIBLE, MObject, wrap
from maya._api2.plugs import MPlug
from maya._api2.quantities import MAngle, MTime
from maya._core import keyframes
from maya._core.animation_curve import TANGENTS, Key
from maya._core.data import TICKS_PER_SECOND
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared.anim_curve import TYPES, AnimCurve, AnimCurveChange, create_curve

_TANGENT_WORDS = {number: word for word, number in TANGENTS.items()}


def tangent_word(number: int, incoming: bool) -> str:
    """The core's word of a tangent type; ``kTangentGlobal`` means the preference."""
    if number == 0:
        return keyframes.default_tangents()[0 if incoming else 1]
    if number not in _TANGENT_WORDS:
        raise ValueError("invalid tangent type")
    return _TANGENT_WORDS[number]


class MAnimCurveChange(AnimCurveChange):
    """Collects changes of curves, to be taken back and made again."""


class MFnAnimCurve(AnimCurve, MFnDependencyNode):
    """Animation curves; values of angular curves are radians, of linear ones centimetres."""

    _FN = "kAnimCurve"

    @staticmethod
    def _out_of_range() -> IndexError:
        return IndexError("(kInvalidParameter): key index out of range")

    @staticmethod
    def _core_plug(plug: MPlug) -> Plug:
        return plug._plug()

    def __init__(self, node: Any = None) -> None:
        if isinstance(node, MPlug):
            curve = keyframes.source_curve(node._plug(), driven=None)
            if curve is None:
                raise RuntimeError(INCOMPATIBLE)
            node = wrap(curve)
        super().__init__(node)

    def _curve(self) -> Any:
        return self._node()

    # -- making ------------------------------------------------------------------------------

    def create(self, *arguments: Any, **options: Any) -> MObject:
        """Make a curve of a type, or for a plug or attribute of a node."""
        given = list(arguments)
        modifier = options.get("modifier")
        plug: Plug | None = None
        if given and isinstance(given[0], MPlug):
            plug = given.pop(0)._plug()
        elif len(given) > 1 and isinstance(given[0], MObject) and isinstance(given[1], MObject):
            plug = MPlug(given.pop(0), given.pop(0))._plug()
        kind = options.get("animCurveType")
        if given and isinstance(given[0], int):
            kind = given.pop(0)
        modifier = given[0] if given else modifier
        name = self._type_name(plug, kind)
        made: list[Any] = []

        def make() -> None:
            made.append(create_curve(name, plug))

        if modifier is None:
            with session.undo.suspended():
                make()
        else:
            modifier._make(make)
        self._o = wrap(made[0])
        return MObject(self._o)

    @staticmethod
    def _type_name(plug: Plug | None, kind: int | None) -> str:
        if kind is None or kind == MFnAnimCurve.kAnimCurveUnknown:
            if plug is None:
                raise TypeError("a plug, or a type of curve is needed")
            return keyframes.curve_type(plug.attribute)
        if not 0 <= kind < len(TYPES):
            raise ValueError("invalid type of curve")
        return f"animCurve{TYPES[kind]}"

    # -- what it is --------------------------------------------------------------------------

    @property
    def animCurveType(self) -> int:
        """One of the type constants."""
        return self._type()

    @property
    def isTimeInput(self) -> bool:
        """Whether the curve goes over time."""
        return not self._curve().is_driven

    @property
    def isUnitlessInput(self) -> bool:
        """Whether the curve is driven by a number."""
        return self._curve().is_driven

    @property
    def isStatic(self) -> bool:
        """Whether the value is always the same."""
        return self._is_static()

    @property
    def isWeighted(self) -> bool:
        """Whether tangents have weights."""
        return bool(self._curve().plug("weightedTangents").get())

    def setIsWeighted(self, isWeighted: bool, change: MAnimCurveChange | None = None) -> Any:
        """Give tangents weights, or not."""
        self._set_plug(change, "weightedTangents", bool(isWeighted))
        return self

    @property
    def numKeys(self) -> int:
        """Number of keys."""
        return len(self._curve().keys)

    @property
    def preInfinityType(self) -> int:
        """What lies before the first key."""
        return int(self._curve().plug("preInfinity").get())

    @property
    def postInfinityType(self) -> int:
        """What lies after the last key."""
        return int(self._curve().plug("postInfinity").get())

    def _set_infinity(self, name: str, value: int, change: Any) -> Any:
        if value not in (0, 1, 3, 4, 5):
            raise ValueError("invalid infinity type")
        self._set_plug(change, name, int(value))
        return self

    def setPreInfinityType(self, infinityType: int, change: Any = None) -> Any:
        """Set what lies before the first key."""
        return self._set_infinity("preInfinity", infinityType, change)

    def setPostInfinityType(self, infinityType: int, change: Any = None) -> Any:
        """Set what lies after the last key."""
        return self._set_infinity("postInfinity", infinityType, change)

    # -- keys --------------------------------------------------------------------------------

    def _place(self, time: Any) -> float:
        """A time or number as the curve keeps it."""
        if self._curve().is_driven:
            return float(time)
        if not isinstance(time, MTime):
            raise TypeError(f"argument must be MTime, not {type(time).__name__}")
        return time._as_ticks()

    def _time(self, place: float) -> Any:
        return place if self._curve().is_driven else MTime._ticks(int(place))

    def _stored(self, value: Any) -> float:
        if isinstance(value, MTime):
            return value._as_ticks()
        if self._curve().type.name[-1] == "T":
            return round(float(value) * TICKS_PER_SECOND)
        return float(value)

    def _put(self, index: int, change: Any, **fields: Any) -> Any:
        key = replace(self._key(index), **fields)
        self._record(change, lambda: self._curve().put({key.time: key}))
        return self

    def evaluate(self, at: Any) -> float:
        """Value at a time or number."""
        value = self._curve().curve().evaluate(self._place(at))
        if self._curve().type.name[-1] == "T":
            return MTime._ticks(round(value))
        return float(value)

    def addKey(
        self,
        input: Any,
        value: Any,
        tangentInType: int = 0,
        tangentOutType: int = 0,
        change: MAnimCurveChange | None = None,
    ) -> int:
        """Set a key; gives its number."""
        place = self._place(input)
        words = tangent_word(tangentInType, True), tangent_word(tangentOutType, False)
        key = Key(place, self._stored(value), *words)
        self._record(change, lambda: self._curve().put({place: key}))
        return self._curve().find(place)

    def addKeys(
        self,
        times: Any,
        values: Any,
        tangentInType: int = 0,
        tangentOutType: int = 0,
        keepExistingKeys: bool = False,
        change: MAnimCurveChange | None = None,
    ) -> Any:
        """Set many keys."""
        words = tangent_word(tangentInType, True), tangent_word(tangentOutType, False)
        places = [self._place(time) for time in times]
        return self._add_many(places, values, [words] * len(places), keepExistingKeys, change)

    def _add_many(
        self, places: list[float], values: Any, words: list[Any], keep: bool, change: Any
    ) -> Any:
        if len(places) != len(values):
            raise ValueError("(kInvalidParameter): as many values as times are needed")
        keys = {}
        for place, value, pair in zip(places, values, words, strict=True):
            keys[place] = Key(place, self._stored(value), *pair)
        self._replace_all(keys, keep, change)
        return self

    def addKeysWithTangents(
        self,
        times: Any,
        values: Any,
        tangentInType: int = 0,
        tangentOutType: int = 0,
        tangentInTypeArray: Any = None,
        tangentOutTypeArray: Any = None,
        tangentInXArray: Any = None,
        tangentInYArray: Any = None,
        tangentOutXArray: Any = None,
        tangentOutYArray: Any = None,
        tangentsLockedArray: Any = None,
        weightsLockedArray: Any = None,
        convertUnits: bool = True,
        keepExistingKeys: bool = False,
        change: MAnimCurveChange | None = None,
    ) -> Any:
        """Set many keys with their tangents."""
        count = len(times)

        def words(numbers: Any, common: int, incoming: bool) -> list[str]:
            given = list(numbers) if numbers is not None and len(numbers) else [common] * count
            return [tangent_word(number, incoming) for number in given]

        pairs = list(
            zip(
                words(tangentInTypeArray, tangentInType, True),
                words(tangentOutTypeArray, tangentOutType, False),
                strict=True,
            )
        )
        places = [self._place(time) for time in times]
        keys = {}
        columns = {
            "in_x": tangentInXArray,
            "in_y": tangentInYArray,
            "out_x": tangentOutXArray,
            "out_y": tangentOutYArray,
            "locked": tangentsLockedArray,
            "weight_locked": weightsLockedArray,
        }
        for number, (place, value) in enumerate(zip(places, values, strict=True)):
            fields = {
                name: (bool if "locked" in name else float)(column[number])
                for name, column in columns.items()
                if column is not None and len(column) > number
            }
            keys[place] = Key(place, self._stored(value), *pairs[number], **fields)
        self._replace_all(keys, keepExistingKeys, change)
        return self

    def insertKey(
        self, input: Any, breakdown: bool = False, change: MAnimCurveChange | None = None
    ) -> int:
        """Set a key that keeps the course of the curve."""
        place = self._place(input)
        self._record(change, lambda: keyframes.insert_key(self._curve(), place))
        index = self._curve().find(place)
        if breakdown:
            self._put(index, change, breakdown=True)
        return index

    def remove(self, index: int, change: MAnimCurveChange | None = None) -> Any:
        """Remove a key."""
        self._key(index)
        self._record(change, lambda: keyframes.remove_keys(self._curve(), [index]))
        return self

    def find(self, input: Any) -> int | None:
        """Number of the key at a time or number; None if there is none."""
        return self._curve().find(self._place(input))

    def input(self, index: int) -> Any:
        """Time or number of a key."""
        return self._time(self._key(index).time)

    def setInput(self, index: int, at: Any, change: MAnimCurveChange | None = None) -> Any:
        """Move a key."""
        key, place = self._key(index), self._place(at)
        if place != key.time:
            if self._curve().find(place) is not None:
                raise RuntimeError("(kInvalidParameter): there is a key already")
            moved = replace(key, time=place)
            self._record(change, lambda: self._curve().put({key.time: None, place: moved}))
        return self

    def value(self, index: int) -> float:
        """Value of a key."""
        value = self._key(index).value
        return value / TICKS_PER_SECOND if self._curve().type.name[-1] == "T" else value

    def setValue(self, index: int, value: Any, change: MAnimCurveChange | None = None) -> Any:
        """Set the value of a key."""
        return self._put(index, change, value=self._stored(value))

    # -- tangents ----------------------------------------------------------------------------

    def setInTangentType(self, index: int, tangentType: int, change: Any = None) -> Any:
        """Set the type of the tangent into a key."""
        return self._put(index, change, in_type=tangent_word(tangentType, True))

    def setOutTangentType(self, index: int, tangentType: int, change: Any = None) -> Any:
        """Set the type of the tangent out of a key."""
        return self._put(index, change, out_type=tangent_word(tangentType, False))

    def setTangentTypes(
        self, indexArray: Any, tangentInType: int = 0, tangentOutType: int = 0, change: Any = None
    ) -> Any:
        """Set the types of tangents of keys."""
        for index in indexArray:
            self.setInTangentType(index, tangentInType, change)
            self.setOutTangentType(index, tangentOutType, change)
        return self

    def getTangentXY(self, index: int, isInTangent: bool) -> tuple[float, float]:
        """Tangent vector: seconds (or input units) and value."""
        return self._vector(index, isInTangent)

    def getTangentAngleWeight(self, index: int, isInTangent: bool) -> tuple[MAngle, float]:
        """Angle and length of a tangent."""
        x, y = self.getTangentXY(index, isInTangent)
        return MAngle(math.atan2(y, x)), math.hypot(x, y)

    def _set_vector(self, index: int, x: float, y: float, incoming: bool, change: Any) -> Any:
        side = "in" if incoming else "out"
        fields = {f"{side}_x": float(x), f"{side}_y": float(y), f"{side}_type": "fixed"}
        if self._key(index).locked:
            other = "out" if incoming else "in"
            fields |= {f"{other}_x": float(x), f"{other}_y": float(y), f"{other}_type": "fixed"}
        return self._put(index, change, **fields)

    def setTangent(self, index: int, *arguments: Any, change: Any = None, **options: Any) -> Any:
        """Set a tangent by a vector, or by angle and weight."""
        x, y, incoming = arguments[:3]
        if isinstance(x, MAngle):
            angle, weight = x.asRadians(), float(y)
            x, y = math.cos(angle) * weight, math.sin(angle) * weight
        change = arguments[3] if len(arguments) > 3 else change
        return self._set_vector(index, x, y, bool(incoming), change)

    def setAngle(self, index: int, angle: MAngle, isInTangent: bool, change: Any = None) -> Any:
        """Set the angle of a tangent."""
        _, weight = self.getTangentAngleWeight(index, isInTangent)
        turn = angle.asRadians()
        vector = math.cos(turn) * weight, math.sin(turn) * weight
        return self._set_vector(index, *vector, bool(isInTangent), change)

    def setWeight(self, index: int, weight: float, isInTangent: bool, change: Any = None) -> Any:
        """Set the length of a tangent."""
        angle, _ = self.getTangentAngleWeight(index, isInTangent)
        turn = angle.asRadians()
        vector = math.cos(turn) * weight, math.sin(turn) * weight
        return self._set_vector(index, *vector, bool(isInTangent), change)

    def quaternionW(self, index: int) -> float:
        """Fourth number of a quaternion curve."""
        self._key(index)
        return 1.0

    def setQuaternionW(self, index: int, quaternionW: float, change: Any = None) -> Any:
        """Quaternion curves are not in the stand-in."""
        raise NotImplementedError("stand-in: MFnAnimCurve.setQuaternionW")
