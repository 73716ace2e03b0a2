"""Syntax and arguments of the commands of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._core import command_syntax
from maya._core.command_syntax import ARGUMENT_TYPES, CommandSyntax, ParsedArguments
from maya._core.session import session
from maya._shared import errors

from . import pointers
from .fn_base import filled
from .swig import SwigObject, expect, integer, named, unsigned, wrong_arguments
from .tuples import MPoint, MVector
from .units import MAngle, MDistance, MTime


@named("MSyntax")
class MSyntax(SwigObject):
    """Flags and objects that a command takes."""

    kInvalidArgType, kNoArg, kBoolean, kLong, kDouble, kString, kUnsigned = range(7)
    kDistance, kAngle, kTime, kSelectionItem, kLastArgType = range(7, 12)
    kInvalidObjectFormat, kNone, kStringObjects, kSelectionList, kLastObjectFormat = range(5)

    def __init__(self, other: Any = None) -> None:
        self._syntax = CommandSyntax() if other is None else other._syntax

    @classmethod
    def _of(cls, syntax: CommandSyntax) -> MSyntax:
        made = cls()
        made._syntax = syntax
        return made

    def assign(self, other: Any) -> MSyntax:
        """Share the syntax of another one."""
        self._syntax = other._syntax
        return self

    def addFlag(self, short: str, long: str, *types: int) -> None:
        """Add a flag with up to six arguments."""
        for name in (short, long):
            if not isinstance(name, str):
                raise wrong_arguments("MSyntax_addFlag", (short, long, *types))
        if len(long.lstrip("-")) < 4:
            raise errors.invalid("The long name of a flag has four letters or more")
        if len(short.lstrip("-")) > 3:
            raise errors.invalid("The short name of a flag has three letters or less")
        self._syntax.add_flag(short, long, tuple(_word(kind) for kind in types))

    def makeFlagMultiUse(self, name: str) -> None:
        """Let a flag be given more than once."""
        self._flag(name).multi_use = True

    def makeFlagQueryWithFullArgs(self, name: str, optional: bool) -> None:
        """Let a flag have arguments in queries too."""
        flag = self._flag(name)
        flag.query_with_arguments, flag.query_arguments_optional = True, bool(optional)

    def _flag(self, name: str) -> command_syntax.FlagSyntax:
        flag = self._syntax.flag(name)
        if flag is None:
            raise errors.invalid(f"There is no flag {name}")
        return flag

    def addArg(self, kind: int) -> None:
        """Add an argument without a flag."""
        self._syntax.arguments.append(_word(kind))

    def setObjectType(self, kind: int, least: int = 0, most: int | None = None) -> None:
        """Say how objects are handed over, and how many."""
        words = {
            self.kNone: "none",
            self.kStringObjects: "strings",
            self.kSelectionList: "selection",
        }
        if kind not in words:
            raise errors.invalid("Unknown object format")
        self._syntax.object_type = words[kind]
        self._syntax.minimum_objects, self._syntax.maximum_objects = least, most

    def setMinObjects(self, count: int) -> None:
        """The fewest objects."""
        self._syntax.minimum_objects = unsigned(count)

    def setMaxObjects(self, count: int) -> None:
        """The most objects."""
        self._syntax.maximum_objects = unsigned(count)

    def minObjects(self) -> int:
        """The fewest objects."""
        return self._syntax.minimum_objects

    def maxObjects(self) -> int:
        """The most objects."""
        most = self._syntax.maximum_objects
        return 4294967295 if most is None else most

    def useSelectionAsDefault(self, use: bool) -> None:
        """Take the selection if no objects are given."""
        self._syntax.use_selection = bool(use)

    def enableQuery(self, state: bool = True) -> None:
        """Allow queries."""
        self._syntax.enable_query = bool(state)

    def enableEdit(self, state: bool = True) -> None:
        """Allow edits."""
        self._syntax.enable_edit = bool(state)

    def canQuery(self) -> bool:
        """Whether queries are allowed."""
        return self._syntax.enable_query

    def canEdit(self) -> bool:
        """Whether edits are allowed."""
        return self._syntax.enable_edit


def _word(kind: int) -> str:
    if not 1 <= integer(kind) <= len(ARGUMENT_TYPES):
        raise errors.invalid("Unknown argument type")
    return ARGUMENT_TYPES[kind - 1]


@named("MArgList")
class MArgList(SwigObject):
    """The arguments of a command as they were given."""

    kInvalidArgIndex = 4294967295

    def __init__(self, other: Any = None) -> None:
        self._items: list[Any] = [] if other is None else list(other._items)

    @classmethod
    def _of(cls, items: list[Any]) -> MArgList:
        made = cls()
        made._items = list(items)
        return made

    def assign(self, other: Any) -> MArgList:
        """Take over the arguments of another list."""
        self._items = list(other._items)
        return self

    def length(self) -> int:
        """How many arguments there are."""
        return len(self._items)

    def addArg(self, value: Any) -> None:
        """Add an argument."""
        if isinstance(value, MAngle):
            value = (
                value.asDegrees() if session.scene.units["angle"] == "deg" else value.asRadians()
            )
        elif isinstance(value, MDistance):
            value = MDistance.internalToUI(value.asCentimeters())
        elif isinstance(value, MTime):
            value = value.asUnits(MTime.uiUnit())
        elif isinstance(value, (MVector, MPoint)):
            self._items += value._list()[:3]
            return
        self._items.append(value)

    def _at(self, index: int) -> Any:
        if not 0 <= integer(index) < len(self._items):
            raise errors.out_of_range()
        return self._items[index]

    def asBool(self, index: int) -> bool:
        """A truth value."""
        return bool(self._number(index))

    def asInt(self, index: int) -> int:
        """A whole number."""
        return int(self._number(index))

    def asDouble(self, index: int) -> float:
        """A real number."""
        return float(self._number(index))

    def _number(self, index: int) -> Any:
        value = self._at(index)
        try:
            return value if isinstance(value, (bool, int, float)) else float(value)
        except (TypeError, ValueError):
            raise errors.failure(f"The argument {value!r} is no number") from None

    def asString(self, index: int) -> str:
        """A text."""
        value = self._at(index)
        return value if isinstance(value, str) else str(value)

    def asAngle(self, index: int) -> MAngle:
        """An angle, in the unit of the user interface."""
        return MAngle(self.asDouble(index), MAngle.uiUnit())

    def asDistance(self, index: int) -> MDistance:
        """A length, in the unit of the user interface."""
        return MDistance(self.asDouble(index), MDistance.uiUnit())

    def asTime(self, index: int) -> MTime:
        """A time, in the unit of the user interface."""
        return MTime(self.asDouble(index), MTime.uiUnit())

    def _three(self, index: Any) -> list[float]:
        start = pointers.load(index, "unsigned int", 1)[0] if pointers.is_pointer(index) else index
        values = [self.asDouble(start + offset) for offset in range(3)]
        if pointers.is_pointer(index):
            pointers.store(index, "unsigned int", start + 3)
        return values

    def asVector(self, index: Any, count: int = 3) -> MVector:
        """Three numbers from a place on."""
        return MVector(*self._three(index))

    def asPoint(self, index: Any, count: int = 3) -> MPoint:
        """Three numbers from a place on."""
        return MPoint(*self._three(index))

    def _many(self, index: Any, convert: Any) -> list[Any]:
        start = pointers.load(index, "unsigned int", 1)[0] if pointers.is_pointer(index) else index
        found = []
        while start < len(self._items):
            value = self._items[start]
            if isinstance(value, str) and value[:1] == "-" and value[1:2].isalpha():
                break
            found.append(convert(start))
            start += 1
        if pointers.is_pointer(index):
            pointers.store(index, "unsigned int", start)
        return found

    def asIntArray(self, index: Any) -> Any:
        """Whole numbers from a place up to the next flag."""
        from .arrays import MIntArray

        return MIntArray(self._many(index, self.asInt))

    def asDoubleArray(self, index: Any) -> Any:
        """Numbers from a place up to the next flag."""
        from .arrays import MDoubleArray

        return MDoubleArray(self._many(index, self.asDouble))

    def asStringArray(self, index: Any) -> list[str]:
        """Texts from a place up to the next flag."""
        return self._many(index, self.asString)

    def asMatrix(self, index: Any) -> Any:
        """Sixteen numbers from a place on."""
        from .matrices import MMatrix

        start = pointers.load(index, "unsigned int", 1)[0] if pointers.is_pointer(index) else index
        return MMatrix._made([self.asDouble(start + offset) for offset in range(16)])

    def flagIndex(self, short: str, long: str = "") -> int:
        """The place of a flag, or kInvalidArgIndex."""
        names = {f"-{name.lstrip('-')}" for name in (short, long) if name}
        for place, item in enumerate(self._items):
            if isinstance(item, str) and item in names:
                return place
        return self.kInvalidArgIndex


@named("MArgParser")
class MArgParser(SwigObject):
    """The arguments of a command, taken apart by its syntax."""

    def __init__(self, *values: Any) -> None:
        if len(values) == 1 and isinstance(values[0], MArgParser):
            self._syntax, self._parsed, self._items = (
                values[0]._syntax,
                values[0]._parsed,
                values[0]._items,
            )
            return
        if len(values) not in (2, 3):
            raise wrong_arguments(f"new_{type(self).__name__}", values)
        self._syntax = expect(values[0], MSyntax)._syntax
        self._items = list(expect(values[1], MArgList)._items)
        self._parsed: ParsedArguments = command_syntax.parse_arguments(self._syntax, self._items)
        self._complete_objects()

    def _complete_objects(self) -> None:
        """Take the selection as default, then count the objects."""
        syntax = self._syntax
        if syntax.object_type == "none":
            return
        if len(self._parsed.objects) <= len(syntax.arguments) and syntax.use_selection:
            from .selection import MSelectionList

            names: list[str] = []
            MSelectionList._of(list(session.scene.selection)).getSelectionStrings(names)
            self._parsed.objects += names
        if len(self._parsed.objects) - len(syntax.arguments) < syntax.minimum_objects:
            raise errors.failure("The command needs more objects")

    def assign(self, other: Any) -> Any:
        """Become another one."""
        self._syntax, self._parsed, self._items = other._syntax, other._parsed, other._items
        return self

    def isQuery(self) -> bool:
        """Whether -query was given."""
        return self._parsed.query

    def isEdit(self) -> bool:
        """Whether -edit was given."""
        return self._parsed.edit

    def isFlagSet(self, name: str) -> bool:
        """Whether a flag was given."""
        return bool(self._uses(name))

    def numberOfFlagsUsed(self) -> int:
        """How many flags were given."""
        return len(self._parsed.uses)

    def numberOfFlagUses(self, name: str) -> int:
        """How often a flag was given."""
        return len(self._uses(name))

    def _uses(self, name: str) -> list[list[Any]]:
        flag = self._syntax.flag(name)
        if flag is None:
            raise errors.invalid(f"There is no flag {name}")
        return self._parsed.uses_of(flag)

    def _flag_value(self, name: str, index: int) -> tuple[str, Any]:
        uses = self._uses(name)
        if not uses:
            raise errors.failure(f"The flag {name} was not given")
        values = uses[-1]
        if not 0 <= integer(index) < len(values):
            raise errors.out_of_range()
        return self._syntax.flag(name).types[index], values[index]

    def _argument(self, index: int) -> Any:
        if not 0 <= integer(index) < len(self._parsed.objects):
            raise errors.out_of_range()
        return self._parsed.objects[index]

    def getObjects(self, target: Any) -> None:
        """Fill a list with the names of objects."""
        filled(target, [str(item) for item in self._parsed.objects[len(self._syntax.arguments) :]])

    def getFlagArgumentList(self, name: str, use: int, target: Any) -> None:
        """Fill an MArgList with the values of one use of a flag."""
        uses = self._uses(name)
        if not 0 <= use < len(uses):
            raise errors.out_of_range()
        target._items = list(uses[use])

    def getFlagArgumentPosition(self, name: str, use: int, place: Any) -> None:
        """Write the place of a use of a flag to memory."""
        flag = self._syntax.flag(name)
        names = {f"-{flag.long}", f"-{flag.short}"}
        found = [number for number, item in enumerate(self._items) if item in names]
        if not 0 <= use < len(found):
            raise errors.out_of_range()
        pointers.store(place, "unsigned int", found[use])


_READERS = {
    "Bool": bool,
    "Int": int,
    "Double": float,
    "String": str,
    "MAngle": lambda value: MAngle(float(value), MAngle.uiUnit()),
    "MDistance": lambda value: MDistance(float(value), MDistance.uiUnit()),
    "MTime": lambda value: MTime(float(value), MTime.uiUnit()),
}
_FITTING = {
    "Bool": ("boolean",),
    "Int": ("long", "unsigned", "boolean"),
    "Double": ("double", "long", "unsigned", "distance", "angle", "time"),
    "String": ("string", "selectionItem"),
    "MAngle": ("angle", "double"),
    "MDistance": ("distance", "double"),
    "MTime": ("time", "double"),
}


def _flag_reader(word: str, convert: Any) -> Any:
    def read(self: MArgParser, name: str, index: int = 0) -> Any:
        kind, value = self._flag_value(name, index)
        if kind not in _FITTING[word]:
            raise errors.failure(f"The flag {name} has no argument of that type")
        return convert(value)

    return read


def _argument_reader(convert: Any) -> Any:
    def read(self: MArgParser, index: int) -> Any:
        try:
            return convert(self._argument(index))
        except (TypeError, ValueError):
            raise errors.failure("The argument has another type") from None

    return read


for _name, _convert in _READERS.items():
    setattr(MArgParser, f"flagArgument{_name}", _flag_reader(_name, _convert))
    setattr(MArgParser, f"commandArgument{_name}", _argument_reader(_convert))


@named("MArgDatabase")
class MArgDatabase(MArgParser):
    """Like MArgParser, with objects as a selection list."""

    def getObjects(self, target: Any) -> None:
        """Fill a selection list (or a list of names) with the objects."""
        if isinstance(target, list):
            super().getObjects(target)
            return
        target.clear()
        for name in self._parsed.objects[len(self._syntax.arguments) :]:
            target.add(name)

    def getFlagArgument(self, name: str, index: int, target: Any) -> None:
        """Write a value to memory or into an object."""
        _store_value(self._flag_value(name, index)[1], target)

    def getCommandArgument(self, index: int, target: Any) -> None:
        """Write a value to memory or into an object."""
        _store_value(self._argument(index), target)


def _store_value(value: Any, target: Any) -> None:
    for kind in (MAngle, MDistance, MTime):
        if isinstance(target, kind):
            target.assign(kind(float(value), kind.uiUnit()))
            return
    if hasattr(target, "add") and isinstance(value, str):
        target.clear()
        target.add(value)
        return
    inner = getattr(target, "_pointer", target)
    if not pointers.is_pointer(inner):
        raise wrong_arguments("MArgDatabase_getFlagArgument", (target,))
    pointers.store(inner, inner._kind, value)
