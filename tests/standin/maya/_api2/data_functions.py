"""The function sets of data objects."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import (
    MDoubleArray,
    MIntArray,
    MMatrixArray,
    MPointArray,
    MUint64Array,
    MVectorArray,
)
from maya._api2.component_texts import components_of_texts, texts_of_component
from maya._api2.constants import KIND_OF_NUMERIC, NUMERIC_KINDS
from maya._api2.functions import MFnBase
from maya._api2.matrices import MMatrix
from maya._api2.objects import (
    Component,
    Data,
    MObject,
    component_of,
    wrap,
)
from maya._api2.rows import as_number
from maya._api2.small import MTypeId
from maya._api2.transformation import MTransformationMatrix
from maya._core.data import ComponentList, PluginData
from maya._core.session import session


class MFnData(MFnBase):
    """Any data."""

    _FN = "kData"
    kInvalid, kNumeric, kPlugin, kPluginGeometry, kString, kMatrix, kStringArray = range(7)
    kDoubleArray, kFloatArray, kIntArray, kPointArray, kVectorArray, kMatrixArray = range(7, 13)
    kComponentList, kMesh, kLattice, kNurbsCurve, kNurbsSurface, kSphere = range(13, 19)
    kDynArrayAttrs, kDynSweptGeometry, kSubdSurface, kNObject, kNId, kAny = range(19, 25)
    kFalloffFunction, kLast = 25, 26

    def _data(self) -> Data:
        return self._entity()

    def _made(self, word: str, value: Any) -> MObject:
        self._o = wrap(Data(word, value))
        return MObject(self._o)


class MFnStringData(MFnData):
    """A text."""

    _FN = "kStringData"

    def create(self, text: str = "") -> MObject:
        """Make a text."""
        return self._made("string", _text(text))

    def string(self) -> str:
        """The text."""
        return self._data().value

    def set(self, text: str) -> MFnStringData:
        """Set the text."""
        self._data().put(_text(text))
        return self


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"argument must be str, not {type(value).__name__}")
    return value


class MFnMatrixData(MFnData):
    """A matrix, or a transformation."""

    _FN = "kMatrixData"

    def create(self, matrix: Any = None) -> MObject:
        """Make a matrix."""
        self._made("matrix", np.eye(4))
        if matrix is not None:
            self.set(matrix)
        return MObject(self._o)

    def isTransformation(self) -> bool:
        """Whether a transformation was stored."""
        return getattr(self._data(), "parts", None) is not None

    def matrix(self) -> MMatrix:
        """The matrix."""
        return MMatrix._of(self._data().value)

    def transformation(self) -> MTransformationMatrix:
        """The transformation."""
        parts = getattr(self._data(), "parts", None)
        return (
            MTransformationMatrix(self.matrix()) if parts is None else MTransformationMatrix(parts)
        )

    def set(self, matrix: Any) -> MFnMatrixData:
        """Set a matrix or a transformation."""
        self._data().parts = None
        if isinstance(matrix, MTransformationMatrix):
            self._data().parts = MTransformationMatrix(matrix)
            matrix = matrix.asMatrix()
        self._data().put(MMatrix(matrix)._m.copy())
        return self


class MFnNumericData(MFnData):
    """Two to four numbers."""

    _FN = "kNumericData"
    kInvalid, kBoolean, kByte, kChar, kShort, k2Short, k3Short = range(7)
    kLong = kInt = 7
    k2Long = k2Int = 8
    k3Long = k3Int = 9
    kInt64, kFloat, k2Float, k3Float, kDouble, k2Double, k3Double, k4Double = range(10, 18)
    kAddr, kLast = 18, 19

    def create(self, type: int) -> MObject:
        """Make as many zeros as a type has."""
        kind = KIND_OF_NUMERIC.get(type)
        if kind is None or kind[-1] not in "234":
            raise ValueError("invalid numeric type")
        return self._made(kind, [0.0 if kind[0] in "df" else 0] * int(kind[-1]))

    def numericType(self) -> int:
        """Type constant."""
        return NUMERIC_KINDS.get(self._data().word, 0)

    def getData(self) -> list[float]:
        """The numbers."""
        return list(self._data().value)

    def setData(self, seq: Any) -> MFnNumericData:
        """Set the numbers."""
        numbers = [as_number(value) for value in seq]
        if len(numbers) != len(self._data().value):
            raise ValueError(f"{len(self._data().value)} numbers are needed")
        kind = self._data().word
        self._data().put([number if kind[0] in "df" else int(number) for number in numbers])
        return self


class _ArrayData(MFnData):
    """What arrays of numbers share."""

    _ARRAY: Any = MDoubleArray
    _WORD = "doubleArray"

    def create(self, array: Any = ()) -> MObject:
        """Make an array."""
        return self._made(self._WORD, self._stored(array))

    def _stored(self, array: Any) -> np.ndarray:
        return self._ARRAY(array)._a.copy()

    def array(self) -> Any:
        """The array; a reference to it that changes the data is made by the element access."""
        return self._ARRAY._of(self._data().value)

    def copyTo(self, array: Any) -> Any:
        """Copy the elements to an array."""
        array.copy(self.array())
        return array

    def set(self, array: Any, index: int | None = None) -> Any:
        """Set all elements, or the one at an index."""
        if index is not None:
            self[index] = array
        else:
            self._data().put(self._stored(array))
        return self

    def __len__(self) -> int:
        return len(self._data().value)

    def __getitem__(self, index: Any) -> Any:
        return self.array()[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        changed = self.array()
        changed[index] = value
        self._data().put(self._stored(changed))

    def __delitem__(self, index: Any) -> None:
        changed = self.array()
        del changed[index]
        self._data().put(self._stored(changed))


class MFnDoubleArrayData(_ArrayData):
    """Doubles."""

    _FN = "kDoubleArrayData"


class MFnIntArrayData(_ArrayData):
    """Integers."""

    _FN, _ARRAY, _WORD = "kIntArrayData", MIntArray, "Int32Array"


class MFnUInt64ArrayData(_ArrayData):
    """Long integers."""

    _FN, _ARRAY, _WORD = "kUInt64ArrayData", MUint64Array, "Int64Array"


class MFnVectorArrayData(_ArrayData):
    """Vectors."""

    _FN, _ARRAY, _WORD = "kVectorArrayData", MVectorArray, "vectorArray"


class MFnPointArrayData(_ArrayData):
    """Points."""

    _FN, _ARRAY, _WORD = "kPointArrayData", MPointArray, "pointArray"


class MFnMatrixArrayData(_ArrayData):
    """Matrices."""

    _FN, _ARRAY, _WORD = "kMatrixArrayData", MMatrixArray, "matrixArray"

    def _stored(self, array: Any) -> np.ndarray:
        return super()._stored(array).reshape(-1, 4, 4)


class MFnStringArrayData(MFnData):
    """Texts."""

    _FN = "kStringArrayData"

    def create(self, array: Any = ()) -> MObject:
        """Make an array of texts."""
        return self._made("stringArray", [_text(text) for text in array])

    def array(self) -> list[str]:
        """The texts."""
        return list(self._data().value)

    def set(self, array: Any, index: int | None = None) -> MFnStringArrayData:
        """Set all texts, or the one at an index."""
        if index is not None:
            self[index] = array
        else:
            self._data().put([_text(text) for text in array])
        return self

    def __len__(self) -> int:
        return len(self._data().value)

    def __getitem__(self, index: Any) -> Any:
        return self._data().value[index]

    def __setitem__(self, index: int, value: str) -> None:
        texts = self.array()
        texts[index] = _text(value)
        self._data().put(texts)

    def __delitem__(self, index: Any) -> None:
        texts = self.array()
        del texts[index]
        self._data().put(texts)


class MFnPluginData(MFnData):
    """Custom data of a plug-in."""

    _FN = "kPluginData"

    def create(self, id: MTypeId) -> MObject:
        """Make custom data of a registered id."""
        known = session.state.get("data_types", {}).get(id.id())
        if known is None:
            raise RuntimeError("(kInvalidParameter): no data type with this id is registered")
        return self._made("plugin", PluginData(known.name, known.type_id, known.creator()))

    def typeId(self) -> MTypeId:
        """The id."""
        return MTypeId(self._data().value.type_id)

    def data(self) -> Any:
        """The custom data object."""
        value: PluginData = self._data().value
        return value.user


class MFnComponentListData(MFnData):
    """A list of components."""

    _FN = "kComponentListData"

    def create(self) -> MObject:
        """Make an empty list."""
        return self._made("componentList", ComponentList([]))

    def _objects(self) -> list[Component]:
        return components_of_texts(self._data().value.items)

    def length(self) -> int:
        """Number of component objects."""
        return len(self._objects())

    def get(self, index: int) -> MObject:
        """A component object."""
        return wrap(self._objects()[index])

    def has(self, component: MObject) -> bool:
        """Whether a component is in the list."""
        wanted = component_of(component)
        inside = {(c.name, n) for c in self._objects() for n in c.listed()}
        return all((wanted.name, n) in inside for n in wanted.listed())

    def add(self, component: MObject) -> MFnComponentListData:
        """Add components."""
        texts = texts_of_component(component_of(component))
        self._data().put(ComponentList([*self._data().value.items, *texts]))
        return self

    def remove(self, which: Any) -> MFnComponentListData:
        """Take components away, given by themselves or by position."""
        objects = self._objects()
        if isinstance(which, MObject):
            gone = component_of(which)
            for each in objects:
                if each.name == gone.name:
                    kept = [n for n in each.listed() if n not in set(gone.listed())]
                    each.complete, each._elements, each._sorted = None, dict.fromkeys(kept), None
        else:
            del objects[which]
        self._data().put(ComponentList([t for each in objects for t in texts_of_component(each)]))
        return self

    def clear(self) -> MFnComponentListData:
        """Empty the list."""
        self._data().put(ComponentList([]))
        return self
