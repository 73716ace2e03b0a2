"""Names of the API in source code against the tables of classes and constants."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from scripts.maya_tables import stubs
from scripts.maya_tables.findings import Finding, Kind
from scripts.maya_tables.imports import COMMANDS, MODULES, full_name


def split_module(name: str) -> tuple[str, list[str]] | None:
    """``maya.OpenMaya.MFn.kMesh`` as the module and the steps behind it."""
    steps = name.split(".")
    for length in range(len(steps), 0, -1):
        module = ".".join(steps[:length])
        if module in MODULES:
            return module, steps[length:]
    return None


def check_chain(path: str, line: int, name: str) -> Iterator[Finding]:
    """Mistakes of one chain; what follows a value or a call is beyond the tables."""
    parts = split_module(name)
    if parts is None or parts[0] == COMMANDS:
        return
    module, steps = parts
    if not steps or steps[0] in stubs.MODULE_ALWAYS:
        return
    kind = stubs.load(module).members.get(steps[0])
    if kind is None:
        yield Finding(path, line, name, Kind.NAME, f"{module} has no {steps[0]}")
    elif steps[0] == "cvar" and len(steps) > 1:
        yield from _check_static(path, line, module, steps[1])
    elif kind == "class":
        yield from check_members(path, line, f"{module}.{steps[0]}", steps[1:])


def check_members(path: str, line: int, class_name: str, steps: list[str]) -> Iterator[Finding]:
    """Follow members of a class, and of the classes inside it."""
    for step in steps:
        members = stubs.members(class_name)
        if step not in members and step not in stubs.ALWAYS:
            yield Finding(path, line, class_name, Kind.MEMBER, f"{class_name} has no member {step}")
        if members.get(step) != "class":
            return
        class_name = f"{class_name}.{step}"


def _check_static(path: str, line: int, module: str, name: str) -> Iterator[Finding]:
    """``cvar.MPxGeometryFilter_outputGeom`` is the static member of a class of that module."""
    class_name, _, member = name.partition("_")
    if member not in stubs.members(f"{module}.{class_name}"):
        yield Finding(path, line, name, Kind.NAME, f"{module}.cvar has no {name}")


_WITH_TARGET = (ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For, ast.comprehension)


class ObjectsOfClasses:
    """Variables of one function that only ever hold new objects of one class of the API."""

    def __init__(self, function: ast.AST, known: Mapping[str, str]) -> None:
        self.known = known
        self.classes: dict[str, str | None] = {}
        for node in _own_nodes(function):
            self._note(node)

    def class_of(self, node: ast.expr) -> str | None:
        """Class of a variable or of a call that makes an object, if it is one of the API's."""
        if isinstance(node, ast.Name):
            return self.classes.get(node.id)
        if isinstance(node, ast.Call):
            name = full_name(node.func, self.known)
            return name if name and stubs.find(name) else None
        return None

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name):
                made = self.class_of(node.value) if isinstance(node.value, ast.Call) else None
                before = self.classes.get(target.id, made)
                self.classes[target.id] = made if made == before else None
                return
        # Everything else that gives a name a value makes its class unknown.
        for name in _bound_names(node):
            self.classes[name] = None


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a function without those of functions and classes inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(child)


def _bound_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.arg):
        yield node.arg
    if isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, _WITH_TARGET):
        targets = [node.target]
    elif isinstance(node, ast.withitem) and node.optional_vars:
        targets = [node.optional_vars]
    for target in targets:
        for name in ast.walk(target):
            if isinstance(name, ast.Name):
                yield name.id
