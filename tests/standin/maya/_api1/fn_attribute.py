"""Function sets of attributes: the common part, messages, compounds, enums, types."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.attributes import Attribute
from maya._shared import errors

from . import pointers
from .fn_base import MFnBase, filled
from .fn_data import DATA_TYPES, MFnData, data_word, numeric_word
from .matrices import MFloatMatrix, MMatrix
from .objects import Data, MObject, MTypeId, attribute_of, entity_of
from .swig import integer, named, wrong_arguments


@named("MFnAttribute")
class MFnAttribute(MFnBase):
    """What all attributes have."""

    _fits = "kAttribute"
    kDelete, kReset, kNothing = range(3)

    def _new(self, name: str, short: str, kind: str, **options: Any) -> MObject:
        """Make an attribute and work on it."""
        for text in (name, short):
            if not isinstance(text, str):
                raise TypeError(f"argument of type 'MString const &' expected, got {text!r}")
        if not name:
            raise errors.failure("An attribute needs a name")
        self._entity = Attribute(name, short or name, kind, **options)
        return MObject._of(self._entity)

    def name(self) -> str:
        """The long name."""
        return self._have().name

    def shortName(self) -> str:
        """The short name."""
        return self._have().short

    def pathName(self, useLongName: bool = True, useCompression: bool = True) -> str:
        """The name with those of the compounds above."""
        chain = [self._have(), *self._have().ancestors()][::-1]
        if useCompression and not any(each.is_array for each in chain[:-1]):
            chain = chain[-1:]
        return ".".join(each.name if useLongName else each.short for each in chain)

    def parent(self) -> MObject:
        """The compound above; null without one."""
        return MObject._of(self._have().parent)

    def isDynamic(self) -> bool:
        """Whether it was added to a single node."""
        return self._have().dynamic

    def isExtension(self) -> bool:
        """Whether it was added to a node type."""
        return False

    def isRenderSource(self) -> bool:
        """Whether it overrides the rendering information of connected shading nodes."""
        return self._have().render_source

    def disconnectBehavior(self) -> int:
        """What happens to the value when its connection is broken."""
        return self._have().disconnect_behavior

    def setDisconnectBehavior(self, behavior: int) -> None:
        """Say what happens to the value when its connection is broken."""
        if behavior not in (self.kDelete, self.kReset, self.kNothing):
            raise errors.invalid("Unknown disconnect behaviour")
        self._have().disconnect_behavior = behavior

    def setUsesArrayDataBuilder(self, state: bool) -> None:
        """Let compute make elements; only for arrays."""
        if not self._have().is_array:
            raise errors.failure("The attribute is no array")
        self._entity.uses_array_data_builder = bool(state)

    def setIndexMatters(self, state: bool) -> None:
        """Whether elements keep their indices; only for arrays that are not readable."""
        self._have().index_matters = bool(state)

    def isEnforcingUniqueName(self) -> bool:
        """Whether no two attributes of a node may share the name."""
        return True

    def setEnforcingUniqueName(self, state: bool) -> None:
        """Share the name; not in the stand-in."""
        if not state:
            raise errors.not_standing_in("attributes that share a name")

    def accepts(self, kind: Any) -> bool:
        """Whether a connection with data of a type can come in."""
        attribute = self._have()
        if isinstance(kind, MTypeId):
            return attribute.plugin_data_id == kind.id()
        word = data_word(integer(kind))
        if attribute.kind == "generic":
            return word in attribute.accepts
        if attribute.kind in ("matrix", "fltMatrix"):
            return word == "matrix"
        if attribute.kind == "typed":
            return attribute.data_type == word
        return word == "numeric"

    def acceptsAttribute(self, other: Any) -> bool:
        """Whether a connection with another attribute is possible."""
        from maya._core.conversion import compatible

        return compatible(self._have(), other._have())

    def addToCategory(self, category: str) -> None:
        """Add to a category."""
        if category not in self._have().categories:
            self._entity.categories.append(category)

    def removeFromCategory(self, category: str) -> None:
        """Remove from a category."""
        if category not in self._have().categories:
            raise errors.not_found()
        self._entity.categories.remove(category)

    def hasCategory(self, category: str) -> bool:
        """Whether it belongs to a category."""
        return category in self._have().categories

    def getCategories(self, categories: list[str]) -> None:
        """Fill a list with the categories."""
        filled(categories, self._have().categories)

    def setNiceNameOverride(self, name: str) -> None:
        """The name in the user interface."""
        self._have().nice_name = name

    def getAddAttrCmd(self, useLongName: bool = False) -> str:
        """The MEL that adds such an attribute."""
        attribute = self._have()
        long = useLongName
        names = ("longName", "shortName", "attributeType") if long else ("ln", "sn", "at")
        parts = [f'-{names[1]} "{attribute.short}"', f'-{names[0]} "{attribute.name}"']
        if attribute.kind == "typed":
            parts.append(f'-{"dataType" if long else "dt"} "{attribute.data_type}"')
        else:
            parts.append(f'-{names[2]} "{attribute.kind}"')
        return "addAttr " + " ".join(parts) + ";"


_FLAGS = {  # field of the core, getter, setter
    "readable": ("isReadable", "setReadable"),
    "writable": ("isWritable", "setWritable"),
    "connectable": ("isConnectable", "setConnectable"),
    "storable": ("isStorable", "setStorable"),
    "cached": ("isCached", "setCached"),
    "is_array": ("isArray", "setArray"),
    "index_matters": ("indexMatters", None),
    "keyable": ("isKeyable", "setKeyable"),
    "channel_box": ("isChannelBoxFlagSet", "setChannelBox"),
    "hidden": ("isHidden", "setHidden"),
    "used_as_color": ("isUsedAsColor", "setUsedAsColor"),
    "used_as_filename": ("isUsedAsFilename", "setUsedAsFilename"),
    "internal": ("internal", "setInternal"),
    "world_space": ("isWorldSpace", "setWorldSpace"),
    "affects_world_space": ("isAffectsWorldSpace", "setAffectsWorldSpace"),
    "affects_appearance": ("affectsAppearance", "setAffectsAppearance"),
    "uses_array_data_builder": ("usesArrayDataBuilder", None),
    "render_source": (None, "setRenderSource"),
    "proxy": ("isProxyAttribute", "setProxyAttribute"),
    "indeterminant": ("isIndeterminant", "setIndeterminant"),
}


def _flag(field: str) -> Any:
    return lambda self: bool(getattr(self._have(), field, False))


def _set_flag(field: str) -> Any:
    def put(self: MFnAttribute, state: Any) -> None:
        if not isinstance(state, (bool, int)):
            raise wrong_arguments(f"MFnAttribute ({field})", (state,))
        setattr(self._have(), field, bool(state))

    return put


for _field, (_getter, _setter) in _FLAGS.items():
    if _getter:
        setattr(MFnAttribute, _getter, _flag(_field))
    if _setter:
        setattr(MFnAttribute, _setter, _set_flag(_field))


@named("MFnMessageAttribute")
class MFnMessageAttribute(MFnAttribute):
    """Connections without data."""

    _fits = "kMessageAttribute"

    def create(self, name: str, short: str) -> MObject:
        """Make one."""
        return self._new(name, short, "message")


@named("MFnCompoundAttribute")
class MFnCompoundAttribute(MFnAttribute):
    """Attributes made of others."""

    _fits = "kCompoundAttribute"

    def create(self, name: str, short: str) -> MObject:
        """Make one without children."""
        return self._new(name, short, "compound")

    def addChild(self, child: Any) -> None:
        """Put an attribute into the compound."""
        attribute = attribute_of(child)
        if attribute.parent is not None:
            raise errors.failure(f"{attribute.name} is in a compound already")
        self._have().add_child(attribute)

    def removeChild(self, child: Any) -> None:
        """Take an attribute out of the compound."""
        attribute = attribute_of(child)
        if attribute not in self._have().children:
            raise errors.not_found()
        self._entity.children.remove(attribute)
        attribute.parent = None

    def numChildren(self) -> int:
        """How many children there are."""
        return len(self._have().children)

    def child(self, index: int) -> MObject:
        """A child by its place."""
        if not 0 <= integer(index) < len(self._have().children):
            raise errors.out_of_range()
        return MObject._of(self._entity.children[index])

    def getAddAttrCmds(self, commands: list[str], useLongNames: bool = False) -> None:
        """Fill a list with the MEL that adds such an attribute."""
        made = []
        for attribute in self._have().walk():
            made.append(MFnAttribute(MObject._of(attribute)).getAddAttrCmd(useLongNames))
        filled(commands, made)


@named("MFnEnumAttribute")
class MFnEnumAttribute(MFnAttribute):
    """One of several fields."""

    _fits = "kEnumAttribute"

    def create(self, name: str, short: str, default: int = 0) -> MObject:
        """Make one without fields."""
        return self._new(name, short, "enum", default=integer(default))

    def addField(self, name: str, index: int) -> None:
        """Add a field."""
        fields = self._have().fields
        fields[integer(index)] = str(name)
        self._entity.minimum, self._entity.maximum = min(fields), max(fields)

    def fieldName(self, index: int) -> str:
        """The name of a number."""
        if index not in self._have().fields:
            raise errors.not_found()
        return self._entity.fields[index]

    def fieldIndex(self, name: str) -> int:
        """The number of a name."""
        for number, known in self._have().fields.items():
            if known == name:
                return number
        raise errors.not_found()

    def defaultValue(self) -> str:
        """The name of the default field."""
        return self.fieldName(int(self._have().default or 0))

    def setDefault(self, which: Any) -> None:
        """Set the default by name or number."""
        number = self.fieldIndex(which) if isinstance(which, str) else integer(which)
        self._have().default = number

    def getDefault(self, place: Any) -> None:
        """Write the number of the default to memory."""
        pointers.store(place, "short", int(self._have().default or 0))

    def getMin(self, place: Any) -> None:
        """Write the lowest number to memory."""
        pointers.store(place, "short", min(self._have().fields, default=0))

    def getMax(self, place: Any) -> None:
        """Write the highest number to memory."""
        pointers.store(place, "short", max(self._have().fields, default=0))


@named("MFnTypedAttribute")
class MFnTypedAttribute(MFnAttribute):
    """Data of one type."""

    _fits = "kTypedAttribute"

    def create(self, name: str, short: str, kind: Any, default: Any = None) -> MObject:
        """Make one for a type of MFnData or for a plug-in's data (by MTypeId)."""
        value = None
        if default is not None and not default.isNull():
            value = entity_of(default, Data).value
        if isinstance(kind, MTypeId):
            return self._new(
                name, short, "typed", data_type="plugin", plugin_data_id=kind.id(), default=value
            )
        word = data_word(integer(kind))
        if word == "matrix":
            return self._new(name, short, "matrix", default=value)
        return self._new(name, short, "typed", data_type=word, default=value)

    def setObject(self, handle: Any) -> None:
        """Work on another attribute; a matrix attribute made by `create` counts as typed."""
        attribute = attribute_of(handle)
        if attribute.kind not in ("typed", "matrix"):
            raise errors.incompatible()
        self._entity = attribute

    def attrType(self) -> int:
        """The type, a constant of MFnData."""
        word = "matrix" if self._have().kind == "matrix" else self._entity.data_type
        return DATA_TYPES.get(word or "any", MFnData.kAny)

    def setDefault(self, data: Any) -> None:
        """Set the default data."""
        self._have().default = entity_of(data, Data).value

    def getDefault(self, data: Any) -> None:
        """Make an MObject the default data."""
        value = self._have().default
        kind = "matrix" if self._entity.kind == "matrix" else self._entity.data_type
        data.assign(MObject() if value is None else MObject._of(Data(kind, value)))


