"""MDataHandle: one value of a data block."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.attributes import NUMERIC_COMPOUNDS
from maya._core.data import PluginData
from maya._core.geometry import get_points, set_points
from maya._shared import errors

from . import pointers
from .matrices import MFloatMatrix, MMatrix
from .objects import Data, MObject, MTypeId, attribute_of, data_kind, entity_of
from .plugs import MPlug, _kind_of
from .stores import FORMATS, Live, copy_store, reinterpreted
from .swig import SwigObject, expect, integer, named, real, wrong_arguments
from .tuples import MFloatVector, MVector
from .units import MAngle, MDistance, MTime


@named("MDataHandle")
class MDataHandle(SwigObject):
    """A value in a data block."""

    def __init__(self, *values: Any) -> None:
        self._store: Any = None
        if len(values) == 1 and isinstance(values[0], MDataHandle):
            self._store = values[0]._store
        elif values:
            raise wrong_arguments("new_MDataHandle", values)

    @classmethod
    def _of(cls, store: Any) -> MDataHandle:
        made = cls()
        made._store = store
        return made

    def assign(self, other: Any) -> MDataHandle:
        """Become a handle to the same value."""
        self._store = other._store
        return self

    def _have(self) -> Any:
        if self._store is None:
            raise errors.failure("The handle has no data")
        return self._store

    def copy(self, source: Any) -> None:
        """Take over the value of another handle."""
        copy_store(expect(source, MDataHandle)._have(), self._have())

    copyWritable = copy

    def attribute(self) -> MObject:
        """The attribute."""
        return MObject._of(self._have().attribute)

    def datablock(self) -> Any:
        """The block that the handle belongs to."""
        from .block import MDataBlock

        return MDataBlock._of(self._have().block)

    def child(self, which: Any) -> MDataHandle:
        """A child by its attribute or by a plug."""
        attribute = which._attribute if isinstance(which, MPlug) else attribute_of(which)
        if attribute.parent is not self._have().attribute:
            raise errors.invalid("The attribute is no child of the handle's")
        return MDataHandle._of(self._store.child(attribute))

    def setClean(self) -> None:
        """Declare the value as computed."""
        self._have().set_clean()

    # -- kinds -------------------------------------------------------------------------------

    def isNumeric(self) -> bool:
        """Whether the value is one number or a few."""
        attribute = self._have().attribute
        return attribute.is_numeric or attribute.kind in NUMERIC_COMPOUNDS

    def isGeneric(self) -> bool:
        """Whether the attribute takes several types."""
        return self._have().attribute.kind == "generic"

    def numericType(self) -> int:
        """A constant of MFnNumericData."""
        from .fn_data import MFnNumericData, numeric_constant

        word = numeric_constant(self._have().attribute.kind)
        return MFnNumericData.kInvalid if word is None else word

    def type(self) -> int:
        """A constant of MFnData."""
        from .fn_data import MFnData, data_constant

        if self.isNumeric():
            return MFnData.kNumeric
        value = self._have().read()
        attribute = self._store.attribute
        kind = attribute.data_type if value is None else _kind_of(attribute, value)
        return data_constant(kind)

    def typeId(self) -> MTypeId:
        """The number of a data class of a plug-in."""
        value = self._have().read()
        return MTypeId(value.type_id if isinstance(value, PluginData) else 0)

    # -- reading -----------------------------------------------------------------------------

    def _number(self, wanted: str) -> Any:
        attribute = self._have().attribute
        value = self._store.read()
        if attribute.kind == "generic" and isinstance(value, (int, float)):
            return value
        if attribute.kind not in FORMATS:
            raise errors.failure("The data is no number")
        return reinterpreted(value, attribute.kind, wanted)

    def asDouble(self) -> float:
        """A double; also an angle in radians and a length in centimetres."""
        return float(self._number("double"))

    def asFloat(self) -> float:
        """A float."""
        return float(self._number("float"))

    def asInt(self) -> int:
        """A whole number."""
        return int(self._number("long"))

    asLong = asInt

    def asInt64(self) -> int:
        """A whole number of 64 bits."""
        return int(self._number("long64"))

    def asShort(self) -> int:
        """A small whole number, or the number of an enum field."""
        return int(self._number("short"))

    def asChar(self) -> int:
        """A character."""
        return int(self._number("char"))

    asUChar = asChar

    def asBool(self) -> bool:
        """A truth value."""
        return bool(self._number("bool"))

    def asAngle(self) -> MAngle:
        """An angle."""
        return MAngle(self.asDouble(), MAngle.kRadians)

    def asDistance(self) -> MDistance:
        """A length."""
        return MDistance(self.asDouble(), MDistance.kCentimeters)

    def asTime(self) -> MTime:
        """A time."""
        return MTime._from_ticks(int(self._number("time")))

    def asString(self) -> str:
        """A text; empty if it was never set."""
        value = self._have().read()
        if value is not None and not isinstance(value, str):
            raise errors.failure("The data is no text")
        return value or ""

    def _numbers(self, count: int) -> list[Any]:
        values = self._have().read_all()
        if not isinstance(values, (list, np.ndarray)) or len(values) != count:
            raise errors.failure(f"The data is not made of {count} numbers")
        return list(values)

    def asVector(self) -> MVector:
        """Three doubles; changes of the vector go to the data."""
        self._numbers(3)
        return MVector._row(Live(self._store))

    def asFloatVector(self) -> MFloatVector:
        """Three floats; changes of the vector go to the data."""
        self._numbers(3)
        return MFloatVector._row(Live(self._store))

    def asMatrix(self) -> MMatrix:
        """A matrix."""
        value = self._have().read()
        return MMatrix() if value is None else MMatrix._made(value)

    def asFloatMatrix(self) -> MFloatMatrix:
        """A matrix of floats."""
        value = self._have().read()
        return MFloatMatrix() if value is None else MFloatMatrix._made(value)

    def data(self) -> MObject:
        """The value as a data object; null if there is none."""
        attribute = self._have().attribute
        if attribute.kind in NUMERIC_COMPOUNDS:
            return MObject._of(Data(attribute.kind, self._store.read_all(), self._store.write_all))
        value = self._store.read()
        if value is None:
            return MObject()
        kind = _kind_of(attribute, value)
        return MObject._of(Data(kind, value, self._store.write))

    def _geometry(self, kind: str) -> MObject:
        value = self._have().read()
        if value is None:
            return MObject()
        if data_kind(value) != kind:
            raise errors.failure(f"The data is no {kind}")
        return MObject._of(Data(kind, value, self._store.write))

    def asMesh(self) -> MObject:
        """A mesh; null if nothing is connected."""
        return self._geometry("mesh")

    def asNurbsCurve(self) -> MObject:
        """A curve."""
        return self._geometry("nurbsCurve")

    def asNurbsSurface(self) -> MObject:
        """A surface."""
        return self._geometry("nurbsSurface")

    def _transformed(self, kind: str) -> MObject:
        """Geometry with its points taken to world space."""
        found = self._geometry(kind)
        matrix = None if found.isNull() else found._entity.value.matrix
        if matrix is None:
            return found
        moved = found._entity.value.copy()
        set_points(moved, get_points(moved) @ matrix[:3, :3] + matrix[3, :3])
        moved.matrix = None
        return MObject._of(Data(kind, moved))

    def asMeshTransformed(self) -> MObject:
        """A mesh in world space."""
        return self._transformed("mesh")

    def asNurbsCurveTransformed(self) -> MObject:
        """A curve in world space."""
        return self._transformed("nurbsCurve")

    def asNurbsSurfaceTransformed(self) -> MObject:
        """A surface in world space."""
        return self._transformed("nurbsSurface")

    def geometryTransformMatrix(self) -> MMatrix:
        """The matrix that comes with world space geometry."""
        matrix = getattr(self._have().read(), "matrix", None)
        return MMatrix() if matrix is None else MMatrix._made(matrix)

    def asPluginData(self) -> Any:
        """The object of a plug-in's data class."""
        value = self._have().read()
        if value is not None and not isinstance(value, PluginData):
            raise errors.failure("The data is not made by a plug-in")
        return None if value is None else value.user

    def acceptedTypeIds(self) -> list[MTypeId]:
        """Numbers of the data classes that the attribute takes."""
        known = self._have().attribute.plugin_data_id
        return [] if known is None else [MTypeId(known)]

    # -- writing -----------------------------------------------------------------------------

    def _put(self, given: str, value: Any) -> None:
        attribute = self._have().attribute
        if attribute.kind == "generic":
            self._store.write(value)
            return
        if attribute.kind not in FORMATS:
            raise errors.failure("The data is no number")
        self._store.write(reinterpreted(value, given, attribute.kind))

    def setDouble(self, value: float) -> None:
        """Set a double, an angle in radians or a length in centimetres."""
        self._put("double", real(value))

    def setFloat(self, value: float) -> None:
        """Set a float."""
        self._put("float", float(np.float32(real(value))))

    def setInt(self, value: int) -> None:
        """Set a whole number."""
        self._put("long", integer(value))

    def setInt64(self, value: int) -> None:
        """Set a whole number of 64 bits."""
        self._put("long64", integer(value))

    def setShort(self, value: int) -> None:
        """Set a small whole number."""
        self._put("short", integer(value))

    def setChar(self, value: Any) -> None:
        """Set a character."""
        self._put("char", ord(value) if isinstance(value, str) else integer(value))

    def setBool(self, value: Any) -> None:
        """Set a truth value."""
        self._put("bool", bool(value))

    def setMAngle(self, value: Any) -> None:
        """Set an angle."""
        self._put("doubleAngle", expect(value, MAngle).asRadians())

    def setMDistance(self, value: Any) -> None:
        """Set a length."""
        self._put("doubleLinear", expect(value, MDistance).asCentimeters())

    def setMTime(self, value: Any) -> None:
        """Set a time."""
        self._put("time", expect(value, MTime)._ticks())

    def setString(self, value: str) -> None:
        """Set a text."""
        if not isinstance(value, str):
            raise TypeError(f"argument of type 'MString const &' expected, got '{value!r}'")
        self._have().write(value)

    def _put_numbers(self, values: list[Any]) -> None:
        attribute = self._have().attribute
        if len(attribute.children) == len(values):
            self._store.write_all(values)
        elif attribute.kind == "generic":
            self._store.write(values)
        else:
            raise errors.failure(f"The data is not made of {len(values)} numbers")

    def setMVector(self, value: Any) -> None:
        """Set three doubles."""
        self._put_numbers(list(expect(value, MVector)._list()))

    def setMFloatVector(self, value: Any) -> None:
        """Set three floats."""
        self._put_numbers(list(expect(value, MFloatVector)._list()))

    def setMMatrix(self, value: Any) -> None:
        """Set a matrix."""
        self._have().write(expect(value, MMatrix)._a.copy())

    def setMFloatMatrix(self, value: Any) -> None:
        """Set a matrix of floats."""
        self._have().write(expect(value, MFloatMatrix)._a.astype(float))

    def setMObject(self, value: Any) -> None:
        """Set a data object."""
        if isinstance(value, MObject) and value.isNull():
            self._have().write(None)
            return
        entity = entity_of(value, Data)
        if entity.kind in NUMERIC_COMPOUNDS and self._have().attribute.is_compound:
            self._put_numbers(list(entity.value))
            return
        self._have().write(entity.value)

    def setMPxData(self, value: Any) -> None:
        """Set an object of a plug-in's data class."""
        from .mpx_data import plugin_data_of

        self._have().write(plugin_data_of(value))


