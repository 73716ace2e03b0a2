"""Running the command line inside the test process."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from a2f_maya.cli.main import main


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def a2f(*arguments: object) -> Done:
    """Run ``a2f`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


def one_line(text: str) -> str:
    """The text, which must be a single line."""
    assert len(text.strip().splitlines()) == 1, text
    return text
