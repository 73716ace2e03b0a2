"""API 1.0 of Maya 2025 from pymel's cache: a few members are gone from the introspected 2026."""

from __future__ import annotations

import functools

from scripts.maya_tables import wheels
from scripts.maya_tables.literals import read_literal


@functools.lru_cache(maxsize=1)
def members() -> dict[str, frozenset[str]]:
    """Methods and values of enumerations by class, without what the bases have."""
    text = wheels.read("pymel", "pymel/cache/mayaApi2025.py")
    types, *_, classes = read_literal(text, "data")
    found = {name: _members(entry) for name, entry in classes.items()}
    found["MFn"] = found.get("MFn", frozenset()) | frozenset(types)
    return found


def _members(entry: dict[str, dict[str, dict[str, object]]]) -> frozenset[str]:
    names = set(entry["methods"])
    for enumeration in entry["enums"].values():
        values = enumeration["values"]
        names |= set(getattr(values, "keys", lambda values=values: values)())
    return frozenset(names)
