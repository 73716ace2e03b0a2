"""Syntax and arguments of the commands of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._api2.arrays import MDoubleArray, MIntArray
from maya._api2.matrices import MMatrix
from maya._api2.quantities import MAngle, MDistance, MTime
from maya._api2.rows import MPoint, MVector, Row, as_number
from maya._api2.selection import MSelectionList
from maya._core import command_syntax
from maya._core.command_syntax import ARGUMENT_TYPES, CommandSyntax, ParsedArguments
from maya._core.session import session


class MSyntax:
    """Flags and objects that a command takes."""

    kInvalidArgType, kNoArg, kBoolean, kLong, kDouble, kString, kUnsigned = range(7)
    kDistance, kAngle, kTime, kSelectionItem, kLastArgType = range(7, 12)
    kInvalidObjectFormat, kNone, kStringObjects, kSelectionList, kLastObjectFormat = range(5)

    def __init__(self, source: MSyntax | None = None) -> None:
        self._syntax = CommandSyntax() if source is None else source._syntax

    @classmethod
    def _of(cls, syntax: CommandSyntax) -> MSyntax:
        self = cls()
        self._syntax = syntax
        return self

    def addFlag(self, shortName: str, longName: str, argTypes: Any = ()) -> MSyntax:
        """Add a flag with up to six arguments."""
        short, long = shortName.lstrip("-"), longName.lstrip("-")
        if len(long) < 4 or len(short) > 3:
            raise ValueError("long names of flags need 4 letters, short ones have 3 at most")
        kinds = [argTypes] if isinstance(argTypes, int) else list(argTypes)
        self._syntax.add_flag(short, long, tuple(_word(kind) for kind in kinds))
        return self

    def addArg(self, argType: int) -> MSyntax:
        """Add an argument without a flag."""
        self._syntax.arguments.append(_word(argType))
        return self

    def _flag(self, name: str) -> command_syntax.FlagSyntax:
        flag = self._syntax.flag(name)
        if flag is None:
            raise RuntimeError(f"(kInvalidParameter): there is no flag '{name}'")
        return flag

    def makeFlagMultiUse(self, flagName: str) -> MSyntax:
        """Let a flag be given more than once."""
        self._flag(flagName).multi_use = True
        return self

    def makeFlagQueryWithFullArgs(self, flagName: str, argsOptional: bool) -> MSyntax:
        """Let a flag have its arguments in queries."""
        flag = self._flag(flagName)
        flag.query_with_arguments, flag.query_arguments_optional = True, bool(argsOptional)
        return self

    def setObjectType(self, objType: int, min: int = 0, max: int | None = None) -> MSyntax:
        """Say what objects the command takes, and how many."""
        words = {
            self.kNone: "none",
            self.kStringObjects: "strings",
            self.kSelectionList: "selection",
        }
        if objType not in words:
            raise ValueError("invalid object format")
        self._syntax.object_type = words[objType]
        self._syntax.minimum_objects = int(min)
        self._syntax.maximum_objects = None if max is None else int(max)
        return self

    def minObjects(self) -> int:
        """The fewest objects."""
        return self._syntax.minimum_objects

    def setMinObjects(self, min: int) -> MSyntax:
        """Set the fewest objects."""
        self._syntax.minimum_objects = int(min)
        return self

    def maxObjects(self) -> int:
        """The most objects."""
        most = self._syntax.maximum_objects
        return 0xFFFFFFFF if most is None else most

    def setMaxObjects(self, max: int) -> MSyntax:
        """Set the most objects."""
        self._syntax.maximum_objects = int(max)
        return self

    def useSelectionAsDefault(self, useSelection: bool) -> MSyntax:
        """Take the selection if no objects are given."""
        self._syntax.use_selection = bool(useSelection)
        return self

    @property
    def enableQuery(self) -> bool:
        """Whether the command can query."""
        return self._syntax.enable_query

    @enableQuery.setter
    def enableQuery(self, value: bool) -> None:
        self._syntax.enable_query = bool(value)

    @property
    def enableEdit(self) -> bool:
        """Whether the command can edit."""
        return self._syntax.enable_edit

    @enableEdit.setter
    def enableEdit(self, value: bool) -> None:
        self._syntax.enable_edit = bool(value)


def _word(kind: int) -> str:
    if not 1 <= kind <= len(ARGUMENT_TYPES):
        raise ValueError("invalid argument type")
    return ARGUMENT_TYPES[kind - 1]


def _number(value: Any) -> float:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise TypeError(f"'{value}' is not a number") from None
    return as_number(value)


class MArgList:
    """Arguments of a command as they were given."""

    kInvalidArgIndex = -1

    def __init__(self, source: MArgList | None = None) -> None:
        self._items: list[Any] = [] if source is None else list(source._items)
        self._used = 0

    @classmethod
    def _of(cls, items: list[Any]) -> MArgList:
        self = cls()
        self._items = list(items)
        return self

    def __len__(self) -> int:
        return len(self._items)

    def addArg(self, value: Any) -> MArgList:
        """Add an argument."""
        if isinstance(value, Row):
            self._items += list(value)[:3]
        elif isinstance(value, MAngle):
            self._items.append(value.asUnits(MAngle.uiUnit()))
        elif isinstance(value, MDistance):
            self._items.append(value.asUnits(MDistance.uiUnit()))
        elif isinstance(value, MTime):
            self._items.append(value.asUnits(MTime.uiUnit()))
        else:
            self._items.append(value)
        return self

    def _at(self, index: int) -> Any:
        if not 0 <= index < len(self._items):
            raise IndexError("argument index out of range")
        self._used = index + 1
        return self._items[index]

    def lastArgUsed(self) -> int:
        """One more than the index of the argument read last."""
        return self._used

    def flagIndex(self, shortName: str, longName: str | None = None) -> int:
        """Index of a flag; `kInvalidArgIndex` if it was not given."""
        names = {f"-{name.lstrip('-')}" for name in (shortName, longName) if name}
        for place, item in enumerate(self._items):
            if isinstance(item, str) and item in names:
                return place
        return self.kInvalidArgIndex

    def asBool(self, index: int) -> bool:
        """An argument as a truth value."""
        value = self._at(index)
        words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        return words[value] if value in words else bool(_number(value))

    def asInt(self, index: int) -> int:
        """An argument as an integer."""
        return int(_number(self._at(index)))

    def asDouble(self, index: int) -> float:
        """An argument as a number."""
        return float(_number(self._at(index)))

    asFloat = asDouble

    def asString(self, index: int) -> str:
        """An argument as text."""
        value = self._at(index)
        return value if isinstance(value, str) else str(value)

    def asAngle(self, index: int) -> MAngle:
        """An argument as an angle in the user's unit."""
        value = self._at(index)
        return (
            MAngle(value) if isinstance(value, MAngle) else MAngle(_number(value), MAngle.uiUnit())
        )

    def asDistance(self, index: int) -> MDistance:
        """An argument as a length in the user's unit."""
        return MDistance(_number(self._at(index)), MDistance.uiUnit())

    def asTime(self, index: int) -> MTime:
        """An argument as a time in the user's unit."""
        return MTime(_number(self._at(index)), MTime.uiUnit())

    def _several(self, index: int, count: int) -> list[float]:
        first = self._at(index)
        if isinstance(first, (list, tuple)):
            return [_number(value) for value in first]
        self._at(index + count - 1)
        return [_number(value) for value in self._items[index : index + count]]

    def asVector(self, index: int) -> MVector:
        """Three arguments as a vector."""
        return MVector(self._several(index, 3))

    def asPoint(self, index: int, numElements: int = 3) -> MPoint:
        """Three or four arguments as a point."""
        return MPoint(self._several(index, numElements))

    def asMatrix(self, index: int) -> MMatrix:
        """Sixteen arguments as a matrix."""
        return MMatrix(self._several(index, 16))

    def _sequence(self, index: int) -> list[Any]:
        value = self._at(index)
        return list(value) if isinstance(value, (list, tuple)) else self._items[index:]

    def asIntArray(self, index: int) -> MIntArray:
        """An argument as integers."""
        return MIntArray([int(_number(value)) for value in self._sequence(index)])

    def asDoubleArray(self, index: int) -> MDoubleArray:
        """An argument as numbers."""
        return MDoubleArray([_number(value) for value in self._sequence(index)])

    def asStringArray(self, index: int) -> list[str]:
        """An argument as texts."""
        return [str(value) for value in self._sequence(index)]