@named("MFnMatrixAttribute")
class MFnMatrixAttribute(MFnAttribute):
    """Matrices."""

    _fits = "kMatrixAttribute"
    kFloat, kDouble = range(2)

    def create(self, name: str, short: str, kind: int = kDouble) -> MObject:
        """Make one of doubles or floats."""
        return self._new(name, short, "matrix" if kind == self.kDouble else "fltMatrix")

    def setObject(self, handle: Any) -> None:
        """Work on another attribute."""
        attribute = attribute_of(handle)
        if attribute.kind not in ("matrix", "fltMatrix"):
            raise errors.incompatible()
        self._entity = attribute

    def setDefault(self, matrix: Any) -> None:
        """Set the default."""
        if not isinstance(matrix, (MMatrix, MFloatMatrix)):
            raise wrong_arguments("MFnMatrixAttribute_setDefault", (matrix,))
        self._have().default = matrix._a.astype(float)

    def getDefault(self, matrix: Any) -> None:
        """Fill a matrix with the default."""
        default = self._have().default
        matrix._a[...] = np.eye(4) if default is None else default


@named("MFnGenericAttribute")
class MFnGenericAttribute(MFnAttribute):
    """Data of several types."""

    _fits = "kGenericAttribute"

    def create(self, name: str, short: str) -> MObject:
        """Make one that takes nothing yet."""
        return self._new(name, short, "generic")

    def addDataAccept(self, kind: int) -> None:
        """Take data of a type of MFnData."""
        self._add(data_word(integer(kind)))

    def addNumericDataAccept(self, kind: int) -> None:
        """Take numbers of a type of MFnNumericData."""
        self._add(numeric_word(integer(kind)))

    def addAccept(self, kind: Any) -> None:
        """Take data of a type of MFnData, or of a plug-in."""
        if isinstance(kind, MTypeId):
            self._have().plugin_data_id = kind.id()
            self._add("plugin")
        else:
            self.addDataAccept(kind)

    def _add(self, word: str) -> None:
        if word not in self._have().accepts:
            self._entity.accepts.append(word)

    def removeDataAccept(self, kind: int) -> None:
        """Refuse data of a type."""
        self._remove(data_word(integer(kind)))

    def removeNumericDataAccept(self, kind: int) -> None:
        """Refuse numbers of a type."""
        self._remove(numeric_word(integer(kind)))

    def removeAccept(self, kind: Any) -> None:
        """Refuse data of a type."""
        self._remove("plugin" if isinstance(kind, MTypeId) else data_word(integer(kind)))

    def _remove(self, word: str) -> None:
        if word in self._have().accepts:
            self._entity.accepts.remove(word)
