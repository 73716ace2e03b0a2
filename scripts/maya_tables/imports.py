"""Which names of a source file stand for which of Maya's modules, classes and commands."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.maya_tables import stubs

COMMANDS = "maya.cmds"
MODULES = frozenset({*stubs.MODULES, COMMANDS})


@dataclass(frozen=True)
class Alias:
    """A local name and the full name that it stands for, with the line of the import."""

    name: str
    target: str
    line: int


def aliases(tree: ast.AST) -> list[Alias]:
    """Every import of something below ``maya`` in a file, at any depth."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [_plain(name, node.lineno) for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for name in node.names:
                target = f"{node.module}.{name.name}"
                found.append(Alias(name.asname or name.name, target, node.lineno))
    return [alias for alias in found if alias.target.split(".")[0] == "maya"]


def _plain(name: ast.alias, line: int) -> Alias:
    """``import maya.cmds as cmds`` binds the module, ``import maya.cmds`` only ``maya``."""
    if name.asname:
        return Alias(name.asname, name.name, line)
    return Alias(name.name.split(".")[0], name.name.split(".")[0], line)


def full_name(node: ast.expr, known: Mapping[str, str]) -> str | None:
    """Full name of a chain ``om.MFn.kMesh`` by the imports, or None if it is something else."""
    steps: list[str] = []
    while isinstance(node, ast.Attribute):
        steps.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name) and node.id in known:
        return ".".join([known[node.id], *reversed(steps)])
    return None
