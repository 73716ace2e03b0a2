"""What all wrapped classes of API 1.0 share."""

from __future__ import annotations

from typing import Any, TypeVar

Class = TypeVar("Class", bound=type)


class SwigObject:
    """Base of all wrapped classes."""

    thisown = True

    def __repr__(self) -> str:
        name = type(self).__name__
        where = f"<Swig Object of type '{name} *' at {id(self):#x}>"
        return f"<{type(self).__module__}.{name}; proxy of {where} >"

    def __swig_destroy__(self) -> None:
        """Called by SWIG when the object dies."""


def wrong_arguments(name: str, given: tuple[Any, ...]) -> TypeError:
    """The error of a call that fits no overload."""
    types = ", ".join(type(value).__name__ for value in given)
    return TypeError(
        f"Wrong number or type of arguments for overloaded function '{name}'. Given: ({types})"
    )


def named(name: str) -> Any:
    """Class decorator: add the static method ``className``."""

    def add(cls: Class) -> Class:
        cls.className = staticmethod(lambda: name)  # type: ignore[attr-defined]
        return cls

    return add


def integer(value: Any, what: str = "argument") -> int:
    """An ``int`` parameter: bool and int pass, float does not (as SWIG has it)."""
    if isinstance(value, int):
        return int(value)
    if hasattr(value, "__index__"):
        return int(value.__index__())
    raise TypeError(f"{what} of type 'int' expected, got '{type(value).__name__}'")


def unsigned(value: Any, what: str = "argument") -> int:
    """An ``unsigned int`` parameter; a negative number overflows."""
    number = integer(value, what)
    if number < 0:
        raise OverflowError(f"{what} of type 'unsigned int' expected, got {number}")
    return number


def real(value: Any, what: str = "argument") -> float:
    """A ``double`` parameter: any real number passes, texts do not."""
    if isinstance(value, (int, float)) or hasattr(value, "__float__"):
        return float(value)
    raise TypeError(f"{what} of type 'double' expected, got '{type(value).__name__}'")


def expect(value: Any, kinds: Any, what: str = "argument") -> Any:
    """Refuse an object of another class, for example of API 2.0."""
    if not isinstance(value, kinds):
        wanted = kinds.__name__ if isinstance(kinds, type) else kinds[0].__name__
        given = f"{type(value).__module__}.{type(value).__name__}"
        raise TypeError(f"{what} of type '{wanted} const &' expected, got '{given}'")
    return value