class MArgParser:
    """Arguments of a command taken apart by its syntax."""

    def __init__(self, syntax: MSyntax, args: MArgList) -> None:
        if not isinstance(syntax, MSyntax) or not isinstance(args, MArgList):
            raise TypeError("a syntax and an argument list are needed")
        self._syntax = syntax._syntax
        self._parsed: ParsedArguments = command_syntax.parse_arguments(self._syntax, args._items)

    @property
    def isEdit(self) -> bool:
        """Whether the command edits."""
        return self._parsed.edit

    @property
    def isQuery(self) -> bool:
        """Whether the command queries."""
        return self._parsed.query

    @property
    def numberOfFlagsUsed(self) -> int:
        """Number of flags that were given."""
        return len({id(flag) for flag, _ in self._parsed.uses})

    def _uses(self, flag: str) -> list[list[Any]]:
        found = self._syntax.flag(flag)
        if found is None:
            raise RuntimeError(f"(kInvalidParameter): there is no flag '{flag}'")
        return self._parsed.uses_of(found)

    def isFlagSet(self, flag: str) -> bool:
        """Whether a flag was given."""
        found = self._syntax.flag(flag)
        return found is not None and bool(self._parsed.uses_of(found))

    def numberOfFlagUses(self, flag: str) -> int:
        """How often a flag was given."""
        return len(self._uses(flag))

    def _flag_value(self, flag: str, index: int) -> Any:
        uses = self._uses(flag)
        if not uses:
            raise RuntimeError(f"(kInvalidParameter): the flag '{flag}' was not given")
        if not 0 <= index < len(uses[0]):
            raise IndexError("argument index out of range")
        return uses[0][index]

    def _argument(self, index: int) -> Any:
        if not 0 <= index < len(self._parsed.objects):
            raise IndexError("argument index out of range")
        return self._parsed.objects[index]

    def getFlagArgumentList(self, flag: str, occurrence: int) -> MArgList:
        """The arguments of one use of a flag."""
        return MArgList._of(self._uses(flag)[occurrence])

    def getFlagArgumentPosition(self, flag: str, index: int) -> int:
        """Where a use of a flag starts."""
        found = self._syntax.flag(flag)
        places = [n for n, (used, _) in enumerate(self._parsed.uses) if used is found]
        return places[index]

    def getObjectStrings(self) -> tuple[str, ...]:
        """Names of the objects."""
        objects = self._parsed.objects[len(self._syntax.arguments) :]
        if not objects and self._syntax.use_selection:
            return MSelectionList._of_core(session.scene.selection).getSelectionStrings()
        return tuple(str(each) for each in objects)


