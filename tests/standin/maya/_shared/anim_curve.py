"""Keys of animation curves: the logic of both ``MFnAnimCurve``."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from maya._core import keyframes
from maya._core.animation_curve import TANGENTS, Key
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.undo import Entry
from maya._shared import errors

TYPES = ("TA", "TL", "TT", "TU", "UA", "UL", "UT", "UU")


def create_curve(type_name: str, plug: Plug | None) -> Node:
    """A curve that drives a plug (in place of what drove it), or nothing."""
    if plug is None:
        return session.scene.create(type_name)
    curve = session.scene.create(type_name, keyframes.curve_name(plug))
    if plug.source is not None:
        session.scene.disconnect(plug.source, plug)
    session.scene.connect(curve.plug("output"), plug, convert=False)
    return curve


class AnimCurveChange:
    """Collects changes of curves, to be taken back and made again."""

    def __init__(self, *_: Any) -> None:
        self._entries: list[Entry] = []

    def undoIt(self) -> None:
        """Take all back."""
        with session.undo.suspended():
            for entry in reversed(self._entries):
                entry.undo()

    def redoIt(self) -> None:
        """Make all again."""
        with session.undo.suspended():
            for entry in self._entries:
                entry.redo()


class AnimCurve:
    """Animation curves; a facade gives ``_curve``, ``_core_plug``, ``_place``, ``_out_of_range``."""

    kAnimCurveTA, kAnimCurveTL, kAnimCurveTT, kAnimCurveTU = range(4)
    kAnimCurveUA, kAnimCurveUL, kAnimCurveUT, kAnimCurveUU, kAnimCurveUnknown = range(4, 9)
    kConstant, kLinear, kCycle, kCycleRelative, kOscillate = 0, 1, 3, 4, 5
    kTangentGlobal, kTangentFixed, kTangentLinear, kTangentFlat, kTangentSmooth = range(5)
    kTangentStep, kTangentSlow, kTangentFast, kTangentClamped, kTangentPlateau = range(5, 10)
    kTangentStepNext, kTangentAuto = 10, 11
    kTangentShared1, kTangentShared2, kTangentShared3, kTangentShared4 = range(19, 23)
    kTangentShared5, kTangentShared6, kTangentShared7, kTangentShared8 = range(23, 27)
    kTangentAutoMix, kTangentAutoEase, kTangentAutoCustom = 27, 28, 29
    kTangentCustomStart, kTangentCustomEnd, kTangentTypeCount = 64, 32767, 32768

    def timedAnimCurveTypeForPlug(self, plug: Any) -> int:
        """Type of a curve over time for a plug."""
        return TYPES.index(keyframes.curve_type(self._core_plug(plug).attribute)[-2:])

    def unitlessAnimCurveTypeForPlug(self, plug: Any) -> int:
        """Type of a driven curve for a plug."""
        return TYPES.index(keyframes.curve_type(self._core_plug(plug).attribute, True)[-2:])

    def _type(self) -> int:
        word = self._curve().type.name[-2:]
        return TYPES.index(word) if word in TYPES else self.kAnimCurveUnknown

    def _is_static(self) -> bool:
        return len({key.value for key in self._curve().keys}) <= 1

    def _record(self, change: AnimCurveChange | None, function: Callable[[], Any]) -> Any:
        """Change the curve; the change is kept if somebody wants to take it back."""
        if change is None:
            with session.undo.suspended():
                return function()
        with session.undo.capture() as entry:
            result = function()
        change._entries.append(entry)
        return result

    def _set_plug(self, change: AnimCurveChange | None, name: str, value: Any) -> None:
        plug = self._curve().plug(name)
        self._record(change, lambda: plug.set(value))

    # -- keys --------------------------------------------------------------------------------

    def _key(self, index: int) -> Key:
        keys = self._curve().keys
        if not 0 <= operator.index(index) < len(keys):
            raise self._out_of_range()
        return keys[index]

    def _replace_all(
        self, keys: dict[float, Key], keep: bool, change: AnimCurveChange | None
    ) -> None:
        """Set keys, in addition to those there are or instead of them."""
        old: dict[float, Key | None] = (
            {} if keep else {key.time: None for key in self._curve().keys}
        )
        self._record(change, lambda: self._curve().put({**old, **keys}))

    def findClosest(self, input: Any) -> int:
        """Number of the key nearest to a time or number."""
        keys, place = self._curve().keys, self._place(input)
        if not keys:
            raise errors.failure("The curve has no keys")
        return min(range(len(keys)), key=lambda number: abs(keys[number].time - place))

    def isBreakdown(self, index: int) -> bool:
        """Whether a key is a breakdown."""
        return self._key(index).breakdown

    def setIsBreakdown(self, index: int, isBreakdown: bool, change: Any = None) -> Any:
        """Make a key a breakdown."""
        return self._put(index, change, breakdown=bool(isBreakdown))

    # -- tangents ----------------------------------------------------------------------------

    def inTangentType(self, index: int) -> int:
        """Type of the tangent into a key."""
        return TANGENTS[self._key(index).in_type]

    def outTangentType(self, index: int) -> int:
        """Type of the tangent out of a key."""
        return TANGENTS[self._key(index).out_type]

    def tangentsLocked(self, index: int) -> bool:
        """Whether both tangents of a key turn together."""
        return self._key(index).locked

    def setTangentsLocked(self, index: int, locked: bool, change: Any = None) -> Any:
        """Let both tangents of a key turn together, or not."""
        return self._put(index, change, locked=bool(locked))

    def weightsLocked(self, index: int) -> bool:
        """Whether the lengths of a key's tangents are kept."""
        return self._key(index).weight_locked

    def setWeightsLocked(self, index: int, locked: bool, change: Any = None) -> Any:
        """Keep the lengths of a key's tangents, or not."""
        return self._put(index, change, weight_locked=bool(locked))

    def _vector(self, index: int, incoming: bool) -> tuple[float, float]:
        self._key(index)
        return self._curve().curve().tangent(index, bool(incoming))
