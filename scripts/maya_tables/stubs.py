"""Maya's API modules: classes, their members through all bases, functions and constants."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.maya_tables import wheels

MODULES = (
    "maya.OpenMaya",
    "maya.OpenMayaAnim",
    "maya.OpenMayaFX",
    "maya.OpenMayaMPx",
    "maya.OpenMayaRender",
    "maya.OpenMayaUI",
    "maya.api.MDGContextGuard",
    "maya.api.OpenMaya",
    "maya.api.OpenMayaAnim",
    "maya.api.OpenMayaRender",
    "maya.api.OpenMayaUI",
    "maya.mel",
    "maya.standalone",
    "maya.utils",
)
# What every class and every module has; the introspection leaves it out.
ALWAYS = frozenset(dir(type)) | frozenset(dir(object)) | {"__dict__", "__module__", "__weakref__"}
MODULE_ALWAYS = frozenset({"__all__", "__dict__", "__doc__", "__file__", "__name__", "__path__"})
# Leftovers of a loop in Maya's own modules that the introspection has caught.
LEFTOVERS = frozenset({"Unknown", "key", "ourdict", "val"})


@dataclass(frozen=True)
class Class:
    """One class: own members, and the full names of its bases."""

    name: str
    bases: tuple[str, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, object] = field(default_factory=dict)
    classes: Mapping[str, Class] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """One module; ``members`` tells the kind of each name: class, function or value."""

    name: str
    members: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Class] = field(default_factory=dict)


@functools.lru_cache(maxsize=len(MODULES))
def load(name: str) -> Module:
    """The table of one module, such as ``"maya.api.OpenMaya"``."""
    if name not in MODULES:
        raise wheels.TableMissingError(f"maya-stubs has no module {name}.")
    path = "/".join(["maya-stubs", *name.split(".")[1:]])
    package = name == "maya.mel"
    text = wheels.read("maya-stubs", path + ("/__init__.pyi" if package else ".pyi"))
    body = ast.parse(text).body
    classes = {
        node.name: _class(name, node.name, node) for node in body if isinstance(node, ast.ClassDef)
    }
    members = {key: kind for key, kind in _members(body).items() if key not in LEFTOVERS}
    return Module(name, members, classes)


def members(full_name: str) -> dict[str, str]:
    """Members of a class through its bases, nearest first: name to kind."""
    found: dict[str, str] = {}
    for description in lineage(full_name):
        for name, kind in description.members.items():
            found.setdefault(name, kind)
    return found


def constants(full_name: str) -> dict[str, object]:
    """Constants with known values of a class, through its bases."""
    found: dict[str, object] = {}
    for description in lineage(full_name):
        for name, value in description.constants.items():
            found.setdefault(name, value)
    return found


def lineage(full_name: str) -> list[Class]:
    """A class, its bases, their bases and so on."""
    description = find(full_name)
    if description is None:
        return []
    return [description, *(above for base in description.bases for above in lineage(base))]


def find(full_name: str) -> Class | None:
    """A class by its full name, such as ``"maya.OpenMaya.MFnMesh"``."""
    for name in MODULES:
        if full_name.startswith(name + "."):
            first, *inner = full_name.removeprefix(name + ".").split(".")
            description = load(name).classes.get(first)
            for step in inner:
                description = description.classes.get(step) if description else None
            if description is not None:
                return description
    return None


def _class(module: str, path: str, node: ast.ClassDef) -> Class:
    bases = [ast.unparse(base) for base in node.bases]
    local = [base if base.startswith("maya.") else f"{module}.{base}" for base in bases]
    inner = {
        child.name: _class(module, f"{path}.{child.name}", child)
        for child in node.body
        if isinstance(child, ast.ClassDef)
    }
    return Class(
        f"{module}.{path}", tuple(local), _members(node.body), _constants(node.body), inner
    )


def _members(body: list[ast.stmt]) -> dict[str, str]:
    found = {}
    for node in body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = "class"
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = "function"
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = "value"
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = "value"
    return found


def _constants(body: list[ast.stmt]) -> dict[str, object]:
    found = {}
    for node in body:
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)):
            continue
        try:
            found[node.target.id] = ast.literal_eval(node.value) if node.value else None
        except ValueError:
            continue
    return {name: value for name, value in found.items() if value is not None}