def _reader(convert: Any, flag: bool) -> Any:
    if flag:
        return lambda self, flag, index: convert(self._flag_value(flag, index))
    return lambda self, index: convert(self._argument(index))


def _quantity(kind: Any) -> Any:
    def convert(value: Any) -> Any:
        return kind(value) if isinstance(value, kind) else kind(_number(value), kind.uiUnit())

    return convert


for _name, _convert in {
    "Bool": lambda value: bool(_number(value)),
    "Int": lambda value: int(_number(value)),
    "Double": lambda value: float(_number(value)),
    "Float": lambda value: float(_number(value)),
    "String": str,
    "MAngle": _quantity(MAngle),
    "MDistance": _quantity(MDistance),
    "MTime": _quantity(MTime),
}.items():
    setattr(MArgParser, f"flagArgument{_name}", _reader(_convert, True))
    setattr(MArgParser, f"commandArgument{_name}", _reader(_convert, False))


class MArgDatabase(MArgParser):
    """Arguments that can also be had as selection lists."""

    def getObjectList(self) -> MSelectionList:
        """The objects."""
        return _selection(self.getObjectStrings())

    def flagArgumentMSelectionList(self, flag: str, index: int) -> MSelectionList:
        """An argument of a flag as a selection list."""
        return _selection([self._flag_value(flag, index)])

    def commandArgumentMSelectionList(self, index: int) -> MSelectionList:
        """An argument without a flag as a selection list."""
        return _selection([self._argument(index)])


def _selection(names: Any) -> MSelectionList:
    found = MSelectionList()
    for name in names:
        found.add(name)
    return found
