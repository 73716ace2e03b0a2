"""Function sets of attributes that are numbers: plain, with units, light data."""

from __future__ import annotations

from typing import Any, ClassVar

from maya._core.attributes import NUMERIC_COMPOUNDS, Attribute
from maya._core.data import TICKS_PER_SECOND
from maya._shared import errors

from . import pointers
from .fn_attribute import MFnAttribute
from .fn_data import numeric_constant, numeric_word
from .objects import MObject, attribute_of
from .swig import integer, named, real, wrong_arguments
from .units import MAngle, MDistance, MTime


@named("MFnNumericAttribute")
class MFnNumericAttribute(MFnAttribute):
    """Numbers, and groups of two to four of them."""

    _fits = "kNumericAttribute"

    def create(self, name: str, short: str, *rest: Any) -> MObject:
        """``(name, short, type, default=0)`` or ``(name, short, child, child[, child[, child]])``."""
        if rest and isinstance(rest[0], MObject):
            return self._group(
                name, short, [attribute_of(child) for child in rest if not child.isNull()]
            )
        if len(rest) not in (1, 2):
            raise wrong_arguments("MFnNumericAttribute_create", (name, short, *rest))
        word = numeric_word(integer(rest[0]))
        default = real(rest[1]) if len(rest) == 2 else 0.0
        if word not in NUMERIC_COMPOUNDS:
            return self._new(name, short, word, default=default)
        made = self._new(name, short, word)
        child, count = NUMERIC_COMPOUNDS[word]
        for place in range(count):
            part = Attribute(f"{name}{place}", f"{short}{place}", child, default=default)
            self._entity.add_child(part)
        return made

    def _group(self, name: str, short: str, children: list[Attribute]) -> MObject:
        kinds = {child.kind for child in children}
        word = f"{children[0].kind}{len(children)}"
        if len(kinds) != 1 or word not in NUMERIC_COMPOUNDS:
            word = "double3" if len(children) == 3 and kinds <= _ANGLES else word
        if word not in NUMERIC_COMPOUNDS:
            raise errors.failure("The children have different types")
        made = self._new(name, short, word)
        for child in children:
            self._entity.add_child(child)
        return made

    def createColor(self, name: str, short: str) -> MObject:
        """Three floats with children R, G, B."""
        made = self._floats(name, short, "RGB", "rgb")
        self._entity.used_as_color = True
        return made

    def createPoint(self, name: str, short: str) -> MObject:
        """Three floats with children X, Y, Z."""
        return self._floats(name, short, "XYZ", "xyz")

    def _floats(self, name: str, short: str, long_ends: str, short_ends: str) -> MObject:
        made = self._new(name, short, "float3")
        for long_end, short_end in zip(long_ends, short_ends, strict=True):
            self._entity.add_child(
                Attribute(f"{name}{long_end}", f"{short}{short_end}", "float", default=0.0)
            )
        return made

    def createAddr(self, name: str, short: str, default: Any = None) -> MObject:
        """An address."""
        return self._new(name, short, "addr", default=int(default or 0))

    def child(self, index: int) -> MObject:
        """A part of a group."""
        if not 0 <= integer(index) < len(self._have().children):
            raise errors.out_of_range()
        return MObject._of(self._entity.children[index])

    def unitType(self) -> int:
        """The type, a constant of MFnNumericData."""
        return numeric_constant(self._have().kind) or 0

    def _parts(self, count: int) -> list[Attribute]:
        attribute = self._have()
        parts = attribute.children if attribute.is_compound else [attribute]
        if len(parts) != count:
            raise errors.failure(f"The attribute has {len(parts)} numbers, not {count}")
        return parts

    def _put(self, field: str, values: tuple[Any, ...]) -> None:
        for part, value in zip(self._parts(len(values)), values, strict=True):
            setattr(part, field, real(value))

    def _get(self, field: str, places: tuple[Any, ...]) -> None:
        for part, place in zip(self._parts(len(places)), places, strict=True):
            value = getattr(part, field)
            if value is None:
                raise errors.failure("There is no such limit")
            inner = getattr(place, "_pointer", place)
            if not pointers.is_pointer(inner):
                raise wrong_arguments("MFnNumericAttribute", (place,))
            pointers.store(inner, inner._kind, value)

    def setDefault(self, *values: Any) -> None:
        """Set the default."""
        self._put("default", values)
        if self._entity.is_compound:
            self._entity.default = [real(value) for value in values]

    def getDefault(self, *places: Any) -> None:
        """Write the default to memory."""
        for part in self._parts(len(places)):
            part.default = part.default or 0.0
        self._get("default", places)

    def setMin(self, *values: Any) -> None:
        """Set the lowest value."""
        self._put("minimum", values)

    def setMax(self, *values: Any) -> None:
        """Set the highest value."""
        self._put("maximum", values)

    def setSoftMin(self, value: float) -> None:
        """Set the lowest value of sliders."""
        self._put("soft_minimum", (value,))

    def setSoftMax(self, value: float) -> None:
        """Set the highest value of sliders."""
        self._put("soft_maximum", (value,))

    def getMin(self, *places: Any) -> None:
        """Write the lowest value to memory."""
        self._get("minimum", places)

    def getMax(self, *places: Any) -> None:
        """Write the highest value to memory."""
        self._get("maximum", places)

    def getSoftMin(self, place: Any) -> None:
        """Write the lowest value of sliders to memory."""
        self._get("soft_minimum", (place,))

    def getSoftMax(self, place: Any) -> None:
        """Write the highest value of sliders to memory."""
        self._get("soft_maximum", (place,))


