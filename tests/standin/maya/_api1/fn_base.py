"""MFnBase: what all function sets share."""

from __future__ import annotations

from typing import Any

from maya._core import mfn
from maya._core.threads import scene_thread_only
from maya._shared import errors

from .objects import MObject, entity_of, mfn_names
from .swig import SwigObject, expect, integer, named, wrong_arguments


@named("MFnBase")
class MFnBase(SwigObject):
    """A set of functions that works on objects of one kind (``_fits``)."""

    _fits = "kBase"

    def __init__(self, *values: Any) -> None:
        self._entity: Any = None
        if len(values) == 1:
            self.setObject(values[0])
        elif values:
            raise wrong_arguments(f"new_{type(self).__name__}", values)

    def type(self) -> int:
        """The constant of the function set."""
        return mfn.NUMBERS[self._fits]

    @staticmethod
    def typeString(kind: int) -> str:
        """The name of a constant."""
        return mfn.name(integer(kind))

    @staticmethod
    def isValid(kind: int) -> bool:
        """Whether a number is a constant."""
        return integer(kind) in mfn.NAMES

    def hasObj(self, what: Any) -> bool:
        """Whether the function set works on an object, or on objects of a kind."""
        if isinstance(what, MObject):
            return self._fits in mfn_names(what._entity)
        return mfn.name(integer(what)) == self._fits

    def setObject(self, handle: Any) -> Any:
        """Work on another object."""
        entity = entity_of(handle)
        if self._fits not in mfn_names(entity):
            raise errors.incompatible()
        self._entity = entity
        return None

    def object(self) -> MObject:
        """The object."""
        return MObject._of(self._entity)

    def _have(self) -> Any:
        """The entity of the core, alive."""
        scene_thread_only()
        if self._entity is None:
            raise errors.missing()
        return entity_of(MObject._of(self._entity))


def filled(target: Any, items: Any) -> list[Any]:
    """Put texts into a Python list, which stands for MStringArray."""
    if not isinstance(target, list):
        expect(target, list, "argument")
    target[:] = list(items)
    return target
