"""Numbers that stand for one object and no other, also after it is gone."""

from __future__ import annotations

import itertools
from typing import Any

_serial = itertools.count(1)


def hash_code(entity: Any) -> int:
    """What ``MObjectHandle.hashCode`` says, in both APIs; never used again for a later object."""
    if entity is None:
        return 0
    known: int | None = getattr(entity, "handle_number", None)
    if known is None:
        known = next(_serial) * 0x9E3779B1 & 0xFFFFFFFF
        try:
            entity.handle_number = known
        except AttributeError:
            return (id(entity) >> 4) & 0xFFFFFFFF
    return known
