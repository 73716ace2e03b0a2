"""The function sets of attributes that all kinds share, and the plain kinds."""

from __future__ import annotations

from typing import Any

from maya._api2.functions import MFnBase
from maya._api2.objects import INCOMPATIBLE, MObject, attribute_of, wrap
from maya._api2.small import MTypeId
from maya._core.attributes import Attribute


def _checked_names(longName: Any, shortName: Any) -> tuple[str, str]:
    for name in (longName, shortName):
        if not isinstance(name, str):
            raise TypeError(f"attribute name must be str, not {type(name).__name__}")
        if not name or not name.replace("_", "a").isalnum() or name[0].isdigit():
            raise ValueError(f"'{name}' is not a valid attribute name")
    return longName, shortName


class MFnAttribute(MFnBase):
    """Any attribute."""

    _FN = "kAttribute"
    kDelete, kReset, kNothing = range(3)

    def _attribute(self) -> Attribute:
        return self._entity()

    def _made(self, longName: str, shortName: str, kind: str, **options: Any) -> MObject:
        names = _checked_names(longName, shortName)
        self._o = wrap(Attribute(*names, kind, **options))
        return MObject(self._o)

    @property
    def name(self) -> str:
        """Long name."""
        return self._attribute().name

    @property
    def shortName(self) -> str:
        """Short name."""
        return self._attribute().short

    @property
    def parent(self) -> MObject:
        """The compound that this is a child of; a null object if there is none."""
        return wrap(self._attribute().parent)

    @parent.setter
    def parent(self, value: MObject) -> None:
        attribute_of(value).add_child(self._attribute())

    @property
    def dynamic(self) -> bool:
        """Whether the attribute was added to one node."""
        return self._attribute().dynamic

    @property
    def extension(self) -> bool:
        """Whether the attribute was added to all nodes of a type."""
        return getattr(self._attribute(), "extension", False)

    @property
    def enforcingUniqueName(self) -> bool:
        """Whether the name must be unique on its node."""
        return getattr(self._attribute(), "unique_name", True)

    @enforcingUniqueName.setter
    def enforcingUniqueName(self, value: bool) -> None:
        self._attribute().unique_name = bool(value)

    @property
    def indeterminant(self) -> bool:
        """Whether the value may differ in ways that evaluation does not see."""
        return getattr(self._attribute(), "indeterminant", False)

    @indeterminant.setter
    def indeterminant(self, value: bool) -> None:
        self._attribute().indeterminant = bool(value)

    def pathName(self) -> str:
        """Names from the top compound down to this attribute."""
        attribute = self._attribute()
        steps = [*reversed(attribute.ancestors()), attribute]
        return ".".join(step.name for step in steps)

    def accepts(self, type: Any, numeric: int | None = None) -> bool:
        """Whether data of a type can be connected."""
        from maya._api2.constants import WORD_OF_DATA, data_type

        attribute = self._attribute()
        if isinstance(type, MTypeId):
            return attribute.plugin_data_id == type.id()
        if attribute.kind == "generic":
            return WORD_OF_DATA.get(type, "") in attribute.accepts
        return data_type(attribute, lambda: None) == type

    def acceptsAttribute(self, attr: Any) -> bool:
        """Whether another attribute can be connected to this one."""
        from maya._core.conversion import compatible

        other = attr._attribute() if isinstance(attr, MFnAttribute) else attribute_of(attr)
        return compatible(other, self._attribute())

    def addToCategory(self, category: str) -> MFnAttribute:
        """Put the attribute into a category."""
        if category not in self._attribute().categories:
            self._attribute().categories.append(category)
        return self

    def hasCategory(self, category: str) -> bool:
        """Whether the attribute is in a category."""
        return category in self._attribute().categories

    def setNiceNameOverride(self, localizedName: str) -> MFnAttribute:
        """Set the name that people see."""
        self._attribute().nice_name = localizedName
        return self

    def getAddAttrCmd(self, longFlags: bool = False) -> str:
        """The MEL command that adds such an attribute."""
        return add_attr_command(self._attribute(), longFlags)


# What numeric compounds pass on to their children.
_SHARED = frozenset(
    {"readable", "writable", "storable", "cached", "keyable", "channelBox", "hidden"}
)


def _flag(member: str, field: str, what: str) -> None:
    """Give MFnAttribute a property that reads and writes a field of the definition."""

    def read(self: MFnAttribute) -> Any:
        return getattr(self._attribute(), field)

    def write(self: MFnAttribute, value: Any) -> None:
        kind = int if member == "disconnectBehavior" else bool
        attribute = self._attribute()
        setattr(attribute, field, kind(value))
        if member in _SHARED and attribute.kind[-1] in "234":
            for child in attribute.children:
                setattr(child, field, kind(value))

    setattr(MFnAttribute, member, property(read, write, doc=what))


_flag("readable", "readable", "Whether connections can go out.")
_flag("writable", "writable", "Whether connections can come in.")
_flag("connectable", "connectable", "Whether it can be connected.")
_flag("storable", "storable", "Whether it is saved.")
_flag("cached", "cached", "Whether its value is kept.")
_flag("array", "is_array", "Whether it is an array.")
_flag("indexMatters", "index_matters", "Whether indices of the array have a meaning.")
_flag("keyable", "keyable", "Whether it can be keyed.")
_flag("channelBox", "channel_box", "Whether the Channel Box shows it although it is not keyable.")
_flag("hidden", "hidden", "Whether the user interface hides it.")
_flag("usedAsColor", "used_as_color", "Whether it is a colour.")
_flag("usedAsFilename", "used_as_filename", "Whether it is the name of a file.")
_flag("affectsAppearance", "affects_appearance", "Whether it changes how the node looks.")
_flag("affectsWorldSpace", "affects_world_space", "Whether it changes the place in the world.")
_flag("worldSpace", "world_space", "Whether its values are in world space.")
_flag("internal", "internal", "Whether the node keeps the value itself.")
_flag("usesArrayDataBuilder", "uses_array_data_builder", "Whether compute may make elements.")
_flag("disconnectBehavior", "disconnect_behavior", "What a broken connection does.")
_flag("renderSource", "render_source", "Whether it is a source for rendering.")
_flag("isProxyAttribute", "proxy", "Whether it is a proxy for another one.")


