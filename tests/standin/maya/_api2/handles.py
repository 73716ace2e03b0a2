"""``MDataHandle``: how compute reads and writes a value."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2 import values
from maya._api2.constants import data_type, numeric_type
from maya._api2.matrices import MFloatMatrix, MMatrix
from maya._api2.objects import INCOMPATIBLE, Data, MObject, attribute_of, wrap
from maya._api2.plugs import MPlug
from maya._api2.quantities import MAngle, MDistance, MTime
from maya._api2.rows import MFloatVector, MVector, as_number
from maya._api2.small import MTypeId
from maya._core import evaluation
from maya._core.attributes import INTEGER_KINDS, MATRIX_KINDS, Attribute
from maya._core.conversion import coerce
from maya._core.data import TICKS_PER_SECOND, CurveData, MeshData, PluginData
from maya._core.plugs import Plug


class _Detached:
    """Values apart from the scene, in place of a block."""

    def __init__(self, context: Any = None) -> None:
        self.context = context or evaluation.NORMAL
        self.values: dict[Plug, Any] = {}
        self.target: Any = None  # the block that the values were put into

    def read(self, plug: Plug) -> Any:
        return self.peek(plug)

    def peek(self, plug: Plug) -> Any:
        if plug in self.values:
            return self.values[plug]
        if self.context.is_normal:
            return plug.value
        return self.context.values.get(plug, plug.value)

    def write(self, plug: Plug, new: Any) -> None:
        self.values[plug] = new
        if self.target is not None:
            self.target.write(plug, new)

    def set_clean(self, plug: Plug) -> None:
        """Only what was put into a block can be cleaned."""
        if self.target is not None:
            self.target.set_clean(plug)


class _Place:
    """A plug and the block that holds its value."""

    __slots__ = ("block", "plug")

    def __init__(self, block: Any, plug: Plug) -> None:
        self.block = block
        self.plug = plug

    @classmethod
    def copied(cls, plug: Plug, context: Any = None) -> _Place:
        block = _Detached(context)
        for leaf in plug.leaves():
            block.values[leaf] = plug.node.get_internal(leaf) or block.peek(leaf)
        return cls(block, plug)

    @property
    def attribute(self) -> Attribute:
        return self.plug.attribute

    def get(self) -> Any:
        return self.block.peek(self.plug)

    def set(self, value: Any) -> None:
        self.block.write(self.plug, value)

    def children(self) -> list[_Place]:
        return [_Place(self.block, child) for child in self.plug.children]

    def copy_to(self, target: Plug, write: Any) -> None:
        """Set another plug to the value, child by child."""
        if self.plug.is_compound:
            for own, other in zip(self.children(), target.children, strict=True):
                own.copy_to(other, write)
        else:
            write(target, self.get())


_WRONG = "The data handle holds {}, which is not {}"


class MDataHandle:
    """A value in a data block."""

    __slots__ = ("_place",)

    def __init__(self, source: MDataHandle | None = None) -> None:
        self._place = None if source is None else source._place

    @classmethod
    def _of(cls, place: _Place) -> MDataHandle:
        self = object.__new__(cls)
        self._place = place
        return self

    def _here(self) -> _Place:
        if self._place is None:
            raise RuntimeError("(kFailure): the data handle is empty")
        return self._place

    def _read(self, what: str, *kinds: str) -> Any:
        place = self._here()
        if place.attribute.kind not in kinds and place.attribute.kind != "generic":
            raise TypeError(_WRONG.format(place.attribute.kind, what))
        return place.get()

    def _write(self, what: str, value: Any, *kinds: str) -> MDataHandle:
        place = self._here()
        if place.attribute.kind not in kinds and place.attribute.kind != "generic":
            raise TypeError(_WRONG.format(place.attribute.kind, what))
        place.set(value if place.attribute.kind == "generic" else coerce(place.attribute, value))
        return self

    # -- what it is --------------------------------------------------------------------------

    def type(self) -> int:
        """Type of the data, an MFnData constant."""
        return data_type(self._here().attribute, self._here().get)

    def isNumeric(self) -> bool:
        """Whether the data is a number or some numbers."""
        return numeric_type(self._here().attribute) != 0

    def numericType(self) -> int:
        """Type of the number, an MFnNumericData constant."""
        return numeric_type(self._here().attribute)

    def isGeneric(self) -> tuple[bool, bool, bool]:
        """Whether the attribute is generic, the data is numeric, and null."""
        value = self._here().get()
        numeric = isinstance(value, (bool, int, float))
        return (self._here().attribute.kind == "generic", numeric, value is None)

    def typeId(self) -> MTypeId:
        """Id of custom data."""
        value = self._here().get()
        return MTypeId(value.type_id if isinstance(value, PluginData) else 0)

    def acceptedTypeIds(self) -> list[MTypeId]:
        """Ids of custom data that the attribute takes."""
        number = self._here().attribute.plugin_data_id
        return [] if number is None else [MTypeId(number)]

    def datablock(self) -> Any:
        """The block that the value lies in."""
        from maya._api2.data_blocks import MDataBlock

        return MDataBlock._of(self._here().block)

    def child(self, which: Any) -> MDataHandle:
        """The value of a child of a compound."""
        place = self._here()
        attribute = which._any().attribute if isinstance(which, MPlug) else attribute_of(which)
        for child in place.children():
            if child.attribute is attribute:
                return MDataHandle._of(child)
            if child.attribute.is_compound and attribute in child.attribute.walk():
                return MDataHandle._of(child).child(wrap(attribute))
        raise RuntimeError(INCOMPATIBLE)

    def setClean(self) -> MDataHandle:
        """Mark the value as computed."""
        place = self._here()
        place.block.set_clean(place.plug)
        return self

    def copy(self, src: MDataHandle) -> MDataHandle:
        """Take over the value of another handle."""
        own, other = self._here(), src._here()
        if own.plug.is_compound:
            for child, source in zip(own.children(), other.children(), strict=True):
                MDataHandle._of(child).copy(MDataHandle._of(source))
        else:
            own.set(other.get())
        return self

    copyWritable = copy

    # -- numbers -----------------------------------------------------------------------------

    def asBool(self) -> bool:
        """The value of a bool attribute."""
        return bool(self._read("a bool", "bool", *INTEGER_KINDS))

    def asInt(self) -> int:
        """The value of an integer attribute."""
        return int(self._read("an integer", "bool", *INTEGER_KINDS))

    def asFloat(self) -> float:
        """The value of a float attribute."""
        return float(self._read("a float", "float", "floatAngle", "floatLinear"))

    def asDouble(self) -> float:
        """The value of a double attribute, internal units."""
        value = self._read("a double", "double", "doubleAngle", "doubleLinear", "time")
        return value / TICKS_PER_SECOND if self._place.attribute.kind == "time" else float(value)

    def asAngle(self) -> MAngle:
        """The value of an angle attribute."""
        return MAngle(self._read("an angle", "doubleAngle", "floatAngle", "double"))

    def asDistance(self) -> MDistance:
        """The value of a length attribute."""
        return MDistance(self._read("a length", "doubleLinear", "floatLinear", "double"))

    def asTime(self) -> MTime:
        """The value of a time attribute."""
        return MTime._ticks(int(self._read("a time", "time")))

    asShort = asChar = asUChar = asAddr = asInt

    def setBool(self, val: bool) -> MDataHandle:
        """Set a bool."""
        return self._write("a bool", bool(val), "bool", *INTEGER_KINDS)

    def setInt(self, val: int) -> MDataHandle:
        """Set an integer."""
        if not hasattr(val, "__index__"):
            raise TypeError(f"an integer is required (got type {type(val).__name__})")
        return self._write("an integer", val.__index__(), "bool", *INTEGER_KINDS)

    def setFloat(self, val: float) -> MDataHandle:
        """Set a float."""
        return self._write("a float", as_number(val), "float", "floatAngle", "floatLinear")

    def setDouble(self, val: float) -> MDataHandle:
        """Set a double, internal units."""
        value = as_number(val)
        if self._here().attribute.kind == "time":
            value = round(value * TICKS_PER_SECOND)
        return self._write("a double", value, "double", "doubleAngle", "doubleLinear", "time")

    def setMAngle(self, val: MAngle) -> MDataHandle:
        """Set an angle."""
        return self._write("an angle", val.asRadians(), "doubleAngle", "floatAngle", "double")

    def setMDistance(self, val: MDistance) -> MDataHandle:
        """Set a length."""
        value = val.asUnits(MDistance.kCentimeters)
        return self._write("a length", value, "doubleLinear", "floatLinear", "double")

    def setMTime(self, val: MTime) -> MDataHandle:
        """Set a time."""
        return self._write("a time", val._as_ticks(), "time")

    setShort = setChar = setInt

    # -- several numbers ---------------------------------------------------------------------

    def _numbers(self, count: int, what: str, kinds: tuple[str, ...]) -> tuple[Any, ...]:
        children = self._here().children()
        if len(children) != count or any(child.attribute.kind not in kinds for child in children):
            raise TypeError(_WRONG.format(self._here().attribute.kind, what))
        return tuple(child.get() for child in children)

    def _set_numbers(self, numbers: Any, what: str, kinds: tuple[str, ...]) -> MDataHandle:
        given = numbers[0] if len(numbers) == 1 else numbers
        children = self._here().children()
        if len(children) != len(given) or any(c.attribute.kind not in kinds for c in children):
            raise TypeError(_WRONG.format(self._here().attribute.kind, what))
        for child, number in zip(children, given, strict=True):
            child.set(coerce(child.attribute, number))
        return self

    def asVector(self) -> MVector:
        """The value of a double3 attribute."""
        return MVector(self._numbers(3, "a double3", _DOUBLES))

    def asFloatVector(self) -> MFloatVector:
        """The value of a float3 attribute."""
        return MFloatVector(self._numbers(3, "a float3", _FLOATS))

    def setMVector(self, val: Any) -> MDataHandle:
        """Set a double3."""
        return self._set_numbers((list(MVector(val)),), "a double3", _DOUBLES)

    def setMFloatVector(self, val: Any) -> MDataHandle:
        """Set a float3."""
        return self._set_numbers((list(MFloatVector(val)),), "a float3", _FLOATS)

    # -- matrices, texts, objects ------------------------------------------------------------

    def asMatrix(self) -> MMatrix:
        """The value of a matrix attribute."""
        value = self._read("a matrix", "matrix", "fltMatrix", "typed")
        if not isinstance(value, np.ndarray):
            if value is None and self._place.attribute.data_type == "matrix":
                return MMatrix()
            raise TypeError(_WRONG.format(self._place.attribute.data_type, "a matrix"))
        return MMatrix._of(value)

    def asFloatMatrix(self) -> MFloatMatrix:
        """The value of a float matrix attribute."""
        return MFloatMatrix._of(self.asMatrix()._m)

    def setMMatrix(self, val: Any) -> MDataHandle:
        """Set a matrix."""
        return self._write("a matrix", np.array(val._m, dtype=float), *MATRIX_KINDS, "typed")

    setMFloatMatrix = setMMatrix

    def asString(self) -> str:
        """The value of a string attribute."""
        value = self._read("a string", "typed")
        if value is not None and not isinstance(value, str):
            raise TypeError(_WRONG.format(self._place.attribute.data_type, "a string"))
        return value or ""

    def setString(self, val: str) -> MDataHandle:
        """Set a text."""
        if not isinstance(val, str):
            raise TypeError(f"argument must be str, not {type(val).__name__}")
        return self._write("a string", val, "typed")

    def data(self) -> MObject:
        """The data as an object; a null one if there is none."""
        place = self._here()
        if place.plug.is_compound:
            return wrap(Data(place.attribute.kind, [child.get() for child in place.children()]))
        value = place.get()
        if value is None:
            return MObject()
        word = values.word_of(place.attribute, value)
        return wrap(Data(word, [value] if word == "numeric" else value, place.set))

    def _geometry(self, word: str) -> MObject:
        value = self._here().get()
        if value is None:
            return MObject()
        if values.word_of_value(value) != word:
            raise TypeError(_WRONG.format(values.word_of_value(value), f"a {word}"))
        return wrap(Data(word, value, self._place.set))

    def _transformed(self, word: str) -> MObject:
        data = self._geometry(word)._e
        if data is None or data.transform is None:
            return wrap(data)
        matrix, value = data.transform, data.value
        if isinstance(value, MeshData):
            return wrap(Data(word, value.with_points(_moved(value.points, matrix))))
        copy = CurveData(value.points.copy(), value.knots, value.degree, value.form)
        copy.points[:, :3] = _moved(value.points[:, :3], matrix)
        return wrap(Data(word, copy))

    def asMesh(self) -> MObject:
        """The mesh in its own space."""
        return self._geometry("mesh")

    def asMeshTransformed(self) -> MObject:
        """The mesh in world space."""
        return self._transformed("mesh")

    def asNurbsCurve(self) -> MObject:
        """The curve in its own space."""
        return self._geometry("nurbsCurve")

    def asNurbsCurveTransformed(self) -> MObject:
        """The curve in world space."""
        return self._transformed("nurbsCurve")

    def asNurbsSurface(self) -> MObject:
        """The surface in its own space."""
        return self._geometry("nurbsSurface")

    def geometryTransformMatrix(self) -> MMatrix:
        """World matrix of the geometry; the identity if it is in its own space."""
        matrix = getattr(self._here().get(), "matrix", None)
        return MMatrix() if matrix is None else MMatrix._of(matrix)

    def asPluginData(self) -> Any:
        """The custom data object."""
        value = self._here().get()
        return value.user if isinstance(value, PluginData) else None

    def setMObject(self, val: MObject) -> MDataHandle:
        """Set data."""
        new = values.plain(val)
        place = self._here()
        if place.plug.is_compound:
            return self._set_numbers((list(new),), "as many numbers", (*_DOUBLES, *_FLOATS))
        place.set(new)
        return self

    def setMPxData(self, val: Any) -> MDataHandle:
        """Set custom data."""
        self._here().set(val._plugin_data())
        return self

    # -- generic -----------------------------------------------------------------------------

    def _generic(self) -> Any:
        value = self._here().get()
        return value[0] if isinstance(value, list) and len(value) == 1 else value

    def asGenericBool(self) -> bool:
        """The number in a generic attribute as a truth value."""
        return bool(self._generic())

    def asGenericInt(self) -> int:
        """The number in a generic attribute as an integer."""
        return int(self._generic() or 0)

    def asGenericDouble(self) -> float:
        """The number in a generic attribute."""
        return float(self._generic() or 0.0)

    asGenericChar = asGenericShort = asGenericInt
    asGenericFloat = asGenericDouble

    def setGenericBool(self, val: bool, force: bool) -> MDataHandle:
        """Put a truth value into a generic attribute."""
        return self._write("generic", bool(val), "generic")

    def setGenericInt(self, val: int, force: bool) -> MDataHandle:
        """Put an integer into a generic attribute."""
        return self._write("generic", int(val), "generic")

    def setGenericDouble(self, val: float, force: bool) -> MDataHandle:
        """Put a number into a generic attribute."""
        return self._write("generic", float(val), "generic")

    setGenericChar = setGenericShort = setGenericInt
    setGenericFloat = setGenericDouble


def _moved(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return points @ matrix[:3, :3] + matrix[3, :3]


_DOUBLES = ("double", "doubleAngle", "doubleLinear")
_FLOATS = ("float", "floatAngle", "floatLinear")


def _several(count: int, word: str, kinds: tuple[str, ...], setter: str) -> None:
    """Give MDataHandle ``as<Word><count>`` and ``set<count><Word>``."""

    def read(self: MDataHandle) -> list[Any]:
        return list(self._numbers(count, f"a {word.lower()}{count}", kinds))

    def write(self: MDataHandle, *numbers: float) -> MDataHandle:
        return self._set_numbers(numbers, f"a {word.lower()}{count}", kinds)

    read.__name__, read.__doc__ = f"as{word}{count}", f"The {count} numbers."
    write.__name__, write.__doc__ = setter, f"Set the {count} numbers."
    setattr(MDataHandle, read.__name__, read)
    setattr(MDataHandle, setter, write)


for _count in (2, 3):
    _several(_count, "Double", _DOUBLES, f"set{_count}Double")
    _several(_count, "Float", _FLOATS, f"set{_count}Float")
    _several(_count, "Int", ("long",), f"set{_count}Int")
    _several(_count, "Short", ("short",), f"set{_count}Short")
_several(4, "Double", _DOUBLES, "set4Double")
