"""How the public modules of ``maya.api`` take over the classes."""

from __future__ import annotations

from types import ModuleType
from typing import Any


def public(module_name: str, *modules: ModuleType) -> dict[str, Any]:
    """Maya's own names from some modules; the classes get the module name that Maya shows."""
    found: dict[str, Any] = {}
    for module in modules:
        for name, thing in vars(module).items():
            is_class = isinstance(thing, type) and _is_maya_name(name)
            if is_class and thing.__module__ in (module.__name__, module_name):
                found[name] = thing
    for thing in found.values():
        thing.__module__ = module_name
    return found


def _is_maya_name(name: str) -> bool:
    third = name[1:2]
    return name[:1] == "M" and (third.isupper() or third.isdigit())
