"""AL_omx's own tests, unchanged as its wheel carries them: written against a real Maya."""

from __future__ import annotations

import ast

import pytest

from scripts.maya_tables import wheels
from tests.standin_tests.conformance import harness

PACKAGE = "AL.omx.tests"

# Test -> why the stand-in cannot pass it.
KNOWN_FAILURES: dict[str, str] = {}


def names_in_the_wheel() -> list[str]:
    """Names of all test functions, read without importing anything."""
    folder = wheels.locate("AL_omx", PACKAGE.replace(".", "/"))
    names = []
    for file in sorted(folder.rglob("test_*.py")):
        module = ".".join([PACKAGE, *file.relative_to(folder).with_suffix("").parts])
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                names += [
                    f"{module}.{node.name}.{function.name}"
                    for function in node.body
                    if isinstance(function, ast.FunctionDef) and function.name.startswith("test")
                ]
    return names


NAMES = names_in_the_wheel()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> harness.Outcomes:
    return harness.run("run_unittest.py", PACKAGE, tmp_path_factory.mktemp("omx"))


def test_every_test_of_the_wheel_was_run(outcomes: harness.Outcomes) -> None:
    assert len(NAMES) == 104
    assert set(outcomes) == set(NAMES)


@pytest.mark.parametrize("name", harness.with_known_failures(NAMES, KNOWN_FAILURES))
def test_passes(name: str, outcomes: harness.Outcomes) -> None:
    assert outcomes[name]["outcome"] == "passed", outcomes[name]["traceback"]
