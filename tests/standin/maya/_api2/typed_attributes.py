"""The function sets of attributes with values of certain types."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.attribute_functions import MFnAttribute, _checked_names
from maya._api2.constants import KIND_OF_NUMERIC, UNIT_KINDS, WORD_OF_DATA, numeric_type
from maya._api2.matrices import MMatrix
from maya._api2.objects import INCOMPATIBLE, Data, MObject, attribute_of, wrap
from maya._api2.quantities import MAngle, MDistance, MTime
from maya._api2.rows import as_number
from maya._api2.small import MTypeId
from maya._core.attributes import INTEGER_KINDS, NUMERIC_COMPOUNDS, Attribute, numeric_compound
from maya._core.data import TICKS_PER_SECOND

_LIMITS = {"Min": "minimum", "Max": "maximum", "SoftMin": "soft_minimum", "SoftMax": "soft_maximum"}


def _add_limits(kind: type) -> None:
    """Give a function set ``getMin``, ``setMin``, ``hasMin`` and the others."""
    for word, field in _LIMITS.items():
        _add_limit(kind, word, field)


def _add_limit(kind: type, word: str, field: str) -> None:
    def has(self: Any) -> bool:
        return getattr(self._first(), field) is not None

    def get(self: Any) -> Any:
        values = [getattr(part, field) for part in self._parts()]
        if values[0] is None:
            raise RuntimeError("(kFailure): the attribute has no such limit")
        return self._shown(values)

    def put(self: Any, *value: Any) -> Any:
        given = value[0] if len(value) == 1 else value
        for part, number in zip(self._parts(), self._stored(given), strict=True):
            setattr(part, field, number)
        return self

    for prefix, method in (("has", has), ("get", get), ("set", put)):
        method.__name__ = f"{prefix}{word}"
        setattr(kind, method.__name__, method)


class MFnNumericAttribute(MFnAttribute):
    """A number, or two to four of them."""

    _FN = "kNumericAttribute"

    def create(
        self, longName: str, shortName: str, type: Any, defaultValue: Any = 0, *more: MObject
    ) -> MObject:
        """Make an attribute of a type of MFnNumericData; or a compound of two to four children."""
        if isinstance(type, MObject):
            return self._of_children(longName, shortName, type, defaultValue, *more)
        names = _checked_names(longName, shortName)
        kind = KIND_OF_NUMERIC.get(type)
        if kind is None:
            raise ValueError("invalid numeric type")
        if kind in NUMERIC_COMPOUNDS:
            made = numeric_compound(*names, kind, "" if kind == "double4" else "012")
            self._o = wrap(made)
            if defaultValue:
                self.default = defaultValue
            return MObject(self._o)
        number = as_number(defaultValue)
        whole = kind in INTEGER_KINDS or kind == "bool"
        return self._made(*names, kind, default=int(number) if whole else number)

    def _of_children(self, longName: str, shortName: str, *children: MObject) -> MObject:
        if not all(isinstance(child, MObject) for child in children):
            raise TypeError("child attributes must be MObjects")
        parts = [attribute_of(child) for child in children if not child.isNull()]
        kinds = {part.kind for part in parts}
        is_unit = kinds <= {"doubleAngle", "doubleLinear"}
        word = f"{'double' if is_unit else parts[0].kind}{len(parts)}"
        if word not in NUMERIC_COMPOUNDS or (len(kinds) != 1 and not is_unit):
            raise RuntimeError(INCOMPATIBLE)
        made = Attribute(*_checked_names(longName, shortName), word)
        for part in parts:
            made.add_child(part)
        self._o = wrap(made)
        return MObject(self._o)

    def createPoint(self, longName: str, shortName: str) -> MObject:
        """Make a float3 whose children end in X, Y, Z."""
        self._o = wrap(numeric_compound(*_checked_names(longName, shortName), "float3", "XYZ"))
        return MObject(self._o)

    def createColor(self, longName: str, shortName: str) -> MObject:
        """Make a float3 whose children end in R, G, B, used as colour."""
        made = numeric_compound(*_checked_names(longName, shortName), "float3", "RGB")
        made.used_as_color = True
        for part in made.children:
            part.keyable = made.keyable
        self._o = wrap(made)
        return MObject(self._o)

    def createAddr(self, longName: str, shortName: str, defaultValue: int = 0) -> MObject:
        """Make an attribute for an address."""
        return self._made(longName, shortName, "addr", default=int(defaultValue))

    def child(self, index: int) -> MObject:
        """A child of several numbers."""
        children = self._attribute().children
        if not 0 <= index < len(children):
            raise IndexError("child index out of range")
        return wrap(children[index])

    def numericType(self) -> int:
        """Type constant of MFnNumericData."""
        return numeric_type(self._attribute())

    def _parts(self) -> list[Attribute]:
        attribute = self._attribute()
        return attribute.children if attribute.is_compound else [attribute]

    def _first(self) -> Attribute:
        return self._parts()[0]

    def _shown(self, numbers: list[Any]) -> Any:
        if self._attribute().is_compound:
            return tuple(numbers)
        number = numbers[0]
        whole = self._attribute().kind in INTEGER_KINDS
        return int(number) if whole and float(number).is_integer() else number

    def _stored(self, value: Any) -> list[Any]:
        parts = self._parts()
        if isinstance(value, (int, float, np.number)):
            return [value] * len(parts)
        numbers = [as_number(number) for number in value]
        if len(numbers) != len(parts):
            raise ValueError(f"{len(parts)} numbers are needed")
        return numbers

    @property
    def default(self) -> Any:
        """Default value; a tuple for several numbers."""
        values = [part.default_value() for part in self._parts()]
        return tuple(values) if self._attribute().is_compound else values[0]

    @default.setter
    def default(self, value: Any) -> None:
        for part, number in zip(self._parts(), self._stored(value), strict=True):
            part.default = number


class MFnUnitAttribute(MFnAttribute):
    """An angle, a length or a time."""

    _FN = "kUnitAttribute"
    kInvalid, kAngle, kDistance, kTime, kLast = range(5)

    def create(self, longName: str, shortName: str, type: Any, defaultValue: Any = 0.0) -> MObject:
        """Make an attribute of a unit type, or of the type of a default value."""
        kinds = {1: "doubleAngle", 2: "doubleLinear", 3: "time"}
        if isinstance(type, (MAngle, MDistance, MTime)):
            defaultValue = type
            type = {MAngle: 1, MDistance: 2, MTime: 3}[type._base()]
        if type not in kinds:
            raise ValueError("invalid unit type")
        names = _checked_names(longName, shortName)
        self._o = wrap(Attribute(*names, kinds[type]))
        self.default = defaultValue
        return MObject(self._o)

    def unitType(self) -> int:
        """Which unit."""
        return UNIT_KINDS[self._attribute().kind]

    def _parts(self) -> list[Attribute]:
        return [self._attribute()]

    def _first(self) -> Attribute:
        return self._attribute()

    def _shown(self, numbers: list[Any]) -> Any:
        return self._as_quantity(numbers[0])

    def _as_quantity(self, number: Any) -> Any:
        from maya._api2.values import quantity

        return quantity(self._attribute(), number)

    def _stored(self, value: Any) -> list[Any]:
        if isinstance(value, MAngle):
            return [value.asRadians()]
        if isinstance(value, MDistance):
            return [value.asUnits(MDistance.kCentimeters)]
        if isinstance(value, MTime):
            return [value._as_ticks()]
        number = as_number(value)
        return [round(number * TICKS_PER_SECOND) if self.unitType() == self.kTime else number]

    @property
    def default(self) -> Any:
        """Default value with its unit."""
        return self._as_quantity(self._attribute().default or 0)

    @default.setter
    def default(self, value: Any) -> None:
        self._attribute().default = self._stored(value)[0]


_add_limits(MFnNumericAttribute)
_add_limits(MFnUnitAttribute)


class MFnMatrixAttribute(MFnAttribute):
    """A matrix."""

    _FN = "kMatrixAttribute"
    kFloat, kDouble = 0, 1

    def create(self, longName: str, shortName: str, type: int = 1) -> MObject:
        """Make the attribute."""
        return self._made(longName, shortName, "matrix" if type == self.kDouble else "fltMatrix")

    @property
    def default(self) -> MMatrix:
        """Default value."""
        return MMatrix._of(self._attribute().default_value())

    @default.setter
    def default(self, value: Any) -> None:
        self._attribute().default = np.array(value._m, dtype=float)


class MFnTypedAttribute(MFnAttribute):
    """Data of one type: text, geometry, arrays, custom data."""

    _FN = "kTypedAttribute"

    def create(self, longName: str, shortName: str, type: Any, defaultValue: Any = None) -> MObject:
        """Make an attribute of a type of MFnData, or of the id of custom data."""
        names = _checked_names(longName, shortName)
        default = None
        if defaultValue is not None and not MObject(defaultValue).isNull():
            default = defaultValue._e.value
        if isinstance(type, MTypeId):
            return self._made(
                *names, "typed", data_type="plugin", plugin_data_id=type.id(), default=default
            )
        word = WORD_OF_DATA.get(type)
        if word is None or word == "numeric":
            raise ValueError("invalid data type")
        return self._made(*names, "typed", data_type=word, default=default)

    def attrType(self) -> int:
        """Type constant of MFnData."""
        from maya._api2.constants import DATA_WORDS

        return DATA_WORDS.get(self._attribute().data_type or "", 0)

    @property
    def default(self) -> MObject:
        """Default value as data; a null object if there is none."""
        attribute = self._attribute()
        if attribute.default is None:
            return MObject()
        return wrap(Data(attribute.data_type or "any", attribute.default))

    @default.setter
    def default(self, value: MObject) -> None:
        self._attribute().default = None if value.isNull() else value._e.value


class MFnGenericAttribute(MFnAttribute):
    """Data of several types."""

    _FN = "kGenericAttribute"

    def create(self, longName: str, shortName: str) -> MObject:
        """Make the attribute; the types are added next."""
        return self._made(longName, shortName, "generic")

    def _add(self, word: Any) -> MFnGenericAttribute:
        if word is None:
            raise ValueError("invalid type")
        if word not in self._attribute().accepts:
            self._attribute().accepts.append(word)
        return self

    def _remove(self, word: Any) -> MFnGenericAttribute:
        if word not in self._attribute().accepts:
            raise RuntimeError("(kInvalidParameter): the type is not accepted")
        self._attribute().accepts.remove(word)
        return self

    def addDataType(self, type: int) -> MFnGenericAttribute:
        """Accept a type of MFnData."""
        return self._add(WORD_OF_DATA.get(type))

    def addNumericType(self, type: int) -> MFnGenericAttribute:
        """Accept a type of MFnNumericData."""
        return self._add(KIND_OF_NUMERIC.get(type))

    def addTypeId(self, typeId: MTypeId) -> MFnGenericAttribute:
        """Accept custom data."""
        return self._add(f"plugin:{typeId.id()}")

    def removeDataType(self, type: int) -> MFnGenericAttribute:
        """Accept a type of MFnData no longer."""
        return self._remove(WORD_OF_DATA.get(type))

    def removeNumericType(self, type: int) -> MFnGenericAttribute:
        """Accept a type of MFnNumericData no longer."""
        return self._remove(KIND_OF_NUMERIC.get(type))

    def removeTypeId(self, typeId: MTypeId) -> MFnGenericAttribute:
        """Accept custom data no longer."""
        return self._remove(f"plugin:{typeId.id()}")


class MFnLightDataAttribute(MFnAttribute):
    """What a light sends to a shader: a compound of fixed children."""

    _FN = "kLightDataAttribute"

    def create(self, longName: str, shortName: str, *children: MObject) -> MObject:
        """Make the attribute of direction, intensity, ambient ... blind data."""
        if len(children) != 8:
            raise TypeError("create takes two names and eight attributes")
        made = self._made(longName, shortName, "lightData")
        for child in children:
            self._attribute().add_child(attribute_of(child))
        return made

    def child(self, index: int) -> MObject:
        """A child by position."""
        children = self._attribute().children
        if not 0 <= index < len(children):
            raise IndexError("child index out of range")
        return wrap(children[index])

    @property
    def default(self) -> Any:
        """Defaults of the children."""
        raise RuntimeError(INCOMPATIBLE)
