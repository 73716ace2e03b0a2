"""The examples in cmdx's docstrings, unchanged: its own test run executes them in real Mayas."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator

import pytest

from scripts.maya_tables import wheels
from tests.standin_tests.conformance import harness

# Docstring -> why its examples do not come out on the stand-in.
KNOWN_FAILURES: dict[str, str] = {}


def examples(node: ast.AST, path: str) -> Iterator[str]:
    """Names of documented things with examples, read without importing anything."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{path}.{child.name}"
            text = ast.get_docstring(child)
            if text and doctest.DocTestParser().get_examples(text):
                yield name
            if isinstance(child, ast.ClassDef):
                yield from examples(child, name)


NAMES = sorted(set(examples(ast.parse(wheels.read("cmdx", "cmdx.py")), "cmdx")))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> harness.Outcomes:
    return harness.run("run_doctests.py", "cmdx", tmp_path_factory.mktemp("cmdx"))


def test_the_wheel_has_examples() -> None:
    assert len(NAMES) > 100


@pytest.mark.parametrize("name", harness.with_known_failures(NAMES, KNOWN_FAILURES))
def test_comes_out(name: str, outcomes: harness.Outcomes) -> None:
    assert outcomes[name]["outcome"] == "passed", outcomes[name]["traceback"]
