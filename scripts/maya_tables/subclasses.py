"""What a class built on Maya's classes uses of ``self``: its own members, or the bases'."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from scripts.maya_tables import stubs
from scripts.maya_tables.findings import Finding, Kind
from scripts.maya_tables.imports import full_name


def check_class(path: str, node: ast.ClassDef, known: Mapping[str, str]) -> Iterator[Finding]:
    """Members read from ``self`` that neither the class nor its bases have.

    Only classes all of whose bases are Maya's are checked: of others the members are not known.
    """
    bases = [full_name(base, known) for base in node.bases]
    if not bases or not all(base and stubs.find(base) for base in bases):
        return
    members = {name for base in bases if base for name in stubs.members(base)}
    members |= stubs.ALWAYS | _own_members(node)
    for access in ast.walk(node):
        if _is_read_of(access, ("self", "cls", node.name)):
            assert isinstance(access, ast.Attribute)
            if access.attr not in members:
                message = f"neither {node.name} nor {', '.join(map(str, bases))} has {access.attr}"
                yield Finding(path, access.lineno, node.name, Kind.MEMBER, message)


def _is_read_of(node: ast.AST, names: tuple[str, ...]) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name)
        and node.value.id in names
    )


def _own_members(node: ast.ClassDef) -> set[str]:
    """Names defined in the body, and everything ever assigned to an attribute in the class."""
    found = set()
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            found.add(child.name)
        elif isinstance(child, ast.Assign):
            found |= {
                name.id
                for target in child.targets
                for name in ast.walk(target)
                if isinstance(name, ast.Name)
            }
        elif isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
            found.add(child.target.id)
    for access in ast.walk(node):
        if isinstance(access, ast.Attribute) and isinstance(access.ctx, ast.Store):
            found.add(access.attr)
    return found
