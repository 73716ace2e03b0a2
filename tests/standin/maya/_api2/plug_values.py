"""Reading and writing the value of an ``MPlug``."""

from __future__ import annotations

from typing import Any

from maya._api2 import values
from maya._api2.contexts import MDGContext
from maya._api2.objects import (
    FAILURE,
    MObject,
    changes_scene,
)
from maya._api2.quantities import MAngle, MDistance, MTime
from maya._api2.rows import as_number
from maya._commands.attribute_values import is_animation
from maya._core.plugs import Plug


class PlugValues:
    """The part of MPlug that deals with values."""

    __slots__ = ()

    # -- values ------------------------------------------------------------------------------

    def _number(self, context: MDGContext | None) -> float:
        return values.scalar(self._plug(), _core(context))

    def asBool(self, context: MDGContext | None = None) -> bool:
        """The value as a truth value."""
        return bool(self._number(context))

    def asInt(self, context: MDGContext | None = None) -> int:
        """The value as an integer."""
        return values.whole(self._number(context))

    def asDouble(self, context: MDGContext | None = None) -> float:
        """The value as a number in internal units."""
        return float(self._number(context))

    def asMAngle(self, context: MDGContext | None = None) -> MAngle:
        """The value as an angle."""
        return MAngle(float(self._number(context)))

    def asMDistance(self, context: MDGContext | None = None) -> MDistance:
        """The value as a length."""
        return MDistance(float(self._number(context)))

    def asMTime(self, context: MDGContext | None = None) -> MTime:
        """The value as a time."""
        plug = self._plug()
        value = values.scalar(plug, _core(context))
        if plug.attribute.kind == "time":
            return MTime._ticks(plug.get(_core(context)))
        time = MTime(float(value), MTime.kSeconds)
        time.unit = MTime.uiUnit()
        return time

    def asString(self, context: MDGContext | None = None) -> str:
        """The value as text; empty if it was never set."""
        plug = self._plug()
        value = plug.get(_core(context)) if plug.is_leaf else FAILURE
        if value is not None and (not isinstance(value, str) or not plug.is_leaf):
            raise RuntimeError(FAILURE)
        return value or ""

    def asMObject(self, context: MDGContext | None = None) -> MObject:
        """The data in the plug."""
        return values.object_of(self._plug(), _core(context))

    def asMDataHandle(self, context: MDGContext | None = None) -> Any:
        """A handle to the value."""
        from maya._api2.handles import MDataHandle, _Place

        plug = self._plug()
        if plug.is_array:
            raise RuntimeError(FAILURE)
        plug.get(_core(context))
        return MDataHandle._of(_Place.copied(plug, _core(context)))

    def constructHandle(self, block: Any) -> Any:
        """A new handle for this plug's values in a data block."""
        from maya._api2.handles import MDataHandle, _Place

        return MDataHandle._of(_Place.copied(self._plug(), block._block.context))

    def destructHandle(self, handle: Any) -> PlugValues:
        """Give a handle back."""
        return self

    @changes_scene
    def _set(self, value: Any) -> PlugValues:
        plug = self._plug()
        if not plug.is_leaf:
            raise RuntimeError(FAILURE)
        write(plug, values.to_internal(plug.attribute, value))
        return self

    def setBool(self, value: bool) -> PlugValues:
        """Set a truth value."""
        return self._set(bool(value))

    def setInt(self, value: int) -> PlugValues:
        """Set an integer."""
        if not hasattr(value, "__index__"):
            raise TypeError(f"an integer is required (got type {type(value).__name__})")
        return self._set(value.__index__())

    def setDouble(self, value: float) -> PlugValues:
        """Set a number in internal units."""
        return self._set(as_number(value))

    def setMAngle(self, value: MAngle) -> PlugValues:
        """Set an angle."""
        return self._set(_instance(value, MAngle))

    def setMDistance(self, value: MDistance) -> PlugValues:
        """Set a length."""
        return self._set(_instance(value, MDistance))

    def setMTime(self, value: MTime) -> PlugValues:
        """Set a time."""
        return self._set(_instance(value, MTime))

    def setString(self, value: str) -> PlugValues:
        """Set a text."""
        if self._plug().attribute.data_type != "string":
            raise RuntimeError(FAILURE)
        return self._set(_instance(value, str))

    @changes_scene
    def setMObject(self, value: MObject) -> PlugValues:
        """Set data."""
        plug = self._plug()
        new = values.plain(_instance(value, MObject))
        if plug.is_compound:
            for child, part in zip(plug.children, new, strict=True):
                write(child, part)
        else:
            write(plug, new)
        return self

    @changes_scene
    def setMPxData(self, value: Any) -> PlugValues:
        """Set custom data."""
        write(self._plug(), value._plugin_data())
        return self

    @changes_scene
    def setMDataHandle(self, value: Any) -> PlugValues:
        """Set the value of a handle."""
        value._place.copy_to(self._plug(), write)
        return self

    asChar = asInt
    asShort = asInt
    asFloat = asDouble
    setChar = setInt
    setShort = setInt
    setFloat = setDouble


def write(plug: Plug, value: Any) -> None:
    """Set a plug as the API does.

    Raises
    ------
    RuntimeError
        If it is locked, or driven by anything but an animation curve.
    """
    if plug.is_locked or plug.node.locked:
        raise RuntimeError(f"(kFailure): The attribute '{plug.name()}' is locked")
    if any(leaf.effective_source() and not is_animation(leaf) for leaf in plug.leaves()):
        raise RuntimeError(f"(kFailure): The attribute '{plug.name()}' is connected")
    plug.set(value)


def _instance(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"argument must be {kind.__name__}, not {type(value).__name__}")
    return value


def _core(context: MDGContext | None) -> Any:
    return None if context is None or context.isNormal() else context._context