def _numbers_pointer(count: int, kind: str) -> Any:
    def read(self: MDataHandle) -> Any:
        numbers = np.array(self._numbers(count), pointers.DTYPES[kind])
        return pointers.SmallArray(kind, numbers.reshape(-1))

    return read


def _numbers_setter(kind: str) -> Any:
    convert = real if kind in ("double", "float") else integer

    def write(self: MDataHandle, *values: Any) -> None:
        self._put_numbers([convert(value) for value in values])

    return write


def _generic_reader(kind: str) -> Any:
    def read(self: MDataHandle) -> Any:
        return self._number(kind)

    return read


def _install() -> None:
    kinds = {"Double": "double", "Float": "float", "Int": "int", "Short": "short"}
    for word, kind in kinds.items():
        for count in (2, 3):
            setattr(MDataHandle, f"as{word}{count}", _numbers_pointer(count, kind))
            setattr(MDataHandle, f"set{count}{word}", _numbers_setter(kind))
    MDataHandle.asDouble4 = _numbers_pointer(4, "double")
    MDataHandle.set4Double = _numbers_setter("double")
    MDataHandle.asLong2, MDataHandle.asLong3 = MDataHandle.asInt2, MDataHandle.asInt3
    generic = {"Double": "double", "Float": "float", "Int": "long", "Short": "short"}
    generic |= {"Bool": "bool", "Char": "char", "Int64": "long64"}
    for word, kind in generic.items():
        setattr(MDataHandle, f"asGeneric{word}", _generic_reader(kind))
        plain = getattr(MDataHandle, f"set{word}")
        setattr(
            MDataHandle,
            f"setGeneric{word}",
            lambda self, value, is_array=False, plain=plain: plain(self, value),
        )


_install()
