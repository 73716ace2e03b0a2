"""Running MEL and Python texts: what ``mel.eval``, callbacks and script nodes use."""

from __future__ import annotations

import ast
from typing import Any

from maya._core.session import session
from maya._files.mel_calls import MelText
from maya._files.mel_parser import MelSyntaxError
from maya._files.mel_run import run
from maya._files.mel_values import MelError


def evaluate(text: str) -> Any:
    """Run MEL; gives the value of the last statement.

    Raises
    ------
    RuntimeError
        If it fails, with Maya's words before the reason.
    """
    try:
        return run(text)
    except (MelError, MelSyntaxError) as error:
        raise RuntimeError(f"Error occurred during execution of MEL script\n{error}") from error


def python_namespace() -> dict[str, Any]:
    """The names of ``__main__``, in which Maya runs Python texts."""
    import __main__

    return __main__.__dict__


def run_python(text: str) -> Any:
    """Run Python in ``__main__``; an expression gives its value."""
    names = python_namespace()
    try:
        tree = ast.parse(text.strip() if "\n" not in text.strip() else text, "<maya console>")
    except IndentationError:
        tree = ast.parse(text.strip(), "<maya console>")
    if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
        return eval(compile(ast.Expression(tree.body[0].value), "<maya console>", "eval"), names)
    exec(compile(tree, "<maya console>", "exec"), names)
    return None


def run_text(text: str, language: str) -> Any:
    """Run ``python`` or ``mel``."""
    return run_python(text) if language.lower() == "python" else evaluate(text)


def call(function: Any, *arguments: Any) -> Any:
    """Run what a callback flag was given: a function, or a text in Python (from Python) or MEL."""
    if callable(function):
        return function(*arguments)
    return run_callback(function)


def run_callback(text: str) -> Any:
    """Run a text of unknown language: texts given from Python are Python if they can be parsed as such."""
    if isinstance(text, MelText):
        return evaluate(text)
    try:
        compile(text, "<maya console>", "exec")
    except SyntaxError:
        return evaluate(text)
    return run_python(text)


__all__ = ["call", "evaluate", "run_callback", "run_python", "run_text", "session"]
