"""MPxData: base class of the data of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._core.data import PluginData
from maya._core.session import session
from maya._shared import errors

from .objects import MTypeId
from .swig import SwigObject, expect


class MPxData(SwigObject):
    """A value of a type of the plug-in's own."""

    kData, kGeometryData, kLast = range(3)

    def __init__(self, *_: Any) -> None:
        """Nothing to set up."""

    def readASCII(self, arguments: Any, last: Any) -> Any:
        """Read from the arguments of a setAttr."""

    def readBinary(self, stream: Any, length: int) -> Any:
        """Read from a binary file."""

    def writeASCII(self, stream: Any) -> Any:
        """Write into a setAttr."""

    def writeBinary(self, stream: Any) -> Any:
        """Write into a binary file."""

    def copy(self, source: Any) -> None:
        """Take over another value."""

    def typeId(self) -> MTypeId:
        """The number of the type."""
        return MTypeId()

    def name(self) -> str:
        """The name of the type."""
        return ""


def plugin_data_of(value: Any) -> PluginData:
    """Data of the core for an object of a plug-in's class."""
    number = expect(value, MPxData).typeId().id()
    known = session.state.get("data_types", {}).get(number)
    if known is None:
        raise errors.invalid("The data type is not registered")
    return PluginData(known.name, number, value)