def add_attr_command(attribute: Attribute, long: bool) -> str:
    """``addAttr`` as MEL for a definition."""
    words = {
        "longName": "ln",
        "shortName": "sn",
        "attributeType": "at",
        "dataType": "dt",
        "keyable": "k",
        "multi": "m",
        "minValue": "min",
        "maxValue": "max",
        "defaultValue": "dv",
        "numberOfChildren": "nc",
        "enumName": "en",
        "parent": "p",
        "hidden": "h",
    }

    def flag(name: str, value: str = "") -> str:
        return f" -{name if long else words[name]}{' ' + value if value else ''}"

    text = "addAttr" + flag("longName", f'"{attribute.name}"')
    text += flag("shortName", f'"{attribute.short}"')
    if attribute.parent is not None:
        text += flag("parent", f'"{attribute.parent.name}"')
    if attribute.kind == "typed":
        text += flag("dataType", f'"{attribute.data_type}"')
    else:
        text += flag("attributeType", f'"{attribute.kind}"')
    if attribute.kind == "compound":
        text += flag("numberOfChildren", str(len(attribute.children)))
    if attribute.kind == "enum":
        fields = ":".join(f"{name}={value}" for value, name in sorted(attribute.fields.items()))
        text += flag("enumName", f'"{fields}"')
    for name, value in (("minValue", attribute.minimum), ("maxValue", attribute.maximum)):
        if value is not None and attribute.kind != "enum":
            text += flag(name, f"{value:g}")
    if attribute.is_numeric and attribute.default:
        text += flag("defaultValue", f"{attribute.default:g}")
    if attribute.keyable:
        text += flag("keyable", "true")
    if attribute.is_array:
        text += flag("multi", "")
    return text + ";"


class MFnMessageAttribute(MFnAttribute):
    """An attribute without a value, for connections between nodes."""

    _FN = "kMessageAttribute"

    def create(self, longName: str, shortName: str) -> MObject:
        """Make the attribute."""
        return self._made(longName, shortName, "message")


class MFnEnumAttribute(MFnAttribute):
    """An attribute with named integers."""

    _FN = "kEnumAttribute"

    def create(self, longName: str, shortName: str, defaultValue: int = 0) -> MObject:
        """Make the attribute."""
        return self._made(longName, shortName, "enum", default=int(defaultValue))

    def addField(self, name: str, value: int) -> MFnEnumAttribute:
        """Name an integer."""
        attribute = self._attribute()
        attribute.fields[int(value)] = name
        attribute.minimum, attribute.maximum = min(attribute.fields), max(attribute.fields)
        return self

    def fieldName(self, value: int) -> str:
        """Name of an integer."""
        if value not in self._attribute().fields:
            raise RuntimeError("(kInvalidParameter): no field has this value")
        return self._attribute().fields[value]

    def fieldValue(self, name: str) -> int:
        """Integer of a name."""
        for value, field in self._attribute().fields.items():
            if field == name:
                return value
        raise RuntimeError("(kInvalidParameter): no field has this name")

    def getMin(self) -> int:
        """Lowest integer with a name; 0 if there is none."""
        return min(self._attribute().fields, default=0)

    def getMax(self) -> int:
        """Highest integer with a name; -1 if there is none."""
        return max(self._attribute().fields, default=-1)

    def setDefaultByName(self, name: str) -> MFnEnumAttribute:
        """Choose the default by its name."""
        self._attribute().default = self.fieldValue(name)
        return self

    @property
    def default(self) -> int:
        """Default integer."""
        return int(self._attribute().default or 0)

    @default.setter
    def default(self, value: Any) -> None:
        self._attribute().default = self.fieldValue(value) if isinstance(value, str) else int(value)


class MFnCompoundAttribute(MFnAttribute):
    """An attribute with children."""

    _FN = "kCompoundAttribute"

    def create(self, longName: str, shortName: str) -> MObject:
        """Make the attribute; the children are added next."""
        return self._made(longName, shortName, "compound")

    def addChild(self, child: MObject) -> MFnCompoundAttribute:
        """Add a child at the end."""
        attribute = attribute_of(child)
        if attribute.parent is not None:
            raise RuntimeError(INCOMPATIBLE)
        self._attribute().add_child(attribute)
        return self

    def removeChild(self, child: MObject) -> MFnCompoundAttribute:
        """Take a child out."""
        attribute = attribute_of(child)
        if attribute not in self._attribute().children:
            raise RuntimeError(INCOMPATIBLE)
        self._attribute().children.remove(attribute)
        attribute.parent = None
        return self

    def numChildren(self) -> int:
        """Number of children."""
        return len(self._attribute().children)

    def child(self, index: int) -> MObject:
        """A child by position."""
        children = self._attribute().children
        if not 0 <= index < len(children):
            raise IndexError("child index out of range")
        return wrap(children[index])

    def getAddAttrCmds(self, longNames: bool = False) -> list[str]:
        """The MEL commands that add such an attribute with its children."""
        return [add_attr_command(part, longNames) for part in self._attribute().walk()]
