"""MFnAnimCurve and changes of it that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from maya._core import keyframes
from maya._core.animation_curve import Key
from maya._core.data import TICKS_PER_SECOND
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared import errors
from maya._shared.anim_curve import TYPES, AnimCurve, AnimCurveChange, create_curve

from . import pointers
from .anim_control import _TANGENTS
from .arrays import MDoubleArray, MIntArray, MTimeArray
from .fn_node import MFnDependencyNode, create_node
from .objects import MObject, node_of
from .plugs import MPlug
from .swig import SwigObject, expect, integer, named, real, wrong_arguments
from .units import MAngle, MTime

_INFINITY = {0: 0, 1: 1, 3: 3, 4: 4, 5: 5}


@named("MAnimCurveChange")
class MAnimCurveChange(AnimCurveChange, SwigObject):
    """Collects changes of curves, to be taken back and made again."""

    _interactive = False

    def setInteractive(self, state: bool) -> None:
        """Keep only the first state of each key."""
        self._interactive = bool(state)

    def isInteractive(self) -> bool:
        """Whether only the first state is kept."""
        return self._interactive


class MFnAnimCurve(AnimCurve, MFnDependencyNode):
    """Animation curves; values of angular curves are radians, of linear ones centimetres."""

    _fits = "kAnimCurve"
    _out_of_range = staticmethod(errors.out_of_range)

    def _curve(self) -> Any:
        return self._have()

    @staticmethod
    def _core_plug(plug: Any) -> Plug:
        return plug._core()

    def _place(self, at: Any) -> float:
        """A time in ticks, or the input of a driven curve."""
        return at._ticks() if isinstance(at, MTime) else real(at)

    def setObject(self, handle: Any) -> None:
        """Work on a curve, or on the curve that drives a plug."""
        if isinstance(handle, MPlug):
            curve = keyframes.source_curve(handle._core(), driven=None)
            if curve is None:
                raise errors.failure("No animation curve drives the plug")
            self._entity = curve
            return
        super().setObject(handle)

    # -- creation ----------------------------------------------------------------------------

    def create(self, *arguments: Any) -> MObject:
        """``(plug, [type,] modifier)``, ``(node, attribute, ...)`` or ``(type, modifier)``."""
        values = list(arguments)
        plug = self._plug_of(values)
        kind = values.pop(0) if values and isinstance(values[0], int) else None
        modifier = values[0] if values else None
        if plug is None and kind is None:
            raise wrong_arguments("MFnAnimCurve_create", arguments)
        name = f"animCurve{TYPES[kind]}" if kind not in (None, 8) else None
        if plug is None:
            self._entity = create_node(name, None, None)
            return MObject._of(self._entity)
        name = name or keyframes.curve_type(plug.attribute)
        with session.undo.capture() as entry:
            self._entity = create_curve(name, plug)
        if modifier is not None:
            modifier._made.append(entry)
        return MObject._of(self._entity)

    @staticmethod
    def _plug_of(values: list[Any]) -> Plug | None:
        if values and isinstance(values[0], MPlug):
            return values.pop(0)._core()
        if len(values) >= 2 and isinstance(values[0], MObject):
            return MPlug._at(node_of(values.pop(0)), values.pop(0)._entity)._core()
        return None

    # -- kinds -------------------------------------------------------------------------------

    def animCurveType(self) -> int:
        """What goes in and what comes out."""
        return self._type()

    def isTimeInput(self) -> bool:
        """Whether it runs over time."""
        return not self._have().is_driven

    def isUnitlessInput(self) -> bool:
        """Whether something else drives it."""
        return self._have().is_driven

    def isStatic(self) -> bool:
        """Whether it is the same everywhere."""
        return self._is_static()

    def isWeighted(self) -> bool:
        """Whether tangents have weights."""
        return bool(self._have().plug("weightedTangents").get())

    def setIsWeighted(self, weighted: bool, change: Any = None) -> None:
        """Give tangents weights."""
        self._set_plug(change, "weightedTangents", bool(weighted))

    def preInfinityType(self) -> int:
        """What comes before the first key."""
        return int(self._have().plug("preInfinity").get())

    def postInfinityType(self) -> int:
        """What comes after the last key."""
        return int(self._have().plug("postInfinity").get())

    def setPreInfinityType(self, kind: int, change: Any = None) -> None:
        """Set what comes before the first key."""
        self._set_plug(change, "preInfinity", _INFINITY[kind])

    def setPostInfinityType(self, kind: int, change: Any = None) -> None:
        """Set what comes after the last key."""
        self._set_plug(change, "postInfinity", _INFINITY[kind])

    # -- keys --------------------------------------------------------------------------------

    def _put(self, index: int, change: Any, **fields: Any) -> None:
        old = self._key(index)
        new = replace(old, **fields)
        changes: dict[float, Key | None] = {old.time: None} if new.time != old.time else {}
        changes[new.time] = new
        self._record(change, lambda: self._have().put(changes))

    def _worth(self, value: Any) -> float:
        if isinstance(value, MTime):
            return value._ticks()
        return value.asRadians() if isinstance(value, MAngle) else real(value)

    def _tangents(self, kinds: tuple[int, ...]) -> tuple[str, str]:
        defaults = keyframes.default_tangents()
        words = [_TANGENTS.get(integer(kind), "global") for kind in kinds]
        words += ["global"] * (2 - len(words))
        first, second = (
            default if word == "global" else word
            for word, default in zip(words, defaults, strict=True)
        )
        return first, second

    def addKey(self, at: Any, value: Any, *rest: Any) -> int:
        """Add a key: ``(time or input, value, inType, outType, change)``; gives its number."""
        kinds = tuple(each for each in rest if isinstance(each, int))
        change = next((each for each in rest if isinstance(each, MAnimCurveChange)), None)
        when = self._place(at)
        first, second = self._tangents(kinds)
        key = Key(when, self._worth(value), first, second)
        self._record(change, lambda: self._have().put({when: key}))
        return self._have().find(when)

    def addKeyframe(self, at: Any, value: float, *rest: Any) -> None:
        """Add a key."""
        self.addKey(at, value, *rest)

    def addKeys(
        self,
        times: Any,
        values: Any,
        tangentInType: int = 0,
        tangentOutType: int = 0,
        keepExistingKeys: bool = False,
        change: Any = None,
    ) -> None:
        """Add many keys."""
        ticks = [time._ticks() for time in expect(times, MTimeArray)._items]
        numbers = expect(values, MDoubleArray)._array().tolist()
        if len(ticks) != len(numbers):
            raise errors.invalid("The arrays have different lengths")
        first, second = self._tangents((tangentInType, tangentOutType))
        keys = {
            when: Key(when, value, first, second)
            for when, value in zip(ticks, numbers, strict=True)
        }
        self._replace_all(keys, keepExistingKeys, change)

    def insertKey(self, at: Any, breakdown: bool = False, change: Any = None) -> int:
        """Add a key on the curve."""
        when = self._place(at)
        self._record(change, lambda: keyframes.insert_key(self._have(), when))
        return self._have().find(when)

    def remove(self, index: int, change: Any = None) -> None:
        """Remove a key."""
        when = self._key(index).time
        self._record(change, lambda: self._have().put({when: None}))

    def numKeys(self) -> int:
        """How many keys."""
        return len(self._have().keys)

    numKeyframes = numKeys

    def find(self, at: Any, index: Any) -> bool:
        """Whether there is a key; its number is written to memory."""
        found = self._have().find(self._place(at))
        if found is None:
            return False
        pointers.store(index, "unsigned int", found)
        return True

    def time(self, index: int) -> MTime:
        """When a key is."""
        return MTime._from_ticks(round(self._key(index).time))

    def setTime(self, index: int, time: Any, change: Any = None) -> None:
        """Move a key."""
        self._put(index, change, time=expect(time, MTime)._ticks())

    def unitlessInput(self, index: int) -> float:
        """Where a key of a driven curve is."""
        return float(self._key(index).time)

    def setUnitlessInput(self, index: int, at: float, change: Any = None) -> None:
        """Move a key of a driven curve."""
        self._put(index, change, time=real(at))

    def value(self, index: int) -> float:
        """The value of a key."""
        value = self._key(index).value
        return value / TICKS_PER_SECOND if self._entity.type.name.endswith("TT") else float(value)

    def setValue(self, index: int, value: Any, change: Any = None) -> None:
        """Set the value of a key."""
        self._put(index, change, value=self._worth(value))

    # -- tangents ----------------------------------------------------------------------------

    def setInTangentType(self, index: int, kind: int, change: Any = None) -> None:
        """Set the type of the tangent into a key."""
        self._put(index, change, in_type=self._tangents((kind, 0))[0])

    def setOutTangentType(self, index: int, kind: int, change: Any = None) -> None:
        """Set the type of the tangent out of a key."""
        self._put(index, change, out_type=self._tangents((0, kind))[1])

    def setTangentTypes(
        self, indices: Any, inType: int = 0, outType: int = 0, change: Any = None
    ) -> None:
        """Set the types of tangents of several keys."""
        for index in expect(indices, MIntArray)._array().tolist():
            if inType:
                self.setInTangentType(index, inType, change)
            if outType:
                self.setOutTangentType(index, outType, change)

    def getTangent(self, index: int, *rest: Any) -> None:
        """``(index, x *, y *, isIn)`` or ``(index, MAngle, weight *, isIn)``."""
        import math

        *targets, incoming = rest
        x, y = self._vector(index, bool(incoming))
        first, second = targets
        if isinstance(first, MAngle):
            first.assign(MAngle(math.atan2(y, x), MAngle.kRadians))
            pointers.store(second, "double", math.hypot(x, y) / 3.0)
            return
        pointers.store(first, "float", x)
        pointers.store(second, "float", y)

    def setTangent(self, index: int, *rest: Any) -> None:
        """``(index, x, y, isIn, change)`` or ``(index, MAngle, weight, isIn, change)``."""
        import math

        first, second, incoming, *others = rest
        change = next((each for each in others if isinstance(each, MAnimCurveChange)), None)
        x, y = first, second
        if isinstance(first, MAngle):
            length = 3.0 * real(second)
            x, y = math.cos(first.asRadians()) * length, math.sin(first.asRadians()) * length
        side = "in" if incoming else "out"
        fields = {f"{side}_x": real(x), f"{side}_y": real(y), f"{side}_type": "fixed"}
        self._put(index, change, **fields)

    def setAngle(self, index: int, angle: Any, inTangent: bool, change: Any = None) -> None:
        """Turn a tangent."""
        import math

        length = math.hypot(*self._vector(index, inTangent)) / 3.0
        self.setTangent(index, angle, length, inTangent, change)

    def setWeight(self, index: int, weight: float, inTangent: bool, change: Any = None) -> None:
        """Set the length of a tangent."""
        import math

        x, y = self._vector(index, inTangent)
        self.setTangent(index, MAngle(math.atan2(y, x)), weight, inTangent, change)

    # -- evaluation --------------------------------------------------------------------------

    def evaluate(self, at: Any, target: Any = None) -> Any:
        """The value at a time or input; with a target, written there."""
        value = self._have().curve().evaluate(self._place(at))
        if target is None:
            return float(value)
        if isinstance(target, MTime):
            target.assign(MTime._from_ticks(round(value)))
        else:
            pointers.store(target, "double", float(value))
        return None
