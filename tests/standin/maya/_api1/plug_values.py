"""Reading and setting plugs, a part of MPlug."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from maya._commands.attribute_values import is_animation
from maya._core import data as core_data
from maya._core import evaluation
from maya._core.attributes import NUMERIC_COMPOUNDS, Attribute
from maya._core.session import session
from maya._shared import errors

from .objects import Data, MObject, data_kind
from .swig import expect, integer, real, wrong_arguments
from .units import MAngle, MDistance, MTime


def not_recorded() -> AbstractContextManager[None]:
    """Changes through the API cannot be undone, unless a modifier makes them."""
    return session.undo.suspended()


class PlugValues:
    """What is read from and written to a plug."""

    _core: Any
    _attribute: Any
    _plug: Any
    name: Any

    # -- values ------------------------------------------------------------------------------

    def _number(self, context: Any) -> float:
        plug = self._core()
        if not plug.is_leaf:
            raise errors.failure(f"{self.name()} is no single value")
        value = plug.get(_context(context))
        if plug.attribute.kind == "time":
            return value / core_data.TICKS_PER_SECOND
        if isinstance(value, (bool, int, float)):
            return value
        raise errors.failure(f"{self.name()} is no number")

    def asDouble(self, context: Any = None) -> float:
        """The value as a real number, in internal units."""
        return float(self._number(context))

    asFloat = asDouble

    def asInt(self, context: Any = None) -> int:
        """The value as a whole number."""
        return int(self._number(context))

    asShort = asInt64 = asInt

    def asChar(self, context: Any = None) -> str:
        """The value as a character."""
        return chr(int(self._number(context)) & 0xFF)

    def asBool(self, context: Any = None) -> bool:
        """The value as a truth value."""
        return bool(self._number(context))

    def asMAngle(self, context: Any = None) -> MAngle:
        """The value as an angle."""
        return MAngle(self._number(context), MAngle.kRadians)

    def asMDistance(self, context: Any = None) -> MDistance:
        """The value as a length."""
        return MDistance(self._number(context), MDistance.kCentimeters)

    def asMTime(self, context: Any = None) -> MTime:
        """The value as a time."""
        value = self._core().get(_context(context))
        if self._attribute.kind == "time":
            return MTime._from_ticks(value)
        return MTime(float(value), MTime.kSeconds)

    def asString(self, context: Any = None) -> str:
        """The value as a text; empty if it was never set."""
        value = self._core().get(_context(context))
        if value is None:
            return ""
        if not isinstance(value, str):
            raise errors.failure(f"{self.name()} is no text")
        return value

    def asMObject(self, context: Any = None) -> MObject:
        """The value as a data object."""
        plug = self._core()
        kind = plug.attribute.kind
        if plug.is_array:
            raise errors.failure(f"{self.name()} is an array")
        if kind in NUMERIC_COMPOUNDS:
            return MObject._of(Data(kind, plug.get(_context(context))))
        value = plug.get(_context(context))
        if value is None:
            raise errors.failure("Data is not present")
        return MObject._of(Data(_kind_of(plug.attribute, value), value))

    def asMDataHandle(self, context: Any = None) -> Any:
        """The value as a handle, as compute would get it."""
        from .data_handle import MDataHandle
        from .stores import PlugStore

        plug = self._core()
        plug.get(_context(context))
        block = evaluation.Block(plug.node, _context(context) or evaluation.current_context())
        return MDataHandle._of(PlugStore(block, plug, True))

    constructHandle = asMDataHandle

    def destructHandle(self, handle: Any) -> None:
        """Give back a handle; Python frees it."""

    def setMDataHandle(self, handle: Any) -> None:
        """Set from a handle."""
        self._set(handle._store.read_all())

    def getValue(self, target: Any, context: Any = None) -> None:
        """Write the value to memory or into an object."""
        from . import pointers

        if isinstance(target, MObject):
            target.assign(self.asMObject(context))
        elif isinstance(target, MAngle):
            target.assign(self.asMAngle(context))
        elif isinstance(target, MDistance):
            target.assign(self.asMDistance(context))
        elif isinstance(target, MTime):
            target.assign(self.asMTime(context))
        else:
            inner = getattr(target, "_pointer", target)
            if not pointers.is_pointer(inner):
                raise wrong_arguments("MPlug_getValue", (target,))
            pointers.store(inner, inner._kind, self._number(context))

    def _set(self, value: Any) -> None:
        plug = self._core()
        if plug.is_locked:
            raise errors.failure(f"The plug {self.name()} is locked")
        if any(leaf.effective_source() and not is_animation(leaf) for leaf in plug.leaves()):
            raise errors.failure(f"The plug {self.name()} is connected")
        with not_recorded():
            plug.set(value)

    def _set_number(self, value: float) -> None:
        attribute = self._core().attribute
        if not attribute.is_numeric or not self._plug.is_leaf:
            raise errors.failure(f"{self.name()} is no number")
        ticks = round(value * core_data.TICKS_PER_SECOND) if attribute.kind == "time" else value
        self._set(ticks)

    def setDouble(self, value: float) -> None:
        """Set a real number, in internal units."""
        self._set_number(real(value))

    setFloat = setDouble

    def setInt(self, value: int) -> None:
        """Set a whole number."""
        self._set_number(integer(value))

    setShort = setInt64 = setInt

    def setChar(self, value: Any) -> None:
        """Set a character."""
        self._set_number(ord(value) if isinstance(value, str) else integer(value))

    def setBool(self, value: Any) -> None:
        """Set a truth value."""
        self._set_number(bool(integer(value)))

    def setMAngle(self, value: Any) -> None:
        """Set an angle."""
        self._set_number(expect(value, MAngle).asRadians())

    def setMDistance(self, value: Any) -> None:
        """Set a length."""
        self._set_number(expect(value, MDistance).asCentimeters())

    def setMTime(self, value: Any) -> None:
        """Set a time."""
        expect(value, MTime)
        self._set(
            value._ticks() if self._core().attribute.kind == "time" else float(value._seconds())
        )

    def setString(self, value: str) -> None:
        """Set a text."""
        if not isinstance(value, str):
            raise TypeError(f"argument of type 'MString const &' expected, got '{value!r}'")
        if self._core().attribute.data_type not in ("string", None):
            raise errors.failure(f"{self.name()} takes no text")
        self._set(value)

    def setMObject(self, value: Any) -> None:
        """Set a data object."""
        from .objects import entity_of

        self._set(entity_of(value, Data).value)

    def setMPxData(self, value: Any) -> None:
        """Set an object of a data class of a plug-in."""
        from .mpx_data import plugin_data_of

        self._set(plugin_data_of(value))

    def getSetAttrCmds(
        self, commands: list[str], valueSelector: int = 0, useLongNames: bool = False
    ) -> None:
        """Fill a list with the MEL that sets the value."""
        from maya._files import writer  # the writer of scene files knows how values are written

        commands.extend(writer.set_attr_commands(self._core(), useLongNames))


def _context(context: Any) -> Any:
    return getattr(context, "_context", None)


def _kind_of(attribute: Attribute, value: Any) -> str:
    if attribute.kind in ("matrix", "fltMatrix"):
        return "matrix"
    if attribute.kind == "typed" and attribute.data_type not in (None, "any", "geometry"):
        known = attribute.data_type
        return known if known in _KNOWN else data_kind(value)
    return data_kind(value)


_KNOWN = frozenset(
    {
        *("string", "stringArray", "matrix", "matrixArray", "doubleArray", "floatArray"),
        *("Int32Array", "vectorArray", "pointArray", "componentList", "mesh", "nurbsCurve"),
        *("nurbsSurface", "lattice"),
    }
)