_ANGLES = {"doubleAngle", "doubleLinear", "double"}


def _has(field: str) -> Any:
    def ask(self: MFnAttribute) -> bool:
        attribute = self._have()
        parts = attribute.children if attribute.is_compound else [attribute]
        return getattr(parts[0], field) is not None

    return ask


@named("MFnUnitAttribute")
class MFnUnitAttribute(MFnAttribute):
    """Angles, lengths and times."""

    _fits = "kUnitAttribute"
    kInvalid, kAngle, kDistance, kTime, kLast = range(5)
    _words: ClassVar[dict[int, str]] = {1: "doubleAngle", 2: "doubleLinear", 3: "time"}

    def create(self, name: str, short: str, *rest: Any) -> MObject:
        """``(name, short, unit, default=0)`` or ``(name, short, MTime, MAngle or MDistance)``."""
        if not rest or len(rest) > 2:
            raise wrong_arguments("MFnUnitAttribute_create", (name, short, *rest))
        first = rest[0]
        for kind, word in ((MTime, "time"), (MAngle, "doubleAngle"), (MDistance, "doubleLinear")):
            if isinstance(first, kind):
                return self._new(name, short, word, default=_internal(first, word))
        if first not in self._words:
            raise errors.invalid("Unknown unit type")
        word = self._words[first]
        default = _internal(rest[1] if len(rest) == 2 else 0.0, word)
        return self._new(name, short, word, default=default)

    def unitType(self) -> int:
        """The kind of unit."""
        kind = self._have().kind
        if kind == "time":
            return self.kTime
        return self.kAngle if kind.endswith("Angle") else self.kDistance

    def _put(self, field: str, value: Any) -> None:
        attribute = self._have()
        setattr(attribute, field, _internal(value, attribute.kind))

    def _get(self, field: str, place: Any) -> None:
        attribute = self._have()
        value = getattr(attribute, field)
        if value is None and field != "default":
            raise errors.failure("There is no such limit")
        value = value or 0
        if isinstance(place, MTime):
            place.assign(MTime._from_ticks(round(value)))
        elif isinstance(place, MAngle):
            place.assign(MAngle(value, MAngle.kRadians))
        elif isinstance(place, MDistance):
            place.assign(MDistance(value, MDistance.kCentimeters))
        else:
            seconds = value / TICKS_PER_SECOND if attribute.kind == "time" else value
            pointers.store(place, "double", seconds)


def _internal(value: Any, kind: str) -> float:
    """A limit in internal units; plain numbers are radians, centimetres or seconds."""
    if isinstance(value, MTime):
        return value._ticks()
    if isinstance(value, MAngle):
        return value.asRadians()
    if isinstance(value, MDistance):
        return value.asCentimeters()
    return round(real(value) * TICKS_PER_SECOND) if kind == "time" else real(value)


def _setter(field: str) -> Any:
    return lambda self, value: self._put(field, value)


def _getter(field: str) -> Any:
    return lambda self, place: self._get(field, place)


for _word, _field in (
    ("Default", "default"),
    ("Min", "minimum"),
    ("Max", "maximum"),
    ("SoftMin", "soft_minimum"),
    ("SoftMax", "soft_maximum"),
):
    setattr(MFnUnitAttribute, f"set{_word}", _setter(_field))
    setattr(MFnUnitAttribute, f"get{_word}", _getter(_field))
    if _word != "Default":
        setattr(MFnUnitAttribute, f"has{_word}", _has(_field))
        setattr(MFnNumericAttribute, f"has{_word}", _has(_field))


@named("MFnLightDataAttribute")
class MFnLightDataAttribute(MFnAttribute):
    """Light direction, intensity and so on, as lights hand them to materials."""

    _fits = "kLightDataAttribute"

    def create(self, name: str, short: str, *children: Any) -> MObject:
        """Make one of its eight parts."""
        if len(children) != 8:
            raise wrong_arguments("MFnLightDataAttribute_create", (name, short, *children))
        made = self._new(name, short, "compound")
        for child in children:
            self._entity.add_child(attribute_of(child))
        return made

    def child(self, index: int) -> MObject:
        """A part."""
        if not 0 <= integer(index) < len(self._have().children):
            raise errors.out_of_range()
        return MObject._of(self._entity.children[index])
