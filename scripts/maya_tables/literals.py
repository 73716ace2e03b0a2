"""Tables written as one Python literal of many megabytes."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scripts.maya_tables.wheels import TableMissingError


def read_literal(text: str, name: str) -> Any:
    """Value of the assignment to a name at the top of a module's text."""
    with _no_garbage_collection():
        for statement in ast.parse(text).body:
            if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name:
                return ast.literal_eval(statement.value)
    raise TableMissingError(f"pymel's cache has no table called {name}.")


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Millions of small objects are made and none dies: collecting would double the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
