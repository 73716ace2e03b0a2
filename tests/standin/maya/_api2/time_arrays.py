"""``MTimeArray``."""

from __future__ import annotations

from typing import Any

from maya._api2.arrays import ObjectArray
from maya._api2.quantities import MTime


class MTimeArray(ObjectArray):
    """Array of times."""

    __slots__ = ()

    def _kind(self) -> type:
        return MTime

    def _one(self, value: Any) -> MTime:
        return MTime(super()._one(value))
