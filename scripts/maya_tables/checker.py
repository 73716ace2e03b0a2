"""One source file, checked against all tables."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.maya_tables.calls import CommandTables
from scripts.maya_tables.chains import (
    ObjectsOfClasses,
    check_chain,
    check_members,
    split_module,
)
from scripts.maya_tables.findings import Finding, Kind
from scripts.maya_tables.imports import COMMANDS, aliases, full_name
from scripts.maya_tables.subclasses import check_class


def check_paths(paths: Iterable[Path], tables: CommandTables) -> list[Finding]:
    """Check files, and all Python files below folders; findings in order of path and line."""
    found = []
    for path in paths:
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            found += check_source(file.read_text(encoding="utf-8"), str(file), tables)
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.message))


def check_source(source: str, path: str, tables: CommandTables) -> list[Finding]:
    """Check one text; the same mistake in the same line is reported once."""
    tree = ast.parse(source, filename=path)
    return list(dict.fromkeys(_FileCheck(tree, path, tables).findings()))


class _FileCheck:
    """The checks of one file share what its imports mean."""

    def __init__(self, tree: ast.Module, path: str, tables: CommandTables) -> None:
        self.tree = tree
        self.path = path
        self.tables = tables
        self.imports = aliases(tree)
        self.known = {alias.name: alias.target for alias in reversed(self.imports)}

    def findings(self) -> Iterator[Finding]:
        if not self.known:
            return
        yield from self._imports()
        yield from self._chains()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield from self._call(node)
            elif isinstance(node, ast.ClassDef):
                yield from check_class(self.path, node, self.known)
            if isinstance(node, ast.FunctionDef | ast.Module):
                yield from self._objects(node)

    def _imports(self) -> Iterator[Finding]:
        for alias in self.imports:
            yield from check_chain(self.path, alias.line, alias.target)
            parts = split_module(alias.target)
            if parts and parts[0] == COMMANDS and parts[1]:
                yield from self._command_name(alias.line, parts[1][0])
            if self.known[alias.name] != alias.target:
                message = f"{alias.name} is {alias.target} here and elsewhere another module"
                yield Finding(self.path, alias.line, alias.name, Kind.ALIAS, message)

    def _chains(self) -> Iterator[Finding]:
        inner = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and id(node) not in inner:
                name = full_name(node, self.known)
                if name:
                    yield from check_chain(self.path, node.lineno, name)
                    yield from self._mentioned_command(node.lineno, name)

    def _mentioned_command(self, line: int, name: str) -> Iterator[Finding]:
        """A command that is called or only handed on; its flags are another check."""
        parts = split_module(name)
        if parts and parts[0] == COMMANDS and parts[1]:
            yield from self._command_name(line, parts[1][0])

    def _command_name(self, line: int, command: str) -> Iterator[Finding]:
        # Anything wrong with the name alone shows in a call without flags.
        call = ast.Call(ast.Name(command), [], [], lineno=line)
        yield from self.tables.check(self.path, command, call)

    def _call(self, node: ast.Call) -> Iterator[Finding]:
        name = full_name(node.func, self.known)
        parts = split_module(name) if name else None
        if parts and parts[0] == COMMANDS and len(parts[1]) == 1:
            yield from self.tables.check(self.path, parts[1][0], node)

    def _objects(self, function: ast.FunctionDef | ast.Module) -> Iterator[Finding]:
        objects = ObjectsOfClasses(function, self.known)
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute):
                class_name = objects.class_of(node.value)
                if class_name and isinstance(node.ctx, ast.Load):
                    yield from check_members(self.path, node.lineno, class_name, [node.attr])
