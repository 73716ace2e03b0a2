"""Function sets of data objects."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.attributes import NUMERIC_COMPOUNDS
from maya._core.data import ComponentList, PluginData
from maya._core.session import session
from maya._shared import errors

from . import pointers
from .arrays import (
    MDoubleArray,
    MFloatArray,
    MIntArray,
    MMatrixArray,
    MPointArray,
    MUint64Array,
    MVectorArray,
)
from .fn_base import MFnBase, filled
from .matrices import MMatrix
from .objects import Data, MObject, MTypeId, entity_of
from .swig import expect, integer, named, real, unsigned
from .transformation import MTransformationMatrix


@named("MFnData")
class MFnData(MFnBase):
    """What all data objects have."""

    _fits = "kData"
    _kind = ""
    kInvalid, kNumeric, kPlugin, kPluginGeometry, kString, kMatrix, kStringArray = range(7)
    kDoubleArray, kFloatArray, kIntArray, kPointArray, kVectorArray, kMatrixArray = range(7, 13)
    kComponentList, kMesh, kLattice, kNurbsCurve, kNurbsSurface, kSphere = range(13, 19)
    kDynArrayAttrs, kDynSweptGeometry, kSubdSurface, kNObject, kNId, kAny = range(19, 25)
    kFalloffFunction, kLast = range(25, 27)

    def _new(self, value: Any) -> MObject:
        self._entity = Data(self._kind, value)
        return MObject._of(self._entity)

    def _value(self) -> Any:
        return self._have().value

    def _put(self, value: Any) -> None:
        self._have().put(value)


DATA_TYPES = {  # word of addAttr -dataType -> constant
    "numeric": MFnData.kNumeric,
    "plugin": MFnData.kPlugin,
    "string": MFnData.kString,
    "matrix": MFnData.kMatrix,
    "stringArray": MFnData.kStringArray,
    "doubleArray": MFnData.kDoubleArray,
    "floatArray": MFnData.kFloatArray,
    "Int32Array": MFnData.kIntArray,
    "pointArray": MFnData.kPointArray,
    "vectorArray": MFnData.kVectorArray,
    "matrixArray": MFnData.kMatrixArray,
    "componentList": MFnData.kComponentList,
    "mesh": MFnData.kMesh,
    "lattice": MFnData.kLattice,
    "nurbsCurve": MFnData.kNurbsCurve,
    "nurbsSurface": MFnData.kNurbsSurface,
    "sphere": MFnData.kSphere,
    "dynArrayAttrs": MFnData.kDynArrayAttrs,
    "subd": MFnData.kSubdSurface,
    "any": MFnData.kAny,
}
_DATA_WORDS = {number: word for word, number in DATA_TYPES.items()}


def data_word(constant: int) -> str:
    """The word of a constant of MFnData."""
    if constant not in _DATA_WORDS:
        raise errors.invalid("Unknown data type")
    return _DATA_WORDS[constant]


def data_constant(word: str | None) -> int:
    """The constant of MFnData for a word."""
    return DATA_TYPES.get(word or "", MFnData.kInvalid)


@named("MFnNumericData")
class MFnNumericData(MFnData):
    """Two to four numbers."""

    _fits = "kNumericData"
    _kind = "numeric"
    kInvalid, kBoolean, kByte, kChar, kShort, k2Short, k3Short, kLong, k2Long, k3Long = range(10)
    kInt, k2Int, k3Int = 7, 8, 9
    kInt64, kFloat, k2Float, k3Float, kDouble, k2Double, k3Double, k4Double = range(10, 18)
    kAddr, kLast = 18, 19

    def create(self, kind: int) -> MObject:
        """Make zeros of a type such as k3Double."""
        word = numeric_word(integer(kind))
        if word not in NUMERIC_COMPOUNDS:
            raise errors.invalid("Data objects are made of two to four numbers")
        self._entity = Data(word, [0.0] * NUMERIC_COMPOUNDS[word][1])
        return MObject._of(self._entity)

    def numericType(self) -> int:
        """The type."""
        return numeric_constant(self._have().kind) or 0

    def _write(self, kind: str, places: tuple[Any, ...]) -> None:
        values = list(self._value())
        if len(values) != len(places):
            raise errors.failure(f"The data has {len(values)} numbers")
        for place, value in zip(places, values, strict=True):
            pointers.store(place, kind, value)

    def _read(self, values: tuple[Any, ...]) -> None:
        if len(self._value()) != len(values):
            raise errors.failure(f"The data has {len(self._value())} numbers")
        self._put([real(value) for value in values])


def _numeric_methods() -> None:
    counts = {"Double": (2, 3, 4), "Float": (2, 3), "Int": (2, 3), "Short": (2, 3)}
    for word, allowed in counts.items():
        kind = word.lower()
        for count in allowed:
            setattr(
                MFnNumericData,
                f"getData{count}{word}",
                lambda self, *places, kind=kind: self._write(kind, places),
            )
            setattr(
                MFnNumericData, f"setData{count}{word}", lambda self, *values: self._read(values)
            )


_numeric_methods()

_NUMERIC_WORDS = {
    1: "bool",
    2: "byte",
    3: "char",
    4: "short",
    5: "short2",
    6: "short3",
    7: "long",
    8: "long2",
    9: "long3",
    10: "long64",
    11: "float",
    12: "float2",
    13: "float3",
    14: "double",
    15: "double2",
    16: "double3",
    17: "double4",
    18: "addr",
}
_NUMERIC_CONSTANTS = {word: number for number, word in _NUMERIC_WORDS.items()}


def numeric_word(constant: int) -> str:
    """The attribute type of a constant of MFnNumericData."""
    if constant not in _NUMERIC_WORDS:
        raise errors.invalid("Unknown numeric type")
    return _NUMERIC_WORDS[constant]


def numeric_constant(kind: str) -> int | None:
    """The constant of MFnNumericData for an attribute type."""
    if kind == "enum":
        return MFnNumericData.kShort
    if kind in ("doubleAngle", "doubleLinear", "time"):
        return MFnNumericData.kDouble
    return _NUMERIC_CONSTANTS.get(kind)


@named("MFnStringData")
class MFnStringData(MFnData):
    """A text."""

    _fits, _kind = "kStringData", "string"

    def create(self, text: str = "") -> MObject:
        """Make one."""
        return self._new(str(text))

    def set(self, text: str) -> None:
        """Change the text."""
        self._put(str(text))

    def string(self) -> str:
        """The text."""
        return self._value() or ""


@named("MFnStringArrayData")
class MFnStringArrayData(MFnData):
    """Texts; Python lists stand for MStringArray."""

    _fits, _kind = "kStringArrayData", "stringArray"

    def create(self, texts: Any = ()) -> MObject:
        """Make one."""
        return self._new([str(text) for text in texts])

    def set(self, value: Any, index: int | None = None) -> None:
        """Set all texts or one."""
        if index is None:
            self._put([str(text) for text in value])
            return
        texts = self.array()
        if not 0 <= index < len(texts):
            raise errors.out_of_range()
        texts[index] = str(value)
        self._put(texts)

    def array(self) -> list[str]:
        """All texts."""
        return list(self._value() or [])

    def copyTo(self, target: list[str]) -> None:
        """Fill a list."""
        filled(target, self.array())

    def length(self) -> int:
        """How many texts there are."""
        return len(self._value() or [])

    def __getitem__(self, index: int) -> str:
        return self.array()[index]


@named("MFnMatrixData")
class MFnMatrixData(MFnData):
    """A matrix."""

    _fits, _kind = "kMatrixData", "matrix"

    def create(self, matrix: Any = None) -> MObject:
        """Make one from a matrix or a transformation."""
        return self._new(np.eye(4) if matrix is None else _plain(matrix))

    def set(self, matrix: Any) -> None:
        """Change the matrix."""
        self._put(_plain(matrix))

    def matrix(self) -> MMatrix:
        """The matrix."""
        return MMatrix._made(self._value())

    def transformation(self) -> MTransformationMatrix:
        """The parts of the matrix."""
        return MTransformationMatrix(self.matrix())

    def isTransformation(self) -> bool:
        """Whether the data keeps parts; the stand-in keeps matrices."""
        return False


def _plain(matrix: Any) -> np.ndarray:
    if isinstance(matrix, MTransformationMatrix):
        matrix = matrix.asMatrix()
    return expect(matrix, MMatrix)._a.copy()


class _ArrayData(MFnData):
    """Data with one array of API 1.0."""

    _class: Any = None

    def create(self, array: Any = None) -> MObject:
        """Make one from an array."""
        if array is None:
            array = self._class()
        return self._new(expect(array, self._class)._array().copy())

    def array(self) -> Any:
        """A copy of the array; its changes do not reach the data."""
        value = self._value()
        return self._class() if value is None else self._class._made(value)

    def copyTo(self, target: Any) -> None:
        """Fill an array."""
        expect(target, self._class)._set_all(self.array()._array())

    def length(self) -> int:
        """How many items there are."""
        return 0 if self._value() is None else len(self._value())

    def set(self, value: Any, index: int | None = None) -> None:
        """Set the whole array or one item."""
        if index is None:
            self._put(expect(value, self._class)._array().copy())
            return
        array = self.array()
        array.set(value, unsigned(index))
        self._put(array._array().copy())

    def _at(self, index: int) -> Any:
        return self.array()[index]


@named("MFnDoubleArrayData")
class MFnDoubleArrayData(_ArrayData):
    """Doubles."""

    _fits, _kind, _class = "kDoubleArrayData", "doubleArray", MDoubleArray
    __getitem__ = _ArrayData._at


@named("MFnFloatArrayData")
class MFnFloatArrayData(_ArrayData):
    """Floats."""

    _fits, _kind, _class = "kFloatArrayData", "floatArray", MFloatArray
    __getitem__ = _ArrayData._at


@named("MFnIntArrayData")
class MFnIntArrayData(_ArrayData):
    """Whole numbers."""

    _fits, _kind, _class = "kIntArrayData", "Int32Array", MIntArray
    __getitem__ = _ArrayData._at


@named("MFnUInt64ArrayData")
class MFnUInt64ArrayData(_ArrayData):
    """Whole numbers of 64 bits."""

    _fits, _kind, _class = "kUInt64ArrayData", "Int64Array", MUint64Array
    __getitem__ = _ArrayData._at


@named("MFnPointArrayData")
class MFnPointArrayData(_ArrayData):
    """Points."""

    _fits, _kind, _class = "kPointArrayData", "pointArray", MPointArray


@named("MFnVectorArrayData")
class MFnVectorArrayData(_ArrayData):
    """Vectors."""

    _fits, _kind, _class = "kVectorArrayData", "vectorArray", MVectorArray


@named("MFnMatrixArrayData")
class MFnMatrixArrayData(MFnData):
    """Matrices."""

    _fits, _kind = "kMatrixArrayData", "matrixArray"

    def create(self, array: Any = None) -> MObject:
        """Make one from an array."""
        return self._new([matrix._a.copy() for matrix in getattr(array, "_items", [])])

    def array(self) -> MMatrixArray:
        """A copy of the array."""
        return MMatrixArray._made(MMatrix._made(matrix) for matrix in self._value() or [])

    def copyTo(self, target: Any) -> None:
        """Fill an array."""
        expect(target, MMatrixArray).copy(self.array())

    def length(self) -> int:
        """How many matrices there are."""
        return len(self._value() or [])

    def set(self, value: Any, index: int | None = None) -> None:
        """Set the whole array or one matrix."""
        array = self.array()
        if index is None:
            array = expect(value, MMatrixArray)
        else:
            array.set(value, index)
        self._put([matrix._a.copy() for matrix in array._items])


@named("MFnComponentListData")
class MFnComponentListData(MFnData):
    """Components of shapes."""

    _fits, _kind = "kComponentListData", "componentList"

    def create(self) -> MObject:
        """Make one without components."""
        return self._new(ComponentList([]))

    def _components(self) -> list[Any]:
        from .fn_component import components_of

        value = self._value()
        return components_of(value.items if value is not None else [])

    def length(self) -> int:
        """How many components there are."""
        return len(self._components())

    def __getitem__(self, index: int) -> MObject:
        components = self._components()
        if not 0 <= integer(index) < len(components):
            raise errors.out_of_range()
        return MObject._of(components[index])

    def add(self, component: Any) -> None:
        """Add components."""
        from .fn_component import texts_of

        items = list(self._value().items) if self._value() is not None else []
        self._put(ComponentList([*items, *texts_of(entity_of(component))]))

    def remove(self, which: Any) -> None:
        """Remove components, given themselves or their place."""
        from .fn_component import texts_of

        components = self._components()
        if isinstance(which, MObject):
            gone = texts_of(entity_of(which))
            kept = [each for each in components if texts_of(each) != gone]
        else:
            kept = [each for place, each in enumerate(components) if place != which]
        self._put(ComponentList([text for each in kept for text in texts_of(each)]))

    def has(self, component: Any) -> bool:
        """Whether components are in the list."""
        from .fn_component import texts_of

        wanted = texts_of(entity_of(component))
        return any(texts_of(each) == wanted for each in self._components())

    def clear(self) -> None:
        """Remove all."""
        self._put(ComponentList([]))


@named("MFnPluginData")
class MFnPluginData(MFnData):
    """Data of a class of a plug-in."""

    _fits, _kind = "kPluginData", "plugin"

    def create(self, type_id: Any) -> MObject:
        """Make an object of the class registered for a number."""
        number = expect(type_id, MTypeId).id()
        known = session.state.get("data_types", {}).get(number)
        if known is None:
            raise errors.invalid("No data type is registered with this id")
        return self._new(PluginData(known.name, number, known.creator()))

    def data(self) -> Any:
        """The object of the plug-in's class."""
        return self._value().user

    constData = data

    def typeId(self) -> MTypeId:
        """The number of the class."""
        return MTypeId(self._value().type_id)
